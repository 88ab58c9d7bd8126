"""Articles and amendments without a repository: read, compared and written in memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.file import read as amendment_file
from amendtool.amendments.file.write import write_amendment as amendment_text
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Charter
from amendtool.articles.languages import language_of
from amendtool.articles.styles import EN, DraftingStyle
from amendtool.articles.text.encoding import decode
from amendtool.comparison.house import HOUSES, STYLE_HOUSES, HouseStyle
from amendtool.comparison.rows import NOTHING_KEPT, make_table
from amendtool.comparison.table import Table
from amendtool.errors import Place, Problem, RepositoryError
from amendtool.repository.storage.folders import ARTICLES, files_of
from amendtool.repository.storage.loader import load
from amendtool.repository.workspace import read_folder
from amendtool.workflow.new import require_name


def read_charter(files: str | Path | Mapping[str, bytes], style: DraftingStyle = EN) -> Charter:
    """The articles that clause files hold: a folder of them, or their bytes by path in it.

    Raises InputError with every mistake of every file, and RepositoryError for a folder that
    is not there or that holds links.
    """
    if not isinstance(files, Mapping):
        folder = Path(files)
        if not folder.is_dir():
            raise RepositoryError(
                Problem(
                    code="no-such-folder",
                    message="there is no such folder",
                    hint="name the folder that holds the clause files",
                    place=Place(file=str(folder)),
                )
            )
        files = read_folder(folder, "")
    return load({f"{ARTICLES}/{path}": data for path, data in files.items()}, style).charter


def write_charter(charter: Charter, style: DraftingStyle = EN) -> dict[str, bytes]:
    """The clause files of a charter by their paths: what :func:`read_charter` reads."""
    files = files_of(charter, style)
    return {path.removeprefix(f"{ARTICLES}/"): data for path, data in files.items()}


def read_amendment(
    data: str | bytes,
    style: DraftingStyle = EN,
    *,
    name: str | None = None,
    file: str = "amendment.yaml",
) -> Amendment:
    """The amendment in a file, which messages call ``file``.

    ``name`` is the one it has to have, where that is known. Raises InputError with every
    mistake, each with its line.
    """
    text = data if isinstance(data, str) else decode(data, file=file)[0]
    return amendment_file.read_amendment(text, style, file=file, name=name).amendment


def write_amendment(amendment: Amendment, style: DraftingStyle = EN) -> str:
    """The file of an amendment: what :func:`read_amendment` reads as the same amendment.

    Raises InputError where there is no such file, as for a name that no file can have.
    """
    require_name(amendment.name)
    return amendment_text(amendment, style)


def compare(
    present: Charter,
    proposed: Charter,
    style: DraftingStyle = EN,
    *,
    house: HouseStyle | None = None,
    title: str = "",
    kept: Mapping[Spot, Spot] = NOTHING_KEPT,
) -> Table:
    """The comparison table of two charters, whose articles are matched by their keys.

    ``kept``, of an application, tells which paragraphs and items went on from one to the other;
    without it they are matched by their words. By default the house style is that of the
    drafting style. ``title`` is that of the articles, the caption of the table.
    """
    house = house or HOUSES[STYLE_HOUSES.get(style.name) or language_of(style.language).house]
    return make_table(present, proposed, style=style, house=house, title=title, kept=kept)
