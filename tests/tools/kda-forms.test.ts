import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readApplications } from "../../tools/kda-import/forms/read-applications";
import { schemaInput } from "../../tools/kda-import/forms/schema-option";
import {
    CSV_INPUT,
    JSON_INPUT,
    METER,
    REQUEST,
    STREAM,
    USAGE_SQL,
    constructs,
    form,
    read,
    readText,
    requests,
    written,
} from "../support/kda-forms";

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
SELECT STREAM "METER" FROM "METERS_001", "PRICES";`,
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

    it("that leaves an interval of the code open is refused", () => {
        const [application] = readText("t.json", template("FROM b RANGE INTERVAL '${Least}' MINUTE"));
        assert.deepEqual(
            application?.leftOut.map(({ column, construct }) => [column, construct]),
            [[24, "Least"]],
        );
    });

    it("that a service includes has variables whose values are elsewhere", () => {
        const [application] = readText(
            "kda.yml",
            `Resources:
    A:
        Type: AWS::KinesisAnalytics::Application
        Properties: { ApplicationCode: 'SELECT STREAM "x" FROM "\${self:custom.in}_001"' }`,
        );
        assert.equal(application?.request.code, 'SELECT STREAM "x" FROM "self:custom.in_001"');
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
    it("of API version 1 is read; Lambda is refused, and a reference table that nothing reads is noted", () => {
        const applications = read("described", "version1.json");
        assert.deepEqual(requests(applications), [REQUEST]);
        assert.deepEqual(constructs(applications), [["input processing by Lambda"]]);
        assert.deepEqual(applications[0]?.notes, [
            "the reference table PRICES is left out: the code does not read it",
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
            "what the AWS CLI's --inputs takes",
            `[{"NamePrefix": "METERS", "InputSchema": {"RecordFormat": {"RecordFormatType": "JSON"}, "RecordColumns": ${columns}}}]`,
            JSON_INPUT,
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
