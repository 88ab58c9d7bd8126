"""A real repository to try things on, and the amendment that most tests land in it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from amendtool.repository.git import Git
from amendtool.repository.landing.landing import Landing, Message

YAML = b"amendment: 2013-06-26-agm\ntitle: Partial Amendment\n"
TAG = "2013-06-26-agm"


def text(key: str, note: str = "") -> bytes:
    """An article of a few lines, so that a small change leaves most of it alike."""
    lines = [f"# {key}", ""] + [f"Sentence {n} of the article {key}." for n in range(1, 9)]
    return ("\n".join([*lines, note] if note else lines) + "\n").encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """A repository in a temporary folder, reached by plain git, without our adapter."""

    path: Path

    def git(self, *arguments: str, input: bytes | None = None, ok: bool = True) -> str:
        done = subprocess.run(
            ("git", *arguments), cwd=self.path, input=input, capture_output=True, check=False
        )
        assert not ok or done.returncode == 0, (arguments, done.stderr.decode())
        return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")

    def write(self, path: str, content: bytes) -> Path:
        target = self.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return target

    def commit(self, message: str = "commit") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.head

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    @property
    def status(self) -> list[str]:
        return self.git("status", "--porcelain", "--untracked-files=all").splitlines()

    def files(self, under: str = "articles") -> dict[str, bytes]:
        """What is on disk."""
        return {
            path.relative_to(self.path).as_posix(): path.read_bytes()
            for path in sorted((self.path / under).rglob("*"))
            if path.is_file()
        }

    def open(self) -> Git:
        return Git.open(self.path)


KEYS = [f"key{chr(96 + n)}" for n in range(1, 13)]

BEFORE = {f"articles/{n:03}-{key}.md": text(key) for n, key in enumerate(KEYS, 1)}

AFTER = {
    # 1 and 2 change places, 3 is deleted, 8 to 12 move up for a new one, 10 is rewritten too.
    "articles/001-keya.md": text("keyb"),
    "articles/002-keyb.md": text("keya"),
    **{f"articles/{n:03}-{KEYS[n - 1]}.md": text(KEYS[n - 1]) for n in range(4, 8)},
    "articles/008-new.md": text("new"),
    **{f"articles/{n + 1:03}-{KEYS[n - 1]}.md": text(KEYS[n - 1]) for n in range(8, 13)},
    "articles/011-keyj.md": text("keyj", "As amended."),
}


def start(path: Path) -> Sandbox:
    """A repository with twelve articles, and work of the user's that is none of ours."""
    path.mkdir(parents=True)
    sandbox = Sandbox(path=path)
    sandbox.git("init", "-q", "-b", "main")
    for name, content in BEFORE.items():
        sandbox.write(name, content)
    sandbox.write("notes.txt", b"notes\n")
    sandbox.commit("The articles")
    return sandbox


def disturb(sandbox: Sandbox) -> None:
    """Unrelated work in progress: a dirty file, a staged file, an untracked file."""
    sandbox.write("notes.txt", b"notes, not yet finished\n")
    sandbox.write("staged.txt", b"staged\n")
    sandbox.git("add", "staged.txt")
    sandbox.write("staged.txt", b"staged, then changed\n")
    sandbox.write("untracked.txt", b"untracked\n")


def as_nobody(act: Callable[[], bytes]) -> bytes:
    """Do something in a child process without root's powers; what it gave."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:  # pragma: no cover
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            os.write(theirs, act())
        except BaseException as error:
            os.write(theirs, repr(error).encode())
        os._exit(0)
    os.close(theirs)
    with open(ours, "rb") as stream:
        given = stream.read()
    os.waitpid(pid, 0)
    return given


DISTURBED = [" M notes.txt", "AM staged.txt", "?? untracked.txt"]


def amendment(base: str | None) -> Landing:
    """The landing from BEFORE to AFTER."""
    shifted = {
        f"articles/{n:03}-{KEYS[n - 1]}.md": f"articles/{n + 1:03}-{KEYS[n - 1]}.md"
        for n in range(8, 13)
    }
    swapped = {
        "articles/001-keya.md": "articles/002-keyb.md",
        "articles/002-keyb.md": "articles/001-keya.md",
    }
    trailers = (("Amendment", TAG), ("Adopted", "2013-06-26"))
    return Landing(
        name=TAG,
        base=base,
        renames={**swapped, **shifted},
        writes={
            "articles/008-new.md": text("new"),
            "articles/011-keyj.md": text("keyj", "As amended."),
            f"amendments/{TAG}.yaml": YAML,
        },
        deletes=frozenset({"articles/003-keyc.md"}),
        renaming=Message(subject="Renumber", trailers=trailers),
        text=Message(subject="Partial Amendment", body="As resolved.", trailers=trailers),
        tag=TAG,
        tag_message=Message(subject="Partial Amendment", trailers=trailers),
    )


def clean_environment(home: Path) -> dict[str, str]:
    """The environment with no git setting but those in ``home``."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name == "GIT_TEST_FSYNC"
    }
    home.mkdir(parents=True, exist_ok=True)
    (home / ".gitconfig").write_text("[user]\n\tname = 総務 太郎\n\temail = taro@example.com\n")
    return {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "GIT_CONFIG_NOSYSTEM": "1",
    }
