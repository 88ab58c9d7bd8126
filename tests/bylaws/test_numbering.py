"""The laws of counting within Articles, for bylaws and amendments of any shape."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.addresses import address_of_article
from amendtool.articles.charter import Charter
from amendtool.articles.findings import findings
from amendtool.articles.references.inventory import list_references
from amendtool.articles.references.resolver import Trouble
from amendtool.articles.styles import BYLAWS, BYLAWS_RESTART, STYLES, DraftingStyle
from amendtool.repository.storage.folders import file_changes, files_of
from amendtool.repository.storage.loader import load
from tests.bylaws.strategies import Drawn, amended, bylaws, layout_of, styles
from tests.drafting.keyed import drafted as draft_keyed


def applied(drawn: Drawn) -> Application:
    return apply(drawn.charter, drawn.amendment, drawn.style)


@given(amended())
def test_sections_are_counted_within_their_articles(drawn: Drawn) -> None:
    proposed = applied(drawn).proposed
    assert layout_of(proposed) == drawn.layout
    for at, chapter in enumerate(proposed.chapters, 1):
        assert chapter.number.parts == (at,)
        own = [a.number.parts for a in proposed.articles if a.chapter == chapter.key and a.number]
        assert own == [(at, n) for n in range(1, len(own) + 1)]
    assert not findings(proposed, {}, drawn.style)


@given(amended())
def test_the_inverse_gives_the_present_bylaws_back(drawn: Drawn) -> None:
    application = applied(drawn)
    assert apply(application.proposed, application.inverse, drawn.style).proposed == drawn.charter


@given(amended(), st.randoms(use_true_random=False))
def test_the_order_of_operations_means_nothing(drawn: Drawn, chance: random.Random) -> None:
    shuffled = list(drawn.amendment.operations)
    chance.shuffle(shuffled)
    again = replace(drawn.amendment, operations=tuple(shuffled))
    assert apply(drawn.charter, again, drawn.style).proposed == applied(drawn).proposed


def targets(charter: Charter, style: DraftingStyle) -> dict[str, list[tuple[str, ...]]]:
    """By section, the keys and items that each of its references means."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for listed in list_references(charter, style):
        meant = tuple(f"{spot.key} {spot.items}" for spot, _ in listed.targets)
        found.setdefault(listed.standing.spot.key, []).append(meant)
    return found


@given(amended())
def test_references_keep_the_keys_they_mean(drawn: Drawn) -> None:
    application = applied(drawn)
    asked = {entry.standing.spot.key for entry, _ in application.questions}
    before = targets(drawn.charter, drawn.style)
    after = targets(application.proposed, drawn.style)
    home = {article.key: article.chapter for article in drawn.charter.articles}
    for article in application.proposed.articles:
        if article.key in asked or article.key not in home:
            continue
        old, new = before.get(article.key, []), after.get(article.key, [])
        text = article.paragraphs[0].text
        if "this Article" in text and home[article.key] != article.chapter:
            continue  # it moved into another Article, which "this Article" means now
        assert old == new, text


@given(amended())
def test_what_cites_a_deleted_section_is_asked_about(drawn: Drawn) -> None:
    application = applied(drawn)
    asked = {entry.standing.spot.key for entry, _ in application.questions}
    for listed in list_references(application.proposed, drawn.style):
        if any(each.trouble is Trouble.MISSING for each in listed.resolved):
            assert listed.standing.spot.key in asked


@given(styles.flatmap(lambda style: st.tuples(st.just(style.name), bylaws(style))))
def test_the_files_give_the_bylaws_back(case: tuple[str, Charter]) -> None:
    style, charter = STYLES[case[0]], case[1]
    files = files_of(charter, style)
    # An Article without Sections stands in its heading alone.
    assert load(files, style).charter == charter


@given(bylaws(BYLAWS))
def test_both_styles_have_the_same_files(charter: Charter) -> None:
    assert files_of(charter, BYLAWS) == files_of(charter, BYLAWS_RESTART)


@given(amended())
def test_changing_the_files_is_applying(drawn: Drawn) -> None:
    proposed = applied(drawn).proposed
    files = files_of(drawn.charter, drawn.style)
    changes = file_changes(load(files, drawn.style), proposed, drawn.style)
    moved = {changes.renames.get(path, path): data for path, data in files.items()}
    kept = {path: data for path, data in moved.items() if path not in changes.deletes}
    deleted = {changes.renames.get(path, path) for path in changes.deletes}
    after = {path: data for path, data in kept.items() if path not in deleted}
    assert {**after, **changes.writes} == files_of(proposed, drawn.style)


@given(amended(citing=False))
def test_a_draft_gives_the_edited_bylaws(drawn: Drawn) -> None:
    edited = applied(drawn).proposed
    assume(edited != drawn.charter)
    drafted = draft_keyed(drawn.charter, edited, drawn.style, name="x").amendment
    assert apply(drawn.charter, drafted, drawn.style).proposed == edited


@given(amended(citing=False))
def test_an_amendment_is_read_as_it_is_written(drawn: Drawn) -> None:
    text = write_amendment(drawn.amendment, drawn.style)
    read = read_amendment(text, drawn.style, file="x.yaml", name="x").amendment
    assert apply(drawn.charter, read, drawn.style).proposed == applied(drawn).proposed


@given(styles.flatmap(lambda style: st.tuples(st.just(style.name), bylaws(style))))
def test_every_section_has_an_address(case: tuple[str, Charter]) -> None:
    from amendtool.articles.address_reader import parse
    from amendtool.articles.addresses import find

    style, charter = STYLES[case[0]], case[1]
    for article in charter.articles:
        address = address_of_article(charter, article.key)
        assert parse(address.text(style), style) == address
        assert find(charter, address) == article
