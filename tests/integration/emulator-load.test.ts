import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { freePort } from "../../tools/runtime/free-port";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { putSkewed } from "../support/stream-records";
import { TestEmulator, streamOf } from "../support/test-emulator";

const RECORDS = 200_000;
const CALLS = 40;

function median(figures: number[]): number {
    return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? NaN;
}

describe("the emulator with many records", function () {
    this.timeout(300_000);
    let emulator: TestEmulator;

    before(async () => {
        emulator = new TestEmulator(await emulatorPython(), await freePort(12_900), "app:app");
        await emulator.ready();
    });
    after(() => emulator.stop());

    it(`takes a call as long with ${RECORDS} stored records as with none`, async () => {
        const { kinesis } = emulator.clients;
        const [full, empty] = [await streamOf(1, emulator.clients), await streamOf(1, emulator.clients)];
        await putSkewed(
            kinesis,
            full,
            [1],
            Array.from({ length: RECORDS }, () => "x"),
        );
        const times = new Map<string, number[]>([
            [full, []],
            [empty, []],
        ]);
        for (let call = 0; call < CALLS; call++) {
            for (const [StreamName, all] of times) {
                const begun = performance.now();
                const Records = [{ Data: Buffer.from("x"), PartitionKey: "k" }];
                await kinesis.send(new PutRecordsCommand({ StreamName, Records }));
                all.push(performance.now() - begun);
            }
        }
        const [stored, none] = [median(times.get(full) ?? []), median(times.get(empty) ?? [])];
        assert.ok(stored < 2 * none, `${stored.toFixed(1)} ms, with none ${none.toFixed(1)} ms`);
    });
});
