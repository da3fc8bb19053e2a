import assert from "node:assert/strict";
import { appendFileSync, copyFileSync, renameSync, rmSync, truncateSync, utimesSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { JavaPattern } from "../../components/foundation/java-regex/java-pattern";
import { Checkpoint, readCheckpoint } from "../../local/data-planes/agent/checkpoint";
import { readRecords } from "../../local/data-planes/agent/records";
import { TailedFile, tailedFiles } from "../../local/data-planes/agent/tailed-files";
import { folder } from "../support/folder";

const FROM_START = { fromEnd: false, headerLines: 0 };
const FROM_END = { fromEnd: true, headerLines: 0 };

/** Tails a folder as the agent does, without sending anything: what it reads, in order. */
class Tail {
    readonly place = folder();
    readonly log = path.join(this.place, "access_log");
    readonly checkpoint: Checkpoint = readCheckpoint("/nowhere");

    constructor(
        private readonly pattern = "access_log*",
        private readonly start = FROM_START,
        private readonly multiLineStart?: JavaPattern,
    ) {}

    look(): TailedFile[] {
        return tailedFiles(path.join(this.place, this.pattern), this.checkpoint, this.start);
    }

    write(text: string, file = this.log): void {
        appendFileSync(file, text);
    }

    read(): string[] {
        const all: string[] = [];
        for (let more = true; more;) {
            more = false;
            for (const { position, rotated } of this.look()) {
                const { offset, inLongRecord = false, headerLines = 0 } = position;
                const found = readRecords(
                    position.path,
                    position.id,
                    { offset, inLongRecord, headerLines },
                    {
                        most: 500,
                        ended: rotated,
                        ...(this.multiLineStart && { multiLineStart: this.multiLineStart }),
                    },
                );
                more ||= found.next.offset > offset;
                Object.assign(position, found.next);
                all.push(...found.records.map((record) => record.toString().replace(/\n$/, "")));
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
        const [now] = tailedFiles(`${tail.log}*`, readCheckpoint("/nowhere"), FROM_START);
        Object.assign(known, { id: now?.position.id }); // as where the system gives the inode again
        assert.deepEqual(tail.read(), ["other", "lines, more than before"]);
    });

    it("reads a line of over 1 MiB whole", () => {
        const tail = new Tail();
        const line = "x".repeat(2 * 1024 * 1024);
        tail.write(`a\n${line}\nb\n`);
        assert.deepEqual(tail.read(), ["a", line, "b"]);
    });

    it("cuts a line at the agent's buffer of 5 MiB, and goes on after it", () => {
        const tail = new Tail();
        tail.write(`a\n${"x".repeat(12 * 1024 * 1024)}\nb\n`);
        assert.deepEqual(tail.read(), ["a", "x".repeat(5 * 1024 * 1024), "b"]);
    });

    it("reads nothing where the path leads to another file by now", () => {
        const tail = new Tail();
        tail.write("a\n");
        const place = { offset: 0, inLongRecord: false, headerLines: 0 };
        assert.deepEqual(readRecords(tail.log, "0:0", place, { most: 500, ended: false }), {
            records: [],
            begin: 0,
            next: place,
        });
    });

    it("waits for a folder that is not there yet", () => {
        assert.deepEqual(tailedFiles("/nowhere/at/all*", readCheckpoint("/nowhere"), FROM_START), []);
    });

    it("leaves out compressed files", () => {
        const tail = new Tail();
        tail.write("a\n");
        for (const suffix of [".1.gz", ".2.BZ2", ".zip"]) {
            tail.write("compressed\n", `${tail.log}${suffix}`);
        }
        tail.write("b\n", `${tail.log}.gz.1`);
        assert.deepEqual(tail.read().sort(), ["a", "b"]);
    });

    it("reads what a glob of Java matches", () => {
        const tail = new Tail("{access,ssl}[0-9].lo?");
        for (const name of ["access1.log", "ssl2.loc", "access.log", "other1.log", "access12.log"]) {
            tail.write(`${name}\n`, path.join(tail.place, name));
        }
        assert.deepEqual(tail.read().sort(), ["access1.log", "ssl2.loc"]);
    });
});

describe("the agent's tailing from the end of a file", () => {
    const begun = (before: string) => {
        const tail = new Tail("access_log*", FROM_END);
        tail.write(before);
        assert.deepEqual(tail.read(), []);
        return tail;
    };

    it("leaves out the lines before its start, and reads each one after it", () => {
        const tail = begun("old\nolder\n");
        tail.write("new\n");
        assert.deepEqual(tail.read(), ["new"]);
    });

    it("reads a line whole that was being written at its start", () => {
        const tail = begun(`${"long ".repeat(50_000)}\nhal`);
        tail.write("f\n");
        assert.deepEqual(tail.read(), ["half"]);
    });

    it("loses nothing of a file that rotation makes between two looks", () => {
        const tail = begun("old\n");
        tail.write("last of the old file\n");
        renameSync(tail.log, `${tail.log}.1`);
        tail.write("first\nsecond\n");
        assert.deepEqual(tail.read().sort(), ["first", "last of the old file", "second"]);
    });

    it("loses nothing where a file is copied and truncated", () => {
        const tail = begun("old\n");
        tail.write("last\n");
        copyFileSync(tail.log, `${tail.log}.1`);
        truncateSync(tail.log, 0);
        assert.deepEqual(tail.read(), ["last"]);
        tail.write("first\n");
        assert.deepEqual(tail.read(), ["first"]);
    });

    it("reads a file from its beginning that was not there at its start", () => {
        const tail = new Tail("access_log*", FROM_END);
        assert.deepEqual(tail.read(), []);
        tail.write("first\n");
        assert.deepEqual(tail.read(), ["first"]);
    });
});

describe("the agent's skipHeaderLines", () => {
    const header = (fromEnd = false) => new Tail("access_log*", { fromEnd, headerLines: 2 });

    it("leaves out the first lines of each file", () => {
        const tail = header();
        tail.write("h1\nh2\na\n");
        assert.deepEqual(tail.read(), ["a"]);
        tail.write("b\n");
        assert.deepEqual(tail.read(), ["b"]);
        renameSync(tail.log, `${tail.log}.1`);
        tail.write("h1\nh2\nc\n");
        assert.deepEqual(tail.read(), ["c"]);
    });

    it("waits for header lines that are written one after the other", () => {
        const tail = header();
        tail.write("h1\nh");
        assert.deepEqual(tail.read(), []);
        tail.write("2\na");
        assert.deepEqual(tail.read(), []);
        tail.write("\nb\n");
        assert.deepEqual(tail.read(), ["a", "b"]);
    });

    it("leaves them out of a truncated file, too", () => {
        const tail = header();
        tail.write("h1\nh2\nfirst\n");
        assert.deepEqual(tail.read(), ["first"]);
        truncateSync(tail.log, 0);
        assert.deepEqual(tail.read(), []);
        tail.write("h1\nh2\na\n");
        assert.deepEqual(tail.read(), ["a"]);
    });

    it("reads what follows the header of a file that has no more than a part of it at the start, from its end", () => {
        const tail = header(true);
        tail.write("h1\n");
        assert.deepEqual(tail.read(), []);
        tail.write("h2\na\n");
        assert.deepEqual(tail.read(), ["a"]);
    });
});

describe("the agent's multiLineStartPattern", () => {
    const multi = (pattern = "\\d{4}-") => new Tail("access_log*", FROM_START, new JavaPattern(pattern));

    it("puts the lines behind one that begins with it into its record", () => {
        const tail = multi();
        tail.write("2026-01 error\n at a\n at b\n2026-02 fine\n2026-03 error\n at c\n");
        assert.deepEqual(tail.read(), [
            "2026-01 error\n at a\n at b",
            "2026-02 fine",
            "2026-03 error\n at c",
        ]);
    });

    it("takes the first line for a record's, whatever it is", () => {
        const tail = multi();
        tail.write(" at b\n at c\n2026-01 a\n");
        assert.deepEqual(tail.read(), [" at b\n at c", "2026-01 a"]);
    });

    it("does not wait for the next record, and begins one with what is written later", () => {
        const tail = multi();
        tail.write("2026-01 a\n at b\n");
        assert.deepEqual(tail.read(), ["2026-01 a\n at b"]);
        tail.write(" at c\n2026-02 d\n");
        assert.deepEqual(tail.read(), [" at c", "2026-02 d"]);
    });

    it("waits for the end of a line", () => {
        const tail = multi();
        tail.write("2026-01 a\n at");
        assert.deepEqual(tail.read(), []);
        tail.write(" b\n");
        assert.deepEqual(tail.read(), ["2026-01 a\n at b"]);
    });

    it("looks at the beginning of a line only", () => {
        const tail = multi("b");
        tail.write("ab\nab\nb\n");
        assert.deepEqual(tail.read(), ["ab\nab", "b"]);
    });

    it("reads records over the edges of what it reads at a time", () => {
        const tail = multi();
        const record = `2026 ${"x".repeat(900)}\n at y`.replace(" ", "- ");
        tail.write(`${Array(1000).fill(record).join("\n")}\n`);
        assert.deepEqual([...new Set(tail.read())], [record]);
        const counted = multi();
        counted.write(`${Array(1000).fill(record).join("\n")}\n`);
        assert.equal(counted.read().length, 1000);
    });
});
