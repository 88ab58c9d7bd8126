"""Documents in a company's own Word file: read, filled, and read back as proof."""

from __future__ import annotations

from amendtool.errors import InputError, Place, Problem
from amendtool.importing.blocks import Changes
from amendtool.importing.word.document import read_word
from amendtool.importing.word.package import damaged, open_package
from amendtool.messages import say
from amendtool.render.charter.docx import to_docx_in_model
from amendtool.render.charter.model import Export
from amendtool.render.charter.modelled import PrintedLine, articles_in_model, squeezed
from amendtool.render.charter.redlined import changes_between
from amendtool.render.notice.docx import to_docx_in_model as notice_to_docx_in_model
from amendtool.render.notice.model import Notice
from amendtool.render.word_model import WordModel
from amendtool.values import dataclass

_ROUNDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedModel:
    """A Word file that documents are to look like, and its lines as they are printed."""

    model: WordModel
    printed: tuple[PrintedLine, ...]
    file: str


def read_model(data: bytes, *, file: str) -> PrintedModel:
    """The Word file in ``data``.

    Raises InputError for one that is damaged or could do harm, and for one with tracked changes,
    which has two texts.
    """
    open_package(data, file=file)
    model = WordModel.of(data)
    if trouble := model.trouble:
        raise InputError(damaged(trouble, Place(file=file)))
    return PrintedModel(model=model, printed=_printed(data, file), file=file)


def export_in_model(export: Export, like: PrintedModel) -> bytes:
    """The articles as a Word file that differs from the model in its text alone.

    Numbers that Word would count otherwise than the articles have them are written as text. Raises
    InputError (``like-differs``) where the file would not print what the articles say.
    """
    filled = _filled(export, like)
    return to_docx_in_model(export, like.model) if filled is None else filled


def _filled(export: Export, like: PrintedModel) -> bytes | None:
    """The articles in the paragraphs of the model; None where it is one of looks alone."""
    literal: frozenset[int] = frozenset()
    for _ in range(_ROUNDS):
        made = articles_in_model(export, like.model, like.printed, literal=literal)
        if made is None:
            return None
        printed = [squeezed(line.label + line.text) for line in _printed(made.data, like.file)]
        wanted = [text for _, text in made.lines]
        if printed == wanted:
            return made.data
        wrong = {
            number
            for (number, text), other in zip(made.lines, printed, strict=False)
            if number is not None and text != other
        }
        if len(printed) != len(wanted) or wrong <= literal:
            break
        literal |= wrong
    raise InputError(
        Problem(
            code="like-differs",
            message=say(
                "{file}: the articles would not be printed in it as they stand", file=like.file
            ),
            hint=say(
                "use a model without text boxes and tables around the articles, or export "
                "without --like"
            ),
            place=Place(file=like.file),
        )
    )


def changes_in_model(tracked: Export, sides: tuple[Export, Export], like: PrintedModel) -> bytes:
    """The articles with their tracked changes in the paragraphs of the model.

    ``sides`` are the articles without the changes and with all of them. The file is read back:
    where it would not give both, or the model holds another text, the changes are ``tracked`` on
    the paper and in the styles of the model. Raises InputError as :func:`export_in_model` does.
    """
    before, after = (_filled(each, like) for each in sides)
    if before is not None and after is not None:
        made = changes_between(
            before, after, language=tracked.language, author=tracked.author,
            moment=tracked.changed,
        )  # fmt: skip
        read = (_texts(made, like.file, "reject"), _texts(made, like.file, "accept"))
        if read == (_texts(before, like.file), _texts(after, like.file)):
            return made
    return to_docx_in_model(tracked, like.model)


def notice_in_model(notice: Notice, like: PrintedModel) -> bytes:
    """The notice on the paper and in the styles, fonts, header and footer of the model."""
    return notice_to_docx_in_model(notice, like.model)


def _texts(data: bytes, file: str, changes: Changes | None = None) -> list[str]:
    return [squeezed(line.label + line.text) for line in _printed(data, file, changes)]


def _printed(data: bytes, file: str, changes: Changes | None = None) -> tuple[PrintedLine, ...]:
    """The lines of a Word file as it prints them, a paragraph each."""
    found: dict[str | None, PrintedLine] = {}
    for block in read_word(data, file=file, changes=changes, struck="keep").blocks:
        place = block.place.path
        if place in found:
            before = found[place]
            found[place] = PrintedLine(before.label, before.text + block.text)
        else:
            found[place] = PrintedLine(block.generated, block.text)
    return tuple(found.values())
