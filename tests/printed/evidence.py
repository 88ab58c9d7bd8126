"""The reader of printed provisions as a reader of documents, beside the product's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from amendtool.importing.document import read_document
from amendtool.importing.evidence.labels import BULLETS
from amendtool.importing.evidence.reader import read_printed
from amendtool.importing.evidence.tree import Misgiving, PrintedCaption, PrintedProvision
from tests.printed.compare import Doubted
from tests.printed.documents import Document
from tests.printed.printers import Printed
from tests.printed.tree import BULLET, Node, Place, Row


@dataclass(frozen=True, slots=True)
class Seen:
    """What the reader made of a file."""

    tree: Node
    doubts: tuple[Doubted, ...]


def read(printed: Printed, document: Document) -> Seen:
    """The reading of a file; of the document nothing is looked at."""
    source = read_document(printed.data, file=printed.file)
    found = read_printed(source.blocks, source.format)
    return Seen(node_of(found.root), tuple(map(_doubted, found.doubts)))


def node_of(provision: PrintedProvision) -> Node:
    """The provision as a node of known trees."""
    label = provision.label.printed.strip() if provision.label is not None else None
    if label in BULLETS:
        label = BULLET
    body: list[str | Row] = []
    for part in provision.body:
        if isinstance(part, str):
            body.append(part)
        else:
            body.append(Row(tuple(node_of(item) for item in part.items)))
    caption = provision.caption
    return Node(
        label=label, silent=provision.silent, caption=caption.text if caption else "",
        place=_place(caption) if caption else "none", body=tuple(body),
    )  # fmt: skip


def _place(caption: PrintedCaption) -> Place:
    """Known trees have no caption in front of a label; it is the nearest to one above."""
    return "above" if caption.standing == "in front" else caption.standing


_PARAGRAPH: Final = re.compile(r"paragraph ([0-9]+)")


def _doubted(doubt: Misgiving) -> Doubted:
    match = _PARAGRAPH.fullmatch(doubt.place.path or "")
    return Doubted(int(match[1]) if match else doubt.place.line, doubt.message)


def doubts_of(seen: Seen) -> Iterator[str]:
    """The doubts in words."""
    for one in seen.doubts:
        yield f"{one.at}: {one.says}"
