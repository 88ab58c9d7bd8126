from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from amendtool.errors import InputError, RepositoryError
from amendtool.repository.git import Git, GitHead, is_on
from amendtool.repository.history import read_history
from amendtool.repository.landing.landing import Message, commit_all
from amendtool.repository.landing.locks import only_run
from tests.repository.sandbox import BEFORE, Sandbox, amendment


def code_of(error: pytest.ExceptionInfo[InputError] | pytest.ExceptionInfo[RepositoryError]) -> str:
    return error.value.problems[0].code


# -- opening --------------------------------------------------------------------------


def nowhere(path: Path) -> Path:
    path.mkdir()
    return path


def bare(path: Path) -> Path:
    subprocess.run(["git", "init", "-q", "--bare", path], check=True)
    return path


def inside(path: Path) -> Path:
    subprocess.run(["git", "init", "-q", path], check=True)
    return path / ".git"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path, "no-such-folder"),
        (nowhere, "not-a-repository"),
        (bare, "bare-repository"),
        (inside, "inside-git-dir"),
    ],
)
def test_each_place_that_is_no_work_tree_has_its_own_message(
    tmp_path: Path, make: Callable[[Path], Path], code: str
) -> None:
    with pytest.raises(RepositoryError) as error:
        Git.open(make(tmp_path / "place"))
    assert code_of(error) == code
    assert error.value.problems[0].hint


def test_a_repository_of_another_owner_is_refused_in_the_words_of_git(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(RepositoryError) as error:
        sandbox.open()
    assert code_of(error) == "unsafe-directory"
    assert f"safe.directory {sandbox.path}" in error.value.problems[0].hint


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root: chown")
def test_a_repository_that_really_belongs_to_somebody_else_is_refused(sandbox: Sandbox) -> None:
    for place in (sandbox.path, sandbox.path / ".git"):
        os.chown(place, 65534, 65534)
    with pytest.raises(RepositoryError) as error:
        sandbox.open()
    assert code_of(error) == "unsafe-directory"


def test_a_machine_without_git_is_told_so(tmp_path: Path) -> None:
    probe = (
        "from pathlib import Path\n"
        "from amendtool.errors import RepositoryError\n"
        "from amendtool.repository.git import Git\n"
        "try:\n    Git.open(Path.cwd())\n"
        "except RepositoryError as error:\n    print(error.problems[0].code)\n"
    )
    (tmp_path / "empty").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", probe],
        env={**os.environ, "PATH": str(tmp_path / "empty"), "PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("git-missing\n", "")


def test_an_old_git_is_told_so(sandbox: Sandbox, fake_git: Callable[[str], None]) -> None:
    fake_git("echo git version 2.35.9")
    with pytest.raises(RepositoryError) as error:
        sandbox.open()
    assert code_of(error) == "git-too-old"
    assert "2.36" in str(error.value)


@pytest.fixture
def fake_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def make(line: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        script = folder / "git"
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return make


def test_importing_the_adapter_does_not_import_gitpython() -> None:
    probe = "import sys, amendtool.repository.landing.landing; print('git' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_create_makes_an_unborn_branch(tmp_path: Path) -> None:
    git = Git.create(tmp_path / "a" / "b", branch="trunk")
    assert git.head() == GitHead(oid=None, branch="trunk")
    assert read_history(git) == ()
    assert git.tags() == ()
    with pytest.raises(InputError):
        git.resolve("HEAD")


def test_head_on_a_branch_detached_and_damaged(sandbox: Sandbox) -> None:
    git = sandbox.open()
    assert git.head() == GitHead(oid=sandbox.head, branch="main")
    sandbox.git("switch", "-q", "-c", "topic/条")
    assert git.head().branch == "topic/条"
    sandbox.git("checkout", "-q", "--detach")
    assert git.head() == GitHead(oid=sandbox.head, branch=None)
    sandbox.git("switch", "-q", "main")
    (sandbox.path / ".git/refs/heads/main").write_text("not an id\n")
    with pytest.raises(RepositoryError) as error:
        git.head()
    assert code_of(error) == "corrupt"


def test_a_root_below_the_top_counts_its_own_paths(sandbox: Sandbox) -> None:
    sandbox.write("company/定款/articles/001-a.md", b"one\n")
    sandbox.write("company/定款-old/articles/001-a.md", b"other\n")
    sandbox.commit()
    git = Git.open(sandbox.path / "company" / "定款")
    assert (git.prefix, git.top) == ("company/定款/", sandbox.path)
    assert git.read(sandbox.head) == {"articles/001-a.md": b"one\n"}
    assert git.read_file(sandbox.head, "articles/001-a.md") == b"one\n"
    assert list(git.tree(sandbox.head, "articles")) == ["articles/001-a.md"]
    assert git.tree(sandbox.head, "art") == {}
    (change,) = read_history(git)
    assert [file.new for file in change.files] == ["articles/001-a.md"]


def test_a_linked_work_tree_has_its_own_git_folder(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "linked")
    git = Git.open(tmp_path / "linked")
    assert git.git_dir != git.common_dir == sandbox.path / ".git"


# -- nothing inherited, nothing executed ----------------------------------------------


def local_variables() -> list[str]:
    done = subprocess.run(
        ["git", "rev-parse", "--local-env-vars"], capture_output=True, text=True, check=True
    )
    return [*done.stdout.split(), "GIT_NAMESPACE", "GIT_LITERAL_PATHSPECS", "GIT_EXTERNAL_DIFF"]


def test_no_variable_that_is_local_to_a_repository_is_inherited(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoy = tmp_path / "decoy"
    subprocess.run(["git", "init", "-q", "-b", "main", decoy], check=True)
    before = {path: path.read_bytes() for path in decoy.rglob("*") if path.is_file()}
    values = {
        "GIT_DIR": str(decoy / ".git"),
        "GIT_WORK_TREE": str(decoy),
        "GIT_INDEX_FILE": str(decoy / ".git/index"),
        "GIT_OBJECT_DIRECTORY": str(decoy / ".git/objects"),
        "GIT_COMMON_DIR": str(decoy / ".git"),
        "GIT_CONFIG_PARAMETERS": "'user.name=Mallory'",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "user.name",
        "GIT_CONFIG_VALUE_0": "Mallory",
        "GIT_SHALLOW_FILE": str(decoy / "shallow"),
    }
    base, names = sandbox.head, local_variables()
    for name in names:
        monkeypatch.setenv(name, values.get(name, "1"))
    for name, value in values.items():
        monkeypatch.setenv(name, value)

    git = sandbox.open()
    assert git.read(base, "articles") == BEFORE
    commit_all(git, {"articles/013-z.md": b"z\n"}, Message(subject="z"))

    assert os.environ["GIT_DIR"] == str(decoy / ".git"), "the caller's environment is kept"
    for name in [*names, *values]:
        monkeypatch.delenv(name, raising=False)
    assert sandbox.git("log", "-1", "--format=%an%n%s") == "総務 太郎\nz"
    assert sandbox.status == []
    assert {path: path.read_bytes() for path in decoy.rglob("*") if path.is_file()} == before


def test_every_local_variable_of_the_installed_git_is_cleaned() -> None:
    from amendtool.repository.git import call

    assert set(local_variables()) - call._NOT_INHERITED == set()


@pytest.fixture
def canary(sandbox: Sandbox, tmp_path: Path) -> Path:
    """A repository whose own settings would run a program; the file it would make."""
    made = tmp_path / "executed"
    script = tmp_path / "canary.sh"
    script.write_text(f'#!/bin/sh\necho "$0 $*" >> {made}\ncat\n')
    script.chmod(0o755)
    sandbox.write(".gitattributes", b"*.md diff=canary\n")
    sandbox.commit("attributes")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("reference-transaction", "post-index-change", "pre-commit", "post-checkout"):
        shutil.copy(script, hooks / hook)
    for key, value in {
        "diff.canary.textconv": str(script),
        "diff.canary.command": str(script),
        "diff.external": str(script),
        "core.fsmonitor": str(script),
        "core.hooksPath": str(hooks),
        "core.pager": str(script),
        "pager.log": "true",
        "pager.diff": "true",
        "core.editor": str(script),
        "core.sshCommand": str(script),
        "log.showSignature": "true",
        "gpg.program": str(script),
        **{f"alias.{name}": f"!{script}" for name in ("log", "ls-tree", "cat-file", "status")},
    }.items():
        sandbox.git("config", key, value)
    return made


def test_settings_of_the_repository_run_no_program(sandbox: Sandbox, canary: Path) -> None:
    git = sandbox.open()
    git.head()
    git.read(git.resolve("HEAD"), "articles")
    git.range("HEAD~1..")
    git.tags()
    git.identity()
    git.config("core.editor")
    assert len(read_history(git)) == 1
    assert not canary.exists()
    # The canary sings: the same settings do run programs in a plain call.
    sandbox.write("articles/001-keya.md", b"changed\n")
    sandbox.git("diff", ok=False)
    assert canary.exists()


def test_landing_runs_no_hook_and_no_monitor(sandbox: Sandbox, canary: Path) -> None:
    from amendtool.repository.landing.landing import land

    land(sandbox.open(), amendment(sandbox.head))
    assert not canary.exists()


def test_a_missing_object_of_a_partial_clone_is_not_fetched(
    sandbox: Sandbox, tmp_path: Path, canary: Path
) -> None:
    sandbox.git("config", "extensions.partialClone", "origin")
    sandbox.git("config", "remote.origin.promisor", "true")
    sandbox.git("config", "remote.origin.url", "ext::sh -c 'echo run >> canary-ran'")
    sandbox.git("config", "protocol.ext.allow", "always")
    oid = sandbox.git("rev-parse", "HEAD:articles/004-keyd.md")
    (sandbox.path / ".git/objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(RepositoryError) as error:
        sandbox.open().read(sandbox.head, "articles")
    assert code_of(error) == "corrupt"
    assert not (sandbox.path / "canary-ran").exists()
    assert not canary.exists()


# -- revisions ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "revision",
    ["", "\0", "a\0b", "a\nb", "--output=x", "-O", "--all", "-", "HEAD^^^^^^^^", "無い", "@{99}x",
     "HEAD..HEAD", "HEAD:articles", "^HEAD", "--", "HEAD --output=x", ":/no such", "😀" * 99],
)  # fmt: skip
def test_what_is_no_commit_is_an_input_error_and_touches_nothing(
    sandbox: Sandbox, revision: str
) -> None:
    before = sorted(sandbox.path.iterdir())
    with pytest.raises(InputError) as error:
        sandbox.open().resolve(revision)
    assert code_of(error) == "revision"
    assert sorted(sandbox.path.iterdir()) == before
    assert sandbox.status == []


@pytest.mark.parametrize("name", ["v1", "定款-2013", "a/b", "HEAD", "@", "main@{0}", "main^0"])
def test_what_names_a_commit_resolves_to_it(sandbox: Sandbox, name: str) -> None:
    if name not in ("HEAD", "@", "main@{0}", "main^0"):
        sandbox.git("tag", "-a", "-m", "x", name)
    assert sandbox.open().resolve(name) == sandbox.head


def test_a_branch_that_looks_like_an_option_is_looked_up(sandbox: Sandbox) -> None:
    sandbox.git("update-ref", "refs/heads/--output=x", "HEAD")
    git = sandbox.open()
    assert git.resolve("--output=x") == sandbox.head
    assert not (sandbox.path / "x").exists()


def test_an_id_of_full_length_is_the_commit_and_no_name(sandbox: Sandbox) -> None:
    old = sandbox.head
    new = sandbox.commit("second")
    sandbox.git("update-ref", f"refs/heads/{old}", new)
    git = sandbox.open()
    assert git.resolve(old) == old
    absent = "0123456789" * 4
    with pytest.raises(InputError) as error:
        git.resolve(absent)
    assert code_of(error) == "revision"


def test_the_same_files_below_a_folder(sandbox: Sandbox) -> None:
    old = sandbox.head
    sandbox.write("articles/001-purpose.md", b"# Purpose\n")
    middle = sandbox.commit("articles")
    sandbox.write("notes.txt", b"elsewhere")
    new = sandbox.commit("notes")
    git = sandbox.open()
    assert git.is_same(middle, new, "articles")
    assert git.is_same(old, old, "articles")
    assert not git.is_same(old, new, "articles")
    assert not git.is_same("0123456789" * 4, new, "articles")


def test_ranges(sandbox: Sandbox) -> None:
    old = sandbox.head
    new = sandbox.commit("second")
    git = sandbox.open()
    assert git.range("HEAD~1..HEAD") == git.range("HEAD~1..") == (old, new)
    assert git.range(f"..{old}") == (new, old)
    for wrong, hint in (("A...B", "A..B"), ("HEAD", "HEAD..HEAD"), ("a..b..c", "..HEAD")):
        with pytest.raises(InputError) as error:
            git.range(wrong)
        assert code_of(error) == "range"
        assert hint in error.value.problems[0].hint


# -- trees and files ------------------------------------------------------------------


def test_reading_gives_every_byte(sandbox: Sandbox) -> None:
    odd = {
        "articles/014-議長.md": "神\ufa19葛\U000e0100か\u3099\n".encode(),
        "articles/015-empty.md": b"",
        "articles/016 with space.md": b"no final newline",
        "articles/017-binary.md": bytes(range(256)),
        "articles/02-shares/000-chapter.md": b"Chapter\n",
    }
    for path, content in odd.items():
        sandbox.write(path, content)
    head = sandbox.commit()
    git = sandbox.open()
    assert git.read(head, "articles") == {**BEFORE, **odd}
    assert git.read_file(head, "articles/missing.md") is None
    assert git.read(head, "amendments") == {}
    entry = git.tree(head, "articles")["articles/014-議長.md"]
    assert (entry.mode, entry.kind, entry.is_file) == ("100644", "blob", True)


@pytest.mark.parametrize("below", [False, True])
def test_a_folder_of_what_was_listed_is_what_git_lists(sandbox: Sandbox, below: bool) -> None:
    for path in ("b/a/x.md", "b/a.md", "b/a-c/y.md", "articles/en/003-議長.md", "art", "b/é/z é"):
        sandbox.write(path, path.encode())
    head = sandbox.commit()
    (sandbox.path / "b").joinpath("amendtool.toml").touch()
    start = sandbox.path / "b" if below else sandbox.path
    asked = ["", "b", "b/a", "b/a.md", "b/a/x.md", "b/a-c", "b/é", "b/é/z é", "art", "articles"]
    asked += ["articles/en", "articles/en/003-議長.md", "b/none", "none", "none/a", "b/a/x.md/y"]
    # Asked of git one by one, as nothing that they lie in is known; then all are known.
    one_by_one = {where: Git.open(start)._listing(head, where) for where in asked}
    git = Git.open(start)
    first = git._listing(head, "")
    for where in sorted(asked):
        entries, trees = git._listing(head, where)
        assert entries == one_by_one[where][0], where
        assert trees == one_by_one[where][1], where
    assert git._listing(head, "") == first


def test_head_that_is_held_stays_and_is_no_way_to_the_lock(sandbox: Sandbox) -> None:
    held = sandbox.open().with_head_held()
    before = sandbox.head
    sandbox.write("notes.txt", b"elsewhere")
    after = sandbox.commit("notes")
    assert held.head().oid == before != after
    assert held.resolve(before) == before
    assert held.resolve(after) == after
    assert held.resolve("HEAD") == after, "what a person names is what it is now"
    assert sandbox.open().head().oid == after
    with pytest.raises(ValueError, match="asked anew"), only_run(held):
        pass
    assert not (sandbox.path / ".git/amendtool").exists()


def test_links_and_submodules_are_refused_by_name(sandbox: Sandbox) -> None:
    (sandbox.path / "articles/020-link.md").symlink_to("001-keya.md")
    sandbox.git("add", "-A")
    sandbox.git("update-index", "--add", "--cacheinfo", f"160000,{sandbox.head},articles/021-sub")
    sandbox.git("commit", "-q", "-m", "odd")
    with pytest.raises(RepositoryError) as error:
        sandbox.open().read(sandbox.head, "articles")
    assert [(p.code, p.place.file) for p in error.value.problems] == [
        ("symlink", "articles/020-link.md"),
        ("submodule", "articles/021-sub"),
    ]


@pytest.mark.parametrize("damage", ["flip", "cut", "missing", "swapped"])
def test_a_damaged_object_is_named_with_its_path(sandbox: Sandbox, damage: str) -> None:
    path = "articles/005-keye.md"
    oid = sandbox.git("rev-parse", f"HEAD:{path}")
    file = sandbox.path / ".git/objects" / oid[:2] / oid[2:]
    file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    data = bytearray(file.read_bytes())
    if damage == "flip":
        data[len(data) // 2] ^= 0x40
        file.write_bytes(bytes(data))
    elif damage == "cut":
        file.write_bytes(bytes(data[:9]))
    elif damage == "missing":
        file.unlink()
    else:
        other = sandbox.git("rev-parse", "HEAD:articles/006-keyf.md")
        shutil.copy(sandbox.path / ".git/objects" / other[:2] / other[2:], file)
    with pytest.raises(RepositoryError) as error:
        sandbox.open().read(sandbox.head, "articles")
    problem = error.value.problems[0]
    assert (problem.code, problem.place.file) == ("corrupt", path)
    assert oid in problem.message


def test_a_damaged_tree_is_an_error(sandbox: Sandbox) -> None:
    oid = sandbox.git("rev-parse", "HEAD:articles")
    (sandbox.path / ".git/objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(RepositoryError) as error:
        sandbox.open().tree(sandbox.head, "articles")
    assert code_of(error) == "corrupt"


def test_replacement_refs_do_not_change_what_was_adopted(sandbox: Sandbox) -> None:
    oid = sandbox.git("rev-parse", "HEAD:articles/001-keya.md")
    forged = sandbox.git("hash-object", "-w", "--stdin", input=b"forged\n")
    sandbox.git("replace", oid, forged)
    assert sandbox.open().read(sandbox.head, "articles") == BEFORE


def test_a_sha256_repository_works(tmp_path: Path) -> None:
    path = tmp_path / "sha256"
    subprocess.run(["git", "init", "-q", "-b", "main", "--object-format=sha256", path], check=True)
    git = Git.open(path)
    landed = commit_all(git, dict(BEFORE), Message(subject="first"))
    assert len(landed.commits[0]) == 64
    assert git.read(landed.commits[0], "articles") == BEFORE
    assert Sandbox(path=path).status == []


# -- tags, settings, people -----------------------------------------------------------


def test_tags_lead_to_commits(sandbox: Sandbox) -> None:
    first = sandbox.head
    sandbox.git("tag", "-a", "-m", "adopted", "2013-06-26-agm")
    sandbox.git("tag", "light")
    sandbox.git("tag", "-a", "-m", "again", "nested", "2013-06-26-agm")
    sandbox.git("tag", "-a", "-m", "a file", "blob", "HEAD:notes.txt")
    sandbox.git("tag", "2013-06-26-agm-2/x")
    sandbox.commit("later")
    git = sandbox.open()
    found = {tag.name: (tag.commit, tag.annotated) for tag in git.tags()}
    assert found == {
        "2013-06-26-agm": (first, True),
        "2013-06-26-agm-2/x": (first, False),
        "light": (first, False),
        "nested": (first, True),
    }
    tag = git.tag_of_amendment("2013-06-26-agm")
    assert tag is not None
    assert tag.oid == sandbox.git("rev-parse", "2013-06-26-agm")
    for none in ("2013", "2013-06-26-agm-2", "", "*", "../heads/main", "--all", "a\0b"):
        assert git.tag_of_amendment(none) is None
    listed = git.with_tags_listed()
    for name in (*found, "blob", "2013", "2013-06-26-agm-2", "", "*", "../heads/main", "a\0b"):
        assert listed.tag_of_amendment(name) == git.tag_of_amendment(name), name
    assert listed.tags() == git.tags()


def test_tags_that_are_listed_once_are_those_of_that_moment(sandbox: Sandbox) -> None:
    sandbox.git("tag", "before")
    listed = sandbox.open().with_tags_listed()
    sandbox.git("tag", "after")
    assert listed.tag_of_amendment("before") is not None
    assert listed.tag_of_amendment("after") is None
    assert sandbox.open().tag_of_amendment("after") is not None


def test_a_damaged_tag_hides_no_other(sandbox: Sandbox) -> None:
    sandbox.git("tag", "sound")
    sandbox.write(".git/refs/tags/damaged", b"1" * 40 + b"\n")
    git = sandbox.open()
    with pytest.raises(RepositoryError):
        git.tags()
    assert git.with_tags_listed().tag_of_amendment("sound") == git.tag_of_amendment("sound")
    assert git.tag_of_amendment("sound") is not None


def test_settings(sandbox: Sandbox) -> None:
    sandbox.git("config", "commit.gpgSign", "yes")
    git = sandbox.open()
    assert git.config("commit.gpgsign") == "yes"
    assert git.config("no.such") is None
    sandbox.git("config", "tag.gpgSign", "0")
    with (sandbox.path / ".git/config").open("a") as file:
        file.write("[core]\n\tbigFile\n")
    found = git.settings("commit.gpgSign", "tag.gpgSign", "no.such", "core.bigFile")
    assert found == {"commit.gpgsign": "yes", "tag.gpgsign": "0", "core.bigfile": "true"}


@pytest.mark.parametrize(
    ("value", "on"),
    [("yes", True), ("TRUE", True), ("on", True), ("1", True), ("-2", True), (None, False),
     ("0", False), ("no", False), ("off", False), ("", False), ("maybe", False)],
)  # fmt: skip
def test_yes_and_no_are_read_as_git_reads_them(value: str | None, on: bool) -> None:
    assert is_on(value) == on


def test_the_identity_is_the_one_git_was_told(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = sandbox.open()
    who = git.identity("@1400000000 +0900")
    assert who.author == who.committer == "総務 太郎 <taro@example.com> 1400000000 +0900".encode()
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Author")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "a@example.com")
    assert git.identity().author.startswith(b"Author <a@example.com> ")
    with pytest.raises(RepositoryError):
        git.identity("the day before")


def test_without_an_identity_git_does_not_guess_one(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home/.gitconfig").unlink()
    monkeypatch.setenv("EMAIL", "root@host")
    with pytest.raises(RepositoryError) as error:
        sandbox.open().identity()
    assert code_of(error) == "no-identity"
    assert "git config --global user.name" in error.value.problems[0].hint
    assert "git config --global user.email" in error.value.problems[0].hint
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "CI")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ci@example.com")
    assert sandbox.open().identity().committer.startswith(b"CI <ci@example.com> ")


def test_what_git_writes_it_writes_out(sandbox: Sandbox) -> None:
    """By default it leaves loose objects and references to the system, and to a power cut."""
    sandbox.git("config", "core.fsync", "none")
    output = sandbox.open().run("config", "--get-all", "core.fsync", write=True)
    assert output.out.split()[-1:] == [b"all"], "the last one counts"
