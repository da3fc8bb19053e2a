"""Finds the service and the operation that a recorded call is for: any of those that botocore has a model of."""
import gzip
import json
import os
from dataclasses import dataclass
from functools import cached_property

import botocore
import botocore.loaders
import uri
from botocore.model import OperationModel, ServiceModel
from call import Call

# A model's metadata comes first in its file, so that the models of all services need not be read whole.
_HEAD_CHARACTERS = 8192


class Unrecognized(Exception):
    """A call for which no operation of a published model was found."""


@dataclass
class Operation:
    """An operation, and the protocol in which it was called."""

    service: ServiceModel
    model: OperationModel
    protocol: str

    @property
    def name(self) -> str:
        return f"{self.service.service_name}.{self.model.name}"


def _metadata(folder: str, name: str) -> dict | None:
    versions = sorted(os.listdir(os.path.join(folder, name)))
    for version in reversed(versions):
        file = os.path.join(folder, name, version, "service-2.json.gz")
        if os.path.exists(file):
            with gzip.open(file, "rt", encoding="utf-8") as text:
                head = text.read(_HEAD_CHARACTERS)
            start = head.index("{", head.index('"metadata"'))
            return json.JSONDecoder().raw_decode(head, start)[0]
    return None


class Services:
    """The models of all services."""

    def __init__(self) -> None:
        self._loader = botocore.loaders.create_loader()
        self._models: dict[str, ServiceModel] = {}

    @cached_property
    def _metadata(self) -> dict[str, dict]:
        folder = os.path.join(os.path.dirname(botocore.__file__), "data")
        names = [name for name in sorted(os.listdir(folder)) if os.path.isdir(os.path.join(folder, name))]
        found = {name: _metadata(folder, name) for name in names}
        return {name: metadata for name, metadata in found.items() if metadata}

    def model(self, name: str) -> ServiceModel:
        """A service's model by botocore's name of the service."""
        if name not in self._models:
            self._models[name] = ServiceModel(self._loader.load_service_model(name, "service-2"), name)
        return self._models[name]

    def find(self, call: Call) -> Operation:
        """The operation of a call. @raises Unrecognized where there is none."""
        target = call.headers.get("x-amz-target")
        if target:
            cbor = call.headers.get("content-type", "").startswith("application/x-amz-cbor")
            return self._by_target(target, "cbor" if cbor else "json")
        if call.headers.get("smithy-protocol") == "rpc-v2-cbor":
            return self._by_rpc_path(call)
        if call.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return self._by_action(call)
        return self._by_uri(call)

    def _named(self, condition) -> list[str]:
        return [name for name, metadata in self._metadata.items() if condition(metadata)]

    def _signed_as(self, signing_name: str | None, protocols: set[str]) -> list[str]:
        """Services of a signing name that speak one of the protocols; first those that are reached under that name."""
        fit = self._named(
            lambda m: m.get("signingName", m["endpointPrefix"]) == signing_name
            and protocols & set(m.get("protocols", [m["protocol"]]))
        )
        return sorted(fit, key=lambda name: self._metadata[name]["endpointPrefix"] != signing_name)

    def _operation(self, names: list[str], operation: str, protocol: str) -> Operation:
        for name in names:
            service = self.model(name)
            if operation in service.operation_names:
                return Operation(service, service.operation_model(operation), protocol)
        raise Unrecognized(f"{operation} is not an operation of {' or '.join(names) or 'any service'}")

    def _by_target(self, target: str, protocol: str) -> Operation:
        prefix, _, operation = target.rpartition(".")
        return self._operation(self._named(lambda m: m.get("targetPrefix") == prefix), operation, protocol)

    def _by_rpc_path(self, call: Call) -> Operation:
        _, _, service, _, operation = (call.path.split("/") + [""] * 5)[:5]
        names = self._named(lambda m: m.get("targetPrefix") == service)
        return self._operation(names, operation, "smithy-rpc-v2-cbor")

    def _by_action(self, call: Call) -> Operation:
        form = dict(call.form)
        names = self._signed_as(call.signing_name, {"query", "ec2"})
        operation = self._operation(names, form.get("Action", ""), "query")
        if operation.service.metadata["protocol"] == "ec2":
            operation.protocol = "ec2"
        return operation

    def _by_uri(self, call: Call) -> Operation:
        for name in self._signed_as(call.signing_name, {"rest-json", "rest-xml"}):
            service = self.model(name)
            model = uri.match(service, call)
            if model:
                protocol = service.metadata["protocol"]
                return Operation(service, model, protocol)
        raise Unrecognized(f"{call.method} {call.path} does not match an operation of service '{call.signing_name}'")
