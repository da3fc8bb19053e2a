"""Reads a call a second time, with botocore's own code, so that a bug in the readers here cannot hide a deviation.

What was read of a request is serialized by botocore and read again; both readings must agree. A response is also parsed by
botocore, which drops what the model does not know; the rest must agree.
"""
import base64
from datetime import datetime
from typing import Any, Callable

import messages
from botocore.awsrequest import HeadersDict, create_request_object, prepare_request_dict
from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from call import Call
from services import Operation
from tree import Opaque, plain

# botocore does not have Kinesis' own form of CBOR.
_NOT_IN_BOTOCORE = frozenset({"cbor"})
# Parsers and serializers differ in the last digits of a number of seconds.
_SAME_SECONDS = 0.001


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Opaque) or isinstance(other, Opaque):
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, datetime) and isinstance(other, datetime):
        return abs((one - other).total_seconds()) <= _SAME_SECONDS
    return one == other


def _writable(value: Any) -> Any:
    """A value that serializers take."""
    if isinstance(value, Opaque):
        return b""
    if isinstance(value, dict):
        return {key: _writable(member) for key, member in value.items()}
    return [_writable(element) for element in value] if isinstance(value, list) else value


def _written(operation: Operation, parameters: dict, original: Call) -> Call:
    """The request as botocore writes it, signed for the same service."""
    serializer = create_serializer(operation.protocol, include_validation=False)
    written = serializer.serialize_to_request(parameters, operation.model)
    prepare_request_dict(written, "http://127.0.0.1")
    request = create_request_object(written).prepare()
    path, _, query = request.url.removeprefix("http://127.0.0.1").partition("?")
    body = request.body or b""
    body = body if isinstance(body, bytes) else body.encode()
    named = [f"x-id={value}" for name, value in original.query if name == "x-id"]  # botocore leaves it out
    return Call(
        {
            "method": request.method,
            "path": path,
            "query": "&".join([query, *named]),
            "headers": [
                ["authorization", original.headers.get("authorization", "")],
                *([name.lower(), _text(value)] for name, value in request.headers.items()),
            ],
            "body": {"base64": base64.b64encode(body).decode()},
            "status": None,
            "responseHeaders": [],
            "responseBody": {"base64": ""},
        }
    )


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def request_again(operation: Operation, call: Call, find: Callable[[Call], Operation]) -> str | None:
    """How a request is read that botocore has written again, where that differs.

    @param call one whose types and members are those of the model.
    @param find finds the operation of a call.
    """
    if operation.protocol in _NOT_IN_BOTOCORE:
        return None
    first = plain(messages.read_request(operation, call))
    again = _written(operation, _writable(first), call)
    found = find(again)
    if found.name != operation.name:
        return found.name
    second = plain(messages.read_request(operation, again))
    return None if _same(first, second) else repr(second)


def answer_again(operation: Operation, call: Call) -> str | None:
    """How botocore reads an answer, where that differs. @param call one whose answer's types are those of the model."""
    shape = operation.model.output_shape
    if operation.protocol in _NOT_IN_BOTOCORE or shape is None:
        return None
    first = plain(messages.read_output(operation, call))
    if any(isinstance(value, Opaque) for value in first.values()):
        return None
    response = {
        "status_code": call.status,
        "headers": HeadersDict(call.response_headers),
        "body": call.response_body.content,
    }
    second = create_parser(operation.protocol).parse(response, shape)
    second.pop("ResponseMetadata", None)
    return None if _same(first, second) else repr(second)
