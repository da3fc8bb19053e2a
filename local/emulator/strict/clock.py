"""The time by which limits and delays are counted: seconds that only grow. A test may hold it still and move it on."""
import json
import os
import time

PATH = "/_local/clock"

_held = None


def now() -> float:
    """Seconds since some moment."""
    return time.monotonic() if _held is None else _held


def handle(body: bytes) -> bytes:
    """With LOCAL_CLOCK=held, {"seconds": N} holds the clock, N seconds further than it was. Answers the time."""
    global _held
    if os.environ.get("LOCAL_CLOCK") == "held" and body:
        _held = now() + float(json.loads(body)["seconds"])
    return json.dumps({"seconds": now()}).encode()
