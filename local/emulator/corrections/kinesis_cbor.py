"""Kinesis Data Streams speaks CBOR as well as JSON, with times in milliseconds.

AWS: the AWS SDK for Java 1, which Flink's connector uses, calls Kinesis in CBOR (application/x-amz-cbor-1.1, a binary form of
the same members) unless AWS_CBOR_DISABLE is set. Binary data are byte strings; times are epoch milliseconds with tag 1 (RFC
8949, "Standard Date/Time String" and "Epoch-Based Date/Time"). In JSON the same client writes milliseconds too, where AWS's
model has seconds, so a job that works in JSON here may fail there. The emulator needs a package for CBOR that it does not
install, returns times in seconds, does not find the stream that a CBOR request names, so that a least-privilege policy denies
it, and returns errors in JSON, which the client cannot read.

Requests are translated to JSON, and responses to CBOR, by botocore's model of the service.
"""
import base64
import hashlib
import io
import json
import struct

from botocore.loaders import create_loader
from botocore.model import ServiceModel
from botocore.parsers import RpcV2CBORParser
from ministack.services import kinesis

CBOR, JSON = "application/x-amz-cbor-1.1", "application/x-amz-json-1.1"
_TARGET_PREFIX = "Kinesis_20131202."
_model = ServiceModel(create_loader().load_service_model("kinesis", "service-2"), "kinesis")
_parser = RpcV2CBORParser(timestamp_parser=lambda millis: millis)


def _by_json(shape, value):
    """A value of JSON as CBOR has it."""
    kind = shape.type_name if shape is not None else None
    if isinstance(value, dict):
        if kind == "map":
            return {key: _by_json(shape.value, member) for key, member in value.items()}
        members = shape.members if kind == "structure" else {}
        return {name: _by_json(members.get(name), member) for name, member in value.items()}
    if isinstance(value, list):
        return [_by_json(shape.member if kind == "list" else None, element) for element in value]
    if kind == "blob" and isinstance(value, str):
        return base64.b64decode(value)
    return _Millis(round(value * 1000)) if kind == "timestamp" and value is not None else value


def _by_cbor(shape, value):
    """A value of CBOR as JSON has it."""
    kind = shape.type_name if shape is not None else None
    if isinstance(value, dict):
        members = shape.members if kind == "structure" else {}
        return {name: _by_cbor(members.get(name), member) for name, member in value.items()}
    if isinstance(value, list):
        return [_by_cbor(shape.member if kind == "list" else None, element) for element in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value / 1000 if kind == "timestamp" else value


class _Millis(int):
    """A time."""


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for size, form in enumerate(("B", "H", "I", "Q")):
        if number < 1 << (8 << size):
            return bytes([major << 5 | 24 + size]) + struct.pack(">" + form, number)
    raise ValueError(f"{number} has more than 64 bits")


def encoded(value) -> bytes:
    """A value in CBOR (RFC 8949)."""
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", False: b"\xf4", True: b"\xf5"}[value]
    if isinstance(value, int):
        whole = _head(0, value) if value >= 0 else _head(1, -1 - value)
        return b"\xc1" + whole if isinstance(value, _Millis) else whole
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        text = value.encode()
        return _head(3, len(text)) + text
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(encoded, value))
    return _head(5, len(value)) + b"".join(encoded(name) + encoded(member) for name, member in value.items())


def _operation(headers: dict[bytes, bytes]):
    """The operation of a request in CBOR; None for any other request."""
    target = headers.get(b"x-amz-target", b"").decode("latin-1")
    if headers.get(b"content-type", b"").decode("latin-1") != CBOR or not target.startswith(_TARGET_PREFIX):
        return None
    name = target[len(_TARGET_PREFIX) :]
    return _model.operation_model(name) if name in _model.operation_names else None


def _json_request(operation, body: bytes) -> bytes:
    parsed = _parser.parse_data_item(io.BufferedReader(io.BytesIO(body))) if body else {}
    return json.dumps(_by_cbor(operation.input_shape, parsed)).encode()


def _cbor_answer(operation, start: dict, body: bytes) -> tuple[dict, bytes]:
    shape = operation.output_shape if start["status"] < 300 else None
    translated = encoded(_by_json(shape, json.loads(body))) if body else b""
    kept = [pair for pair in start["headers"] if pair[0].lower() not in (b"content-type", b"content-length")]
    fresh = [(b"content-type", CBOR.encode()), (b"content-length", str(len(translated)).encode())]
    return {**start, "headers": kept + fresh}, translated


async def _whole(receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def translated(app):
    """The emulator's app, with requests to Kinesis in CBOR translated."""

    async def translating(scope, receive, send):
        operation = _operation(dict(scope["headers"])) if scope["type"] == "http" else None
        if operation is None:
            await app(scope, receive, send)
            return
        request = await _whole(receive)
        headers = list(scope["headers"])
        if b"x-amz-content-sha256" not in dict(headers):
            # The request is signed with the hash of its body in CBOR, which older SDKs give in no header.
            headers.append((b"x-amz-content-sha256", hashlib.sha256(request).hexdigest().encode()))
        messages = [{"type": "http.request", "body": _json_request(operation, request)}]
        start, body = {}, bytearray()

        async def receiving():
            return messages.pop() if messages else await receive()

        async def sending(message):
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                first, content = _cbor_answer(operation, start, bytes(body))
                await send(first)
                await send({"type": "http.response.body", "body": content})

        await app({**scope, "headers": headers}, receiving, sending)

    return translating


def apply() -> None:
    original = kinesis.handle_request

    async def handle_request(method, path, headers, body, query_params):
        # The body is JSON by now. The header stays until here, because the request is signed with it.
        if headers.get("content-type") == CBOR:
            headers = {**headers, "content-type": JSON}
        return await original(method, path, headers, body, query_params)

    kinesis.handle_request = handle_request
