"""What a page for drafting shows of an amendment, beside its file.

These are the articles as they would be, the operations, the open questions with what answers them,
and the table. All of it is of one state of the amendment; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from amendtool.amendments.crossrefs.ledger import LedgerEntry
from amendtool.amendments.file import editor
from amendtool.amendments.file.editor import EditError
from amendtool.amendments.operations import Keep, Retarget
from amendtool.articles.address_reader import AddressError, parse
from amendtool.articles.addresses import Spot, address_of_article, address_of_chapter
from amendtool.articles.charter import Article, Charter, goes_unnumbered
from amendtool.articles.languages import language_of
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.encoding import decode
from amendtool.comparison.table import Table
from amendtool.drafting.answers import BY_ADDRESS, keep_words, keeps_of
from amendtool.drafting.gestures import Gesture, Recaption, Reword, gestured, print_of
from amendtool.errors import AmendtoolError, InputError, Problem
from amendtool.messages import say
from amendtool.repository.workspace import AMENDMENTS, Workspace
from amendtool.values import dataclass
from amendtool.workflow.completions import houses_offered
from amendtool.workflow.present_proposed import AmendedArticles, PresentAndProposed
from amendtool.workflow.table import compare_sides
from amendtool.workflow.working_draft.draft import WorkingDraft, seal_of
from amendtool.workflow.working_draft.gesture import (
    Act,
    Answered,
    EditionSoFar,
    by_gesture,
    so_far,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedArticle:
    """An article as it would be: ``text`` is its body as it is edited.

    ``opens`` are the chapters that begin with it, each by its key with its heading. ``seal``
    tells this text from another one.
    """

    key: str
    label: str
    heading: str
    text: str
    opens: tuple[tuple[str, str], ...]
    supplementary: bool
    differs: bool
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationQuestion:
    """An open question about a citation, and what it is about.

    ``cites`` is what the citation means in the present articles, where that is one provision:
    then it can be turned to another one.
    """

    language: str
    key: str
    words: str
    message: str
    cites: str
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSoFar:
    """A state of an amendment as it is in every edition; or what is wrong with it."""

    editions: Mapping[str, EditionSoFar]
    problems: tuple[Problem, ...] = ()


def read_draft(workspace: Workspace, draft: WorkingDraft) -> DraftSoFar:
    """The state that the draft shows, read and applied; its problems, each with its line."""
    try:
        return DraftSoFar(editions=so_far(workspace, draft.now, draft.name))
    except AmendtoolError as error:
        return DraftSoFar(editions={}, problems=error.problems)


def drafted_articles(edition: EditionSoFar) -> Iterator[DraftedArticle]:
    """The articles of an edition as they would be, in their order."""
    charter, style = edition.proposed, edition.workspace.config.style
    present = edition.present.by_key()
    ways = charter.ways_in()
    seen: set[str] = set()
    for article in charter.every_article():
        around = ways[article.chapter] if article.chapter is not None else ()
        opens = tuple(
            (each.key, _chapter(charter, each.key, style))
            for each in around
            if each.key not in seen
        )
        seen |= {each.key for each in around}
        old = present.get(article.key)
        text = print_of(article.body, style) if article.body else ""
        heading = article.heading or ""
        yield DraftedArticle(
            key=article.key,
            label=_label(charter, article, style),
            heading=heading,
            text=text,
            opens=opens,
            supplementary=charter.is_supplementary(article.key),
            differs=old is None or (old.heading, old.body) != (article.heading, article.body),
            seal=seal_of(f"{heading}\n{text}"),
        )


def _label(charter: Charter, article: Article, style: DraftingStyle) -> str:
    if goes_unnumbered(article):
        return article.heading or article.key
    return address_of_article(charter, article.key).text(style)


def _chapter(charter: Charter, key: str, style: DraftingStyle) -> str:
    block = next((each for each in charter.blocks if each.key == key), None)
    if block is not None:
        return block.heading or ""
    chapter = next(each for each in charter.chapters if each.key == key)
    address = address_of_chapter(charter, key).text(style)
    return " ".join(filter(None, (address, chapter.heading)))


def operations_of(draft: WorkingDraft) -> tuple[str, ...]:
    """The operations of the draft as its file writes them; none where it cannot be read."""
    file = f"{AMENDMENTS}/{draft.name}.yaml"
    try:
        text, _ = decode(draft.now, file=file)
        tree = editor.tree_of(text, file=file)
        row = tree.get("operations") if isinstance(tree, dict) else None
        count = len(row) if isinstance(row, list) else 0
        return tuple(
            _dedented(editor.item_lines(text, ("operations", at), file=file)) for at in range(count)
        )
    except (AmendtoolError, EditError):
        return ()


def _dedented(lines: str) -> str:
    rows = lines.split("\n")
    first = len(rows[0]) - len(rows[0].lstrip(" "))
    return "\n".join(each[first:] if not each[:first].strip() else each for each in rows)


# -- questions ------------------------------------------------------------------------------------


def questions_of(editions: Mapping[str, EditionSoFar]) -> Iterator[CitationQuestion]:
    """The open questions of every edition, in the order of its articles, each once."""
    for language, edition in editions.items():
        style = edition.workspace.config.style
        seen: set[str] = set()
        for entry, problem in edition.application.questions:
            seal = _seal(language, entry, problem)
            if seal in seen:
                continue
            seen.add(seal)
            targets = [address for _, address in entry.targets_before]
            yield CitationQuestion(
                language=language,
                key=entry.standing.spot.key,
                words=entry.before,
                message=problem.message,
                cites=targets[0].text(style) if len(targets) == 1 else "",
                seal=seal,
            )


def _seal(language: str, entry: LedgerEntry, problem: Problem) -> str:
    return seal_of("\0".join((language, str(entry.standing), entry.before, problem.message)))


def answered(workspace: Workspace, draft: WorkingDraft, seal: str, *, to: str = "") -> bytes:
    """The file with the answer to a question: the citation stays, or cites ``to`` instead.

    Raises InputError where there is no such question any more, ``to`` is no provision, or no
    answer of this kind can be given.
    """
    editions = so_far(workspace, draft.now, draft.name)
    for language, edition in editions.items():
        for entry, problem in edition.application.questions:
            if _seal(language, entry, problem) == seal:
                style = edition.workspace.config.style
                trials = _answers(entry, problem, style, to)
                return _first_that_holds(workspace, draft, language, seal, trials)
    raise InputError(
        Problem(
            code="question-gone",
            message=say("this is no open question any more"),
            hint=say("look at the questions as they are now"),
        )
    )


def _answers(
    entry: LedgerEntry, problem: Problem, style: DraftingStyle, to: str
) -> Sequence[Keep | Retarget]:
    if not to.strip():
        keeps = [*keeps_of(entry, style)] if problem.code in BY_ADDRESS else []
        return [*(keeps if len(keeps) == 1 else []), keep_words(entry)]
    try:
        address = parse(to.strip(), style)
    except AddressError as error:
        raise InputError(
            Problem(
                code="address-unclear",
                message=str(error),
                hint=say("write a provision as the articles cite it, in the proposed numbers"),
            )
        ) from None
    return [
        Retarget(target=target, to=address, within=entry.present)
        for _, target in entry.targets_before[:1]
    ]


def _first_that_holds(
    workspace: Workspace,
    draft: WorkingDraft,
    language: str,
    seal: str,
    trials: Sequence[Keep | Retarget],
) -> bytes:
    """The file with the first answer after which the question is not asked any more."""
    problem: AmendtoolError | None = None
    every = tuple(workspace.config.languages)
    for trial in trials:
        for languages in dict.fromkeys((every, (language,))):
            acts: Mapping[str, Act] = {each: Answered(operation=trial) for each in languages}
            try:
                data = by_gesture(workspace, draft.now, acts, name=draft.name)
                again = so_far(workspace, data, draft.name)
            except AmendtoolError as error:
                problem = problem or error
                continue
            if not any(each.seal == seal for each in questions_of(again)):
                return data
    if problem is not None:
        raise problem
    raise InputError(
        Problem(
            code="gesture-beyond",
            message=say("this answer does not settle the question"),
            hint=say("write the words of the provision as they are to be"),
        )
    )


# -- the table ------------------------------------------------------------------------------------


def table_of(edition: EditionSoFar, house: str = "") -> Table:
    """The comparison table of the edition as the amendment is so far, in a house style.

    Without a name it is the configured one, and so where there is none of this name any more.
    """
    if edition.source is None:
        sides = PresentAndProposed(present=edition.present, proposed=edition.present)
    else:
        sides = AmendedArticles(
            present=edition.application.present,
            proposed=edition.proposed,
            kept=edition.application.kept,
            source=edition.source,
            application=edition.application,
        )
    return _table(edition, sides, house)


def _table(edition: EditionSoFar, sides: PresentAndProposed, house: str) -> Table:
    known = house if house in house_names(edition.workspace) else None
    return compare_sides(edition.workspace, sides, house=known).table


def house_names(workspace: Workspace) -> Sequence[str]:
    """The names of the house styles that a table can be shown in, the configured one first."""
    own = [name for name, _ in houses_offered(workspace.root)]
    return tuple(dict.fromkeys((workspace.config.house.name, *own)))


def typed_table(edition: EditionSoFar, key: str, heading: str, text: str, house: str = "") -> Table:
    """The table as it would be with these words of one article, which nobody has taken over yet.

    Raises InputError where they are no text of an article.
    """
    style = edition.workspace.config.style
    proposed = edition.proposed
    for gesture in words_of(edition, key, heading, text):
        proposed = gestured(proposed, gesture, style)
    kept = {now: then for now, then in edition.application.kept.items() if then.key != key}
    sides = PresentAndProposed(present=edition.present, proposed=proposed, kept=kept)
    return _table(edition, sides, house)


def words_of(edition: EditionSoFar, key: str, heading: str, text: str) -> Iterator[Gesture]:
    """What a caption and a text say of an article that they differ from."""
    article = edition.proposed.by_key().get(key)
    style = edition.workspace.config.style
    if article is None or (heading.strip() != (article.heading or "")):
        yield Recaption(key=key, heading=heading)
    now = print_of(article.body, style) if article is not None and article.body else ""
    if text.strip("\n") != now:
        yield Reword(place=Spot(key=key), text=text)


def edition_names(workspace: Workspace) -> Mapping[str, str]:
    """What each edition is called, by its tag."""
    return {each: language_of(each).name for each in workspace.config.languages}


MOST_TYPED: Final = 512 * 1024
"""The most characters that are kept of what is typed at one place."""
