import assert from "node:assert/strict";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { step } from "../../local/setup/steps";
import { logFile, logLines } from "../integration/access-log";
import { Clone, Ended } from "../integration/clone";
import { CloneStack } from "../integration/clone-stack";

const STACK = "local";
const KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const LOG_BUCKET = "check-aws-access-logs";

/** As many keys as the emulator serves, so that as many members of requests and responses as possible occur. */
const KEYS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    stack: { owner: "check@example.com", logRetentionDays: 7 },
    stream: {
        shardCount: 2,
        retentionHours: 48,
        shardMetrics: ["IncomingBytes", "IteratorAgeMilliseconds"],
        kmsKeyArn: KEY,
        consumers: ["audit"],
    },
    producer: {
        instanceType: "t4g.micro",
        httpCidrs: ["203.0.113.0/24"],
        publicKey:
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGl0IGlzIG5vIHNlY3JldCwgYnV0IGEgdGVzdC4uLi4= me@example.com",
        agentMetrics: true,
        recordBytes: 300,
    },
    analytics: {
        queries: ["status-counts", "passthrough"],
        windowSeconds: 1,
        arrivalSkewMillis: 200,
        checkpointIntervalMillis: 1000,
        parallelism: 2,
        parallelismPerKpu: 2,
        autoScaling: true,
        metricsLevel: "OPERATOR",
        logLevel: "DEBUG",
    },
    delivery: { bufferMb: 2, bufferSeconds: 120, compression: "GZIP", kmsKeyArn: KEY },
    bucket: { transitionDays: 60, expiryDays: 120, errorExpiryDays: 30, abortUploadDays: 3, kmsKeyArn: KEY },
    exposition: { scanLimitMb: 100, resultExpiryDays: 7 },
    monitoring: { email: "ops@example.com", budgetUsd: 50, kmsKeyArn: KEY },
    alarms: { heap: 70, streamBytesIn: 70 },
};

function succeeded({ code, output }: Ended): string {
    assert.equal(code, 0, output);
    return output;
}

/** A local deployment from its first call to its last, all of whose calls are recorded. */
export class Scenario {
    private readonly clone = new Clone("check-aws", 9000);
    private readonly stack = new CloneStack(this.clone, STACK);

    /** Runs it. LOCAL_RECORD must name the recording's file. @throws AssertionError where a step fails, with its output. */
    async run(): Promise<void> {
        try {
            await this.deploy();
            await this.change();
            await this.read();
            await step("destroy", async () => {
                succeeded(await this.engine("destroy"));
            });
        } finally {
            await this.clone.npm("stop");
        }
    }

    private engine(command: string, ...more: string[]): Promise<Ended> {
        return this.stack.pulumi(command, "--yes", "--skip-preview", "--stack", STACK, ...more);
    }

    private async deploy(): Promise<void> {
        for (const [section, keys] of Object.entries(KEYS)) {
            Object.entries(keys).forEach(([key, value]) => this.stack.set(section, key, value));
        }
        await step("deployment with data", async () => {
            succeeded(await this.clone.start("--log", logFile(logLines(300))));
        });
    }

    private async change(): Promise<void> {
        await this.stack.clients.s3.send(new CreateBucketCommand({ Bucket: LOG_BUCKET }));
        this.stack.set("bucket", "accessLogBucket", LOG_BUCKET);
        this.clone.edit("sql/status-counts.sql", "COUNT(*)", "COUNT(*) + 0");
        await step("changed query, with data", async () => {
            assert.ok((await this.stack.up()).includes("~ aws:kinesisanalyticsv2:Application analytics"));
            await this.stack.flows(logLines(40));
        });
        await step("second up, which changes nothing", () => this.stack.upDoes([]));
    }

    private async read(): Promise<void> {
        await step("refresh", async () => {
            succeeded(await this.engine("refresh", "--expect-no-changes"));
        });
        await step("named query", async () => {
            succeeded(await this.clone.npm("run", "query", "--", "status-by-hour", "-s", STACK));
        });
    }
}
