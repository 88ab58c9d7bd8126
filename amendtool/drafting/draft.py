"""Drafting: the amendment that a drafter would have written, from an edited text.

The law: applied to the present articles, the drafted amendment gives the edited ones, to the
character. It is checked before anything is returned, and where a small operation does not
keep it, a larger one is used: the paragraph, and then the whole article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.crossrefs.ledger import Entry
from amendtool.amendments.operations import Keep, Operation, Retarget
from amendtool.articles.addresses import Address, AddressRange, address_of_article, find
from amendtool.articles.charter import Article, Charter
from amendtool.articles.numbers import Number
from amendtool.articles.references.meaning import read_in
from amendtool.articles.styles import DraftingStyle
from amendtool.drafting.ordering import in_order
from amendtool.drafting.repair import Stale, left_stale
from amendtool.drafting.structure import Groundwork, frame, groundwork
from amendtool.drafting.wording import Wording
from amendtool.errors import InputError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A drafted amendment, and the articles that had to be replaced as a whole.

    ``proposed`` is what the amendment gives: the edited articles, but for the references in
    ``stale``, which the edited text left as they were. ``kept`` are references that it leaves
    although what they cite is deleted or not there, or that a range now takes in more or less;
    those in ``open`` somebody has to decide about before the amendment can be adopted.
    """

    amendment: Amendment
    whole: tuple[str, ...]
    proposed: Charter
    stale: tuple[Stale, ...] = ()
    kept: tuple[tuple[Entry, Problem], ...] = ()
    open: tuple[tuple[Entry, Problem], ...] = ()


def draft(
    present: Charter,
    edited: Charter,
    style: DraftingStyle,
    *,
    name: str,
    mend: bool = False,
    ground: Groundwork | None = None,
) -> Drafted:
    """The amendment that makes ``edited`` of ``present``; articles are matched by key.

    With ``mend`` a reference that the edited text left as it was, though what it cites has
    another number, follows by rule and is told in ``stale``. ``ground`` is the groundwork,
    where it is known already.

    Raises InputError when no amendment can: the edited articles have a number that stands
    twice or a gap that was not there.
    """
    return _Drafting(present, edited, style, name, mend=mend).run(ground)


class _Size(IntEnum):
    """How much of an article an operation may take."""

    PHRASE = 0
    PARAGRAPH = 1
    ARTICLE = 2


class _Drafting:
    def __init__(
        self, present: Charter, edited: Charter, style: DraftingStyle, name: str, *, mend: bool
    ) -> None:
        self.present = present
        self.edited = edited
        self.style = style
        self.name = name
        self.mend = mend
        self.old = present.by_key()
        self.new = edited.by_key()
        self.keys = {
            (supplementary, article.number): article.key
            for supplementary, row in ((False, present.articles), (True, present.supplementary))
            for article in row
        }
        self.sizes: dict[str, _Size] = {}
        self.answers: list[Keep | Retarget] = []
        self.refused: list[Keep | Retarget] = []
        self.stale: list[Stale] = []
        self.kept: dict[Keep, tuple[Entry, Problem]] = {}
        self.application: Application | None = None
        self.unlike: set[str] = set()
        """The articles that the last trial did not give as edited."""

    def _apply(self, operations: Sequence[Operation]) -> Application:
        amendment = Amendment(name=self.name, operations=tuple(operations))
        return apply(self.present, amendment, self.style)

    def run(self, ground: Groundwork | None) -> Drafted:
        """Small operations where they keep the law, larger ones where they do not."""
        ground = ground or groundwork(self.present, self.edited, self.style, name=self.name)
        structure = ground.operations
        followed = ground.application.proposed.by_key() if ground.application else {}
        changed = {key for key, old in self.old.items() if _differs(old, self.new.get(key))}
        self.sizes = dict.fromkeys(
            (k for k in self.new if k in changed and followed.get(k) != self.new[k]), _Size.PHRASE
        )
        wrong: set[str] | None = set()
        for _ in range(2 * len(self.new) + 8):
            operations = self._operations(structure, followed)
            if not operations:
                break
            wrong = self._wrong(operations)
            if wrong is None:
                continue  # asked again, with other answers
            if not wrong:
                return self._done(operations)
            if not self._larger(wrong):
                if not self.unlike:
                    return self._done(operations)  # with questions
                break
        names = ", ".join(sorted(wrong or ()))
        raise InputError(
            Problem(
                code="draft-impossible",
                message=f"no amendment gives these articles as they were edited: {names}"
                if names
                else "no amendment gives the articles as they were edited",
                hint="look for a number that stands twice, or a number that is missing",
            )
        )

    def _larger(self, wrong: Iterable[str]) -> bool:
        """Let more be replaced of the articles that do not come out right."""
        some = False
        for key in wrong:
            size = self.sizes.get(key)
            if key not in self.old or key not in self.new or size is _Size.ARTICLE:
                continue
            if size is None and self.old[key] == self.new[key]:
                continue
            self.sizes[key] = _Size.PHRASE if size is None else _Size(size + 1)
            some = True
        return some

    def _operations(
        self, structure: Sequence[Operation], followed: dict[str, Article]
    ) -> list[Operation]:
        operations = list(structure)
        for key, size in self.sizes.items():
            old = self.old[key]
            wording = Wording(
                old=old,
                new=self.new[key],
                followed=followed.get(key, old),
                target=address_of_article(self.present, key)
                if old.number is None
                else Address(
                    supplementary=self.keys.get((True, old.number)) == key, article=old.number
                ),
            )
            if size is _Size.ARTICLE:
                operations += wording.whole()
            else:
                operations += wording.small(phrases=size is _Size.PHRASE)
        return [*in_order(operations, self._adjoin), *self.answers]

    def _adjoin(self, end: Address, start: Address) -> bool:
        """Whether no present provision, such as a branch, stands between two of one row."""
        row: list[Number] = []
        if end.level == "article":
            row = [number for extra, number in self.keys if extra == end.supplementary and number]
        elif end.level == "item":
            owner = find(self.present, end.parent)
            row = [each.number for each in getattr(owner, "items", ())]
        return not any(end.number < number < start.number for number in row)

    def _done(self, operations: list[Operation]) -> Drafted:
        assert self.application is not None
        kept = [told for answer, told in self.kept.items() if answer in self.answers]
        return Drafted(
            amendment=Amendment(name=self.name, operations=tuple(operations)),
            whole=tuple(sorted(k for k, size in self.sizes.items() if size is _Size.ARTICLE)),
            proposed=self.application.proposed,
            stale=tuple(self.stale),
            kept=tuple(kept),
            open=self.application.questions,
        )

    def _key(self, target: Address | AddressRange) -> str:
        address = target if isinstance(target, Address) else target.first
        return self.keys.get((address.supplementary, address.article), "")

    # The law

    def _wrong(self, operations: Sequence[Operation]) -> set[str] | None:
        """The keys of articles that the operations do not give as edited; None: ask again."""
        try:
            application = self._apply(operations)
        except InputError as error:
            unused = {_acting(p) for p in error.problems if p.code == "answer-unused"}
            gone = [op for at, op in enumerate(operations) if at in unused]
            if gone and len(unused) == len(error.problems):
                self.refused += [op for op in gone if isinstance(op, Keep | Retarget)]
                self.answers = [answer for answer in self.answers if answer not in gone]
                return None
            self.unlike = set(self.new)
            acted = {
                self._key(operations[at].target) for at in map(_acting, error.problems) if at >= 0
            }
            return acted & self.new.keys() or set(self.new)
        self.application = application
        if self._answered(application):
            return None
        proposed = application.proposed.by_key()
        self.stale = []
        wrong: set[str] = set()
        for key, article in self.new.items():
            made = proposed.get(key)
            if made == article:
                continue
            told = [e for e in application.ledger if e.standing.spot.key == key]
            left = left_stale(made, article, told) if made is not None else None
            if left is None:
                wrong.add(key)
            elif self.mend:
                self.stale += left
            elif self._literal(left):
                return None
            else:
                wrong.add(key)
        wrong |= proposed.keys() - self.new.keys()
        if not wrong and frame(application.proposed) != frame(self.edited):
            wrong = set(self.new)
        self.unlike = set(wrong)
        # Text that is written anew asks no questions but for what is not there.
        asked = (e for e, problem in application.questions if problem.code != "reference-missing")
        return wrong | {entry.standing.spot.key for entry in asked}

    def _answered(self, application: Application) -> bool:
        """Answer the questions about references that the edited text left as they were."""
        some = False
        for entry, problem in application.questions:
            if problem.code not in ("reference-to-deleted", "reference-range", "reference-missing"):
                continue
            for keep in self._keeps(entry):
                if keep not in self.answers and keep not in self.refused:
                    self.answers.append(keep)
                    self.kept[keep] = (entry, problem)
                    some = True
        return some

    def _keeps(self, entry: Entry) -> Iterator[Keep]:
        """What leaves a reference: its targets that are gone, the range as it runs then."""
        within = entry.present or entry.address
        gone = [address for _, address in entry.targets_before]
        if not gone:
            cited, _ = read_in(entry.before, self.style, at=entry.standing.spot)
            gone = [p.address for each in cited for p in each.places if p.address is not None]
        try:
            ends = [AddressRange(gone[0], gone[-1])] if gone else []
        except ValueError:
            ends = [AddressRange(address, address) for address in gone]
        for target in ends:
            yield Keep(target=target, within=within)

    def _literal(self, left: Sequence[Stale]) -> bool:
        """Let references mean what now has the number that the edited text left them."""
        some = False
        for stale in left:
            entry = stale.entry
            for _, address in entry.targets_before:
                retarget = Retarget(target=address, to=address, within=entry.present)
                if retarget not in self.answers and retarget not in self.refused:
                    self.answers.append(retarget)
                    some = True
        return some


def _differs(old: Article, new: Article | None) -> bool:
    return new is not None and (old.heading, old.paragraphs, old.status) != (
        new.heading,
        new.paragraphs,
        new.status,
    )


def _acting(problem: Problem) -> int:
    match = re.match(r"operations\[(\d+)\]", problem.place.path or "")
    return int(match[1]) if match else -1
