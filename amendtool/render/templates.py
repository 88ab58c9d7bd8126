"""Templates of the package, and those that a company puts in their place.

A company's template comes with a repository that somebody else may have written. It runs
in a sandbox that is narrower than Jinja's own: no file but a template of the given folders
is read, only the functions given can be called, text cannot be multiplied, and escaping
cannot be switched off. What is left to a bad template is to take memory and time, so those
of a company are filled in by a child with limits of both. Where a company has none, nothing
that is filled in comes from outside, and the sandbox, which is asked at every step, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Any, Final

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from amendtool.errors import InputError, Place, Problem
from amendtool.messages import later, say
from amendtool.packaged import packaged
from amendtool.patterns import compiled
from amendtool.render.apart import Made, apart
from amendtool.render.filled import own_folder

PACKAGED = "packaged/"
"""The prefix under which a template reaches the packaged one that it replaces."""


def asset(*parts: str) -> bytes:
    """A file that comes with the templates and is no template: a style sheet, a script."""
    return packaged("templates", *parts).read_bytes()


Functions = Mapping[str, Callable[..., object]]
Values = Mapping[type, frozenset[str]]

MAX_PAGE = 64 * 1024 * 1024
"""The most characters a page may have; a table of 10,000 articles has a fifth of it."""

_MAX_SOURCE = 1024 * 1024
_MAX_PIECE = 4 * 1024 * 1024
_FILTERS = ("default", "e", "escape", "first", "last", "length", "lower", "trim", "upper")
_NO_VALUES: Values = {}


class Templates:
    """Templates by file name: those in ``folders``, then those that come with the program.

    ``functions`` are what a template may call, under the names it calls them by. ``values``
    names, for types of which a template meets many, the attributes that are plain.
    ``inside`` is the folder below the packaged ``templates`` that the packaged ones stand in.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        functions: Functions,
        *,
        values: Values = _NO_VALUES,
        inside: Sequence[str] = (),
    ) -> None:
        self._own = own_folder(folders)
        self._loader = _TemplateLoader(folders, inside)
        self._environment = (
            _ours(self._loader, functions)
            if self._own is None
            else _Sandbox(self._loader, functions, values)
        )

    def fill(self, name: str, arguments: Mapping[str, object], *, most: int) -> str:
        """The template ``name`` filled in, at most ``most`` characters of it.

        Raises :class:`InputError` for a template that cannot be read, has a syntax error,
        names what does not exist or does what the sandbox forbids, with its file and line.
        """
        return self.apart(
            lambda: "".join(text for text, _ in self._pieces(name, arguments, most, placed=False))
        )

    def stream(self, name: str, arguments: Mapping[str, object], *, most: int) -> Iterator[str]:
        """The template ``name`` filled in, piece by piece, for what is too long to hold.

        It is for packaged templates alone: nothing is done apart. Raises as :meth:`fill`.
        """
        for text, _ in self._pieces(name, arguments, most, placed=False):
            yield text

    def apart(self, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, made in a child where the folders hold a template.

        :meth:`fill` does so of itself. What is called here must give all that is wanted of it:
        the child's variables are its own.
        """
        return make() if self._own is None else apart(make, Place(file=str(self._own)))

    def fill_in_lines(
        self, name: str, arguments: Mapping[str, object], *, most: int
    ) -> tuple[str, tuple[Place, ...]]:
        """As :meth:`fill`, and for each line of the text where in the templates it comes from.

        It is done here, by a caller that has gone :meth:`apart`.
        """
        text: list[str] = []
        places: list[Place | None] = [None]
        for piece, place in self._pieces(name, arguments, most, placed=True):
            text.append(piece)
            for passed, line in enumerate(piece.split("\n")):
                if passed:
                    places.append(None)
                if places[-1] is None and line.strip():
                    start = place.line or 1
                    places[-1] = Place(file=place.file, line=start + passed)
        found = Place(file=name)
        return "".join(text), tuple(found := place or found for place in places)

    def _pieces(
        self, name: str, arguments: Mapping[str, object], most: int, *, placed: bool
    ) -> Iterator[tuple[str, Place]]:
        size = 0
        nowhere = Place()
        try:
            generator = self._environment.get_template(name).generate(**arguments)
            for piece in generator:
                if not piece.isascii():
                    piece.encode()  # half a character comes in as an escape: "\ud800"
                size += len(piece)
                if size > most:
                    raise SecurityError(say("the page grows beyond {most:,} characters", most=most))
                yield piece, _place_of(generator) if placed else nowhere
        except InputError:
            raise
        except Exception as error:
            problem = _explained(error, self._loader)
            if problem is None:
                raise
            raise InputError(problem) from error


def _place_of(generator: object) -> Place:
    """The line of the template at which a generator of it stands."""
    while (inner := getattr(generator, "gi_yieldfrom", None)) is not None:
        generator = inner
    frame: FrameType | None = getattr(generator, "gi_frame", None)
    template = frame.f_globals.get("__jinja_template__") if frame else None
    if frame is None or template is None:
        return Place()
    line = template.get_corresponding_lineno(frame.f_lineno)
    return Place(file=frame.f_code.co_filename, line=line)


class _TemplateLoader(BaseLoader):
    """Finds a template by its file name, in the given folders and then in the package."""

    def __init__(self, folders: Sequence[Path], inside: Sequence[str]) -> None:
        self.folders = tuple(folders)
        self.inside = tuple(inside)
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
        path_inside = packaged("templates", *self.inside, name)
        if name != template and not path_inside.is_file():
            path_inside = packaged("templates", name)  # what stands on a page of another kind
        if not path_inside.is_file():
            raise TemplateNotFound(template)
        return path_inside.read_text(encoding="utf-8"), str(path_inside), lambda: True

    def _own(self, environment: Environment, name: str, path: Path) -> str:
        place = Place(file=str(path))
        if path.is_symlink() or not path.is_file():
            raise InputError(
                Problem(
                    code="template-not-a-file",
                    message=say("a template must be a file of its own, not a link or a folder"),
                    hint=say("put a copy of the template in its place"),
                    place=place,
                )
            )
        try:
            with path.open("rb") as file:
                content = file.read(_MAX_SOURCE + 1)
            if len(content) > _MAX_SOURCE:
                raise ValueError(say("it is larger than {most:,} bytes", most=_MAX_SOURCE))
            source = content.decode("utf-8-sig")
        except (OSError, ValueError) as error:
            raise InputError(
                Problem(
                    code="template-unreadable",
                    message=say(
                        "the template cannot be read as UTF-8 text: {reason}", reason=error
                    ),
                    hint=say("save the template as UTF-8, or take it away to use the packaged one"),
                    place=place,
                )
            ) from error
        self.read.append(str(path))
        _refuse(environment.parse(source, name, str(path)), name, str(path))
        return source


def _refuse(tree: nodes.Template, name: str, file: str) -> None:
    """Raise a syntax error for what would multiply text or switch escaping off."""
    forbidden: dict[type[nodes.Node], str] = {
        nodes.Concat: later("joining with ~ is not allowed here; write {{ a }}{{ b }}"),
        nodes.AssignBlock: later("{% set %} … {% endset %} is not allowed here; write a macro"),
        nodes.EvalContextModifier: later("escaping cannot be switched off"),
        nodes.ScopedEvalContextModifier: later("escaping cannot be switched off"),
    }
    for kind, reason in forbidden.items():
        for node in tree.find_all(kind):
            raise TemplateSyntaxError(say(reason), node.lineno, name, file)


_SETTINGS: Final[Mapping[str, Any]] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "keep_trailing_newline": True,
    "cache_size": 0,
}


class _KnownTemplates(BytecodeCache):
    """Templates that were compiled in this run, for whoever fills the same ones in again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


_KNOWN: Final = _KnownTemplates()


def _ours(loader: _TemplateLoader, functions: Functions) -> Environment:
    """What fills in the packaged templates alone."""
    environment = Environment(loader=loader, bytecode_cache=_KNOWN, **_SETTINGS)
    environment.globals = dict(functions)
    return environment


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with named functions only, few filters, and no arithmetic on text."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, loader: _TemplateLoader, functions: Functions, values: Values) -> None:
        super().__init__(loader=loader, **_SETTINGS)
        self._functions = tuple(functions.values())
        self._values = values
        self.globals = dict(functions)
        self.filters = {name: self.filters[name] for name in _FILTERS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        # A table has many runs, and its own values are plain: no need to ask of each.
        plain = self._values.get(type(obj))
        if plain is not None and attribute in plain:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: object) -> bool:
        return isinstance(obj, Macro | LoopContext | BlockReference) or any(
            obj is function for function in self._functions
        )

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        small = all(isinstance(side, int | float) and abs(side) < 2**31 for side in (left, right))
        if operator == "**" or not small:
            raise SecurityError(say("{operator!r} is only for numbers here", operator=operator))
        return super().call_binop(context, operator, left, right)

    # The name-mangled-looking parameters are Jinja's: a template may pass `context=` itself.
    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        result = super().call(__context, __obj, *args, **kwargs)
        if isinstance(result, str) and len(result) > _MAX_PIECE:
            raise SecurityError(say("a macro gives more than {most:,} characters", most=_MAX_PIECE))
        return result


_UNKNOWN: Final = compiled(
    r"(?:'(?P<owner>[^']+)' has no attribute )?'(?P<name>[^']+)'(?(owner)| is undefined)"
)
"""What Jinja says of a name that nothing has."""


def _explained(error: Exception, loader: _TemplateLoader) -> Problem | None:
    """The problem to show for ``error``, or None when no template of the user is at fault."""
    if isinstance(error, TemplateSyntaxError):
        # What cannot be cut into words has no name yet.
        file = error.filename or (loader.read[-1] if loader.read else None)
        if file not in loader.read:
            return None
        place = Place(file=file, line=error.lineno)
        return Problem(
            code="template-syntax",
            message=say("the template is wrong here: {reason}", reason=error.message),
            hint=say("mend the line, or take the template away to use the packaged one"),
            place=place,
        )
    if isinstance(error, SyntaxError) and (error.filename in loader.read or loader.read):
        # Jinja has let it pass, and Python does not take what Jinja made of it.
        file = error.filename if error.filename in loader.read else loader.read[-1]
        return Problem(
            code="template-syntax",
            message=say("the template cannot be made a program: {reason}", reason=error.msg),
            hint=say(
                "look for loops or conditions in too many others, or a name that stands twice in "
                "one list"
            ),
            place=Place(file=file),
        )
    place = _last_place(error.__traceback__, loader.read)
    if place.file is None and loader.read and isinstance(
        error, TemplateError | RecursionError | ValueError | OverflowError
    ):  # fmt: skip
        place = Place(file=loader.read[-1])
    if place.file is None:
        return None
    if isinstance(error, RecursionError):
        error = RecursionError(say("what it says stands in itself, or too deep in other things"))
    missing = isinstance(error, TemplateNotFound)
    reason = str(error) or type(error).__name__
    if missing:
        reason = say("there is no template {name}", name=error)
    elif isinstance(error, UndefinedError) and (unknown := _UNKNOWN.fullmatch(reason)):
        reason = say("{name!r} is undefined", name=unknown["name"])
        if unknown["owner"]:
            owner = unknown["owner"]
            reason = say("{owner!r} has no attribute {name!r}", owner=owner, name=unknown["name"])
    return Problem(
        code="template-fails",
        message=say("the template cannot be filled in: {reason}", reason=reason),
        hint=say("mend the line, or take the template away to use the packaged one"),
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
