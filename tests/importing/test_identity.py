"""``import`` of ``export`` is the identity on the charter, in every format and language.

But for the keys, which print does not show, and for what no clause file holds: the title,
which is printed above the preamble, and the list of revisions, which goes to the closing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.charter import Charter
from amendtool.articles.styles import STYLES, DraftingStyle
from amendtool.comparison.house import HOUSES
from amendtool.drafting.draft import draft
from amendtool.drafting.goal import EditedText
from amendtool.drafting.repair import Mending
from amendtool.importing.document import Imported, import_document
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.model import Revision
from amendtool.render.formats import ARTICLES, render
from amendtool.repository.storage.loader import load
from amendtool.repository.workspace import read_folder
from tests import usual
from tests.strategies import NUMBERED_THROUGH
from tests.test_examples import history

ROOT = Path(__file__).parents[2]
FORMATS = {"docx": ".docx", "html": ".html", "markdown": ".md", "text": ".txt"}
TITLES = {"en": "Articles of Incorporation", "ja": "定款"}
OWN_LIST = "Adopted on May 1, 2020"
REVISIONS = (
    Revision(name="2007-06-26-agm", title="Partial Amendment", meeting="The 15th Meeting",
             adopted="2007-06-26", effective="2007-06-26"),
)  # fmt: skip


def printed(charter: Charter, style: DraftingStyle, form: str, *, house: str = "") -> Imported:
    """The charter printed in a format and read back."""
    name = house or {"en": "en", "ja": "ja-notice"}[style.name]
    export = make_export(
        charter, style=style, house=HOUSES[name], title=TITLES[style.name], revisions=REVISIONS
    )
    data = render(ARTICLES, export, form)
    return import_document(data, file=f"articles{FORMATS[form]}", style=style)


def shown(charter: Charter) -> Iterator[object]:
    """Everything of a charter but its keys."""
    names = {
        chapter.key: [(c.number, c.heading) for c in charter.outer_chapters(chapter.key)]
        for chapter in charter.chapters
    }
    yield list(names.values())
    for article in charter.every_article():
        yield (
            article.number,
            article.heading,
            article.paragraphs,
            article.status,
            names.get(article.chapter or ""),
            charter.is_supplementary(article.key),
        )


def same(charter: Charter, found: Imported, style: DraftingStyle) -> None:
    """The charter came back: its articles and chapters, its preamble and its closing."""
    assert list(shown(found.charter)) == list(shown(charter))
    title, _, preamble = found.charter.preamble.partition("\n")
    assert (title, preamble) == (TITLES[style.name], charter.preamble)
    closing = found.charter.closing.split("\n")
    heading = {"en": "List of Revisions", "ja": "変更履歴"}[style.name]
    if OWN_LIST in charter.closing:  # goes on with what is after its last day, which nothing is
        assert "\n".join(closing) == charter.closing
        return
    own, revisions = closing[: closing.index(heading)], closing[closing.index(heading) + 1 :]
    assert "\n".join(own) == charter.closing
    assert len(revisions) == len(REVISIONS)
    assert REVISIONS[0].title in revisions[0]


@st.composite
def framed(draw: st.DrawFn) -> tuple[DraftingStyle, Charter]:
    """A charter with a preamble and a closing, or without."""
    style = STYLES[draw(st.sampled_from(NUMBERED_THROUGH))]
    charter = draw(usual.charters(style))
    before = {
        "en": ("These Articles were adopted by the founders.", "They replace all others."),
        "ja": ("本定款は、発起人が作成した。", "従前の定款はこれを廃する。"),
    }
    after = {
        "en": (OWN_LIST, "Date: May 1, 2020"),
        "ja": ("以上", "令和２年５月１日"),
    }
    count = draw(st.integers(0, 2))
    preamble = "\n".join(before[style.name][:count])
    closing = "\n".join(after[style.name][: draw(st.integers(0, 2))])
    return style, replace(charter, preamble=preamble, closing=closing)


@given(framed(), st.sampled_from(sorted(FORMATS)))
def test_what_is_printed_is_read_back_as_it_was(
    case: tuple[DraftingStyle, Charter], form: str
) -> None:
    style, charter = case
    found = printed(charter, style, form)
    if form == "text" and "text-between" in {each.code for each in found.report.doubts}:
        # In a text a caption above Article 1 alone may be the end of what is in front, and is told.
        assert charter.articles[0].heading
        assert not any(each.heading for each in charter.articles[1:])
        return
    same(charter, found, style)
    matched = draft(
        charter, EditedText(charter=found.charter), style, name="again", mending=Mending.NOTHING
    )
    assert matched is None, "with the present keys it is the same charter"


JAPANESE_HOUSES = ("ja-notice", "ja-report", "ja-ordinance")
EVERY_STATE = [
    pytest.param(
        *(house, form, state),
        # In every run the last state, of one house a language in every format.
        marks=()
        if state == -1 and (house in ("ja-notice", "en") or form == "docx")
        else pytest.mark.long,
    )
    for house in (*JAPANESE_HOUSES, "en", "seed-en")
    for form in sorted(FORMATS)
    for state in (0, -1)
]


@pytest.mark.parametrize(("house", "form", "state"), EVERY_STATE)
def test_every_state_of_the_sample_company_comes_back(house: str, form: str, state: int) -> None:
    language = "en" if house.endswith("en") else "ja"
    style = STYLES[language]
    charter = history(language)[state]
    same(charter, printed(charter, style, form, house=house), style)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_published_articles_come_back(form: str) -> None:
    style = STYLES["en"]
    charter = load(read_folder(ROOT, "articles"), style).charter
    same(charter, printed(charter, style, form, house="seed-en"), style)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_nothing_of_the_navigation_comes_back(form: str) -> None:
    charter = history("en")[0]
    found = printed(charter, STYLES["en"], form)
    assert found.charter.preamble == TITLES["en"]
    assert not [doubt for doubt in found.report.doubts if doubt.severity != "note"]


SIGNS = (
    "R&D of 5 < 6 > 4, 7 | 8 and *a* _b_ ~c~ `d` [e](f) \\g.",
    "&amp; &#42; &sect; <b>h</b> <Tenant> 10^6^ ~~i~~ ** j **",
    "# k.", "> l.", "- m.", "https://n.example/?o=1&p=2 q@r.example",
)  # fmt: skip


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_signs_that_are_markup_elsewhere_come_back(form: str) -> None:
    text = "Article 1 Signs\n\n" + "\n\n".join(SIGNS)
    charter = import_document(text.encode(), file="x.txt", style=STYLES["en"]).charter
    found = printed(charter, STYLES["en"], form)
    assert [one.paragraphs for one in found.charter.articles] == [
        one.paragraphs for one in charter.articles
    ]


BULLETED = (
    "# Rules\n\nArticle 1. Members are:\n\n1. minors\n   - under 15\n   - 16 year old ones\n"
    "2. firms.\n\nArticle 2. Guests:\n\n- stay a night\n- or two\n\n1. They tell the warden.\n"
    "2. They pay.\n"
)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_bullets_stay_bullets(form: str) -> None:
    style = STYLES["en"]
    first = import_document(BULLETED.encode(), file="x.md", style=style, learn=True)
    assert "- 16 year old ones" in str(first.charter.articles[0].body)
    found = printed(first.charter, first.printed, form)
    assert list(shown(found.charter)) == list(shown(first.charter))
    if form == "markdown":
        export = make_export(first.charter, style=first.printed, house=HOUSES["en"], title="Rules")
        text = render(ARTICLES, export, form).decode()
        assert "\n  - under 15\n" in text
        assert "\n- stay a night\n" in text
