"""The emulator with its corrections, for hypercorn: python -m hypercorn app:app -b 127.0.0.1:PORT

/_local/token tells whose emulator this is: another clone's may have taken the port meanwhile. At /_local/flink the data
planes ask which Flink applications should run, and tell how they do.
"""
import os

from corrections import (
    athena_views,
    flink_data_plane,
    flink_list_applications,
    kinesis_closed_shards,
    kinesis_expiry,
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
    flink_data_plane,
    flink_list_applications,
    kinesis_closed_shards,
    kinesis_expiry,
    kinesis_iterator_resource,
    kinesis_timestamp_millis,
    logs_stream_resource,
    loopback_is_secure,
    s3_bucket_metrics,
    ssm_arm_image,
    sts_service_caller,
):
    correction.apply()


async def _answer(send, content_type: bytes, body: bytes) -> None:
    headers = [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _body(receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def app(scope, receive, send):
    """What hypercorn serves."""
    path = scope["path"] if scope["type"] == "http" else None
    if path == "/_local/token":
        await _answer(send, b"text/plain", os.environ.get("LOCAL_TOKEN", "").encode())
    elif path == flink_data_plane.PATH:
        told = flink_data_plane.handle(scope["method"], scope["query_string"], await _body(receive))
        await _answer(send, b"application/json", told)
    else:
        await ministack(scope, receive, send)
