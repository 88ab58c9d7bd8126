"""What the steps of applying an amendment share: the operations, the numbers, the mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.gathered import Gathered, Told
from amendtool.amendments.apply.phrases import Phrases
from amendtool.amendments.apply.renumber import Arrival, Departure, Move, Roots, Settlement, settle
from amendtool.amendments.operations import Insert, Merge, Numbering, Renumber, Replace, Split
from amendtool.articles.addresses import Address, Spot, find
from amendtool.articles.charter import Article, Chapter, Charter, Status
from amendtool.articles.keys import make_key, same_key
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Problem

STALE = "stale-base"
LEFT = "left"
"""With its number, the token of a placeholder that a moved article leaves."""


@dataclass(slots=True, kw_only=True)
class Work:
    """One application under way."""

    charter: Charter
    amendment: Amendment
    gathered: Gathered
    style: DraftingStyle
    phrases: Phrases
    problems: list[Problem] = field(default_factory=list)
    kept: dict[Spot, Spot] = field(default_factory=dict)
    origin: dict[str, frozenset[int]] = field(default_factory=dict)
    """By key, the positions of the operations that act on an article or chapter."""
    rewritten: set[Spot] = field(default_factory=set)
    """The proposed provisions whose texts were replaced as a whole."""
    new_keys: dict[int, str] = field(default_factory=dict)
    """The keys of inserted articles and chapters, by the position of the operation."""
    part_keys: list[str] = field(default_factory=list)
    """The keys of the new articles that come of split ones, in the order of these."""
    left_keys: dict[Address, str] = field(default_factory=dict)
    """The keys of the placeholders that moved articles leave, by their present address."""

    def settle(
        self,
        level: str,
        container: Address,
        base: Iterable[Number],
        *,
        more: Sequence[Told[Insert]] = (),
        any_start: bool = False,
        roots: Roots | None = None,
    ) -> tuple[Settlement, list[Told[Insert]]]:
        """The proposed numbers of one row of siblings, and the inserts among them.

        ``container`` is what they stand in, by its present address, ``more`` are inserts
        that name it by another one. ``roots`` are those of :func:`~amendtool.amendments.
        numbering.settle`.
        """
        first = below(container, level, Number.of(1))
        numbers = tuple(base)
        inserts = [*self.gathered.inserts.get((level, container), ()), *more]
        gathered = self.gathered
        settlement = settle(
            numbers,
            departures={
                number: Departure(place=told.place())
                for number in numbers
                if (told := self._departing(first.at(number))) is not None
            },
            moves={
                number: move
                for number in numbers
                if (move := self._move(first.at(number))) is not None
            },
            arrivals=[
                *(self._arrival(told, numbers) for told in inserts),
                *(
                    Arrival(
                        token=lander.source,
                        number=lander.number,
                        after=lander.after,
                        place=lander.told.place("to" if lander.number else "after"),
                        story=f"{lander.source.text(self.style)} is moved to it",
                    )
                    for lander in gathered.landing.get((level, container), ())
                ),
                *(
                    Arrival(
                        token=new.part,
                        number=new.part.at.number,
                        place=new.told.place(f"{new.said}.article"),
                        story=f"{new.source.text(self.style)} is split into it",
                    )
                    for new in gathered.parts
                    if new.part.at.parent == container and level == "article"
                ),
                *(
                    Arrival(token=(LEFT, number), fills=number, place=mover.place())
                    for number in numbers
                    if (mover := gathered.left.get(first.at(number))) is not None
                ),
            ],
            name=lambda number: first.at(number).text(self.style),
            any_start=any_start,
            roots=roots,
        )
        self.problems += settlement.problems
        return settlement, inserts

    def _departing(self, address: Address) -> Told[object] | None:
        """The operation that takes away what stands at ``address``."""
        gathered = self.gathered
        if address in gathered.merges:
            return gathered.merges[address][1]
        return gathered.deletes.get(address) or gathered.leaving.get(address)

    def _move(self, address: Address) -> Move | None:
        """How an operation renumbers or moves what stands at ``address`` in its row."""
        gathered = self.gathered
        if (named := gathered.moves.get(address)) is not None:
            number, told = named
            verb = "renumbered" if isinstance(told.operation, Renumber) else "moved"
            match told.operation:
                case Split() | Merge():
                    verb, part = "numbered", "into"
                case operation:
                    part = "to" if operation.to is not None else "after"
            return Move(to=number, place=told.place(part), verb=verb)
        if (filled := gathered.into.get(address)) is not None:
            return Move(fills=filled[0], place=filled[1].place())
        if (behind := gathered.behind.get(address)) is not None:
            after, mover = behind
            numbering = mover.operation.numbering or self.amendment.numbering
            if address.level != "article":
                numbering = Numbering.SHIFT
            return Move(after=after, numbering=numbering, place=mover.place("after"))
        return None

    def _arrival(self, told: Told[Insert], siblings: tuple[Number, ...]) -> Arrival:
        operation = told.operation
        numbering = operation.numbering or self.amendment.numbering
        if operation.target.level == "paragraph":
            # Paragraphs never get branch numbers.
            numbering = Numbering.SHIFT
        filled = self.gathered.fills.get(told.index)
        number = None if operation.after is not None else operation.target.number
        if number is not None and filled is None and numbering is Numbering.BRANCH:
            self._require_free(told, number, siblings)
        return Arrival(
            token=told.index,
            number=number,
            fills=filled.number if filled else None,
            after=operation.after.number if operation.after else None,
            numbering=numbering,
            place=told.place("insert"),
        )

    def _require_free(
        self, told: Told[Insert], number: Number, siblings: tuple[Number, ...]
    ) -> None:
        """Where no number may move, one that is in use is not free."""
        target = told.operation.target
        leaving = (*self.gathered.deletes, *self.gathered.moves, *self.gathered.into)
        if number not in siblings or target in leaving:
            return
        before = max((n for n in siblings if n < number), default=None)
        if number.branches:
            before = max(n for n in siblings if n.stem == number.stem)
        hint = "use `numbering: shift` here"
        if before is not None:
            free = before.next() if before.branches else before.branch()
            hint = f"insert {target.at(free).text(self.style)}, or {hint}"
        self.problem(
            told, "insert", "number-in-use",
            f"{target.text(self.style)} is in force, and with `numbering: branch` no number moves",
            hint,
        )  # fmt: skip

    def inserted(self, level: str) -> list[Told[Insert]]:
        """The inserts at one level, in an order that is not that of the file."""
        if level == "block":
            return [self.gathered.block] if self.gathered.block else []
        found = [
            told
            for (kind, _), inserts in self.gathered.inserts.items()
            if kind == level
            for told in inserts
        ]
        if level == "chapter":
            found += [told for inserts in self.gathered.sections.values() for told in inserts]
        return sorted(found, key=lambda told: _position(told.operation.target))

    def give_keys(self) -> None:
        """A key for every inserted article and chapter: the one it names, or a new one."""
        rows = [*self.inserted("chapter"), *self.inserted("article"), *self.inserted("block")]
        keys = [chapter.key for chapter in self.charter.chapters]
        keys += [article.key for article in self.charter.every_article()]
        for told in rows:
            if told.operation.key is not None and self._is_new(told, told.operation.key, keys):
                self.new_keys[told.index] = told.operation.key
                keys.append(told.operation.key)
        for told in rows:
            operation = told.operation
            if told.index not in self.new_keys:
                supplementary = operation.target.supplementary
                fallback = "supplementary-provision" if supplementary else "provision"
                self.new_keys[told.index] = make_key(operation.heading or fallback, keys)
                keys.append(self.new_keys[told.index])
            self.origin[self.new_keys[told.index]] = frozenset({told.index})
        for new in self.gathered.parts:
            key = new.part.key
            if key is None or not self._is_new(new.told, key, keys, f"{new.said}.key"):
                key = make_key(new.part.heading or "provision", keys)
            self.part_keys.append(key)
            keys.append(key)
            self.origin[key] = frozenset({new.told.index})
        for address, mover in self.gathered.left.items():
            article = find(self.charter, address)
            if isinstance(article, Article):
                # The old key first: files of the moved clause are found by the end of theirs.
                self.left_keys[address] = make_key(f"{article.key} moved", keys)
                keys.append(self.left_keys[address])
                self.origin[self.left_keys[address]] = frozenset({mover.index})

    def _is_new(self, told: Told[object], key: str, keys: list[str], part: str = "key") -> bool:
        other = next((other for other in keys if same_key(other, key)), None)
        if other is None:
            return True
        self.problem(
            told, part, "key-twice",
            f"the key {key!r} is taken" + (f" (as {other!r})" if other != key else ""),
            "a key stays with its provision for ever; choose another one",
        )  # fmt: skip
        return False

    def note_deletions(self) -> None:
        """Note which operations delete articles and chapters, for what is told of them."""
        for address in (*self.gathered.deletes, *self.gathered.merges):
            if address.level not in ("paragraph", "item"):
                found = find(self.charter, address)
                if isinstance(found, Article | Chapter):
                    self.origin[found.key] = frozenset(self.gathered.acting.get(address, ()))

    def wholes(self) -> dict[str, Spot]:
        """By key, the one paragraph that a merged article has become."""
        found: dict[str, Spot] = {}
        for source, heir in self._merged():
            kept = self.kept.get(Spot(key=source.key, paragraph=source.paragraphs[0].number))
            if len(source.paragraphs) == 1 and kept is not None and kept.key == heir.key:
                found[source.key] = kept
        return found

    def parted(self) -> dict[str, tuple[str, ...]]:
        """By key, the articles, in order, among which a split or merged one finds itself."""
        found: dict[str, tuple[str, ...]] = {
            source.key: (heir.key,) for source, heir in self._merged()
        }
        for address, told in self.gathered.splits.items():
            article = find(self.charter, address)
            if isinstance(article, Article):
                new = zip(self.gathered.parts, self.part_keys, strict=True)
                keys = {part.part.at: key for part, key in new if part.told is told}
                keys[told.operation.heir] = article.key
                found[article.key] = tuple(keys[at] for at in sorted(keys, key=_number))
        return found

    def _merged(self) -> list[tuple[Article, Article]]:
        """The merged articles with their heirs, the heirs with themselves."""
        found: dict[str, tuple[Article, Article]] = {}
        for address, (to, _) in self.gathered.merges.items():
            source, heir = find(self.charter, address), find(self.charter, to)
            if isinstance(source, Article) and isinstance(heir, Article):
                found[source.key], found[heir.key] = (source, heir), (heir, heir)
        return list(found.values())

    def moved(self) -> frozenset[str]:
        """The keys of the articles and chapters that a ``move`` names."""
        found = (find(self.charter, address) for address in self.gathered.moved)
        return frozenset(each.key for each in found if isinstance(each, Article | Chapter))

    def spot(self, address: Address) -> Spot:
        """The spot of a present paragraph or item."""
        owner = replace(address, paragraph=None, items=())
        article = find(self.charter, owner)
        if not isinstance(article, Article):
            raise KeyError(str(address))
        return Spot(key=article.key, paragraph=address.paragraph, items=address.items)

    def acted_on(self, key: str, address: Address) -> bool:
        """Whether an operation acts on the article or chapter; notes which ones do."""
        acting = self.gathered.acting.get(address)
        if acting:
            self.origin[key] = frozenset(acting)
        return bool(acting)

    def expect(self, told: Told[object], expects: str | None, present: str) -> None:
        """Note a stale base when the present text is not the expected one."""
        # White space is left out: the expected text may be wrapped differently.
        if expects is not None and "".join(expects.split()) != "".join(present.split()):
            self.problem(
                told, "present", STALE,
                "the present text is no longer the one that this operation expects",
                "compare `amendtool show` with the text under `present:`, then mend the operation",
            )  # fmt: skip

    def new_heading(self, told: Told[Replace], address: Address, present: str | None) -> str | None:
        """The heading that an operation gives to an article or a chapter."""
        operation = told.operation
        heading = None if operation.drop_heading else operation.heading
        alone = operation.body is None and operation.status is Status.TEXT
        if alone:
            self.expect(told, operation.expects, present or "")
        if alone and operation.holds is None and heading == present:
            # Beside a new text or new articles, the heading may be repeated as it is.
            self.unchanged(told, address)
        return heading

    def unchanged(self, told: Told[object], address: Address) -> None:
        """Note an operation that changes nothing."""
        self.problem(
            told, "", "no-change", f"{address.text(self.style)} would stay as it is",
            "leave the operation out, or mend its text",
        )  # fmt: skip

    def problem(self, told: Told[object], part: str, code: str, message: str, hint: str) -> None:
        """Note a mistake of an operation."""
        self.problems.append(Problem(code=code, message=message, hint=hint, place=told.place(part)))


def below(container: Address, level: str, number: Number) -> Address:
    """The address of the provision of ``level`` and ``number`` in ``container``."""
    if level == "chapter":
        return replace(container, chapters=(*container.chapters, number))
    if level == "article":
        return replace(container, article=number)
    if level == "paragraph":
        return replace(container, paragraph=number)
    return container.item(number)


def _number(address: Address) -> tuple[int, ...]:
    return address.number.parts


def _position(target: Address) -> tuple[bool, tuple[int, ...], tuple[int, ...]]:
    chapters = tuple(part for number in target.chapters for part in number.parts)
    return target.supplementary, chapters, target.article.parts if target.article else ()
