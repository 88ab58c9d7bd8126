"""The JSON Schemas: of the amendment's file, and of each JSON document that is printed."""

from __future__ import annotations

import json
from typing import Any, Final

from amendtool.errors import InputError, Problem
from amendtool.messages import say

AMENDMENT: Final = "amendment"
"""The name of the schema of the amendment's file."""

SCHEMA_FILE: Final = "amendment.schema.json"
"""What a repository calls it, in ``amendments/``: the first line of ``new`` names it."""


def schema_names() -> dict[str, str]:
    """Every schema by name, with what it describes, that of the amendment's file first."""
    from amendtool.render.json_schema import described
    from amendtool.render.records import RECORDS

    documents = {name: described(record) for name, record in RECORDS.items()}
    return {AMENDMENT: say("The file of an amendment, as an editor checks it."), **documents}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) called ``name``.

    Raises InputError (``schema-unknown``) for a name that is not in :func:`schema_names`.
    """
    from amendtool.render.json_schema import json_schema
    from amendtool.render.records import RECORDS

    if name == AMENDMENT:
        from amendtool.amendments.file.schema import amendment_schema

        return amendment_schema()
    if name not in RECORDS:
        raise InputError(
            Problem(
                code="schema-unknown",
                message=say(
                    "there is no schema {name!r}; expected one of {known}",
                    name=name,
                    known=say(", ").join(schema_names()),
                ),
                hint=say("`amendtool schema` lists them with what they describe"),
            )
        )
    return {"$id": f"urn:amendtool:schema:{name}", **json_schema(RECORDS[name])}


def schema_text(name: str) -> str:
    """The schema called ``name`` as the contents of a file.  Raises InputError as above."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
