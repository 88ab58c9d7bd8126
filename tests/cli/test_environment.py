"""The process and its surroundings: streams, terminals, encodings, folders, signals."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, ROOT, Repository, call, run

APPLIED = ("2007-06-26-agm", "2013-06-26-agm")


def shell(line: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """A line of sh in which ``amendtool`` is the program."""
    script = f'amendtool() {{ {sys.executable} -m amendtool "$@"; }}\n{line}'
    return subprocess.run(
        ("sh", "-c", script),
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        check=False,
        timeout=60,
    )


def in_a_terminal(
    words: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None, *, width: int = 80
) -> str:
    """Everything that the program writes when a terminal of ``width`` is its only stream."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    process = subprocess.Popen(
        (*PROGRAM, *words),
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "PAGER": "cat", **(env or {})},
        stdin=child,
        stdout=child,
        stderr=child,
        start_new_session=True,
    )
    os.close(child)
    data = b""
    with suppress(OSError):  # how Linux tells that the other end has closed
        while select.select([parent], [], [], 60)[0] and (chunk := os.read(parent, 65536)):
            data += chunk
    os.close(parent)
    assert process.wait(60) == 0, data
    return data.decode()


# -- streams --------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["log", "show", "check", "table 2013-06-26-agm", "--help"])
def test_a_full_disk_behind_standard_output(demo: Repository, words: str) -> None:
    done = shell(f"amendtool {words} >/dev/full", demo.path)
    assert done.returncode == 5
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("format", ["html", "docx", "json", "md"])
def test_a_full_disk_behind_a_document(demo: Repository, format: str) -> None:
    done = shell(f"amendtool table 2007-06-26-agm --format {format} >/dev/full", demo.path)
    assert done.returncode == 5
    assert b"Traceback" not in done.stderr


def test_a_full_disk_behind_an_output_file(demo: Repository, tmp_path: Path) -> None:
    # Through a link: a program that replaced the device would harm the whole machine.
    link = tmp_path / "full.html"
    link.symlink_to("/dev/full")
    done = demo.at("table", "2007-06-26-agm", "-o", str(link))
    assert done.code == 5
    assert "error[unwritable]" in done.err
    assert link.is_symlink()
    assert Path("/dev/full").is_char_device()
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_an_output_file_is_replaced_as_a_whole(demo: Repository, tmp_path: Path) -> None:
    real = tmp_path / "real.html"
    link = tmp_path / "link.html"
    real.write_text("old")
    link.symlink_to(real)
    assert demo.at("table", "2007-06-26-agm", "-o", str(link), "--force").code == 0
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_pipe_is_written_to_and_not_replaced(demo: Repository, tmp_path: Path) -> None:
    fifo = tmp_path / "pipe.json"
    os.mkfifo(fifo)
    reader = subprocess.Popen(("cat", str(fifo)), stdout=subprocess.PIPE)
    done = demo.run("table", "2007-06-26-agm", "-o", str(fifo))
    assert done.code == 0, done.err
    assert reader.communicate(timeout=60)[0].startswith(b'{\n  "schema"')
    assert fifo.is_fifo()


@pytest.mark.parametrize(("words", "code"), [("log", 0), ("show nonsense", 3), ("show -x", 2)])
@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-"])
def test_a_lost_standard_error_changes_no_exit_code(
    demo: Repository, words: str, code: int, where: str
) -> None:
    assert shell(f"amendtool {words} {where}", demo.path).returncode == code


def test_a_closed_standard_output_is_no_success(demo: Repository) -> None:
    for words in ("log", "table 2007-06-26-agm --json"):
        done = shell(f"amendtool {words} >&-", demo.path)
        assert done.returncode == 5
        assert b"Bad file descriptor" in done.stderr
        assert b"Traceback" not in done.stderr
        assert b"Exception ignored" not in done.stderr


def test_a_closed_standard_input(demo: Repository) -> None:
    assert shell("amendtool log <&-", demo.path).returncode == 0
    done = shell("amendtool plan - <&-", demo.path)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_error(demo: Repository, unbuffered: str) -> None:
    # More than a pipe holds.
    demo.write("articles/038-long.md", b"# Long\n\n" + b"Many words here.\n" * 20000)
    demo.commit()
    for words in ("show", "show --json"):
        done = shell(
            f"(amendtool {words}; echo $? >&2) | head -1", demo.path, PYTHONUNBUFFERED=unbuffered
        )
        assert done.stdout.count(b"\n") == 1
        assert done.stderr == b"1\n"


# -- encodings and widths -------------------------------------------------------------------


CONSOLES = ("cp932", "ascii", "latin-1", "ascii:strict", "utf-16")
SAID = ("table draft", "plan bad", "show", "plan draft", "log", "check")


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        # Each console shows a table and a mistake, each verb is shown on the poorest one; the
        # rest is for the long run, as each takes a process.
        pytest.param(
            *(encoding, words),
            marks=() if encoding == "ascii" or words in SAID[:2] else pytest.mark.long,
        )
        for encoding in CONSOLES
        for words in SAID
    ],
)
def test_no_console_is_too_poor(small: Repository, encoding: str, words: str) -> None:
    small.write(
        "articles/004-names.md", "# Names 神\n\nCafé 葛\U000e0100城 — “x” 株式会社\n".encode()
    )
    small.commit()
    small.amend("draft", "  - insert: Article 1\n    heading: É葛\n    text: Ünï → 株\n")
    small.amend("bad", "  - replace: 葛\n")
    plain = small.at(*words.split())
    done = small.run(*words.split(), env={"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding})
    assert done.code == plain.code
    assert b"Traceback" not in done.errors
    text = (done.data or done.errors).decode(encoding.split(":")[0])
    if encoding.startswith("ascii"):
        assert text.isascii()
        if words == "table draft":
            assert "\\u682a" in text  # a character that cannot be shown is told, not lost
            assert "-----" in text


def test_a_narrow_terminal(demo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    done = demo.run("table", "2013-06-26-agm", env={"COLUMNS": "20"})
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 20
    for width in ("1", "0", "-5", "x", "10000"):
        monkeypatch.setenv("COLUMNS", width)
        assert demo.at("table", "2013-06-26-agm").code == 0


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_the_width_of_the_terminal_is_kept_to(demo: Repository, unbuffered: str) -> None:
    env = {"PYTHONUNBUFFERED": unbuffered, "NO_COLOR": "1"}
    shown = in_a_terminal(("table", "2007-06-26-agm"), demo.path, env, width=60)
    lines = [line for line in shown.splitlines() if line.startswith("│")]
    assert {len(line) for line in lines} <= set(range(50, 61))
    assert lines


def test_formats_do_not_depend_on_the_terminal(demo: Repository) -> None:
    plain = demo.run("table", "2007-06-26-agm", "--format", "md").data
    shown = in_a_terminal(("table", "2007-06-26-agm", "--format", "md"), demo.path, width=40)
    assert plain.decode() in shown.replace("\r\n", "\n")


def test_colour_only_where_it_is_wanted(demo: Repository) -> None:
    table = ("table", "2007-06-26-agm")
    assert "\x1b[" in in_a_terminal(table, demo.path)
    assert "\x1b[" not in in_a_terminal(table, demo.path, {"NO_COLOR": "1"})
    assert "\x1b[" not in in_a_terminal(table, demo.path, {"TERM": "dumb"})
    assert "\x1b[" not in in_a_terminal(("--color", "never", *table), demo.path)
    assert "\x1b[" in in_a_terminal(("--color", "always", *table), demo.path, {"NO_COLOR": "1"})
    assert "\x1b[" in demo.at("--color", "always", *table).out
    for verb in (table, ("log",), ("show",), ("check",), ("plan", "nothing")):
        done = demo.at(*verb)
        assert b"\x1b" not in done.data + done.errors


def test_long_output_is_paged_in_a_terminal_only(demo: Repository, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ntouch {tmp_path}/paged\ncat\n")
    pager.chmod(0o755)
    env = {"PAGER": str(pager)}
    in_a_terminal(("--no-pager", "log"), demo.path, env)
    in_a_terminal(("show", "chairman"), demo.path, env)
    assert demo.run("log", env=env).code == 0
    assert not (tmp_path / "paged").exists()
    assert "chairman" in in_a_terminal(("log",), demo.path, env)
    assert (tmp_path / "paged").exists()


# -- where it runs --------------------------------------------------------------------------


def test_from_any_folder_of_the_repository(demo: Repository) -> None:
    (demo.path / "articles/supplementary/deep/er").mkdir(parents=True)
    for folder in ("articles", "amendments", "articles/supplementary/deep/er", ".git"):
        done = run("show", "chairman", cwd=demo.path / folder)
        assert done.out.startswith("(Chairman)\nArticle 16."), folder
    done = run("table", "../amendments/2007-06-26-agm.yaml", "-o", "x.md", cwd=demo.path / "tables")
    assert done.code == 0
    assert (demo.path / "tables/x.md").is_file()


def test_the_folder_behind_c(demo: Repository, tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    done = run("-C", "../demo", "show", "chairman", cwd=tmp_path / "else")
    assert done.code == 0
    done = run("-C", "../demo", "table", "2007-06-26-agm", "-o", "x.md", cwd=tmp_path / "else")
    assert done.code == 0
    assert (demo.path / "x.md").is_file()  # as if started there, like git
    for folder in ("nowhere", "../demo/amendtool.toml", ""):
        done = run("-C", folder, "show", cwd=tmp_path / "else")
        assert (done.code, done.out) == (5, ""), folder


def test_outside_any_repository(tmp_path: Path) -> None:
    for words in (("show",), ("log",), ("check",), ("plan", "x"), ("apply", "x"), ("new", "x")):
        done = call("-C", str(tmp_path), *words)
        assert done.code == 5
        assert "no-articles-repository" in done.err
        assert "amendtool init" in done.err


def test_articles_in_a_folder_of_a_larger_repository(example: Repository, tmp_path: Path) -> None:
    outer = Repository(path=tmp_path / "company")
    outer.path.mkdir()
    outer.git("init", "-q", "-b", "main")
    outer.write("readme.txt", b"company\n")
    shutil.copytree(example.path, outer.path / "legal/articles of inc", ignore=_no_git)
    outer.commit()
    outer.write("readme.txt", b"company, changed\n")
    inner = Repository(path=outer.path / "legal/articles of inc")
    for name in APPLIED:
        proposal = inner.at("table", name, "--json")
        assert proposal.code == 0, proposal.err
        done = inner.at("apply", name)
        assert done.code == 0, done.err
        assert "unrelated-changes" in done.err
        assert inner.at("table", name, "--json").data == proposal.data
    assert outer.status == [" M readme.txt"]
    assert inner.at("show", "chairman").out.startswith("(Chairman)\nArticle 16.")
    assert "Article 14 → Article 16" in inner.at("log", "chairman").out
    names = outer.git(
        "log", "--follow", "--format=%s", "--", "legal/articles of inc/articles/016-chairman.md"
    )
    assert len(names.splitlines()) == 3
    assert inner.at("check").code == 0


def _no_git(_: str, names: list[str]) -> set[str]:
    return {".git"} & set(names)


def test_a_linked_worktree(example: Repository, tmp_path: Path) -> None:
    example.git("worktree", "add", "-q", "-b", "draft", str(tmp_path / "linked"))
    linked = Repository(path=tmp_path / "linked")
    assert linked.at("apply", "2007-06-26-agm").code == 0
    assert linked.status == []
    assert example.status == []
    assert "thirteen" in example.at("show", "Article 16").out


def test_inherited_git_variables_lead_nowhere_else(
    example: Repository, demo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = demo.state
    monkeypatch.setenv("GIT_DIR", str(demo.path / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(demo.path))
    monkeypatch.setenv("GIT_INDEX_FILE", str(demo.path / ".git/index"))
    assert example.at("apply", "2007-06-26-agm").code == 0
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name)
    assert demo.state == before
    assert example.git("tag") == "2007-06-26-agm"


# -- completion -----------------------------------------------------------------------------


def completed(cwd: Path, *words: str) -> list[str]:
    done = run(
        cwd=cwd,
        env={
            "_AMENDTOOL_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(("amendtool", *words)),
            "COMP_CWORD": str(len(words)),
        },
    )
    assert (done.code, done.err) == (0, "")
    return [line.split(",", 1)[1] for line in done.out.splitlines() if line]


def test_the_shell_completes_verbs_options_and_amendments(demo: Repository) -> None:
    assert completed(demo.path, "ta") == ["table"]
    assert set(completed(demo.path, "")) >= {"init", "apply", "log"}
    assert completed(demo.path, "table", "2007") == ["2007-06-26-agm"]
    assert completed(demo.path, "plan", "") == list(APPLIED)
    assert completed(demo.path, "table", "x", "--format", "d") == ["docx"]
    assert "--json" in completed(demo.path, "log", "--")
    assert completed(demo.path.parent, "-C", "demo", "apply", "2013") == ["2013-06-26-agm"]
    assert completed(demo.path.parent, "table", "2007") == []


def test_the_shell_completes_what_stands_in_the_repository(
    demo: Repository, small: Repository
) -> None:
    assert completed(demo.path, "show", "chair") == ["chairman"]
    assert completed(demo.path, "log", "number-of") == ["number-of-directors"]
    assert set(completed(demo.path, "diff", "2")) == set(APPLIED)
    assert completed(demo.path, "diff", "main..2013") == ["main..2013-06-26-agm"]
    assert completed(demo.path, "show", "--at", "ma") == ["main"]
    assert completed(demo.path, "table", "x", "--house", "ja-n") == ["ja-notice"]
    assert completed(demo.path, "styles", "ja-n") == ["ja-notice"]
    assert "press-release" in completed(demo.path, "document", "x", "--template", "press")
    small.write("house/our.toml", b'base = "en"\n')
    assert completed(small.path, "table", "x", "--house", "house/") == ["house/our.toml"]
    wait = "  - delete: Article 3\n    effective: {event: opening}\n"
    small.amend("later", wait)
    assert completed(small.path, "event", "op") == ["opening"]
    assert completed(small.path.parent, "show", "") == []
    small.write("articles/001-name.md", b"\xff")
    assert completed(small.path, "show", "") == [], "what is wrong there is told by the verb"


def test_addresses_are_completed_as_they_are_typed(tmp_path: Path) -> None:
    kitano = tmp_path / "kitano"
    shutil.copytree(ROOT / "examples/kitano", kitano)
    subprocess.run(["git", "init", "-q", kitano], check=True)
    assert completed(kitano, "show", "第４６") == []
    assert completed(kitano, "show", "第46") == ["第46条"]
    assert completed(kitano, "show", "第５") == ["第５条", "第５章"]
    assert completed(kitano, "show", "第5") == ["第5条", "第5章"]
    english = completed(kitano, "show", "--language", "en", "trade")
    assert english == ["trade-name"]
    assert completed(kitano, "show", "--language", "en", "46") == ["46"]
    assert not [each for each in completed(kitano, "show", "") if " " in each]


def test_files_are_left_to_the_shell(demo: Repository) -> None:
    done = run(
        cwd=demo.path,
        env={
            "_AMENDTOOL_COMPLETE": "bash_complete",
            "COMP_WORDS": "amendtool table x -o out",
            "COMP_CWORD": "4",
        },
    )
    assert done.out == "file,out\n"


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_with_the_script(demo: Repository) -> None:
    """The script as a shell runs it, with a key behind the verb."""
    program = demo.path.parent / "amendtool"
    program.write_text(f'#!/bin/sh\nexec {" ".join(PROGRAM)} "$@"\n')
    program.chmod(0o755)
    script = call("completion", "bash").out.replace("complete -o nosort", "complete")
    asked = f"""{script}
COMP_WORDS=({program} show chair) COMP_CWORD=2
_amendtool_completion {program}
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(
        ["bash"],
        input=asked.encode(),
        cwd=demo.path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == (b"chairman\n", b"")


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_the_completion_script_is_one_for_the_shell(kind: str) -> None:
    done = call("completion", kind)
    assert done.code == 0
    assert "_AMENDTOOL_COMPLETE" in done.out
    program = shutil.which(kind)
    if program is not None:
        checked = subprocess.run((program, "-n"), input=done.data, capture_output=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, b"")


# -- signals --------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["apply", "plan", "check"])
def test_control_c_while_reading(example: Repository, verb: str) -> None:
    process = subprocess.Popen(
        (*PROGRAM, verb, "-"),
        cwd=example.path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    wchan = Path(f"/proc/{process.pid}/wchan")
    # Give it our whole amendment but no end of file, so that it waits for more.
    process.stdin.write(b"amendment: draft\n")
    process.stdin.flush()
    until = time.monotonic() + 60
    while b"pipe" not in wchan.read_bytes() and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"stopped at your request" in err
    assert b"Traceback" not in err


def applying(repository: Repository, signum: int, after: float) -> tuple[int, bytes]:
    """Start to apply the amendment of 2013 and send a signal after some seconds."""
    process = subprocess.Popen(
        (*PROGRAM, "apply", "2013-06-26-agm"),
        cwd=repository.path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        _, err = process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(signum)
        _, err = process.communicate(timeout=60)
    return process.returncode, err


def whole(repository: Repository) -> str:
    """Whether the amendment of 2013 is in force here: "before" or "after", nothing between."""
    head = repository.git("log", "-1", "--format=%s")
    tags = repository.git("tag").splitlines()
    assert repository.status == []
    assert repository.git("fsck", "--strict", "--no-dangling") == ""
    if "2013-06-26-agm" in tags:
        assert head == "Partial Amendment of the Articles of Incorporation"
        assert (repository.path / "articles/037-article-35-of-2007.md").is_file()
        return "after"
    assert head.startswith("The articles of incorporation before")
    assert (repository.path / "articles/035-article-35-of-2007.md").is_file()
    return "before"


def sweep(example: Repository, signum: int, moments: int) -> None:
    """Send a signal at many moments of a run; the next run completes it or starts again."""
    began = time.monotonic()
    assert applying(example, signum, 60)[0] == 0
    length = time.monotonic() - began
    for moment in range(moments):
        example.git("reset", "-q", "--hard", "2013-06-26-agm~2")
        example.git("tag", "-d", "2013-06-26-agm")
        code, err = applying(example, signum, length * (0.2 + moment / moments))
        assert b"Traceback" not in err or signum == signal.SIGINT, err
        done = example.run("apply", "2013-06-26-agm")
        assert done.code == (4 if code == 0 else done.code), done.err
        if done.code == 4:
            assert "already-applied" in done.err
        else:
            assert done.code == 0, (code, err, done.err)
        assert whole(example) == "after"


def test_killed_at_some_moments(example: Repository) -> None:
    sweep(example, signal.SIGKILL, 2)


@pytest.mark.long
@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_killed_at_many_moments(example: Repository, signum: int) -> None:
    sweep(example, signum, 60)
