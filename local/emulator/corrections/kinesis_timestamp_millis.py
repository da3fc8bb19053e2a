"""GetShardIterator takes a Timestamp in milliseconds, too.

AWS: Amazon Kinesis Data Streams API Reference, "GetShardIterator": Timestamp is a time. The AWS SDK for Java 1, which Flink's
connector uses, writes it as milliseconds in either of its forms, CBOR and JSON; the emulator takes all numbers for seconds, so
that every record is older than the time that was asked for.
"""
from ministack.services import kinesis

# The year 5138 in seconds, and 1973 in milliseconds: no stream has records of either.
MILLIS_FROM = 1e11


def apply() -> None:
    original = kinesis._start_position

    def start_position(records, it_type, seq, at_ts):
        if at_ts is not None and float(at_ts) >= MILLIS_FROM:
            at_ts = float(at_ts) / 1000
        return original(records, it_type, seq, at_ts)

    kinesis._start_position = start_position
