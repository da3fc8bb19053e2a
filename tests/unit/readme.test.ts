import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { CONFIG_TABLE } from "../../docs/config-table";
import { POLICY_TABLE } from "../../docs/policy-table";
import { legacyPage, writtenPage } from "../../docs/legacy-mapping";
import { withBlock } from "../../docs/readme-block";

const README = readFileSync(path.join(__dirname, "..", "..", "README.md"), "utf8");

describe("README.md", () => {
    for (const block of [CONFIG_TABLE, POLICY_TABLE]) {
        it(`has today's table of ${block.name}; if not: npm run ${block.command}`, () =>
            assert.equal(README, withBlock(README, block)));
    }
});

describe("docs/kda-sql-to-flink.md", () => {
    it("is today's; if not: npm run legacy:page", () => assert.equal(writtenPage(), legacyPage()));
});
