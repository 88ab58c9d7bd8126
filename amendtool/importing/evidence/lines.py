"""The lines of a document with their readings, and the facts that hold for the whole of it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import neg
from typing import Final, Literal

from amendtool.errors import Place
from amendtool.importing.blocks import EDGES, Format, SourceBlock, is_wide, joined
from amendtool.importing.evidence.citations import cites, unfinished
from amendtool.importing.evidence.closings import ends
from amendtool.importing.evidence.labels import LabelKind, PrintedLabel
from amendtool.importing.evidence.marks import (
    MEASURED,
    LabelReading,
    faint_readings,
    rank_of,
    readings,
)
from amendtool.patterns import compiled
from amendtool.values import dataclass

Role = Literal["", "contents", "name", "above", "below", "title", "closing", "supplementary"]


@dataclass(slots=True)
class DocumentLine:
    """A line: what its block says, what its beginning may be, and what it is for the document."""

    text: str
    place: Place
    indent: int = 0
    edge: int = 0
    """Where its text begins behind a label that hangs out; 0 where that is not known."""
    level: int | None = None
    lead: int = 0
    counted: bool = False
    """Whether the program counts its number."""
    fixed: bool = False
    close: bool = False
    """Whether no empty line stands before it."""
    broken: bool = False
    """Whether its last line is as full as lines are that are broken by their width."""
    full: bool = False
    """Whether no word more had room in its last line, so that no end of a sentence tells."""
    fresh: bool = True
    """Whether nothing on the line above goes on here: an empty line is between, or it is ended."""
    readings: tuple[LabelReading, ...] = ()
    faint: tuple[LabelReading, ...] = ()
    """Numbers that begin a word as a rule, and are labels only where they are due."""
    role: Role = ""
    printed: str = ""
    """The number that the program prints, as it prints it."""

    @property
    def heading(self) -> bool:
        """Whether the markup says that it is one."""
        return self.level is not None

    labels: tuple[LabelReading, ...] = ()
    """The readings that are numbers, and no citations beyond doubt."""
    worded: LabelReading | None = None
    """The reading with a level's word, where there is one."""

    def weigh(self) -> None:
        """Say which readings are numbers, once they are known."""
        self.labels = tuple(
            one for one in self.readings
            if one.label.numbers and (
                self.counted or cites(self.text, one, heading=self.heading) != "strong"
            )
        )  # fmt: skip
        self.worded = next((one for one in self.labels if one.label.word), None)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What holds for the document."""

    wide: bool
    """Japanese writing."""
    markdown: bool
    wrapped: bool
    """Lines are broken by their width."""
    over: frozenset[str] = frozenset()
    """Level words that stand over articles here, though they are those of sections elsewhere."""
    frames: tuple[str, ...] = ()
    """Words of no list of ours that count what holds articles here, the outermost first."""
    packed: bool = False
    """Its lines follow each other without empty ones, so that standing close tells nothing."""
    katakana: frozenset[str] = frozenset()
    """The looks in which ア comes first, so that イ is the second and no first of イロハ."""
    iroha: frozenset[str] = frozenset()


_WORD: Final = compiled(
    r"([A-Z][A-Za-z-]+)\.?[ \u00a0]{1,2}([0-9]{1,3}|[IVX]{1,5})(?=[.:)]|\s+[A-Z—–-]|$)"
)
_PAGES: Final = compiled(
    r"[\s　]*(?:(?:[.．…·・‥]{2,}|\t)[\s　]*[0-9０-９ivx]{1,4}|[.…·・‥]{4,})[\s　]*$"
)
_PAGE: Final = compiled(r"[\s　]+[0-9０-９]{1,3}$")
"""The page of an entry of contents where nothing leads to it: a tab, which is a space by then."""
_LINK: Final = compiled(r"\[([^\[\]]*)\]\([^)]{0,2000}\)")
_CONTENTS: Final = compiled(
    r"(?:目[\s　]*次|もくじ|(?:table\s+of\s+)?contents|index)[:：]?", re.IGNORECASE
)
_CONTENTS_OF: Final = compiled(
    r"(?!.*[.。;；]$).{0,30}(?:\b(?:contents|index|arrangement|(?:list|table|summary|synopsis)\s+of)\b"
    r"|目[\s　]*次|もくじ|条文一覧).{0,30}",
    re.IGNORECASE,
)
"""What may be such a title where entries of a list follow: Summary of Contents, 目次（詳細）."""
AROUND: Final = (
    r"(){}[]<>（）｛｝［］＜＞〔〕【】〈〉《》「」『』■□◆◇●○◎★☆・=＝~～〜-－‐–—―─*＊:：."
)
"""What a title may stand between that adds nothing to it."""
SUPPLEMENTARY_TITLE: Final = compiled(rf"[{re.escape(AROUND)}\s　]{{0,6}}[附付][\s　]*則")
SUPPLEMENTARY: Final = compiled(
    SUPPLEMENTARY_TITLE.pattern
    + r"(?:第?[\s　]?[0-9０-９一二三四五六七八九十]{1,3}号?(?!条))?"
    + rf"[{re.escape(AROUND)}\s　]{{0,6}}(?:[\s　]*[(（〔\[].{{1,40}}[)）〕\]]|[\s　]+.{{1,30}})?"
    r"|(?:別表|別紙|別記|様式)(?:第?[\s　]?[0-9０-９一二三四五六七八九十]{1,3}号?)?"
    r"(?:[\s　(（].{0,40})?"
    r"|(?i:(?:supplementary|supplemental|transitional) provisions?)[:.]?"
)
_TITLED: Final = compiled(
    rf"(?P<title>[{re.escape(AROUND)}]?[附付][\s　]*則[{re.escape(AROUND)}]?"
    r"(?:[\s　]*[(（〔\[][^()（）〔〕\[\]]{1,40}[)）〕\]])?)[\s　:：]+(?=[^。]{4,}。)"
)
"""A title of supplementary provisions with a sentence behind it on its line."""
DATE: Final = compiled(
    r"(?:明治|大正|昭和|平成|令和|[12][0-9]{3})[\s　]*[0-9０-９元一二三四五六七八九十]*[\s　]*年"
    r"|(?i:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s+[0-9]{1,2}|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
)
_OFTEN: Final = 30
"""A mark that stands oftener is that of an item, which no list of contents has."""
_FRONT: Final = compiled(
    r"(?P<caption>[（(【〔][^（()）】〕]{1,40}[)）】〕])[\s　]*"
    r"(?=第[\s　]?[0-9０-９〇一二三四五六七八九十百]+[\s　]?条)"
)
"""A caption in brackets before the label."""
_SAMPLE: Final = 20_000
"""So many characters tell the writing of the whole document."""
_WIDEST: Final = 132
"""A longer line is a whole paragraph: nobody breaks lines that late."""
_NARROWEST: Final = 40
"""Nobody breaks lines so early."""
_APART: Final = 8
"""Lines that are wider by more than a word are no lines of the width that others have."""
_FOR_A_WIDER: Final = 3
"""So many lines that are broken at a width stand against one that is wider."""
_FULL: Final = 0.8
_LAST_WORD: Final = 4
"""The columns that a full line may lack: two Japanese characters that may not begin a line."""
_COLUMNS: Final = compiled(r"[^\s\u3000、。，．][\u3000]+[^\s\u3000]")
_FINAL: Final = tuple("。.;；:：,、，!?！？")
BRACKETED: Final = compiled(
    r"([（(【〔\[])([^（()）【】〔〕\[\]]*(?:[（(][^（()）]*[)）][^（()）]*)*)([)）】〕\]])"
)


def lines_of(
    blocks: Sequence[SourceBlock], form: Format = "text"
) -> tuple[list[DocumentLine], DocumentFacts]:
    """The lines of the blocks, and the facts."""
    printed = form in ("text", "markdown")
    texts = [block.whole for block in blocks]
    sample = "".join(texts)[:_SAMPLE]
    wide = sum(map(is_wide, sample)) * 4 > sum(map(str.isalpha, sample))
    words = _counting_words(texts)
    lines: list[DocumentLine] = []
    width = _width(blocks) if printed else 0
    end = 0
    markdown = form == "markdown"
    for block in _apart(blocks, words, width, markdown=markdown) if printed else blocks:
        text = block.text.strip(EDGES)
        cut = len(block.text) - len(block.text.lstrip(EDGES))
        line = DocumentLine(
            text=text, place=block.place, indent=block.indent, edge=block.edge,
            level=block.level, lead=max(block.lead - cut, 0), fixed=block.fixed,
        )  # fmt: skip
        if block.generated:
            line.counted, line.printed = True, block.generated
            whole = readings(f"{block.generated.strip()} ", words)
            line.readings = tuple(
                LabelReading(one.label, 0)
                for one in whole
                if one.start >= len(block.generated.strip())
            ) or (LabelReading(PrintedLabel((block.generated.strip(),), ()), 0),)
        elif not block.fixed:
            line.readings = readings(text, words)
            line.faint = _faint(line) if wide else ()
        line.weigh()
        line.broken = bool(width and block.lines) and (
            columns(block.lines[-1]) >= _FULL * width
            and not block.lines[-1].endswith(("  ", "\\"))
            and not (wide and _is_entry(line, width - columns(block.lines[-1])))
        )  # fmt: skip
        line.full = line.broken and (
            width - _LAST_WORD <= columns(block.lines[-1]) <= width + _LAST_WORD
        )  # fmt: skip
        front = _FRONT.match(text) if not line.readings and not block.fixed else None
        if front is not None:
            # （商号）第１条: the caption stands in front of the label, on its line.
            lines.append(replace(line, text=front["caption"], role="above", level=block.level))
            line.text = text[front.end() :]
            line.readings = readings(line.text, words)
            line.weigh()
        at = block.place.line
        line.close = printed and at is not None and at == end
        line.fresh = not line.close or not unfinished(lines[-1].text)
        title = _TITLED.match(text) if not line.readings and not block.fixed else None
        if title is not None:
            # 附　則　この規程は、…: the text stands behind the title, on its line.
            lines.append(replace(line, text=title["title"].strip(EDGES)))
            line = replace(
                line, text=text[title.end() :], lead=0, level=None, close=printed, fresh=True,
                readings=readings(text[title.end() :], words),
            )  # fmt: skip
            line.weigh()
        end = at + max(len(block.lines), 1) if at is not None else 0
        lines.append(line)
    facts = DocumentFacts(
        wide=wide, wrapped=bool(width), markdown=markdown,
        over=_over_articles(lines), frames=_frames(lines),
        packed=form == "text" and not width and _packed(lines),
        katakana=_looks(lines, "アウエオ"), iroha=_looks(lines, "ロハニホ"),
    )  # fmt: skip
    _contents(lines)
    _name(lines)
    for line in lines:
        if not line.role and not line.labels and SUPPLEMENTARY.fullmatch(line.text):
            line.role = "supplementary"
    _closing(lines)
    _capitals(lines)
    _captions(lines)
    _titles(lines)
    return lines, facts


def _faint(line: DocumentLine) -> tuple[LabelReading, ...]:
    numbered = any(one.label.numbers for one in line.readings)
    return () if numbered else faint_readings(line.text)


def _over_articles(lines: Sequence[DocumentLine]) -> frozenset[str]:
    """The words that count what holds articles: Section 1 over Article 3, and never below it."""
    over: Counter[str] = Counter()
    for line, after in pairwise(lines):
        if line.worded is None or after.worded is None:
            continue
        words = line.worded.label.word, after.worded.label.word
        over[words[0]] += (
            words[1] == "article" and words[0] in ("section", "sec", "rule")
            # Section 1.02 holds no Article: it has the number of one in front.
            and not line.worded.label.own
        )  # fmt: skip
    # An Article may have its caption or a text before the Section that stands in it.
    worded = [line.worded.label.word for line in lines if line.worded is not None]
    for one, other in pairwise(worded):
        over[other] -= one == "article"
    return frozenset(word for word, count in over.items() if count > 0)


def _frames(lines: Sequence[DocumentLine]) -> tuple[str, ...]:
    """The words that are not known and count what holds articles: TITRE I over Article 1.

    Such a word stands in front of all that it may hold, and every time something known, or
    another such word, comes behind it.
    """
    words = [line.worded.label.word for line in lines if line.worded is not None]
    order = list(dict.fromkeys(words))
    known = [at for at, word in enumerate(order) if rank_of(word) is not None]
    found = order[: known[0]] if known else []
    behind: dict[str, set[str]] = defaultdict(set)
    for one, other in pairwise(words):
        behind[one].add(other)
    return tuple(word for word in found if word not in behind[word] and behind[word])


def _packed(lines: Sequence[DocumentLine]) -> bool:
    """Whether most lines with a number stand close to the one above."""
    labelled = [line.close for line in lines[1:] if line.labels and not line.worded]
    return sum(labelled) * 10 > len(labelled) * 9


_MARKUP: Final = compiled(r"\*\*|__|\\(?=[!-/:-@\[-`{-~])|(?:\\|<br ?/?>)$")


def without_markup(line: str) -> str:
    """A line as it was broken, without signs of Markdown and white space at its ends."""
    if "*" in line or "_" in line or "\\" in line or "<" in line:
        line = _MARKUP.sub("", line)
    return line.strip(EDGES)


def _apart(
    blocks: Sequence[SourceBlock], words: frozenset[str], width: int, *, markdown: bool
) -> Iterator[SourceBlock]:  # fmt: skip
    """The blocks, with lines apart that a reader of paragraphs has joined.

    Such are lines that begin like a provision, and those below a label with its caption. In
    Markdown a number below one of a list is an item, however full the line above it is.
    """
    for block in blocks:
        if len(block.lines) < 2 or block.fixed or block.level is not None or block.generated:
            yield block
            continue
        rows = [without_markup(row) for row in block.lines]
        if joined(rows) != block.text:
            yield block
            continue
        starts = [0]
        for at, row in enumerate(rows[1:], 1):
            before = rows[at - 1]
            full = bool(width) and columns(block.lines[at - 1]) >= _FULL * width
            marked = any(_begins(row, one) for one in readings(row, words))
            titled = starts[-1] == at - 1 and not full and is_title(before) and any(
                one.label.numbers for one in readings(before, words)
            )  # fmt: skip
            listed = markdown and _same_item(block.lines[starts[-1]], block.lines[at])
            if titled or listed or (marked and not (full and not before.endswith(_FINAL))):
                starts.append(at)
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            at_line = block.place.line
            yield replace(
                block, text=joined(rows[start:end]), lines=block.lines[start:end],
                lead=block.lead if start == 0 else 0,
                place=replace(block.place, line=at_line + start) if at_line else block.place,
            )  # fmt: skip


_ITEM: Final = compiled(r" {0,3}[0-9]{1,9}([.)])[ \t]")
"""What begins an item of an ordered list of Markdown."""


def _same_item(one: str, other: str) -> bool:
    """Whether two lines begin items of one list."""
    first, second = _ITEM.match(one), _ITEM.match(other)
    return first is not None and second is not None and first[1] == second[1]


def _begins(row: str, reading: LabelReading) -> bool:
    """Whether a line inside a paragraph begins like a provision, and not like a citation."""
    if not reading.label.numbers or (reading.bare and row[:1].isascii()):
        return False
    cited = cites(row, reading, heading=False)
    return cited == "no" or (cited == "soft" and reading.label.own > 0)


def columns(text: str) -> int:
    """How wide a line is in print, where Japanese characters take two columns."""
    if len(text) > _WIDEST:
        return len(text)  # too wide to have been broken, whatever it holds
    return len(text) if text.isascii() else sum(map(_COLUMNS_OF.__getitem__, text))


class _ColumnsOf(dict[str, int]):
    """How many columns a character takes, kept once it was asked for."""

    def __missing__(self, char: str) -> int:
        found = self[char] = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        return found


_COLUMNS_OF: Final = _ColumnsOf()


def _is_entry(line: DocumentLine, room: int) -> bool:
    """Whether a Japanese line is an entry of a list in columns, with room left behind it.

    Japanese is broken at any character, so a line with such room was ended by its author unless
    it was changed since; that its parts stand in columns tells which.
    """
    return room > _LAST_WORD and not line.labels and _COLUMNS.search(line.text) is not None


def _width(blocks: Sequence[SourceBlock]) -> int:
    """The width that lines are broken at, 0 where they are not: by lines that end in the middle.

    A few lines may be wider: whoever puts a word or a provision into such a document does not
    always break its lines anew. How lines end is asked only where enough of them are as wide,
    however they ended.
    """
    widths = sorted(
        (columns(row) for block in blocks if _keeps_its_lines(block) for row in block.lines),
        reverse=True,
    )
    broken: list[tuple[int, int]] | None = None
    found, most = 0, 1
    for wider, width in enumerate(widths):
        if width < _NARROWEST:
            break
        apart = not wider or widths[wider - 1] > width + _APART
        if not apart or width > _WIDEST:
            continue
        # The widths fall, so what is not wider begins here.
        near = bisect_right(widths, -_FULL * width, wider, key=neg) - wider
        if near * _MOST_WORTH <= most or near * _MOST_WORTH < wider * _FOR_A_WIDER:
            continue
        if broken is None:
            broken = list(_broken_rows(blocks))
        full = sum(weight for row, weight in broken if _FULL * width <= row <= width)
        if full > most and full >= wider * _FOR_A_WIDER:
            found, most = width, full
    return found


_MOST_WORTH: Final = 2
"""What a line that ends in the middle is worth at most."""


def _keeps_its_lines(block: SourceBlock) -> bool:
    """Whether the lines of a block are those of its file, and may be broken by their width."""
    return block.place.line is not None and not block.fixed and block.level is None


def _broken_rows(blocks: Sequence[SourceBlock]) -> Iterator[tuple[int, int]]:
    """How wide the lines are that end in the middle, and what each of them is worth."""
    for block, after in zip(blocks, [*blocks, None][1:], strict=True):
        at = block.place.line
        if at is None or not _keeps_its_lines(block):
            continue
        lines = list(block.lines)
        if after is not None and after.place.line == at + len(lines) and not after.fixed:
            lines.append(after.text)
        for row, following in pairwise(lines):
            if row.rstrip().endswith(_FINAL):
                continue
            begun = following.strip(EDGES)
            if all(cites(begun, one, heading=False) == "strong" for one in readings(begun)):
                # A small letter at a line's beginning is evidence enough by itself.
                yield columns(row), _MOST_WORTH if following[:1].islower() else 1


def _looks(lines: Sequence[DocumentLine], signs: str) -> frozenset[str]:
    """The literals around which one of these signs stands at the beginning of a line."""
    return frozenset(
        "#".join(one.label.literals) for line in lines for one in line.readings
        if len(one.label.numbers) == 1 and one.label.numbers[0].typed in signs
    )  # fmt: skip


def _counting_words(texts: Sequence[str]) -> frozenset[str]:
    """Words that count up at the beginning of lines, though no list of ours has them."""
    seen: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        match = _WORD.match(text)
        if match is not None and rank_of(match[1].lower()) is None:
            seen[match[1].lower()].add(match[2])
    return frozenset(
        word for word, numbers in seen.items()
        if {"1", "2"} <= numbers or {"I", "II"} <= numbers
    )  # fmt: skip


# Lists of contents


def _bare_entry(text: str) -> str:
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    text = text.strip()
    # Few lines end as a number or a row of dots does; only these are searched for a page.
    if text[-1:] in _PAGE_ENDS or (text[-1:] in _DOTS and len(text[-4:].strip(_DOTS)) == 0):
        text = _PAGES.sub("", text).strip()
    return _BULLET.sub("", text)


_PAGE_ENDS: Final = frozenset("0123456789０１２３４５６７８９ivx")
_DOTS: Final = ".…·・‥"


_BULLET: Final = compiled(r"^[-*+•]\s+")


_KANJI_OR_DIGITS: Final = "0-9０-９〇一二三四五六七八九十百"
_CITED: Final = (
    rf"(?:第[\s　]*)?[{_KANJI_OR_DIGITS}]+[\s　]*(?:条(?:の[{_KANJI_OR_DIGITS}]+)?)?(?:まで)?"
)
_RANGE: Final = compiled(
    rf"[\s　]*[(（]{_CITED}"
    rf"(?:[\s　]*(?:[-‐–—―ー－~～〜・、,，]|から|乃至|及び)[\s　]*{_CITED})*[)）]$"
)
"""The articles of a chapter, as a list of contents has them behind its title: （第１条―第３条）."""


_DATED_TITLE: Final = compiled(r"([附付]則)[（(〔\[].{1,40}[）)〕\]]")


def _key(bare: str) -> str:
    """What an entry and a title have in common, whatever their spaces and capitals are."""
    return "".join(bare.split()).casefold()


def _key_of(text: str) -> str:
    return _key(_bare_entry(text))


def _unbracketed(key: str) -> str:
    """The words of a key: without what stands around them, in front or behind."""
    bare = _RANGE.sub("", key) if key.endswith((")", "）")) else key
    return bare.strip(AROUND + "【】") or key


def _mark_of(
    line: DocumentLine, bare: str
) -> tuple[LabelKind, tuple[int, ...], tuple[int, ...]] | None:
    found = readings(bare) if bare != line.text else line.readings
    one = next((each for each in found if each.label.numbers), None)
    return (one.label.kind, one.label.above, one.label.value) if one is not None else None


_FEWEST: Final = 3
"""A title that may be another's, with two entries."""


def _titles_contents(line: DocumentLine) -> bool:
    """Whether a line may stand above a list of contents."""
    return not line.labels and _CONTENTS_OF.fullmatch(line.text) is not None


def _unpaged(lines: Sequence[DocumentLine], start: int) -> int:
    """How many lines behind a title of contents end in the number of a page that nothing leads to.

    They are never lower than the one before.
    """
    page = at = 0
    for line in lines[start:]:
        match = _PAGE.search(line.text)
        if match is None or int(match[0]) < page:
            break
        page = int(match[0])
        at += 1
    return at


def _contents(lines: list[DocumentLine]) -> None:
    """Name the lists of contents: entries that come again, short, under their title or without."""
    last_key: dict[str, int] = {}
    marked: dict[object, list[int]] = defaultdict(list)
    entries = [_bare_entry(line.text) for line in lines]
    keys = [_key(entry) for entry in entries]
    marks = [_mark_of(line, entry) for line, entry in zip(lines, entries, strict=True)]
    for at, line in enumerate(lines):
        last_key[_unbracketed(keys[at])] = at
        if dated := _DATED_TITLE.fullmatch(keys[at]):
            last_key[dated[1]] = at  # 附則 in the list, and 附則（平成29年4月1日） in the text
        mark = marks[at]
        if mark is not None and len(marked[mark]) < _OFTEN:
            marked[mark].append(at)
            # PART 1, and on the next line INTERPRETATION, may be one line further down.
            if line.worded is not None:
                last_key[_unbracketed(_key_of(line.text[line.worded.start :]))] = at

    def again(at: int) -> bool:
        """Whether a line comes again, with its label and its caption, wherever that stands."""
        line = lines[at]
        if line.text.endswith("。") or (line.text.endswith(".") and _is_sentence(line)):
            return False
        # A number that Word counts, on a line of its own, says nothing that could come again.
        if keys[at] and last_key.get(_unbracketed(keys[at]), 0) > at:
            return True
        mark = marks[at]
        if mark is None:
            return False
        bare = entries[at]
        reading = next(one for one in readings(bare) or line.readings if one.label.numbers)
        caption = _unbracketed(_key_of(bare[reading.start :]))
        return any(
            other > at and (not caption or caption in keys[other] or last_key.get(caption, 0) > at)
            for other in marked[mark]
        )  # fmt: skip

    def run(start: int, titled: bool) -> int:
        first_key = keys[start] if start < len(lines) else ""
        at = start
        while at < len(lines):
            line = lines[at]
            if _titles_contents(line):
                return at
            if at > start and keys[at].startswith(first_key):
                return at
            paged = _PAGES.search(line.text) or line.text.startswith(("- [", "[")) or line.fixed
            if not again(at) and not (titled and paged):
                return at
            at += 1
        return at

    at = 0
    found = False
    while at < len(lines):
        line = lines[at]
        sure = _CONTENTS.fullmatch(line.text) is not None
        if sure or _titles_contents(line):
            end = max(run(at + 1, True), at + 1 + _unpaged(lines, at + 1))
            if not sure and end - at < _FEWEST:
                at += 1
                continue
            for each in lines[at:end]:
                each.role = "contents"
            at = max(end, at + 1)
            found = True
            continue
        if line.labels and not found:
            found = True
            end = run(at, False)
            repeated = end < len(lines) and (
                marks[end] == marks[at] or _titles_contents(lines[end])
            )
            if (end - at >= 2 or _only_entry(lines, at)) and (repeated or keys[end] == keys[at]
                                  if end < len(lines) else False):  # fmt: skip
                for each in lines[at:end]:
                    each.role = "contents"
                at = end
                continue
        at += 1


def _is_sentence(line: DocumentLine) -> bool:
    """Whether an English line that ends in a stop is a sentence, which no list of contents has."""
    return not line.labels and len(line.text.split()) >= _SENTENCE and not line.fixed


_SENTENCE: Final = 5
"""So many words with a stop behind them and no number in front are a sentence."""


def _only_entry(lines: Sequence[DocumentLine], at: int) -> bool:
    """Whether a line is a whole list of contents: what it says is the next line and the only one.

    Beside others with a label like it, it would be one that stands twice.
    """
    line, after = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    if after is None or line.worded is None or line.heading:
        return False
    kind = line.worded.label.kind
    alone = not any(
        other.worded is not None and other.worded.label.kind == kind for other in lines[at + 2 :]
    )
    return alone and _unbracketed(_key_of(line.text)) == _unbracketed(_key_of(after.text))


def _name(lines: list[DocumentLine]) -> None:
    """The name of the document: its first line where that is no provision, or its one heading.

    It may stand behind a list of contents, and there once more.
    """
    cover = _cover(lines)
    for line in cover:
        line.role = "name"
    if cover:
        return
    for at in [at for at, line in enumerate(lines) if not line.role][:3]:
        line = lines[at]
        after = lines[at + 1] if at + 1 < len(lines) else None
        if after is not None and after.labels and BRACKETED.fullmatch(line.text):
            return  # the caption of the first provision
        if after is not None and line.broken and _goes_on(lines, at + 1):
            return  # the first line of a sentence that is broken by its width
        if line.labels or not (is_title(line.text) or (line.heading and line is lines[0])):
            return
        deeper = after is not None and line.level is not None and (
            after.level is not None and after.level > line.level
        )  # fmt: skip
        if line.heading and (deeper or line is not lines[0]) and any(
            other.level == line.level and not other.readings and other is not line
            and not other.role for other in lines
        ):  # fmt: skip
            return
        line.role = "name"
        own = _key_of(line.text)
        for before, again in pairwise(lines):
            if before.role == "contents" and not again.role and _key_of(again.text) == own:
                again.role = "name"
        return


def _cover(lines: Sequence[DocumentLine]) -> list[DocumentLine]:
    """Several headings with nothing between them in front of the first label: a cover's lines.

    Where others without a number have the level of one of them, it may be a title like those; and
    what only goes deeper may be the one chapter, unless it says what the document is.
    """
    first = next((at for at, line in enumerate(lines) if line.labels), 0)
    front, rest = lines[:first], lines[first:]
    others = {line.level for line in rest if line.heading and not line.readings}
    whole = len(front) > 1 and rest[0].heading and all(
        line.heading and not line.role and line.level not in others for line in front
    )  # fmt: skip
    deeper = all((one.level or 0) < (two.level or 0) for one, two in pairwise(front))
    return list(front) if whole and (not deeper or _DOCUMENT.search(front[-1].text)) else []


_THAT_IS_ALL: Final = compiled(r"以[\s\u3000]*上[。．]?")


_SIGNING: Final = compiled(
    r"(?i:(?:(?:and )?(?:signed |sealed |executed |delivered )+)?(?:in the presence of"
    r"(?: the following)?(?: witnesses)?|by the (?:following|above)[\w ,-]{0,40})"
    r"|(?:names?(?:,? addresses)?(?: and signatures?)? of )?(?:the )?"
    r"(?:witness(?:es)?|signator(?:y|ies)|signatures?|subscribers?|executants?))[:：—–-]{0,2}"
    r"|(?:立会人|証人|署名者|発起人の?氏名)[:：]?"
)
"""What stands above the names of those who sign."""
_ROOM: Final = compiled(r"[_＿]{4,}|[.…‥]{6,}")
"""Room for a name that is written by hand."""


def _closing(lines: list[DocumentLine]) -> None:
    """Dated lines and 以上 at the very end belong to the document and not to its last provision.

    So do signatures and lists of revisions behind the last label.
    """
    at = len(lines)
    while at > 0:
        line = lines[at - 1]
        bullet = line.readings and not line.readings[0].label.numbers
        if line.role or (line.labels and not DATE.match(line.text)) or line.heading:
            break
        dated = DATE.search(line.text) and len(line.text) <= 60 and (
            not line.text.endswith(("。", "."))
        )  # fmt: skip
        if not (dated or _THAT_IS_ALL.fullmatch(line.text)) or (bullet and not dated):
            break
        at -= 1
    if not at or lines[at - 1].role == "supplementary":
        at = len(lines)
    for line in lines[_signed(lines, at) :]:
        line.role = "closing"


_INITIALS: Final = compiled(
    r"[A-Z]\.(?:[ ]?[A-Z]\.)*(?:[ ][^\W\d_a-z][\w'’-]{1,20}){1,3}(?:,[^.;:]{1,30})?"
)
"""Who signs: A. Smith, J. R. Roe, President."""


def _signed(lines: Sequence[DocumentLine], end: int) -> int:
    """Where signatures or a list of revisions begin before ``end``, which else is the answer."""
    start = end
    labelled = {line.level for line in lines if line.labels}
    signers = _signers(lines)
    while start:
        line = lines[start - 1]
        numbers = line.labels and not _dated(line) and not _INITIALS.fullmatch(line.text) and (
            start - 1 not in signers and not _is_note(lines, start - 1)
        )  # fmt: skip
        titled = line.heading and line.level not in labelled and not ends(line.text)
        if line.role or numbers or titled:
            break
        start -= 1
    if not start:
        return end
    before = lines[start - 1]
    alone = before.role == "supplementary" or (
        bool(before.labels) and before.labels[0].start >= len(before.text)
    )
    return next((at for at in range(start + alone, end) if ends(lines[at].text)), end)


def _is_note(lines: Sequence[DocumentLine], at: int) -> bool:
    """Whether a numbered line below room for a signature is a note, and no provision.

    No provision with a level's word stands between the two.
    """
    if lines[at].worded is not None or lines[at].heading:
        return False
    for line in reversed(lines[max(at - _NOTES, 0) : at]):
        if line.role or line.heading or line.worded is not None:
            return False
        if _SIGNATURE.search(line.text):
            return True
    return False


_NOTES: Final = 12
"""So many lines stand between a signature and the last of the notes below it."""
_SIGNATURE: Final = compiled(r"^[_＿]{5,}|[\s\u3000]{2,}[印㊞]$")


def _signers(lines: Sequence[DocumentLine]) -> frozenset[int]:
    """The numbered lines below a line that says who signs: names, or room for them."""
    found: set[int] = set()
    below = False
    for at, line in enumerate(lines):
        if line.labels and not line.heading:
            rest = line.text[max(one.start for one in line.labels) :]
            if below and (not rest or _ROOM.search(rest) or is_title(rest)):
                found.add(at)
                continue
        below = _SIGNING.fullmatch(line.text) is not None
    return frozenset(found)


def _dated(line: DocumentLine) -> bool:
    """Whether a line with a number is one of a list of revisions: 1. 2020-04-01 制定."""
    return DATE.match(line.text) is not None or any(
        DATE.match(line.text, one.start) for one in line.labels
    )


_OPENED: Final = compiled(r"[,:;][ ]?[-–—]{1,2}$")
"""How a line ends that a list goes on with: the following, namely:-"""


def is_title(text: str) -> bool:
    """Whether a line reads as a title: short, and no sentence."""
    if not text or text.endswith(_FINAL) or _OPENED.search(text):
        return False
    wide = not text.isascii() and any(map(is_wide, text))
    if len(text) > (40 if wide else 80):
        return False
    return wide or not text[0].islower()


_CAPTIONED: Final = compiled(r"[^.:;—–]{2,70}[.:] ")


def _capitals(lines: list[DocumentLine]) -> None:
    """Lines in capitals above some provisions, which are the titles of what follows.

    Lines above nearly all of them are their captions, unless the provisions have others.
    """
    if any(line.heading for line in lines):
        return
    found: list[DocumentLine] = []
    captioned = provisions = 0
    for at, line in enumerate(lines):
        reading = line.worded or (line.labels[0] if line.labels else None)
        if reading is None or line.role or reading.label.literals[0].startswith(("(", "[")):
            continue
        if reading.label.word not in ("", "article") or line.indent:
            continue
        provisions += 1
        before = lines[at - 1] if at else None
        if before is not None and _is_capital(before) and not _ends_label(lines[at - 2 : at - 1]):
            found.append(before)
            captioned += _CAPTIONED.match(line.text, reading.start) is not None
    # Captions stand over nearly all, titles over a few: the border is at six in ten.
    if len(found) >= 2 and (captioned * 2 >= len(found) or len(found) * 10 < provisions * 6):
        for line in found:
            line.role = "title"


def _ends_label(lines: Sequence[DocumentLine]) -> bool:
    """Whether a line is a level's label alone, whose caption comes on the next: PART 1."""
    return any(
        line.worded is not None and line.worded.start >= len(line.text) and not line.role
        for line in lines
    )


def _is_capital(line: DocumentLine) -> bool:
    text = line.text
    return (
        not line.fixed and not line.role and not line.readings and text.isascii()
        and text.isupper() and 3 <= len(text) <= 60 and text[-1] not in ".;,"
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _FrontLine:
    """A text in brackets above the first label: its caption, or the end of what is in front.

    （案） or (a Delaware corporation) is none: the other labels of its kind have none like it.
    """

    line: DocumentLine
    kind: LabelKind
    titled: bool
    """Whether a title stands behind the label."""


def _captions(lines: list[DocumentLine]) -> None:
    """Captions on the line above a label or below it, where most labels of the kind have them."""
    labels: Counter[LabelKind] = Counter()
    above: dict[LabelKind, list[DocumentLine]] = defaultdict(list)
    later: Counter[LabelKind] = Counter()
    begun: Counter[LabelKind] = Counter()
    alone: Counter[LabelKind] = Counter()
    below: dict[LabelKind, list[DocumentLine]] = defaultdict(list)
    deeper: dict[LabelKind, list[tuple[DocumentLine, bool]]] = defaultdict(list)
    gone: list[DocumentLine] = []
    met: Counter[LabelKind] = Counter()
    standing: Counter[LabelKind] = Counter()  # what is deleted has a caption nowhere
    bracketed_above: Counter[LabelKind] = Counter()
    front: _FrontLine | None = None
    twice: dict[LabelKind, list[DocumentLine]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.role or not line.labels:
            continue
        reading = line.worded or line.labels[0]
        kind = reading.label.kind
        met[kind] += 1
        standing[kind] += not DELETED.fullmatch(line.text[reading.start :])
        if _says_gone(lines, at, reading):
            gone.append(lines[at - 1])
        before = lines[at - 1] if at and not _goes_on(lines, at - 1) else None
        after = lines[at + 1] if at + 1 < len(lines) else None
        if reading.start >= len(line.text) and (reading.label.word or line.heading):
            alone[kind] += 1
            if (
                after is not None and not after.role and not after.labels and not after.fixed
                and not after.counted and not PLACEHOLDER.match(after.text)
                and is_title(after.text) and not _over_the_next(lines, at + 1)
            ):  # fmt: skip
                if after.level == line.level:
                    below[kind].append(after)
                    continue
                if (only := _only_heading(lines, at + 1)) is not None:
                    deeper[kind].append((after, only))
        bracketed = (
            before is not None and not before.role and not before.readings and not before.fixed
            and bool(reading.label.word) and before.text[:1] in tuple("（(【〔")
            and BRACKETED.fullmatch(before.text) is not None and not PLACEHOLDER.match(before.text)
        )  # fmt: skip
        if bracketed and before is not None:
            rest = line.text[reading.start :]
            behind = BRACKETED.match(rest)
            if behind and "。" not in behind[0] and not DELETED.fullmatch(rest):
                twice[kind].append(before)
                continue
            headed = before.level is not None and before.level == line.level
            if met.total() == 1 and not headed:
                front = _FrontLine(
                    line=before, kind=kind, titled=is_title(rest) and "。" not in rest
                )
                continue
            bracketed_above[kind] += 1
        if line.heading or DELETED.fullmatch(line.text[reading.start :]):
            if before is not None and bracketed and before.level in (None, line.level):
                before.role = "above"
            elif (
                before is not None and line.heading and before.level == line.level
                and reading.start >= len(line.text) and not before.role and not before.readings
                and is_title(before.text)
            ):  # fmt: skip
                above[kind].append(before)  # its text begins with a number of its own
            continue
        labels[kind] += 1
        later[kind] += reading.label.value != (1,)
        if before is None or before.role or before.readings or before.fixed:
            continue
        if bracketed:
            before.role = "above"
        elif reading.label.word and BRACKETED.match(line.text, reading.start):
            continue  # it has its caption behind it
        elif is_title(before.text) and not (
            DATE.search(before.text) or PLACEHOLDER.match(before.text)
            or MEASURED.match(before.text)
        ):  # fmt: skip
            above[kind].append(before)
            begun[kind] += reading.label.value == (1,)
    if front is not None and (
        bracketed_above[front.kind] or (standing[front.kind] == 1 and not front.titled)
    ):
        front.line.role = "above"
    for kind, found in twice.items():
        # A text in brackets above and another behind: its caption is where the others have theirs.
        for line in found if bracketed_above[kind] else ():
            line.role = "above"
    if any(line.role == "above" for line in lines):
        for line in gone:
            line.role = "above"  # （削除） in the place of the caption of what is deleted
    for kind, headings in deeper.items():
        if all(only for _, only in headings):
            below[kind] += [line for line, _ in headings]
    for kind, found in below.items():
        if len(found) * 2 >= alone[kind]:
            for line in found:
                line.role = "below"
    for kind, found in above.items():
        # Titles over lists that begin anew are no captions, so bare numbers have to run on.
        # Where the first has none, the line above another one is of the text of that before it.
        runs_on = bool(kind.word) or (
            labels[kind] >= 3 and later[kind] * 3 >= labels[kind] * 2 and begun[kind] > 0
        )
        if runs_on and len(found) * 5 >= labels[kind] * 3:
            for line in found:
                line.role = line.role or "above"


def _says_gone(lines: Sequence[DocumentLine], at: int, reading: LabelReading) -> bool:
    """Whether （削除） above a label stands in the place of its caption, and is no text above."""
    line, before = lines[at], lines[at - 1] if at else None
    if before is None or not reading.label.word or before.role or before.fixed or before.heading:
        return False
    rest = line.text[reading.start :]
    if (rest and not DELETED.fullmatch(rest)) or not PLACEHOLDER.fullmatch(before.text) or (
        not DELETED.fullmatch(before.text)
    ):  # fmt: skip
        return False
    above = lines[at - 2] if at > 1 else None
    if above is None or above.worded is None:
        return True
    return above.worded.start < len(above.text)  # else it is all that the label above says


def _over_the_next(lines: Sequence[DocumentLine], at: int) -> bool:
    """Whether a line in brackets stands above a label, as captions do that stand above."""
    if at + 1 >= len(lines) or BRACKETED.fullmatch(lines[at].text) is None:
        return False
    below = lines[at + 1].worded
    return below is not None and bool(below.label.word)


def _only_heading(lines: Sequence[DocumentLine], at: int) -> bool | None:
    """Whether a heading is the only one without a number below the label in front of it.

    It is then the caption of that label; several are titles of what the label holds. None where
    it is no heading below that of the label.
    """
    above, one = lines[at - 1].level, lines[at].level
    if above is None or one is None or one <= above or lines[at].readings:
        return None
    for other in lines[at + 1 :]:
        if other.level is None or other.role:
            continue
        if other.level <= above:
            return True
        if other.level <= one and not other.readings:
            return False
    return True


_GONE: Final = (
    r"(?:(?:intentionally\s+)?(?:deleted|reserved|omitted|repealed|left\s+blank|not\s+used)"
    r"(?:\s+(?:intentionally|for\s+future\s+use))?|(?:本条|全文)?削[\s　]*除|欠[\s　]*番)[.。]?"
)
DELETED: Final = compiled(rf"[(（\[［【〔〈]?{_GONE}[)）\]］】〕〉]?[.。]?", re.I)


PLACEHOLDER: Final = compiled(
    rf"[(（\[［【〔](?:provisions?[ ]omitted|(?:条文|以下)?[\s　]*(?:省[\s　]*)?略|{_GONE})"
    r"[)）\]］】〕][.。]?$",
    re.I,
)
"""What stands in brackets in the place of a text, and is no caption."""


def _goes_on(lines: Sequence[DocumentLine], at: int) -> bool:
    """Whether a line goes on with a sentence that the line above it, which is full, begins."""
    if not at or not lines[at].close or lines[at].readings:
        return False
    before = lines[at - 1]
    if before.role or before.heading or before.fixed or lines[at].fixed:
        return False
    return (before.broken and unfinished(before.text)) or (
        lines[at].text[:1].islower() and unfinished(before.text)
    )


_NUMBERED: Final = compiled(r"[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3})+[.．:：]?[ \u00a0\u3000]")


def _titles(lines: list[DocumentLine]) -> None:
    """Titles without number in a document without headings and without any level's word."""
    if any(line.heading for line in lines) or any(
        line.worded for line in lines if not line.role
    ):  # fmt: skip
        return
    found: list[int] = []
    for at, line in enumerate(lines[:-1]):
        if line.role or line.readings or line.fixed or not is_title(line.text):
            continue
        if DATE.search(line.text) or (at and lines[at - 1].text.endswith((":", "："))):
            continue
        if _NUMBERED.match(line.text):
            continue  # 0.1 Name has a number, though none that is known
        if _goes_on(lines, at) or _goes_on(lines, at + 1):
            continue  # a sentence that is broken by its width
        after = lines[at + 1]
        first = any(one.label.value == (1,) for one in after.labels)
        text = not after.readings and after.text.endswith((".", "。", ":", "："))
        if first or (text and (found or not _is_name(after.text))):
            line.role = "title"
            found.append(at)
    if found and _is_of_the_name(lines, found):
        lines[found[0]].role = "name"


_ABBREVIATED: Final = compiled(
    r"\b(?:Inc|Corp|Ltd|Co|L\.?L\.?C|L\.?P|P\.?C|N\.?A|(?:[^\W\d_]\.)+[^\W\d_])\.$", re.I
)
"""What the name of a company ends with, which is no end of a sentence."""


def _is_name(text: str) -> bool:
    """Whether a line with a stop behind it is a name and no sentence: EXAMPLE CLUB, INC."""
    small = any(word[:1].islower() and len(word) > 3 and "." not in word for word in text.split())
    return not small and is_title(_ABBREVIATED.sub("", text))


_DOCUMENT: Final = compiled(
    r"\b(?:by-?laws?|articles|constitution|rules|charter|certificate|regulations|standing orders)\b"
    r"|(?:定[\s\u3000]*款|会[\s\u3000]*則|規[\s\u3000]*[約則程])$",
    re.I,
)
"""What documents of this kind are called."""


_STANDING: Final = compiled(
    r"(?:registered|incorporated|organi[sz]ed|established|formed|constituted|chartered|licensed"
    r"|an?|(?:private|public) (?:company|limited)|company limited|community interest company"
    r"|limited by)\b.*\b(?:under|in|by|with|as|act|law|corporation|company|association|society)\b",
    re.I,
)
"""What is said of a body below its name: Registered under the Act of 1860, a Delaware company."""


def _is_of_the_name(lines: Sequence[DocumentLine], titles: Sequence[int]) -> bool:
    """Whether the first of the titles is a further line of the document's name.

    So it is where nothing but the name is in front of it, and it says what the document is or
    stands close to the name, while its own text does not: EXAMPLE CLUB, INC., and below it BYLAWS.
    """
    at = titles[0]
    if not at or any(
        line.role not in ("", "name") or line.labels
        or not (is_title(_ABBREVIATED.sub("", line.text)) or line.text.isalpha())
        for line in lines[:at]
    ):  # fmt: skip
        return False
    if len(titles) == 1 and _DOCUMENT.search(lines[at].text):
        return True
    if BRACKETED.fullmatch(lines[at].text) or _STANDING.match(lines[at].text):
        return True
    return lines[at].close and (len(titles) == 1 or not lines[at + 1].close)
