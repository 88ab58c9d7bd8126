"""Supplementary provisions of another day: what they cite of the articles is left, and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import Charter
from amendtool.articles.references.inventory import list_references
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.repository.storage.loader import load
from amendtool.workflow.references import unread_numbers

STYLES = {"ja": replace(JA, document_name="定款"), "en": replace(EN, document_name="Articles")}
ARTICLES = {
    "ja": {f"{n:03}-a{n}.md": f"# 題{n}\n\n本文。\n" for n in range(1, 7)},
    "en": {f"{n:03}-a{n}.md": f"# Title {n}\n\nText.\n" for n in range(1, 7)},
}
INSERT = {
    "ja": "  - insert: 第2条\n    text: 新設する。\n",
    "en": "  - insert: Article 2\n    text: New.\n",
}


def _charter(language: str, blocks: Mapping[str, str]) -> Charter:
    """Six articles, and one block of supplementary provisions for each title."""
    files = dict(ARTICLES[language])
    for at, (title, text) in enumerate(blocks.items(), 1):
        folder = f"supplementary/{at:02}-b{at}/" if title else "supplementary/"
        if title:
            files[f"{folder}000-chapter.md"] = f"# {title}\n"
        files[f"{folder}001-s{at}.md"] = f"{text}\n"
    named = {f"articles/{name}": text.encode() for name, text in files.items()}
    return load(named, STYLES[language]).charter


def _amended(language: str, blocks: Mapping[str, str], more: str = "") -> Application:
    style = STYLES[language]
    text = f"amendment: x\noperations:\n{INSERT[language]}{more}"
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    return apply(_charter(language, blocks), amendment, style)


def _text(done: Application, key: str) -> str:
    return done.proposed.by_key()[key].paragraphs[0].text


LEFT = [
    (
        "ja",
        {"附則（令和２年６月24日）": "第4条の規定は、この変更前の行為には適用しない。"},
        "第4条",
    ),
    (
        "ja",
        {"附　則（2015年6月26日）": "第3条及び第5条の定めは、その日に始まる。"},
        "第3条及び第5条",
    ),
    ("ja", {"附則（平成三十年法律第三号）": "第四条第一項の規定を適用する。"}, "第四条第一項"),
    ("ja", {"改正附則": "第4条の任期は、選任の時からとする。"}, "第4条"),
    ("ja", {"": "この定款の変更は、令和３年４月１日から施行し、第4条は同日から用いる。"}, "第4条"),
    (
        "ja",
        {
            "附則": "成立の日から施行する。",
            "附　則": "2020年4月1日から施行する。第4条は、同日に始まる。",
        },
        "第4条",
    ),
    (
        "en",
        {"Supplementary Provisions (June 26, 2015)": "Article 4 applies from that day."},
        "Article 4",
    ),
    (
        "en",
        {"Supplementary Provisions of the 2019 Amendment": "Articles 3 to 5 apply."},
        "Articles 3 to 5",
    ),
]
FOLLOW = [
    ("ja", {"附則": "第4条の規定にかかわらず、最初の任期は１年とする。"}, "第4条", "第5条"),
    (
        "ja",
        {"附則": "この定款は、2010年4月1日から施行する。第4条は、成立の日に始まる。"},
        "第4条",
        "第5条",
    ),
    ("en", {"": "Article 4 does not apply to the first term."}, "Article 4", "Article 5"),
]


@pytest.mark.parametrize(("language", "blocks", "words"), LEFT)
def test_a_citation_of_another_day_stays_and_is_told(
    language: str, blocks: dict[str, str], words: str
) -> None:
    done = _amended(language, blocks)
    last = f"s{len(blocks)}"
    assert _text(done, last) == [*blocks.values()][-1]
    assert not done.questions
    assert [(each.words, each.of_its_time) for each in done.unread] == [(words, True)]
    (problem,) = unread_numbers(done, STYLES[language])
    assert problem.code == "reference-of-its-time"
    assert words in problem.message


@pytest.mark.parametrize(("language", "blocks", "before", "after"), FOLLOW)
def test_one_of_the_articles_as_they_are_follows(
    language: str, blocks: dict[str, str], before: str, after: str
) -> None:
    done = _amended(language, blocks)
    assert _text(done, f"s{len(blocks)}") == [*blocks.values()][-1].replace(before, after)
    assert not done.unread


def test_what_a_block_says_of_itself_follows_as_anywhere() -> None:
    files = {
        **{f"articles/{name}": text.encode() for name, text in ARTICLES["ja"].items()},
        "articles/supplementary/01-b/000-chapter.md": "# 附則（令和２年６月24日）\n".encode(),
        "articles/supplementary/01-b/001-one.md": "次条の定めによる。\n".encode(),
        "articles/supplementary/01-b/002-two.md": "附則第１条及び前条の例による。\n".encode(),
    }
    charter = load(files, STYLES["ja"]).charter
    told = {
        each.reference.text: each.reference.category.value for each in list_references(charter, JA)
    }
    assert told == {"次条": "internal", "附則第１条及び前条": "internal"}


BLOCK = {"附則（令和２年６月24日）": "第4条の規定は、この変更前の行為には適用しない。"}


def test_an_operation_lets_it_follow() -> None:
    more = "  - retarget:\n      第4条: 第5条\n    in: 附則（令和２年６月24日）第１条\n"
    done = _amended("ja", BLOCK, more)
    assert _text(done, "s1").startswith("第5条の規定")
    assert not done.unread


@pytest.mark.parametrize(
    "more",
    [
        "  - keep: 附則（令和２年６月24日）第１条\n    find: 第4条\n",
        "  - keep: 第4条\n    in: 附則（令和２年６月24日）第１条\n",
    ],
)
def test_an_operation_says_that_it_stays(more: str) -> None:
    done = _amended("ja", BLOCK, more)
    assert _text(done, "s1").startswith("第4条の規定")
    assert not done.unread


def test_where_nothing_it_cites_moves_nothing_is_told() -> None:
    style: DraftingStyle = STYLES["ja"]
    text = "amendment: x\noperations:\n  - insert: 第7条\n    text: 新設する。\n"
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    done = apply(_charter("ja", BLOCK), amendment, style)
    assert not done.unread
    assert not done.questions


def test_a_provision_that_is_deleted_may_still_be_cited_of_its_day() -> None:
    style = STYLES["ja"]
    text = "amendment: x\noperations:\n  - delete: 第4条\n"
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    done = apply(_charter("ja", BLOCK), amendment, style)
    assert not done.questions
    assert [each.words for each in done.unread] == ["第4条"]
