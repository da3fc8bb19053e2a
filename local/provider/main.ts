import { version } from "@pulumi/aws/package.json";
import { rootClients } from "../cloud/clients";
import { loopbackEndpoint } from "../cloud/endpoint";
import { endWithParent } from "../end-with-parent";
import { CREATE_JOURNAL } from "../paths";
import { CreateJournal } from "./create-journal";
import { OfflineAwsProvider } from "./offline";
import { LocalAwsProvider } from "./provider";
import { ServedProvider, serve } from "./server";

/** The provider for the engine that asks: against the local cloud, or against nothing at all. */
function provider(): ServedProvider {
    if (process.env["CC_PIPELINE_OFFLINE_PREVIEW"] === "true") {
        return new OfflineAwsProvider();
    }
    // The endpoint is judged before anything is served: no call of this process leaves the machine.
    const endpoint = loopbackEndpoint();
    const clients = rootClients(endpoint, process.env["AWS_REGION"] ?? "us-east-1");
    return new LocalAwsProvider(() => clients, new CreateJournal(CREATE_JOURNAL));
}

serve(provider(), version);
endWithParent();
