"""All that a line may begin with: every reading of the mark at its start, and no decision.

A reading is what could be a label if it stood in its place; whether it does is the reader's to
say. The scanner knows no style: it knows brackets, stops, level words, and numerals.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from amendtool.articles.numerals import SIGN
from amendtool.articles.styles.tight import MEASURE, UNIT, tells_word, tight_cuts
from amendtool.importing.evidence.labels import BULLETS, Figure, PrintedLabel, figures
from amendtool.patterns import compiled
from amendtool.values import dataclass

_SPACE: Final = " \t\u3000\u00a0\u2002\u2003\u2007\u2009\u202f"
_GAP: Final = "[ \u00a0\u2002\u2003\u2007\u2009\u202f]"
"""A space in a line, however wide it was typed."""
_DIGITS: Final = "[0-9０-９]{1,4}"
_KANJI: Final = "[〇一二三四五六七八九十百千]{1,8}"
_KANA: Final = "[ァ-ヶ]"
_FAINT: Final = compiled(
    r"(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})(?=[ぁ-んァ-ヺ一-龠「『])"
)
_WIDE: Final = "[ａ-ｚ]{1,3}|[Ａ-Ｚ]{1,3}|[ｱ-ﾝ]"
_SIGN: Final = f"(?:[①-⑳㉑-㉟㊱-㊿⑴-⒇ⅰ-ⅻⅠ-Ⅻ]|{SIGN})"
_NTHS: Final = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    "|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)
_TOKEN: Final = (
    rf"(?:{_DIGITS}|[a-z]{{1,5}}|(?:{_NTHS.upper()})(?![A-Z])|[A-Z]{{1,5}}"
    rf"|{_KANJI}|{_KANA}|{_WIDE})"
)
_WORDED: Final = (
    r"(?:[0-9]{1,4}(?:-[0-9]{1,3})+(?![0-9-])"
    r"|[0-9０-９]{1,4}(?:[.．][0-9０-９]{1,4})*(?:[A-Za-z](?![A-Za-z]))?|[IVXLC]+(?:\.[0-9]{1,4})*(?![a-z])"
    r"|[A-Z](?![A-Za-z.']\w)"
    r"|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    rf"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|{_NTHS}))"
)
_INSERTED: Final = "bis ter quater quinquies sexies septies octies novies decies".split()
"""What stands behind the number of a provision that was put in later: 5 bis is the second 5."""
_DASHED: Final = (
    rf"[A-Z][A-Za-z]+{_GAP}?[-–—]{_GAP}?(?=(?:[IVXLC]{{1,7}}|[0-9]{{1,3}}|[A-Z])(?:[\s.:]|$))"
)
"""A level's word with a dash in front of its number: PART - I, CHAPTER-II."""
_WORD: Final = compiled(
    rf"(?P<word>[A-Z][A-Za-z-]+\.?{_GAP}{{1,2}}|{_DASHED}|§§?{_GAP}?)(?P<number>{_WORDED})"
    rf"(?P<inserted>(?:(?<=[0-9]){_GAP}[a-z]|{_GAP}?(?:{'|'.join(_INSERTED)}))"
    r"(?=[.:)]?(?:[\s　]*$|[\s　]+[A-ZÀ-Þ(（\[—–-])))?"
    r"(?P<stop>(?:(?<=1)(?:er|re|ère))?[.:)]?)(?=$|[\s　:：.—–-])(?![.,]\S)"
)
_PARAGRAPH: Final = compiled(
    rf"(?P<number>[0-9]{{1,3}})(?P<joint>{_GAP}?)(?P<letter>[a-z]?)"
    rf"(?P<sign>\.?{_GAP}?§[.:]?)(?=$|[\s　])"
)
"""A number in front of its sign, as in Sweden, Finland or Hungary: 2 §, 2 a §, 2. §."""
_ORDINAL: Final = rf"(?:{_DIGITS}|{_KANJI})"
_COUNT: Final = rf"(?:{_DIGITS}|{_KANJI}|[Ⅰ-Ⅻ]|[IVX]{{1,5}})"
_BRANCH: Final = rf"(?:[のノ之][\s　]?{_ORDINAL})"
_LEVEL: Final = r"(?:[編章節款条項号部篇]|目(?=[\s　（(の]|$))"
"""The word of a level, and none of 第2 目的."""
_STATUTE: Final = compiled(
    rf"(?P<first>第(?P<apart>[\s　])?)(?P<number>{_COUNT})(?P<word>(?(apart)[\s　]?{_LEVEL}"
    rf"|(?:{_LEVEL}|[\s　]{_LEVEL}(?=[\s　（(]|$))))"
    rf"(?P<branch>{_BRANCH}*)"
    rf"(?P<span>(?:から|乃至|ないし|[～〜-])第[\s　]?(?P<last>{_ORDINAL})(?:条|章|節|款|項|号)"
    r"(?:まで)?|(?:及び|、|・)第[\s　]?(?P<pair>" + _ORDINAL + r")(?:条|章|節|款|項|号)"
    r"(?=[\s　（(]*削))?"
)
_COUNTED: Final = compiled(rf"(?P<number>{_ORDINAL})(?P<word>[項条])(?=[\s　（(]|$)")
_DOTTED: Final = compiled(
    rf"(?P<number>{_DIGITS}(?:[.．]{_DIGITS}){{1,5}})(?P<stop>[.．):：]?)(?=$|[\s　（(「])"
)
_ROUND: Final = compiled(r"(?P<number>[0-9０-９]{1,3})(?P<nought>[.．](?:0{1,2}|０{1,2}))")
"""The number of what holds 1.1 and 1.2, where a nought stands in for theirs: 1.0, 1.00."""
_NESTED: Final = compiled(
    rf"(?P<open>[(（]?)(?P<above>(?:{_DIGITS}|[A-Z]{{1,5}})(?:[.．-]{_DIGITS}){{0,4}})"
    rf"(?:(?P<joint>[.．\-－‐–])(?P<number>{_DIGITS}|[a-z]{{1,4}}|[A-Z])(?P<close>[)）]?[.．:：)）]?)"
    rf"|(?P<inner>[(（])(?P<within>{_DIGITS}|[a-z]{{1,4}}|[A-Z])(?P<end>[)）][.．:：)）]?))"
    r"(?=$|[\s　])"
)
"""A number with those above in front that is not of digits and stops alone: 5.2(a), 1-2, (1.1)."""
_BRANCHED: Final = rf"(?P<branch>(?:[のノ之]{_ORDINAL})*)"
_BRACKET: Final = compiled(
    rf"(?P<open>[(（\[〔【])[ ]?(?P<number>{_TOKEN}|{_SIGN})"
    rf"(?P<branch>(?:[のノ之-]{_ORDINAL})*)[ ]?(?P<close>[)）\]〕】][.．:：]?)"
)
_STOP: Final = compiled(
    rf"(?P<number>{_TOKEN}|{_SIGN}){_BRANCHED}(?P<close>[.．、)）:：]+|[°º](?=[\s　]))"
)
_LETTERED: Final = compiled(
    r"(?P<open>[(（\[]?)(?P<number>[0-9]{1,3})(?P<letter>[A-Z]{1,2}|[a-z])"
    r"(?P<close>[)）\]][.:]?|[.:]|(?=[ \t][A-Z(\"“]|$))(?=[\s　]|$)"
)
"""What was put in behind a number, with its letter: 3A. or (2a), where 3 and (2) stand."""
_NTH: Final = compiled(rf"(?P<open>第)(?P<number>{_ORDINAL})(?P<close>)(?=[\s　])")
"""A number that no word stands behind: 第１　名称."""
_RINGED: Final = compiled(rf"(?P<open>[○◯])(?P<number>{_DIGITS})(?P<close>)")
"""How ② is typed where there is no sign for it."""
_SIGNED: Final = compiled(rf"(?P<number>{_SIGN})(?P<close>)")
_BARE: Final = compiled(
    rf"(?P<number>{_DIGITS}|{_KANJI}|{_KANA}){_BRANCHED}(?P<close>)(?=[\s　]|$)"
)
_SPAN: Final = compiled(
    rf"(?P<number>{_DIGITS}|{_KANJI}|{_KANA})(?P<close>(?:から|及び|、)(?P<last>{_DIGITS}|{_KANJI}|{_KANA})"
    r"(?:まで)?)(?=[\s　]|$)"
)
_GLUED: Final = compiled(
    rf"(?P<number>[0-9０-９]{{1,3}}(?!{MEASURE}|{UNIT})(?=[ァ-ヺ])|[0-9０-９]{{1,3}}(?!{MEASURE})|{_KANA})"
    r"(?P<close>)(?=[ぁ-ん一-龠「]|(?<=[0-9０-９])[ァ-ヺ])"
)
"""A number that its text goes on at once, and no measure: ２名, １年以内."""
MEASURED: Final = compiled(rf"(?:[0-9０-９〇一二三四五六七八九十百千万]+|若干|数){MEASURE}")
"""A text that begins with a measure."""
_BEFORE_BRACKET: Final = compiled(r"[\s　]*(?:—|–|--)[\s　]*(?=[(（])")
"""What parts two marks on one line: 4.—(1)."""
_DASHES: Final = compiled(r"[\s　]*(?:[—―–-](?=[\s　])|[:：])?[\s　]*")


@dataclass(frozen=True, slots=True)
class LabelReading:
    """One way to read the beginning of a line as a label, and where the rest begins.

    ``bare`` marks are numbers with white space behind them alone, ``tight`` ones stand directly
    before the text. ``unusual`` ones are citations unless others like them stand around,
    ``wordlike`` ones may as well be part of the word that they stand before: 二人, 一般.
    """

    label: PrintedLabel
    start: int
    bare: bool = False
    tight: bool = False
    unusual: bool = False
    wordlike: bool = False


LEVEL_WORDS: Final = {
    "book": 1, "title": 2, "part": 3, "division": 4, "chapter": 5, "article": 6, "rule": 7,
    "section": 8, "sec": 8, "§": 8, "subsection": 9, "clause": 9, "paragraph": 10,
    "部": 1, "編": 2, "篇": 2, "章": 3, "節": 4, "款": 5, "目": 6, "条": 7, "項": 8, "号": 9,
}  # fmt: skip
"""How the words rank where a document has not said yet; nothing else hangs on them."""
_SHORT: Final = {"sec": "section", "sect": "section", "art": "article", "§§": "§"}
"""Words that are one with others, so that their numbers are of one row."""
_MOST_BULLETS: Final = 4
"""A row of more of them, one behind the other, is an ornament."""
_SCHEDULES: Final = ("schedule", "appendix", "annex", "exhibit", "addendum", "attachment")


def rank_of(word: str) -> int | None:
    """How far up a level's word stands, where it is one."""
    return 0 if word in _SCHEDULES else LEVEL_WORDS.get(word)


_NO_WORDS: Final[frozenset[str]] = frozenset()
_BEGINNING: Final = compiled(
    r"[A-Z](?P<word>[a-z])|[0-9０-９A-Za-zａ-ｚＡ-Ｚｱ-ﾝァ-ヶ第〇一二三四五六七八九十百千§(（\[〔【○◯]"
    rf"|{_SIGN}|[{re.escape(''.join(sorted(BULLETS)))}]"
)
"""The characters that labels begin with. Of those that begin as a word does, a capital with a small
letter behind it, all have a level's word: the letters of other marks are all capitals or all
small, and have something else behind them."""


def readings(text: str, words: frozenset[str] = _NO_WORDS) -> tuple[LabelReading, ...]:
    """Every label that the text may begin with.

    ``words`` are those that count in this document though they are no level's usual words.
    """
    begins = _BEGINNING.match(text)
    if begins is None:
        return ()
    return _worded(text, words) if begins["word"] else every_reading(text, words)


@lru_cache(maxsize=8192)
def _worded(text: str, words: frozenset[str]) -> tuple[LabelReading, ...]:
    found: list[LabelReading] = []
    _read_words(text, words, found)
    return tuple(found)


@lru_cache(maxsize=8192)
def every_reading(
    text: str, words: frozenset[str] = _NO_WORDS, bullets: int = 0
) -> tuple[LabelReading, ...]:
    """What :func:`readings` gives, whatever the text begins with.

    ``bullets`` stand in front of it; behind so many that nobody would type them no label is read.
    """
    if not text:
        return ()
    found: list[LabelReading] = []
    _read_statute(text, found)
    _read_words(text, words, found)
    _read_dotted(text, found)
    if not found:
        _read_small(text, found)
    _read_lettered(text, found)
    _read_nested(text, found)
    bullet = text[0]
    if bullet in BULLETS and len(text) > 1 and text[1] in _SPACE:
        start = _behind(text, 1)
        deeper = bullets < _MOST_BULLETS
        within = every_reading(text[start:], words, bullets + 1) if deeper else ()
        inner = [] if bullet == "・" else [
            one for one in within if not one.bare and one.label.numbers
        ]  # fmt: skip
        if inner:
            # A mark typed behind the hyphen is the label; the hyphen lays it out.
            return tuple(LabelReading(one.label, start + one.start, one.bare, one.tight)
                         for one in inner)  # fmt: skip
        found.append(LabelReading(PrintedLabel((bullet,), ()), start))
        found += [
            replace(one, start=start + one.start)
            for one in within
            if one.bare and one.tight
        ]  # fmt: skip
    elif bullet in "・●■◆" and len(text) > 1:
        found.append(LabelReading(PrintedLabel((bullet,), ()), 1))
    return tuple(found)


@lru_cache(maxsize=8192)
def faint_readings(text: str) -> tuple[LabelReading, ...]:
    """The numbers that begin a word as a rule, and a list where they are due: 一冷蔵庫, ２人用.

    Empty for a text that :func:`readings` finds a label in.
    """
    start = _behind(text, 1) if text[:1] in BULLETS and text[1:2] in _SPACE else 0
    text = text[start:]
    if _FAINT.match(text) is None or MEASURED.fullmatch(text) or readings(text):
        return ()
    found: list[LabelReading] = []
    for mark, rest in tight_cuts(text, bare=True):
        for figure in figures(mark) if rest else ():
            label = PrintedLabel(("", ""), (figure,))
            wordlike = tells_word(mark, rest)
            found.append(
                LabelReading(label, start + len(mark), bare=True, tight=True, wordlike=wordlike)
            )
    return tuple(found)


def _behind(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _gap(text: str, at: int) -> int:
    match = _DASHES.match(text, at)
    return match.end() if match else at


def _read_statute(text: str, found: list[LabelReading]) -> None:
    match = _STATUTE.match(text)
    if match is not None:
        literals, numbers = [match["first"]], []
        word = match["word"].strip(_SPACE)
        for figure in _first(match["number"]):
            numbers.append(figure)
        tail = match["word"]
        for branch in re.finditer(rf"([のノ之][\s　]?)({_ORDINAL})", match["branch"]):
            literals.append(tail + branch[1])
            numbers += _first(branch[2])
            tail = ""
        last = None
        if match["span"]:
            last = next((one.value for one in _first(match["last"] or match["pair"])), None)
            tail += match["span"]
        literals.append(tail)
        if numbers and len(literals) == len(numbers) + 1:
            label = PrintedLabel(tuple(literals), tuple(numbers), 0, word, last)
            end = match.end()
            found.append(LabelReading(label, _gap(text, end), tight=end < len(text)
                                 and text[end] not in _SPACE))  # fmt: skip
        return
    match = _COUNTED.match(text)
    if match is not None:
        for figure in _first(match["number"]):
            label = PrintedLabel(("", match["word"]), (figure,), 0, match["word"])
            found.append(LabelReading(label, _gap(text, match.end())))


def _first(text: str) -> tuple[Figure, ...]:
    return figures(text)[:1]


def _read_words(text: str, words: frozenset[str], found: list[LabelReading]) -> None:
    match = _WORD.match(text)
    if match is None:
        _read_paragraph(text, found)
        return
    word = match["word"].strip(_SPACE + ".-–—").lower()
    word = _SHORT.get(word, word)
    if rank_of(word) is None and word not in words:
        return
    parts = re.split(r"([.．])", match["number"])
    stops, parts = parts[1::2], parts[::2]
    if "-" in match["number"]:
        firsts = [_first(part) for part in match["number"].split("-")]
        if all(firsts):
            behind = match["inserted"] or ""
            joint = behind[:1] if behind[:1] in _SPACE else ""
            letter = _inserted(behind[len(joint) :]) if behind else ()
            joints = (*("-" for _ in firsts[1:]), *(joint for _ in letter))
            literals = (match["word"], *joints, match["stop"])
            label = PrintedLabel(literals, (*(one[0] for one in firsts), *letter), 0, word)
            found.append(LabelReading(label, _gap(text, match.end())))
        return
    branch = re.fullmatch(r"([0-9]+)([A-Za-z])", parts[-1])
    suffix: tuple[Figure, ...] = ()
    if branch is not None:
        parts[-1] = branch[1]
        suffix = tuple(one for one in figures(branch[2]) if one.system.startswith("letter"))[:1]
    inserted = match["inserted"] or ""
    joint = inserted[:1] if inserted[:1] in _SPACE else ""
    if inserted and not suffix:
        # § 2 a, Article 5 bis: a title follows, so that "a" is no word of a sentence.
        suffix = _inserted(inserted[len(joint) :])
    nought = ""
    if len(parts) == 2 and not suffix and not parts[1].strip("0０") and len(parts[1]) <= 2:
        nought = stops.pop() + parts.pop()  # Section 1.0 stands over Section 1.1
    options = [figures(part) for part in parts]
    if not all(options):
        return
    front = tuple(one[0] for one in options[:-1])
    for figure in options[-1]:
        numbers = (*front, figure, *suffix)
        literals = (match["word"], *stops, *(joint for _ in suffix), nought + match["stop"])
        label = PrintedLabel(literals, numbers, len(front), word)
        found.append(LabelReading(label, _gap(text, match.end())))


def _read_paragraph(text: str, found: list[LabelReading]) -> None:
    match = _PARAGRAPH.match(text)
    if match is None:
        return
    joint, letter = match["joint"], match["letter"]
    suffix = _inserted(letter) if letter else ()
    numbers = (*_first(match["number"]), *suffix)
    sign = match["sign"] if letter else joint + match["sign"]
    literals = ("", *(joint for _ in suffix), sign)
    if len(literals) == len(numbers) + 1:
        label = PrintedLabel(literals, numbers, 0, "§")
        found.append(LabelReading(label, _gap(text, match.end())))


def _inserted(text: str) -> tuple[Figure, ...]:
    """What tells a provision that was put in behind another: a letter, or bis, ter."""
    if text in _INSERTED:
        return (Figure("latin", _INSERTED.index(text) + 2, text),)
    return tuple(one for one in figures(text) if one.system.startswith("letter"))[:1]


def _read_dotted(text: str, found: list[LabelReading]) -> None:
    match = _DOTTED.match(text)
    if match is None:
        return
    round_ = _ROUND.fullmatch(match["number"])
    start = _behind(text, match.end())
    if round_ is not None:
        # 1.0 stands over 1.1, and says no more than 1 does; 1.0 litres are a measure.
        for figure in () if text[start : start + 1].islower() else _first(round_["number"]):
            label = PrintedLabel(("", round_["nought"] + match["stop"]), (figure,))
            found.append(LabelReading(label, start, bare=True))
        return
    pieces = re.split(r"([.．])", match["number"])
    numbers = [_first(piece) for piece in pieces[::2]]
    if all(numbers):
        label = PrintedLabel(
            ("", *pieces[1::2], match["stop"]), tuple(one[0] for one in numbers), len(numbers) - 1
        )
        found.append(LabelReading(label, start))


def _read_lettered(text: str, found: list[LabelReading]) -> None:
    match = _LETTERED.match(text)
    if match is None or bool(match["open"]) != match["close"].startswith((")", "）", "]")):
        return
    letters = [one for one in figures(match["letter"]) if one.system.startswith("letter")]
    if not letters or not _first(match["number"]):  # 0 counts nothing
        return
    label = PrintedLabel(
        (match["open"], "", match["close"]), (*_first(match["number"]), letters[0])
    )
    found.append(LabelReading(label, _behind(text, match.end()), unusual=True))


def _read_nested(text: str, found: list[LabelReading]) -> None:
    match = _NESTED.match(text)
    if match is None or bool(match["open"]) != (match["close"] or "").startswith((")", "）")):
        return
    pieces = re.split(r"([.．-])", match["above"])
    firsts = figures(pieces[0])
    others = [_first(piece) for piece in pieces[2::2]]
    own = figures(match["number"] or match["within"])
    if not all(others):
        return
    joint, close = match["joint"] or match["inner"], match["close"] or match["end"] or ""
    literals = (match["open"], *pieces[1::2], joint, close)
    plain = match["joint"] and "" in (match["open"], close) and match["above"][0].isdecimal()
    for first in firsts:
        for figure in own:
            numbers = (first, *(one[0] for one in others), figure)
            if plain and {*literals[:-1]} <= {"", ".", "．"} and figure.typed.isdecimal():
                continue  # it is read as such already
            label = PrintedLabel(literals, numbers, len(numbers) - 1)
            start = _behind(text, match.end())
            found.append(LabelReading(label, start, unusual=True))


def _read_small(text: str, found: list[LabelReading]) -> None:
    for pattern in (_SPAN, _NTH, _BRACKET, _RINGED, _STOP, _SIGNED, _BARE, _GLUED):
        match = pattern.match(text)
        if match is None:
            continue
        end = match.end()
        open_ = match.groupdict().get("open") or ""
        close = match["close"]
        tight = end < len(text) and text[end] not in _SPACE
        bare = pattern in (_BARE, _GLUED, _SPAN)
        letters = match["number"].isascii() and match["number"].isalpha()
        if tight and not open_ and (letters or close in (":", "：") or text[end].isdigit()):
            continue  # e.g., i.e., 12:30, 2.5
        if tight and open_ and letters and text[end].isascii() and text[end] not in "(":
            continue
        span = match["last"] if pattern is _SPAN else ""
        for figure in figures(match["number"]):
            last = next((one.value for one in figures(span) if one.system == figure.system), None)
            if span and last is None:
                continue
            behind = match.groupdict().get("branch") or ""
            branches = re.findall(rf"([のノ之-])({_ORDINAL})", behind)
            numbers = (figure, *(_first(text_)[0] for _, text_ in branches if _first(text_)))
            if len(numbers) <= len(branches):
                continue
            literals = (open_, *(joint for joint, _ in branches), close)
            label = PrintedLabel(literals, numbers, last=last)
            dashes = _BEFORE_BRACKET.match(text, end)
            start = dashes.end() if dashes else _behind(text, end)
            wordlike = tight and pattern is _GLUED and tells_word(match["number"], text[end:])
            found.append(LabelReading(label, start, bare=bare, tight=tight, wordlike=wordlike))
        return
