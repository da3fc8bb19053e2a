import assert from "node:assert/strict";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { step } from "../../tools/runtime/steps";
import { UserError } from "../../tools/runtime/user-error";
import { logFile, logLines } from "../support/access-log";
import { Clone, Ended } from "../support/clone";
import { CloneStack } from "../support/clone-stack";
import { LOG_BUCKET, SET, SET_LATER } from "./keys";

const STACK = "local";
/** @throws UserError with the output of a command that failed. */
function succeeded({ code, output }: Ended): void {
    if (code !== 0) {
        throw new UserError(`${output.trim()}\nthe scenario has ended here: exit code ${code}`);
    }
}

/** A local deployment from its first call to its last, all of whose calls are recorded. */
export class Scenario {
    private readonly clone = new Clone("check-aws", 9000);
    private readonly stack = new CloneStack(this.clone, STACK);

    /** Ends what it has begun, and its cloud. */
    end(): Promise<void> {
        return this.clone.end();
    }

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

    private set(sections: Readonly<Record<string, object>>): void {
        for (const [section, keys] of Object.entries(sections)) {
            Object.entries(keys).forEach(([key, value]) => this.stack.set(section, key, value));
        }
    }

    private async deploy(): Promise<void> {
        this.set(SET);
        await step("deployment with data", async () => {
            succeeded(await this.clone.start("--log", logFile(logLines(300))));
        });
    }

    private async change(): Promise<void> {
        await this.stack.clients.s3.send(new CreateBucketCommand({ Bucket: LOG_BUCKET }));
        this.set(SET_LATER);
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
