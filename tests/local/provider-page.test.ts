import assert from "node:assert/strict";
import { Rule } from "../../local/provider/shape";
import { RESOURCE_TYPES } from "../../local/provider/types";

describe("docs/provider.md", () => {
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
