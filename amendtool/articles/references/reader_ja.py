"""Japanese citations, one after the other: where each begins and what document it is from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from amendtool.articles.numbers import Number, unbroken
from amendtool.articles.numerals import KANJI, MIXED_WIDTH, Numeral
from amendtool.articles.references.antecedents import Memory
from amendtool.articles.references.documents_ja import (
    ENDS_OF_NAMES,
    document_before,
    earlier_before,
    is_amending,
    is_earlier,
    is_in_a_table,
    is_law_number,
    tells_of_a_change,
)
from amendtool.articles.references.grammar_ja import (
    members,
    stands_alone,
)
from amendtool.articles.references.phrases import (
    CATEGORIES,
    DocumentKind,
    Host,
    NamedDocument,
    Phrase,
    category_within,
    first_place,
    turns_back,
)
from amendtool.articles.references.reference import (
    Category,
    Cited,
    CitedPlace,
    Doubt,
    Level,
    Member,
    Range,
    Reference,
    Relation,
)
from amendtool.articles.references.tokens_ja import JA_ANCHOR, JA_JOINT, JA_LEVEL_GAP, ja_start
from amendtool.articles.styles import JA
from amendtool.patterns import compiled

# Counted as written, whatever is cited: a law's articles are set in the same digits.
DIGITS: re.Pattern[str] | None = compiled(
    r"第\s*(?:([0-9]+)|([０-９]+)|([〇一二三四五六七八九十百千]+))\s*[章節款目条項号]"
)

LOOSE_SIGN = compiled("条")
LOOSE = compiled(
    r"(?:第[ \u3000]?|(?<![全約計第ら0-9０-９〇一二三四五六七八九十百千])(?<!次の))"
    r"(?P<main>[0-9０-９]{1,4}|[〇一二三四五六七八九十百千]{1,7})[ \u3000]?条"
    r"(?:の(?P<branch>[0-9０-９]{1,2}|[二三四五六七八九十]{1,3})(?![0-9０-９分年月日つ]))?"
    # 次に五条を加える, 一条ずつ繰り下げる count articles.
    r"(?![件約例項]|を[加削追]|ずつ)"
)
LOOSE_INSIDE = compiled(
    r"(?<![第0-9０-９〇一二三四五六七八九十百千前次同各条項号年])(?P<number>[0-9０-９]{1,2})(?P<unit>[項号])"
    r"(?=に|の(?!議案)|及び|又は|、|から|まで|を|若しくは|並びに|[（(。]|\Z)"
    r"|(?P<mark>[（(][0-9０-９ア-ヶa-z]{1,2}[)）]|[①-⑳⑴-⒇])"
    r"(?=に(?:掲|規定|定め|該当|より|附帯|付帯|準じ|準ず|関す|係る|対す|代え|加え|かかわらず)"
    r"|の(?:規定|場合|事項|者|書類|[^（(、。の]{0,4}[額量]|方法|いずれ|ほか|うち|期間|事業|行為|日)"
    r"|以外の|を(?:除|含)|(?:及び|又は|から|、)[（(①-⑳⑴-⒇])"
)
"""The number of a paragraph or item without 第, or its mark alone: 2号に, (2)に掲げる."""
ONWARD = compiled(r"以下(?!「|『|同じ|単に)|以降(?!に)")
ONWARD_SIGNS = ("以下", "以降")
CHAPTER = "章"
"""The word that ``neighbours`` has for a chapter."""

_CHARTER = compiled(r"(?:本|この)(?:定款|規約|会則|憲章)")
_OPENING = ("（", "(")
_APPLIED_THERE = ("において準用", "において読み替え", "の規定により準用", "で準用")
_LEFT_OUT = compiled(r"(?:の規定)?(?:を除く|を含む|に限る)")
_DIGITS = frozenset("0123456789０１２３４５６７８９〇一二三四五六七八九十百千")
# The character before 前 or 本 that makes them the end of another word: 以前, 基本, 日本.
_INSIDE_A_WORD = {
    "前": frozenset("以事従午直目人名生戦食婚"),
    "次": frozenset("年順目逐漸第一二三四五六七八九十0123456789０１２３４５６７８９"),
    "本": frozenset("日基根資見標台謄抄原脚一二三四五六七八九十"),
    "同": frozenset("共協混賛"),
}


# 第1項の規定（第2号に係る部分に限る。）: the brackets narrow what the words before them cite.
_NARROWED = compiled(
    r"(?:の(?:規定|定め)|の[^（(。、第前次同各]{1,10}|に(?:掲げる|規定する|定める)[^（(。、第前次同]{1,8})"
    r"(?=[（(](?:第[0-9０-９〇一二三四五六七八九十]+[項号]?[イ-ヺ]?(?:、|及び|並びに|又は|若しくは|から|まで|・)?){1,8}"
    r"(?:の規定|に係る部分)?(?:を除く|に限る|を含む|に係る))"
)


def phrases(text: str, memory: Memory) -> Iterator[Phrase]:
    """The citations in ``text`` in order. ``memory`` has to be told of each before the next."""
    floor = 0
    host: Host | None = None
    search = JA_ANCHOR.search
    found = search(text, 0)
    while found is not None:
        place = found.start()
        start = ja_start(text, place, floor)
        phrase = _phrase(text, start, floor, memory, host)
        if phrase is None:
            found = search(text, place + 1)
            continue
        yield _at_its_time(text, phrase, memory.last)
        floor = phrase.end
        if memory.last is None:
            pass
        elif text[floor : floor + 1] in _OPENING:
            host = Host.behind(text, memory.last) or host
        elif text.startswith(("の", "に"), floor) and ("（" in text or "(" in text):
            narrowed = _NARROWED.match(text, floor)
            if narrowed is not None:
                host = Host.behind(text, memory.last, narrowed.end()) or host
        found = search(text, floor)


def _phrase(text: str, start: int, floor: int, memory: Memory, host: Host | None) -> Phrase | None:
    head = text[start]
    inside = _INSIDE_A_WORD.get(head)
    if inside is not None and start and text[start - 1] in inside:
        return None
    if head in "本こ" and (charter := _CHARTER.match(text, start)) is not None:
        return _of_charter(text, charter, floor, memory)
    if not stands_alone(text, start):
        return None
    if head == "第" and start and is_in_a_table(text, start):
        return None
    bare = head in _DIGITS
    document = None
    if start > floor and text[start - 1] in ENDS_OF_NAMES and (head in "第附付" or bare):
        if is_law_number(text, start):
            return None
        document = document_before(text, start, floor, memory)
    if bare and document is None:
        return _without_its_word(text, start, memory)
    if document is not None:
        foreign = document.kind not in (DocumentKind.OWN, DocumentKind.PERHAPS)
        read = members(text, start, memory, foreign=foreign)
        return _from(text, document, *read) if read else None
    over = host.reference if host is not None and _goes_on(text, start, host) else None
    outer = _levels_of(over) if over is not None else ()
    category = category_within(over)
    foreign = category is not Category.INTERNAL
    read = members(text, start, memory, outer, foreign=foreign)
    if read is None:
        return None
    cited, end = read
    first = first_place(cited[0])
    if over is not None and _belongs(first, over, start < host.close if host else False):
        return Phrase(start, end, cited, category, over.law)
    if over is not None and foreign and _is_left_out(text, start, end):
        # 会社法第8条から第12条まで（第9条及び第10条を除く。）
        return Phrase(start, end, cited, category, over.law)
    if over is not None and foreign and text.startswith(_APPLIED_THERE, end):
        # 会社法第319条第１項（第325条において準用する場合を含む。）
        return Phrase(start, end, cited, category, over.law)
    return _by_memory(start, end, cited, memory)


# これら三条の規定, 次の三条に定める count articles; 民訴３条 and 全３条 are no articles of ours.
_COUNTS_ARTICLES = ("ら", "の")
_BEFORE_A_BARE_ARTICLE = frozenset("、。，（(「『・ \u3000\nをはがにともでびやりく若又並")
_HAS_A_PART = compiled(
    "[0-9０-９〇一二三四五六七八九十百千]+条(?:の[0-9０-９二三四五六七八九十]+)?第?"
    "[0-9０-９〇一二三四五六七八九十百千]+[項号]"
)
_NAMES_A_LAW = compiled("[一-鿿](?<!方)(?<!手)(?<!用)(?:法(?![人的])|条約|条例|施行令|規則)")


def _without_its_word(text: str, start: int, memory: Memory) -> Phrase | None:
    """The citation 三条二項, to which nobody wrote 第; the document tells if there is one.

    In a sentence that speaks of a law it may be one of the law's.
    """
    parted = _HAS_A_PART.match(text, start) is not None
    before = text[start - 1] if start else "、"
    if before not in _BEFORE_A_BARE_ARTICLE and not (parted and "ぁ" <= before <= "ん"):
        return None
    if not parted and text.endswith(_COUNTS_ARTICLES, 0, start):
        return None
    read = members(text, start, memory, bare=True)
    if read is None or first_place(read[0][0]).levels[0].level is not Level.ARTICLE:
        return None
    begin = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
    doubt = Doubt.SCOPE if _NAMES_A_LAW.search(text, begin, start) else None
    return Phrase(start, read[1], read[0], doubt=doubt)


def _is_left_out(text: str, start: int, end: int) -> bool:
    """Whether brackets that open before a citation leave out, or take in, nothing but it."""
    return text[start - 1 : start] in _OPENING and _LEFT_OUT.match(text, end) is not None


# 旧第８条の規定及び第９条の規定: the list goes on behind the word.
_BEHIND_A_PROVISION = compiled(
    r"(?:の(?:規定|定め|条文))(?:、|，|及び|並びに|又は|若しくは|および|または)"
)


# 現行定款の第８条を第９条とする: what becomes of a former one is told in the numbers of then.
_BECOMES_BEFORE = compiled("[をは]、?")
_BECOMES = compiled("と(?:し|する|した|なる|なった)|に(?:改め|繰)")


def _at_its_time(text: str, phrase: Phrase, before: Reference | None) -> Phrase:
    """The phrase, told apart where it is one of an earlier state or of a past change."""
    if phrase.category is not Category.INTERNAL:
        return phrase
    if (
        before is not None
        and before.category is Category.HISTORICAL
        and first_place(phrase.members[0]).levels[0].relation is Relation.NUMBERED
        and _BEHIND_A_PROVISION.fullmatch(text, before.end, phrase.start)
    ):
        return phrase._replace(category=Category.HISTORICAL, doubt=None)
    if (
        before is not None
        and before.category is Category.HISTORICAL
        and _BECOMES_BEFORE.fullmatch(text, before.end, phrase.start)
        and _BECOMES.match(text, phrase.end)
    ):
        return phrase._replace(category=Category.HISTORICAL, doubt=None)
    if is_earlier(text, phrase.end):
        return phrase._replace(category=Category.HISTORICAL)
    if phrase.doubt is None and (
        tells_of_a_change(text, phrase.start, phrase.end) or is_amending(text, phrase.start)
    ):
        return phrase._replace(doubt=Doubt.PAST)
    return phrase


def _goes_on(text: str, start: int, host: Host) -> bool:
    """Whether ``start`` is in the brackets of the host, or goes on with its list behind them."""
    if start < host.close:
        return True
    if start - host.close > 8:
        return False
    between = text[host.close : start]
    return between.strip(" \u3000") != "" and JA_JOINT.fullmatch(between) is not None


def _belongs(first: CitedPlace, over: Reference, inside: bool) -> bool:
    """Whether a citation in the reach of the host is of the host's document."""
    if first.levels[0].inherited:
        return True
    numbered = first.levels[0].relation is Relation.NUMBERED
    return numbered and not inside and category_within(over) is not Category.INTERNAL


def _from(text: str, document: NamedDocument, cited: tuple[Member, ...], end: int) -> Phrase:
    if document.kind is DocumentKind.PERHAPS:
        return Phrase(document.edge, end, cited, doubt=Doubt.SCOPE)
    category = CATEGORIES[document.kind]
    doubt = None
    if category is Category.EXTERNAL and turns_back(cited) is not None:
        doubt = Doubt.SCOPE
    return Phrase(document.edge, end, cited, category, document.name, doubt)


def _by_memory(start: int, end: int, cited: tuple[Member, ...], memory: Memory) -> Phrase:
    """A citation with no document before it; 同条 has the category of what it stands for."""
    for same in first_place(cited[0]).levels:
        if same.relation is Relation.SAME:
            break
    else:
        return Phrase(start, end, cited)
    if same.antecedent is None:
        return Phrase(start, end, cited, doubt=Doubt.ANTECEDENT)
    remembered = memory.same(same.level)
    if remembered is None:
        return Phrase(start, end, cited)
    return Phrase(start, end, cited, remembered.category, remembered.law)


def _levels_of(last: Reference) -> tuple[Cited, ...]:
    member = last.members[-1]
    return member.last.levels if isinstance(member, Range) else member.levels


def _of_charter(text: str, charter: re.Match[str], floor: int, memory: Memory) -> Phrase | None:
    start, end = charter.span()
    document = Cited(Level.DOCUMENT, Relation.THIS, start, end, word=charter[0])
    gap = JA_LEVEL_GAP.match(text, end)
    below = gap.end() if gap else end
    # この定款 in a 取締役会規程 are the articles of the company, not the rules that say so.
    foreign = charter[0].endswith("定款") and not memory.identity.articles
    if text[below : below + 1] and text[below] in "第附":
        read = members(text, below, memory, foreign=foreign)
        if read is not None and foreign:
            return Phrase(start, read[1], read[0], Category.EXTERNAL, charter[0])
        if read is not None and (earlier := earlier_before(text, start, floor)) is not None:
            return Phrase(earlier.edge, read[1], read[0], Category.HISTORICAL)
        if read is not None:
            return Phrase(start, read[1], read[0])
    if foreign:
        return None
    return Phrase(start, end, (CitedPlace(start, end, (document,)),))


def named(level: Cited) -> str:
    """One level as a citation names it, for messages: 第１条, 前２条, 各号."""
    cited = level.meant
    word = _WORDS[cited.level]
    far = cited.distance == 2
    match cited.relation:
        case Relation.NUMBERED:
            return _numbered(cited, cited.number, word)
        case Relation.NAMED:
            return cited.word or word
        case Relation.THIS:
            return f"{'この' if cited.level is Level.DOCUMENT else '本'}{word}"
        case Relation.SAME:
            return f"同{word}"
        case Relation.EACH:
            return f"各{word}"
        case Relation.PRECEDING | Relation.FOLLOWING if cited.count != 1:
            many = MIXED_WIDTH.write(cited.count) if cited.count else "各"
            return f"{'前' if cited.relation is Relation.PRECEDING else '次の'}{many}{word}"
        case Relation.PRECEDING:
            return f"{'前々' if far else '前'}{word}"
        case Relation.FOLLOWING:
            return f"{'次々' if far else '次'}{word}"


def _numbered(cited: Cited, number: Number | None, word: str) -> str:
    if number is None:
        return f"その番号の{word}"
    if cited.level is Level.ANNEX:
        return f"{cited.word}{number}"
    if cited.level is Level.SUBITEM and cited.figures is not None:
        return cited.figures.numeral.write(number.main)
    branches = "".join(f"の{MIXED_WIDTH.write(part)}" for part in number.branches)
    return f"第{MIXED_WIDTH.write(number.main)}{word}{branches}"


_WORDS: Final = {
    Level.DOCUMENT: "定款",
    Level.SUPPLEMENTARY: "附則",
    Level.ANNEX: "別表",
    Level.PART: "編",
    Level.CHAPTER: "章",
    Level.SECTION: "節",
    Level.SUBSECTION: "款",
    Level.DIVISION: "目",
    Level.ARTICLE: "条",
    Level.PARAGRAPH: "項",
    Level.ITEM: "号",
    Level.SUBITEM: "細目",
    Level.SENTENCE: "文",
}


def neighbours(level: str | None, numbers: Sequence[Number], depth: int, numeral: Numeral) -> str:
    """Provisions of one level by their last numbers: 第３条から第５条まで, 第一号及び第三号."""

    def write(number: Number) -> str:
        if level == "item" and depth > 1:
            return JA.item_form(depth).write(number)
        digits = KANJI if numeral is KANJI else numeral
        suffix = {"chapter": "章", "article": "条", "item": "号"}.get(level or "", "項")
        branches = "".join(f"の{digits.write(part)}" for part in number.branches)
        return f"第{digits.write(number.main)}{suffix}{branches}"

    written = [write(number) for number in numbers]
    if len(written) == 1:
        return written[0]
    if len(written) > 2 and unbroken(numbers):
        return f"{written[0]}から{written[-1]}まで"
    return f"{'、'.join(written[:-1])}及び{written[-1]}"
