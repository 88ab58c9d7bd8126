"""Reading HTML: what a browser shows, block by block, with the numbers that lists print."""

from __future__ import annotations

import re
from dataclasses import field, replace
from html.parser import HTMLParser
from typing import Final, Literal

from amendtool.articles.charter import DEEPEST
from amendtool.articles.text.encoding import decode
from amendtool.errors import InputError, Place, Problem
from amendtool.importing.blocks import (
    EDGES,
    LeftOut,
    SourceBlock,
    SourceDocument,
    Struck,
    doubt,
    other_side,
    size,
)
from amendtool.importing.charset import declared_charset, decoded
from amendtool.importing.css import (
    BULLETS,
    FORMS,
    CssCounters,
    SheetRule,
    StyleSheet,
    counter_pairs,
    ending,
)
from amendtool.importing.raised import written
from amendtool.importing.selectors import Totals, WebElement
from amendtool.importing.web_colours import Colour, colour_of, faint, ground_of, off_page, size_of
from amendtool.importing.web_lists import (
    LISTS,
    PLAIN,
    TYPES,
    WebList,
    counts_down,
    integer,
    shown_number,
    web_list,
)
from amendtool.importing.word.symbols import UNKNOWN, is_symbol_font, sign_of
from amendtool.messages import later, say
from amendtool.patterns import compiled
from amendtool.values import dataclass

_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul caption dir".split()
)
_SILENT: Final = {
    "script": later("a program"), "style": later("a style sheet"),
    "template": later("not shown"), "title": later("the title of the window"),
    "noscript": later("not shown"), "head": later("not shown"), "textarea": later("a form"),
    "select": later("a form"), "nav": later("links to the parts of the page"),
    "svg": later("a picture"), "canvas": later("a picture"), "audio": later("a sound"),
    "video": later("a film"), "iframe": later("another page"),
    "rt": later("the reading printed above the characters"),
    "rtc": later("the reading printed above the characters"),
    "rp": later("brackets for a browser that cannot print readings"),
}  # fmt: skip
_OBJECTS: Final = frozenset("audio canvas embed iframe object video".split())
"""What shows something that is no text of the page."""
_END_OPTIONAL: Final = frozenset(
    "body colgroup dd dt head html li optgroup option p rp rt rtc "
    "tbody td tfoot th thead tr".split()
)
"""What need not be ended (HTML, 13.1.2.4)."""
_MOST_DOUBTS: Final = 20
"""So many elements are doubted for one rule."""
_AIDS: Final = frozenset(("rt", "rp", "rtc"))
_DEEPEST: Final = 1000
"""So many elements may stand in one another; browsers give up at half of it."""
_GOOGLE_NOTE: Final = compiled("(?P<kind>ftnt|cmnt)[0-9]+")
_COMMENTED: Final = compiled("cmnt_ref[0-9]+|_anchor_[0-9]+")
"""Marks of comments in the text."""
# The parser makes a number of all its digits, however many there are.
_LONG_CHARACTER: Final = compiled("&#[0-9]{10,}")
_CONTENTS_ID: Final = compiled(
    r"(?:Table of Contents|目次|Inhaltsverzeichnis|Table des matières)[0-9]+(?:_Head)?",
    re.IGNORECASE,
)
_CONTENTS_CLASS: Final = compiled(r"MsoToc(?:[1-9]|Heading)")
_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
_STRUCK: Final = frozenset(("s", "strike", "del"))
_IMPLIED: Final = {
    "li": (frozenset(("li",)), LISTS),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "tr": (frozenset(("tr",)), frozenset(("table",))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "rt": (frozenset(("rt", "rp")), frozenset(("ruby",))),
    "rp": (frozenset(("rt", "rp")), frozenset(("ruby",))),
}
"""What a tag ends that begins, and within what: nobody has to write these end tags."""
_MOST_SHOWN: Final = 80
_QUOTES: Final = frozenset("\"'<")
_ELEMENTS: Final = frozenset(
    (
        "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound "
        "big blink blockquote body br button canvas caption center cite code col colgroup "
        "command content data datalist dd del details dfn dialog dir div dl dt element em embed "
        "fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head "
        "header hgroup hr html i iframe image img input ins isindex kbd keygen label layer "
        "legend li link listing main map mark marquee math menu menuitem meta meter multicol "
        "nav nextid nobr noembed noframes noscript object ol optgroup option output p param "
        "picture plaintext portal pre progress q rb rbc rp rt rtc ruby s samp script search "
        "section select shadow slot small source spacer span strike strong style sub summary "
        "sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul "
        "var video wbr xml xmp"
    ).split()
)
"""The elements of HTML, of today and of before; those of others have a hyphen or a prefix."""
_ALONE: Final = frozenset(
    (
        "allowfullscreen async autofocus autoplay border checked compact contenteditable "
        "controls crossorigin declare default defer disabled download draggable formnovalidate "
        "hidden inert ismap itemscope loop multiple muted nohref nomodule noresize noshade "
        "novalidate nowrap open playsinline popover readonly required reversed seamless "
        "selected sortable spellcheck translate alt class id style title value href name lang "
        "dir"
    ).split()
)
"""The attributes that stand without a value, by the rules or by the habit of programs."""
_MOST_ENDLESS: Final = 20
"""Tags that do not end, behind which a page is no page."""
_CHANGED: Final = {"del": "accept", "ins": "reject"}
"""The side of the changes on which what an element holds is not there."""
_ASIDE: Final = {  # what Word writes apart from the text when it saves a page
    "comment": later("a comment is no part of the text"),
    "comment-list": later("a comment is no part of the text"),
    "header": later("printed at the top of every page"),
    "footer": later("printed at the bottom of every page"),
}  # fmt: skip


def read_web(
    data: bytes,
    *,
    file: str,
    changes: Literal["accept", "reject"] | None = None,
    struck: Struck | None = None,
) -> SourceDocument:
    """The blocks of an HTML page, in the encoding that it declares.

    With ``changes`` what stands in ``del`` and ``ins`` is a tracked change; else ``del`` is
    struck text.

    Raises:
        InputError: ``not-utf-8`` when it is in no encoding that it declares, nor in UTF-8.
    """
    reader = _WebReader(file, changes, struck, None)
    reader.read(reader.decoded(data))
    if reader.late or reader.sheet.behind or reader.items:
        # A rule may stand behind what it is about, or ask for what stands behind that; and a list
        # that counts down begins with the number of its items.
        sheet, items = reader.sheet, reader.items
        sheet.totals = reader.totals
        reader = _WebReader(file, changes, struck, sheet)
        reader.items = items
        reader.read(reader.decoded(data))
    return reader.result


def _is_word(name: str) -> bool:
    """Whether an attribute without a value is none, but a word of a text in angle brackets."""
    return name not in _ALONE and name.replace(",", "").replace(".", "").isalpha()


@dataclass(slots=True)
class _Text:
    parts: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    shown: bool = False
    """Whether it holds more than space."""
    note: str = ""
    """Of which kind of note it is text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _WebLook:
    """How the text of an element is shown, with what it inherits."""

    hidden: str = ""
    """Why it is not shown; '' where it is."""
    kind: str = ""
    """What it is reported as: the tag that hides it, a reading aid, a comment."""
    gone: bool = False
    """Hidden for good: nothing inside is shown either."""
    folded: bool = False
    """Of a ``details`` that is closed: its summary alone is shown."""
    struck: bool = False
    raised: int = 0
    case: str = "none"
    small_capitals: bool = False
    bold: bool = False
    list_style: str = ""
    mark: bool = False
    """The number of a list, which Word writes as text with spaces behind it."""
    note: str = ""
    """Of which kind of note it is text: a footnote or an endnote."""
    inset: int = 0
    """How many levels farther in than its surroundings a page of ours prints it."""
    font: str = ""
    size: float = 16
    """How high its letters are, in pixels."""
    colour: Colour = (0, 0, 0)
    ground: Colour = (255, 255, 255)

    @property
    def faint(self) -> str:
        """Why nobody can read it though it is there."""
        return faint(self.colour, self.ground, self.size)


@dataclass(slots=True)
class _Open:
    element: WebElement
    look: _WebLook
    after: str = ""
    """What the style sheet prints behind the element."""
    last: WebElement | None = None
    """The last of the elements in it, and how many there are, in all and of each tag."""
    inner: int = 0
    of_tag: dict[str, int] = field(default_factory=dict)
    holds: bool = False
    """Whether it holds text of its own."""
    line: int = 0
    unseen: int = 0
    """How many characters had not been shown where it begins."""
    within_hidden: bool = False


def _shortened(match: re.Match[str]) -> str:
    """A number of a character without zeros in front; one too large stays too large."""
    return f"&#{match[0][2:].lstrip('0')[:8] or '0'}"


class _WebReader(HTMLParser):
    def __init__(
        self,
        file: str,
        changes: Literal["accept", "reject"] | None,
        struck: Struck | None,
        sheet: StyleSheet | None,
    ) -> None:
        super().__init__(convert_charrefs=True)
        self.result = SourceDocument(format="html", file=file, struck=struck)
        self.endless = 0
        """How many tags did not end."""
        self.changes = changes
        self.text = _Text()
        self.line = 1
        self.open: list[_Open] = []
        self.sheet = StyleSheet() if sheet is None else sheet
        self.whole = sheet is not None
        """Whether the rules of the page are known from reading it before."""
        self.late = False
        """Whether a style sheet stands behind text that was shown."""
        self.top = _Open(WebElement(tag=""), _WebLook())
        self.elements = 0
        self.totals = Totals()
        self.unread: dict[int, int] = {}
        """How often a rule was doubted, by what it is."""
        self.rules: list[str] = []
        """What was read of the style sheet that is open."""
        self.counters = CssCounters()
        self.lists: list[WebList] = []
        self.items: dict[int, int] = {}
        """How many items the lists have that count down from it, by the number of the element."""
        self.level: int | None = None
        self.centred = False
        self.right = False
        self.hidden: list[tuple[str, str, str]] = []
        self.unseen = 0
        """How many characters were in elements that are not shown."""
        """Texts that are not shown: what kind, why, and the text."""
        self.struck: list[str] = []
        """The pieces of the passage that is struck through."""
        self.mark = ""
        self.row: list[str] | None = None
        self.row_table = 0
        """How many tables were open where the row began."""
        self.cell = False
        self.stray = False
        """Whether the row holds text outside of its cells."""
        self.tables = 0
        self.pre = 0
        self.small = 0

    def decoded(self, data: bytes) -> str:
        """The text of the page; what its encoding is said to be is a note."""
        label, name = declared_charset(data)
        text = decoded(data, name) if name not in (None, "utf-8") else None
        if text is not None and not (name != "utf-16" and _is_utf8(data)):
            self._said(
                code="encoding-declared",
                message=say("the page says that it is in {label}, and is read so", label=label),
                severity="note",
            )
            return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        try:
            text, _ = decode(data, file=self.result.file)
        except InputError:
            if text is None:
                raise
            return text
        if name != "utf-8" and not data.isascii():
            self._said(
                code="encoding-differs",
                message=say(
                    "the page says that it is in {label}, and is in UTF-8; it is read as UTF-8",
                    label=label,
                ),
            )
        return text

    def _said(
        self, *, code: str, message: str, severity: Literal["warning", "note"] = "warning"
    ) -> None:
        self.result.doubts.append(
            doubt(
                code,
                message,
                say("compare the characters with the original"),
                Place(file=self.result.file),
                severity=severity,
            )
        )

    def read(self, text: str) -> None:
        """Read a whole page."""
        self.feed(_LONG_CHARACTER.sub(_shortened, text))
        self.close()
        self.finish()

    # Tags

    def _element(self, tag: str, given: dict[str, str]) -> WebElement:
        """An element that begins, with its place among those in the same one."""
        around = self.open[-1] if self.open else self.top
        self.elements += 1
        around.inner += 1
        around.of_tag[tag] = around.of_tag.get(tag, 0) + 1
        around.last = WebElement(
            tag=tag, classes=frozenset(given.get("class", "").split()), name=given.get("id", ""),
            attributes=given, before=around.last, at=around.inner, at_of_tag=around.of_tag[tag],
            number=self.elements, around=around.element.number,
        )  # fmt: skip
        self.totals.elements.append(around.last)
        return around.last

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if not (self.open and self.open[-1].look.hidden):
            self._look_for_words(tag, attrs)
        if tag == "img":
            self.result.total += size(given.get("alt", ""))
            self.result.leave_out(
                later("picture"), given.get("alt", ""), say("a picture"), self._place()
            )
            if not (self.open and self.open[-1].look.hidden):
                self._said_here(
                    code="picture", message=say("a picture stands here and is left out")
                )
        if not (self.open and self.open[-1].look.hidden):
            self._show_apart(tag, given)
        self._close_implied(tag)
        around = self.open[-1].look if self.open else _WebLook()
        if tag == "br" and not around.hidden:
            self._flush()
        if tag == "link" and "stylesheet" in given.get("rel", "").lower().split():
            self._apart(given)
        entry = _Open(self._element(tag, given), around)
        entry.line, entry.unseen = self.getpos()[0], self.unseen
        entry.within_hidden = bool(around.hidden)
        self.open.append(entry)
        if len(self.open) > _DEEPEST:
            raise InputError(
                Problem(
                    code="html-too-deep",
                    message=say(
                        "more than {deepest} elements stand in one another here, which no "
                        "page needs",
                        deepest=_DEEPEST,
                    ),
                    hint=say(
                        "end the elements that are open, or save the page anew from a browser"
                    ),
                    place=self._place(),
                )
            )
        path = [one.element for one in self.open]
        said = self.sheet.of(path, given.get("style", ""))
        entry.look = self._look(tag, given, said, around)
        if entry.look.folded:
            self._flush()
            self._said_here(
                code="folded-text",
                message=say(
                    "text that is folded away stands here (details); it is left out, for the "
                    "page does not show it until somebody unfolds it"
                ),
            )
        if tag == "a" and (own := _GOOGLE_NOTE.fullmatch(given.get("id", ""))) is not None:
            self._turn(own["kind"])
        if not entry.look.hidden:
            self._shown(entry, given, said, path)
            if self.sheet.uncertain:
                self._doubt_rules(path)
        elif tag == "li" and said.get("visibility") == "hidden" and not around.hidden:
            self._item(given, said, entry.look)  # it has its place and its number, unseen
            self.mark = ""
        if tag in _VOID:
            self._count(self.open.pop())

    def _show_apart(self, tag: str, given: dict[str, str]) -> None:
        """Doubt what shows something that is no text of the page: a form, another page."""
        if tag in _OBJECTS:
            self._said_here(
                code="picture",
                message=say("a picture or object stands here and is left out"),
            )
        elif tag in ("select", "textarea"):
            self._said_here(
                code="form-field",
                message=say("a field of a form stands here; what it holds is left out"),
            )
        elif tag == "input":
            kind = given.get("type", "text").lower()
            shown = given.get("value", "") or given.get("placeholder", "")
            if kind in ("checkbox", "radio"):
                shown = "☒" if "checked" in given else "☐"
            if kind not in ("hidden", "submit", "button", "reset", "image"):
                self._said_here(
                    code="form-field",
                    message=say(
                        "a field of a form stands here, which shows {text!r}; it is left out",
                        text=shown,
                    ),
                )

    def _turn(self, kind: str) -> None:
        """Take the elements around for a note or a comment, whose mark alone tells it.

        So Google Docs writes them: a ``div`` with paragraphs, the first of which begins so.
        """
        for entry in reversed(self.open):
            if entry.element.tag not in ("a", "p", "span", "sup", "div"):
                return
            if kind == "ftnt":
                entry.look = replace(entry.look, note="footnote")
            else:
                entry.look = replace(
                    entry.look, hidden=say(_ASIDE["comment"]), kind="comment", gone=True
                )
            if entry.element.tag == "div":
                return

    def _count(self, entry: _Open) -> None:
        """Keep what an element holds, for selectors that ask for what stands behind."""
        self.totals.counts[entry.element.number] = entry.inner, entry.of_tag, entry.holds

    def _apart(self, given: dict[str, str]) -> None:
        """Say that a style sheet stands outside of the page, and is not followed."""
        if given.get("media", "").strip().lower() != "print" and -1 not in self.unread:
            self.unread[-1] = 1
            self._said_here(
                code="style-apart",
                message=say(
                    "the page has a style sheet outside of it, which is not read; what that "
                    "hides or numbers is not known"
                ),
                severity="note",
            )

    def _doubt_rules(self, path: list[WebElement]) -> None:
        """Doubt an element that a rule may be about which is not followed."""
        for rule in self.sheet.doubtful(path):
            seen = self.unread[id(rule)] = self.unread.get(id(rule), 0) + 1
            if seen <= (1 if rule.said == "on paper" else _MOST_DOUBTS):
                self._said_here(
                    code="print-differs" if rule.said == "on paper" else "style-unread",
                    message=_unread(rule),
                )

    def _shown(
        self, entry: _Open, given: dict[str, str], said: dict[str, str], path: list[WebElement]
    ) -> None:
        """Begin an element that is shown: its block, its counters, what is printed before it."""
        tag, depth = entry.element.tag, len(self.open)
        if tag in _BLOCKS:
            self._flush()
            self._begin(tag, given, said, entry.look)
        self.counters.begin(said, depth)
        if tag == "li":
            if self.lists and (rows := self.counters.values.get("list-item")):
                rows[-1][1] = self.lists[-1].next - self.lists[-1].step
            marker = self.sheet.of(path, pseudo="marker").get("content", "normal")
            if marker != "normal" and self.mark:
                self.mark = self.counters.content(marker, given).strip()
        before = self.sheet.of(path, pseudo="before")
        self.counters.begin(before, depth + 1)
        shown = self.counters.content(before.get("content", ""), given)
        after = self.sheet.of(path, pseudo="after")
        entry.after = after.get("content", "")
        if tag == "q":
            shown, entry.after = shown or "“", entry.after or '"”"'
        if not shown.strip():
            return
        if tag in _BLOCKS:
            self.mark = f"{self.mark} {shown.strip()}".strip()
        else:
            self._computed(shown, entry.look)

    def _look(
        self, tag: str, given: dict[str, str], said: dict[str, str], around: _WebLook
    ) -> _WebLook:
        """How an element looks: its tag, its attributes, the style sheet, what is around it."""
        if around.gone:
            return around
        why, kind = None if tag not in _SILENT else say(_SILENT[tag]), tag
        if tag == "head":
            why = None  # what it holds is not shown each for a reason of its own
        if kind in _AIDS:
            kind = later("reading aid")
        first = len(self.open) > 1 and self.open[-2].of_tag.get("summary") == 1
        if around.folded and tag == "summary" and first:
            around = replace(around, hidden="", kind="", folded=False)
        elif around.folded:
            return replace(around, gone=True, folded=False)
        if why is None and tag == "details" and "open" not in given and not around.hidden:
            return replace(around, hidden=say("folded away"), kind=tag, folded=True)
        if why is None and tag == "dialog" and "open" not in given:
            why = say("hidden")
        if why is None and ("hidden" in given or "popover" in given):
            why = say("hidden")
        if why is None and (said.get("display") == "none" or off_page(said)):
            why = say("hidden")
        if why is None and (aside := _ASIDE.get(said.get("mso-element", ""))) is not None:
            why, kind = say(aside), said["mso-element"].removesuffix("-list")
        if why is None and (apart := _apart_from_text(tag, given)) is not None:
            why, kind = apart
        if why is None and self.changes is not None and _CHANGED.get(tag) == self.changes:
            why, kind = other_side(self.changes), later("tracked change")
        if why is not None and tag not in _VOID:
            return replace(around, hidden=why, kind=kind, gone=True)
        unseen = said.get("visibility") in ("hidden", "collapse") or said.get("mso-hide") == "all"
        seen = said.get("visibility") == "visible" or said.get("mso-hide") == "none"
        decoration = f"{said.get('text-decoration', '')} {said.get('text-decoration-line', '')}"
        height = said.get("mso-text-raise") or said.get("vertical-align", "")
        raised = {"sup": 1, "sub": -1}.get(tag, around.raised)
        if height in ("super", "sub"):
            raised = 1 if height == "super" else -1
        elif re.match(r"-?[0-9.]*[1-9]", height) and tag not in ("td", "th", "tr"):
            raised = -1 if height.startswith("-") else 1
        elif tag in ("sup", "sub") and height == "baseline":
            raised = around.raised
        weight = said.get("font-weight", "") if tag not in _BLOCKS else ""
        variant = f"{said.get('font-variant', '')} {said.get('font-variant-caps', '')}".split()
        return replace(
            around,
            kind=tag if unseen else around.kind,
            hidden=say("hidden") if unseen else "" if seen else around.hidden,
            struck=around.struck
            or "line-through" in decoration.split()
            or (tag in _STRUCK and not (tag == "del" and self.changes)),
            raised=raised,
            case=said.get("text-transform", around.case).lower(),
            small_capitals=("small-caps" in variant or "all-small-caps" in variant)
            if variant
            else around.small_capitals,
            bold=tag in ("b", "strong")
            or (around.bold if not weight else weight in ("bold", "bolder", "600", "700", "800",
                                                          "900")),
            list_style=_list_style(said) or ("" if tag in LISTS else around.list_style),
            mark=around.mark or said.get("mso-list", "").lower() == "ignore",
            note=around.note or _note(tag, given, said),
            inset=min(int(said["--level"]), DEEPEST)
            if said.get("--level", "").isdecimal()
            else around.inset,
            font=said.get("font-family", given.get("face", around.font))
            .split(",")[0]
            .strip("\"' "),
            size=size_of(said.get("font-size", ""), around.size),
            colour=colour_of(said.get("color", given.get("color", "")), around.colour),
            ground=ground_of(
                said.get("background-color") or said.get("background", given.get("bgcolor", "")),
                around.ground,
            ),
        )  # fmt: skip

    def _begin(self, tag: str, given: dict[str, str], said: dict[str, str], look: _WebLook) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.level = int(tag[1])
        self.centred = tag == "center" or "center" in (
            given.get("align", ""), said.get("text-align", ""),
        )  # fmt: skip
        self.right = said.get("text-align", given.get("align", "")) in ("right", "end")
        if tag in LISTS:
            number = self.open[-1].element.number
            current = web_list(tag, given, number, self.items.get(number))
            if counts_down(tag, given):
                self.items.setdefault(number, 0)
            self.lists.append(current)
            row = [len(self.open), current.next - current.step]
            self.counters.values.setdefault("list-item", []).append(row)
        elif tag == "li":
            self._item(given, said, look)
        elif tag == "table":
            self.tables += 1
        elif tag == "tr":
            self._end_row()
            self.row, self.row_table, self.cell, self.stray = [], self.tables, False, False
        elif tag in ("td", "th"):
            self.cell = True
        elif tag == "pre":
            self.pre += 1

    def _item(self, given: dict[str, str], said: dict[str, str], look: _WebLook) -> None:
        """Count an item of a list, and say what marks it."""
        if "list-item" not in said.get("display", "list-item"):
            return  # what is no item of a list in print has no mark there, and is not counted
        current = self.lists[-1] if self.lists else WebList(form=None, number=0)
        current.items += 1
        if (value := integer(given.get("value", ""))) is not None:
            current.next = value
        by = dict(counter_pairs(said.get("counter-increment", ""), 1)).get("list-item")
        to = dict(counter_pairs(said.get("counter-set", ""), 0)).get("list-item")
        if by is not None:
            current.next += by - current.step
        if to is not None:
            current.next = to
        style, form, kind = look.list_style, current.form, given.get("type", "")
        if kind in TYPES or kind.lower() in PLAIN:
            # The item's own attribute goes before what it inherits, and behind what it is told.
            form = TYPES.get(kind, "" if kind.lower() == "none" else None)
            style = _list_style(said)
        if style[:1] in ("'", '"'):
            self.mark = self.counters.content(style).strip()
        elif (style in BULLETS) if style else form is None:
            self.mark = "•"
        elif (form := FORMS.get(style, form or "decimal") if style or form else "none") != "none":
            if style and style not in FORMS:
                self._said_here(
                    code="list-unknown",
                    message=say(
                        "the numbers of this list are written in a way that is not known "
                        "here; they are written as 1, 2, 3"
                    ),
                )
            self.mark = f"{shown_number(current.next, form)}{ending(style)}"
        current.next += current.step

    def _said_here(
        self, *, code: str, message: str, severity: Literal["warning", "note"] = "warning"
    ) -> None:
        self.result.doubts.append(
            doubt(code, message, say("compare with the original"), self._place(), severity=severity)
        )

    def handle_endtag(self, tag: str) -> None:
        at = next(
            (at for at in reversed(range(len(self.open))) if self.open[at].element.tag == tag), None
        )
        if at is None:
            if tag in ("p", "br"):
                self._flush()
            return
        if tag in LISTS or tag == "li" or tag not in _BLOCKS:
            # What is inline and was never closed ends with its block, and not before it.
            inner = {one.element.tag for one in self.open[at + 1 :]}
            if tag not in _BLOCKS and inner & _BLOCKS:
                entry = self.open.pop(at)
                self._relook(at)
                self._end(entry)
                return
        self._require_ended(self.open[at + 1 :])
        self._end_from(at)

    def _relook(self, at: int) -> None:
        """Let what stays open no longer inherit from an inline element that ended inside it."""
        around = self.open[at - 1].look if at else _WebLook()
        for entry in self.open[at:]:
            if not entry.look.gone:
                entry.look = replace(
                    entry.look, struck=around.struck, raised=around.raised, bold=around.bold,
                    hidden=around.hidden,
                )  # fmt: skip

    def _close_implied(self, tag: str) -> None:
        """End what a browser ends where a tag begins: an item, a row, a cell, a paragraph."""
        closed, within = _IMPLIED.get(tag, (frozenset(), frozenset()))
        for at in reversed(range(len(self.open))):
            name = self.open[at].element.tag
            if name in within:
                break
            if name in closed:
                self._end_from(at)
                break
        if tag not in _BLOCKS:
            return
        for at in reversed(range(len(self.open))):
            name = self.open[at].element.tag
            if name == "p":
                self._end_from(at)
            if name in _BLOCKS:
                return

    def _end_from(self, at: int) -> None:
        while len(self.open) > at:
            self._end(self.open[-1], pop=True)

    def _end(self, entry: _Open, *, pop: bool = False) -> None:
        tag = entry.element.tag
        self._count(entry)
        if not entry.look.hidden:
            shown = self.counters.content(entry.after, entry.element.attributes)
            if shown.strip():
                self._computed(shown, entry.look)
            if tag in _BLOCKS:
                self._flush()
                self._finish(tag)
        elif tag in _BLOCKS and self.hidden:
            kind, why, _ = self.hidden[-1]
            self.hidden.append((kind, why, "\n"))  # what is reported has its lines too
        if tag == "style":
            if not self.whole:
                self.sheet.add("".join(self.rules), entry.element.attributes.get("media", ""))
                self.late = self.late or bool(self.result.blocks or self.text.shown)
            self.rules.clear()
        self.counters.end(len(self.open))
        if pop:
            self.open.pop()
        if entry.look.hidden and not (self.open and self.open[-1].look.hidden):
            self._tell_hidden()

    def _finish(self, tag: str) -> None:
        """What a block leaves behind when it ends."""
        if re.fullmatch("h[1-6]", tag):
            self.level = None
        elif tag in LISTS and self.lists:
            ended = self.lists.pop()
            if ended.number in self.items:
                self.items[ended.number] = ended.items
            self.mark = ""
        elif tag == "li":
            self.mark = ""
        elif tag in ("td", "th"):
            self.cell = False
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            if self.row_table == self.tables:
                self._end_row()
            self.tables = max(self.tables - 1, 0)
        elif tag == "pre":
            self.pre = max(self.pre - 1, 0)

    def _tell_hidden(self) -> None:
        """Report what was not shown, in one piece where it has one reason."""
        hidden, self.hidden = self.hidden, []
        rows: dict[tuple[str, str], list[str]] = {}
        for kind, why, text in hidden:
            rows.setdefault((kind, why), []).append(text)
        for (kind, why), texts in rows.items():
            text = re.sub(r"\n{2,}", "\n", "".join(texts)).strip("\n")
            self.result.leave_out(kind, text, why, self._place())

    def _end_row(self) -> None:
        """End a row, whether its end stands there or not; all its text has to be in cells.

        Otherwise nobody can say where the text belongs that stands in it: a page shows it
        outside of the table, or the row goes on behind a table within it.
        """
        row, self.row = self.row, None
        if not row:
            return
        if self.row_table == self.tables and not self.stray:
            self._row(row)
            return
        why = say("outside of its cells") if self.stray else say("with a table within it")
        self.result.lost.append(
            LeftOut(
                kind=later("a row of a table"), text=" ".join(row), why=why, place=self._place()
            )
        )

    def _row(self, row: list[str]) -> None:
        text = " ".join(row)
        if not text.strip():
            return
        if not (self.result.blocks and self.result.blocks[-1].fixed):
            self.result.doubts.append(
                doubt(
                    "table",
                    say("a table stands here; each row is carried as one line"),
                    say("check how it reads; a clause holds text, not tables"),
                    self._place(),
                )
            )
        self.result.blocks.append(SourceBlock(text=text, place=self._place(), fixed=True))

    # Text

    def handle_data(self, data: str) -> None:
        self.result.total += size(data)
        if self.open:
            self.open[-1].holds = True
        look = self.open[-1].look if self.open else _WebLook()
        if self.open and self.open[-1].element.tag == "style":
            self.rules.append(data)
        if look.hidden or not look.size:
            self.unseen += size(data)
            self.hidden.append(
                (
                    look.kind if look.hidden else later("hidden text"),
                    look.hidden or say("its letters have no height"),
                    data,
                )
            )
            if not look.hidden:
                self._tell_hidden()
            return
        if self.pre and "\n" in data:
            for at, line in enumerate(data.split("\n")):
                if at:
                    self._flush()
                self._add(line, look)
            return
        self._add(data, look)

    def _computed(self, text: str, look: _WebLook) -> None:
        """Add what a style sheet prints, which is no text of the page."""
        self.result.computed += size(text)
        self._piece(text, look)

    def _add(self, data: str, look: _WebLook) -> None:
        if not self.text.shown:
            self.line = (
                self.getpos()[0] + len(data[: len(data) - len(data.lstrip())].split("\n")) - 1
            )
        self._piece(self._as_shown(data, look), look)

    def _piece(self, text: str, look: _WebLook) -> None:
        """Add a text to the block, or to the passage that is struck through."""
        if look.struck and (text.strip() or self.struck):
            self.struck.append(text)
            if self.result.struck != "keep":
                return
        elif text.strip():
            self._tell_struck()
        if look.note and text.strip():
            self.text.note = look.note
        self.text.parts.append(text)
        self.text.bold.append(look.bold)
        self.text.shown = self.text.shown or bool(text.strip())

    def _tell_struck(self) -> None:
        passage, self.struck = _spaced("".join(self.struck)), []
        self.result.strike(passage, self._place())

    def _as_shown(self, text: str, look: _WebLook) -> str:
        """The letters that the page shows for the characters of a text."""
        if is_symbol_font(look.font) and not look.mark:
            text = self._in_font(text, look.font)
        if look.case == "uppercase":
            self.result.computed += size(text.upper()) - size(text)
            text = text.upper()
        elif look.case == "lowercase":
            text = text.lower()
        elif look.case == "capitalize":
            text = re.sub(r"\b\w", lambda one: one[0].upper(), text)
        elif look.small_capitals and text != text.upper():
            self.small = self.small or self.getpos()[0]
        if look.mark:
            # The number that Word prints, with the spaces that put the text behind it.
            bullet = look.font.lower() in ("symbol", "wingdings", "courier new")
            text = re.sub(r"[\s\u00a0]+", " ", text)
            text = re.sub("[·§o\uf0a7\uf0b7]", "•", text) if bullet else text
        if look.faint and text.strip():
            self.result.doubts.append(
                doubt(
                    "faint-text",
                    say(
                        "{text!r} is printed, but {faint}, so nobody reads it on the page; "
                        "it is carried",
                        text=text.strip(),
                        faint=say(look.faint),
                    ),
                    say("delete it from the clause if it is not meant"),
                    self._place(),
                )
            )
        if look.raised and text.strip():
            before = next((part for part in reversed(self.text.parts) if part), "")
            text, doubts = written(text, look.raised, before=before, place=self._place())
            self.result.doubts += doubts
        return text

    def _in_font(self, text: str, font: str) -> str:
        """The signs that a font of signs shows, as Word prints them and saves them in a page."""
        shown: list[str] = []
        for char in text:
            if char.isspace() or (ord(char) >= 0x100 and not 0xE000 <= ord(char) <= 0xF8FF):
                shown.append(char)
                continue
            sign = sign_of(font, ord(char))
            if sign != char:
                self.result.doubts.append(
                    doubt(
                        "symbol",
                        say(
                            "a sign of the font {font} stands here; it is carried as {sign}",
                            font=font,
                            sign=sign or UNKNOWN,
                        ),
                        say("compare with the original"),
                        self._place(),
                        severity="note" if sign else "warning",
                    )
                )
            shown.append(sign or UNKNOWN)
        return "".join(shown)

    def check_for_whole_start_tag(self, i: int) -> int:
        """As the parser's own, which looks at all that is left for each tag that does not end."""
        end: int = super().check_for_whole_start_tag(i)
        self.endless += end < 0
        if self.endless > _MOST_ENDLESS:
            raise InputError(
                Problem(
                    code="html-broken",
                    message=say(
                        "a tag begins here and does not end, and neither do those before it: "
                        "nobody can say what of the text behind it is meant"
                    ),
                    hint=say("end the tags (>), or take them out, and import the document again"),
                    place=self._place(),
                )
            )
        return end

    def _look_for_words(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Text that a page takes for a tag, or for an attribute, and does not show."""
        if any("<" in (value or "") for _, value in attrs) and any(
            not _QUOTES.isdisjoint(name) for name, _ in attrs
        ):
            raise InputError(
                Problem(
                    code="html-broken",
                    message=say(
                        "a quotation mark begins in a tag here and ends in another one: what is "
                        "between would be taken for its attribute, and not be shown"
                    ),
                    hint=say("end it where it is meant to, and import the document again"),
                    place=self._place(),
                )
            )
        unknown = tag not in _ELEMENTS and not ("-" in tag or ":" in tag)
        if unknown or any(value is None and _is_word(name) for name, value in attrs):
            text = (self.get_starttag_text() or f"<{tag}>")[:_MOST_SHOWN]
            self._said_here(
                code="html-unknown",
                message=say(
                    "{text!r} is taken for a tag of HTML, and a page does not show it", text=text
                ),
            )

    def handle_comment(self, data: str) -> None:
        self.result.total += size(data)
        self.result.leave_out(later("comment"), data, say("a comment is not shown"), self._place())

    def unknown_decl(self, data: str) -> None:
        """``<![…]>``, which a page takes for a comment."""
        self.handle_comment(data)

    def handle_pi(self, data: str) -> None:
        """``<?…>``, which it takes for one, too."""
        self.handle_comment(data)

    def parse_comment(self, i: int, report: bool = True) -> int:
        """As the parser's own; where the comment does not end, all that follows would be in it."""
        return self._ended(super().parse_comment(i, report))

    def parse_html_declaration(self, i: int) -> int:
        """As the parser's own, which fails where a declaration has no name."""
        try:
            return self._ended(super().parse_html_declaration(i))
        except AssertionError:
            return self._ended(-1)

    def _ended(self, end: int) -> int:
        if end < 0:
            raise InputError(
                Problem(
                    code="html-broken",
                    message=say(
                        "a comment or declaration (<!) begins here and does not end as it "
                        "must: nobody can say what of the text behind it is meant"
                    ),
                    hint=say("end it (-->), or take it out, and import the document again"),
                    place=self._place(),
                )
            )
        return end

    def _flush(self) -> None:
        self._tell_struck()
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
            self.stray = self.stray or not self.cell
            return
        mark, self.mark = self.mark, ""
        if text.note:
            place, part = self._place(self.line), f"{mark} {plain}".strip()[:60]
            self.result.notes.append(
                SourceBlock(text=plain, place=place, generated=mark, fixed=True)
            )
            self.result.doubts.append(
                doubt(
                    "note-apart",
                    say("an endnote stands at the end, in the closing: {text!r}", text=part)
                    if text.note == "endnote"
                    else say("a footnote stands at the end, in the closing: {text!r}", text=part),
                    say("move it into the article if it is a part of it"),
                    place,
                )
            )
            return
        self.result.blocks.append(
            SourceBlock(
                text=plain,
                place=self._place(self.line),
                generated=mark,
                level=self.level,
                lead=lead if lead < len(plain) else 0,
                indent=2 * (len(self.lists) + (self.open[-1].look.inset if self.open else 0)),
                centred=self.centred,
                right=self.right,
                lines=(plain,),
            )
        )

    def finish(self) -> None:
        """Take what stands behind the last tag, and an element that was never closed."""
        if self.cdata_elem is not None:  # the parser drops what is left in a program
            self.unseen += size(self.rawdata)
        self._require_ended(self.open)
        self._flush()
        for entry in (self.top, *self.open):
            self._count(entry)
        if self.row:
            self._row(self.row)
        self._tell_hidden()
        if self.small:
            self.result.doubts.append(
                doubt(
                    "small-capitals",
                    say(
                        "text is printed in small capitals, here first; it is carried in "
                        "the letters that were typed"
                    ),
                    say("nothing, unless the capitals are meant"),
                    self._place(self.small),
                    severity="note",
                )
            )

    def _require_ended(self, entries: list[_Open]) -> None:
        """Refuse what is not shown and has no end of its own: all that follows would be in it."""
        unshown = next(
            (
                each
                for each in entries
                if each.look.hidden
                and not each.within_hidden
                and each.element.tag not in _END_OPTIONAL
            ),
            None,
        )
        if unshown is not None and self.unseen > unshown.unseen:
            raise InputError(
                Problem(
                    code="html-broken",
                    message=say(
                        "an element that is not shown (<{tag}>) begins here and does not end: "
                        "nobody can say what of the text behind it is meant",
                        tag=unshown.element.tag,
                    ),
                    hint=say(
                        "end it (</{tag}>), or take it out, and import the document again",
                        tag=unshown.element.tag,
                    ),
                    place=self._place(unshown.line),
                )
            )

    def _place(self, line: int | None = None) -> Place:
        return Place(file=self.result.file, line=line or self.getpos()[0])


def _apart_from_text(tag: str, given: dict[str, str]) -> tuple[str, str] | None:
    """Why an element that word processors export is no part of the text, and what it is.

    LibreOffice keeps what stands at the top and the bottom of a page, and lists of contents, in
    ``div`` of their own; Word gives the lines of such lists a class.
    """
    contents = (
        say("a list of contents is made anew from the headings"),
        later("list of contents"),
    )
    classes = given.get("class", "").split()
    if tag == "a" and (_COMMENTED.fullmatch(given.get("id", "")) or "msocomanchor" in classes):
        return say(_ASIDE["comment"]), later("comment")
    if given.get("role") == "doc-backlink":
        return say("it leads from a note back to the text"), later("link")
    if tag == "div":
        if given.get("title") in ("header", "footer"):
            return say(_ASIDE[given["title"]]), given["title"]
        if _CONTENTS_ID.fullmatch(given.get("id", "")):
            return contents
    if any(_CONTENTS_CLASS.fullmatch(one) for one in classes):
        return contents
    return None


def _note(tag: str, given: dict[str, str], said: dict[str, str]) -> str:
    """Of which kind of note an element is, as word processors write them; '' of none."""
    if said.get("mso-element") in ("footnote", "endnote"):
        return said["mso-element"]
    if tag == "div" and (match := re.fullmatch(r"sd(foot|end)note[0-9]+", given.get("id", ""))):
        return f"{match[1]}note"
    kind = {"doc-footnote": "footnote", "doc-endnotes": "endnote"}.get(given.get("role", ""))
    return kind or ("footnote" if tag == "section" and given.get("class") == "footnotes" else "")


def _unread(rule: SheetRule) -> str:
    """What is said of a rule that is not followed."""
    written = rule.selector.written
    if rule.said == "on paper":
        said = "; ".join(f"{name}: {value}" for name, value, _ in rule.declarations)
        return say(
            "a print of this page would show it otherwise ({written} {{ {said} }}); it "
            "is carried as a window shows it",
            written=written,
            said=said[:80],
        )
    return say(
        "the style sheet may change what is shown here ({written}); that is not read",
        written=written,
    )


def _spaced(text: str) -> str:
    """A text with its line ends as spaces, or as nothing between Japanese letters."""
    wide = r"[\u3000-\u9fff\uf900-\uffef]"
    return re.sub(rf"(?<={wide})\s*\n\s*(?={wide})", "", text).replace("\n", " ").strip(EDGES)


def _list_style(said: dict[str, str]) -> str:
    """What marks the items of a list, as a style sheet says it; '' where nothing is said."""
    given = said.get("list-style-type")
    if given is not None:
        return given
    words = re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", said.get("list-style", ""))
    known = [one for one in words if one in FORMS or one in BULLETS or one[:1] in ("'", '"')]
    return known[0] if known else ""


def _is_utf8(data: bytes) -> bool:
    """Whether bytes outside ASCII are well-formed UTF-8, which no other encoding is by chance."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not data.isascii() and b"\x1b$" not in data
