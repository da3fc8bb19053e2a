"""A sequence number of a Kinesis stream is a whole number of up to 129 digits, without zeros in front.

AWS: Amazon Kinesis Data Streams API Reference, data type "Record": SequenceNumber has the pattern 0|([1-9]\\d{0,128}), as have
the sequence numbers with which a request goes on. Those of the emulator begin with zeros, so that a reader that gives one back,
as every consumer does that starts again after the last record it has processed, sends what AWS would refuse.
"""
from ministack.services import kinesis

# AWS's have 56 digits and begin with 49. The emulator compares them as texts, so that all have to be of one length.
_FIRST, _REST = "49", 54


def apply() -> None:
    original = kinesis._next_sequence_number
    kinesis._next_sequence_number = lambda: _FIRST + original().rjust(_REST, "0")
