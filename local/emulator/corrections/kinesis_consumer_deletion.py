"""A stream with registered consumers is deleted only where the request says so.

AWS: Amazon Kinesis Data Streams API Reference, "DeleteStream": "If this parameter is unset (null) or if you set it to
false, and the stream has registered consumers, the call to DeleteStream fails with a ResourceInUseException." The
emulator deletes the stream and its consumers all the same.
"""
from ministack.core.responses import error_response_json
from ministack.services import kinesis


def _delete_stream(original):
    def call(data):
        name, stream = kinesis._resolve_stream(data)
        if stream and data.get("EnforceConsumerDeletion") is not True:
            arn = stream["StreamARN"]
            if any(consumer["StreamARN"] == arn for consumer in kinesis._consumers.values()):
                return error_response_json(
                    "ResourceInUseException",
                    f"Stream {name} has registered consumers; deregister them or set EnforceConsumerDeletion.",
                    400,
                )
        return original(data)

    return call


def apply() -> None:
    kinesis._delete_stream = _delete_stream(kinesis._delete_stream)
