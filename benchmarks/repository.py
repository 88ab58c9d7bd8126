"""The repositories that are measured on, and the same change of them by bare git."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.charter import AMENDMENT, Sample
from benchmarks.measure import Failed

_IDENTITY: Final = b"Benchmark <benchmark@example.com> 1767225600 +0000"


def environment(root: Path, scratch: Path) -> dict[str, str]:
    """The environment of every measured process: nobody's own settings, compiled modules kept.

    ``root`` is the folder that holds the package. The compiled modules go to ``scratch``,
    so that both sides of a comparison find theirs, as installed programs do.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PYTHON")) and name not in ("LANG", "LANGUAGE")
    }
    home = scratch / "home"
    home.mkdir(parents=True, exist_ok=True)
    (home / ".gitconfig").write_text(
        "[user]\n\tname = Benchmark\n\temail = benchmark@example.com\n"
        "[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n[core]\n\tautocrlf = false\n"
    )
    return {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(root),
        "PYTHONPYCACHEPREFIX": str(scratch / "compiled"),
    }


def git(folder: Path, env: Mapping[str, str], *arguments: str, input: bytes | None = None) -> bytes:
    """What a git command prints; Failed when it ends with an error."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], input=input, env=env, capture_output=True
    )
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise Failed(f"git {' '.join(arguments)} ended with {done.returncode}: {said}")
    return done.stdout


def make(folder: Path, sample: Sample, env: Mapping[str, str]) -> None:
    """An articles repository with the charter committed and the amendment at hand."""
    folder.mkdir(parents=True)
    git(folder, env, "init", "--quiet")
    stream = [b"commit refs/heads/main\nauthor ", _IDENTITY, b"\ncommitter ", _IDENTITY]
    stream.append(b"\ndata 7\npresent\n")
    for path, content in sample.files.items():
        stream.append(b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(content)))
        stream += [content, b"\n"]
    git(folder, env, "fast-import", "--quiet", input=b"".join(stream))
    git(folder, env, "reset", "--quiet", "--hard", "main")
    (folder / "amendments").mkdir()
    (folder / "amendments" / f"{AMENDMENT}.yaml").write_bytes(sample.amendment)


def copy(source: Path, target: Path, env: Mapping[str, str]) -> None:
    """A fresh copy of a repository, as after a quiet night: index matched, disk written."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
    # Times of the copied files differ from those in the index; the first git command would
    # read every file again.
    git(target, env, "update-index", "-q", "--refresh")
    os.sync()


def tree(folder: Path, env: Mapping[str, str]) -> str:
    """The tree of HEAD, and proof that files and index agree with it; Failed otherwise."""
    changed = git(folder, env, "status", "--porcelain", "--untracked-files=no")
    if changed:
        raise Failed(f"{folder}: files differ from the commit: {changed[:200]!r}")
    return git(folder, env, "rev-parse", "HEAD^{tree}").decode().strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an amendment did to a repository, read from git after it was applied.

    ``renames`` leads from old to new paths, in an order that finds every target vacant.
    """

    base: str
    renames: Mapping[str, str]
    entries: bytes
    """The renames as ``update-index --index-info`` reads them."""
    contents: Mapping[str, bytes]
    """The files that the text commit wrote."""
    tree: str

    @classmethod
    def read(cls, folder: Path, env: Mapping[str, str]) -> Change:
        """The change of the last two commits of ``folder``."""
        commits = git(folder, env, "rev-list", "--max-count=3", "HEAD").decode().split()
        text, renamed, base = commits
        raw = git(folder, env, "diff-tree", "-r", "-z", "--raw", "--no-abbrev", base, renamed)
        fields = raw.decode().split("\0")[:-1]
        was: dict[str, str] = {}
        becomes: dict[str, str] = {}
        lines: list[str] = []
        for information, path in zip(fields[::2], fields[1::2], strict=True):
            _, mode, old, new, status = information.split()
            if status != "A":
                was[old] = path
            if status != "D":
                becomes[path] = new
            lines.append(f"{mode.rjust(6, '0') if status != 'D' else '0'} {new}\t{path}\n")
        renames = {was[oid]: path for path, oid in sorted(becomes.items(), reverse=True)}
        names = git(folder, env, "diff", "--name-only", "-z", "--diff-filter=AM", renamed, text)
        contents = {path: (folder / path).read_bytes() for path in names.decode().split("\0")[:-1]}
        return cls(
            base=base,
            renames=renames,
            entries="".join(lines).encode(),
            contents=contents,
            tree=tree(folder, env),
        )


def plumbing(change: Change, folder: Path, scratch: Path) -> Sequence[str]:
    """The two commits and the tag by git's plumbing, with everything worked out beforehand.

    A private index, both trees, one update of the branch by compare-and-swap, and at last
    the files: the same steps in the same order as an amendment is landed.
    """
    (scratch / "renames").write_bytes(change.entries)
    names = list(change.contents)
    for number, path in enumerate(names):
        (scratch / f"text-{number}").write_bytes(change.contents[path])
    (scratch / "texts").write_text("".join(f"{scratch}/text-{n}\n" for n in range(len(names))))
    (scratch / "names").write_text("".join(f"{name}\n" for name in names))
    index = scratch / "private-index"
    # The amendment's own file stands there already; without this git would not overwrite it.
    beside = [name for name in names if not name.startswith("articles/")]
    there = [f"'{name}'" for name in beside if not name.endswith(".record.yaml")]
    script = f"""\
set -e
cd '{folder}'
base=$(git rev-parse HEAD)
rm -f '{index}'
export GIT_INDEX_FILE='{index}'
git read-tree "$base"
git update-index --index-info <'{scratch}/renames'
first=$(git commit-tree -p "$base" -m renumbering "$(git write-tree)")
git hash-object -w --no-filters --stdin-paths <'{scratch}/texts' |
  sed 's/^/100644 /' | paste - '{scratch}/names' | git update-index --index-info
second=$(git commit-tree -p "$first" -m text "$(git write-tree)")
unset GIT_INDEX_FILE
git tag -a -m text amended "$second"
git update-ref HEAD "$second" "$base"
git update-index --add -- {" ".join(there)}
git read-tree -u -m "$base" "$second"
"""
    return _script(scratch / "plumbing.sh", script)


def add_and_commit(change: Change, folder: Path, scratch: Path) -> Sequence[str]:
    """Rename the files in one go, ``git add`` and commit; then the same with the text."""
    renames = [f"{old}\0{new}\0" for old, new in change.renames.items()]
    (scratch / "moves").write_text("".join(renames))
    code = (
        "import os, sys; p = open(sys.argv[1]).read().split(chr(0)); "
        "[os.rename(a, b) for a, b in zip(p[0:-1:2], p[1:-1:2])]"
    )
    rename = f"'{sys.executable}' -S -c '{code}' '{scratch}/moves'"
    return _script(scratch / "add.sh", _by_hand(change, folder, scratch, rename))


def git_mv(change: Change, folder: Path, scratch: Path) -> Sequence[str]:
    """``git mv`` for each file, as a person would; commit; then ``git add`` the text."""
    moves = "\n".join(f"git mv '{old}' '{new}'" for old, new in change.renames.items())
    return _script(scratch / "mv.sh", _by_hand(change, folder, scratch, moves))


def _by_hand(change: Change, folder: Path, scratch: Path, rename: str) -> str:
    texts = scratch / "tree"
    for path, content in change.contents.items():
        (texts / path).parent.mkdir(parents=True, exist_ok=True)
        (texts / path).write_bytes(content)
    added = " ".join(f"'{path}'" for path in change.contents)
    return f"""\
set -e
cd '{folder}'
{rename}
git add --all articles
git commit --quiet -m renumbering
cp -R '{texts}/.' .
git add {added}
git commit --quiet -m text
git tag -a -m text amended
"""


def _script(path: Path, text: str) -> Sequence[str]:
    path.write_text(text)
    return ("sh", str(path))
