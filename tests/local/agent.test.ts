import assert from "node:assert/strict";
import { copyFileSync, renameSync, rmSync, truncateSync, utimesSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readCheckpoint } from "../../local/data-planes/agent/checkpoint";
import { readRecords } from "../../local/data-planes/agent/records";
import { tailedFiles } from "../../local/data-planes/agent/tailed-files";
import { FROM_START, Tail } from "../support/tail";

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
