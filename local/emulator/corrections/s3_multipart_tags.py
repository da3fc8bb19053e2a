"""An object that was uploaded in parts has the tags that its upload began with.

AWS: Amazon S3 API Reference, "CreateMultipartUpload": the x-amz-tagging header is the object's tag set, as with PutObject; an
object has at most 10 tags. The emulator drops it.
"""
from urllib.parse import parse_qsl

from ministack.services import s3

MOST_TAGS = 10
TAGS = "tags"


def _create(original):
    def call(bucket, key, headers):
        tags = dict(parse_qsl(headers.get("x-amz-tagging", ""), keep_blank_values=True))
        if len(tags) > MOST_TAGS:
            return s3._error("BadRequest", f"Object tags cannot be greater than {MOST_TAGS}", 400)
        before = set(s3._multipart_uploads.keys())
        answer = original(bucket, key, headers)
        for upload_id in set(s3._multipart_uploads.keys()) - before:  # one, or none where it was refused
            s3._multipart_uploads[upload_id][TAGS] = tags
        return answer

    return call


def _complete(original):
    def call(bucket, key, body, query_params, headers=None):
        upload = s3._multipart_uploads.get(s3._qp(query_params, "uploadId")) or {}
        answer = original(bucket, key, body, query_params, headers)
        stored = (s3._buckets.get(bucket) or {}).get("objects", {}).get(key)
        if answer[0] == 200 and upload.get(TAGS) and stored is not None:
            s3._object_tags[(bucket, key, stored.get("version_id"))] = upload[TAGS]
        return answer

    return call


def apply() -> None:
    s3._create_multipart_upload = _create(s3._create_multipart_upload)
    s3._complete_multipart_upload = _complete(s3._complete_multipart_upload)
