"""The provisions that the reasons of an amendment cite, against what it does to them.

A reason cites the articles by their present numbers, and new provisions by their proposed
ones. A wrong number there is published and voted on, so a citation has to be of something
that the amendment touches, and a heading behind it has to be the heading it has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from functools import cached_property
from typing import Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application
from amendtool.amendments.company import paragraphs
from amendtool.articles.addresses import Address, AddressRange, find
from amendtool.articles.charter import Article, Charter, Status
from amendtool.articles.numbers import Number
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.reference import Category, CitedPlace, Range, Reference
from amendtool.articles.references.style_words import read_in
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.characters import shown
from amendtool.articles.text.variants import same
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass


def reason_problems(
    application: Application, amendment: Amendment, style: DraftingStyle
) -> tuple[Problem, ...]:
    """What is wrong with the citations in the reasons; places are paths such as ``reasons[1]``.

    Errors: a provision that is neither in the present nor in the proposed articles
    (``reason-missing``), one that the amendment does not touch and ``mentions`` does not name
    (``reason-untouched``), and a heading in brackets that is not the provision's
    (``reason-heading``). A warning: the proposed number of an article that has another one
    now (``reason-numbering``), and a reason that `new` left to be finished
    (``reason-unfinished``). A note: what may be an article of a law or of these articles
    (``reason-unclear``).
    """
    checker = _Checker(application, amendment, style)
    found: list[Problem] = []
    for number, reason in enumerate(amendment.reasons):
        place = Place(path=f"reasons[{number}]")
        context: Context | None = None
        if reason.strip().startswith("…") or reason.strip().endswith("…"):
            found.append(_unfinished(reason).at(place))
        for paragraph in paragraphs(reason):
            references, context = read_in(paragraph, style, context)
            checker.cited = references
            for reference in references:
                found += [p.at(place) for p in checker.problems(paragraph, reference)]
    return tuple(dict.fromkeys(found))


def _unfinished(reason: str) -> Problem:
    return Problem(
        code="reason-unfinished",
        message=say(
            "the reason is not finished: {reason}", reason=shown(reason.strip()[:60], one_line=True)
        ),
        hint=say("write it out in place of the …; it is printed as it stands"),
        severity="warning",
    )


class _Touch(Enum):
    """What the amendment does to an article."""

    NOTHING = 0
    NUMBER = 1
    """Its number changes and nothing else."""
    TEXT = 2
    """Its text, its heading or its being there changes."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An article that a number may mean: on which side, and what happens to it."""

    article: Article
    proposed: bool
    touch: _Touch
    new: bool


# Words that say which side a number is of, right before it or right behind it.
_PROPOSED_BEFORE: Final = compiled(
    r"(?:(?:変更|改正|改定)(?:後|案)(?:の)?(?:定款)?(?:の)?|\bproposed|\bnew)\s*\Z", re.IGNORECASE
)
_PROPOSED_WITHIN: Final = compiled(r"変更案|変更後|改正後|改定後|\bproposed\b", re.IGNORECASE)
_PROPOSED_BEHIND: Final = compiled(
    r"\s*(?:of|in|under) the (?:proposed|amended|new)\b", re.IGNORECASE
)
# A sentence on the numbering itself may give both numbers of an article.
_ON_NUMBERS: Final = compiled(r"繰|条数|条番号|条文番号|\brenumber|\bnumbering|\bnumbers?\b", re.I)
_BRACKETS: Final = {"(": ")", "（": "）"}
# Brackets that hold something else than a heading.
_NO_HEADING: Final = compiled(
    r"[a-z0-9]|.*[「『“\"]|.*(?:第[0-9０-９一二三四五六七八九十百]+(?:条|項|号)|\bArticle\b)"
    r"|以下|(?:新設|削除|条文省略|現行どおり|(?:変更|改正)[前後案]|[新旧])\Z"
    r"|As\b|(?:New(?: Provisions?)?|Deleted|Unchanged)\Z",
    re.DOTALL,
)
_SENTENCE_END: Final = compiled(r"[.。]|\Z")


class _Checker:
    def __init__(
        self, application: Application, amendment: Amendment, style: DraftingStyle
    ) -> None:
        self.present, self.proposed = application.present, application.proposed
        self.before, self.after = self.present.by_key(), self.proposed.by_key()
        self.moved = application.moved
        self.amendment = amendment
        self.style = style
        self.cited: tuple[Reference, ...] = ()
        """The references of the paragraph that is being looked at."""

    def problems(self, text: str, reference: Reference) -> Iterator[Problem]:
        """What is wrong with one reference in ``text``."""
        if reference.category is Category.QUOTED:
            return
        if reference.category is Category.EXTERNAL:
            yield from self._external(text, reference)
            return
        for member in reference.members:
            if isinstance(member, Range):
                yield from self._range(text, reference, member)
            else:
                yield from self._place(text, reference, member)

    def _external(self, text: str, reference: Reference) -> Iterator[Problem]:
        """A number in brackets behind the name of a law, as in "the Company Law (Article 28)".

        As a rule it cites these articles at the end of the sentence. It cannot be told apart
        from an article of the law, so that only what fits is taken for one of these articles.
        """
        before, behind = text[: reference.start], text[reference.end :]
        alone = before[-1:] in _BRACKETS and behind[:1] == _BRACKETS[before[-1]]
        if not alone or not _SENTENCE_END.match(behind[1:]):
            return
        for place in reference.places:
            address = place.address
            if address is not None and address.article is not None:
                touched = any(c.touch is _Touch.TEXT for c in self._candidates(address))
                if not touched and not self._mentioned(address):
                    name = address.text(self.style)
                    yield Problem(
                        code="reason-unclear",
                        message=say(
                            "{name} is taken for an article of {law}; the amendment does "
                            "not change {name} of these articles",
                            name=name,
                            law=reference.law,
                        ),
                        hint=say("nothing is to be done if the law is meant"),
                        severity="note",
                    )

    def _place(self, text: str, reference: Reference, place: CitedPlace) -> Iterator[Problem]:
        address = place.address
        if address is None or (address.article is None and not address.supplementary):
            if address is not None and address.chapters:
                yield from self._chapter(address)
            return
        if address.article is None:
            if not self.present.supplementary and not self.proposed.supplementary:
                yield self._missing(address)
            return
        candidates = self._on_side(text, reference, place, self._candidates(address))
        heading = self._heading_behind(text, place.end)
        if not candidates:
            yield self._missing(address, heading)
            return
        headed = [
            c
            for c in candidates
            if heading and any(same(heading, each) for each in self._headings(c.article))
        ]
        meant = [
            c
            for c in candidates
            if c.touch is _Touch.TEXT and (not c.proposed or self._is_new(c, address))
        ]
        # The heading tells which article is meant; without it, what the amendment changes.
        candidates = headed or meant or candidates
        if heading and not headed and all(self._headings(c.article) for c in candidates):
            yield self._wrong_heading(address, heading, candidates)
            return
        inner = [c for c in candidates if self._holds(c, address)]
        if not inner:
            yield self._missing(address)
            return
        yield from self._touched(text, place, address, inner)

    def _range(self, text: str, reference: Reference, member: Range) -> Iterator[Problem]:
        ends = [place.address for place in (member.first, member.last)]
        first, last = ends
        if first is None or last is None or first.article is None or last.article is None:
            return
        gone = [end for end in (first, last) if not self._candidates(end)]
        if gone:
            yield from (self._missing(end) for end in gone)
            return
        if first.article == last.article:
            yield from self._place(text, reference, member.first)
            return
        within = [
            candidate
            for candidate in self._every
            if candidate.article.number is not None
            and first.article <= candidate.article.number <= last.article
            and self._is_supplementary(candidate) == first.supplementary
        ]
        if all(c.touch is _Touch.NOTHING for c in within) and not self._mentioned(first):
            yield self._untouched(AddressRange(first, last).text(self.style))

    def _chapter(self, address: Address) -> Iterator[Problem]:
        if find(self.present, address) is None and find(self.proposed, address) is None:
            yield self._missing(address)

    def _touched(
        self, text: str, place: CitedPlace, address: Address, candidates: list[_Candidate]
    ) -> Iterator[Problem]:
        """Whether the number is one that the amendment is about, in the right numbering."""
        rightful = [c for c in candidates if not c.proposed or self._is_new(c, address)]
        if any(c.touch is _Touch.TEXT for c in rightful) or self._mentioned(address):
            return
        if self._says_proposed(text, place) and any(
            c.proposed and c.touch is not _Touch.NOTHING for c in candidates
        ):
            return
        start, end = _sentence(text, place.start)
        on_numbers = _ON_NUMBERS.search(text, start, end) is not None
        if any(
            c.touch is not _Touch.NOTHING and (on_numbers or self._both_numbers(c, start, end))
            for c in candidates
        ):
            return
        changed = next((c for c in candidates if c.proposed and c.touch is _Touch.TEXT), None)
        name = address.text(self.style)
        if changed is not None:
            old = self.before[changed.article.key]
            present = Address(supplementary=address.supplementary, article=old.number)
            yield Problem(
                code="reason-numbering",
                message=say(
                    "{name} is cited by its proposed number; in the present articles it is "
                    "{present}",
                    name=name,
                    present=present.text(self.style),
                ),
                hint=say(
                    "write {present}, or say that it is a number of the proposed articles",
                    present=present.text(self.style),
                ),
                severity="warning",
            )
        elif any(c.touch is _Touch.NUMBER for c in candidates):
            moved = next(c for c in candidates if c.touch is _Touch.NUMBER)
            yield self._untouched(name, number_only=moved)
        else:
            yield self._untouched(name)

    def _both_numbers(self, candidate: _Candidate, start: int, end: int) -> bool:
        """Whether the sentence cites both numbers of the article: 第13条を第14条とする."""
        key, supplementary = candidate.article.key, self._is_supplementary(candidate)
        numbers = {each[key].number for each in (self.before, self.after) if key in each}
        cited = {
            place.address.article
            for reference in self.cited
            for place in reference.places
            if start <= place.start < end
            and place.address is not None
            and place.address.supplementary == supplementary
        }
        return len(numbers) == 2 and numbers <= cited

    # What a number means

    def _candidates(self, address: Address) -> list[_Candidate]:
        return [
            candidate
            for candidate in self._every
            if candidate.article.number == address.article
            and self._is_supplementary(candidate) == address.supplementary
        ]

    @cached_property
    def _every(self) -> list[_Candidate]:
        sides = ((self.present, False), (self.proposed, True))
        return [
            _Candidate(article, proposed, self._touch(article.key), article.key not in self.before)
            for charter, proposed in sides
            for article in charter.every_article()
        ]

    def _touch(self, key: str) -> _Touch:
        old, new = self.before.get(key), self.after.get(key)
        if old is None or new is None or key in self.moved:
            return _Touch.TEXT
        if (old.heading, old.body, old.status) != (new.heading, new.body, new.status):
            return _Touch.TEXT
        return _Touch.NOTHING if old.number == new.number else _Touch.NUMBER

    def _is_supplementary(self, candidate: _Candidate) -> bool:
        charter = self._charter(candidate)
        return charter.is_supplementary(candidate.article.key)

    def _charter(self, candidate: _Candidate) -> Charter:
        return self.proposed if candidate.proposed else self.present

    def _on_side(
        self, text: str, reference: Reference, place: CitedPlace, candidates: list[_Candidate]
    ) -> list[_Candidate]:
        """The candidates of the side that the text names, if it names one."""
        if reference.category is Category.HISTORICAL:
            return [c for c in candidates if not c.proposed]
        if self._says_proposed(text, place):
            return [c for c in candidates if c.proposed]
        return candidates

    def _says_proposed(self, text: str, place: CitedPlace) -> bool:
        before, behind = text[max(0, place.start - 24) : place.start], text[place.end :]
        closed = _in_brackets(behind)
        if closed is not None:
            behind = closed[1]
        return bool(
            _PROPOSED_BEFORE.search(before)
            or _PROPOSED_WITHIN.search(text[place.start : place.end])
            or _PROPOSED_BEHIND.match(behind)
        )

    def _holds(self, candidate: _Candidate, address: Address) -> bool:
        """Whether the paragraph and the items of the address are there, as far as can be told."""
        if address.paragraph is None or candidate.article.status is not Status.TEXT:
            return True
        return find(self._charter(candidate), address) is not None

    def _is_new(self, candidate: _Candidate, address: Address) -> bool:
        """Whether the present articles have no number for what the address names."""
        old = self.before.get(candidate.article.key)
        if old is None or old.number == candidate.article.number:
            return True
        present = replace(address, article=old.number)
        return address.paragraph is not None and find(self.present, present) is None

    def _mentioned(self, address: Address) -> bool:
        return any(_within(address, mention) for mention in self.amendment.mentions)

    # Headings

    def _heading_behind(self, text: str, end: int) -> str | None:
        """What stands in brackets behind a citation, if it looks like a heading."""
        closed = _in_brackets(text[end:])
        if closed is None or _NO_HEADING.match(closed[0].strip()):
            return None
        return _plain(closed[0])

    def _headings(self, article: Article) -> list[str]:
        """The headings of the article on both sides, as far as they are known."""
        versions = [self.before.get(article.key), self.after.get(article.key)]
        return [_plain(each.heading) for each in versions if each and each.heading]

    def _wrong_heading(
        self, address: Address, heading: str, candidates: list[_Candidate]
    ) -> Problem:
        name = address.text(self.style)
        own = dict.fromkeys(c.article.heading for c in candidates if c.article.heading)
        headed = say(" or ").join(self.style.bracketed(each) for each in own)
        return Problem(
            code="reason-heading",
            message=say(
                "{name} is headed {headed}, not {heading}",
                name=name,
                headed=headed,
                heading=self.style.bracketed(heading),
            ),
            hint=self._where(heading) or say("mend the number or the heading"),
        )

    def _where(self, heading: str) -> str:
        """Which article has a heading, as a hint; '' for none."""
        for candidate in self._every:
            if candidate.article.heading and _plain(candidate.article.heading) == heading:
                address = Address(
                    supplementary=self._is_supplementary(candidate),
                    article=candidate.article.number,
                )
                bracketed = self.style.bracketed(heading)
                name = address.text(self.style)
                if candidate.proposed:
                    return say(
                        "{heading} is {name} of the proposed articles",
                        heading=bracketed,
                        name=name,
                    )
                return say(
                    "{heading} is {name} of the present articles", heading=bracketed, name=name
                )
        return ""

    # Messages

    def _missing(self, address: Address, heading: str | None = None) -> Problem:
        return Problem(
            code="reason-missing",
            message=say(
                "there is no {address}, neither in the present articles nor in the proposed ones",
                address=address.text(self.style),
            ),
            hint=(self._where(heading) if heading else "") or self._touched_articles(),
        )

    def _untouched(self, name: str, *, number_only: _Candidate | None = None) -> Problem:
        what = say("the amendment does not touch {name}", name=name)
        if number_only is not None:
            what = say("the amendment changes nothing of {name} but its number", name=name)
        return Problem(
            code="reason-untouched",
            message=what,
            hint=say(
                "{changes}; if {name} is meant all the same, add it to `mentions: [{name}]`",
                changes=self._touched_articles(),
                name=name,
            ),
        )

    def _touched_articles(self) -> str:
        touched = [
            (self._is_supplementary(candidate), candidate.article.number, candidate.new)
            for candidate in self._every
            if candidate.touch is _Touch.TEXT and (candidate.new or not candidate.proposed)
        ]
        listed = [
            say("{name} (new)", name=name) if new else name
            for supplementary, number, new in sorted(
                touched, key=lambda each: (each[0], each[1] or Number.of(1))
            )
            if number is not None or supplementary
            for name in [Address(supplementary=supplementary, article=number).text(self.style)]
        ]
        if not listed:
            return say("mend the number")
        names = say(", ").join(listed[:12])
        if len(listed) > 12:
            names = say("{names} and {count} more", names=names, count=len(listed) - 12)
        return say("it changes {names}", names=names)


def _within(address: Address, mention: AddressRange) -> bool:
    first, last = mention.first, mention.last
    if address.supplementary != first.supplementary or address.article is None:
        return False
    if first.article is None or last.article is None:
        return first.level is None and first.supplementary
    return first.article <= address.article <= last.article


def _in_brackets(text: str) -> tuple[str, str] | None:
    """What stands in the brackets that ``text`` begins with, and what behind them."""
    rest = text.lstrip(" \t\n")
    closing = _BRACKETS.get(rest[:1])
    if closing is None:
        return None
    depth = 0
    for position, character in enumerate(rest):
        depth += (character == rest[0]) - (character == closing)
        if depth == 0:
            return rest[1:position], rest[position + 1 :]
    return None


def _sentence(text: str, offset: int) -> tuple[int, int]:
    """Where the sentence around ``offset`` begins and ends."""
    ends = [match.end() for match in re.finditer(r"[.](?:\s|\Z)|。", text)]
    start = max((end for end in ends if end <= offset), default=0)
    return start, min((end for end in ends if end > offset), default=len(text))


def _plain(heading: str) -> str:
    """A heading to compare: one space for white space, none beside Japanese characters."""
    return re.sub(
        r"\s*\n\s*|[ \t]+",
        lambda found: "" if _beside_japanese(found) else " ",
        heading.strip(),
    )


def _beside_japanese(found: re.Match[str]) -> bool:
    around = found.string[max(0, found.start() - 1) : found.end() + 1]
    return "\n" in found[0] and any(unicodedata.east_asian_width(c) in "WF" for c in around)
