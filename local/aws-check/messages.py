"""Reads a call's request and its successful response, in whatever protocol they are written."""
import json_reader
import http_reader
import xml_reader
from call import Call
from query_reader import Ec2Reader, QueryReader
from services import Operation
from tree import Structure, Wrong

_FORMS = {"query": QueryReader(), "ec2": Ec2Reader()}
_BODIES = {
    "json": json_reader.parse_json,
    "cbor": json_reader.parse_cbor_millis,
    "smithy-rpc-v2-cbor": json_reader.parse_cbor,
}
_REQUEST_IDS = frozenset({"ResponseMetadata", "requestId"})


def read_request(operation: Operation, call: Call) -> Structure | Wrong:
    """The operation's input."""
    shape = operation.model.input_shape
    if operation.protocol in _FORMS:
        return _FORMS[operation.protocol].read(shape, call.form)
    if operation.protocol in _BODIES:
        return _read_body(shape, parse_body(operation, call.body.content))
    return http_reader.read_request(operation, call)


def parse_body(operation: Operation, body: bytes):
    """The JSON or CBOR of a body, not yet read by any model."""
    return _BODIES.get(operation.protocol, json_reader.parse_json)(body)


def _read_body(shape, parsed) -> Structure | Wrong:
    if isinstance(parsed, dict) and shape is None:
        return Structure({}, {name: repr(value)[:80] for name, value in parsed.items()})
    return parsed if isinstance(parsed, Wrong) else json_reader.read_value(shape, parsed)


def read_output(operation: Operation, call: Call) -> Structure | Wrong:
    """The operation's output."""
    shape = operation.model.output_shape
    if operation.protocol in _FORMS:
        return _read_xml(operation, shape, call.response_body.content)
    if operation.protocol in _BODIES:
        return _read_body(shape, parse_body(operation, call.response_body.content))
    return http_reader.read_response(operation, shape, call)


def _read_xml(operation: Operation, shape, body: bytes) -> Structure | Wrong:
    """A response of the Query protocols: <OPERATIONResponse>, in AWS Query with the output in an element of its own."""
    root = xml_reader.parse_xml(body)
    if isinstance(root, Wrong):
        return root
    name = f"{operation.model.name}Response"
    if xml_reader.local_name(root) != name:
        return Wrong(f"<{xml_reader.local_name(root)}>", f"element <{name}>")
    wrapper = shape.serialization.get("resultWrapper") if shape is not None else None
    if not wrapper:
        return _read_root(shape, root)
    children = {xml_reader.local_name(child): child for child in root}
    unknown = {name: "element" for name in children if name not in _REQUEST_IDS | {wrapper}}
    if wrapper not in children:
        return Wrong(f"elements {', '.join(children) or 'none'}", f"element <{wrapper}>")
    read = xml_reader.read_structure(shape, children[wrapper])
    read.unknown.update(unknown)
    return read


def _read_root(shape, root) -> Structure:
    if shape is not None:
        return xml_reader.read_structure(shape, root, _REQUEST_IDS)
    names = [xml_reader.local_name(child) for child in root]
    return Structure({}, {name: "element" for name in names if name not in _REQUEST_IDS})
