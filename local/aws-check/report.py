"""Shows what a check has found: a table of services, the deviations, and what is tolerated."""
from collections import Counter

from checker import Findings, Group, Place
from tolerations import Toleration


def _times(count: int) -> str:
    return f"{count} {'time' if count == 1 else 'times'}"


def _line(place: Place, group: Group) -> str:
    return (
        f"  {place.side} of {place.operation}, {place.place}: {place.kind}, {_times(group.count)}\n"
        f"      model: {group.rule}\n      found: {group.found}"
    )


def _table(findings: Findings, deviating: list[Place]) -> str:
    calls, operations = Counter(), Counter()
    for operation, count in findings.calls.items():
        service = operation.split(".")[0]
        calls[service] += count
        operations[service] += 1
    found = Counter(place.operation.split(".")[0] for place in deviating)
    width = max([len("service"), *map(len, calls)])
    rows = [f"  {'service'.ljust(width)}   calls  operations  deviations"]
    for service in sorted(calls):
        rows.append(f"  {service.ljust(width)}  {calls[service]:6}  {operations[service]:10}  {found[service]:10}")
    return "\n".join(rows)


def _show_tolerated(findings: Findings, tolerations: list[Toleration]) -> list[Toleration]:
    """Prints what was tolerated and why. @returns the tolerations that were not needed."""
    needed = {entry: [place for place in findings.groups if entry.covers(place)] for entry in tolerations}
    used = [entry for entry in tolerations if needed[entry]]
    if used:
        print(f"\nTolerated responses of the emulator ({len(used)})")
    for entry in used:
        count = sum(findings.groups[place].count for place in needed[entry])
        print(f"  {entry.operation}, {entry.place}: {entry.kind}, {_times(count)}\n      {entry.reason.strip()}")
    return [entry for entry in tolerations if not needed[entry]]


def show(findings: Findings, tolerations: list[Toleration], part: bool) -> int:
    """Prints the report. Its last line has the totals.

    @param part whether the recording is a part of the scenario, so that a toleration need not occur.
    @returns the number of deviations that are not tolerated.
    """
    deviating = [place for place in findings.groups if not any(entry.covers(place) for entry in tolerations)]
    print(_table(findings, deviating))
    if findings.unanswered:
        print(f"\n  {findings.unanswered} calls were abandoned by their client before the response")
    unneeded = _show_tolerated(findings, tolerations)
    unused = [] if part else unneeded
    if deviating or unused:
        print("\nDeviations")
    for place in sorted(deviating, key=lambda place: (place.side, place.operation, place.place)):
        print(_line(place, findings.groups[place]))
    for entry in unused:
        print(f"  tolerated.yaml: {entry.operation}, {entry.place}: {entry.kind} did not occur; delete the entry")
    total = len(deviating) + len(unused)
    print(f"\n{sum(findings.calls.values())} calls, {len(findings.calls)} operations, {total} deviations")
    return total
