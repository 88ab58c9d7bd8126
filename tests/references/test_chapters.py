"""The chapters around a provision, as resolving and reading citations ask for them."""

from __future__ import annotations

from hypothesis import given

from amendtool.articles.charter import Charter
from amendtool.articles.references.resolver import Index
from amendtool.articles.styles import EN
from tests import strategies


@given(strategies.charters(EN))
def test_an_index_knows_the_chapters_of_its_charter(charter: Charter) -> None:
    index = Index(charter, EN)
    ways = [charter.outer_chapters(chapter.key) for chapter in charter.chapters]
    assert [index.outer_chapters(chapter.key) for chapter in charter.chapters] == ways
    assert index.depth == max(map(len, ways), default=0)
    assert index.outer_chapters(None) == index.outer_chapters("not a chapter") == ()
