"""The table as one self-contained HTML page, through the template ``table.html.j2``.

The packaged template may be replaced by a company's own, which comes with a repository
that somebody else may have written. Templates therefore run in a sandbox that is
narrower than Jinja's own: no file but a template of the given folders is read, only the
functions named here can be called, text cannot be multiplied, and escaping cannot be
switched off. What is left to a bad template is to take long, which Ctrl-C ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, nodes
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from amendtool.comparison.table import Block, BlockKind, Row, RowKind, Run, Table
from amendtool.errors import InputError, Place, Problem
from amendtool.packaged import packaged
from amendtool.render.layout import (
    check_characters,
    em_width,
    is_japanese,
    is_short,
    laid_out,
    row_label,
)

TEMPLATE = "table.html.j2"
PACKAGED = "packaged/"
"""The prefix under which a template reaches the packaged one that it replaces."""

MAX_OUTPUT = 64 * 1024 * 1024
"""The most characters a page may have; a table of 10,000 articles has a fifth of it."""

_MAX_SOURCE = 1024 * 1024
_MAX_PIECE = 4 * 1024 * 1024
_FILTERS = ("default", "e", "escape", "first", "last", "length", "lower", "trim", "upper")
_VALUES: Mapping[type, frozenset[str]] = {
    Row: frozenset({"kind", "present", "proposed"}),
    Block: frozenset({"kind", "runs", "level", "text"}),
    Run: frozenset({"text", "changed"}),
    RowKind: frozenset({"value"}),
    BlockKind: frozenset({"value"}),
}
_Arguments = dict[str, Callable[..., object]]


def to_html(table: Table, templates: Sequence[Path] = ()) -> str:
    """``table`` as a page that needs no other file, no script and no colour.

    ``templates`` are folders; the first ``table.html.j2`` found in them goes before the
    packaged one. The template gets ``table`` and, from :mod:`amendtool.render.layout`, the
    functions ``row_label(row)``, ``is_short(row)``, ``laid_out(cell)`` and ``ems(text)``.

    Raises :class:`InputError` for a character that a document cannot hold and for a
    template that cannot be read, has a syntax error, names what does not exist or does
    what the sandbox forbids, with its file and line.
    """
    check_characters(table)
    monospaced = is_japanese(table)

    def ems(text: str) -> float:
        return round(em_width(text, monospaced=monospaced), 2)

    loader = _Loader(templates)
    environment = _Sandbox(
        loader, {"row_label": row_label, "is_short": is_short, "laid_out": laid_out, "ems": ems}
    )
    try:
        pieces: list[str] = []
        size = 0
        for piece in environment.get_template(TEMPLATE).generate(table=table):
            size += len(piece)
            if size > MAX_OUTPUT:
                raise SecurityError(f"the page grows beyond {MAX_OUTPUT:,} characters")
            pieces.append(piece)
    except InputError:
        raise
    except Exception as error:
        problem = _explained(error, loader)
        if problem is None:
            raise
        raise InputError(problem) from error
    return "".join(pieces)


class _Loader(BaseLoader):
    """Finds a template by its file name, in the given folders and then in the package."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self.read: list[str] = []

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        name = template.removeprefix(PACKAGED)
        if "/" in name or "\\" in name or name.startswith("."):
            raise TemplateNotFound(template)
        if name == template:
            for folder in self.folders:
                path = folder / name
                if path.is_symlink() or path.exists():
                    return self._own(environment, name, path), str(path), lambda: True
        path_inside = packaged("templates", name)
        if not path_inside.is_file():
            raise TemplateNotFound(template)
        return path_inside.read_text(encoding="utf-8"), str(path_inside), lambda: True

    def _own(self, environment: Environment, name: str, path: Path) -> str:
        place = Place(file=str(path))
        if path.is_symlink() or not path.is_file():
            raise InputError(
                Problem(
                    code="template-not-a-file",
                    message="a template must be a file of its own, not a link or a folder",
                    hint="put a copy of the template in its place",
                    place=place,
                )
            )
        try:
            with path.open("rb") as file:
                content = file.read(_MAX_SOURCE + 1)
            if len(content) > _MAX_SOURCE:
                raise ValueError(f"it is larger than {_MAX_SOURCE:,} bytes")
            source = content.decode("utf-8-sig")
        except (OSError, ValueError) as error:
            raise InputError(
                Problem(
                    code="template-unreadable",
                    message=f"the template cannot be read as UTF-8 text: {error}",
                    hint="save the template as UTF-8, or take it away to use the packaged one",
                    place=place,
                )
            ) from error
        self.read.append(str(path))
        _refuse(environment.parse(source, name, str(path)), name, str(path))
        return source


def _refuse(tree: nodes.Template, name: str, file: str) -> None:
    """Raise a syntax error for what would multiply text or switch escaping off."""
    forbidden: dict[type[nodes.Node], str] = {
        nodes.Concat: "joining with ~ is not allowed here; write {{ a }}{{ b }}",
        nodes.AssignBlock: "{% set %} … {% endset %} is not allowed here; write a macro",
        nodes.EvalContextModifier: "escaping cannot be switched off",
        nodes.ScopedEvalContextModifier: "escaping cannot be switched off",
    }
    for kind, reason in forbidden.items():
        for node in tree.find_all(kind):
            raise TemplateSyntaxError(reason, node.lineno, name, file)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with named functions only, few filters, and no arithmetic on text."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, loader: _Loader, functions: _Arguments) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            cache_size=0,
        )
        self._functions = tuple(functions.values())
        self.globals = dict(functions)
        self.filters = {name: self.filters[name] for name in _FILTERS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        # A table has many runs, and its own values are plain: no need to ask of each.
        if type(obj) in _VALUES and attribute in _VALUES[type(obj)]:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: object) -> bool:
        return isinstance(obj, Macro | LoopContext | BlockReference) or any(
            obj is function for function in self._functions
        )

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        small = all(isinstance(side, int | float) and abs(side) < 2**31 for side in (left, right))
        if operator == "**" or not small:
            raise SecurityError(f"{operator!r} is only for numbers here")
        return super().call_binop(context, operator, left, right)

    # The name-mangled-looking parameters are Jinja's: a template may pass `context=` itself.
    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        result = super().call(__context, __obj, *args, **kwargs)
        if isinstance(result, str) and len(result) > _MAX_PIECE:
            raise SecurityError(f"a macro gives more than {_MAX_PIECE:,} characters")
        return result


def _explained(error: Exception, loader: _Loader) -> Problem | None:
    """The problem to show for ``error``, or None when no template of the user is at fault."""
    if isinstance(error, TemplateSyntaxError):
        if error.filename not in loader.read:
            return None
        place = Place(file=error.filename, line=error.lineno)
        return Problem(
            code="template-syntax",
            message=f"the template is wrong here: {error.message}",
            hint="mend the line, or take the template away to use the packaged one",
            place=place,
        )
    place = _last_place(error.__traceback__, loader.read)
    if place.file is None and isinstance(error, TemplateError) and loader.read:
        place = Place(file=loader.read[0])
    if place.file is None:
        return None
    missing = isinstance(error, TemplateNotFound)
    message = f"there is no template {error}" if missing else str(error) or type(error).__name__
    return Problem(
        code="template-fails",
        message=f"the template cannot be filled in: {message}",
        hint="mend the line, or take the template away to use the packaged one",
        place=place,
    )


def _last_place(traceback: TracebackType | None, files: Sequence[str]) -> Place:
    """The innermost line of one of ``files`` on the way to the error."""
    place = Place()
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file in files:
            place = Place(file=file, line=traceback.tb_lineno)
        traceback = traceback.tb_next
    return place
