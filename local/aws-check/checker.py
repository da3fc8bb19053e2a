"""Checks calls: each request against its operation's input, each answer against its output or its errors."""
from collections import Counter
from dataclasses import dataclass, field
from typing import Iterable, Iterator

import messages
from call import Call, NotRecordedWhole
from error_responses import validate_error
from second_reading import answer_again, request_again
from services import Operation, Services, Unrecognized
from validation import Deviation, validate

REQUEST, RESPONSE = "request", "response"


@dataclass(frozen=True)
class Place:
    """What deviations are grouped by."""

    operation: str
    side: str
    place: str
    kind: str


@dataclass
class Group:
    """Equal deviations: how many, what the model says, and the first one that was found."""

    rule: str
    found: str
    count: int = 0


@dataclass
class Findings:
    """What a check has found."""

    calls: Counter = field(default_factory=Counter)  # by operation
    groups: dict[Place, Group] = field(default_factory=dict)
    unanswered: int = 0
    probes: int = 0

    def add(self, operation: str, side: str, deviation: Deviation) -> None:
        place = Place(operation, side, deviation.place, deviation.kind)
        self.groups.setdefault(place, Group(deviation.rule, deviation.found)).count += 1


# Calls of each operation that are read a second time.
_READ_TWICE = 5
# What botocore can neither write nor read.
_UNREADABLE = {REQUEST: {"type", "missing member", "unknown member"}, RESPONSE: {"type", "missing member"}}


def _status(operation: Operation, call: Call) -> Iterator[Deviation]:
    expected = operation.model.http.get("responseCode", 200)
    partial = call.status == 206 and "range" in call.headers
    if call.status != expected and not partial:
        yield Deviation("status", "(status)", str(expected), str(call.status))


def request_deviations(operation: Operation, call: Call) -> Iterator[Deviation]:
    """The deviations of a call's request."""
    yield from validate(operation.model.input_shape, messages.read_request(operation, call))
    version = dict(call.form).get("Version") if operation.protocol in ("query", "ec2") else None
    if version is not None and version != operation.service.api_version:
        yield Deviation("enumeration", "Version", operation.service.api_version, version)


def response_deviations(operation: Operation, call: Call) -> Iterator[Deviation]:
    """The deviations of a call's answer."""
    if call.status >= 300:
        yield from validate_error(operation, call)
        return
    yield from _status(operation, call)
    yield from validate(operation.model.output_shape, messages.read_output(operation, call))


def _second_reading(operation: Operation, call: Call, side: str, services: Services) -> Iterator[Deviation]:
    """A mistake of this check itself: botocore reads a message otherwise."""
    again = None
    if side == REQUEST:
        again = request_again(operation, call, services.find)
    elif call.status < 300:
        again = answer_again(operation, call)
    if again is not None:
        yield Deviation("reading", "(message)", "the same as botocore reads", again[:400])


def _check(call: Call, services: Services, findings: Findings) -> None:
    try:
        operation = services.find(call)
    except Unrecognized as error:
        name = call.signing_name or "unsigned"
        findings.calls[f"{name}.(unknown)"] += 1
        findings.add(f"{name}.(unknown)", REQUEST, Deviation("operation", "(message)", "an operation", str(error)))
        return
    findings.calls[operation.name] += 1
    sides = [(REQUEST, request_deviations)]
    if call.status is None:
        findings.unanswered += 1
    else:
        sides.append((RESPONSE, response_deviations))
    for side, deviations in sides:
        try:
            found = list(deviations(operation, call))
            if findings.calls[operation.name] <= _READ_TWICE and not _UNREADABLE[side] & {d.kind for d in found}:
                found += _second_reading(operation, call, side, services)
        except NotRecordedWhole as error:
            found = [Deviation("recording", "(message)", "a whole body", str(error))]
        for deviation in found:
            findings.add(operation.name, side, deviation)


def check(calls: Iterable[Call], services: Services) -> Findings:
    """Checks calls."""
    findings = Findings()
    for call in calls:
        if call.is_probe:
            findings.probes += 1
        else:
            _check(call, services, findings)
    return findings
