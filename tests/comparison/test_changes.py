"""What becomes of each provision between two states of the articles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.charter import Charter
from amendtool.articles.styles import EN
from amendtool.comparison.changes import Change, ChapterChange, changes, supplementary_changes
from amendtool.repository.loading import load
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


def _kind(change: Change | ChapterChange) -> str:
    return change.kind.value if isinstance(change, Change) else "chapter"


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
