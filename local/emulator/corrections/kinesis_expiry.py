"""The time of PutRecords and GetRecords does not depend on how much a stream holds.

AWS: Amazon Kinesis Data Streams Developer Guide, "Quotas and limits": calls and bytes of a shard are limited, the
number of its stored records is not. At each call the emulator copies all records of the stream, to leave out those
whose retention period is over. A shard's records are in the order of their arrival, so those come first.
"""
import time

from ministack.services import kinesis


def _expire_records(stream: dict) -> None:
    cutoff = time.time() - stream["RetentionPeriodHours"] * 3600
    for shard in stream["shards"].values():
        records = shard["records"]
        expired = 0
        while expired < len(records) and records[expired]["ApproximateArrivalTimestamp"] < cutoff:
            expired += 1
        if expired > 0:
            shard["records"] = records[expired:]


def apply() -> None:
    kinesis._expire_records = _expire_records
