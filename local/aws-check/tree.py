"""What a message holds, read by its model and nothing left out: the form in which every protocol is validated.

Strings, numbers, booleans, bytes, aware datetimes, lists and dictionaries (maps) stand for themselves.
"""
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Structure:
    """A structure's members by their names in the model, and what the model has no member for by its name on the wire."""

    members: dict[str, Any] = field(default_factory=dict)
    unknown: dict[str, Any] = field(default_factory=dict)


@dataclass
class Wrong:
    """Something that cannot be a value of its type."""

    found: str
    why: str


@dataclass
class Opaque:
    """The bytes of a streaming body, of which only the number is of interest."""

    length: int


def plain(value: Any) -> Any:
    """The value as botocore gives and takes it: structures are dictionaries, and the unknown is left out."""
    if isinstance(value, Structure):
        return {name: plain(member) for name, member in value.members.items()}
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(element) for element in value]
    return value
