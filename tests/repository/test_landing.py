from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amendtool.errors import ConflictError, RepositoryError
from amendtool.repository.git import Git, TreeEntry
from amendtool.repository.landing.checkout import moves_on_disk
from amendtool.repository.landing.landing import Landing, Message, commit_all, land
from amendtool.repository.landing.worktree import Seen, Shift
from tests.repository.sandbox import (
    AFTER,
    BEFORE,
    DISTURBED,
    TAG,
    YAML,
    Sandbox,
    amendment,
    disturb,
    start,
    text,
)


def test_an_amendment_lands_as_two_commits_and_a_tag(sandbox: Sandbox) -> None:
    base = sandbox.head
    disturb(sandbox)
    landed = land(sandbox.open(), amendment(base))

    assert sandbox.git("log", "--format=%H", f"{base}..").split() == [*reversed(landed.commits)]
    assert sandbox.git("log", "--format=%s", f"{base}..") == "Partial Amendment\nRenumber"
    renamed, rewritten = landed.commits
    statuses = sandbox.git("diff-tree", "-r", "-M", "--name-status", base, renamed).splitlines()
    assert len(statuses) == 7
    assert {line.split("\t")[0] for line in statuses} <= {"R100", "M"}, "pure renames"
    trailers = sandbox.git("log", "-1", "--format=%(trailers:only)").splitlines()
    assert trailers == [f"Amendment: {TAG}", "Adopted: 2013-06-26"]
    assert landed.tag == TAG
    assert sandbox.git("cat-file", "-t", TAG) == "tag"
    assert sandbox.git("rev-parse", f"{TAG}^{{commit}}") == rewritten

    assert sandbox.files() == AFTER
    assert sandbox.files("amendments") == {f"amendments/{TAG}.yaml": YAML}
    assert sandbox.status == DISTURBED
    assert (sandbox.path / "notes.txt").read_bytes() == b"notes, not yet finished\n"
    assert sandbox.git("show", ":staged.txt") == "staged"
    assert sandbox.git("fsck", "--strict") == ""
    assert not (sandbox.path / ".git/amendtool").exists()
    assert not (sandbox.path / ".git/index.lock").exists()
    assert sandbox.git("for-each-ref", "refs/amendtool") == ""
    reflog = sandbox.git("reflog", "-1", "--format=%gs")
    assert reflog == f"amendtool: apply {TAG}"
    assert sandbox.git("reflog", "main", "-1", "--format=%gs") == reflog


def test_the_history_of_a_moved_and_rewritten_article_is_whole(sandbox: Sandbox) -> None:
    base = sandbox.head
    land(sandbox.open(), amendment(base))
    followed = sandbox.git("log", "--follow", "--format=%s", "--", "articles/011-keyj.md")
    assert followed.splitlines() == ["Partial Amendment", "Renumber", "The articles"]
    blame = sandbox.git("blame", "-s", "--abbrev=39", "articles/011-keyj.md").splitlines()
    credited = [line.split()[0].lstrip("^") for line in blame]
    assert all(base.startswith(commit) for commit in credited[:-1])
    assert not base.startswith(credited[-1])
    assert "010-keyj.md" in blame[0]


@pytest.mark.parametrize("renames", [True, False])
@pytest.mark.parametrize("texts", [True, False])
def test_a_part_that_changes_nothing_makes_no_commit(
    sandbox: Sandbox, renames: bool, texts: bool
) -> None:
    landing = Landing(
        name="part",
        base=sandbox.head,
        renames={"articles/012-keyl.md": "articles/013-keyl.md"} if renames else {},
        writes={"articles/001-keya.md": text("new") if texts else text("keya")},
        renaming=Message(subject="Renumber"),
        text=Message(subject="Text"),
    )
    if not (renames or texts):
        with pytest.raises(ValueError, match="changes nothing"):
            land(sandbox.open(), landing)
        return
    landed = land(sandbox.open(), landing)
    subjects = ["Text"] * texts + ["Renumber"] * renames
    assert sandbox.git("log", "--format=%s").splitlines() == [*subjects, "The articles"]
    assert len(landed.commits) == len(subjects)
    assert sandbox.status == []


@pytest.mark.parametrize(
    "change",
    [
        {"renames": {"articles/none.md": "articles/x.md"}},
        {"renames": {"articles/001-keya.md": "articles/002-keyb.md"}},
        {"renames": {"articles/001-keya.md": "articles/x", "articles/002-keyb.md": "articles/x"}},
        {"deletes": frozenset({"articles/none.md"})},
        {"writes": {"../outside": b""}},
        {"writes": {"/etc/passwd": b""}},
        {"writes": {"articles/.GIT/config": b""}},
        {"writes": {"articles//x": b""}},
        {"writes": {"articles/x\ny": b""}},
        {"writes": {"x": b""}, "text": None},
        {"writes": {"x": b""}, "tag": "t"},
    ],
)
def test_a_landing_that_makes_no_sense_is_the_callers_mistake(
    sandbox: Sandbox, change: Mapping[str, object]
) -> None:
    parts: dict[str, object] = {"text": Message(subject="t"), "renaming": Message(subject="r")}
    landing = Landing(name="x", base=sandbox.head, **{**parts, **change})  # type: ignore[arg-type]
    before = sandbox.head
    with pytest.raises(ValueError, match=r".+"):
        land(sandbox.open(), landing)
    assert sandbox.head == before
    assert sandbox.files() == BEFORE
    assert not (sandbox.path / ".git/amendtool").exists()


def test_the_first_commit_writes_its_files(tmp_path: Path) -> None:
    git = Git.create(tmp_path / "new")
    writes = {"amendtool.toml": b'company = "X"\n', "articles/001-a.md": b"one\n"}
    landed = commit_all(git, writes, Message(subject="The articles"))
    sandbox = Sandbox(path=tmp_path / "new")
    assert sandbox.head == landed.commits[0]
    assert sandbox.status == []
    assert sandbox.files("").keys() >= writes.keys()
    landed = commit_all(git, {"articles/002-b.md": b"two\n"}, Message(subject="More"))
    assert sandbox.git("rev-list", "--count", "HEAD") == "2"
    assert sandbox.status == []


def test_the_first_commit_overwrites_nothing(tmp_path: Path) -> None:
    git = Git.create(tmp_path / "new")
    mine = tmp_path / "new/amendtool.toml"
    mine.write_bytes(b"mine\n")
    with pytest.raises(RepositoryError) as error:
        commit_all(git, {"amendtool.toml": b"theirs\n"}, Message(subject="x"))
    assert error.value.problems[0].code == "untracked-in-the-way"
    assert mine.read_bytes() == b"mine\n"
    assert git.head().oid is None


def test_a_root_below_the_top_changes_nothing_outside(tmp_path: Path) -> None:
    sandbox = start(tmp_path / "outer")
    for name, content in BEFORE.items():
        sandbox.write(f"companies/定款 A/{name}", content)
    base = sandbox.commit("inner")
    git = Git.open(sandbox.path / "companies/定款 A")
    land(git, amendment(base))
    assert Sandbox(path=git.root).files() == AFTER
    assert sandbox.files() == BEFORE
    assert sandbox.status == []


def test_a_linked_work_tree_and_a_shallow_clone_work(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.commit("second")
    linked, shallow = Sandbox(path=tmp_path / "linked"), Sandbox(path=tmp_path / "shallow")
    sandbox.git("worktree", "add", "-q", str(linked.path), "-b", "linked")
    sandbox.git("clone", "-q", "--depth=1", f"file://{sandbox.path}", str(shallow.path))
    for each in (linked, shallow):
        land(each.open(), amendment(each.head))
        assert each.files() == AFTER
        assert each.status == []
        each.git("fsck", "--strict")
    assert sandbox.files() == BEFORE
    assert sandbox.status == []


def test_a_clone_that_borrows_its_objects_works(sandbox: Sandbox, tmp_path: Path) -> None:
    clone = Sandbox(path=tmp_path / "clone")
    sandbox.git("clone", "-q", "--shared", str(sandbox.path), str(clone.path))
    land(clone.open(), amendment(clone.head))
    assert clone.files() == AFTER
    clone.git("fsck", "--strict")


@pytest.mark.skipif(os.name == "nt", reason="needs the permissions of POSIX")
def test_a_repository_shared_by_a_group_stays_shared(sandbox: Sandbox) -> None:
    sandbox.git("config", "core.sharedRepository", "group")
    objects = sandbox.path / ".git/objects"
    before = set(objects.rglob("*"))
    land(sandbox.open(), amendment(sandbox.head))
    made = [path for path in set(objects.rglob("*")) - before if path.is_dir()]
    assert made
    assert all(path.stat().st_mode & 0o020 for path in made), "writable for the group"


def test_the_same_date_gives_the_same_commits(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        git = Git.create(tmp_path / name)
        landed = commit_all(git, dict(BEFORE), Message(subject="x"), date="1400000000 +0900")
        more = land(git, amendment(landed.commits[0]), date="1400000000 +0900")
        found.append((landed.commits, more.commits, git.tags()))
    assert found[0] == found[1]
    shown = Sandbox(path=tmp_path / "one").git("log", "-1", "--format=%aI %cI")
    assert shown == "2014-05-14T01:53:20+09:00 2014-05-14T01:53:20+09:00"


def test_what_fast_import_makes_is_what_git_commit_makes(sandbox: Sandbox) -> None:
    landing = Landing(
        name="x",
        base=sandbox.head,
        writes={"articles/001-keya.md": text("new")},
        text=Message(subject="件名", body="本文", trailers=(("Amendment", "x"),)),
    )
    landed = land(sandbox.open(), landing, date="1400000000 +0900")
    env = {**os.environ, "GIT_AUTHOR_DATE": "1400000000 +0900"}
    env["GIT_COMMITTER_DATE"] = "1400000000 +0900"
    tree = sandbox.git("rev-parse", "HEAD^{tree}")
    done = subprocess.run(
        ["git", "commit-tree", "-p", "HEAD~1", "-F", "-", tree],
        cwd=sandbox.path,
        env=env,
        input=str(landing.text).encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip() == landed.commits[0]


@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
@pytest.mark.parametrize("attributes", [b"", b"*.md text eol=lf\n"])
def test_line_ends_follow_the_settings_and_the_tree_is_clean(
    sandbox: Sandbox, autocrlf: str, attributes: bytes
) -> None:
    sandbox.git("config", "core.autocrlf", autocrlf)
    sandbox.write(".gitattributes", attributes)
    base = sandbox.commit("attributes")
    sandbox.git("rm", "-q", "--cached", "-r", ".")
    sandbox.git("reset", "-q", "--hard")
    git = sandbox.open()
    landed = land(git, amendment(base))
    assert git.read(landed.commits[-1], "articles") == AFTER, "git holds LF"
    crlf = autocrlf == "true" and not attributes
    on_disk = {path: c.replace(b"\r\n", b"\n") for path, c in sandbox.files().items()}
    assert on_disk == AFTER
    assert all((b"\r\n" in content) == crlf for content in sandbox.files().values())
    assert sandbox.status == []


def test_a_file_changed_at_the_last_moment_is_never_overwritten(sandbox: Sandbox) -> None:
    """Between commit point and files, somebody edits three files and makes a fourth."""
    edits = {
        "articles/003-keyc.md": b"edited, to be deleted\n",
        "articles/010-keyj.md": b"edited, to be moved and rewritten\n",
        "articles/012-keyl.md": b"edited, to be moved\n",
        "articles/008-new.md": b"made by hand\n",
    }

    def step(name: str) -> None:
        if name == "commit point":
            for path, content in edits.items():
                if path != "articles/008-new.md":
                    sandbox.write(path, content)
        if name.startswith("write articles/008"):
            sandbox.write("articles/008-new.md", edits["articles/008-new.md"])

    landed = land(sandbox.open(), amendment(sandbox.head), step=step)
    kept = set(sandbox.files().values())
    assert kept >= set(edits.values()), "every edit is still there, under some name"
    assert sandbox.files()["articles/013-keyl.md"] == edits["articles/012-keyl.md"], "moved along"
    assert {problem.place.file for problem in landed.notices} >= {"articles/003-keyc.md"}
    assert sandbox.open().read(landed.commits[-1], "articles") == AFTER
    assert not (sandbox.path / ".git/index.lock").exists()


def test_an_empty_folder_goes_and_a_new_one_comes(sandbox: Sandbox) -> None:
    sandbox.write("articles/02-shares/001-a.md", b"a\n")
    sandbox.write("articles/02-shares/002-b.md", b"b\n")
    base = sandbox.commit("chapters")
    landing = Landing(
        name="x",
        base=base,
        renames={
            "articles/02-shares/001-a.md": "articles/03-shares/001-a.md",
            "articles/02-shares/002-b.md": "articles/03-shares/002-b.md",
        },
        renaming=Message(subject="r"),
    )
    land(sandbox.open(), landing)
    assert not (sandbox.path / "articles/02-shares").exists()
    assert sandbox.files("articles/03-shares") == {
        "articles/03-shares/001-a.md": b"a\n",
        "articles/03-shares/002-b.md": b"b\n",
    }
    assert sandbox.status == []


def test_an_executable_file_stays_one(sandbox: Sandbox) -> None:
    sandbox.git("update-index", "--chmod=+x", "articles/001-keya.md")
    (sandbox.path / "articles/001-keya.md").chmod(0o755)
    base = sandbox.commit("mode")
    land(sandbox.open(), amendment(base))
    assert sandbox.git("ls-tree", "HEAD", "articles/002-keyb.md").startswith("100755")
    assert sandbox.status == []


# -- laws -------------------------------------------------------------------------------

NAMES = [f"articles/{n:02}.md" for n in range(8)]
CONTENTS = [b"(Provisions omitted)\n", b"one\n", b"two\n", b"three\n"]


@st.composite
def landings(draw: st.DrawFn) -> tuple[dict[str, bytes], Landing, dict[str, bytes]]:
    """Any files, any renames among them (circles too), any writes and deletes; the result."""
    before = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(CONTENTS), min_size=1))
    moving = draw(st.lists(st.sampled_from(sorted(before)), unique=True))
    free = sorted(set(NAMES) - (before.keys() - set(moving)))
    goals = draw(st.permutations(free))[: len(moving)]
    renames = dict(zip(moving, goals, strict=True))
    after = {path: content for path, content in before.items() if path not in renames}
    after |= {new: before[old] for old, new in renames.items()}
    deletes = draw(st.frozensets(st.sampled_from(sorted(after))))
    writes = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(CONTENTS)))
    result = {path: content for path, content in after.items() if path not in deletes} | writes
    landing = Landing(
        name="law", base=None, renames=renames, writes=writes, deletes=deletes,
        renaming=Message(subject="r"), text=Message(subject="t"),
    )  # fmt: skip
    return before, landing, result


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(landings())
def test_law_the_tree_and_the_files_are_what_was_asked(
    tmp_path: Path, case: tuple[dict[str, bytes], Landing, dict[str, bytes]]
) -> None:
    before, asked, result = case
    shutil.rmtree(tmp_path / "law", ignore_errors=True)
    git = Git.create(tmp_path / "law")
    base = commit_all(git, {**before, "other.txt": b"o\n"}, Message(subject="b")).commits[0]
    landing = Landing(
        name="law", base=base, renames=asked.renames, writes=asked.writes, deletes=asked.deletes,
        renaming=asked.renaming, text=asked.text,
    )  # fmt: skip
    sandbox = Sandbox(path=tmp_path / "law")
    # Files that are alike may change places, and nothing has changed.
    renamed = {landing.renames.get(path, path): content for path, content in before.items()}
    if result == before == renamed:
        with pytest.raises(ValueError, match="changes nothing"):
            land(git, landing)
        head = base
    else:
        head = land(git, landing).commits[-1]
    assert git.read(head) == {**result, "other.txt": b"o\n"}
    assert sandbox.files() == result
    assert sandbox.status == []


@given(landings(), st.data())
def test_law_moves_on_disk_find_every_target_vacant(
    case: tuple[dict[str, bytes], Landing, dict[str, bytes]], data: st.DataObject
) -> None:
    """From any mixture of before and after, the moves alone put nothing where it must not be."""
    before, _, after = case

    def entry(content: bytes | None) -> TreeEntry | None:
        return TreeEntry(mode="100644", kind="blob", oid=content.decode()) if content else None

    changes = {
        path: Shift(old=entry(before.get(path)), new=entry(after.get(path)))
        for path in NAMES
        if before.get(path) != after.get(path)
    }
    disk = {
        path: data.draw(st.sampled_from([before.get(path), after.get(path), None]))
        for path in changes
    }
    seen = {
        path: Seen(mark=(1,) if content else None, oid=content.decode() if content else None)
        for path, content in disk.items()
    }
    for source, target in moves_on_disk(changes, seen):
        content, standing = disk[source], disk[target]
        assert content is not None
        assert content == after[target]
        # What is overwritten is needed nowhere else: git has it, and it is as before.
        assert standing is None or standing == before.get(target)
        assert standing is None or standing != after.get(target)
        disk[source], disk[target] = None, content


@given(
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"])),
    st.lists(st.tuples(st.sampled_from(["Adopted", "Meeting"]), st.text()), max_size=3),
)
def test_law_a_message_keeps_its_trailers_on_single_lines(
    subject: str, body: str, trailers: list[tuple[str, str]]
) -> None:
    message = str(Message(subject=subject, body=body, trailers=tuple(trailers)))
    assert message.endswith("\n")
    tail = message.rstrip("\n").split("\n")[-len(trailers) :] if trailers else []
    assert [line.split(":")[0] for line in tail] == [key for key, _ in trailers]


# -- signing ------------------------------------------------------------------------------


@pytest.fixture
def signing(sandbox: Sandbox, tmp_path: Path) -> Sandbox:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed here, so nothing can be signed")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
    signers = tmp_path / "signers"
    signers.write_text(f"taro@example.com {key.with_suffix('.pub').read_text()}")
    for name, value in {
        "gpg.format": "ssh",
        "user.signingKey": str(key),
        "gpg.ssh.allowedSignersFile": str(signers),
        "commit.gpgSign": "true",
        "tag.gpgSign": "true",
    }.items():
        sandbox.git("config", name, value)
    return sandbox


def test_commits_and_tag_are_signed_where_git_is_set_so(signing: Sandbox) -> None:
    landed = land(signing.open(), amendment(signing.head), date="1400000000 +0900")
    for commit in landed.commits:
        signing.git("verify-commit", commit)
    signing.git("verify-tag", TAG)
    assert signing.git("rev-parse", f"{TAG}^{{commit}}") == landed.commits[-1]
    assert signing.git("for-each-ref", "--format=%(refname)") == f"refs/heads/main\nrefs/tags/{TAG}"
    assert signing.files() == AFTER
    assert signing.status == []
    signing.git("fsck", "--strict")
    dates = signing.git("for-each-ref", "--format=%(taggerdate:iso-strict)", "refs/tags")
    assert dates == "2014-05-14T01:53:20+09:00"


@pytest.mark.parametrize("what", ["commit", "tag"])
def test_without_the_key_nothing_is_done(signing: Sandbox, what: str) -> None:
    signing.git("config", "user.signingKey", "/no/such/key")
    signing.git("config", "commit.gpgSign", "true" if what == "commit" else "false")
    base = signing.head
    with pytest.raises(RepositoryError) as error:
        land(signing.open(), amendment(base))
    problem = error.value.problems[0]
    assert problem.code == "signing-failed"
    assert f"git config {what}.gpgSign false" in problem.hint
    assert signing.head == base
    assert signing.git("tag") == ""
    assert signing.files() == BEFORE
    assert not (signing.path / ".git/amendtool").exists()


# -- conflicts ----------------------------------------------------------------------------


def test_a_base_that_has_moved_is_a_conflict(sandbox: Sandbox) -> None:
    base = sandbox.head
    sandbox.write("notes.txt", b"moved on\n")
    moved = sandbox.commit("moved on")
    with pytest.raises(ConflictError) as error:
        land(sandbox.open(), amendment(base))
    assert error.value.problems[0].code == "base-moved"
    assert sandbox.head == moved
    assert sandbox.status == []


def test_the_compare_and_swap_guards_the_last_moment(sandbox: Sandbox) -> None:
    base = sandbox.head
    tree = sandbox.git("rev-parse", "HEAD^{tree}")
    other = sandbox.git("commit-tree", "-p", base, "-m", "somebody else", tree)

    def step(name: str) -> None:
        if name == "commit point":
            sandbox.git("update-ref", "HEAD", other)

    with pytest.raises(ConflictError) as error:
        land(sandbox.open(), amendment(base), step=step)
    assert error.value.problems[0].code == "base-moved"
    assert sandbox.head == other
    assert sandbox.git("tag") == ""
    assert sandbox.files() == BEFORE
    assert sandbox.status == []
    assert not (sandbox.path / ".git/amendtool").exists()


def test_an_amendment_is_applied_once(sandbox: Sandbox) -> None:
    sandbox.git("tag", "-a", "-m", "x", TAG)
    base = sandbox.head
    with pytest.raises(ConflictError) as error:
        land(sandbox.open(), amendment(base))
    assert error.value.problems[0].code == "already-applied"
    assert TAG in str(error.value)
    assert sandbox.head == base
    assert sandbox.files() == BEFORE
    assert sandbox.status == []
