import assert from "node:assert/strict";
import { CreateDeliveryStreamCommand, FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import {
    GetRecordsCommand,
    GetShardIteratorCommand,
    KinesisClient,
    PutRecordCommand,
    PutRecordsCommand,
    PutRecordsResultEntry,
} from "@aws-sdk/client-kinesis";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { policyJson } from "../../components/foundation/policy-documents";
import { clientSettings } from "../../local/cloud/clients";
import { freePort } from "../../tools/runtime/free-port";
import { emulatorPython } from "../../tools/toolchain/emulator-venv";
import { throttles } from "../../local/pipeline-run/throttles";
import { ACCOUNT, ANY_SOURCE, LISTS, REGION, TestEmulator, put, streamOf } from "../support/test-emulator";

const EXCEEDED = "ProvisionedThroughputExceededException";
const MEBIBYTE = 1024 * 1024;
/** By this seed none of the first 8,000 records fails by chance, and none of the first 30 in Firehose. */
const NONE_FAILS_AT_FIRST = "234";
/** No call is repeated by the client: what the service says is what a test sees. */
const ONCE = { maxAttempts: 1 };

describe("the emulator in strict mode", function () {
    this.timeout(60_000);
    let strict: TestEmulator;
    let lenient: TestEmulator;
    let kinesis: KinesisClient;
    let firehose: FirehoseClient;

    before(async () => {
        const python = await emulatorPython();
        const port = await freePort(4750);
        const env = { LOCAL_STRICT: NONE_FAILS_AT_FIRST, LOCAL_CLOCK: "held" };
        strict = new TestEmulator(python, port, "app:app", env);
        lenient = new TestEmulator(python, await freePort(port + 1), "app:app");
        await Promise.all([strict.ready(), lenient.ready()]);
        const settings = { ...clientSettings(strict.endpoint, REGION), ...ONCE };
        const credentials = { accessKeyId: "test", secretAccessKey: "test" };
        kinesis = new KinesisClient({ ...settings, credentials });
        firehose = new FirehoseClient({ ...settings, credentials });
        await strict.pass(0);
    });

    after(() => {
        strict.stop();
        lenient.stop();
    });

    /** A call of so many records of so many bytes each, with their keys; `by` puts them. */
    async function putMany(StreamName: string, count: number, bytes = 10, by = kinesis) {
        const Records = Array.from({ length: count }, (_, i) => {
            const PartitionKey = `k${i}`;
            return { PartitionKey, Data: Buffer.alloc(bytes - PartitionKey.length, "x") };
        });
        return by.send(new PutRecordsCommand({ StreamName, Records }));
    }

    const codes = (records: PutRecordsResultEntry[] = []) =>
        records.flatMap(({ ErrorCode }) => (ErrorCode === undefined ? [] : [ErrorCode]));

    async function iteratorOf(StreamName: string, ShardId = "shardId-000000000000") {
        const at = { StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" as const };
        return (await kinesis.send(new GetShardIteratorCommand(at))).ShardIterator;
    }

    it("takes 1,000 records of a shard's second, refuses the next one, and takes it in the next second", async () => {
        const stream = await streamOf(1, strict.clients);
        assert.equal((await putMany(stream, 500)).FailedRecordCount, 0);
        await strict.pass(0.999);
        assert.equal((await putMany(stream, 500)).FailedRecordCount, 0);
        const message = `Rate exceeded for shard shardId-000000000000 in stream ${stream} under account ${ACCOUNT}.`;
        const one = { StreamName: stream, PartitionKey: "k", Data: Buffer.from("x") };
        await assert.rejects(kinesis.send(new PutRecordCommand(one)), { name: EXCEEDED, message });
        // The first 500 are of the second before by now, the others are not.
        await strict.pass(0.001);
        const { FailedRecordCount, Records = [] } = await putMany(stream, 500);
        assert.equal(FailedRecordCount, 0);
        assert.equal(Records.length, 500);
        const refused = await putMany(stream, 2);
        assert.deepEqual(
            refused.Records?.map(({ ErrorCode, ErrorMessage, SequenceNumber }) => [
                ErrorCode,
                ErrorMessage,
                SequenceNumber,
            ]),
            Array(2).fill([EXCEEDED, message, undefined]),
        );
        await strict.pass(1);
        assert.equal((await putMany(stream, 2)).FailedRecordCount, 0);
    });

    it("refuses the records above the limit of a call, and keeps exactly the other ones", async () => {
        const stream = await streamOf(1, strict.clients);
        for (const taken of [500, 400]) {
            assert.equal((await putMany(stream, taken)).FailedRecordCount, 0);
        }
        const { FailedRecordCount, Records } = await putMany(stream, 300);
        assert.equal(FailedRecordCount, 200);
        assert.deepEqual(codes(Records?.slice(0, 100)), []);
        assert.deepEqual(codes(Records?.slice(100)), Array(200).fill(EXCEEDED));
        const ShardIterator = await iteratorOf(stream);
        const read = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
        assert.equal(read.Records?.length, 1000);
    });

    it("takes 1 MiB of a shard's second, keys and all, and not a byte more", async () => {
        const stream = await streamOf(1, strict.clients);
        assert.deepEqual(codes((await putMany(stream, 2, MEBIBYTE / 2)).Records), []);
        assert.deepEqual(codes((await putMany(stream, 1, 3)).Records), [EXCEEDED]);
        await strict.pass(1);
        const { Records } = await putMany(stream, 3, MEBIBYTE / 2 - 1);
        assert.deepEqual(codes(Records), [EXCEEDED]);
        assert.deepEqual(codes((await putMany(stream, 1, 2)).Records), []);
        assert.deepEqual(codes((await putMany(stream, 1, 2)).Records), [EXCEEDED]);
    });

    it("limits each shard by itself", async () => {
        const stream = await streamOf(4, strict.clients);
        let failed = 0;
        for (let call = 0; call < 6; call++) {
            failed += (await putMany(stream, 500)).FailedRecordCount ?? 0;
        }
        assert.equal(failed, 0); // 3,000 records, some 750 of each shard
    });

    it("answers 5 reads of a shard's second", async () => {
        const stream = await streamOf(1, strict.clients);
        const ShardIterator = await iteratorOf(stream);
        const read = () => kinesis.send(new GetRecordsCommand({ ShardIterator }));
        for (let call = 0; call < 5; call++) {
            await read();
        }
        await assert.rejects(read(), {
            name: EXCEEDED,
            message: /^Rate exceeded for shard shardId-0{12} in /,
        });
        await strict.pass(0.9);
        await assert.rejects(read(), { name: EXCEEDED });
        await strict.pass(0.1);
        await read();
    });

    it("gives at most 10 MiB in a read, and nothing for the 5 seconds after it", async () => {
        const stream = await streamOf(1, strict.clients);
        for (let second = 0; second < 11; second++) {
            assert.deepEqual(codes((await putMany(stream, 2, MEBIBYTE / 2)).Records), []);
            await strict.pass(1);
        }
        let ShardIterator = await iteratorOf(stream);
        const read = async () => {
            const page = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
            ShardIterator = page.NextShardIterator;
            return page.Records?.length;
        };
        assert.equal(await read(), 20);
        await strict.pass(4.9);
        await assert.rejects(read(), { name: EXCEEDED });
        await strict.pass(0.2);
        assert.equal(await read(), 2);
    });

    it("refuses what is above Firehose's quota, a record or a call at a time", async () => {
        await strict.clients.s3.send(new CreateBucketCommand({ Bucket: "quota" }));
        const role = await strict.trusted("quota", "firehose.amazonaws.com");
        await strict.pass(15.1); // longer than any change of IAM takes
        const DeliveryStreamName = "quota";
        const to = { RoleARN: role, BucketARN: "arn:aws:s3:::quota" };
        await firehose.send(
            new CreateDeliveryStreamCommand({ DeliveryStreamName, ExtendedS3DestinationConfiguration: to }),
        );
        const batch = (bytes: number[]) =>
            firehose.send(
                new PutRecordBatchCommand({
                    DeliveryStreamName,
                    Records: bytes.map((size) => ({ Data: Buffer.alloc(size) })),
                }),
            );
        const most = MEBIBYTE - 24 * 1024; // 1,000 KiB, the largest record
        assert.equal((await batch([most, most, most])).FailedPutCount, 0);
        await assert.rejects(batch([most, most, most, most, most]), { name: "InvalidArgumentException" });
        const refused = await batch([most, most, most]);
        assert.deepEqual(
            refused.RequestResponses?.map(({ ErrorCode, ErrorMessage }) => [ErrorCode, ErrorMessage]),
            [
                [undefined, undefined],
                [undefined, undefined],
                ["ServiceUnavailableException", "Slow down."],
            ],
        );
        assert.equal(refused.FailedPutCount, 1);
        await strict.pass(1);
        assert.equal((await batch([most])).FailedPutCount, 0);
    });

    it("counts what it refuses in CloudWatch", async () => {
        const { cloudwatch } = strict.clients;
        const { Metrics = [] } = await cloudwatch.send(new ListMetricsCommand({ Namespace: "AWS/Kinesis" }));
        const names = new Set(Metrics.map(({ MetricName }) => MetricName));
        assert.deepEqual([...names].sort(), [
            "ReadProvisionedThroughputExceeded",
            "WriteProvisionedThroughputExceeded",
        ]);
        const counted = await throttles({ emulator: { endpoint: strict.endpoint, seed: 1 }, region: REGION });
        assert.deepEqual(
            [...counted],
            [
                ["records into the stream", 1 + 2 + 200 + 1 + 1 + 1],
                ["reads of the stream", 2 + 1],
                ["records into Firehose", 1],
            ],
        );
    });

    it("fails some record by chance, whatever the limits", async () => {
        const stream = await streamOf(4, strict.clients);
        const failed: string[] = [];
        for (let call = 0; call < 60; call++) {
            failed.push(...codes((await putMany(stream, 500)).Records));
            await strict.pass(1);
        }
        assert.deepEqual([...new Set(failed)], ["InternalFailure"]);
        assert.ok(failed.length <= 40, `${failed.length} of 30,000`); // 15 on average
    });

    it("is what limits: without it nothing is refused, and nothing is delayed", async () => {
        const stream = await streamOf(1, lenient.clients);
        for (let call = 0; call < 5; call++) {
            assert.equal((await putMany(stream, 500, 10, lenient.clients.kinesis)).FailedRecordCount, 0);
        }
        assert.equal((await putMany(stream, 4, MEBIBYTE, lenient.clients.kinesis)).FailedRecordCount, 0);
        await put(stream, 1, lenient.clients);
        const role = await lenient.role("at-once", ANY_SOURCE, policyJson(LISTS));
        assert.match((await lenient.session(role)).accessKeyId, /^\w+$/);
    });
});
