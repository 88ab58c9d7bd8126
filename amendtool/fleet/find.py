"""Finding the provisions of one company that a pattern means: with certainty, or as a doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from amendtool.articles.charter import Article, Chapter, Charter, Status, article_texts
from amendtool.errors import Problem
from amendtool.fleet.likeness import folded, likeness
from amendtool.fleet.pattern import OwnTerm, Scope, Sought, WhenMissing, WhenTwice
from amendtool.fleet.wording import Accounted, OtherWords, OwnWords, differences
from amendtool.messages import say

How = Literal["key", "caption", "wording", "place", "list"]
NOTHING_OWN: Final = OwnWords()
LEAST: Final = 0.3
"""Less like than this no text is compared word by word, unless its key or caption says it."""
_SHOWN: Final = 4
"""So many candidates are told of a doubt: whoever looks sees the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A provision that was found with certainty: its key, by what, and how like it is."""

    name: str
    key: str
    how: How
    likeness: float = 0.0
    chapter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article that may be meant, and what speaks for it."""

    article: Article
    key: bool
    caption: bool
    likeness: float
    differs: OtherWords | None
    """In what it differs from every model; None where it says what one says."""
    trace: bool
    unusual: bool = False
    """Whether its caption is none of those that are usual beside what is sought."""

    def is_sure(self, sought: Sought) -> bool:
        """Whether everything that can be asked of it says that it is the one."""
        if self.article.status is not Status.TEXT:
            return False
        if sought.like:
            return self.differs is None
        return self.key or self.caption

    def is_possible(self, sought: Sought) -> bool:
        """Whether it may be the one as well, so that no other one is certain."""
        near = bool(sought.like) and (self.differs is None or self.likeness >= sought.alike)
        return self.key or self.caption or near


def find_sought(
    charter: Charter, sought: Sought, known: Mapping[str, Found], own: OwnWords = NOTHING_OWN
) -> tuple[Found | None, Problem | None]:
    """The provision that is meant; nothing and no doubt where it is certainly not there.

    ``known`` are those that were found before, by name. Where there are model texts, one is found
    that says what a model says and not a word more or less: with what is said besides, another
    rule would go, or be taken for there.
    """
    if sought.last_of:
        return _last(charter, sought, known)
    if sought.scope is Scope.CHAPTERS:
        return _chapter(charter, sought)
    row = _row(charter, sought, known)
    name = sought.name
    if row is None:
        return None, _problem(
            sought.name, "place-missing", say("{name}: its chapter is not there", name=name)
        )
    candidates = tuple(_candidates(row, sought, known, charter, own))
    sure = [each for each in candidates if each.is_sure(sought)]
    possible = [each for each in candidates if each.is_possible(sought)]
    if not sure:
        # That there is none is said only where nothing betrays it, here or elsewhere.
        possible = [each for each in candidates if each in possible or each.trace or each.unusual]
    if len(sure) == 1 and len(possible) == 1:
        return _found(sought, sure[0]), None
    if len(sure) > 1 and len(sure) == len(possible) and sought.twice is not WhenTwice.DOUBT:
        return _found(sought, sure[0 if sought.twice is WhenTwice.FIRST else -1]), None
    shown = _listed([_shown(each) for each in possible])
    if len(sure) > 1:
        message = say("{name} stands more than once: {shown}", name=name, shown=shown)
        return None, _problem(sought.name, "found-twice", message)
    if sure:
        message = say("{name} may be another provision, too: {shown}", name=name, shown=shown)
        return None, _problem(sought.name, "found-beside", message)
    if possible:
        message = say("{name} cannot be told with certainty: {shown}", name=name, shown=shown)
        return None, _problem(sought.name, "found-unsure", message)
    elsewhere = _elsewhere(charter, row, sought, own)
    if elsewhere:
        message = say("{name} may stand elsewhere: {shown}", name=name, shown=elsewhere)
        return None, _problem(sought.name, "found-elsewhere", message)
    return _not_there(sought)


def _elsewhere(charter: Charter, row: Sequence[Article], sought: Sought, own: OwnWords) -> str:
    """What may be the provision outside of where it is sought; '' where nothing is.

    Where it has to stand in a chapter, only what says it word for word is it elsewhere.
    """
    keys = {each.key for each in row}
    others = [each for each in charter.every_article() if each.key not in keys]
    shown = [
        _shown(each)
        for each in _candidates(others, replace(sought, beside=None), {}, charter, own)
        if (
            bool(sought.like) and each.differs is None
            if sought.inside
            else each.is_possible(sought) or each.trace
        )
    ]
    around = (
        (say("the text before the articles"), charter.preamble),
        (say("the text behind the articles"), charter.closing),
    )
    accounted = Accounted(same=sought.same, optional=sought.optional, own=own)
    for what, text in around:
        lines = [*text.splitlines(), text]
        if not sought.inside and (
            _betrays(sought, text)
            or (
                sought.like
                and any(differences(each, sought.like, accounted) is None for each in lines)
            )
        ):
            shown.append(what)
    return _listed(shown)


def _listed(shown: Sequence[str]) -> str:
    """Some candidates, as a doubt lists them: the first ones, and how many more there are."""
    told = say("; ").join(shown[:_SHOWN])
    more = len(shown) - _SHOWN
    return told if more <= 0 else say("{told}; and {more} more", told=told, more=more)


def _not_there(sought: Sought) -> tuple[None, Problem | None]:
    if sought.missing is WhenMissing.LEAVE:
        return None, None
    message = say("nothing was found that may be {name}", name=sought.name)
    return None, _problem(sought.name, "not-found", message)


def _row(charter: Charter, sought: Sought, known: Mapping[str, Found]) -> Sequence[Article] | None:
    if sought.scope is Scope.SUPPLEMENTARY:
        return charter.supplementary
    if not sought.inside:
        return charter.articles
    chapter = known.get(sought.inside)
    if chapter is None or not chapter.chapter:
        return None
    return _in_chapter(charter, chapter.key)


def _in_chapter(charter: Charter, key: str) -> list[Article]:
    return [
        each
        for each in charter.articles
        if any(outer.key == key for outer in charter.outer_chapters(each.chapter))
    ]


def _candidates(
    row: Sequence[Article],
    sought: Sought,
    known: Mapping[str, Found],
    charter: Charter,
    own: OwnWords,
) -> Iterator[Candidate]:
    captions = {folded(each) for each in sought.captions}
    apart = {folded(each) for each in sought.apart}
    usual = captions | {folded(each) for each in (sought.beside.captions if sought.beside else ())}
    neighbours = _neighbours(charter, sought, known)
    accounted = Accounted(same=sought.same, optional=sought.optional, own=own)
    for article in row:
        text = "".join(article_texts(article)).removeprefix(article.heading or "")
        caption = folded(article.heading or "")
        by_key = bool(sought.key) and article.key == sought.key
        by_caption = article.heading is not None and caption in captions
        like = max((likeness(text, model) for model in sought.like), default=0.0)
        # Words that a pattern says are the same may leave little that is like.
        compared = bool(sought.like) and (by_key or by_caption or like >= LEAST)
        yield Candidate(
            article=article,
            key=by_key,
            caption=by_caption,
            likeness=like,
            differs=differences(_own_words(article), sought.like, accounted)
            if compared
            else OtherWords(),
            trace=caption not in apart and _betrays(sought, (article.heading or "") + text),
            unusual=article.key in neighbours and caption not in usual,
        )


def _neighbours(charter: Charter, sought: Sought, known: Mapping[str, Found]) -> set[str]:
    """The articles among which only the captions are usual that a pattern names."""
    if sought.beside is None:
        return set()
    chapter = known.get(sought.beside.chapter)
    row = charter.articles if chapter is None else _in_chapter(charter, chapter.key)
    return {each.key for each in row if each.status is not Status.RESERVED}


def _betrays(sought: Sought, text: str) -> bool:
    whole = _traced(text)
    return any(all(_traced(word) in whole for word in trace) for trace in sought.traces)


def _traced(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _own_words(article: Article) -> str:
    """The texts of an article without its caption, a line for each."""
    texts = list(article_texts(article))
    return "\n".join(texts if article.heading is None else texts[1:])


def _found(sought: Sought, candidate: Candidate) -> Found:
    how: How = "key" if candidate.key else "caption" if candidate.caption else "wording"
    return Found(name=sought.name, key=candidate.article.key, how=how, likeness=candidate.likeness)


def _chapter(charter: Charter, sought: Sought) -> tuple[Found | None, Problem | None]:
    captions = {folded(each) for each in sought.captions}
    found = [
        each
        for each in charter.chapters
        if each.key == sought.key or (each.heading and folded(each.heading) in captions)
    ]
    if len(found) > 1 and sought.twice is not WhenTwice.DOUBT:
        found = found[:1] if sought.twice is WhenTwice.FIRST else found[-1:]
    if len(found) == 1:
        how: How = "key" if found[0].key == sought.key else "caption"
        return Found(name=sought.name, key=found[0].key, how=how, chapter=True), None
    if found:
        told = say(", ").join(each.heading or each.key for each in found)
        message = say("{name} stands more than once: {told}", name=sought.name, told=told)
        return None, _problem(sought.name, "found-twice", message)
    return _not_there(sought)


def _last(
    charter: Charter, sought: Sought, known: Mapping[str, Found]
) -> tuple[Found | None, Problem | None]:
    row: Sequence[Article] = charter.articles
    if sought.last_of != "articles":
        outer: Chapter | None = None
        if sought.last_of == "chapters":
            outer = next((each for each in reversed(charter.chapters) if not each.parent), None)
            key = outer.key if outer else None
        else:
            chapter = known.get(sought.last_of)
            key = chapter.key if chapter and chapter.chapter else None
        row = () if key is None else _in_chapter(charter, key)
    if row:
        return Found(name=sought.name, key=row[-1].key, how="place"), None
    return _not_there(sought)


def _shown(candidate: Candidate) -> str:
    article = candidate.article
    by = [
        *((say("its key"),) if candidate.key else ()),
        *((say("its caption"),) if candidate.caption else ()),
        *(
            (say("likeness {share}", share=f"{candidate.likeness:.2f}"),)
            if candidate.likeness
            else ()
        ),
        *_differs(candidate.differs),
        *((say("a word that betrays it"),) if candidate.trace else ()),
        *(
            (say("a caption that is not usual beside it"),)
            if candidate.unusual and not (candidate.caption or candidate.trace)
            else ()
        ),
        *((say("deleted"),) if article.status is Status.RESERVED else ()),
    ]
    return say(
        "{key} ({number} {heading}: {by})",
        key=article.key,
        number=article.number.local if article.number else "",
        heading=article.heading or "",
        by=say(", ").join(by),
    )


def _differs(differs: OtherWords | None) -> Iterator[str]:
    """What keeps a text from being the model's, so that a person need not compare them."""
    for say_it, pieces in (
        (_with, differs.more if differs else ()),
        (_without, differs.less if differs else ()),
    ):
        if pieces:
            yield say_it(" / ".join(pieces))


def _with(words: str) -> str:
    return say("with “{words}”, which no model has", words=words)


def _without(words: str) -> str:
    return say("without “{words}”", words=words)


def _problem(name: str, code: str, message: str) -> Problem:
    return Problem(
        code=code,
        message=message,
        hint=say(
            "say in a column {name} of the list which it is, or `none`; or say it in the pattern",
            name=name,
        ),
        severity="warning",
    )


def find_term(
    charter: Charter, term: OwnTerm, language: str, said: str
) -> tuple[str, Problem | None]:
    """The form of a term that the articles of an edition use; ``said`` is what the list says.

    Where they use several, or none, it is a doubt.
    """
    if said:
        return said, None
    forms = term.forms.get(language, ())
    longest = sorted(forms, key=len, reverse=True)
    first = "|".join(
        f"[{each[0].lower()}{each[0].upper()}]{re.escape(each[1:])}" for each in longest
    )
    pattern = re.compile(first) if first else None
    used = set()
    for article in charter.every_article():
        for text in article_texts(article):
            for match in pattern.finditer(text) if pattern else ():
                used.add(next(each for each in longest if each[1:] == match[0][1:]))
    if len(used) == 1:
        return used.pop(), None
    told = say(", ").join(sorted(used))
    message = (
        say("the articles use several words for {name}: {told}", name=term.name, told=told)
        if used
        else say("the articles use none of the words for {name}", name=term.name)
    )
    return "", Problem(
        code="term-unsure",
        message=message,
        hint=say("give it in a column {name} of the list", name=term.name),
        severity="warning",
    )
