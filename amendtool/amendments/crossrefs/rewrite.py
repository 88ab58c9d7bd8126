"""References that follow a renumbering: every citation kept true, rewritten, or asked about.

In text that stays, references are in the present numbering and follow their targets; in new
text they are in the proposed one and only have to be there. Relative references stay while
they are true and become absolute when their neighbour is not the neighbour any more.
References into other documents and earlier states are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from unicodedata import normalize

from amendtool.amendments.crossrefs.answers import Answers
from amendtool.amendments.crossrefs.decide import Decision, decide, decide_quoted
from amendtool.amendments.crossrefs.ledger import LedgerEntry, Rule, UnreadNumber
from amendtool.amendments.crossrefs.places import Evidence, unclear
from amendtool.amendments.crossrefs.provenance import Carrying, Provenance, outer
from amendtool.amendments.crossrefs.quoted import (
    SourceText,
    is_quoted,
    one_question,
    readings,
    texts_at,
)
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Chapter, Charter, Provision
from amendtool.articles.numbers import Number
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.cited_annexes import cites_annexes
from amendtool.articles.references.document_levels import ReadFrom, known
from amendtool.articles.references.inventory import sentence_at
from amendtool.articles.references.parser import loose_marks, loose_numbers, number_behind
from amendtool.articles.references.reference import Category, Edit, Level, Reference
from amendtool.articles.references.resolver import Index, resolve
from amendtool.articles.references.style_words import read_in
from amendtool.articles.references.text_location import Standing, texts_of, with_texts
from amendtool.articles.references.writer import DigitHabits
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.unnumbered import counted_in_blocks
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """The proposed articles with their references, what was done to each, what is open."""

    charter: Charter
    ledger: tuple[LedgerEntry, ...]
    questions: tuple[tuple[LedgerEntry, Problem], ...]
    unread: tuple[UnreadNumber, ...]
    unused: tuple[Problem, ...]
    """The answers that nothing asked for."""


def follow(
    present: Charter,
    proposed: Charter,
    provenance: Provenance,
    answers: Answers,
    style: DraftingStyle,
) -> Followed:
    """The proposed articles in which every reference to a provision is right.

    ``proposed`` has its new structure, with references as they were written. A reference
    that needs a decision is a question, with the operation that would answer it; its text
    is left as it was.
    """
    following = Following(present, proposed, provenance, answers, style)
    articles = tuple(following.article(article) for article in proposed.articles)
    supplementary = tuple(following.article(article) for article in proposed.supplementary)
    blocks = tuple(following.title(block) for block in proposed.blocks)
    if blocks != proposed.blocks:
        supplementary = counted_in_blocks(supplementary, blocks)
    return Followed(
        charter=replace(proposed, articles=articles, supplementary=supplementary, blocks=blocks),
        ledger=tuple(following.ledger),
        questions=tuple(following.questions),
        unread=tuple(following.unread),
        unused=tuple(answers.unused(style, following.carrying.is_gone)),
    )


Reading = Callable[[str, Context, Spot], tuple[tuple[Reference, ...], Context]]
"""Reads the references of a text that stands at a spot, as ``style_words.read_in`` does."""

_KEPT_BY_NAME = frozenset({"reference-unclear", "reference-doubtful"})


class Following:
    """Follows the references of one article after another; what is found is gathered."""

    def __init__(
        self,
        present: Charter,
        proposed: Charter,
        provenance: Provenance,
        answers: Answers,
        style: DraftingStyle,
        *,
        read: Reading | None = None,
    ) -> None:
        """Prepare to follow from ``present`` to ``proposed``.

        ``read`` reads the references of texts that are no articles; what stands there loosely is
        then no number of these articles.
        """
        self.read = read or (lambda text, context, spot: read_in(text, style, context, spot))
        self.old = Index(present, style)
        self.new = Index(proposed, style)
        self.style = style
        self.carrying = Carrying(self.old, self.new, provenance)
        self.evidence = Evidence(self.carrying, answers, DigitHabits(present, style), style)
        self.ledger: list[LedgerEntry] = []
        self.questions: list[tuple[LedgerEntry, Problem]] = []
        self.unread: list[UnreadNumber] = []
        self._edited_texts: dict[str, list[SourceText]] = {}
        now = {article.key: article.number for article in proposed.articles}
        moved = (a.number for a in present.articles if now.get(a.key) != a.number)
        self.moved = frozenset(moved) if read is None else frozenset()
        self.stirred = self._stirred() if read is None else {}
        """What has another number inside each article, by its key: its level and what it prints."""

        self._in_motion = frozenset(
            str(number.main)
            for number in (
                *self.moved,
                *(self.old.by_key[key].number for key in self.stirred),
            )
            if number is not None
        )
        """What the numbers begin with of which one that stands loosely is looked at."""
        self.outside = read is not None

    def _stirred(self) -> dict[str, frozenset[tuple[Level, str]]]:
        found = {}
        for key, article in self.old.by_key.items():
            after = self.new.by_key.get(key)
            if after is None or after.body is article.body or after.body == article.body:
                continue
            moved = set()
            for spot in {standing.spot for standing, _ in texts_of(article)}:
                mark = self._mark(spot)
                now = self.carrying.carried(spot)
                if mark is not None and (
                    now is None or (now.paragraph, now.items) != (spot.paragraph, spot.items)
                ):
                    moved.add(mark)
            if moved:
                found[key] = frozenset(moved)
        return found

    def _mark(self, spot: Spot) -> tuple[Level, str] | None:
        """What a paragraph or an item prints as its number, without the signs around it."""
        if spot.paragraph is None:
            return None
        if not spot.items:
            return Level.PARAGRAPH, str(spot.paragraph.main)
        item = self.old.provision(spot)
        if not isinstance(item, Provision) or len(item.number.parts) != 1:
            return None
        numeral = (item.form or self.old.item_form(len(spot.items))).numeral
        try:
            written = numeral.write(item.number.main)
        except ValueError:
            return None
        level = Level.ITEM if len(spot.items) == 1 else Level.SUBITEM
        return level, normalize("NFKC", written)

    def _known(
        self, read: Sequence[Reference], standing: Standing, text: str, *, again: bool = False
    ) -> tuple[Reference, ...]:
        """The references as this document means them; another one has annexes of its own.

        A text that stays is read where it stood, until it is rewritten and read ``again``.
        """
        searched = "" if self.outside else cites_annexes(standing, text)
        now, home = ReadFrom(self.new, standing.spot), self.carrying.home(standing)
        then = ReadFrom(self.old, home.spot) if home is not None else None
        one, other = (now, then) if again or then is None else (then, now)
        return known(one.index, read, one.at, other, text=searched)

    def title(self, block: Chapter) -> Chapter:
        """An annex with the citations in its title as they have to be: 別表第１（第５条関係）."""
        row = self.new.charter.in_block(block.key)
        if block.key not in self.new.annexes or not row or block.heading is None:
            return block
        standing = Standing(spot=Spot(key=row[0].key), part="heading")
        changed = self._changed([(standing, block.heading)])
        return replace(block, heading=changed.get(standing, block.heading))

    def article(self, article: Article) -> Article:
        """The article with its references as they have to be."""
        return with_texts(article, self._changed(texts_of(article)))

    def _changed(self, texts: Iterable[tuple[Standing, str]]) -> dict[Standing, str]:
        """The texts, one after the other, that become others."""
        context = now = Context()  # of the texts as they stand, and as they have to be
        changed: dict[Standing, str] = {}
        for standing, text in texts:
            before, then = context, now
            read, context = self.read(text, before, standing.spot)
            now = context if then is before else self.read(text, then, standing.spot)[1]
            references = self._known(read, standing, text)
            if self.moved or standing.spot.key in self.stirred:
                self._look_over(standing, text, read)
            if not references:
                continue
            new_text = self._text(standing, text, references, then)
            if new_text != text:
                changed[standing] = new_text
                now = self.read(new_text, then, standing.spot)[1]
        return changed

    def _text(
        self, standing: Standing, text: str, references: Sequence[Reference], before: Context
    ) -> str:
        home = self.carrying.home(standing)
        decisions = [decide(self.evidence, standing, home, reference) for reference in references]
        if home is not None and any(map(is_quoted, references)):
            decisions = self._quoted(standing, home, text, references, decisions)
        edits = sorted({edit for decision in decisions for edit in decision.edits})
        rewritten, shift = _edited(text, edits)
        if edits or any(decision.leans for decision in decisions):
            decisions = self._proved(standing, rewritten, shift, references, decisions, before)
        if home is not None:
            decisions = [
                self._kept(standing, home, reference, decision)
                for reference, decision in zip(references, decisions, strict=True)
            ]
        if edits:
            # What is asked about, and what is kept, stays as it is written.
            edits = sorted({e for d in decisions if d.question is None for e in d.edits})
            rewritten, shift = _edited(text, edits)
        for reference, decision in zip(references, decisions, strict=True):
            start = shift(reference.start)
            after = rewritten[start : shift(reference.end)]
            self._enter(standing, home, rewritten, start, reference, after, decision)
        return rewritten

    def _quoted(
        self,
        standing: Standing,
        home: Standing,
        text: str,
        references: Sequence[Reference],
        decisions: Sequence[Decision],
    ) -> list[Decision]:
        """The decisions, with those about quoted words that the cited provisions decide."""
        if not self.carrying.anything_moved:
            return list(decisions)

        def cited(reference: Reference) -> list[SourceText]:
            return self._sources(home, reference)

        found = list(decisions)
        where = self.new.address(standing.spot)
        read = [*readings(text, references, cited)]
        for at, reference in enumerate(references):
            if not is_quoted(reference):
                continue
            around = (r for r in read if r.start <= reference.start and reference.end <= r.end)
            reading = next(around, None)
            decided = None
            if reading is not None and decisions[at].rule is not Rule.KEPT:
                decided = decide_quoted(self.evidence, standing, home, reference, reading)
            found[at] = decided or decisions[at]
            question = found[at].question
            if question is not None and self.evidence.answers.keeps_stretch(
                text, reference.start, reference.end, where
            ):
                found[at] = Decision(Rule.KEPT)
        asked = [
            (reference, decision.question)
            for reference, decision in zip(references, found, strict=True)
            if is_quoted(reference) and decision.question is not None
        ]
        if asked:
            one = one_question(asked, text, where.text(self.style))
            for at, reference in enumerate(references):
                if is_quoted(reference) and found[at].question is not None:
                    found[at] = replace(found[at], question=one)
        return found

    def _sources(self, home: Standing, reference: Reference) -> list[SourceText]:
        """The texts of the provisions that a citation means, with what becomes of them."""
        found = []
        for resolved in resolve(self.old, home, reference):
            for spot in resolved.targets:
                new = self.carrying.carried(spot)
                article = self.new.by_key.get(new.key) if new is not None else None
                if new is None or article is None:
                    continue
                inside = dict(texts_at(article, new))
                found += [s for s in self._edits_in(article) if s.standing in inside]
        return found

    def _edits_in(self, article: Article) -> list[SourceText]:
        """The texts of a proposed article with the edits that its citations ask for."""
        known_texts = self._edited_texts.get(article.key)
        if known_texts is None:
            context, known_texts = Context(), []
            for standing, text in texts_of(article):
                read, context = self.read(text, context, standing.spot)
                home = self.carrying.home(standing)
                decisions = [
                    decide(self.evidence, standing, home, each)
                    for each in self._known(read, standing, text)
                    if each.category is Category.INTERNAL
                ]
                edits = sorted({e for d in decisions if d.question is None for e in d.edits})
                known_texts.append(SourceText(standing, text, tuple(edits)))
            self._edited_texts[article.key] = known_texts
        return known_texts

    def _look_over(self, standing: Standing, text: str, references: Sequence[Reference]) -> None:
        """Note the numbers of articles that move, where they stand in no citation.

        What no rule has read may be stale in silence; a person has to see it.
        """
        cited = [(each.start, each.end) for each in references]
        loose = list(loose_numbers(text, self.style.language, cited, self._in_motion))
        for each in references:
            if each.category is Category.INTERNAL and any(
                place.last.level is Level.ARTICLE for place in each.places
            ):
                behind = number_behind(text, each.end, self.style.language)
                loose += [behind] if behind is not None else []
        moved = self.stirred.get(standing.spot.key)
        if not loose and not moved:
            return  # so do nearly all texts end
        if self.carrying.home(standing) is None:
            return
        taken = [*self.carrying.provenance.fresh.get(standing, ()), *cited]
        stale = []
        for start, end, number in loose:
            # 5.2.1 is an article, or a provision of 5.2.
            parts = number.parts
            above = {Number(parts[:depth]) for depth in range(min(2, len(parts)), len(parts) + 1)}
            inside = text.startswith("(", end) and any(map(self._is_stirred, above))
            if not (above & self.moved or inside):
                continue
            if not any(a < end and start < b for a, b in taken):
                stale.append((start, end))
        for mark in loose_marks(text, self.style.language, taken) if moved else ():
            if moved and any(
                mark.mark == written and mark.level in (level, None) for level, written in moved
            ):
                stale.append((mark.start, mark.end))
        for start, end in sorted(stale):
            self.unread.append(
                UnreadNumber(
                    address=self.new.address(standing.spot),
                    words=text[start:end],
                    sentence=sentence_at(text, start, self.style),
                )
            )

    def _is_stirred(self, number: Number) -> bool:
        """Whether something in the article of a number has another number now."""
        article = self.old.articles.get(number)
        return article is not None and article.key in self.stirred

    def _kept(
        self, standing: Standing, home: Standing, reference: Reference, decision: Decision
    ) -> Decision:
        """The decision, with the words kept where an operation says so.

        Every question has an answer in the file, also one that no rule could put better.
        """
        if decision.question is None:
            if decision.edits and self.evidence.answers.keeps_words(
                reference.text, self.new.address(standing.spot)
            ):
                return self._as_written(standing, reference, decision)
            return decision
        if self.evidence.answers.keeps_words(reference.text, self.new.address(standing.spot)):
            return Decision(Rule.KEPT, before=decision.before, after=decision.after)
        if decision.question.code not in _KEPT_BY_NAME:
            return decision
        places = (place.address for place in reference.places)
        named = [self.old.address(spot) for spot in decision.before] or [
            address for address in places if address is not None
        ]
        if named and self.evidence.answers.keeps_all(named, self.old.address(home.spot)):
            return Decision(Rule.KEPT, before=decision.before, after=decision.after)
        return decision

    def _as_written(self, standing: Standing, reference: Reference, decision: Decision) -> Decision:
        """The decision about a citation that would follow, and whose words are to stay.

        It means then what its words say in the proposed articles.
        """
        found = resolve(self.new, standing, reference)
        after = tuple([spot for each in found for spot in each.targets])
        return Decision(Rule.KEPT, before=decision.before, after=after, left=True)

    def _enter(
        self,
        standing: Standing,
        home: Standing | None,
        text: str,
        start: int,
        reference: Reference,
        after: str,
        decision: Decision,
    ) -> None:
        entry = LedgerEntry(
            standing=standing,
            address=self.new.address(standing.spot),
            home=home,
            present=self.old.address(home.spot) if home else None,
            start=start,
            category=reference.category,
            law=reference.law,
            rule=decision.rule,
            before=reference.text,
            after=after,
            sentence=sentence_at(text, start, self.style),
            targets_before=tuple([(s, self.old.address(s)) for s in decision.before]),
            targets_after=tuple([(s, self.new.address(s)) for s in decision.after]),
        )
        self.ledger.append(entry)
        if decision.left:
            self.unread.append(
                UnreadNumber(
                    address=entry.address,
                    words=reference.text,
                    sentence=entry.sentence,
                    of_its_time=decision.rule is not Rule.KEPT,
                    kept=decision.rule is Rule.KEPT,
                )
            )
        if decision.question is not None:
            self.questions.append((entry, decision.question))

    # Proof

    def _proved(
        self,
        standing: Standing,
        text: str,
        shift: _Shift,
        references: Sequence[Reference],
        decisions: Sequence[Decision],
        context: Context,
    ) -> list[Decision]:
        """The decisions, where reading the rewritten text again bears them out; else questions.

        The words that are put in may be read together with those around them, as another
        reference than was meant. So every edited reference has to mean what it should.
        """
        read, _ = self.read(text, context, standing.spot)
        again = self._known(read, standing, text, again=True)
        by_place = {(each.start, each.end): each for each in again}
        proved: list[Decision] = []
        for reference, decision in zip(references, decisions, strict=True):
            # One that reads otherwise now casts no doubt on those beside it.
            found = by_place.get((shift(reference.start), shift(reference.end)))
            at = decision.read_at or standing
            sure = decision.proved or not (decision.edits or decision.leans)
            if sure or self._bears_out(at, found, decision):
                proved.append(decision)
                continue
            where = self.new.address(standing.spot).text(self.style)
            question = unclear(
                say(
                    "{where} cites {text!r}, and how to write it after this amendment is not clear",
                    where=where,
                    text=reference.text,
                )
            )
            proved.append(replace(decision, rule=Rule.QUESTION, question=question))
        return proved

    def _bears_out(self, standing: Standing, found: Reference | None, decision: Decision) -> bool:
        """Whether a reference that was read again means what was decided.

        None stands for one that is not read again at its place.
        """
        if found is None:
            return False
        if decision.question is not None or decision.rule in (Rule.DANGLING, Rule.KEPT):
            return True
        targets = tuple(
            [spot for each in resolve(self.new, standing, found) for spot in each.targets]
        )
        if decision.open:
            # Of a row of articles more may be meant than before; of items, those of the same list.
            now, then = (
                {outer(s) for s in row if s.paragraph} for row in (targets, decision.after)
            )
            return now == then and set(decision.after) <= set(targets)
        return targets == decision.after


def _edited(text: str, edits: Sequence[Edit]) -> tuple[str, _Shift]:
    """The text with the edits made, and where an offset of the old text is in the new one."""
    result, position = "", 0
    for start, end, replacement in edits:
        result += text[position:start] + replacement
        position = end
    return result + text[position:], _Shift(tuple(edits))


@dataclass(frozen=True, slots=True)
class _Shift:
    edits: tuple[Edit, ...]

    def __call__(self, offset: int) -> int:
        moved = offset
        for start, end, replacement in self.edits:
            if end <= offset and not (start == end == offset and replacement == ""):
                moved += len(replacement) - (end - start)
        return moved
