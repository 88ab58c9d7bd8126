"""How other documents cite these articles: rules, forms and notices that name them.

In a 取締役会規程 本規程第3条 is its own, and 定款第3条 that of the articles. So the text is read as
one of another document, and what it cites of a document with our name is ours.
"""

from __future__ import annotations

import re
from dataclasses import replace

from amendtool.articles.languages import language_of
from amendtool.articles.references.identity import identity_of
from amendtool.articles.references.reference import Category, Reference
from amendtool.articles.references.style_words import read_in
from amendtool.articles.styles import STYLES, DraftingStyle
from amendtool.patterns import compiled

_ANOTHER = {"en": "Policy", "ja": "規程"}
"""A document that is not the articles; which one does not matter."""
_OF_US_JA = compiled(r"(?:当会社|当社|弊社|当法人|当会|本会|当組合|本|当|この)(?:の)?")
_OF_US_EN = compiled(
    r"(?:the |its |our |these )|(?: of (?:the|our|this) (?:Company|Corporation|Association"
    r"|Foundation|Society|Club|Organi[sz]ation))\Z",
    re.IGNORECASE,
)


def citations_from_outside(text: str, style: DraftingStyle) -> tuple[Reference, ...]:
    """The citations of these articles in a text of another document, in order.

    ``style`` is that of the articles; its ``document_name`` says what they are called. They are
    given as internal ones. An earlier state (改正前の定款第3条) is none.
    """
    read, _ = read_in(text, replace(style, document_name=_ANOTHER[_tag(style)]))
    return tuple(
        replace(each, category=Category.INTERNAL, law=None, doubt=None)
        for each in read
        if each.category is Category.EXTERNAL and each.law and _is_our_name(each.law, style)
    )


def style_of_a_guest(style: DraftingStyle, language: str) -> DraftingStyle | None:
    """How documents in another ``language`` cite articles of ``style``; None where none is known.

    Rules in English cite 第3条 of the 定款 as "Article 3 of the Articles". What is no 定款 has a
    name in one language alone, and Sections counted in chapters have no number in Japanese.
    """
    identity = identity_of(style.document_name, _tag(style))
    guest = STYLES.get(language)
    if guest is None or guest.language == style.language:
        return None
    if not identity.articles or style.numbered_in_chapters or guest.numbered_in_chapters:
        return None
    return replace(guest, document_name="", body_names=style.body_names)


def cites_another(text: str, language: str) -> bool:
    """Whether a text cites, in ``language``, articles or rules that have a name there."""
    read, _ = read_in(text, replace(STYLES[language], document_name=_ANOTHER[language]))
    names = (each.law for each in read if each.category is Category.EXTERNAL and each.law)
    named = (identity_of(name, language) for name in names)
    return any(each.kind and not each.is_law for each in named)


def _tag(style: DraftingStyle) -> str:
    return "ja" if language_of(style.language).tag == "ja" else "en"


def _is_our_name(name: str, style: DraftingStyle) -> bool:
    identity = identity_of(style.document_name, _tag(style), style.body_names)
    if _tag(style) == "ja":
        bare = _OF_US_JA.sub("", name, count=1) if _OF_US_JA.match(name) else name
        kind = identity.kind or "定款"
        if bare.endswith(kind) and identity.is_our_body(bare.removesuffix(kind).removesuffix("の")):
            return True
        return bare in (identity.kind or "定款", identity.name, identity.title)
    bare = _OF_US_EN.sub("", name).replace("-", "").lower()
    names = {identity.kind, identity.name, identity.title}
    if identity.articles:
        names |= {"Articles", "Articles of Incorporation", "Articles of Association"}
    return bare in {each.replace("-", "").lower() for each in names if each}
