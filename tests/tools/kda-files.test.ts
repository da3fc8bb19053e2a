import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { DescriptionError } from "../../tools/kda-import/application";
import { readApplications } from "../../tools/kda-import/forms/read-applications";
import { folder } from "../support/folder";
import { STREAM, form, requests, written } from "../support/kda-forms";

describe("a folder", () => {
    it("gives each application once, and the files that cannot be read", () => {
        const place = folder();
        const write = (name: string, content: string) => writeFileSync(path.join(place, name), content);
        write(
            "main.tf",
            `resource "aws_kinesis_analytics_application" "a" {\n  name = "a"\n  code = file("a.sql")\n}\n`,
        );
        write("a.sql", STREAM);
        write(
            "terraform.tfstate",
            JSON.stringify({
                version: 4,
                terraform_version: "1.9.0",
                resources: [
                    {
                        type: "aws_kinesis_analytics_application",
                        instances: [{ attributes: { name: "a", code: STREAM } }],
                    },
                ],
            }),
        );
        write("b.sql", `${STREAM} -- another`);
        write("athena.sql", "CREATE TABLE t (a INT)");
        write("package.json", '{"name": "x"}');
        write("policy.json", '{"Principal": {"Service": "kinesisanalytics.amazonaws.com"}}');
        write("broken.yaml", "Resources:\n  - {Type: AWS::KinesisAnalytics::Application\n");
        const { applications, unreadable } = readApplications(place);
        assert.deepEqual(
            requests(applications).map(({ name }) => name),
            ["a", "b"],
        );
        assert.deepEqual(
            unreadable.map(({ file }) => path.basename(file)),
            ["broken.yaml"],
        );
        assert.match(unreadable[0]?.message ?? "", /^it is not YAML: .* at line \d+/);
    });

    it("without any is refused", () =>
        assert.throws(() => readApplications(folder()), /no file in this folder holds/));
});

describe("a file that cannot be read", () => {
    const bad: [what: string, name: string, content: string | Buffer | undefined, line: RegExp][] = [
        ["is missing", "a.json", undefined, /^it cannot be read \(ENOENT\)$/],
        ["is empty", "a.json", " \n", /^it is empty; give a description/],
        ["is JSON cut off", "a.json", '{"ApplicationDetail": {', /^it is not JSON: /],
        [
            "is broken HCL",
            "a.tf",
            'resource "x" "y" {\n  a = \n}\n',
            /^a\.tf, line 3: a value is expected, but '}' is there$/,
        ],
        [
            "is a heredoc without its end",
            "a.tf",
            "a = <<EOF\nx\n",
            /line \d: the end of the heredoc, EOF, is expected/,
        ],
        [
            "is a template without an application",
            "a.yaml",
            "Resources:\n  B:\n    Type: AWS::S3::Bucket\n",
            /^it holds no .* SQL application; give /,
        ],
        ["is a ZIP archive", "plan", Buffer.from("PK\u0003\u0004"), /terraform show -json/],
        ["is compressed", "a.gz", Buffer.from([0x1f, 0x8b, 8]), /compressed by gzip/],
        ["is binary", "a.bin", Buffer.from([0x61, 0, 0x62, 0, 0x63, 0xd8, 0x64]), /neither UTF-8 nor UTF-16/],
        [
            "is Latin-1",
            "a.sql",
            Buffer.from("-- \xe9t\xe9", "latin1"),
            /^it is neither UTF-8 nor UTF-16; convert it/,
        ],
        ["is a table of the CLI", "a.txt", "-----\n|  Describe  |\n", /--output json/],
        ["is text of the CLI", "a.txt", "APPLICATIONDETAIL\tarn\tx\n", /--output json/],
        [
            "is a state for people",
            "a.txt",
            '# aws_kinesis_analytics_application.a:\nresource "aws" "a" {\n}',
            /terraform show -json/,
        ],
        [
            "is a list of names",
            "a.json",
            '{"ApplicationSummaries": [{"ApplicationName": "a"}]}',
            /list of applications without their code/,
        ],
        ["is a program", "stack.ts", "new CfnApplication(this, 'A', {});", /it is a program \(\.ts\)/],
        ["is a web page", "a.html", "<!doctype html><html></html>", /it is a web page/],
        [
            "holds applications of Flink alone",
            "a.json",
            '{"ApplicationName": "a", "RuntimeEnvironment": "FLINK-1_18", "ApplicationConfiguration": {}}',
            /of another runtime, such as Flink/,
        ],
    ];
    for (const [what, name, content, line] of bad) {
        it(`because it ${what} is refused with one line`, () => {
            const file = content === undefined ? path.join(folder(), name) : written(name, content);
            assert.throws(
                () => readApplications(file),
                (error) => {
                    assert.ok(error instanceof DescriptionError, String(error));
                    assert.match(error.message, line);
                    assert.ok(!error.message.includes("\n"), error.message);
                    return true;
                },
            );
        });
    }
});

describe("a file that was changed at random", function () {
    this.timeout(60_000);
    const names = [
        ["cloudformation", "template.yaml"],
        ["cloudformation", "version2.json"],
        ["terraform", "main.tf"],
        ["terraform", "state-v3.json"],
        ["pulumi", "stack.json"],
        ["pulumi", "Pulumi.yaml"],
        ["described", "playbook.yml"],
    ];
    for (const name of names) {
        const text = readFileSync(form(...name), "utf8");
        it(`is read, or refused with one line: ${name.join("/")}`, () =>
            fc.assert(
                fc.property(
                    fc.nat(text.length),
                    fc.nat(40),
                    fc.constantFrom(
                        "",
                        "{",
                        "}",
                        '"',
                        "'",
                        "${",
                        "\n",
                        ":",
                        "- ",
                        "<<E\n",
                        "!Ref ",
                        "null",
                        "[",
                        "=",
                    ),
                    (from, length, insert) => {
                        const changed = text.slice(0, from) + insert + text.slice(from + length);
                        try {
                            readApplications(written(path.basename(form(...name)), changed));
                        } catch (error) {
                            assert.ok(error instanceof DescriptionError, String((error as Error).stack));
                            assert.ok(!error.message.includes("\n"), error.message);
                        }
                    },
                ),
                { numRuns: 150, seed: 14 },
            ));
    }
});
