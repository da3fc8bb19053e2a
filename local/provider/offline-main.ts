import { version } from "@pulumi/aws/package.json";
import { endWithParent } from "../../tools/runtime/end-with-parent";
import { withFailureLog } from "./failure-log";
import { OfflineAwsProvider } from "./offline";
import { serve } from "./server";

/** Serves the provider of an offline preview, until the engine ends: it calls nothing. */
export function run(): void {
    serve(withFailureLog(new OfflineAwsProvider()), version);
    endWithParent();
}
