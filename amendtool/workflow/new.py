"""A new amendment: a commented file to fill in."""

from __future__ import annotations

from typing import Final

from amendtool.amendments.amendment import name_problem
from amendtool.articles.file_names import folded
from amendtool.errors import NOWHERE, InputError, Place, Problem
from amendtool.messages import say
from amendtool.packaged import packaged
from amendtool.repository.config import Config
from amendtool.repository.landing.writing import Writing, write_files
from amendtool.repository.record import record_path
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import AMENDMENTS, Workspace, require_folders
from amendtool.workflow.schema import SCHEMA_FILE

SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
"""Tells an editor which schema checks the file; the name is that of a file beside it."""


def require_name(name: str, place: Place = NOWHERE) -> None:
    """Raise InputError when ``name`` cannot be that of an amendment, its file and its tag."""
    trouble = name_problem(name, place=place)
    if trouble is not None:
        raise InputError(trouble)


def present_tree(workspace: Workspace, commit: str | None = None) -> str | None:
    """The articles of a commit, by default HEAD, as ``written_against`` names them.

    None while there are none.
    """
    commit = commit or workspace.git.head().oid
    return None if commit is None else workspace.git.tree_id(commit, ARTICLES)


def _former(workspace: Workspace, name: str) -> str:
    """What tells of the amendment that has this name already."""
    if name in workspace.acts().records:
        return record_path(name)
    tags = workspace.tags_of(name)
    return (
        say("tag {tag}", tag=tags[0].name) if tags else workspace.acts().applied[name].commit[:12]
    )


def require_no_twin(workspace: Workspace, name: str) -> None:
    """Raise InputError (``name-taken``) where another amendment differs in case alone.

    Some systems hold the two names for one file, and for one tag.
    """
    others = {*workspace.amendment_names(), *(tag.name for tag in workspace.git.tags())} - {name}
    twin = next((each for each in sorted(others) if folded(each) == folded(name)), None)
    if twin is not None:
        raise InputError(
            Problem(
                code="name-taken",
                message=say(
                    "{name} and {twin} differ in case or composition alone, and some "
                    "systems hold the two for one name",
                    name=name,
                    twin=twin,
                ),
                hint=say("choose another name"),
                place=Place(file=f"{AMENDMENTS}/{twin}.yaml"),
            )
        )


def require_free(workspace: Workspace, name: str) -> None:
    """Raise InputError for a name that no amendment can have, or that one has or had.

    RepositoryError where the folder of the amendments is a link.
    """
    require_name(name)
    require_folders(workspace.root)
    require_no_twin(workspace, name)
    acts = workspace.acts()
    if name in acts.applied or name in acts.records or workspace.tags_of(name):
        raise InputError(
            Problem(
                code="name-taken",
                message=say(
                    "an amendment of this name was there before: {former}",
                    former=_former(workspace, name),
                ),
                hint=say("choose another name"),
                place=Place(file=f"{AMENDMENTS}/{name}.yaml"),
            )
        )


def require_no_file(workspace: Workspace, name: str, *, hint: str = "") -> None:
    """Raise InputError (``file-in-the-way``) where the amendment ``name`` has a file.

    ``hint`` is what else can be done than to edit it or to take another name.
    """
    path = workspace.root / AMENDMENTS / f"{name}.yaml"
    if path.exists() or path.is_symlink():
        raise InputError(
            Problem(
                code="file-in-the-way",
                message=say("the file is there already"),
                hint=hint or say("edit it, or choose another name"),
                place=Place(file=f"{AMENDMENTS}/{name}.yaml"),
            )
        )


def with_schema(workspace: Workspace, text: str) -> str:
    """The file of an amendment with the schema for editors named, where there is one."""
    there = (workspace.root / AMENDMENTS / SCHEMA_FILE).is_file()
    return text if text.startswith(SCHEMA_LINE) or not there else SCHEMA_LINE + text


def write_new(workspace: Workspace, name: str, text: str) -> str:
    """Write the file of a new amendment, with its schema for editors; its path.

    Raises InputError where a file is there already, with nothing written.
    """
    shown = f"{AMENDMENTS}/{name}.yaml"
    text = with_schema(workspace, text)

    def planned() -> Writing:
        require_no_file(workspace, name)
        return Writing(files={shown: text.encode("utf-8")})

    write_files(workspace.git, "new", planned)
    return shown


def new_amendment(workspace: Workspace, name: str) -> str:
    """Write ``amendments/NAME.yaml``, a commented amendment to fill in; its path in the repository.

    Where the articles have several editions, it has places for the words of each. Its first
    line names the schema in ``amendments/`` for editors, where there is one. Raises
    InputError for a name that no amendment can have or that is taken, RepositoryError where the
    folder is a link, with nothing written.
    """
    require_free(workspace, name)
    text = _template(workspace.config).replace("{{ name }}", name)
    tree = present_tree(workspace)
    written = "written_against: {{ tree }}\n"
    text = text.replace(written, "" if tree is None else written.replace("{{ tree }}", tree))
    return write_new(workspace, name, text)


def empty_amendment(workspace: Workspace, name: str, *, title: str = "", meeting: str = "") -> str:
    """The text of a new amendment without operations: ``operations: []``.

    It has the places of :func:`new_amendment`, filled in where ``title`` and ``meeting`` say what.
    """
    from amendtool.amendments.file import editor

    text = _template(workspace.config)
    text = text[: text.index("\noperations:")] + "\noperations: []\n"
    text = text.replace("{{ name }}", name)
    tree = present_tree(workspace)
    written = "written_against: {{ tree }}\n"
    text = text.replace(written, "" if tree is None else written.replace("{{ tree }}", tree))
    file = f"{AMENDMENTS}/{name}.yaml"
    for field, words in (("title", title), ("meeting", meeting)):
        said = " ".join(words.split())
        if said:
            said_in = editor.tree_of(text, file=file)
            whole = isinstance(said_in, dict) and isinstance(said_in.get(field), str)
            path = (field,) if whole else (field, workspace.config.language)
            text = editor.set_text(text, path, said, file=file)
    return with_schema(workspace, text)


_TOLD_BY_A_DRAFT: Final = ("#", "amendment:", "pattern:", "written_against:", "after:")


def with_places(config: Config, text: str) -> str:
    """A drafted file with places for what the articles do not tell, as a new one has them.

    They are the title, the meeting, the dates and the reasons, each a comment to be filled in,
    behind what the draft tells of itself.
    """
    lines = text.splitlines(keepends=True)
    own = next(at for at, line in enumerate(lines) if not line.startswith(_TOLD_BY_A_DRAFT))
    template = _template(config)
    begins = template.index("\ntitle:") + 1
    ends = template.rindex("\n\n", 0, template.index("# numbering:"))
    places = [
        f"# {line}" if line.strip() and not line.startswith("#") else line
        for line in template[begins:ends].splitlines(keepends=True)
    ]
    return "".join([*lines[:own], *places, "\n\n", *lines[own:]])


def _template(config: Config) -> str:
    """The file of a new amendment of such articles, with its blanks."""
    kind = "bylaws" if config.style.numbered_in_chapters else "-".join(config.languages)
    template = packaged("templates", f"amendment.{kind}.yaml")
    if not template.is_file():  # not every pair of languages has one
        template = packaged("templates", f"amendment.{config.languages[0]}.yaml")
    return template.read_text(encoding="utf-8")
