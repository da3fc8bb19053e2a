"""Alarms are evaluated as time passes, over their own dimensions, with missing data treated as each alarm says.

AWS: Amazon CloudWatch User Guide, "Alarm evaluation" and "Configuring how CloudWatch alarms treat missing data": the last
EvaluationPeriods periods are looked at; DatapointsToAlarm of them, by default all, must breach; a period without data
counts as TreatMissingData says. The emulator looks at an alarm only when some metric is put, mixes all dimensions of the
metric, and never sees missing data, so that an alarm on something that has ended stays OK.

AWS looks a little further back where data is missing, by how much is not documented; here an alarm may therefore be
raised earlier than there. Alarms over metric math are left as they are: the emulator does not evaluate them.
"""
import contextvars
import logging
import threading
import time

from ministack.core import responses
from ministack.services import cloudwatch

LOOK_SECONDS = 1.0
# A new or changed alarm keeps its state until it is evaluated for the first time; AWS takes up to a minute for that.
FIRST_LOOK_SECONDS = 10

logger = logging.getLogger("cloudwatch_alarm_evaluation")


def _points(alarm) -> list:
    """The alarm's metric, in its own dimensions only."""
    dimensions = cloudwatch._dims_key(cloudwatch._dims_from_list(alarm.get("Dimensions") or []))
    return cloudwatch._metrics.get((alarm["Namespace"], alarm["MetricName"], dimensions)) or []


def _breaches(alarm, value) -> bool:
    threshold = alarm.get("Threshold", 0)
    return {
        "GreaterThanOrEqualToThreshold": value >= threshold,
        "GreaterThanThreshold": value > threshold,
        "LessThanThreshold": value < threshold,
        "LessThanOrEqualToThreshold": value <= threshold,
    }.get(alarm.get("ComparisonOperator"), False)


def _periods(alarm, now) -> list:
    """Whether each of the last complete periods breaches; None for one without data."""
    period, count = alarm.get("Period", 60), alarm.get("EvaluationPeriods", 1)
    end = now // period * period
    points = _points(alarm)
    seen = []
    for begin in range(int(end - period * count), int(end), int(period)):
        within = [point for point in points if begin <= point["Timestamp"] < begin + period]
        stats = cloudwatch._calc_stats(within)
        statistic = alarm.get("ExtendedStatistic") or alarm.get("Statistic", "Average")
        value = cloudwatch._stat_value(stats, statistic, within) if within else None
        seen.append(None if value is None else _breaches(alarm, value))
    return seen


def state_of(alarm, now) -> str:
    """The state that an alarm's data and missing data come to; its present state where missing data is ignored."""
    seen = _periods(alarm, now)
    treat = alarm.get("TreatMissingData") or "missing"
    missing = seen.count(None)
    if missing == len(seen):
        if treat == "ignore":
            return alarm["StateValue"]
        if treat == "missing":
            return "INSUFFICIENT_DATA"
    breaching = seen.count(True) + (missing if treat == "breaching" else 0)
    needed = alarm.get("DatapointsToAlarm") or len(seen)
    if treat in ("missing", "ignore"):
        needed = min(needed, len(seen) - missing)
    return "ALARM" if breaching >= needed else "OK"


def _evaluate_alarm(alarm) -> None:
    if not alarm.get("Namespace") or not alarm.get("MetricName"):
        return
    if time.time() - alarm.get("AlarmConfigurationUpdatedTimestamp", 0) < FIRST_LOOK_SECONDS:
        return
    old, new = alarm["StateValue"], state_of(alarm, time.time())
    if new == old:
        return
    how = f"{alarm.get('ComparisonOperator')} {alarm.get('Threshold')}"
    reason = f"Threshold Crossed: {alarm.get('EvaluationPeriods')} period(s), {how}; missing data is {alarm.get('TreatMissingData')}"
    alarm.update({"StateValue": new, "StateReason": reason, "StateUpdatedTimestamp": int(time.time())})
    cloudwatch._record_history(alarm["AlarmName"], old, new, reason)
    cloudwatch._dispatch_alarm_actions(alarm, old, new, reason)
    cloudwatch._evaluate_parent_alarms(alarm)


def _evaluate_as_owner(account, region, alarm) -> None:
    responses._request_account_id.set(account)
    responses._request_region.set(region)
    _evaluate_alarm(alarm)


def _watch() -> None:
    while True:
        time.sleep(LOOK_SECONDS)
        for (account, region, _name), alarm in list(cloudwatch._alarms._data.items()):
            try:
                contextvars.copy_context().run(_evaluate_as_owner, account, region, alarm)
            except Exception:
                logger.exception("alarm %s", alarm.get("AlarmName"))


def apply() -> None:
    cloudwatch._evaluate_alarm = lambda _alarm: None  # not when a metric or an alarm is put
    threading.Thread(target=_watch, daemon=True, name="alarms").start()
