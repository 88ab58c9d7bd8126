from __future__ import annotations

import os
from pathlib import Path

import pytest

from amendtool.errors import InputError, RepositoryError
from amendtool.repository.git import Git
from amendtool.repository.history import FileChange, read_history
from amendtool.repository.landing.landing import Landing, Message, commit_all, land
from tests.repository.sandbox import TAG, Sandbox, amendment, text


def test_one_pass_tells_commits_trailers_and_renames(sandbox: Sandbox) -> None:
    base = sandbox.head
    landed = land(sandbox.open(), amendment(base), date="1372204800 +0900")
    rewritten, renamed, first = read_history(sandbox.open(), under=("articles", "amendments"))

    assert [c.commit for c in (first, renamed, rewritten)] == [base, *landed.commits]
    assert rewritten.subject == "Partial Amendment"
    assert rewritten.trailers == (("Amendment", TAG), ("Adopted", "2013-06-26"))
    assert rewritten.date == "2013-06-26T09:00:00+09:00"
    assert set(rewritten.files) == {
        FileChange(status="A", old=None, new="articles/008-new.md"),
        FileChange(status="A", old=None, new=f"amendments/{TAG}.yaml"),
        FileChange(status="D", old="articles/003-keyc.md", new=None),
        FileChange(status="M", old="articles/011-keyj.md", new="articles/011-keyj.md"),
    }
    moved = {file.old: file.new for file in renamed.files if file.status == "R"}
    assert moved["articles/010-keyj.md"] == "articles/011-keyj.md"
    assert len(moved) == 5
    assert {file.status for file in first.files} == {"A"}
    assert len(first.files) == 12


def test_revision_and_folder_limit_what_is_told(sandbox: Sandbox) -> None:
    base = sandbox.head
    sandbox.write("notes.txt", b"not about the articles\n")
    sandbox.commit("notes")
    land(sandbox.open(), amendment(sandbox.head))
    git = sandbox.open()
    assert [change.commit for change in read_history(git, base)] == [base]
    assert len(read_history(git)) == 3
    assert [c.subject for c in read_history(git, under=("amendments",))] == ["Partial Amendment"]
    assert [c.subject for c in read_history(git, under=("notes.txt",))] == ["notes", "The articles"]
    assert read_history(git, under=("nowhere",)) == ()
    assert len(read_history(git, under=("",))) == 4
    with pytest.raises(InputError):
        read_history(git, "--output=x")


def test_odd_names_and_messages_are_kept_apart(sandbox: Sandbox) -> None:
    names = [
        "articles/014-議長.md",
        "articles/015 with space.md",
        "articles/:016-colon.md",
        'articles/017-"quoted".md',
        "articles/\x01018.md",
        "articles/019-\ttab\n.md",
    ]
    for name in names:
        sandbox.write(name, text(name))
    message = (
        "件名 \x01 :100644 000000\n\n本文\n:100644 x\n\nAmendment: 定款\n  続き\nAdopted:2013\n"
    )
    sandbox.git("add", "-A")
    sandbox.git("commit", "-q", "-F", "-", input=message.encode())
    newest, _ = read_history(sandbox.open())
    assert sorted(file.new or "" for file in newest.files) == sorted(names)
    assert newest.subject == "件名 \x01 :100644 000000"
    assert newest.trailers == (("Amendment", "定款 続き"), ("Adopted", "2013"))


def test_messages_in_other_encodings_are_read(sandbox: Sandbox) -> None:
    sandbox.write("articles/020-a.md", b"a\n")
    sandbox.git("add", "-A")
    settings = ("-c", "i18n.commitEncoding=cp932", "-c", "user.name=Taro")
    sandbox.git(*settings, "commit", "-q", "-F", "-", input="定款".encode("cp932"))
    sandbox.write("articles/020-a.md", b"b\n")
    sandbox.git("add", "-A")
    tree = sandbox.git("write-tree")
    header = f"tree {tree}\nparent {sandbox.head}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n"
    raw = header.encode() + b"\nnot \xff utf-8\n"
    broken = sandbox.git("hash-object", "-t", "commit", "-w", "--stdin", input=raw)
    sandbox.git("update-ref", "HEAD", broken)
    newest, older, _ = read_history(sandbox.open())
    assert newest.subject == "not \ufffd utf-8"
    assert older.subject == "定款"


def test_empty_commits_and_merges(sandbox: Sandbox) -> None:
    sandbox.git("switch", "-q", "-c", "side")
    sandbox.write("articles/020-side.md", b"side\n")
    sandbox.write("articles/001-keya.md", text("keya", "side"))
    sandbox.commit("side")
    sandbox.git("switch", "-q", "main")
    sandbox.commit("empty")
    sandbox.write("articles/001-keya.md", text("keya", "main"))
    sandbox.commit("main")
    sandbox.git("merge", "-q", "side", ok=False)
    sandbox.write("articles/001-keya.md", text("keya", "both"))
    sandbox.write("articles/021-merge.md", b"only in the merge\n")
    sandbox.commit("merge")
    found = {change.subject: change for change in read_history(sandbox.open())}
    assert found.keys() == {"merge", "main", "side", "The articles"}
    assert set(found["merge"].files) == {
        FileChange(status="M", old="articles/001-keya.md", new="articles/001-keya.md"),
        FileChange(status="A", old=None, new="articles/021-merge.md"),
    }
    assert len(found["side"].files) == 2


def test_clock_skew_does_not_change_the_order(sandbox: Sandbox) -> None:
    git = sandbox.open()
    for number, date in enumerate(("4000000000 +0000", "100000000 +0000", "2000000000 +0000")):
        commit_all(
            git, {"articles/x.md": b"%d\n" % number}, Message(subject=f"{number}"), date=date
        )
    assert [change.subject for change in read_history(git)] == ["2", "1", "0", "The articles"]


def test_settings_for_git_log_change_nothing(sandbox: Sandbox) -> None:
    land(sandbox.open(), amendment(sandbox.head))
    before = read_history(sandbox.open())
    for key, value in {
        "log.decorate": "full",
        "log.date": "relative",
        "log.follow": "true",
        "log.mailmap": "true",
        "log.diffMerges": "on",
        "log.showRoot": "false",
        "format.pretty": "oneline",
        "diff.renames": "false",
        "diff.noprefix": "true",
        "diff.relative": "true",
        "diff.orderFile": os.devnull,
        "diff.submodule": "log",
        "color.ui": "always",
        "core.abbrev": "7",
        "core.quotePath": "true",
        "i18n.logOutputEncoding": "cp932",
        "notes.displayRef": "*",
    }.items():
        sandbox.git("config", key, value)
    assert read_history(sandbox.open()) == before


def test_no_commit_and_a_damaged_history(tmp_path: Path, sandbox: Sandbox) -> None:
    assert read_history(Git.create(tmp_path / "empty")) == ()
    sandbox.write("articles/020-a.md", b"a\n")
    head = sandbox.commit("second")
    parent = sandbox.git("rev-parse", "HEAD~1")
    (sandbox.path / ".git/objects" / parent[:2] / parent[2:]).unlink()
    with pytest.raises(RepositoryError):
        read_history(sandbox.open(), head)


def test_many_articles_moved_twice_are_followed_at_once(sandbox: Sandbox) -> None:
    git = sandbox.open()
    many = {f"articles/{n:04}-a{n}.md": text(f"a{n}") for n in range(100, 400)}
    base = commit_all(git, many, Message(subject="many")).commits[0]
    for round_ in (1, 2):
        renames = {
            f"articles/{n + round_ - 1:04}-a{n}.md": f"articles/{n + round_:04}-a{n}.md"
            for n in range(100, 400)
        }
        landing = Landing(
            name=f"{round_}", base=base, renames=renames, renaming=Message(subject=f"{round_}")
        )
        base = land(git, landing).commits[0]
    second, first, *_ = read_history(git)
    for change in (first, second):
        assert {file.status for file in change.files} == {"R"}
        assert len(change.files) == 300


def test_a_renaming_that_also_changes_the_text_is_told_from_a_pure_one(sandbox: Sandbox) -> None:
    sandbox.git("mv", "articles/004-keyd.md", "articles/024-keyd.md")
    sandbox.git("mv", "articles/005-keye.md", "articles/025-keye.md")
    sandbox.write("articles/025-keye.md", text("keye", "As amended."))
    sandbox.commit("Renumber by hand")
    newest, _ = read_history(sandbox.open())
    assert [(file.status, file.exact, file.text) for file in newest.files] == [
        ("R", True, False),
        ("R", False, True),
    ]
