"""Reading HTML: blocks as a browser breaks them, with the numbers that lists print."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from amendtool.articles.text.encoding import decode
from amendtool.errors import Place
from amendtool.importing.blocks import EDGES, SourceBlock, SourceDocument, doubt, size
from amendtool.importing.word.numerals import printed

_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul caption".split()
)
_SILENT: Final = {
    "script": "a program", "style": "a style sheet", "template": "not shown", "title": "the title "
    "of the window", "noscript": "not shown", "head": "not shown", "textarea": "a form",
    "select": "a form", "nav": "links to the parts of the page", "svg": "a picture",
}  # fmt: skip
_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
_FORMS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CSS_FORMS: Final = {
    "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman", "katakana": "aiueoFullWidth", "katakana-iroha": "irohaFullWidth",
    "cjk-decimal": "ideographDigital", "cjk-ideographic": "japaneseCounting",
    "japanese-informal": "japaneseCounting", "none": "none",
}  # fmt: skip
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_web(data: bytes, *, file: str) -> SourceDocument:
    """The blocks of an HTML page.

    Raises:
        InputError: when it is not in UTF-8.
    """
    text, _ = decode(data, file=file)
    reader = _WebReader(file)
    reader.feed(text)
    reader.close()
    reader.finish()
    return reader.result


@dataclass(slots=True)
class _WebList:
    form: str | None
    """None for bullets."""
    next: int = 1
    step: int = 1


@dataclass(slots=True)
class _Text:
    parts: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)


class _WebReader(HTMLParser):
    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.result = SourceDocument(format="html", file=file)
        self.text = _Text()
        self.line = 1
        self.open: list[str] = []
        self.lists: list[_WebList] = []
        self.level: int | None = None
        self.centred = False
        self.bold = 0
        self.silent: list[tuple[str, str]] = []
        """The open element whose text is not shown, and why; with those inside it."""
        self.hidden: list[str] = []
        self.mark = ""
        self.row: list[str] | None = None
        self.tables = 0
        self.pre = 0

    # Tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.silent:
            if tag not in _VOID:
                self.silent.append((tag, self.silent[0][1]))
            return
        why = _SILENT.get(tag)
        if why is None and ("hidden" in given or _HIDDEN.search(given.get("style", ""))):
            why = "hidden"
        if why is not None and tag not in _VOID and tag != "head":
            self.silent.append((tag, why))
            return
        if tag == "br":
            self._flush()
            return
        if tag in ("b", "strong"):
            self.bold += 1
        if tag in _BLOCKS:
            self._flush()
            self._begin(tag, given)
        elif tag == "img":
            self.result.total += size(given.get("alt", ""))
            self.result.leave_out("picture", given.get("alt", ""), "a picture", self._place())

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        style = given.get("style", "")
        if re.fullmatch("h[1-6]", tag):
            self.level = int(tag[1])
        self.centred = tag == "center" or "center" in (given.get("align", ""), *style.split())
        if tag in ("ol", "ul"):
            shape = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", style)
            form = _FORMS.get(given.get("type", ""), "decimal") if tag == "ol" else None
            if shape is not None:
                form = _CSS_FORMS.get(shape[1], form)
            start = given.get("start", "")
            begin = int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
            self.lists.append(_WebList(form=form, next=begin))
        elif tag == "li" and self.lists:
            current = self.lists[-1]
            value = given.get("value", "")
            if re.fullmatch(r"[0-9]{1,6}", value):
                current.next = int(value)
            form = current.form
            if form is None:
                self.mark = "•"
            elif form != "none":
                number = printed(current.next, _FORMS.get(given.get("type", ""), form))
                self.mark = f"{number}."
            current.next += current.step
        elif tag == "table":
            self.tables += 1
        elif tag == "tr":
            self.row = []
        elif tag == "pre":
            self.pre += 1

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            names = [name for name, _ in self.silent]
            if tag in names:
                at = len(names) - 1 - names[::-1].index(tag)
                kind, why = self.silent[0]
                del self.silent[at:]
                if not self.silent:
                    self.result.leave_out(kind, "".join(self.hidden), why, self._place())
                    self.hidden = []
            return
        if tag in ("b", "strong"):
            self.bold = max(self.bold - 1, 0)
        if tag not in _BLOCKS:
            return
        self._flush()
        if re.fullmatch("h[1-6]", tag):
            self.level = None
        elif tag in ("ol", "ul") and self.lists:
            self.lists.pop()
            self.mark = ""
        elif tag == "li":
            self.mark = ""
        elif tag == "tr" and self.row is not None:
            row, self.row = self.row, None
            self._row(row)
        elif tag == "table":
            self.tables = max(self.tables - 1, 0)
        elif tag == "pre":
            self.pre = max(self.pre - 1, 0)

    def _row(self, row: list[str]) -> None:
        text = " ".join(row)
        if not text.strip():
            return
        if not (self.result.blocks and self.result.blocks[-1].fixed):
            self.result.doubts.append(
                doubt(
                    "table",
                    "a table stands here; each row is carried as one line",
                    "check how it reads; a clause holds text, not tables",
                    self._place(),
                )
            )
        self.result.blocks.append(SourceBlock(text=text, place=self._place(), fixed=True))

    # Text

    def handle_data(self, data: str) -> None:
        self.result.total += size(data)
        if self.silent:
            self.hidden.append(data)
            return
        if self.pre and "\n" in data:
            for at, line in enumerate(data.split("\n")):
                if at:
                    self._flush()
                self._add(line)
            return
        self._add(data)

    def _add(self, data: str) -> None:
        if not any(self.text.parts) or not "".join(self.text.parts).strip():
            self.line = (
                self.getpos()[0] + len(data[: len(data) - len(data.lstrip())].split("\n")) - 1
            )
        self.text.parts.append(data)
        self.text.bold.append(self.bold > 0)

    def handle_comment(self, data: str) -> None:
        self.result.total += size(data)
        self.result.leave_out("comment", data, "a comment is not shown", self._place())

    def _flush(self) -> None:
        text, self.text = self.text, _Text()
        whole = "".join(text.parts)
        if not whole.strip(EDGES):
            return
        lead = 0
        pieces = list(zip(text.parts, text.bold, strict=True))
        while pieces and (pieces[0][1] or not pieces[0][0].strip()):
            lead += len(_spaced(pieces.pop(0)[0]))
        plain = _spaced(whole)
        if self.row is not None:
            self.row.append(plain)
            return
        mark, self.mark = self.mark, ""
        self.result.blocks.append(
            SourceBlock(
                text=plain,
                place=self._place(self.line),
                generated=mark,
                level=self.level,
                lead=lead if lead < len(plain) else 0,
                indent=2 * len(self.lists),
                centred=self.centred,
                lines=(plain,),
            )
        )

    def finish(self) -> None:
        """Take what stands behind the last tag, and an element that was never closed."""
        self._flush()
        if self.row:
            self._row(self.row)
        if self.hidden:
            self.result.leave_out(
                self.silent[0][0], "".join(self.hidden), self.silent[0][1], self._place()
            )

    def _place(self, line: int | None = None) -> Place:
        return Place(file=self.result.file, line=line or self.getpos()[0])


def _spaced(text: str) -> str:
    """A text with its line ends as spaces, or as nothing between Japanese letters."""
    wide = r"[\u3000-\u9fff\uf900-\uffef]"
    return re.sub(rf"(?<={wide})\s*\n\s*(?={wide})", "", text).replace("\n", " ").strip(EDGES)
