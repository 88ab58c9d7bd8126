"""Keys: what a heading gives, what a key may hold, and which keys are the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amendtool.articles import keys
from amendtool.articles.keys import clashes, key_problems, make_key, same_key, short_heading
from amendtool.errors import NOWHERE, Place

HEADINGS = st.text(
    st.sampled_from("aB 取議ー々0-.'(（\u3099か\u0301e\u200d\ufe0f\U000e0100İß") | st.characters(),
    max_size=90,
)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Chairman", "chairman"),
        ("(Chairman)", "chairman"),
        (
            "Rights Pertaining to Less-than-a-full-unit Shares",
            "rights-pertaining-to-less-than-a-full-unit-shares",
        ),
        ("Directors' and Company’s Liability", "directors-and-companys-liability"),
        ("Article 5.2 (Class A)", "article-5-2-class-a"),
        ("議長", "議長"),
        ("目　的", "目的"),
        ("公 告 方 法", "公告方法"),
        ("取締役　会", "取締役-会"),
        ("（取締役会の招集権者及び議長）", "取締役会の招集権者及び議長"),
        ("社債、株式等の振替", "社債-株式等の振替"),
        ("コーポレート・ガバナンス", "コーポレート-ガバナンス"),
        ("各々の株主　総会", "各々の株主-総会"),
        ("第１４条　ＡＢＣ", "第１４条-ａｂｃ"),
        ("ro\u0302le", "rôle"),
        ("か\u3099く", "がく"),
        ("葛\U000e0100城", "葛城"),  # a key is typed; the selector stays in the heading
        ("神\ufa19", "神\u795e"),
        ("e\u034f\u0301", "é"),
        ("a\u202eb\u200bc", "abc"),
        ("\u0301a", "a"),
        ("", "article"),
        ("(—)", "article"),
        ("😀", "article"),
        ("CON", "con-article"),
        ("Com1", "com1-article"),
        ("Console", "console"),
        ("x" * 70, "x" * 64),
        ("first " * 20, "-".join(["first"] * 10)),
        ("a " + "x" * 70, "a-" + "x" * 62),  # no word end in the second half
        ("取" * 70, "取" * 60),
    ],
)
def test_the_key_of_a_heading(heading: str, key: str) -> None:
    assert make_key(heading, ()) == key


@pytest.mark.parametrize(
    ("heading", "taken", "key"),
    [
        ("Chairman", ["chairman"], "chairman-2"),
        ("Chairman", ["chairman", "chairman-2", "chairman-4"], "chairman-3"),
        ("Chairman", ["CHAIRMAN"], "chairman-2"),
        ("が", ["か\u3099"], "が-2"),
        ("(—)", ["article"], "article-2"),
        ("con", ["con-article"], "con-article-2"),
        ("x" * 64, ["x" * 64], "x" * 62 + "-2"),
        ("取" * 60, ["取" * 60], "取" * 59 + "-2"),
    ],
)
def test_a_taken_key_gets_a_number(heading: str, taken: list[str], key: str) -> None:
    assert make_key(heading, taken) == key


@given(HEADINGS, st.lists(HEADINGS, max_size=5))
@example("x" * 64, ["x" * 64, "x" * 63 + "-"])
@example("取" * 60 + "\u3099", [])
def test_a_made_key_has_no_problem_and_is_unlike_every_other(
    heading: str, others: list[str]
) -> None:
    taken: list[str] = []
    for each in [*others, heading, heading.upper(), unicodedata.normalize("NFD", heading)]:
        key = make_key(each, taken)
        assert key_problems(key) == ()
        assert unicodedata.is_normalized("NFC", key)
        assert not any(same_key(key, other) for other in taken)
        taken.append(key)
    assert clashes(taken) == ()


@given(HEADINGS)
def test_the_key_of_a_key_is_itself(heading: str) -> None:
    key = make_key(heading, ())
    assert make_key(key, ()) == key


@pytest.mark.parametrize(
    "key",
    [
        *"chairman a 2 a-b a--b 014 議長 か\u3099 がく ー々 神\ufa19".split(),
        *"console com com10 été गति".split(),
        "a" * 64,
        "取" * 60,
    ],
)
def test_good_keys(key: str) -> None:
    assert key_problems(key) == ()


@pytest.mark.parametrize(
    ("key", "codes", "words"),
    [
        ("", "key-empty", "empty"),
        ("Chairman", "key-upper-case", "C is an upper-case letter"),
        ("Ａ", "key-upper-case", "Ａ is"),
        ("../x", "key-character", "a dot /"),
        ("..", "key-character", "a dot"),
        ("a.", "key-character", "a dot"),
        ("a/b", "key-character", "/"),
        ("a\\b", "key-character", "\\"),
        ("c:", "key-character", ":"),
        ('*?"<>|', "key-character", '* ? " < > …'),
        ("a b", "key-character", "a space"),
        ("a　b", "key-character", "a full-width space"),
        ("a_b", "key-character", "an underscore"),
        ("議長（案）", "key-character", "（ ）"),
        ("a\x00b", "key-character", "[U+0000]"),
        ("a\nb", "key-character", "[U+000A]"),
        ("a\u202eb", "key-character", "[U+202E]"),
        ("葛\U000e0100", "key-character", "[U+E0100]"),
        ("a\ud800", "key-character", "[U+D800]"),
        ("a\ue000", "key-character", "[U+E000]"),
        ("\u3164", "key-character", "[U+3164]"),
        ("\u0301a", "key-character", "[U+0301]"),
        ("a-\u0301", "key-character", "[U+0301]"),
        ("😀", "key-character", "😀"),
        ("a²", "key-character", "²"),
        ("-a", "key-hyphen", "beginning or end"),
        ("a-", "key-hyphen", "beginning or end"),
        ("-", "key-hyphen", "beginning or end"),
        ("con", "key-reserved", "Windows"),
        ("nul", "key-reserved", "Windows"),
        ("lpt9", "key-reserved", "Windows"),
        ("a" * 65, "key-too-long", "65 characters"),
        ("a" * 300, "key-too-long", "300 characters"),
        ("取" * 61, "key-too-long", "183 bytes"),
        ("CON", "key-upper-case key-reserved", "upper-case"),
        ("-A b" + "x" * 70, "key-upper-case key-character key-hyphen key-too-long", "A is"),
    ],
)
def test_each_rule_that_a_key_breaks_is_named(key: str, codes: str, words: str) -> None:
    place = Place(file="a.yaml", line=3)
    found = key_problems(key, place=place)
    assert [problem.code for problem in found] == codes.split()
    assert words in found[0].message
    for problem in found:
        assert problem.place == place
        assert problem.hint
        str(problem).encode()


@given(HEADINGS)
def test_any_key_is_judged_and_the_proposed_one_is_good(key: str) -> None:
    for problem in key_problems(key):
        if problem.hint.startswith("write ") and problem.code in ("key-character", "key-reserved"):
            assert key_problems(problem.hint.removeprefix("write ")) == ()


@given(HEADINGS)
def test_a_key_is_the_same_in_every_normal_form_and_case(key: str) -> None:
    for form in ("NFC", "NFD"):
        assert same_key(key, unicodedata.normalize(form, key))
    assert same_key(key, key.casefold())


@given(st.lists(HEADINGS, max_size=8))
def test_clashes_are_the_pairs_of_different_keys_that_are_the_same(keys: list[str]) -> None:
    keys = [*keys, *(key.upper() for key in keys[:2])]
    expected = {
        frozenset((one, other))
        for one in keys
        for other in keys
        if one != other and same_key(one, other)
    }
    found = clashes(keys)
    assert {frozenset(pair) for pair in found} == expected
    assert len(found) == len(expected)


def test_clashes_by_case_and_by_normal_form() -> None:
    keys = ["a", "が", "b", "A", "か\u3099", "a"]
    assert clashes(keys) == (("a", "A"), ("が", "か\u3099"))


@pytest.mark.parametrize(
    ("heading", "short"),
    [
        ("商号", "商号"),
        ("電子提供措置等に関する経過措置", "電子提供措置等に関する経過措置"),
        (
            "代表取締役及び役付取締役の選定並びにその職務の執行に関する事項",
            "代表取締役及び役付取締役の選定",
        ),
        ("当会社は、次の事業を営むことを目的とする。", "次の事業"),
        ("当会社は，次の事業を営むことを目的とする。", "次の事業"),
        ("本会は、ことのは会という", "ことのは会"),
        ("本店は、千葉市に置く。", "本店"),
        ("取締役及び監査役は、株主総会で選任する", "取締役及び監査役"),
        ("電子公告によって行う。", "電子公告"),
        ("Notice by Electronic Transmission", "Notice by Electronic Transmission"),
        ("The Board shall meet once in each quarter of the year.", "The Board shall meet once"),
        ("Supercalifragilisticexpialidociousness",) * 2,
    ],
)
def test_a_name_is_a_phrase_and_no_sentence(heading: str, short: str) -> None:
    assert short_heading(heading) == short
    assert not key_problems(make_key(short, ()))


@given(
    st.one_of(
        st.text(min_size=1, max_size=70),
        st.text("abz019-_ A.é議長", min_size=1, max_size=70),
        st.text("議長ーガ１Ａａé-\u0301\u3099\u200b々", min_size=1, max_size=9),
        st.sampled_from(["con", "nul", "com1", "lpt9-a", "a" * 64, "a" * 65, "議" * 60, "議" * 61]),
    )
)
def test_a_key_that_is_known_to_be_sound_breaks_no_rule(key: str) -> None:
    """The short way and the rules one by one agree, asked for the first time and again."""
    broken = keys._broken(key, NOWHERE)
    assert key_problems(key) == key_problems(key) == broken
    assert keys._is_sound(key) == (not broken)
