"""What the desk keeps has a bound, whatever it is asked for and however often."""

from __future__ import annotations

import datetime
import gc
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from amendtool.cli.language import said_in
from amendtool.desk.server import Desk
from amendtool.workflow.in_force.on_day import ArticlesOnDay
from amendtool.workflow.kept import Kept
from amendtool.workflow.open import open_workspace
from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small


@given(st.lists(st.integers(0, 30)), st.integers(1, 40))
def test_never_more_than_its_bound_and_always_what_is_made(asked: list[int], most: int) -> None:
    kept: Kept[int, int] = Kept(most, lambda value: value)
    for each in asked:
        assert kept.of(each, lambda each=each: each) == each  # type: ignore[misc]
        assert kept.weight <= most


def test_what_was_used_last_is_made_once() -> None:
    made: list[str] = []
    kept: Kept[str, None] = Kept(2)
    for each in "abacaba":
        kept.of(each, lambda each=each: made.append(each))  # type: ignore[misc]
    assert "".join(made) == "abcb"


def held() -> int:
    gc.collect()
    return sum(type(each) is ArticlesOnDay for each in gc.get_objects())


def test_a_reader_who_asks_for_every_day_fills_no_memory(small: Repository) -> None:
    desk = Desk(lambda _: open_workspace(small.path)[0], speak=said_in)
    days = (datetime.date(2099, 1, 1) + datetime.timedelta(each) for each in count())

    def asked(often: int) -> int:
        for _ in range(often):
            assert b"Article 1" in (desk.file(f"days/{next(days)}.html") or b"")
        return held()

    asked(20)  # more than are kept
    before = held()
    assert asked(20) == before
