"""A request over loopback counts as one over TLS: aws:SecureTransport is true.

AWS: IAM User Guide, "AWS global condition context keys", aws:SecureTransport. AWS is reached over HTTPS, and bucket
policies refuse anything else. The local cloud speaks plain HTTP on loopback, where nobody listens in, so without this
every bucket with such a policy would refuse every request.
"""
import sys

import ministack.app  # noqa: F401  (its module is patched below)


def apply() -> None:
    module = sys.modules["ministack.app"]
    pin = module.pin_request_origin
    module.pin_request_origin = lambda source_ip, _secure: pin(source_ip, True)
