import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

const CLEANUP = path.join(__dirname, "..", "..", "tools", "mutants", "cleanup");

/** A program with a folder, and a worker that ignores every signal that can be ignored. */
const PROGRAM = `
const { fork } = require("node:child_process");
require(${JSON.stringify(CLEANUP)}).cleanUpAtExit([process.argv[2]]);
const worker = fork(process.argv[3], [], { execArgv: [] });
worker.once("message", () => process.send(worker.pid));
process.once("message", () => process.exit(3));
`;
const WORKER =
    'for (const s of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(s, () => {}); process.send(1); for (;;);';

/** An orphan that has ended stays in the list of processes until init reaps it, which may take long in a container. */
function isZombie(pid: number): boolean {
    const stat = `/proc/${pid}/stat`;
    return existsSync(stat) && / Z \d/.test(readFileSync(stat, "utf8"));
}

function isRunning(pid: number): boolean {
    try {
        return process.kill(pid, 0) && !isZombie(pid);
    } catch {
        return false;
    }
}

async function untilGone(pid: number): Promise<boolean> {
    for (let i = 0; i < 100 && isRunning(pid); i++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return !isRunning(pid);
}

describe("a run of mutants that ends early", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-mutants-"));
        writeFileSync(path.join(folder, "program.js"), PROGRAM);
        writeFileSync(path.join(folder, "worker.js"), WORKER);
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    for (const [what, end, expected] of [
        ["by Ctrl-C", "SIGINT", 130],
        ["by SIGTERM", "SIGTERM", 143],
        ["by itself", undefined, 3],
    ] as const) {
        it(`${what}, stops its workers and deletes its folders`, async () => {
            const sandbox = path.join(folder, "sandbox");
            mkdirSync(path.join(sandbox, "copy"), { recursive: true });
            const program = spawn(
                process.execPath,
                ["--import", "tsx", path.join(folder, "program.js"), sandbox, path.join(folder, "worker.js")],
                { cwd: path.dirname(CLEANUP), stdio: ["ignore", "inherit", "inherit", "ipc"] },
            );
            const exited = once(program, "exit");
            const [worker] = (await once(program, "message")) as [number];
            if (end === undefined) {
                program.send("end");
            } else {
                program.kill(end);
            }
            assert.deepEqual(await exited, [expected, null]);
            assert.equal(await untilGone(worker), true, "the worker still runs");
            assert.equal(existsSync(sandbox), false);
        });
    }
});
