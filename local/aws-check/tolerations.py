"""Answers of the emulator that may deviate from the model, each for a reason: tolerated.yaml."""
import re
from dataclasses import dataclass

import yaml
from checker import RESPONSE, Place

_KEYS = {"operation", "place", "kind", "reason"}


class BadToleration(Exception):
    """An entry of the file that cannot be one."""


def _matches(pattern: str, text: str) -> bool:
    """Whether a text fits a pattern whose `*` stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None


@dataclass(frozen=True)
class Toleration:
    """A kind of deviation that an answer may have at a place. `*` in operation and place stands for anything."""

    operation: str
    place: str
    kind: str
    reason: str

    def covers(self, place: Place) -> bool:
        """Whether it holds for a place. Requests are never tolerated."""
        return (
            place.side == RESPONSE
            and place.kind == self.kind
            and _matches(self.operation, place.operation)
            and _matches(self.place, place.place)
        )


def _is_entry(entry) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == _KEYS
        and all(isinstance(value, str) and value.strip() for value in entry.values())
    )


def read_tolerations(file: str) -> list[Toleration]:
    """The entries of a file. @raises BadToleration where one has no reason, or anything else is wrong with it."""
    with open(file, encoding="utf-8") as text:
        entries = yaml.safe_load(text) or []
    for number, entry in enumerate(entries, 1):
        if not _is_entry(entry):
            raise BadToleration(f"{file}: entry {number} needs {', '.join(sorted(_KEYS))}, each a text")
    return [Toleration(**entry) for entry in entries]
