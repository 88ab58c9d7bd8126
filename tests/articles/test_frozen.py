"""Values that are made quickly are as frozen, equal and hashed as a dataclass makes them."""

from __future__ import annotations

import inspect
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from amendtool.articles.frozen import quick


@quick
@dataclass(frozen=True, slots=True)
class _Point:
    x: int
    y: int = 2
    told: str = field(default="", kw_only=True, compare=False)

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("left of the edge")


def test_it_is_made_as_its_fields_say() -> None:
    point = _Point(1, told="a")
    assert (point.x, point.y, point.told) == (1, 2, "a")
    assert point == _Point(x=1, y=2)
    assert hash(point) == hash(_Point(1))
    assert replace(point, y=5).y == 5
    assert repr(point) == "_Point(x=1, y=2, told='a')"
    assert list(inspect.signature(_Point).parameters) == ["x", "y", "told"]


def test_it_stays_frozen_and_checks_itself() -> None:
    with pytest.raises(FrozenInstanceError):
        _Point(1).x = 2  # type: ignore[misc]
    with pytest.raises(ValueError, match="left of the edge"):
        _Point(-1)
    with pytest.raises(TypeError):
        _Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        _Point(1, 2, "a")  # type: ignore[misc]


def test_a_class_that_it_cannot_make_is_refused() -> None:
    @dataclass(frozen=True)
    class Open:
        x: int

    @dataclass(frozen=True, slots=True)
    class Made:
        x: list[int] = field(default_factory=list)

    for cls in (Open, Made):
        with pytest.raises(TypeError, match="no plain field in a slot"):
            quick(cls)
