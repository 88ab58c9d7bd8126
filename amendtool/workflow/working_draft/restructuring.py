"""What the forms of a drafted proposal say beside words: split, merge, restate, marks, chapters.

Each is a function from what was filled in to an act for each edition, and the provision that the
page then shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from amendtool.articles.addresses import Spot
from amendtool.drafting.gestures import Add, Remove
from amendtool.drafting.restructuring import (
    AddChapter,
    DissolveChapter,
    MergeArticles,
    MoveChapter,
    MoveProvision,
    PrintNumber,
    RemoveChapter,
    RestateText,
    RetitleChapter,
    SplitArticle,
)
from amendtool.errors import ConflictError, InputError, Problem
from amendtool.messages import say
from amendtool.values import dataclass
from amendtool.workflow.working_draft.gesture import Act, EditionSoFar
from amendtool.workflow.working_draft.places import (
    headings_of,
    seal_at,
    spot_at,
    whole_texts,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestructuringForm:
    """What was filled in on the page of one edition, and the articles as they are so far."""

    fields: Mapping[str, str]
    editions: Mapping[str, EditionSoFar]
    language: str

    def place(self, name: str = "place") -> Spot:
        """The provision that a field names; InputError where it names none."""
        return spot_at(self.edition, self.fields.get(name, ""))

    @property
    def edition(self) -> EditionSoFar:
        """The articles of the edition in which it was filled in."""
        return self.editions[self.language]

    @property
    def key(self) -> str:
        """The article or chapter that the form is about."""
        return self.fields.get("key", "")

    def heading(self, language: str) -> str:
        """What was filled in as the heading in an edition."""
        return self.fields.get(f"heading.{language}", "")

    def text(self, language: str) -> str:
        """What was filled in as the text in an edition."""
        return self.fields.get(f"text.{language}", "")

    def every(self, act: Act) -> Mapping[str, Act]:
        """The same act for every edition."""
        return dict.fromkeys(self.editions, act)


Said = tuple[Mapping[str, Act], str]
"""An act for each edition that it is for, and the key of what the page then shows."""
Saying = Callable[[RestructuringForm], Said]


def _split(form: RestructuringForm) -> Said:
    spot = form.place()
    if spot.paragraph is None or spot.items:
        raise InputError(
            Problem(
                code="split-unclear",
                message=say("an article is split in front of one of its later paragraphs"),
                hint=say("choose the paragraph with which the new article begins"),
            )
        )
    acts: dict[str, Act] = {
        each: SplitArticle(key=spot.key, at=spot.paragraph, heading=form.heading(each))
        for each in form.editions
    }
    return acts, spot.key


def _merge(form: RestructuringForm) -> Said:
    key = form.key
    acts: dict[str, Act] = {
        each: MergeArticles(key=key, heading=form.heading(each)) for each in form.editions
    }
    return acts, key


def _restate(form: RestructuringForm) -> Said:
    key = form.key
    now = whole_texts(form.editions, key)
    acts: dict[str, Act] = {
        each: RestateText(key=key, text=text)
        for each in form.editions
        if (text := form.text(each).replace("\r\n", "\n").strip("\n")) != now.get(each, "")
    }
    if not acts:
        raise InputError(
            Problem(
                code="no-change",
                message=say("the text is the one that stands there"),
                hint=say("write the new text as it is to be printed"),
            )
        )
    return acts, key


def _mark(form: RestructuringForm) -> Said:
    """How a number is printed, in the edition of the page."""
    spot = form.place()
    mark = form.fields.get("mark", "")
    return {form.language: PrintNumber(place=spot, mark=mark)}, spot.key


def _insert_provision(form: RestructuringForm) -> Said:
    spot = form.place()
    acts: dict[str, Act] = {each: Add(after=spot, text=form.text(each)) for each in form.editions}
    return acts, spot.key


def _delete_provision(form: RestructuringForm) -> Said:
    spot = form.place()
    return form.every(Remove(place=spot)), spot.key


def _move_provision(form: RestructuringForm) -> Said:
    act = MoveProvision(place=form.place(), after=form.place("after"))
    return form.every(act), act.after.key


def _new_chapter(form: RestructuringForm) -> Said:
    key = form.key
    acts: dict[str, Act] = {
        each: AddChapter(first=key, heading=form.heading(each)) for each in form.editions
    }
    return acts, key


def _title(form: RestructuringForm) -> Said:
    key = form.key
    now = headings_of(form.editions, key)
    acts: dict[str, Act] = {
        each: RetitleChapter(key=key, heading=heading)
        for each in form.editions
        if (heading := " ".join(form.heading(each).split())) != now[each]
    }
    return acts, key


def said(act: str, form: RestructuringForm) -> Said:
    """What a form says.

    Raises ConflictError where the article or chapter was changed since it was shown, or its
    number, so that what is chosen in the form may be another provision by now; InputError for
    what is no provision.
    """
    key, was = form.key, form.fields.get("was", "")
    moved = bool(was) and was != seal_at(form.edition, key)
    if moved or ("place" in form.fields and form.place().key != key):
        raise ConflictError(
            Problem(
                code="changed-since-read",
                message=say("this was changed since it was shown"),
                hint=say("look at it as it is now, and choose again"),
            )
        )
    return FORMS[act](form)


def _chapter(act: Callable[[RestructuringForm], Act]) -> Saying:
    return lambda form: (form.every(act(form)), form.key)


FORMS: Final[Mapping[str, Saying]] = {
    "split": _split,
    "merge": _merge,
    "restate": _restate,
    "mark": _mark,
    "insert-provision": _insert_provision,
    "delete-provision": _delete_provision,
    "move-provision": _move_provision,
    "new-chapter": _new_chapter,
    "title": _title,
    "dissolve": _chapter(lambda form: DissolveChapter(key=form.key)),
    "delete-chapter": _chapter(lambda form: RemoveChapter(key=form.key)),
    "move-chapter": _chapter(
        lambda form: MoveChapter(key=form.key, after=form.fields.get("after", ""))
    ),
}
"""What each form says, by its act."""

TYPED: Final[Mapping[str, Sequence[str]]] = {
    "split": ("heading", "place"),
    "merge": ("heading",),
    "restate": ("text",),
    "mark": ("mark", "place"),
    "insert-provision": ("text", "place"),
    "new-chapter": ("heading",),
    "title": ("heading",),
}
"""The fields of each form that something is typed in."""
