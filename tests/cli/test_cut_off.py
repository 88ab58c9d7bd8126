"""Verbs that write more than one file, killed before each thing that they do to the disk.

Between before and after there is no state that any verb takes for one of the two, and the same
command, called again, ends as if nothing had been.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Repository, call
from tests.cli.kills import Course, killed, states_between

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")

TEXT = """# Rules of the Choir

## Chapter I. General

1. **Name.** The name of the choir is Vox.

2. **Work.** The choir

   (a) sings;

   (b) travels.

## Chapter II. Members

3. **Dues.** Dues are ten a year.
"""


def seen(path: Path) -> dict[str, bytes]:
    """The files that a person sees, git's folder left out."""
    return {
        each.relative_to(path).as_posix(): each.read_bytes()
        for each in sorted(path.rglob("*"))
        if each.is_file() and ".git" not in each.relative_to(path).parts
    }


def without_drafts(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without what a run that was killed leaves until the next one, and no verb reads."""
    return {
        path: data
        for path, data in files.items()
        if ".amendtool-new-" not in path and not path.endswith(".tmp")
    }


def fresh(template: Path, path: Path) -> Repository:
    shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(template, path, symlinks=True)
    return Repository(path=path)


VERBS = ("check", "table x", "apply x", "plan x", "show", "log", "export --format md")


def refused(repository: Repository, code: str, *, every: bool) -> None:
    for words in VERBS if every else VERBS[:3]:
        result = repository.at(*words.split())
        assert result.code == 5, (words, result.out)
        assert f"[{code}]" in result.err, words


def sweep_writing(
    template: Path, path: Path, words: str, again: tuple[str, ...], every: int = 1
) -> set[str]:
    """Kill a verb that writes files without a commit; in which states it was found."""
    before = seen(template)
    whole = fresh(template, path)
    assert whole.at(*words.split()).code == 0
    after = seen(path)
    states = set()
    repository = fresh(template, path)
    course = states_between(
        lambda: repository.at(*words.split()), path, path.with_name(f"{path.name}-states")
    )
    for state in course.states[::every]:
        state.laid(path)
        left = without_drafts(seen(path))
        if (path / ".git/amendtool/writing.json").exists():
            refused(repository, "writing-unfinished", every=every == 1)
            states.add("marked")
        else:
            assert left in (before, after), (str(state), sorted(left))
            states.add("before" if left == before else "after")
            assert repository.at("check").code in (0, 1)
        result = repository.at(*words.split())
        assert (result.code == 0) or (left == after and any(f"[{c}]" in result.err for c in again))
        assert seen(path) == after, "nothing is left over, and nothing is missing"
        assert not (path / ".git/amendtool/writing.json").exists()
    print(f"{words}: {course.deeds} kill points, {len(course.states[::every])} states")
    return states


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A repository without articles, whose settings an import adds to, and a document for it."""
    path = tmp_path / "empty"
    assert call("init", str(path)).code == 0
    (path / "rules.md").write_text(TEXT)
    return path


def test_an_import_is_all_or_nothing(empty: Path, tmp_path: Path) -> None:
    states = sweep_writing(empty, tmp_path / "copy", "import rules.md", ("articles-there",), 7)
    assert {"before", "marked"} <= states


@pytest.mark.long
def test_an_import_is_all_or_nothing_everywhere(empty: Path, tmp_path: Path) -> None:
    states = sweep_writing(empty, tmp_path / "copy", "import rules.md", ("articles-there",))
    assert states == {"before", "marked", "after"}


@pytest.mark.long
def test_a_new_amendment_is_all_or_nothing(prepared: Path, tmp_path: Path) -> None:
    states = sweep_writing(prepared / "small", tmp_path / "copy", "new x", ("file-in-the-way",))
    assert {"before", "marked", "after"} == states


def test_a_draft_is_all_or_nothing(prepared: Path, tmp_path: Path) -> None:
    template = fresh(prepared / "small", tmp_path / "edited")
    template.write("articles/003-office.md", b"# Office\n\nIt is in Kyoto.\n")
    words = "draft -o amendments/x.yaml"
    states = sweep_writing(template.path, tmp_path / "copy", words, ("file-in-the-way",), 2)
    assert {"before"} <= states <= {"before", "after"}


# -- repositories that are made ---------------------------------------------------------------


def sweep_starting(
    path: Path, words: tuple[str, ...], every: int = 1, first: int = 0, *, course: Course | None
) -> None:
    """Kill what makes a repository; called again, it ends as if nothing had been."""
    shutil.rmtree(path, ignore_errors=True)
    assert call(*words).code == 0
    made = Repository(path=path)
    after, tree, tags = seen(path), made.git("rev-parse", "HEAD^{tree}"), made.git("tag")
    if course is None:
        shutil.rmtree(path)
        course = states_between(lambda: call(*words), path, path.with_name("states"))
    for state in course.states[first::every]:
        state.laid(path)
        result = call(*words)
        told = "[already-started]" in result.err or "[folder-in-use]" in result.err
        assert result.code == 0 or told, (str(state), result.err)
        assert seen(path) == after, str(state)
        assert made.git("rev-parse", "HEAD^{tree}") == tree
        assert made.git("tag") == tags
        assert made.status == [] if words[0] == "init" else True
        made.git("fsck", "--strict", "--no-dangling")
        assert made.at("check").code == 0
    print(f"{words[0]}: {course.deeds} kill points, {len(course.states[first::every])} states")


def test_init_can_be_called_again_wherever_it_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "new"
    sweep_starting(path, ("init", str(path)), 6, course=None)


@pytest.mark.long
def test_init_can_be_called_again_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "new"
    sweep_starting(path, ("init", str(path)), course=None)


@pytest.mark.long
def test_an_example_can_be_begun_again_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "new"
    sweep_starting(path, ("init", str(path), "--example", "iij"), course=None)


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Course]:
    """The place of a demo, and every state that it goes through."""
    path = tmp_path_factory.mktemp("demo") / "new"
    known = call("init", str(path.with_name("known")))
    assert known.code == 0, "a process asks its git once what it is"
    return path, states_between(lambda: call("demo", str(path)), path, path.with_name("states"))


@pytest.mark.long
@pytest.mark.parametrize("first", range(4))
def test_a_demo_can_be_called_again_everywhere(
    demonstrated: tuple[Path, Course], first: int
) -> None:
    path, course = demonstrated
    sweep_starting(path, ("demo", str(path)), 4, first, course=course)


@pytest.mark.parametrize("before", [170])
def test_demo_goes_on_where_it_was_killed(demo: Repository, tmp_path: Path, before: int) -> None:
    path = tmp_path / "new"
    assert killed(lambda: call("demo", str(path)), before)
    assert call("demo", str(path)).code == 0
    assert seen(path) == seen(demo.path)
    assert Repository(path=path).git("tag") == demo.git("tag")
    assert "[folder-in-use]" in call("demo", str(path)).err


def test_a_folder_of_somebody_is_not_taken_for_a_demo(demo: Repository, tmp_path: Path) -> None:
    assert "[folder-in-use]" in call("demo", str(demo.path)).err
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("mine")
    assert "[folder-in-use]" in call("demo", str(tmp_path / "mine")).err


# -- the record is input ----------------------------------------------------------------------


def cut_off(template: Path, path: Path) -> Repository:
    """A repository in which an import was killed when some of its files were there."""
    for point in range(15, 200, 3):
        repository = fresh(template, path)
        killed(lambda: repository.at("import", "rules.md"), point)  # noqa: B023
        if any("002-" in name for name in seen(path)):
            return repository
    raise AssertionError("never cut off")


def test_what_somebody_has_changed_meanwhile_is_not_taken_back(empty: Path, tmp_path: Path) -> None:
    repository = cut_off(empty, tmp_path / "copy")
    (first, *others) = [name for name in seen(repository.path) if "-" in name]
    repository.write(first, b"# Mine\n\nIt is mine.\n")
    result = repository.at("import", "rules.md")
    assert result.code == 3
    assert "[articles-there]" in result.err
    assert (repository.path / first).read_bytes() == b"# Mine\n\nIt is mine.\n"
    assert not [name for name in others if (repository.path / name).exists()]
    assert repository.at("check").code in (0, 1, 3)


def test_what_git_holds_is_not_taken_back(empty: Path, tmp_path: Path) -> None:
    repository = cut_off(empty, tmp_path / "copy")
    held = [name for name in seen(repository.path) if "-" in name]
    repository.commit("What is there")
    repository.at("new", "x")
    assert [name for name in held if not (repository.path / name).exists()] == []


FORGED = {
    "no json": "[" * 5000,
    "another kind": '{"amendtool": "writing/2"}',
    "a path outside": {"files": {"../victim": "0" * 64}},
    "git's own folder": {"files": {"articles/.git/config": "0" * 64}},
    "a file of the user's": {"files": {"notes.txt": "0" * 64}},
    "no digest": {"files": {"articles/001-x.md": "x"}},
    "a folder outside": {"folders": ["../victim"]},
    "an absolute folder": {"folders": ["/tmp"]},
    "an article to replace": {
        "files": {"articles/001-name.md": "0" * 64},
        "before": {"articles/001-name.md": ""},
    },
    "a folder to replace something in": {
        "files": {"amendments/old/x.yaml": "0" * 64},
        "before": {"amendments/old/x.yaml": ""},
    },
    "no base64": {"files": {"amendtool.toml": "0" * 64}, "before": {"amendtool.toml": "?"}},
    "a verb that is none": {"verb": "x; rm -r"},
    "too much": {"more": 1},
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_record_that_no_run_has_written_is_not_obeyed(
    small: Repository, forged: str | dict[str, object]
) -> None:
    if isinstance(forged, dict):
        record = {"amendtool": "writing/1", "verb": "import", "files": {}, "before": {}}
        forged = json.dumps({**record, "folders": [], **forged})
    before = seen(small.path)
    small.write(".git/amendtool/writing.json", forged.encode())
    for words in ("check", "new x", "apply x", "draft -o amendments/y.yaml"):
        result = small.at(*words.split())
        assert result.code == 5
        assert "[writing-unfinished]" in result.err
        assert "cannot be read" in result.err
        assert "rm " in result.err
    assert seen(small.path) == before


def test_a_record_behind_a_link_is_not_read(small: Repository, tmp_path: Path) -> None:
    other = tmp_path / "record.json"
    record = {"amendtool": "writing/1", "verb": "new", "files": {}, "before": {}, "folders": []}
    other.write_text(json.dumps(record))
    (small.path / ".git/amendtool").mkdir()
    (small.path / ".git/amendtool/writing.json").symlink_to(other)
    assert "[writing-unfinished]" in small.at("new", "x").err
    assert other.exists()


def test_nothing_is_taken_back_through_a_linked_folder(empty: Path, tmp_path: Path) -> None:
    repository = cut_off(empty, tmp_path / "copy")
    outside = tmp_path / "outside"
    (repository.path / "articles").rename(outside)
    (repository.path / "articles").symlink_to(outside)
    before = seen(outside)
    assert repository.at("import", "rules.md").code == 5
    assert seen(outside) == before
