"""The record of an amendment: what became of it, act by act, in a file of the tree.

``amendments/NAME.record.yaml`` is written by amendtool alone, in one form, and read in that form
alone: what somebody edited by hand, or a merge left with conflict marks, is refused and not
guessed at. It is YAML for whoever reads it, but no YAML parser is needed to ask whether an
amendment is applied.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final, Literal

from amendtool.amendments.names import RECORD
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass

BASELINE: Final = "_baseline"
"""The record of the articles that a company came with; no amendment has such a name."""
EVENT: Final = "_event-"
"""What the record of an event begins with; its name follows."""
RECORD_ENDING: Final = f"{RECORD}.yaml"
_HEAD: Final = "# Written by amendtool: what became of this amendment. It is not edited by hand.\n"


class Deed(StrEnum):
    """What was done to an amendment."""

    RESOLVED = "resolved"
    NOTICED = "noticed"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"
    ANNULLED = "annulled"
    REGISTERED = "registered"
    FILED = "filed"
    CORRECTED = "corrected"
    ESTABLISHED = "established"
    AMENDED = "amended"
    BASELINE = "baseline"
    EXPIRED = "expired"
    HAPPENED = "happened"


DECIDING: Final = frozenset(
    (Deed.ADOPTED, Deed.REJECTED, Deed.WITHDRAWN, Deed.UNDONE, Deed.ANNULLED)
)
"""The acts that say where an amendment stands; the others are noted beside them."""
_OF_NONE: Final = frozenset((Deed.CORRECTED, Deed.EXPIRED, Deed.HAPPENED))
"""The acts that are of no amendment, and have a record of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRewrite:
    """A citation that was written anew: its words before and after, and where they stand.

    ``place`` is that for a reader; ``at`` the same to the character, for a replay: the key of
    the article, which of its texts it is, and the characters before it.
    """

    place: str
    before: str
    after: str
    at: str = ""
    edition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedTable:
    """The comparison table of an edition, known by the ``digest`` of what it prints.

    ``form`` says how its proposed side is numbered: ``alone``, as if other items failed, or
    ``together``, as all ``items`` make it.
    """

    edition: str
    digest: str
    form: Literal["alone", "together"] = "alone"
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLapse:
    """A provision that went by its own terms.

    ``of`` is the amendment that says so, ``place`` where the provision stood in the articles
    before, as it is written into files, and ``key`` that of its article or chapter. ``numbering``
    says what became of the numbers behind it.
    """

    of: str
    place: str
    key: str
    numbering: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedText:
    """Which provisions the chapters and articles of a restated text were taken for, by key.

    ``operation`` is the place of the restatement in the file. The rules by which a text is matched
    may be others today; what was adopted is not.
    """

    operation: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act. ``base`` and ``result`` are the trees of the articles before and after it.

    ``file`` is the amendment's file as it was adopted or noticed, as git names its content;
    ``tables`` are those that were noticed, or that landed where some had been noticed.
    """

    deed: Deed
    day: datetime.date | None = None
    base: str | None = None
    result: str | None = None
    file: str | None = None
    tool: str = ""
    reason: str = ""
    rewrites: tuple[RecordedRewrite, ...] = ()
    tables: tuple[RecordedTable, ...] = ()
    lapses: tuple[RecordedLapse, ...] = ()
    restated: tuple[RecordedText, ...] = ()
    pattern: str = ""
    """The pattern that the amendment was drafted from, with its digest; '' where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What became of one amendment, the oldest act first."""

    name: str
    acts: tuple[Act, ...] = ()

    @property
    def decided(self) -> Act | None:
        """The act that says where it stands; None while it is pending."""
        return next((each for each in reversed(self.acts) if each.deed in DECIDING), None)

    @property
    def standing(self) -> Literal["pending", "adopted", "rejected", "withdrawn", "annulled"]:
        """Where it stands: ``pending``, ``adopted``, ``rejected``, ``withdrawn``, ``annulled``.

        What was undone was landed by mistake, and is pending again.
        """
        act = self.decided
        match None if act is None else act.deed:
            case Deed.ADOPTED:
                return "adopted"
            case Deed.REJECTED:
                return "rejected"
            case Deed.WITHDRAWN:
                return "withdrawn"
            case Deed.ANNULLED:
                return "annulled"
            case _:
                return "pending"

    @property
    def adopted(self) -> Act | None:
        """The act that adopted it, while it is in force."""
        act = self.decided
        return act if act is not None and act.deed is Deed.ADOPTED else None

    @property
    def expired(self) -> Act | None:
        """The act by which provisions went by their own terms, unless it was taken back."""
        taken_back = (Deed.UNDONE, Deed.ANNULLED)
        last = [each for each in self.acts if each.deed in (Deed.EXPIRED, *taken_back)][-1:]
        return next((each for each in last if each.deed is Deed.EXPIRED), None)

    @property
    def landed(self) -> Act | None:
        """The act that stands in the articles: the adoption, or that something has expired."""
        return self.adopted or self.expired

    @property
    def noticed(self) -> Act | None:
        """The notice that went out last; None before one did."""
        return next((each for each in reversed(self.acts) if each.deed is Deed.NOTICED), None)

    @property
    def is_of_amendment(self) -> bool:
        """Whether it is that of an amendment: no correction, expiry or event, and no baseline."""
        return self.name != BASELINE and not any(each.deed in _OF_NONE for each in self.acts)

    def then(self, act: Act) -> Record:
        """The record with one more act."""
        return replace(self, acts=(*self.acts, act))


def expiry_trailers(name: str, act: Act) -> tuple[tuple[str, str], ...]:
    """The trailers of the commits of an expiry: its name, its day, and whose terms they are."""
    day = act.day.isoformat() if act.day is not None else ""
    return (
        ("Expiry", name),
        ("Expired", day),
        *(("By-The-Terms-Of", each) for each in dict.fromkeys(each.of for each in act.lapses)),
    )


def record_path(name: str, folder: str = "amendments") -> str:
    """Where the record of an amendment stands."""
    return f"{folder}/{name}{RECORD_ENDING}"


def write_record(record: Record) -> bytes:
    """The file of a record: what :func:`read_record` reads as the same record."""
    lines = [f"record: {_text(record.name)}", "acts:"]
    for act in record.acts:
        fields = [
            ("act", act.deed.value),
            ("day", act.day.isoformat() if act.day else ""),
            ("base", act.base or ""),
            ("result", act.result or ""),
            ("file", act.file or ""),
            ("tool", _text(act.tool) if act.tool else ""),
            ("reason", _text(act.reason) if act.reason else ""),
            ("pattern", _text(act.pattern) if act.pattern else ""),
        ]
        given = [f"{name}: {value}" for name, value in fields if value]
        lines += [f"  {'  ' if at else '- '}{field}" for at, field in enumerate(given)]
        lists = (
            ("lapses", _lapses_of(act)),
            ("tables", _tables_of(act)),
            ("restated", _restated_of(act)),
            ("rewrites", _rewrites_of(act)),
        )
        for title, entries in lists:
            if entries:
                lines.append(f"    {title}:")
            for own in entries:
                lines += [
                    f"      {'  ' if at else '- '}{name}: {_text(value)}"
                    for at, (name, value) in enumerate(own)
                ]
    return (_HEAD + "\n".join(lines) + "\n").encode("utf-8")


_Entries = list[list[tuple[str, str]]]


def _lapses_of(act: Act) -> _Entries:
    return [
        [("of", each.of), ("in", each.place), ("key", each.key), ("numbering", each.numbering)]
        for each in act.lapses
    ]


def _tables_of(act: Act) -> _Entries:
    found = []
    for each in act.tables:
        own = [("edition", each.edition), ("form", each.form)]
        own += [("items", " ".join(each.items))] if each.items else []
        found.append([*own, ("digest", each.digest)])
    return found


def _restated_of(act: Act) -> _Entries:
    return [
        [("operation", str(each.operation)), ("keys", " ".join(each.keys))] for each in act.restated
    ]


def _rewrites_of(act: Act) -> _Entries:
    found = []
    for each in act.rewrites:
        own = [("in", each.place), ("before", each.before), ("after", each.after)]
        own += [("at", each.at)] if each.at else []
        own += [("edition", each.edition)] if each.edition else []
        found.append(own)
    return found


def _text(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


_OID: Final = compiled(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LINE: Final = compiled(r"( *)(- )?([a-z]+):(?: (.+))?")


def read_record(data: bytes, name: str, *, file: str) -> Record:
    """The record in a file, which is that of the amendment ``name``.

    Raises InputError (``record-unreadable``) for everything that amendtool has not written so.
    """
    try:
        record = _read(data.decode("utf-8").replace("\r\n", "\n"))
    except (ValueError, LookupError, RecursionError):
        record = None
    if record is None or record.name != name:
        raise InputError(
            Problem(
                code="record-unreadable",
                message=say("this is not the record that amendtool wrote of {name!r}", name=name),
                hint=say(
                    "it is not edited by hand; look what changed it: git log -p -- "
                    "'{file}', and restore it",
                    file=file,
                ),
                place=Place(file=file),
            )
        )
    return record


def _read(text: str) -> Record | None:
    name, acts = "", []
    fields: dict[str, str] = {}
    lists: dict[str, list[dict[str, str]]] = {}
    own: list[dict[str, str]] = []

    def close() -> None:
        if fields:
            acts.append(_act(fields, lists))

    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        indent, dash, key, value = len(match[1]), match[2], match[3], match[4] or ""
        if indent == 0 and key == "record":
            name = _said(value)
        elif indent == 2 and dash:
            close()
            fields, lists = {key: value}, {}
        elif indent == 4 and not dash and value:
            fields[key] = value
        elif indent == 4 and not dash:
            own = lists.setdefault(key, [])
        elif indent == 6 and dash:
            own.append({key: value})
        elif indent == 8 and not dash:
            own[-1][key] = value
    close()
    record = Record(name=name, acts=tuple(acts))
    # One form alone: whatever was added, left out or moved shows here.
    return record if write_record(record) == text.encode("utf-8") else None


def _said(value: str) -> str:
    """A text as :func:`_text` writes it. ValueError for another value, which JSON may hold too."""
    import json

    found = json.loads(value)
    if not isinstance(found, str):
        raise ValueError("no text")
    return found


def _oid(fields: Mapping[str, str], key: str) -> str | None:
    """What names an object of git's, which other values would have git look up as it likes."""
    if key in fields and not _OID.fullmatch(fields[key]):
        raise ValueError("no object id")
    return fields.get(key)


def _act(fields: dict[str, str], lists: dict[str, list[dict[str, str]]]) -> Act:
    return Act(
        deed=Deed(fields["act"]),
        day=datetime.date.fromisoformat(fields["day"]) if "day" in fields else None,
        base=_oid(fields, "base"),
        result=_oid(fields, "result"),
        file=_oid(fields, "file"),
        tool=_said(fields["tool"]) if "tool" in fields else "",
        reason=_said(fields["reason"]) if "reason" in fields else "",
        pattern=_said(fields["pattern"]) if "pattern" in fields else "",
        rewrites=tuple(
            RecordedRewrite(
                place=_said(each["in"]),
                before=_said(each["before"]),
                after=_said(each["after"]),
                at=_said(each["at"]) if "at" in each else "",
                edition=_said(each["edition"]) if "edition" in each else None,
            )
            for each in lists.get("rewrites", ())
        ),
        tables=tuple(map(_table, lists.get("tables", ()))),
        lapses=tuple(
            RecordedLapse(
                of=_said(each["of"]),
                place=_said(each["in"]),
                key=_said(each["key"]),
                numbering=_said(each["numbering"]),
            )
            for each in lists.get("lapses", ())
        ),
        restated=tuple(
            RecordedText(
                operation=int(_said(each["operation"])), keys=tuple(_said(each["keys"]).split(" "))
            )
            for each in lists.get("restated", ())
        ),
    )


def _table(fields: dict[str, str]) -> RecordedTable:
    form = _said(fields["form"])
    if form not in ("alone", "together"):
        raise ValueError(form)
    return RecordedTable(
        edition=_said(fields["edition"]),
        digest=_said(fields["digest"]),
        form="together" if form == "together" else "alone",
        items=tuple(_said(fields["items"]).split(" ")) if "items" in fields else (),
    )
