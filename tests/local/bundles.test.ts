import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    readdirSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { ROOT } from "../../tools/runtime/paths";

/** A project of a few lines around the bundler, with the same folders as the whole one. */
class Project {
    readonly folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-bundles-"));

    constructor() {
        for (const folder of [
            "components",
            "policy",
            "tools",
            "flink/src/main/resources",
            "local/data-planes/agent",
            "local/commands",
            "local/provider",
        ]) {
            mkdirSync(path.join(this.folder, folder), { recursive: true });
        }
        for (const file of ["package.json", "package-lock.json", "tsconfig.json"]) {
            cpSync(path.join(ROOT, file), path.join(this.folder, file));
        }
        cpSync(path.join(ROOT, "local", "bundles"), path.join(this.folder, "local", "bundles"), {
            recursive: true,
        });
        symlinkSync(path.join(ROOT, "node_modules"), path.join(this.folder, "node_modules"));
        for (const entry of ["engine/language-host/main", "provider/offline-main"]) {
            this.write(`local/${entry}.ts`, "export const run = () => undefined;\n");
        }
        this.write("local/bundles/cloud.js", 'exports.run = () => require("../shown");\n');
        this.write("local/shown.ts", 'console.log("one");\n');
        this.write("index.ts", "export = 1;\n");
        this.write("policy/main.js", "exports.policy = 1;\n");
    }

    write(file: string, text: string): void {
        mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
        writeFileSync(path.join(this.folder, file), text);
    }

    /** Runs a program of the local cloud. */
    run(name = "shown"): { status: number | null; stdout: string; stderr: string } {
        const program = path.join(this.folder, "local", "bundles", "run.js");
        return spawnSync(process.execPath, [program, name], { encoding: "utf8" });
    }

    bundles(): string[] {
        const folder = path.join(this.folder, ".local", "bundles");
        return existsSync(folder) ? readdirSync(folder).sort() : [];
    }

    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}

describe("the bundles of the local cloud's programs", function () {
    this.timeout(60_000);
    let project: Project;

    beforeEach(() => {
        project = new Project();
    });
    afterEach(() => project.remove());

    it("run the sources as they are, after each change, and are built once for each state of them", () => {
        assert.equal(project.run().stdout, "one\n");
        const [first] = project.bundles();
        assert.equal(project.run().stdout, "one\n");
        assert.deepEqual(project.bundles(), [first]);
        project.write("local/shown.ts", 'console.log("two");\n');
        assert.equal(project.run().stdout, "two\n");
        project.write("local/shown.ts", 'console.log("one");\n');
        assert.equal(project.run().stdout, "one\n");
        assert.equal(project.bundles().length, 2);
    });

    it("are built again where a file is added that an import finds first", () => {
        project.write("local/shown.ts", 'import { text } from "./text";\nconsole.log(text);\n');
        project.write("local/text/index.ts", 'export const text = "folder";\n');
        assert.equal(project.run().stdout, "folder\n");
        project.write("local/text.ts", 'export const text = "file";\n');
        assert.equal(project.run().stdout, "file\n");
    });

    it("are built again where a JSON file of the Flink job has changed", () => {
        const file = "flink/src/main/resources/shared.json";
        project.write(file, '{ "word": "before" }');
        project.write("local/shown.ts", `import shared from "../${file}";\nconsole.log(shared.word);\n`);
        assert.equal(project.run().stdout, "before\n");
        project.write(file, '{ "word": "behind" }');
        assert.equal(project.run().stdout, "behind\n");
    });

    it("are built again in a folder that was moved: sources know their own folder", () => {
        project.write("local/shown.ts", "console.log(__dirname);\n");
        assert.equal(project.run().stdout, `${path.join(project.folder, "local")}\n`);
        const moved = `${project.folder}-moved`;
        execFileSync("mv", [project.folder, moved]);
        const { stdout } = spawnSync(process.execPath, [path.join(moved, "local/bundles/run.js"), "shown"], {
            encoding: "utf8",
        });
        execFileSync("mv", [moved, project.folder]);
        assert.equal(stdout, `${path.join(moved, "local")}\n`);
    });

    it("name the source's line in a stack trace, also where the compiled code was kept", () => {
        project.write(
            "local/shown.ts",
            'interface Unused { readonly a: string }\n\nthrow new Error("planted");\n',
        );
        for (let run = 0; run < 3; run++) {
            const { status, stderr } = project.run();
            assert.equal(status, 1);
            assert.match(stderr, /Error: planted\n\s+at .*local\/shown\.ts:3:7/);
        }
    });

    it("say with one line where a source cannot be read", () => {
        project.write("local/shown.ts", "const = 1;\n");
        const { status, stderr } = project.run();
        assert.equal(status, 1);
        assert.match(stderr, /^error: the local cloud's programs cannot be bundled: local\/shown\.ts:1:6: /);
    });

    it("leave out a program that cannot be bundled: Pulumi says what is wrong with it", () => {
        project.write("index.ts", "const = 1;\n");
        assert.equal(project.run().stdout, "one\n");
        const [folder = ""] = project.bundles();
        const files = readdirSync(path.join(project.folder, ".local", "bundles", folder));
        assert.equal(files.includes("policy.js"), true);
        assert.equal(files.includes("program.js"), false);
    });

    it("keep compiled code that is used again only for the same text", () => {
        for (const text of ["one", "two"]) {
            project.write("local/shown.ts", `console.log("${text}");\n`);
            assert.equal(project.run().stdout, `${text}\n`);
            assert.equal(project.run().stdout, `${text}\n`);
        }
        const [folder = ""] = project.bundles();
        const code = path.join(project.folder, ".local", "bundles", folder, "shown.code");
        assert.notEqual(readFileSync(code).length, 0);
        writeFileSync(code, "[]\nnonsense");
        assert.match(project.run().stdout, /^(one|two)\n$/);
    });
});
