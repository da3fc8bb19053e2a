import { version } from "@pulumi/aws/package.json";
import { endWithParent } from "../../tools/runtime/end-with-parent";
import { withFailureLog } from "./failure-log";
import { OfflineAwsProvider } from "./offline";
import { serve } from "./server";

/** The provider of an offline preview: it calls nothing. */
serve(withFailureLog(new OfflineAwsProvider()), version);
endWithParent();
