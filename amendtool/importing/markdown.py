"""Reading Markdown: headings, lists and paragraphs as CommonMark sees them.

Clause files are Markdown too, so links and code stay as they are written; only what marks the
structure (#, the hyphen before a number, emphasis, backslashes) is dropped, and counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from amendtool.articles.text.encoding import decode
from amendtool.errors import Place
from amendtool.importing.blocks import (
    EDGES,
    SourceBlock,
    SourceDocument,
    Struck,
    doubt,
    is_wide,
    joined,
    size,
)
from amendtool.importing.evidence.beginnings import begun, starts
from amendtool.importing.evidence.citations import opens
from amendtool.importing.evidence.labels import PrintedLabel, alike, follows
from amendtool.importing.pairs import MarkPair, PairPattern
from amendtool.importing.raised import written

_HEADING: Final = re.compile(
    r" {0,3}(?P<hashes>#{1,6})(?:[ \t　]+(?P<text>.*?))?(?:(?<![ \t])[ \t]+#+)?$"
)
"""A heading, without what stands behind it in its line."""
_BULLET: Final = re.compile(r"(?P<indent>[ \t　]*)(?P<bullet>[-*+])(?P<gap>[ \t]+)(?P<text>.*)$")
_RULE: Final = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT: Final = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_TABLE: Final = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_TABLE_RULE: Final = re.compile(r"\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?$")
"""The line below the head of a table, without the space around it."""
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|<https?://[^<>]*>|https?://[^\s)\]}>）」]*"
_CODE: Final = re.compile(rf"`+|{_LINK}")
"""Code, as far as its marks, and links."""
_STRONG: Final = PairPattern(
    opening=re.compile(r"(?P<mark>\*\*|__)(?=\S)"),
    closing=re.compile(r"(?<=\S)(?P<mark>\*\*|__)"),
    kind_of=lambda match: match["mark"],
)
_EMPHASIS: Final = re.compile(
    r"(?<![\w*])(?P<mark>\*|_)(?=[^\s*_])(?P<text>[^*_]+?)(?<=\S)(?P=mark)(?![\w*])"
)
_BACKTICKS: Final = re.compile("`+")
_HELD: Final = re.compile("\ue000([0-9]+)\ue001")
"""Where a character stood that a backslash took out of the markup."""
_SHOWN: Final = re.compile(r"~|\^|<\w")
"""A line without any of these shows what it says."""
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG: Final = re.compile(
    r"</?(?:a|br|b|i|u|em|strong|span|div|p|center|sup|sub|ins|font|h[1-6]|s|del|strike|ruby|rb|rt|rp"
    r"|small|big|mark|cite)(?:\s[^<>]*)?/?>",
    re.I,
)
_ASIDE: Final = re.compile(rf"{_CODE.pattern}|\\[!-/:-@\[-`{{-~]")
_TILDES: Final = PairPattern(
    opening=re.compile(r"~~(?=\S)"), closing=re.compile(r"(?<=\S)~~"), kind_of=lambda match: "~~"
)
_STRUCK: Final = PairPattern(
    opening=re.compile(r"<(?P<tag>s|del|strike)(?:\s[^<>]*)?>", re.IGNORECASE),
    closing=re.compile(r"</(?P<tag>s|del|strike)\s*>", re.IGNORECASE),
    kind_of=lambda match: match["tag"].lower(),
    least=0,
)
_RAISED: Final = re.compile(
    r"<(?P<tag>sup|sub)(?:\s[^<>]*)?>(?P<text>[^<>]*)</(?P=tag)\s*>"
    r"|(?<=[^\s^\\])\^(?P<above>[^\s^~]{1,12})\^|(?<=[^\s~\\])~(?P<below>[^\s^~]{1,12})~(?!~)",
    re.IGNORECASE,
)
"""Raised and lowered text: as HTML, and as Pandoc writes it (10^6^, CO~2~)."""
_RUBY: Final = re.compile(r"<(?P<tag>rt|rp)(?:\s[^<>]*)?>(?P<text>[^<>]*)</(?P=tag)\s*>", re.I)
_HIDDEN: Final = PairPattern(
    opening=re.compile(
        r"<(?P<tag>\w+)"
        r"(?=[^<>]*(?:\shidden[\s>=]|display\s*:\s*none|visibility\s*:\s*hidden))[^<>]*>",
        re.IGNORECASE,
    ),
    closing=re.compile(r"</(?P<tag>\w+)\s*>"),
    kind_of=lambda match: match["tag"].lower(),
    least=0,
)
_LINE_THROUGH: Final = PairPattern(
    opening=re.compile(r"<(?P<tag>span|font|div|p)(?=[^<>]*line-through)[^<>]*>", re.IGNORECASE),
    closing=re.compile(r"</(?P<tag>span|font|div|p)\s*>", re.IGNORECASE),
    kind_of=lambda match: match["tag"].lower(),
    least=0,
)
_ORDERED: Final = re.compile(r"(?P<number>[0-9]{1,9})(?P<stop>[.)])(?=[ \t])")
_NUMBERED_LINE: Final = 12
"""A line that begins with 5.2 and is shorter is a figure that was broken off, not a provision."""
_ENDED_LINE: Final = 40
"""In Japanese a line up to this length ends where its author ended it; a longer one was broken."""
_FRONT_MATTER: Final = 200
"""Settings at the head of a page are not longer, in lines."""
_OPEN_MARKS: Final = 40
"""How many of the last marks are looked at for a list that goes on."""
_WHY: Final = "it marks up the text and is not printed"


@dataclass(slots=True)
class _Pending:
    """The lines of a paragraph or list item that is being read."""

    line: int
    indent: int
    bulleted: bool = False
    lines: list[str] = field(default_factory=list)


def read_markdown(data: bytes, *, file: str, struck: Struck | None = None) -> SourceDocument:
    """The blocks of a Markdown text.

    Raises:
        InputError: when it is not in UTF-8.
    """
    text, _ = decode(data, file=file)
    return _MarkdownReader(file, struck).document(text)


@dataclass(slots=True)
class _MarkdownList:
    """An open numbered list: how far in it stands, its stop, and its last number."""

    indent: int
    stop: str
    last: int


class _MarkdownReader:
    def __init__(self, file: str, struck: Struck | None) -> None:
        self.result = SourceDocument(format="markdown", file=file, struck=struck)
        self.pending: _Pending | None = None
        self.lists: list[_MarkdownList] = []
        self.marked: tuple[PrintedLabel, ...] = ()
        """The marks of the last blocks, the latest first."""
        self.dropped: dict[str, tuple[list[str], Place]] = {}

    def document(self, text: str) -> SourceDocument:
        self.result.total = size(text)
        lines = self._comments(text).split("\n")
        at = self._front_matter(lines)
        fence = ""
        while at < len(lines):
            line, number = lines[at], at + 1
            at += 1
            stripped = line.strip(" \t")
            if fence or re.match(r" {0,3}(?:```|~~~)", line):
                self._flush()
                if not fence:
                    fence = stripped[:3]
                    self._drop("fence", stripped, number)
                elif stripped.startswith(fence):
                    fence = ""
                    self._drop("fence", stripped, number)
                elif stripped:
                    self._block(stripped, number, fixed=True)
                continue
            self._line(line, number)
        self._flush()
        for kind, (texts, place) in self.dropped.items():
            self.result.leave_out(f"markup: {kind}", " ".join(texts), _WHY, place)
        return self.result

    def _comments(self, text: str) -> str:
        kept: list[str] = []
        done, line = 0, 1
        while (begin := text.find("<!--", done)) >= 0:
            end = text.find("-->", begin + 4)
            if end < 0:
                break
            kept.append(text[done:begin])
            line += text.count("\n", done, begin)
            comment = text[begin : end + 3]
            self.result.leave_out(
                "comment", comment, "a comment is not printed",
                Place(file=self.result.file, line=line),
            )  # fmt: skip
            breaks = comment.count("\n")
            kept.append("\n" * breaks)
            line += breaks
            done = end + 3
        return "".join((*kept, text[done:]))

    def _front_matter(self, lines: list[str]) -> int:
        if not lines or lines[0].strip() != "---":
            return 0
        for at in range(1, min(len(lines), _FRONT_MATTER)):
            if lines[at].strip() in ("---", "..."):
                inner = [line for line in lines[1:at] if line.strip()]
                if inner and all(re.match(r"\s*[\w.-]+\s*:|\s+\S|\s*-\s|#", one) for one in inner):
                    self.result.leave_out(
                        "front matter", "\n".join(lines[: at + 1]),
                        "settings of a web site, not printed",
                        Place(file=self.result.file, line=1),
                    )  # fmt: skip
                    return at + 1
                return 0
        return 0

    def _line(self, line: str, number: int) -> None:
        if not line.strip(EDGES):
            self._flush()
            return
        heading = _HEADING.match(line.rstrip(" \t"))
        if heading is not None:
            self._flush()
            self.marked = ()
            self._drop("heading", line.replace(heading["text"] or "", "", 1).strip(), number)
            self._block(heading["text"] or "", number, level=len(heading["hashes"]))
            return
        if self.pending is not None and not self.pending.bulleted and _SETEXT.match(line):
            level = 1 if "=" in line else 2
            pending, self.pending = self.pending, None
            self._drop("heading", line.strip(), number)
            self._block(joined(pending.lines), pending.line, level=level)
            return
        if _RULE.match(line):
            self._flush()
            self._drop("rule", line.strip(), number)
            return
        if _TABLE_RULE.match(line.strip(" \t")):
            self._flush()
            self._drop("table", line.strip(), number)
            return
        if _TABLE.match(line):
            self._flush()
            self._table(line, number)
            return
        bullet = _BULLET.match(line)
        if bullet is not None:
            self._flush()
            indent = len(bullet["indent"].expandtabs(4).replace("　", "  "))
            self.pending = _Pending(number, indent, bulleted=True)
            if begun(bullet["text"]):
                self._drop("list", bullet["bullet"], number)
                self.pending.lines.append(bullet["text"].strip(EDGES))
            else:
                self.pending.lines.append(f"{bullet['bullet']} {bullet['text'].strip(EDGES)}")
            return
        self._paragraph(line, number)

    def _paragraph(self, line: str, number: int) -> None:
        stripped = line.strip(EDGES)
        quoted = re.match(r" {0,3}(?:>[ ]?)+", line)
        if quoted is not None:
            self._drop("quotation", quoted[0].strip(), number)
            stripped = line[quoted.end() :].strip(EDGES)
            if not stripped:
                self._flush()
                return
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
        if self.pending is not None and self._separate(self.pending.lines[-1], stripped):
            self._flush()
        if self.pending is None:
            self.pending = _Pending(number, indent)
        elif (mark := _joined_mark(self.pending.lines[-1], stripped)) is not None:
            self.result.doubts.append(
                doubt(
                    "line-joined",
                    f"this line begins with {mark} and is read as the rest of the line above it",
                    "put an empty line before it if it is a provision of its own",
                    Place(file=self.result.file, line=number),
                )
            )
        self.pending.lines.append(stripped if not line.endswith("  ") else f"{stripped}  ")

    def _separate(self, before: str, line: str) -> bool:
        """Whether a line begins a block of its own, though no empty line is between."""
        if before.endswith(("  ", "\\", "<br>", "<br/>", "<br />")):
            return True
        if opens(before, wrapped=False):
            return False
        text = re.sub(r"^[*_]+", "", line)
        found = begun(text)
        if any(
            one.label.word or (one.label.own and len(line) > _NUMBERED_LINE) for one in found
        ):  # fmt: skip
            return True
        if self._due(text):
            return True
        if starts(line) and (
            before.rstrip().endswith((".", ";", ":", "。", "：", ",", "、", "and", "or"))
            or re.match(r"[0-9]+[.)] |[(（]", line) or is_wide(line[0])
        ):  # fmt: skip
            return True
        wide = is_wide(line[0]) and len(before) <= _ENDED_LINE
        return wide and not before.endswith(("、", "，", "及び", "又は", "並びに"))

    def _due(self, line: str) -> bool:
        """Whether a line begins with the number after that of an open list, or of a paragraph.

        A lazy line of Markdown is joined to the one above, but its author counted on.
        """
        marks = begun(line)
        if not marks or self.pending is None:
            return False
        if any(one.bare for one in marks) and not _begins_text(line[marks[0].start :]):
            return False
        first = re.sub(r"^[*_]+", "", self.pending.lines[0])
        open_ = (*(one.label for one in begun(first)), *self.marked)
        return any(
            alike(label.kind, one.label) and follows(one.label.value, label.end)
            for label in open_ for one in marks
        ) or any(
            one.bare and one.label.value == (2,) and is_wide(line[one.start :][:1] or " ")
            for one in marks
        )  # fmt: skip

    def _flush(self) -> None:
        pending, self.pending = self.pending, None
        if pending is None:
            return
        found = begun(re.sub(r"^[*_]+", "", pending.lines[0]))
        self.marked = (*(one.label for one in found), *self.marked)[:_OPEN_MARKS]
        lines = [re.sub(r"(?:\\|<br ?/?>)$", "", line.rstrip()) for line in pending.lines]
        for before, after in zip(pending.lines, lines, strict=True):
            self._drop("line end", before.rstrip()[len(after) :], pending.line)
        self._block(joined(lines), pending.line, indent=pending.indent, broken=tuple(pending.lines))

    def _table(self, line: str, number: int) -> None:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        self._drop("table", "|" * line.count("|"), number)
        text = " ".join(cell.replace("\\|", "|") for cell in cells)
        text = self._as_shown(text, number)
        self._drop("table", "\\" * line.count("\\|"), number)
        extra = text.count("|")
        if extra:
            marks = self.dropped["table"][0]
            marks[-2 if line.count("\\|") else -1] = "|" * (line.count("|") - extra)
        before = self.result.blocks[-1] if self.result.blocks else None
        if before is None or not before.fixed:
            self.result.doubts.append(
                doubt(
                    "table",
                    "a table stands here; each row is carried as one line",
                    "check how it reads; a clause holds text, not tables",
                    Place(file=self.result.file, line=number),
                )
            )
        self._block(text, number, fixed=True)

    def _block(
        self, text: str, number: int, *, level: int | None = None, indent: int = 0,
        fixed: bool = False, broken: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        text = text if fixed else text.strip(EDGES)
        generated = "" if fixed else self._counted(text, number, level, indent)
        if generated:
            text = _ORDERED.sub("", text, count=1).strip(EDGES)
        plain, lead = (text, 0) if fixed else self._plain(text.strip(EDGES), number)
        if plain.strip(EDGES):
            self.result.blocks.append(
                SourceBlock(
                    text=plain.strip(EDGES),
                    generated=generated,
                    place=Place(file=self.result.file, line=number),
                    level=level,
                    lead=lead,
                    indent=indent,
                    fixed=fixed,
                    lines=broken or (plain,),
                )
            )

    def _counted(self, text: str, line: int, level: int | None, indent: int) -> str:
        """The number that Markdown prints where the author leaves the counting to it.

        Every item of a list may be written ``1.``; what is printed is its position. Other
        numbers are taken as they are written, gaps and all, for the author wrote them.
        """
        if level is not None:
            self.lists.clear()
            return ""
        while self.lists and self.lists[-1].indent > indent:
            self.lists.pop()
        top = self.lists[-1] if self.lists and self.lists[-1].indent == indent else None
        match = _ORDERED.match(text)
        if match is None:
            if top is not None:
                self.lists.pop()
            return ""
        value = int(match["number"])
        if top is None or top.stop != match["stop"]:
            if top is not None:
                self.lists.pop()
            self.lists.append(_MarkdownList(indent, match["stop"], value))
            return ""
        again = value in (0, 1) and value <= top.last
        top.last = top.last + 1 if again else value
        if not again:
            return ""
        self._drop("list number", match[0], line)
        return f"{top.last}{match['stop']}"

    # Markup inside a line

    def _plain(self, text: str, number: int) -> tuple[str, int]:
        """A line as printed, and how many characters of its beginning are in bold."""
        text = self._as_shown(text, number)
        kept: list[str] = []
        lead = 0
        done = 0
        for begin, end in _spans(text, _CODE):
            kept += [self._unmarked(text[done:begin], number), text[begin:end]]
            done = end
        # Emphasis may stand around a link, so the marks are taken out around the pieces.
        pieces = [*kept, self._unmarked(text[done:], number)]
        whole = "".join(pieces)
        strong = next(_STRONG.found(text), None) if text.startswith(("**", "__")) else None
        if strong is not None and strong.start == 0:
            lead = len(self._silent(strong.inner))
            if lead >= len(whole.rstrip()):
                lead = 0
        return whole, lead

    @staticmethod
    def _silent(text: str) -> str:
        return _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\g<text>", text))

    def _unmarked(self, text: str, number: int) -> str:
        def drop(match: re.Match[str]) -> str:
            self._drop("emphasis", match["mark"] * 2, number)
            return match["text"]

        def unbold(pair: MarkPair) -> str:
            self._drop("emphasis", pair.opening[0] * 2, number)
            return pair.inner

        def tag(match: re.Match[str]) -> str:
            self._drop("HTML", match[0], number)
            return " " if match[0].lower().startswith("<br") else ""

        held: list[str] = []

        def hold(match: re.Match[str]) -> str:
            held.append(match[1])
            self._drop("backslash", "\\", number)
            return f"\ue000{len(held) - 1}\ue001"

        def back(match: re.Match[str]) -> str:
            return held[int(match[1])]

        if "\ue000" in text:
            return text
        result = _ESCAPE.sub(hold, text)
        result = _TAG.sub(tag, result)
        result = _STRONG.sub(unbold, result)
        result = _EMPHASIS.sub(drop, result)
        return _HELD.sub(back, result)

    def _as_shown(self, text: str, number: int) -> str:
        """A line without what is hidden or a reading aid, its struck and raised text as such.

        Such text may hold links, code and escaped signs, so these stand aside meanwhile.
        """
        if "\ue000" in text or not _SHOWN.search(text):
            return text
        place = Place(file=self.result.file, line=number)
        aside: list[str] = []

        def put_aside(text: str) -> str:
            kept: list[str] = []
            done = 0
            for begin, end in _spans(text, _ASIDE):
                kept += (text[done:begin], f"\ue000{len(aside)}\ue001")
                aside.append(text[begin:end])
                done = end
            return "".join((*kept, text[done:]))

        def real(piece: str) -> str:
            return _HELD.sub(lambda match: aside[int(match[1])], piece)

        def hide(pair: MarkPair) -> str:
            self._drop("HTML", pair.around, number)
            self.result.leave_out("hidden text", real(pair.inner), "it is not shown", place)
            return ""

        def reading(match: re.Match[str]) -> str:
            self._drop("HTML", _around(match), number)
            why = "the reading printed above the characters"
            self.result.leave_out("reading aid", real(match["text"]), why, place)
            return ""

        def strike(pair: MarkPair) -> str:
            self._drop("strikethrough", pair.around, number)
            self.result.strike(real(pair.inner), place)
            return pair.inner if self.result.struck == "keep" else ""

        def raise_(match: re.Match[str]) -> str:
            rows = match["text"], match["above"], match["below"]
            inner = next(one for one in rows if one is not None)
            below = match["below"] is not None or (match["tag"] or "").lower() == "sub"
            shown, doubts = written(
                real(inner),
                -1 if below else 1,
                before=text[max(match.start() - 1, 0) : match.start()],
                place=place,
            )
            if match["text"] is None and doubts:
                # One mark around words may be raised text, struck text or a mere sign.
                self.result.doubts.append(
                    doubt(
                        "raised-text",
                        f"{real(match[0])!r} may be raised or struck text in another Markdown; "
                        "it is carried as it stands",
                        "compare with how it is printed, and write what is meant",
                        place,
                    )
                )
                return match[0]
            self.result.doubts += doubts
            self._drop("raised text", _around(match, inner), number)
            return shown

        text = _HIDDEN.sub(hide, put_aside(text))
        text = _RUBY.sub(reading, text)
        for pattern in (_TILDES, _STRUCK, _LINE_THROUGH):
            text = pattern.sub(strike, text)
        return real(_RAISED.sub(raise_, text))

    def _drop(self, kind: str, text: str, line: int) -> None:
        if text.strip():
            place = Place(file=self.result.file, line=line)
            self.dropped.setdefault(kind, ([], place))[0].append(text)


def _joined_mark(before: str, line: str) -> str | None:
    """What looks like a mark in a line that is joined to the one before it; None where none does.

    Behind ``under Section`` it is the number that is cited.
    """
    found = begun(line)
    if not found or opens(before, wrapped=False):
        return None
    if found[0].bare and not (line[found[0].start :][:1] or "a").isupper():
        return None
    return found[0].label.printed.strip()


def _begins_text(text: str) -> bool:
    """Whether the text behind a bare number reads as a beginning: a capital, or Japanese."""
    text = text.strip(EDGES)
    return bool(text) and (text[0].isupper() or is_wide(text[0]))


def _spans(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where code, links and what else a pattern finds stand; it finds the marks of code alone.

    Code ends with as many marks as it began with, in the same line. The places of each number of
    marks are listed once, so that marks which nothing ends do not look to the end of the text.
    """
    runs: dict[int, list[int]] = {}
    for run in _BACKTICKS.finditer(text):
        runs.setdefault(len(run[0]), []).append(run.start())
    at = 0
    while (match := pattern.search(text, at)) is not None:
        at = match.end()
        if not match[0].startswith("`"):
            yield match.start(), match.end()
            continue
        for length in range(len(match[0]), 0, -1):
            places = runs.get(length, [])
            index = bisect_left(places, match.end() + 1)
            if index < len(places) and "\n" not in text[match.end() : places[index]]:
                at = places[index] + length
                yield match.end() - length, at
                break


def _around(match: re.Match[str], inner: str | None = None) -> str:
    """The marks around what a match holds."""
    return match[0].replace(match["text"] if inner is None else inner, "", 1)
