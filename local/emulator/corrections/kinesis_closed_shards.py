"""A shard that was split, merged or replaced by UpdateShardCount stays readable, closed, until its records expire.

AWS: Amazon Kinesis Data Streams Developer Guide, "Reshard a stream": the parent shards go from OPEN to CLOSED, their
records stay readable until they expire, GetRecords at a closed shard's end answers no NextShardIterator, and
DescribeStreamSummary counts open shards only. The emulator deletes the parents, and UpdateShardCount all shards,
with their unread records.
"""
import json

from ministack.services import kinesis

ENDED = "ending_sequence_number"


def open_shards(stream: dict) -> dict:
    """A stream's shards that take records."""
    return {shard_id: shard for shard_id, shard in stream["shards"].items() if ENDED not in shard}


def _close(stream: dict, parents: dict) -> None:
    for shard_id, shard in parents.items():
        shard[ENDED] = kinesis._next_sequence_number()
        stream["shards"][shard_id] = shard


def _keeping_parents(original, *parameters):
    """SplitShard and MergeShards, whose parents the named parameters give."""

    def call(data):
        _, stream = kinesis._resolve_stream(data)
        still_open = open_shards(stream) if stream else {}
        parents = {data[p]: still_open[data[p]] for p in parameters if data.get(p) in still_open}
        answer = original(data)
        if answer[0] == 200:
            _close(stream, parents)
        return answer

    return call


def _overlapping(parents: dict, child: dict) -> list:
    low, high = int(child["starting_hash_key"]), int(child["ending_hash_key"])
    return [
        shard_id
        for shard_id, shard in parents.items()
        if int(shard["starting_hash_key"]) <= high and low <= int(shard["ending_hash_key"])
    ]


def _update_shard_count(original):
    def call(data):
        _, stream = kinesis._resolve_stream(data)
        if not stream:
            return original(data)
        before, parents = dict(stream["shards"]), open_shards(stream)
        first = kinesis._max_shard_index(stream) + 1
        stream["shards"] = parents  # the answer's CurrentShardCount counts open shards
        answer = original(data)
        if answer[0] != 200:
            stream["shards"] = before
            return answer
        children = kinesis._build_shards(int(data["TargetShardCount"]), first)
        for child in children.values():
            over = _overlapping(parents, child) + [None, None]
            child["parent_shard_id"], child["adjacent_parent_shard_id"] = over[0], over[1]
        stream["shards"] = {**before, **children}
        _close(stream, parents)
        return answer

    return call


def _get_records(original):
    def call(data):
        state = kinesis._shard_iterators.get(data.get("ShardIterator"))
        answer = original(data)
        if answer[0] != 200 or not state:
            return answer
        body = json.loads(answer[2])
        shard = kinesis._streams[state["stream"]]["shards"][state["shard_id"]]
        position = kinesis._shard_iterators[body["NextShardIterator"]]["position"]
        if ENDED in shard and position >= len(shard["records"]):
            body["NextShardIterator"] = None
        return answer[0], answer[1], json.dumps(body).encode()

    return call


def _shard_out(original):
    def call(shard_id, shard):
        out = original(shard_id, shard)
        if ENDED in shard:
            out["SequenceNumberRange"]["EndingSequenceNumber"] = shard[ENDED]
        return out

    return call


def _describe_stream_summary(original):
    def call(data):
        answer = original(data)
        _, stream = kinesis._resolve_stream(data)
        if answer[0] != 200 or not stream:
            return answer
        body = json.loads(answer[2])
        body["StreamDescriptionSummary"]["OpenShardCount"] = len(open_shards(stream))
        return answer[0], answer[1], json.dumps(body).encode()

    return call


def apply() -> None:
    """Puts the corrections in place of the emulator's own functions, which it looks up at each request."""
    kinesis._split_shard = _keeping_parents(kinesis._split_shard, "ShardToSplit")
    kinesis._merge_shards = _keeping_parents(kinesis._merge_shards, "ShardToMerge", "AdjacentShardToMerge")
    kinesis._update_shard_count = _update_shard_count(kinesis._update_shard_count)
    kinesis._get_records = _get_records(kinesis._get_records)
    kinesis._shard_out = _shard_out(kinesis._shard_out)
    kinesis._describe_stream_summary = _describe_stream_summary(kinesis._describe_stream_summary)
    route = kinesis._route_to_shard
    kinesis._route_to_shard = lambda key, stream: route(key, {"shards": open_shards(stream)})
