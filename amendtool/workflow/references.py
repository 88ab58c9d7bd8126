"""Every reference in the articles: what it points to, and the file and line where it stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from amendtool.amendments.apply.apply import Application
from amendtool.amendments.crossrefs.ledger import UnreadNumber
from amendtool.articles.addresses import Address, ancestors
from amendtool.articles.charter import Article, Charter
from amendtool.articles.references.fitting import misfits
from amendtool.articles.references.inventory import Listed, list_references, sentence_at
from amendtool.articles.references.resolver import Resolved, Trouble
from amendtool.articles.references.text_location import Placing, Standing, texts_of
from amendtool.articles.references.titles import Mistitled, headings_of, mistitled
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.encoding import decode
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.repository.storage.folders import Loaded
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.progress import Progress, silent
from amendtool.workflow.provisions import locate


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedReference:
    """One reference and its place in the clause file."""

    listed: Listed
    place: Place


class ClauseFiles:
    """The clause files of a charter, searched when a place in them is asked for."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self._articles = loaded.charter.by_key()
        self._placings: dict[str, Placing] = {}

    def place(self, standing: Standing, text: str, offset: int) -> Place:
        """File, line and column of a character of the text that stands there."""
        key = standing.spot.key
        path = self.loaded.paths.get(key)
        if path is None:
            return Place()
        found = self._placing(key, path).place(standing, text, offset)
        return Place(
            file=path, line=found[0] if found else None, column=found[1] if found else None
        )

    def place_of_words(self, standing: Standing, words: str, near: int) -> Place:
        """Where ``words`` stand in a text, at or closest to the offset ``near``."""
        text = dict(texts_of(self._articles[standing.spot.key])).get(standing, "")
        starts = [at for at in range(len(text)) if text.startswith(words, at)]
        offset = min(starts, key=lambda at: abs(at - near), default=0)
        return self.place(standing, text, offset)

    def _placing(self, key: str, path: str) -> Placing:
        if key not in self._placings:
            content, _ = decode(self.loaded.contents[path], file=path)
            article: Article = self._articles[key]
            self._placings[key] = Placing(article, content)
        return self._placings[key]


def located_references(
    loaded: Loaded, style: DraftingStyle, charter: Charter | None = None
) -> Iterator[LocatedReference]:
    """Every reference in the articles with its place, in their order.

    ``charter`` are the articles as they are on a day, if they are other ones than the files hold.
    """
    files = ClauseFiles(loaded)
    for listed in list_references(charter or loaded.charter, style):
        place = files.place(listed.standing, listed.text, listed.reference.start)
        yield LocatedReference(listed=listed, place=place)


def dangling(loaded: Loaded, style: DraftingStyle) -> Iterator[Problem]:
    """References to what is not there, to a placeholder, or past the end of an article."""
    files = ClauseFiles(loaded)
    every = tuple(list_references(loaded.charter, style))
    for listed in every:
        for member, resolved in zip(listed.reference.members, listed.resolved, strict=False):
            if resolved.trouble is None:
                continue
            sentence = sentence_at(listed.text, member.start, style)
            yield Problem(
                code=_CODES[resolved.trouble],
                message=say(
                    "{words!r} in {address}: {told}; the sentence: {context}",
                    words=listed.reference.text,
                    address=listed.address.text(style),
                    told=_story(resolved),
                    context=sentence,
                ),
                hint=say("mend the reference in an amendment, with `replace`, `find` and `with`"),
                place=files.place(listed.standing, listed.text, member.start),
                severity="note" if resolved.trouble is Trouble.UNCLEAR else "warning",
            )
    charter = loaded.charter
    for found in mistitled(every, charter, headings_of([charter])):
        listed = found.listed
        yield _mistitled(found, style, files.place(listed.standing, listed.text, found.start))
    for misfit in misfits(every, charter):
        listed = misfit.listed
        start = listed.reference.start
        yield Problem(
            code="reference-misfit",
            message=say(
                "{text!r} in {address} is cited for {words!r}, which is the heading of "
                "{other} and not in {target}; the sentence: {context}",
                text=listed.reference.text,
                address=listed.address.text(style),
                words=misfit.words,
                other=misfit.other.text(style),
                target=misfit.target.text(style),
                context=sentence_at(listed.text, start, style),
            ),
            hint=say("if the number is stale, mend it in an amendment with `find` and `with`"),
            place=files.place(listed.standing, listed.text, start),
            severity="note",
        )


def mistitled_then(application: Application, style: DraftingStyle) -> Iterator[Problem]:
    """Citations of the proposed articles with a title of another's that were right before.

    A heading that is replaced is one: the articles that cite it by its words do not follow.
    """
    present, proposed = application.present, application.proposed
    headings = headings_of([present, proposed])
    now = tuple(mistitled(list_references(proposed, style), proposed, headings))
    if not now:
        return  # as nearly always, and then nothing is asked of the present articles
    before = {
        (found.listed.standing.spot.key, found.title)
        for found in mistitled(list_references(present, style), present, headings_of([present]))
    }
    for found in now:
        if (found.listed.standing.spot.key, found.title) not in before:
            yield _mistitled(found, style, Place())


def unread_numbers(application: Application, style: DraftingStyle) -> Iterator[Problem]:
    """Warnings of the numbers of articles that move, and that stay as they are written."""
    unread = [each for each in application.unread if not (each.of_its_time or each.kept)]
    if unread:
        yield Problem(
            code="numbers-unread",
            message=say(
                "numbers of articles that move stand where no rule has read them: {places}",
                places=_places(unread, style),
            ),
            hint=say(
                "look at each; `amendtool plan` shows their sentences, a `replace` with find "
                "and with mends one"
            ),
            severity="warning",
        )
    kept = [each for each in application.unread if each.kept]
    if kept:
        yield Problem(
            code="reference-left",
            message=say(
                "references are kept as they are written, though what they cite gets another "
                "number: {places}",
                places=_places(kept, style),
            ),
            hint=say(
                "they mean then what has the number; where one is to follow, take its "
                "`- keep: {where}` with `find: {words}` out",
                where=kept[0].address.text(style),
                words=kept[0].words,
            ),
            severity="warning",
        )
    left = [each for each in application.unread if each.of_its_time]
    if left:
        yield Problem(
            code="reference-of-its-time",
            message=say(
                "supplementary provisions of another day cite articles that move or go, by the "
                "numbers of then: {places}",
                places=_places(left, style),
            ),
            hint=say(
                "they stay as they are; where one means the article of today, add `- retarget:` "
                "with the two numbers and `in: {where}`, where it is meant so, `- keep: {where}` "
                "with `find: {words}`",
                where=left[0].address.text(style),
                words=left[0].words,
            ),
            severity="warning",
        )


def _places(unread: Sequence[UnreadNumber], style: DraftingStyle) -> str:
    places = say(", ").join(
        say("{words!r} in {address}", words=each.words, address=each.address.text(style))
        for each in unread[:_SHOWN]
    )
    if len(unread) > _SHOWN:
        places = say("{places}, and {count} more", places=places, count=len(unread) - _SHOWN)
    return places


def _mistitled(found: Mistitled, style: DraftingStyle, place: Place) -> Problem:
    others = say(" and ").join(each.text(style) for each in found.others)
    listed = found.listed
    told = (
        say("{title!r} is the heading of {others}", title=found.title, others=others)
        if others
        else say("no article has this heading")
    )
    return Problem(
        code="reference-mistitled",
        message=say(
            "{words!r} in {address}: {told}; the sentence: {context}",
            words=found.words,
            address=listed.address.text(style),
            told=told,
            context=sentence_at(listed.text, found.start, style),
        ),
        hint=say("mend the number or the title in an amendment, with `replace`, `find` and `with`"),
        place=place,
        severity="warning",
    )


_SHOWN = 5


_CODES = {
    Trouble.MISSING: "reference-dangling",
    Trouble.RESERVED: "reference-to-placeholder",
    Trouble.NO_NEIGHBOUR: "reference-dangling",
    Trouble.UNCLEAR: "reference-unclear",
}


def _story(resolved: Resolved) -> str:
    match resolved.trouble:
        case Trouble.RESERVED:
            return say("{culprit} was deleted and is only a placeholder", culprit=resolved.culprit)
        case Trouble.UNCLEAR:
            return say("it is not clear what {culprit} means", culprit=resolved.culprit)
        case _:
            return say("there is no {culprit}", culprit=resolved.culprit)


def references(
    workspace: Workspace,
    provision: str | None = None,
    revision: str | None = None,
    *,
    on: datetime.date | None = None,
    as_of: str | None = None,
    notices: list[Problem] | None = None,
    progress: Progress = silent,
) -> tuple[LocatedReference, ...]:
    """The references in the articles of the work tree, of a revision or a day, or one provision.

    Each has the place where it stands. ``notices`` takes what is to be said of the articles on the
    day, which were known ``as_of`` a revision. Raises InputError for a provision that is not there
    or a revision that is not known.
    """
    config = workspace.config
    charter = None
    if on is not None:
        # What applies amendments is loaded for a day alone.
        from amendtool.workflow.in_force.on_day import Days

        articles = Days(workspace, as_of).on(on)
        loaded, charter = articles.workspace.articles_at(articles.revision), articles.charter
        if notices is not None:
            notices += articles.notices
    elif revision is None:
        loaded = workspace.articles_on_disk()
    else:
        loaded = workspace.articles_at(workspace.git.resolve(revision))
    wanted = None
    if provision is not None:
        wanted = locate(provision, charter or loaded.charter, config.style, config.styles)
    with progress(say("reading the references")):
        return tuple(
            citation
            for citation in located_references(loaded, config.style, charter)
            if wanted is None or _within(citation.listed.address, wanted)
        )


def _within(address: Address, wanted: Address) -> bool:
    if wanted.level is None:
        return address.supplementary == wanted.supplementary
    return wanted in (address, *ancestors(address))
