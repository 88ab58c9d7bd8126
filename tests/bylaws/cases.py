"""The labelled sentences of ``references.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from amendtool.articles.address_reader import parse
from amendtool.articles.addresses import Spot
from amendtool.articles.numbers import Number
from amendtool.articles.references.reference import Category, Member, Range, Reference
from amendtool.articles.styles import BYLAWS

_MARKS = re.compile("[«»]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A text, where it stands, the spans of its citations, and what each of them means."""

    text: str
    at: Spot
    spans: tuple[tuple[int, int], ...]
    labels: tuple[str, ...]


def sentences() -> Iterator[Sentence]:
    """Every labelled sentence of the file."""
    file = Path(__file__).with_name("references.txt")
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        marked, _, expected = line.partition(" =>")
        marked, _, place = marked.partition(" @ ")
        parts = _MARKS.split(marked)
        ends = [len("".join(parts[: position + 1])) for position in range(len(parts))]
        spans = tuple(zip(ends[0:-1:2], ends[1::2], strict=True))
        several = len(spans) > 1
        labels = expected.strip().split(" + ") if several else [expected.strip()]
        items = parse(f"Section 1.1{place}", BYLAWS).items if place else ()
        yield Sentence(
            text="".join(parts),
            at=Spot(key="here", paragraph=Number.of(1), items=items),
            spans=spans,
            labels=tuple(filter(None, labels)),
        )


def label(reference: Reference) -> str:
    """What a citation means, as the file writes it."""
    if reference.category is not Category.INTERNAL:
        return f"{reference.category.value}: {reference.law or '-'}"
    return " + ".join(_member(member) for member in reference.members)


def _member(member: Member) -> str:
    if isinstance(member, Range):
        return f"{_member(member.first)} to {_member(member.last)}"
    address = member.address
    return address.text(BYLAWS) if address else str(member).replace("Article", "article")
