import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import * as path from "node:path";
import { eventually } from "../support/clone";

const ROOT = path.join(__dirname, "..", "..");
const CLOUD = path.join(ROOT, ".local", "bench-pipeline");
const EMULATOR = path.join(CLOUD, ".local", "cloud", "processes", "emulator.json");

/** Commands of all processes that run from the bench's cloud. */
function processes(): string[] {
    const listed = execFileSync("ps", ["-eo", "args="], { encoding: "utf8" });
    return listed.split("\n").filter((command) => command.includes(CLOUD));
}

describe("npm run bench", function () {
    this.timeout(180_000);

    it("leaves no process behind where it is ended by SIGTERM", async () => {
        rmSync(CLOUD, { recursive: true, force: true });
        const bench = spawn("npm", ["run", "bench", "--", "pipeline"], {
            cwd: ROOT,
            stdio: "ignore",
            detached: true,
        });
        const ended = new Promise((resolve) => bench.on("close", resolve));
        await eventually("its cloud runs", 90_000, () => existsSync(EMULATOR));
        assert.notDeepEqual(processes(), []);
        process.kill(-(bench.pid ?? 0), "SIGTERM");
        await ended;
        await eventually("nothing of it runs", 30_000, () => processes().length === 0);
    });
});
