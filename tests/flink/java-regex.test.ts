import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import fc from "fast-check";
import { JavaPattern } from "../../components/foundation/java-regex/java-pattern";
import { JavaRegexError } from "../../components/foundation/java-regex/nodes";
import { IPV6_PATTERNS, LOG_FORMATS, LogFormat } from "../../components/foundation/log-formats";
import { decodeUtf8 } from "../../local/data-planes/agent/utf8";

const HARNESS = path.join(__dirname, "..", "support", "JavaRegex.java");
const SEED = 6;

const encoded = (text: string) => Buffer.from(text).toString("base64");

/** What java.util.regex itself answers, line for line. */
function askJava(lines: readonly string[]): string[] {
    const { stdout, stderr, status } = spawnSync("java", [HARNESS], {
        input: `${lines.join("\n")}\n`,
        encoding: "utf8",
        maxBuffer: 2 ** 30,
    });
    assert.equal(status, 0, stderr);
    return stdout.replace(/\n$/, "").split("\n");
}

const compiled = new Map<string, JavaPattern | undefined>();

/** The translation of a pattern; undefined where it is refused. */
function compile(pattern: string): JavaPattern | undefined {
    if (!compiled.has(pattern)) {
        try {
            compiled.set(pattern, new JavaPattern(pattern));
        } catch (error) {
            assert.ok(error instanceof JavaRegexError, `${JSON.stringify(pattern)}: ${String(error)}`);
            compiled.set(pattern, undefined);
        }
    }
    return compiled.get(pattern);
}

/** The same answer by the translation, without the parts where it splits nothing; undefined where the pattern is refused. */
function translated(pattern: string, text: string): string | undefined {
    const java = compile(pattern);
    if (!java) {
        return undefined;
    }
    const found = java.matches(text);
    const groups = found?.map((group) => (group === undefined ? "-" : `=${encoded(group)}`)) ?? [];
    const matched = `${[String(found !== undefined), ...groups].join(",")} ${java.looksAt(text)}`;
    return java.mayMatchNothing
        ? matched
        : `${matched} ${java
              .split(text)
              .map((part) => `=${encoded(part)}`)
              .join(",")}`;
}

const LETTERS = [
    ...'abAB_19 -.:/"[]',
    "\t",
    "\r",
    "\n",
    "\u0085",
    "\u00a0",
    "\u2028",
    "é",
    "\u0301",
    "ſ",
    "😀",
];

const text = fc.array(fc.constantFrom(...LETTERS), { maxLength: 8 }).map((letters) => letters.join(""));

const set = fc.constantFrom(
    ...[
        "a",
        "b",
        "A",
        "1",
        " ",
        "-",
        "é",
        "😀",
        ".",
        "\\d",
        "\\w",
        "\\s",
        "\\S",
        "\\W",
        "\\D",
        "\\h",
        "\\v",
        "\\H",
    ],
    ...[
        "[ab]",
        "[^a]",
        '[^"]',
        "[a-z]",
        "[]a]",
        "[^]a]",
        "[\\w.-]",
        "[\\[\\]]",
        "[\\S&]",
        "[^\\s]",
        "[a-c-]",
    ],
    ...[
        "\\.",
        "\\-",
        "\\t",
        "\\x61",
        "\\x{1F600}",
        "\\u00e9",
        "\\0141",
        "\\cA",
        "\\Qa.\\E",
        "[\\Q]\\E]",
        "\\R",
    ],
    ...["\\p{Alpha}", "\\P{Punct}", "\\p{L}", "\\pL", "\\p{IsLu}", "[\\p{Space}1]", "\\p{Cntrl}", "]", "}"],
    // Of these Java or the translation refuses some.
    ...["[a&&b]", "[a[b]]", "\\y", "\\G", "\\p{Han}", "[z-a]", "{", "a{1", "[\\b]", "\\1", "\\2", "\\X"],
);
const place = fc.constantFrom("^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z");
const quantifier = fc.constantFrom(
    ...[
        "",
        "",
        "",
        "*",
        "+",
        "?",
        "*?",
        "+?",
        "??",
        "*+",
        "++",
        "?+",
        "{2}",
        "{1,2}",
        "{1,}?",
        "{2}+",
        "{0}",
    ],
);

const { pattern } = fc.letrec<{ pattern: string; sequence: string; item: string }>((tie) => ({
    item: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.tuple(set, quantifier).map((parts) => parts.join("")),
        place,
        fc
            .tuple(
                fc.constantFrom(
                    "(",
                    "(",
                    "(",
                    "(?:",
                    "(?>",
                    "(?=",
                    "(?!",
                    "(?<=",
                    "(?<!",
                    "(?i:",
                    "(?s:",
                    "(?m:",
                    "(?i-s:",
                ),
                tie("pattern"),
                quantifier,
            )
            .map(([opening, body, count]) => `${opening}${body})${count}`),
    ),
    sequence: fc.array(tie("item"), { minLength: 1, maxLength: 4 }).map((items) => items.join("")),
    pattern: fc.oneof(
        { depthSize: "small" },
        tie("sequence"),
        tie("sequence"),
        tie("sequence").map((one) => `(?i)${one}`),
        tie("sequence").map((one) => `(?m)${one}`),
        fc.tuple(tie("sequence"), tie("sequence")).map(([one, other]) => `${one}|${other}`),
    ),
}));

describe("the translation of Java's patterns", function () {
    this.timeout(120_000);

    /** Compares all pairs, and counts those whose pattern is translated. */
    function compare(pairs: readonly (readonly [string, string])[]): {
        translated: number;
        matching: number;
    } {
        const answers = askJava(pairs.map(([one, other]) => `${encoded(one)} ${encoded(other)}`));
        const wrong: string[] = [];
        const counts = { translated: 0, matching: 0 };
        pairs.forEach(([one, other], i) => {
            const own = translated(one, other);
            if (own !== undefined) {
                counts.translated += 1;
                counts.matching += own.startsWith("true") ? 1 : 0;
                if (own !== answers[i]?.split(" ").slice(0, own.split(" ").length).join(" ")) {
                    wrong.push(`${JSON.stringify([one, other])}: Java ${answers[i]}, translated ${own}`);
                }
            }
        });
        assert.deepEqual(wrong.slice(0, 10), []);
        return counts;
    }

    it("matches what java.util.regex matches, with its groups, for random patterns and lines", () => {
        const patterns = fc.sample(pattern, { seed: SEED, numRuns: 4000 });
        const texts = fc.sample(text, { seed: SEED, numRuns: 4000 });
        const pairs = patterns.flatMap((one, i) =>
            Array.from({ length: 10 }, (_, k) => [one, texts[(i * 10 + k) % texts.length] ?? ""] as const),
        );
        const counts = compare(pairs);
        assert.ok(counts.translated > pairs.length / 4, `only ${counts.translated} pairs were translated`);
        assert.ok(counts.matching > pairs.length / 50, `only ${counts.matching} pairs matched`);
    });

    it("matches what java.util.regex matches, for the log formats' own patterns and lines that nearly match", () => {
        const lines: Readonly<Record<LogFormat, string>> = {
            COMMONAPACHELOG: '10.1.2.3 - frank [17/May/2015:10:05:03 +0000] "GET /a?b=c HTTP/1.1" 200 5',
            COMBINEDAPACHELOG:
                'a.b - - [7/December/2015:1:05:60,12 -0000] "GET / HTTP/1.1" 200 - "http://a/" "Mozilla (X11)" x',
            APACHEERRORLOG:
                "[Wed Oct 11 14:32:52.1 2000] [core:error] [pid 35708:tid 432] [client 72.15.99.187:80] No file",
            SYSLOG: "March 2 12:00:08 <3.5> server2 cron/x[12]: - a",
            RFC3339SYSLOG: "2026-03-12T12:00:08.123456+01:00 server2 rcd[308]: Loaded",
        };
        const patterns = [
            ...Object.entries(LOG_FORMATS).map(([name, { matchPattern }]) => [
                matchPattern,
                lines[name as LogFormat],
            ]),
            ...Object.entries(IPV6_PATTERNS).map(([name, own]) => [
                own,
                lines[name as LogFormat].replace(/^\S+/, "2001:db8::ff00:42:8329%eth0"),
            ]),
        ] as [string, string][];
        const change = fc.record({
            at: fc.nat(100),
            removed: fc.nat(1),
            added: fc.constantFrom("", "0", ":", "%", "<", ...LETTERS),
        });
        const changes = fc.sample(fc.array(change, { maxLength: 3 }), { seed: SEED, numRuns: 10_000 });
        const pairs = changes.map((made, i) => {
            const [own, line] = patterns[i % patterns.length] ?? ["", ""];
            const changed = made.reduce(
                (text, { at, removed, added }) => text.slice(0, at) + added + text.slice(at + removed),
                line,
            );
            return [own, Buffer.from(changed).toString()] as const;
        });
        const counts = compare(pairs);
        assert.equal(counts.translated, pairs.length);
        assert.ok(counts.matching > pairs.length / 4, `only ${counts.matching} lines matched`);
    });

    it("reads malformed UTF-8 as Java does", () => {
        const byte = fc.oneof(
            fc.constantFrom(0x41, 0xed, 0xa0, 0xe0, 0xf0, 0x80),
            fc.integer({ min: 0x80, max: 0xff }),
        );
        const samples = fc
            .sample(fc.array(byte, { maxLength: 8 }), { seed: SEED, numRuns: 20_000 })
            .map((bytes) => Buffer.from(bytes));
        const answers = askJava(samples.map((bytes) => `decode ${bytes.toString("base64")}`));
        const wrong = samples.filter((bytes, i) => `=${encoded(decodeUtf8(bytes))}` !== answers[i]);
        assert.deepEqual(wrong.slice(0, 5), []);
    });
});
