"""Faults and bad input, as far as they show at the command line: the message, the code, and
that nothing is written. The table of all faults is in tests/repository/test_faults.py.
"""

from __future__ import annotations

import importlib
import importlib.resources
import io
import json
import os
import pkgutil
import shutil
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from docx import Document
from lxml import html

import amendtool
from tests.cli.conftest import PROGRAM, ROOT, Repository, Result
from tests.cli.kills import killed_when
from tests.repository.sandbox import as_nobody

NAME = "2013-06-26-agm"

# -- the repository is not ready -------------------------------------------------------------


def dirty(repository: Repository) -> None:
    repository.write("articles/014-chairman.md", b"# Chairman\n\nMine.\n")


def staged(repository: Repository) -> None:
    dirty(repository)
    repository.git("add", "articles")


def deleted(repository: Repository) -> None:
    (repository.path / "articles/014-chairman.md").unlink()


def in_the_way(repository: Repository) -> None:
    repository.write("articles/008-less-than-unit-rights.md", b"mine\n")


def same_but_for_case(repository: Repository) -> None:
    repository.write("articles/008-Less-Than-Unit-Rights.md", b"mine\n")


def detached(repository: Repository) -> None:
    repository.git("checkout", "-q", "--detach")


def unborn(repository: Repository) -> None:
    repository.git("checkout", "-q", "--orphan", "new")


def merging(repository: Repository) -> None:
    repository.git("branch", "side")
    repository.write("notes.txt", b"one\n")
    repository.commit("one")
    repository.git("switch", "-q", "side")
    repository.write("notes.txt", b"two\n")
    repository.commit("two")
    repository.git("merge", "main", ok=False)


def locked(repository: Repository) -> None:
    repository.write(".git/index.lock", b"")


def anonymous(repository: Repository) -> None:
    home = Path(os.environ["HOME"])
    (home / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")


def unsignable(repository: Repository) -> None:
    for name, value in (
        ("commit.gpgsign", "true"),
        ("gpg.format", "ssh"),
        ("user.signingkey", "/no/key"),
    ):
        repository.git("config", name, value)


def linked(repository: Repository) -> None:
    path = repository.path / "articles/014-chairman.md"
    path.rename(repository.path / "elsewhere.md")
    path.symlink_to("../elsewhere.md")
    repository.commit("a link")


def bare(repository: Repository) -> None:
    repository.git("config", "core.bare", "true")


FAULTS: dict[Callable[[Repository], None], tuple[str, ...]] = {
    dirty: ("uncommitted", "git restore"),
    staged: ("uncommitted", "staged"),
    deleted: ("uncommitted", "articles/014-chairman.md"),
    in_the_way: ("untracked-in-the-way", "articles/008-less-than-unit-rights.md"),
    same_but_for_case: ("name-clash", "008-Less-Than-Unit-Rights.md"),
    detached: ("detached-head", "git switch"),
    unborn: ("unborn-branch", "git commit"),
    merging: ("unfinished", "git merge --continue"),
    locked: ("index-locked", ".git/index.lock"),
    anonymous: ("no-identity", "git config", "user.email"),
    unsignable: ("signing-failed",),
    linked: ("symlink", "articles/014-chairman.md"),
    bare: ("bare-repository",),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_apply_refuses_and_writes_nothing(
    example: Repository, fault: Callable[[Repository], None]
) -> None:
    fault(example)
    head = example.git("rev-parse", "HEAD", ok=False)
    files = example.files(".")
    for more in ((), ("--json",)):
        done = example.at("apply", NAME, *more)
        assert (done.code, done.out) == (5, ""), done.err
    code, *words = FAULTS[fault]
    assert {problem["code"] for problem in done.problems} >= {code}
    shown = example.at("apply", NAME).err
    assert f"error[{code}]" in shown
    for word in words:
        assert word in shown
    assert "help: " in shown
    assert example.git("rev-parse", "HEAD", ok=False) == head
    assert example.git("tag") == ""
    now = example.files(".")
    changed = {path for path in files.keys() | now.keys() if files.get(path) != now.get(path)}
    assert {path for path in changed if not path.startswith(".git/")} == set()
    assert {
        path for path in changed if path.startswith((".git/refs", ".git/HEAD", ".git/index"))
    } <= {
        ".git/index"  # stat information only, see the status below
    }


READABLE = [dirty, staged, deleted, in_the_way, detached, merging, locked, anonymous, unsignable]


@pytest.mark.parametrize("fault", READABLE, ids=lambda fault: fault.__name__)
def test_verbs_that_read_work_all_the_same(
    example: Repository, fault: Callable[[Repository], None]
) -> None:
    fault(example)
    for words in (("show",), ("log",), ("plan", NAME), ("table", NAME)):
        done = example.at(*words)
        assert (done.code, done.err) == (0, ""), words


def test_all_that_is_in_the_way_is_told_at_once(example: Repository) -> None:
    dirty(example)
    locked(example)
    example.git("branch", "side")
    example.write("articles/016-number-of-directors.md", b"mine\n")
    example.git("symbolic-ref", "HEAD", "refs/heads/side")
    done = example.at("apply", NAME, "--json")
    codes = [problem["code"] for problem in done.problems]
    assert codes.count("uncommitted") == 2
    assert "index-locked" in codes


def test_unrelated_changes_are_noticed_and_left_alone(example: Repository) -> None:
    example.write("notes.txt", b"notes\n")
    example.commit("notes")
    example.write("notes.txt", b"notes, changed\n")
    example.write("new.txt", b"new\n")
    done = example.at("apply", NAME)
    assert done.code == 0
    assert "warning[unrelated-changes]" in done.err
    assert example.status == [" M notes.txt", "?? new.txt"]


READING: Final[tuple[tuple[str, ...], ...]] = (
    ("show",),
    ("log",),
    ("check",),
    ("plan", NAME),
    ("table", NAME),
)
WRITING: Final[dict[tuple[str, ...], str]] = {
    ("apply", NAME): "read-only",
    ("table", NAME, "-o", "table.html"): "unwritable",
    ("new", "draft"): "Permission denied",
}
"""What writes, and what it says where it may not."""


def without_powers(repository: Repository, *words: str) -> Result:
    """Call the program in a child process that is not root."""

    def called() -> bytes:
        done = repository.at(*words)
        return json.dumps([done.code, done.out, done.err]).encode()

    code, out, err = json.loads(as_nobody(called))
    return Result(code=code, data=out.encode(), errors=err.encode())


@pytest.fixture
def open_to_all(example: Repository, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """The example where other users can reach it, and a home of theirs.

    The program may stand where they cannot read it, as in root's home: all of it is imported
    now, a rehearsal imports what it needs of others, and its templates are copied.
    """
    for module in pkgutil.walk_packages(amendtool.__path__, "amendtool."):
        if module.name != "amendtool.__main__":
            importlib.import_module(module.name)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(os.environ["HOME"])
        shutil.copytree(home, f"{folder}/home")
        os.environ["HOME"] = f"{folder}/home"  # given back with the rest of the environment
        path = shutil.copytree(example.path, Path(folder) / "example")
        for words in (*READING, *WRITING):
            assert example.at(*words).code == 0
        shutil.copytree(ROOT / "templates", Path(folder) / "_data/templates")
        monkeypatch.setattr(importlib.resources, "files", lambda _: Path(folder))
        for each in (Path(folder), *Path(folder).rglob("*")):
            each.chmod(0o755 if each.is_dir() else 0o644)
        yield Repository(path=path)


def test_what_cannot_be_written_can_be_read(open_to_all: Repository) -> None:
    everything = [open_to_all.path, *open_to_all.path.rglob("*")]
    home = Path(os.environ["HOME"])
    with (home / ".gitconfig").open("a") as settings:
        settings.write(f"[safe]\n\tdirectory = {open_to_all.path}\n")
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        before = open_to_all.files(".")
        for words in READING:
            done = without_powers(open_to_all, *words)
            assert (done.code, done.err) == (0, ""), words
        for words, told in WRITING.items():
            done = without_powers(open_to_all, *words)
            assert (done.code, done.out) == (5, ""), words
            assert told in done.err
        assert open_to_all.files(".") == before
    finally:
        for path in everything:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_what_cannot_be_read_is_named(open_to_all: Repository) -> None:
    home = Path(os.environ["HOME"])
    with (home / ".gitconfig").open("a") as settings:
        settings.write(f"[safe]\n\tdirectory = {open_to_all.path}\n")
    for path in ("articles/014-chairman.md", "amendments/2007-06-26-agm.yaml", "amendtool.toml"):
        (open_to_all.path / path).chmod(0)
        done = without_powers(open_to_all, "check")
        assert done.code == 5
        assert path in done.out + done.err
        assert "Traceback" not in done.err
        (open_to_all.path / path).chmod(0o644)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")
def test_the_repository_of_another_user_is_not_trusted(open_to_all: Repository) -> None:
    for words in (("show",), ("apply", NAME)):
        done = without_powers(open_to_all, *words)
        assert (done.code, done.out) == (5, "")
        assert "error[unsafe-directory]" in done.err
        assert "safe.directory" in done.err


# -- somebody else at the same time ----------------------------------------------------------


def start(repository: Repository, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        (*PROGRAM, *words),
        cwd=repository.path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_two_at_once(small: Repository) -> None:
    for number in (1, 2):
        small.amend(f"draft-{number}", f"  - replace: Article {number} heading\n    text: New\n")
    before = small.head
    runs = [start(small, "apply", f"draft-{number}") for number in (1, 2)]
    told = [run.communicate(timeout=60)[1] for run in runs]
    codes = [run.returncode for run in runs]
    assert 0 in codes
    assert set(codes) <= {0, 4, 5}, told
    landed = small.git("rev-list", "--first-parent", f"{before}..HEAD").splitlines()
    assert len(landed) == codes.count(0) == len(small.git("tag").splitlines())
    assert small.git("diff", "HEAD", "--", "articles") == ""
    assert small.git("fsck", "--strict", "--no-dangling") == ""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")
def test_a_run_that_was_cut_off_is_told_and_finished(example: Repository) -> None:
    # Killed behind the commit point: the branch has moved, and the files have not.
    ref = example.path / ".git/refs/heads/main"
    old = ref.read_bytes()
    assert killed_when(lambda: example.at("apply", NAME), lambda: ref.read_bytes() != old)
    assert example.status
    told = example.at("show", "chairman")
    assert told.code == 0
    assert "[interrupted]" in told.err
    assert f"{NAME}" in told.err
    done = example.at("apply", NAME)
    assert done.code == 0, done.err
    assert "finished the run that was cut off" in done.out
    assert example.status == []
    assert example.at("show", "chairman").err == ""


# -- a damaged repository --------------------------------------------------------------------


def corrupt(repository: Repository, path: str) -> str:
    """Change a bit in the blob of a file; the object's name."""
    oid = repository.git("rev-parse", f"HEAD:{path}")
    target = repository.path / ".git/objects" / oid[:2] / oid[2:]
    content = zlib.decompress(target.read_bytes())
    target.chmod(0o644)
    target.write_bytes(zlib.compress(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:]))
    return oid


def missing(repository: Repository, path: str) -> str:
    oid = repository.git("rev-parse", f"HEAD:{path}")
    (repository.path / ".git/objects" / oid[:2] / oid[2:]).unlink()
    return oid


@pytest.mark.parametrize("harm", [corrupt, missing])
@pytest.mark.parametrize("words", ["show", f"plan {NAME}", f"table {NAME}", f"apply {NAME}"])
def test_a_corrupted_object_is_named(
    example: Repository, words: str, harm: Callable[[Repository, str], str]
) -> None:
    for pack in (example.path / ".git/objects/pack").glob("*.pack"):
        packed = pack.read_bytes()
        for path in pack.parent.iterdir():
            path.unlink()
        example.git("unpack-objects", "-q", input=packed)
    oid = harm(example, "articles/014-chairman.md")
    head = example.head
    done = example.at(*words.split())
    assert (done.code, done.out) == (5, ""), done.err
    assert "articles/014-chairman.md" in done.err
    assert oid[:7] in done.err
    assert example.head == head
    assert example.git("tag") == ""


# -- line ends -------------------------------------------------------------------------------


@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
@pytest.mark.parametrize("attributes", ["with", "without"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"], ids=["lf", "crlf", "cr"])
def test_line_ends_never_matter(
    small: Repository, autocrlf: str, attributes: str, ends: bytes
) -> None:
    small.git("config", "core.autocrlf", autocrlf)
    if attributes == "without":
        (small.path / ".gitattributes").unlink()
    text = b"# Seal\n\nThe Company has a seal.\nIt is kept.\n\n2 It is round.".replace(b"\n", ends)
    small.write("articles/004-seal.md", text)
    small.commit("The seal")
    assert small.status == []
    shown = small.at("show", "Article 4")
    assert shown.out == "(Seal)\nArticle 4.\nThe Company has a seal. It is kept.\n2 It is round.\n"
    path = small.amend(
        "draft",
        "  - replace: Article 4\n    find: round\n    with: square\n  - delete: Article 2\n",
    )
    path.write_bytes(path.read_bytes().replace(b"\n", ends))
    done = small.at("apply", "draft")
    assert done.code == 0, done.err
    assert small.status == []
    blob = subprocess.run(
        ("git", "show", "HEAD:articles/003-seal.md"),
        cwd=small.path,
        capture_output=True,
        check=True,
    ).stdout
    assert b"\r" not in blob
    assert blob.endswith(b"2 It is square.\n")
    stored = subprocess.run(
        ("git", "show", "HEAD:amendments/draft.yaml"),
        cwd=small.path,
        capture_output=True,
        check=True,
    ).stdout
    as_git_was_told = attributes == "without" and autocrlf == "false"
    assert (b"\r\n" in stored) == (as_git_was_told and ends == b"\r\n")
    assert small.at("table", "draft").code == 0
    codes = {finding["code"] for finding in small.at("check", "--json").record["findings"]}
    # Without attributes git writes CR LF to the work tree where it was told to.
    assert codes <= ({"line-endings"} if attributes == "without" and autocrlf == "true" else set())


# -- files that are not what they should be ---------------------------------------------------

INPUTS: dict[str, tuple[str, bytes, int, str]] = {
    "cp932": ("articles/004-a.md", "# 議長\n\n社長。\n".encode("cp932"), 3, "cp932"),
    "utf-16": ("articles/004-a.md", "# A\n\nText.\n".encode("utf-16"), 3, "UTF-16"),
    "latin-1": ("articles/004-a.md", "# Caf\xe9\n\nText.\n".encode("latin-1"), 3, "UTF-8"),
    "surrogate": ("articles/004-a.md", b"# A\n\n\xed\xa0\x80\n", 3, "UTF-8"),
    "noncharacter": ("articles/004-a.md", "# A\n\nx\ufffe\n".encode(), 3, "U+FFFE"),
    "bom": ("articles/004-a.md", b"\xef\xbb\xbf# A\n\nText.\n", 1, "byte-order-mark"),
    "bidi": ("articles/004-a.md", "# A\n\nx\u202ey\n".encode(), 3, "[U+202E]"),
    "escape": ("articles/004-a.md", b"# A\n\n\x1b[2Jx\n", 3, "[U+001B]"),
    "zero width": ("articles/004-a.md", "# A\n\nx\u200by\n".encode(), 3, "[U+200B]"),
    "nul": ("articles/004-a.md", b"# A\n\nx\0y\n", 3, "[U+0000]"),
    "case": ("articles/004-NAME.md", b"# A\n\nText.\n", 3, "key-upper-case"),
    "nfd": ("articles/004-cafe\u0301.md", b"# A\n\nText.\n", 0, "no problems"),
    "reserved": ("articles/004-con.md", b"# A\n\nText.\n", 3, "key-reserved"),
    "trailing dot": ("articles/004-a..md", b"# A\n\nText.\n", 3, "key-"),
    "colon": ("articles/004-c:x.md", b"# A\n\nText.\n", 3, "key-character"),
    "backslash": ("articles/004-a\\b.md", b"# A\n\nText.\n", 3, "key-character"),
    "emoji": ("articles/004-\U0001f600.md", b"# A\n\nText.\n", 3, "key-character"),
    "long": (f"articles/004-{'x' * 220}.md", b"# A\n\nText.\n", 3, "key-too-long"),
    "huge number": ("articles/1234567890-a.md", b"# A\n\nText.\n", 3, "file-number"),
    "twice": ("articles/003-a.md", b"# A\n\nText.\n", 3, "number-twice"),
    "key twice": ("articles/004-name.md", b"# A\n\nText.\n", 3, "key-twice"),
    "no clause": ("articles/chairman.md", b"# A\n\nText.\n", 1, "file-name"),
    "folder": ("articles/old stuff/004-a.md", b"# A\n\nText.\n", 3, "folder-name"),
    "edition": ("articles/fr/004-a.md", b"# A\n\nText.\n", 1, "edition-left-out"),
    "toml": ("amendtool.toml", b'title = "A\ncompany = 1\n', 3, "toml-syntax"),
    "toml setting": ("amendtool.toml", b'tilte = "A"\n', 3, "did you mean title?"),
    "toml value": ("amendtool.toml", b'house = "mine"\ntitle = 1\n', 3, "choice-unknown"),
    "yaml anchor": ("amendments/a.yaml", b"amendment: &a a\n", 3, "yaml-anchor"),
    "yaml empty": ("amendments/a.yaml", b"", 3, "yaml-empty"),
    "yaml list": ("amendments/a.yaml", b"- a\n", 3, "amendment-expected"),
    "yaml no": ("amendments/a.yaml", b"amendment: no\noperations: []\n", 3, "name-differs"),
    "yaml twice": ("amendments/a.yaml", b"amendment: a\namendment: a\n", 3, "yaml-duplicate-key"),
    "yaml cp932": ("amendments/a.yaml", "amendment: a\ntitle: 議長\n".encode("cp932"), 3, "cp932"),
}  # fmt: skip


@pytest.mark.parametrize("case", INPUTS)
def test_bad_input_is_told_with_its_place(small: Repository, case: str) -> None:
    path, content, code, word = INPUTS[case]
    small.write(path, content)
    before = small.state
    done = small.at("check")
    assert done.code == code, done.out + done.err
    assert word in done.out + done.err
    if code:
        as_json = small.at("check", "--json")
        told = as_json.record["findings"] if as_json.out else as_json.problems
        assert any(
            path.startswith(finding["file"]) or path in finding["message"] for finding in told
        )
    assert "\x1b" not in done.out + done.err
    assert small.state == before
    # The same once it is committed, for the verbs that read git.
    small.commit("as it is")
    read = small.at(
        "plan" if path.startswith("amendments") else "show",
        "a" if path.startswith("amendments") else "Article 1",
    )
    assert read.code == (code if code == 3 else 0), read.err
    assert "Traceback" not in read.err


def test_two_keys_that_are_one_name_on_some_systems(small: Repository) -> None:
    small.write("articles/004-caf\u00e9.md", b"# A\n\nText.\n")
    small.write("articles/005-cafe\u0301.md", b"# B\n\nText.\n")
    done = small.at("check")
    assert done.code == 3
    assert "key-twice" in done.out or "key-clash" in done.out
    small.write("articles/005-cafe\u0301.md", b"# B\n\nText.\n")
    (small.path / "articles/005-cafe\u0301.md").rename(small.path / "articles/005-ﬁ.md")
    small.write("articles/006-fi.md", b"# C\n\nText.\n")
    done = small.at("check")
    assert done.code == 3


def test_links_are_refused_in_the_work_tree_and_in_git(small: Repository) -> None:
    path = small.path / "articles/002-purpose.md"
    real = small.path / "purpose.md"
    path.rename(real)
    path.symlink_to("../purpose.md")
    done = small.at("check")
    assert done.code == 5
    assert "symlink" in done.out
    assert "articles/002-purpose.md" in done.out
    small.commit("a link")
    for words in (("show",), ("table", "HEAD~1..HEAD")):
        done = small.at(*words)
        assert done.code == 5
        assert "error[symlink]" in done.err


# -- too much --------------------------------------------------------------------------------

BOMBS = {
    "aliases": b"a: &a [x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n",
    "merge": b"a: &a {x: 1}\nb: {<<: *a}\n",
    "deep": b"[" * 10_000,
    "wide": b"amendment: a\n" + b"# x\n" * 700_000,
    "tag": b"amendment: !!python/object/apply:os.system [id]\n",
    "keys": b"".join(b"k%d: v\n" % n for n in range(20_000)),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_yaml_bombs_do_not_go_off(small: Repository, bomb: str) -> None:
    began = time.monotonic()
    done = small.at("plan", "-", stdin=BOMBS[bomb])
    assert done.code == 3
    assert time.monotonic() - began < 60
    assert len(done.err) < 100_000
    assert done.err.count("error[") <= 100


def test_a_huge_clause(small: Repository) -> None:
    sentence = "The Directors shall act in the interest of the Company and of nobody else. "
    small.write("articles/004-huge.md", b"# Huge\n\n" + (sentence * 5000).encode() + b"\n")
    small.commit("Huge")
    small.amend("draft", "  - insert: Article 4 paragraph 2\n    text: The end.\n")
    began = time.monotonic()
    done = small.at("table", "draft", "--json")
    assert done.code == 0, done.err
    assert time.monotonic() - began < 60
    (row,) = done.record["rows"]
    assert row["present"][2]["runs"] == [{"text": (sentence * 5000).strip(), "changed": False}]
    assert row["proposed"][3]["runs"] == [{"text": "2 The end.", "changed": True}]


# -- hostile arguments and settings -----------------------------------------------------------

ARGUMENTS = (
    *("", ".", "..", "/", "-", "--", "@{u}", "@", "HEAD", "HEAD:articles", ":/x", "a\nb"),
    *("\x1b[2J", "--output=x", "-O", "x" * 5000, "../../etc/passwd", "articles", "議長"),
    *("Article 0", "Article -1", "Articles 3 to 1", "$(id)", "%s%s%n", "*"),
)


@pytest.mark.parametrize("verb", ["show", "log", "plan", "table", "check", "apply", "show --at"])
def test_no_argument_is_obeyed_or_crashes(small: Repository, verb: str) -> None:
    before = small.state
    for argument in ARGUMENTS:
        words = ("show", f"--at={argument}") if verb == "show --at" else (verb, "--", argument)
        done = small.at(*words)
        assert done.code in (0, 1, 2, 3, 5), (argument, done)
        assert "\x1b" not in done.err + done.out, argument
    assert small.state == before


def test_undecodable_arguments(small: Repository) -> None:
    for words in (
        (b"show", b"\xff"),
        (b"plan", b"a\xff"),
        (b"show", b"--at", b"\xff"),
        (b"table", b"x", b"-o", b"\xff.html"),
        (b"new", b"\xff"),
    ):
        done = small.run(*words)
        assert done.code in (3, 5), words
        assert b"Traceback" not in done.errors, words


def test_settings_of_the_repository_run_nothing(example: Repository, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho ran >>{canary}\ncat\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in (
        "pre-commit",
        "post-commit",
        "post-checkout",
        "reference-transaction",
        "post-index-change",
        "fsmonitor-watchman",
    ):
        shutil.copy(program, hooks / hook)
    for setting in (
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "diff.x.textconv",
        "diff.external",
        "core.editor",
        "core.sshCommand",
        "gpg.program",
        "alias.log",
        "core.askPass",
        "filter.x.clean-not",
    ):
        example.git("config", setting, str(program))
    example.write(".git/info/attributes", b"*.md diff=x\n")
    for words in (
        ("show",),
        ("log",),
        ("check",),
        ("plan", NAME),
        ("table", NAME),
        ("table", "HEAD..HEAD"),
    ):
        assert example.at(*words).code in (0, 3), words
    assert not canary.exists()


# -- text that means something to others -----------------------------------------------------

HOSTILE = (
    '<script>alert(1)</script> & ]]> {{7*7}} {% include \'/etc/passwd\' %} "onload="x" ${x} '
    "<w:t>x</w:t> | *a* _b_ `c` =SUM(A1) <!-- --> &amp; \\n"
)


def test_hostile_text_is_text_in_every_document(small: Repository) -> None:
    small.write("articles/004-hostile.md", f"# {HOSTILE}\n\nBefore.\n".encode())
    small.commit()
    small.amend("draft", f"  - replace: Article 4\n    text: |\n      {HOSTILE}\n")
    docx = Document(io.BytesIO(small.at("table", "draft", "--format", "docx").data))
    (row,) = docx.tables[0].rows[1:]
    assert row.cells[0].paragraphs[0].text == f"({HOSTILE})"
    assert row.cells[1].paragraphs[2].text == HOSTILE
    page = html.document_fromstring(small.at("table", "draft", "--format", "html").out)
    assert not list(page.iter("script", "img", "iframe"))
    attributes = {str(name) for each in page.iter() for name in each.attrib}
    assert not [name for name in attributes if name.startswith("on")]
    assert HOSTILE in html.tostring(page, method="text", encoding="unicode")
    record = small.at("table", "draft", "--json").record["rows"][0]
    assert "".join(run["text"] for run in record["proposed"][2]["runs"]) == HOSTILE
