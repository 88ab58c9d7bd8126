"""Sentences for people: said in English, or from a catalogue, with fields in its own order."""

from __future__ import annotations

import pytest

from amendtool.messages import language_spoken, say, say_count, speaking
from amendtool.periods.counted import Told
from tools.catalogue import said_in_template


class Reversed:
    """A catalogue that turns its few sentences round."""

    def gettext(self, message: str, /) -> str:
        return {"{file} has {word}": "{word}: {file}", "{as it is}": "{so}"}.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return "{word} × {count}"


def test_english_without_a_catalogue() -> None:
    assert say("{file} has {word!r}", file="a.md", word="b") == "a.md has 'b'"
    assert say("{as it is}") == "{as it is}"


@pytest.mark.parametrize(("count", "said"), [(0, "0 rows x"), (1, "1 row x"), (2, "2 rows x")])
def test_one_and_many(count: int, said: str) -> None:
    assert say_count("{count} row {word}", "{count} rows {word}", count, word="x") == said


def test_a_catalogue_puts_the_fields_in_its_own_order() -> None:
    with speaking(Reversed()):
        assert say("{file} has {word}", file="a.md", word="b") == "b: a.md"
        assert say("{as it is}") == "{so}"
        assert say("unknown {word}", word="b") == "unknown b"
        assert say_count("{count} {word}", "{count} {word}s", 2, word="行") == "行 × 2"
        with speaking(None):
            assert say("{file} has {word}", file="a", word="b") == "a has b"
        assert say("{file} has {word}", file="a", word="b") == "b: a"
    assert say("{file} has {word}", file="a", word="b") == "a has b"


def test_a_field_that_is_missing_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        say("{file} has {word}", file="a")


def test_what_is_told_in_both_languages_is_said_in_the_readers() -> None:
    months = Told("6か月", "6 months")
    assert (language_spoken(), months.said) == ("en", "6 months")
    with speaking(Reversed(), "ja"):
        assert (language_spoken(), months.said) == ("ja", "6か月")
        with speaking(None):
            assert months.said == "6 months"
    assert months.said == "6 months"


def test_the_sentences_of_a_page_are_found_in_its_template() -> None:
    page = """<h1 lang="{{ tag }}">{{ say("Files") }}</h1>
    {%- for one in files if say("{name} here", name=one) %}{{ other("this") }}
    <a title="{{ say('a \\'name\\'') }}">{% if one %}{{ say("x") if one else say("y") }}{% endif %}
    {%- endfor %}"""
    assert set(said_in_template(page)) == {"Files", "{name} here", "a 'name'", "x", "y"}
    with pytest.raises(ValueError, match="line 2"):
        list(said_in_template("\n{{ say(title) }}"))
