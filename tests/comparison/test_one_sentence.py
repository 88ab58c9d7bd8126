"""Where one sentence is another it alone is compared: as a comparison of the whole finds it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amendtool.articles.charter import provision, tidy
from amendtool.articles.numbers import Number
from amendtool.comparison import counterparts, one_sentence, words
from amendtool.comparison.one_sentence import one_sentence as apart
from amendtool.comparison.sides import Side
from amendtool.comparison.tokens import tokens

# Whatever a full stop may belong to, brackets and quotation marks that go on over one, numbers and
# citations of several words, sentences without a word.
ENGLISH = (
    "the Board shall of meeting Article 12 five (5) 5 Dec. Corp. Ltd., U.S. a.m. 66 2/3% (a)"
    " shares. Directors. office. ( ) ) \" ' “ ” ’ shareholder(s) twenty hundred and one-half"
    " 8. law. (b). 5 Sept. 2%. The A in no. the Office p.m. 2020. 10:30. e.g. Inc. www.b.example."
    " , ; : - — ? ! . \n www.amend.example January 5, 2020 preceding paragraph item No. 第５条 。"
).split(" ")
JAPANESE = (
    "取締役 株主総会 は の 第５条 第２項 前項 。 。 。当会社は ただし、 （ ） 「 」 三年"
    " １０名 ｶﾞ か\u3099 を行う。 する。 及び \n ？ ． ABC. The 、 ア イ \u3000 又は"
    " しなければならない。 （以下"
).split(" ")


@st.composite
def reworded(draw: st.DrawFn) -> tuple[str, str, str]:
    """A text, the same with one or two words changed in a place, and the language."""
    language = draw(st.sampled_from(["en", "ja"]))
    vocabulary, joint = (ENGLISH, " ") if language == "en" else (JAPANESE, "")
    some = st.lists(st.sampled_from(vocabulary), max_size=25)
    front, back = draw(some), draw(some)
    if draw(st.booleans()):
        # As sentences are, most of the time.
        end, begin = (("meeting.",), ("The",)) if language == "en" else (("する。",), ("取締役",))
        front, back = [*front, *end, *begin], [*draw(some)[:5], *end, *begin, *back, *end]
    few = st.lists(st.sampled_from(vocabulary), min_size=draw(st.integers(0, 1)), max_size=2)
    left, right = (tidy(joint.join([*front, *draw(few), *back])) for _ in range(2))
    return left, right, language


@given(reworded())
@example(
    (
        "取締役。（以下がものとする。ただし、「１０名）株主総会。取締役取締役。ただし、のする。",
        "取締役。（以下がものとする。ただし、「１０名）株主総会。取締役及び１０名。ただし、のする。",
        "ja",
    )
)
def test_it_alone_is_compared_as_the_whole_would_be(texts: tuple[str, str, str]) -> None:
    found = words.compare(*texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "one_sentence", lambda *_: None)
        assert found == words.compare(*texts)


@given(reworded())
def test_the_tokens_of_the_whole_are_those_of_its_parts(texts: tuple[str, str, str]) -> None:
    left, right, language = texts
    parts = apart(left, right)
    if parts is None:
        return
    assert (
        parts.before + parts.left + parts.behind,
        parts.before + parts.right + parts.behind,
    ) == (
        left,
        right,
    )
    for side, inner in ((left, parts.left), (right, parts.right)):
        cut = (tokens(each, language) for each in (parts.before, inner, parts.behind))
        assert tokens(side, language) == tuple(token for each in cut for token in each)


@given(st.lists(reworded(), min_size=1, max_size=3), reworded())
def test_provisions_are_paired_as_by_counting_their_words(
    texts: list[tuple[str, str, str]], last: tuple[str, str, str]
) -> None:
    language = last[2]
    same = [(left or "x", left or "x") for left, _, _ in texts]
    sides = zip(*[*same, (last[0] or "x", last[1] or "y")], strict=True)
    present, proposed = (
        [provision(number=Number.of(n), text=text) for n, text in enumerate(side, 1)]
        for side in sides
    )
    found = counterparts.pair(present, proposed, known={}, language=language)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counterparts, "_surely_alike", lambda *_: False)
        assert found == counterparts.pair(present, proposed, known={}, language=language)


@pytest.mark.parametrize(
    ("left", "right", "language", "expected"),
    [
        (
            "The Board meets. The notice is under Article 8 of these Articles. It is short.",
            "The Board meets. The notice is under Article 9 of these Articles. It is short.",
            "en",
            ["The notice is under Article 8 of these Articles. "],
        ),
        (
            "It is in office. A notice (three (3) days) is under Article 8. The law applies.",
            "It is in office. A notice (three (3) days) is under Article 9. The law applies.",
            "en",
            ["A notice (three (3) days) is under Article 8. "],
        ),
        (
            "It ends on 5 Dec. The notice is under Article 8 of U.S. It ends at 5 p.m. It is so.",
            "It ends on 5 Dec. The notice is under Article 9 of U.S. It ends at 5 p.m. It is so.",
            "en",
            ["It ends on 5 Dec. The notice is under Article 8 of U.S. It ends at 5 p.m. It is so."],
        ),
        (
            "当会社は、取締役を置く。前項は、第８条を準用する。公告は、官報による。",
            "当会社は、取締役を置く。前項は、第９条を準用する。公告は、官報による。",
            "ja",
            ["前項は、第８条を準用する。"],
        ),
    ],
)
def test_what_stays_is_not_cut(
    left: str, right: str, language: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stop that may belong to an abbreviation is no sure end: so much more is cut."""
    cut: list[str] = []

    def noted(text: str, language: str) -> Side:
        cut.append(text)
        return one_sentence.side_of(text, language)

    for module in (words, counterparts):
        monkeypatch.setattr(module, "side_of", noted)
    old, new = (provision(number=Number.of(1), text=text) for text in (left, right))
    assert counterparts.pair([old], [new], known={}, language=language) == [(old, new)]
    words.compare(left, right, language)
    assert {text for text in cut if text in left} == set(expected)
