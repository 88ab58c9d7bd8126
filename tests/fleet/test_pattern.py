"""A pattern: how it is read, what it finds, and what it leaves as a doubt."""

from __future__ import annotations

import random

import pytest

from amendtool.articles.charter import Article, Charter, body_of, provision
from amendtool.articles.numbers import Number
from amendtool.errors import InputError
from amendtool.fleet.find import find_sought, find_term
from amendtool.fleet.likeness import likeness, says_more, turns_alike
from amendtool.fleet.pattern import OwnTerm, Sought, WhenMissing, WhenTwice
from amendtool.fleet.pattern_file import read_pattern
from tests.fleet.conftest import PATTERN
from tools.fleet_companies import Plan, charters
from tools.fleet_wordings import LATER, WORDINGS, Wording

MODEL = (
    "<company>は、株主総会の招集に際し、参考書類に記載すべき事項に係る情報を、インターネットを利用する方法で"
    "開示することにより、株主に対して提供したものとみなすことができる。"
)
TEXT = MODEL.replace("<company>", "当会社")
SOUGHT = Sought(
    name="old",
    captions=("インターネット開示",),
    like=(MODEL,),
    traces=("インターネット",),
    missing=WhenMissing.LEAVE,
)


def charter(*articles: tuple[str, str]) -> Charter:
    """Articles with these captions and texts; their keys are a, b, c …"""
    return Charter(
        articles=tuple(
            Article(
                key="abcdefgh"[at],
                number=Number.of(at + 1),
                heading=caption or None,
                body=body_of(items=[provision(Number.of(1), text)]),
            )
            for at, (caption, text) in enumerate(articles)
        )
    )


NET = "インターネット開示"
NOT = TEXT.replace("できる", "できない")
OTHER = ("商号", "当会社は、北川精機株式会社と称する。")


@pytest.mark.parametrize(
    ("articles", "sought", "expected"),
    [
        ([OTHER, (NET, TEXT)], SOUGHT, "b caption"),
        ([OTHER, ("（インターネット開示 ）", TEXT)], SOUGHT, "b caption"),
        ([OTHER, ("みなし提供", TEXT)], SOUGHT, "b likeness"),
        ([OTHER, ("", TEXT)], SOUGHT, "b likeness"),
        ([OTHER], SOUGHT, "missing"),
        ([OTHER], Sought(name="old", captions=(NET,)), "not-found"),
        # The caption says it, and the text does not.
        (
            [OTHER, (NET, "当会社の公告は、電子公告とする。")],
            SOUGHT,
            "found-unsure",
        ),
        # The text is like it, but not enough without its caption.
        ([OTHER, ("開示", TEXT[:60] + "別に定める。")], SOUGHT, "found-unsure"),
        # One word makes another rule of it.
        (
            [OTHER, (NET, NOT)],
            SOUGHT,
            "found-unsure",
        ),
        ([OTHER, ("みなし提供", NOT)], SOUGHT, "found-unsure"),
        # A word betrays a provision in other words.
        ([OTHER, ("資料", "資料は、インターネットに掲げる。")], SOUGHT, "found-unsure"),
        ([(NET, TEXT), (NET, TEXT)], SOUGHT, "found-twice"),
        ([(NET, TEXT), ("みなし提供", TEXT[:60] + "。")], SOUGHT, "found-beside"),
        # A word in passing makes nothing of a provision that is certain.
        (
            [("招集", "インターネットで招集する。"), (NET, TEXT)],
            SOUGHT,
            "b caption",
        ),
    ],
)
def test_what_is_found_and_what_is_a_doubt(
    articles: list[tuple[str, str]], sought: Sought, expected: str
) -> None:
    found, doubt = find_sought(charter(*articles), sought, {})
    if found is not None:
        assert doubt is None
        assert f"{found.key} {found.how}" == expected
    else:
        assert (doubt.code if doubt else "missing") == expected


@pytest.mark.parametrize(("twice", "key"), [(WhenTwice.FIRST, "a"), (WhenTwice.LAST, "c")])
def test_of_several_the_pattern_may_say_which(twice: WhenTwice, key: str) -> None:
    sought = Sought(name="old", captions=("議長",), twice=twice)
    made = charter(("議長", "甲。"), OTHER, ("議長", "乙。"))
    found, doubt = find_sought(made, sought, {})
    assert found is not None
    assert (found.key, doubt) == (key, None)


def test_the_last_of_the_articles_and_a_key() -> None:
    made = charter(OTHER, ("議長", "甲。"))
    last, _ = find_sought(made, Sought(name="end", last_of="articles"), {})
    assert last is not None
    assert last.key == "b"
    keyed, _ = find_sought(made, Sought(name="chair", key="b"), {})
    assert keyed is not None
    assert keyed.how == "key"


def test_likeness_is_of_neighbours_and_knows_what_turns_a_rule_round() -> None:
    assert likeness(TEXT, MODEL) > 0.95
    assert likeness(TEXT.replace("当会社", "本会社"), MODEL) > 0.95
    assert likeness("The Company has 12 directors.", "The Company has 7 directors.") == 1
    assert likeness(OTHER[1], MODEL) < 0.3
    assert turns_alike("The Company shall pay.", "The Company shall pay.")
    assert not turns_alike("The Company shall not pay.", "The Company shall pay.")
    assert not turns_alike(
        "提供したものとみなすことができない。", "提供したものとみなすことができる。"
    )


def test_a_term_is_the_one_form_that_the_articles_use() -> None:
    term = OwnTerm(name="company", forms={"ja": ("当会社", "当社"), "en": ("the Company",)})
    assert find_term(charter(OTHER), term, "ja", "") == ("当会社", None)
    both = charter(OTHER, ("公告", "当社の公告は、電子公告とする。"))
    _, doubt = find_term(both, term, "ja", "")
    assert doubt is not None
    assert doubt.code == "term-unsure"
    assert find_term(both, term, "ja", "当社") == ("当社", None)
    _, doubt = find_term(charter(("商号", "社名。")), term, "ja", "")
    assert doubt is not None


def test_the_digest_is_of_the_content_whatever_ends_its_lines() -> None:
    data = PATTERN.read_bytes()
    pattern = read_pattern(data, file=PATTERN.name)
    assert pattern.said == f"electronic-provision-2022@{pattern.digest}"
    assert len(pattern.digest) == 16
    again = read_pattern(data.replace(b"\n", b"\r\n"), file=PATTERN.name)
    assert again.digest == pattern.digest
    assert read_pattern(data + b"#\n", file=PATTERN.name).digest != pattern.digest


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("missing: leave\n", "missing: perhaps\n", "is one of doubt, leave"),
        (
            "    traces: [インターネット, ウェブ, ホームページ, サイト, オンライン, 電磁的, "
            "電子的, 開示, みなし提供, 提供したものとみな, 参考書類]\n",
            "",
            "traces",
        ),
        ("inside: meetings", "inside: chapter-three", "chapter-three"),
        ("when: disclosure", "when: nowhere", "`when`"),
        ("delete: <disclosure>", "delete: <disclosure caption>", "a caption is no address"),
        ("languages: [ja, en]", "languages: [ja, xx]", "'xx'"),
        ("  title: {ja", "  adopted: 2022-06-24\n  title: {ja", "`adopted` is filled in"),
        ("find:\n", "finds:\n", "did you mean 'find'?"),
        ("pattern: electronic-provision-2022", "pattern: HEAD", "place of git's own"),
        ("  chair:", "  supplementary:", "'supplementary' is no name"),
    ],
)
def test_a_mistake_in_a_pattern_is_told_with_its_line(before: str, after: str, told: str) -> None:
    text = PATTERN.read_text("utf-8")
    assert before in text
    with pytest.raises(InputError) as caught:
        read_pattern(text.replace(before, after, 1).encode(), file=PATTERN.name)
    told_all = [f"{each.message} {each.hint}" for each in caught.value.problems]
    assert any(told in each for each in told_all), told_all
    assert all(each.place.line for each in caught.value.problems)


def judged(wording: Wording, at: int) -> str:
    """``right``, ``doubt``, or what the pattern of the example wrongly does about a wording."""
    pattern = read_pattern(PATTERN.read_bytes(), file=PATTERN.name)
    plan = Plan(name="北川精機", term="当会社", kind="unseen", wording=wording)
    made, _ = charters(random.Random(f"unseen/{at}"), plan)
    for sought in pattern.there:
        found, doubt = find_sought(made, sought, {}, may_say_more=True)
        if doubt is not None and doubt.code != "not-found":
            return "doubt"
        if found is not None:
            return "right" if wording.may == "there" else "left as if it were there"
    found, doubt = find_sought(made, pattern.sought["disclosure"], {})
    if doubt is not None:
        return "doubt"
    if found is None:
        return "right" if wording.may == "insert" else "taken for missing"
    right = wording.may == "replace" and found.key == "disclosure"
    return "right" if right else f"{found.key} deleted"


def test_wordings_that_the_pattern_was_not_written_with_are_never_found_wrong() -> None:
    told = {(at, each.caption): judged(each, at) for at, each in enumerate((*WORDINGS, *LATER))}
    wrong = {name: said for name, said in told.items() if said not in ("right", "doubt")}
    assert wrong == {}
    assert list(told.values()).count("right") >= 14


@pytest.mark.parametrize(
    ("besides", "more"),
    [
        ("", False),
        ("当会社の公告は、インターネットを利用する方法で開示する。", True),
        ("株主は、会場に入ることができる。", True),
    ],
)
def test_a_rule_beside_the_one_that_is_sought_goes_with_no_amendment(
    besides: str, more: bool
) -> None:
    assert says_more(TEXT + besides, [MODEL]) is more
    assert says_more(f"{TEXT}\n{besides}", [MODEL]) is more
    bracketed = TEXT.replace("参考書類", "参考書類（事業報告を含む。）")
    assert says_more(bracketed + besides, [MODEL]) is more


def test_in_english_a_sentence_more_is_a_rule_besides() -> None:
    model = "<company> may provide the materials on its website."
    assert not says_more("The Company may provide the materials on its website.", [model])
    own = "The Corporation may provide the materials on its website."
    assert says_more(f"{own} The minutes are kept at the head office.", [model])
    assert says_more(f"{own}\nNo meeting is held abroad.", [model])
