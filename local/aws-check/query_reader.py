"""Requests of the AWS Query and EC2 Query protocols: forms whose parameters are paths into the input.

Smithy: "AWS query protocol", "AWS EC2 query protocol".
"""
from typing import Any

from scalars import from_text
from tree import Structure, Wrong

_PROTOCOL = {"Action", "Version"}
_VALUE = object()  # the key of a node's own value, next to the names below it


def _nested(form: list[tuple[str, str]]) -> dict:
    """The parameters as a tree: `A.B.1=x` is {"A": {"B": {"1": {_VALUE: ["x"]}}}}."""
    root: dict = {}
    for name, value in form:
        node = root
        for part in name.split("."):
            node = node.setdefault(part, {})
        node.setdefault(_VALUE, []).append(value)
    return root


def _below(node: dict) -> dict:
    return {name: child for name, child in node.items() if name is not _VALUE}


def _text(node: dict) -> str:
    return str(node.get(_VALUE) or [f"{name}…" for name in _below(node)])[:80]


def _sequence(node: dict) -> list[dict] | None:
    """The children of a list's node in their order; None where they are not numbered from 1 on."""
    children = _below(node)
    numbers = [str(number) for number in range(1, len(children) + 1)]
    return [children[number] for number in numbers] if set(children) == set(numbers) else None


class QueryReader:
    """Reads a form by the model of AWS Query."""

    def read(self, shape, form: list[tuple[str, str]]) -> Structure:
        """The input, without Action and Version."""
        root = {name: node for name, node in _nested(form).items() if name not in _PROTOCOL}
        if shape is None:
            return Structure({}, {name: _text(node) for name, node in root.items()})
        return self._structure(shape, root)

    def _name(self, shape, name: str) -> str:
        """What a member is called on the wire. The elements of a flattened list give it their name."""
        if shape.type_name == "list" and shape.serialization.get("flattened"):
            name_of_element = shape.member.serialization.get("name")
            if name_of_element is not None:
                return name_of_element
        return shape.serialization.get("name", name)

    def _elements(self, shape, node: dict) -> dict | None:
        """The node whose children are a list's elements; None where the list's node has anything else."""
        if shape.serialization.get("flattened"):
            return node
        name = shape.member.serialization.get("name", "member")
        return node[name] if set(_below(node)) == {name} else None

    def _structure(self, shape, node: dict) -> Structure:
        known = {self._name(member, name): name for name, member in shape.members.items()}
        read = Structure()
        for name, child in _below(node).items():
            if name in known:
                read.members[known[name]] = self._value(shape.members[known[name]], child)
            else:
                read.unknown[name] = _text(child)
        return read

    def _list(self, shape, node: dict) -> Any:
        if node.get(_VALUE) == [""] and not _below(node):
            return []
        elements = self._elements(shape, node)
        sequence = None if elements is None or _VALUE in node else _sequence(elements)
        if sequence is None:
            return Wrong(_text(node), "list numbered from 1")
        return [self._value(shape.member, element) for element in sequence]

    def _map(self, shape, node: dict) -> Any:
        flat = shape.serialization.get("flattened")
        entries = _sequence(node if flat else node.get("entry", {}))
        names = (shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value"))
        if not entries or any(set(entry) != set(names) for entry in entries):
            return Wrong(_text(node), f"map of entries numbered from 1, with {names[0]} and {names[1]}")
        return {
            "".join(entry[names[0]].get(_VALUE, [])): self._value(shape.value, entry[names[1]])
            for entry in entries
        }

    def _value(self, shape, node: dict) -> Any:
        kind = shape.type_name
        if kind == "list":
            return self._list(shape, node)
        if kind == "map":
            return self._map(shape, node)
        if kind == "structure":
            return Wrong(_text(node), kind) if _VALUE in node else self._structure(shape, node)
        values = node.get(_VALUE, [])
        if len(values) != 1 or _below(node):
            return Wrong(_text(node), kind)
        return from_text(shape, values[0], "iso8601")


class Ec2Reader(QueryReader):
    """Reads a form by the model of EC2 Query: capitalized names, and every list is flattened."""

    def _name(self, shape, name: str) -> str:
        if "queryName" in shape.serialization:
            return shape.serialization["queryName"]
        name = shape.serialization.get("name", name)
        return name[0].upper() + name[1:]

    def _elements(self, shape, node: dict) -> dict | None:
        return node
