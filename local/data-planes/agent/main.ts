import * as path from "node:path";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { clientSettings } from "../../cloud/clients";
import { loopbackEndpoint } from "../../cloud/endpoint";
import { readAgentJson } from "./agent-json";
import { FlowRunner } from "./agent";
import { agentFiles, flowFiles } from "./files";
import { StatusFile } from "./status";

async function serve(root: string): Promise<void> {
    const flows = readAgentJson(path.join(root, "etc/aws-kinesis/agent.json"));
    const region = process.env["AWS_REGION"] ?? "us-east-1";
    const kinesis = new KinesisClient(clientSettings(loopbackEndpoint(), region));
    const stopping = new AbortController();
    process.on("SIGTERM", () => stopping.abort());
    process.on("SIGINT", () => stopping.abort());
    const status = new StatusFile(agentFiles(root).status, flows.length);
    const runners = flows.map((flow, i) => {
        const local = { ...flow, filePattern: path.join(root, flow.filePattern) };
        const files = flowFiles(root, flow, flows.length);
        const runner = new FlowRunner(local, files, kinesis, (ofFlow) => status.report(i, ofFlow));
        return runner.run(stopping.signal);
    });
    await Promise.all(runners);
}

/**
 * Runs the local agent of one instance until it is ended. It follows the agent.json found there, and finds the instance
 * role's credentials as the SDKs do on AWS, by the environment.
 *
 * @param args the instance's folder.
 */
export function run([root = ""]: readonly string[]): void {
    serve(root).then(
        () => process.exit(0),
        (error: Error) => {
            console.error(`agent: ${error.message}`);
            process.exit(1);
        },
    );
}
