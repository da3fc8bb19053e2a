import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { FlowRunner } from "../../local/data-planes/agent/agent";
import { flowId, readAgentJson } from "../../local/data-planes/agent/agent-json";
import { readCheckpoint } from "../../local/data-planes/agent/checkpoint";
import { checkpointFiles, flowFiles, skippedFiles } from "../../local/data-planes/agent/files";
import { AgentStatus, StatusFile, merged } from "../../local/data-planes/agent/status";
import { folder } from "../support/folder";

const MIB = 1024 * 1024;

interface Sent {
    readonly stream: string;
    readonly key: string;
    readonly data: Buffer;
}

/** An agent with flows over files of a folder of its own, and what it has sent, call by call. */
class Agent {
    readonly root = folder();
    readonly calls: Sent[][] = [];
    private readonly runners: FlowRunner[];

    constructor(...flows: readonly object[]) {
        const file = path.join(this.root, "agent.json");
        const common = { kinesisStream: "s", initialPosition: "START_OF_FILE" };
        const document = flows.map((flow, i) => ({
            ...common,
            filePattern: path.join(this.root, `log${i}`),
            ...flow,
        }));
        writeFileSync(file, JSON.stringify({ flows: document }));
        const read = readAgentJson(file);
        const status = new StatusFile(path.join(this.root, "status.json"), read.length);
        this.runners = read.map((flow, i) => {
            const files = flowFiles(this.root, flow, read.length);
            mkdirSync(path.dirname(files.checkpoint), { recursive: true });
            return new FlowRunner(flow, files, this.client(), (own) => status.report(i, own));
        });
    }

    private client(): KinesisClient {
        const send = ({ input }: PutRecordsCommand) => {
            const records = (input.Records ?? []).map(({ PartitionKey = "", Data = [] }) => ({
                stream: input.StreamName ?? "",
                key: PartitionKey,
                data: Buffer.from(Data),
            }));
            this.calls.push(records);
            return Promise.resolve({ Records: records.map(() => ({ SequenceNumber: "1" })) });
        };
        return { send } as unknown as KinesisClient;
    }

    write(bytes: string | Buffer, flow = 0): void {
        appendFileSync(path.join(this.root, `log${flow}`), bytes);
    }

    /** Runs each flow until it has nothing to do. @returns what was sent. */
    async run(): Promise<Sent[]> {
        for (const runner of this.runners) {
            while (await runner.step());
        }
        return this.calls.flat();
    }

    status(): AgentStatus {
        return JSON.parse(readFileSync(path.join(this.root, "status.json"), "utf8")) as AgentStatus;
    }
}

const LOG_TO_JSON = {
    dataProcessingOptions: [
        {
            optionName: "LOGTOJSON",
            logFormat: "SYSLOG",
            matchPattern: "(\\d+) (.*)",
            customFieldNames: ["n", "rest"],
        },
    ],
};

describe("the agent's records", () => {
    it("are a file's bytes, each line with its newline, where nothing processes them", async () => {
        const agent = new Agent({});
        const lines = [
            Buffer.from("é\n"),
            Buffer.from([0xff, 0x00, 0xed, 0xa0, 0x80, 0x0a]),
            Buffer.from("\n"),
        ];
        agent.write(Buffer.concat(lines));
        assert.deepEqual(
            (await agent.run()).map(({ data }) => data),
            lines,
        );
    });

    it("keep skipped lines byte by byte", async () => {
        const agent = new Agent(LOG_TO_JSON);
        const skipped = Buffer.from([0x61, 0xff, 0xfe, 0xed, 0xa0, 0x80, 0x0d, 0x0a]);
        agent.write(Buffer.concat([Buffer.from("1 a\n"), skipped, Buffer.from("2 b\n"), skipped]));
        const sent = await agent.run();
        assert.deepEqual(
            sent.map(({ data }) => data.toString()),
            ['{"n":"1","rest":"a"}\n', '{"n":"2","rest":"b"}\n'],
        );
        const [file = ""] = skippedFiles(agent.root);
        assert.deepEqual(readFileSync(file), Buffer.concat([skipped, skipped]));
        const { read, skipped: counted, backlogBytes } = agent.status();
        assert.deepEqual([read, counted, backlogBytes], [4, 2, 0]);
    });

    it("have MD5 of their data as key with DETERMINISTIC", async () => {
        const agent = new Agent({ ...LOG_TO_JSON, partitionKeyOption: "DETERMINISTIC" });
        agent.write("1 a\n1 a\n");
        const key = createHash("md5").update('{"n":"1","rest":"a"}\n').digest("hex");
        assert.deepEqual(
            (await agent.run()).map((record) => record.key),
            [key, key],
        );
    });

    it("of over 1 MiB with their key are cut to it after processing, and end with the terminator", async () => {
        const agent = new Agent({ ...LOG_TO_JSON, truncatedRecordTerminator: "…\n" });
        const long = `1 ${"x".repeat(2 * MIB)}`;
        agent.write(`${long}\n2 b\n`);
        const [first, second] = await agent.run();
        assert.ok(first);
        assert.equal(first.data.length + first.key.length, MIB);
        const text = first.data.toString();
        assert.ok(text.startsWith('{"n":"1","rest":"xxx'), text.slice(0, 40));
        assert.equal(text.slice(-5), "xxx…\n");
        assert.equal(second?.data.toString(), '{"n":"2","rest":"b"}\n');
        assert.equal(agent.status().skipped, 0);
    });

    it("of just 1 MiB with their key stay whole", async () => {
        const agent = new Agent({ partitionKeyOption: "DETERMINISTIC" });
        const line = `${"x".repeat(MIB - 32 - 1)}\n`;
        agent.write(line);
        assert.equal((await agent.run())[0]?.data.toString(), line);
    });

    it("are cut within a character, too", async () => {
        const agent = new Agent({ partitionKeyOption: "DETERMINISTIC" });
        agent.write(`x${"é".repeat(MIB)}\n`);
        const [record] = await agent.run();
        assert.equal(record?.data.length, MIB - 32);
        assert.deepEqual(record.data.subarray(-3), Buffer.from([0xc3, 0xa9, 0x0a]));
    });

    it("fill a call up to its bytes and records", async () => {
        const lines = (count: number, length: number) => `${"x".repeat(length - 1)}\n`.repeat(count);
        const bytes = new Agent({ maxBufferSizeBytes: 1000, partitionKeyOption: "DETERMINISTIC" });
        bytes.write(lines(10, 268)); // 300 bytes each with the key
        await bytes.run();
        assert.deepEqual(
            bytes.calls.map((call) => call.length),
            [3, 3, 3, 1],
        );
        const alone = new Agent({ maxBufferSizeBytes: 100, partitionKeyOption: "DETERMINISTIC" });
        alone.write(lines(2, 268));
        await alone.run();
        assert.deepEqual(
            alone.calls.map((call) => call.length),
            [1, 1],
        );
        const records = new Agent({ maxBufferSizeRecords: 4 });
        records.write(lines(10, 5));
        await records.run();
        assert.deepEqual(
            records.calls.map((call) => call.length),
            [4, 4, 2],
        );
    });

    it("of several lines are one record", async () => {
        const agent = new Agent({
            multiLineStartPattern: "\\d",
            dataProcessingOptions: [{ optionName: "SINGLELINE" }],
        });
        agent.write("1 a\n at b\n2 c\n");
        assert.deepEqual(
            (await agent.run()).map(({ data }) => data.toString()),
            ["1 aat b\n", "2 c\n"],
        );
    });
});

describe("an agent with several flows", () => {
    it("sends each flow's lines to its stream, and knows each one's place", async () => {
        const agent = new Agent({ kinesisStream: "a" }, { ...LOG_TO_JSON, kinesisStream: "b" });
        agent.write("x\ny\n", 0);
        agent.write("1 z\nno record\n", 1);
        const sent = await agent.run();
        assert.deepEqual(
            sent.map(({ stream, data }) => `${stream} ${data.toString()}`),
            ["a x\n", "a y\n", 'b {"n":"1","rest":"z"}\n'],
        );
        agent.write("w\n", 0);
        assert.equal((await agent.run()).at(-1)?.data.toString(), "w\n");
        const places = checkpointFiles(agent.root).map((file) => readCheckpoint(file));
        assert.deepEqual(places.map(({ read, sent: count }) => [read, count]).sort(), [
            [2, 1],
            [3, 3],
        ]);
        assert.deepEqual(
            skippedFiles(agent.root)
                .map((file) => readFileSync(file, "utf8"))
                .join(""),
            "no record\n",
        );
        const { read, skipped, sent: all } = agent.status();
        assert.deepEqual([read, skipped, all], [5, 1, 4]);
    });

    it("has the names that the Amazon Kinesis Agent gives its flows", () => {
        const file = path.join(folder(), "agent.json");
        writeFileSync(file, JSON.stringify({ flows: [{ filePattern: "/var//log/a*", kinesisStream: "s" }] }));
        assert.deepEqual(readAgentJson(file).map(flowId), ["kinesis:s:/var/log/a*"]);
    });

    it("has one status, with the last failure of all", () => {
        const one = { read: 1, skipped: 0, sent: 1, lastSentMillis: 5, backlogBytes: 2, atMillis: 10 };
        const other = { ...one, lastSentMillis: 3, lastError: "E", lastErrorMillis: 4, atMillis: 9 };
        assert.deepEqual(merged([one, other, { ...other, lastError: "F", lastErrorMillis: 6 }]), {
            read: 3,
            skipped: 0,
            sent: 3,
            lastSentMillis: 5,
            backlogBytes: 6,
            lastError: "F",
            lastErrorMillis: 6,
            atMillis: 10,
        });
    });
});
