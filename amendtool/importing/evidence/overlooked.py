"""What was read as text though it may be a list: after the reading, by rules apart from it.

The reader doubts a mark that finds no place. It says nothing of what it takes for no mark at all:
lines that count up in signs it does not know (``1/``, ``甲　``, ``(α)``), marks in the middle
of a line whose neighbours are missing (``(1)取締役会(2)監査役``), and captions of whose brackets
one is missing (``第３条（目的　この会は…``). All three are looked for here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

from amendtool.articles.numerals import KANJI, ROMAN, ROMAN_CAPITAL
from amendtool.errors import Place
from amendtool.importing.blocks import EDGES, SourceBlock
from amendtool.importing.evidence.labels import PrintedLabel
from amendtool.importing.evidence.lines import BRACKETED, DocumentLine, without_markup
from amendtool.importing.evidence.marks import readings
from amendtool.importing.evidence.open_provisions import Growing, GrowingRow
from amendtool.patterns import compiled

_ROWS: Final = (
    "αβγδεζηθικλμνξοπρστυφχψω", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "абвгдежзиклмнопрстуфхцчшщэюя",
    "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ", "いろはにほへとちりぬるをわかよたれそつねならむ",
    "あいうえおかきくけこさしすせそたちつてと", "アイウエオカキクケコサシスセソタチツテト",
    "イロハニホヘトチリヌルヲワカヨタレソツネナラム", "甲乙丙丁戊己庚辛壬癸",
    "壱弐参四五六七八九拾",
    "壹貳參肆伍陸柒捌玖拾", "零一二三四五六七八九十", "가나다라마바사아자차카타파하",
    "अआइईउऊऋएऐओऔ", "कखगघङचछजझञ", "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
)  # fmt: skip
"""Rows of signs that people count in, whichever of them the reader knows."""
_TELLING: Final = 12
"""So many characters tell two lines of one place apart."""
_AROUND: Final = r"[^\w\s]{0,2}"
_NUMBER: Final = "[0-9０-９]{1,3}|[ivxlcIVXLC]{1,5}|" + "|".join(f"[{row}]" for row in _ROWS)
_BEGINNING: Final = compiled(
    rf"(?P<open>{_AROUND})(?P<number>{_NUMBER})(?!\w)(?P<close>[ ]?{_AROUND})(?=[\s　]|\w)"
)
"""How a line begins that may be counted: a number, and at most two signs on either side of it."""
_LATIN: Final = compiled(r"[A-Za-z]+")
_ENDS: Final = compiled(r"(?:[;；,，、。.:：]|[;,] (?:and|or))$")
"""What stands in front of a further item in a line; between wide characters nothing has to."""
_CITING: Final = compiled(
    r"(?:[条項号編章節款第前同各等]|及び|又は|並びに|若しくは|から|または|および|上記|次の|乃至|ないし"
    r"|\b(?:sections?|articles?|paragraphs?|clauses?|items?|sub-?\w+|parts?|rules?|in|under|of|to"
    r"|through|by|and|or|the|than|both|either))$",
    re.IGNORECASE,
)
_CITED: Final = compiled(
    r"[のにをがはともや、,)）]|及び|又は|から|まで|各号|(?:above|below|of|and|or|to|shall|may|is|are)\b"
)
_SIGNED: Final = compiled(r"[(（〔【\[]|[^\w\s]")
_RUN_IN: Final = compiled(r"[。：:；]\s*(?P<mark>[(（]\s?(?:[1１一]|[aａ]|[アイ])\s?[)）]|[①⑴㈠])")
"""The first of a list that goes on behind a sentence, in Japanese."""


class Overlooked(NamedTuple):
    """A mark that was read as text, the one that follows it, and where it stands."""

    mark: str
    following: str
    line: str
    place: Place


# Lines that count up


class CountedRow(NamedTuple):
    """A line of the document, and how it begins where it may be counted."""

    text: str
    place: Place
    shape: tuple[str, str] | None
    number: str
    mark: str


def rows_read_as_text(
    rows: Sequence[CountedRow], read: Collection[tuple[Place, str]]
) -> Iterator[Overlooked]:
    """The beginnings of rows of lines that count up and of which none was read as a provision.

    ``read`` are the places and texts of provisions, and of what is no text of one: lists of
    contents, the end of the document, what is doubted already. A page may have all on one line.
    """
    known = _by_place(read)

    def is_read(row: CountedRow) -> bool:
        begins = _spaced(row.text)[:_TELLING]
        return any(_spaced(text).startswith(begins) for text in known.get(row.place, ()))

    inside = False
    for row, following in pairwise(rows):
        counts = (
            row.shape is not None and row.shape == following.shape
            and _follows(row.number, following.number)
            and not is_read(row) and not is_read(following)
        )  # fmt: skip
        if counts and not inside:
            yield Overlooked(row.mark, following.mark, row.text, row.place)
        inside = counts


def _by_place(read: Collection[tuple[Place, str]]) -> dict[Place, list[str]]:
    known: dict[Place, list[str]] = {}
    for place, text in read:
        known.setdefault(place, []).append(text)
    return known


def _spaced(text: str) -> str:
    return " ".join(text.split())


_WORDED: Final = compiled(
    r"(?P<word>[^\W\d_]{1,12}?\.?)[ \u3000]?"
    r"(?P<number>[0-9０-９]{1,3}|[IVX]{1,5}|[一二三四五六七八九十]{1,3})"
    r"(?P<close>[ ]?[^\w\s]?)(?=[\s\u3000]|(?<=[：:）])\w)"
)
"""How a line begins that a word and its number may be the label of: Article 1, その１　."""
_IN_WORDS: Final = compiled(r"(?P<number>[A-Z][a-z]+?)(?:ly)?(?P<close>[,:.])(?=[ ])")
_ORDINALS: Final = (
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"
)  # fmt: skip


def words_read_as_text(
    rows: Sequence[CountedRow], read: Collection[tuple[Place, str]]
) -> Iterator[Overlooked]:
    """The first of the lines that count up behind one word, wherever they stand, and were not read.

    ``read`` is as for :func:`rows_read_as_text`. What goes on as a citation does is no label.
    """
    known = _by_place(read)

    def is_read(row: CountedRow) -> bool:
        begins = _spaced(row.text)[:_TELLING]
        return any(_spaced(text)[:_TELLING] == begins for text in known.get(row.place, ()))

    seen: dict[tuple[str, str], list[tuple[int, str, str, Place]]] = {}
    told: set[tuple[str, str]] = set()
    for row in rows:
        match = _WORDED.match(row.text)
        number = None if match is None else _value(match["number"])
        if match is None or number is None or _GOES_ON.match(row.text[match.end() :].lstrip(EDGES)):
            match = _IN_WORDS.match(row.text)
            if match is None or match["number"] not in _ORDINALS:
                continue
            key, number = ("", match["close"]), _ORDINALS.index(match["number"]) + 1
        else:
            key = match["word"].casefold(), match["close"].strip()
        if is_read(row):
            continue
        before = seen.setdefault(key, [])
        if key not in told and before and before[-1][0] + 1 == number:
            _, mark, line, place = before[-1]
            told.add(key)
            yield Overlooked(mark, match[0].strip(), line, place)
        before.append((number, match[0].strip(), row.text, row.place))


_GOES_ON: Final = compiled(
    r"[のにをがはともやで、]|及び|又は|から|まで|(?:of|and|or|to|in|shall|may|is|are|was|applies|apply)\b"
    r"|[a-z]|[0-9０-９]{1,2}[ \u3000]?[月日]|年"
)


def _value(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    return KANJI.read(text) if text[0] in "一二三四五六七八九十" else ROMAN_CAPITAL.read(text)


def counted_rows(blocks: Sequence[SourceBlock]) -> Iterator[CountedRow]:
    """The lines of the blocks, as they were broken, with how they begin."""
    for block in blocks:
        texts = block.lines if block.place.line is not None and not block.generated else ()
        for at, text in enumerate(texts or (block.text,)):
            line = without_markup(text)
            place = block.place
            if at and place.line is not None:
                place = Place(file=place.file, line=place.line + at, path=place.path)
            shown = f"{block.generated} {line}" if block.generated else line
            match = None if block.fixed else _BEGINNING.match(shown)
            if match is None or match.end() >= len(shown) or not _is_mark(match, shown):
                yield CountedRow(line, place, None, "", "")
                continue
            yield CountedRow(
                line, place, (match["open"], match["close"].strip()), match["number"],
                match[0].strip(),
            )  # fmt: skip


def _is_mark(match: re.Match[str], line: str) -> bool:
    """Whether signs or white space set the number off: no word of a letter, no 3/4 of a vote."""
    set_off = match["open"] or match["close"].strip()
    if not set_off:
        return line[match.end() : match.end() + 1].isspace()
    return not line[match.end() : match.end() + 1].isdecimal()


def _follows(one: str, other: str) -> bool:
    if one.isdecimal() and other.isdecimal():
        return int(other) == int(one) + 1
    for numeral in (ROMAN, ROMAN_CAPITAL):
        first, second = numeral.read(one), numeral.read(other)
        if first is not None and second == first + 1:
            return True
    return any(f"{one}{other}" in row for row in _ROWS) and len(one) == len(other) == 1


# One line that begins as none of its row does

_STRANGE: Final = compiled(
    r"(?:[(（\[〔]?(?:[0-9０-９]{1,3}[A-Za-zＡ-Ｚａ-ｚ]|[0０]{1,3})[)）\]〕.．:：、]*"
    r"(?=[ \u00a0\u3000]\S)"
    r"|[(（\[〔](?:[0-9０-９]{1,3}[A-Za-zＡ-Ｚａ-ｚ]|[0０]{1,3})[)）\]〕]"
    r"|[(（\[〔](?:[0-9０-９]{1,2}|[A-Za-z]{1,3})[.．:：、][)）\]〕]"
    r"|[(（\[〔](?:[0-9０-９]{1,2}|[A-Za-z])(?=[ \u00a0\u3000][^)）\]〕]+$))"
)
_STRANGE_WIDE: Final = compiled(r"[(（〔]?[Ａ-Ｚａ-ｚ]{1,3}[.．、)）〕]?(?=[ \u3000]\S)")
"""Letters of full width at the beginning of a line; in half width they are words too."""


_NOUGHTS: Final = compiled(
    r"[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3}){1,4}[.．:：)）]?(?=[ \u00a0\u3000]+[^\Wa-z])"
)


_COMMA: Final = compiled(
    r"[0-9０-９]{1,2}[,，][0-9０-９]{1,2}[.．:：)）]?(?=[ \u00a0\u3000]+[^\W\d_])"
)


def strange_number(text: str) -> str:
    """The number that a text begins with where a part is 0, or commas part it: 1.0.1 The seat, 1,1.

    A text that goes on in small letters begins with a measure.
    """
    if not text[:1].isdecimal():
        return ""
    if (comma := _COMMA.match(text)) is not None:
        return comma[0]
    match = _NOUGHTS.match(text)
    if match is None:
        return ""
    parts = re.findall("[0-9０-９]+", match[0])
    return match[0] if any(not part.strip("0０") for part in parts) else ""


def strange_mark(text: str, *, wide: bool) -> str:
    """The mark that a text begins with, though no row counts so: 0a, ０ａ, Ａ; empty without one.

    ``wide`` tells that the text is Japanese, in which a letter of full width is one too.
    """
    match = _STRANGE.match(text) or (_STRANGE_WIDE.match(text) if wide else None)
    return match[0].strip(EDGES) if match is not None else ""


_NOUGHT: Final = compiled(
    r"[(（\[]?[0０]{1,3}(?:[)）\].．:：、]{1,2}(?=[ \u00a0\u3000]*\D)|(?=[ \u00a0\u3000]))"
)


def nought(text: str) -> str:
    """The mark with a 0 that a text begins with: 0., (0); empty without one."""
    match = _NOUGHT.match(text)
    return match[0] if match is not None else ""


# Labels that are not spelled as the others are

_SPELLED: Final = compiled(
    r"第[ \u3000]?[0-9０-９〇零一二三四五六七八九十百壱壹弌弐貳貮参參拾]{1,4}"
    r"(?:[ \u3000]?[条條章節编編款](?:の[0-9０-９一二三四五六七八九十]{1,2})?)?"
    r"(?=[（(【]|[ \u3000]+\S|$)"
)
_LATIN_LABEL: Final = compiled(
    r"(?P<word>[A-Z][A-Za-z]{2,11})[.,]?[ \u00a0]{1,2}"
    r"(?P<number>[0-9]{1,3}[A-Za-z]?|[IVXLl]{1,5}|[A-Za-z])(?:[.:,]|$|[ ]?[-–—])(?=$|[ \u00a0])"
)
_ALIKE: Final = 0.75
"""How far two words have to be the same for one to be the other, misspelled."""


def misspelled_label(text: str, words: Collection[str]) -> str:
    """The label that a text begins with, though no row counts it: 第２條, Artcle 2., Section l.

    ``words`` are those of the labels that were read, in small letters.
    """
    if text[:1] == "第" and "条" in words:
        match = _SPELLED.match(text)
        return match[0] if match is not None else ""
    if not text[:1].isupper() or not text.isascii() or not words:
        return ""
    latin = _LATIN_LABEL.match(text)
    if latin is None:
        return ""
    word = latin["word"].casefold()
    alike = any(
        word[0] == other[0] and SequenceMatcher(None, word, other).ratio() >= _ALIKE
        for other in words if other
    )  # fmt: skip
    return latin[0].strip() if alike else ""


# Captions of whose brackets one is missing


def odd_brackets(root: Growing, lines: Sequence[DocumentLine]) -> Iterator[Overlooked]:
    """The lines of labels, and those above them, with one bracket of a caption and no other."""
    for node, siblings in _with_siblings(root):
        if node.line is None or node.kind is None or not _ODD.match(node.head):
            continue
        # A number in brackets, or behind a bracket, is a mark: 第３条　1) …
        if readings(node.head) or _pairs_up(node.head):
            continue
        if node.kind.word or _has_bracketed_captions(node, siblings):
            yield Overlooked(node.head, "", node.line.text, node.line.place)
    for line, below in pairwise(lines):
        if line.worded is not None or line.fixed or line.readings or not below.labels:
            continue
        # What stands right below a line may be its rest, with the end of an aside.
        alone = _OPEN_ABOVE if line.close and not line.role else _ODD_ABOVE
        if line.role not in ("", "above") or not alone.fullmatch(line.text):
            continue
        # A number without a word is that of an item too, which other captions tell apart.
        if below.worded is not None or line.role or any(map(_is_bracketed, lines)):
            yield Overlooked(line.text, "", line.text, line.place)


def _is_bracketed(line: DocumentLine) -> bool:
    """Whether a line may be a caption in brackets above a label."""
    return not line.readings and BRACKETED.fullmatch(line.text) is not None


_ODD: Final = compiled(
    r"[（(【〔\[]|[^（()）【】〔〕\[\]「」。、,;:.]{2,20}[)）】〕\]](?:[ \u3000]|$)"
)
_OPENING: Final = "（(【〔["
_CLOSING: Final = ")）】〕]"
_OPEN_ABOVE: Final = compiled(r"[（(【〔\[][^（()）【】〔〕\[\]。、]{1,30}")
_ODD_ABOVE: Final = compiled(
    r"[（(【〔\[][^（()）【】〔〕\[\]。、]{1,30}|[^（()）【】〔〕\[\]。、]{1,30}[)）】〕\]]"
)


def _with_siblings(root: Growing) -> Iterator[tuple[Growing, Sequence[Growing]]]:
    """Every provision with those of its row."""
    stack = [root]
    while stack:
        for part in stack.pop().parts:
            if isinstance(part, GrowingRow):
                yield from ((item, part.items) for item in part.items)
                stack += part.items


def _has_bracketed_captions(node: Growing, siblings: Sequence[Growing]) -> bool:
    """Whether a provision without a level's word stands among some with captions in brackets.

    A bracket that is opened and never closed tells by itself: １　（目的 over a text.
    """
    opened = node.head[0] in _OPENING and not any(char in node.head for char in _CLOSING)
    if opened and (len(node.head) <= _TITLE or not node.parts):
        return True
    return any(BRACKETED.match(other.head) for other in siblings if other is not node)


_TITLE: Final = 31
"""The longest text behind a bracket that may be a caption."""


def _pairs_up(text: str) -> bool:
    """Whether the bracket that a text begins with is closed in it."""
    depth = 0
    for char in text if text[0] in _OPENING else "":
        depth += (char in _OPENING) - (char in _CLOSING)
        if not depth:
            return True
    return False


# Marks inside of a line


def marks_inside(
    root: Growing, lines: Sequence[DocumentLine], *, wide: bool
) -> Iterator[Overlooked]:
    """The marks that stand inside the text of a provision and are due behind its own.

    ``wide`` tells that the text is Japanese, in which a list may go on behind a sentence too.
    """
    for node in _walked(root):
        for part in node.parts:
            if isinstance(part, GrowingRow):
                yield from _in_row(part, wide=wide)
        if wide and node.line is not None and node.kind is not None and node.kind.word == "条":
            yield from _second_inside(node)
    for line in lines:
        if line.role or line.fixed:
            continue
        found = _run_in(line.text) if wide else _run_on(line)
        if found is not None:
            yield Overlooked(*found, line.text, line.place)


def _walked(node: Growing) -> Iterator[Growing]:
    yield node
    for part in node.parts:
        if isinstance(part, GrowingRow):
            for item in part.items:
                yield from _walked(item)


def _in_row(row: GrowingRow, *, wide: bool) -> Iterator[Overlooked]:
    """The last items of a row, and of its gaps, that hold the mark which is due behind theirs."""
    values = {item.value for item in row.items}
    for item in row.items:
        label = item.label
        if label is None or item.line is None or not item.small or len(item.value) != 1:
            continue
        if (item.value[0] + 1,) in values:
            continue
        following = _next(label)
        if following is None:
            following = _bare_next(label) if wide else None
            held = following is not None and re.search(
                rf"[\s　]{following}[\s　]", item.head
            ) is not None  # fmt: skip
        else:
            held = _stands_in(item.head, following, wide=wide)
        if following is not None and held:
            yield Overlooked(label.printed.strip(), following, item.line.text, item.line.place)


def _next(label: PrintedLabel) -> str | None:
    """The label that follows, where it cannot be taken for a number of the text."""
    if label.own or label.word:
        return None
    try:
        printed = label.with_number(label.value[0] + 1).printed.strip()
    except ValueError:
        return None
    system = label.numbers[0].system
    own = system.startswith(("circled", "parenthesized", "roman-sign", "stopped"))
    return printed if own or _SIGNED.match(printed) or _ends_so(label) else None


def _bare_next(label: PrintedLabel) -> str | None:
    """The number that follows one that nothing but white space sets off: 二 behind 一."""
    if label.own or label.word or len(label.numbers) != 1:
        return None
    try:
        return label.with_number(label.value[0] + 1).printed.strip()
    except ValueError:
        return None


def _ends_so(label: PrintedLabel) -> bool:
    return bool(label.literals[-1]) and not label.literals[-1].isspace()


_SECOND: Final = compiled(
    r"。[\s\u3000]*(?P<mark>②|⑵|㈡|(?:[2２]|二)(?=[ \u3000]))[\s\u3000]*[^\s\u3000]"
)


def _second_inside(node: Growing) -> Iterator[Overlooked]:
    """The second paragraph of an article whose text holds it, behind a sentence."""
    if node.row is not None and node.row.silent:
        return
    texts = [(node.head, node.line), *((part, node.line) for part in node.parts
                                       if isinstance(part, str))]  # fmt: skip
    for text, line in texts:
        match = _SECOND.search(text)
        if match is not None and line is not None:
            yield Overlooked("", match["mark"], line.text, line.place)
            return


def _stands_in(text: str, mark: str, *, wide: bool) -> bool:
    """Whether a mark stands in a text as the beginning of a further item, and as no citation."""
    for match in re.finditer(re.escape(mark), text):
        before = text[: match.start()].rstrip(EDGES)
        behind = text[match.end() :].lstrip(EDGES)
        if not before or not behind or _CITING.search(_unended(before)) or _CITED.match(behind):
            continue
        if wide and not before.isascii() and not before[-1].isdecimal() and not (
            mark[0].isascii() and mark[0].isalnum()
        ):  # fmt: skip
            return True
        if _ENDS.search(before) or _set_off(text[: match.start()], behind, mark):
            return True
    return False


_BRACKET: Final = compiled(r"[(\[]?(?P<number>[0-9]{1,3}|[A-Za-z]{1,5})[)\]]")
_NO_ITEM: Final = compiled(
    r"(?:[0-9%$€£]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen"
    r"|[a-z]+ty|hundred|thousand|schedule|exhibit|annex|appendix|class|type|form|category|group"
    r"|option|no\.?|number|level|phase|step|stage|tier|grade|row|column|line|page|note|series"
    r"|either|both|if|is|are|be|was|were|shall|may|must|will|that|which|who|whether|when|where"
    r"|with|without|for|from|at|on|as|a|an|any|each|either|neither|nor|not|unless|until|upon"
    r"|after|before|because|since|such|all|no|every|least|most|exceed|exceeds)\b-?)$",
    re.IGNORECASE,
)
"""What a sentence ends with in front of a mark that counts what it says: five (5), shall (i)."""


def _set_off(before: str, behind: str, mark: str) -> bool:
    """Whether a mark in an English text parts it as if it began a line: (1) the name (2) the seat.

    Nothing ends in front of it, so it has brackets, and no list of its own stands in the sentence.
    """
    match = _BRACKET.fullmatch(mark)
    text = before.rstrip(EDGES)
    if match is None or not text.isascii() or (len(text) > 1 and _NO_ITEM.search(text)):
        return False
    apart = before != text
    if not apart and (match["number"].isalpha() or not text[-1].islower()):
        return False  # person(s), Rule A(2)
    if text.count("(") > text.count(")"):
        return False
    firsts = (mark.replace(match["number"], one) for one in ("1", "a", "A", "i", "I"))
    second = mark.replace(match["number"], "ii")  # (i) behind (h) begins a list of the sentence
    return not any(one in before for one in firsts) and not (
        match["number"] == "i" and second in behind
    )


def _unended(before: str) -> str:
    """What stands in front of a mark, without the joint of an enumeration."""
    return re.sub(r"[;,] (?:and|or)$", "", before)


def _run_in(text: str) -> tuple[str, str] | None:
    match = _RUN_IN.search(text)
    if match is None:
        return None
    first = next((one.label for one in readings(text[match.start("mark") :])
                  if one.label.value == (1,)), None)  # fmt: skip
    following = _next(first) if first is not None else None
    if first is None or following is None:
        return None
    found = _stands_in(text[match.end("mark") :], following, wide=True)
    return (match["mark"], following) if found else None


_BEGUN: Final = compiled(r"(?P<mark>[(\[]?[1aAiI][)\]])(?=[A-Za-z])")
"""The first of a list, right before its text: no label of itself in English, as in (s)he."""


def _run_on(line: DocumentLine) -> tuple[str, str] | None:
    """The marks of a text that begins with the first and goes on with the second: (a)x; (b)y."""
    match = None if line.labels else _BEGUN.match(line.text)
    if match is None:
        return None
    for reading in readings(f"{match['mark']} X"):
        following = _next(reading.label) if reading.label.value == (1,) else None
        if following is not None and _stands_in(line.text[match.end() :], following, wide=False):
            return (match["mark"], following)
    return None
