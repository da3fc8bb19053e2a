"""XML bodies: responses of AWS Query, EC2 Query, and both directions of REST XML.

Smithy: "XML bindings", "AWS restXml protocol".
"""
from typing import Any
from xml.etree import ElementTree

from scalars import from_text
from tree import Structure, Wrong


def local_name(element) -> str:
    """An element's name without its namespace."""
    return element.tag.rsplit("}", 1)[-1]


def parse_xml(body: bytes) -> Any:
    """The root element; Wrong where the body is not XML."""
    try:
        return ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        return Wrong(body[:80].decode("utf-8", "replace"), f"XML ({error})")


def member_name(shape, name: str) -> str:
    """What a member is called in XML. The elements of a flattened list give it their name."""
    if shape.type_name == "list" and shape.serialization.get("flattened"):
        name = shape.member.serialization.get("name", shape.serialization.get("name", name))
        return name
    return shape.serialization.get("name", name)


def _shown(element) -> str:
    return ElementTree.tostring(element, "unicode")[:120]


def _attributes(element) -> dict[str, str]:
    return {name.rsplit("}", 1)[-1]: value for name, value in element.attrib.items()}


def _grouped(element) -> dict[str, list]:
    groups: dict[str, list] = {}
    for child in element:
        groups.setdefault(local_name(child), []).append(child)
    return groups


def read_structure(shape, element, leave_out: frozenset[str] = frozenset()) -> Structure:
    """A structure by its element. @param leave_out the children that are not part of the structure."""
    body = {name: member for name, member in shape.members.items() if "location" not in member.serialization}
    known = {member_name(member, name): name for name, member in body.items()}
    read = Structure()
    for name, children in _grouped(element).items():
        if name in known:
            read.members[known[name]] = _member(body[known[name]], children)
        elif name not in leave_out:
            read.unknown[name] = _shown(children[0])
    attributes = _attributes(element)
    for name, member in body.items():
        attribute = member.serialization.get("name", name).split(":")[-1]
        if member.serialization.get("xmlAttribute") and attribute in attributes:
            read.members[name] = from_text(member, attributes[attribute], "iso8601")
    if element.text and element.text.strip():
        read.unknown["text"] = element.text.strip()[:80]
    return read


def _member(shape, elements: list) -> Any:
    if shape.serialization.get("flattened") and shape.type_name == "list":
        return [read_value(shape.member, element) for element in elements]
    if shape.serialization.get("flattened") and shape.type_name == "map":
        return _map(shape, elements)
    if len(elements) > 1:
        return Wrong(_shown(elements[1]), f"{shape.type_name}, given once")
    return read_value(shape, elements[0])


def _list(shape, element) -> Any:
    name = shape.member.serialization.get("name", "member")
    for child in element:
        if local_name(child) != name:
            return Wrong(_shown(child), f"list of {name}")
    return [read_value(shape.member, child) for child in element]


def _map(shape, entries: list) -> Any:
    names = (shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value"))
    read = {}
    for entry in entries:
        parts = _grouped(entry)
        if set(parts) != set(names) or any(len(part) > 1 for part in parts.values()):
            return Wrong(_shown(entry), f"map entry with {names[0]} and {names[1]}")
        read[parts[names[0]][0].text or ""] = read_value(shape.value, parts[names[1]][0])
    return read


def read_value(shape, element) -> Any:
    """A value by its element."""
    kind = shape.type_name
    if kind == "structure":
        return read_structure(shape, element)
    if kind == "list":
        return _list(shape, element)
    if kind == "map":
        other = [child for child in element if local_name(child) != "entry"]
        return Wrong(_shown(other[0]), "map of entry") if other else _map(shape, list(element))
    if len(element):
        return Wrong(_shown(element), kind)
    return from_text(shape, element.text or "", "iso8601")
