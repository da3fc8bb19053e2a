"""A stream answers the shard-level metrics that were enabled for it.

AWS: Amazon Kinesis Data Streams API Reference, "EnhancedMetrics", "EnableEnhancedMonitoring" and "DisableEnhancedMonitoring":
DescribeStream and DescribeStreamSummary answer the enabled ShardLevelMetrics, and ALL stands for every one of them. The emulator
keeps what was enabled, and answers an empty list.
"""
import json

from ministack.services import kinesis

EVERY = (
    "IncomingBytes",
    "IncomingRecords",
    "IteratorAgeMilliseconds",
    "OutgoingBytes",
    "OutgoingRecords",
    "ReadProvisionedThroughputExceeded",
    "WriteProvisionedThroughputExceeded",
)


def _describing(original, member: str):
    def call(data):
        answer = original(data)
        _, stream = kinesis._resolve_stream(data)
        if answer[0] != 200 or not stream:
            return answer
        body = json.loads(answer[2])
        enabled = sorted(stream.get("ShardLevelMetrics", []))
        body[member]["EnhancedMonitoring"] = [{"ShardLevelMetrics": enabled}]
        return answer[0], answer[1], json.dumps(body).encode()

    return call


def _changing(original):
    def call(data):
        named = data.get("ShardLevelMetrics", [])
        return original({**data, "ShardLevelMetrics": list(EVERY) if "ALL" in named else named})

    return call


def apply() -> None:
    kinesis._describe_stream = _describing(kinesis._describe_stream, "StreamDescription")
    kinesis._describe_stream_summary = _describing(kinesis._describe_stream_summary, "StreamDescriptionSummary")
    kinesis._enable_enhanced_monitoring = _changing(kinesis._enable_enhanced_monitoring)
    kinesis._disable_enhanced_monitoring = _changing(kinesis._disable_enhanced_monitoring)
