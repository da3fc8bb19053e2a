import { version } from "@pulumi/aws/package.json";
import { rootClients } from "../cloud/clients";
import { loopbackEndpoint } from "../cloud/endpoint";
import { endWithParent } from "../../tools/runtime/end-with-parent";
import { CREATE_JOURNAL } from "../../tools/runtime/paths";
import { CreateJournal } from "./create-journal";
import { withFailureLog } from "./failure-log";
import { LocalAwsProvider } from "./provider";
import { serve } from "./server";

/** Serves the provider of the local cloud, until the engine ends. */
export function run(): void {
    // The endpoint is checked before anything is served: no call of this process leaves the machine.
    const endpoint = loopbackEndpoint();
    const clients = rootClients(endpoint, process.env["AWS_REGION"] ?? "us-east-1");
    serve(withFailureLog(new LocalAwsProvider(() => clients, new CreateJournal(CREATE_JOURNAL))), version);
    endWithParent();
}
