"""References as text and as JSON, and the ledger of an amendment as an appendix for counsel."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.crossrefs.ledger import LedgerEntry, Rule, UnreadNumber
from amendtool.articles.addresses import Address, Spot, canonical
from amendtool.articles.languages import language_of
from amendtool.articles.references.inventory import Listed
from amendtool.articles.references.reference import Category
from amendtool.articles.references.resolver import Trouble
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place
from amendtool.messages import language_spoken, later, say
from amendtool.values import dataclass

if TYPE_CHECKING:
    from amendtool.render.records import (
        LedgerEntryRecord,
        ReferenceRecord,
        TargetRecord,
        UnreadNumberRecord,
    )

CHANGED = (Rule.RENUMBERED, Rule.MADE_ABSOLUTE, Rule.RETARGETED, Rule.KEPT, Rule.QUESTION)
"""The rules whose references a reader of a plan wants to see."""

STORIES = {
    Rule.FOREIGN: later("points elsewhere: never touched"),
    Rule.WHOLE: later("names the whole document"),
    Rule.HOLDS: later("still true"),
    Rule.RENUMBERED: later("its target has another number"),
    Rule.MADE_ABSOLUTE: later("its target is no longer the neighbour"),
    Rule.RETARGETED: later("an operation gives it another target"),
    Rule.KEPT: later("an operation keeps it"),
    Rule.PROPOSED: later("new text, in the proposed numbering"),
    Rule.DANGLING: later("had no target before"),
    Rule.QUESTION: later("needs an answer"),
}

_CATEGORIES: Final = {
    Category.INTERNAL: later("internal"),
    Category.EXTERNAL: later("external"),
    Category.HISTORICAL: later("historical"),
    Category.QUOTED: later("quoted"),
}

_TROUBLES: Final = {
    Trouble.MISSING: later("missing"),
    Trouble.RESERVED: later("reserved"),
    Trouble.NO_NEIGHBOUR: later("no-neighbour"),
    Trouble.UNCLEAR: later("unclear"),
}


def reference_record(listed: Listed, place: Place, style: DraftingStyle) -> ReferenceRecord:
    """One reference of ``references --json``."""
    return {
        "in": canonical(listed.address, style),
        "key": listed.standing.spot.key,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "text": listed.reference.text,
        "class": listed.reference.category.value,
        "law": listed.reference.law,
        "targets": [_target(target, style) for target in listed.targets],
        "problem": next((r.trouble.value for r in listed.resolved if r.trouble), None),
    }


def reference_line(listed: Listed, place: Place, style: DraftingStyle, arrow: str) -> str:
    """One reference for reading: where it stands, its words, what it means."""
    reference = listed.reference
    trouble = next((r for r in listed.resolved if r.trouble), None)
    meaning = _together([address for _, address in listed.targets], style)
    category = say(_CATEGORIES[reference.category])
    if reference.law:
        meaning = say("{what}: {which}", what=category, which=reference.law)
    elif not listed.resolved:
        meaning = category
    elif trouble is not None:
        why = say(_TROUBLES[trouble.trouble]) if trouble.trouble else ""
        wrong = say("{what}: {which}", what=trouble.culprit or say("it"), which=why)
        meaning = say("{meaning}; {wrong}", meaning=meaning, wrong=wrong) if meaning else wrong
    elif not meaning:
        meaning = say("the whole document")
    return f"{place}: {listed.address.text(style)}: {reference.text} {arrow} {meaning}"


def _together(addresses: Sequence[Address], style: DraftingStyle) -> str:
    return say(", ").join(address.text(style) for address in addresses)


def _target(target: tuple[Spot, Address], style: DraftingStyle) -> TargetRecord:
    return {"provision": canonical(target[1], style), "key": target[0].key}


def entry_record(entry: LedgerEntry, style: DraftingStyle) -> LedgerEntryRecord:
    """One reference of the ledger, as JSON."""
    return {
        "in": canonical(entry.address, style),
        "key": entry.standing.spot.key,
        "stood": canonical(entry.present, style) if entry.present else None,
        "class": entry.category.value,
        "law": entry.law,
        "rule": entry.rule.value,
        "before": entry.before,
        "after": entry.after,
        "sentence": entry.sentence,
        "targets_before": [_target(target, style) for target in entry.targets_before],
        "targets_after": [_target(target, style) for target in entry.targets_after],
    }


def ledger_text(
    entries: Iterable[LedgerEntry], style: DraftingStyle, *, every: bool, arrow: str
) -> str:
    """The ledger for reading: the references that change, or ``every`` one."""
    shown = [entry for entry in entries if every or entry.rule in CHANGED]
    if not shown:
        return ""
    lines = [say("References ({count})", count=len(shown))]
    for entry in shown:
        words = (
            entry.before
            if entry.before == entry.after
            else (f"{entry.before} {arrow} {entry.after}")
        )
        lines.append(
            say(
                "  {place}: {words}  ({why})",
                place=entry.address.text(style),
                words=words,
                why=say(STORIES[entry.rule]),
            )
        )
        if every:
            lines.append(f"    {entry.sentence}")
    return "\n".join(lines) + "\n"


def _note(place: str, words: str, sentence: str) -> str:
    return say("  {place}: {words}", place=place, words=words) + f"\n    {sentence}"


def unread_record(unread: UnreadNumber, style: DraftingStyle) -> UnreadNumberRecord:
    """A number that no rule read, as JSON."""
    return {
        "in": canonical(unread.address, style),
        "words": unread.words,
        "sentence": unread.sentence,
        "of_its_time": unread.of_its_time,
        "kept": unread.kept,
    }


def notes_text(
    entries: Iterable[LedgerEntry], unread: Iterable[UnreadNumber], style: DraftingStyle
) -> str:
    """What a person has to look at: references without a target, numbers that no rule read."""
    aimless = [
        _note(entry.address.text(style), entry.after, entry.sentence)
        for entry in entries
        if entry.rule is Rule.DANGLING
        or (entry.rule is Rule.RENUMBERED and not entry.targets_before)
    ]
    stray: list[str] = []
    left: list[str] = []
    kept: list[str] = []
    for each in unread:
        note = _note(each.address.text(style), each.words, each.sentence)
        (left if each.of_its_time else kept if each.kept else stray).append(note)
    heads = (
        (say("References without a target ({count})", count=len(aimless)), aimless),
        (say("Numbers that were not read ({count})", count=len(stray)), stray),
        (
            say(
                "References of another day, in supplementary provisions of then, left as they "
                "are ({count})",
                count=len(left),
            ),
            left,
        ),
        (
            say(
                "References that are kept, though what they cite has another number then ({count})",
                count=len(kept),
            ),
            kept,
        ),
    )
    return "".join(f"{head}\n" + "\n".join(lines) + "\n" for head, lines in heads if lines)


_HEADS: Final = (
    later("Stands in"), later("Before"), later("After"), later("Means"), later("Why"),
    later("Sentence"),
)  # fmt: skip
_TOLD: Final = _HEADS.index("Why")
"""The column that is not in the language of the articles."""


@dataclass(frozen=True, slots=True)
class Appendix:
    """The ledger of an amendment: every reference, before and after, with its sentence."""

    amendment: Amendment
    entries: Sequence[LedgerEntry]
    style: DraftingStyle

    @property
    def title(self) -> str:
        """What it is called in print."""
        return say("References under {title}", title=self.amendment.title or self.amendment.name)


def to_json(appendix: Appendix) -> str:
    """``appendix`` as the JSON document ``amendtool/ledger/1``."""
    record = {
        "schema": "amendtool/ledger/1",
        "amendment": appendix.amendment.name,
        "references": [entry_record(entry, appendix.style) for entry in appendix.entries],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def to_html(appendix: Appendix, templates: Sequence[Path] = ()) -> str:
    """``appendix`` as a page that needs no other file; ``templates`` are of no use to it."""
    from amendtool.render.templates import MAX_PAGE, Templates

    arguments = {
        "title": appendix.title,
        "language": language_spoken(),
        "tag": language_of(appendix.style.language).tag,
        "told": _TOLD,
        "heads": [say(head) for head in _HEADS],
        "rows": _rows(appendix),
    }
    page = Templates((), {"say": say}).fill("ledger.html.j2", arguments, most=MAX_PAGE)
    return page.rstrip("\n")


def to_markdown(appendix: Appendix) -> str:
    """``appendix`` as GitHub-flavoured Markdown; every character of a text is literal."""
    from amendtool.render.markdown import literal

    lines = [
        f"# {literal(appendix.title)}",
        "",
        f"| {' | '.join(map(say, _HEADS))} |",
        "|" + " --- |" * len(_HEADS),
        *(f"| {' | '.join(map(literal, row))} |" for row in _rows(appendix)),
    ]
    return "\n".join(lines) + "\n"


def _rows(appendix: Appendix) -> list[tuple[str, ...]]:
    return [_cells(entry, appendix.style) for entry in appendix.entries]


def _cells(entry: LedgerEntry, style: DraftingStyle) -> tuple[str, ...]:
    old = _together([address for _, address in entry.targets_before], style)
    new = _together([address for _, address in entry.targets_after], style)
    meaning = entry.law or (new if old in ("", new) else f"{old} → {new}")
    return (
        entry.address.text(style),
        entry.before,
        entry.after,
        meaning,
        say(STORIES[entry.rule]),
        entry.sentence,
    )
