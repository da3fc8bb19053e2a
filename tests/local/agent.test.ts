import assert from "node:assert/strict";
import {
    appendFileSync,
    copyFileSync,
    renameSync,
    rmSync,
    truncateSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readAgentJson } from "../../local/data-planes/agent/agent-json";
import { Checkpoint, readCheckpoint } from "../../local/data-planes/agent/checkpoint";
import { readLines } from "../../local/data-planes/agent/lines";
import { tailedFiles } from "../../local/data-planes/agent/tailed-files";
import { folder } from "../support/folder";

/** Tails a folder as the agent does, without sending anything: what it reads, in order. */
class Tail {
    readonly place = folder();
    readonly log = path.join(this.place, "access_log");
    readonly checkpoint: Checkpoint = readCheckpoint("/nowhere");

    constructor(private readonly pattern = "access_log*") {}

    write(text: string, file = this.log): void {
        appendFileSync(file, text);
    }

    read(): string[] {
        const all: string[] = [];
        for (let more = true; more;) {
            more = false;
            for (const { position, rotated } of tailedFiles(
                path.join(this.place, this.pattern),
                this.checkpoint,
                false,
            )) {
                const found = readLines(
                    position.path,
                    position.id,
                    position.offset,
                    position.inLongLine ?? false,
                    500,
                    rotated,
                );
                more ||= found.offset > position.offset;
                position.offset = found.offset;
                position.inLongLine = found.inLongLine;
                all.push(...found.lines, ...Array<string>(found.tooLong).fill("(too long)"));
            }
        }
        return all;
    }
}

describe("the agent's tailing", () => {
    it("reads whole lines, each once", () => {
        const tail = new Tail();
        tail.write("a\nb\npart");
        assert.deepEqual(tail.read(), ["a", "b"]);
        tail.write("ial\nc\n");
        assert.deepEqual(tail.read(), ["partial", "c"]);
        assert.deepEqual(tail.read(), []);
    });

    it("follows a file that is renamed, also to a name that does not match", () => {
        const tail = new Tail();
        tail.write("a\nb");
        assert.deepEqual(tail.read(), ["a"]);
        renameSync(tail.log, path.join(tail.place, "old.1"));
        tail.write("c\n");
        tail.write("b\n", path.join(tail.place, "old.1"));
        assert.deepEqual(tail.read().sort(), ["bb", "c"]);
    });

    it("does not take a rotated file that matches for a new one", () => {
        const tail = new Tail();
        tail.write("a\n");
        assert.deepEqual(tail.read(), ["a"]);
        renameSync(tail.log, `${tail.log}.1`);
        tail.write("b\n");
        assert.deepEqual(tail.read(), ["b"]);
    });

    it("takes a rotated file's last line without newline, once nothing more is written", async () => {
        const tail = new Tail();
        tail.write("a\nlast");
        await sleep(20); // so that the file system's clock shows which is older
        renameSync(tail.log, `${tail.log}.1`);
        tail.write("b\n");
        assert.deepEqual(tail.read().sort(), ["a", "b"]);
        const before = new Date(Date.now() - 60_000);
        utimesSync(`${tail.log}.1`, before, before);
        assert.deepEqual(tail.read(), ["last"]);
        assert.deepEqual(tail.read(), []);
    });

    it("reads a truncated file from its beginning", () => {
        const tail = new Tail();
        tail.write("first\nsecond\n");
        tail.read();
        truncateSync(tail.log, 0);
        tail.write("third\n");
        assert.deepEqual(tail.read(), ["third"]);
    });

    it("sees that a file was truncated although it has grown past what was read", () => {
        const tail = new Tail();
        tail.write("first\n");
        tail.read();
        truncateSync(tail.log, 0);
        tail.write("a longer line than before\nand one more\n");
        assert.deepEqual(tail.read(), ["a longer line than before", "and one more"]);
    });

    it("reads a copy that precedes a truncation from where the original was read", () => {
        const tail = new Tail();
        tail.write("a\nb\n");
        assert.deepEqual(tail.read(), ["a", "b"]);
        tail.write("c\n");
        copyFileSync(tail.log, `${tail.log}.1`);
        truncateSync(tail.log, 0);
        assert.deepEqual(tail.read(), ["c"]);
        tail.write("d\n");
        assert.deepEqual(tail.read(), ["d"]);
    });

    it("waits with a copy while its original is still whole", () => {
        const tail = new Tail();
        tail.write("a\n");
        tail.read();
        copyFileSync(tail.log, `${tail.log}.1`);
        assert.deepEqual(tail.read(), []);
        tail.write("b\n");
        assert.deepEqual(tail.read(), ["b"]);
        truncateSync(tail.log, 0);
        assert.deepEqual(tail.read(), []);
    });

    it("reads a new file that begins as the renamed one did", () => {
        const tail = new Tail();
        tail.write("same\nsame\n");
        tail.read();
        renameSync(tail.log, `${tail.log}.1`);
        tail.write("same\nsame\n");
        assert.deepEqual(tail.read(), ["same", "same"]);
    });

    it("does not take another file for the one that had its inode before", () => {
        const tail = new Tail();
        tail.write("one\ntwo\n");
        tail.read();
        const known = tail.checkpoint.files[0];
        assert.ok(known);
        rmSync(tail.log);
        tail.write("other\nlines, more than before\n");
        const [now] = tailedFiles(`${tail.log}*`, readCheckpoint("/nowhere"), false);
        Object.assign(known, { id: now?.position.id }); // as where the system gives the inode again
        assert.deepEqual(tail.read(), ["other", "lines, more than before"]);
    });

    it("leaves out a line of over 1 MiB, counts it, and goes on after it", () => {
        const tail = new Tail();
        tail.write(`a\n${"x".repeat(5 * 1024 * 1024)}\nb\n`);
        assert.deepEqual(tail.read(), ["a", "(too long)", "b"]);
    });

    it("reads nothing where the path leads to another file by now", () => {
        const tail = new Tail();
        tail.write("a\n");
        assert.deepEqual(readLines(tail.log, "0:0", 0, false, 500, false), {
            lines: [],
            tooLong: 0,
            offset: 0,
            inLongLine: false,
        });
    });

    it("waits for a folder that is not there yet", () => {
        assert.deepEqual(tailedFiles("/nowhere/at/all*", readCheckpoint("/nowhere"), false), []);
    });
});

describe("agent.json", () => {
    const flow = { filePattern: "/var/log/a*", kinesisStream: "s" };
    const read = (document: unknown) => {
        const file = path.join(folder(), "agent.json");
        writeFileSync(file, typeof document === "string" ? document : JSON.stringify(document));
        return readAgentJson(file);
    };

    it("is read with the agent's defaults", () => {
        assert.deepEqual(read({ flows: [flow] }), [
            {
                filePattern: "/var/log/a*",
                kinesisStream: "s",
                initialPosition: "END_OF_FILE",
                partitionKeyOption: "RANDOM",
                logFormat: undefined,
                maxBufferSizeRecords: 500,
                retryInitialBackoffMillis: 100,
                retryMaxBackoffMillis: 10_000,
            },
        ]);
    });

    const refused: [unknown, RegExp][] = [
        ["{", /agent\.json: /],
        [{}, /'flows' must name at least one flow$/],
        [{ flows: [{ kinesisStream: "s" }] }, /^agent\.json flows\[0\]\.filePattern is missing$/],
        [
            { flows: [{ ...flow, multiLineStartPattern: "x" }] },
            /does not serve multiLineStartPattern; it would be ignored$/,
        ],
        [
            { flows: [{ ...flow, initialPosition: "MIDDLE" }] },
            /initialPosition: 'MIDDLE' is not one of START_OF_FILE, END_OF_FILE$/,
        ],
        [
            { flows: [{ ...flow, maxBufferSizeRecords: 501 }] },
            /maxBufferSizeRecords: 501 is not a whole number from 1 to 500$/,
        ],
        [
            { flows: [{ ...flow, retryMaxBackoffMillis: 0 }] },
            /retryMaxBackoffMillis: 0 is not a whole number from 1$/,
        ],
        [
            { flows: [{ ...flow, dataProcessingOptions: [{ optionName: "CSVTOJSON" }] }] },
            /dataProcessingOptions: the local agent serves one option, LOGTOJSON$/,
        ],
    ];
    for (const [document, message] of refused) {
        it(`is refused: ${JSON.stringify(document)}`, () => assert.throws(() => read(document), { message }));
    }
});
