"""Fields that hold a date of law: a day, or what it depends on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping as Fields
from typing import Final

from amendtool.amendments.file.fields import Given, Kind, Schema
from amendtool.amendments.file.yaml import Mapping, Node, Scalar, Sequence_
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Problem
from amendtool.messages import later, say, say_list
from amendtool.patterns import compiled
from amendtool.periods.dates import (
    DayFollowing,
    EarlierOf,
    EventDay,
    LaterOf,
    LegalDay,
    NotYetKnown,
    PeriodDay,
    PeriodEnd,
    count,
    is_event_name,
)
from amendtool.periods.law import Law
from amendtool.periods.period import Period, PeriodUnit

NOT_YET_KNOWN: Final = "not yet known"
_EVENT, _LATER, _EARLIER, _AFTER = "event", "later_of", "earlier_of", "after"
_FROM_START, _FROM_EVENT, _DAY = "from_start_of", "from_event", "day"
_PERIOD: Final = "a period"
_UNITS: Final = tuple(unit.value for unit in PeriodUnit)
_DEEPEST: Final = 8
"""So deep may dates stand in each other; provisions that anybody votes on need three."""
_ISO: Final = compiled(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITE: Final = later("write a day as 2013-06-26")
_FORMS: Final = later(
    "write a day as 2013-06-26, `event: NAME`, a period (`months: 6`, `from_start_of:` or "
    "`from_event:`, `day: last_day` or `day_after`), `later_of:`, `earlier_of:`, `after:`, or "
    "'not yet known'"
)


class _Unclear(Exception):
    """A date that cannot be read; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _read(given: Given, name: str) -> LegalDay | None:
    node = given.mapping.get(name)
    if node is None:
        return None
    if isinstance(node, Scalar) and not node.value.strip():
        given.problem(
            node.place,
            "field-empty",
            say("`{name}` is empty", name=name),
            say("give it a value or leave it out"),
        )
        return None
    try:
        value = _value(node, name, 0)
    except _Unclear as unclear:
        given.problems.append(unclear.problem)
        return None
    try:
        for law in Law:
            count(value, {}, law)
    except OverflowError:
        given.problem(
            node.place, "date-unclear", say("`{name}` is after all days", name=name), say(_WRITE)
        )
        return None
    return value


def _value(node: Node, name: str, depth: int) -> LegalDay:
    if depth > _DEEPEST:
        raise _unclear(
            node,
            say("dates stand in each other more than {deepest} deep", deepest=_DEEPEST),
            say(_WRITE),
        )
    if isinstance(node, Scalar):
        return _scalar(node, name)
    if isinstance(node, Sequence_):
        raise _unclear(
            node,
            say("`{name}` is a list", name=name),
            say("behind `{later}:` stands a list; {forms}", later=_LATER, forms=say(_FORMS)),
        )
    return _mapping(node, name, depth)


def _scalar(node: Scalar, name: str) -> LegalDay:
    text = " ".join(node.value.split())
    if text == NOT_YET_KNOWN:
        return NotYetKnown()
    if _ISO.fullmatch(text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            pass
    hint = (
        say(
            "write year, month and day as 2013-06-26; an event is named as `event: {name}`",
            name=text,
        )
        if is_event_name(text)
        else say("write year, month and day as 2013-06-26")
    )
    problem = Problem(
        code="date-unclear",
        message=say("`{name}` is no date: {text!r}", name=name, text=text),
        hint=hint,
        place=node.place,
    )
    raise _Unclear(problem)


def _mapping(node: Mapping, name: str, depth: int) -> LegalDay:
    fields = {key.value: value for key, value in node.items}
    kinds = [each for each in (_EVENT, _LATER, _EARLIER, _AFTER) if each in fields]
    kinds += [_PERIOD] if any(each in fields for each in _UNITS) else []
    if len(kinds) != 1:
        told = [say("a period") if each == _PERIOD else each for each in kinds]
        raise _unclear(
            node,
            say("`{name}` has both {kinds}", name=name, kinds=say_list(told))
            if kinds
            else say("`{name}` has none of the forms of a date", name=name),
            say(_FORMS),
        )
    (kind,) = kinds
    if kind == _PERIOD:
        return _period(node, fields, name, depth)
    _only(node, name, (kind,))
    value = fields[kind]
    if kind == _EVENT:
        return EventDay(_event(value, kind))
    if kind == _AFTER:
        return DayFollowing(_value(value, kind, depth + 1))
    if not isinstance(value, Sequence_) or len(value.items) < 2:
        raise _unclear(value, say("`{kind}` needs a list of two dates or more", kind=kind),
                       say("write each on a line of its own behind a hyphen"))  # fmt: skip
    days = tuple(_value(each, kind, depth + 1) for each in value.items)
    return LaterOf(days) if kind == _LATER else EarlierOf(days)


def _event(node: Node, name: str) -> str:
    text = node.value.strip() if isinstance(node, Scalar) else ""
    if not is_event_name(text):
        raise _unclear(
            node,
            say("`{name}` names no event: {text!r}", name=name, text=text)
            if text
            else say("`{name}` names no event", name=name),
            say(
                "an event has a name of letters, digits and hyphens, letters "
                "first: merger-completed"
            ),
        )
    return text


def _period(node: Mapping, fields: Fields[str, Node], name: str, depth: int) -> LegalDay:
    _only(node, name, (*_UNITS, _FROM_START, _FROM_EVENT, _DAY))
    units = [each for each in _UNITS if each in fields]
    begins = [each for each in (_FROM_START, _FROM_EVENT) if each in fields]
    if len(units) != 1:
        raise _unclear(
            node,
            say("`{name}` is a period in both {units}", name=name, units=say_list(units)),
            say("say it in one of them: months: 18"),
        )
    if len(begins) != 1:
        raise _unclear(
            node,
            say("the period of `{name}` needs one beginning", name=name),
            say(
                "write `{from_start}:` for a day that counts, as one of entry into force "
                "does, or `{from_event}:` for one that does not",
                from_start=_FROM_START,
                from_event=_FROM_EVENT,
            ),
        )
    length = fields[units[0]]
    text = length.value.strip() if isinstance(length, Scalar) else ""
    try:
        # Not int() alone: it reads other digits, signs and underscores too.
        period = Period(int(text) if re.fullmatch(r"[0-9]{1,5}", text) else 0, PeriodUnit(units[0]))
    except ValueError:
        raise _unclear(
            length,
            say("`{unit}` is no length of a period: {text!r}", unit=units[0], text=text),
            say("write it in figures, up to a century: 6"),
        ) from None
    which = fields.get(_DAY)
    if not isinstance(which, Scalar) or which.value.strip() not in tuple(PeriodEnd):
        raise _unclear(
            which or node,
            say("the period of `{name}` does not say which day it gives", name=name),
            say(
                "write `{day}: last_day` (経過する日) or `{day}: day_after` (経過した日)", day=_DAY
            ),
        )
    begin = fields[begins[0]]
    named = isinstance(begin, Scalar) and is_event_name(begin.value.strip())
    return PeriodDay(
        period,
        EventDay(_event(begin, begins[0])) if named else _value(begin, begins[0], depth + 1),
        PeriodEnd(which.value.strip()),
        begins[0] == _FROM_START,
    )


def _only(node: Mapping, name: str, known: tuple[str, ...]) -> None:
    for key in node.keys:
        if key.value not in known:
            raise _Unclear(
                Problem(
                    code="unknown-field",
                    message=say("`{name}` has no field `{field}` here", name=name, field=key.value),
                    hint=say("known are {known}", known=say(", ").join(known)),
                    place=key.place,
                )
            )


def _unclear(node: Node, message: str, hint: str) -> _Unclear:
    return _Unclear(Problem(code="date-unclear", message=message, hint=hint, place=node.place))


def _write(value: LegalDay, style: DraftingStyle) -> str:
    lines = _lines(value)
    return lines[0] if isinstance(value, datetime.date | NotYetKnown) else "\n" + "\n".join(lines)


def _lines(value: LegalDay) -> list[str]:
    """The lines of a date: one for a text, else those of a mapping."""
    match value:
        case datetime.date():
            return [value.isoformat()]
        case NotYetKnown():
            return [NOT_YET_KNOWN]
        case EventDay(name):
            return [f"{_EVENT}: {name}"]
        case PeriodDay(period, start, end, from_start):
            begin = _FROM_START if from_start else _FROM_EVENT
            told = (
                [f"{begin}: {start.name}"] if isinstance(start, EventDay) else _under(begin, start)
            )
            return [f"{period.unit.value}: {period.count}", *told, f"{_DAY}: {end.value}"]
        case DayFollowing(day):
            return _under(_AFTER, day)
        case LaterOf(days) | EarlierOf(days):
            lines = [f"{_LATER if isinstance(value, LaterOf) else _EARLIER}:"]
            for each in days:
                first, *rest = _lines(each)
                lines += [f"  - {first}", *(f"    {line}" for line in rest)]
            return lines


def _under(name: str, value: LegalDay) -> list[str]:
    lines = _lines(value)
    if isinstance(value, datetime.date | NotYetKnown):
        return [f"{name}: {lines[0]}"]
    return [f"{name}:", *(f"  {line}" for line in lines)]


_DAY_SCHEMA: Final[Schema] = {
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
}
_EVENT_SCHEMA: Final[Schema] = {"type": "string", "pattern": r"^[^\W\d_][\w-]*$"}
LEGAL_DAY_NAME: Final = "legal_day"
"""The name of its schema among the definitions, since dates stand in dates."""
_REF: Final[Schema] = {"$ref": f"#/$defs/{LEGAL_DAY_NAME}"}


def _object(required: str, schema: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {required: schema},
        "required": [required],
        "additionalProperties": False,
    }


def _period_schema(unit: str, begin: str) -> Schema:
    return {
        "type": "object",
        "properties": {
            unit: {"type": ["integer", "string"], "minimum": 1, "pattern": "^0*[1-9][0-9]{0,4}$"},
            begin: {"anyOf": [_EVENT_SCHEMA, _REF]},
            _DAY: {"enum": [each.value for each in PeriodEnd]},
        },
        "required": [unit, begin, _DAY],
        "additionalProperties": False,
    }


LEGAL_DAY_SCHEMA: Final[Schema] = {
    "description": "A date of law: a day, or what it depends on.",
    "anyOf": [
        _DAY_SCHEMA,
        {"const": NOT_YET_KNOWN},
        _object(_EVENT, _EVENT_SCHEMA),
        _object(_AFTER, _REF),
        *(
            _object(each, {"type": "array", "items": _REF, "minItems": 2})
            for each in (_LATER, _EARLIER)
        ),
        *(_period_schema(unit, begin) for unit in _UNITS for begin in (_FROM_START, _FROM_EVENT)),
    ],
}
LEGAL_DAY: Final = Kind[LegalDay](read=_read, write=_write, schema=_REF)
