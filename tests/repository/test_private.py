"""A git folder that somebody else packed: what stands in it is input, and is held to rules.

Whatever the fault, the promise is the same: a coded problem, and nothing touched, inside the
repository or outside of it.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.errors import RepositoryError
from amendtool.repository.landing.journal import interrupted
from amendtool.repository.landing.landing import land
from amendtool.repository.landing.paths import is_safe, is_writable
from amendtool.repository.landing.recovery import recover
from tests.repository.sandbox import BEFORE, Sandbox, amendment

Files = dict[str, bytes | str]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that is none of ours, with something to lose."""
    folder = tmp_path / "outside"
    (folder / "deep").mkdir(parents=True)
    (folder / "precious.txt").write_bytes(b"precious\n")
    (folder / "main.lock").write_bytes(b"a lock of somebody's\n")
    (folder / "deep" / "x.lock").write_bytes(b"another\n")
    return folder


def standing(folder: Path) -> Files:
    """Every file and link below a folder, without what git may write while it only reads."""
    found: Files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {os.readlink(path)}"
        elif path.is_file():
            found[name] = path.read_bytes()
        else:
            found[name] = "another kind"
    return found


def private(sandbox: Sandbox) -> Path:
    return sandbox.path / ".git/amendtool"


def journal(sandbox: Sandbox, **fields: object) -> bytes:
    """A journal as a run writes it that was cut off before its commit point, then forged."""
    told: dict[str, object] = {
        "amendtool": "journal/1",
        "name": "2013-06-26-agm",
        "old": sandbox.head,
        "new": sandbox.head,
        "branch": "main",
        "tag": None,
        "tag_oid": None,
    }
    return json.dumps({**told, **fields}).encode()


def refused(sandbox: Sandbox, outside: Path, *codes: str) -> str:
    """What every entrance says; none of them touches anything."""
    before = standing(sandbox.path), standing(outside)
    git = sandbox.open()
    warning = interrupted(git)
    for enter in (lambda: recover(git), lambda: land(git, amendment(sandbox.head))):
        with pytest.raises(RepositoryError) as error:
            enter()
        (problem,) = error.value.problems
        assert problem.code in codes, problem
        assert problem.hint
        assert (standing(sandbox.path), standing(outside)) == before
    if warning is not None:
        assert warning.severity == "warning"
    return problem.message


# -- the folder ------------------------------------------------------------------------------


def test_a_private_folder_that_is_a_link_is_not_entered(sandbox: Sandbox, outside: Path) -> None:
    private(sandbox).symlink_to(outside)
    assert "a link" in refused(sandbox, outside, "private-folder")


def test_a_link_that_leads_nowhere_is_not_followed_either(
    sandbox: Sandbox, outside: Path, tmp_path: Path
) -> None:
    private(sandbox).symlink_to(tmp_path / "not yet there")
    refused(sandbox, outside, "private-folder")
    assert not (tmp_path / "not yet there").exists()


def test_a_file_in_place_of_the_private_folder(sandbox: Sandbox, outside: Path) -> None:
    private(sandbox).write_bytes(b"no folder\n")
    refused(sandbox, outside, "private-folder")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a folder away"
)
def test_the_private_folder_of_another_user(sandbox: Sandbox, outside: Path) -> None:
    private(sandbox).mkdir()
    os.chown(private(sandbox), 12345, 12345)
    assert "12345" in refused(sandbox, outside, "private-folder")


def test_links_in_the_private_folder_go_and_what_they_lead_to_stays(
    sandbox: Sandbox, outside: Path
) -> None:
    """Left behind without a journal, they are rubbish: the links are removed, nothing else."""
    private(sandbox).mkdir()
    for name in ("index", "index.lock", "journal.new", "beside", f"index.lock.{os.getpid()}"):
        (private(sandbox) / name).symlink_to(outside / "precious.txt")
    (private(sandbox) / "more").mkdir()
    (private(sandbox) / "more" / "deep").symlink_to(outside / "deep")
    before = standing(outside)
    land(sandbox.open(), amendment(sandbox.head))
    assert standing(outside) == before
    assert not private(sandbox).exists()


def hard(path: Path, target: Path) -> None:
    os.link(target, path)


def soft(path: Path, target: Path) -> None:
    path.symlink_to(target)


def pipe(path: Path, target: Path) -> None:
    os.mkfifo(path)


def folder(path: Path, target: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("instead", [hard, soft, pipe, folder])
def test_what_stands_in_place_of_the_lock_is_not_written_to(
    sandbox: Sandbox, outside: Path, instead: Callable[[Path, Path], None]
) -> None:
    private(sandbox).mkdir()
    instead(private(sandbox) / "lock", outside / "precious.txt")
    refused(sandbox, outside, "private-folder")


# -- the journal -----------------------------------------------------------------------------


def bound(path: Path, target: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = os.getcwd()
        os.chdir(path.parent)  # the path of a socket may not be long
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)


@pytest.mark.parametrize("instead", [soft, pipe, folder, bound])
def test_what_stands_in_place_of_the_journal_is_not_read(
    sandbox: Sandbox, outside: Path, instead: Callable[[Path, Path], None]
) -> None:
    private(sandbox).mkdir()
    instead(private(sandbox) / "journal.json", outside / "precious.txt")
    refused(sandbox, outside, "interrupted")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"no json",
        b"[" * 60_000,
        b'{"amendtool":' * 4_000,
        b'{"a": "' + b"x" * 80_000 + b'"}',
        b"[]",
        b"7",
        b"null",
        b'{"amendtool": "journal/2"}',
        b'{"amendtool": "journal/1"}',
    ],
    ids=lambda content: content[:12].decode("latin-1"),
)
def test_a_journal_that_is_none(sandbox: Sandbox, outside: Path, content: bytes) -> None:
    sandbox.write(".git/amendtool/journal.json", content)
    refused(sandbox, outside, "interrupted")


ZEROS = "0" * 39

FORGED: dict[str, dict[str, object]] = {
    "a field too many": {"more": "x"},
    "a name that is a list": {"name": ["x"]},
    "a name with an escape": {"name": "x\x1b[2Jy"},
    "no new commit": {"new": None},
    "a new commit that is a number": {"new": 12},
    "a new commit that is a name": {"new": "HEAD"},
    "an option for a commit": {"new": "--output=/tmp/x"},
    "an id that is cut short": {"old": "abc123"},
    "an id in capitals": {"old": ZEROS + "A"},
    "an id with a line break": {"old": ZEROS + "a\n"},
    "a branch above refs": {"branch": "../../../outside/main"},
    "a branch far above refs": {"branch": "../../../../outside/deep/x"},
    "a branch at an absolute path": {"branch": "/etc/x"},
    "a branch like an option": {"branch": "-x"},
    "a branch named HEAD": {"branch": "HEAD"},
    "a branch with two dots": {"branch": "a..b"},
    "a branch with a lock": {"branch": "main.lock"},
    "a branch with NUL": {"branch": "a\0b"},
    "a branch with a space": {"branch": "a b"},
    "a branch that is nothing": {"branch": ""},
    "a branch that is true": {"branch": True},
    "a tag above refs": {"tag": "../../../outside/main", "tag_oid": ZEROS + "a"},
    "a tag like an option": {"tag": "-d", "tag_oid": ZEROS + "a"},
    "a tag without an object": {"tag": "v1"},
    "an object without a tag": {"tag_oid": ZEROS + "a"},
    "a tag object that is a path": {"tag": "v1", "tag_oid": "../../x"},
}


@pytest.mark.parametrize("fields", FORGED.values(), ids=FORGED)
def test_every_field_of_a_journal_is_held_to_its_rule(
    sandbox: Sandbox, outside: Path, fields: dict[str, object]
) -> None:
    sandbox.write(".git/amendtool/journal.json", journal(sandbox, **fields))
    refused(sandbox, outside, "interrupted")


def test_a_lock_is_not_removed_through_a_link(sandbox: Sandbox, outside: Path) -> None:
    """``refs/heads/team`` leads outside: a branch below it is no reason to go there."""
    (sandbox.path / ".git/refs/heads/team").symlink_to(outside)
    sandbox.write(".git/amendtool/journal.json", journal(sandbox, branch="team/main"))
    refused(sandbox, outside, "git-elsewhere")


@pytest.mark.parametrize("place", ["refs/tags", "logs/refs", "logs/HEAD", "objects/pack", "index"])
def test_git_is_not_left_to_write_through_a_link(
    sandbox: Sandbox, outside: Path, place: str
) -> None:
    inside = sandbox.path / ".git" / place
    moved = outside / "moved"
    if inside.exists():
        inside.rename(moved)
    else:
        moved.mkdir()
    inside.parent.mkdir(parents=True, exist_ok=True)
    inside.symlink_to(moved)
    before = standing(outside)
    with pytest.raises(RepositoryError) as error:
        land(sandbox.open(), amendment(sandbox.head))
    assert [problem.code for problem in error.value.problems] == ["git-elsewhere"]
    assert standing(outside) == before


def test_a_history_or_work_tree_elsewhere_is_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    other = Sandbox(path=tmp_path / "other")
    subprocess.run(["cp", "-r", str(sandbox.path), str(other.path)], check=True)
    (sandbox.path / ".git/commondir").write_text(f"{other.path}/.git\n")
    with pytest.raises(RepositoryError) as error:
        sandbox.open()
    assert error.value.problems[0].code == "git-elsewhere"
    (sandbox.path / ".git/commondir").unlink()
    sandbox.git("config", "core.worktree", str(other.path))
    with pytest.raises(RepositoryError) as error:
        sandbox.open()
    assert error.value.problems[0].code == "git-elsewhere"


# -- the commit of a journal -----------------------------------------------------------------


def forged_commit(sandbox: Sandbox, path: str, mode: str = "100644") -> str:
    """A commit on HEAD that adds a file at ``path``, whatever git says of such a name."""
    entry = sandbox.git("hash-object", "-w", "--stdin", input=b"#!/bin/sh\necho run\n")
    first, *below = path.split("/")
    for name in reversed(below):
        entry, mode = forged_tree(sandbox, {name: (mode, entry)}), "40000"
    top = {}
    for line in sandbox.git("ls-tree", "HEAD").splitlines():
        kind, _, oid = line.partition("\t")[0].split()
        top[line.partition("\t")[2]] = (kind.lstrip("0"), oid)
    tree = forged_tree(sandbox, {**top, first: (mode, entry)})
    commit = sandbox.git("commit-tree", tree, "-p", sandbox.head, "-m", "forged")
    sandbox.git("update-ref", "refs/heads/main", commit)
    return commit


def forged_tree(sandbox: Sandbox, entries: dict[str, tuple[str, str]]) -> str:
    ordered = sorted(
        entries.items(), key=lambda one: one[0].encode() + b"/" * (one[1][0] == "40000")
    )
    raw = b"".join(
        f"{mode} {name}".encode() + b"\0" + bytes.fromhex(oid) for name, (mode, oid) in ordered
    )
    return sandbox.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", input=raw)


UNSAFE = [
    "../outside/new.sh",
    "articles/../../outside/new.sh",
    "./articles/new.md",
    ".git/hooks/post-commit",
    ".GIT/hooks/post-commit",
    ".Git /hooks/post-commit",
    ".git./hooks/post-commit",
    ".git. . /hooks/x",
    "git~1/hooks/post-commit",
    "GIT~1/config",
    ".git::$INDEX_ALLOCATION/hooks/x",
    ".g\u200cit/hooks/x",
    "\ufeff.git/config",
    ".gi\u202et/config",
    "articles/.git/config",
    "articles/a\\..\\..\\b.md",
    "articles/c:stream.md",
    "articles/a\nb.md",
]

NOT_OURS = ["notes.sh", "Makefile", "docs/x.md", "articles", "Articles/001-a.md", ".bashrc"]


@pytest.mark.parametrize("path", UNSAFE)
def test_a_path_that_git_would_not_check_out_is_not_written(
    sandbox: Sandbox, outside: Path, path: str
) -> None:
    assert not is_safe(path)
    old = sandbox.head
    new = forged_commit(sandbox, path)
    sandbox.write(".git/amendtool/journal.json", journal(sandbox, old=old, new=new))
    assert "never writes" in refused(sandbox, outside, "interrupted")


@pytest.mark.parametrize("path", NOT_OURS)
def test_a_path_outside_the_articles_and_amendments_is_not_written(
    sandbox: Sandbox, outside: Path, path: str
) -> None:
    assert not is_writable(path, new=True)
    old = sandbox.head
    new = forged_commit(sandbox, path)
    sandbox.write(".git/amendtool/journal.json", journal(sandbox, old=old, new=new))
    refused(sandbox, outside, "interrupted")


@pytest.mark.parametrize("mode", ["120000", "160000"])
def test_a_link_or_submodule_in_a_commit_is_not_written(
    sandbox: Sandbox, outside: Path, mode: str
) -> None:
    old = sandbox.head
    new = forged_commit(sandbox, "amendments", mode)
    sandbox.write(".git/amendtool/journal.json", journal(sandbox, old=old, new=new))
    refused(sandbox, outside, "interrupted")


def test_a_commit_that_does_not_follow_is_not_finished(sandbox: Sandbox, outside: Path) -> None:
    old = sandbox.head
    for number in range(4):
        sandbox.write("articles/013-new.md", b"%d\n" % number)
        sandbox.commit()
    for forged in (old, sandbox.head, "0" * 40, None):
        sandbox.write(".git/amendtool/journal.json", journal(sandbox, old=forged))
        assert "follow" in refused(sandbox, outside, "interrupted")


def test_a_tag_is_neither_made_nor_removed_for_a_forged_journal(
    sandbox: Sandbox, outside: Path
) -> None:
    sandbox.git("tag", "-a", "-m", "theirs", "v1")
    theirs = sandbox.git("rev-parse", "v1")
    commit = sandbox.git("commit-tree", "HEAD^{tree}", "-m", "x")
    sandbox.write(
        ".git/amendtool/journal.json", journal(sandbox, new=commit, tag="v1", tag_oid=theirs)
    )
    refused(sandbox, outside, "interrupted")
    assert sandbox.git("tag") == "v1"


def test_a_folder_that_became_a_link_is_not_written_through(
    sandbox: Sandbox, outside: Path
) -> None:
    old = sandbox.head
    sandbox.write("amendments/x.yaml", b"amendment: x\n")
    new = sandbox.commit()
    (sandbox.path / "amendments/x.yaml").unlink()
    (sandbox.path / "amendments").rmdir()
    (sandbox.path / "amendments").symlink_to(outside)
    sandbox.write(".git/amendtool/journal.json", journal(sandbox, old=old, new=new))
    git = sandbox.open()
    before = standing(outside)
    with pytest.raises(RepositoryError) as error:
        recover(git)
    assert [problem.code for problem in error.value.problems] == ["symlink"]
    assert standing(outside) == before


# -- the rules for paths ---------------------------------------------------------------------


def test_every_path_of_the_articles_is_writable() -> None:
    for path in (*BEFORE, "articles/en/02-shares/000-chapter.md", "amendments/定款.yaml"):
        assert is_writable(path, new=False)
    assert is_writable("amendtool.toml", new=False), "a history is imported with its settings"
    for path in (".gitattributes", ".gitignore"):
        assert is_writable(path, new=True)
        assert not is_writable(path, new=False)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


NAMES = st.lists(
    st.sampled_from(
        [".", "..", ".git", "GIT", "~1", " ", ":", "\u200d", "\ufeff", "a", ".gi", "t"]
    ),
    min_size=1,
    max_size=4,
).map("".join)


@given(st.lists(NAMES, min_size=1, max_size=3).map("/".join))
def test_what_git_refuses_for_its_index_is_refused(bare: Path, path: str) -> None:
    """Git is asked with its protections for HFS+ and NTFS on: we may be stricter, never laxer."""
    done = subprocess.run(
        (
            *("git", "-c", "core.protectHFS=true", "-c", "core.protectNTFS=true"),
            *("update-index", "--add", "--index-info"),
        ),
        input=f"100644 {'1' * 40}\t{path}\n".encode(),
        cwd=bare,
        capture_output=True,
        check=False,
    )
    git_refuses = done.returncode != 0 or b"Ignoring path" in done.stderr
    assert is_safe(path) <= (not git_refuses)
