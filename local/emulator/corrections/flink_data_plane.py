"""Managed Service for Apache Flink shows what its applications really do.

AWS: Managed Service for Apache Flink API Reference, "ApplicationDetail": an application is STARTING or UPDATING until its
job runs, and RUNNING from then on; "ListApplicationOperations" and "DescribeApplicationOperation" report how each start,
update and stop went, and why it failed. Developer Guide, "Manage application backups using snapshots": an update and a
stop take a snapshot of the running job first, and what runs next goes on from it.

On the emulator jobs run in Docker containers only. Without Docker a status passes by itself, whatever the job does, and
a snapshot holds nothing. Here the emulator's data plane is local/data-planes, which asks at /_local/flink what should
run, and reports its status there.
"""
import json
import sys
import threading
import time
import uuid
from urllib.parse import parse_qs

from ministack.core.responses import json_response
from ministack.services import kinesisanalyticsv2

PATH = "/_local/flink"
# Time to wait for a stop or a snapshot, and the shorter time where no data plane has asked for work.
TASK_SECONDS = 120
SILENT_SECONDS = 20
OPERATIONS = ("StartApplication", "UpdateApplication", "StopApplication")

_changed = threading.Condition()
_runs = {}  # ApplicationARN -> what should run
_operations = {}  # ApplicationARN -> its operations, newest first
_asked_at = 0.0


def supports(runtime) -> bool:
    """Whether jobs of a runtime can run: the version of Flink is the data plane's own."""
    return runtime.startswith("FLINK-")


def available() -> bool:
    return True


def start(view, savepoint, on_status) -> None:
    """An application should run from now on. A start of it that failed is over with this one."""
    with _changed:
        _runs[view["ApplicationARN"]] = {
            "run": uuid.uuid4().hex,
            "detail": view,
            "savepoint": savepoint,
            "status": "STARTING",
            "tasks": [],
            "on_status": on_status,
        }


def snapshot(view, _name):
    """Takes a savepoint of the running job. Returns its path, or None where it could not be taken."""
    return _done(view["ApplicationARN"], {"kind": "SNAPSHOT", "savepoint": True}).get("path")


def delete(view) -> None:
    with _changed:
        _runs.pop(view["ApplicationARN"], None)
        _operations.pop(view["ApplicationARN"], None)


def reset() -> None:
    with _changed:
        _runs.clear()
        _operations.clear()


def _done(arn, wanted) -> dict:
    """Has the data plane do something, and waits for its answer. Returns `path` of the savepoint, or `failure`."""
    task = {"id": uuid.uuid4().hex, **wanted}
    begun = time.monotonic()
    with _changed:
        run = _runs.get(arn)
        if run is None:
            return {"path": None}
        run["tasks"].append(task)
        while "path" not in task and _runs.get(arn) is run:
            now = time.monotonic()
            silent = now - max(_asked_at, begun) > SILENT_SECONDS
            if silent or now - begun > TASK_SECONDS:
                _answer(task["id"], None, "the data plane does not answer" if task["savepoint"] else None)
                break
            _changed.wait(0.5)
        return {key: task.get(key) for key in ("path", "failure")}


def _answer(task_id, path, failure=None) -> None:
    """What came of a task; with a stop that did not fail, the run is over."""
    for arn, run in list(_runs.items()):
        for task in [task for task in run["tasks"] if task["id"] == task_id]:
            task.update({"path": path, "failure": failure})
            run["tasks"].remove(task)
            if task["kind"] == "STOP" and failure is None:
                del _runs[arn]
    _changed.notify_all()


def _snapshot_of(record, prefix):
    """The name of the snapshot that the service takes by itself; None where snapshots are off."""
    if not kinesisanalyticsv2._snapshots_enabled(record):
        return None
    return f"{prefix}-{record['ApplicationName']}-{int(time.time() * 1000)}"


def _stop_job(record, operation, name, version, force=False):
    """Ends the job with a snapshot. Returns its path, and why it failed: then the job goes on, and its status with it."""
    arn = record["ApplicationARN"]
    if name:
        snap = kinesisanalyticsv2._add_snapshot(record, name, None, status="CREATING")
        snap["ApplicationVersionId"] = version
    done = _done(arn, {"kind": "STOP", "savepoint": name is not None and not force})
    if name:
        kinesisanalyticsv2._finish_snapshot(record["ApplicationName"], name, done.get("path"))
    if done.get("failure"):
        record["ApplicationStatus"] = "RUNNING"
        _end_operation(arn, operation, done["failure"])
    return done


def _stop_application(data):
    name = data.get("ApplicationName")
    record = kinesisanalyticsv2._get(name)
    if record is None:
        return kinesisanalyticsv2._not_found(name)
    force, status = bool(data.get("Force")), record["ApplicationStatus"]
    if status != "RUNNING" and not (force and status in ("STARTING", "UPDATING", "STOPPING")):
        return kinesisanalyticsv2._error(
            "ResourceInUseException", f"Application cannot be Stopped in '{status}' state"
        )
    record["ApplicationStatus"] = "FORCE_STOPPING" if force else "STOPPING"
    snapshot_name = None if force else _snapshot_of(record, "STOP")

    def stop():
        done = _stop_job(record, "StopApplication", snapshot_name, record["ApplicationVersionId"], force)
        if not done.get("failure"):
            record.update({"ApplicationStatus": "READY", "_driven": False})
            _end_operation(record["ApplicationARN"], "StopApplication")

    kinesisanalyticsv2._in_background(stop)
    return json_response({"OperationId": kinesisanalyticsv2._new_token()})


def _restart_for_update(record, previous_version):
    """A running application goes on with its new configuration from a snapshot of the old one."""
    record["ApplicationStatus"] = "UPDATING"
    snapshot_name = _snapshot_of(record, "UPDATEAPPLICATION")
    restore = (record.get("_RunConfiguration") or {}).get("ApplicationRestoreConfiguration") or {}
    skips = restore.get("ApplicationRestoreType") == "SKIP_RESTORE_FROM_SNAPSHOT"

    def restart():
        done = _stop_job(record, "UpdateApplication", snapshot_name, previous_version)
        if not done.get("failure"):
            kinesisanalyticsv2._launch(record, None if skips else done.get("path"))

    kinesisanalyticsv2._in_background(restart)


def _update_application(original):
    """An update that does not name AllowNonRestoredState resets it."""

    def call(data):
        record = kinesisanalyticsv2._applications.get(data.get("ApplicationName"))
        if record is None or not record.get("_RunConfiguration"):
            return original(data)
        run = data.get("RunConfigurationUpdate") or {}
        flink = {"AllowNonRestoredState": False, **(run.get("FlinkRunConfiguration") or {})}
        return original({**data, "RunConfigurationUpdate": {**run, "FlinkRunConfiguration": flink}})

    return call


def _tell(run_id, status, reason) -> None:
    """The job of a run RUNs, or its start has FAILED; the data plane goes on trying."""
    for arn, run in list(_runs.items()):
        if run["run"] == run_id:
            run["status"] = status
            if status == "RUNNING":
                run["on_status"]("RUNNING")
            _end_operation(arn, "StartApplication", reason)
            _end_operation(arn, "UpdateApplication", reason)


def _begin_operation(handler, name):
    def call(data):
        response = handler(data)
        status, _headers, body = response
        record = kinesisanalyticsv2._applications.get(data.get("ApplicationName"))
        if status == 200 and record is not None:
            _note_operation(record, name, json.loads(body)["OperationId"])
        return response

    return call


def _note_operation(record, name, operation_id) -> None:
    now = int(time.time())
    operation = {
        "Operation": name,
        "OperationId": operation_id,
        "StartTime": now,
        "OperationStatus": "IN_PROGRESS",
    }
    if record["ApplicationStatus"] not in kinesisanalyticsv2._TRANSITIONAL:
        operation.update({"OperationStatus": "SUCCESSFUL", "EndTime": now})  # an update of what does not run
    operations = _operations.setdefault(record["ApplicationARN"], [])
    for earlier in operations:
        if earlier["OperationStatus"] == "IN_PROGRESS":
            earlier.update({"OperationStatus": "CANCELLED", "EndTime": now})
    operations.insert(0, operation)


def _end_operation(arn, name, reason=None) -> None:
    """The newest operation is over, where it is of this name. A start that failed may come to succeed."""
    newest = (_operations.get(arn) or [{}])[0]
    if newest.get("Operation") == name and newest["OperationStatus"] in ("IN_PROGRESS", "FAILED"):
        newest["EndTime"] = int(time.time())
        newest["OperationStatus"] = "FAILED" if reason else "SUCCESSFUL"
        newest["Reason"] = reason


def _operations_of(data):
    record = kinesisanalyticsv2._applications.get(data.get("ApplicationName"))
    return None if record is None else _operations.get(record["ApplicationARN"], [])


def _info(operation) -> dict:
    shown = ("Operation", "OperationId", "StartTime", "EndTime", "OperationStatus")
    return {key: operation[key] for key in shown if key in operation}


def _list_operations(data):
    operations = _operations_of(data)
    if operations is None:
        return kinesisanalyticsv2._not_found(data.get("ApplicationName"))
    asked = {key: data[key] for key in ("Operation", "OperationStatus") if data.get(key)}
    found = [o for o in operations if all(o[key] == value for key, value in asked.items())]
    begin, most = int(data.get("NextToken") or 0), int(data.get("Limit") or 50)
    answer = {"ApplicationOperationInfoList": [_info(o) for o in found[begin : begin + most]]}
    if len(found) > begin + most:
        answer["NextToken"] = str(begin + most)
    return json_response(answer)


def _describe_operation(data):
    name, operation_id = data.get("ApplicationName"), data.get("OperationId")
    found = [o for o in _operations_of(data) or [] if o["OperationId"] == operation_id]
    if not found:
        return kinesisanalyticsv2._error(
            "ResourceNotFoundException", f"Operation '{operation_id}' of application '{name}' does not exist."
        )
    details = {key: value for key, value in _info(found[0]).items() if key != "OperationId"}
    # The service's model requires it, also of an operation in progress; what AWS answers then is not documented.
    details.setdefault("EndTime", int(time.time()))
    if found[0].get("Reason"):
        details["OperationFailureDetails"] = {"ErrorInfo": {"ErrorString": found[0]["Reason"]}}
    return json_response({"ApplicationOperationInfoDetails": details})


def _work(region) -> list:
    """What should run in a region, for the data plane."""
    shown = ("run", "detail", "savepoint", "status", "tasks")
    with _changed:
        runs = [run for run in _runs.values() if run["detail"]["Region"] == region]
        return [{key: run[key] for key in shown} for run in runs]


def handle(method, query_string, body) -> bytes:
    """The data plane asks what should run (GET ?region=), or reports its status (POST)."""
    global _asked_at
    _asked_at = time.monotonic()
    if method == "GET":
        region = parse_qs(query_string.decode()).get("region", [""])[0]
        return json.dumps(_work(region)).encode()
    report = json.loads(body)
    with _changed:
        if "task" in report:
            _answer(report["task"], report.get("savepoint"), report.get("failure"))
        else:
            _tell(report["run"], report["status"], report.get("reason"))
    return b"{}"


def apply() -> None:
    kinesisanalyticsv2._dataplane = sys.modules[__name__]
    kinesisanalyticsv2._restart_for_update = _restart_for_update
    handlers = kinesisanalyticsv2._HANDLERS
    handlers["StopApplication"] = _stop_application
    handlers["UpdateApplication"] = _update_application(handlers["UpdateApplication"])
    for name in OPERATIONS:
        handlers[name] = _begin_operation(handlers[name], name)
    handlers["ListApplicationOperations"] = _list_operations
    handlers["DescribeApplicationOperation"] = _describe_operation
