"""Of an edited document no more is read than differs, and what is drafted is as if all were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Final

import pytest

from amendtool.amendments.file.write import write_amendment
from amendtool.articles.charter import (
    Article,
    Body,
    Chapter,
    Charter,
    Provision,
    Status,
    provision,
)
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import LITERAL
from amendtool.articles.styles import STYLES
from amendtool.comparison.house import HOUSES
from amendtool.errors import InputError
from amendtool.importing.blocks import SourceDocument
from amendtool.importing.document import import_source
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.workflow.drafting import edited_parts
from amendtool.workflow.drafting.draft import EditionDraft, draft
from amendtool.workflow.drafting.edited_document import EditedDocument, read_edited
from tests.importing.word_files import package, paragraph

FORMATS: Final = {"text": "txt", "markdown": "md", "html": "html", "docx": "docx"}
TITLES: Final = {"en": "Articles of Incorporation", "ja": "定款"}
WORDS: Final = {
    "en": ("Rule", "The Company keeps register no. {}.", "It lists the following:", "the list {};",
           "Article {} applies to guests.", "In addition, it keeps another one."),
    "ja": ("規則", "当会社は、第{}号の名簿を備え置く。", "次の各号を定める。", "{}番の名簿",
           "第{}条の規定は、来賓に準用する。", "このほか、別の名簿を備え置く。"),
}  # fmt: skip


def article(language: str, nth: int, number: int, chapter: str | None = None) -> Article:
    """An article with texts that no other has, of one of four shapes."""
    heading, text, lead, item, citing, more = WORDS[language]
    texts = [text.format(nth), citing.format(nth % 7 + 1), f"{more}{text.format(1000 + nth)}"]
    items = [provision(Number.of(n), item.format(10 * nth + n)) for n in (1, 2, 3)]
    bodies: Sequence[Body] = (
        (provision(Number.of(1), texts[0]),),
        (provision(Number.of(1), texts[0]), provision(Number.of(2), texts[1])),
        (provision(Number.of(1), lead, items),),
        (provision(Number.of(1), lead, items, texts[0]), provision(Number.of(2), texts[2])),
    )
    return Article(
        key=f"a{nth}",
        number=Number.of(number),
        heading=f"{heading} {nth}",
        body=bodies[nth % len(bodies)],
        chapter=chapter,
    )


def charter(language: str, count: int = 30) -> Charter:
    """Articles in three chapters, and one supplementary provision."""
    heading = WORDS[language][0]
    chapters = [
        Chapter(key=f"c{n}", number=Number.of(n), heading=f"{heading} C{n}") for n in (1, 2, 3)
    ]
    return Charter(
        articles=tuple(
            article(language, n, n, chapters[3 * (n - 1) // count].key) for n in range(1, count + 1)
        ),
        chapters=tuple(chapters),
        supplementary=(article(language, 500, 1),),
    )


def reworded(body: Body, more: str) -> Body:
    """A body with more words behind its first text."""
    first, *others = body
    if isinstance(first, str):
        return (first + more, *others)
    return (replace(first, body=reworded(first.body, more)), *others)


Edit = Callable[[Random, str, list[Article]], None]


def _reword(random: Random, language: str, row: list[Article]) -> None:
    at = random.randrange(len(row))
    more = WORDS[language][5] if language == "ja" else f" {WORDS[language][5]}"
    row[at] = replace(row[at], body=reworded(row[at].body, more))


def _insert(random: Random, language: str, row: list[Article]) -> None:
    at = random.randrange(len(row))
    row.insert(at, article(language, random.randrange(600, 700), 1, row[at].chapter))


def _delete(random: Random, _: str, row: list[Article]) -> None:
    del row[random.randrange(len(row))]


def _rename(random: Random, _: str, row: list[Article]) -> None:
    at = random.randrange(len(row))
    row[at] = replace(row[at], heading=f"{row[at].heading}a")


def _add(random: Random, language: str, row: list[Article]) -> None:
    at = random.randrange(len(row))
    last = row[at].body[-1]
    if isinstance(last, Provision) and last.number.main < 3:
        number = Number.of(last.number.main + 1)
        new = provision(number, WORDS[language][1].format(random.randrange(900, 999)))
        row[at] = replace(row[at], body=(*row[at].body, new))


def _move(random: Random, _: str, row: list[Article]) -> None:
    moved = row.pop(random.randrange(len(row)))
    at = random.randrange(len(row))
    row.insert(at, replace(moved, chapter=row[at].chapter))


EDITS: Final[Sequence[Edit]] = (_reword, _reword, _insert, _insert, _delete, _rename, _add, _move)


def edited(present: Charter, language: str, seed: int, *, moves: bool = True) -> Charter:
    """The charter with some edits; the numbers move on, or are left as they were."""
    random = Random(seed)
    row = list(present.articles)
    for _ in range(random.randrange(1, 4)):
        random.choice(EDITS if moves else EDITS[:-1])(random, language, row)
    if len({each.number for each in row}) < len(row) or random.randrange(5):
        row = [replace(each, number=Number.of(n)) for n, each in enumerate(row, 1)]
    row = [replace(each, key=f"e{n}") for n, each in enumerate(row)]
    return replace(present, articles=tuple(row))


def document(there: Charter, language: str, form: str, title: str | None = None) -> EditedDocument:
    """The articles in print."""
    export = make_export(
        there,
        style=STYLES[language],
        house=HOUSES[LANGUAGES[language].house],
        title=title or TITLES[language],
    )
    return EditedDocument(data=render(ARTICLES, export, form), file=f"e.{FORMATS[form]}")


def drafted(present: Charter, language: str, source: EditedDocument) -> tuple[str, object]:
    """The file that is drafted, and what is said of it; or why nothing is."""
    style = STYLES[language]
    try:
        made: EditionDraft = draft(
            present,
            source,
            style,
            name="d",
            house=HOUSES[LANGUAGES[language].house],
            title=TITLES[language],
        )
    except InputError as error:
        return str(error), None
    text = write_amendment(made.amendment, style, notes=made.guesses)
    return text, [(each.code, each.message, each.place) for each in made.problems]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many blocks were read, each time that any were; -1 for the whole document."""
    found: list[int] = []
    part, whole = import_source, read_edited

    def of_part(source: SourceDocument, **named: object) -> object:
        found.append(len(source.blocks))
        return part(source, **named)  # type: ignore[arg-type]

    def of_whole(*given: object) -> object:
        found.append(-1)
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(edited_parts, "import_source", of_part)
    monkeypatch.setattr(edited_parts, "read_edited", of_whole)
    return found


def as_a_whole(present: Charter, language: str, source: EditedDocument) -> object:
    """What is drafted where the whole document is read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edited_parts, "_lines", lambda *_: None)
        return drafted(present, language, source)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("seed", range(12))
def test_what_is_drafted_is_as_if_all_were_read(language: str, seed: int) -> None:
    present = charter(language)
    source = document(edited(present, language, seed), language, list(FORMATS)[seed % 4])
    assert drafted(present, language, source) == as_a_whole(present, language, source)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("form", FORMATS)
def test_so_it_is_for_many_edits(language: str, form: str) -> None:
    present = charter(language, 60)
    for seed in range(100, 140):
        source = document(edited(present, language, seed), language, form)
        assert drafted(present, language, source) == as_a_whole(present, language, source), seed


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("form", FORMATS)
def test_next_to_nothing_is_read_of_what_did_not_change(
    language: str, form: str, read: list[int]
) -> None:
    present = charter(language, 60)
    for seed in (0, 3):
        source = document(edited(present, language, seed, moves=False), language, form)
        drafted(present, language, source)
    lines = len(document(present, language, "text").data.decode().split("\n"))
    assert read
    assert all(0 < each < lines / 2 for each in read), read


def test_a_deletion_is_found_without_reading(read: list[int]) -> None:
    present = charter("en")
    row = [each for each in present.articles if each.key != "a12"]
    row = [replace(each, number=Number.of(n)) for n, each in enumerate(row, 1)]
    source = document(replace(present, articles=tuple(row)), "en", "text")
    text, _ = drafted(present, "en", source)
    assert text.count("\n  - ") == 1
    assert "- delete: Article 12\n" in text
    assert not read


def test_the_same_document_is_nothing_to_draft(read: list[int]) -> None:
    present = charter("ja")
    assert "the edited articles are the present ones" in str(
        drafted(present, "ja", document(present, "ja", "docx"))
    )
    assert not read


def test_another_title_is_read_with_what_stands_around_the_articles(read: list[int]) -> None:
    present = charter("en")
    source = document(edited(present, "en", 3), "en", "text", "Bylaws")
    assert drafted(present, "en", source) == as_a_whole(present, "en", source)
    assert read[0] > 0


def test_a_text_that_was_not_edited_is_not_read_otherwise(read: list[int]) -> None:
    """As a whole, a line with two sentences that has no number is read as two texts."""
    present = charter("ja")
    two = replace(
        present.articles[8], body=("当会社は、名簿を備え置く。このほか、台帳を備え置く。",)
    )
    present = replace(present, articles=(*present.articles[:8], two, *present.articles[9:]))
    row = list(present.articles)
    row[8] = replace(row[8], heading="規則 9の2")
    row.insert(3, article("ja", 700, 1, "c1"))
    row = [replace(each, number=Number.of(n)) for n, each in enumerate(row, 1)]
    source = document(replace(present, articles=tuple(row)), "ja", "text")
    text, _ = drafted(present, "ja", source)
    assert text.count("\n  - replace: ") == 1
    assert "- replace: 第９条見出し\n    text: 規則 9の2\n" in text
    assert -1 not in read


def _another_chapter(present: Charter) -> Charter:
    first, *others = present.chapters
    return replace(present, chapters=(replace(first, heading="Other Rules"), *others))


def _twice(present: Charter) -> Charter:
    new = replace(present.articles[4], key="again", body=(provision(Number.of(1), "It is so."),))
    row = (*present.articles[:5], replace(new, number=new_number(5)), *present.articles[5:])
    return replace(present, articles=row)


def new_number(main: int) -> Number:
    """A number that prints as one that stands already."""
    return Number((main,), nth=2)


def _joined(present: Charter) -> Charter:
    first, second, *others = present.articles
    return replace(
        present, articles=(replace(first, body=(*first.body[:1], "All this is so.")), second,
                           *others[1:])
    )  # fmt: skip


@pytest.mark.parametrize("edit", [_another_chapter, _twice, _joined])
@pytest.mark.parametrize("form", FORMATS)
def test_where_more_was_edited_the_whole_is_read(
    edit: Callable[[Charter], Charter], form: str
) -> None:
    present = charter("en")
    source = document(edit(present), "en", form)
    assert drafted(present, "en", source) == as_a_whole(present, "en", source)


def test_articles_that_print_no_number_are_counted_where_all_are_read(read: list[int]) -> None:
    present = charter("en")
    silent = NumberForm(LITERAL, "")
    bare = replace(
        present,
        articles=tuple(replace(each, form=silent) for each in present.articles),
    )
    row = [each for each in bare.articles if each.key != "a12"]
    source = document(replace(bare, articles=tuple(row)), "en", "text")
    assert drafted(bare, "en", source) == as_a_whole(bare, "en", source)


def test_a_deleted_article_keeps_its_line(read: list[int]) -> None:
    present = charter("en")
    gone = Article(key="a7", number=Number.of(7), status=Status.RESERVED, chapter="c1")
    there = replace(
        present,
        articles=tuple(gone if each.key == "a7" else each for each in present.articles),
    )
    source = document(edited(there, "en", 2), "en", "html")
    assert drafted(there, "en", source) == as_a_whole(there, "en", source)


@pytest.mark.parametrize("form", ["text", "html", "docx"])
@pytest.mark.parametrize("wide", ["  ", "   "])
@pytest.mark.parametrize("words", ["", " more"])
def test_two_spaces_between_words_are_one(form: str, wide: str, words: str) -> None:
    present = charter("en")
    there = document(present, "en", "text")
    lines = there.data.decode().splitlines()
    at = next(n for n, line in enumerate(lines) if "keeps register no. 4." in line)
    lines[at] = lines[at].replace("keeps register", f"keeps{wide}one{words} register")
    data = "\n".join(lines).encode()
    if form == "html":
        data = "".join(f"<p>{line}</p>" for line in lines).encode()
    elif form == "docx":
        data = package("".join(map(paragraph, lines)))
    source = EditedDocument(data=data, file=f"e.{FORMATS[form]}")
    text, told = drafted(present, "en", source)
    assert told is not None, text
    assert 'find: "register"' in text
    assert f'with: "one{words} register"' in text
