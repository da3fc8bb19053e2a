"""A delivery stream takes no more than its quota.

AWS: Amazon Data Firehose Developer Guide, "Amazon Data Firehose quotas": with Direct PUT, PutRecord and PutRecordBatch together
take 500,000 records, 2,000 requests and 5 MiB per second in US East (N. Virginia), US West (Oregon) and Europe (Ireland), and
100,000 records, 1,000 requests and 1 MiB elsewhere; a call of PutRecordBatch has 500 records or 4 MiB at most. API Reference,
"PutRecordBatch": above the quota a call is refused with ServiceUnavailableException, and each record that failed within an
accepted call has an ErrorCode, ServiceUnavailableException or InternalFailure. Developer Guide, "Monitor with CloudWatch":
refused records are counted in ThrottledRecords; as with streams, here there are data points of refusals only.
"""
import base64
import json
import threading

from ministack.core.responses import error_response_json, get_region
from ministack.services import cloudwatch, firehose
from strict import chances, clock
from strict.windows import SlidingSecond

MEBIBYTE = 1024 * 1024
LARGE_REGIONS = ("us-east-1", "us-west-2", "eu-west-1")
LARGE = {"records": 500_000, "requests": 2_000, "size": 5 * MEBIBYTE}
SMALL = {"records": 100_000, "requests": 1_000, "size": MEBIBYTE}
BYTES_OF_CALL = 4 * MEBIBYTE
UNAVAILABLE, SLOW_DOWN = "ServiceUnavailableException", "Slow down."
# AWS gives no rate of its internal failures. On average one in this many records fails: few results are delivered, and some of
# them are to fail in each run.
RECORDS_OF_A_FAILURE = 25
FAILURE = {"ErrorCode": "InternalFailure", "ErrorMessage": "Internal Service Failure."}

_chances = chances("firehose")
_lock = threading.Lock()  # the emulator answers each call on a thread of its own
_quotas = {}  # the delivery stream's ARN and creation -> _Quota


class _Quota:
    def __init__(self) -> None:
        quota = LARGE if get_region() in LARGE_REGIONS else SMALL
        self.requests = SlidingSecond(quota["requests"])
        self.records = SlidingSecond(quota["records"], quota["size"])


def _quota(stream: dict) -> _Quota:
    return _quotas.setdefault((stream["arn"], stream["created_at"]), _Quota())


def _size(record: dict) -> int:
    return len(base64.b64decode(record.get("Data") or ""))


def _count(stream: dict, records: int) -> None:
    named = {"DeliveryStreamName": stream["name"]}
    cloudwatch.record_metric("AWS/Firehose", "ThrottledRecords", records, "Count", named)


def _refuse(stream: dict, records: int):
    _count(stream, records)
    return error_response_json(UNAVAILABLE, SLOW_DOWN, 503)


def _refusal(stream: dict, record: dict):
    """How a record of a batch fails; None where it is taken."""
    if _chances.random() * RECORDS_OF_A_FAILURE < 1:
        return FAILURE
    if _quota(stream).records.take(clock.now(), 1, _size(record)):
        return None
    _count(stream, 1)
    return {"ErrorCode": UNAVAILABLE, "ErrorMessage": SLOW_DOWN}


def _put_record(original):
    def call(data):
        stream = firehose._streams.get(data.get("DeliveryStreamName", ""))
        if stream:
            with _lock:
                now, quota = clock.now(), _quota(stream)
                size = _size(data.get("Record", {}))
                if not (quota.requests.take(now, 1) and quota.records.take(now, 1, size)):
                    return _refuse(stream, 1)
        return original(data)

    return call


def _put_record_batch(original):
    def call(data):
        stream, records = firehose._streams.get(data.get("DeliveryStreamName", "")), data.get("Records", [])
        if not stream or not 0 < len(records) <= 500:
            return original(data)
        if sum(map(_size, records)) > BYTES_OF_CALL:
            return firehose._invalid("Records size exceeds 4 MB limit")
        with _lock:
            if not _quota(stream).requests.take(clock.now(), 1):
                return _refuse(stream, len(records))
            refusals = [_refusal(stream, record) for record in records]
        return _answer(original, data, refusals)

    return call


def _answer(original, data: dict, refusals: list):
    """Delivers the records that were taken, and answers for all."""
    left = [record for record, refusal in zip(data["Records"], refusals) if refusal is None]
    answer = original({**data, "Records": left}) if left else None
    if answer and answer[0] != 200:
        return answer
    body = json.loads(answer[2]) if answer else {"Encrypted": False, "RequestResponses": [], "FailedPutCount": 0}
    taken = iter(body["RequestResponses"])
    failed = sum(refusal is not None for refusal in refusals)
    body["RequestResponses"] = [refusal or next(taken) for refusal in refusals]
    body["FailedPutCount"] += failed
    return firehose.json_response(body)


def apply() -> None:
    handlers = firehose._HANDLERS
    handlers["PutRecord"] = _put_record(handlers["PutRecord"])
    handlers["PutRecordBatch"] = _put_record_batch(handlers["PutRecordBatch"])
