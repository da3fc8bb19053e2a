import assert from "node:assert/strict";
import {
    CloudWatchLogsClient,
    CreateLogGroupCommand,
    CreateLogStreamCommand,
    GetLogEventsCommand,
    PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
    CreateApplicationCommand,
    DeleteApplicationCommand,
    DescribeApplicationCommand,
    StartApplicationCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { policyJson } from "../../components/foundation/policy-documents";
import { clientSettings } from "../../local/cloud/clients";
import { FlinkControlPlane } from "../../local/data-planes/flink/flink-control-plane";
import { newestOperation } from "./flink-operations";
import { ACCOUNT, ANY_SOURCE, REGION, TestEmulator } from "../support/test-emulator";

/** What holds with the corrections, and does not without them: who may write a log, how a job does. */
export const WRITERS_AND_TIMES: Record<string, (emulator: TestEmulator) => Promise<void>> = {
    "logs_stream_resource: PutLogEvents is allowed by a policy that names the log stream": async (
        emulator,
    ) => {
        const [logGroupName, logStreamName] = ["/g", "s"];
        await emulator.clients.logs.send(new CreateLogGroupCommand({ logGroupName }));
        await emulator.clients.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
        const Resource = [`arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/g:log-stream:s`];
        const write = policyJson({ Sid: "W", Effect: "Allow", Action: ["logs:PutLogEvents"], Resource });
        const credentials = await emulator.session(await emulator.role("log-writer", ANY_SOURCE, write));
        const logs = new CloudWatchLogsClient({ ...clientSettings(emulator.endpoint, REGION), credentials });
        const logEvents = [{ timestamp: Date.now(), message: "hello" }];
        await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
        const { events } = await emulator.clients.logs.send(
            new GetLogEventsCommand({ logGroupName, logStreamName }),
        );
        assert.equal(events?.[0]?.message, "hello");
    },
    "flink_data_plane: an application is STARTING until its job runs, and its operation says why it does not":
        async ({ clients: { flink }, endpoint }) => {
            const [ApplicationName, START] = ["shown", "StartApplication"];
            const ServiceExecutionRole = `arn:aws:iam::${ACCOUNT}:role/r`;
            await flink.send(
                new CreateApplicationCommand({
                    ApplicationName,
                    ServiceExecutionRole,
                    RuntimeEnvironment: "FLINK-1_20",
                }),
            );
            await flink.send(new StartApplicationCommand({ ApplicationName, RunConfiguration: {} }));
            const shown = async () => {
                const { ApplicationDetail } = await flink.send(
                    new DescribeApplicationCommand({ ApplicationName }),
                );
                return [
                    ApplicationDetail?.ApplicationStatus,
                    ...(await newestOperation(flink, ApplicationName)),
                ];
            };
            const controlPlane = new FlinkControlPlane(endpoint, REGION);
            const run = (await controlPlane.runs()).find(
                ({ application: { name } }) => name === ApplicationName,
            );
            assert.deepEqual(await shown(), ["STARTING", START, "IN_PROGRESS", undefined]);
            await controlPlane.failed(run?.id ?? "", "no such column");
            assert.deepEqual(await shown(), ["STARTING", START, "FAILED", "no such column"]);
            await controlPlane.runsNow(run?.id ?? "");
            assert.deepEqual(await shown(), ["RUNNING", START, "SUCCESSFUL", undefined]);
            const { ApplicationDetail } = await flink.send(
                new DescribeApplicationCommand({ ApplicationName }),
            );
            await flink.send(
                new DeleteApplicationCommand({
                    ApplicationName,
                    CreateTimestamp: ApplicationDetail?.CreateTimestamp,
                }),
            );
        },
};
