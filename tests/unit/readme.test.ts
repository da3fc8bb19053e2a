import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { withConfigTable } from "../../docs/config-table";
import { RULES } from "../../policy/rules";

const README = readFileSync(path.join(__dirname, "..", "..", "README.md"), "utf8");

describe("README.md", () => {
    it("has today's table of configuration keys; if not: npm run config:table", () =>
        assert.equal(README, withConfigTable(README)));

    it("has each policy", () => {
        for (const { name } of RULES) {
            assert.ok(README.includes(`\`${name}\``), name);
        }
    });
});
