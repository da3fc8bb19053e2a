"""The emulator with its corrections, for hypercorn: python -m hypercorn app:app -b 127.0.0.1:PORT"""
from corrections import kinesis_closed_shards
from ministack.app import app  # noqa: F401  (served by hypercorn)

kinesis_closed_shards.apply()
