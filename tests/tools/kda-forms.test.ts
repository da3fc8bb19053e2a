import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { readApplications } from "../../tools/kda-import/forms/read-applications";
import { schemaInput } from "../../tools/kda-import/forms/schema-option";
import { Application, DescriptionError } from "../../tools/kda-import/application";
import { folder } from "../support/folder";

const FORMS = path.join(__dirname, "..", "kda", "forms");
const form = (...names: string[]) => path.join(FORMS, ...names);
const STREAM = 'CREATE STREAM "USE_OUT" ("METER" VARCHAR(16));';
const USAGE_SQL = `CREATE OR REPLACE STREAM "USE_OUT" ("METER" VARCHAR(16));
CREATE OR REPLACE PUMP "P" AS INSERT INTO "USE_OUT" SELECT STREAM "METER" FROM "METERS_001";
`;
const METER = { name: "METER", sqlType: "VARCHAR(16)", mapping: "$.meter" };
const JSON_INPUT = { streamNames: ["METERS_001"], format: "JSON", columns: [METER] };
const CSV_INPUT = {
    streamNames: ["METERS_001"],
    format: "CSV",
    columnDelimiter: ",",
    rowDelimiter: "\n",
    columns: [{ name: "METER", sqlType: "VARCHAR(16)" }],
};
const REQUEST = { name: "meter-usage", code: STREAM, inputs: [JSON_INPUT], outputs: ["USE_OUT"] };

const read = (...names: string[]) => readApplications(form(...names)).applications;
const requests = (applications: readonly Application[]) => applications.map(({ request }) => request);
const constructs = (applications: readonly Application[]) =>
    applications.map(({ leftOut }) => leftOut.map(({ construct }) => construct));

/** A file of the given content. */
function written(name: string, content: string | Buffer): string {
    const file = path.join(folder(), name);
    writeFileSync(file, content);
    return file;
}

const readText = (name: string, content: string | Buffer) =>
    readApplications(written(name, content)).applications;

describe("a CloudFormation template", () => {
    it("gives the code with its functions evaluated, and the outputs that are resources of their own", () => {
        const [application, ...more] = read("cloudformation", "template.yaml");
        assert.deepEqual(more, []);
        assert.deepEqual(application?.request, {
            name: "meter-usage",
            code: `CREATE OR REPLACE STREAM "USE_OUT" ("METER" VARCHAR(16), "KWH" DOUBLE);
CREATE OR REPLACE PUMP "P" AS INSERT INTO "USE_OUT"
SELECT STREAM "METER", SUM("KWH") FROM "METERS_001" WHERE "KWH" > 5
GROUP BY "METER", STEP("METERS_001".ROWTIME BY INTERVAL '10' MINUTE);
`,
            inputs: [
                {
                    ...JSON_INPUT,
                    columns: [METER, { name: "KWH", sqlType: "DOUBLE", mapping: "$.usage.kwh" }],
                },
            ],
            outputs: ["USE_OUT"],
        });
        assert.deepEqual([application.leftOut, application.notes], [[], []]);
    });

    it("of API version 2 gives joined code, CSV, parallel streams; its table is refused, its Lambda output noted", () => {
        const [application] = read("cloudformation", "version2.json");
        assert.deepEqual(application?.request, {
            name: "UsageApplication",
            code: `CREATE OR REPLACE STREAM "USE_OUT" ("METER" VARCHAR(16));
CREATE OR REPLACE PUMP "P" AS INSERT INTO "USE_OUT"
SELECT STREAM "METER" FROM "METERS_001";`,
            inputs: [{ ...CSV_INPUT, columnDelimiter: "|", streamNames: ["METERS_001", "METERS_002"] }],
            outputs: ["USE_OUT"],
        });
        assert.deepEqual(
            application.leftOut.map(({ construct, seeAlso }) => [construct, seeAlso]),
            [["reference table PRICES", "reference-data"]],
        );
        assert.match(application.notes.join(), /^USE_OUT was delivered to a Lambda function/);
    });

    it("of the Serverless Framework has its files and variables in their places", () =>
        assert.deepEqual(requests(read("cloudformation", "serverless.yml")), [
            { name: "meters-dev", code: USAGE_SQL, inputs: [JSON_INPUT], outputs: [] },
        ]));

    it("of the CDK is found in cdk.out and in the assemblies below it", () =>
        assert.deepEqual(
            requests(read("cdk.out")).map(({ name }) => name),
            ["first", "second"],
        ));

    const template = (code: string) =>
        `{"Parameters": {"Least": {"Type": "Number"}}, "Resources": {"A": {"Type": "AWS::KinesisAnalytics::Application",
        "Properties": {"ApplicationCode": {"Fn::Sub": ${JSON.stringify(code)}}}}}}`;

    it("that leaves a number of the code open is refused at its place", () => {
        const [application] = readText("t.json", template("SELECT a\nFROM b WHERE c > ${Least}"));
        assert.deepEqual(
            application?.leftOut.map(({ line, column, construct }) => [line, column, construct]),
            [[2, 18, "Least"]],
        );
    });

    it("that leaves a name or a text of the code open has the name in its place, and a text is noted", () => {
        const [application] = readText(
            "t.json",
            template("-- ${Least}\nSELECT '${AWS::Region}' FROM \"${Stream.Name}_001\" WHERE '${!x}'"),
        );
        assert.equal(
            application?.request.code,
            "-- Least\nSELECT 'AWS::Region' FROM \"Stream.Name_001\" WHERE '${x}'",
        );
        assert.deepEqual(application.leftOut, []);
        assert.deepEqual(application.notes, [
            "line 2, column 9: the file has no value for AWS::Region; the query has 'AWS::Region' in its place, replace it with the application's value",
        ]);
    });
});

describe("Terraform files", () => {
    it("give an application with its heredoc, locals, variables and dynamic blocks", () => {
        const [application] = read("terraform", "main.tf");
        assert.deepEqual(application?.request, {
            name: "meter-usage",
            code: `CREATE OR REPLACE STREAM "USE_OUT" ("METER" VARCHAR(16), "KWH" DOUBLE);
-- at least 5 kWh; \${this} is text
  CREATE OR REPLACE PUMP "P" AS INSERT INTO "USE_OUT"
SELECT STREAM "METER", "KWH" FROM "METERS_001" WHERE "KWH" > 5;
`,
            inputs: [
                {
                    ...JSON_INPUT,
                    rowPath: "$.readings[0:]",
                    columns: [METER, { name: "KWH", sqlType: "DOUBLE", mapping: "$.kwh" }],
                },
            ],
            outputs: ["USE_OUT"],
        });
        assert.deepEqual([application.leftOut, application.notes], [[], []]);
    });

    it("give a version 2 application with the code of a file; Lambda is refused, and Flink is another runtime", () => {
        const applications = read("terraform", "version2.tf");
        assert.deepEqual(requests(applications), [
            {
                name: "meter-csv",
                code: USAGE_SQL,
                inputs: [{ ...CSV_INPUT, columnDelimiter: "\t" }],
                outputs: ["USE_OUT"],
            },
        ]);
        assert.deepEqual(constructs(applications), [["input processing by Lambda"]]);
    });

    it("of a local module are read with the values of its caller", () => {
        const place = folder();
        mkdirSync(path.join(place, "module"));
        writeFileSync(
            path.join(place, "main.tf"),
            'module "day" {\n  source = "./module"\n  name = "by-day"\n}\nmodule "hour" {\n  source = "./module"\n  name = "by-hour"\n}\n',
        );
        writeFileSync(
            path.join(place, "module", "main.tf"),
            `variable "name" {}
resource "aws_kinesis_analytics_application" "a" {
  name = var.name
  code = templatefile("\${path.module}/code.sql", { stream = upper(var.name) })
}
`,
        );
        writeFileSync(path.join(place, "module", "code.sql"), 'CREATE STREAM "${stream}" (A INTEGER);');
        assert.deepEqual(
            requests(readApplications(place).applications).map(({ name, code }) => [name, code]),
            [
                ["by-day", 'CREATE STREAM "BY-DAY" (A INTEGER);'],
                ["by-hour", 'CREATE STREAM "BY-HOUR" (A INTEGER);'],
            ],
        );
    });

    const resource = (attributes: string) =>
        `resource "aws_kinesis_analytics_application" "a" {\n${attributes}\n}\n`;

    it("of Terraform 0.11 have interpolations within texts and template_file", () => {
        const place = folder();
        writeFileSync(path.join(place, "q.sql"), "CREATE STREAM S (A INTEGER); -- ${least}");
        writeFileSync(
            path.join(place, "main.tf"),
            `data "template_file" "q" {
  template = "\${file("\${path.module}/q.sql")}"
  vars {
    least = "\${1 + 2}"
  }
}
${resource('name = "old"\ncode = "${data.template_file.q.rendered}"')}`,
        );
        const [application] = readApplications(path.join(place, "main.tf")).applications;
        assert.equal(application?.request.code, "CREATE STREAM S (A INTEGER); -- 3");
    });

    it("that cannot repeat a dynamic block are refused by its name", () => {
        const applications = readText(
            "main.tf",
            resource(
                'name = "n"\ncode = "CREATE STREAM S (A INTEGER);"\ndynamic "inputs" {\n  for_each = var.inputs\n  content {}\n}',
            ),
        );
        assert.deepEqual(constructs(applications), [['dynamic "inputs"']]);
    });

    it("whose code is in a file that is missing are refused with its name", () => {
        const [application] = readText("main.tf", resource('name = "n"\ncode = file("none.sql")'));
        assert.deepEqual(
            application?.leftOut.map(({ construct }) => construct),
            ['file("none.sql") (it cannot be read (ENOENT))'],
        );
    });

    it("repeated by for_each give one application for each key", () =>
        assert.deepEqual(
            requests(
                readText(
                    "main.tf",
                    resource(
                        'for_each = toset(["eu", "us"])\nname = "n-${each.key}"\ncode = <<EOF\nCREATE STREAM ${each.value == "eu" ? "E" : "U"} (A INTEGER);\nEOF',
                    ),
                ),
            ).map(({ name, code }) => [name, code]),
            [
                ["n-eu", "CREATE STREAM E (A INTEGER);\n"],
                ["n-us", "CREATE STREAM U (A INTEGER);\n"],
            ],
        ));

    it("in JSON syntax, as the CDK for Terraform makes them, are read", () =>
        assert.deepEqual(
            requests(
                readText(
                    "cdk.tf.json",
                    JSON.stringify({
                        variable: { s: { default: "OUT" } },
                        resource: {
                            aws_kinesis_analytics_application: {
                                a: { name: "j", code: 'CREATE STREAM "${var.s}" (A INTEGER);' },
                            },
                        },
                    }),
                ),
            ).map(({ name, code }) => [name, code]),
            [["j", 'CREATE STREAM "OUT" (A INTEGER);']],
        ));
});

describe("a Terraform state", () => {
    it("of version 3 has its flat attributes in order", () =>
        assert.deepEqual(requests(read("terraform", "state-v3.json")), [
            {
                ...REQUEST,
                inputs: [
                    {
                        ...JSON_INPUT,
                        columns: [METER, { name: "LAST", sqlType: "INTEGER", mapping: "$.last" }],
                    },
                ],
            },
        ]));

    it("of version 4 has the streams' own names, and its reference table is refused", () => {
        const applications = read("terraform", "state-v4.json");
        assert.deepEqual(requests(applications), [
            { ...REQUEST, inputs: [{ ...JSON_INPUT, streamNames: ["METERS_001", "METERS_002"] }] },
        ]);
        assert.deepEqual(constructs(applications), [["reference table PRICES"]]);
    });

    it("as a plan has what is planned in modules, and what is to be deleted", () =>
        assert.deepEqual(requests(read("terraform", "plan.json")), [
            {
                name: "planned",
                code: 'CREATE STREAM "USE_OUT" ("M" INTEGER);',
                inputs: [{ ...JSON_INPUT, columns: [{ name: "M", sqlType: "INTEGER", mapping: "$.m" }] }],
                outputs: ["USE_OUT"],
            },
            { name: "removed", code: 'CREATE STREAM "OLD" ("M" INTEGER);', inputs: [], outputs: [] },
        ]));
});

describe("Pulumi", () => {
    it("as an exported stack gives applications of both API versions, secrets in plain text", () =>
        assert.deepEqual(requests(read("pulumi", "stack.json")), [
            { ...REQUEST, name: "usage-1a2b3c4" },
            { ...REQUEST, name: "csv", inputs: [{ ...CSV_INPUT, columnDelimiter: ";" }] },
        ]));

    it("as an exported stack with encrypted secrets is refused", () => {
        const text = readFileSync(form("pulumi", "stack.json"), "utf8").replace(
            '"plaintext"',
            '"ciphertext"',
        );
        assert.throws(() => readText("stack.json", text), /pulumi stack export --show-secrets/);
    });

    it("as a program in YAML gives its resource with its configuration, variables and files", () =>
        assert.deepEqual(requests(read("pulumi", "Pulumi.yaml")), [
            { ...REQUEST, name: "usage", code: USAGE_SQL },
        ]));
});

describe("a description", () => {
    it("of API version 1 is read; Lambda and reference tables are refused", () => {
        const applications = read("described", "version1.json");
        assert.deepEqual(requests(applications), [REQUEST]);
        assert.deepEqual(constructs(applications), [
            ["input processing by Lambda", "reference table PRICES"],
        ]);
    });

    it("of API version 2 as YAML, its ApplicationDetail alone, is read", () => {
        const applications = read("described", "version2.yaml");
        assert.deepEqual([requests(applications), constructs(applications)], [[REQUEST], [[]]]);
    });

    it("as the input of CreateApplication, several in an array, is read; a second input is refused", () => {
        const applications = read("described", "created.json");
        assert.deepEqual(requests(applications), [
            { ...REQUEST, inputs: [CSV_INPUT] },
            { ...REQUEST, name: "second" },
        ]);
        assert.deepEqual(constructs(applications), [[], ["2 inputs"]]);
    });

    it("as a task of Ansible is read", () =>
        assert.deepEqual(requests(read("described", "playbook.yml")), [{ ...REQUEST, code: USAGE_SQL }]));

    it("in camelCase, as the Cloud Control provider has it, is read", () =>
        assert.deepEqual(requests(read("described", "cloud-control.json")), [
            { ...REQUEST, inputs: [{ ...JSON_INPUT, rowPath: "$.list[0:]" }], outputs: [] },
        ]));

    it("one after the other in one file are all read", () => {
        const text = readFileSync(form("described", "version1.json"), "utf8");
        assert.equal(readText("all.json", `${text}\n${text}`).length, 2);
    });

    const text = readFileSync(form("described", "version1.json"), "utf8");
    const bigEndian = Buffer.from(text, "utf16le").swap16();
    const encoded: [string, Buffer][] = [
        ["UTF-8 with a byte-order mark", Buffer.from(`\uFEFF${text}`)],
        ["UTF-16, little endian, with a byte-order mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
        ["UTF-16, little endian", Buffer.from(text, "utf16le")],
        ["UTF-16, big endian, with a byte-order mark", Buffer.concat([Buffer.from([0xfe, 0xff]), bigEndian])],
        ["UTF-16, big endian", bigEndian],
        ["UTF-8 with CRLF", Buffer.from(text.replaceAll("\n", "\r\n"))],
    ];
    for (const [encoding, bytes] of encoded) {
        it(`in ${encoding} is read`, () => assert.deepEqual(requests(readText("a.json", bytes)), [REQUEST]));
    }

    const refused: [what: string, member: string, value: unknown, construct: string][] = [
        ["an encoding other than UTF-8", "RecordEncoding", "ISO-8859-1", "record encoding ISO-8859-1"],
        ["an unknown record format", "RecordFormat", { RecordFormatType: "XML" }, "record format XML"],
    ];
    for (const [what, member, value, construct] of refused) {
        it(`with ${what} is refused by name`, () => {
            const InputSchema = { RecordColumns: [], [member]: value };
            const detail = { ApplicationName: "a", ApplicationCode: STREAM, Inputs: [{ InputSchema }] };
            assert.deepEqual(constructs(readText("a.json", JSON.stringify(detail))), [[construct]]);
        });
    }

    it("without code is refused", () =>
        assert.deepEqual(
            constructs(readText("a.json", '{"ApplicationName": "a", "Inputs": [{"NamePrefix": "S"}]}')),
            [["no SQL code"]],
        ));
});

describe("SQL code alone", () => {
    it("is an application named after its file, whose columns follow from the code", () =>
        assert.deepEqual(requests(read("sql", "usage.sql")), [
            { name: "usage", code: USAGE_SQL, inputs: [], outputs: [] },
        ]));

    it("is recognized in a file of another name", () =>
        assert.equal(readText("code.txt", `-- mine\n${STREAM}`)[0]?.request.code, `-- mine\n${STREAM}`));

    const columns = '[{"Name": "METER", "SqlType": "VARCHAR(16)", "Mapping": "$.meter"}]';
    const schemas: [string, string, object][] = [
        ["RecordColumns", columns, { format: "JSON", columns: [METER] }],
        [
            "what DiscoverInputSchema returns",
            `{"InputSchema": {"RecordFormat": {"RecordFormatType": "JSON", "MappingParameters": {"JSONMappingParameters":
            {"RecordRowPath": "$.all[0:]"}}}, "RecordColumns": ${columns}}}`,
            { format: "JSON", rowPath: "$.all[0:]", columns: [METER] },
        ],
        [
            "a schema file of sql/",
            '{"columns": [{"name": "METER", "type": "VARCHAR(16)", "path": "$.meter"}, {"name": "T", "type": "STRING"}]}',
            { format: "JSON", columns: [METER, { name: "T", sqlType: "VARCHAR(65535)" }] },
        ],
    ];
    for (const [what, content, expected] of schemas) {
        it(`takes its input from ${what}`, () => {
            const input = schemaInput(written("schema.json", content));
            assert.deepEqual(input, { streamNames: [], ...expected });
            assert.deepEqual(
                readApplications(form("sql", "usage.sql"), input).applications[0]?.request.inputs,
                [input],
            );
        });
    }

    it("does not take a schema without columns' types", () =>
        assert.throws(
            () => schemaInput(written("schema.json", '[{"Name": "A"}]')),
            /^DescriptionError|it is not a schema; give a list of RecordColumns/,
        ));
});

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
