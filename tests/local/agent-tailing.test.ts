import assert from "node:assert/strict";
import { copyFileSync, renameSync, truncateSync } from "node:fs";
import { JavaPattern } from "../../components/foundation/java-regex/java-pattern";
import { FROM_END, FROM_START, Tail } from "../support/tail";

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
