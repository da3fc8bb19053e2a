"""Scalar values on the wire: as text (Query, XML, headers, URLs), and in JSON.

Smithy: "Smithy specification", simple types and their serialization in each of the AWS protocols.
"""
import base64
import binascii
import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from tree import Wrong

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_LAST_SECOND = 253402300799  # of the year 9999; milliseconds written as seconds are beyond it
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_WIDTH_BITS = {"integer": 32, "long": 64}


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)


def _whole(kind: str, number: int) -> Any:
    width = _WIDTH_BITS[kind]
    if not -(2 ** (width - 1)) <= number < 2 ** (width - 1):
        return Wrong(str(number), f"{kind} of {width} bits")
    return number


def from_seconds(number: float) -> Any:
    """A moment by its seconds since 1970; Wrong for what are milliseconds in truth."""
    if abs(number) > _LAST_SECOND:
        return Wrong(str(number), "timestamp in seconds")
    return _EPOCH + timedelta(seconds=number)


def _blob(text: str) -> Any:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return Wrong(text, "blob in Base64")


def _timestamp(text: str, form: str) -> Any:
    try:
        if form == "unixtimestamp":
            return from_seconds(float(text))
        if form == "rfc822":
            moment = parsedate_to_datetime(text)
            return moment if moment.tzinfo and text.endswith("GMT") else Wrong(text, "HTTP date")
        found = _DATE_TIME.fullmatch(text)
        if found:
            whole = datetime.fromisoformat(text[:19]).replace(tzinfo=timezone.utc)
            return whole + timedelta(seconds=float(found.group(1) or 0))
    except (ValueError, TypeError):
        pass
    return Wrong(text, f"timestamp as {form}")


def timestamp_format(shape, default: str) -> str:
    """How a shape's timestamps are written: `iso8601`, `rfc822` or `unixtimestamp`."""
    return shape.serialization.get("timestampFormat", default).lower()


def from_text(shape, text: str, default_timestamp: str) -> Any:
    """A scalar that is written as text. @param default_timestamp the format in that place where the model names none."""
    kind = shape.type_name
    if kind in _WIDTH_BITS:
        whole = re.fullmatch(r"-?\d+", text)
        return _whole(kind, int(text)) if whole else Wrong(text, kind)
    if kind in ("float", "double"):
        try:
            return float(text)
        except ValueError:
            return Wrong(text, kind)
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, Wrong(text, kind))
    if kind == "timestamp":
        return _timestamp(text, timestamp_format(shape, default_timestamp))
    if kind == "blob":
        return _blob(text)
    if kind in ("string", "character"):
        return text
    return Wrong(text, kind)


def _number(kind: str, value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    return float(value) if value in ("NaN", "Infinity", "-Infinity") else Wrong(_shown(value), kind)


def _json_timestamp(shape, value: Any) -> Any:
    form = timestamp_format(shape, "unixtimestamp")
    if form == "unixtimestamp":
        number = _number("timestamp in seconds", value)
        return number if isinstance(number, Wrong) else from_seconds(number)
    return _timestamp(value, form) if isinstance(value, str) else Wrong(_shown(value), f"timestamp as {form}")


def from_json(shape, value: Any) -> Any:
    """A scalar of JSON, or of CBOR, whose bytes and timestamps have types of their own."""
    kind = shape.type_name
    if kind in _WIDTH_BITS:
        return _whole(kind, value) if type(value) is int else Wrong(_shown(value), kind)
    if kind in ("float", "double"):
        return _number(kind, value)
    if kind == "boolean":
        return value if isinstance(value, bool) else Wrong(_shown(value), kind)
    if kind == "timestamp":
        return value if isinstance(value, datetime) else _json_timestamp(shape, value)
    if kind == "blob":
        if isinstance(value, bytes):
            return value
        return _blob(value) if isinstance(value, str) else Wrong(_shown(value), kind)
    if kind in ("string", "character"):
        return value if isinstance(value, str) else Wrong(_shown(value), kind)
    return Wrong(_shown(value), kind)
