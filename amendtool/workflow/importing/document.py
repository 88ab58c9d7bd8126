"""Importing: an existing document into clause files, every character accounted for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import Final

from amendtool import reading
from amendtool.articles.charter import Charter
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.styles import STYLES, DraftingStyle
from amendtool.comparison.house import STYLE_HOUSES
from amendtool.errors import InputError, Place, Problem, RepositoryError, raise_if_any
from amendtool.importing.blocks import Changes, Struck, doubt
from amendtool.importing.document import (
    ENDINGS,
    Choice,
    Imported,
    import_document,
    style_of,
)
from amendtool.importing.forms import PageLayout
from amendtool.messages import say, say_count
from amendtool.reading import unreadable
from amendtool.repository.config import CONFIG_FILE, DRAFTING, EDITIONS, Config, read_config
from amendtool.repository.houses import reader_in
from amendtool.repository.landing.writing import Writing, write_files
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.storage.proof import proven_files
from amendtool.repository.workspace import Workspace, read_folder, require_folders
from amendtool.settings import read_toml
from amendtool.values import dataclass
from amendtool.workflow.document_title import (
    learned_title,
    own_title,
    tells_title,
    with_setting,
    with_title,
)
from amendtool.workflow.importing.facts import name_doubts, told_facts
from amendtool.workflow.importing.print_account import house_of, printed_otherwise
from amendtool.workflow.progress import Progress, silent

VERB: Final = "import"
SUBJECTS: Final[Mapping[str, str]] = {
    "ja": "取り込んだ現行定款",
    "en": "The articles in force, as imported",
}
"""The subject of the commit, which is kept in the language of the articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTarget:
    """Where a document goes, and how it is read: ``style`` is chosen by its text where None."""

    workspace: Workspace | None
    style: DraftingStyle | None
    choose: Choice = ""
    """What of the document goes before ``style``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedArticles:
    """A document as read, and the clause files that it makes, by their paths."""

    imported: Imported
    files: Mapping[str, bytes]
    title: str | None = None
    """The title that the settings take from the document; None where they keep theirs."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What the settings say otherwise than before: the style that the document shows."""
    target: ImportTarget
    """Where they belong."""


def import_target(
    workspace: Workspace | None,
    *,
    language: str | None = None,
    style: str | None = None,
    write: bool = True,
) -> ImportTarget:
    """The edition that a document is imported into, and the style that it is read in.

    Without a repository, or to look first, any language and style may be named. Raises
    InputError when there are articles already or when the repository has another style, unless
    nothing is to be written.
    """
    if workspace is not None and language in workspace.config.languages:
        workspace = workspace.edition(language)
    if workspace is not None and write:
        require_folders(workspace.root)
        _require_empty(workspace)
    own = workspace.config.style if workspace is not None else None
    named = style or language
    chosen = STYLES[named] if named else None
    if own and style in (None, own.name) and language in (None, own.language):
        chosen = own
    if write and own is not None and chosen is not own:
        raise InputError(
            Problem(
                code="import-language",
                message=say(
                    "the articles of this repository are in the language {language!r} and "
                    "the style {name!r}, and would be read in them",
                    language=own.language,
                    name=own.name,
                ),
                hint=say(
                    "mend `language` and `style` in amendtool.toml, or leave --language and "
                    "--style out"
                ),
                place=Place(file="amendtool.toml"),
            )
        )
    return ImportTarget(
        workspace=workspace, style=chosen, choose=_choice(workspace, language, style)
    )


def _choice(workspace: Workspace | None, language: str | None, style: str | None) -> Choice:
    """What a document may choose: nothing that somebody has named, on the line or in settings."""
    if style is not None:
        return "told"
    if workspace is None:
        return "count"
    config = workspace.config
    if _settings_of(workspace) or config.house.name != _usual_house(config.style.default):
        return ""  # the forms of the levels, or the look of the page, are chosen already
    return "language" if language is None and len(config.languages) == 1 else "count"


def _usual_house(style: DraftingStyle) -> str:
    return STYLE_HOUSES.get(style.name) or LANGUAGES[style.language].house


def import_articles(
    target: ImportTarget,
    data: bytes | Mapping[str, bytes],
    *,
    file: str,
    changes: Changes | None = None,
    struck: Struck | None = None,
    accept_loss: bool = False,
    write: bool = True,
    later: bool = False,
    progress: Progress = silent,
) -> ImportedArticles:
    """The clause files of a document, whose name ``file`` tells its format, or of a folder of them.

    They are written into the work tree of the target, unless that is not wanted, and not
    committed; ``later`` says that the caller does it with :func:`write_articles`. What prints
    otherwise than in the document is a doubt of the report. Raises InputError for a document that
    is refused, also where some of its text would stand in no file, unless ``accept_loss`` says to
    go on without it; RepositoryError when a file cannot be written or is there. Nothing is
    written then.
    """
    with progress(say("reading {file}", file=file)):
        imported = import_document(
            data,
            file=file,
            style=target.style,
            changes=changes,
            struck=struck,
            learn=True,
            fixed=_settings_of(target.workspace),
            layout=_layout_of(target),
            choose=target.choose,
        )
    _require_edition(target, imported, write=write)
    target, settings = _settled(target, imported.style)
    imported = _with_names(_with_title(_with_account(imported, target), target), target)
    if not accept_loss:
        raise_if_any(imported.report.lost)
    charter, folder = imported.charter, ARTICLES
    workspace = target.workspace
    if workspace is not None and imported.style.language == workspace.config.language:
        charter, folder = _in_edition(workspace, charter)
    files = proven_files(charter, imported.printed, folder)
    title = None
    if workspace is not None:
        title = learned_title(imported.charter.preamble, workspace.config)
    made = ImportedArticles(
        imported=imported, files=files, title=title, settings=settings, target=target
    )
    if workspace is not None and write and not later:
        write_articles(made)
    return made


def write_articles(made: ImportedArticles) -> None:
    """Write the clause files into the work tree of their target, all of them or none.

    Raises RepositoryError when one cannot be written or is there, InputError where articles have
    come meanwhile.
    """
    workspace = made.target.workspace
    assert workspace is not None
    plan = partial(_planned, workspace, made.files, made.imported, made.settings)
    write_files(workspace.git, VERB, plan)


def commit_articles(made: ImportedArticles) -> str:
    """Write the clause files and commit them, all of them or none; the commit.

    Raises as :func:`write_articles` does, and RepositoryError where the settings have changes that
    are not committed, or git knows nobody to commit.
    """
    from amendtool.repository.landing.landing import Message, commit_all

    workspace = made.target.workspace
    assert workspace is not None
    writing = _planned(workspace, made.files, made.imported, made.settings)
    subject = SUBJECTS.get(workspace.config.languages[0], SUBJECTS["en"])
    return commit_all(workspace.git, writing.files, Message(subject=subject), name=VERB).commits[-1]


def _require_edition(target: ImportTarget, imported: Imported, *, write: bool) -> None:
    """Refuse a document in the language of another edition, before anything is written."""
    workspace = target.workspace
    if workspace is None or not write or target.choose != "count":
        return
    language = style_of(list(imported.source)).language
    config = workspace.config
    if language != config.language and config.leads and language in config.languages:
        raise InputError(
            Problem(
                code="import-language",
                message=say(
                    "the document is in the language {language!r}, and would be read into "
                    "the edition {edition!r}",
                    language=language,
                    edition=config.language,
                ),
                hint=say("name its edition: --language {language}", language=language),
                place=Place(file=imported.report.file),
            )
        )


def _settled(target: ImportTarget, style: DraftingStyle) -> tuple[ImportTarget, dict[str, str]]:
    """The target with the settings that a document's own ``style`` asks for, and these settings."""
    workspace = target.workspace
    if (
        workspace is None
        or target.choose in ("", "told")
        or style.name == workspace.config.style.name
    ):
        return target, {}
    config = workspace.config
    settings = {"style": style.name, "house": _usual_house(style)}
    if style.language != config.language:
        settings["language"] = style.language
    if config.title == config.style.default.document_name:
        settings["title"] = style.document_name
    path = workspace.root / CONFIG_FILE
    content = path.read_text(encoding="utf-8") if path.exists() else ""
    told = _with_values(content, config, settings).encode("utf-8")
    seen = read_config(told, read=reader_in(workspace.root)).edition(style.language)
    return replace(target, workspace=replace(workspace, config=seen)), settings


def _with_values(content: str, config: Config, settings: Mapping[str, str]) -> str:
    for name, value in settings.items():
        content = with_setting(content, config, name, value)
    return content


def _with_account(imported: Imported, target: ImportTarget) -> Imported:
    """``imported`` with a doubt in its report for each thing that prints otherwise."""
    report = imported.report
    if any(one.code in ("not-structured", "no-articles") for one in report.doubts):
        return imported  # all of it is text
    found = tuple(printed_otherwise(imported, house_of(imported, target.workspace)))
    return replace(imported, report=replace(report, doubts=(*report.doubts, *found)))


def _with_title(imported: Imported, target: ImportTarget) -> Imported:
    """``imported`` with a note where a title is printed in front that the document does not have.

    A document that begins with its articles says that somebody else prints its title.
    """
    preamble, style, config = imported.charter.preamble, imported.style, None
    if target.workspace is not None and style.language in target.workspace.config.languages:
        config = target.workspace.config.edition(style.language)
    title = config.title if config is not None else style.document_name
    known = tells_title(preamble, title, style.language) or (
        (config is None or title == style.document_name)
        and own_title(preamble, title, style.language) is not None
    )
    if not preamble or known or not imported.report.labels:
        return imported
    told = doubt(
        "title-printed",
        say("{title!r} is printed above the text, and stands nowhere in the document", title=title),
        say("if it is called otherwise, set `title` in amendtool.toml to what it is called"),
        Place(file=imported.report.file),
        severity="note",
    )
    report = imported.report
    return replace(imported, report=replace(report, doubts=(*report.doubts, told)))


def _with_names(imported: Imported, target: ImportTarget) -> Imported:
    """``imported`` with a doubt where its company has another name than the settings give."""
    if target.workspace is None:
        return imported
    config = target.workspace.config
    style = imported.style
    if style.language not in config.languages:
        return imported
    named = config.edition(style.language).company or config.company_in(style.language).name
    report = imported.report
    told = name_doubts(told_facts(imported.charter, style.language), named, report.file)
    return replace(imported, report=replace(report, doubts=(*told, *report.doubts)))


def _rank(part: str) -> tuple[bool, int, str]:
    """The place of a part of a name: numbers by their value, in front of words."""
    if re.fullmatch("[0-9]+", part) is None:
        return True, 0, part
    value = part.lstrip("0")
    return False, len(value), f"{value}\0{part}"


def files_in(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """The documents of a folder by name, in the order of their names, and what is none of them.

    Numbers in names count as numbers: 10-fees.md stands behind 9-dues.md. A README says how the
    folder is used, and hidden files are another program's.

    Raises:
        OSError: when one of them cannot be read.
    """
    names = sorted(
        (path.name for path in folder.iterdir() if not path.name.startswith(".")),
        key=lambda name: [_rank(part) for part in re.split(r"([0-9]+)", name) if part],
    )
    read = [
        name for name in names
        if Path(name).suffix.lower() in ENDINGS and not name.upper().startswith("README")
        and (folder / name).is_file()
    ]  # fmt: skip
    others = [name for name in names if name not in read]
    return {name: _read(folder / name) for name in read}, others


def _read(path: Path) -> bytes:
    try:
        return reading.read(path)
    except OSError as error:
        raise RepositoryError(unreadable(path.name, error)) from None


def _planned(
    workspace: Workspace,
    files: Mapping[str, bytes],
    imported: Imported,
    settings: Mapping[str, str],
) -> Writing:
    """The clause files, and ``amendtool.toml`` with what the document tells of its print.

    Its style, how it numbers its levels, and its title.
    """
    title = learned_title(imported.charter.preamble, workspace.config)

    # Another run may have written articles since this one has looked.
    require_folders(workspace.root)
    _require_empty(workspace)
    path = workspace.root / CONFIG_FILE
    if not path.exists() or not (imported.drafting or title or settings):
        return Writing(files=files)
    before = path.read_bytes()
    content = _with_values(before.decode("utf-8"), workspace.config, settings)
    if imported.drafting:
        content = with_settings(content, _table(workspace), dict(imported.drafting))
    if title:
        content = with_title(content, workspace.config, title)
    over = {CONFIG_FILE: before}
    return Writing(files={**files, CONFIG_FILE: content.encode("utf-8")}, over=over)


def _table(workspace: Workspace) -> str:
    config = workspace.config
    return DRAFTING if config.leads else f"{EDITIONS}.{config.language}.{DRAFTING}"


def _layout_of(target: ImportTarget) -> PageLayout | None:
    """Where the repository prints headings and numbers, if a document in its own style is read."""
    config = None if target.workspace is None else target.workspace.config
    if config is None or target.style not in (None, config.style):
        return None
    return PageLayout(config.house.heading_place, config.house.number_place)


def _settings_of(workspace: Workspace | None) -> frozenset[str]:
    """The names of the settings in ``[drafting]``, which a document does not change."""
    if workspace is None or not (path := workspace.root / CONFIG_FILE).exists():
        return frozenset()
    here: object = read_toml(path.read_text(encoding="utf-8"))
    for part in _table(workspace).split("."):
        here = here.get(part, {}) if isinstance(here, dict) else {}
    return frozenset(here) if isinstance(here, dict) else frozenset()


def with_settings(content: str, table: str, settings: Mapping[str, str | list[str]]) -> str:
    """A settings file with more settings in a table, which is added where it is not there."""
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in settings.items()
    ]
    head = re.search(rf"(?m)^[ \t]*\[[ \t]*{re.escape(table)}[ \t]*\].*$", content)
    if head is None:
        start = content.rstrip("\n")
        return "\n".join([*([start, ""] if start else []), f"[{table}]", *lines, ""])
    return "\n".join([content[: head.end()], *lines]) + content[head.end() :]


def _in_edition(workspace: Workspace, charter: Charter) -> tuple[Charter, str]:
    """The articles under the keys of the leading edition, and the folder they belong to."""
    config = workspace.config
    if len(config.languages) == 1:
        return charter, ARTICLES
    if not config.leads:
        from amendtool.articles.editions import with_keys_of

        charter = with_keys_of(charter, workspace.edition(None).articles_on_disk().charter)
    return charter, f"{ARTICLES}/{config.language}"


def _require_empty(workspace: Workspace) -> None:
    languages = workspace.config.languages
    others = tuple(f"{ARTICLES}/{each}/" for each in languages if each != workspace.config.language)
    flat = workspace.config.leads  # what stands in no folder belongs to the leading edition
    own = f"{ARTICLES}/{'' if flat else workspace.config.language + '/'}"
    standing = sorted(
        path
        for path in read_folder(workspace.root, ARTICLES)
        if path.startswith(own)
        and not path.startswith(others)
        and path.endswith(".md")
        and not path.rsplit("/", 1)[-1].startswith("README")
    )
    if standing:
        raise InputError(
            Problem(
                code="articles-there",
                message=say_count(
                    "there are articles already: {count} file",
                    "there are articles already: {count} files",
                    len(standing),
                ),
                hint=say(
                    "to amend them by an edited document: `amendtool notice FILE -o DIR`; a first "
                    "import goes into a new folder, or look: `amendtool import FILE --check`"
                ),
                place=Place(file=standing[0]),
            )
        )
