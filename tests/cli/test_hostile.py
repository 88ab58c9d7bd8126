"""Repositories from hostile hands, as the command line meets them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Repository

OPERATIONS = "  - delete: Article 3\n"


@pytest.mark.parametrize("words", ["new x", "import new.txt", "apply draft", "draft -o {}/x.yaml"])
@pytest.mark.parametrize("linked", ["articles", "amendments"])
def test_no_verb_writes_through_a_linked_folder(
    small: Repository, tmp_path: Path, words: str, linked: str
) -> None:
    small.amend("draft", OPERATIONS)
    small.write("new.txt", b"1. Name\n\nThe name is Example.\n")
    small.commit()
    outside = tmp_path / "outside"
    (small.path / linked).rename(outside)
    (small.path / linked).symlink_to(outside)
    before = sorted(path.name for path in outside.iterdir())
    result = small.at(*words.format(small.path / "amendments").split())
    assert result.code == 5
    assert "[symlink]" in result.err
    assert sorted(path.name for path in outside.iterdir()) == before


def test_init_does_not_write_through_a_linked_folder(tmp_path: Path) -> None:
    from tests.cli.conftest import call

    (tmp_path / "outside").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new/articles").symlink_to(tmp_path / "outside")
    result = call("init", str(tmp_path / "new"))
    assert result.code == 5
    assert "[symlink]" in result.err
    assert not (tmp_path / "new/.git").exists()
    assert not list((tmp_path / "outside").iterdir())


@pytest.mark.parametrize("words", ["check", "show", "plan draft", "log", "references"])
def test_reading_goes_on_beside_a_journal_that_is_none(small: Repository, words: str) -> None:
    small.amend("draft", OPERATIONS)
    small.write(".git/amendtool/journal.json", b"[" * 5000)
    result = small.at(*words.split())
    assert "[interrupted]" in result.err
    assert "Traceback" not in result.err
    assert (small.path / ".git/amendtool/journal.json").exists()


# -- names ---------------------------------------------------------------------------------------

GITS = (
    *("HEAD", "FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "AUTO_MERGE", "stash"),
    *("head", "Orig_Head", "STASH"),  # where case is ignored
)
DEVICES = (
    *("CON", "nul", "Com1", "lpt9", "AUX", "con.2026", "NUL.agm"),
    *("COM¹", "com²", "LPT³", "lpt¹.2026", "com0"),
)
LOCKS = ("agm.lock", "agm.LOCK", "agm.record", "agm.Record", "agm.", "agm ", "agm:x", "agm\\x")


@pytest.mark.parametrize("name", [*GITS, *DEVICES, *LOCKS])
def test_some_names_are_no_amendments(small: Repository, name: str) -> None:
    before = small.files("amendments")
    for words in (("new", name), ("draft", "-o", f"amendments/{name}.yaml")):
        result = small.at(*words)
        assert result.code == 3
        assert "error[name-unclear]" in result.err
    assert small.files("amendments") == before
    small.amend(name, OPERATIONS)
    assert small.at("apply", name).code == 3
    assert small.git("tag") == ""


@pytest.mark.parametrize(
    "name", ["heads", "HEADS", "2026-head", "console", "nullify", "com", "com¹²", "com⁴", "a.con"]
)
def test_names_that_only_look_so_are_fine(small: Repository, name: str) -> None:
    assert small.at("new", name).code == 0


@pytest.mark.parametrize(("one", "other"), [("agm", "AGM"), ("été", "Été")])
@pytest.mark.parametrize("standing", ["file", "tag"])
def test_two_amendments_do_not_differ_in_case_alone(
    small: Repository, one: str, other: str, standing: str
) -> None:
    small.amend(one, OPERATIONS)
    if standing == "tag":
        assert small.at("apply", one).code == 0
        (small.path / f"amendments/{one}.yaml").unlink()
    result = small.at("new", other)
    assert result.code == 3
    assert "[name-taken]" in result.err
    assert one in result.err
    small.amend(other, "  - delete: Article 2\n")
    assert "[name-taken]" in small.at("apply", other).err


# -- line ends -----------------------------------------------------------------------------------


def test_line_ends_that_git_changes_are_said_once(small: Repository) -> None:
    (small.path / ".gitattributes").unlink()
    small.git("config", "core.autocrlf", "true")
    small.commit("Without attributes")
    for path in (small.path / "articles").glob("0*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = small.at("check", "--json").record["findings"]
    (told,) = [each for each in found if each["code"] == "line-endings"]
    assert "3 files" in told["message"]
    assert "core.autocrlf" in told["message"]
    for words in ("printf '*.md text eol=lf\\n*.yaml text eol=lf\\n' > .gitattributes",):
        subprocess.run(("sh", "-c", words), cwd=small.path, check=True)
    small.git("add", ".gitattributes")
    small.git("commit", "-q", "-m", "Attributes")
    small.git("rm", "-rq", "--cached", "articles", "amendments")
    small.git("reset", "-q", "--hard")
    assert small.at("check").code == 0, "what the hint says helps"


def test_one_file_with_other_line_ends_is_named(small: Repository) -> None:
    path = small.path / "articles/002-purpose.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    result = small.at("check")
    assert result.out.count("[line-endings]") == 1
    assert "articles/002-purpose.md" in result.out


# -- a whole .git --------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [".gitattributes", ".git/info/attributes"])
@pytest.mark.parametrize("attribute", ["ident", "working-tree-encoding=UTF-16LE"])
def test_no_attribute_changes_what_was_adopted(
    small: Repository, attribute: str, file: str
) -> None:
    """``$Id$`` in a clause is text, and a clause file is UTF-8."""
    small.amend("seal", "  - insert: Article 1\n    key: seal\n    heading: S\n    text: $Id$\n")
    small.commit()
    small.write(file, f"articles/*.md {attribute}\n".encode())
    if not file.startswith(".git/"):
        small.git("add", file)
        small.git("commit", "-q", "-m", "Attributes")
    before = small.head, small.files()
    result = small.at("apply", "seal", "--json")
    assert [each["code"] for each in result.problems] == ["unsafe-attribute"]
    assert attribute.partition("=")[0] in result.problems[0]["message"]
    assert (small.head, small.files()) == before


def test_grafts_do_not_change_the_history(small: Repository) -> None:
    small.amend("first", OPERATIONS)
    assert small.at("apply", "first").code == 0
    told = small.at("log").out
    assert "Article 3" in told
    small.write(".git/info/grafts", f"{small.head}\n".encode())
    assert small.git("rev-list", "--count", "HEAD") == "1", "git itself believes it"
    assert small.at("log").out == told


STEERING = {
    "trailer.separators": "%",
    "core.commentChar": "A",
    "i18n.logOutputEncoding": "UTF-16",
    "i18n.commitEncoding": "ISO-8859-1",
    "diff.orderFile": "nowhere/at/all",
    "core.filesRefLockTimeout": "-1",
    "core.packedRefsTimeout": "-1",
    "core.fsyncMethod": "nothing",
    "core.abbrev": "4",
    "status.showUntrackedFiles": "no",
    "color.status": "always",
    "log.showRoot": "false",
}
"""Settings that change what git says, or how it reads the words of a commit."""


def test_no_setting_changes_what_the_history_says(
    small: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(each, "1700000000 +0000")
    small.amend("first", OPERATIONS)
    small.amend("second", "  - insert: Article 1\n    key: seal\n    text: A seal.\n")
    small.commit()
    assert small.at("apply", "first").code == 0
    other = Repository(path=small.path.with_name("other"))
    shutil.copytree(small.path, other.path)
    for key, value in STEERING.items():
        other.git("config", key, value)
    for words in ("log --json", "status --json", "table first", "apply second", "log --json"):
        one, two = small.at(*words.split()), other.at(*words.split())
        assert (two.code, two.out) == (one.code, one.out), (words, two.err)
    assert other.head == small.head


def test_a_lock_of_a_branch_is_not_waited_for_without_end(small: Repository) -> None:
    small.amend("first", OPERATIONS)
    small.commit()
    small.git("config", "core.filesRefLockTimeout", "-1")
    small.write(".git/refs/heads/main.lock", b"")
    assert small.at("apply", "first").code == 5


def test_a_table_of_parents_that_came_along_is_not_believed(small: Repository) -> None:
    """A commit-graph tells the parents of commits in their place, as grafts did."""
    small.amend("first", OPERATIONS)
    small.amend("second", "  - insert: Article 1\n    key: seal\n    text: A seal.\n")
    small.commit()
    assert small.at("apply", "first", "second").code == 0
    told = small.at("log").out
    small.git("commit-graph", "write", "--reachable")
    forge_root(small)
    assert small.git("rev-list", "--count", "HEAD") == "1", "git itself believes it"
    assert small.at("log").out == told


def forge_root(repository: Repository) -> None:
    """Let the commit-graph say that the commit at HEAD has no parent."""
    path = repository.path / ".git/objects/info/commit-graph"
    data = bytearray(path.read_bytes())
    place = {
        bytes(data[each : each + 4]): int.from_bytes(data[each + 4 : each + 12], "big")
        for each in range(8, 8 + 12 * data[6], 12)
    }
    oids = data[place[b"OIDL"] : place[b"CDAT"]]
    row = next(
        row
        for row in range(len(oids) // 20)
        if oids[20 * row : 20 * row + 20].hex() == repository.head
    )
    parent = place[b"CDAT"] + 36 * row + 20
    data[parent : parent + 4] = (0x70000000).to_bytes(4, "big")
    data[-20:] = hashlib.sha1(data[:-20], usedforsecurity=False).digest()
    path.chmod(0o644)
    path.write_bytes(data)


PIPES = (
    *(".git/index", ".git/HEAD", ".git/config", ".git/packed-refs", ".git/info/exclude"),
    *(".git/info/attributes", ".git/logs/HEAD", ".git/refs/tags/x", ".git/objects/info/alternates"),
    *(".git/objects/pack/pack-1.idx", ".gitattributes", ".gitignore", "articles/.gitattributes"),
)


@pytest.mark.parametrize("instead", ["pipe", "device"])
def test_nothing_is_waited_for_that_git_would_open(small: Repository, instead: str) -> None:
    for name in PIPES:
        path = small.path / name
        standing = path.read_bytes() if path.exists() else None
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        if instead == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to("/dev/zero")
        result = small.at("check")
        assert result.code == 5, name
        assert "[corrupt]" in result.err
        assert name in result.err
        path.unlink()
        if standing is not None:
            path.write_bytes(standing)
    assert small.at("check").code == 0


def test_a_pipe_is_found_in_the_folder_that_a_linked_work_tree_shares(
    small: Repository, tmp_path: Path
) -> None:
    small.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    os.mkfifo(small.path / ".git/refs/tags/x")
    result = Repository(path=tmp_path / "side").at("check")
    assert (result.code, "[corrupt]" in result.err) == (5, True)


LARGE = ("amendtool.toml", "amendments/draft.yaml", "articles/009-x.md", "house/our.toml")


@pytest.mark.parametrize("name", LARGE)
def test_a_file_without_end_is_not_read_whole(small: Repository, name: str) -> None:
    """A sparse file takes no room, and would take any amount of memory."""
    small.amend("draft", OPERATIONS)
    if name.startswith("house"):
        settings = small.path / "amendtool.toml"
        settings.write_text(
            f'house = "{name}"\n' + re.sub(r"(?m)^house.*$", "", settings.read_text())
        )
    path = small.write(name, b"")
    os.truncate(path, 1 << 40)
    for words in ("check", "plan draft"):
        result = small.at(*words.split())
        if words == "check" or not name.startswith("articles"):
            assert result.code in (3, 5), result.out
            assert name in result.out + result.err
    assert small.at("import", str(path), "--check").code in (3, 5)


def test_a_clone_can_hold_a_file_without_end_too(
    small: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amendtool.reading.MOST_BYTES", 1 << 20)
    small.write("articles/009-x.md", b"\n" * ((1 << 20) + 1))
    small.commit()
    (small.path / "articles/009-x.md").unlink()
    result = small.at("show")
    assert (result.code, "[file-too-large]" in result.err) == (5, True)
    assert "articles/009-x.md" in result.err


def test_a_folder_in_git_is_what_its_id_says(small: Repository) -> None:
    """Git looks at what an id stands for when it is asked for it, and not on the way."""
    true = small.git("rev-parse", "HEAD:articles")
    small.write("articles/001-name.md", b"# Name\n\nAnother name.\n")
    small.commit()
    forged = small.git("rev-parse", "HEAD:articles")
    small.git("reset", "-q", "--hard", "HEAD~1")
    objects = small.path / ".git/objects"
    one, other = (objects / oid[:2] / oid[2:] for oid in (true, forged))
    one.unlink()
    shutil.copyfile(other, one)
    assert "Another name" in small.git("cat-file", "-p", "HEAD:articles/001-name.md")
    result = small.at("show")
    assert (result.code, "[corrupt]" in result.err) == (5, True)


FORGERIES = {
    "words": lambda body: body.replace(b"\n\n", b"\n\nAnother subject\n\n", 1),
    "parents": lambda body: re.sub(rb"parent \w+\n", b"", body),
    "author": lambda body: re.sub(rb"author [^<]+<", b"author Somebody <", body),
    "tree": lambda body: re.sub(
        rb"^tree \w+", b"tree " + b"4b825dc642cb6eb9a060e54bf8d69288fbee4904", body
    ),
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
@pytest.mark.parametrize("back", [1, 2])
def test_a_commit_below_the_tip_is_what_its_id_says(
    small: Repository, back: int, forge: Callable[[bytes], bytes]
) -> None:
    """Git hashes the commit that it is asked for again, and not those that lead to it."""
    for name, operations in (("first", OPERATIONS), ("second", "  - delete: Article 2\n")):
        small.amend(name, operations)
        small.commit(f"Propose the {name}")
        assert small.at("apply", name).code == 0
    oid = small.git("rev-parse", f"HEAD~{back}")
    body = small.git("cat-file", "commit", oid).encode() + b"\n"
    for pack in (small.path / ".git/objects/pack").iterdir():
        aside = pack.rename(small.path.parent / pack.name)
        if aside.suffix == ".pack":
            small.git("unpack-objects", "-q", input=aside.read_bytes())
    path = small.path / f".git/objects/{oid[:2]}/{oid[2:]}"
    assert (small.at("verify").code, small.at("log").code) == (0, 0)
    forged = forge(body)
    assert forged != body
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"commit %d\0" % len(forged) + forged))
    for words in ("verify", "log", "log name"):
        result = small.at(*words.split())
        assert (result.code, "[corrupt]" in result.err) == (5, True), (words, result.out)
        assert oid in result.err
        assert "Another subject" not in result.out


@pytest.mark.parametrize("name", ["HEAD", "refs/heads/main"])
def test_a_line_of_the_reflog_is_not_added_to_the_file_of_somebody(
    small: Repository, tmp_path: Path, name: str
) -> None:
    small.amend("first", OPERATIONS)
    small.commit()
    precious = tmp_path / "precious"
    precious.write_text("precious\n")
    log = small.path / ".git/logs" / name
    log.unlink()
    os.link(precious, log)
    result = small.at("apply", "first")
    assert (result.code, "[git-elsewhere]" in result.err) == (5, True)
    assert precious.read_text() == "precious\n"


def test_a_tag_that_head_names_is_not_moved(small: Repository) -> None:
    small.amend("first", OPERATIONS)
    small.commit()
    small.git("tag", "v1")
    small.git("symbolic-ref", "HEAD", "refs/tags/v1")
    tag = small.git("rev-parse", "v1")
    for words in ("apply first", "reject first --on 2024-06-25"):
        assert "[detached-head]" in small.at(*words.split()).err
    assert small.git("rev-parse", "v1") == tag


@pytest.mark.parametrize("link", [True, False])
def test_the_history_of_another_folder_is_left_alone(
    small: Repository, tmp_path: Path, link: bool
) -> None:
    """A folder that was sent may name, as its git folder, one that somebody has elsewhere."""
    small.amend("first", OPERATIONS)
    small.commit()
    other = tmp_path / "other"
    shutil.copytree(small.path, other)
    shutil.rmtree(small.path / ".git")
    if link:
        (small.path / ".git").symlink_to(other / ".git")
    else:
        (small.path / ".git").write_text(f"gitdir: {other}/.git\n")
    head = Repository(path=other).head
    for words in ("check", "apply first", "new x"):
        result = small.at(*words.split())
        assert result.code == 5
        assert "[git-elsewhere]" in result.err
    assert Repository(path=other).head == head


def test_a_git_folder_that_stands_apart_is_used(small: Repository, tmp_path: Path) -> None:
    """``git init --separate-git-dir`` makes such, and so do linked work trees."""
    small.amend("first", OPERATIONS)
    small.commit()
    small.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    small.git("init", "-q", "--separate-git-dir", str(tmp_path / "apart.git"))
    assert small.at("apply", "first").code == 0
    assert Repository(path=tmp_path / "side").at("check").code in (0, 1)
