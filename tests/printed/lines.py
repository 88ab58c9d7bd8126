"""The lines that a document prints, one after the other, before any format lays them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from tests.printed.documents import Document
from tests.printed.flaws import BREAK
from tests.printed.tree import BULLET, Node, Row, walked

Kind = Literal["title", "heading", "caption", "label", "text", "item", "contents", "history"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What stands between two line ends of the page, and whose it is.

    ``owner`` is the place of the provision in the order of reading, 0 for the document itself.
    ``depth`` counts the items that the line stands in, the item itself included; ``rank`` is
    that of a heading. ``row`` names the row of an item, for those who number rows themselves.
    """

    owner: int
    kind: Kind
    node: Node
    label: str = ""
    gap: str = ""
    caption: str = ""
    """With what stands around it and behind it."""
    text: str = ""
    depth: int = 0
    rank: int = 0
    row: int = 0
    first: bool = False
    """Whether the line begins a provision."""

    @property
    def whole(self) -> str:
        """The line as printed, where nothing breaks it."""
        return f"{self.label}{self.gap}{self.caption}{self.text}".replace(BREAK, " ").strip()


def lines_of(document: Document) -> list[Line]:
    """Everything that the document prints, in its order."""
    root = document.root
    printer = _Printer({id(node): place for place, node in enumerate(walked(root))})
    found = [Line(owner=0, kind="title", node=root, text=document.title)]
    place, _, shape = document.history.partition(" ")
    history = [
        Line(owner=0, kind="history", node=root, text=text, depth=int(shape == "list"))
        for text in _HISTORY[document.language]
    ]  # fmt: skip
    if place == "front":
        found += history
    found += _contents(document)
    found += printer.body(root, root.body, depth=0, rank=0)
    if place == "end":
        found += history
    return found


_HISTORY: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("Adopted on March 3, 2010", "Amended on June 26, 2015", "Amended on May 1, 2020"),
    "ja": ("平成20年４月１日　制定", "平成27年６月26日　一部改正", "令和２年５月１日　一部改正"),
}


def _contents(document: Document) -> Iterator[Line]:
    """One list of contents, or a short one and a long one."""
    if not document.contents:
        return
    root = document.root
    outer = [node for row in root.body if isinstance(row, Row) for node in row.items]
    inner = [node for node in walked(root) if node.place not in ("none", "run in")]
    lists = [outer, inner[:12]] if document.contents == "both" else [inner[:12]]
    title = "Table of Contents" if document.language == "en" else "目次"
    for nodes in lists:
        yield Line(owner=0, kind="contents", node=root, text=title, rank=1)
        for page, node in enumerate(nodes, 1):
            entry = f"{node.label or ''}{node.look.gap if node.label else ''}{node.caption}".strip()
            if entry:
                pages = f" ..... {page}" if document.contents == "pages" else ""
                yield Line(owner=0, kind="contents", node=node, text=entry + pages)


@dataclass
class _Printer:
    place: Mapping[int, int]
    rows: int = 0

    def body(
        self, node: Node, body: tuple[str | Row, ...], *, depth: int, rank: int
    ) -> Iterator[Line]:
        owner = self.place[id(node)]
        for part in body:
            if isinstance(part, str):
                yield Line(owner=owner, kind="text", node=node, text=part, depth=depth)
                continue
            self.rows += 1
            row = self.rows
            for item in part.items:
                yield from self.provision(item, depth=depth, rank=rank + 1, row=row)

    def provision(self, node: Node, *, depth: int, rank: int, row: int) -> Iterator[Line]:
        owner, look, body = self.place[id(node)], node.look, node.body
        label, gap = node.label or "", look.gap if node.label else ""
        open_, close = look.brackets
        caption = f"{open_}{node.caption}{close}" if node.caption else ""
        item = look.kind == "item"
        depth += item
        kind: Kind = "heading" if look.kind == "heading" else "item" if item else "text"

        def line(kind: Kind, **more: str) -> Line:
            return Line(owner=owner, kind=kind, node=node, depth=depth, rank=rank, row=row,
                        first=True, **more)  # fmt: skip

        if node.place != "behind":
            # An unnumbered first paragraph stands on the line of its article's label.
            body = _unfolded(body)
        opening = body[0] if body and isinstance(body[0], str) else None
        if node.place == "behind":
            yield line("heading" if kind == "heading" else "label",
                       label=label, gap=gap, caption=caption)  # fmt: skip
        elif node.place == "run in" and opening is not None:
            yield line(kind, label=label, gap=gap, caption=caption + look.behind, text=opening)
            body = body[1:]
        elif node.place == "run in":
            yield line("label", label=label, gap=gap, caption=caption)
        elif node.place == "above":
            yield line("heading" if kind == "heading" else "caption", caption=caption)
            yield line("text", label=label, gap=gap, text=opening or "")
            body = body[1:] if opening is not None else body
        elif node.place == "below":
            yield line("heading", label=label)
            yield line("caption" if kind != "heading" else "heading", caption=caption)
        elif node.place == "alone":
            yield line("heading", caption=caption)
        elif look.alone and label:
            yield line("heading" if kind == "heading" else "label", label=label)
        elif label or opening is not None:
            kind = "text" if kind == "heading" else kind
            yield line(kind, label=label, gap=gap, text=opening or "")
            body = body[1:] if opening is not None else body
        yield from self.body(node, body, depth=depth, rank=rank)


def _unfolded(body: tuple[str | Row, ...]) -> tuple[str | Row, ...]:
    """The body with what a silent first provision says in the place of that provision."""
    if not body or not isinstance(body[0], Row) or not body[0].items[0].silent:
        return body
    silent, *others = body[0].items
    return (*silent.body, Row(tuple(others)), *body[1:]) if others else (*silent.body, *body[1:])


def is_bullet(line: Line) -> bool:
    """Whether the line begins with a bullet."""
    return line.label == BULLET
