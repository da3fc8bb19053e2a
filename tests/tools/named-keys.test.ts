import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { SCHEMA } from "../../components/config/schema";

const ROOT = path.join(__dirname, "..", "..");
/** A configuration key as texts name it, unlike the type of a component; a section may be followed by its keys. */
const NAMED = /\bcc-pipeline:(?!\w+:[A-Z])([a-z][a-zA-Z]*(?:\.[a-zA-Z]+)?)/g;

const SECTIONS_AND_KEYS = new Set(
    Object.entries(SCHEMA).flatMap(([section, keys]) => [
        section,
        ...Object.keys(keys).map((key) => `${section}.${key}`),
    ]),
);

function texts(): string[] {
    const below = ["sql", "docs"].flatMap((folder) =>
        readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) =>
            path.join(folder, file),
        ),
    );
    const top = readdirSync(ROOT).filter((file) => /^(README.*\.md|Pulumi\..*\.ya?ml)$/.test(file));
    return [...below, ...top].filter((file) => /\.(sql|md|json|ya?ml)$/.test(file));
}

/** The keys that a text names and the schema does not have. */
function unknownKeys(text: string): string[] {
    return [...text.matchAll(NAMED)]
        .map(([, name = ""]) => name)
        .filter((name) => !SECTIONS_AND_KEYS.has(name));
}

describe("configuration keys that SQL, documentation and stacks name", () => {
    it("are found in a text", () =>
        assert.deepEqual(unknownKeys("set cc-pipeline:windowSeconds. Or cc-pipeline:stream.shardCount."), [
            "windowSeconds",
        ]));

    it("exist in the schema", () => {
        const wrong = texts().flatMap((file) =>
            unknownKeys(readFileSync(path.join(ROOT, file), "utf8")).map((name) => `${file}: ${name}`),
        );
        assert.deepEqual(wrong, []);
    });
});
