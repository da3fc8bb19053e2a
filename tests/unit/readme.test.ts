import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { CONFIG_TABLE } from "../../tools/docs/config-table";
import { legacyPage, writtenPage } from "../../tools/docs/legacy-mapping";
import { providerPage, writtenProviderPage } from "../../tools/docs/provider-table";
import { withBlock } from "../../tools/docs/readme-block";
import { Rule } from "../../local/provider/shape";
import { RESOURCE_TYPES } from "../../local/provider/types";

const README = readFileSync(path.join(__dirname, "..", "..", "README.md"), "utf8");

describe("README.md", () => {
    for (const block of [CONFIG_TABLE]) {
        it(`has today's table of ${block.name}; if not: npm run ${block.command}`, () =>
            assert.equal(README, withBlock(README, block)));
    }
});

describe("docs/kda-sql-to-flink.md", () => {
    it("is today's; if not: npm run legacy:page", () => assert.equal(writtenPage(), legacyPage()));
});

describe("docs/provider.md", () => {
    it("is today's; if not: npm run provider:table", () =>
        assert.equal(writtenProviderPage(), providerPage()));

    it("names the official source of each type, and the call of each property that is updated", () => {
        for (const [token, { source, inputs }] of Object.entries(RESOURCE_TYPES)) {
            assert.match(source ?? "", /^[a-z0-9]+\/[a-z0-9_]+\.go$/, token);
            const silent = Object.entries(inputs).filter(
                ([, { onChange, calls, ours, shape }]) =>
                    onChange === "update" && !ours && calls === undefined && !(shape instanceof Rule),
            );
            const flink = token === "aws:kinesisanalyticsv2/application:Application";
            assert.deepEqual(flink ? [] : silent.map(([name]) => name), [], token);
        }
    });
});
