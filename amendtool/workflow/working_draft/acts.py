"""What is done to a draft in a page, as the file that comes of it: words, a new article, a move."""

from __future__ import annotations

from collections.abc import Mapping

from amendtool.amendments.file import editor
from amendtool.articles.addresses import Spot
from amendtool.articles.text.encoding import decode
from amendtool.drafting.gestures import Add, Relocate, Remove
from amendtool.errors import ConflictError, InputError, Problem
from amendtool.messages import say
from amendtool.repository.workspace import AMENDMENTS, Workspace
from amendtool.workflow.amendment_file import as_before
from amendtool.workflow.working_draft.draft import WorkingDraft, seal_of
from amendtool.workflow.working_draft.gesture import (
    Act,
    EditionSoFar,
    NewPhrase,
    by_gesture,
    for_every_edition,
    so_far,
)
from amendtool.workflow.working_draft.page import drafted_articles, words_of


class ReadsOtherwiseError(ConflictError):
    """What is edited was changed since it was shown."""


def with_words(
    edition: EditionSoFar, draft: WorkingDraft, key: str, heading: str, text: str, *, was: str
) -> bytes:
    """The file in which an article has another caption and text, in this edition.

    ``was`` is the seal of what was edited. Raises ReadsOtherwiseError where the article has other
    words by now, and what :func:`by_gesture` raises.
    """
    workspace = edition.workspace
    now = next((each for each in drafted_articles(edition) if each.key == key), None)
    if now is not None and was != now.seal:
        raise ReadsOtherwiseError(
            Problem(
                code="changed-since-read",
                message=say(
                    "{place} reads otherwise by now than when it was shown", place=now.label
                ),
                hint=say("compare what you typed with its words of now, and take it over again"),
            )
        )
    data, language = draft.now, workspace.config.language
    for gesture in words_of(edition, key, heading, text):
        data = by_gesture(workspace, data, {language: gesture}, name=draft.name)
    return data


def with_article(
    edition: EditionSoFar,
    draft: WorkingDraft,
    after: str,
    words: Mapping[str, tuple[str, str]],
) -> tuple[bytes, str]:
    """The file with a new article behind another one, and the key that it has.

    ``words`` are its caption and its text by the language of each edition.
    """
    acts: dict[str, Act] = {
        language: Add(after=Spot(key=after), heading=heading, text=text)
        for language, (heading, text) in words.items()
    }
    workspace = edition.workspace
    data = by_gesture(workspace, draft.now, acts, name=draft.name)
    found = so_far(workspace, data, draft.name)[workspace.config.language]
    came = found.proposed.by_key().keys() - edition.proposed.by_key().keys()
    return data, next(iter(came), after)


def without_article(workspace: Workspace, draft: WorkingDraft, key: str) -> bytes:
    """The file in which an article goes, in every edition."""
    return _by_act(workspace, draft, Remove(place=Spot(key=key)))


def with_article_behind(workspace: Workspace, draft: WorkingDraft, key: str, after: str) -> bytes:
    """The file in which an article stands behind another one, in every edition."""
    return _by_act(workspace, draft, Relocate(key=key, after=after))


def with_phrase(workspace: Workspace, draft: WorkingDraft, find: str, substitute: str) -> bytes:
    """The file in which a phrase becomes another one wherever it stands, in this edition."""
    if not find:
        raise InputError(
            Problem(
                code="phrase-empty",
                message=say("no phrase is given that is to be replaced"),
                hint=say("write the words as they stand in the articles"),
            )
        )
    return _by_act(workspace, draft, NewPhrase(find=find, substitute=substitute))


def by_acts(workspace: Workspace, draft: WorkingDraft, acts: Mapping[str, Act]) -> bytes:
    """The file after an act, given by the language of each edition that it is for."""
    return by_gesture(workspace, draft.now, acts, name=draft.name) if acts else draft.now


def _by_act(workspace: Workspace, draft: WorkingDraft, act: Act) -> bytes:
    acts = for_every_edition(workspace, act, workspace.config.language)
    return by_gesture(workspace, draft.now, acts, name=draft.name)


def with_own_words(workspace: Workspace, draft: WorkingDraft, text: str, *, was: str) -> bytes:
    """The file as somebody wrote it; ``was`` is the seal of the one that was edited.

    Raises ReadsOtherwiseError where it is another one by now, and InputError or ConflictError
    with what is wrong in it, each with its line.
    """
    if was != seal_of(draft.now):
        raise ReadsOtherwiseError(
            Problem(
                code="changed-since-read",
                message=say("the operations are others by now than when they were shown"),
                hint=say("compare what you typed with them, and take it over again"),
            )
        )
    data = as_before(text, draft.now)
    so_far(workspace, data, draft.name)
    return data


_UNFINISHED = "draft"


def is_unfinished(draft: WorkingDraft) -> bool:
    """Whether the file says ``draft: yes``, so that nothing can become of it yet."""
    file = f"{AMENDMENTS}/{draft.name}.yaml"
    tree = editor.tree_of(decode(draft.now, file=file)[0], file=file)
    return isinstance(tree, dict) and tree.get(_UNFINISHED) not in (None, "no", "false", False)


def with_end(draft: WorkingDraft, *, finished: bool) -> bytes:
    """The file that says of itself that it is finished, or that it is written on.

    The other lines stay as they are. Raises InputError where the file cannot be read.
    """
    file = f"{AMENDMENTS}/{draft.name}.yaml"
    text, _ = decode(draft.now, file=file)
    if is_unfinished(draft) is not finished:
        return draft.now
    first = next(iter(tree)) if isinstance(tree := editor.tree_of(text, file=file), dict) else None
    try:
        if finished:
            text = editor.remove(text, (_UNFINISHED,), file=file)
        else:
            text = editor.add_key(text, (), _UNFINISHED, "yes", after=first, file=file)
    except editor.EditError as error:
        raise InputError(
            Problem(
                code="draft-impossible",
                message=str(error),
                hint=say("change the line `draft` in the words of the file"),
            )
        ) from None
    return as_before(text.replace("\r\n", "\n").replace("\r", "\n"), draft.now)
