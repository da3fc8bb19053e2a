"""GetRecords is authorized on the stream that its shard iterator belongs to.

AWS: Service Authorization Reference, "Actions, resources, and condition keys for Amazon Kinesis Data Streams": the
resource of kinesis:GetRecords is the stream. A client may name it, and older ones give the shard iterator only. The
emulator then takes the resource to be `*`, which a least-privilege policy does not allow.
"""
import json

from ministack.core import iam_actions
from ministack.services import kinesis


def _stream_of_iterator(headers: dict, body: bytes):
    if not headers.get("x-amz-target", "").endswith(".GetRecords"):
        return None
    try:
        iterator = json.loads(body).get("ShardIterator")
    except (ValueError, AttributeError):
        return None
    return kinesis._shard_iterators.get(iterator, {}).get("stream_arn")


def apply() -> None:
    original = iam_actions.extract_resource_arn

    def extract_resource_arn(service, method, path, headers, body, *more, **named):
        found = _stream_of_iterator(headers, body) if service == "kinesis" else None
        return found or original(service, method, path, headers, body, *more, **named)

    iam_actions.extract_resource_arn = extract_resource_arn
