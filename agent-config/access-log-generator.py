#!/usr/bin/env python3
"""Writes lines in the Apache common log format to a file, as a busy web server would.

    access-log-generator.py --file FILE [--rate LINES_PER_SECOND] [--lines N] [--rotate-at BYTES]

Appends to FILE. At --rate lines a second (0: as fast as it can), for ever or until --lines lines are written.
When FILE has grown past --rotate-at, 10 MB, it is renamed to FILE.1 (one old file is kept) and a new one begun.
"""
import argparse
import os
import random
import sys
import time

ROTATE_AT = 10 * 1024 * 1024
PATHS = ["/", "/index.html", "/about", "/blog/2026/11/streams", "/images/logo.png", "/api/v1/items", "/favicon.ico"]
METHODS = ["GET"] * 18 + ["POST", "HEAD"]
# Roughly what a healthy public site answers.
STATUSES = [200] * 88 + [304] * 5 + [301] * 3 + [404] * 3 + [500]


def line() -> str:
    """One request, with today's time."""
    host = ".".join(str(random.randint(1, 254)) for _ in range(4))
    stamp = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime())
    status = random.choice(STATUSES)
    size = "-" if status == 304 else str(random.randint(120, 90_000))
    return f'{host} - - [{stamp}] "{random.choice(METHODS)} {random.choice(PATHS)} HTTP/1.1" {status} {size}\n'


def write(path: str, rate: float, lines: int, rotate_at: int) -> None:
    """Appends to path until lines are written (0: for ever), in steps of a tenth of a second."""
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    written, begun = 0, time.monotonic()
    while not lines or written < lines:
        due = int((time.monotonic() - begun) * rate) + 1 - written if rate else 1000
        due = min(due, lines - written) if lines else due
        if due > 0:
            with open(path, "a", encoding="ascii") as log:
                log.write("".join(line() for _ in range(due)))
            written += due
            if rotate_at and os.path.getsize(path) > rotate_at:
                os.replace(path, path + ".1")
        if rate and (not lines or written < lines):
            time.sleep(0.1)


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes Apache common log lines, as a busy web server would.")
    parser.add_argument("--file", required=True, help="the log, appended to")
    parser.add_argument("--rate", type=float, default=10, help="lines a second; 0: as fast as it can")
    parser.add_argument("--lines", type=int, default=0, help="stop after so many lines; 0: never")
    parser.add_argument("--rotate-at", type=int, default=ROTATE_AT, help="bytes; 0: never")
    args = parser.parse_args()
    if min(args.rate, args.lines, args.rotate_at) < 0:
        parser.error("--rate, --lines and --rotate-at must not be negative")
    try:
        write(args.file, args.rate, args.lines, args.rotate_at)
    except OSError as error:
        print(f"access-log-generator: {args.file}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
