"""Templates of a company take no more memory and time than they may, and raise nothing else."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pytest

from amendtool.errors import InputError, Place, Problem
from amendtool.render import templates
from amendtool.render.apart import apart
from amendtool.render.templates import Templates

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there a template is filled here")

HERE = Place(file="templates")
small = partial(apart, seconds=1, megabytes=200)


def of_memory() -> int:
    grown = ["x" * 1000]
    while True:
        grown += grown


def of_memory_at_once() -> int:
    return len(bytearray(1 << 30))  # where nothing limits it, this takes no time


def of_time() -> int:
    while True:
        pass


def of_waiting() -> int:
    time.sleep(1000)
    return 0


def of_death() -> int:
    os._exit(0)


@pytest.mark.parametrize("make", [of_memory, of_memory_at_once, of_time, of_death])
def test_a_child_that_takes_too_much_is_ended(make: Callable[[], int]) -> None:
    began = time.monotonic()
    with pytest.raises(InputError) as error:
        small(make, HERE)
    (problem,) = error.value.problems
    assert (problem.code, problem.place) == ("template-takes-too-much", HERE)
    assert time.monotonic() - began < 60


def test_a_child_that_does_not_end_is_ended() -> None:
    with pytest.raises(InputError, match="more than 0 seconds"):
        apart(of_waiting, HERE, seconds=0)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)  # nobody is left behind


def test_what_a_child_makes_comes_back_whole() -> None:
    text = "第1条 " * 1_000_000
    assert small(lambda: (text, os.getpid()), HERE)[0] == text
    assert small(os.getpid, HERE) != os.getpid()


def test_what_a_child_refuses_is_refused_here() -> None:
    problem = Problem(code="x", message="no", place=Place(file="a", line=2))

    def refuse() -> None:
        raise InputError(problem, problem)

    with pytest.raises(InputError) as error:
        small(refuse, HERE)
    assert error.value.problems == (problem, problem)


def test_a_mistake_of_ours_stays_one() -> None:
    def fail() -> None:
        raise KeyError("secret")

    with pytest.raises(RuntimeError, match="KeyError") as error:
        small(fail, HERE)
    assert "secret" not in str(error.value)


GROWING = {
    "loops in loops": "{% for a in l %}" * 12 + "{{ a }}" + "{% endfor %}" * 12,
    "arguments that double": "{% macro d() %}{% for i in l if varargs|length < 99999999 %}"
    "{% if loop.first %}{{ d(*varargs, *varargs) }}{% endif %}{% endfor %}{% endmacro %}{{ d(1) }}",
}


@pytest.mark.parametrize("source", GROWING.values(), ids=GROWING)
def test_a_template_that_grows_without_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setattr(templates, "apart", small)
    (tmp_path / "page.html.j2").write_text(source)
    with pytest.raises(InputError) as error:
        Templates([tmp_path], {}).fill("page.html.j2", {"l": [1] * 30}, most=10**9)
    assert error.value.problems[0].code in ("template-takes-too-much", "template-fails",
                                            "template-syntax")  # fmt: skip


MANY = 2000
NESTED = {
    "brackets": "{{ " + "(" * MANY + "1" + ")" * MANY + " }}",
    "lists": "{{ " + "[" * MANY + "]" * MANY + " }}",
    "not": "{{ " + "not " * MANY + "1 }}",
    "conditions": "{% if 1 %}" * MANY + "{% endif %}" * MANY,
    "some loops": "{% for a in l %}" * 30 + "{% endfor %}" * 30,
    "many loops": "{% for a in l %}" * 150 + "{% endfor %}" * 150,
    "a sum": "{{ 1" + " + 1" * MANY + " }}",
    "attributes": "{{ l" + ".b" * MANY + " }}",
    "filters": "{{ 'a'" + "|lower" * MANY + " }}",
    "a long number": "{{ " + "9" * 5000 + " }}",
    "an argument twice": "{% macro f(a, a) %}{% endmacro %}",
    "a value twice": "{{ f(a=1, a=2) }}",
    "half a character": '{{ "\\ud800" }}',
    "a macro in itself": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "a template in itself": "{% include 'page.html.j2' %}",
    "a template under itself": "{% extends 'page.html.j2' %}",
    "a loop in itself": "{% for a in l recursive %}{{ loop(l) }}{% endfor %}",
}


@pytest.mark.parametrize("source", NESTED.values(), ids=NESTED)
def test_whatever_a_template_is_its_mistake_is_told_with_its_file(
    tmp_path: Path, source: str
) -> None:
    path = tmp_path / "page.html.j2"
    path.write_text(source)
    with pytest.raises(InputError) as error:
        Templates([tmp_path], {}).fill("page.html.j2", {"l": [1]}, most=10**6)
    (problem,) = error.value.problems
    assert problem.code in ("template-syntax", "template-fails")
    assert problem.place.file == str(path)


def test_packaged_templates_are_filled_in_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr(templates, "apart", never)
    for folders in ([], [tmp_path], [tmp_path / "none"]):
        assert Templates(folders, {}).apart(os.getpid) == os.getpid()


def test_what_cannot_be_handed_over_is_no_matter_of_the_limits() -> None:
    with pytest.raises(RuntimeError, match="TypeError"):
        apart(lambda: MappingProxyType({}), Place(file="own"))
