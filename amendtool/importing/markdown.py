"""Reading Markdown: headings, lists and paragraphs as CommonMark sees them.

Clause files are Markdown too, so links to the web and code stay as they are written; what marks
the structure (#, the hyphen before a number, emphasis, backslashes) is dropped, and counted, and
so are pictures and the addresses of links into the document or beside it, which nobody sees.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import field
from html.entities import html5
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
from amendtool.messages import later, say
from amendtool.patterns import compiled
from amendtool.values import dataclass

_HEADING: Final = compiled(
    r" {0,3}(?P<hashes>#{1,6})(?:[ \t　]+(?P<text>.*?))?(?:(?<![ \t])[ \t]+#+)?$"
)
"""A heading, without what stands behind it in its line."""
_BULLET: Final = compiled(r"(?P<indent>[ \t　]*)(?P<bullet>[-*+])(?P<gap>[ \t]+)(?P<text>.*)$")
_RULE: Final = compiled(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT: Final = compiled(r" {0,3}(?:=+|-+)[ \t]*$")
_TABLE: Final = compiled(r"[ \t]*\|.*\|[ \t]*$")
_TABLE_RULE: Final = compiled(r"\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?$")
"""The line below the head of a table, without the space around it."""
_ESCAPE: Final = compiled(
    r"\\(?P<sign>[!-/:-@\[-`{-~])"
    r"|&(?:(?P<name>[A-Za-z][A-Za-z0-9]{1,31})|#(?P<code>[0-9]{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6}));"
)
"""What stands for a character and is never markup: a backslash before it, or its name or number.

CommonMark 0.31, 2.4 and 2.5: a name needs its semicolon, and one that HTML does not know is text.
"""
_LINK = (
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|<https?://[^<>]*>"
    r"|https?://[^\s)\]}>）」]*(?<![?!.,:*_~])"  # a mark at the end is none of the address
)
_CODE: Final = compiled(rf"`+|{_LINK}")
"""Code, as far as its marks, and links."""
_STRONG: Final = PairPattern(
    opening=re.compile(r"(?P<mark>\*\*|__)(?=\S)"),
    closing=re.compile(r"(?<=\S)(?P<mark>\*\*|__)"),
    kind_of=lambda match: match["mark"],
)
_LOOSE: Final = compiled(
    r"\A\*\*[ \t]+(?=(?:(?:Section|Article|Chapter|Part)\b|[§第]).*\S\*\*)", re.I
)
"""A mark of emphasis that a space parts from what it is meant for: ``** Section 1. Name.**``."""
_EMPHASIS: Final = compiled(
    r"(?<![\w*])(?P<mark>\*|_)(?=[^\s*_])(?P<text>[^*_]+?)(?<=\S)(?P=mark)(?![\w*])"
)
_BACKTICKS: Final = compiled("`+")
_HELD: Final = compiled("\ue000([0-9]+)\ue001")
"""Where a character stood that a backslash took out of the markup."""
_SHOWN: Final = compiled(r"~|\^|<\w")
"""A line without any of these shows what it says."""
_COMMENT: Final = compiled(r"<!--.*?-->", re.DOTALL)
_BLOCK_TAGS: Final = (
    "p|div|center|h[1-6]|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|td|th|blockquote|hr"
    "|section|article|main|header|footer|details|summary|figure|figcaption|address"
)
_TAG: Final = compiled(
    rf"</?(?P<tag>br|{_BLOCK_TAGS}|a|b|i|u|em|strong|span|sup|sub|ins|font|s|del|strike|ruby|rb|rt"
    r"|rp|small|big|mark|cite|abbr|dfn|kbd|var|wbr|q|img|col|colgroup)(?:\s[^<>]*)?/?>",
    re.I,
)
_BREAKING: Final = compiled(rf"br|(?!td|th){_BLOCK_TAGS}", re.I)
"""Tags where a line ends in print; the cells of a row stand beside one another."""
_COUNTING: Final = frozenset(("ol", "ul", "table"))
_NO_TAG: Final = compiled(r"<[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
_ASIDE: Final = compiled(rf"{_CODE.pattern}|{_ESCAPE.pattern}")
_BREAK: Final = "\ue003"
"""Where a line ends in print, inside of what is read as one: a hard break in bold."""
_STANDS_OUT: Final = "\ue002"
"""Where the text ends that stands out at the beginning, while its marks are taken out."""
_OUR_OWN: Final = compiled("[\ue000-\ue003]")
_HARD_BREAK: Final = compiled(r"(?:(?<!\\)(?:\\\\)*\\|<br[ \t]*/?>[ \t]*| {2,})$", re.IGNORECASE)
_OPENS: Final = compiled(
    r"\*\*|__|~~|</?(?:b|i|u|s|del|strike|strong|em|span|font)\b", re.IGNORECASE
)
"""Marks that stand in pairs."""
_TILDES: Final = PairPattern(
    opening=re.compile(r"~~(?=\S)"), closing=re.compile(r"(?<=\S)~~"), kind_of=lambda match: "~~"
)
_STRUCK: Final = PairPattern(
    opening=re.compile(r"<(?P<tag>s|del|strike)(?:\s[^<>]*)?>", re.IGNORECASE),
    closing=re.compile(r"</(?P<tag>s|del|strike)\s*>", re.IGNORECASE),
    kind_of=lambda match: match["tag"].lower(),
    least=0,
)
_RAISED: Final = compiled(
    r"<(?P<tag>sup|sub)(?:\s[^<>]*)?>(?P<text>[^<>]*)</(?P=tag)\s*>"
    r"|(?<=[^\s^\\])\^(?P<above>[^\s^~]{1,12})\^|(?<=[^\s~\\])~(?P<below>[^\s^~]{1,12})~(?!~)",
    re.IGNORECASE,
)
"""Raised and lowered text: as HTML, and as Pandoc writes it (10^6^, CO~2~)."""
_RUBY: Final = compiled(r"<(?P<tag>rt|rp)(?:\s[^<>]*)?>(?P<text>[^<>]*)</(?P=tag)\s*>", re.I)
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
_DEFINITION: Final = compiled(
    r" {0,3}\[(?P<label>[^\[\]\\^][^\[\]\\]{0,200})\]:[ \t]*(?P<address><[^<>]*>|[^\s<]\S*)"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*"
)
"""Where the address of a link is said, on a line of its own (CommonMark 0.31, 4.7)."""
_ELEMENT: Final = compiled(r" {0,3}<(?P<tag>[a-z][a-z0-9]*)(?:\s[^<>]*)?>", re.IGNORECASE)
"""An element that begins in front of a line."""
_SUMMARY: Final = compiled(r"<summary(?:\s[^<>]*)?>.*?</summary\s*>", re.IGNORECASE | re.DOTALL)
_NOTE: Final = compiled(r" {0,3}\[\^(?P<label>[^\[\]\s]{1,100})\]:[ \t]*")
"""Where a note begins, which stands at the end in print (GitHub, Pandoc)."""
_NOTED: Final = compiled(r"(?<!\\)\[\^(?P<label>[^\[\]\s]{1,100})\](?!:)")
_ADDRESS: Final = compiled(r"(?=[^()]*[/.#@:])(?:[^()\s]|\([^()\s]*\))+")
_REFERENCE: Final = compiled(
    r"(?<![\\!\]])\[(?P<text>[^\[\]]{1,400})\](?:\[(?P<label>[^\[\]]{0,200})\]|(?![\[(:]))"
)
_INLINE: Final = compiled(
    r"(?<![\\!])\[(?P<text>[^\[\]]{1,400})\]"
    r"\((?P<address>(?:[^()\s]|\([^()\s]*\)){1,2000})"
    r"(?:[ \t]+(?P<title>\"[^\"]*\"|'[^']*'))?\)"
)
"""A link, with the words that a browser shows when one points at it."""
_OUTSIDE: Final = compiled(r"https?://|mailto:", re.IGNORECASE)
"""How an address begins that says the same wherever it stands."""
_PICTURE: Final = compiled(
    r"(?<!\\)!\[[^\[\]]{0,400}\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:[ \t]+\"[^\"]*\")?\)"
)
_ORDERED: Final = compiled(r"(?P<number>[0-9]{1,9})(?P<stop>[.)])(?=[ \t])")
_NUMBERED_LINE: Final = 12
"""A line that begins with 5.2 and is shorter is a figure that was broken off, not a provision."""
_ENDED_LINE: Final = 40
"""In Japanese a line up to this length ends where its author ended it; a longer one was broken."""
_FRONT_MATTER: Final = 200
"""Settings at the head of a page are not longer, in lines."""
_OPEN_MARKS: Final = 40
"""How many of the last marks are looked at for a list that goes on."""
_WHY: Final = later("it marks up the text and is not printed")


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
        self.addresses: dict[str, str] = {}
        """Those of links that are defined on lines of their own, by label."""
        self.notes: dict[str, tuple[int, list[str]]] = {}
        """The notes by their labels: the line where each begins, and its lines."""
        self.used: list[str] = []
        """The labels of the notes that the text refers to, in their order."""

    def document(self, text: str) -> SourceDocument:
        self.result.total = size(text)
        lines = self._comments(text).split("\n")
        at = self._front_matter(lines)
        self._unshown(lines, at)
        self._define(lines, at)
        self._note(lines, at)
        fence = ""
        while at < len(lines):
            line, number = lines[at], at + 1
            at += 1
            stripped = line.strip(" \t")
            if fence or re.match(r" {0,3}(?:```|~~~)", line):
                self._flush()
                if not fence:
                    fence = stripped[:3]
                    self._drop(later("fence"), stripped, number)
                elif stripped.startswith(fence):
                    fence = ""
                    self._drop(later("fence"), stripped, number)
                elif stripped:
                    self._block(stripped, number, fixed=True)
                continue
            self._line(line, number)
        self._flush()
        self._end_notes()
        for kind, (texts, place) in self.dropped.items():
            self.result.leave_out(f"markup: {kind}", " ".join(texts), say(_WHY), place)
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
                later("comment"), comment, say("a comment is not printed"),
                Place(file=self.result.file, line=line),
            )  # fmt: skip
            breaks = comment.count("\n")
            kept.append("\n" * breaks)
            line += breaks
            done = end + 3
        return "".join((*kept, text[done:]))

    def _define(self, lines: list[str], first: int) -> None:
        """Take out the lines that say the address of a link and are not shown.

        Such a line cannot break into a paragraph. What does not look like an address is text,
        though a browser would not show it: nobody meant it so.
        """
        fence, open_ = "", False
        for at in range(first, len(lines)):
            line = lines[at]
            if fence or re.match(r" {0,3}(?:```|~~~)", line):
                mark = line.strip(" \t")[:3]
                fence = ("" if mark == fence else fence) if fence else mark
                open_ = False
                continue
            match = None if open_ or "]:" not in line else _DEFINITION.fullmatch(line)
            if match is None:
                open_ = bool(line.strip(EDGES)) and _HEADING.match(line) is None
                continue
            address = match["address"].removeprefix("<").removesuffix(">")
            if _ADDRESS.fullmatch(address):
                self.addresses.setdefault(_label(match["label"]), address)
                self._drop(later("address of a link"), line.strip(), at + 1)
                lines[at] = ""

    def _unshown(self, lines: list[str], first: int) -> None:
        """Take out what a page of the text holds over several lines and does not show.

        That is what is hidden, and what is folded away below its summary (``details``).
        """
        for at, _ in _outside_fences(lines, first):
            opening = _ELEMENT.match(lines[at])
            if opening is None:
                continue
            tag = opening["tag"].lower()
            folded = tag == "details" and not re.search(r"\sopen\b", opening[0], re.IGNORECASE)
            if not folded and _HIDDEN.opening.match(opening[0].strip()) is None:
                continue
            end = _end_of(lines, at, tag)
            if end is None or (end == at and not folded):
                continue  # within one line it is read with the line
            whole = "\n".join(lines[at : end + 1])
            closing = list(re.finditer(rf"</{tag}\s*>", whole, re.IGNORECASE))[-1]
            inner = whole[opening.end() : closing.start()]
            summary = _SUMMARY.search(inner) if folded else None
            shown = summary[0] if summary is not None else ""
            place = Place(file=self.result.file, line=at + 1)
            self.result.leave_out(
                later("hidden text"),
                inner.replace(shown, "", 1).strip(),
                say("folded away") if folded else say("it is not shown"),
                place,
            )
            if folded:
                self.result.doubts.append(
                    doubt(
                        "folded-text",
                        say(
                            "text that is folded away stands here (details); it is left out, "
                            "for the page does not show it until somebody unfolds it"
                        ),
                        say("write `<details open>` if it is a part of the text"),
                        place,
                    )
                )
            kept = f"{opening[0]}{shown}{whole[closing.start() :]}".split("\n")
            lines[at : end + 1] = [*kept, *[""] * (end + 1 - at - len(kept))]

    def _note(self, lines: list[str], first: int) -> None:
        """Take out the lines that say a note which the text refers to (``[^1]: …``)."""
        open_: list[str] | None = None
        for at, fenced in _outside_fences(lines, first):
            line = lines[at]
            match = None if fenced else _NOTE.match(line)
            if match is not None:
                open_ = self.notes.setdefault(_label(match["label"]), (at + 1, []))[1]
                self._drop(later("mark of a note"), match[0], at + 1)
                line = line[match.end() :]
            elif open_ is None or not line.strip() or (open_ and not line.startswith(("  ", "\t"))):
                open_ = open_ if not line.strip() and open_ is not None else None
                continue
            open_.append(line.strip(EDGES))
            lines[at] = ""

    def _end_notes(self) -> None:
        """Put the notes apart, in the order in which the text refers to them."""
        used, self.used = self.used, []
        others = [label for label in self.notes if label not in used]
        for at, label in enumerate([*used, *others], start=1):
            line, rows = self.notes[label]
            place = Place(file=self.result.file, line=line)
            text, _ = self._plain(joined(rows), line)
            text = text.replace(_BREAK, " ")
            if label in others:
                self.result.leave_out(
                    later("footnote"), text, say("nothing in the text refers to it"), place
                )
                continue
            self.result.notes.append(
                SourceBlock(text=text, place=place, generated=str(at), fixed=True)
            )
            self.result.doubts.append(
                doubt(
                    "note-apart",
                    say(
                        "{kind} {number} stands at the end, in the closing; its number is not "
                        "in the text",
                        kind=say("footnote"),
                        number=at,
                    ),
                    say("move it into the article if it is a part of it"),
                    place,
                )
            )

    def _noted(self, text: str, number: int) -> str:
        """A line without the marks that refer to notes."""

        def refer(match: re.Match[str]) -> str:
            label = _label(match["label"])
            if label not in self.notes:
                return match[0]
            if label not in self.used:
                self.used.append(label)
            self._drop(later("mark of a note"), match[0], number)
            return ""

        return _NOTED.sub(refer, text) if self.notes and "[^" in text else text

    def _linked(self, text: str, number: int) -> str:
        """A line with the addresses of its links in their places, and without its pictures."""
        if "[" not in text:
            return text
        code = list(_spans(text, _BACKTICKS))
        starts = [begin for begin, _ in code]

        def is_code(match: re.Match[str]) -> bool:
            at = bisect_right(starts, match.start()) - 1
            return at >= 0 and match.start() < code[at][1]

        def picture(match: re.Match[str]) -> str:
            place = Place(file=self.result.file, line=number)
            if is_code(match):
                return match[0]
            self.result.leave_out(later("picture"), match[0], say("a picture stands here"), place)
            self.result.doubts.append(
                doubt(
                    "picture",
                    say("the picture {picture} stands here and is left out", picture=match[0]),
                    say("if it holds text, type it into the clause"),
                    place,
                )
            )
            return ""

        def defined(match: re.Match[str]) -> str:
            address = self.addresses.get(_label(match["label"] or match["text"]))
            if address is None or is_code(match):
                return match[0]
            if not _OUTSIDE.match(address):
                self._drop(later("link"), match[0].replace(match["text"], "", 1), number)
                return match["text"]
            self._drop(later("link"), match[0][len(match["text"]) + 2 :], number)
            self.result.computed += size(f"({address})")
            return f"[{match['text']}]({address})"

        def link(match: re.Match[str]) -> str:
            if is_code(match) or not _ADDRESS.fullmatch(match["address"]):
                return match[0]
            if _OUTSIDE.match(match["address"]):
                self._drop(later("link"), match["title"] or "", number)
                return f"[{match['text']}]({match['address']})"
            # A place beside the document, or in it, is nowhere for the reader of a clause.
            self._drop(later("link"), match[0].replace(match["text"], "", 1), number)
            return match["text"]

        if self.addresses:
            text = _REFERENCE.sub(defined, text)
        text = _INLINE.sub(link, text)
        return _PICTURE.sub(picture, text) if "![" in text else text

    def _front_matter(self, lines: list[str]) -> int:
        if not lines or lines[0].strip() != "---":
            return 0
        for at in range(1, min(len(lines), _FRONT_MATTER)):
            if lines[at].strip() in ("---", "..."):
                inner = [line for line in lines[1:at] if line.strip()]
                if inner and all(re.match(r"\s*[\w.-]+\s*:|\s+\S|\s*-\s|#", one) for one in inner):
                    self.result.leave_out(
                        later("front matter"), "\n".join(lines[: at + 1]),
                        say("settings of a web site, not printed"),
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
            self._drop(later("heading"), line.replace(heading["text"] or "", "", 1).strip(), number)
            self._block(heading["text"] or "", number, level=len(heading["hashes"]))
            return
        if self.pending is not None and not self.pending.bulleted and _SETEXT.match(line):
            level = 1 if "=" in line else 2
            pending, self.pending = self.pending, None
            self._drop(later("heading"), line.strip(), number)
            self._block(joined(pending.lines), pending.line, level=level)
            return
        if _RULE.match(line):
            self._flush()
            self._drop(later("rule"), line.strip(), number)
            return
        if _TABLE_RULE.match(line.strip(" \t")):
            self._flush()
            self._drop(later("table"), line.strip(), number)
            return
        if _TABLE.match(line):
            self._flush()
            self._table(line, number)
            return
        bullet = _BULLET.match(line)
        if bullet is not None:
            self._flush()
            # What a bullet holds is printed farther in than a text in the bullet's column.
            indent = len(bullet["indent"].expandtabs(4).replace("　", "  ")) + 1
            self.pending = _Pending(number, indent, bulleted=True)
            if any(not (one.bare and one.tight) for one in begun(_seen(bullet["text"]))):
                # A number that its text goes on at once, as 15歳, is none that a bullet holds.
                self._drop(later("list"), bullet["bullet"], number)
                self.pending.lines.append(bullet["text"].strip(EDGES))
            else:
                self.pending.lines.append(f"{bullet['bullet']} {bullet['text'].strip(EDGES)}")
            return
        self._paragraph(line, number)

    def _paragraph(self, line: str, number: int) -> None:
        stripped = _LOOSE.sub("**", line.strip(EDGES))
        quoted = re.match(r" {0,3}(?:>[ ]?)+", line)
        if quoted is not None:
            self._drop(later("quotation"), quoted[0].strip(), number)
            stripped = line[quoted.end() :].strip(EDGES)
            if not stripped:
                self._flush()
                return
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
        before = self.pending.lines if self.pending is not None else None
        if (
            before
            and self._separate(before[-1], stripped)
            # A pair of marks may stand around a hard break.
            and not (_HARD_BREAK.search(before[-1]) and _is_open(before))
        ):
            self._flush()
        if self.pending is None:
            self.pending = _Pending(number, indent)
        elif (mark := _joined_mark(self.pending.lines[-1], _seen(stripped))) is not None:
            self.result.doubts.append(
                doubt(
                    "line-joined",
                    say(
                        "this line begins with {mark} and is read as the rest of the line above it",
                        mark=mark,
                    ),
                    say("put an empty line before it if it is a provision of its own"),
                    Place(file=self.result.file, line=number),
                )
            )
        self.pending.lines.append(stripped if not line.endswith("  ") else f"{stripped}  ")

    def _separate(self, before: str, line: str) -> bool:
        """Whether a line begins a block of its own, though no empty line is between."""
        if _HARD_BREAK.search(before):
            return True
        text = _seen(line)
        if self._next_of_list(text):
            return True
        if opens(before, wrapped=False) and not (before.endswith("than") and text[:1] == "("):
            return False  # a number goes on behind "than", and a list in brackets begins
        found = begun(text)
        if any(
            one.label.word or (one.label.own and len(line) > _NUMBERED_LINE) for one in found
        ):  # fmt: skip
            return True
        if self._due(text):
            return True
        if starts(text) and (
            before.rstrip().endswith((".", ";", ":", "。", "：", ",", "、", "and", "or"))
            or re.match(r"[0-9]+[.)][ \t]|[(（]", text) or is_wide(text[0])
        ):  # fmt: skip
            return True
        wide = is_wide(text[:1] or " ") and len(before) <= _ENDED_LINE
        return wide and not before.endswith(("、", "，", "及び", "又は", "並びに"))

    def _next_of_list(self, line: str) -> bool:
        """Whether a line goes on with the numbered list of Markdown that the paragraph begins.

        A page shows it so whatever the line above ends in: the relationship between parts.
        """
        found = _ORDERED.match(line)
        first = _ORDERED.match(self.pending.lines[0]) if found and self.pending else None
        if found is None or first is None or found["stop"] != first["stop"]:
            return False
        return found["number"] == first["number"] == "1" or self._due(line)

    def _due(self, line: str) -> bool:
        """Whether a line begins with the number after that of an open list, or of a paragraph.

        A lazy line of Markdown is joined to the one above, but its author counted on.
        """
        marks = begun(line)
        if not marks or self.pending is None:
            return False
        if any(one.bare for one in marks) and not _begins_text(line[marks[0].start :]):
            return False
        first = _seen(self.pending.lines[0])
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
        found = begun(_seen(pending.lines[0]))
        self.marked = (*(one.label for one in found), *self.marked)[:_OPEN_MARKS]
        rows: list[list[str]] = [[]]
        for before in pending.lines:
            after = _HARD_BREAK.sub("", before)
            self._drop(later("line end"), before.rstrip()[len(after.rstrip()) :], pending.line)
            rows[-1].append(after)
            if after != before:
                rows.append([])
        text = _BREAK.join(whole for row in rows if (whole := joined(row)))
        self._block(text, pending.line, indent=pending.indent, broken=tuple(pending.lines))

    def _table(self, line: str, number: int) -> None:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        self._drop(later("table"), "|" * len(re.findall(r"(?<!\\)\|", line)), number)
        self._drop(later("table"), "\\" * line.count("\\|"), number)
        text = " ".join(cell.replace("\\|", "|") for cell in cells)
        text = self._plain(text, number)[0].replace(_BREAK, " ")
        before = self.result.blocks[-1] if self.result.blocks else None
        if before is None or not before.fixed:
            self.result.doubts.append(
                doubt(
                    "table",
                    say("a table stands here; each row is carried as one line"),
                    say("check how it reads; a clause holds text, not tables"),
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
        whole, lead = (text, 0) if fixed else self._plain(text.strip(EDGES), number)
        rows = [whole] if fixed or level is not None else whole.split(_BREAK)
        rows = [row.replace(_BREAK, " ") for row in rows if row.strip(_BREAK + EDGES)]
        for at, plain in enumerate(rows):
            self.result.blocks.append(
                SourceBlock(
                    text=plain.strip(EDGES),
                    generated=generated if at == 0 else "",
                    place=Place(file=self.result.file, line=number),
                    level=level,
                    lead=min(lead, len(plain)) if at == 0 else 0,
                    indent=indent,
                    fixed=fixed,
                    lines=broken if broken and len(rows) == 1 else (plain,),
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
        self._drop(later("list number"), match[0], line)
        return f"{top.last}{match['stop']}"

    # Markup inside a line

    def _plain(self, text: str, number: int) -> tuple[str, int]:
        """A line as printed, and how many characters of its beginning are in bold."""
        text = self._as_shown(self._linked(self._noted(text, number), number), number)
        strong = next(_STRONG.found(text), None) if text.startswith(("**", "__")) else None
        if strong is not None and strong.start == 0 and not _OUR_OWN.search(text):
            end = 2 + len(strong.inner)
            text = f"{text[:end]}{_STANDS_OUT}{text[end:]}"
        whole = self._unmarked(text, number)
        before, stands_out, after = whole.partition(_STANDS_OUT)
        lead = len(before.lstrip(EDGES)) if stands_out and after.strip(EDGES) else 0
        return before.lstrip(EDGES) + after, lead

    def _unmarked(self, text: str, number: int) -> str:
        def drop(match: re.Match[str]) -> str:
            self._drop(later("emphasis"), match["mark"] * 2, number)
            return match["text"]

        def unbold(pair: MarkPair) -> str:
            self._drop(later("emphasis"), pair.opening[0] * 2, number)
            return pair.inner

        def tag(match: re.Match[str]) -> str:
            self._drop(later("HTML"), match[0], number)
            name = match["tag"].lower()
            if name in _COUNTING and not match[0].startswith("</"):
                self.result.doubts.append(
                    doubt(
                        "html-inside",
                        say(
                            "a table is written in HTML here; its lines are carried, "
                            "without the marks that a browser puts before them"
                        )
                        if name == "table"
                        else say(
                            "a list is written in HTML here; its lines are carried, "
                            "without the marks that a browser puts before them"
                        ),
                        say("compare with how it is printed, or import the page as .html"),
                        Place(file=self.result.file, line=number),
                    )
                )
            if name in ("td", "th"):
                return " "
            return _BREAK if _BREAKING.fullmatch(name) else ""

        held: list[str] = []

        def hold(text: str) -> str:
            match = _ESCAPE.fullmatch(text)
            held.append(text if match is None else self._meant(match, number))
            return f"\ue000{len(held) - 1}\ue001"

        def back(match: re.Match[str]) -> str:
            return held[int(match[1])]

        if "\ue000" in text:
            return text
        # Marks may stand around code and links, so these stand aside meanwhile.
        kept: list[str] = []
        done = 0
        for begin, end in _spans(text, _ASIDE):
            kept += (text[done:begin], hold(text[begin:end]))
            done = end
        result = "".join((*kept, text[done:]))
        result = _TAG.sub(tag, result)
        for match in _NO_TAG.finditer(result):
            self.result.doubts.append(
                doubt(
                    "html-unknown",
                    say(
                        "{text!r} would be taken for a tag of HTML, and not be shown; it "
                        "is carried as it stands",
                        text=match[0],
                    ),
                    say("write what is meant, or \\< before a text in angle brackets"),
                    Place(file=self.result.file, line=number),
                )
            )
        result = _STRONG.sub(unbold, result)
        result = _EMPHASIS.sub(drop, result)
        return _HELD.sub(back, result)

    def _meant(self, match: re.Match[str], number: int) -> str:
        """The character that a backslash, a name or a number stands for; the rest is markup."""
        shown = _character(match)
        if match["sign"]:
            self._drop(later("backslash"), "\\", number)
        elif shown != match[0]:
            self._drop(later("entity"), match[0][: len(match[0]) - size(shown)], number)
        return shown

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

        def left(piece: str) -> str:
            """What goes no further, as it would be shown."""
            return _ESCAPE.sub(lambda match: self._meant(match, number), real(piece))

        def hide(pair: MarkPair) -> str:
            self._drop(later("HTML"), pair.around, number)
            self.result.leave_out(
                later("hidden text"), left(pair.inner), say("it is not shown"), place
            )
            return ""

        def reading(match: re.Match[str]) -> str:
            self._drop(later("HTML"), _around(match), number)
            why = say("the reading printed above the characters")
            self.result.leave_out(later("reading aid"), left(match["text"]), why, place)
            return ""

        def strike(pair: MarkPair) -> str:
            self._drop(later("strikethrough"), pair.around, number)
            if self.result.struck == "keep":
                self.result.strike(_ESCAPE.sub(_character, real(pair.inner)), place)
                return pair.inner
            self.result.strike(left(pair.inner), place)
            return ""

        def raise_(match: re.Match[str]) -> str:
            rows = match["text"], match["above"], match["below"]
            inner = next(one for one in rows if one is not None)
            below = match["below"] is not None or (match["tag"] or "").lower() == "sub"
            said = _ESCAPE.sub(_character, real(inner))
            shown, doubts = written(
                said,
                -1 if below else 1,
                before=text[max(match.start() - 1, 0) : match.start()],
                place=place,
            )
            if match["text"] is None and doubts:
                # One mark around words may be raised text, struck text or a mere sign.
                self.result.doubts.append(
                    doubt(
                        "raised-text",
                        say(
                            "{text!r} may be raised or struck text in another Markdown; it "
                            "is carried as it stands",
                            text=real(match[0]),
                        ),
                        say("compare with how it is printed, and write what is meant"),
                        place,
                    )
                )
                return match[0]
            self.result.doubts += doubts
            self._drop(later("raised text"), _around(match, inner), number)
            if shown == said:
                return inner
            left(inner)
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


def _outside_fences(lines: list[str], first: int) -> Iterator[tuple[int, bool]]:
    """The lines from ``first`` on, by their places; whether a fence begins or ends there.

    What stands between fences is code, and is passed over.
    """
    fence = ""
    for at in range(first, len(lines)):
        mark = lines[at].strip(" \t")[:3]
        if fence or re.match(r" {0,3}(?:```|~~~)", lines[at]):
            if not fence or mark == fence:
                yield at, True
            fence = ("" if mark == fence else fence) if fence else mark
        else:
            yield at, False


def _end_of(lines: list[str], first: int, tag: str) -> int | None:
    """The line in which an element ends that begins in ``first``; None where it never does."""
    depth = 0
    mark = re.compile(rf"<(?P<end>/?){tag}(?=[\s>])", re.IGNORECASE)
    for at in range(first, len(lines)):
        for match in mark.finditer(lines[at]):
            depth += -1 if match["end"] else 1
            if depth == 0:
                return at
    return None


def _label(text: str) -> str:
    """The label of a link as others are compared with it."""
    return " ".join(text.split()).casefold()


def _character(match: re.Match[str]) -> str:
    r"""The character that is meant by ``\*``, ``&sect;`` or ``&#167;``; a name of none is text."""
    if match["sign"]:
        return match["sign"]
    if match["name"]:
        return html5.get(f"{match['name']};", match[0])
    code = int(match["code"]) if match["code"] else int(match["hex"], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _seen(line: str) -> str:
    """A line as far as its beginning tells what it begins: without marks around its characters."""
    if "*" in line or "_" in line:
        line = _EMPHASIS.sub(r"\g<text>", _STRONG.sub(lambda pair: pair.inner, line))
    line = re.sub(r"^(?:[*_]+|<[a-zA-Z][^<>]*>)+", "", line)
    return _ESCAPE.sub(_character, line).lstrip(EDGES)


def _is_open(lines: list[str]) -> bool:
    """Whether marks that stand in pairs were opened in lines and not closed."""
    open_: list[str] = []
    for match in _OPENS.finditer(_ESCAPE.sub("", " ".join(lines))):
        mark = match[0].lower()
        if mark.startswith("<") and not mark.startswith("</"):
            open_.append(mark[1:])
        elif (kind := mark.removeprefix("</")) in open_:
            open_.remove(kind)
        elif not mark.startswith("<"):
            open_.append(mark)
    return bool(open_)


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
