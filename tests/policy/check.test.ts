import assert from "node:assert/strict";
import * as path from "node:path";
import { check } from "../../policy/cli/check";
import { formatRuleList } from "../../policy/cli/rule-list";
import { CheckedFiles, GOOD, WIDE, statement } from "./checked-files";

const READS = { Version: "2012-10-17", Statement: [statement("kinesis:DescribeStream", "*")] };

describe("npm run policy", () => {
    const files = new CheckedFiles();
    const lines = (...documents: object[]) =>
        documents.map((document) => JSON.stringify(document)).join("\n");

    describe("JSON Lines", () => {
        it("gives a line for each document, in order: id, verdict, findings", async () => {
            const documents = files.write(
                "documents.jsonl",
                `${lines(
                    { id: "good", kind: "identity", policy: GOOD },
                    { id: "wide", kind: "identity", policy: JSON.stringify(WIDE) },
                    { id: 3, kind: "identity", policy: READS },
                    {
                        id: "trust",
                        kind: "trust",
                        policy: {
                            Statement: statement("sts:AssumeRole", "", {
                                Resource: undefined,
                                Principal: { Service: "ec2.amazonaws.com" },
                            }),
                        },
                    },
                    {
                        id: "open",
                        kind: "resource",
                        policy: { Statement: statement("s3:GetObject", "*", { Principal: "*" }) },
                    },
                    { id: "name", kind: "bucket-name", name: "my-bucket" },
                    { id: "dots", kind: "bucket-name", name: "my.bucket" },
                    { id: "caps", kind: "bucket-name", name: "My-Bucket" },
                    { id: "broken", kind: "identity", policy: "{" },
                )}\n\n`,
            );
            const { code, judged, verdicts } = await files.json(documents);
            assert.equal(code, 1);
            assert.deepEqual(
                judged.map(({ id }) => id),
                ["good", "wide", "3", "trust", "open", "name", "dots", "caps", "broken"],
            );
            assert.deepEqual(verdicts, {
                good: "accept",
                wide: "refuse",
                "3": "advise",
                trust: "accept",
                open: "refuse",
                name: "accept",
                dots: "advise",
                caps: "refuse",
                broken: "refuse",
            });
            const [finding] = judged.find(({ id }) => id === "wide")?.findings ?? [];
            assert.equal(finding?.rule, "iam-least-privilege");
            assert.match(
                finding?.message ?? "",
                /^statement 1: kinesis:\* on \*: it grants all actions of the service kinesis/,
            );
            assert.ok(finding?.fix);
        });

        it("of one line are read as well", async () => {
            const one = files.write("one.jsonl", { id: "a", kind: "bucket-name", name: "my-bucket" });
            assert.deepEqual((await files.json(one)).verdicts, { a: "accept" });
        });

        it("know own and trusted accounts", async () => {
            const policy = {
                Statement: { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" },
            };
            const documents = files.write("accounts.jsonl", { id: "a", kind: "trust", policy });
            assert.deepEqual((await files.json(documents)).verdicts, { a: "refuse" });
            assert.deepEqual((await files.json(documents, "--account", "111122223333")).verdicts, {
                a: "accept",
            });
            assert.deepEqual(
                (await files.json(documents, "--trusted", "999988887777,111122223333")).verdicts,
                {
                    a: "advise",
                },
            );
        });

        const WRONG: [string, string, RegExp][] = [
            [
                "a line that is not JSON",
                `${lines({ id: "a", kind: "bucket-name", name: "abc" })}\n{]}\n`,
                /wrong\.jsonl:2: it is not JSON$/,
            ],
            [
                "a line without id",
                lines({ kind: "identity", policy: GOOD }, { id: "b" }),
                /wrong\.jsonl:1: it has no id; give \{"id"/,
            ],
            [
                "a line of another kind",
                lines({ id: "a", kind: "group", policy: GOOD }, {}),
                /wrong\.jsonl:1: give kind identity, trust, resource with a policy, or bucket-name with a name; it has "group"$/,
            ],
        ];
        for (const [what, text, message] of WRONG) {
            it(`are refused with exit code 2 for ${what}`, async () => {
                const { code, err, out } = await check([files.write("wrong.jsonl", text)]);
                assert.equal(code, 2);
                assert.equal(out, "");
                assert.match(err, message);
            });
        }
    });

    describe("an IAM policy", () => {
        it("is judged by what its statements say that it is", async () => {
            const trust = {
                Statement: { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" },
            };
            const resource = { Statement: statement("s3:GetObject", "*", { Principal: { AWS: "*" } }) };
            const both = await files.json(
                files.write("trust.json", trust),
                files.write("resource.json", resource),
                files.write("identity.json", GOOD),
            );
            assert.deepEqual(
                both.judged.map(({ verdict }) => verdict),
                ["refuse", "refuse", "accept"],
            );
            assert.match(both.judged[0]?.findings[0]?.message ?? "", /assume the role/);
            assert.match(both.judged[1]?.findings[0]?.message ?? "", /allows everyone/);
        });

        it("is judged as what the user says that it is", async () => {
            const { judged } = await files.json(files.write("as.json", GOOD), "--kind", "resource");
            assert.match(judged[0]?.findings[0]?.message ?? "", /it has no Principal/);
        });
    });

    it("reads a folder with all its files", async () => {
        files.write("all/a/one.json", GOOD);
        files.write("all/two.jsonl", { id: "two", kind: "bucket-name", name: "abc" });
        files.write("all/node_modules/x.json", WIDE);
        files.write("all/readme.txt", "no JSON");
        const { judged, code } = await files.json(path.join(files.folder, "all"));
        assert.deepEqual(
            judged.map(({ id }) => path.basename(id)),
            ["one.json", "two"],
        );
        assert.equal(code, 0);
    });

    it("says what is wrong, and what would be right", async () => {
        const policy = { Statement: statement("kinesis:PutRecords", "*") };
        const name = files.write("people.json", policy);
        const { out } = await check([name, files.write("fine.json", GOOD)]);
        const form = "arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}";
        assert.deepEqual(out.split("\n"), [
            name,
            `  ✘ ${name}: refuse`,
            `      refuse iam-least-privilege: statement 1: kinesis:PutRecords on *: kinesis:PutRecords (Write) can be narrowed; name resources of the form ${form}`,
            '             this would pass: {"Effect":"Allow","Action":["kinesis:PutRecords"],"Resource":["arn:aws:kinesis:*:123456789012:stream/STREAM_NAME"]}',
            "1 accepted, 0 with advice, 1 refused",
        ]);
    });

    it("gives SARIF, each result with its place and a rule of the list", async () => {
        const documents = files.write(
            "sarif.jsonl",
            lines(
                { id: "a", kind: "bucket-name", name: "abc" },
                { id: "b", kind: "bucket-name", name: "A.c" },
                { id: "c", kind: "bucket-name", name: "a.c" },
            ),
        );
        const { out } = await check([documents, "--format", "sarif"]);
        const { version, runs } = JSON.parse(out) as {
            version: string;
            runs: {
                tool: { driver: { rules: { id: string }[] } };
                results: {
                    ruleId: string;
                    level: string;
                    locations: { physicalLocation: { region: { startLine: number } } }[];
                }[];
            }[];
        };
        assert.equal(version, "2.1.0");
        const [run] = runs;
        assert.deepEqual(
            run?.results.map(({ ruleId, level, locations }) => [
                ruleId,
                level,
                locations[0]?.physicalLocation.region.startLine,
            ]),
            [
                ["bucket-naming", "error", 2],
                ["bucket-naming", "warning", 3],
            ],
        );
        assert.ok(run?.tool.driver.rules.some(({ id }) => id === "bucket-naming"));
    });

    const WRONG: [string, string[], RegExp][] = [
        ["no file", [], /^usage: npm run policy -- FILE/],
        ["a file that is not there", ["not-there.json"], /^not-there\.json: it cannot be read \(ENOENT\)$/],
        ["an unknown option", ["a.json", "--formatt", "json"], /^Unknown option '--formatt'/],
        ["an unknown format", ["a.json", "--format", "xml"], /^--format xml: give one of text, json, sarif$/],
        [
            "an account that is none",
            ["a.json", "--account", "12"],
            /^--account 12: an account's id has 12 digits$/,
        ],
    ];
    for (const [what, args, message] of WRONG) {
        it(`ends with exit code 2 and one line for ${what}`, async () => {
            const { code, err } = await check(args);
            assert.equal(code, 2);
            assert.match(err, message);
        });
    }

    it("ends with exit code 2 for files of no known form", async () => {
        for (const [content, why] of [
            ["hello", "it is not JSON"],
            ["[1]", "it is not a JSON object"],
            [{ a: 1 }, "it has none of the known forms"],
            [{ steps: [null] }, "it cannot be read"],
        ] as const) {
            const { code, err } = await check([files.write("strange.json", content)]);
            assert.equal(code, 2, why);
            assert.ok(err.includes(`strange.json: ${why}`), err);
        }
    });

    it("lists every rule with level and what it accepts", () => {
        assert.match(formatRuleList(), /^iam-least-privilege +mandatory +exact actions on named resources/m);
        assert.match(formatRuleList(), /^advice +advisory /m);
    });
});
