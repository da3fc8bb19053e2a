"""Metrics configurations of a bucket, which the emulator does not have: it takes their calls for calls on the bucket itself,
so that deleting one would delete the bucket.

AWS: Amazon S3 API Reference, "PutBucketMetricsConfiguration", "GetBucketMetricsConfiguration" and
"DeleteBucketMetricsConfiguration": XML named by an id; NoSuchConfiguration where there is none of that id.
"""
from ministack.services import s3

_configurations: dict[tuple[str, str], bytes] = {}


def _answer(method: str, bucket: str, body: bytes, name: str) -> tuple:
    if bucket not in s3._buckets:
        return s3._error("NoSuchBucket", "The specified bucket does not exist", 404)
    if method == "PUT":
        _configurations[(bucket, name)] = body
        return 200, {}, b""
    if (bucket, name) not in _configurations:
        return s3._error("NoSuchConfiguration", "The specified configuration does not exist.", 404)
    if method == "DELETE":
        del _configurations[(bucket, name)]
        return 204, {}, b""
    return 200, {"Content-Type": "application/xml"}, _configurations[(bucket, name)]


def apply() -> None:
    dispatch = s3._dispatch
    delete_bucket = s3._delete_bucket

    def with_metrics(method, bucket, key, headers, body, query_params):
        if bucket and not key and "metrics" in query_params:
            return _answer(method, bucket, body, s3._qp(query_params, "id"))
        return dispatch(method, bucket, key, headers, body, query_params)

    def without_metrics(name, *args, **kwargs):
        answer = delete_bucket(name, *args, **kwargs)
        if answer[0] < 300:
            for known in [key for key in _configurations if key[0] == name]:
                del _configurations[known]
        return answer

    s3._dispatch = with_metrics
    s3._delete_bucket = without_metrics
