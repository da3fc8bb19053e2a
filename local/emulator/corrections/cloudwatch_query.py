"""The Query protocol of CloudWatch carries every member of an alarm, in and out.

AWS: Amazon CloudWatch API Reference, "PutMetricAlarm", "DescribeAlarms", "DescribeAlarmsForMetric" and "MetricAlarm": a request
or an answer has the same members in each of the service's protocols (Query, JSON and CBOR). In the Query protocol the emulator
leaves out an alarm's actions, description, dimensions, period, statistic, tags and treatment of missing data. Here requests are
read, and answers written, by the service's own model, which botocore has, around the emulator's JSON form of each operation.
"""
import functools
import json
import re
from xml.sax.saxutils import escape

from botocore.loaders import Loader
from botocore.model import ServiceModel
from ministack.core.responses import new_uuid
from ministack.services import cloudwatch

OPERATIONS = (
    "PutMetricAlarm",
    "DescribeAlarms",
    "DescribeAlarmsForMetric",
    "DescribeAlarmHistory",
    "PutCompositeAlarm",
)


@functools.cache
def _model() -> ServiceModel:
    return ServiceModel(Loader().load_service_model("cloudwatch", "service-2"))


def _convert(shape, text: str):
    """A scalar member's value."""
    if shape.type_name in ("integer", "long"):
        return int(text)
    if shape.type_name in ("float", "double"):
        return float(text)
    return text.lower() == "true" if shape.type_name == "boolean" else text


def _below(params: dict, prefix: str) -> bool:
    return any(key == prefix or key.startswith(f"{prefix}.") for key in params)


def _parse(shape, params: dict, prefix: str):
    """A member of a request, from parameters such as Dimensions.member.1.Name."""
    if shape.type_name == "structure":
        names = {name: f"{prefix}.{name}" if prefix else name for name in shape.members}
        return {n: _parse(shape.members[n], params, key) for n, key in names.items() if _below(params, key)}
    if shape.type_name == "list":
        indices = {re.match(rf"{re.escape(prefix)}\.member\.([1-9]\d*)(\.|$)", key) for key in params}
        numbers = sorted({int(found.group(1)) for found in indices if found})
        return [_parse(shape.member, params, f"{prefix}.member.{number}") for number in numbers]
    return _convert(shape, cloudwatch._p(params, prefix))


def _scalar(shape, value) -> str:
    if shape.type_name == "timestamp":
        return value if isinstance(value, str) else cloudwatch._ts_iso(value)
    return str(value).lower() if isinstance(value, bool) else escape(str(value))


def _write(shape, value) -> str:
    """A member of an answer, as XML; members that have no value are left out, as on AWS."""
    if shape.type_name == "structure":
        members = ((name, member, value.get(name)) for name, member in shape.members.items())
        return "".join(f"<{name}>{_write(member, v)}</{name}>" for name, member, v in members if v is not None)
    if shape.type_name == "list":
        return "".join(f"<member>{_write(shape.member, item)}</member>" for item in value)
    return _scalar(shape, value)


def _answer(operation, response):
    status, _headers, body = response
    if status != 200:
        error = json.loads(body)
        return cloudwatch._error(error["__type"], error["message"], status)
    written = _write(operation.output_shape, json.loads(body)) if operation.output_shape else ""
    result = f"<{operation.name}Result>{written}</{operation.name}Result>"
    metadata = f"<ResponseMetadata><RequestId>{new_uuid()}</RequestId></ResponseMetadata>"
    namespace = _model().metadata["xmlNamespace"]
    text = f'<{operation.name}Response xmlns="{namespace}">{result}{metadata}</{operation.name}Response>'
    return 200, {"Content-Type": "text/xml"}, text.encode()


def _in_query(name: str, original):
    def call(params, data, is_cbor, is_json=False):
        if is_cbor or is_json:
            return original(params, data, is_cbor, is_json)
        operation = _model().operation_model(name)
        try:
            parsed = _parse(operation.input_shape, params, "")
        except ValueError as error:
            return cloudwatch._error("MalformedInput", str(error), 400)
        return _answer(operation, original({}, parsed, False, True))

    return call


def apply() -> None:
    for name in OPERATIONS:
        function = "_" + re.sub(r"(?<=[a-z])([A-Z])", r"_\1", name).lower()
        setattr(cloudwatch, function, _in_query(name, getattr(cloudwatch, function)))
