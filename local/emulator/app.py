"""The emulator with its corrections, for hypercorn: python -m hypercorn app:app -b 127.0.0.1:PORT"""
from corrections import (
    athena_views,
    flink_list_applications,
    kinesis_closed_shards,
    kinesis_iterator_resource,
    loopback_is_secure,
    s3_bucket_metrics,
    ssm_arm_image,
    sts_service_caller,
)
from ministack.app import app  # noqa: F401  (served by hypercorn)

for correction in (
    athena_views,
    flink_list_applications,
    kinesis_closed_shards,
    kinesis_iterator_resource,
    loopback_is_secure,
    s3_bucket_metrics,
    ssm_arm_image,
    sts_service_caller,
):
    correction.apply()
