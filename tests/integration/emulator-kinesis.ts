import assert from "node:assert/strict";
import { Readable } from "node:stream";
import {
    GetRecordsCommand,
    GetShardIteratorCommand,
    KinesisClient,
    ListShardsCommand,
    PutRecordsCommand,
} from "@aws-sdk/client-kinesis";
import { policyJson } from "../../components/iam";
import { clientSettings } from "../../local/cloud/clients";
import { ACCOUNT, ANY_SOURCE, REGION, TestEmulator, put, streamOf } from "./test-emulator";

const CBOR = "application/x-amz-cbor-1.1";
const MINUTE_MILLIS = 60_000;

/** A text of less than 256 bytes in CBOR (RFC 8949): major type 3. */
function text(value: string): Buffer {
    return Buffer.concat([Buffer.from([0x78, Buffer.byteLength(value)]), Buffer.from(value)]);
}

/** A time in milliseconds, as the AWS SDK for Java 1 writes it: tag 1, then a number of 64 bits. */
function time(millis: number): Buffer {
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(millis));
    return Buffer.concat([Buffer.from([0xc1, 0x1b]), number]);
}

/** A map whose end is marked, as that SDK writes it. */
function map(members: Record<string, Buffer>): Buffer {
    const pairs = Object.entries(members).flatMap(([name, value]) => [text(name), value]);
    return Buffer.concat([Buffer.from([0xbf]), ...pairs, Buffer.from([0xff])]);
}

/** What follows each occurrence of a member's name in an answer. */
function after(answer: Buffer, name: string): Buffer[] {
    const found: Buffer[] = [];
    for (let at = answer.indexOf(name); at >= 0; at = answer.indexOf(name, at + 1)) {
        found.push(answer.subarray(at + name.length));
    }
    return found;
}

/** The text at the beginning of bytes. */
function readText(bytes: Buffer | undefined): string {
    assert.ok(bytes);
    const [head = 0, length = 0] = bytes;
    if (head === 0x79) {
        return bytes.subarray(3, 3 + bytes.readUInt16BE(1)).toString();
    }
    assert.equal(head, 0x78);
    return bytes.subarray(2, 2 + length).toString();
}

interface HttpMessage {
    headers: Record<string, string>;
    body: Buffer | Readable;
}

/** A client whose requests are given bytes, signed as its own, and whose answers are kept as they come. */
class CborClient {
    private request: Buffer = Buffer.alloc(0);
    private answer: Buffer = Buffer.alloc(0);
    private contentType = "";

    constructor(private readonly client: KinesisClient) {
        client.middlewareStack.add(
            (next) => (args) => {
                const request = args.request as HttpMessage;
                request.body = this.request;
                request.headers["content-type"] = CBOR;
                request.headers["content-length"] = String(this.request.length);
                return next(args);
            },
            { step: "build", priority: "low" },
        );
        client.middlewareStack.add(
            (next) => async (args) => {
                const result = await next(args);
                const response = result.response as HttpMessage;
                this.contentType = response.headers["content-type"] ?? "";
                this.answer = Buffer.concat((await (response.body as Readable).toArray()) as Buffer[]);
                response.body = Readable.from([Buffer.from("{}")]); // its own deserializer reads JSON
                return result;
            },
            { step: "deserialize", priority: "low" },
        );
    }

    async call(command: GetShardIteratorCommand | GetRecordsCommand, body: Buffer): Promise<Buffer> {
        this.request = body;
        await this.client.send(command as GetRecordsCommand);
        assert.equal(this.contentType, CBOR);
        return this.answer;
    }
}

/** How Kinesis writes what the emulator has: in CBOR, which Flink's connector speaks, and numbers without zeros in front. */
export const KINESIS_WIRE: Record<string, (emulator: TestEmulator) => Promise<void>> = {
    "kinesis_cbor: a policy that names the stream allows to read it in CBOR, with times in milliseconds":
        async (emulator) => {
            const StreamName = await streamOf(1, emulator.clients);
            await put(StreamName, 3, emulator.clients);
            const Resource = [`arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${StreamName}`];
            const Action = ["kinesis:GetShardIterator", "kinesis:GetRecords"];
            const policy = policyJson({ Sid: "R", Effect: "Allow", Action, Resource });
            const credentials = await emulator.session(await emulator.role("cbor", ANY_SOURCE, policy));
            const client = new CborClient(
                new KinesisClient({ ...clientSettings(emulator.endpoint, REGION), credentials }),
            );
            const ShardId = "shardId-000000000000";
            const read = async (fromMillis: number) => {
                const ShardIteratorType = "AT_TIMESTAMP" as const;
                const request = {
                    StreamName: text(StreamName),
                    ShardId: text(ShardId),
                    ShardIteratorType: text(ShardIteratorType),
                    Timestamp: time(fromMillis),
                };
                const shard = new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType });
                const answer = await client.call(shard, map(request));
                const ShardIterator = readText(after(answer, "ShardIterator")[0]);
                const records = new GetRecordsCommand({ ShardIterator });
                return client.call(records, map({ ShardIterator: text(ShardIterator) }));
            };
            const answer = await read(Date.now() - MINUTE_MILLIS);
            const times = after(answer, "ApproximateArrivalTimestamp");
            assert.equal(times.length, 3);
            for (const one of times) {
                assert.deepEqual([...one.subarray(0, 2)], [0xc1, 0x1b]);
                const millis = Number(one.readBigUInt64BE(2));
                assert.ok(Math.abs(Date.now() - millis) < MINUTE_MILLIS, `${millis}`);
            }
            const data = after(answer, "Data").map((one) => one.subarray(0, 2).toString("latin1"));
            assert.deepEqual(data, ["\x41x", "\x41x", "\x41x"]); // one byte, 'x'
            const later = await read(Date.now() + MINUTE_MILLIS);
            assert.deepEqual(after(later, "ApproximateArrivalTimestamp"), []);
        },
    "kinesis_sequence_numbers: a sequence number is a whole number that rises, without zeros in front":
        async ({ clients }) => {
            const { kinesis } = clients;
            const StreamName = await streamOf(1, clients);
            const Records = [1, 2, 3].map((i) => ({ PartitionKey: `k${i}`, Data: Buffer.from("x") }));
            const answer = await kinesis.send(new PutRecordsCommand({ StreamName, Records }));
            const { Shards } = await kinesis.send(new ListShardsCommand({ StreamName }));
            const first = Shards?.[0]?.SequenceNumberRange?.StartingSequenceNumber ?? "";
            const numbers = [first, ...(answer.Records ?? []).map((record) => record.SequenceNumber ?? "")];
            numbers.forEach((number) => assert.match(number, /^[1-9]\d{0,128}$/));
            const sorted = [...numbers].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
            assert.deepEqual(numbers, sorted);
            assert.equal(new Set(numbers).size, 4);
        },
};
