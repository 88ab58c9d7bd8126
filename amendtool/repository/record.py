"""The record of an amendment: what became of it, act by act, in a file of the tree.

``amendments/NAME.record.yaml`` is written by amendtool alone, in one form, and read in that form
alone: what somebody edited by hand, or a merge left with conflict marks, is refused and not
guessed at. It is YAML for whoever reads it, but no YAML parser is needed to ask whether an
amendment is applied.
"""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Literal

from amendtool.amendments.names import RECORD
from amendtool.errors import InputError, Place, Problem

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


DECIDING: Final = frozenset(
    (Deed.ADOPTED, Deed.REJECTED, Deed.WITHDRAWN, Deed.UNDONE, Deed.ANNULLED)
)
"""The acts that say where an amendment stands; the others are noted beside them."""


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
class Act:
    """One act. ``base`` and ``result`` are the trees of the articles before and after it.

    ``file`` is the amendment's file as it was adopted, as git names its content.
    """

    deed: Deed
    day: datetime.date | None = None
    base: str | None = None
    result: str | None = None
    file: str | None = None
    tool: str = ""
    reason: str = ""
    rewrites: tuple[RecordedRewrite, ...] = ()


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
    def is_of_amendment(self) -> bool:
        """Whether it is that of an amendment, and not of a correction."""
        return not any(each.deed is Deed.CORRECTED for each in self.acts)

    def then(self, act: Act) -> Record:
        """The record with one more act."""
        return replace(self, acts=(*self.acts, act))


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
        ]
        given = [f"{name}: {value}" for name, value in fields if value]
        lines += [f"  {'  ' if at else '- '}{field}" for at, field in enumerate(given)]
        if act.rewrites:
            lines.append("    rewrites:")
        for each in act.rewrites:
            own = [("in", each.place), ("before", each.before), ("after", each.after)]
            own += [("at", each.at)] if each.at else []
            own += [("edition", each.edition)] if each.edition else []
            lines += [
                f"      {'  ' if at else '- '}{name}: {_text(value)}"
                for at, (name, value) in enumerate(own)
            ]
    return (_HEAD + "\n".join(lines) + "\n").encode("utf-8")


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


_LINE: Final = re.compile(r"( *)(- )?([a-z]+):(?: (.+))?")


def read_record(data: bytes, name: str, *, file: str) -> Record:
    """The record in a file, which is that of the amendment ``name``.

    Raises InputError (``record-unreadable``) for everything that amendtool has not written so.
    """
    try:
        record = _read(data.decode("utf-8").replace("\r\n", "\n"))
    except (ValueError, KeyError, TypeError):
        record = None
    if record is None or record.name != name:
        raise InputError(
            Problem(
                code="record-unreadable",
                message=f"this is not the record that amendtool wrote of {name!r}",
                hint="it is not edited by hand; look what changed it: git log -p -- "
                f"'{file}', and restore it",
                place=Place(file=file),
            )
        )
    return record


def _read(text: str) -> Record | None:
    name, acts = "", []
    fields: dict[str, str] = {}
    rewrites: list[dict[str, str]] = []

    def close() -> None:
        if fields:
            acts.append(_act(fields, rewrites))

    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        indent, dash, key, value = len(match[1]), match[2], match[3], match[4] or ""
        if indent == 0 and key == "record":
            name = json.loads(value)
        elif indent == 2 and dash:
            close()
            fields, rewrites = {key: value}, []
        elif indent == 4 and not dash and value:
            fields[key] = value
        elif indent == 6 and dash:
            rewrites.append({key: value})
        elif indent == 8 and not dash:
            rewrites[-1][key] = value
    close()
    record = Record(name=name, acts=tuple(acts))
    # One form alone: whatever was added, left out or moved shows here.
    return record if write_record(record) == text.encode("utf-8") else None


def _act(fields: dict[str, str], rewrites: list[dict[str, str]]) -> Act:
    return Act(
        deed=Deed(fields["act"]),
        day=datetime.date.fromisoformat(fields["day"]) if "day" in fields else None,
        base=fields.get("base"),
        result=fields.get("result"),
        file=fields.get("file"),
        tool=json.loads(fields["tool"]) if "tool" in fields else "",
        reason=json.loads(fields["reason"]) if "reason" in fields else "",
        rewrites=tuple(
            RecordedRewrite(
                place=json.loads(each["in"]),
                before=json.loads(each["before"]),
                after=json.loads(each["after"]),
                at=json.loads(each["at"]) if "at" in each else "",
                edition=json.loads(each["edition"]) if "edition" in each else None,
            )
            for each in rewrites
        ),
    )
