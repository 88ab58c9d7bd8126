"""``[documents]`` in ``amendtool.toml``: by language, and every mistake with its line."""

from __future__ import annotations

import pytest

from amendtool.errors import InputError
from amendtool.repository.config import read_config

GOOD = '''\
company = "Example Inc."
[documents]
short_name = "EI"
representative = "山田　太郎"
about = """
One
line.

Two.
"""
contact = """
  Investor Relations

  Tel: 1  2
"""

[documents.ja]
company = "株式会社見本"
short_name = ""
dates = "era"
'''


def test_a_language_goes_before_what_all_share() -> None:
    config = read_config(GOOD.encode())
    english, japanese = config.company_in("en"), config.company_in("ja")
    assert (english.name, english.short_name, english.era) == ("Example Inc.", "EI", False)
    assert (japanese.name, japanese.short_name, japanese.era) == ("株式会社見本", "", True)
    assert japanese.representative == english.representative == "山田　太郎"
    assert english.about == ("One\nline.", "Two.")
    assert english.contact == ("Investor Relations", "Tel: 1  2")
    assert config.company_in("fr").name == "Example Inc."


def test_without_the_table_the_company_has_its_name() -> None:
    company = read_config(b'company = "Example Inc."\n').company_in("en")
    assert (company.name, company.about, company.contact) == ("Example Inc.", (), ())


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ('[documents]\nabut = "x"', "unknown-setting", 2, "did you mean about?"),
        ('x = 1\n[documents]\ncode = 1234\n[documents.ja]\ncode = "1"', "text-expected", 3, "text"),
        ("[documents]\n[documents.ja]\ncode = 1234", "text-expected", 3, "code"),
        ('[documents]\ndates = "wareki"', "choice-unknown", 2, "western, era"),
        ('[documents]\n[documents.fr]\ncode = "1"', "unknown-setting", 2, "'fr'"),
        ('documents = "x"', "table-expected", 1, "[documents]"),
        ('[documents]\nja = "x"', "table-expected", 2, "[documents.ja]"),
        ('[documents]\nplace = "a\\u202Eb"', "bidi-control", 2, ""),
    ],
)
def test_a_mistake_has_its_line(text: str, code: str, line: int, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_config(text.encode())
    problem = next(each for each in caught.value.problems if each.code == code)
    assert (problem.place.file, problem.place.line) == ("amendtool.toml", line)
    assert words in f"{problem.message} {problem.hint}"


def test_all_mistakes_are_told_together() -> None:
    with pytest.raises(InputError) as caught:
        read_config(b'colour = "x"\n[documents]\nabut = "x"\ncode = 1\n')
    assert len(caught.value.problems) == 3
