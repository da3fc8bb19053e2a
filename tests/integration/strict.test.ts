import assert from "node:assert/strict";
import { logFile, logLines, printedCounts, statusCounts } from "./access-log";
import { Clone, refused } from "./clone";

/** By this seed the deployment's delivery streams are not refused for a token, see local/emulator/strict/role_checks.py. */
const SEED = "234";

describe("npm start -- --strict", function () {
    this.timeout(400_000);
    const clone = new Clone("test-strict", 8000);

    after(() => clone.npm("stop"));

    for (const [args, line] of [
        [["--seed", "3"], /^error: --seed is the seed of strict mode; give --strict as well$/],
        [["--strict", "--seed", "x"], /^error: --seed: 'x' is not a whole number from 0 to 2147483647$/],
        [["--strict", "--seed", "-1"], /^error: .*--seed/],
    ] as const) {
        it(`is refused with ${args.join(" ")}`, async () => refused(await clone.start(...args), line));
    }

    it("counts a log exactly that is fed at several times what the shard takes", async () => {
        const lines = logLines(6000);
        const { code, output } = await clone.start("--strict", "--seed", SEED, "--log", logFile(lines));
        assert.equal(code, 0, output);
        assert.match(output, /strict mode, seed 234/);
        assert.deepEqual(printedCounts(output), statusCounts(lines), output);
        assert.ok(output.includes("lines read 6,000 = lines skipped 0 + requests counted 6,000"), output);
        const throttled = /refused by AWS's limits: ([\d,]+) records into the stream/.exec(output)?.[1];
        assert.ok(Number(throttled?.replaceAll(",", "")) > 0, output);
    });

    it("takes the running cloud with any seed, and not the other mode or another seed", async () => {
        const other = /^error: the local cloud runs in strict mode with seed 234; run npm stop first/;
        refused(await clone.start("--lines", "10"), other);
        refused(await clone.start("--strict", "--seed", "9", "--lines", "10"), other);
        const { code, output } = await clone.start("--strict", "--lines", "10");
        assert.equal(code, 0, output);
        assert.match(output, /lines read 10 = lines skipped 0 \+ requests counted 10/);
    });
});
