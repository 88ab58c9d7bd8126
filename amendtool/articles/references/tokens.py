"""The smallest units of a citation, and the reading of the numbers in them.

A unit is what no drafter would write apart: ``第5条の2``, ``前二項``, ``Article``, ``(3)``.
The grammars ask for the unit at a place (:data:`JA_TOKEN`, :data:`EN_NUMBER` and so on) and
never for one further on, so that a text is read once. Most of a text is in no citation:
:data:`JA_ANCHOR` and :data:`EN_ANCHOR` find the places worth looking at.
"""

from __future__ import annotations

import re
from functools import lru_cache

from amendtool.articles.numbers import Number
from amendtool.articles.numerals import (
    CIRCLED,
    DECIMAL,
    FULL_WIDTH,
    IROHA,
    KANJI,
    KATAKANA,
    LETTER,
    LETTER_CAPITAL,
    MIXED_WIDTH,
    ROMAN,
    ROMAN_CAPITAL,
    Numeral,
)
from amendtool.articles.references.reference import Level


def _from_words(name: str, words: tuple[str, ...]) -> Numeral:
    places = {word: place for place, word in enumerate(words, 1)}
    return Numeral(
        name=name,
        pattern="|".join(sorted(words, key=len, reverse=True)),
        limit=len(words),
        _write=lambda value: words[value - 1],
        _read=lambda text: places[text],
    )


_ORDINALS = tuple(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
_CARDINALS = tuple(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty".split()
)
ORDINAL = _from_words("ordinal", _ORDINALS)
CARDINAL = _from_words("cardinal", _CARDINALS)
CARDINAL_TITLE = _from_words("cardinal-title", tuple(word.title() for word in _CARDINALS))
CARDINAL_CAPITAL = _from_words("cardinal-capital", tuple(word.upper() for word in _CARDINALS))
BRACKETED = _from_words("bracketed", tuple(chr(code) for code in range(0x2474, 0x2488)))
"""⑴ to ⒇, one character each."""

_PLAIN = (DECIMAL, FULL_WIDTH, MIXED_WIDTH, KANJI, CIRCLED, BRACKETED)
_ENGLISH = (
    DECIMAL, ROMAN_CAPITAL, CARDINAL_TITLE, CARDINAL, CARDINAL_CAPITAL, ORDINAL,
)  # fmt: skip
_MARKERS = (DECIMAL, FULL_WIDTH, KANJI, IROHA, KATAKANA, BRACKETED, CIRCLED, LETTER)
_ROMAN_LETTERS = frozenset("ivx")


@lru_cache(maxsize=4096)
def read_plain(text: str) -> tuple[int | None, Numeral]:
    """The number that Arabic digits, kanji or ① write, and the numeral; None if it is none."""
    return _first(_PLAIN, text)


@lru_cache(maxsize=4096)
def read_english(text: str) -> tuple[int | None, Numeral]:
    """The number in ``Article 14``, ``Article III``, ``Article Five``, ``the first paragraph``."""
    return _first(_ENGLISH, text)


@lru_cache(maxsize=1024)
def read_marker(text: str) -> tuple[int | None, Numeral]:
    """The number of a Japanese item or sub-item: 3, ３, イ, ア, ⑴, a."""
    return _first(_MARKERS, text)


@lru_cache(maxsize=1024)
def read_bracketed(text: str, like: Numeral | None = None) -> tuple[int | None, Numeral]:
    """The number inside English brackets: 3, a, iv, A, IV.

    ``like`` is the numeral of the member before: in (h) and (i) the second is a letter, too.
    Without one a lone i, v or x is a Roman numeral, and any other single letter is a letter;
    ``ii`` and ``iv`` are Roman, ``aa`` and ``bb`` letters.
    """
    if like is not None and (
        like not in (ROMAN, ROMAN_CAPITAL) or _ROMAN_LETTERS.issuperset(text.lower())
    ):
        # Behind (ii) a (c) is the third of the level above, not the hundredth.
        value = like.read(text)
        if value is not None:
            return value, like
    order: tuple[Numeral, ...]
    if len(text) == 1 and text.lower() not in _ROMAN_LETTERS:
        order = (DECIMAL, LETTER, LETTER_CAPITAL)
    else:
        order = (DECIMAL, ROMAN, ROMAN_CAPITAL, LETTER, LETTER_CAPITAL)
    return _first(order, text)


def _first(numerals: tuple[Numeral, ...], text: str) -> tuple[int | None, Numeral]:
    for numeral in numerals:
        value = numeral.read(text)
        if value is not None:
            return value, numeral
    return None, numerals[0]


@lru_cache(maxsize=4096)
def number_of(parts: tuple[int | None, ...]) -> Number | None:
    """The number with these parts, or None when one of them could not be read."""
    known = tuple(part for part in parts if part is not None)
    return Number(known) if len(known) == len(parts) else None


# -- Japanese --------------------------------------------------------------------------------

_S = "[ \u00a0\u3000]?"
_KANJI_DIGIT = "〇一二三四五六七八九十百千"
_NUM = rf"(?:[0-9０-９]+|[{_KANJI_DIGIT}]+)"

# What makes another word of a unit: 条件, 項目, 第1号議案, 第2号店, 目的, 文書.
_NOT_A_UNIT = (
    r"(?:(?<=条)(?![件約例項文理])|(?<=項)(?!目)|(?<=号)(?!議案|様式|店|線|機|館|棟|車|艦|室"
    r"|被保険者|文書|書式|住宅|俸|炉|墳|通信|外|令|泣|砲|患者|給)|(?<=章)(?!典|程|立)|(?<=節)(?![目句電約制])"
    r"|(?<=款)|(?<=編)(?![成集入纂み物曲])|(?<=目)(?![的標次録途前下線])|(?<=文)(?![書化字言面献節章]))"
)
# 第5条の10日前, 第5条の3名 and 第五条の一部 hold no branch number.
_NOT_A_BRANCH = (
    r"(?![0-9０-９.．,，]|分の|[年月日時分秒株円名人回個箇社割倍歳件通票位階口度%％つ種類点]"
    r"|[かヶカケヵ箇]月|項目)"
)
_KANJI_AFTER_BRANCH = "第及又並若各前後本中乃規所柱但同次以"
_BRANCH = (
    rf"{_S}[のノ]{_S}(?:[0-9０-９]+{_NOT_A_BRANCH}"
    rf"|(?!一(?![{_KANJI_DIGIT}]))[{_KANJI_DIGIT}]+(?![{_KANJI_DIGIT}つ])"
    rf"(?![^\W\dぁ-ヿa-zA-Zａ-ｚＡ-Ｚ_](?<![{_KANJI_AFTER_BRANCH}])))"
)
_UNITS = "条項号章節款目編文"
_BRACKETS = "[(（][ ]?(?:[0-9０-９]{1,3}|[ァ-ヶ]|[a-z])[ ]?[)）]|[⑴-⒇①-⑳㉑-㉟㊱-㊿]"

JA_NUMBERED = re.compile(
    rf"第{_S}(?P<number>{_NUM}){_S}(?P<unit>[{_UNITS}]){_NOT_A_UNIT}(?P<branches>(?:{_BRANCH})*)"
)
"""第5条の2. ``branches`` may be empty."""
JA_BARE = re.compile(
    rf"(?P<number>{_NUM}){_S}(?P<unit>[条項号]){_NOT_A_UNIT}(?P<branches>(?:{_BRANCH})*)"
)
"""The same without 第, as people write behind the name of a law: 会社法309条2項."""
JA_SHORT = re.compile(
    rf"第{_S}(?P<number>{_NUM})(?P<joint>{_S}[・、,，及び又はからないし～〜~–—−‐-]{{1,3}}{_S})"
    rf"(?P<last>{_NUM}){_S}(?P<unit>[条項号章]){_NOT_A_UNIT}"
)
"""第3～5条, 第3・4条: two numbers, one word."""
JA_TOKEN = re.compile(
    rf"(?P<near>(?P<side>前々|次々|前|次|同|本|この)(?P<count>(?<=[前次]){_S}(?:各|{_NUM}))?"
    rf"{_S}(?P<near_unit>[条項号章節款編]){_NOT_A_UNIT}(?!各条))"
    rf"|(?P<each>(?:(?P<lead>次の|左の|下記の?)|当該|上記の?|前記の?)?各(?P<each_unit>[条項号章節]){_NOT_A_UNIT}(?!議案))"
    r"|(?P<sentence>本文|ただし書き?|但し?書き?|前段(?![階落])|後段|柱書き?)"
    r"|(?P<supplementary>(?:本|この|同)?(?:附[ \u3000]{0,2}則|付則))"
    r"|(?P<charter>(?:本|この)(?:定款|規約|会則|憲章))"
)
"""A unit that is not numbered: 前二項, 次の各号, ただし書, 附則, 本定款."""
JA_SUBITEM = re.compile(rf"(?P<kana>[イ-ヺ](?![ァ-ヿ]))|(?P<bracketed>{_BRACKETS})")
"""A sub-item behind an item: 第1号イ, 第1号(1)."""
JA_MARKER = re.compile(_BRACKETS)
JA_JOINT = re.compile(
    r"[ \u3000]?(?:[、，,・][ \u3000]?)?"
    r"(?:及び|および|及|並びに|ならびに|又は|または|若しくは|もしくは|且つ|かつ|とか|と|や)?"
    r"[ \u3000]?"
)
"""What stands between two members of a list; it may be empty."""
JA_RANGE = re.compile(r"[ \u3000]?(?:から|ないし|乃至|より|[～〜~–—−‐-])[ \u3000]?")
JA_RANGE_END = re.compile(r"まで")
JA_LEVEL_GAP = re.compile(r"[ \u3000]?の?[ \u3000]?")

_KANA_STARTS = (
    r"[イロハニホヘトチリヌ](?=に(?:掲げ|規定|該当|定め)|の(?:規定|いずれ|場合)"
    r"|(?:、|及び|又は|若しくは|から)[イロハニホヘトチリヌ](?![ァ-ヿ]))"
)
JA_ANCHOR = re.compile(
    rf"第[ \u00a0\u30000-9０-９{_KANJI_DIGIT}]"
    rf"|[前次同][ \u3000々各0-9０-９{_KANJI_DIGIT}]{{0,7}}[条項号章節款編附]"
    r"|本(?:[ \u3000]?[条項号章節款編附]|定款|規約|会則|憲章|文)"
    r"|同(?:定款|規約|会則|憲章)|各[条項号章節]"
    r"|書(?:(?<=ただし書)|(?<=但し書)|(?<=但書)|(?<=柱書))|段(?:(?<=前段)|(?<=後段))"
    r"|附[ \u3000]{0,2}則|付則|[条項号章節款編附](?<=この.)|(?:定款|規約|会則|憲章)(?<=この..)"
    rf"|[法令則程款約](?:[ \u3000]?(?:[0-9０-９]{{1,4}}|[{_KANJI_DIGIT}]{{1,7}})[ \u3000]?条)"
    rf"|{_KANA_STARTS}"
)
"""A character by which a Japanese citation is found; :func:`ja_start` tells where it begins.

Only characters that are rare elsewhere can begin a match, which makes the search fast: 書 and not
the た of ただし書.
"""
_JA_LEADS = {
    "書": ("ただし", "但し", "但", "柱"),
    "段": ("前", "後"),
    "各": ("次の", "左の", "下記の", "下記", "当該", "上記の", "上記", "前記の", "前記"),
    **dict.fromkeys("条項号章節款編附定規会憲", ("この",)),
}
_BEFORE_A_BARE_NUMBER = frozenset("法令則程款約")


def ja_start(text: str, place: int, floor: int) -> int:
    """Where the citation begins that :data:`JA_ANCHOR` found at ``place``."""
    leads = _JA_LEADS.get(text[place])
    if leads is not None:
        for lead in leads:
            if text.endswith(lead, floor, place):
                return place - len(lead)
    if text[place] in _BEFORE_A_BARE_NUMBER:
        # 会社法309条: the number behind the name, and behind a space if there is one.
        return place + 2 if text[place + 1] in " \u3000" else place + 1
    return place


JA_LEVELS = {
    "条": Level.ARTICLE,
    "項": Level.PARAGRAPH,
    "号": Level.ITEM,
    "章": Level.CHAPTER,
    "節": Level.SECTION,
    "款": Level.SUBSECTION,
    "目": Level.DIVISION,
    "編": Level.PART,
    "文": Level.SENTENCE,
}

# -- English ---------------------------------------------------------------------------------

EN_UNIT = re.compile(
    r"(?i:(?P<article>articles?|arts?\.)|(?P<paragraph>paragraphs?|paras?\.?)"
    r"|(?P<item>items?|clauses?|sub-?paragraphs?)|(?P<subitem>sub-?items?|sub-?clauses?)"
    r"|(?P<section>sections?|secs?\.|§§?)|(?P<subsection>sub-?sections?)|(?P<chapter>chapters?)"
    r"|(?P<supplementary>supplementary\sprovisions?|addend(?:a|um))"
    r"|(?P<sentence>sentences?|proviso|(?:latter|former|first|second)\spart|main\s(?:clause|text)))"
    r"(?![A-Za-z])"
)
"""The word of a level."""
EN_ANCHOR = re.compile(
    r"(?i:articles?|arts?\.|(?:sub-?)?(?:paragraph|item|clause|section)s?|paras?[ .]|proviso"
    r"|chapters?|secs?\.|supplementary provisions?|sentences?"
    r"|(?:latter|former|first|second) part|main (?:clause|text)|by-?laws|charter)(?![A-Za-z])|§"
)
"""The word that a citation is found by; it may begin before it (the preceding)."""
_STEMS = (
    "rticle", "RTICLE", "rt.", "rts.", "aragraph", "ARAGRAPH", "ara.", "aras.", "ara ", "roviso",
    "item", "Item", "ITEM", "lause", "hapter", "HAPTER", "ection", "ECTION", "ec.", "ecs.",
    "upplementary", "entence", "§", "-laws", "ylaws", "-Laws", "harter", "latter part",
    "former part", "first part", "second part", "main text", "main clause",
)  # fmt: skip
_LONGEST_WORD = 16


def en_anchors(text: str) -> list[int]:
    """Where the words stand that a citation may be found by, in order.

    ``str.find`` for a few stems is some ten times faster than a search for :data:`EN_ANCHOR`.
    """
    places = []
    find = text.find
    for stem in _STEMS:
        at = find(stem)
        while at >= 0:
            places.append(at)
            at = find(stem, at + len(stem))
    places.sort()
    return places


def word_at(text: str, place: int) -> int:
    """The start of the word that the stem at ``place`` is in: that of ``sub-item``, too."""
    start = place
    while start and place - start < _LONGEST_WORD and text[start - 1].isalpha():
        start -= 1
    if start > 2 and text[start - 1] == "-":
        for prefix in ("sub", "by"):
            if text[max(0, start - 1 - len(prefix)) : start - 1].lower() == prefix:
                return start - 1 - len(prefix)
    return start


_CARDINAL_WORDS = "|".join(sorted(_CARDINALS, key=len, reverse=True))
EN_NUMBER = re.compile(
    r"(?P<digits>[0-9]{1,5})(?P<branches>(?:[.-][0-9]{1,3})*)(?P<letters>[A-Z]{0,2}(?:-[0-9]{1,3}|(?<=[A-Z])(?:\.[0-9]{1,4}){1,3})?)(?![0-9A-Za-z%]|,[0-9]{3})"
    r"|(?P<roman>[IVXLC]{1,7})(?![0-9A-Za-z])"
    r"|\((?P<bracketed>[0-9]{1,3}|[a-z]{1,4}|[A-Z]{1,4})\)"
    rf"|(?P<spelled>(?i:{_CARDINAL_WORDS}))(?![A-Za-z-])"
    r"|(?P<letter>[A-Z])(?![0-9A-Za-z.'’-])"
)
"""The number of a level: 14, 5-2, 3.2, 27A, 302A.471, III, (3), (a), Five, B."""
EN_SUFFIX = re.compile(r" ?\((?P<bracketed>[0-9]{1,3}|[a-z]{1,4}|[A-Z]{1,4})\)")
"""A deeper level right behind a number: Section 3.2(b)."""
EN_JOINT = re.compile(r"(?P<comma>,)?\s?(?P<word>and/or|and|or|as well as|&)?\s")
EN_JOINTS = (",", " and", " or ", " as well as ", " &")
"""What a joint that joins begins with; cheaper to ask for first."""
EN_RANGES = (
    " to ", " through ", " thru ", " until ", " up to ", "-", "‐", "‑", "–", "—", "~",
    " -", " –", " —", " ~",
)  # fmt: skip
EN_RANGE = re.compile(
    r"\s?(?P<word>to|through|thru|until|up to)(?: and including)?\s|\s?(?P<dash>[-‐‑–—~])\s?"
)
EN_LEVELS = {
    "article": Level.ARTICLE,
    "paragraph": Level.PARAGRAPH,
    "item": Level.ITEM,
    "subitem": Level.SUBITEM,
    "section": Level.SECTION,
    "subsection": Level.SUBSECTION,
    "chapter": Level.CHAPTER,
    "supplementary": Level.SUPPLEMENTARY,
    "sentence": Level.SENTENCE,
}
