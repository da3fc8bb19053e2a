"""An alarm keeps what it was put with, and nothing besides: on metric math it has Metrics, and no metric of its own.

AWS: Amazon CloudWatch API Reference, "PutMetricAlarm" and "MetricAlarm": an alarm is put on one metric (MetricName,
Namespace, Period, and Statistic or ExtendedStatistic) or on Metrics, an array of MetricDataQuery, and DescribeAlarms answers the
members that the request had. The emulator drops Metrics, ThresholdMetricId and EvaluateLowSampleCountPercentile, and gives each
alarm a statistic of Average, a period of 60 seconds and a treatment of missing data.
"""
from ministack.services import cloudwatch

KEPT = ("Metrics", "ThresholdMetricId", "EvaluateLowSampleCountPercentile")
# What the emulator puts in where the request has nothing.
MADE_UP = ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Threshold", "TreatMissingData", "Unit")


def _put_metric_alarm(original):
    def call(params, data, is_cbor, is_json=False):
        if not (is_cbor or is_json):
            return original(params, data, is_cbor, is_json)  # see cloudwatch_query.py
        answer = original(params, data, is_cbor, is_json)
        alarm = cloudwatch._alarms.get(data.get("AlarmName"))
        if answer[0] == 200 and alarm is not None:
            alarm.update({name: data[name] for name in KEPT if name in data})
            for name in [name for name in MADE_UP if name not in data]:
                alarm.pop(name, None)
            # An empty description comes back as none at all.
            if not alarm.get("AlarmDescription"):
                alarm.pop("AlarmDescription", None)
        return answer

    return call


def apply() -> None:
    cloudwatch._put_metric_alarm = _put_metric_alarm(cloudwatch._put_metric_alarm)
