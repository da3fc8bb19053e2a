import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { DISCONTINUED, flinkForm } from "../../tools/sql/discontinued";

const LEGACY = path.join(__dirname, "..", "..", "sql", "legacy");

describe("the list of discontinued constructs", () => {
    for (const { word, example, seeAlso, refused, flink } of DISCONTINUED) {
        it(`${word}: its examples exist, and one of them uses it`, () => {
            const files = [example, seeAlso]
                .filter((name) => name !== undefined)
                .map((name) => path.join(LEGACY, name, "original.sql"));
            assert.ok(
                files.every((file) => existsSync(file)),
                files.join(", "),
            );
            const uses = files.map((file) => readFileSync(file, "utf8").toUpperCase());
            // A variant of a function shares the example of the plain one.
            const plain = word.replace(/_WITH_EXPLANATION$/, "").replace(/_PARSER$/, "_PARSE");
            assert.ok(uses.length === 0 || uses.some((sql) => sql.includes(plain)), word);
        });

        it(`${word}: the importer refuses it, or its form in Flink is known`, () =>
            assert.ok(refused !== undefined || flink !== undefined));
    }

    it("has each construct once", () =>
        assert.equal(new Set(DISCONTINUED.map(({ word }) => word)).size, DISCONTINUED.length));

    it("gives a function's form in Flink in either case, and none for another function", () => {
        assert.equal(flinkForm("tsdiff"), "TIMESTAMPDIFF(SECOND, earlier, later)");
        assert.equal(flinkForm("COUNT"), undefined);
    });
});
