import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { GENERAL_KEYS, readAgentJson } from "../../local/data-planes/agent/agent-json";
import { FLOW_KEYS, Flow } from "../../local/data-planes/agent/flow";
import { folder } from "../support/folder";

const FLOW = { filePattern: "/var/log/a*", kinesisStream: "s" };
const PROCESSING = "agent.json flows[0].dataProcessingOptions[0]";

function read(document: unknown): Flow[] {
    const file = path.join(folder(), "agent.json");
    writeFileSync(file, typeof document === "string" ? document : JSON.stringify(document));
    return readAgentJson(file);
}

const withFlow = (keys: object) => ({ flows: [{ ...FLOW, ...keys }] });
const withOption = (...options: unknown[]) => withFlow({ dataProcessingOptions: options });
const logToJson = (keys: object = {}) => ({ optionName: "LOGTOJSON", logFormat: "COMMONAPACHELOG", ...keys });

describe("agent.json is read", () => {
    it("with the agent's defaults", () => {
        assert.deepEqual(read({ flows: [FLOW] }), [
            {
                filePattern: "/var/log/a*",
                kinesisStream: "s",
                initialPosition: "END_OF_FILE",
                partitionKeyOption: "RANDOM",
                skipHeaderLines: 0,
                maxBufferSizeRecords: 500,
                maxBufferSizeBytes: 5_242_880,
                truncatedRecordTerminator: "\n",
                pollMillis: 100,
                retryInitialBackoffMillis: 100,
                retryMaxBackoffMillis: 10_000,
            },
        ]);
    });

    it("with comments, and a byte-order mark", () => {
        const [flow] = read(`\ufeff{
            // the agent's own /* file
            "flows": [ /* one " only // */
                {"filePattern": "/var/log//a*", "kinesisStream": "s \\" // no comment /*"} // last
            ]
        }
        // end`);
        assert.deepEqual([flow?.filePattern, flow?.kinesisStream], ["/var/log//a*", 's " // no comment /*']);
    });

    it("with numbers as strings, which the agent converts", () => {
        const [flow] = read(withFlow({ maxBufferSizeRecords: "20", minTimeBetweenFilePollsMillis: "50" }));
        assert.deepEqual([flow?.maxBufferSizeRecords, flow?.pollMillis], [20, 50]);
    });

    it("with each key that is obeyed", () => {
        const [flow] = read(
            withFlow({
                initialPosition: "START_OF_FILE",
                partitionKeyOption: "DETERMINISTIC",
                maxBufferSizeBytes: 1000,
                skipHeaderLines: 2,
                multiLineStartPattern: "\\[",
                truncatedRecordTerminator: "…\n",
            }),
        );
        assert.equal(flow?.initialPosition, "START_OF_FILE");
        assert.equal(flow.partitionKeyOption, "DETERMINISTIC");
        assert.equal(flow.maxBufferSizeBytes, 1000);
        assert.equal(flow.skipHeaderLines, 2);
        assert.equal(flow.multiLineStart?.looksAt("[x"), true);
        assert.equal(flow.truncatedRecordTerminator, "…\n");
    });

    it("with an empty multiLineStartPattern as none", () => {
        assert.equal(read(withFlow({ multiLineStartPattern: "" }))[0]?.multiLineStart, undefined);
    });

    it("with several flows", () => {
        const flows = read({
            flows: [FLOW, { ...FLOW, kinesisStream: "t" }, { ...FLOW, filePattern: "/b" }],
        });
        assert.deepEqual(
            flows.map(({ filePattern, kinesisStream }) => `${filePattern} ${kinesisStream}`),
            ["/var/log/a* s", "/var/log/a* t", "/b s"],
        );
    });

    it("with general keys and limits that have no effect here", () => {
        const general = {
            "cloudwatch.emitMetrics": false,
            "cloudwatch.endpoint": "monitoring.eu-west-1.amazonaws.com",
            "kinesis.endpoint": "kinesis.eu-west-1.amazonaws.com",
            "firehose.endpoint": "",
            awsAccessKeyId: "",
            assumeRoleARN: "arn:aws:iam::123456789012:role/a",
            maxSendingThreads: 3,
            "log.emitMetrics": "true",
        };
        const flow = {
            ...FLOW,
            maxBufferAgeMillis: 60_000,
            publishQueueCapacity: 5,
            waitOnFullPublishQueueMillis: 1000,
        };
        assert.equal(read({ ...general, flows: [flow] }).length, 1);
    });
});

describe("agent.json is refused, in one line,", () => {
    const refused: readonly [document: unknown, message: string | RegExp][] = [
        ["{", /agent\.json: .*JSON/],
        ["{} /* open", /agent\.json: a comment \/\* is not closed$/],
        [
            '{"flows": [{"skipHeaderLines": 1e2}]}',
            /agent\.json: 1e2 is not a whole number in digits, which every number is here$/,
        ],
        ["null", "agent.json: null is not an object"],
        [[], "agent.json: [] is not an object"],
        [{}, /'flows' must name at least one flow$/],
        [{ flows: [] }, /'flows' must name at least one flow$/],
        [{ flows: null }, "agent.json flows: null is not a list"],
        [
            { flows: FLOW },
            'agent.json flows: {"filePattern":"/var/log/a*","kinesisStream":"s"} is not a list',
        ],
        [{ flows: [null] }, "agent.json flows[0]: null is not an object"],
        [{ flows: ["x"] }, 'agent.json flows[0]: "x" is not an object'],
        [{ flows: [FLOW], flow: [] }, "agent.json: flow is not a key of the agent and would be ignored"],
        [
            { flows: [FLOW], "cloudwatch.emitMetrics": "maybe" },
            'agent.json.cloudwatch.emitMetrics: "maybe" is not true or false',
        ],
        [
            { flows: [FLOW, FLOW] },
            /^agent\.json flows\[1\]: it has the filePattern and kinesisStream of flows\[0\]/,
        ],
        // Flows
        [{ flows: [{ kinesisStream: "s" }] }, "agent.json flows[0].filePattern is missing"],
        [{ flows: [{ filePattern: "/a" }] }, "agent.json flows[0].kinesisStream is missing"],
        [withFlow({ kinesisStream: null }), "agent.json flows[0].kinesisStream: null is not a string"],
        [
            withFlow({ deliveryStream: "d" }),
            "agent.json flows[0].deliveryStream: the local agent sends to streams only, not to Firehose directly; give kinesisStream",
        ],
        [
            withFlow({ aggregatedRecordSizeBytes: 5120 }),
            "agent.json flows[0]: aggregatedRecordSizeBytes is not served by the local agent and would be ignored",
        ],
        [
            withFlow({ initialPosition: "MIDDLE" }),
            "agent.json flows[0].initialPosition: 'MIDDLE' is not one of START_OF_FILE, END_OF_FILE",
        ],
        [
            withFlow({ initialPosition: "end_of_file" }),
            /'end_of_file' is not one of START_OF_FILE, END_OF_FILE$/,
        ],
        [
            withFlow({ maxBufferAgeMillis: 10 }),
            "agent.json flows[0].maxBufferAgeMillis: 10 is not a whole number from 1000 to 900000",
        ],
        [
            withFlow({ maxBufferAgeMillis: "abc" }),
            'agent.json flows[0].maxBufferAgeMillis: "abc" is not a whole number from 1000 to 900000',
        ],
        [withFlow({ maxBufferAgeMillis: 900_001 }), /900001 is not a whole number from 1000 to 900000$/],
        [
            withFlow({ maxBufferAgeMillis: null }),
            /maxBufferAgeMillis: null is not a whole number from 1000 to 900000$/,
        ],
        [
            withFlow({ maxBufferSizeRecords: 501 }),
            /maxBufferSizeRecords: 501 is not a whole number from 1 to 500$/,
        ],
        [
            withFlow({ maxBufferSizeBytes: 5_242_881 }),
            /maxBufferSizeBytes: 5242881 is not a whole number from 1 to 5242880$/,
        ],
        [withFlow({ retryMaxBackoffMillis: 0 }), /retryMaxBackoffMillis: 0 is not a whole number from 1$/],
        [withFlow({ skipHeaderLines: true }), /skipHeaderLines: true is not a whole number from 0$/],
        [
            withFlow({ multiLineStartPattern: "[" }),
            "agent.json flows[0].multiLineStartPattern: '[': the pattern ends too early (character 2)",
        ],
        // Paths
        [
            withFlow({ filePattern: "/var/log/" }),
            /filePattern: '\/var\/log\/' ends with a slash; give a pattern of file names behind it$/,
        ],
        [withFlow({ filePattern: "access.log" }), /filePattern: 'access\.log' is not an absolute path$/],
        [
            withFlow({ filePattern: "/var/*/a.log" }),
            /filePattern: '\/var\/\*\/a\.log' has a wildcard in its folder/,
        ],
        [
            withFlow({ filePattern: "/var/a{b" }),
            "agent.json flows[0].filePattern: '/var/a{b' is not a pattern: a { is not closed",
        ],
        [withFlow({ filePattern: "/var/a[z-a]" }), /is not a pattern: z-a is not a range$/],
        // Processing
        [
            withFlow({ dataProcessingOptions: {} }),
            "agent.json flows[0].dataProcessingOptions: {} is not a list",
        ],
        [withFlow({ dataProcessingOptions: null }), /dataProcessingOptions: null is not a list$/],
        [withOption(null), `${PROCESSING}: null is not an object`],
        [withOption({}), `${PROCESSING}.optionName is missing`],
        [
            withOption({ optionName: "ADDMETADATA" }),
            `${PROCESSING}.optionName: the local agent does not serve 'ADDMETADATA'; it serves LOGTOJSON, CSVTOJSON, SINGLELINE, ADDBRACKETS`,
        ],
        [withOption({ optionName: "ADDEC2METADATA" }), /does not serve 'ADDEC2METADATA'/],
        [
            withOption({ optionName: "LOGTOJSON" }),
            `${PROCESSING}.logFormat is missing; give one of COMMONAPACHELOG, COMBINEDAPACHELOG, APACHEERRORLOG, SYSLOG, RFC3339SYSLOG`,
        ],
        [withOption(logToJson({ logFormat: "NGINX" })), /logFormat: 'NGINX' is not one of COMMONAPACHELOG, /],
        [
            withOption(logToJson({ pattern: "x" })),
            `${PROCESSING}: pattern is not a key of LOGTOJSON and would be ignored`,
        ],
        [
            withOption(logToJson({ jsonFormat: "FULLROW" })),
            `${PROCESSING}.jsonFormat: 'FULLROW' is not one of COMPACT, PRETTYPRINT`,
        ],
        [
            withOption(logToJson({ matchPattern: "(.)" })),
            `${PROCESSING}.customFieldNames is missing: matchPattern needs a name for each of its groups`,
        ],
        [
            withOption(logToJson({ matchPattern: "(.)(.)", customFieldNames: ["a"] })),
            `${PROCESSING}.matchPattern: groups and customFieldNames are not as many, 2 and 1; the agent would skip every line`,
        ],
        [
            withOption(logToJson({ matchPattern: "(a", customFieldNames: ["a"] })),
            `${PROCESSING}.matchPattern: '(a': the group is not closed (character 1)`,
        ],
        [
            withOption(logToJson({ matchPattern: "(?x)(a)", customFieldNames: ["a"] })),
            `${PROCESSING}.matchPattern: '(?x)(a)': (?x is not translated; of the inline flags, i, s and m are (character 3)`,
        ],
        [
            withOption(logToJson({ customFieldNames: ["a"] })),
            `${PROCESSING}.customFieldNames: COMMONAPACHELOG has 7 fields, not 1; give as many names, or a matchPattern`,
        ],
        [
            withOption(logToJson({ customFieldNames: ["a", 1] })),
            `${PROCESSING}.customFieldNames[1]: 1 is not a string`,
        ],
        [withOption({ optionName: "CSVTOJSON" }), `${PROCESSING}.customFieldNames is missing`],
        [
            withOption({ optionName: "CSVTOJSON", customFieldNames: ["a"], delimiter: "|" }),
            /delimiter: "\|" is a regular expression that matches nothing, which would split at every character/,
        ],
        [
            withOption({ optionName: "SINGLELINE", x: 1 }),
            `${PROCESSING}: x is not a key of SINGLELINE and would be ignored`,
        ],
    ];
    for (const [document, message] of refused) {
        it(typeof document === "string" ? document : JSON.stringify(document), () =>
            assert.throws(
                () => read(document),
                (error: Error) => {
                    assert.ok(!error.message.includes("\n"), error.message);
                    if (typeof message === "string") {
                        assert.equal(error.message, message);
                    } else {
                        assert.match(error.message, message);
                    }
                    return true;
                },
            ),
        );
    }
});

describe("docs/local-cloud.md", () => {
    it("says of each key of agent.json what the local agent does", () => {
        const page = readFileSync(path.join(__dirname, "..", "..", "docs", "local-cloud.md"), "utf8");
        const rows = page
            .split("\n")
            .filter((line) => line.startsWith("| `"))
            .map((line) => line.split("|")[1] ?? "")
            .join();
        const missing = [...FLOW_KEYS, ...GENERAL_KEYS].filter(
            (key) => key !== "flows" && !rows.includes(`\`${key}\``),
        );
        assert.deepEqual(missing, []);
    });
});
