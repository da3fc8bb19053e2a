import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { readConfig } from "../../components/config/read-config";
import { Mistake } from "../../components/config/key";
import { KEYS } from "../../components/config/schema";
import { parse } from "yaml";
import { BAD_COMBINATIONS } from "./bad-combinations";
import { BAD_VALUES } from "./bad-config";
import { BAD_FIELD_NAMES } from "./bad-field-names";
import { JUST_BEYOND, TAKEN } from "./boundary-config";
import { FLAGS, NUMBERS, TEXTS, WORDS } from "./config-keys";

const BAD = [...BAD_VALUES, ...BAD_COMBINATIONS, ...JUST_BEYOND, ...BAD_FIELD_NAMES];
const ROOT = path.join(__dirname, "..", "..");
const NAMESPACE = "cc-pipeline";

const named = (values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [`${NAMESPACE}:${key}`, value]));
const read = (values: Record<string, string>, region: string | undefined = "us-east-1") =>
    readConfig(named(values), NAMESPACE, region);

/** The lines of the error that reading these values gives. */
function mistakes(values: Record<string, string>, region?: string): string[] {
    try {
        read(values, region);
    } catch (error) {
        assert.equal((error as Error).constructor.name, "RunError");
        return (error as Error).message.split("\n");
    }
    return [];
}

describe("configuration", () => {
    it("has a default for each key", () => {
        const config = read({}) as unknown as Record<string, Record<string, unknown>>;
        for (const [name, key] of KEYS) {
            const [section = "", member = ""] = name.split(".");
            assert.deepEqual(config[section]?.[member], key.default, name);
        }
    });

    it("keeps apart what the stack itself sets, for the tiers", () => {
        const { given, stream } = read({
            stream: '{"shardCount":1}',
            "analytics.queries": "top-paths",
            "bucket.versioning": "true",
        });
        assert.equal(stream.retentionHours, 24);
        assert.deepEqual(given, {
            stack: {},
            stream: { shardCount: 1 },
            producer: {},
            analytics: { queries: ["top-paths"] },
            delivery: {},
            bucket: { versioning: true },
            exposition: {},
            monitoring: {},
            alarms: {},
        });
    });

    it("takes both spellings of a key", () => {
        assert.equal(read({ "stream.shardCount": "3" }).stream.shardCount, 3);
        assert.equal(
            read({ stream: '{"shardCount":3,"shardMetrics":["IncomingBytes"]}' }).stream.shardCount,
            3,
        );
        assert.deepEqual(
            read({ "stream.shardMetrics": "IncomingBytes, OutgoingBytes" }).stream.shardMetrics,
            ["IncomingBytes", "OutgoingBytes"],
        );
    });

    it("takes each limit itself", () => {
        assert.equal(read({ "stream.retentionHours": "24" }).stream.retentionHours, 24);
        assert.equal(read({ "stream.retentionHours": "8760" }).stream.retentionHours, 8760);
        assert.equal(
            read({ "stream.shardCount": "2", "producer.generatorRate": "1000", "producer.count": "2" })
                .producer.count,
            2,
        );
    });

    it("leaves other namespaces alone", () => {
        assert.ok(readConfig({ "aws:region": "us-east-1", "other:key": "1" }, NAMESPACE, "us-east-1"));
    });

    it("has bad values enough, some with three mistakes at once", () => {
        assert.ok(BAD.length >= 60, `${BAD.length} cases`);
        assert.ok(BAD.filter(([, expected]) => expected.length >= 3).length >= 3);
    });

    BAD.forEach(([values, expected, region]) =>
        it(`refuses ${JSON.stringify(values)}${region === undefined ? "" : ` in ${region}`}`, () =>
            assert.deepEqual(mistakes(values, region ?? "us-east-1"), expected)),
    );

    for (const [condition, values] of TAKEN) {
        it(`takes ${condition}`, () => assert.deepEqual(mistakes(values, "us-east-1"), []));
    }

    it("takes spaces around a number, and around and between the items of a list", () => {
        assert.equal(read({ "stream.shardCount": " 3 " }).stream.shardCount, 3);
        for (const text of [' ["a", "b"]', "a,, b ,"]) {
            assert.deepEqual(read({ "stream.consumers": text }).stream.consumers, ["a", "b"]);
        }
    });

    it("says that a stack has no region", () => {
        assert.throws(() => readConfig({}, NAMESPACE, undefined), {
            message: "aws:region: it is not set; give a region, such as us-east-1",
        });
    });

    it("takes the stacks of the project as they are", () => {
        const files = readdirSync(ROOT).filter((file) => /^Pulumi\..+\.yaml$/.test(file));
        assert.equal(files.length, 3);
        for (const file of files) {
            const { config } = parse(readFileSync(path.join(ROOT, file), "utf8")) as {
                config: Record<string, unknown>;
            };
            const texts = Object.entries(config).map(([key, value]) => [
                key,
                typeof value === "string" ? value : JSON.stringify(value),
            ]);
            assert.ok(
                readConfig(Object.fromEntries(texts) as Record<string, string>, NAMESPACE, "us-east-1"),
            );
        }
    });
});

/** What a key makes of a text: its value, or "refused". */
function valueOf(name: string, text: string): unknown {
    const value = KEYS.get(name)?.parse(text);
    return value instanceof Mistake ? "refused" : value;
}

describe("the keys of the configuration", () => {
    it("are those of these tests", () => {
        const tested = [NUMBERS, FLAGS, WORDS, TEXTS].flatMap((table) => Object.keys(table));
        assert.deepEqual(tested.sort(), [...KEYS.keys()].sort());
    });

    for (const [name, [default_, min, max, unit]] of Object.entries(NUMBERS)) {
        it(`${name}: is ${default_ ?? "derived"} by default, takes ${min} to ${max} ${unit}, and nothing beyond`, () => {
            const key = KEYS.get(name);
            assert.deepEqual([key?.default, key?.unit], [default_, unit]);
            const texts = [min - 1, min, max, max + 1].map(String);
            assert.deepEqual(
                texts.map((text) => valueOf(name, text)),
                ["refused", min, max, "refused"],
            );
        });
    }

    for (const [name, default_] of Object.entries(FLAGS)) {
        it(`${name}: is ${default_} by default, and takes either`, () => {
            assert.equal(KEYS.get(name)?.default, default_);
            assert.deepEqual([valueOf(name, "true"), valueOf(name, "false")], [true, false]);
        });
    }

    for (const [name, words] of Object.entries(WORDS)) {
        it(`${name}: is ${words[0]} by default, and takes ${words.join(", ")} alone`, () => {
            const key = KEYS.get(name);
            assert.equal(key?.default, words[0]);
            assert.deepEqual(
                words.map((word) => valueOf(name, word)),
                words,
            );
            assert.deepEqual(key?.takes.split(", ").sort(), [...words].sort());
        });
    }

    for (const [name, { default: default_, taken, refused }] of Object.entries(TEXTS)) {
        it(`${name}: is ${JSON.stringify(default_) ?? "not set"} by default, and takes text of its form alone`, () => {
            assert.deepEqual(KEYS.get(name)?.default, default_);
            const isList = Array.isArray(default_);
            assert.deepEqual(
                taken.map((text) => valueOf(name, text)),
                taken.map((text) => (isList ? [text] : text)),
            );
            assert.deepEqual(
                refused.filter((text) => valueOf(name, text) !== "refused"),
                [],
            );
        });
    }
});
