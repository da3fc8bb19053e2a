"""Compares an error response with the model: its code, its HTTP status and its body.

A code is one of the operation's modeled errors, or one of errors.yaml, which lists what only the documentation names.
"""
import os
from functools import lru_cache
from typing import Iterator

import json_reader
import messages
import xml_reader
import yaml
from call import Call
from services import Operation
from tree import Wrong
from validation import Deviation, validate

_XML_ERROR = frozenset({"Type", "Code", "Message", "Detail", "RequestId", "HostId", "Resource"})
_JSON_ERROR = frozenset({"__type", "message", "Message"})


@lru_cache(maxsize=None)
def _documented() -> dict[str, dict[str, int]]:
    with open(os.path.join(os.path.dirname(__file__), "errors.yaml"), encoding="utf-8") as text:
        return yaml.safe_load(text)


def _shape(operation: Operation, code: str):
    """The operation's modeled error of a code, if any."""
    for shape in operation.model.error_shapes:
        if code in (shape.error_code, shape.name):
            return shape
    return None


def _json_codes(call: Call, body: dict) -> list[str]:
    """The code in the body and the one in the header: some SDKs read the first, some the second."""
    given = [body.get("__type"), call.response_headers.get("x-amzn-errortype")]
    codes = [str(code).split(":")[0].rsplit("#", 1)[-1] for code in given if code is not None]
    return list(dict.fromkeys(codes)) or [""]


def _error_element(protocol: str, root):
    """The element of the error: in AWS Query <ErrorResponse><Error>, in EC2 <Response><Errors><Error>, in S3 the root."""
    path = {"query": ("ErrorResponse", "Error"), "ec2": ("Response", "Errors", "Error"), "rest-xml": ("Error",)}
    first, *rest = path[protocol]
    element = root if xml_reader.local_name(root) == first else None
    for name in rest:
        element = next((c for c in element or () if xml_reader.local_name(c) == name), None)
    return element


def _xml(operation: Operation, call: Call) -> Iterator[Deviation]:
    root = xml_reader.parse_xml(call.response_body.content)
    if isinstance(root, Wrong):
        yield Deviation("type", "(error)", root.why, root.found)
        return
    element = _error_element(operation.protocol, root)
    if element is None:
        yield Deviation("type", "(error)", f"an error of {operation.protocol}", xml_reader.local_name(root))
        return
    parts = {xml_reader.local_name(child): (child.text or "") for child in element}
    for name in ("Code", "Message"):
        if name not in parts:
            yield Deviation("missing member", f"(error).{name}", "required", f"{sorted(parts)}")
    shape = _shape(operation, parts.get("Code", ""))
    yield from _code(operation, parts.get("Code", ""), call.status)
    if operation.protocol != "rest-xml":  # S3 names what the error is about in elements of its own
        known = _XML_ERROR | set(shape.members if shape else ())
        for name in parts.keys() - known:
            yield Deviation("unknown member", f"(error).{name}", "no such member", parts[name])


def _json(operation: Operation, call: Call) -> Iterator[Deviation]:
    body = messages.parse_body(operation, call.response_body.content)
    if not isinstance(body, dict):
        yield Deviation("type", "(error)", "structure", repr(body)[:80])
        return
    codes = _json_codes(call, body)
    for code in codes:
        yield from _code(operation, code, call.status)
    shape = _shape(operation, codes[-1])
    if shape is None:
        for name in body.keys() - _JSON_ERROR:
            yield Deviation("unknown member", f"(error).{name}", "no such member", repr(body[name])[:80])
        return
    # Services write the message in either case, and SDKs read both.
    message = next((name for name in shape.members if name.lower() == "message"), "message")
    members = {
        message if name.lower() == "message" else name: value for name, value in body.items() if name != "__type"
    }
    read = json_reader.read_structure(shape, members)
    if message not in shape.members:
        read.unknown.pop(message, None)
    yield from validate(shape, read, "(error)")


def _code(operation: Operation, code: str, status: int) -> Iterator[Deviation]:
    shape = _shape(operation, code)
    service = operation.service.service_name
    documented = {**_documented()["common"], **_documented().get(service, {})}
    if shape is None and code not in documented:
        names = [error.name for error in operation.model.error_shapes]
        yield Deviation("error code", "(error)", f"one of {', '.join(names)} or a common error"[:200], code)
        return
    expected = _status(shape) if shape is not None else documented[code]
    if expected is not None and status != expected:
        yield Deviation("status", f"(error) {code}", str(expected), str(status))


def _status(shape) -> int | None:
    """The HTTP status of a modeled error; None where the model does not say it."""
    return shape.metadata.get("error", {}).get("httpStatusCode")


def validate_error(operation: Operation, call: Call) -> Iterator[Deviation]:
    """The deviations of an error response."""
    if call.method == "HEAD":
        return  # it has no body, and so no code
    elif operation.protocol in ("query", "ec2", "rest-xml"):
        yield from _xml(operation, call)
    else:
        yield from _json(operation, call)
