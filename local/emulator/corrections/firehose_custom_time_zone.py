"""A delivery stream to S3 has a time zone for its prefix, UTC where none was asked for.

AWS: Amazon Data Firehose API Reference, "ExtendedS3DestinationDescription": CustomTimeZone is "the time zone you prefer. UTC is
the default", and FileExtension is answered where it was given. The emulator answers neither.
"""
from ministack.services import firehose

DEFAULT = "UTC"


def apply() -> None:
    original = firehose._dest_description

    def dest_description(dest):
        out = original(dest)
        extended = out.get("ExtendedS3DestinationDescription")
        if extended is not None:
            extended["CustomTimeZone"] = dest["config"].get("CustomTimeZone") or DEFAULT
            if "FileExtension" in dest["config"]:
                extended["FileExtension"] = dest["config"]["FileExtension"]
        return out

    firehose._dest_description = dest_description
