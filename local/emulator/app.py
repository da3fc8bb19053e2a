"""The emulator with its corrections, for hypercorn: python -m hypercorn app:app -b 127.0.0.1:PORT

/_local/token tells whose emulator this is: another clone's may have taken the port meanwhile.
"""
import os

from corrections import (
    athena_views,
    flink_list_applications,
    kinesis_closed_shards,
    kinesis_iterator_resource,
    kinesis_timestamp_millis,
    logs_stream_resource,
    loopback_is_secure,
    s3_bucket_metrics,
    ssm_arm_image,
    sts_service_caller,
)
from ministack.app import app as ministack

for correction in (
    athena_views,
    flink_list_applications,
    kinesis_closed_shards,
    kinesis_iterator_resource,
    kinesis_timestamp_millis,
    logs_stream_resource,
    loopback_is_secure,
    s3_bucket_metrics,
    ssm_arm_image,
    sts_service_caller,
):
    correction.apply()


async def app(scope, receive, send):
    """What hypercorn serves."""
    if scope["type"] != "http" or scope["path"] != "/_local/token":
        await ministack(scope, receive, send)
        return
    token = os.environ.get("LOCAL_TOKEN", "").encode()
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(token)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": token})
