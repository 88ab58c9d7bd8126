"""JSON Schemas from types: what each kind of type becomes, and that nothing else has a place."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal, NotRequired, TypedDict

import pytest
from jsonschema import Draft202012Validator

from amendtool.render.json_schema import json_schema
from amendtool.render.records import RECORDS


class Fruit(Enum):
    APPLE = "apple"
    PEAR = "pear"


class Basket(TypedDict):
    """What is carried: ``fruit`` above all."""

    fruit: Annotated[str, Fruit, "the kind"]
    count: int
    owner: str | None
    tag: NotRequired[Literal["ripe", "green"]]
    inner: NotRequired[list[Basket]]
    prices: dict[str, float]


def test_each_kind_of_type() -> None:
    schema = json_schema(Basket)
    assert schema["description"] == "What is carried: `fruit` above all."
    assert schema["required"] == ["fruit", "count", "owner", "prices"]
    assert schema["properties"] == {
        "fruit": {"enum": ["apple", "pear"], "description": "the kind"},
        "count": {"type": "integer"},
        "owner": {"type": ["string", "null"]},
        "tag": {"enum": ["ripe", "green"]},
        "inner": {"type": "array", "items": {"$ref": "#"}},
        "prices": {"type": "object", "additionalProperties": {"type": "number"}},
    }
    assert "additionalProperties" not in schema
    assert json_schema(Basket, closed=True)["additionalProperties"] is False


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({}, True),
        ({"fruit": "plum"}, False),
        ({"count": "3"}, False),
        ({"owner": None}, True),
        ({"tag": "old"}, False),
        ({"inner": [{"fruit": "pear"}]}, False),
        ({"prices": {"a": 1.5}}, True),
        ({"newer": 1}, False),
    ],
)
def test_a_document_is_held_to_its_type(change: dict[str, object], fits: bool) -> None:
    basket = {"fruit": "pear", "count": 3, "owner": "A", "prices": {}} | change
    validator = Draft202012Validator(json_schema(Basket, closed=True))
    assert validator.is_valid(basket) is fits
    newer = Draft202012Validator(json_schema(Basket))
    assert newer.is_valid(basket) is (fits or "newer" in change)


def test_a_type_without_a_place_in_json_is_refused() -> None:
    class Odd(TypedDict):
        when: Annotated[str, 7]

    class Odder(TypedDict):
        when: bytes

    for kind in (Odd, Odder):
        with pytest.raises(TypeError):
            json_schema(kind)


@pytest.mark.parametrize("name", RECORDS)
def test_every_document_has_a_sound_schema_with_its_name(name: str) -> None:
    schema = json_schema(RECORDS[name])
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["schema"] == {"const": f"amendtool/{name}/1"}
    assert schema["description"].endswith(".")
