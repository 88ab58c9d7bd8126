"""The grammar of a Japanese citation.

::

    phrase  = [document] member { joint member }
    member  = place [ から place [まで] ]  |  第3～5条
    place   = level { [の] level }          each level deeper than the one before
    level   = 第5条の2 | 前二項 | 次の各号 | ただし書 | 附則 | イ | (1)

A member without outer levels takes those of the member before it: in 第3条第1項及び第2項 the
second member stands in 第3条.
"""

from __future__ import annotations

import re

from amendtool.articles.references.antecedents import Memory, bound
from amendtool.articles.references.phrases import last_place
from amendtool.articles.references.reference import (
    Cited,
    CitedPlace,
    Figures,
    Level,
    Member,
    Range,
    Relation,
)
from amendtool.articles.references.tokens import number_of, read_marker, read_plain
from amendtool.articles.references.tokens_ja import (
    JA_BARE,
    JA_JOINT,
    JA_LEVELS,
    JA_MARKER,
    JA_NUMBER,
    JA_NUMBERED,
    JA_RANGE,
    JA_RANGE_END,
    JA_SHORT,
    JA_SUBITEM,
    JA_TOKEN,
)
from amendtool.patterns import compiled

_SIDES = {
    "前": (Relation.PRECEDING, 1),
    "前々": (Relation.PRECEDING, 2),
    "次": (Relation.FOLLOWING, 1),
    "次々": (Relation.FOLLOWING, 2),
    "同": (Relation.SAME, 1),
    "本": (Relation.THIS, 1),
    "この": (Relation.THIS, 1),
}
_KANA = tuple("イロハニホヘトチリヌ")
_DIGITS = "0123456789０１２３４５６７８９〇一二三四五六七八九十百千"
# The characters that a deeper level, a range, a joint and the next member can begin with. They are
# asked before the patterns, which are dear: most citations end where they are looked at.
_DEEPER = frozenset("第同次左下各当上前後本た但柱" + _DIGITS)
_RANGE_STARTS = frozenset("かな乃よ～〜~–—−‐- \u3000")
_JOINT_STARTS = frozenset("、，,・及お並な又ま若も且かとや \u3000")
_PLACE_STARTS = frozenset("第前次同本こ各左下当上た但後柱附付(（⑴⑵⑶⑷⑸" + _DIGITS) | frozenset(
    map(chr, range(0x30A1, 0x30FB))
)
_DEEPEST = 12  # no drafter goes below; a chain of (1)(1)(1) stays linear
_SPACES = frozenset(" \u3000")
_GAPS = _SPACES | {"\u00a0"}
_MARKER_STARTS = frozenset(
    "(（" + "".join(map(chr, (*range(0x2460, 0x2488), *range(0x3251, 0x32C0))))
)
# 前条, 次項, 本号 are told from where the text stands. In a citation of a law they end it: in
# 会社法第309条及び前条 the second is of these articles.
_OWN_PLACE = frozenset({Relation.PRECEDING, Relation.FOLLOWING, Relation.THIS})
# An article, a paragraph, an item, or one in another, by numbers without branches, behind which no
# deeper level can stand and no other word be meant: 第５条第２項の規定. None of these begins what
# is looked for behind a level, nor what makes another word of a unit.
_PLAIN = compiled(
    rf"第(?:(?P<article>{JA_NUMBER})条(?:第(?P<paragraph>{JA_NUMBER})項)?(?:第(?P<item>{JA_NUMBER})号)?"
    rf"|(?P<first>{JA_NUMBER})項(?:第(?P<inner>{JA_NUMBER})号)?|(?P<alone>{JA_NUMBER})号)"
    # の begins a branch or a deeper level, a bracket a mark, and 中 may stand before a level.
    r"(?=[をにはがでとやもまか、，。・）)」』及又並若]"
    rf"|の(?![{''.join(sorted(_DEEPER | _GAPS))}])|[（(](?=[一-鿿])|中(?!第)|\Z)"
)
_PLAIN_LEVELS = {
    "article": Level.ARTICLE,
    "paragraph": Level.PARAGRAPH,
    "first": Level.PARAGRAPH,
    "item": Level.ITEM,
    "inner": Level.ITEM,
    "alone": Level.ITEM,
}
_BRANCH = compiled(r"[のノ][ \u00a0\u3000]?([0-9０-９〇一二三四五六七八九十百千]+)")
_SHORT_NUMBER = compiled(JA_NUMBER)
_SHORT_RANGE = compiled(r"から|ないし|[～〜~–—−‐-]")
# 本文 is a level (第1項本文) and a word ("the text"); a citation goes on in one of these ways.
_AFTER_BARE_WORD = ("の規定", "に規定", "に定め", "に掲げ", "の場合", "及び", "又は", "に該当")


def members(
    text: str,
    start: int,
    memory: Memory,
    outer: tuple[Cited, ...] = (),
    *,
    foreign: bool = False,
    bare: bool = False,
) -> tuple[tuple[Member, ...], int] | None:
    """The members of the citation at ``start`` and where it ends, or None.

    ``outer`` are levels known from before the citation. In a ``foreign`` citation, one of
    another document, a member such as 前条 belongs to these articles again and ends the list.
    A ``bare`` one begins with a number without 第.
    """
    return _MemberReader(text, memory, foreign, bare).members(start, outer)


class _MemberReader:
    __slots__ = ("bare", "foreign", "memory", "text")

    def __init__(self, text: str, memory: Memory, foreign: bool, bare: bool) -> None:
        self.text = text
        self.bare = bare
        self.memory = memory
        self.foreign = foreign

    def members(
        self, start: int, outer: tuple[Cited, ...]
    ) -> tuple[tuple[Member, ...], int] | None:
        text = self.text
        size = len(text)
        found: list[Member] = []
        position = start
        before: CitedPlace | None = None
        while True:
            place = self._place(position, before, () if found else outer)
            if place is not None:
                member: Member = place
                end = place.end
                goes_down = text.startswith("第", end)
                several = self._short(end, place, (), behind=True) if goes_down else None
                if several is not None:
                    found += several
                    end = last_place(found[-1]).end
                    before = last_place(found[-1])
                    if end >= size or text[end] not in _JOINT_STARTS:
                        return tuple(found), end
                    member = found.pop()
                elif end < size and text[end] in _RANGE_STARTS:
                    member, end = self._to_end_of_range(place)
                found.append(member)
            else:
                short = self._short(position, before, outer)
                if short is None:
                    break
                found += short
                end = last_place(found[-1]).end
            before = last_place(found[-1])
            if end >= size or text[end] not in _JOINT_STARTS:
                return tuple(found), end
            joint = JA_JOINT.match(text, end)
            if joint is None or not joint[0].strip(" \u3000"):
                return tuple(found), end
            position = joint.end()
            if position >= size or text[position] not in _PLACE_STARTS:
                return tuple(found), end
        return (tuple(found), end) if found else None

    def _to_end_of_range(self, first: CitedPlace) -> tuple[Member, int]:
        joint = JA_RANGE.match(self.text, first.end)
        if joint is None:
            return first, first.end
        last = self._place(joint.end(), first, ())
        if last is None or last.last.level is not first.last.level:
            return first, first.end
        until = JA_RANGE_END.match(self.text, last.end)
        if until is None and "より" in joint[0]:
            return first, first.end
        return Range(first, last), until.end() if until else last.end

    def _short(
        self,
        start: int,
        before: CitedPlace | None,
        outer: tuple[Cited, ...],
        *,
        behind: bool = False,
    ) -> tuple[Member, ...] | None:
        """第3～5条 and 第3・4条; 前項第2、3及び4号 with what stands right ``behind`` a place."""
        if self.text[start : start + 1] != "第":
            return None
        match = JA_SHORT.match(self.text, start)
        if match is None:
            return None
        level = JA_LEVELS[match["unit"]]
        if behind and before is not None:
            deeper = before.last.level < level
            above = tuple(cited.inherit() for cited in before.levels) if deeper else None
        else:
            above = _above(level, before, outer)
        if above is None:
            return None
        cited: list[CitedPlace] = []
        between = _SHORT_NUMBER.finditer(self.text, *match.span("more"))
        spans = [match.span("number"), *(each.span() for each in between), match.span("last")]
        for begin, end in spans:
            value, numeral = read_plain(self.text[begin:end])
            if value is None:
                return None
            last = end == match.end("last")
            upto = match.end() if last else end
            figures = Figures(begin, end, numeral, upto, upto, "の")
            one = Cited(
                level,
                Relation.NUMBERED,
                start if not cited else begin,
                upto,
                number_of((value,)),
                figures,
                word=match["unit"] if last else "",
            )
            if behind and before is not None and not cited:
                cited.append(CitedPlace(before.start, upto, (*before.levels, one)))
            else:
                cited.append(CitedPlace(one.start, upto, (*above, one)))
        if _SHORT_RANGE.search(match["joint"]):
            return (Range(cited[0], cited[1]), *cited[2:])
        return tuple(cited)

    def _place(
        self, start: int, before: CitedPlace | None, outer: tuple[Cited, ...]
    ) -> CitedPlace | None:
        if (plain := _PLAIN.match(self.text, start)) is not None:
            levels = _plain_levels(plain)
            above = _above(levels[0].level, before, outer)
            end = levels[-1].end
            return CitedPlace(start, end, (*above, *levels)) if above is not None else None
        first = self._level(
            start, bare=before is not None or bool(outer) or self.foreign or self.bare
        )
        if first is None and (
            self.text[start : start + 1] in _KANA
            if before is None
            else before.last.level is Level.SUBITEM
        ):
            first = self._marker(start, Level.SUBITEM)
        elif first is None and before is not None and _is_marked(before.last):
            first = self._marker(start, before.last.level)  # 前項(1)及び(2)
        if first is None:
            return None
        if before is not None and self.foreign and first.relation in _OWN_PLACE:
            return None
        if first.relation is Relation.EACH and first.level <= Level.ARTICLE:
            return None  # 各条: of all articles, and so of none
        if first.relation is Relation.SAME:
            levels = self._same(first, before)
        elif first.relation in _OWN_PLACE:
            levels = (first,)
        else:
            above = _above(first.level, before, outer)
            if above is None:
                return None
            levels = (*above, first)
        end = first.end
        while len(levels) < _DEEPEST and (deeper := self._deeper(levels[-1], end)) is not None:
            levels = (*levels, deeper)
            end = deeper.end
        return CitedPlace(start, end, levels)

    def _same(self, cited: Cited, before: CitedPlace | None) -> tuple[Cited, ...]:
        return bound(cited, before, self.memory.same)

    def _deeper(self, above: Cited, start: int) -> Cited | None:
        """The next level, right behind ``above``."""
        text = self.text
        position = start
        size = len(text)
        while position < size and text[position] in _SPACES:
            position += 1
        if position < size and (text[position] == "の" or text.startswith("中第", position)):
            position += 1
        if position >= size or above.level is Level.SENTENCE:
            return None
        if above.level >= Level.ITEM or text[start] in _MARKER_STARTS:
            marked = self._marked(above, start)
            if marked is not None:
                return marked
        if text[position] not in _DEEPER:
            return None
        found = self._level(position, bare=position == start or text[position - 1] == "の")
        if found is None or found.level <= above.level:
            return None
        if found.relation in _OWN_PLACE and found.count == 1:
            return None
        if found.relation is Relation.SAME:
            return self._same(found, None)[-1]
        if found.relation is Relation.FOLLOWING:
            return None
        return found

    def _marked(self, above: Cited, start: int) -> Cited | None:
        """An item or sub-item by its marker: 第1号イ, 第5条(2), 前項②."""
        if above.level >= Level.ITEM:
            return self._marker(start, Level.SUBITEM)
        match = JA_MARKER.match(self.text, start)
        if match is None:
            return None
        circled = len(match[0]) == 1 and match[0] not in "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽"
        paragraph = circled and above.level is Level.ARTICLE
        found = self._marker(start, Level.PARAGRAPH if paragraph else Level.ITEM)
        return found

    def _marker(self, start: int, level: Level) -> Cited | None:
        match = JA_SUBITEM.match(self.text, start)
        if match is None:
            return None
        written = match[0]
        inside = written.strip("()（） 号")
        begin = start + written.index(inside)
        end = begin + len(inside)
        value, numeral = read_marker(inside)
        if value is None:
            return None
        figures = Figures(begin, end, numeral, match.end(), match.end(), "の")
        return Cited(level, Relation.NUMBERED, start, match.end(), number_of((value,)), figures)

    def _level(self, start: int, *, bare: bool) -> Cited | None:
        """The level at ``start``; with ``bare`` also without 第."""
        text = self.text
        head = text[start : start + 1]
        if head == "第":
            match = JA_NUMBERED.match(text, start)
            return _numbered(match) if match else None
        match = JA_TOKEN.match(text, start)
        if match is None:
            if not bare or head == "" or head not in _DIGITS:
                return None
            match = JA_BARE.match(text, start)
            return _numbered(match) if match else None
        match match.lastgroup:
            case "near":
                return _near(match)
            case "each":
                return _each(match)
            case "supplementary":
                return _supplementary(match)
            case "charter":
                return None
            case _:
                return Cited(Level.SENTENCE, Relation.NAMED, start, match.end(), word=match[0])


def stands_alone(text: str, start: int) -> bool:
    """Whether イ and 本文 at ``start`` can be a citation by themselves.

    イ may be the middle of a word (サイト), 本文 the text of another document (契約書の本文).
    """
    head = text[start]
    if "イ" <= head <= "ヺ":
        return start == 0 or not "ァ" <= text[start - 1] <= "ヿ"
    if head == "本" and text.startswith("本文", start):
        return text[start - 1 : start] != "の" and text.startswith(_AFTER_BARE_WORD, start + 2)
    return True


def _is_marked(cited: Cited) -> bool:
    """Whether a level is cited by its mark alone: (1), ②."""
    return cited.relation is Relation.NUMBERED and not cited.word and not cited.inherited


def _above(
    level: Level, before: CitedPlace | None, outer: tuple[Cited, ...]
) -> tuple[Cited, ...] | None:
    """The levels that a member at ``level`` stands in; None when it cannot follow ``before``."""
    if before is None:
        return tuple(cited.inherit() for cited in outer if cited.level < level)
    if before.last.level < level:
        return None
    if level is Level.ARTICLE and before.levels[0].level is level:
        return ()
    if level is Level.ARTICLE and before.level(Level.ARTICLE) is None:
        # 附則第１項及び第２条: supplementary provisions that count paragraphs have no articles.
        below = before.level(Level.PARAGRAPH)
        if below is not None and below.relation is Relation.NUMBERED:
            return ()
    return tuple(cited.inherit() for cited in before.levels if cited.level < level)


def _plain_levels(found: re.Match[str]) -> tuple[Cited, ...]:
    """The levels of a plain place, as :func:`_numbered` has each."""
    levels: list[Cited] = []
    for name, digits in found.groupdict().items():
        if digits is None:
            continue
        begin, end = found.span(name)
        value, numeral = read_plain(digits)
        known = number_of((value,))
        upto = end + 1
        figures = None if known is None else Figures(begin, end, numeral, upto, upto, "の")
        level = _PLAIN_LEVELS[name]
        word = found.string[end]
        levels.append(Cited(level, Relation.NUMBERED, begin - 1, upto, known, figures, word=word))
    return tuple(levels)


def _numbered(match: re.Match[str]) -> Cited:
    number, unit, branches = match.group("number", "unit", "branches")
    value, numeral = read_plain(number)
    parts: tuple[int | None, ...] = (value,)
    joint = "の"
    if branches:
        joint = "ノ" if "ノ" in branches else "の"
        parts = (value, *(read_plain(text)[0] for text in _BRANCH.findall(branches)))
    begin, end = match.span("number")
    branch_start, branch_end = match.span("branches")
    known = number_of(parts)
    figures = None
    if known is not None:
        figures = Figures(begin, end, numeral, branch_start, branch_end, joint)
    return Cited(
        JA_LEVELS[unit], Relation.NUMBERED, match.start(), branch_end, known, figures,
        word=unit,
    )  # fmt: skip


def _near(match: re.Match[str]) -> Cited | None:
    relation, distance = _SIDES[match["side"]]
    count = 1
    written = match["count"]
    if written is not None:
        written = written.strip(" \u00a0\u3000")
        known = 0 if written == "各" else read_plain(written)[0]
        if known is None:
            return None
        count = known
    unit = match["near_unit"]
    return Cited(
        JA_LEVELS[unit], relation, match.start(), match.end(), count=count, distance=distance,
        word=unit,
    )  # fmt: skip


def _each(match: re.Match[str]) -> Cited:
    lead, unit = match["lead"], match["each_unit"]
    relation, count = (Relation.FOLLOWING, 0) if lead else (Relation.EACH, 1)
    return Cited(JA_LEVELS[unit], relation, match.start(), match.end(), count=count, word=unit)


def _supplementary(match: re.Match[str]) -> Cited:
    written = match[0]
    relation = (
        Relation.THIS
        if written.startswith(("本", "この"))
        else Relation.SAME
        if written.startswith("同")
        else Relation.NAMED
    )
    return Cited(Level.SUPPLEMENTARY, relation, match.start(), match.end(), word=written)
