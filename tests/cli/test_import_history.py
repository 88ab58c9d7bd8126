"""``amendtool import --history``: versions of a document as amendments, with authors and days."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Repository, call
from tests.cli.kills import states_between
from tests.cli.test_git_page import kitano

__all__ = ["kitano"]

RULES = """\
# Rules of the Sample Club

## Article 1 (Name)

The name of the Club shall be Sample Club.

## Article 2 (Fees)

The fee shall be ten dollars, as Article 3 says.

## Article 3 (Treasurer)

The treasurer shall collect the fees.
"""
RAISED = RULES.replace("ten dollars", "twenty dollars")
SEATED = (
    RAISED.replace("Article 3", "Article 4")
    .replace("## Article 2 (Fees)", "## Article 3 (Fees)")
    .replace("## Article 3 (Fees)", "## Article 2 (Seat)\n\nIt sits here.\n\n## Article 3 (Fees)")
)
OTHER = "# Menu\n\n## Article 1 (Soup)\n\nHot.\n\n## Article 2 (Fish)\n\nFried, on Fridays alone.\n"


@pytest.fixture
def empty(tmp_path: Path) -> Repository:
    made = Repository(path=tmp_path / "ours")
    assert call("init", str(made.path), "--company", "Sample Club").code == 0
    return made


@pytest.fixture
def theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Rules kept in git: written, raised, moved, saved again, and given a seat on a branch."""
    made = Repository(path=tmp_path / "theirs")
    made.path.mkdir()
    made.git("init", "-q", "-b", "main")

    def commit(message: str, who: str, when: str) -> None:
        monkeypatch.setenv("GIT_AUTHOR_NAME", who)
        monkeypatch.setenv("GIT_AUTHOR_EMAIL", f"{who.split()[0].lower()}@example.com")
        monkeypatch.setenv("GIT_AUTHOR_DATE", when)
        made.commit(message)

    made.write("old/rules.md", RULES.encode())
    commit("The first rules", "Ann", "2015-03-01T23:30:00 -0500")
    made.write("old/rules.md", RAISED.encode())
    commit("Raise the fee", "山田 花子", "2017-03-01T10:00:00 +0900")
    made.git("mv", "old/rules.md", "rules.md")
    commit("Move the file", "Ann", "2017-04-01T10:00:00 +0000")
    made.git("checkout", "-q", "-b", "seat")
    made.write("rules.md", SEATED.encode().replace(b"here", b"there"))
    commit("Try a seat", "Cid", "2018-01-01T10:00:00 +0000")
    made.write("rules.md", SEATED.encode())
    commit("Try another", "Cid", "2018-01-02T10:00:00 +0000")
    made.git("checkout", "-q", "main")
    made.write("unrelated", b"x")
    commit("Something else", "Ann", "2018-01-03T10:00:00 +0000")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2019-03-01T10:00:00 +0000")
    made.git("merge", "-q", "--no-ff", "-m", "Give it a seat", "seat")
    for name in ("NAME", "EMAIL", "DATE"):
        monkeypatch.delenv(f"GIT_AUTHOR_{name}")
    return made


def dated(folder: Path, **versions: str) -> str:
    folder.mkdir()
    for day, text in versions.items():
        (folder / f"{day.removeprefix('d').replace('_', '-')}.md").write_text(text)
    return str(folder)


def test_a_file_in_git_keeps_its_authors_and_its_days(
    empty: Repository, theirs: Repository
) -> None:
    head = theirs.head
    done = empty.at("import", "--history", str(theirs.path / "rules.md"), "--json")
    assert done.code == 0, done.err
    first, raised, seated = done.record["versions"]
    assert (first["day"], first["author"], first["amendment"]) == ("2015-03-01", "Ann", None)
    assert (raised["day"], raised["amendment"]) == ("2017-03-01", "as-of-2017-03-01")
    assert (seated["day"], seated["source"]) == ("2019-03-01", head), "a branch is one version"
    told = empty.git("log", "--format=%an <%ae> %ad %s", "--date=iso", "--reverse").splitlines()
    assert told[1:] == [
        "Ann <ann@example.com> 2015-03-01 23:30:00 -0500 The first rules",
        "山田 花子 <山田@example.com> 2017-03-01 10:00:00 +0900 Raise the fee",
        "Ann <ann@example.com> 2019-03-01 10:00:00 +0000 Give it a seat: renumbering",
        "Ann <ann@example.com> 2019-03-01 10:00:00 +0000 Give it a seat",
    ]
    assert "Imported-From: " + head in empty.git("log", "-1")
    blamed = empty.git("blame", "--line-porcelain", "articles/004-treasurer.md")
    assert {line for line in blamed.splitlines() if line.startswith("author ")} == {"author Ann"}
    assert empty.at("verify").out.startswith("2 amendments replayed")
    assert empty.at("check").code == 0
    assert empty.status == []
    assert "Article 2 → Article 3 (fees)" in empty.at("log", "fees").out
    assert empty.git("tag").splitlines() == ["as-of-2017-03-01", "as-of-2019-03-01"]
    assert "It sits here." in empty.at("show", "Article 2").out
    assert theirs.head == head


def test_what_no_version_holds_is_told_to_stay_outside(
    empty: Repository, theirs: Repository
) -> None:
    path = theirs.path / "rules.md"
    path.write_bytes(SEATED.replace("\n", "\r\n").encode())
    checked = empty.at("import", "--history", str(path), "--check")
    assert "history-uncommitted" not in checked.err, "ends of lines are git's to change"
    path.write_text(SEATED.replace("twenty", "thirty"), encoding="utf-8")
    done = empty.at("import", "--history", str(path), "--json")
    assert [each["code"] for each in done.problems][:1] == ["history-uncommitted"]
    assert "twenty dollars" in empty.at("show", "Article 3").out


def test_no_program_of_the_other_repository_runs(
    empty: Repository, theirs: Repository, tmp_path: Path
) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\necho $0 >> {tmp_path}/went-off\ncat 2>/dev/null\n")
    trap.chmod(0o755)
    theirs.write(".git/info/attributes", b"* filter=trap diff=trap\n")
    names = ("core.fsmonitor", "core.pager", "diff.external", "diff.trap.textconv", "gpg.program")
    for name in (*names, "diff.trap.command", "filter.trap.smudge", "filter.trap.clean"):
        theirs.git("config", name, str(trap))
    theirs.git("config", "log.showSignature", "true")
    done = empty.at("import", "--history", str(theirs.path / "rules.md"))
    assert done.code == 0, done.err
    assert not (tmp_path / "went-off").exists()
    theirs.git("diff", "HEAD~1", ok=False)
    assert (tmp_path / "went-off").exists(), "the trap works"


def test_dated_files_are_versions(empty: Repository, tmp_path: Path) -> None:
    folder = dated(tmp_path / "old", d2015_03_01=RULES, d2016_03_01=RULES, d2017_03_01=RAISED)
    (tmp_path / "old/20190301 AGM of 2019.md").write_text(SEATED)
    (tmp_path / "old/README.md").write_text("how it is used")
    done = empty.at("import", "--history", folder)
    assert done.code == 0, done.err
    assert "2016-03-01  no amendment: " in done.out
    assert "2017-03-01  as-of-2017-03-01: 1 operation, from " in done.out
    assert "Committed: the articles and 2 amendments, in 4 commits" in done.out
    told = empty.git("log", "--format=%ad %s", "--date=short").splitlines()
    assert told[:2] == ["2019-03-01 AGM of 2019", "2019-03-01 AGM of 2019: renumbering"]
    assert told[3] == "2015-03-01 Import 2015-03-01.md"
    me = empty.git("log", "-1", "--format=%cn <%ce>")
    assert empty.git("log", "--format=%an <%ae>").splitlines() == [me] * 5
    shown = empty.at("table", "2019-03-01").err
    assert "amendment-missing" in shown, "a day names the text of a day, and no amendment"


def test_the_text_is_that_of_each_version(empty: Repository, tmp_path: Path) -> None:
    """Also where its citations lead nowhere: what was adopted is not mended."""
    astray = SEATED.replace("as Article 4 says", "as Article 3 says")
    folder = dated(tmp_path / "old", d2015_03_01=RULES, d2017_03_01=RAISED, d2019_03_01=astray)
    assert empty.at("import", "--history", folder).code == 0
    assert "as Article 3 says" in empty.at("show", "Article 3").out
    assert empty.at("verify").code == 0


def test_with_check_nothing_is_written(empty: Repository, tmp_path: Path) -> None:
    folder = dated(tmp_path / "old", d2015_03_01=RULES, d2017_03_01=RAISED)
    before = empty.state
    done = empty.at("import", "--history", folder, "--check")
    assert done.code == 0
    assert done.out.endswith("Nothing was written: the articles and 1 amendment would be\n")
    assert empty.at("import", "--history", folder, "--check", "--json").record["written"] is False
    assert empty.state == before


@pytest.mark.parametrize(
    ("versions", "code", "place"),
    [
        ({"d2015_03_01": RULES, "d2017_03_01": OTHER}, "edited-restated", "2017-03-01.md"),
        ({"d2015_03_01": RULES, "d2017_03_01": "Hello.\n"}, "no-articles", "2017-03-01.md"),
        ({"d2015_03_01": RULES, "d2017_03_01": ""}, "document-empty", "2017-03-01.md"),
        ({"d2015_03_01": RULES, "notes": RAISED}, "history-undated", "notes.md"),
        ({"d2015_03_01": RULES, "d2015_02_30": RAISED}, "history-undated", "2015-02-30.md"),
        ({"d2015_03_01": RULES, "d20150301": RAISED}, "history-undated", "20150301.md"),
        ({"d1949_04_01": RULES, "d2015_03_01": RAISED}, "history-too-early", "1949-04-01.md"),
        ({}, "history-undated", "old"),
    ],
)
def test_what_stops_it_stops_all_of_it(
    empty: Repository, tmp_path: Path, versions: dict[str, str], code: str, place: str
) -> None:
    folder = dated(tmp_path / "old", **versions)
    before = empty.state
    done = empty.at("import", "--history", folder, "--json")
    assert done.code == 3
    assert [each["code"] for each in done.problems] == [code]
    assert done.problems[0]["file"].endswith(place)
    assert empty.state == before


def test_a_version_with_tracked_changes_says_two_things(
    empty: Repository, tmp_path: Path, small: Repository
) -> None:
    (tmp_path / "old").mkdir()
    small.amend("move", "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n")
    one, two = (str(tmp_path / f"old/{day}.docx") for day in ("2015-03-01", "2017-03-01"))
    assert small.at("export", "-o", one).code == 0
    assert small.at("export", "move", "--tracked", "-o", two).code == 0
    before = empty.state
    done = empty.at("import", "--history", str(tmp_path / "old"))
    assert done.code == 3
    assert "[tracked-changes]" in done.err
    assert "2017-03-01.docx" in done.err
    assert empty.state == before
    done = empty.at("import", "--history", str(tmp_path / "old"), "--changes", "accept")
    assert done.code == 0, done.err
    assert "Chuo-ku" in empty.at("show").out
    assert empty.at("show", "--at", "HEAD~1").out.count("Minato-ku") == 1


def test_there_has_to_be_a_history(empty: Repository, tmp_path: Path) -> None:
    (tmp_path / "alone.md").write_text(RULES)
    empty.write("mine.md", RULES.encode())
    for path in (tmp_path / "alone.md", empty.path / "mine.md"):
        done = empty.at("import", "--history", str(path), "--json")
        assert done.code == 3
        assert [each["code"] for each in done.problems] == ["history-none"]


def test_where_nothing_is_started_it_says_what_starts_it(tmp_path: Path) -> None:
    (tmp_path / "2019-03-01.md").write_text(RULES, encoding="utf-8")
    done = call("-C", str(tmp_path), "import", "--history", ".")
    assert done.code == 5
    assert "`amendtool init`" in done.err
    assert "amendtool import FILE" not in done.err, "that would leave it no place"


def test_where_there_are_articles_it_is_refused(small: Repository, tmp_path: Path) -> None:
    folder = dated(tmp_path / "old", d2015_03_01=RULES)
    before = small.state
    done = small.at("import", "--history", folder)
    assert done.code == 3
    assert "[articles-there]" in done.err
    assert small.state == before
    assert small.at("import", "--history", folder, "--yes").code == 2


def test_articles_of_two_editions_have_no_history_of_one(kitano: Repository) -> None:
    done = kitano.at("import", "--history", "amendtool.toml")
    assert done.code == 3
    assert "[history-" in done.err


def test_a_day_before_that_of_the_version_before_is_said(
    empty: Repository, theirs: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2016-01-01T00:00:00 +0000")
    theirs.write("rules.md", SEATED.replace("dollars", "euros").encode())
    theirs.commit("Rebased")
    monkeypatch.delenv("GIT_AUTHOR_DATE")
    done = empty.at("import", "--history", str(theirs.path / "rules.md"))
    assert done.code == 0, done.err
    assert "2019-03-01  as-of-2016-01-01: 1 operation" in done.out
    assert "warning[history-order]" in done.err
    fresh = Repository(path=empty.path.parent / "fresh")
    assert call("init", str(fresh.path)).code == 0
    looked = fresh.at("import", "--history", str(theirs.path / "rules.md"), "--check")
    assert looked.code == 1, "there is something to look at"
    assert empty.git("log", "-1", "--format=%ad", "--date=short") == "2016-01-01"


@pytest.mark.long
def test_the_sample_company_from_its_word_files(
    empty: Repository, kitano: Repository, tmp_path: Path
) -> None:
    """Ten states of its articles, printed as Word files: the last ones come out of it."""
    (tmp_path / "old").mkdir()
    names = sorted(path.stem for path in (ROOT / "examples/kitano/amendments").glob("*.yaml"))
    for name in (name for name in names if name < "2026"):
        if name != "2009-06-26-agm":
            assert kitano.at("apply", name).code == 0
        day = name.removesuffix("-agm")
        assert kitano.at("export", "-o", f"../old/{day}.docx").code == 0
    shutil.rmtree(empty.path)
    assert call("init", str(empty.path), "--language", "ja").code == 0
    done = empty.at("import", "--history", "../old", "--json")
    assert done.code == 0, done.err
    assert sum(each["amendment"] is not None for each in done.record["versions"]) == 8
    last, ours = (each.at("show").out.splitlines() for each in (kitano, empty))
    # The documents have a title in front and a list of revisions behind, which stay as text.
    told = set(filter(None, last))
    assert [line for line in ours if line in told] == [*filter(None, last)]
    assert len(ours) < len(last) + 16
    assert empty.at("verify").code == 0


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")
def test_killed_anywhere_there_is_all_of_it_or_nothing(empty: Repository, tmp_path: Path) -> None:
    folder = dated(tmp_path / "old", d2015_03_01=RULES, d2017_03_01=RAISED, d2019_03_01=SEATED)
    path = tmp_path / "copy"
    copy = Repository(path=Path(shutil.copytree(empty.path, path)))
    course = states_between(
        lambda: copy.at("import", "--history", folder), path, tmp_path / "states"
    )
    assert copy.at("check").code == 0
    whole = copy.git("rev-parse", "HEAD^{tree}")
    for state in course.states:
        state.laid(path)
        assert copy.git("rev-list", "--count", "HEAD") in ("1", "5"), str(state)
        again = copy.at("import", "--history", folder)
        assert again.code == 0 or "[articles-there]" in again.err, (str(state), again.err)
        assert copy.git("rev-parse", "HEAD^{tree}") == whole
        assert copy.status == [], str(state)
        subprocess.run(["git", "fsck", "--strict"], cwd=path, check=True, capture_output=True)
    print(f"import --history: {course.deeds} kill points, {len(course.states)} states")
