"""Amendments of irregular articles and their inverses, which give back exactly what was before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Move,
    Numbering,
    Operation,
    Renumber,
    Replace,
)
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    address_of_article,
    address_of_chapter,
)
from amendtool.articles.charter import Body, Charter, goes_unnumbered, provision, same_but_for_marks
from amendtool.articles.numbers import Number, SpanForm
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.articles.styles.samples import with_paragraph
from amendtool.articles.unnumbered import block_titles
from amendtool.errors import AmendtoolError, InputError
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load
from tests.printed.documents import Document, documents
from tests.printed.layouts import PLAIN
from tests.printed.printers import PRINTERS
from tests.printed.product import read

# ------------------------------------------------------------ any operation, anywhere


def addresses(charter: Charter) -> Iterator[Address]:
    """The address of everything in some articles."""
    for chapter in charter.chapters:
        yield address_of_chapter(charter, chapter.key)
    for article in charter.every_article():
        at = address_of_article(charter, article.key)
        yield at
        yield from inside(article.body, at)
    for title in block_titles(charter.blocks).values():
        yield Address(supplementary=True, block=title)


def inside(body: Body, at: Address) -> Iterator[Address]:
    for each in body:
        if not isinstance(each, str):
            top = at.paragraph is None
            here = replace(at, paragraph=each.number) if top else at.item(each.number)
            yield here
            yield from inside(each.body, here)


def only(address: Address) -> AddressRange:
    return AddressRange(address, address)


def operation(rng: random.Random, charter: Charter) -> Operation | None:
    """Any operation on anything; half of them are refused, and no matter."""
    every = list(addresses(charter))
    frame = [each for each in every if each.level in ("article", "chapter")]
    at = rng.choice(frame if frame and rng.random() < 0.6 else every)
    in_frame = at.level in ("article", "chapter")
    beside = rng.choice([each for each in every if each.level == at.level])
    text = (provision(Number.of(1), "What is new."),)
    body = () if at.level == "chapter" else text
    heading = "New" if in_frame else None
    kind = rng.choice(
        ("delete", "delete", "reserve", "heading", "words", "behind", "at", "to", "move", "mark")
    )
    if kind == "delete":
        return Delete(target=only(at))
    if kind == "reserve":
        return Delete(target=only(at), numbering=Numbering.RESERVE)
    if kind == "heading" and in_frame:
        return Delete(target=only(replace(at, heading=True)))
    if kind == "words" and at.level != "chapter":
        return Replace(target=at, body=text)
    if at.level is None:
        return None
    number = beside.number.local
    if kind == "behind":
        return Insert(target=at, after=at, body=body, heading=heading)
    if kind == "at":
        new = rng.choice((number, number.next(), number.again(2))) if number.last else number.next()
        return Insert(target=at.at(new), body=body, heading=heading)
    if kind == "to":
        return Renumber(target=only(at), to=only(at.at(number)))
    if kind == "move":
        return Move(target=only(at), after=beside)
    return Replace(target=at, mark=rng.choice(("§ 7", "(x)", "9.")))


def require_the_rest_as_it_was(application: Application) -> None:
    """What no operation acts on has its words and its chapter, and stands in its order."""
    framed = (Delete, Insert, Move, Renumber, Replace)
    targets = [each.target for each in application.operations if isinstance(each, framed)]
    heads = [each.first if isinstance(each, AddressRange) else each for each in targets]
    if any(each.level in ("chapter", None) for each in heads):
        return  # with a chapter its articles go, or come into another one
    acted, after = set(application.origin), application.proposed.by_key()
    rest = [each for each in application.present.every_article() if each.key not in acted]
    for each in rest:
        other = after[each.key]
        assert (each.heading, each.status, each.chapter) == (
            other.heading, other.status, other.chapter,
        )  # fmt: skip
        assert each.body == other.body
    order = [key for key in after if key in {each.key for each in rest}]
    assert order == [each.key for each in rest]


@given(documents(profiles=("irregular",)), st.integers(0, 2**20))
def test_the_inverse_of_anything_is_exact(document: Document, seed: int) -> None:
    found = read(PRINTERS["html"](document, PLAIN), document)
    charter, style = found.imported.charter, found.style
    rng = random.Random(seed)
    drawn = (operation(rng, charter) for _ in range(rng.choice((1, 1, 2))))
    operations = tuple(each for each in drawn if each is not None)
    assume(operations)
    try:
        application = apply(
            charter, Amendment(name="x", operations=operations, follow=False), style
        )
    except AmendtoolError:
        return
    require_the_rest_as_it_was(application)
    try:
        inverse = application.inverse
    except InputError:
        # Never silently another charter; and what nobody can say is rare: two at once, or how
        # one label speaks again for several deleted articles that an operation has parted.
        event("inverse-impossible")
        inverse = None
    loose = any(
        goes_unnumbered(each) or isinstance(each.form, SpanForm) for each in charter.articles
    )
    assert inverse is not None or len(operations) > 1 or loose
    if inverse is None:
        return
    if not inverse.operations:  # what changes nothing is undone by nothing, and no file says that
        assert application.proposed == charter
        return
    assert apply(application.proposed, inverse, style).proposed == charter
    written = write_amendment(replace(inverse, title="X"), style)
    again = read_amendment(written, style, file="x.yaml", name="inverse").amendment
    back = apply(application.proposed, replace(again, follow=False), style).proposed
    # Marks in a text that are as the style has them say nothing of the form that is to be taken.
    rows = zip(back.every_article(), charter.every_article(), strict=True)
    assert all(same_but_for_marks(one, other) for one, other in rows)
    assert (back.chapters, back.blocks) == (charter.chapters, charter.blocks)


# ----------------------------------------------------------------- each kind by itself

ENGLISH = {
    "01-one/000-chapter.md": "# One\n",
    "01-one/001-name.md": "# Name\n\nX.\n",
    "01-one/007-late.md": '---\nafter: "name"\n---\n\n# Late\n\nOut of turn.\n',
    "01-one/003-seat.md": "# Seat\n\nTown.\n",
    "02-two/000-chapter.md": "# Two\n",
    "02-two/000-text.md": "A text below the heading.\n",
    "02-two/004-dues.md": "# Dues\n\nTen.\n",
    "02-two/004-fees.md": '---\nafter: "dues"\n---\n\n# Fees\n\nTwo.\n',
    "02-two/000-note.md": '---\nafter: "fees"\n---\n\n# Note\n\nIt is meant so.\n',
    "02-two/009-end.md": "# End\n\nBy a vote.\n",
    "supplementary/000-plain.md": "In force at once.\n\n2 And for ever.\n",
}
JAPANESE = {
    "001-name.md": "# 商号\n\n当会社は、Xとする。\n",
    "002-seat.md": "# 本店\n\n東京都に置く。\n",
    "supplementary/000-first.md": "この定款は、成立の日から施行する。\n",
    "supplementary/01-old/000-chapter.md": "# 附則（令和２年６月24日）\n",
    "supplementary/01-old/001-day.md": "この変更は、同日から施行する。\n",
    "supplementary/02-two/000-chapter.md": "# 附則（令和４年６月24日）\n",
    "supplementary/02-two/001-electronic.md": "電子提供は、施行日から行う。\n",
    "supplementary/02-two/002-gone.md": "本条は、６か月後に削る。\n",
    "supplementary/05-late/000-chapter.md": "# 附則（令和５年６月24日）\n",
    "supplementary/05-late/000-plain.md": "この変更は、翌日から施行する。\n",
}


def charter_of(files: dict[str, str], style: DraftingStyle) -> Charter:
    return load({f"articles/{path}": text.encode() for path, text in files.items()}, style).charter


def made(files: dict[str, str], style: DraftingStyle, operations: str) -> Application:
    text = f"amendment: x\ntitle: X\n{operations}"
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    return apply(charter_of(files, style), replace(amendment, follow=False), style)


@pytest.mark.parametrize(
    "said",
    [
        "delete: Article 7",
        "delete: first Article 4",
        "delete: Article 9",
        "delete: Chapter 1",
        "delete: Chapter 2",
        "delete: Chapter 2 heading",
        "delete: Chapter 1 heading",
        "delete: Supplementary Provisions",
        "delete: text after Article 3",
        "delete: text after second Article 4",
        "insert: Article 8\n    heading: Seal\n    text: Of wax.",
    ],
)
def test_english(said: str) -> None:
    application = made(ENGLISH, EN, f"operations:\n  - {said}\n")
    back = apply(application.proposed, application.inverse, EN).proposed
    assert back == charter_of(ENGLISH, EN)
    assert files_of(back, EN) == files_of(charter_of(ENGLISH, EN), EN)


@pytest.mark.parametrize(
    "said",
    [
        "delete: 附則（令和２年６月24日）第１条",
        "delete: 附則（令和４年６月24日）第１条から第２条まで",
        "delete: 附則（令和４年６月24日）",
        "insert: 附則（令和４年６月24日）第２条の後\n    text: 別に定める。",
        "insert: 附則（令和９年６月24日）\n    text: 別に定める。",
        "insert: 第１条の後\n    text: 別に定める。",
    ],
)
def test_japanese(said: str) -> None:
    application = made(JAPANESE, JA, f"operations:\n  - {said}\n")
    back = apply(application.proposed, application.inverse, JA).proposed
    assert files_of(back, JA) == files_of(charter_of(JAPANESE, JA), JA)


def test_a_first_paragraph_without_its_number_where_a_setting_chose_the_marks() -> None:
    # The form of the items is told, and with it that the paragraph above them prints none.
    style = with_paragraph(EN, "1.2")
    assert style is not None
    files = {
        "001-name.md": "# Name\n\nX.\n\n- (1) One:\n  - (i) now;\n  - (ii) ever;\n",
        "002-seat.md": "# Seat\n\nTown.\n\n- (1) Two:\n  - (a) in full;\n",
    }
    application = made(files, style, "operations:\n  - delete: Article 2\n")
    assert apply(application.proposed, application.inverse, style).proposed == application.present


def test_what_cannot_be_said_is_no_inverse() -> None:
    # The number in the name of its folder is not that behind the one before it.
    application = made(JAPANESE, JA, "operations:\n  - delete: 附則（令和５年６月24日）\n")
    with pytest.raises(InputError) as caught:
        _ = application.inverse
    assert [each.code for each in caught.value.problems] == ["inverse-impossible"]
    # A text behind the second of two goes with the first, and does not come back with it.
    application = made(ENGLISH, EN, "operations:\n  - delete: second Article 4\n")
    with pytest.raises(InputError) as caught:
        _ = application.inverse
    assert [each.code for each in caught.value.problems] == ["inverse-impossible"]


def test_no_number_follows_where_all_stay() -> None:
    said = """\
numbering: stay
operations:
  - delete: Article 1
  - insert: Article 20
    behind: Article 3
    chapter: Chapter 1
    text: Far.
  - move: second Article 4
    to: first Article 4
    behind: none
    chapter: Chapter 2
"""
    proposed = made(ENGLISH, EN, said.replace("behind: none", "behind: Article 20")).proposed
    # What has no number goes with what it stands behind.
    assert [each.key for each in proposed.articles] == [
        "late", "seat", "provision", "text", "fees", "note", "dues", "end",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("operations", "code"),
    [
        ("  - insert: after Article 3\n    text: x\n", "number-unsaid"),
        ("  - {move: Article 3, after: Article 7}\n", "number-unsaid"),
        ("  - insert: Article 3\n    text: x\n    behind: Article 1\n", "number-twice"),
        ("  - insert: second Article 5\n    text: x\n    behind: Article 1\n", "number-missing"),
        ("  - insert: Article 5\n    text: x\n    behind: Article 6\n", "target-missing"),
        ("  - {renumber: Article 3, to: Article 9}\n", "number-twice"),
    ],
)
def test_what_is_not_said_clearly_is_refused(operations: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        made(ENGLISH, EN, f"numbering: stay\noperations:\n{operations}")
    assert code in [each.code for each in caught.value.problems]


def test_a_place_beside_the_number_is_told_only_there() -> None:
    with pytest.raises(InputError) as caught:
        made(ENGLISH, EN, "operations:\n  - {insert: Article 8, text: x, behind: Article 7}\n")
    assert [each.code for each in caught.value.problems] == ["behind-misplaced"]


def test_a_japanese_file_names_a_place_in_japanese() -> None:
    said = "operations:\n  - insert: 第１条の後\n    text: 別に定める。\n"
    application = made(JAPANESE, JA, said)
    (operation,) = application.operations
    assert isinstance(operation, Insert)
    assert operation.after == Address(article=Number.of(1))
    written = write_amendment(Amendment(name="x", title="X", operations=(operation,)), JA)
    assert "insert: 第１条の次" in written
    assert read_amendment(written, JA, file="x.yaml", name="x").amendment.operations == (operation,)


# ------------------------------------------------------ what one operation leaves behind

OUT_OF_TURN = {
    "002-gone.md": "[Reserved]\n",
    "001-meetings.md": '---\nafter: "gone"\n---\n\n# Meetings\n\nOnce a year.\n',
    "003-end.md": "# End\n\nBy a vote.\n",
}


def test_what_moves_and_keeps_its_number_goes_back_to_where_it_stood() -> None:
    application = made(OUT_OF_TURN, EN, "operations:\n  - {move: Article 2, after: Article 1}\n")
    row = [(each.key, str(each.number)) for each in application.proposed.articles]
    assert row == [("meetings", "1"), ("gone", "2"), ("end", "3")]
    back = apply(application.proposed, application.inverse, EN).proposed
    assert back == charter_of(OUT_OF_TURN, EN)


def test_a_move_to_where_it_stands_is_no_move() -> None:
    said = "numbering: stay\noperations:\n  - {move: Article 1, to: Article 1, behind: Article 2}\n"
    with pytest.raises(InputError) as caught:
        made(OUT_OF_TURN, EN, said)
    assert [each.code for each in caught.value.problems] == ["no-change"]


RANGE = {
    "001-name.md": "# 商号\n\nX。\n",
    "002-a.md": '---\nmark: "第２条から第４条まで"\n---\n\n削　除\n',
    "003-b.md": '---\nmark: ""\n---\n\n削　除\n',
    "004-c.md": '---\nmark: ""\n---\n\n削　除\n',
    "005-end.md": "# 目的\n\nY。\n",
}


def test_a_label_of_several_deleted_articles_follows_when_one_goes() -> None:
    proposed = made(RANGE, JA, "operations:\n  - delete: 第３条\n").proposed
    assert [each.mark for each in proposed.articles] == [None, "第２条から第３条まで", "", None]


def test_a_text_below_the_heading_leaves_no_placeholder() -> None:
    said = "operations:\n  - {delete: Chapter 2, numbering: reserve}\n"
    proposed = made(ENGLISH, EN, said).proposed
    assert "text" not in proposed.by_key()
    assert load(files_of(proposed, EN), EN).charter == proposed


@pytest.mark.parametrize("verb", ["renumber", "move"])
def test_nothing_gets_the_place_of_what_has_no_number(verb: str) -> None:
    with pytest.raises(InputError) as caught:
        made(ENGLISH, EN, f"operations:\n  - {{{verb}: Article 9, to: text after Article 3}}\n")
    assert [each.code for each in caught.value.problems] == ["number-none"]


def test_the_title_of_a_new_block_is_written_as_it_is_printed() -> None:
    block = Address(supplementary=True, block="付　則（令和９年４月１日）")
    new = Insert(target=block, body=(provision(Number.of(1), "別に定める。"),))
    written = write_amendment(Amendment(name="x", title="X", operations=(new,)), JA)
    assert "「付　則（令和９年４月１日）」" in written
    assert read_amendment(written, JA, file="x.yaml", name="x").amendment.operations == (new,)
