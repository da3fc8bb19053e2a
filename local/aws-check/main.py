"""Checks recordings of calls (LOCAL_RECORD) against AWS's published service models: main.py [--tolerated FILE] RECORDING…"""
import argparse
import json
import os
import sys

from call import read_calls
from checker import check
from report import show
from services import Services
from tolerations import BadToleration, read_tolerations

TOLERATED = os.path.join(os.path.dirname(__file__), "tolerated.yaml")


def print_each(recordings: list[str]) -> None:
    """Prints one line of JSON for each call: its operation, and all of its deviations, tolerated ones as well."""
    services = Services()
    for call in read_calls(recordings):
        findings = check([call], services)
        deviations = [
            {"side": place.side, "kind": place.kind, "place": place.place, "rule": group.rule, "found": group.found}
            for place, group in findings.groups.items()
        ]
        print(json.dumps({"operation": next(iter(findings.calls), None), "deviations": deviations}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recordings", nargs="+")
    parser.add_argument("--tolerated", default=TOLERATED, help="tolerated answers (default: tolerated.yaml)")
    parser.add_argument("--part", action="store_true", help="some tolerations may be unused: it is not the whole scenario")
    parser.add_argument("--each", action="store_true", help="print one line of JSON for each call instead of the report")
    arguments = parser.parse_args()
    if arguments.each:
        print_each(arguments.recordings)
        return 0
    try:
        tolerations = read_tolerations(arguments.tolerated)
        findings = check(read_calls(arguments.recordings), Services())
    except (BadToleration, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 1 if show(findings, tolerations, arguments.part) > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
