"""The sample bylaws of ``examples/larkspur`` through all their amendments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.reasons import reason_problems
from amendtool.articles.charter import Charter
from amendtool.articles.findings import findings
from amendtool.articles.references.inventory import list_references
from amendtool.articles.styles import BYLAWS, BYLAWS_RESTART, DraftingStyle
from amendtool.comparison.rows import make_table
from amendtool.comparison.table import RowKind, Table
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.render.table.html import to_html
from amendtool.render.table.json import to_json
from amendtool.render.table.terminal import to_terminal
from amendtool.repository.config import read_config
from amendtool.repository.storage.loader import load
from amendtool.repository.workspace import read_folder

LARKSPUR = Path(__file__).parents[2] / "examples" / "larkspur"
GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in (LARKSPUR / "amendments").glob("*.yaml"))
CONFIG = read_config((LARKSPUR / "amendtool.toml").read_bytes())


def present() -> Charter:
    return load(read_folder(LARKSPUR, "articles"), BYLAWS).charter


def amendment(name: str) -> Amendment:
    path = LARKSPUR / "amendments" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    return read_amendment(text, BYLAWS, file=path.name, name=name).amendment


def history() -> dict[str, Application]:
    """Each amendment, applied to what the one before it gave."""
    charter = present()
    found: dict[str, Application] = {}
    for name in NAMES:
        found[name] = apply(charter, amendment(name), BYLAWS)
        charter = found[name].proposed
    return found


HISTORY = history()


def table(name: str, style: DraftingStyle = BYLAWS) -> Table:
    application = HISTORY[name]
    return make_table(
        application.present, application.proposed, style=style, house=CONFIG.house,
        title=CONFIG.title, kept=application.kept,
    )  # fmt: skip


def test_the_repository_chooses_the_style_and_its_house_style() -> None:
    assert CONFIG.style.default is BYLAWS
    assert CONFIG.house.name == "bylaws"


@pytest.mark.parametrize("name", NAMES)
def test_every_amendment_is_sound(name: str) -> None:
    application = HISTORY[name]
    assert not application.questions
    assert not reason_problems(application, amendment(name), BYLAWS)
    assert apply(application.proposed, application.inverse, BYLAWS).proposed == application.present


@pytest.mark.parametrize("charter", [present(), *(each.proposed for each in HISTORY.values())])
def test_every_state_is_sound(charter: Charter) -> None:
    assert not findings(charter, {}, BYLAWS)
    troubled = [
        listed.reference.text
        for listed in list_references(charter, BYLAWS)
        if any(resolved.trouble for resolved in listed.resolved)
    ]
    assert not troubled


def test_a_new_article_moves_those_behind_it_with_their_sections() -> None:
    application = HISTORY["2019-05-14-annual"]
    old = {a.key: a.number for a in application.present.articles}
    new = {a.key: a.number for a in application.proposed.articles}
    assert (str(old["duties"]), str(new["duties"])) == ("4-3", "5-3")
    assert [str(new[key]) for key in ("committees-of-the-board", "duties", "waiver")] == [
        "4-1", "5-3", "6-2",
    ]  # fmt: skip
    texts = {a.key: a.paragraphs[0].text for a in application.proposed.articles}
    assert "Sections 2.3, 2.5 and 6.1" in texts["duties"]
    assert "Article II, Article III or this Article VI" in texts["waiver"]
    assert "Article VI of the Certificate of Incorporation" in texts["amendments"]


@pytest.mark.parametrize("name", NAMES)
def test_the_table_is_as_recorded(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / f"{name}.json", to_json(table(name)))
    golden(GOLDEN / f"{name}.html", to_html(table(name)))
    text = to_terminal(table(name), width=100, colour=False, unicode=True)
    golden(GOLDEN / f"{name}.txt", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_table_is_as_recorded_where_every_article_begins_with_section_1(
    name: str, golden: Callable[[Path, str], None]
) -> None:
    text = to_terminal(table(name, BYLAWS_RESTART), width=100, colour=False, unicode=True)
    golden(GOLDEN / f"{name}-restart.txt", text)


def test_a_section_that_prints_the_same_number_stays_as_it_is() -> None:
    """Article IV becomes V, and its Section 1 stays Section 1."""
    rows = table("2019-05-14-annual", BYLAWS_RESTART).rows
    assert all(row.kind is not RowKind.RENUMBERED for row in rows)
    assert any(row.kind is RowKind.RENUMBERED for row in table("2019-05-14-annual").rows)
    duties = next(row for row in rows if row.key == "duties")
    assert not duties.present[0].runs[0].changed


@pytest.mark.parametrize("name", NAMES)
def test_the_table_gives_both_texts_back(name: str) -> None:
    application = HISTORY[name]
    for charter, side in ((application.present, "present"), (application.proposed, "proposed")):
        texts = {a.key: a for a in charter.articles}
        for row in table(name).rows:
            if row.kind not in (RowKind.REPLACED, RowKind.INSERTED, RowKind.DELETED):
                continue
            article = texts.get(row.key)
            if article is None or article.number is None:
                continue
            printed = " ".join(block.text for block in getattr(row, side))
            line = BYLAWS.article.write(article.number)
            assert printed.startswith(f"{line} {article.heading}. {article.paragraphs[0].text}")


def test_the_document_is_as_recorded(golden: Callable[[Path, str], None]) -> None:
    charter = HISTORY[NAMES[-1]].proposed
    document = make_export(charter, style=BYLAWS, house=CONFIG.house, title=CONFIG.title)
    golden(GOLDEN / "bylaws.md", render(ARTICLES, document, "markdown").decode())
