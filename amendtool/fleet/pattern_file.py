"""The file of a pattern: YAML, read as strictly as that of an amendment."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, TypeVar

from amendtool.amendments.amendment import name_problem
from amendtool.amendments.file import yaml
from amendtool.articles.languages import LANGUAGES
from amendtool.errors import InputError, Place, Problem
from amendtool.fleet.blanks import WORDS, blanks_in, scalars
from amendtool.fleet.company import OWN
from amendtool.fleet.pattern import (
    AmendmentPattern,
    Beside,
    OwnTerm,
    Scope,
    Sought,
    WhenMissing,
    WhenThere,
    WhenTwice,
)
from amendtool.messages import say

_TOP: Final = ("pattern", "languages", "find", "there", "terms", "amendment")
_SOUGHT: Final = (
    "key", "caption", "like", "same", "optional", "alike", "traces", "in", "inside", "last_of",
    "missing", "twice", "apart", "beside",
)  # fmt: skip
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]*")
_KEPT: Final = frozenset(
    (
        "name",
        "amendment",
        "pattern",
        "written_against",
        "draft",
        "adopted",
        "after",
        "supplementary",
    )
)
"""Fields and blanks that are filled in for each company, and given by no pattern."""

Choice = TypeVar("Choice", bound=StrEnum)


def read_pattern(data: bytes, *, file: str) -> AmendmentPattern:
    """The pattern in a file. Raises InputError with every mistake, each with its line."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            Problem(
                code="pattern-unreadable",
                message=say("the pattern is not UTF-8: byte {at}", at=error.start),
                hint=say("save it as UTF-8"),
                place=Place(file=file),
            )
        ) from None
    root = yaml.read(text, file=file)
    reader = _PatternReader(file)
    if not isinstance(root, yaml.Mapping):
        reader.wrong(
            root.place, say("a pattern is fields such as `pattern:`, `find:` and `amendment:`")
        )
        raise InputError(*reader.problems)
    pattern = reader.pattern(root, hashlib.sha256(_plain(text)).hexdigest()[:16])
    if reader.problems:
        raise InputError(*sorted(reader.problems, key=lambda each: each.place.line or 0))
    return pattern


def _plain(text: str) -> bytes:
    """The content that a digest is of: the same under every way of ending a line."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").encode("utf-8")


class _PatternReader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def wrong(self, place: Place, message: str, hint: str = "") -> None:
        self.problems.append(
            Problem(
                code="pattern-field",
                message=message,
                hint=hint or say("docs/fleet.md describes every field of a pattern"),
                place=place,
            )
        )

    def pattern(self, root: yaml.Mapping, digest: str) -> AmendmentPattern:
        self._known(root, _TOP)
        name = self._text(root, "pattern", needed=True)
        trouble = name_problem(name, place=root.place) if name else None
        if trouble is not None:
            self.problems.append(trouble)
        languages = self._texts(root, "languages", needed=True)
        for each in languages:
            if each not in LANGUAGES:
                self.wrong(root.place, say("there is no language {tag!r}", tag=each))
        sought = {name: self._sought(name, node) for name, node in self._each(root, "find")}
        there, then = self._there(root.get("there"))
        terms = {
            name: self._term(name, node, languages) for name, node in self._each(root, "terms")
        }
        body = root.get("amendment")
        if not isinstance(body, yaml.Mapping):
            self.wrong(root.place, say("the pattern says no `amendment:` with its operations"))
            body = yaml.Mapping(items=(), place=root.place)
        given = self._text(body, "name") or name
        self._refuse_kept(body)
        self._names(sought, body)
        return AmendmentPattern(
            name=name,
            digest=digest,
            file=self.file,
            languages=languages,
            amendment=given,
            sought=sought,
            there=there,
            then=then,
            terms=terms,
            body=yaml.Mapping(
                items=tuple((key, node) for key, node in body.items if key.value != "name"),
                place=body.place,
            ),
        )

    def _each(self, root: yaml.Mapping, field: str) -> Iterator[tuple[str, yaml.Node]]:
        node = root.get(field)
        if node is None:
            return
        if not isinstance(node, yaml.Mapping):
            self.wrong(
                node.place, say("`{field}` holds a name for each, and its fields", field=field)
            )
            return
        for key, value in node.items:
            if not _NAME.fullmatch(key.value) or key.value in _KEPT | set(OWN):
                self.wrong(key.place, say("{name!r} is no name for a blank", name=key.value))
            yield key.value, value

    def _sought(
        self, name: str, node: yaml.Node, missing: WhenMissing = WhenMissing.DOUBT
    ) -> Sought:
        if not isinstance(node, yaml.Mapping):
            self.wrong(node.place, say("say how it is found: `key`, `caption`, `like`, `last_of`"))
            return Sought(name=name)
        self._known(node, _SOUGHT)
        found = Sought(
            name=name,
            key=self._text(node, "key"),
            captions=self._texts(node, "caption"),
            like=self._texts(node, "like"),
            same=self._groups(node, "same"),
            optional=self._texts(node, "optional"),
            alike=self._share(node, "alike", 0.5),
            traces=self._traces(node),
            apart=self._texts(node, "apart"),
            beside=self._beside(node),
            scope=self._choice(node, "in", Scope.ARTICLES),
            inside=self._text(node, "inside"),
            last_of=self._text(node, "last_of"),
            missing=self._choice(node, "missing", missing),
            twice=self._choice(node, "twice", WhenTwice.DOUBT),
        )
        if not (found.key or found.captions or found.like or found.last_of):
            self.wrong(node.place, say("say how it is found: `key`, `caption`, `like`, `last_of`"))
        stated = node.get("missing") is not None
        if stated and found.missing is WhenMissing.LEAVE and found.scope is Scope.ARTICLES:
            needed = not found.last_of and not found.traces
            if needed:
                self.wrong(
                    node.place,
                    say("`missing: leave` needs `traces`: words that betray a provision like it"),
                    say("without them an article of other words would be taken for none"),
                )
        if (found.same or found.optional) and not found.like:
            self.wrong(node.place, say("`same` and `optional` are about the words of `like`"))
        return found

    def _there(self, node: yaml.Node | None) -> tuple[tuple[Sought, ...], WhenThere]:
        if node is None:
            return (), WhenThere.LEAVE
        if not isinstance(node, yaml.Mapping):
            self.wrong(
                node.place, say("`there` says how the text is known that the pattern brings")
            )
            return (), WhenThere.LEAVE
        then = self._choice(node, "then", WhenThere.LEAVE)
        items = tuple((key, each) for key, each in node.items if key.value != "then")
        own = yaml.Mapping(items=items, place=node.place)
        return (self._sought("there", own, WhenMissing.LEAVE),), then

    def _term(self, name: str, node: yaml.Node, languages: tuple[str, ...]) -> OwnTerm:
        forms: dict[str, tuple[str, ...]] = {}
        if isinstance(node, yaml.Mapping):
            self._known(node, languages)
            for each in languages:
                forms[each] = self._texts(node, each, needed=True)
        else:
            if len(languages) > 1:
                self.wrong(node.place, say("give the forms by language: `ja:` and `en:`"))
            forms = {each: self._list(node) for each in languages}
        return OwnTerm(name=name, forms=forms)

    # Blanks

    def _refuse_kept(self, body: yaml.Mapping) -> None:
        for key in body.keys:
            if key.value in _KEPT - {"name"}:
                self.wrong(
                    key.place,
                    say("`{field}` is filled in for each company", field=key.value),
                    say("leave it out; the vote and its day stand in the list"),
                )
        operations = body.get("operations")
        if not isinstance(operations, yaml.Sequence_) or not operations.items:
            self.wrong(body.place, say("the pattern has no operations"))

    def _names(self, sought: dict[str, Sought], body: yaml.Mapping) -> None:
        """Every condition names what is sought, and no address asks for a caption.

        Whether every blank has a column is known only once the list is read.
        """
        for each in sought.values():
            beside = each.beside.chapter if each.beside else ""
            for used in (each.inside, each.last_of, beside):
                if used and used not in sought and used not in ("chapters", "articles"):
                    self.wrong(
                        body.place, say("nothing is sought that is called {name!r}", name=used)
                    )
        operations = body.get("operations")
        for operation in operations.items if isinstance(operations, yaml.Sequence_) else ():
            if not isinstance(operation, yaml.Mapping):
                continue
            for key, node in operation.items:
                if key.value in ("when", "unless"):
                    if not isinstance(node, yaml.Scalar) or node.value not in sought:
                        self.wrong(
                            node.place, say("name what is sought behind `{field}`", field=key.value)
                        )
                elif key.value not in WORDS:
                    self._places(node)

    def _places(self, node: yaml.Node) -> None:
        """Where an address or a day stands, a blank is a place or a column, and no term."""
        for scalar in scalars(node):
            for blank in blanks_in(scalar.value):
                if blank.part:
                    self.wrong(
                        scalar.place, say("a caption is no address: {blank}", blank=blank.text)
                    )

    # Values

    def _known(self, node: yaml.Mapping, names: tuple[str, ...]) -> None:
        for key in node.keys:
            if key.value not in names:
                close = difflib.get_close_matches(key.value, names, n=1)
                self.wrong(
                    key.place,
                    say("there is no field {name!r} here", name=key.value),
                    say("did you mean {close!r}?", close=close[0])
                    if close
                    else say("known are {names}", names=say(", ").join(names)),
                )

    def _text(self, node: yaml.Mapping, name: str, *, needed: bool = False) -> str:
        found = node.get(name)
        if isinstance(found, yaml.Scalar) and found.value.strip():
            return found.value.strip()
        if found is not None or needed:
            place = node.place if found is None else found.place
            self.wrong(place, say("`{name}` should be a text", name=name))
        return ""

    def _texts(self, node: yaml.Mapping, name: str, *, needed: bool = False) -> tuple[str, ...]:
        found = node.get(name)
        if found is None:
            if needed:
                self.wrong(
                    node.place, say("`{name}` should be a text, or a list of texts", name=name)
                )
            return ()
        return self._list(found)

    def _list(self, node: yaml.Node) -> tuple[str, ...]:
        items = node.items if isinstance(node, yaml.Sequence_) else (node,)
        texts = [each.value.strip() for each in items if isinstance(each, yaml.Scalar)]
        if len(texts) != len(items) or not all(texts):
            self.wrong(node.place, say("expected a text, or a list of texts"))
        return tuple(filter(None, texts))

    def _groups(self, node: yaml.Mapping, name: str) -> tuple[tuple[str, ...], ...]:
        found = node.get(name)
        if found is None:
            return ()
        groups = found.items if isinstance(found, yaml.Sequence_) else ()
        read = tuple(self._list(each) for each in groups if isinstance(each, yaml.Sequence_))
        if not groups or len(read) != len(groups) or any(len(each) < 2 for each in read):
            self.wrong(
                found.place,
                say("`{name}` holds groups of words, two or more in each", name=name),
                say("{name}: [[in writing, by letter], [shall, will]]", name=name),
            )
        words = [each for group in read for each in group]
        for each in dict.fromkeys(each for each in words if words.count(each) > 1):
            self.wrong(found.place, say("{words!r} stands in two groups", words=each))
        return read

    def _traces(self, node: yaml.Mapping) -> tuple[tuple[str, ...], ...]:
        """Each a text, or a list of such that betray it where all of them stand together."""
        found = node.get("traces")
        if isinstance(found, yaml.Sequence_):
            return tuple(self._list(each) for each in found.items)
        return tuple((each,) for each in self._texts(node, "traces"))

    def _beside(self, node: yaml.Mapping) -> Beside | None:
        found = node.get("beside")
        if found is None:
            return None
        if not isinstance(found, yaml.Mapping):
            self.wrong(
                found.place,
                say("`beside` holds `caption`, and `in` for the chapter where these are usual"),
            )
            return None
        self._known(found, ("in", "caption"))
        captions = self._texts(found, "caption", needed=True)
        return Beside(captions=captions, chapter=self._text(found, "in"))

    def _share(self, node: yaml.Mapping, name: str, default: float) -> float:
        said = self._text(node, name)
        if not said:
            return default
        if re.fullmatch(r"0\.[0-9]{1,3}|1(?:\.0+)?", said) and float(said) >= 0.3:
            return float(said)
        self.wrong(node.place, say("`{name}` is a share from 0.3 to 1, such as 0.9", name=name))
        return default

    def _choice(self, node: yaml.Mapping, name: str, default: Choice) -> Choice:
        said = self._text(node, name)
        kind = type(default)
        if not said or said in tuple(kind):
            return kind(said) if said else default
        self.wrong(
            node.place,
            say("`{name}` is one of {choices}", name=name, choices=say(", ").join(kind)),
        )
        return default
