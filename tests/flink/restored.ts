import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { ChangeRequest, StreamRecord, javaArguments } from "../../tools/sql/query-tool";
import { freePort } from "../../tools/runtime/free-port";
import { java } from "../../tools/toolchain/prerequisites";

/** The first port that is tried: out of the way of the local cloud and of tests with ports of their own. */
const PORT = 24_900;

export type Row = Readonly<Record<string, unknown>>;

/** A change to be made while records arrive. */
export interface RestoreRequest extends ChangeRequest {
    /** Records before the stop. */
    readonly first: readonly StreamRecord[];
    /** Records after it. */
    readonly then: readonly StreamRecord[];
    readonly allowNonRestoredState: boolean;
}

/** What happened. */
export interface RestoreAnswer {
    readonly name: string;
    /** Why nothing can be said: the former job did not run. */
    readonly failed?: string;
    /** Rows delivered before the stop, by query. */
    readonly before: Readonly<Record<string, readonly Row[]>>;
    /** Why the changed job did not start. */
    readonly refused?: string;
    /** Rows delivered after it, by query. */
    readonly after?: Readonly<Record<string, readonly Row[]>>;
    readonly rejected?: readonly Row[];
    /** How the changed job's sources asked Kinesis where to begin. */
    readonly iterators?: readonly string[];
}

/**
 * Runs the job itself over the first records, stops it with a savepoint, and starts the changed job from that
 * (flink/src/tool/java/ccpipeline/diff/RestoreTool.java).
 *
 * @param savepoints a folder.
 */
export async function restored(
    requests: readonly RestoreRequest[],
    savepoints: string,
): Promise<RestoreAnswer[]> {
    const command = [...javaArguments("ccpipeline.diff.RestoreTool", ["-Xmx1g"]), savepoints];
    const env = {
        ...process.env,
        AWS_ENDPOINT_URL: `http://127.0.0.1:${await freePort(PORT)}`,
        AWS_CBOR_DISABLE: "1", // what answers there speaks JSON
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
    };
    const child = spawn(java(), command, { env, stdio: ["pipe", "pipe", "pipe"] });
    const answers: RestoreAnswer[] = [];
    let errors = "";
    child.stderr.on("data", (data: Buffer) => (errors += data.toString("utf8")));
    createInterface({ input: child.stdout }).on("line", (line) =>
        answers.push(JSON.parse(line) as RestoreAnswer),
    );
    child.stdin.end(requests.map((request) => `${JSON.stringify(request)}\n`).join(""));
    const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    assert.equal(code, 0, errors.slice(-3000));
    return answers;
}
