"""Compares a message with its shape: types, required and unknown members, enumerations, lengths, ranges and patterns.

Smithy: "Constraint traits". Lengths of strings count Unicode characters, of blobs bytes, of lists and maps their elements.
"""
from dataclasses import dataclass
from typing import Any, Iterator

import patterns
from tree import Opaque, Structure, Wrong

_SHOWN = 100


@dataclass
class Deviation:
    """One place of a message that is not as the model says."""

    kind: str
    place: str
    rule: str
    found: str


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"


def validate(shape, value: Any, place: str = "") -> Iterator[Deviation]:
    """The deviations of a value from its shape. @param place where it is in the message, such as `Tags[].Key`."""
    if isinstance(value, Wrong):
        yield Deviation("type", place or "(message)", value.why, _shown(value.found))
    elif shape is None:
        yield from _unknown(value, place)
    elif isinstance(value, Structure):
        yield from _structure(shape, value, place)
    elif shape.type_name == "list":
        yield from _size(shape, len(value), "elements", value, place)
        for element in value:
            yield from validate(shape.member, element, f"{place}[]")
    elif shape.type_name == "map":
        yield from _size(shape, len(value), "entries", value, place)
        for key, member in value.items():
            yield from validate(shape.key, key, f"{place}{{key}}")
            yield from validate(shape.value, member, f"{place}{{}}")
    else:
        yield from _scalar(shape, value, place)


def _unknown(value: Structure, place: str) -> Iterator[Deviation]:
    for name, found in value.unknown.items():
        yield Deviation("unknown member", f"{place}.{name}".strip("."), "no such member", _shown(found))


def _structure(shape, value: Structure, place: str) -> Iterator[Deviation]:
    for name in shape.required_members:
        if name not in value.members:
            yield Deviation("missing member", f"{place}.{name}".strip("."), "required", f"{sorted(value.members)}")
    yield from _unknown(value, place)
    if shape.metadata.get("union") and len(value.members) + len(value.unknown) != 1:
        yield Deviation("type", place, "exactly one member of the union", f"{sorted(value.members)}")
    for name, member in value.members.items():
        yield from validate(shape.members.get(name), member, f"{place}.{name}".strip("."))


def _size(shape, size: int, unit: str, value: Any, place: str) -> Iterator[Deviation]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield Deviation("too short", place, f"at least {least} {unit}", f"{size}: {_shown(value)}")
    if most is not None and size > most:
        yield Deviation("too long", place, f"at most {most} {unit}", f"{size}: {_shown(value)}")


def _scalar(shape, value: Any, place: str) -> Iterator[Deviation]:
    kind = shape.type_name
    if isinstance(value, Opaque):
        return
    if kind == "string" and isinstance(value, str):
        if shape.enum and value not in shape.enum:
            yield Deviation("enumeration", place, f"one of {', '.join(shape.enum)}"[:200], _shown(value))
        yield from _size(shape, len(value), "characters", value, place)
        pattern = shape.metadata.get("pattern")
        if pattern and not patterns.fits(pattern, value):
            yield Deviation("pattern", place, pattern, _shown(value))
    elif kind == "blob" and isinstance(value, bytes):
        yield from _size(shape, len(value), "bytes", value, place)
    elif kind in ("integer", "long", "float", "double"):
        yield from _range(shape, value, place)


def _range(shape, value: float, place: str) -> Iterator[Deviation]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if (least is not None and value < least) or (most is not None and value > most):
        bounds = f"from {least}" if most is None else f"to {most}" if least is None else f"from {least} to {most}"
        yield Deviation("range", place, bounds, _shown(value))
