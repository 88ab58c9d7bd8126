"""What stands in the articles, from when on it is in force, and what it was written on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.in_force.operations import leaves_beside
from amendtool.amendments.in_force.recorded import RecordedState, StandingAct
from amendtool.errors import AmendtoolError
from amendtool.patterns import compiled
from amendtool.periods.dates import LegalDay
from amendtool.periods.law import Law
from amendtool.repository.acts import AppliedAt
from amendtool.repository.record import Deed, Record
from amendtool.repository.workspace import AMENDMENTS, TREE, AmendmentSource, Workspace
from amendtool.workflow.dates.adopted_files import AdoptedFiles
from amendtool.workflow.dates.days import DayCounter
from amendtool.workflow.proof.recorded_states import act_id, recorded_states

_BASE: Final = compiled(
    rb"^(written_against|after):[ \t]*[\"']?([^\s\"'#]+)[\"']?[ \t]*(?:#.*)?\r?$", re.M
)
_PLAIN_DAY: Final = compiled(rb"^effective:[ \t]*([0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]*\r?$", re.M)


class StandingActs:
    """Everything that stands in the articles of a branch; its history is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.counter = DayCounter(workspace)
        self.files = AdoptedFiles(workspace)

    @cached_property
    def every(self) -> tuple[StandingAct, ...]:
        """The adoptions and expiries, in the order in which they landed."""
        acts = self.workspace.acts()
        every = (*acts.applied.values(), *acts.expiries.values())
        return tuple(
            StandingAct(
                act=act_id(at.name, at.record),
                name=at.name,
                start=self._start(at),
                expiry=at.name in acts.expiries,
            )
            for at in sorted(every, key=lambda each: each.order)
        )

    @cached_property
    def states(self) -> tuple[Workspace, tuple[RecordedState, ...]]:
        """The states of the branch, the newest first, and the repository that gives them."""
        return recorded_states(self.workspace)

    def amendment(self, name: str) -> Amendment | None:
        """An amendment in force; None where its file cannot be read."""
        try:
            return self.source(name).parsed.amendment
        except (AmendtoolError, KeyError):
            return None  # told where it is replayed

    def source(self, name: str) -> AmendmentSource:
        """The file of an amendment in force, as it was adopted.

        KeyError where it is not there; raises as reading does.
        """
        return self.files.source(self.files.contents[name][0])

    def says_days_of_its_own(self, name: str) -> bool:
        """Whether the file of an amendment says any day beside that of its effect."""
        data = self.files.data(name)
        plain = data.count(b"effective:") < 2 and _PLAIN_DAY.search(data)
        return b"overlap" in data or not plain

    def leaving_beside(
        self, acts: frozenset[str], day: datetime.date
    ) -> Iterator[tuple[StandingAct, Amendment]]:
        """The amendments among some acts that leave something beside the text on a day."""
        for each in self.every:
            if each.act not in acts or each.expiry or not self.says_days_of_its_own(each.name):
                continue
            amendment = self.amendment(each.name)
            if amendment is not None and leaves_beside(amendment, day, self.counter.day):
                yield each, amendment

    def written_on(self, name: str) -> frozenset[str]:
        """The acts that stood in the articles which an amendment in force was written on.

        They are those that its file named before it landed, or else those of the day on which
        it came in: what lands is carried over to the articles of that day, which says nothing
        of what was voted on. What an amendment was written on has to be in force before it is.
        """
        applied = self.workspace.acts().applied
        at = applied.get(name)
        if at is None:
            return frozenset()
        data, there = self._proposed(at)
        found = _BASE.search(data)
        if found is None:
            return there
        word, said = found[1].decode(), found[2].decode("utf-8", "replace")
        if word == "written_against":
            acts = self.acts_in(f"{TREE}{said}")
            return there if acts is None else acts
        if said == name or said not in applied:
            return there
        return self.written_on(said) | {act_id(said, applied[said].record)}

    def acts_in(self, articles: str) -> frozenset[str] | None:
        """The acts that stood in some articles; None of those that the branch never held."""
        found = [each.acts for each in self.states[1] if each.articles == articles]
        return frozenset.intersection(*found) if found else None

    def _proposed(self, at: AppliedAt) -> tuple[bytes, frozenset[str]]:
        """The file of an amendment as it was written last before it landed, and what stood then."""
        path = f"{AMENDMENTS}/{at.name}.yaml"
        history = self.workspace.acts().history
        by_commit = {each.commit: each.acts for each in self.states[1]}
        place = next((nth for nth, each in enumerate(history) if each.commit == at.commit), None)
        for each in history[place + 1 :] if place is not None else ():
            if each.commit in by_commit and any(file.new == path for file in each.files):
                data = self.workspace.git.read_file(each.commit, path)
                return data or b"", by_commit[each.commit]
        act = at.record.landed if at.record is not None else None
        acts = None if act is None or act.base is None else self.acts_in(f"{TREE}{act.base}")
        if acts is None:
            names = [each.name for each in self.every]
            acts = frozenset(each.act for each in self.every[: names.index(at.name)])
        return self.files.data(at.name), acts

    # Days

    def _start(self, at: AppliedAt) -> datetime.date | None:
        act = at.record.landed if at.record is not None else None
        if act is not None and act.deed is Deed.EXPIRED:
            return act.day
        value = self._effect(at)
        start = (act.day if act is not None else None) if value is None else self.counter.day(value)
        filed = self.filed(at.record) if self.begin_with_filing else None
        return start if start is None or filed is None else max(start, filed)

    @property
    def begin_with_filing(self) -> bool:
        """Whether amendments take effect when their certificate is filed (8 Del. C. § 103(d))."""
        return self.counter.law is Law.US_DE and not self.workspace.config.of_bylaws

    def filed(self, record: Record | None) -> datetime.date | None:
        """The day on which the certificate of an amendment was filed; None where none is known."""
        acts = () if record is None else record.acts
        return next((each.day for each in reversed(acts) if each.deed is Deed.FILED), None)

    def _effect(self, at: AppliedAt) -> LegalDay | None:
        """The day of effect that an amendment names, or else that of its adoption."""
        data = self.files.data(at.name)
        if data.count(b"effective") == 1 and (plain := _PLAIN_DAY.search(data)) is not None:
            try:
                return datetime.date.fromisoformat(plain[1].decode("ascii"))
            except ValueError:
                pass
        if b"effective" not in data and at.record is not None:
            return None
        amendment = self.amendment(at.name)
        return None if amendment is None else amendment.effective or amendment.adopted
