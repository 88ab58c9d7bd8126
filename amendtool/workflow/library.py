"""Articles and amendments without a repository: read, compared and written in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import NoneType

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
from amendtool.errors import InputError, Place, Problem, RepositoryError, require_type
from amendtool.messages import say
from amendtool.repository.storage.folders import (
    ARTICLES,
    CLOSING_FILE,
    LANGUAGE,
    PREAMBLE_FILE,
    Loaded,
)
from amendtool.repository.storage.loader import load
from amendtool.repository.storage.page import PAGE_FILE
from amendtool.repository.storage.proof import proven_files
from amendtool.repository.workspace import is_folder, read_folder
from amendtool.workflow.new import require_name


def read_charter(
    files: str | Path | Mapping[str, bytes],
    style: DraftingStyle = EN,
    *,
    notices: list[Problem] | None = None,
) -> Charter:
    """The articles that clause files hold: a folder of them, or their bytes by path in it.

    Where there is a folder of the language of the style (``ja/``), that edition is read and
    those of other languages are not. Every other file is read or refused, but for those called
    ``README`` and those whose names begin with a dot. A list given as ``notices`` takes the
    warnings instead, and the files that are left out with them.

    Raises InputError with every mistake of every file, and for files that would be left out;
    RepositoryError for a folder that is not there or that holds links.
    """
    require_type("files", files, str, Path, Mapping)
    require_type("style", style, DraftingStyle)
    require_type("notices", notices, list, NoneType)
    if not isinstance(files, Mapping):
        folder = Path(files)
        if not is_folder(folder):
            raise RepositoryError(
                Problem(
                    code="no-such-folder",
                    message=say("there is no such folder"),
                    hint=say("name the folder that holds the clause files"),
                    place=Place(file=str(folder)),
                )
            )
        files = read_folder(folder, "")
    for path, content in files.items():
        require_type("files", path, str)
        require_type(f"files[{path!r}]", content, bytes)
    under = {f"{ARTICLES}/{path}": data for path, data in files.items()}
    loaded = load(under, style)
    left_out = tuple(_left_out(under, loaded))
    if notices is not None:
        notices += (*loaded.notices, *left_out)
        return loaded.charter
    refused = [each for each in loaded.notices if each.code in _LEFT_OUT]
    refused += left_out
    if refused:
        raise InputError(*(replace(each, severity="error") for each in refused))
    return loaded.charter


_LEFT_OUT = frozenset(("edition-left-out", "file-name"))
"""The notices of the loader that tell of a file that is not read."""


def _left_out(files: Mapping[str, bytes], loaded: Loaded) -> Iterator[Problem]:
    """The files that are not read and that the loader has not told of.

    In a repository it leaves alone what is no Markdown; what a program hands over is meant.
    """
    told = {each.place.file for each in loaded.notices if each.code in _LEFT_OUT}
    frame = {f"{loaded.folder}/{name}" for name in (PREAMBLE_FILE, CLOSING_FILE, PAGE_FILE)}
    read = {*loaded.contents, *frame}
    for path in sorted(files.keys() - read - told):
        name = PurePosixPath(path).name
        top = path.split("/")[1]
        other = path != f"{ARTICLES}/{top}" and LANGUAGE.fullmatch(top)
        if name.startswith((".", "README")) or f"{ARTICLES}/{top}" in told:
            continue
        if other and loaded.folder not in (ARTICLES, f"{ARTICLES}/{top}"):
            continue
        yield Problem(
            code="file-name",
            message=say("{name!r} is no file of these articles and is left out", name=name),
            hint=say("a clause file is named by number and key: 014-chairman.md"),
            place=Place(file=path),
            severity="warning",
        )


def write_charter(charter: Charter, style: DraftingStyle = EN) -> dict[str, bytes]:
    """The clause files of a charter by their paths: what :func:`read_charter` reads.

    Raises InputError (``not-read-back``) where it would read another charter in them.
    """
    require_type("charter", charter, Charter)
    require_type("style", style, DraftingStyle)
    files = proven_files(charter, style, ARTICLES)
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
    require_type("data", data, str, bytes)
    require_type("name", name, str, NoneType)
    require_type("file", file, str)
    require_type("style", style, DraftingStyle)
    text = data if isinstance(data, str) else decode(data, file=file)[0]
    return amendment_file.read_amendment(text, style, file=file, name=name).amendment


def write_amendment(amendment: Amendment, style: DraftingStyle = EN) -> str:
    """The file of an amendment: what :func:`read_amendment` reads as the same amendment.

    Raises InputError where there is no such file, as for a name that no file can have.
    """
    require_type("amendment", amendment, Amendment)
    require_type("style", style, DraftingStyle)
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
    require_type("present", present, Charter)
    require_type("proposed", proposed, Charter)
    require_type("style", style, DraftingStyle)
    require_type("house", house, HouseStyle, NoneType)
    require_type("title", title, str)
    require_type("kept", kept, Mapping)
    for old, new in kept.items():
        require_type("kept", old, Spot)
        require_type("kept", new, Spot)
    house = house or HOUSES[STYLE_HOUSES.get(style.name) or language_of(style.language).house]
    return make_table(present, proposed, style=style, house=house, title=title, kept=kept)
