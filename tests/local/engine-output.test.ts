import assert from "node:assert/strict";
import * as path from "node:path";
import { EngineOutput } from "../../local/engine/engine-output";
import { folder } from "../support/folder";

const GONE = 'connection error: desc = "transport: Error while dialing: connect: connection refused"';

/** Which plugin is gone, where the engine's diagnostics are these. */
async function lost(...lines: string[]): Promise<string | undefined> {
    const output = new EngineOutput(path.join(folder(), "pulumi.log"), "up", false, () => false);
    ["Diagnostics:", ...lines].forEach((line) => output.take(line));
    await output.end();
    return output.lostPlugin();
}

describe("the engine's output, where one of its plugins has ended", () => {
    const cases: readonly [string, readonly string[], string | undefined][] = [
        [
            "the policy pack, whatever it was asked",
            ["  aws:s3:Bucket (results):", `    error: failed to run remediation: ${GONE}`],
            "the policy pack's process has ended",
        ],
        [
            "the policy pack, where it judges a resource",
            ["  aws:s3:Bucket (results):", `    error: failed to run policy: ${GONE}`],
            "the policy pack's process has ended",
        ],
        [
            "the policy pack, where it judges the stack",
            [`    error: failed to analyze stack: ${GONE}`],
            "the policy pack's process has ended",
        ],
        [
            "the provider, of a resource whose type has the word policy",
            ["  aws:iam:Policy (a-policy):", `    error: ${GONE}`],
            "the local AWS provider has ended",
        ],
        [
            "the language host",
            ["  pulumi:pulumi:Stack (cc-pipeline-local):", `    error: ${GONE}`],
            "the program's language host has ended",
        ],
        [
            "none, where a resource fails",
            ["  aws:s3:Bucket (results):", "    error: no such policy"],
            undefined,
        ],
    ];
    for (const [which, lines, expected] of cases) {
        it(`names ${which}`, async () => assert.equal(await lost(...lines), expected));
    }
});
