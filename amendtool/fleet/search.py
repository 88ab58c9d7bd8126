"""The search for what a pattern seeks in the articles of one company, and what it came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Problem
from amendtool.fleet.designation import designated
from amendtool.fleet.filling import blanks_needed, conditions_of
from amendtool.fleet.find import Found, find_sought
from amendtool.fleet.pattern import AmendmentPattern, Sought, WhenThere
from amendtool.fleet.wording import OwnWords
from amendtool.messages import say


class Search:
    """What a pattern seeks in the articles of one company, sought when it is needed.

    So a place that only another case needs is no doubt.
    """

    def __init__(
        self,
        pattern: AmendmentPattern,
        charter: Charter,
        style: DraftingStyle,
        said: Mapping[str, str],
    ) -> None:
        self.pattern, self.charter, self.style, self.said = pattern, charter, style, said
        self.own = _own(pattern, style.language, said)
        self.found: dict[str, Found] = {}
        self.doubts: list[Problem] = []
        self._asked: set[str] = set()

    def seek(self, name: str) -> None:
        """Look for what the pattern calls so, and first for what it stands in or behind."""
        sought = self.pattern.sought.get(name)
        if sought is None or name in self._asked:
            return
        self._asked.add(name)
        for other in (sought.inside, sought.last_of):
            self.seek(other)
        found, doubt = self.find(sought)
        if found is not None:
            self.found[name] = found
        if doubt is not None and not any(
            other in self.pattern.sought and other not in self.found
            for other in (sought.inside, sought.last_of)
        ):
            self.doubts.append(doubt)

    def find(self, sought: Sought) -> tuple[Found | None, Problem | None]:
        """One provision: what the list answers, else what the pattern finds."""
        if self.said.get(sought.name):
            return designated(self.charter, sought, self.said[sought.name], self.style)
        known = self.found
        beside = sought.beside.chapter if sought.beside else ""
        if beside and beside not in known:
            # Whether that chapter is there matters to no operation, and is no doubt of its own.
            chapter, _ = self.find(self.pattern.sought[beside])
            known = known | ({beside: chapter} if chapter else {})
        return find_sought(self.charter, sought, known, self.own)

    def text_that_it_brings(self) -> tuple[Found | None, tuple[Problem, ...]]:
        """The text that the pattern brings, where it is there already, and what is open about it.

        Without either it is not there. Where it is there and what it replaces stands beside it,
        somebody has to look: to leave the company would be to leave both.
        """
        for sought in self.pattern.there:
            there, doubt = self.find(sought)
            if there is not None:
                return there, tuple(self._beside(there))
            if doubt is not None:
                return None, (doubt,)
        return None, ()

    def _beside(self, there: Found) -> Iterator[Problem]:
        told = say("the text that the pattern brings is there: {key}", key=there.key)
        if self.pattern.then is WhenThere.DOUBT:
            yield _text_there(told)
            return
        self.look_for_what_decides()
        yield from (each for each in self.doubts if each.code in ("found-twice", "found-beside"))
        stands = [each.key for each in self.found.values() if each.key != there.key]
        if stands:
            others = say(", ").join(stands)
            yield _text_there(say("{told}; {others} stands beside it", told=told, others=others))

    def look_for_what_decides(self) -> None:
        """Look for what the conditions of the operations name."""
        for condition in conditions_of(self.pattern):
            self.seek(condition)

    def run(self) -> None:
        """Look for all that the operations need which are wanted for this company."""
        self.look_for_what_decides()
        for name in blanks_needed(self.pattern, self.found):
            self.seek(name)


def _own(pattern: AmendmentPattern, language: str, said: Mapping[str, str]) -> OwnWords:
    """What the company has where a model text has a blank: a form of a term, or its column."""
    return OwnWords(
        terms=tuple(
            (
                name,
                tuple(dict.fromkeys(filter(None, (*term.forms.get(language, ()), said.get(name))))),
            )
            for name, term in pattern.terms.items()
        ),
        columns=tuple(said.items()),
    )


def _text_there(message: str) -> Problem:
    return Problem(
        code="text-there",
        message=message,
        hint=say("write the company's own amendment: amendtool new NAME"),
        severity="warning",
    )
