"""Checks recordings of calls (LOCAL_RECORD) against AWS's published service models: main.py [--tolerated FILE] RECORDING…"""
import argparse
import json
import os
import sys

from call import BadRecording, read_calls
from checker import check
from report import show
from services import Services
from tolerations import BadToleration, Toleration, read_tolerations

TOLERATED = os.path.join(os.path.dirname(__file__), "tolerated.yaml")


def print_each(recordings: list[str], tolerations: list[Toleration]) -> None:
    """Prints one line of JSON for each call: its operation, and its deviations."""
    services = Services()
    for call in read_calls(recordings):
        findings = check([call], services)
        deviations = [
            {"side": place.side, "kind": place.kind, "place": place.place, "rule": group.rule, "found": group.found}
            for place, group in findings.groups.items()
            if not any(entry.covers(place) for entry in tolerations)
        ]
        print(json.dumps({"operation": next(iter(findings.calls), None), "deviations": deviations}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recordings", nargs="+")
    parser.add_argument("--tolerated", default=TOLERATED, help="tolerated answers (default: tolerated.yaml)")
    parser.add_argument("--part", action="store_true", help="some tolerations may be unused: it is not the whole scenario")
    parser.add_argument("--each", action="store_true", help="print one line of JSON for each call instead of the report")
    arguments = parser.parse_args()
    try:
        tolerations = read_tolerations(arguments.tolerated)
        if arguments.each:
            print_each(arguments.recordings, tolerations)
            return 0
        findings = check(read_calls(arguments.recordings), Services())
    except (BadRecording, BadToleration, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 1 if show(findings, tolerations, arguments.part) > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
