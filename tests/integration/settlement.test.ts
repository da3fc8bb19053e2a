import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Checkpoint, readCheckpoint, writeCheckpoint } from "../../local/data-planes/agent/checkpoint";
import { settle } from "../../local/data-planes/agent/settlement";
import { freePort } from "../../tools/runtime/free-port";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { TestEmulator, put, streamOf } from "../support/test-emulator";

/** An agent's checkpoint with a batch on its way; the keys and data are those that the stream was given. */
function interrupted(stream: string, keys: string[]): string {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "cc-pipeline-")), "checkpoints.json");
    const checkpoint: Checkpoint = {
        files: [{ id: "1:1", path: "/log", offset: 10 }],
        read: 100,
        skipped: 1,
        sent: 99,
        lastSentMillis: 0,
        skippedBytes: 7,
        pending: {
            stream,
            startedAtMillis: Date.now(),
            fileId: "1:1",
            offset: 50,
            inLongRecord: false,
            headerLines: 0,
            read: keys.length + 1,
            skipped: 1,
            skippedBytes: 9,
            records: keys.map((key) => ({ key, data: "x" })),
            sent: 0,
        },
    };
    writeCheckpoint(file, checkpoint);
    return file;
}

describe("settling an agent's interrupted call", function () {
    this.timeout(60_000);
    let corrected: TestEmulator;

    before(async () => {
        corrected = new TestEmulator(await emulatorPython(), await freePort(4700), "app:app");
        await corrected.ready();
    });

    after(() => corrected.stop());

    it("that the stream took whole: it is booked, and nothing is sent again", async () => {
        const stream = await streamOf(2, corrected.clients);
        const file = interrupted(stream, ["k0", "k1", "k2"]);
        await put(stream, 3, corrected.clients);
        assert.equal(await settle(file, corrected.clients.kinesis), 3);
        const { pending, files, read, skipped, sent, skippedBytes } = readCheckpoint(file);
        assert.deepEqual(
            [pending, files[0]?.offset, read, skipped, sent, skippedBytes],
            [undefined, 50, 104, 2, 102, 9],
        );
    });

    it("that the stream took in part: the rest stays to be sent", async () => {
        const stream = await streamOf(2, corrected.clients);
        const file = interrupted(stream, ["k0", "k1", "k2", "k9"]);
        await put(stream, 3, corrected.clients);
        assert.equal(await settle(file, corrected.clients.kinesis), 3);
        const { pending, sent } = readCheckpoint(file);
        assert.deepEqual([pending?.records, pending?.sent, sent], [[{ key: "k9", data: "x" }], 3, 99]);
    });

    it("that the stream never saw, although it took the same before", async () => {
        const stream = await streamOf(1, corrected.clients);
        await put(stream, 3, corrected.clients);
        await new Promise((resolve) => setTimeout(resolve, 20));
        const file = interrupted(stream, ["k0", "k1", "k2"]);
        assert.equal(await settle(file, corrected.clients.kinesis), 0);
        assert.equal(readCheckpoint(file).pending?.records.length, 3);
    });

    it("of which there is none", async () => {
        assert.equal(await settle("/nowhere", corrected.clients.kinesis), undefined);
    });
});
