"""PutLogEvents is authorized on the log stream that it writes to.

AWS: Service Authorization Reference, "Actions, resources, and condition keys for Amazon CloudWatch Logs": the resource of
logs:PutLogEvents is the log stream, `log-group:GROUP:log-stream:STREAM`. The emulator takes the log group, which a policy
that names the one log stream does not allow.
"""
import json

from ministack.core import iam_actions


def _log_stream(headers: dict, body: bytes):
    if not headers.get("x-amz-target", "").endswith(".PutLogEvents"):
        return None
    try:
        return json.loads(body).get("logStreamName")
    except (ValueError, AttributeError):
        return None


def apply() -> None:
    original = iam_actions.extract_resource_arn

    def extract_resource_arn(service, method, path, headers, body, *more, **named):
        resource = original(service, method, path, headers, body, *more, **named)
        stream = _log_stream(headers, body) if service == "logs" else None
        return resource if stream is None else f"{resource}:log-stream:{stream}"

    iam_actions.extract_resource_arn = extract_resource_arn
