"""American charters: articles counted in words, sections in some Articles and not in others."""

from __future__ import annotations

import pytest

from amendtool.importing.document import Imported, import_document

_NTHS = (
    "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth "
    "Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth"
).split()


def imported(text: str, file: str = "charter.txt") -> Imported:
    return import_document(text.encode(), file=file, style=None, learn=True)


def codes(found: Imported) -> list[str]:
    return [each.code for each in found.report.doubts if each.severity != "note"]


@pytest.mark.parametrize("count", [2, 4, 7, 8, 12, 13, 20])
@pytest.mark.parametrize("form", ["{}: ", "{}. ", "ARTICLE {}\n", "ARTICLE {}: "])
def test_every_ordinal_counts_an_article(form: str, count: int) -> None:
    labels = [form.format(nth.upper()) for nth in _NTHS[:count]]
    text = "CERTIFICATE\n\n" + "\n\n".join(f"{label}It may act so." for label in labels)
    found = imported(text)
    assert [str(each.number) for each in found.charter.articles] == [
        str(n) for n in range(1, count + 1)
    ]
    assert codes(found) == []


def test_a_word_in_capitals_that_only_begins_like_one_is_none() -> None:
    found = imported(
        "CERTIFICATE\n\nFIRST: It may act.\n\nSECONDED: by nobody.\n\nSECOND: It may.\n"
    )
    first, second = found.charter.articles
    assert (str(first.number), str(second.number)) == ("1", "2")
    assert "SECONDED: by nobody." in str(first.body)


_ALONE = "# Rules\n\n## Article I. Name\n\nThe name is Lane.\n\n## Article II. Place\n\nDover.\n\n"
_MEMBERS = (
    "## Article III. Members\n\n### Section 1. Who\n\nAnybody.\n\n### Section 2. Dues\n\nTen.\n\n"
)
_MIXED = {
    "more sections than Articles with a text": (
        _ALONE + _MEMBERS
        + "## Article IV. Board\n\n### Section 1. Size\n\nNine.\n\n### Section 2. Job\n\nMany.\n\n"
        "## Article V. Change\n\nBy vote.\n",
        ["Name", "Place", "Members", "Board", "Change"],
    ),
    "one Article alone has them": (
        _ALONE + _MEMBERS + "### Section 3. Leaving\n\nAt any time.\n",
        ["Name", "Place", "Members"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(_MIXED))
def test_sections_are_articles_where_more_of_them_have_a_title(name: str) -> None:
    text, chapters = _MIXED[name]
    found = imported(text, "rules.md")
    assert [each.heading for each in found.charter.chapters] == chapters
    assert {"Who", "Dues"} <= {each.heading for each in found.charter.articles}
    assert codes(found) == []


def test_two_sections_of_many_articles_stay_in_their_text() -> None:
    alone = "".join(f"## Article {n}. Item {n}\n\nText.\n\n" for n in range(1, 6))
    found = imported(
        f"# Rules\n\n{alone}## Article 6. Dues\n\n### Section 1. Sum\n\nTen.\n", "r.md"
    )
    assert [str(each.number) for each in found.charter.articles] == list("123456")


@pytest.mark.parametrize(
    "line",
    ["Signed by the founder members:", "Executed by the trustees:",
     "Signed and sealed by the parties:", "Signed for and on behalf of the society:"],
)  # fmt: skip
def test_who_signs_with_initials_is_no_item(line: str) -> None:
    text = (
        "RULES\n\n1. NAME\n1.1 The name is Lane.\n1.2 It is short.\n\n2. END\n2.1 It may end.\n"
        f"2.2 Then all is shared.\n\n{line}\n\nJ. Hargreaves\n\nP. Nolan\n"
    )
    found = imported(text)
    assert found.charter.closing.split("\n") == [line, "J. Hargreaves", "P. Nolan"]
    assert codes(found) == []
