import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { readApplications } from "../../tools/kda-import/forms/read-applications";
import { folder } from "../support/folder";
import {
    CSV_INPUT,
    JSON_INPUT,
    METER,
    REQUEST,
    USAGE_SQL,
    constructs,
    read,
    readText,
    requests,
} from "../support/kda-forms";

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

    it("next to a folder and to files that are not HCL are read all the same", () => {
        const place = folder();
        const file = path.join(place, "main.tf");
        writeFileSync(file, resource('name = "n"\ncode = "CREATE STREAM S (A INTEGER);"'));
        writeFileSync(path.join(place, "other.tf"), 'resource "x" { broken');
        mkdirSync(path.join(place, "modules.tf"));
        assert.deepEqual(
            readApplications(file).applications.map(({ request }) => request.name),
            ["n"],
        );
        assert.deepEqual(
            readApplications(place).applications.map(({ request }) => request.name),
            ["n"],
        );
        assert.throws(
            () => readApplications(path.join(place, "other.tf")),
            /line 1: '=' or '\{' is expected/,
        );
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

    it("repeated by count give one application for each number", () =>
        assert.deepEqual(
            requests(
                readText(
                    "main.tf",
                    resource('count = 2\nname = "n${count.index}"\ncode = "CREATE STREAM S (A INTEGER);"'),
                ),
            ).map(({ name }) => name),
            ["n0", "n1"],
        ));

    it("take values from the one file of values, and columns from JSON", () => {
        const place = folder();
        writeFileSync(path.join(place, "live.tfvars"), "sql = <<EOF\nCREATE STREAM S (A INTEGER);\nEOF\n");
        writeFileSync(path.join(place, "columns.json"), '{"A": "INTEGER", "B": "REAL"}');
        writeFileSync(
            path.join(place, "main.tf"),
            `variable "sql" {}
${resource(`name = "n"
code = trimspace(var.sql)
inputs {
  name_prefix = "I"
  schema {
    dynamic "record_columns" {
      for_each = [for k, v in jsondecode(file("columns.json")) : { n = k, t = v } if v != "REAL"]
      iterator = one
      content {
        name     = one.value.n
        sql_type = one.value["t"]
      }
    }
  }
}`)}`,
        );
        assert.deepEqual(requests(readApplications(place).applications), [
            {
                name: "n",
                code: "CREATE STREAM S (A INTEGER);",
                inputs: [
                    { streamNames: ["I_001"], format: "JSON", columns: [{ name: "A", sqlType: "INTEGER" }] },
                ],
                outputs: [],
            },
        ]);
    });

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

    it("of version 4 has the streams' own names; a reference table that nothing reads is noted", () => {
        const applications = read("terraform", "state-v4.json");
        assert.deepEqual(requests(applications), [
            { ...REQUEST, inputs: [{ ...JSON_INPUT, streamNames: ["METERS_001", "METERS_002"] }] },
        ]);
        assert.deepEqual(applications[0]?.notes, [
            "the reference table PRICES is left out: the code does not read it",
        ]);
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
