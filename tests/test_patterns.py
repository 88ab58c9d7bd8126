"""Patterns that are compiled when they are first used, and are then like any other."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from amendtool.patterns import compiled

DATE = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})"


def test_it_matches_as_the_pattern_of_re_does() -> None:
    ours, theirs = compiled(DATE, re.ASCII), re.compile(DATE, re.ASCII)
    found = ours.search("on 2013-06, a day")
    assert found is not None
    assert found.groupdict() == {"year": "2013", "month": "06"}
    assert found.re == theirs
    assert ours.sub(r"\g<month>/\g<year>", "2013-06") == "06/2013"
    assert [match[0] for match in ours.finditer("2013-06 2014-07")] == ["2013-06", "2014-07"]
    for name in ("pattern", "flags", "groups", "groupindex"):
        assert getattr(ours, name) == getattr(theirs, name)


def test_nothing_is_compiled_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compile = re.compile

    def counted(pattern: str, flags: int = 0) -> Any:
        made.append(pattern)
        return compile(pattern, flags)

    monkeypatch.setattr(re, "compile", counted)
    pattern = compiled(DATE)
    assert pattern.pattern == DATE
    assert made == []
    for _ in range(2):
        assert pattern.match("2013-06")
        assert pattern.search("2013-06")
    assert made == [DATE]


def test_a_mistake_is_found_at_its_first_use_and_a_copy_works() -> None:
    with pytest.raises(re.error):
        compiled("(").match("")
    assert copy.copy(compiled(DATE)).fullmatch("2013-06")
    with pytest.raises(AttributeError):
        compiled(DATE).no_method  # type: ignore[attr-defined]  # noqa: B018
