"""A plan as text and as JSON: everything that an amendment would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from amendtool.amendments.amendment import AdoptedBy, Amendment
from amendtool.amendments.apply.restated import RestatedProvision, Restatement
from amendtool.amendments.apply.throughout import PhrasePlaces
from amendtool.amendments.operations import Print
from amendtool.articles.addresses import Address, AddressRange, canonical
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.consequences import Consequence, Due
from amendtool.comparison.table import RowKind
from amendtool.messages import language_spoken, later, say, say_count
from amendtool.periods.dates import given_day, told
from amendtool.render.typography import columns, filled

if TYPE_CHECKING:
    from amendtool.render.records import (
        EditionPlanRecord,
        LedgerEntryRecord,
        PhraseRecord,
        ProblemRecord,
        RestatementRecord,
        UnreadNumberRecord,
    )


_ADOPTERS: Final = {
    AdoptedBy.MEETING: later("meeting"),
    AdoptedBy.BOARD: later("board"),
    AdoptedBy.MEMBERS: later("members"),
    AdoptedBy.CONSENT: later("consent"),
}


def _section(kind: RowKind) -> tuple[int, str] | None:
    """Which section of the plan tells the consequences of a kind, and its title, said later."""
    match kind:
        case RowKind.INSERTED:
            return 1, later("New ({count})")
        case RowKind.REPLACED:
            return 2, later("Changed ({count})")
        case RowKind.DELETED:
            return 3, later("Deleted ({count})")
        case RowKind.RENUMBERED:
            return 4, later("Number only ({count})")
        case RowKind.UNCHANGED | RowKind.CHAPTER:
            return None


_SECTIONS = sorted((section, kind) for kind in RowKind if (section := _section(kind)))


def plan_text(
    amendment: Amendment,
    consequences: Sequence[Consequence],
    dues: Sequence[Due],
    style: DraftingStyle,
    *,
    arrow: str = "→",
    dash: str = "–",
) -> str:
    """The plan for reading; ends with a line feed. ``arrow`` and ``dash`` suit the console."""
    blocks = [list(_head(amendment))]
    for (_, title), kind in _SECTIONS:
        if kind is RowKind.RENUMBERED:
            moved = [c for c in consequences if c.moved and c.kind is kind]
            if moved:
                lines = [_line(each, style, arrow, dash) for each in moved]
                blocks.append([say("Moved ({count})", count=len(moved)), *lines])
        found = [c for c in consequences if c.kind is kind]
        if kind is RowKind.RENUMBERED:
            found = [c for c in found if not c.moved]
        if found:
            lines = [say(title, count=len(found))]
            if kind is RowKind.RENUMBERED:
                lines += _ranges(found, style, arrow)
            else:
                lines += [_line(each, style, arrow, dash) for each in found]
            blocks.append(lines)
    if page := page_record(amendment):
        settings = say("as the settings say")
        lines = [
            say("  {place}: {words}", place=name, words=value or settings)
            for name, value in page.items()
        ]
        blocks.append([say("Printed otherwise"), *lines])
    if dues:
        blocks.append([say("Dates to remember"), *(due_line(due, style) for due in dues)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _head(amendment: Amendment) -> Iterator[str]:
    yield f"{amendment.name}  {amendment.title}".rstrip()
    by = amendment.adopted_by
    dates: Mapping[str, object] = {
        say("Meeting:"): amendment.meeting,
        say("Resolved:"): told(amendment.resolved).said if amendment.resolved else "",
        say("Adopted:"): told(amendment.adopted).said if amendment.adopted else "",
        say("By:"): "" if by is AdoptedBy.MEETING else say(_ADOPTERS[by]),
        say("Effective:"): told(amendment.effective).said if amendment.effective else "",
    }
    room = 1 + max(map(columns, dates))
    for name, value in dates.items():
        if value:
            yield f"{filled(name, room)}{value}"


def _line(each: Consequence, style: DraftingStyle, arrow: str, dash: str) -> str:
    old = each.present.text(style) if each.present else ""
    new = each.proposed.text(style) if each.proposed else ""
    place = new if old in ("", new) else old if not new else f"{old} {arrow} {new}"
    why = _why(each)
    if each.moved and each.kind is not RowKind.RENUMBERED:
        why = say("moved, {why}", why=why)
    in_line = not style.heading_brackets[0]
    heading = each.heading if in_line or not each.heading else style.bracketed(each.heading)
    heading = f" {heading}" if heading else ""
    return f"  {place}{heading}  {dash} {why}"


def _why(each: Consequence) -> str:
    if each.operations:
        return say(", ").join(
            say("operation {operation}", operation=index + 1) for index in each.operations
        )
    return (
        say("its references follow")
        if each.kind is RowKind.REPLACED
        else say("follows from the others")
    )


def _ranges(found: Iterable[Consequence], style: DraftingStyle, arrow: str) -> Iterator[str]:
    run: list[Consequence] = []
    for each in found:
        if run and not _joins(run[-1], each, style):
            yield _range(run, style, arrow)
            run = []
        run.append(each)
    if run:
        yield _range(run, style, arrow)


def _joins(last: Consequence, each: Consequence, style: DraftingStyle) -> bool:
    for before, after in ((last.present, each.present), (last.proposed, each.proposed)):
        if before is None or after is None or before.parent != after.parent:
            return False
        if before.level != after.level or not style.adjoins(before.number, after.number):
            return False
    return True


def _range(run: Sequence[Consequence], style: DraftingStyle, arrow: str) -> str:
    def text(first: Address | None, last: Address | None) -> str:
        return AddressRange(first, last).text(style) if first and last else ""

    old = text(run[0].present, run[-1].present)
    new = text(run[0].proposed, run[-1].proposed)
    # An address is written in one form, so that of a mark alone nothing is seen in it.
    return say("  {old} (its mark)", old=old) if old == new else f"  {old} {arrow} {new}"


_DUES: Final = {
    "effective": later("{provision} takes effect"),
    "delete": later("{provision} is to be deleted"),
    "overlap": later("{provision} stays in force as it was"),
}


def due_line(due: Due, style: DraftingStyle) -> str:
    """A date to remember, as a line of the plan."""
    provision = due.provision.text(style) if due.provision else say("the new provision")
    day = str(due.date) if due.date else " " * 10
    what = say(_DUES[due.what], provision=provision)
    if words := "; ".join(due.words(language_spoken())):
        what = say("{due}: {words}", due=what, words=words)
    if due.operation is not None:
        what = say("{due} (operation {operation})", due=what, operation=due.operation + 1)
    return f"  {day}  {what}"


def phrases_text(phrases: Iterable[PhrasePlaces], style: DraftingStyle, *, arrow: str = "→") -> str:
    """Each phrase that is replaced throughout, place by place, with what is left over; or ''."""
    blocks = []
    for each in phrases:
        count = sum(times for _, times in each.replaced)
        put = (
            f"{each.find} {arrow} {each.substitute}"
            if each.substitute
            else say("{words}, out", words=each.find)
        )
        lines = [
            say(
                "{change} ({count}, operation {operation})",
                change=put,
                count=count,
                operation=each.operation + 1,
            )
        ]
        lines += [
            say("  {place}: {words}", place=place.text(style), words=times)
            for place, times in each.replaced
        ]
        if each.left:
            left = sum(times for _, _, times in each.left)
            lines.append(say("  left as it is: {count}", count=left))
            lines += [
                say_count(
                    "    {place}: {words}",
                    "    {place}: {words} ({count} times)",
                    times,
                    place=place.text(style),
                    words=words,
                )
                for place, words, times in each.left
            ]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def restatements_text(
    restatements: Iterable[Restatement], style: DraftingStyle, *, arrow: str = "→"
) -> str:
    """What each restated text was understood as: what goes on, what is new, what goes; or ''."""
    titles = {
        "kept": later("  goes on: {provisions}"),
        "new": later("  new: {provisions}"),
        "deleted": later("  deleted: {provisions}"),
    }
    blocks = []
    for each in restatements:
        lines = [say("Restated (operation {operation})", operation=each.operation + 1)]
        for kind, title in titles.items():
            told = [_restated(one, style, arrow) for one in each.provisions if one.kind == kind]
            if told:
                lines.append(say(title, provisions=say(", ").join(told)))
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _restated(one: RestatedProvision, style: DraftingStyle, arrow: str) -> str:
    old, new = (each.text(style) if each else "" for each in (one.present, one.proposed))
    place = f"{old} {arrow} {new}" if old and new and old != new else new or old
    if one.kind == "kept" or not one.heading:
        return place
    gap = style.line_joint
    left, right = style.heading_brackets if style.heading_brackets[0] else ("(", ")")
    return f"{place}{gap}{left}{one.heading}{right}"


def restatement_records(
    restatements: Iterable[Restatement], style: DraftingStyle
) -> list[RestatementRecord]:
    """The same for programs."""
    return [
        {
            "operation": each.operation,
            "provisions": [
                {
                    "kind": one.kind,
                    "key": one.key,
                    "present": canonical(one.present, style) if one.present else None,
                    "proposed": canonical(one.proposed, style) if one.proposed else None,
                }
                for one in each.provisions
            ],
        }
        for each in restatements
    ]


def phrase_records(phrases: Iterable[PhrasePlaces], style: DraftingStyle) -> list[PhraseRecord]:
    """The same for programs."""
    return [
        {
            "operation": each.operation,
            "find": each.find,
            "substitute": each.substitute,
            "replaced": [
                {"provision": canonical(place, style), "words": each.find, "count": times}
                for place, times in each.replaced
            ],
            "left": [
                {"provision": canonical(place, style), "words": words, "count": times}
                for place, words, times in each.left
            ],
        }
        for each in phrases
    ]


def page_record(amendment: Amendment) -> dict[str, str]:
    """What of the page is printed otherwise, by setting; empty is what the settings say."""
    printed = (each for each in amendment.operations if isinstance(each, Print))
    return {each.setting.value: each.value for each in printed}


def plan_record(
    amendment: Amendment,
    consequences: Sequence[Consequence],
    dues: Sequence[Due],
    *,
    style: DraftingStyle,
    base: str,
    renames: Mapping[str, str],
    writes: Iterable[str],
    deletes: Iterable[str],
    ledger: Iterable[LedgerEntryRecord],
    unread: Iterable[UnreadNumberRecord],
    questions: Iterable[ProblemRecord],
) -> EditionPlanRecord:
    """The plan for one edition as the JSON document ``amendtool/plan/1``."""
    record: EditionPlanRecord = {
        "schema": "amendtool/plan/1",
        "amendment": amendment.name,
        "title": amendment.title,
        "meeting": amendment.meeting,
        "resolved": _date(amendment.resolved),
        "adopted": _date(amendment.adopted),
        "effective": _date(given_day(amendment.effective)),
        "base": base,
        "changes": [
            {
                "kind": each.kind.value,
                "level": each.level,
                "key": each.key,
                "heading": each.heading,
                "present": canonical(each.present, style) if each.present else None,
                "proposed": canonical(each.proposed, style) if each.proposed else None,
                "operations": list(each.operations),
                "moved": each.moved,
            }
            for each in consequences
        ],
        "dates": [
            {
                "date": _date(due.date),
                "what": due.what,
                "when": "; ".join(due.words("en")) or None,
                "provision": canonical(due.provision, style) if due.provision else None,
                "operation": due.operation,
            }
            for due in dues
        ],
        "files": {
            "renamed": dict(renames),
            "written": sorted(writes),
            "deleted": sorted(deletes),
        },
        "references": list(ledger),
        "unread": list(unread),
        "questions": list(questions),
    }
    day = amendment.effective
    if day is not None and given_day(day) is None:
        record["effective_when"] = told(day).en
    return record


def _date(value: object) -> str | None:
    return None if value is None else str(value)
