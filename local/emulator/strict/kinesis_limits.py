"""A shard takes and gives no more than its throughput.

AWS: Amazon Kinesis Data Streams Developer Guide, "Quotas and limits": a shard takes 1 MB (read as MiB: a record may be as large)
or 1,000 records per second, and gives 2 MB per second in 5 calls; a call of GetRecords gives 10 MB at most. API Reference,
"PutRecords": each refused record has an ErrorCode, ProvisionedThroughputExceededException or InternalFailure, and the others are
taken; partition keys count. "GetRecords": after a call that gave 10 MB, calls within the next 5 seconds are refused; so what was
given above 2 MB is paid for by waiting. Developer Guide, "Monitor the Amazon Kinesis Data Streams service with Amazon CloudWatch":
what was refused is counted in WriteProvisionedThroughputExceeded (records) and ReadProvisionedThroughputExceeded (calls), for the
stream and, with enhanced monitoring, for the shard. AWS publishes zeros too; here there are data points of refusals only.
A stream in on-demand mode has no limit by its shards, and is not limited here.
"""
import base64
import json
from collections import Counter

from ministack.core.responses import error_response_json, get_account_id
from ministack.services import cloudwatch, kinesis
from strict import chances, clock
from strict.windows import SlidingSecond

MEBIBYTE = 1024 * 1024
RECORDS_IN = 1_000
BYTES_IN = MEBIBYTE
CALLS_OUT = 5
BYTES_OUT = 2 * MEBIBYTE
BYTES_OF_CALL = 10 * MEBIBYTE
# What the emulator refuses as a whole, before any shard is asked.
RECORDS_OF_CALL, BYTES_IN_CALL, BYTES_OF_RECORD, BYTES_OF_KEY = 500, 5 * MEBIBYTE, MEBIBYTE, 256
LIMIT = "limit"  # where a shard keeps its own
EXCEEDED = "ProvisionedThroughputExceededException"
WRITE, READ = "WriteProvisionedThroughputExceeded", "ReadProvisionedThroughputExceeded"
# AWS gives no rate of its internal failures. On average one in this many records fails: seen in each larger run, and rare.
RECORDS_OF_A_FAILURE = 2_000
FAILURE = {"ErrorCode": "InternalFailure", "ErrorMessage": "Internal Service Failure."}

_chances = chances("kinesis")


class _Throughput:
    """What one shard takes and gives."""

    def __init__(self) -> None:
        self.taken = SlidingSecond(RECORDS_IN, BYTES_IN)
        self.calls = SlidingSecond(CALLS_OUT)
        self.read_at = 0.0
        self.readable = BYTES_OUT

    def may_read(self, now: float) -> bool:
        self.readable = min(BYTES_OUT, self.readable + (now - self.read_at) * BYTES_OUT)
        self.read_at = now
        return self.readable > 0 and self.calls.take(now, 1)

    def gave(self, size: int) -> None:
        """A call that gave more than a second's share is paid for in full: 10 MB by 5 seconds."""
        self.readable = -size if size > BYTES_OUT else self.readable - size


def _throughput(shard: dict) -> _Throughput:
    return shard.setdefault(LIMIT, _Throughput())


def _limited(stream: dict) -> bool:
    return stream.get("StreamModeDetails", {}).get("StreamMode", "PROVISIONED") == "PROVISIONED"


def _message(stream: dict, shard_id: str) -> str:
    return f"Rate exceeded for shard {shard_id} in stream {stream['StreamName']} under account {get_account_id()}."


def _count(metric: str, stream: dict, shard_id: str, refused: int = 1) -> None:
    named = {"StreamName": stream["StreamName"]}
    cloudwatch.record_metric("AWS/Kinesis", metric, refused, "Count", named)
    if metric in stream.get("ShardLevelMetrics", []):
        cloudwatch.record_metric("AWS/Kinesis", metric, refused, "Count", {**named, "ShardId": shard_id})


def _size(record: dict) -> int:
    """Bytes of a record that count: its data and its partition key."""
    return len(base64.b64decode(record.get("Data") or "")) + len(record.get("PartitionKey", "").encode())


def _shard_of(stream: dict, record: dict) -> str:
    explicit = record.get("ExplicitHashKey")
    key = int(explicit) if explicit else kinesis._partition_key_to_hash(record.get("PartitionKey", ""))
    return kinesis._route_to_shard(key, stream)


def _refusal(stream: dict, shard_id: str, record: dict):
    """How a record is refused; None where its shard takes it."""
    if _throughput(stream["shards"][shard_id]).taken.take(clock.now(), 1, _size(record)):
        return None
    return {"ErrorCode": EXCEEDED, "ErrorMessage": _message(stream, shard_id)}


def _put_record(original):
    def call(data):
        _, stream = kinesis._resolve_stream(data)
        if not stream or not _limited(stream):
            return original(data)
        shard_id = _shard_of(stream, data)
        refusal = _refusal(stream, shard_id, data)
        if refusal:
            _count(WRITE, stream, shard_id)
            return error_response_json(EXCEEDED, refusal["ErrorMessage"], 400)
        return original(data)

    return call


def _refusals(stream: dict, records: list) -> list:
    """How each record of a call is refused, or fails by chance; None for one that is taken."""
    refusals, refused = [], Counter()
    for record in records:
        shard_id = _shard_of(stream, record)
        unlucky = _chances.random() * RECORDS_OF_A_FAILURE < 1
        refusal = FAILURE if unlucky else _refusal(stream, shard_id, record)
        refused[shard_id] += refusal is not None and refusal is not FAILURE
        refusals.append(refusal)
    for shard_id, count in refused.items():
        if count > 0:
            _count(WRITE, stream, shard_id, count)
    return refusals


def _merged(refusals: list, body: dict) -> dict:
    """The answer for all records of a call, from that for the ones that were taken."""
    taken = iter(body["Records"])
    records = [refusal or next(taken) for refusal in refusals]
    failed = sum(refusal is not None for refusal in refusals)
    return {**body, "Records": records, "FailedRecordCount": failed}


def _well_formed(records: list) -> bool:
    sizes = [_size(record) for record in records]
    return (
        len(records) <= RECORDS_OF_CALL
        and sum(sizes) <= BYTES_IN_CALL
        and all(len(record.get("PartitionKey", "")) <= BYTES_OF_KEY for record in records)
        and all(size - len(r.get("PartitionKey", "").encode()) <= BYTES_OF_RECORD for size, r in zip(sizes, records))
    )


def _put_records(original):
    def call(data):
        _, stream = kinesis._resolve_stream(data)
        records = data.get("Records", [])
        if not stream or not _limited(stream) or not _well_formed(records):
            return original(data)
        refusals = _refusals(stream, records)
        left = [record for record, refusal in zip(records, refusals) if refusal is None]
        status, headers, body = original({**data, "Records": left})
        if status != 200:
            return status, headers, body
        return status, headers, json.dumps(_merged(refusals, json.loads(body))).encode()

    return call


def _fitting(records: list, most: int) -> int:
    """How many of the first records are together no larger than a number of bytes; one at least."""
    total = 0
    for count, record in enumerate(records):
        total += _size(record)
        if total > most and count > 0:
            return count
    return len(records)


def _readable(state: dict):
    stream = kinesis._streams.get(state["stream"])
    shard = stream["shards"].get(state["shard_id"]) if stream else None
    return (stream, shard) if shard is not None and _limited(stream) else (None, None)


def _get_records(original):
    def call(data):
        state = kinesis._shard_iterators.get(data.get("ShardIterator"))
        stream, shard = _readable(state) if state else (None, None)
        if stream is None:
            return original(data)
        throughput = _throughput(shard)
        if not throughput.may_read(clock.now()):
            _count(READ, stream, state["shard_id"])
            return error_response_json(EXCEEDED, _message(stream, state["shard_id"]), 400)
        most = min(data.get("Limit", 10_000), 10_000)
        page = shard["records"][state["position"] : state["position"] + most]
        fitting = _fitting(page, BYTES_OF_CALL)
        throughput.gave(sum(_size(record) for record in page[:fitting]))
        return original({**data, "Limit": max(1, fitting)})

    return call


def apply() -> None:
    kinesis._put_record = _put_record(kinesis._put_record)
    kinesis._put_records = _put_records(kinesis._put_records)
    kinesis._get_records = _get_records(kinesis._get_records)
