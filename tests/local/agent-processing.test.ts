import assert from "node:assert/strict";
import { readProcessing } from "../../local/data-planes/agent/processing";

const withOption = (...options: object[]) => options;
const logToJson = (keys: object) => ({ optionName: "LOGTOJSON", logFormat: "COMMONAPACHELOG", ...keys });

/** What the options make of a record. */
function converted(options: readonly object[], record: string): string | undefined {
    const convert = readProcessing(options, "options");
    assert.ok(convert, "nothing is processed");
    return convert(record);
}

describe("the agent's processing", () => {
    const PATTERN = { matchPattern: "^(\\S+) .* (\\d{3}) .*$", customFieldNames: ["client", "code"] };

    it("LOGTOJSON names the groups of a pattern", () => {
        const option = withOption(logToJson(PATTERN));
        for (const host of ["::1", "10.0.0.1"]) {
            assert.equal(
                converted(option, `${host} - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 5\n`),
                `{"client":"${host}","code":"200"}\n`,
            );
        }
        assert.equal(converted(option, "nothing of it\n"), undefined);
    });

    it("LOGTOJSON matches the whole line, and a . ends at a line break of Java", () => {
        const option = withOption(logToJson({ matchPattern: "(a)(.*)", customFieldNames: ["a", "rest"] }));
        assert.equal(converted(option, "ab\n"), '{"a":"a","rest":"b"}\n');
        assert.equal(converted(option, "xab\n"), undefined);
        assert.equal(converted(option, "ab\u0085c\n"), undefined);
        assert.equal(converted(option, "a\r\n"), undefined);
    });

    const csv = (keys: object = {}) =>
        withOption({ optionName: "CSVTOJSON", customFieldNames: ["a", "b", "c"], ...keys });
    const csvLines: readonly [string, object, string][] = [
        ["1,2,3\n", {}, '{"a":"1","b":"2","c":"3"}\n'],
        ["1,,3,4\n", {}, '{"a":"1","b":"","c":"3"}\n'],
        ["1,,\n", {}, '{"a":"1","b":null,"c":null}\n'],
        ["\n", {}, '{"a":"","b":null,"c":null}\n'],
        [" 1, 2\n", {}, '{"a":" 1","b":" 2","c":null}\n'],
        ['"1,2",3\n', {}, '{"a":"\\"1","b":"2\\"","c":"3"}\n'],
        ["1\t2\t3\n", { delimiter: "\\t" }, '{"a":"1","b":"2","c":"3"}\n'],
        ["1|2|3\n", { delimiter: "\\|" }, '{"a":"1","b":"2","c":"3"}\n'],
        ["1  2 3\n", { delimiter: "\\s+" }, '{"a":"1","b":"2","c":"3"}\n'],
        ["1,2,3\n", { jsonFormat: "PRETTYPRINT" }, '{\n  "a" : "1",\n  "b" : "2",\n  "c" : "3"\n}\n'],
    ];
    for (const [record, keys, json] of csvLines) {
        it(`CSVTOJSON of ${JSON.stringify(record)} with ${JSON.stringify(keys)}`, () =>
            assert.equal(converted(csv(keys), record), json));
    }

    it("SINGLELINE trims the lines of a record, and puts them one behind the other", () => {
        const option = withOption({ optionName: "SINGLELINE" });
        assert.equal(converted(option, " a \n\t at b\u00a0\n\n"), "aat b\u00a0\n");
        assert.equal(converted(option, "\n"), "\n");
    });

    it("ADDBRACKETS puts a record in braces, with its newline", () => {
        assert.equal(converted(withOption({ optionName: "ADDBRACKETS" }), "a\n"), "{a\n}");
    });

    it("works through the options in order", () => {
        const option = withOption(
            { optionName: "SINGLELINE" },
            logToJson({ matchPattern: "(a) ?(.*)", customFieldNames: ["x", "y"] }),
        );
        assert.equal(converted(option, " a \n b \n"), '{"x":"a","y":"b"}\n');
        assert.equal(converted(option, "c\n"), undefined);
    });
});
