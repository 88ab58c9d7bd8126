"""PROVISION on the command line: an address, or the key of an article or chapter."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from amendtool.articles.address_reader import AddressError, in_any_style, parse
from amendtool.articles.addresses import (
    Address,
    address_of_article,
    address_of_chapter,
    find,
    placed,
)
from amendtool.articles.charter import Charter
from amendtool.articles.keys import same_key
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.variants import same
from amendtool.articles.unnumbered import block_titles
from amendtool.errors import InputError, Problem
from amendtool.messages import say


def locate(
    text: str, charter: Charter, style: DraftingStyle, styles: Sequence[DraftingStyle] = ()
) -> Address:
    """The address of the provision that ``text`` names; InputError when it is not there.

    An address may be written in ``style`` or in one of ``styles``, those of other editions, and
    as the number alone where articles print no more: 3.7 for Section 3.7.
    """
    for article in charter.every_article():
        if same_key(article.key, text):
            return address_of_article(charter, article.key)
    for chapter in charter.chapters:
        if same_key(chapter.key, text):
            return address_of_chapter(charter, chapter.key)
    try:
        address = _read(text, (style, *styles))
    except AddressError as error:
        captioned = _captioned(text, charter)
        if len(captioned) == 1:
            return captioned[0]
        raise InputError(
            Problem(
                code="provision-unknown",
                message=say("{error}; there is no provision with this key either", error=error),
                hint=say(
                    "several have this caption: {names}",
                    names=say(", ").join(each.text(style) for each in captioned),
                )
                if captioned
                else say("`amendtool show` prints the articles, `amendtool log` the keys"),
            )
        ) from None
    address = placed(charter, address)
    whole = address.level is None and address.supplementary and bool(charter.supplementary)
    if address.level is None and address.block:
        whole = address.block in block_titles(charter.blocks).values()
    if find(charter, address) is None and not whole:
        raise InputError(
            Problem(
                code="provision-missing",
                message=say(
                    "{address} does not stand in these articles", address=address.text(style)
                ),
                hint=say("`amendtool show` prints the articles with their numbers"),
            )
        )
    return address


def _captioned(text: str, charter: Charter) -> list[Address]:
    """The articles with this caption, whatever its spaces, widths and brackets."""
    wanted = text.strip().strip("（）()【】[]")
    return [
        address_of_article(charter, each.key)
        for each in charter.every_article()
        if each.heading is not None and wanted and same(each.heading, wanted)
    ]


def _read(text: str, styles: Sequence[DraftingStyle]) -> Address:
    try:
        return in_any_style(parse, text, styles)
    except AddressError:
        form = styles[0].cited.article
        if not text[:1].isdecimal() or form.suffix:
            raise
        with suppress(AddressError):
            return parse(f"{form.prefix}{text}", styles[0])
        raise
