"""Every verb that changes a repository, killed before each thing that it does to the disk.

Wherever that is, the branch is before or after; what the files and the index lack is told by
every verb, and the same command, called again, ends as if nothing had been. Those that make a
repository, or many files in one, are swept in ``test_cut_off``.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from amendtool.cli.app import VERBS
from tests.cli.conftest import Repository, Result
from tests.cli.kills import killed, states_between
from tests.cli.test_cut_off import without_drafts

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")

DAY = "2024-06-25"
OFFICE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
SEAL = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
PURPOSE = "  - replace: Article 2\n    find: an example\n    with: a model\n"
PURPOSE += "    effective: {event: opening}\n"

ENDING = "  - insert: Article 4\n    key: trial\n    text: A trial.\n    delete_on: 2021-03-31\n"

VERB_CALLS = {
    "apply": ("apply seal",),
    "apply A B": ("apply seal purpose",),
    "record": (f"record office registered {DAY}",),
    "event": (f"event opening {DAY}",),
    "record A": (f"record seal noticed {DAY}",),
    "baseline": ("baseline --established 1949-04-01",),
    "reject": (f"reject seal --on {DAY}",),
    "withdraw": (f"withdraw seal --on {DAY}",),
    "undo": ("undo office",),
    "undo A": ("undo office", "apply seal"),
    "undo B": ("undo expiry-2021-03-31", "expire --on 2021-03-31"),
    "expire": ("expire --on 2021-03-31",),
    "rebase": ("rebase purpose", "apply seal"),
    "correct": (f"correct --reason misprint --on {DAY}",),
    "restyle": ("restyle --article §1 -o amendments/look.yaml",),
    "new": ("new other",),
    "new A": ("new back --reverse office",),
    "draft": ("draft -o amendments/other.yaml",),
    "table": ("table seal -o table.html",),
    "document": ("document seal -o notice.docx",),
    "notice": ("notice seal -o out",),
    "site": ("site -o pages",),
    "review": ("review HEAD~1 -o out",),
    "export": ("export -o articles.md",),
}
"""What is called, and what is called before it."""

ELSEWHERE = frozenset(("init", "demo", "import", "setup-git", "fleet"))
"""What is swept in ``test_cut_off``, and what in ``test_setup_git``; the rows of a fleet are drafts
and landings as these here, and ``tests/fleet`` kills its workers."""

ONLY_READ = frozenset(
    ("show", "check", "conflicts", "outcomes", "status", "references", "plan", "verify", "styles")
) | {"log", "schema", "completion", "due", "diff", "list", "desk"}

DONE_ALREADY = (
    *("[already-applied]", "[already-decided]", "[already-recorded]", "[not-adopted]"),
    "nothing has ended by its own terms",
    *("[correction-empty]", "[file-in-the-way]", "[nothing-edited]"),
    "[baseline-twice]",
)


def test_every_verb_is_swept_or_writes_nothing() -> None:
    swept = {name.split()[0] for name in VERB_CALLS}
    assert swept | ELSEWHERE | ONLY_READ == set(VERBS)


@dataclass(frozen=True, kw_only=True)
class Whole:
    """What a repository is, to the letter, but for the times of its commits."""

    tree: str
    count: str
    tags: str
    status: tuple[str, ...]
    files: dict[str, bytes]


def whole(repository: Repository) -> Whole:
    return Whole(
        tree=repository.git("rev-parse", "HEAD^{tree}"),
        count=repository.git("rev-list", "--count", "HEAD"),
        tags=repository.git("tag"),
        status=tuple(repository.status),
        files={path: data for path, data in repository.files(".").items() if ".git/" not in path},
    )


@pytest.fixture(scope="module")
def alive(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles with one amendment in force and two that are pending, written against one base."""
    made = Repository(path=tmp_path_factory.mktemp("alive") / "alive")
    shutil.copytree(prepared / "small", made.path)
    made.amend("ending", ENDING)
    assert made.at("apply", "ending").code == 0
    made.amend("office", OFFICE)
    assert made.at("apply", "office").code == 0
    tree = made.git("rev-parse", "HEAD:articles")
    for name, operations in (("seal", SEAL), ("purpose", PURPOSE)):
        made.amend(
            name, operations, more=f"title: T\nreasons: [R]\nmeeting: M\nwritten_against: {tree}\n"
        )
    made.commit("Propose two")
    return made.path


def copied(template: Path, path: Path) -> Repository:
    shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(template, path, symlinks=True)
    return Repository(path=path)


def prepared_for(name: str, alive: Path, path: Path) -> Repository:
    """The repository as it is before the call that is killed."""
    repository = copied(alive, path)
    for words in VERB_CALLS[name][1:]:
        assert repository.at(*words.split()).code == 0
    if name in ("correct", "draft"):
        text = next((path / "articles").glob("*-office.md"))
        text.write_text(text.read_text().replace("Tokyo", "Tokio"))
    return repository


@dataclass(frozen=True, kw_only=True)
class Judge:
    """What a verb makes of a repository, and what it has to make of it wherever it was killed."""

    words: tuple[str, ...]
    repository: Repository
    before: Whole
    after: Whole

    def act(self) -> Result:
        return self.repository.at(*self.words)

    def judged(self, where: object, *, program: bool = False) -> None:
        """The repository is before or after, or says that it is not; called again, it is after.

        ``program``: git was killed too, which may have moved the branch and not yet its tag.
        """
        path, before, after = self.repository.path, self.before, self.after
        found = whole(self.repository)
        assert found.count in (before.count, after.count), where
        assert found.tree in (before.tree, after.tree), where
        if not program:
            tags_and_tree = {(each.tree, each.tags) for each in (before, after)}
            assert (found.tree, found.tags) in tags_and_tree, "the branch and its tags move at once"
        if without_drafts(found.files) not in (before.files, after.files):
            told = self.repository.at("check").err
            assert "[interrupted]" in told or "[writing-unfinished]" in told, where
        again = self.act()
        done = any(said in again.out + again.err for said in DONE_ALREADY)
        assert again.code in (0, 1) or done, (where, again.err)
        assert whole(self.repository) == after, where
        left = {each.name for each in (path / ".git/amendtool").glob("*")}
        assert left <= {"outputs"}, where
        assert not list((path / ".git").rglob("*.lock")), where
        assert not list((path / ".git").rglob("tmp_*")), where
        self.repository.git("fsck", "--strict", "--no-dangling")


def judge(name: str, template: Path, path: Path) -> Judge:
    """Do it once, unharmed."""
    repository = copied(template, path)
    words = tuple(VERB_CALLS[name][0].split())
    before = whole(repository)
    assert repository.at(*words).code in (0, 1)
    after = whole(repository)
    assert after != before
    copied(template, path)
    return Judge(words=words, repository=repository, before=before, after=after)


@pytest.mark.long
@pytest.mark.parametrize("name", VERB_CALLS)
def test_killed_anywhere_it_is_before_or_after(alive: Path, tmp_path: Path, name: str) -> None:
    template = prepared_for(name, alive, tmp_path / "template").path
    path = tmp_path / "copy"
    verb = judge(name, template, path)
    course = states_between(verb.act, path, tmp_path / "states")
    assert course.deeds > 3
    for state in course.states:
        state.laid(path)
        verb.judged(state)
    # The same, killed in truth, at some of the points.
    for point in range(7, course.deeds + 1, 60):
        copied(template, path)
        assert killed(verb.act, point), point
        verb.judged(point)
    print(f"{name}: {course.deeds} kill points, {len(course.states)} states")


@pytest.mark.parametrize("name", ["apply", "new"])
def test_the_states_that_are_kept_are_those_that_a_kill_leaves(
    alive: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the letter, but for what holds the time or the number of the process."""
    # The same ids each time: where a folder of objects is there already, more is done to the disk.
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_DATE", "@1600000000 +0000")
    template = prepared_for(name, alive, tmp_path / "template").path
    path = tmp_path / "copy"
    verb = judge(name, template, path)
    course = states_between(verb.act, path, tmp_path / "states")
    by_point = {point: state for state in course.states for point in state.points}
    assert sorted(by_point) == list(range(1, course.deeds + 1))
    for point in range(2, course.deeds + 1, course.deeds // 6):
        copied(template, path)
        assert killed(verb.act, point)
        assert shape(path) == shape(by_point[point].kept), point


def shape(root: Path) -> dict[str, bytes | None]:
    """The files in it; of git's folder the names, without objects: most hold times.

    What stands in the repository beside it is left out: the order of the disk removes it.
    """
    found: dict[str, bytes | None] = {}
    for each in sorted(root.rglob("*")):
        name = each.relative_to(root).as_posix()
        if not name.startswith(".git/"):
            found[name] = each.read_bytes() if each.is_file() else None
        elif not name.startswith((".git/objects/", ".git/amendtool/beside/")):
            found[re.sub(r"[0-9a-f]{8,}|\d{3,}", "#", name)] = None
    return found
