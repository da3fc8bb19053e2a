import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

const FLINK = path.join(__dirname, "..", "..", "flink");
const JAR = path.join(FLINK, "target", "cc-pipeline.jar");

/** Reads the names in a ZIP file's central directory (PKWARE APPNOTE, "Central directory structure"). */
function entriesOf(file: string): Set<string> {
    const bytes = readFileSync(file);
    const names = new Set<string>();
    const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
    let at = bytes.readUInt32LE(end + 16);
    while (bytes.readUInt32LE(at) === 0x02014b50) {
        const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
        names.add(bytes.toString("utf8", at + 46, at + 46 + (name ?? 0)));
        at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
    }
    return names;
}

/** Names of a source set's top-level classes, as paths in a JAR. */
function classesOf(sourceSet: string): string[] {
    return readdirSync(path.join(FLINK, "src", sourceSet, "java"), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".java") && path.basename(file) !== "package-info.java")
        .map((file) => file.replace(/\.java$/, ".class"));
}

describe("the deployed JAR", () => {
    let entries: Set<string>;

    before(function () {
        this.timeout(60_000);
        entries = entriesOf(JAR);
    });

    it("has each class of the job", () => {
        const classes = classesOf("main");
        assert.ok(classes.length > 20, `${classes.length} classes`);
        assert.deepEqual(
            classes.filter((name) => !entries.has(name)),
            [],
        );
    });

    it("has no class of the query tool, which is next to it", () => {
        assert.deepEqual(
            [...entries].filter((name) => name.startsWith("ccpipeline/tool")),
            [],
        );
        const tool = classesOf("tool");
        assert.ok(tool.includes("ccpipeline/tool/QueryTool.class"));
        assert.deepEqual(
            tool.filter((name) => !existsSync(path.join(FLINK, "target", "tool-classes", name))),
            [],
        );
    });

    it("names a main class that it has", () => {
        const folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-jar-"));
        try {
            // The JDK that builds the job has this command too.
            execFileSync("jar", ["xf", JAR, "META-INF/MANIFEST.MF"], { cwd: folder });
            const manifest = readFileSync(path.join(folder, "META-INF", "MANIFEST.MF"), "utf8");
            assert.match(manifest, /^Main-Class: ccpipeline\.job\.StreamingSqlJob\r?$/m);
            assert.ok(entries.has("ccpipeline/job/StreamingSqlJob.class"));
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
