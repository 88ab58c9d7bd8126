"""Drafting on the desk: one amendment by what is done to the articles that it proposes.

Each form is one act on the draft of whoever sends it; the page that comes back shows what became
of it. What cannot be done stays in its form, and is kept with the draft, also where a window is
closed or the program killed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from amendtool.desk.actions import (
    Action,
    Asked,
    Elsewhere,
    NothingThere,
    Outcome,
    SentPage,
    SentValue,
    status_of,
)
from amendtool.desk.facts import FACTS, facts_path
from amendtool.desk.frame import PROPOSALS, told
from amendtool.desk.meeting import told_change
from amendtool.desk.proposals import draft_path
from amendtool.errors import AmendtoolError, ConflictError, InputError, Problem
from amendtool.messages import say, say_count
from amendtool.render.table.html import VALUES, table_functions
from amendtool.render.templates import MAX_PAGE, Functions, Templates
from amendtool.values import dataclass
from amendtool.workflow.documents.notice import QUESTIONS
from amendtool.workflow.meeting.foreseen import foreseen_changes
from amendtool.workflow.working_draft.acts import (
    ReadsOtherwiseError,
    by_acts,
    is_unfinished,
    with_article,
    with_article_behind,
    with_end,
    with_own_words,
    with_phrase,
    with_words,
    without_article,
)
from amendtool.workflow.working_draft.draft import (
    WorkingDraft,
    discard,
    file_of,
    keep,
    seal_of,
    working_draft,
)
from amendtool.workflow.working_draft.gesture import EditionSoFar
from amendtool.workflow.working_draft.others import TouchingProposal, proposals_read, touching
from amendtool.workflow.working_draft.page import (
    MOST_TYPED,
    DraftedArticle,
    answered,
    drafted_articles,
    edition_names,
    house_names,
    operations_of,
    questions_of,
    read_draft,
    table_of,
    typed_table,
)
from amendtool.workflow.working_draft.places import (
    DraftedChapter,
    OfferedPlace,
    chapter_at,
    headings_of,
    number_printed,
    places_in,
    seal_at,
    whole_texts,
)
from amendtool.workflow.working_draft.restructuring import FORMS, TYPED, RestructuringForm, said
from amendtool.workflow.working_draft.saving import save, taken_over
from amendtool.workflow.working_draft.warnings import warnings_of

_NOTHING: Final[Mapping[str, str]] = {}
_PHRASE: Final = "phrase"
_YAML: Final = "yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What a page says beside the draft itself."""

    editing: str = ""
    error: AmendtoolError | None = None
    moved: bool = False
    """Whether the provision that is edited reads otherwise than when it was shown."""
    asks_again: bool = False
    """Whether the draft is to be ended although there is something to be warned of."""
    conflict: bytes | None = None
    """The file as somebody else has left it, where saving asks."""
    notes: tuple[str, ...] = ()


def _draft_of(asked: Asked) -> WorkingDraft | None:
    return working_draft(asked.workspace(), asked.names["name"], asked.visitor.name)


def _show(asked: Asked) -> Outcome:
    draft = _draft_of(asked)
    if draft is None:
        return NothingThere()
    return _page(asked, draft, _Shown(editing=asked.query.get("edit", "")))


# -- what is done ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """A draft after an act, and which provision its page shows."""

    draft: WorkingDraft
    at: str = ""


def _do(asked: Asked) -> Outcome:
    draft = _draft_of(asked)
    if draft is None:
        return NothingThere()
    form = asked.form
    act = form.get("act", "")
    if act == "discard":
        discard(asked.workspace(), draft)
        gone = file_of(asked.workspace(), draft.name) is None
        return Elsewhere(PROPOSALS if gone else draft_path(draft.name))
    if act == "save":
        return _save(asked, draft)
    doing = _ACTS.get(act)
    if doing is None:
        return NothingThere()
    try:
        done = doing(asked, draft)
        keep(asked.workspace(), done.draft)
    except AmendtoolError as error:
        place, fields = _typed_in(asked)
        if place:
            draft = draft.with_typed(place, fields)
            with suppress(AmendtoolError):  # the first one is told, and the page holds what it says
                draft = keep(asked.workspace(), draft)
        shown = _Shown(
            editing=form.get("key", ""),
            error=error,
            moved=isinstance(error, ReadsOtherwiseError),
            asks_again=isinstance(error, _UnfinishedError),
        )
        return _page(asked, draft, shown)
    return Elsewhere(draft_path(draft.name), f"article-{done.at}" if done.at else "")


def _save(asked: Asked, draft: WorkingDraft) -> Outcome:
    try:
        saved = save(asked.workspace(), draft, over=asked.form.get("over", ""))
    except ConflictError as error:
        standing = file_of(asked.workspace(), draft.name)
        return _page(asked, draft, _Shown(error=error, conflict=standing))
    except AmendtoolError as error:
        return _page(asked, draft, _Shown(error=error))
    asked.again()
    note = "merged" if saved.merged else "saved"
    return _page(asked, saved.draft, _Shown(notes=(_NOTES[note](),)))


_NOTES: Final[Mapping[str, Callable[[], str]]] = {
    "saved": lambda: say("Saved."),
    "merged": lambda: say(
        "Saved. Somebody else had changed other operations meanwhile: their work and yours are "
        "both in it. Look at it once more."
    ),
}


def _typed_in(asked: Asked) -> tuple[str, Mapping[str, str]]:
    """Where a form was typed in, and what."""
    form = asked.form
    act, key = form.get("act", ""), form.get("key", "")
    fields = {
        name: value[:MOST_TYPED]
        for name, value in form.items()
        if name.partition(".")[0] in _FIELDS.get(act, ())
    }
    if act in (_PHRASE, _YAML, FACTS):
        return _place_of(asked, act), fields
    return (_place_of(asked, act, key), fields) if act in _FIELDS and key else ("", {})


def _place_of(asked: Asked, act: str, key: str = "") -> str:
    """The place under which a draft keeps what is typed in a form.

    What is written in the words of one edition is apart from what is in those of another.
    """
    own = f"{act}@{asked.at.edition}" if act in _OF_ONE_EDITION and asked.at.edition else act
    return f"{own}:{key}" if key else own


_OF_ONE_EDITION: Final = ("words", "mark", _PHRASE)


_FIELDS: Final[Mapping[str, Sequence[str]]] = {
    **TYPED,
    "words": ("heading", "text"),
    "add": ("heading", "text"),
    _PHRASE: ("find", "with"),
    _YAML: ("text",),
    FACTS: tuple(QUESTIONS),
}
"""The fields of each form that is typed in."""


def _words(asked: Asked, draft: WorkingDraft) -> _Done:
    """Other words for an article."""
    form, key = asked.form, asked.form.get("key", "")
    data = with_words(
        _edition(asked, draft),
        draft,
        key,
        form.get("heading", ""),
        form.get("text", ""),
        was=form.get("was", ""),
    )
    return _Done(draft=draft.then(data).with_typed(_place_of(asked, "words", key), {}), at=key)


def _add(asked: Asked, draft: WorkingDraft) -> _Done:
    """A new article behind another one, with its words in every edition."""
    form, key = asked.form, asked.form.get("key", "")
    words = {
        each: (form.get(f"heading.{each}", ""), form.get(f"text.{each}", ""))
        for each in asked.workspace().config.languages
    }
    data, came = with_article(_edition(asked, draft), draft, key, words)
    return _Done(draft=draft.then(data).with_typed(f"add:{key}", {}), at=came)


def _delete(asked: Asked, draft: WorkingDraft) -> _Done:
    key = asked.form.get("key", "")
    return _Done(draft=draft.then(without_article(asked.workspace(), draft, key)))


def _move(asked: Asked, draft: WorkingDraft) -> _Done:
    key, after = asked.form.get("key", ""), asked.form.get("after", "")
    data = with_article_behind(asked.workspace(), draft, key, after)
    return _Done(draft=draft.then(data), at=key)


def _phrase(asked: Asked, draft: WorkingDraft) -> _Done:
    find, other = asked.form.get("find", "").strip(), asked.form.get("with", "").strip()
    data = with_phrase(asked.workspace(), draft, find, other)
    return _Done(draft=draft.then(data).with_typed(_place_of(asked, _PHRASE), {}))


def _answer(asked: Asked, draft: WorkingDraft) -> _Done:
    form = asked.form
    to = form.get("to", "") if form.get("how") == "turn" else ""
    if form.get("how") == "turn" and not to.strip():
        raise InputError(
            Problem(
                code="address-unclear",
                message=say("it is not said what the citation is to cite"),
                hint=say("write a provision as the articles cite it, in the proposed numbers"),
            )
        )
    return _Done(draft=draft.then(answered(asked.workspace(), draft, form.get("seal", ""), to=to)))


def _yaml(asked: Asked, draft: WorkingDraft) -> _Done:
    """The file in its own words."""
    text, was = asked.form.get("text", ""), asked.form.get("was", "")
    data = with_own_words(asked.workspace(), draft, text, was=was)
    return _Done(draft=draft.then(data).with_typed(_YAML, {}))


def _verb(act: str) -> Callable[[Asked, WorkingDraft], _Done]:
    """What a form of :mod:`amendtool.workflow.working_draft.restructuring` says is done."""

    def do(asked: Asked, draft: WorkingDraft) -> _Done:
        workspace = asked.workspace()
        editions = _editions(asked, draft)
        language = workspace.config.language
        acts, at = said(
            act, RestructuringForm(fields=asked.form, editions=editions, language=language)
        )
        place, _ = _typed_in(asked)
        data = by_acts(workspace, draft, acts)
        return _Done(draft=draft.then(data).with_typed(place, {}), at=at)

    return do


class _UnfinishedError(InputError):
    """What is to be seen before a draft is ended."""


def _finish(asked: Asked, draft: WorkingDraft) -> _Done:
    """The draft is ended: once more asked for, where there is something to be warned of."""
    warnings = warnings_of(_editions(asked, draft))
    if warnings and not asked.form.get("over"):
        raise _UnfinishedError(*warnings)
    return _Done(draft=draft.then(with_end(draft, finished=True)))


def _house(asked: Asked, draft: WorkingDraft) -> _Done:
    """The table in another house style."""
    name = asked.form.get("house", "")
    houses = house_names(asked.workspace())
    return _Done(draft=replace(draft, house=name if name in houses[1:] else ""))


def _forget(asked: Asked, draft: WorkingDraft) -> _Done:
    return _Done(draft=draft.with_typed(asked.form.get("place", ""), {}))


def _theirs(asked: Asked, draft: WorkingDraft) -> _Done:
    return _Done(draft=taken_over(asked.workspace(), draft))


_ACTS: Final[Mapping[str, Callable[[Asked, WorkingDraft], _Done]]] = {
    **{act: _verb(act) for act in FORMS},
    "words": _words,
    "add": _add,
    "delete": _delete,
    "move": _move,
    _PHRASE: _phrase,
    "answer": _answer,
    _YAML: _yaml,
    "forget": _forget,
    "theirs": _theirs,
    "finish": _finish,
    "house": _house,
    "reopen": lambda _, draft: _Done(draft=draft.then(with_end(draft, finished=False))),
    "undo": lambda _, draft: _Done(draft=draft.undone()),
    "redo": lambda _, draft: _Done(draft=draft.redone()),
}


def _edition(asked: Asked, draft: WorkingDraft) -> EditionSoFar:
    """The edition of the page; what is wrong with the draft is raised."""
    return _editions(asked, draft)[asked.workspace().config.language]


def _editions(asked: Asked, draft: WorkingDraft) -> Mapping[str, EditionSoFar]:
    state = read_draft(asked.workspace(), draft)
    if state.problems:
        raise InputError(*state.problems)
    return state.editions


# -- what a script asks ---------------------------------------------------------------------------


def _keep_typed(asked: Asked) -> Outcome:
    """Keep what is typed in a form, every few seconds."""
    draft = _draft_of(asked)
    place, fields = _typed_in(asked)
    if draft is None or not place:
        return NothingThere()
    if draft.typed.get(place) != fields:
        keep(asked.workspace(), draft.with_typed(place, fields))
    return SentValue(value={"kept": True})


def _typed_now(asked: Asked) -> Outcome:
    """The table with what is typed so far, or what is wrong with it."""
    draft = _draft_of(asked)
    if draft is None:
        return NothingThere()
    form = asked.form
    try:
        edition = _edition(asked, draft)
        table = typed_table(
            edition,
            form.get("key", ""),
            form.get("heading", ""),
            form.get("text", ""),
            draft.house,
        )
    except AmendtoolError as error:
        words = [f"{each.message} {each.hint}".strip() for each in error.problems]
        return SentValue(value={"wrong": words})
    functions: Functions = {**table_functions(table), "say": say}
    templates = Templates((), functions, values=VALUES, inside=("desk",))
    page = templates.fill(
        "draft_table.html.j2",
        {"table": table, "open": 0},
        most=MAX_PAGE,
    )
    return SentValue(value={"table": page})


# -- the page -------------------------------------------------------------------------------------


def _page(asked: Asked, draft: WorkingDraft, shown: _Shown) -> SentPage:
    workspace = asked.workspace()
    state = read_draft(asked.workspace(), draft)
    tag = workspace.config.language
    edition = state.editions.get(tag)
    articles = [] if edition is None else list(drafted_articles(edition))
    questions = list(questions_of(state.editions))
    labels = {each.key: each.label for each in articles}
    labels |= {key: words for each in articles for key, words in each.opens}
    names = edition_names(workspace)
    editing = next((each for each in articles if each.key == shown.editing), None)
    changes: Sequence[str] = ()
    if edition is not None:
        style = edition.workspace.config.style
        changes = [
            told_change(each) for each in foreseen_changes(edition.present, edition.proposed, style)
        ]
    problems = () if shown.error is None else shown.error.problems
    warnings = () if shown.asks_again else warnings_of(state.editions)
    others: Sequence[TouchingProposal] = ()
    if edition is not None:
        others = touching(edition, proposals_read(workspace), name=draft.name)
    houses = house_names(workspace)
    yaml = draft.typed.get(_YAML, {}).get("text")
    text = draft.now.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    arguments: dict[str, Any] = {
        "frame": asked.frame(),
        "title": say("Proposal {name}", name=draft.name),
        "notices": (),
        "notes": shown.notes,
        "wrong": told(problems, places=True),
        "stops": told(state.problems, places=True),
        "saved": draft.is_saved,
        "unfinished": None if state.problems else is_unfinished(draft),
        "undo": draft.can_undo,
        "redo": draft.can_redo,
        "here": asked.to(draft_path(draft.name)),
        "typed_at": asked.to(f"proposals/{draft.name}/typed"),
        "table_at": asked.to(f"proposals/{draft.name}/table"),
        "facts": asked.to(facts_path(draft.name)),
        "proposals": asked.to(PROPOSALS),
        "articles": articles,
        "editing": None
        if editing is None
        else _form_of(asked, draft, editing, names, moved=shown.moved),
        "chapter": None
        if edition is None
        else _chapter_form(draft, state.editions, edition, shown.editing, names),
        "more": None
        if edition is None or editing is None
        else _more_forms(asked, draft, state.editions, edition, editing, articles, names),
        "waiting": list(_waiting(asked, draft, labels, editing)),
        "questions": [
            {
                "message": each.message,
                "words": each.words,
                "edition": names[each.language] if len(names) > 1 else "",
                "href": asked.to(draft_path(draft.name)) + f"?edit={each.key}#article-{each.key}",
                "label": labels.get(each.key, each.key),
                "cites": each.cites,
                "seal": each.seal,
            }
            for each in questions
        ],
        "open": len(questions),
        "open_words": say_count(
            "{count} question about a citation is open",
            "{count} questions about citations are open",
            len(questions),
        ),
        "changes": changes,
        "warnings": told(warnings),
        "asks_again": shown.asks_again,
        "others": [
            {
                "words": each.title or each.name,
                "href": asked.to(draft_path(each.name)),
                "provisions": say(", ").join(each.provisions),
            }
            for each in others
        ],
        "operations": [
            {
                "text": text,
                "others": [
                    {"words": each.title or each.name, "href": asked.to(draft_path(each.name))}
                    for each in others
                    if at in each.operations
                ],
            }
            for at, text in enumerate(operations_of(draft))
        ],
        "houses": [{"name": each, "here": each == (draft.house or houses[0])} for each in houses],
        "phrase": draft.typed.get(_place_of(asked, _PHRASE), {}),
        "yaml": {
            "text": text if yaml is None else yaml,
            "typed": yaml is not None and yaml != text,
            "was": seal_of(draft.now),
            "rows": min(40, max(8, (text if yaml is None else yaml).count("\n") + 2)),
        },
        "conflict": _conflict(shown.conflict, text),
    }
    functions: Functions = {"say": say}
    template = "draft.html.j2"
    if edition is not None:
        table = table_of(edition, draft.house)
        template, arguments = "draft_beside.html.j2", {**arguments, "table": table}
        functions = {**table_functions(table), "say": say}
    templates = Templates((), functions, values=_PLAIN, inside=("desk",))
    status = 200 if shown.error is None else status_of(shown.error)
    return SentPage(html=templates.fill(template, arguments, most=MAX_PAGE), status=status)


_PLAIN: Final = {
    **VALUES,
    OfferedPlace: frozenset({"place", "words", "is_paragraph", "before", "behind"}),
    DraftedChapter: frozenset({"key", "label", "heading", "others"}),
    DraftedArticle: frozenset(
        {"key", "label", "heading", "text", "opens", "supplementary", "differs", "seal"}
    ),
}


def _form_of(
    asked: Asked,
    draft: WorkingDraft,
    article: DraftedArticle,
    names: Mapping[str, str],
    *,
    moved: bool,
) -> Mapping[str, object]:
    """The forms of an article that is edited, with what was typed in them before."""
    words = draft.typed.get(_place_of(asked, "words", article.key), {})
    heading, text = words.get("heading", article.heading), words.get("text", article.text)
    new = draft.typed.get(f"add:{article.key}", {})
    return {
        "key": article.key,
        "heading": heading,
        "text": text,
        "rows": min(24, max(3, len(text) // 60 + text.count("\n") + 2)),
        "again": (heading, text) != (article.heading, article.text),
        "moved": moved,
        "was": article.seal,
        "new": _by_edition(new, names),
        "adding": bool(new),
    }


def _by_edition(
    typed: Mapping[str, str],
    names: Mapping[str, str],
    *,
    headings: Mapping[str, str] = _NOTHING,
    texts: Mapping[str, str] = _NOTHING,
) -> Sequence[Mapping[str, object]]:
    """The fields of a form for each edition, with what was typed in them, or what stands there."""
    return [
        {
            "tag": tag,
            "name": name if len(names) > 1 else "",
            "heading": typed.get(f"heading.{tag}", headings.get(tag, "")),
            "text": (text := typed.get(f"text.{tag}", texts.get(tag, ""))),
            "rows": min(24, max(3, len(text) // 60 + text.count("\n") + 2)),
        }
        for tag, name in names.items()
    ]


def _more_forms(
    asked: Asked,
    draft: WorkingDraft,
    editions: Mapping[str, EditionSoFar],
    edition: EditionSoFar,
    article: DraftedArticle,
    articles: Sequence[DraftedArticle],
    names: Mapping[str, str],
) -> Mapping[str, object]:
    """What can be done with an article that is edited, beside other words, with what was typed."""
    key = article.key
    typed = {act: draft.typed.get(_place_of(asked, act, key), {}) for act in TYPED}
    places = places_in(edition, key)
    row = [each for each in articles if each.supplementary == article.supplementary]
    at = [each.key for each in row].index(key)
    texts = whole_texts(editions, key)
    number = number_printed(edition, key)
    return {
        "was": seal_at(edition, key),
        "places": places,
        "splits": [each for each in places if each.is_paragraph and each.before],
        "next": row[at + 1].label if at + 1 < len(row) else "",
        "numbered": bool(number),
        "split": _by_edition(typed["split"], names),
        "merge": _by_edition(typed["merge"], names),
        "restate": _by_edition(typed["restate"], names, texts=texts) if texts else (),
        "insert": _by_edition(typed["insert-provision"], names),
        "chapter": _by_edition(typed["new-chapter"], names),
        "mark": typed["mark"].get("mark", number),
        "place": {act: said.get("place", "") for act, said in typed.items()},
        "open": {act: bool(said) for act, said in typed.items()},
    }


def _chapter_form(
    draft: WorkingDraft,
    editions: Mapping[str, EditionSoFar],
    edition: EditionSoFar,
    key: str,
    names: Mapping[str, str],
) -> Mapping[str, object] | None:
    """The forms of a chapter that is edited; None where it is none."""
    chapter = chapter_at(edition, key)
    if chapter is None:
        return None
    title, restate = (draft.typed.get(f"{act}:{key}", {}) for act in ("title", "restate"))
    headings = headings_of(editions, key)
    texts = whole_texts(editions, key)
    return {
        "chapter": chapter,
        "was": seal_at(edition, key),
        "title": _by_edition(title, names, headings=headings),
        "restate": _by_edition(restate, names, texts=texts) if texts else (),
        "open": bool(restate),
    }


def _waiting(
    asked: Asked,
    draft: WorkingDraft,
    labels: Mapping[str, str],
    editing: DraftedArticle | None,
) -> Iterator[Mapping[str, str]]:
    """What was typed elsewhere and not taken over, with the way to it."""
    for place in draft.typed:
        here = asked.to(draft_path(draft.name))
        at, _, key = place.partition(":")
        act, _, tag = at.partition("@")
        if act == FACTS:
            words, href = say("what the notice says"), asked.to(facts_path(draft.name))
            yield {"place": place, "words": words, "href": href}
        elsewhere = act in _OF_ONE_EDITION and tag != asked.at.edition
        if not key or (editing is not None and key == editing.key and not elsewhere):
            continue
        if elsewhere:
            here = asked.at.to(draft_path(draft.name), tag)
        words = labels.get(key, key)
        if act == "add":
            words = say("a new article behind {place}", place=words)
        yield {"place": place, "words": words, "href": f"{here}?edit={key}#article-{key}"}


def _conflict(standing: bytes | None, mine: str) -> Mapping[str, str] | None:
    if standing is None:
        return None
    text = standing.decode("utf-8", "replace")
    return {"theirs": text, "mine": mine, "over": seal_of(standing)}


ACTIONS: Final = (
    Action(pattern=draft_path("{name}"), show=_show, do=_do, role="draft"),
    Action(pattern="proposals/{name}/typed", do=_keep_typed, role="draft"),
    Action(pattern="proposals/{name}/table", do=_typed_now, writes=False, role="draft"),
)
