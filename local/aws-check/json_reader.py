"""Bodies of the AWS JSON, REST JSON and CBOR protocols.

Smithy: "AWS JSON 1.1 protocol", "AWS restJson1 protocol", "Smithy RPC v2 CBOR protocol". Kinesis has a form of CBOR of its own
(application/x-amz-cbor-1.1), whose times are milliseconds instead of seconds.
"""
import io
import json
from typing import Any, Callable

from botocore.parsers import RpcV2CBORParser
from scalars import from_json, from_seconds
from tree import Structure, Wrong


def parse_json(body: bytes) -> Any:
    """A JSON body; an empty one is an empty structure."""
    try:
        return json.loads(body) if body else {}
    except ValueError as error:
        return Wrong(body[:80].decode("utf-8", "replace"), f"JSON ({error})")


def parse_cbor(body: bytes) -> Any:
    """A CBOR body; an empty one is an empty structure."""
    return _parse_cbor(body, from_seconds)


def parse_cbor_millis(body: bytes) -> Any:
    """A CBOR body of Kinesis."""
    return _parse_cbor(body, lambda millis: from_seconds(millis / 1000))


def _parse_cbor(body: bytes, timestamps: Callable[[float], Any]) -> Any:
    parser = RpcV2CBORParser(timestamp_parser=timestamps)
    try:
        return parser.parse_data_item(io.BufferedReader(io.BytesIO(body))) if body else {}
    except Exception as error:  # botocore's parser raises what the broken bytes happen to cause
        return Wrong(body[:40].hex(), f"CBOR ({error})")


def _short(value: Any) -> str:
    return json.dumps(value, default=repr)[:80]


def read_structure(shape, value: dict, names: dict | None = None) -> Structure:
    """A structure. @param names its members by name on the wire, where they are not all of the shape's."""
    known = wire_names(shape) if names is None else names
    read = Structure()
    for name, member in value.items():
        if name in known:
            if member is not None:  # null is an absent member
                read.members[known[name]] = read_value(shape.members[known[name]], member)
        elif not (name == "__type" and shape.metadata.get("union")):
            read.unknown[name] = _short(member)
    return read


def wire_names(shape) -> dict[str, str]:
    """The names of a structure's members by their names on the wire."""
    return {member.serialization.get("name", name): name for name, member in shape.members.items()}


def read_value(shape, value: Any) -> Any:
    """A value of a JSON or CBOR body by its shape."""
    if isinstance(value, Wrong):
        return value
    kind = shape.type_name
    if kind == "structure":
        if shape.metadata.get("document"):
            return value
        return read_structure(shape, value) if isinstance(value, dict) else Wrong(_short(value), kind)
    if kind == "list":
        if not isinstance(value, list):
            return Wrong(_short(value), kind)
        return [read_value(shape.member, element) for element in value]
    if kind == "map":
        if not isinstance(value, dict):
            return Wrong(_short(value), kind)
        return {key: read_value(shape.value, member) for key, member in value.items()}
    return from_json(shape, value)
