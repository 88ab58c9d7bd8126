"""Citations that are read at once are what the grammar makes of them rule by rule."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amendtool.articles.references import documents_en, grammar_en, grammar_ja, reader_en
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.parser import parse_references, read
from amendtool.articles.references.reference import Reference
from amendtool.patterns import compiled
from tests.references.corpus_file import sentences

HERE = Path(__file__).parent
NEVER = compiled("(?!)")
QUICK: list[tuple[ModuleType, dict[str, Any]]] = [
    (grammar_en, {"_PLAIN": NEVER, "_END": NEVER, "EN_BEFORE": (), "_WHOLE_LEADS": ()}),
    (documents_en, {"EN_BEFORE": ()}),
    (reader_en, {"_JOINED": ()}),
    (grammar_ja, {"_PLAIN": NEVER}),
]


@contextmanager
def rule_by_rule() -> Iterator[None]:
    """The grammars without what tells a plain citation at once."""
    with ExitStack() as stack:
        for module, names in QUICK:
            stack.enter_context(mock.patch.multiple(module, **names))
        yield


def require_same(text: str, language: str, context: Context | None = None) -> Context:
    """Require that a text says the same both ways, and give what the next may refer back to.

    What is remembered of texts is passed over by a body that has another name each time.
    """
    told = read(text, language, context, bodies=("By rule",))
    with rule_by_rule():
        long = read(text, language, context, bodies=("By Rule",))
    assert told == long
    return told[1]


# What stands before, in and behind a citation, as it comes and as it hardly ever does.
BEFORE = {
    "en": "pursuant to |under |in |with |by |and |or |from |of |the |"
    "Under the Companies Act, |the Companies Act |Schedule 2 |Schedule 2, |"
    "Exhibit B to |see |former |the former |this |this present |"
    "each of the preceding |one of the following |if |be |was formerly |(|Model |"
    "Regulation (EU) 2016/679, |GDPR |GDPR, |Under the Articles then in force, |"
    "none of this |8 Del. C. |the previous version of |-|/|the two |, |\n",
    "ja": "は、|。|、|及び|会社法|当会社の|同|変更前の|（|(|の|旧|別表|第１章|前|本定款|"
    "定款|規則|に|「|改正規定。|　|平成17年法律第86号|を|又は|表の|中|第３号|"
    "以前|一|その|会社法第309条|附則|第２項",
}
CITED = {
    "en": "Article 5|Article 12|Article 05|Article 5.1|Article 5(2)|Section 3|section 12|"
    "paragraph 2|item 3|Item 4|clause 5|Clause 5.1|Articles 3|Articles 8, 9 and 10|"
    "Article IV|Article 5, paragraph 2|Article 5 paragraph 2|Article 5, item 3|"
    "paragraph 2, item 3|item 3, paragraph 2|Article 5, paragraph 2, item 3|"
    "Section 3, paragraph (a)|this Article|the preceding Article|"
    "the following paragraph|the preceding two items|these Articles|"
    "paragraph 2 of Article 5|item 3 of the preceding paragraph|"
    "each item of Article 5|the proviso to Article 5|second sentence of Article 5|"
    "the same Article|Rule 8|§ 5|Part 2|Article 10000|Article 1000|"
    "Article 8 to 10|Supplementary Provisions",
    "ja": "第５条|第12条|第五条|第二十条|第５条第２項|第５条第２項第３号|第５条第１号|"
    "第２項|第２項第１号|第３号|第３号イ|前条|前条第２項|前項|本条|前二条|前各号|"
    "次条|同条|同条第２項|同項|第５条の２|第５ 条|第５条ただし書|第５条各号|第２章|"
    "第０条|第99999999999条|第1２条|次々条|第３～５条|この定款第５条",
}
BEHIND = {
    "en": ".|. Then|;|; and 7|; 9|:|)|) of the Act| shall| may not| is| applies|"
    " applyable| that| which| who’s| who's| if| when| where| unless|"
    ", as the Act says|, as they stood before the amendment|"
    ", as in force before 1 May 2020|, if any|, unless|, where|, provided that|"
    ", shall| and Article 7| or Article 7.1| and article 7(2)|"
    " and Section 9 of the Companies Act| and the Companies Act|"
    " and paragraph 2 thereof| or item 2 and| of the Companies Act|"
    " of these Articles| thereof| hereof| above| was deleted on 1 May 2020|"
    " has been deleted on 1 May 2020|, the preceding Article|"
    " and the preceding Article| of the preceding Article| et seq.| ff.| onwards|"
    " and following|, 9|, 9 and 10| and 9| to 11| other than 9| TEU|"
    ", Florida Statutes|’s| days| or both| in Article 9| under Section 9| of it|"
    "\n|\nNext|%|-2| (other than 4)| (Seat) and Article 9|” is|, paragraph 3|"
    " paragraph 3 and 4|| and Articles 8",
    "ja": "の規定|に定める|により|を|。|）|が|は、|と|の場合|の定め|の２|の10日前|の三名|"
    "中「|中第２項|件|約|例|文|理|目|議案|店|まで|から第８条まで|及び第７条|"
    "、第９条|又は前条|及び第２項|並びに第３号|ただし書|以下|のただし書|の第２項|"
    "の同項|において準用|・第４条|とする|に改める|の規定による改正前の会社法|"
    "（第３号を除く。）|（改正前のもの）|の規定（第２号に係る部分に限る。）| の|"
    " 第２項|ノ２|の各号|各号|本文|第４項|イ|(2)|②|かつ|や|も|か|若しくは第６条|"
    "、第６条及び第７条第２項|，第４条|\n||でない|の規定中"
    "|（清算）|の承認|の ２|の　第２項|の（１）|中の第２項|」とあるのは",
}


@st.composite
def cited(draw: st.DrawFn) -> tuple[str, str]:
    """A text of some citations, with what may change them on either side."""
    language = draw(st.sampled_from(["en", "ja"]))
    sides = [st.sampled_from(each[language].split("|")) for each in (BEFORE, CITED, BEHIND)]
    found = draw(st.lists(st.tuples(*sides).map("".join), min_size=1, max_size=4))
    gap = draw(st.sampled_from(["", " ", ", "])) if language == "en" else ""
    day = draw(st.sampled_from(["", "", "On 1 May 2020 it was amended. ", "令和２年４月１日に、"]))
    return day + gap.join(found), language


@given(cited(), cited())
@example(("Under Article 5, paragraph 2 or Article 6, as the Act says", "en"), ("", "en"))
@example(("of this Article and the preceding Article shall, of Article 5.", "en"), ("", "en"))
@example(("第５条第２項の規定及び第６条、第７条並びに第３号により", "ja"), ("第２項の", "ja"))
def test_a_citation_is_what_the_rules_make_of_it(
    case: tuple[str, str], behind: tuple[str, str]
) -> None:
    text, language = case
    context = require_same(text, language)
    require_same(behind[0], language, context)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_so_it_is_in_every_labelled_sentence(language: str) -> None:
    texts = [sentence.text for sentence in sentences(language)]
    for path in sorted([*HERE.glob("kinds/*.txt"), *HERE.glob("shifted/*.txt")]):
        texts += [line for line in path.read_text("utf-8").splitlines() if line]
    context: Context | None = None
    for text in texts:
        context = require_same(text, language, context)
    assert len(texts) > 1_000


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ja"])
def test_so_it_is_in_texts_that_are_put_together_of_them(language: str) -> None:
    rolled = random.Random(17)
    texts = [sentence.text for sentence in sentences(language)]
    parts = [each[language].split("|") for each in (BEFORE, CITED, BEHIND)]
    for _ in range(20_000):
        words = [rolled.choice(part) for _ in range(rolled.randint(1, 3)) for part in parts]
        other = rolled.choice(texts)
        at = rolled.randrange(len(other) + 1)
        require_same(
            f"{other[max(0, at - 120) : at]}{''.join(words)}{other[at : at + 120]}", language
        )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Article 5 applies.", "en"),
        ("Under section 12 or Article 7, paragraph 2, as the Board decides", "en"),
        ("第５条第２項の規定", "ja"),
        ("第五条又は第１項第３号に", "ja"),
    ],
)
def test_most_citations_are_told_at_once(text: str, language: str) -> None:
    """Nothing of the long way is looked at for them."""

    def asked(*_: object, **__: object) -> Reference:
        raise AssertionError("the rules were asked")

    with (
        mock.patch.object(grammar_en, "numbers", asked),
        mock.patch.object(grammar_ja, "_numbered", asked),
    ):
        assert parse_references(text, language)
