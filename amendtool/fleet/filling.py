"""Filling in a pattern for one company: its own numbers, captions, terms and days."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from amendtool.amendments.file import yaml
from amendtool.amendments.file.scalars import quoted
from amendtool.articles.addresses import Address, address_of_article, address_of_chapter
from amendtool.articles.charter import Article, Chapter, Charter
from amendtool.articles.languages import language_of
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Problem
from amendtool.fleet.blanks import BLANK, WORDS, blanks_in, scalars
from amendtool.fleet.find import Found
from amendtool.fleet.pattern import AmendmentPattern
from amendtool.messages import say


@dataclass(slots=True, kw_only=True)
class Filling:
    """What fills the blanks of a pattern for one company, and what could not be filled."""

    pattern: AmendmentPattern
    charters: Mapping[str, Charter]
    styles: Mapping[str, DraftingStyle]
    found: Mapping[str, Found]
    terms: Mapping[str, Mapping[str, str]]
    said: Mapping[str, str]
    doubts: list[Problem] = field(default_factory=list)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the editions, the leading one first."""
        return tuple(self.charters)

    def name(self) -> str:
        """The name of the amendment."""
        return self._filled(self.pattern.amendment, "")

    def text(self, name: str) -> str:
        """The file of the amendment ``name``, for the company alone."""
        lines = [f"amendment: {quoted(name)}"]
        for key, node in self.pattern.body.items:
            if key.value == "operations" and isinstance(node, yaml.Sequence_):
                lines.append("operations:")
                for each in node.items:
                    if isinstance(each, yaml.Mapping) and is_wanted(each, self.found):
                        lines += self._operation(each)
            else:
                lines += self._field(key.value, node)
        if self.said.get("resolved") and self.pattern.body.get("resolved") is None:
            lines.insert(1, f"resolved: {quoted(self.said['resolved'])}")
        if self.said.get("meeting") and self.pattern.body.get("meeting") is None:
            lines[1:1] = self._meeting()
        return "\n".join(lines) + "\n"

    def _meeting(self) -> Iterator[str]:
        """The meeting that the list names, in the words of each edition."""
        yield "meeting:"
        for language in self.languages:
            yield f"  {language}: {quoted(self._column('meeting', '', language))}"

    def _operation(self, operation: yaml.Mapping) -> Iterator[str]:
        lines = [
            line
            for key, node in operation.items
            if key.value not in ("when", "unless")
            for line in self._field(key.value, node)
        ]
        for at, line in enumerate(lines):
            yield f"  {'  ' if at else '- '}{line}"

    def _field(self, name: str, node: yaml.Node) -> list[str]:
        if name in WORDS and isinstance(node, yaml.Mapping):
            return [f"{name}:", *(f"  {line}" for line in self._by_language(name, node))]
        language = self.languages[0] if name in WORDS else ""
        return list(self._node(name, node, language))

    def _by_language(self, name: str, node: yaml.Mapping) -> Iterator[str]:
        for language in self.languages:
            words = node.get(language)
            if words is None:
                self._doubt(
                    "words-missing",
                    say(
                        "the pattern has no words in {language} for `{name}`",
                        language=language,
                        name=name,
                    ),
                )
            else:
                yield from self._node(language, words, language)

    def _node(self, name: str, node: yaml.Node, language: str) -> Iterator[str]:
        """A field with its value, line by line; in ``language`` it is words, else it is not."""
        if isinstance(node, yaml.Scalar):
            yield f"{name}: {quoted(self._filled(node.value, language))}"
        elif isinstance(node, yaml.Sequence_):
            yield f"{name}:"
            for each in node.items:
                if isinstance(each, yaml.Scalar):
                    yield f"  - {quoted(self._filled(each.value, language))}"
                else:
                    inner = list(self._node("_", each, language))[1:]
                    for at, line in enumerate(inner):
                        yield f"  {'  ' if at else '- '}{line.removeprefix('  ')}"
        else:
            yield f"{name}:"
            for key, value in node.items:
                for line in self._node(key.value, value, language):
                    yield f"  {line}"

    # Blanks

    def _filled(self, text: str, language: str) -> str:
        out, end = [], 0
        for match in BLANK.finditer(text):
            out.append(text[end : match.start()])
            out.append(self._value(match[1], match[2] or "", language))
            end = match.end()
        return "".join([*out, text[end:]])

    def _value(self, name: str, part: str, language: str) -> str:
        low = name[:1].lower() + name[1:]
        value = self._unsaid(low, part, language)
        return value[:1].upper() + value[1:] if name[:1].isupper() and language else value

    def _unsaid(self, name: str, part: str, language: str) -> str:
        if name == "supplementary" and not language:
            return self._supplementary()
        if name in self.found:
            return self._place(self.found[name], part, language)
        if language and name in self.terms:
            return self.terms[name].get(language, "")
        if self.said.get(name):
            return self._column(name, part, language)
        if name in self.pattern.sought and self.doubts:
            return ""  # why it was not found is told
        self._doubt(
            "blank-unfilled",
            say("{name} was not found, and the pattern needs it here", name=name)
            if name in self.pattern.sought
            else say("nothing fills the blank {name}", name=f"<{name}>"),
        )
        return ""

    def _column(self, name: str, part: str, language: str) -> str:
        """What the list says in a column; of words each further edition has a column of its own."""
        said = self.said[name]
        if not language:
            return said
        try:
            day = datetime.date.fromisoformat(said) if len(said) == len("2026-06-25") else None
        except ValueError:
            day = None
        if day is not None:
            return language_of(language).date(day, era=part == "era")
        if language == self.languages[0]:
            return said
        own = f"{name}.{language}"
        if not self.said.get(own):
            self._doubt(
                "words-missing",
                say("the list has no words in {language} for {name}", language=language, name=name),
            )
        return self.said.get(own, "")

    def _place(self, found: Found, part: str, language: str) -> str:
        leading = self.languages[0]
        charter = self.charters[language or leading]
        if part == "caption":
            owner = _owner(charter, found)
            caption = owner.heading if owner is not None else None
            if not caption:
                self._doubt("caption-missing", say("{name} has no caption", name=found.name))
            return caption or ""
        if _owner(charter, found) is None:
            self._doubt(
                "edition-differs",
                say("{name} is not in the edition {language}", name=found.name, language=language),
            )
            return ""
        address = (
            address_of_chapter(charter, found.key)
            if found.chapter
            else address_of_article(charter, found.key)
        )
        return address.text(self.styles[language or leading])

    def _supplementary(self) -> str:
        """Where the next supplementary provision stands, as the company numbers them."""
        charter = self.charters[self.languages[0]]
        style = self.styles[self.languages[0]]
        row = charter.supplementary
        if charter.blocks or any(each.number is None for each in row):
            self._doubt(
                "supplementary-form",
                say("the supplementary provisions are not numbered articles in one row"),
            )
        numbers = [each.number for each in row if each.number is not None]
        number = numbers[-1].next() if numbers else Number.of(1)
        return Address(supplementary=True, article=number).text(style)

    def _doubt(self, code: str, message: str) -> None:
        found = Problem(
            code=code,
            message=message,
            hint=say("write the company's own amendment: amendtool new NAME"),
            severity="warning",
        )
        if found not in self.doubts:
            self.doubts.append(found)


def is_wanted(operation: yaml.Mapping, found: Collection[str]) -> bool:
    """Whether an operation of a pattern is for a company in which these were ``found``."""
    when, unless = operation.get("when"), operation.get("unless")
    if isinstance(when, yaml.Scalar) and when.value not in found:
        return False
    return not (isinstance(unless, yaml.Scalar) and unless.value in found)


def conditions_of(pattern: AmendmentPattern) -> Iterator[str]:
    """What decides about operations of a pattern: the names behind ``when`` and ``unless``."""
    for operation in _operations(pattern):
        for name in ("when", "unless"):
            node = operation.get(name)
            if isinstance(node, yaml.Scalar):
                yield node.value


def blanks_needed(pattern: AmendmentPattern, found: Collection[str]) -> Iterator[str]:
    """The names of the blanks in what is wanted for a company in which these were ``found``."""
    for key, node in pattern.body.items:
        if key.value != "operations":
            yield from _blanks(node)
    for operation in _operations(pattern):
        if is_wanted(operation, found):
            yield from _blanks(operation)


def _operations(pattern: AmendmentPattern) -> Iterator[yaml.Mapping]:
    node = pattern.body.get("operations")
    for each in node.items if isinstance(node, yaml.Sequence_) else ():
        if isinstance(each, yaml.Mapping):
            yield each


def _blanks(node: yaml.Node) -> Iterator[str]:
    for scalar in scalars(node):
        for blank in blanks_in(scalar.value):
            yield blank.name[:1].lower() + blank.name[1:]


def _owner(charter: Charter, found: Found) -> Article | Chapter | None:
    row = charter.chapters if found.chapter else tuple(charter.every_article())
    return next((each for each in row if each.key == found.key), None)
