"""What becomes of each provision between two states of the articles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.charter import Charter
from amendtool.articles.styles import EN
from amendtool.comparison.changes import (
    ArticleChange,
    ChapterChange,
    changes,
    moved_articles,
    supplementary_changes,
)
from amendtool.repository.storage.loader import load
from tests import strategies


def told(present: str, proposed: str) -> list[str]:
    """The changes between rows of articles such as ``a b``; a capital has another text."""
    return [f"{change.key} {_kind(change)}" for change in changes(_row(present), _row(proposed))]


def _row(keys: str) -> Charter:
    texts = {
        f"articles/{number:03}-{key.lower()}.md": f"Text {key.isupper()}.\n".encode()
        for number, key in enumerate(keys.split(), 1)
    }
    return load(texts, EN).charter


def _kind(change: ArticleChange | ChapterChange) -> str:
    return change.kind.value if isinstance(change, ArticleChange) else "chapter"


def test_what_is_deleted_stands_where_it_stood() -> None:
    assert told("a b c", "a c") == ["a unchanged", "b deleted", "c renumbered"]
    assert told("a b", "b") == ["a deleted", "b renumbered"]
    assert told("a b c", "a") == ["a unchanged", "b deleted", "c deleted"]
    assert told("a b", "") == ["a deleted", "b deleted"]
    # It goes along with what it followed.
    assert told("a b c", "c a") == ["c renumbered", "a renumbered", "b deleted"]


def test_what_is_new_stands_where_it_will_stand() -> None:
    assert told("a c", "a b c") == ["a unchanged", "b inserted", "c renumbered"]
    assert told("", "a") == ["a inserted"]


def test_a_changed_text_is_more_than_a_changed_number() -> None:
    assert told("a b", "n a B") == ["n inserted", "a renumbered", "b replaced"]


def moved(present: str, proposed: str) -> dict[str, str]:
    """What moves between articles in chapters such as ``x: a b, y: c``."""
    return moved_articles(_chapters(present), _chapters(proposed))


def _chapters(text: str) -> Charter:
    files = {}
    number = 0
    for place, part in enumerate(text.split(", "), 1):
        key, _, articles = part.partition(": ")
        folder = f"articles/{place:02}-{key}"
        files[f"{folder}/000-chapter.md"] = f"# {key}\n".encode()
        for article in articles.split():
            number += 1
            files[f"{folder}/{number:03}-{article}.md"] = b"Text.\n"
    return load(files, EN).charter


def test_an_article_moves_between_chapters_that_stay() -> None:
    assert moved("x: a b, y: c", "x: a, y: b c") == {"b": "x"}
    assert moved("x: a b, y: c", "x: a, y: c b") == {"b": "x"}
    assert moved("x: a b, y: c d", "x: c a, y: b d") == {"c": "y", "b": "x"}


def test_a_chapter_line_that_comes_or_goes_moves_nothing() -> None:
    assert moved("x: a b c", "x: a, y: b c") == {}
    assert moved("x: a, y: b c", "x: a b c") == {}
    assert moved("x: a b", "y: a b") == {}


def test_an_article_that_goes_past_others_moves_into_a_new_chapter() -> None:
    assert moved("x: a b c", "x: b c, y: a") == {"a": "x"}
    assert moved("x: a b c", "x: b c a") == {}


@given(st.data())
def test_what_moves_has_another_chapter(
    data: st.DataObject,
) -> None:
    style = data.draw(strategies.styles)
    one, other = data.draw(strategies.charters(style)), data.draw(strategies.charters(style))
    assert moved_articles(one, one) == {}
    before, after = one.by_key(), other.by_key()
    for key, chapter in moved_articles(one, other).items():
        assert before[key].chapter == chapter
        assert after[key].chapter not in (None, chapter)


@given(st.data())
def test_every_provision_is_told_once(data: st.DataObject) -> None:
    style = data.draw(strategies.styles)
    one, other = data.draw(strategies.charters(style)), data.draw(strategies.charters(style))
    found = [change.key for change in changes(one, other)]
    keys = {a.key for c in (one, other) for a in c.articles}
    keys |= {chapter.key for c in (one, other) for chapter in c.chapters}
    assert sorted(found) == sorted(keys)
    supplementary = [change.key for change in supplementary_changes(one, other)]
    assert sorted(supplementary) == sorted({a.key for c in (one, other) for a in c.supplementary})


@given(st.data())
def test_nothing_becomes_of_the_same_articles(data: st.DataObject) -> None:
    charter = data.draw(strategies.charters(data.draw(strategies.styles)))
    for change in (*changes(charter, charter), *supplementary_changes(charter, charter)):
        assert not change.changed if isinstance(change, ChapterChange) else change.old == change.new
