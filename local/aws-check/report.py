"""Shows what a check has found: a table of services, the deviations, and what is tolerated."""
from collections import Counter

from checker import Findings, Group, Place
from tolerations import Toleration


def _times(group: Group) -> str:
    return f"{group.count} {'time' if group.count == 1 else 'times'}"


def _line(place: Place, group: Group) -> str:
    return (
        f"  {place.side} of {place.operation}, {place.place}: {place.kind}, {_times(group)}\n"
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


def show(findings: Findings, tolerations: list[Toleration]) -> int:
    """Prints the report. Its last line has the totals. @returns the number of deviations that are not tolerated."""
    tolerated = {toleration.where: toleration for toleration in tolerations}
    deviating = [place for place in findings.groups if place not in tolerated]
    unused = [toleration for place, toleration in tolerated.items() if place not in findings.groups]
    print(_table(findings, deviating))
    if findings.unanswered:
        print(f"\n  {findings.unanswered} calls were given up by their client before the answer")
    used = [place for place in tolerated if place in findings.groups]
    if used:
        print(f"\nTolerated answers of the emulator ({len(used)})")
    for place in used:
        print(f"  {place.operation}, {place.place}: {place.kind}, {_times(findings.groups[place])}")
        print(f"      {tolerated[place].reason}")
    if deviating or unused:
        print("\nDeviations")
    for place in sorted(deviating, key=lambda place: (place.side, place.operation, place.place)):
        print(_line(place, findings.groups[place]))
    for toleration in unused:
        print(f"  tolerated.yaml: {toleration.operation}, {toleration.place}: {toleration.kind} did not occur; delete it")
    total = len(deviating) + len(unused)
    print(f"\n{sum(findings.calls.values())} calls, {len(findings.calls)} operations, {total} deviations")
    return total
