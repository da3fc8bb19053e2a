import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { repairCheckpoint } from "../../local/engine/stack-checkpoint";

describe("a checkpoint whose writing was cut off", () => {
    let state: string;
    const file = (name: string) => path.join(state, ".pulumi", "stacks", "cc-pipeline", name);

    beforeEach(() => {
        state = mkdtempSync(path.join(tmpdir(), "cc-pipeline-state-"));
        mkdirSync(path.dirname(file("local.json")), { recursive: true });
    });
    afterEach(() => rmSync(state, { recursive: true, force: true }));

    it("is replaced by the one before it", () => {
        for (const cut of ["", '{"version":3,"checkp']) {
            writeFileSync(file("local.json"), cut);
            writeFileSync(file("local.json.attrs"), "{}");
            writeFileSync(file("local.json.bak"), '{"version":3}');
            assert.equal(repairCheckpoint(state, "local"), true);
            assert.equal(readFileSync(file("local.json"), "utf8"), '{"version":3}');
            assert.equal(existsSync(file("local.json.attrs")), false);
        }
    });

    it("is also removed where there is none before it, or that one was cut off", () => {
        for (const before of [undefined, "{"]) {
            writeFileSync(file("local.json"), "");
            if (before !== undefined) {
                writeFileSync(file("local.json.bak"), before);
            }
            assert.equal(repairCheckpoint(state, "local"), true);
            assert.equal(existsSync(file("local.json")), false);
        }
    });

    it("may be whole and have attributes that were cut off, which are removed", () => {
        writeFileSync(file("local.json"), '{"version":3}');
        writeFileSync(file("local.json.attrs"), "");
        writeFileSync(file("local.json.bak.attrs"), "{}");
        writeFileSync(path.join(state, ".pulumi", "meta.yaml.attrs"), '{"md5":');
        assert.equal(repairCheckpoint(state, "local"), false);
        assert.equal(existsSync(file("local.json.attrs")), false);
        assert.equal(existsSync(path.join(state, ".pulumi", "meta.yaml.attrs")), false);
        assert.equal(existsSync(file("local.json.bak.attrs")), true);
        assert.equal(readFileSync(file("local.json"), "utf8"), '{"version":3}');
    });

    it("is the only thing that is repaired", () => {
        writeFileSync(file("local.json"), '{"version":3}');
        writeFileSync(file("other.json"), "");
        assert.equal(repairCheckpoint(state, "local"), false);
        assert.equal(readFileSync(file("local.json"), "utf8"), '{"version":3}');
        assert.equal(repairCheckpoint(path.join(state, "none"), "local"), false);
    });
});
