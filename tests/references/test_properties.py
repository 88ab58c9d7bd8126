"""Laws of the parser, over generated texts and addresses."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import MIXED_WIDTH
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.parser import parse_references, read
from amendtool.articles.references.reference import (
    Category,
    Cited,
    CitedPlace,
    Level,
    Range,
    Reference,
    Relation,
)
from amendtool.articles.styles import EN, JA, DraftingStyle
from tests.references.corpus_file import sentences

STYLES = [EN, JA]
# Pieces that citations are made of, and what makes them something else.
JA_PIECES = (
    "第 条 項 号 章 節 目 の 5 ５ 五 十 百 〇 2 12 前 次 同 本 各 この 々 から まで ～ 、 及び 又は"
    " と イ ロ (1) （２） ⑴ ② 会社法 同法 法 取締役会規程 定款 本定款 旧 変更前の 附則 ただし書"
    " 本文 前段 （ ） 「 」 とあるのは 。 件 議案 法律 次の各号 第5条 前条 第2項 第3号 同条"
).split()
EN_PIECES = (
    "Article Articles article paragraph paragraphs item items sub-item Section § Chapter 5 12"
    " 5-2 3.2 III (3) (a) , . and or to through – - of in the this these same preceding"
    " following two each any Companies Act Law Supplementary Provisions Incorporation ( ) “ ”"
    ' " present former before amendment thereof hereof proviso first sentence agenda'
).split()

pieces = {
    "ja": st.lists(st.sampled_from(JA_PIECES), max_size=40).map("".join),
    "en": st.lists(st.sampled_from(EN_PIECES), max_size=40).map(" ".join),
}
languages = st.sampled_from(["en", "ja"])
texts = languages.flatmap(
    lambda language: st.tuples(st.one_of(pieces[language], st.text()), st.just(language))
)


def levels(reference: Reference) -> Iterator[tuple[CitedPlace, Cited]]:
    for place in reference.places:
        for cited in place.levels:
            yield place, cited


def require_sound(text: str, references: tuple[Reference, ...]) -> None:
    """What holds for the references of every text."""
    end = 0
    for reference in references:
        assert end <= reference.start < reference.end <= len(text)
        end = reference.end
        assert text[reference.start : reference.end] == reference.text
        assert reference.members
        assert (reference.law is None) or reference.category is not Category.INTERNAL
        assert str(reference)
        for place, cited in levels(reference):
            assert reference.start <= place.start < place.end <= reference.end
            assert cited.meant.relation is not Relation.SAME or cited.antecedent is None
            if cited.inherited:
                continue
            assert reference.start <= cited.start < cited.end <= reference.end
            if cited.figures is not None:
                require_figures(text, cited)
        for member in reference.members:
            if isinstance(member, Range):
                assert member.first.last.level is member.last.last.level


def require_figures(text: str, cited: Cited) -> None:
    figures, number = cited.figures, cited.number
    assert figures is not None
    assert number is not None
    assert cited.start <= figures.start < figures.end <= cited.end
    written = text[figures.start : figures.end]
    # "The First paragraph": an ordinal may begin a sentence.
    assert number.main in (figures.numeral.read(written), figures.numeral.read(written.lower()))
    branches = text[figures.branch_start : figures.branch_end]
    assert bool(branches) == bool(number.branches)


@given(texts)
def test_any_text_has_references_or_none(case: tuple[str, str]) -> None:
    text, language = case
    require_sound(text, parse_references(text, language))


@given(texts, texts)
def test_any_context_is_accepted(before: tuple[str, str], case: tuple[str, str]) -> None:
    _, context = read(*before)
    text, language = case
    references, after = read(text, language, context)
    require_sound(text, references)
    assert isinstance(after, Context)
    assert hash(after) == hash(after)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_labelled_sentences_are_sound(language: str) -> None:
    for sentence in sentences(language):
        require_sound(sentence.text, parse_references(sentence.text, language))


# -- what an address writes, the parser reads --------------------------------------------------

small = st.integers(1, 40)
numbers = st.one_of(small.map(Number.of), st.builds(Number.of, small, st.integers(2, 9)))
plain = small.map(Number.of)
# A lone (i), (v) or (x) is read as Roman, and (cc) stands for 29 in no charter.
lettered = st.integers(1, 26).filter(lambda letter: letter not in (9, 22, 24)).map(Number.of)


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    paragraph = draw(st.none() | plain)
    items: tuple[Number, ...] = ()
    if paragraph is not None:
        items = draw(st.just(()) | st.tuples(plain) | st.tuples(plain, lettered))
    return Address(
        supplementary=draw(st.booleans()),
        article=draw(numbers),
        paragraph=paragraph,
        items=items,
    )


@given(addresses(), st.sampled_from(STYLES))
def test_address_is_read_as_it_was_written(address: Address, style: DraftingStyle) -> None:
    (reference,) = parse_references(address.text(style), style.language)
    (member,) = reference.members
    assert isinstance(member, CitedPlace)
    assert member.address == address
    assert reference.category is Category.INTERNAL


@given(addresses(), plain, st.sampled_from(STYLES))
def test_range_is_read_as_it_was_written(
    first: Address, more: Number, style: DraftingStyle
) -> None:
    assume(not first.number.branches)
    longest = 26 if len(first.items) == 2 else 47
    last = first.at(Number.of(min(first.number.main + more.main, longest)))
    assume(first.number < last.number)
    (reference,) = parse_references(AddressRange(first, last).text(style), style.language)
    (member,) = reference.members
    assert isinstance(member, Range)
    assert (member.first.address, member.last.address) == (first, last)


FRAMES = {
    ("ja", "会社法{}の規定による。"): Category.EXTERNAL,
    ("ja", "会社法（平成17年法律第86号）{}の規定による。"): Category.EXTERNAL,
    ("ja", "当会社は、取締役会規程{}により招集する。"): Category.EXTERNAL,
    ("ja", "子会社の定款{}により招集する。"): Category.EXTERNAL,
    ("ja", "変更前の定款{}は、なおその効力を有する。"): Category.HISTORICAL,
    ("ja", "旧定款{}は、なおその効力を有する。"): Category.HISTORICAL,
    ("ja", "「{}の請求」とあるのは「請求」と読み替える。"): Category.QUOTED,
    ("ja", "本定款{}の規定による。"): Category.INTERNAL,
    ("en", "As provided in {} of the Companies Act, notice is given."): Category.EXTERNAL,
    ("en", "Companies Act {} applies."): Category.EXTERNAL,
    ("en", "See {} of the Share Handling Regulations."): Category.EXTERNAL,
    ("en", "The former {} remains in force."): Category.HISTORICAL,
    ("en", "See {} of the present Articles of Incorporation."): Category.HISTORICAL,
    ("en", "The words “under {} as amended” are deleted."): Category.QUOTED,
    ("en", "See {} of these Articles of Incorporation."): Category.INTERNAL,
}


@given(addresses(), st.sampled_from(sorted(FRAMES)))
def test_surroundings_decide_the_category(address: Address, frame: tuple[str, str]) -> None:
    language, sentence = frame
    # No drafter writes "the former Supplementary Provisions Article 1".
    assume(not (address.supplementary and "former" in sentence))
    written = address.text(JA if language == "ja" else EN)
    (reference,) = parse_references(sentence.format(written), language)
    assert reference.category is FRAMES[frame]
    assert [place.address for place in reference.places] == [address]


# -- renumbering by the spans ------------------------------------------------------------------


def replaced(text: str, cited: Cited, number: Number, style: DraftingStyle) -> str:
    # The Japanese style is of mixed width: 第９条 and 第10条.
    habit = MIXED_WIDTH if style is JA else None
    for start, end, new in sorted(cited.edits(number, habit), reverse=True):
        text = text[:start] + new + text[end:]
    return text


@given(addresses(), numbers, st.sampled_from(STYLES))
def test_renumbering_and_its_inverse_give_the_text_back(
    address: Address, number: Number, style: DraftingStyle
) -> None:
    text = f"({address.text(style)})" if style is EN else f"（{address.text(style)}）"

    def article(text: str) -> Cited:
        (reference,) = parse_references(text, style.language)
        return next(cited for _, cited in levels(reference) if cited.level is Level.ARTICLE)

    old = article(text)
    assert old.number is not None
    renumbered = replaced(text, old, number, style)
    assert article(renumbered).number == number
    assert replaced(renumbered, article(renumbered), old.number, style) == text


# -- time --------------------------------------------------------------------------------------

DENSE = {
    "ja": (
        "前項", "第1条", "第1条、", "第1条（", "第1条から", "同法第1条", "各条、", "「第1条",
        "第1号(1)(1)", "本文", "会社法（", "）第1条", "イ、", "第1条の2の3", "第一", "法第1条及び",
        "附則", "この", "一条",
    ),
    "en": (
        "Article 1 ", "Article 1, ", "paragraph 1, ", "item 1 and ", "item 1 of ", "(a)", "the ",
        "the same Article ", "Article 1 of the same Act ", "Article 1 of the ", "Articles 1 to ",
        "Section 1(a)", "Article 1 of Aaaa ", "\"Article 1", "“Article 1 ", "ection",
        "item 1 and item 2 of business ", "Article 1 (", "the preceding ", "each item of ",
        "Article 1 of the Aa Bb Cc ", "Article 1-",
    ),
}  # fmt: skip


def costs(call: Callable[[], object]) -> Iterator[float]:
    """Seconds of the processor, three times, without collecting what other tests left."""
    gc.collect()
    for _ in range(3):
        gc.disable()
        try:
            start = time.process_time()
            call()
            spent = time.process_time() - start
        finally:
            gc.enable()
        yield spent


def is_within(limit: float, call: Callable[[], object]) -> bool:
    """Whether the least of three costs is below ``limit``; the first one mostly tells it."""
    return any(spent < limit for spent in costs(call))


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "piece"), [(lang, piece) for lang in DENSE for piece in DENSE[lang]]
)
def test_time_is_linear_in_the_length(language: str, piece: str) -> None:
    length = 6_000
    short, long = piece * (length // len(piece)), piece * (8 * length // len(piece))
    parse_references(short, language)
    base = min(costs(lambda: parse_references(short, language)))
    # Eight times the text; a quadratic parser would need 64 times the time.
    assert is_within(24 * base + length / 120_000, lambda: parse_references(long, language))


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_clause_of_a_megabyte_is_read_to_its_end(language: str) -> None:
    text = "".join(sentence.text for sentence in sentences(language))
    often = 1_000_000 // len(text.encode()) + 1
    once, all_of_it = (len(list(parse_references(text * each, language))) for each in (1, often))
    # What stands at a seam may be read with its neighbour.
    assert once * often * 0.9 <= all_of_it <= once * often * 1.1
