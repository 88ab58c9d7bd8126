"""What the notice prints of an amendment beside its operations: title, meeting, days, reasons.

They stand in front of the operations in its file, which is changed in place: whatever else is in
it stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from amendtool.amendments.file import editor
from amendtool.amendments.file.editor import ArrangedItem, EditError
from amendtool.amendments.file.scalars import scalar
from amendtool.articles.text.encoding import decode
from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.workspace import AMENDMENTS, Workspace
from amendtool.values import dataclass
from amendtool.workflow.amendment_file import as_before
from amendtool.workflow.documents.notice import (
    QUESTIONS,
    FactQuestion,
    answer_problem,
    as_kept,
    missing_facts,
)
from amendtool.workflow.working_draft.draft import WorkingDraft, unread

REASONS: Final = "reasons"
_BETWEEN: Final = "\n\n"
"""What stands between two reasons where they are typed: a line without anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFact:
    """A fact of the notice: its question, and what the draft says by the language of an edition.

    A day is the same in all of them, and stands under an empty language. ``wanted`` is told where
    the documents cannot be printed without it.
    """

    question: FactQuestion
    said: Mapping[str, str]
    wanted: bool = False

    @property
    def fields(self) -> Mapping[str, str]:
        """What is said by the name of its field in a form."""
        return {field_name(self.question.field, tag): words for tag, words in self.said.items()}


def field_name(field: str, language: str) -> str:
    """How a form calls the field of a fact in the words of an edition."""
    return f"{field}.{language}" if language else field


def facts_of(workspace: Workspace, draft: WorkingDraft) -> tuple[DraftFact, ...]:
    """The facts in the order in which a person would say them.

    One that the file says in another way than a form can is left out, as a day that is to be
    fixed later is. Raises InputError for a file that cannot be read.
    """
    tree = _fields(draft)
    languages = workspace.config.languages
    wanted = _wanted(workspace, draft)
    found = []
    for question in QUESTIONS.values():
        said = _said(question, tree.get(question.field), languages)
        if said is not None:
            missing = question.field in wanted and not all(said.values())
            found.append(DraftFact(question=question, said=said, wanted=missing))
    return tuple(found)


def with_facts_said(workspace: Workspace, draft: WorkingDraft, said: Mapping[str, str]) -> bytes:
    """The file with what a form says of its facts, by :func:`field_name`.

    What is empty goes out of it, and a field that ``said`` does not name stays. Raises InputError
    for what the file cannot hold: each with the field it is about.
    """
    languages, file = workspace.config.languages, _file(draft)
    tree = _fields(draft)
    problems: list[Problem] = []
    wanted: dict[str, object] = {}
    for question in QUESTIONS.values():
        now = _said(question, tree.get(question.field), languages)
        names = [] if now is None else [field_name(question.field, tag) for tag in now]
        if now is None or not all(name in said for name in names):
            continue
        given = {tag: said[name].strip() for tag, name in zip(now, names, strict=True)}
        if given == now:
            continue
        problems += _problems(question, given, file)
        wanted[question.field] = _as_tree(question, given)
    if problems:
        raise InputError(*problems)
    text, _ = decode(draft.now, file=file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        for field, value in wanted.items():
            text = _with_field(text, field, tree.get(field), value, file)
    except EditError as error:
        raise _by_hand(str(error)) from None
    after = editor.tree_of(text, file=file)
    if after != {**{name: v for name, v in tree.items() if name not in wanted}, **_there(wanted)}:
        raise _by_hand(say("the facts cannot be written into this file"))
    return as_before(text, draft.now)


def _there(wanted: Mapping[str, object]) -> Mapping[str, object]:
    return {field: value for field, value in wanted.items() if value is not None}


def _by_hand(message: str) -> InputError:
    return InputError(
        Problem(
            code="draft-impossible",
            message=message,
            hint=say("write them in the words of the file"),
        )
    )


def _file(draft: WorkingDraft) -> str:
    return f"{AMENDMENTS}/{draft.name}.yaml"


def _fields(draft: WorkingDraft) -> dict[str, object]:
    file = _file(draft)
    tree = editor.tree_of(decode(draft.now, file=file)[0], file=file)
    return dict(tree) if isinstance(tree, dict) else {}


def _wanted(workspace: Workspace, draft: WorkingDraft) -> frozenset[str]:
    """The fields without which the documents cannot be printed."""
    try:
        missing = missing_facts(workspace, unread(draft))
    except AmendtoolError as error:
        return frozenset(each.place.path or "" for each in error.problems)
    return frozenset(each.field for each in missing.questions) if missing else frozenset()


# -- what is said ---------------------------------------------------------------------------------


def _said(
    question: FactQuestion, value: object, languages: Sequence[str]
) -> Mapping[str, str] | None:
    """What a value of the file says by language; None where a form could not say it."""
    if question.is_day:
        return {"": (value or "").strip()} if isinstance(value, str | None) else None
    by_language = value if isinstance(value, dict) else {languages[0]: value}
    if not set(by_language) <= set(languages):
        return None
    found = {}
    for tag in languages:
        words = _words(question.field, by_language.get(tag))
        if words is None:
            return None
        found[tag] = words
    return found


def _words(field: str, value: object) -> str | None:
    if value is None:
        return ""
    if field != REASONS:
        return value.strip() if isinstance(value, str) else None
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return None
    return _BETWEEN.join(each.strip() for each in value)


def _as_tree(question: FactQuestion, given: Mapping[str, str]) -> object:
    """What is given, as the file says it; None for nothing."""
    if not any(given.values()):
        return None
    if question.is_day:
        return as_kept(question, given[""])
    said: dict[str, object] = {
        tag: _reasons(words) if question.field == REASONS else " ".join(words.split())
        for tag, words in given.items()
    }
    return said if len(said) > 1 else next(iter(said.values()))


def _reasons(words: str) -> list[str]:
    return [each.strip() for each in re.split(r"\n[ \t　]*\n", words) if each.strip()]


def _problems(question: FactQuestion, given: Mapping[str, str], file: str) -> Iterator[Problem]:
    """Why the file cannot say what is given: nothing at all is no mistake, half of it is."""
    if not any(given.values()):
        return
    for tag, words in given.items():
        if (wrong := answer_problem(question, words)) is not None:
            yield Problem(
                code="document-fact-wrong",
                message=wrong,
                place=Place(file=file, path=field_name(question.field, tag)),
                hint=say("such as {example}", example=question.example),
            )


# -- in the file ----------------------------------------------------------------------------------


def _with_field(text: str, field: str, old: object, new: object, file: str) -> str:
    """The text with another value in a field of the amendment; None is no field."""
    if new is None:
        return text if old is None else editor.remove(text, (field,), file=file)
    if old is not None and (edited := _in_place(text, (field,), old, new, file)) is not None:
        return edited
    if old is not None:
        text = editor.remove(text, (field,), file=file)
    elif isinstance(new, str) and (at := _waiting(text, field)) is not None:
        return f"{text[: at.start('line')]}{field}: {scalar(new)}{text[at.end('line') :]}"
    at_line = _place(text, field)
    return text[:at_line] + "".join(_lines(field, new, "")) + text[at_line:]


def _in_place(
    text: str, path: tuple[str | int, ...], old: object, new: object, file: str
) -> str | None:
    """The text with ``new`` where ``old`` stands, value by value; None where shapes differ."""
    if isinstance(old, str) and isinstance(new, str):
        same = old.strip() == new.strip()
        return text if same else editor.set_text(text, path, new, file=file)
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for key, value in new.items():
            edited = _in_place(text, (*path, key), old[key], value, file)
            if edited is None:
                return None
            text = edited
        return text
    if isinstance(old, list) and isinstance(new, list) and old and new:
        for index, (was, value) in enumerate(zip(old, new, strict=False)):
            edited = _in_place(text, (*path, index), was, value, file)
            if edited is None:
                return None
            text = edited
        if len(old) == len(new):
            return text
        items = [ArrangedItem(was=index) for index in range(min(len(old), len(new)))]
        items += [ArrangedItem(was=None, lines=f"- {scalar(each)}") for each in new[len(old) :]]
        return editor.arranged(text, path, items, file=file)
    return None


def _waiting(text: str, field: str) -> re.Match[str] | None:
    """The line of a new file that is only to be taken out of its comment, its remark behind it."""
    return re.search(rf"(?m)^(?P<line># {field}: \S+)(?=[ \t]*(#.*)?$)", text)


_ORDER: Final = ("amendment", "draft", "pattern", "written_against", "after", *QUESTIONS)


def _place(text: str, field: str) -> int:
    """Where the lines of a field go: in front of what follows it, and of the comment on that."""
    behind = frozenset(_ORDER[: _ORDER.index(field)])
    at = 0
    for line in re.finditer(r"(?m)^(?P<name>[a-z_]+)[ \t]*:", text):
        at = line.start()
        if line["name"] not in behind:
            break
    while at > 0:
        before = text.rfind("\n", 0, at - 1) + 1
        if not text[before:at].startswith("#"):
            break
        at = before
    return at


def _lines(field: str, value: object, indent: str) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{indent}{field}: {scalar(value)}\n"
    elif isinstance(value, list):
        yield f"{indent}{field}:\n"
        yield from (f"{indent}  - {scalar(each)}\n" for each in value)
    elif isinstance(value, dict):
        yield f"{indent}{field}:\n"
        for key, each in value.items():
            yield from _lines(key, each, f"{indent}  ")
