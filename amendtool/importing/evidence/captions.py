"""Decided afterwards, for all provisions of a kind together: what on their lines is a caption."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from amendtool.errors import NOWHERE
from amendtool.importing.evidence.labels import LabelKind
from amendtool.importing.evidence.lines import (
    BRACKETED,
    DELETED,
    PLACEHOLDER,
    DocumentFacts,
    DocumentLine,
    is_title,
)
from amendtool.importing.evidence.open_provisions import Growing, GrowingRow
from amendtool.importing.evidence.tree import PrintedCaption, PrintedProvision, PrintedRow, Standing
from amendtool.patterns import compiled
from amendtool.values import dataclass

_MOST: Final = 0.6
"""So many of a kind must look like it for the kind to have captions."""
_RUN_IN: Final = compiled(
    r"(?P<caption>(?=\S)[^.:。　]{2,80}?(?:\.[A-Z]\.)?)(?:\.?[ \u00a0]*[—―–][ \u00a0]*"
    r"|\.?[ \u00a0]+-[ \u00a0]+|[.:]-{1,2}[ \u00a0]*|[.:][ \u00a0]+|　+)(?P<rest>[^\s].*)"
)
_WORDS_IN_CAPITALS: Final = 8
_SHORT: Final = 20
"""The longest line in Japanese that is a title by its look alone."""
_VERBS: Final = compiled(
    r"\b(?:shall|may|must|will|is|are|was|were|has|have|can|should|does|do|be|holds|hold|meets|"
    r"consists|means)\b"
)
FRAMES: Final = ("編", "篇", "章", "節", "款")
"""The words of the levels that hold articles in Japanese."""
_OPEN_BRACKET: Final = "（(【〔"
_EDGE: Final = " \t\u3000\u00a0:：-–—―."


@dataclass(frozen=True, slots=True)
class _Split:
    caption: str
    rest: str


def settled(root: Growing, facts: DocumentFacts) -> PrintedProvision:
    """The tree as it is, with captions decided kind by kind."""
    groups: dict[tuple[LabelKind | None, LabelKind | None], list[Growing]] = defaultdict(list)
    stack: list[tuple[Growing, Growing | None]] = [(root, None)]
    while stack:
        node, parent = stack.pop()
        if node.head and not node.titled and node.kind is not None and node.value:
            inside = None if node.kind.word or parent is None else parent.kind
            groups[node.kind, inside].append(node)
        for part in node.parts:
            if isinstance(part, GrowingRow):
                stack += [(item, node) for item in part.items]
    captioned: set[int] = set()
    for (kind, inside), nodes in groups.items():
        captioned |= _captioned(kind, inside, nodes, facts)
    return _provision(root, captioned)


def _captioned(
    kind: LabelKind | None, inside: LabelKind | None, nodes: list[Growing], facts: DocumentFacts
) -> set[int]:
    """The provisions of a kind whose line has a caption, as most of the kind have.

    ``inside`` is the kind of what they stand in, None for the document and below a level's word.
    """
    open_ = [
        node for node in nodes
        if not DELETED.fullmatch(node.head) and node.above is None and node.below is None
        and node.level is None and not _bold(node) and not _bracketed(node)
        and (node.parts or not is_title(node.head))
    ]  # fmt: skip
    if not open_:
        return set()
    like = [node for node in open_ if (_is_caption(node) and node.parts) or _run_in(node, facts)]
    worded = kind is not None and (bool(kind.word) or kind.depth > 0)
    if facts.wide and worded:
        like += [node for node in open_ if node not in like and _is_short(node)]
        if len(like) < _MOST * len(open_):
            # A short line without a stop, over a text on the next one, tells by itself.
            return {id(node) for node in like if _is_short(node)}
    if facts.wide and not worded:
        # Items without a full stop and terms before a wide space are texts; numbers that stand
        # in nothing number what others call articles: １．名称 over its text.
        top = kind is not None and "(" not in kind.shape and (
            inside is None or inside.shape == "title" or inside.word in FRAMES
        )  # fmt: skip
        short = [node for node in open_ if _is_short(node)] if top else []
        # ３．申込み may be all that stands above its list, as its siblings have it over texts.
        listed = [node for node in open_ if _is_over_a_list(node)] if top else []
        if len(short) < max(2, 0.75 * (len(open_) - len(listed))):
            return set()
        return {id(node) for node in (*short, *listed)}
    if not worded and len(open_) < 2 and not all(_strict(node) for node in like):
        return set()
    share = _MOST if worded else 0.75
    if len(like) < share * len(open_):
        return set()
    if len(like) > 1 and all(node.head.isupper() and node.head.endswith(":") for node in like):
        # 3. TRUSTEES: over a list is no sentence where the others have such captions over texts.
        like += [
            node
            for node in open_
            if node not in like
            and node.head.isupper()
            and node.head.endswith(":")
            and len(node.head.split()) <= _WORDS_IN_CAPITALS
        ]
    if worded and not facts.wide and all(map(_frames, like)):
        # Where the others hold articles below captions, one that holds none has its caption.
        like += [node for node in nodes if not node.parts and is_title(node.head)
                 and _is_caption(node) and not DELETED.fullmatch(node.head)]  # fmt: skip
    return {id(node) for node in like}


def _frames(node: Growing) -> bool:
    """Whether what stands in a provision are articles, and no paragraphs or items."""
    return node.row is not None and not any(one.small for one in node.row.items)


def _strict(node: Growing) -> bool:
    """Whether all longer words of a caption begin with capitals."""
    match = _RUN_IN.fullmatch(node.head)
    caption = match["caption"] if match else node.head
    return all(word[0].isupper() for word in re.findall(r"[A-Za-z]{4,}", caption))


def _bold(node: Growing) -> bool:
    return node.line is not None and node.reading is not None and (
        node.reading.start < node.line.lead < len(node.line.text)
    )  # fmt: skip


def _bracketed(node: Growing) -> bool:
    """Whether the line of a label begins with a caption in brackets."""
    return node.head[0] in _OPEN_BRACKET and node.kind is not None and bool(node.kind.word) and (
        BRACKETED.match(node.head) is not None
    )  # fmt: skip


def _is_short(node: Growing) -> bool:
    """Whether the line of a label is a title over a text, and no sentence."""
    return bool(node.parts) and isinstance(node.parts[0], str) and _reads_as_title(node.head)


def _is_over_a_list(node: Growing) -> bool:
    """Whether the line of a label may be a title over a list, and is no sentence."""
    return (
        bool(node.parts) and isinstance(node.parts[0], GrowingRow)
        and _reads_as_title(node.head) and not re.search(r"[0-9０-９]|次|者$", node.head)
    )  # fmt: skip


def _reads_as_title(head: str) -> bool:
    """Whether a Japanese line is a title, and no sentence."""
    return is_title(head) and len(head) <= _SHORT and not re.search(
        r"[、，。]|(?:する|こと|もの)$", head
    )  # fmt: skip


def _is_caption(node: Growing) -> bool:
    head = node.head
    if is_title(head):
        return not _VERBS.search(head)
    return head.endswith((".", ":")) and is_title(head[:-1]) and (
        len(head.split()) <= 6 and not _VERBS.search(head) and head[:1].isupper()
        and bool(node.parts) and (isinstance(node.parts[0], str) or _lists(node))
    )  # fmt: skip


def _lists(node: Growing) -> bool:
    """Whether a provision is nothing but a list behind its caption: Section 4. Dues. (a) Any."""
    kind = node.kind
    return kind is not None and bool(kind.word or kind.depth) and node.head.endswith(".") and (
        isinstance(node.parts[0], GrowingRow)
    )  # fmt: skip


def says_something(text: str) -> bool:
    """Whether a line has a verb, and so is no caption."""
    return _VERBS.search(text) is not None


def _run_in(node: Growing, facts: DocumentFacts) -> _Split | None:
    match = _RUN_IN.fullmatch(node.head)
    if match is None:
        return None
    caption, rest = match["caption"].strip(), match["rest"]
    if len(caption.split()) > 9 or _VERBS.search(caption) or caption[0].islower():
        return None
    if rest[0].islower() or (facts.wide and "、" in caption):
        return None
    return _Split(caption, rest)


def _heading_of(node: Growing, captioned: set[int]) -> tuple[PrintedCaption | None, str]:
    """The caption of a provision, and what is left of the line as text."""
    head = node.head
    if node.titled:
        return PrintedCaption(head, "alone", printed=head), ""
    for line, standing in ((node.above, "above"), (node.below, "below")):
        if line is not None:
            # One line that was parted, and not two that a page has on one line of its file.
            if node.line is not None and line.place is node.line.place:
                return _stripped(line, "in front"), head
            return _stripped(line, "above" if standing == "above" else "below"), head
    if not head or DELETED.fullmatch(head) or PLACEHOLDER.match(head) or node.kind is None:
        return None, head
    line, reading = node.line, node.reading
    bracket = BRACKETED.match(head) if head[0] in _OPEN_BRACKET else None
    if bracket is not None and (node.kind.word or node.level is not None or _bold(node)) and (
        any(ord(char) > 0x2E80 for char in bracket[2]) or node.level is not None
        or node.rank is not None
    ):  # fmt: skip
        rest = head[bracket.end() :].strip(" \t\u3000")
        return _parted(head, bracket[2].strip(), rest, bracket[1] + bracket[3])
    if line is not None and reading is not None and _bold(node):
        caption = line.text[reading.start : line.lead].strip(_EDGE)
        rest = head[line.lead - reading.start :].lstrip(_EDGE)
        if caption:
            return _parted(head, caption, rest)
    whole = line is not None and line.lead >= len(line.text) and node.parts and is_title(head)
    if node.level is not None or whole:
        return _parted(head, head, "")
    if id(node) in captioned:
        match = _RUN_IN.fullmatch(head)
        if match is not None and not (
            is_title(head) and _is_caption(node) and node.parts
        ):  # fmt: skip
            return _parted(head, match["caption"].strip(), match["rest"])
        if bracket is not None and bracket.end() == len(head) and bracket[2].strip():
            # １．（名称）: what most of its row have around their captions is a setting.
            return _parted(head, bracket[2].strip(), "", bracket[1] + bracket[3])
        return _parted(head, head, "")
    return None, head


def _parted(head: str, caption: str, rest: str, brackets: str = "") -> tuple[PrintedCaption, str]:
    """A caption on the line of its label, and the text behind it there."""
    start = head.index(caption)
    stop = head[start + len(caption) : len(head) - len(rest)]
    standing: Standing = "run in" if rest else "behind"
    found = PrintedCaption(
        caption, standing, brackets, printed=head, ahead=head[:start], stop=stop
    )  # fmt: skip
    return found, rest


def _stripped(line: DocumentLine, standing: Standing) -> PrintedCaption:
    bracket = BRACKETED.fullmatch(line.text)
    if bracket is not None:
        return PrintedCaption(
            bracket[2].strip(), standing, bracket[1] + bracket[3], printed=line.text,
            ahead=bracket[1], stop=bracket[3],
        )  # fmt: skip
    return PrintedCaption(line.text, standing, printed=line.text)


def _provision(node: Growing, captioned: set[int]) -> PrintedProvision:
    caption, head = _heading_of(node, captioned)
    body: list[str | PrintedRow] = [head] if head else []
    for part in node.parts:
        if isinstance(part, str):
            body.append(part)
            continue
        items = tuple(_provision(item, captioned) for item in part.items)
        if part.silent and body:
            first = PrintedProvision(silent=True, body=tuple(body),
                                     place=node.line.place if node.line else NOWHERE)  # fmt: skip
            body = [PrintedRow((first, *items))]
            continue
        body.append(PrintedRow(items, part.goes_on))
    return PrintedProvision(
        label=node.label, caption=caption, body=tuple(body), inline=bool(head) and _inline(node),
        place=node.line.place if node.line is not None else NOWHERE, lead=_lead(node),
        level=node.level, counted=node.line is not None and node.line.counted,
    )  # fmt: skip


def _inline(node: Growing) -> bool:
    """Whether anything stands behind the label on its line: the text may begin on the next."""
    line, reading = node.line, node.reading
    return line is None or reading is None or line.counted or bool(line.text[reading.start :])


def _lead(node: Growing) -> str:
    """What stands on the line of a provision before its caption and its text."""
    if node.line is None or node.reading is None:
        return ""
    if node.line.counted:
        return f"{node.line.printed} "
    return node.line.text[: node.reading.start]
