"""The one call by which git is run: nothing inherited, nothing executed, bytes in and out.

This is the only module that imports GitPython, and of GitPython only the running of
commands is used. Its index and commit API ignores ``commit.gpgsign`` and end-of-line
rules and can drop a concurrent commit.

GitPython runs what writes. What only reads is started here with the same arguments and the
same environment: importing GitPython takes longer than all that ``show`` asks of git, and runs
git twice more.
"""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from amendtool.errors import Place, Problem, RepositoryError, reason_of
from amendtool.messages import later, say
from amendtool.values import dataclass

OLDEST_GIT = (2, 36)
"""``core.fsync`` exists since 2.36; an older git would ignore it without a word."""

# ``git rev-parse --local-env-vars``, and what else would steer a call or start a program.
_NOT_INHERITED = frozenset(
    (
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_CONFIG",
        "GIT_CONFIG_PARAMETERS",
        "GIT_CONFIG_COUNT",
        "GIT_OBJECT_DIRECTORY",
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_REPLACE_REF_BASE",
        "GIT_PREFIX",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
        "GIT_ATTR_SOURCE",
        "GIT_EXTERNAL_DIFF",
        "GIT_DIFF_OPTS",
        "GIT_PAGER",
        "GIT_PAGER_IN_USE",
        "PAGER",
        "GIT_EDITOR",
        "GIT_SEQUENCE_EDITOR",
        "GIT_LITERAL_PATHSPECS",
        "GIT_GLOB_PATHSPECS",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_ICASE_PATHSPECS",
        "GIT_REFLOG_ACTION",
    )
)

_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    # Some C libraries ask it before the locale, and what git says would be another language.
    "LANGUAGE": "",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    # What an object id stands for is what was adopted, whatever refs/replace says.
    "GIT_NO_REPLACE_OBJECTS": "1",
    # And what its parents are, whatever .git/info/grafts says.
    "GIT_GRAFT_FILE": os.devnull,
    # A partial clone must not fetch, and so run a transport, while it is only read.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}

_OPTIONS = (
    "--no-pager",
    *("-c", "core.quotePath=false"),
    *("-c", "core.precomposeUnicode=true"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.fsync=all"),
    *("-c", f"core.hooksPath={os.devnull}"),
    # A received .git may hold a table of parents that its commits do not have.
    *("-c", "core.commitGraph=false"),
    *("-c", "core.fsyncMethod=fsync"),
    # A negative one waits for ever, for a lock that came along.
    *("-c", "core.filesRefLockTimeout=100"),
    *("-c", "core.packedRefsTimeout=1000"),
    # What is read here is what git writes by itself: UTF-8, and trailers with a colon.
    *("-c", "i18n.logOutputEncoding=UTF-8"),
    *("-c", "i18n.commitEncoding=UTF-8"),
    *("-c", "trailer.separators=:"),
    *("-c", "core.commentChar=#"),
    *("-c", f"diff.orderFile={os.devnull}"),
    *("-c", "color.ui=false"),
    *("-c", "log.showSignature=false"),
)

_spawning = threading.RLock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a git command left: its exit status and both streams."""

    status: int
    out: bytes
    err: str

    @property
    def reason(self) -> str:
        """What git said, on one line, without its ``fatal:`` and the hints that it gives beside."""
        lines = [line.strip() for line in self.err.splitlines() if line.strip()]
        said = [
            re.sub(r"^(fatal|error): ", "", line) for line in lines if not line.startswith("hint:")
        ]
        if not said:
            return say("git ended with status {status}", status=self.status)
        return " / ".join(said[:4])


# -- the hardened call ------------------------------------------------------------------


def execute(
    folder: Path,
    arguments: Sequence[str | bytes],
    *,
    input: bytes | None = None,
    write: bool = False,
    env: Mapping[str, str] | None = None,
    keep: Collection[int] = (),
) -> Output:
    """Run ``git arguments`` in ``folder``: list argv, no shell, no inherited steering."""
    added = {**_ENVIRONMENT, **({} if write else {"GIT_OPTIONAL_LOCKS": "0"}), **(env or {})}
    # ``-C`` and not a working directory: GitPython falls back to the current folder,
    # and so to another repository, when the directory it was given cannot be entered.
    # Never ``--git-dir``: with it git skips its check of the owner.
    argv = [_program(), "-C", str(folder), *_OPTIONS]
    argv += [os.fsdecode(argument) for argument in arguments]
    try:
        start = _started_to_write if write or os.name == "nt" else _started_to_read
        with _spawning:
            process = start(argv, added, tuple(keep))
        try:
            out, err = process.communicate(input or b"")
        except BaseException:
            # Ctrl-C: whoever asks next how things stand must not race against the child.
            process.terminate()
            process.wait()
            raise
    except FileNotFoundError:
        refuse(
            "git-missing",
            say("git was not found on this machine"),
            hint=say(
                "install git {oldest} or newer: https://git-scm.com",
                oldest=".".join(map(str, OLDEST_GIT)),
            ),
        )
    except OSError as error:
        refuse("git-failed", say("git could not be run: {reason}", reason=reason_of(error)))
    except ValueError as error:  # a NUL byte in an argument
        refuse("git-failed", say("git could not be run: {reason}", reason=error))
    return Output(status=process.returncode, out=out, err=err.decode("utf-8", "replace"))


def _program() -> str:
    """The program git, where the user says another one by GitPython's own variable for it."""
    return os.environ.get("GIT_PYTHON_GIT_EXECUTABLE") or "git"


def _started_to_read(
    argv: Sequence[str], added: Mapping[str, str], keep: tuple[int, ...]
) -> subprocess.Popen[bytes]:
    """Git, started without GitPython."""
    kept = {name: value for name, value in os.environ.items() if not _steers(name)}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        argv, stdin=pipe, stdout=pipe, stderr=pipe, env={**kept, **added}, pass_fds=keep
    )


def _started_to_write(
    argv: Sequence[str], added: Mapping[str, str], keep: tuple[int, ...]
) -> subprocess.Popen[bytes]:
    """Git, started by GitPython, which on Windows looks for it on the path alone, too."""
    gitpython = _gitpython()
    try:
        with _cleaned_environment():
            started = gitpython.Git().execute(
                argv,
                istream=subprocess.PIPE,
                as_process=True,
                shell=False,
                env=added,
                **({"pass_fds": keep} if keep else {}),
            )
    except gitpython.GitCommandNotFound as error:
        raise FileNotFoundError(argv[0]) from error
    # What GitPython hands out ends the process when nobody holds it any more.
    process: subprocess.Popen[bytes]
    process, started.proc = started.proc, None
    return process


def _steers(name: str) -> bool:
    """Whether a variable of the environment would steer git."""
    return name in _NOT_INHERITED or name.startswith(("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"))


@contextmanager
def _cleaned_environment() -> Iterator[None]:
    """Take the steering variables away for a moment: GitPython can only add, never remove."""
    inherited = {name: os.environ[name] for name in list(os.environ) if _steers(name)}
    for name in inherited:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(inherited)


def _gitpython() -> ModuleType:
    """The module of GitPython that runs commands, imported on first use."""
    # On import GitPython runs git, and raises ImportError when it is missing; asked to be
    # quiet, it leaves that to the first call, where the error can be told properly.
    with _spawning, _cleaned_environment():
        before = os.environ.get("GIT_PYTHON_REFRESH")
        os.environ["GIT_PYTHON_REFRESH"] = "quiet"
        try:
            import git.cmd
        finally:
            if before is None:
                del os.environ["GIT_PYTHON_REFRESH"]
            else:
                os.environ["GIT_PYTHON_REFRESH"] = before
    module: Any = git.cmd
    assert isinstance(module, ModuleType)
    return module


def require_version() -> None:
    """Raise RepositoryError (``git-missing``, ``git-too-old``) unless git can be used."""
    output = execute(Path(os.sep), ("version",))
    found = re.search(r"(\d+)\.(\d+)", text_of(output.out))
    if output.status != 0 or found is None:
        refuse("git-missing", say("git does not run: {reason}", reason=output.reason))
    if (int(found[1]), int(found[2])) < OLDEST_GIT:
        refuse(
            "git-too-old",
            say(
                "git {found} is too old: {oldest} or newer was expected, which can be told to "
                "write safely to disk",
                found=found[0],
                oldest=".".join(map(str, OLDEST_GIT)),
            ),
            hint=say("install a newer git: https://git-scm.com"),
        )


_ADVICE: Sequence[tuple[str, str]] = (
    ("No space left", later("make room on the disk and run the same command again")),
    ("Disk quota", later("make room on the disk and run the same command again")),
    ("Input/output error", later("check the disk; nothing half-done was kept")),
    ("Read-only file system", later("make the repository writable, or work on a copy")),
    ("Permission denied", later("make the repository writable for you, or work on a copy")),
    ("insufficient permission", later("make the repository writable for you, or work on a copy")),
    (
        ".lock': File exists",
        later("another git command is at work or was killed: see git's words"),
    ),
)


def advice(err: str) -> str:
    """The next step after what git said; empty where there is none to give."""
    return next((say(hint) for sign, hint in _ADVICE if sign.lower() in err.lower()), "")


def text_of(raw: bytes) -> str:
    """Git's output as text; bytes that are not UTF-8 survive, as in file names."""
    return raw.decode("utf-8", "surrogateescape")


def refuse(code: str, message: str, *, hint: str = "", place: Place | None = None) -> NoReturn:
    """Raise a RepositoryError with this one problem."""
    problem = Problem(code=code, message=message, hint=hint)
    raise RepositoryError(problem.at(place) if place else problem)
