import { main } from "@pulumi/pulumi/provider";
import { version } from "@pulumi/aws/package.json";
import { rootClients } from "../cloud/clients";
import { loopbackEndpoint } from "../cloud/endpoint";
import { endWithParent } from "../end-with-parent";
import { CREATE_JOURNAL } from "../paths";
import { CreateJournal } from "./create-journal";
import { LocalAwsProvider } from "./provider";

// The endpoint is judged before anything is served: no call of this process leaves the machine.
const endpoint = loopbackEndpoint();
const region = process.env["AWS_REGION"] ?? "us-east-1";
const clients = rootClients(endpoint, region);
const provider = new LocalAwsProvider(version, () => clients, new CreateJournal(CREATE_JOURNAL));
// The provider interface asks for Inputs and any; ours are plain properties, checked by each resource type.
void main(provider as unknown as Parameters<typeof main>[0], process.argv.slice(2));
endWithParent();
