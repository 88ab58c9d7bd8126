"""The laws of the writers on Windows and macOS, by fakes of what those do with names and files."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.keys import key_problems, make_key, same_key
from amendtool.disk import rename_into_gap
from amendtool.errors import RepositoryError
from amendtool.repository.landing.drafts import keep_draft, kept_draft, kept_drafts
from amendtool.repository.landing.landing import land
from amendtool.repository.landing.recovery import recover
from amendtool.repository.landing.writing import Writing, take_back, write_files
from amendtool.repository.landing.writing_record import writing_there
from tests.repository.fake_systems import (
    FakeSystem,
    HfsPlus,
    KilledError,
    MacOS,
    Windows,
    running_on,
)
from tests.repository.sandbox import AFTER, BEFORE, TAG, Sandbox, amendment, start

SYSTEMS = (Windows, MacOS, HfsPlus)
NEW = {"articles/101-議長.md": b"# A\n\nText.\n", "articles/02-が/102-b.md": b"# B\n\nText.\n"}
OVER = {"amendtool.toml": b"# before\n"}
HOLD: dict[str, Callable[[Path, FakeSystem], object]] = {
    "held open": lambda path, system: system.held.add(str(path)),
    "read-only": lambda path, system: path.chmod(0o444),
}
EVERY = [pytest.param(1, marks=pytest.mark.long, id="each"), pytest.param(9, id="some")]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the fakes stand on a POSIX system")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{name}_NAME", "Taro")
            patch.setenv(f"GIT_{name}_EMAIL", "taro@example.com")
        sandbox = start(tmp_path_factory.mktemp("template") / "sandbox")
        sandbox.write("amendtool.toml", OVER["amendtool.toml"])
        sandbox.commit("The settings")
    return sandbox.path


@pytest.fixture
def fresh(template: Path, tmp_path: Path) -> Callable[[], Sandbox]:
    def make() -> Sandbox:
        shutil.rmtree(tmp_path / "sandbox", ignore_errors=True)
        shutil.copytree(template, tmp_path / "sandbox")
        return Sandbox(path=tmp_path / "sandbox")

    return make


def write(sandbox: Sandbox) -> None:
    files = {**NEW, "amendtool.toml": b"# after\n"}
    write_files(sandbox.open(), "import", lambda: Writing(files=files, over=OVER))


def seen(sandbox: Sandbox) -> dict[str, bytes]:
    settings = {"amendtool.toml": (sandbox.path / "amendtool.toml").read_bytes()}
    return {**sandbox.files(), **settings}


# -- landing and writing ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", SYSTEMS)
def test_an_amendment_lands(fresh: Callable[[], Sandbox], kind: type[FakeSystem]) -> None:
    sandbox = fresh()
    with running_on(kind(sandbox.path)):
        land(sandbox.open(), amendment(sandbox.head))
        assert recover(sandbox.open()) is None
    assert sandbox.files() == AFTER
    assert sandbox.status == []


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("kind", SYSTEMS[:2])
def test_landing_killed_at_any_deed_is_before_or_after(
    fresh: Callable[[], Sandbox], kind: type[FakeSystem], every: int
) -> None:
    point, outcomes = 1, set()
    while True:
        sandbox = fresh()
        base = sandbox.head
        system = kind(sandbox.path)
        system.dies_at = point
        with running_on(system):
            try:
                land(sandbox.open(), amendment(base))
            except KilledError:
                pass
            else:
                break
        with running_on(kind(sandbox.path)):
            recover(sandbox.open())
            if sandbox.head == base:
                assert sandbox.files() == BEFORE
                land(sandbox.open(), amendment(base))
                outcomes.add("before")
            else:
                outcomes.add("after")
        assert sandbox.files() == AFTER
        assert sandbox.git("rev-list", "--count", f"{base}..HEAD") == "2"
        assert sandbox.git("tag") == TAG
        assert sandbox.status == []
        assert not (sandbox.path / ".git/amendtool").exists()
        point += every
    assert outcomes == {"before", "after"}


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("kind", SYSTEMS[:2])
def test_writing_killed_at_any_deed_is_all_or_nothing(
    fresh: Callable[[], Sandbox], kind: type[FakeSystem], every: int
) -> None:
    sandbox = fresh()
    before = seen(sandbox)
    after = {**before, **NEW, "amendtool.toml": b"# after\n"}
    point = 1
    while True:
        sandbox = fresh()
        system = kind(sandbox.path)
        system.dies_at = point
        with running_on(system):
            try:
                write(sandbox)
            except KilledError:
                pass
            else:
                break
        with running_on(kind(sandbox.path)):
            if writing_there(sandbox.open()):
                assert take_back(sandbox.open())
                assert seen(sandbox) == before
            left = {k: v for k, v in seen(sandbox).items() if ".amendtool-new-" not in k}
            assert left in (before, after)
            if left == before:
                write(sandbox)
        assert seen(sandbox) == after
        point += every
    assert seen(sandbox) == after
    assert point > 9


# -- files that are held ----------------------------------------------------------------------


@pytest.mark.parametrize("hold", HOLD)
@pytest.mark.parametrize("path", ["articles/003-keyc.md", "articles/010-keyj.md"])
def test_a_file_that_is_held_is_waited_for(
    fresh: Callable[[], Sandbox], hold: str, path: str
) -> None:
    sandbox = fresh()
    system = Windows(sandbox.path)
    HOLD[hold](sandbox.path / path, system)
    base = sandbox.head
    with running_on(system):
        with pytest.raises(RepositoryError) as error:
            land(sandbox.open(), amendment(base))
        (problem,) = error.value.problems
        assert problem.code == "files-behind", problem
        with pytest.raises(RepositoryError):
            recover(sandbox.open())
        system.held.clear()
        for each in (sandbox.path / "articles").iterdir():
            each.chmod(0o644)
        recovered = recover(sandbox.open())
    assert recovered is not None
    assert sandbox.files() == AFTER
    assert sandbox.status == []


@pytest.mark.parametrize("hold", HOLD)
def test_settings_that_are_held_stop_a_writing_whole(
    fresh: Callable[[], Sandbox], hold: str
) -> None:
    sandbox = fresh()
    before = seen(sandbox)
    system = Windows(sandbox.path)
    HOLD[hold](sandbox.path / "amendtool.toml", system)
    with running_on(system):
        with pytest.raises(RepositoryError) as error:
            write(sandbox)
        assert [problem.code for problem in error.value.problems] == ["unwritable"]
        assert seen(sandbox) == before
        assert not writing_there(sandbox.open())
        system.held.clear()
        (sandbox.path / "amendtool.toml").chmod(0o644)
        write(sandbox)
    assert sandbox.files() == {**BEFORE, **NEW}


# -- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SYSTEMS)
@pytest.mark.parametrize("standing", ["articles/101-ÉTÉ.md", "ARTICLES/101-été.MD"])
def test_a_file_of_another_spelling_is_not_written_over(
    fresh: Callable[[], Sandbox], kind: type[FakeSystem], standing: str
) -> None:
    sandbox = fresh()
    with running_on(kind(sandbox.path)):
        mine = sandbox.write(standing, b"mine\n")
        files = {"articles/100-a.md": b"# A\n", "articles/101-été.md": b"# B\n"}
        with pytest.raises(RepositoryError):
            write_files(sandbox.open(), "import", lambda: Writing(files=files))
        assert mine.read_bytes() == b"mine\n"
        assert not (sandbox.path / "articles/100-a.md").exists()


@pytest.mark.parametrize("kind", [MacOS, HfsPlus])
def test_a_file_of_another_composition_is_not_written_over(
    fresh: Callable[[], Sandbox], kind: type[FakeSystem]
) -> None:
    sandbox = fresh()
    composed = "articles/101-がぎ.md"
    with running_on(kind(sandbox.path)):
        mine = sandbox.write(unicodedata.normalize("NFD", composed), b"mine\n")
        with pytest.raises(RepositoryError):
            write_files(sandbox.open(), "new", lambda: Writing(files={composed: b"ours\n"}))
    assert mine.read_bytes() == b"mine\n"


@pytest.mark.parametrize("kind", SYSTEMS)
def test_a_file_is_renamed_to_another_spelling_of_itself(
    tmp_path: Path, kind: type[FakeSystem]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "ABC.md").write_bytes(b"text")
    with running_on(kind(folder)):
        rename_into_gap(str(folder / "ABC.md"), str(folder / "abc.md"))
        assert os.listdir(folder) == ["abc.md"]
        assert (folder / "Abc.md").read_bytes() == b"text"


@pytest.mark.parametrize("name", ["con", "NUL.md", "a?", "com1.x", "a<b", "lpt³"])
def test_what_windows_cannot_name_is_told_and_nothing_is_written(
    fresh: Callable[[], Sandbox], name: str
) -> None:
    sandbox = fresh()
    files = {"articles/100-a.md": b"# A\n", f"articles/{name}": b"# B\n"}
    with running_on(Windows(sandbox.path)), pytest.raises(RepositoryError):
        write_files(sandbox.open(), "import", lambda: Writing(files=files))
    assert sandbox.files() == BEFORE


names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)


@given(names, names)
def test_keys_are_names_everywhere_and_two_are_two(one: str, other: str) -> None:
    keys = [make_key(heading, ()) for heading in (one, other)]
    for kind in SYSTEMS:
        system = kind(Path("/nowhere"))
        for key in keys:
            assert key_problems(key) == ()
            for name in (f"001-{key}.md", f"02-{key}"):
                system.require_name(name)
                assert system.stored(name) == name
                assert unicodedata.normalize("NFC", system.listed(name)) == name
        alike = system.same(f"{keys[0]}.md") == system.same(f"{keys[1]}.md")
        assert not alike or same_key(*keys)


# -- drafts of the desk ---------------------------------------------------------------------------


def test_a_draft_that_a_program_holds_open_is_kept_as_it_was(sandbox: Sandbox) -> None:
    """A scanner that looks at the file: nothing is lost, and the next time it is kept."""
    git = sandbox.open()
    with running_on(Windows(sandbox.path)) as system:
        keep_draft(git, "a" * 40, b"one", before=None)
        path = sandbox.path / f".git/amendtool/drafts/{'a' * 40}.draft"
        system.held.add(str(path))
        for data in (b"two", None):
            with pytest.raises(RepositoryError) as error:
                keep_draft(git, "a" * 40, data, before=b"one")
            assert [problem.code for problem in error.value.problems] == ["unwritable"]
            assert kept_draft(git, "a" * 40) == b"one"
        system.held.clear()
        keep_draft(git, "a" * 40, b"two", before=b"one")
        assert [data for _, data in kept_drafts(git)] == [b"two"]
        keep_draft(git, "a" * 40, None, before=b"two")
        assert list(kept_drafts(git)) == []
    assert [each.name for each in path.parent.iterdir()] == []
