"""Blanks in the words of a pattern: ``<name>``, and what may stand in each field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from amendtool.amendments.file import yaml

BLANK: Final = re.compile(r"<([A-Za-z][A-Za-z0-9_-]*)(?: (caption|number|era))?>")

WORDS: Final = frozenset(
    "title meeting meeting_as_printed reasons text heading find with present remark overlap "
    "delete_when".split()
)
"""The fields whose blanks are words of the edition; in others they are addresses, days, names."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank: the name of what fills it, and which part of that."""

    text: str
    name: str
    part: str

    @property
    def capital(self) -> bool:
        """Whether it begins a sentence: its name begins with a capital letter."""
        return self.name[:1].isupper()


def blanks_in(text: str) -> Iterator[Blank]:
    """The blanks of a text, in their order."""
    for match in BLANK.finditer(text):
        yield Blank(text=match[0], name=match[1], part=match[2] or "")


def scalars(node: yaml.Node) -> Iterator[yaml.Scalar]:
    """Every text below a node that is no key."""
    if isinstance(node, yaml.Scalar):
        yield node
    elif isinstance(node, yaml.Sequence_):
        for each in node.items:
            yield from scalars(each)
    else:
        for _, each in node.items:
            yield from scalars(each)
