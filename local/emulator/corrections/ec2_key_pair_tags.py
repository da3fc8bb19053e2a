"""A key pair has the tags that it was created or imported with, and answers them.

AWS: Amazon EC2 API Reference, "ImportKeyPair", "CreateKeyPair" and "KeyPairInfo": both take a TagSpecification for key-pair, and
their answers and DescribeKeyPairs have a tagSet. The emulator drops the tags of an imported key pair, and answers none.
"""
import re

from ministack.services import ec2

KEY_PAIR_ID = re.compile(r"<keyPairId>([^<]+)</keyPairId>")


def _with_tags(original):
    """An operation whose answer names key pairs."""

    def call(params):
        status, headers, body = original(params)
        text = body.decode() if isinstance(body, bytes) else body
        tagged = KEY_PAIR_ID.sub(lambda found: found.group(0) + ec2._tag_set_xml(found.group(1)), text)
        return status, headers, tagged.encode()

    return call


def _import(original):
    def call(params):
        answer = original(params)
        if answer[0] == 200:
            key_pair = ec2._key_pairs[ec2._p(params, "KeyName")]
            ec2._parse_tag_specs(params, "key-pair", key_pair["KeyPairId"])
        return answer

    return call


def apply() -> None:
    operations = ec2._ACTION_MAP
    operations["ImportKeyPair"] = _with_tags(_import(operations["ImportKeyPair"]))
    for name in ("CreateKeyPair", "DescribeKeyPairs"):
        operations[name] = _with_tags(operations[name])
