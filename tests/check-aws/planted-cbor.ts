import { Row, long } from "./planted-row";
import { cborRequest, cborResponse } from "./recording";

const SHARDS = "kinesis.ListShards";
const ITERATOR = "kinesis.GetShardIterator";
const STREAM = "kinesis.DescribeStreamSummary";
const SUMMARY = "StreamDescriptionSummary";

export const CBOR_REQUESTS: readonly Row[] = [
    ["type", SHARDS, "MaxResults", cborRequest("MaxResults", "10")],
    // Seconds, which Kinesis would take for milliseconds, have no tag.
    ["type", ITERATOR, "Timestamp", cborRequest("Timestamp", "2026-11-25T00:00:00Z")],
    ["missing member", ITERATOR, "ShardId", cborRequest("ShardId", undefined)],
    ["unknown member", SHARDS, "Limit", cborRequest("Limit", 10)],
    ["enumeration", ITERATOR, "ShardIteratorType", cborRequest("ShardIteratorType", "FIRST")],
    ["too long", SHARDS, "StreamName", cborRequest("StreamName", long(129))],
    ["too short", SHARDS, "StreamName", cborRequest("StreamName", "")],
    ["range", SHARDS, "MaxResults", cborRequest("MaxResults", 10_001)],
    ["pattern", SHARDS, "StreamName", cborRequest("StreamName", "a b")],
];

export const CBOR_RESPONSES: readonly Row[] = [
    ["type", STREAM, `${SUMMARY}.OpenShardCount`, cborResponse(`${SUMMARY}.OpenShardCount`, "1")],
    ["missing member", STREAM, `${SUMMARY}.StreamARN`, cborResponse(`${SUMMARY}.StreamARN`, undefined)],
    ["unknown member", STREAM, `${SUMMARY}.Name`, cborResponse(`${SUMMARY}.Name`, "planted")],
    ["enumeration", STREAM, `${SUMMARY}.StreamStatus`, cborResponse(`${SUMMARY}.StreamStatus`, "READY")],
    ["too long", STREAM, `${SUMMARY}.StreamName`, cborResponse(`${SUMMARY}.StreamName`, long(129))],
    ["too short", STREAM, `${SUMMARY}.StreamName`, cborResponse(`${SUMMARY}.StreamName`, "")],
    ["range", STREAM, `${SUMMARY}.OpenShardCount`, cborResponse(`${SUMMARY}.OpenShardCount`, -1)],
    ["pattern", STREAM, `${SUMMARY}.StreamARN`, cborResponse(`${SUMMARY}.StreamARN`, "planted")],
];
