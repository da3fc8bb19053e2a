import assert from "node:assert/strict";
import { Readable } from "node:stream";
import {
    DescribeStreamSummaryCommand,
    GetRecordsCommand,
    GetShardIteratorCommand,
    KinesisClient,
    ListShardsCommand,
} from "@aws-sdk/client-kinesis";
import { Cbor, decodeCbor, encodeCbor } from "./cbor";

const CBOR = "application/x-amz-cbor-1.1";
/** Operations that a reader of a stream calls. The input is not sent: its place is taken by what the caller gives. */
const COMMANDS = {
    DescribeStreamSummary: () => new DescribeStreamSummaryCommand({ StreamName: "s" }),
    GetRecords: () => new GetRecordsCommand({ ShardIterator: "s" }),
    GetShardIterator: () =>
        new GetShardIteratorCommand({ StreamName: "s", ShardId: "s", ShardIteratorType: "LATEST" }),
    ListShards: () => new ListShardsCommand({ StreamName: "s" }),
};

interface HttpMessage {
    headers: Record<string, string>;
    body: Buffer | Readable;
}

/**
 * Calls Kinesis in CBOR, as the AWS SDK for Java 1 does: a client of this SDK signs the request, whose body is CBOR instead, and
 * its answer is kept as it comes.
 */
export class CborClient {
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

    /** @returns the answer. @throws what the service refuses. */
    async call(operation: keyof typeof COMMANDS, input: Record<string, Cbor>): Promise<Record<string, Cbor>> {
        this.request = encodeCbor(input);
        await this.client.send(COMMANDS[operation]() as GetRecordsCommand);
        assert.equal(this.contentType, CBOR);
        return decodeCbor(this.answer) as Record<string, Cbor>;
    }
}
