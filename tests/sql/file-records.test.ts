import assert from "node:assert/strict";
import { toJson } from "../../tools/sql/apache-log";
import { fileRecords } from "../../tools/sql/log-records";

const LINE = '1.2.3.4 - - [01/Mar/2026:12:00:01 +0000] "GET /a HTTP/1.1" 200 5 "-" "curl"';

function read(text: string, schema: object = {}) {
    return fileRecords(text, {
        parseLine: (line) => toJson(line, "COMMONAPACHELOG"),
        everyMillis: 1000,
        schema: JSON.stringify(schema),
    });
}

const data = (text: string, schema: object = {}) => read(text, schema).records.map((record) => record.data);

describe("the records of a file", () => {
    it("are the agent's JSON of a log's lines, at the times in them", () => {
        assert.deepEqual(read(`${LINE}\nnonsense\n`), {
            records: [
                {
                    arrivalMillis: Date.UTC(2026, 2, 1, 12, 0, 1),
                    data: '{"host":"1.2.3.4","ident":null,"authuser":null,"datetime":"01/Mar/2026:12:00:01 +0000","request":"GET /a HTTP/1.1","response":"200","bytes":"5"}',
                },
            ],
            skipped: 1,
        });
    });

    it("are JSON objects one per line, each the given time after the one before it", () => {
        assert.deepEqual(read('\uFEFF{"a":1}\r\n{"a": 2}\n'), {
            records: [
                { arrivalMillis: 1000, data: '{"a":1}' },
                { arrivalMillis: 2000, data: '{"a": 2}' },
            ],
            skipped: 0,
        });
    });

    it("are the elements of a file that is one JSON array", () => {
        assert.deepEqual(data('[\n  { "a": 1 },\n  { "a": [2] }\n]\n'), ['{"a":1}', '{"a":[2]}']);
    });

    it("are arrays one per line where the schema's rows are the record's elements", () => {
        const text = '[{"a": 1}]\n[{"a": 2}, {"a": 3}]\n';
        const expected = ['[{"a": 1}]', '[{"a": 2}, {"a": 3}]'];
        assert.deepEqual(data(text, { records: { format: "JSON", rowPath: "$[0:]" } }), expected);
        assert.deepEqual(data(text, { columns: [{ name: "a", path: "$[0:].a" }] }), expected);
    });

    it("are all lines as they are where the schema has CSV records", () => {
        const text = `${LINE}\na,"b ""c"""\n{"a":1}\n`;
        assert.deepEqual(data(text, { records: { format: "CSV" } }), text.trim().split("\n"));
    });
});
