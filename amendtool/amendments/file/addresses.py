"""Fields that name provisions, or give them a key or a heading."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

from amendtool.amendments.file import yaml
from amendtool.amendments.file.fields import SOME_TEXT, Field, Given, Kind, wordless
from amendtool.amendments.file.scalars import listed, scalar
from amendtool.articles.address_reader import AddressError, in_any_style, parse, parse_range
from amendtool.articles.addresses import A_LEVEL, Address, AddressRange, canonical
from amendtool.articles.keys import key_problems
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place
from amendtool.messages import say
from amendtool.patterns import compiled

Read = TypeVar("Read")

_AFTER = compiled(r"after\s+(?P<en>.+)|(?P<ja>.+)の(?:次|後ろ?)に?", re.IGNORECASE | re.DOTALL)
_SCHEMA: Final = {"type": "string", "pattern": r"\S"}


def parsed(
    given: Given, place: Place, read: Callable[[str, DraftingStyle], Read], text: str
) -> Read | None:
    """What ``read`` makes of a text that stands at ``place``."""
    try:
        return in_any_style(read, text, given.styles)
    except AddressError as error:
        given.problem(
            place, "address-unclear", str(error),
            say("`amendtool show` prints the articles with their numbers"),
        )  # fmt: skip
        return None


def named(target: Address, style: DraftingStyle) -> str:
    """What a provision is, for messages."""
    if target.heading:
        return say("a heading")
    if target.level is None:
        return target.text(style)
    return say(A_LEVEL[target.level])


def _one(given: Given, name: str) -> Address | None:
    text = given.line(name)
    return None if text is None else parsed(given, given.place(name), parse, text)


def _several(given: Given, name: str) -> AddressRange | None:
    text = given.line(name)
    return None if text is None else parsed(given, given.place(name), parse_range, text)


def _ranges(given: Given, name: str) -> tuple[AddressRange, ...] | None:
    node = given.mapping.get(name)
    if not isinstance(node, yaml.Sequence_):
        found = _several(given, name)
        return None if found is None else (found,)
    rows = []
    for item in node.items:
        if not isinstance(item, yaml.Scalar):
            given.problem(
                item.place,
                "list-expected",
                say("`{name}` should be a list of addresses", name=name),
                say("write each on a line of its own behind a hyphen"),
            )
            return None
        rows.append(parsed(given, item.place, parse_range, item.value))
    return None if None in rows else tuple(each for each in rows if each is not None)


def _quiet(given: Given, text: str) -> AddressRange | None:
    try:
        return in_any_style(parse_range, text, given.styles)
    except AddressError:
        return None


def _within(given: Given, name: str) -> AddressRange | None:
    """An address such as "paragraphs 3 to 4" alone means those of the ``target``."""
    text, outer = given.line(name), given.target
    if text is not None and outer is not None and outer.level and _quiet(given, text) is None:
        for style in given.styles:
            found = _quiet(given, f"{outer.text(style)}{style.cited.gap}{text}")
            if found is not None:
                return found
    return _several(given, name)


def _new_place(given: Given, name: str) -> tuple[Address, bool] | None:
    match = _AFTER.fullmatch(given.line(name) or "")
    if match is None:
        target = _one(given, name)
    else:
        target = parsed(given, given.place(name), parse, match["en"] or match["ja"])
    return None if target is None else (target, match is not None)


def _written_place(address: Address, behind: bool, style: DraftingStyle) -> str:
    if not behind:
        written, title = address.text(style), address.block
        named = style.cited.block(title, whole=True) if title else ""
        if title and "#" not in title and title not in named:
            # The title of a new block is kept as it is printed: 付　則 is not written 附則.
            left, right = style.cited.quotes
            written = written.replace(named, f"{left}{title}{right}", 1)
        return written
    following = style.cited.following
    return (
        following.format(address.text(style)) if following else f"after {canonical(address, style)}"
    )


def _chapter(given: Given, name: str) -> Address | None:
    return Address() if given.line(name) == "none" else _one(given, name)


def _key(given: Given, name: str) -> str | None:
    key = given.line(name)
    if key is not None:
        given.problems.extend(key_problems(key, place=given.place(name)))
    return key


def _heading(given: Given, name: str) -> str | None:
    heading = given.line(name)
    return given.style.unbracketed(heading) if heading else None


def bracketed(heading: str, style: DraftingStyle) -> str:
    """A heading that stands in brackets itself keeps them when it is read."""
    bare = style.unbracketed(heading) == heading
    return heading if bare else style.bracketed(heading)


ADDRESS: Final = Kind[Address](
    read=_one, write=lambda value, style: scalar(value.text(style)), schema=_SCHEMA
)
RANGE: Final = Kind[AddressRange](
    read=_several, write=lambda value, style: scalar(value.text(style)), schema=_SCHEMA
)
RANGES: Final = Kind[tuple[AddressRange, ...]](
    read=_ranges,
    write=lambda value, style: (
        scalar(value[0].text(style))
        if len(value) == 1
        else listed(each.text(style) for each in value)
    ),
    schema={"anyOf": [_SCHEMA, {"type": "array", "items": _SCHEMA, "minItems": 1}]},
)
"""An address or a range of them, or a list of such."""
RANGE_WITHIN: Final = Kind[AddressRange](
    read=_within, write=lambda value, style: scalar(value.text(style)), schema=_SCHEMA
)
NEW_PLACE: Final = Kind[tuple[Address, bool]](
    read=_new_place,
    write=lambda value, style: scalar(_written_place(*value, style)),
    schema=_SCHEMA,
)
"""An address, or the present provision that something comes after."""
CHAPTER_OR_NONE: Final = Kind[Address](
    read=_chapter,
    write=lambda value, style: "none" if value == Address() else scalar(value.text(style)),
    schema=_SCHEMA,
)
"""An empty address is outside all chapters."""

KEY: Final = Field(
    "key",
    Kind[str](
        read=_key,
        write=lambda value, _: scalar(value),
        schema={"type": ["string", "number", "boolean"], "pattern": r"^\s*[^\sA-Z._/]+\s*$"},
    ),
    "The key of what is new; it never changes. Made from the heading when it is left out.",
)
HEADING: Final = Field(
    "heading",
    Kind[str](
        read=_heading,
        write=lambda value, style: scalar(bracketed(value, style)),
        schema=SOME_TEXT,
        shape=wordless,
    ),
    "The heading, with or without its brackets.",
    words=True,
)
