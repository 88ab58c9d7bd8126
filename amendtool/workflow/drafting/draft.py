"""Drafting: from edited articles, in git or in a document, to the amendment that makes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import NoneType
from typing import TYPE_CHECKING

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.blocks import in_their_blocks
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment, write_editions
from amendtool.articles.charter import Charter
from amendtool.articles.styles import EN, DraftingStyle
from amendtool.comparison.house import HouseStyle
from amendtool.comparison.page import title_on_page
from amendtool.drafting import draft as drafting
from amendtool.drafting.comments import guesses, left_behind
from amendtool.drafting.draft import Draft
from amendtool.drafting.goal import EditedText
from amendtool.drafting.repair import Mending
from amendtool.errors import InputError, Place, Problem, require_type
from amendtool.messages import say, say_count
from amendtool.repository.config import Config
from amendtool.repository.workspace import Workspace, require_folders
from amendtool.values import dataclass
from amendtool.workflow.drafting.edited_articles import EditedArticles, edited_in_git
from amendtool.workflow.drafting.marks import marks_left, told
from amendtool.workflow.drafting.problems import flaw_problems, problems_of
from amendtool.workflow.new import present_tree
from amendtool.workflow.progress import Progress, silent

if TYPE_CHECKING:
    from amendtool.workflow.drafting.edited_document import EditedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionDraft:
    """What was drafted for one edition, and what is to be said of it.

    ``guesses`` are lines by the position of the operation that they led to, ``notes`` all that is
    said of operations in the file.
    """

    articles: EditedArticles
    draft: Draft
    guesses: Mapping[int, str]
    notes: Mapping[int, str]
    problems: tuple[Problem, ...]

    @property
    def amendment(self) -> Amendment:
        """The amendment that a drafter would have written."""
        return self.draft.amendment

    @property
    def mended(self) -> int:
        """How many numbers and references of the edited text were mended."""
        return sum(not flaw.kept for flaw in self.draft.flaws) + len(self.draft.stale)

    @property
    def left(self) -> int:
        """How many references stay as they are, though what they cite has another number."""
        return len(self.draft.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedFile:
    """An amendment file for all editions that were edited: its text, and each draft by language.

    ``lacking`` are the editions that it has no words for.
    """

    text: str
    drafts: Mapping[str, EditionDraft]
    lacking: tuple[str, ...]

    @property
    def operations(self) -> int:
        """How many operations it holds: what two editions say of the same one is one."""
        return self.text.count("\n  - ", self.text.index("\noperations:"))


def draft(
    present: Charter,
    edited: Charter | EditedDocument,
    style: DraftingStyle = EN,
    *,
    name: str,
    literal: bool = False,
    follow: bool = False,
    restate: bool = False,
    house: HouseStyle | None = None,
    title: str = "",
) -> EditionDraft:
    """The amendment ``name`` that makes the edited articles of the present ones.

    Articles of a charter are matched by their keys, those of a document by their text. Numbers
    that cannot be meant, and references left behind in texts that were edited, are mended, unless
    the text is wanted ``literal``. References left behind in other texts stay as they are, unless
    they are to ``follow`` too. A document in which hardly one of the present articles is found is
    refused, unless all of them are to be written anew: ``restate``. ``house`` and ``title`` are
    those that the document was exported with; without a house style the draft says nothing of
    where captions stand. ValueError for a literal text whose references follow.

    Raises InputError where nothing was edited, where the document cannot be read, and where no
    amendment gives the edited articles to the character.
    """
    require_type("present", present, Charter)
    require_type("style", style, DraftingStyle)
    require_type("house", house, HouseStyle, NoneType)
    require_type("name", name, str)
    require_type("title", title, str)
    if isinstance(edited, Charter):
        articles = EditedArticles(present=present, edited=EditedText(charter=edited, keyed=True))
    else:
        from amendtool.workflow.drafting.edited_document import EditedDocument
        from amendtool.workflow.drafting.edited_parts import articles_in

        require_type("edited", edited, Charter, EditedDocument)
        articles = articles_in(edited, present, style, house=house, title=title)
    mending = Mending.of(literal=literal, follow=follow)
    made = _drafted(articles, style, name=name, mending=mending, restate=restate)
    if made is None:
        raise InputError(_nothing(articles, style), *_taken(articles, style))
    return made


def draft_file(
    workspace: Workspace,
    edited: EditedDocument | str | None,
    *,
    name: str,
    file: str,
    language: str | None = None,
    literal: bool = False,
    follow: bool = False,
    restate: bool = False,
    progress: Progress = silent,
) -> DraftedFile:
    """The file of the amendment ``name`` that makes the edited articles of the present ones.

    The edited articles are a document, those of a revision or of the work tree (None); of all
    editions, or of the one in ``language``. A document holds one, by default the leading one.
    ``literal`` and ``follow`` are those of :func:`draft`. Messages call the file ``file``. It
    is proved: each edition reads back what was drafted.

    Raises InputError and RepositoryError.
    """
    require_folders(workspace.root)
    languages = workspace.config.languages if language is None else (language,)
    if edited is not None and not isinstance(edited, str):
        languages = languages[:1]
    mending = Mending.of(literal=literal, follow=follow)
    drafts: dict[str, EditionDraft] = {}
    articles = None
    for each in languages:
        edition = workspace.edition(each)
        articles = _edited(edition, edited, progress)
        with progress(say("drafting")):
            style = edition.config.style
            made = _drafted(articles, style, name=name, mending=mending, restate=restate)
        if made is not None:
            drafts[each] = made
    if not drafts:
        style = workspace.edition(languages[-1]).config.style
        told = () if articles is None else _taken(articles, style)
        raise InputError(_nothing(articles, style), *told)
    assert articles is not None
    tree = present_tree(workspace, articles.commit)
    drafts = {each: _bound(made, tree) for each, made in drafts.items()}
    text = _text(workspace.config, drafts)
    _require_same(workspace.config, text, drafts, file)
    lacking = tuple(each for each in workspace.config.languages if each not in drafts)
    return DraftedFile(text=text, drafts=drafts, lacking=lacking)


def _bound(made: EditionDraft, tree: str | None) -> EditionDraft:
    """The draft, which says the articles that it was drafted against."""
    amendment = replace(made.draft.amendment, written_against=tree)
    return replace(made, draft=replace(made.draft, amendment=amendment))


def _edited(
    workspace: Workspace, edited: EditedDocument | str | None, progress: Progress
) -> EditedArticles:
    if edited is None or isinstance(edited, str):
        return edited_in_git(workspace, edited)
    # What reads and prints documents is loaded for a document alone.
    from amendtool.workflow.drafting.edited_parts import articles_in

    config = workspace.config
    with progress(say("reading {file}", file=edited.file)):
        present = workspace.articles_at(workspace.head()).charter
        title = title_on_page(present, config.title)
        return articles_in(edited, present, config.style, house=config.house, title=title)


def _drafted(
    articles: EditedArticles, style: DraftingStyle, *, name: str, mending: Mending, restate: bool
) -> EditionDraft | None:
    """The draft for one edition; None where the edited articles are the present ones."""
    made = drafting.draft(
        articles.present, articles.edited, style, name=name, mending=mending, restate=restate
    )
    if made is None:
        return None
    guessed = guesses(articles.present, made, style)
    return EditionDraft(
        articles=articles,
        draft=made,
        guesses=guessed,
        notes={**guessed, **left_behind(made, style)},
        problems=(*articles.notices, *problems_of(articles, made, style)),
    )


def _nothing(articles: EditedArticles | None, style: DraftingStyle) -> Problem:
    file = None if articles is None else articles.file
    message = say("the edited articles are the present ones")
    marks = [] if articles is None else [
        *marks_left(articles.present, articles.edited.charter, style)
    ]  # fmt: skip
    if marks:
        message = say_count(
            "the edited articles are the present ones, but for {count} number printed otherwise, "
            "which no operation changes: {told}",
            "the edited articles are the present ones, but for {count} numbers printed "
            "otherwise, which no operation changes: {told}",
            len(marks),
            told=told(marks),
        )
    hint = (
        say("edit the document, and save it")
        if file is not None
        else say("edit the files under articles/, or name a revision or a document")
    )
    return Problem(
        code="nothing-to-draft",
        message=message,
        hint=hint,
        place=Place(file=file),
    )


def _taken(articles: EditedArticles, style: DraftingStyle) -> Iterator[Problem]:
    """The numbers that cannot be meant, where nothing else was edited."""
    flaws = drafting.flaws_of(articles.present, articles.edited, style)
    return flaw_problems(articles, flaws, style, drafted=False)


def _text(config: Config, drafts: Mapping[str, EditionDraft]) -> str:
    """The file; the leading edition alone is written plainly, for the others to be added."""
    leading = config.languages[0]
    amendments = {each: made.amendment for each, made in drafts.items()}
    notes = {each: made.notes for each, made in drafts.items()}
    if tuple(amendments) == (leading,):
        style = config.edition(leading).style
        return write_amendment(amendments[leading], style, notes=notes[leading])
    styles = {each: config.edition(each).style for each in config.languages}
    if leading not in amendments:
        (amendment,) = amendments.values()
        amendments = {leading: replace(amendment, operations=()), **amendments}
    return write_editions(amendments, styles, notes=notes)


def _require_same(config: Config, text: str, drafts: Mapping[str, EditionDraft], file: str) -> None:
    """Each edition reads back what was drafted for it."""
    for language, made in drafts.items():
        style = config.edition(language).style
        name = made.amendment.name
        again = read_amendment(text, style, file=file, name=name, styles=config.styles)
        # A file names a block of supplementary provisions by its title.
        present = made.articles.present
        read, meant = (in_their_blocks(a, present) for a in (again.amendment, made.amendment))
        if read != meant:
            raise InputError(
                Problem(
                    code="draft-impossible",
                    message=say("the amendment cannot be written so that it is read back the same"),
                    hint=say("look for characters that nobody can see: amendtool check"),
                )
            )
