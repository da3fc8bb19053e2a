"""A security group's rule for all protocols has no ports, whatever ports a request names.

AWS: Amazon EC2 API Reference, "IpPermission": with the protocol -1, traffic on all ports is allowed "regardless of any port range
you specify". Clients that know a rule by protocol and ports name 0 and 0 for it; the emulator takes that for another rule, so
that RevokeSecurityGroupEgress leaves a group's default rule, which allows everything, in place and reports success.
"""
from ministack.services import ec2

ALL_PROTOCOLS = "-1"


def apply() -> None:
    original = ec2._parse_ip_permissions

    def parse_ip_permissions(params, prefix):
        rules = original(params, prefix)
        for rule in rules:
            if rule["IpProtocol"] == ALL_PROTOCOLS:
                rule.pop("FromPort", None)
                rule.pop("ToPort", None)
        return rules

    ec2._parse_ip_permissions = parse_ip_permissions
