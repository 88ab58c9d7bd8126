"""The caption of an article: above its number, beside it, behind it, or at the head of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from amendtool.articles.styles import STYLES
from amendtool.importing.blocks import EDGES, SourceBlock, is_wide

_PAIRS: Final = {"（": "）", "(": ")", "【": "】", "〔": "〕", "［": "］", "[": "]", "〈": "〉"}
LONGEST: Final = 60
"""The longest caption in Japanese characters; one in words of letters may be twice as long."""
_LINE_JA, _LINE_EN = 30, 80
"""Without brackets or bold, a line behind a number is a caption only where it is short: one line
of a page holds about 40 Japanese characters, or 90 of letters, and text fills its line."""
_TITLE: Final = 120
"""No title is longer, whatever its capitals."""
_TITLE_WORDS: Final = 14
_FEW_WORDS: Final = 5
"""Up to so many words a title needs one capital and a stop: "Rights of members."."""
LABELS: Final = frozenset(
    label.strip("()（）") for style in STYLES.values()
    for label in (style.omitted_label, style.reserved_label)
)  # fmt: skip
"""What stands in brackets instead of the text of an article, and is no caption of one."""
_SMALL: Final = frozenset(
    "a an and any as at by for from in into of on or other the to with without per vs via".split()
)
# "Name. The name of …", "Annual meetings: A meeting …"
_RUN_IN: Final = re.compile(r"(?P<caption>[^.:;—–]{2,70}[.:]|[^.:;—–]{2,70}(?= ?[—–] ))(?= |$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A caption, the text behind it, and the brackets and dashes that were dropped."""

    heading: str
    rest: str = ""
    dropped: str = ""


def bracketed(text: str) -> Caption | None:
    """The caption in brackets that ``text`` begins with."""
    text = text.strip(EDGES)
    close = _PAIRS.get(text[:1])
    if close is None:
        return None
    depth = 0
    for at, char in enumerate(text[: LONGEST * 4]):
        depth += (char == text[0]) - (char == close)
        if depth == 0:
            inner = text[1:at].strip(EDGES)
            if not inner:
                return None
            return Caption(heading=inner, rest=text[at + 1 :].strip(EDGES), dropped=text[0] + close)
    return None


def alone(block: SourceBlock) -> Caption | None:
    """The caption that is the whole of a block, in brackets, as it stands above an article."""
    if block.generated or block.fixed:
        return None
    found = bracketed(block.text)
    if found is None or found.rest or len(found.heading) > _longest(found.heading):
        return None
    inner = found.heading
    if inner in LABELS:
        return None
    return None if re.fullmatch(r"[0-9０-９一二三四五六七八九十a-zA-Zア-ン]{1,2}", inner) else found


def beside(text: str, *, styled: bool, lead: int, followed: bool) -> Caption | None:
    """The caption in the text behind a number.

    ``styled`` when the block looks like a heading, ``lead`` characters of the text stand out,
    ``followed`` when more of the article comes behind the block.
    """
    found = bracketed(text)
    if found is not None and found.heading in LABELS and not found.rest:
        return None
    longest = _longest(found.heading) if found is not None else 0
    if found is not None and len(found.heading) <= longest and not _sentence(found.heading):
        return found
    if not text:
        return None
    japanese = is_wide(text[0])
    if styled:
        return Caption(heading=text)
    if 1 < lead < len(text) and lead <= 2 * LONGEST and text[:lead].strip(EDGES):
        return Caption(heading=text[:lead].strip(EDGES), rest=text[lead:].strip(EDGES))
    if followed and len(text) <= (_LINE_JA if japanese else _LINE_EN) and titled(text):
        return Caption(heading=text)
    match = None if japanese else _RUN_IN.match(text)
    if match and titled(match["caption"]) and len(text) > match.end():
        rest = text[match.end() :]
        body = rest.lstrip(EDGES + "—–")
        return Caption(
            heading=match["caption"].strip(),
            rest=body,
            dropped=rest[: len(rest) - len(body)].strip(),
        )
    return None


def titled(text: str) -> bool:
    """Whether a line reads as a title: no sentence, and in English most words capitalised."""
    text = text.strip(EDGES)
    if not text or len(text) > _TITLE:
        return False
    if any(is_wide(char) for char in text):
        return (
            not re.search(r"[。、，]|(?:する|とき|こと|もの|次のとおり)$", text)
            and len(text) <= _LINE_JA
        )
    if re.search(r"[;,]$|[.:] [A-Z]", text):
        return False
    words = [word for word in re.findall(r"[A-Za-z][\w’'-]*", text) if word.lower() not in _SMALL]
    if not words or len(words) > _TITLE_WORDS:
        return False
    capital = sum(word[0].isupper() for word in words)
    if text.endswith(".") and len(words) - capital >= 2:
        return False  # "The Board of Directors decides by resolution on Article 309 of the Act."
    short = len(words) <= _FEW_WORDS and words[0][0].isupper() and text[-1] in ":."
    # Seven in ten: besides the small words that are not counted a title may leave a verb small.
    return capital * 10 >= len(words) * 7 or short


def _sentence(text: str) -> bool:
    return text.endswith(("。", ";"))


def _longest(heading: str) -> int:
    """How long a caption may be: words of letters take more room than Japanese ones."""
    return LONGEST if any(map(is_wide, heading)) else 2 * LONGEST
