"""What strict mode adds to the emulator: the limits and delays of AWS that make a pipeline wait.

Active with LOCAL_STRICT=SEED at the emulator's start. What comes by chance on AWS (how long a change of IAM takes, which record
fails) is drawn from generators that the seed begins, so that a run can be repeated.
"""
import os
import random

SEED = int(os.environ["LOCAL_STRICT"]) if os.environ.get("LOCAL_STRICT") else None


def chances(name: str) -> random.Random:
    """The generator of one kind of chance: what one kind draws does not depend on the others."""
    return random.Random(f"{SEED} {name}")
