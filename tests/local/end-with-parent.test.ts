import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { STARTED_BY } from "../../tools/runtime/end-with-parent";

/** A process that would run for half a minute, and ends with the one that has started it. */
const PROGRAM = `
    require(${JSON.stringify(path.join(__dirname, "..", "..", "tools", "runtime", "end-with-parent.ts"))}).endWithParent();
    setTimeout(() => process.exit(7), 30_000);`;

function exitCode(env: NodeJS.ProcessEnv): Promise<number | null> {
    const tsx = pathToFileURL(require.resolve("tsx")).href;
    const child = spawn(process.execPath, ["--import", tsx, "-e", PROGRAM], {
        env: { ...process.env, ...env },
        stdio: "inherit",
    });
    return new Promise((resolve) => child.on("close", resolve));
}

describe("a plugin of the engine", function () {
    this.timeout(60_000);

    it("ends where the engine was gone before the plugin could look", async () => {
        const gone = spawn("true");
        await new Promise((resolve) => gone.on("close", resolve));
        assert.equal(await exitCode({ [STARTED_BY]: String(gone.pid) }), 0);
    });
});
