"""Drafting: the amendment that a drafter would have written, from an edited text.

The law: applied to the present articles, the drafted amendment gives the edited ones, to the
character. It is checked before anything is returned, and where a small operation does not
keep it, the whole article is replaced instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from amendtool.amendments.applying import Application, apply
from amendtool.amendments.deriving import derive
from amendtool.amendments.operations import (
    Amendment,
    Delete,
    Insert,
    Numbering,
    Operation,
    Renumber,
    Replace,
    ReplacePhrase,
)
from amendtool.articles.addresses import Address, AddressRange, address_of_article
from amendtool.articles.charter import Article, Charter, Item, Paragraph, Status
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import AmendtoolError, InputError, Problem

_WORDS = re.compile(r"[0-9]+(?:\.[0-9]+)+|\w+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A drafted amendment, and the articles that had to be replaced as a whole."""

    amendment: Amendment
    whole: tuple[str, ...]


def draft(present: Charter, edited: Charter, style: DraftingStyle, *, name: str) -> Drafted:
    """The amendment that makes ``edited`` of ``present``; articles are matched by key.

    Raises InputError when no amendment can: the edited articles have a number that stands
    twice or a gap that was not there.
    """
    structure: list[Operation] = []
    changed: list[Replace] = []
    for operation in derive(present, edited, in_chapters=style.numbered_in_chapters):
        if isinstance(operation, Replace) and operation.target.level == "article":
            changed.append(operation)
        else:
            structure.append(operation)
    drafting = _Drafting(present, edited, style, name)
    structure = drafting.without_implied(structure)
    return drafting.run(structure, changed)


class _Drafting:
    def __init__(self, present: Charter, edited: Charter, style: DraftingStyle, name: str) -> None:
        self.present = present
        self.edited = edited
        self.style = style
        self.name = name
        self.old = present.by_key()
        self.new = edited.by_key()

    def _apply(self, operations: Sequence[Operation]) -> Application:
        amendment = Amendment(name=self.name, operations=tuple(operations))
        return apply(self.present, amendment, self.style)

    def without_implied(self, structure: list[Operation]) -> list[Operation]:
        """The operations without renumberings that follow from the inserts and deletions."""
        implied: list[Operation] = [op for op in structure if not isinstance(op, Renumber)]
        if not implied or implied == structure:
            return structure
        try:
            proposed = self._apply(implied).proposed
        except AmendtoolError:
            return structure
        same = {a.key: a.number for a in proposed.every_article()} == {
            a.key: a.number for a in self.edited.every_article()
        }
        return implied if same else structure

    def run(self, structure: list[Operation], changed: list[Replace]) -> Drafted:
        """Small operations where they keep the law, whole articles where they do not."""
        following = self._follows(structure)
        small: dict[str, list[Operation]] = {}
        whole: set[str] = set()
        for operation in changed:
            key = self._key(operation.target)
            if following.get(key) == self.new[key]:
                continue  # its references follow by themselves
            small[key] = list(self._small(self.old[key], self.new[key], operation.target))
        chosen = dict(small)
        for _ in range(len(small) + 2):
            operations = [*structure, *(op for ops in chosen.values() for op in ops)]
            wrong = self._wrong(operations)
            if not wrong:
                return self._done(operations, whole)
            before = {key: list(ops) for key, ops in chosen.items()}
            for key in wrong:
                if key in self.old and key in self.new:
                    chosen[key] = self._whole(key)
                    whole.add(key)
            if chosen == before:
                break
        return self._literal(structure, chosen)

    def _literal(self, structure: list[Operation], chosen: dict[str, list[Operation]]) -> Drafted:
        """The last resort: every article that could follow is said as a whole."""
        for key, article in self.new.items():
            if key in self.old and (article.paragraphs != self.old[key].paragraphs):
                chosen[key] = self._whole(key)
        operations = [*structure, *(op for ops in chosen.values() for op in ops)]
        wrong = self._wrong(operations)
        if wrong:
            names = ", ".join(sorted(wrong))
            raise InputError(
                Problem(
                    code="draft-impossible",
                    message=f"no amendment gives these articles as they were edited: {names}",
                    hint="look for a number that stands twice, or a number that is missing",
                )
            )
        return self._done(operations, set(chosen))

    def _done(self, operations: list[Operation], whole: set[str]) -> Drafted:
        amendment = Amendment(name=self.name, operations=tuple(operations))
        return Drafted(amendment=amendment, whole=tuple(sorted(whole)))

    def _key(self, target: Address) -> str:
        row = self.present.supplementary if target.supplementary else self.present.articles
        return next(article.key for article in row if article.number == target.article)

    def _follows(self, structure: Sequence[Operation]) -> dict[str, Article]:
        """The articles as the structure alone leaves them, references followed."""
        if not structure:
            return {}
        try:
            return self._apply(structure).proposed.by_key()
        except AmendtoolError:
            return {}

    def _wrong(self, operations: Sequence[Operation]) -> set[str]:
        """The keys of articles that the operations do not give as edited."""
        if not operations:
            return set() if self.present == self.edited else set(self.new)
        try:
            application = self._apply(operations)
        except InputError as error:
            acting = [problem.place.path or "" for problem in error.problems]
            return self._acted(operations, acting) or set(self.new)
        proposed = application.proposed.by_key()
        wrong = {key for key in self.new if proposed.get(key) != self.new[key]}
        wrong |= proposed.keys() - self.new.keys()
        wrong |= {entry.standing.spot.key for entry, _ in application.questions}
        if not wrong and application.proposed != self.edited:
            return set(self.new)
        return wrong

    def _acted(self, operations: Sequence[Operation], paths: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for path in paths:
            match = re.match(r"operations\[(\d+)\]", path)
            if match:
                target = operations[int(match[1])].target
                address = target if isinstance(target, Address) else target.first
                if address.article is not None:
                    row = (
                        self.present.supplementary
                        if address.supplementary
                        else self.present.articles
                    )
                    found |= {a.key for a in row if a.number == address.article}
        return found

    def _whole(self, key: str) -> list[Operation]:
        """A new text for the whole article, and the loss of its heading beside it."""
        old, new = self.old[key], self.new[key]
        target = address_of_article(self.present, key)
        same_text = (old.paragraphs, old.status) == (new.paragraphs, new.status)
        if new.status is Status.RESERVED and new.heading is None and not same_text:
            return [Delete(target=AddressRange(target, target), numbering=Numbering.RESERVE)]
        operations: list[Operation] = []
        if new.heading is None and old.heading is not None:
            operations.append(Replace(target=replace(target, heading=True), drop_heading=True))
        heading = new.heading if new.heading != old.heading else None
        if not same_text or heading is not None:
            body = None if same_text else new.paragraphs
            status = Status.TEXT if same_text else new.status
            operations.append(Replace(target=target, heading=heading, body=body, status=status))
        return operations

    # Small operations

    def _small(self, old: Article, new: Article, target: Address) -> Iterator[Operation]:
        if old.status is not Status.TEXT or new.status is not Status.TEXT:
            yield from self._whole(old.key)
            return
        if old.heading != new.heading:
            yield Replace(
                target=replace(target, heading=True),
                heading=new.heading,
                drop_heading=new.heading is None,
            )
        if old.paragraphs == new.paragraphs:
            return
        yield from self._row(old.paragraphs, new.paragraphs, target, "paragraph")

    def _row(
        self,
        old: Sequence[Paragraph | Item],
        new: Sequence[Paragraph | Item],
        container: Address,
        level: str,
    ) -> Iterator[Operation]:
        """Changes of one row of paragraphs or items: what goes, what comes, what changes."""

        def at(number: Number) -> Address:
            if level == "paragraph":
                return replace(container, paragraph=number)
            return container.item(number)

        pairs, gone, come = _paired(old, new)
        for provision in gone:
            address = at(provision.number)
            yield Delete(target=AddressRange(address, address))
        for provision in come:
            paragraph = Paragraph(
                number=Number.of(1),
                text=provision.text,
                items=provision.items,
                closing=provision.closing,
            )
            yield Insert(target=at(provision.number), body=(paragraph,))
        for before, after in pairs:
            yield from self._changed(before, after, at(before.number))

    def _changed(
        self, old: Paragraph | Item, new: Paragraph | Item, address: Address
    ) -> Iterator[Operation]:
        if (old.text, old.items, old.closing) == (new.text, new.items, new.closing):
            return
        if old.items and new.items and old.closing == new.closing:
            if old.text != new.text:
                yield self._words(old.text, new.text, address, alone=False) or self._replace(
                    new, address
                )
            if old.items != new.items:
                yield from self._row(old.items, new.items, address, "item")
            return
        if not old.items and not new.items:
            yield self._words(old.text, new.text, address, alone=True) or self._replace(
                new, address
            )
            return
        yield self._replace(new, address)

    def _replace(self, new: Paragraph | Item, address: Address) -> Replace:
        body = Paragraph(number=Number.of(1), text=new.text, items=new.items, closing=new.closing)
        return Replace(target=address, body=(body,))

    def _words(self, old: str, new: str, address: Address, *, alone: bool) -> ReplacePhrase | None:
        """One phrase that makes ``new`` of ``old``, where it is short and stands once."""
        if "\n" in old or "\n" in new or not old or not new:
            return None
        before, after = _WORDS.findall(old), _WORDS.findall(new)
        start = 0
        while start < min(len(before), len(after)) and before[start] == after[start]:
            start += 1
        end = 0
        most = min(len(before), len(after)) - start
        while end < most and before[-1 - end] == after[-1 - end]:
            end += 1
        while True:
            find = "".join(before[start : len(before) - end])
            put = "".join(after[start : len(after) - end])
            if find.strip() and old.count(find.strip()) == 1 and _outer(find) == _outer(put):
                break
            if start == 0 and end == 0:
                return None
            start, end = max(0, start - 1), max(0, end - 1)
        find, put = find.strip(), put.strip()
        if len(find) > 0.6 * len(old) or (not alone and old.count(find) != 1):
            return None
        return ReplacePhrase(target=address, find=find, substitute=put)


def _outer(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


Row = Sequence[Paragraph | Item]


def _paired(
    old: Row, new: Row
) -> tuple[
    list[tuple[Paragraph | Item, Paragraph | Item]],
    list[Paragraph | Item],
    list[Paragraph | Item],
]:
    """Provisions that go on, those that go, and those that come, in order."""
    import difflib

    def text(provision: Paragraph | Item) -> str:
        return repr((provision.text, provision.items, provision.closing))

    matcher = difflib.SequenceMatcher(
        None, [text(p) for p in old], [text(p) for p in new], autojunk=False
    )
    pairs: list[tuple[Paragraph | Item, Paragraph | Item]] = []
    gone: list[Paragraph | Item] = []
    come: list[Paragraph | Item] = []
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        before, after = list(old[i1:i2]), list(new[j1:j2])
        common = min(len(before), len(after))
        pairs += zip(before[:common], after[:common], strict=True)
        gone += before[common:]
        come += after[common:]
    return pairs, gone, come
