"""A pattern: how it is read, what it finds, and what it leaves as a doubt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from amendtool.articles.charter import Article, Chapter, Charter, body_of, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA
from amendtool.errors import InputError, Problem
from amendtool.fleet.find import find_sought, find_term
from amendtool.fleet.likeness import likeness
from amendtool.fleet.pattern import AmendmentPattern, OwnTerm, Sought, WhenMissing, WhenTwice
from amendtool.fleet.pattern_file import read_pattern
from amendtool.fleet.search import Search
from amendtool.fleet.wording import OwnWords
from tests.fleet.conftest import PATTERN
from tools.fleet_wordings import LATER, WORDINGS

MODEL = (
    "<company>は、株主総会の招集に際し、参考書類に記載すべき事項に係る情報を、インターネットを利用する方法で"
    "開示することにより、株主に対して提供したものとみなすことができる。"
)
OWN = OwnWords(terms=(("company", ("当会社", "当社")),))
TEXT = MODEL.replace("<company>", "当会社")
SOUGHT = Sought(
    name="old",
    captions=("インターネット開示",),
    like=(MODEL,),
    traces=(("インターネット",),),
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
        ([OTHER, ("みなし提供", TEXT)], SOUGHT, "b wording"),
        ([OTHER, ("", TEXT)], SOUGHT, "b wording"),
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
    found, doubt = find_sought(charter(*articles), sought, {}, OWN)
    if found is not None:
        assert doubt is None
        assert f"{found.key} {found.how}" == expected
    else:
        assert (doubt.code if doubt else "missing") == expected


YEAR = "<company>の事業年度は、毎年４月１日から翌年３月31日までとする。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("当会社の事業年度は、毎年４月１日から翌年３月31日までとする。", True),
        ("当社の事業年度は毎年四月一日から翌年三月三十一日までとする", True),
        ("當會社の営業年度は、毎年4月1日から翌年3月31日までとする。", True),
        ("当会社の事業年度は、毎年１月１日から翌年３月31日までとする。", False),
        ("本会社の事業年度は、毎年４月１日から翌年３月31日までとする。", False),
        ("当会社の事業年度は、毎年４月１日から翌年３月31日までとしない。", False),
        ("当会社の事業年度は、毎年４月１日から翌年３月31日までとし、決算は公告する。", False),
        ("当会社の事業年度（決算期をいう。）は、毎年４月１日から翌年３月31日までとする。", False),
        ("当会社の事業年度は、翌年３月31日までとする。", False),
    ],
)
def test_a_provision_is_found_that_says_what_the_model_says_and_no_word_more_or_less(
    text: str, found: bool
) -> None:
    sought = Sought(
        name="year",
        captions=("事業年度",),
        like=(YEAR,),
        same=(("事業年度", "営業年度"),),
    )
    key, doubt = find_sought(charter(OTHER, ("事業年度", text)), sought, {}, OWN)
    assert (key is not None) is found
    assert (doubt is None) is found


def test_a_blank_of_a_model_is_what_the_list_says_else_any_one_number() -> None:
    model = "There are <number> directors of <name>, as <wont> wrote."
    sought = Sought(name="board", captions=("Board",), like=(model,))
    own = OwnWords(columns=(("name", "Blue & Sons, Inc."), ("wont", "")))
    for text, found in (
        ("There are 12 directors of Blue & Sons, Inc., as wrote.", True),
        ("There are twelve directors of Blue & Sons, Inc., as wrote.", False),
        ("There are 12 directors of Red, Inc., as wrote.", False),
        ("There are 12 directors of Blue & Sons, Inc., as 7 wrote.", False),
    ):
        key, _ = find_sought(charter(("Board", text)), sought, {}, own)
        assert (key is not None) is found, text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Board shall give notice in writing.", True),
        ("The Board shall give notice by letter, to the extent permitted.", True),
        ("The Board, to the extent permitted, shall give notice by letter.", True),
        ("The Board will give notice in writing.", True),
        ("The Board shall give notice in handwriting.", False),
        ("The Boards shall give notice in writing.", False),
        ("The Board shall not give notice in writing.", False),
    ],
)
def test_words_are_the_same_where_the_pattern_says_so(text: str, found: bool) -> None:
    sought = Sought(
        name="notice",
        like=("The Board shall give notice in writing.",),
        same=(("in writing", "by letter"), ("shall", "will")),
        optional=("to the extent permitted",),
    )
    key, _ = find_sought(charter(("Notice", text)), sought, {})
    assert (key is not None) is found


def test_a_doubt_says_in_which_words_a_provision_differs() -> None:
    other = TEXT.replace("できる。", "でき、招集地は東京都とする。").replace(
        "株主総会の招集に際し、", ""
    )
    _, doubt = find_sought(charter((NET, other)), SOUGHT, {}, OWN)
    assert doubt is not None
    assert "招集地は東京都とす" in doubt.message
    assert "without “株主総会の招集にさいし”" in doubt.message
    assert "column old of the list" in (doubt.hint or "")


def test_the_list_answers_which_provision_is_meant() -> None:
    pattern = read_pattern(PATTERN.read_bytes(), file=PATTERN.name)
    made = company_with(("資料", ["資料は、端末で示す。"]), term="当会社")
    for said, found, doubted in (
        ("", None, "found-unsure"),
        ("article-3", "article-3", None),
        ("第９条", None, "answer-unknown"),
        ("第3条", "article-3", None),
        ("第三条", "article-3", None),
        ("none", None, None),
    ):
        search = Search(pattern, made, JA, {"disclosure": said})
        search.run()
        key = search.found["disclosure"].key if "disclosure" in search.found else None
        code = search.doubts[0].code if search.doubts else None
        assert (key, code) == (found, doubted), said


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


def test_likeness_is_of_neighbours() -> None:
    assert likeness(TEXT, MODEL) > 0.95
    assert likeness(TEXT.replace("当会社", "本会社"), MODEL) > 0.95
    assert likeness("The Company has 12 directors.", "The Company has 7 directors.") == 1
    assert likeness(OTHER[1], MODEL) < 0.3


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
        ("missing: doubt\n", "missing: perhaps\n", "is one of doubt, leave"),
        (
            "    inside: meetings\n",
            "    missing: leave\n",
            "`missing: leave` needs `traces`",
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


MEETINGS = (
    ("招集", ["{c}の定時株主総会は、毎年６月に招集する。"]),
    ("招集権者及び議長", ["株主総会は、取締役社長が招集し、その議長となる。"]),
)
EXAMPLES = PATTERN.parent
STYLE = {"ja": JA, "en": EN}


def company_with(*articles: tuple[str, list[str]], term: str) -> Charter:
    """Articles of one chapter on meetings, behind the usual ones; keys by their place."""
    rows = (*MEETINGS, *articles)
    return Charter(
        chapters=(Chapter(key="meetings", number=Number.of(1), heading="株主総会"),),
        articles=tuple(
            Article(
                key=f"article-{at}",
                number=Number.of(at),
                heading=caption,
                chapter="meetings",
                body=body_of(
                    items=[
                        provision(Number.of(n), text.replace("{c}", term))
                        for n, text in enumerate(texts, 1)
                    ]
                ),
            )
            for at, (caption, texts) in enumerate(rows, 1)
        ),
    )


def doubted(doubts: Sequence[Problem], may: str) -> str:
    """``doubt``; and ``right`` where nothing is to be found, and nothing is shown to a person."""
    bare = may == "insert" and {each.code for each in doubts} == {"not-found"}
    return "right" if bare else "doubt"


def judged(pattern: AmendmentPattern, may: str, articles: list[tuple[str, list[str]]]) -> str:
    """``right``, ``doubt``, or what the pattern wrongly does about articles of these wordings.

    The first of them is the one that it ``may`` replace.
    """
    made = company_with(
        *articles, term="当会社" if "ja" in pattern.languages else "the Corporation"
    )
    search = Search(pattern, made, STYLE[pattern.languages[0]], {})
    there, doubts = search.text_that_it_brings()
    if doubts:
        return doubted(doubts, may)
    if there is not None:
        return "right" if may == "there" else "left as if it were there"
    search.run()
    if search.doubts:
        return doubted(search.doubts, may)
    found = search.found.get("disclosure")
    if found is None:
        return "right" if may == "insert" else "taken for missing"
    right = may == "replace" and found.key == "article-3"
    return "right" if right else f"{found.key} deleted"


def test_wordings_that_the_pattern_was_not_written_with_are_never_found_wrong() -> None:
    pattern = read_pattern(PATTERN.read_bytes(), file=PATTERN.name)
    told = {
        (at, each.caption): judged(pattern, each.may, [(each.caption, list(each.paragraphs))])
        for at, each in enumerate((*WORDINGS, *LATER))
    }
    wrong = {name: said for name, said in told.items() if said not in ("right", "doubt")}
    assert wrong == {}
    assert list(told.values()).count("right") >= RIGHT["earlier"]


RIGHT = {"earlier": 10, "third": 13, "fourth": 9, "forum": 5}
"""So many of each list are found at least: a finder that doubts all of them finds nothing wrong."""


@pytest.mark.parametrize("name", ["third", "fourth", "forum"])
def test_wordings_of_others_are_never_found_wrong(name: str) -> None:
    listed = json.loads((Path(__file__).parent / "wordings" / f"{name}.json").read_text("utf-8"))
    file = EXAMPLES / listed["pattern"]
    pattern = read_pattern(file.read_bytes(), file=file.name)
    told = [judged(pattern, each["may"], each["articles"]) for each in listed["wordings"]]
    wrong = {
        at: (said, listed["wordings"][at]["articles"])
        for at, said in enumerate(told)
        if said not in ("right", "doubt")
    }
    assert wrong == {}
    assert told.count("right") >= RIGHT[name]
