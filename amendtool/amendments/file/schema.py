"""The JSON Schema of an amendment's file, so that editors complete and check as one types.

It is written from the fields that the reader reads. What depends on the articles, and what
one field demands of another but for the plainest, is left to ``amendtool check``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from amendtool.amendments.file.amendment_fields import AMENDMENT_FIELDS, OPERATIONS
from amendtool.amendments.file.days import LEGAL_DAY_NAME, LEGAL_DAY_SCHEMA
from amendtool.amendments.file.editions import EDITION
from amendtool.amendments.file.fields import Field
from amendtool.amendments.operations import VERBS
from amendtool.amendments.operations.phrase import COUNT, FIND, SUBSTITUTE
from amendtool.articles.styles import STYLES

_LANGUAGES: Final = sorted({style.language for style in STYLES.values()})


def amendment_schema() -> dict[str, Any]:
    """The schema, in the draft of 2020-12, as a document of its own.

    A plain scalar counts as valid in whichever type a parser of YAML takes it for, since the
    strict reader takes every scalar for text.
    """
    schema = _object(AMENDMENT_FIELDS)
    schema["properties"][OPERATIONS.name]["items"] = {
        "oneOf": [{"$ref": f"#/$defs/{verb}"} for verb in VERBS]
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:amendtool:schema:amendment",
        "title": "The file of an amendment",
        **schema,
        "$defs": {
            **{verb: _operation(kind.FIELDS) for verb, kind in VERBS.items()},
            LEGAL_DAY_NAME: dict(LEGAL_DAY_SCHEMA),
        },
    }


def _operation(fields: Iterable[Field[Any]]) -> dict[str, Any]:
    verb, *others = fields
    schema = _object((verb, *others))
    schema["description"] = verb.about
    schema["required"] = [verb.name, *schema.get("required", ())]
    schema["properties"][EDITION] = {
        "description": "The only edition that the operation is for.",
        "enum": _LANGUAGES,
    }
    if FIND in others:
        schema["dependentRequired"] = {FIND.name: [SUBSTITUTE.name], COUNT.name: [FIND.name]}
    return schema


def _object(fields: Iterable[Field[Any]]) -> dict[str, Any]:
    """A mapping that has these fields and no others."""
    fields = tuple(fields)
    schema = {
        "type": "object",
        "properties": {
            field.name: {"description": field.about, **_value(field)} for field in fields
        },
        "additionalProperties": False,
    }
    required = [field.name for field in fields if field.needed is not None]
    return {**schema, "required": required} if required else schema


def _value(field: Field[Any]) -> dict[str, Any]:
    plain: dict[str, Any] = dict(field.kind.schema)
    if field.kind.fields:
        plain["items"] = _object(field.kind.fields)
    if not field.words:
        return plain
    if "items" in plain:  # each text of a list may be given by language too
        plain["items"] = _by_language(plain["items"])
    return _by_language(plain)


def _by_language(plain: dict[str, Any]) -> dict[str, Any]:
    """A value as it is, or one for each language."""
    each = {
        "type": "object",
        "properties": dict.fromkeys(_LANGUAGES, plain),
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [plain, each]}
