"""Answers of the emulator that may deviate from the model, each for a reason: tolerated.yaml."""
from dataclasses import dataclass

import yaml
from checker import RESPONSE, Place

_KEYS = {"operation", "place", "kind", "reason"}


class BadToleration(Exception):
    """An entry of the file that cannot be one."""


@dataclass(frozen=True)
class Toleration:
    """One place of answers that may deviate."""

    operation: str
    place: str
    kind: str
    reason: str

    @property
    def where(self) -> Place:
        """The only place that it holds for; requests are never tolerated."""
        return Place(self.operation, RESPONSE, self.place, self.kind)


def read_tolerations(file: str) -> list[Toleration]:
    """The entries of a file. @raises BadToleration where one has no reason, or anything else is wrong with it."""
    with open(file, encoding="utf-8") as text:
        entries = yaml.safe_load(text) or []
    tolerations = []
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or set(entry) != _KEYS or not all(
            isinstance(value, str) and value.strip() for value in entry.values()
        ):
            raise BadToleration(f"{file}: entry {number} needs {', '.join(sorted(_KEYS))}, each a text")
        tolerations.append(Toleration(**entry))
    places = [toleration.where for toleration in tolerations]
    for place in places:
        if places.count(place) > 1:
            raise BadToleration(f"{file}: {place.operation} {place.place} ({place.kind}) occurs twice")
    return tolerations
