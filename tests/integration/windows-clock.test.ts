import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { writeWhole } from "../../tools/runtime/processes";
import { Clone, eventually, signalGroup } from "../support/clone";
import { putSkewed, storedRecords } from "../support/stream-records";
import { STREAM, WindowsStack, requests } from "../support/windows-stack";

const WINDOW = 10_000;
/** Put before all else in the clone's emulator: its clock is what a file says, apart from the machine's. */
const CLOCK = `
import time
import hypercorn.config

_machine = time.time


def _kinesis():
    with open(CLOCK_FILE) as file:
        kind, value = file.read().split()
    return float(value) if kind == "at" else _machine() + float(value)


time.time = hypercorn.config.time = _kinesis
`;

describe("windows, where the clock of Kinesis is not the machine's", function () {
    this.timeout(300_000);
    const clone = new Clone("test-windows-clock", 10_000);
    const stack = new WindowsStack(clone);
    const file = clone.file("kinesis-clock");
    /** Seconds that Kinesis is ahead of the machine. */
    let ahead = -90;

    const setClock = (text: string) => writeWhole(file, text);
    const now = () => Date.now() + ahead * 1000;
    /** Half of the shards are silent from the start. */
    const put = (shares: readonly number[], count: number) =>
        putSkewed(stack.clients.kinesis, STREAM, shares, requests(count));

    /** Moves the clock of Kinesis on. */
    function moveOn(seconds: number): void {
        ahead += seconds;
        setClock(`ahead ${ahead}`);
    }

    const exact = () => stack.exact(WINDOW, 90_000);

    before(async () => {
        clone.edit("Pulumi.local.yaml", "shardCount: 1", "shardCount: 4");
        const clock = CLOCK.replace("CLOCK_FILE", JSON.stringify(file));
        clone.edit("local/emulator/app.py", "import os\n", `import os\n${clock}\n`);
        // An hour that passes at once would end the sessions that the services have.
        clone.edit(
            "local/data-planes/roles/role-credentials.ts",
            "DurationSeconds: 3600",
            "DurationSeconds: 10_800",
        );
        setClock(`ahead ${ahead}`);
        // It counts its lines in windows by the machine's clock, and would wait for them.
        const { child, ended } = clone.begin("start", "--", "--lines", "1");
        await eventually("the pipeline runs", 180_000, async () => {
            assert.equal(child.exitCode, null);
            return clone.exists(".local/cloud/data-planes.json") && (await stack.runs());
        });
        signalGroup(child, "SIGKILL");
        await ended;
    });
    after(() => clone.npm("stop"));

    it("loses nothing where the machine is 90 s ahead, and half of the shards have been silent from the start", async () => {
        await put([0.9, 0.1], 2000);
        await exact();
    });

    it("counts a record on a window's edge in the window that begins there", async () => {
        const edge = Math.ceil((now() + 5000) / WINDOW) * WINDOW;
        for (const [millis, count] of [
            [-1, 3],
            [0, 5],
            [1, 7],
        ] as const) {
            setClock(`at ${(edge + millis) / 1000}`);
            await put([0.5, 0.5], count);
        }
        moveOn(Math.ceil((edge - now()) / 1000) + 1);
        const records = await storedRecords(stack.clients.kinesis, STREAM);
        const after = records.filter(({ arrivalMillis }) => arrivalMillis >= edge);
        assert.equal(after.length, 12);
        await exact();
    });

    it("goes on after a gap of an hour", async () => {
        // In steps: what a shard was last read with (GetShardIterator) is good for five minutes.
        for (let minutes = 0; minutes < 60; minutes += 4) {
            moveOn(4 * 60);
            await sleep(1500);
        }
        await put([0.2, 0.8], 1000);
        await exact();
    });
});
