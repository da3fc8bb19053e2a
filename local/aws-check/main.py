"""Checks recordings of calls (LOCAL_RECORD) against AWS's published service models: main.py [--tolerated FILE] RECORDING…"""
import argparse
import os
import sys

from call import read_calls
from checker import check
from report import show
from tolerations import BadToleration, read_tolerations

TOLERATED = os.path.join(os.path.dirname(__file__), "tolerated.yaml")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recordings", nargs="+")
    parser.add_argument("--tolerated", default=TOLERATED, help="tolerated answers (default: tolerated.yaml)")
    arguments = parser.parse_args()
    try:
        tolerations = read_tolerations(arguments.tolerated)
        findings = check(read_calls(arguments.recordings))
    except (BadToleration, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 1 if show(findings, tolerations) > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
