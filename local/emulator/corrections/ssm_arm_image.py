"""The public parameter of Amazon Linux 2023 for arm64, which the emulator lacks: it has the one for x86_64 alone.

AWS: AWS Systems Manager User Guide, "Calling AMI public parameters": al2023-ami-kernel-default-arm64. The image it names here is the
emulator's one of Amazon Linux 2023: an instance of the local cloud runs on this machine, whatever its architecture.
"""
from ministack.services import ssm

_X86 = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"


def apply() -> None:
    ssm._PUBLIC_AMI_PARAMETERS[_X86.replace("x86_64", "arm64")] = ssm._PUBLIC_AMI_PARAMETERS[_X86]
