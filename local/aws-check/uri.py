"""URIs of the REST protocols: which operation a request is for, and what its path holds.

Smithy: "HTTP bindings", http trait.
"""
import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote

from botocore.model import OperationModel, ServiceModel
from call import Call


@lru_cache(maxsize=None)
def _pattern(path: str) -> re.Pattern:
    expression, end = "", 0
    for label in re.finditer(r"\{(\w+)(\+?)\}", path):
        expression += re.escape(path[end : label.start()])
        expression += f"(?P<{label.group(1)}>{'.+' if label.group(2) else '[^/]+'})"
        end = label.end()
    return re.compile(expression + re.escape(path[end:].rstrip("/")) + "/?")


def _template(model: OperationModel) -> tuple[re.Pattern, list[tuple[str, str]]]:
    path, _, query = model.http["requestUri"].partition("?")
    return _pattern(path), parse_qsl(query, keep_blank_values=True)


def literals(model: OperationModel) -> set[str]:
    """The names of query parameters that belong to the operation's URI."""
    return {name for name, _ in _template(model)[1]}


def labels(model: OperationModel, call: Call) -> dict[str, str]:
    """What the path holds, by the names of its labels."""
    found = _template(model)[0].fullmatch(call.path)
    return {name: unquote(value) for name, value in found.groupdict().items()} if found else {}


def _present(model: OperationModel, call: Call) -> list[bool]:
    """For each header and query parameter that the operation requires, whether the call has it."""
    shape = model.input_shape
    query = {name for name, _ in call.query}
    present = []
    for name in shape.required_members if shape else []:
        serialization = shape.members[name].serialization
        if serialization.get("location") == "header":
            present.append(serialization["name"].lower() in call.headers)
        if serialization.get("location") == "querystring":
            present.append(serialization["name"] in query)
    return present


def _rank(model: OperationModel, call: Call) -> tuple | None:
    """How well a call fits an operation; None where it does not."""
    pattern, literal = _template(model)
    if model.http["method"] != call.method or not pattern.fullmatch(call.path):
        return None
    if any(pair not in call.query for pair in literal):
        return None
    present = _present(model, call)
    named = ("x-id", model.name) in call.query  # the SDKs add it where method and path are not enough
    path = model.http["requestUri"].partition("?")[0]
    return named, len(literal), all(present), len(present), -path.count("{"), -path.count("+"), not model.deprecated


def match(service: ServiceModel, call: Call) -> OperationModel | None:
    """The service's operation that fits a request best: the most of its URI's query, then of its required parameters."""
    ranked = [
        (rank, name)
        for name in service.operation_names
        if (rank := _rank(service.operation_model(name), call)) is not None
    ]
    # Of two that fit alike, the first: ListDirectoryBuckets, say, has an endpoint of its own.
    return service.operation_model(max(ranked, key=lambda one: one[0])[1]) if ranked else None
