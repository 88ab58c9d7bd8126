"""The JSON Schema (2020-12) of a JSON document, written from its type.

The types are those of :mod:`amendtool.render.records`: typed dictionaries of texts, numbers,
lists and each other.  Nothing else is understood, and anything else is refused, so that no
schema says less than the type it is written from.
"""

from __future__ import annotations

import enum
import inspect
import types
import typing
from typing import Any, Final

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
"""The name of the dialect; nothing is fetched from there."""

_PLAIN: Final[dict[object, dict[str, Any]]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    object: {},
}


def json_schema(record: type, *, closed: bool = False) -> dict[str, Any]:
    """The schema of the documents of the type ``record``, a typed dictionary.

    ``closed`` schemas refuse members that the type does not name, which shows that nothing
    is printed beside the type; the public ones let newer members pass.  Raises TypeError for
    a type that has no place in JSON.
    """
    if not typing.is_typeddict(record):
        raise TypeError(f"{record!r} is no typed dictionary")
    writer = _SchemaWriter(record, closed=closed)
    root = writer.object(record)
    inner = dict(sorted(writer.defined.items()))
    return {"$schema": DIALECT, **root, **({"$defs": inner} if inner else {})}


def described(kind: type) -> str:
    """The docstring of a type as people read it outside of Python; empty where it has none."""
    return (inspect.getdoc(kind) or "").replace("``", "`")


class _SchemaWriter:
    """Writes types as schemas; typed dictionaries are told once, by their names."""

    def __init__(self, root: type, *, closed: bool) -> None:
        self.root = root
        self.closed = closed
        self.defined: dict[str, dict[str, Any]] = {}

    def of(self, kind: Any) -> dict[str, Any]:
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin is typing.Annotated:
            return self._annotated(*arguments)
        if origin in (typing.Union, types.UnionType):
            return self._either([self.of(each) for each in arguments])
        if origin is typing.Literal:
            return {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
        if origin is list:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if kind is self.root:
            return {"$ref": "#"}
        if typing.is_typeddict(kind):
            if kind.__name__ not in self.defined:
                self.defined[kind.__name__] = {}  # before its members: it may hold itself
                self.defined[kind.__name__] = self.object(kind)
            return {"$ref": f"#/$defs/{kind.__name__}"}
        if isinstance(kind, type) and kind in _PLAIN:
            return dict(_PLAIN[kind])
        raise TypeError(f"{kind!r} is no type of a JSON document")

    def _annotated(self, kind: Any, *notes: Any) -> dict[str, Any]:
        schema = self.of(kind)
        for note in notes:
            if isinstance(note, str):
                schema["description"] = note
            elif isinstance(note, type) and issubclass(note, enum.Enum):
                schema = {"enum": [member.value for member in note], **_without_type(schema)}
            else:
                raise TypeError(f"{note!r} says nothing of a JSON document")
        return schema

    def _either(self, schemas: list[dict[str, Any]]) -> dict[str, Any]:
        if all(set(schema) == {"type"} for schema in schemas):
            return {"type": [schema["type"] for schema in schemas]}
        return {"anyOf": schemas}

    def object(self, kind: Any) -> dict[str, Any]:
        """The schema of a typed dictionary itself."""
        hints = typing.get_type_hints(kind, include_extras=True)
        return {
            "title": kind.__name__.removesuffix("Record"),
            **({"description": text} if (text := described(kind)) else {}),
            "type": "object",
            "properties": {name: self.of(_bare(member)) for name, member in hints.items()},
            # __required_keys__ does not see NotRequired behind postponed annotations.
            "required": [name for name, member in hints.items() if not _may_miss(member)],
            **({"additionalProperties": False} if self.closed else {}),
        }


def _bare(member: Any) -> Any:
    """The type of a member, without the note that it may be missing."""
    return typing.get_args(member)[0] if _may_miss(member) else member


def _may_miss(member: Any) -> bool:
    return typing.get_origin(member) is typing.NotRequired


def _without_type(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name != "type"}
