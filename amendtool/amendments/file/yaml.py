"""A strict reader of YAML in which every scalar is text.

YAML reads ``010`` as 8, ``no`` as False and ``1.10`` as 1.1, lets the last of two equal keys
win, and can grow without bound through aliases and merge keys.  A file that a meeting votes
on holds none of that: here a scalar is the text as typed, and anchors, aliases, merge keys,
tags, directives, duplicate keys, keys that are no text, several documents and tabs are
mistakes.  All mistakes of a file are reported together, as far as it can be read.

The reader takes PyYAML's events one by one (from its C parser when that is there) and builds
the nodes on a stack of its own, so that no input makes it recurse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Any, Final, TypeAlias

from amendtool.amendments.file.yaml_errors import (
    clipped,
    explain,
    readable,
    tab_in_indentation,
    text_problems,
)
from amendtool.articles.text import characters
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass

# Where each character of a YAML text stands in its file.
#
# A parser says where a text begins, not where its tenth character went: the lines of a block
# are indented, lines are folded, quotes are doubled, characters escaped.  The text and what is
# written in the file are walked side by side, following chapters 5 to 8 of the YAML 1.1
# specification (escapes, line folding, block scalars).

_ESCAPE_LENGTHS: Final = {"x": 4, "u": 6, "U": 10}  # with the backslash; the others have 2
_WHITE: Final = " \n"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenScalar:
    """What is written for one scalar: characters ``start`` to ``end`` of ``text``.

    ``style`` is the first character of a quoted or block scalar, else empty; ``line`` and
    ``column`` are those of ``start``.
    """

    text: str
    start: int
    end: int
    style: str
    line: int
    column: int

    def position(self, value: str, offset: int) -> tuple[int, int]:
        """Line and column of character ``offset`` of ``value``, the text that this gives.

        An offset outside ``value`` counts as its nearest end; the end itself stands after
        the last character.
        """
        written = self.text[self.start : self.end]
        at = _offset_written(written, self.style, value, min(max(offset, 0), len(value)))
        lines = written.count("\n", 0, at)
        if not lines:
            return self.line, self.column + at
        return self.line + lines, at - written.rfind("\n", 0, at)


def _offset_written(written: str, style: str, value: str, offset: int) -> int:
    """Where character ``offset`` of ``value`` stands in ``written``."""
    if written == value:
        return offset
    kept: Sequence[int]
    if style in ("|", ">"):
        kept = _block_content(written, value)
    elif style:
        kept = range(1, len(written) - 1)
    else:
        kept = range(len(written))
    if not kept:
        return 0
    content = "".join(written[at] for at in kept)
    step = 0
    length = 0
    for char in value[: offset + 1]:
        step = _next(content, step + length, char, style)
        length = min(_length(content, step, char, style), len(content) - step)
    if offset == len(value):
        step += length
    return kept[step] if step < len(kept) else kept[-1] + 1


def _block_content(written: str, value: str) -> list[int]:
    """The places in a block scalar that are content: all but its first line and the indents."""
    header = written.find("\n") + 1
    if not header:
        return []
    indent = max(_first_indent(written[header:]) - _first_indent(value), 0)
    kept: list[int] = []
    at = header
    for line in written[header:].splitlines(keepends=True):
        body = len(line.rstrip("\n"))
        kept += range(at + min(indent, body), at + len(line))
        at += len(line)
    return kept


def _first_indent(text: str) -> int:
    """How far the first line is indented that holds more than spaces."""
    for line in text.split("\n"):
        if line.strip(" "):
            return len(line) - len(line.lstrip(" "))
    return 0


def _next(content: str, at: int, char: str, style: str) -> int:
    """From ``at`` on, the place of the next character of the value, which is ``char``."""
    while at < len(content):
        here = content[at]
        if style == '"' and content.startswith("\\\n", at):
            at += 2  # the line goes on without a break, and without its indentation
            while content.startswith(" ", at):
                at += 1
        elif char in _WHITE:
            return at
        elif here in _WHITE:
            at += 1
        elif style == '"' and here == "\\" and content[at + 1 : at + 2] in (" ", "n"):
            at += 2
        else:
            return at
    return at


def _length(content: str, at: int, char: str, style: str) -> int:
    """How many characters are written for ``char``, which stands at ``at``."""
    here = content[at : at + 1]
    if style == '"' and here == "\\":
        return _ESCAPE_LENGTHS.get(content[at + 1 : at + 2], 2)
    if style == "'" and content.startswith("''", at):
        return 2
    return 0 if char in _WHITE and here not in _WHITE else 1


MOST_BYTES: Final = 1 << 20
MOST_DEPTH: Final = 20
MOST_NODES: Final = 50_000
"""An amendment of 1,000 operations has some 12,000; more is no amendment."""
MOST_PROBLEMS: Final = 100

_LOST_COMMENT: Final = compiled(r"[ ]+(#[^ #\n][^\n]*)")
_FOLDED_ITEM: Final = compiled(r"\n *(-)(?=[ \n])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A text: a key, a value, or an item of a list; ``plain`` when it is not quoted."""

    value: str
    place: Place
    plain: bool
    _source: WrittenScalar = field(repr=False, compare=False)

    @property
    def text_place(self) -> Place:
        """Where the first character of the text stands: after the quote, or under the ``|``."""
        return self.place_of(0)

    def place_of(self, offset: int) -> Place:
        """Where character ``offset`` of ``value`` stands in the file.

        Indentation, folded lines, quotes and escapes are accounted for.
        """
        line, column = self._source.position(self.value, offset)
        return Place(file=self.place.file, line=line, column=column, path=self.place.path)

    def places_in_text(self) -> Callable[[int, int], Place]:
        """What tells where a column of a line of ``value``, both from 1, stands in the file.

        What is behind its end stands where the last character does.
        """
        starts = [0]
        for line in self.value.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        last = max(len(self.value) - 1, 0)

        def place(line: int, column: int) -> Place:
            return self.place_of(min(starts[min(line, len(starts)) - 1] + column - 1, last))

        return place


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence_:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Keys with their values, in the order of the file; no key stands twice."""

    items: tuple[tuple[Scalar, Node], ...]
    place: Place

    @property
    def keys(self) -> tuple[Scalar, ...]:
        """The keys in the order of the file."""
        return tuple(key for key, _ in self.items)

    def get(self, name: str) -> Node | None:
        """The value of the key ``name``, or None."""
        return next((value for key, value in self.items if key.value == name), None)


Node: TypeAlias = Scalar | Sequence_ | Mapping


def read(text: str, *, file: str) -> Node:
    """The one document in ``text``, which comes from ``file``.

    Places count lines and characters from 1; their paths are like ``operations[2].find``,
    counting from 0.  An empty value is the empty text.  Forbidden characters (see
    ``articles.characters``) are reported wherever they stand, in comments too.

    Raises:
        InputError: with all problems found, in the order of the file.
    """
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise InputError(
            Problem(
                code="yaml-too-large",
                message=say(
                    "the file is larger than {most_bytes} MiB", most_bytes=MOST_BYTES >> 20
                ),
                hint=say("split it into several files"),
                place=Place(file=file),
            )
        )
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = text_problems(text, file=file)
    reader = _NodeBuilder(text, file)
    try:
        root = reader.read(readable(text))
    except _Stop:
        root = None
    if tab_in_indentation(text):  # what the lines belong to is anyone's guess
        reader.found = [problem for problem in reader.found if problem.code != "yaml-syntax"]
    found = _in_order([*found, *reader.found])
    if found:
        raise InputError(*found)
    if root is None or (isinstance(root, Scalar) and not root.value):
        raise InputError(_empty(file))
    return root


class _Stop(Exception):
    """Reading cannot go on; the reason is among the problems."""


@dataclass(slots=True)
class _OpenNode:
    """A list or mapping under construction."""

    is_mapping: bool
    place: Place
    path: str
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    lines: dict[str, int | None] = field(default_factory=dict)  # of each key
    key: Scalar | None = None  # waiting for its value

    @property
    def wants_key(self) -> bool:
        return self.is_mapping and self.key is None

    def path_of_next(self) -> str:
        """The path of the item or value to come."""
        if self.is_mapping:
            return self.path_of_key(self.key.value if self.key else "?")
        return clipped(f"{self.path}[{len(self.items)}]")

    def path_of_key(self, key: str) -> str:
        name = clipped(key)
        if not name.isprintable():  # most are, and are kept as they are at no cost
            name = characters.shown(name, one_line=True)
        return clipped(f"{self.path}.{name}" if self.path else name)


class _NodeBuilder:
    """Builds the nodes of one document from the parser's events, noting every problem."""

    def __init__(self, text: str, file: str) -> None:
        self.found: list[Problem] = []
        self._text, self._file = text, file
        self._frames: list[_OpenNode] = []
        self._root: Node | None = None
        self._nodes = 0
        self._documents = 0
        self._altered = False

    def read(self, text: str) -> Node | None:
        """The root, or None if there is none; ``text`` is what the parser sees.

        Raises:
            _Stop: the rest cannot be read.
        """
        import yaml

        self._altered = text != self._text
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        try:
            for event in yaml.parse(text, Loader=loader):
                self._take(event)
        # Without the C parser, an escape such as "\UFFFFFFFF" ends in one of the other two.
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self._note(explain(error, text, file=self._file))
            raise _Stop from None
        return self._root

    def _take(self, event: Any) -> None:
        match type(event).__name__:
            case "ScalarEvent":
                self._scalar(event)
            case "MappingStartEvent" | "SequenceStartEvent" as name:
                self._open(event, is_mapping=name == "MappingStartEvent")
            case "MappingEndEvent" | "SequenceEndEvent":
                self._close()
            case "AliasEvent":
                self._alias(event)
            case "DocumentStartEvent":
                self._document(event)
            case _:
                pass  # the ends of the document and of the stream

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(
                code="yaml-several-documents",
                message=say("a second document begins here; a file holds one"),
                hint=say("delete the ---, or write the second document to a file of its own"),
                place=self._place(event, ""),
            )
            raise _Stop

    def _alias(self, event: Any) -> None:
        scalar = self._text_node(event, value="", style="")
        self._refuse(
            code="yaml-alias",
            message=say(
                "{written} is an alias, which repeats another part of the file; every part "
                "is written out here",
                written=self._written(event),
            ),
            hint=say("write the text out; a text that begins with * goes in quotation marks"),
            place=scalar.place,
        )
        self._add(scalar)

    def _scalar(self, event: Any) -> None:
        scalar = self._text_node(event, value=event.value, style=event.style or "")
        self._refuse_decorations(event, scalar.place)
        if self._frames and self._frames[-1].wants_key:
            self._refuse_key(self._frames[-1], scalar)
        elif scalar.plain:
            self._refuse_lost_text(scalar, event.start_mark.index, event.end_mark.index)
        written = self._text[event.start_mark.index : event.end_mark.index]
        if event.style == '"' and "\\" in written:
            escaped = characters.problems(scalar.value, place_of=scalar.place_of)
            self._note(*(problem for problem in escaped if problem.severity == "error"))
        self._add(scalar)

    def _text_node(self, event: Any, *, value: str, style: str) -> Scalar:
        frame = self._frames[-1] if self._frames else None
        if frame is None:
            path = ""
        else:
            path = frame.path_of_key(value) if frame.wants_key else frame.path_of_next()
        place = self._place(event, path)
        source = WrittenScalar(
            text=self._text,
            start=event.start_mark.index,
            end=event.end_mark.index,
            style=style,
            line=event.start_mark.line + 1,
            column=event.start_mark.column + 1,
        )
        return Scalar(value=value, place=place, plain=not style, _source=source)

    def _open(self, event: Any, *, is_mapping: bool) -> None:
        path = self._frames[-1].path_of_next() if self._frames else ""
        place = self._place(event, path)
        self._refuse_decorations(event, place)
        if self._frames and self._frames[-1].wants_key:
            self._refuse(
                code="yaml-complex-key",
                message=say("a key that is a list or a mapping; a key is a word"),
                hint=say("a text that begins with [ or { goes in quotation marks"),
                place=place,
            )
        if len(self._frames) >= MOST_DEPTH:
            self._refuse(
                code="yaml-too-deep",
                message=say(
                    "more than {most} lists and mappings inside each other",
                    most=MOST_DEPTH,
                ),
                hint=say("no amendment needs so many; check the brackets and the indentation"),
                place=place,
            )
            raise _Stop
        self._frames.append(_OpenNode(is_mapping=is_mapping, place=place, path=path))

    def _close(self) -> None:
        frame = self._frames.pop()
        node: Node
        if frame.is_mapping:
            node = Mapping(items=tuple(frame.entries), place=frame.place)
        else:
            node = Sequence_(items=tuple(frame.items), place=frame.place)
        self._add(node)

    def _add(self, node: Node) -> None:
        """Put a finished node where it belongs: the root, an item, a key or its value."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._refuse(
                code="yaml-too-large",
                message=say("the file holds more than {most} texts and lists", most=MOST_NODES),
                hint=say("split it into several files"),
                place=node.place,
            )
            raise _Stop
        if not self._frames:
            self._root = node
            return
        frame = self._frames[-1]
        if not frame.is_mapping:
            frame.items.append(node)
        elif frame.key is not None:
            frame.entries.append((frame.key, node))
            frame.key = None
        elif isinstance(node, Scalar):
            frame.key = node
        else:  # a complex key, refused before; its value is still read
            nothing = WrittenScalar(text="", start=0, end=0, style="", line=1, column=1)
            frame.key = Scalar(value="?", place=node.place, plain=True, _source=nothing)

    def _refuse_key(self, frame: _OpenNode, key: Scalar) -> None:
        name = characters.shown(clipped(key.value), one_line=True)
        if key.plain and key.value == "<<":
            self._refuse(
                code="yaml-merge-key",
                message=say(
                    "the key << merges other parts of the file; every part is written out here"
                ),
                hint=say("write the keys and their values out"),
                place=key.place,
            )
        elif not key.value:
            self._refuse(
                code="yaml-empty-key",
                message=say("a value without a key; expected `key: value`"),
                hint=say(
                    "write the key before the colon; a text that begins with a colon goes "
                    "in quotation marks"
                ),
                place=key.place,
            )
        elif key.value in frame.lines and not self._is_stand_in(key.value):
            first, second = frame.lines[key.value], key.place.line
            self._refuse(
                code="yaml-duplicate-key",
                message=say(
                    '"{name}" is given twice: in line {first} and in line {second}',
                    name=name,
                    first=first,
                    second=second,
                )
                if first != second
                else say('"{name}" is given twice: in one line', name=name),
                hint=say("keep one of them"),
                place=key.place,
            )
        frame.lines.setdefault(key.value, key.place.line)

    def _is_stand_in(self, value: str) -> bool:
        """Whether ``value`` may hold what ``readable`` put for several unlike characters."""
        return self._altered and "\ufffd" in value

    def _refuse_decorations(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self._refuse(
                code="yaml-anchor",
                message=say(
                    "&{name} is an anchor, which names a part of the file to repeat it; "
                    "every part is written out here",
                    name=clipped(event.anchor),
                ),
                hint=say("delete it; a text that begins with & goes in quotation marks"),
                place=place,
            )
        if event.tag is not None:
            self._refuse(
                code="yaml-tag",
                message=say(
                    "{written} is a tag, which gives a value a type; every value is text here",
                    written=self._written(event),
                ),
                hint=say("delete it; a text that begins with ! goes in quotation marks"),
                place=place,
            )

    def _refuse_lost_text(self, scalar: Scalar, start: int, end: int) -> None:
        """A number sign that cuts a text off, and a list item that is read as plain text."""
        if lost := _LOST_COMMENT.match(self._text, end):
            rest = characters.shown(clipped(lost[1].rstrip()), one_line=True)
            self._refuse(
                code="yaml-lost-text",
                message=say(
                    '"{rest}" would be left out: after a space, # begins a comment', rest=rest
                ),
                hint=say(
                    "if it is part of the text, put the whole text in quotation marks; if "
                    "it is a comment, write a space after the #"
                ),
                place=self._place_at(lost.start(1), scalar.place.path),
            )
        if item := _FOLDED_ITEM.search(self._text, start, end):
            self._refuse(
                code="yaml-lost-item",
                message=say(
                    "this - would become part of the text above it: it is indented further "
                    "than the list"
                ),
                hint=say(
                    "align it with the other - of the list, or put the whole text in "
                    "quotation marks"
                ),
                place=self._place_at(item.start(1), scalar.place.path),
            )

    def _place_at(self, index: int, path: str | None) -> Place:
        line = self._text.count("\n", 0, index) + 1
        column = index - self._text.rfind("\n", 0, index)
        return Place(file=self._file, line=line, column=column, path=path)

    def _written(self, event: Any) -> str:
        """The beginning of what stands at an event, up to the first space."""
        begin = self._text[event.start_mark.index : event.start_mark.index + 40]
        # An anchor may stand before the tag.
        words = [word for word in begin.split() if not word.startswith("&")]
        return characters.shown(words[0]) if words else ""

    def _place(self, event: Any, path: str) -> Place:
        mark = event.start_mark
        return Place(file=self._file, line=mark.line + 1, column=mark.column + 1, path=path or None)

    def _refuse(self, *, code: str, message: str, hint: str, place: Place) -> None:
        self._note(Problem(code=code, message=message, hint=hint, place=place))

    def _note(self, *problems: Problem) -> None:
        self.found += problems
        if len(self.found) >= MOST_PROBLEMS:
            self.found[MOST_PROBLEMS:] = [
                Problem(
                    code="too-many-problems",
                    message=say(
                        "there may be more; the first {most} are listed",
                        most=MOST_PROBLEMS,
                    ),
                    hint=say("mend these and check again"),
                    place=Place(file=self._file),
                )
            ]
            raise _Stop


def _in_order(found: list[Problem]) -> list[Problem]:
    """The problems by place, each once; those about the whole file come last."""
    unique = {
        (problem.code, problem.place.line, problem.place.column): problem for problem in found
    }
    end = MOST_BYTES
    return sorted(
        unique.values(),
        key=lambda problem: (problem.place.line or end, problem.place.column or end),
    )


def _empty(file: str) -> Problem:
    return Problem(
        code="yaml-empty",
        message=say("the file holds nothing but comments"),
        hint=say("fill it in, or delete it"),
        place=Place(file=file, line=1, column=1),
    )
