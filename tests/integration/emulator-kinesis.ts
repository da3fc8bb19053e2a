import assert from "node:assert/strict";
import { KinesisClient, ListShardsCommand, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { policyJson } from "../../components/foundation/policy-documents";
import { clientSettings } from "../../local/cloud/clients";
import { CborClient } from "../check-aws/cbor-client";
import { ACCOUNT, ANY_SOURCE, REGION, TestEmulator, put, streamOf } from "../support/test-emulator";

const MINUTE_MILLIS = 60_000;

/** A record of GetRecords in CBOR. */
interface KinesisRecord {
    readonly Data: Buffer;
    readonly ApproximateArrivalTimestamp: Date;
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
            const read = async (fromMillis: number) => {
                const { ShardIterator = "" } = await client.call("GetShardIterator", {
                    StreamName,
                    ShardId: "shardId-000000000000",
                    ShardIteratorType: "AT_TIMESTAMP",
                    Timestamp: new Date(fromMillis),
                });
                const { Records } = await client.call("GetRecords", { ShardIterator });
                return Records as unknown as KinesisRecord[];
            };
            const records = await read(Date.now() - MINUTE_MILLIS);
            assert.deepEqual(
                records.map(({ Data }) => Data.toString()),
                ["x", "x", "x"],
            );
            for (const { ApproximateArrivalTimestamp: time } of records) {
                assert.ok(Math.abs(Date.now() - time.getTime()) < MINUTE_MILLIS, time.toISOString());
            }
            assert.deepEqual(await read(Date.now() + MINUTE_MILLIS), []);
            const refused = client.call("DescribeStreamSummary", { StreamName });
            await assert.rejects(refused, { name: "AccessDeniedException" });
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
