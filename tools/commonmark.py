"""What a CommonMark renderer shows of a Markdown document: its words, with the numbers of lists.

The renderer and the reader of the product share nothing. Tables and struck text are those of
GitHub; a front matter of YAML, which is no Markdown, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import html
from markdown_it import MarkdownIt

_FRONT_MATTER: Final = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_PLAIN: Final = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q ruby s samp small span "
    "strike strong sub sup time u var wbr".split()
)
"""Elements that part no words."""
_UNSEEN: Final = frozenset("script style template title head rp rt".split())


def shown(text: str) -> str:
    """The words and numbers that a browser shows of a Markdown document."""
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    page = renderer.render(_FRONT_MATTER.sub("", text, count=1))
    return "".join(_words(html.fragment_fromstring(page, create_parent="div"), []))


def _words(element: html.HtmlElement, lists: list[int]) -> Iterator[str]:
    """The text of an element, and the numbers of its items; ``lists`` counts those around it."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag and tag not in _UNSEEN:
        apart = tag not in _PLAIN
        yield "\n" if apart else ""
        if tag in ("ol", "ul"):
            lists.append(_whole(element.get("start"), 1) - 1)
        if tag == "li" and lists:
            parent = element.getparent()
            if parent is not None and parent.tag == "ol":
                lists[-1] = _whole(element.get("value"), lists[-1] + 1)
                yield f"{lists[-1]}. "
        yield element.text or ""
        for child in element:
            yield from _words(child, lists)
        if tag in ("ol", "ul"):
            lists.pop()
        yield "\n" if apart else ""
    yield element.tail or ""


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,9}", text) else default
