"""Values whose methods are written when they are first called behave as dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import field, replace
from typing import Any, ClassVar

import pytest

from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    kind: ClassVar[str] = "point"
    x: int
    y: int = 0
    seen: list[str] = field(default_factory=list, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Point):
    name: str = "A"


@dataclass(slots=True)
class Tally:
    count: int
    twice: int = field(init=False)

    def __post_init__(self) -> None:
        self.twice = 2 * self.count


@dataclass(frozen=True, slots=True, order=True)
class Version:
    major: int
    minor: int


@dataclass(frozen=True)
class Loose:
    text: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Loose) and self.text.lower() == other.text.lower()

    def __repr__(self) -> str:
        return self.text


def test_nothing_is_written_before_it_is_called() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        number: int

    def maker(name: str) -> tuple[str, ...]:
        return tuple(vars(Fresh)[name].__code__.co_varnames)

    before = {name: maker(name) for name in ("__init__", "__repr__")}
    assert Fresh(1).number == 1
    assert maker("__init__") != before["__init__"]
    assert maker("__repr__") == before["__repr__"]
    assert repr(Fresh(1)).endswith("Fresh(number=1)")
    assert maker("__repr__") != before["__repr__"]
    assert not isinstance(vars(Fresh)["__dataclass_fields__"], dict)
    assert dataclasses.is_dataclass(Fresh)
    assert replace(Fresh(1), number=2) == Fresh(2)
    assert isinstance(vars(Fresh)["__dataclass_fields__"], dict)


def test_values_are_made_told_and_compared() -> None:
    one = Point(x=1)
    assert repr(one) == "Point(x=1, y=0)"
    assert one == Point(x=1, seen=["there"])
    assert one != Point(x=2)
    assert one != Named(x=1)
    assert hash(one) == hash(Point(x=1, seen=["there"]))
    assert one.seen is not Point(x=1).seen
    assert Point.kind == "point"
    assert replace(one, y=3) == Point(x=1, y=3)
    assert [each.name for each in dataclasses.fields(one)] == ["x", "y", "seen"]
    assert not hasattr(one, "__dict__")


def test_a_subclass_has_the_fields_of_both() -> None:
    assert repr(Named(x=1, name="B")) == "Named(x=1, y=0, name='B')"
    assert Named(x=1) == Named(x=1, y=0, name="A")
    assert len({Named(x=1), Named(x=1), Named(x=2)}) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda point: setattr(point, "x", 2),
        lambda point: delattr(point, "x"),
        lambda point: setattr(point, "other", 2),
    ],
)
def test_what_is_frozen_cannot_be_changed(change: Any) -> None:
    point = Point(x=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        change(point)
    assert point == Point(x=1)


def test_what_is_not_frozen_can_and_has_no_hash() -> None:
    tally = Tally(2)
    tally.count = 5
    assert (tally.count, tally.twice) == (5, 4)
    with pytest.raises(TypeError, match="unhashable"):
        hash(tally)


def test_ordered_values_are_sorted_by_their_fields() -> None:
    assert sorted([Version(2, 0), Version(1, 9)])[0] == Version(1, 9)
    assert Version(1, 9) < Version(1, 10) <= Version(1, 10)
    assert Version(2, 0) > Version(1, 10) >= Version(1, 10)


def test_methods_of_the_class_itself_stay() -> None:
    assert Loose("A") == Loose("a")
    assert repr(Loose("A")) == "A"


@pytest.mark.parametrize("wrong", [{}, {"x": 1, "z": 2}])
def test_arguments_that_do_not_fit_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Point(**wrong)


@pytest.mark.parametrize("value", [Point(x=1, seen=["there"]), Named(x=1), Tally(3)])
def test_values_are_copied_and_sent_to_another_process(value: Any) -> None:
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert other == value
        assert other is not value
        assert repr(other) == repr(value)


@dataclass(frozen=True, slots=True)
class Mark:
    x: int
    y: int = 2
    told: str = field(default="", kw_only=True, compare=False)

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("left of the edge")


def test_what_is_written_into_slots_is_as_frozen_and_as_checked() -> None:
    mark = Mark(1, told="a")
    assert (mark.x, mark.y, mark.told) == (1, 2, "a")
    assert mark == Mark(x=1, y=2)
    assert hash(mark) == hash(Mark(1))
    assert replace(mark, y=5).y == 5
    with pytest.raises(dataclasses.FrozenInstanceError):
        mark.x = 2  # type: ignore[misc]
    with pytest.raises(ValueError, match="left of the edge"):
        Mark(-1)
    with pytest.raises(TypeError):
        Mark()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Mark(1, 2, "a")  # type: ignore[call-arg]
    init = vars(Mark)["__init__"]
    assert "object" not in init.__code__.co_names


def by_both(options: dict[str, bool], shape: dict[str, Any]) -> tuple[Any, Any]:
    """The same class of values by both."""
    makers: tuple[Any, ...] = (dataclass, dataclasses.dataclass)
    ours, theirs = (make(**options)(type("Made", (), dict(shape))) for make in makers)
    return ours, theirs


FIELDS: dict[str, Any] = {
    "a": dataclasses.MISSING,
    "b": field(compare=False),
    "c": 3,
    "d": field(default=4, kw_only=True),
    "e": field(default_factory=list, hash=False),
    "f": field(default=6, init=False),
    "g": field(default_factory=lambda: (7,), init=False, repr=False),
    "h": field(default=8, hash=True, compare=False),
}


@pytest.mark.parametrize("slots", [True, False])
@pytest.mark.parametrize("frozen", [True, False])
@pytest.mark.parametrize("kw_only", [True, False])
def test_they_are_made_compared_and_hashed_as_dataclasses_are(
    slots: bool, frozen: bool, kw_only: bool
) -> None:
    shape = {
        "__annotations__": {**dict.fromkeys(FIELDS, "object"), "z": "ClassVar[int]"},
        "z": 26,
        **{name: said for name, said in FIELDS.items() if said is not dataclasses.MISSING},
    }
    copies = [{**shape, **{k: copy.copy(v) for k, v in FIELDS.items() if k in shape}} for _ in "ab"]
    options = {"slots": slots, "frozen": frozen, "kw_only": kw_only}
    ours, theirs = by_both(options, copies[0])[0], by_both(options, copies[1])[1]
    assert ours.__match_args__ == theirs.__match_args__
    assert [each.name for each in dataclasses.fields(ours)] == [*FIELDS]
    given = [{"a": 1, "b": 2}, {"a": 1, "b": 0}, {"a": 1, "b": 2, "c": 5}, {"a": 1, "b": 2, "d": 0}]
    made = [[kind(**each) for each in given] for kind in (ours, theirs)]
    for one, other in zip(*made, strict=True):
        assert repr(one) == repr(other)
        assert [getattr(one, name) for name in FIELDS] == [getattr(other, name) for name in FIELDS]
        assert dataclasses.asdict(one) == dataclasses.asdict(other)
        assert hasattr(one, "__dict__") == hasattr(other, "__dict__")
        if frozen:
            assert hash(one) == hash(other)
        assert one != other
        assert one == replace(one)
        changed = [replace(each, a=9) for each in (one, other)]
        assert repr(changed[0]) == repr(changed[1])
    told = [[one == other for one in each for other in each] for each in made]
    assert told[0] == told[1]


def test_a_value_is_equal_to_itself_as_a_tuple_is() -> None:
    """What is no number is not equal to itself, but two values with the same one are."""
    odd = float("nan")

    @dataclass(frozen=True, slots=True)
    class Odd:
        number: float

    assert Odd(odd) == Odd(odd)
    assert Odd(odd) != Odd(float("nan"))


def test_a_default_that_can_change_is_refused() -> None:
    with pytest.raises(ValueError, match="default_factory"):

        @dataclass(frozen=True)
        class Wrong:
            several: list[int] = []  # noqa: RUF012


def test_a_dataclass_and_a_class_of_values_may_be_the_base_of_the_other() -> None:
    @dataclasses.dataclass(frozen=True)
    class Lasting(Point):
        last: int = 9

    assert Lasting(x=1, last=2) == Lasting(x=1, last=2)
    assert [each.name for each in dataclasses.fields(Lasting)] == ["x", "y", "seen", "last"]


@dataclass(frozen=True, slots=True)
class Wide:
    a: int
    b: int = 2
    c: str = "c"
    d: tuple[int, ...] = ()
    e: int = field(default=5, kw_only=True)

    def __post_init__(self) -> None:
        if self.a < 0:
            raise ValueError("too small")


class Below(Wide):
    pass


@dataclass(frozen=True, slots=True)
class Wider(Wide):
    f: int = 6


@pytest.mark.parametrize("kind", [Wide, Below, Wider])
def test_values_of_many_fields_are_as_frozen_as_those_of_few(kind: type[Wide]) -> None:
    made = kind(1, c="x", e=9)
    assert type(made) is kind
    assert (made.a, made.b, made.c, made.d, made.e) == (1, 2, "x", (), 9)
    assert made == kind(a=1, b=2, c="x", d=(), e=9)
    assert hash(made) == hash(kind(1, c="x", e=9))
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.a = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.a
    assert type(replace(made, b=3)) is kind
    assert pickle.loads(pickle.dumps(made)) == made
    with pytest.raises(TypeError):
        kind()  # type: ignore[call-arg]


@pytest.mark.parametrize("kind", [Wide, Wider])
def test_a_value_that_is_refused_has_its_class_and_is_frozen(kind: type[Wide]) -> None:
    refused: list[Wide] = []

    class Seen(kind):  # type: ignore[valid-type, misc]
        __slots__ = ()

        def __post_init__(self) -> None:
            refused.append(self)
            super().__post_init__()

    with pytest.raises(ValueError, match="too small"):
        kind(-1)
    with pytest.raises(ValueError, match="too small"):
        Seen(-1)
    assert type(refused[0]) is Seen
    with pytest.raises(dataclasses.FrozenInstanceError):
        refused[0].a = 1


def test_classes_of_one_shape_have_their_own_names_and_defaults() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Here:
        one: int
        two: int = 2
        many: list[int] = field(default_factory=list)
        four: int = 4

    @dataclass(frozen=True, slots=True, kw_only=True)
    class There:
        eins: str
        zwei: str = "zwei"
        viele: tuple[int, ...] = field(default_factory=lambda: (1,))
        vier: str = "vier"

    assert repr(Here(one=1)).endswith("Here(one=1, two=2, many=[], four=4)")
    assert repr(There(eins="1", vier="4")).endswith(
        "There(eins='1', zwei='zwei', viele=(1,), vier='4')"
    )
    assert Here(one=1).many is not Here(one=1).many
    codes = [vars(kind)["__init__"].__code__ for kind in (Here, There)]
    assert codes[0].co_code == codes[1].co_code
    assert codes[0].co_varnames == ("self", "one", "two", "many", "four")
    assert list(inspect.signature(There).parameters) == ["eins", "zwei", "viele", "vier"]
    with pytest.raises(TypeError, match="eins"):
        There(zwei="2")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="one"):
        There(one="2")  # type: ignore[call-arg]


def test_a_field_without_a_default_does_not_follow_one_that_has_it() -> None:
    kinds = {"a": "int", "b": "int"}
    made: Any = dataclass(frozen=True)(type("Wrong", (), {"__annotations__": kinds, "a": 1}))
    with pytest.raises(TypeError, match="follows one that has it"):
        made()
