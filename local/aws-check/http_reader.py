"""Requests and responses of the REST protocols: what is in the URI, in headers, in the status and in the body.

Smithy: "HTTP bindings", "AWS restJson1 protocol", "AWS restXml protocol".
"""
from typing import Any

import json_reader
import uri
import xml_reader
from call import Body, Call
from scalars import from_text
from services import Operation
from tree import Opaque, Structure, Wrong

# Headers that belong to signing, SDKs and the wire, and are not members of an operation; the last ones occur in responses.
_PROTOCOL_HEADERS = frozenset(
    "x-amz-date x-amz-content-sha256 x-amz-security-token x-amz-user-agent x-amz-te x-amz-trailer x-amzn-query-mode "
    "x-amz-decoded-content-length x-amz-target x-amz-request-id x-amz-id-2 x-amzn-requestid x-amzn-errortype "
    "x-amz-bucket-region".split()
)
_PROTOCOL_QUERY = ("x-id", "X-Amz-")


def _text_value(shape, text: str, timestamps: str) -> Any:
    if shape.type_name == "list":
        return [from_text(shape.member, part.strip(), timestamps) for part in text.split(",")]
    return from_text(shape, text, timestamps)


def _read_headers(read: Structure, shape, headers: dict[str, str], more: frozenset[str]) -> None:
    """Adds the members in headers. @param more names of headers that the operation has besides its members."""
    rest = {name for name in headers if name.startswith(("x-amz-", "x-amzn-"))} - _PROTOCOL_HEADERS - more
    for name, member in shape.members.items() if shape else ():
        location = member.serialization.get("location")
        header = member.serialization.get("name", name).lower()
        if location == "header" and header in headers:
            read.members[name] = _text_value(member, headers[header], "rfc822")
            rest.discard(header)
        if location == "headers":
            prefixed = {key for key in headers if key.startswith(header)}
            read.members[name] = {key[len(header) :]: headers[key] for key in prefixed}
            rest -= prefixed
    read.unknown.update({name: headers[name] for name in rest})


def _read_query(read: Structure, operation: Operation, call: Call) -> None:
    shape = operation.model.input_shape
    rest: dict[str, list[str]] = {}
    for name, value in call.query:
        if name not in uri.literals(operation.model) and not name.startswith(_PROTOCOL_QUERY):
            rest.setdefault(name, []).append(value)
    for name, member in shape.members.items() if shape else ():
        key = member.serialization.get("name", name)
        if member.serialization.get("location") != "querystring" or key not in rest:
            continue
        values = rest.pop(key)
        if member.type_name == "list":
            read.members[name] = [from_text(member.member, value, "iso8601") for value in values]
        elif len(values) > 1:
            read.members[name] = Wrong(",".join(values), f"{member.type_name}, given once")
        else:
            read.members[name] = from_text(member, values[0], "iso8601")
    read.unknown.update({name: ",".join(values) for name, values in rest.items()})


def _checksum_headers(operation: Operation, call: Call) -> frozenset[str]:
    """Headers of the flexible checksums that an operation may have without a member of its own (httpChecksum trait)."""
    if not operation.model.http_checksum and not operation.model.http_checksum_required:
        return frozenset()
    return frozenset(
        name for name in call.headers if name.startswith(("x-amz-checksum-", "x-amz-sdk-checksum-"))
    )


def _is_xml(operation: Operation) -> bool:
    return operation.protocol == "rest-xml"


def _structure_of_body(operation: Operation, shape, body: Body, root: str | None) -> Any:
    """A structure that is the body, or the part of a structure that is in the body."""
    if not _is_xml(operation):
        names = {
            wire: name
            for wire, name in json_reader.wire_names(shape).items()
            if "location" not in shape.members[name].serialization
        }
        parsed = json_reader.parse_json(body.content)
        if not isinstance(parsed, dict):
            return parsed if isinstance(parsed, Wrong) else Wrong(repr(parsed)[:80], "structure")
        return json_reader.read_structure(shape, parsed, names)
    if not body.content:
        return Structure()
    element = xml_reader.parse_xml(body.content)
    if isinstance(element, Wrong):
        return element
    if root and xml_reader.local_name(element) != root:
        return Wrong(f"<{xml_reader.local_name(element)}>", f"element <{root}>")
    return xml_reader.read_structure(shape, element)


def _read_body(read: Structure, operation: Operation, shape, body: Body) -> None:
    payload = shape.serialization.get("payload")
    if payload is None:
        rest = [member for member in shape.members.values() if "location" not in member.serialization]
        if not rest and not _is_xml(operation) and not body.length:
            return
        part = _structure_of_body(operation, shape, body, shape.serialization.get("name"))
        if isinstance(part, Wrong):
            read.members[""] = part
        else:
            read.members.update(part.members)
            read.unknown.update(part.unknown)
        return
    member = shape.members[payload]
    if member.type_name == "blob" or member.serialization.get("eventstream"):
        read.members[payload] = Opaque(body.length)
    elif member.type_name == "string":
        read.members[payload] = body.content.decode("utf-8", "replace")
    elif body.length:
        read.members[payload] = _structure_of_body(operation, member, body, member.serialization.get("name"))


def read_request(operation: Operation, call: Call) -> Structure:
    """The input of a REST operation."""
    shape = operation.model.input_shape
    read = Structure()
    found = uri.labels(operation.model, call)
    for name, member in shape.members.items() if shape else ():
        label = member.serialization.get("name", name)
        if member.serialization.get("location") == "uri" and label in found:
            read.members[name] = from_text(member, found[label], "iso8601")
    _read_query(read, operation, call)
    _read_headers(read, shape, call.headers, _checksum_headers(operation, call))
    if shape is not None:
        _read_body(read, operation, shape, call.body)
    elif call.body.length:
        read.unknown["body"] = f"{call.body.length} bytes"
    return read


def read_response(operation: Operation, shape, call: Call) -> Structure:
    """The output, or a modeled error, of a REST operation. @param shape its shape, None where the model has none."""
    read = Structure()
    _read_headers(read, shape, call.response_headers, frozenset())
    if shape is None:
        if call.response_body.length and not _is_empty_json(operation, call.response_body):
            read.unknown["body"] = call.response_body.content[:80].decode("utf-8", "replace")
        return read
    for name, member in shape.members.items():
        if member.serialization.get("location") == "statusCode":
            read.members[name] = call.status
    _read_body(read, operation, shape, call.response_body)
    return read


def _is_empty_json(operation: Operation, body: Body) -> bool:
    return not _is_xml(operation) and body.content.strip() == b"{}"
