"""No verb runs a program that the configuration or the attributes of a repository name.

The list of settings is git's own (``git help --config``), so a newer git brings its new ones.
Every setting that names something to run gets a trap, in each place where a repository can keep
its settings; then every verb is called, and no trap may have gone off.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from amendtool.cli.app import VERBS
from tests.cli.conftest import Repository, call

RUNS = re.compile(
    r"""(cmd | command | program | clean | smudge | process | (?<!cache)textconv | driver | editor
      | pager | helper | askpass | gitproxy | fsmonitor | hookspath | hook | external | uploadpack
      | receivepack | browser | httpd | smtpserver | modulepath | (tool|man|browser)\..*\.path)$
      | ^(alias|pager)\.""",
    re.VERBOSE | re.IGNORECASE,
)
"""What the name of a setting ends with that names a program, or begins with."""

NOT_LISTED = (
    *("filter.<driver>.process", "remote.<name>.vcs", "tar.<format>.command", "core.sshCommand"),
    *("gc.recentObjectsHook", "merge.<driver>.driver"),
)
"""Settings that some versions of git obey and do not list."""

INSTEAD = {
    "<format>": ("openpgp", "ssh", "x509"),
    "<cmd>": ("log", "status", "diff", "config"),
    "*": ("log", "status", "cat-file", "ls-tree", "rev-parse", "update-ref", "config"),
}
"""What the places in the names of settings stand for; any other is called ``trap``."""

HOOKS = (
    *("reference-transaction", "post-index-change", "pre-commit", "commit-msg", "post-commit"),
    *("prepare-commit-msg", "post-checkout", "post-merge", "pre-rebase", "fsmonitor-watchman"),
)


@cache
def settings() -> list[str]:
    """Every setting of the installed git that names something to run."""
    done = subprocess.run(["git", "help", "--config"], capture_output=True, text=True, check=True)
    names = [*done.stdout.split(), *NOT_LISTED]
    found: list[str] = []
    for name in dict.fromkeys(names):
        if not RUNS.search(name) or name.startswith(("advice.", "color.", "column.")):
            continue
        place = re.search(r"<\w+>|\*", name)
        values = INSTEAD.get(place[0], ("trap",)) if place else ("",)
        found += [name.replace(place[0], value) if place else name for value in values]
    return found


class Traps:
    """The trap programs, and which of them went off."""

    def __init__(self, folder: Path) -> None:
        self.marker = folder / "went-off"
        self.folder = folder / "traps"
        self.hooks = folder / "hooks"
        self.folder.mkdir()
        self.hooks.mkdir()
        for hook in HOOKS:
            self._set(self.hooks / hook)

    def _set(self, path: Path) -> Path:
        path.write_text(f'#!/bin/sh\necho "{path.name} $*" >> {self.marker}\ncat 2>/dev/null\n')
        path.chmod(0o755)
        return path

    def value(self, name: str) -> str:
        """What the setting is set to."""
        if name.lower() == "core.hookspath":
            return str(self.hooks)
        trap = self._set(self.folder / name)
        return f"!{trap}" if name.startswith("alias.") else str(trap)

    @property
    def gone_off(self) -> list[str]:
        return self.marker.read_text().splitlines() if self.marker.exists() else []


@pytest.fixture
def traps(tmp_path: Path) -> Traps:
    return Traps(tmp_path)


def in_config(repository: Repository, file: Path) -> None:
    config = repository.path / ".git/config"
    config.write_text(config.read_text() + file.read_text())


def included(repository: Repository, file: Path) -> None:
    repository.git("config", "include.path", str(file))


def included_for_the_branch(repository: Repository, file: Path) -> None:
    repository.git("config", "includeIf.onbranch:**.path", str(file))


def included_for_the_folder(repository: Repository, file: Path) -> None:
    repository.git("config", f"includeIf.gitdir:{repository.path}/.path", str(file))


def of_the_work_tree(repository: Repository, file: Path) -> None:
    repository.git("config", "extensions.worktreeConfig", "true")
    (repository.path / ".git/config.worktree").write_text(file.read_text())


PLACES = (in_config, included, included_for_the_branch, included_for_the_folder, of_the_work_tree)


@pytest.fixture
def trapped(small: Repository, traps: Traps, tmp_path: Path) -> Repository:
    """The small repository, its attributes sending every file through every driver."""
    attributes = b"* filter=trap diff=trap merge=trap\n*.md text eol=lf\n"
    small.write(".gitattributes", attributes)
    small.write(".git/info/attributes", attributes)
    more = "title: An example\nadopted: 2026-06-25\nmeeting: a meeting\n"
    more += "reasons:\n  - For an example.\n"
    small.amend("first", "  - delete: Article 3\n", more=more)
    small.amend("second", "  - replace: Article 2\n    text: |\n      Another purpose.\n")
    small.amend(
        "other",
        "  - replace: Article 1 heading\n    text: What It Is Called\n"
        "    effective: {event: opening}\n",
    )
    ends = "  - insert: Article 1\n    key: trial\n    text: A trial.\n    delete_on: 2021-03-31\n"
    small.amend("ending", ends)
    small.commit("The amendments")
    for hook in HOOKS:
        (small.path / ".git/hooks" / hook).write_bytes((traps.hooks / hook).read_bytes())
        (small.path / ".git/hooks" / hook).chmod(0o755)
    return small


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A file with all the settings, and the folder that their values name: git wrote it once."""
    traps = Traps(tmp_path_factory.mktemp("written"))
    file = traps.folder.parent / "settings"
    for name in settings():
        subprocess.run(["git", "config", "-f", file, name, traps.value(name)], check=True)
    return traps.folder.parent, file.read_text()


@pytest.fixture
def bait(traps: Traps, written: tuple[Path, str]) -> Path:
    """The file with all the settings, whose values name the traps of this test."""
    for name in settings():
        traps.value(name)
    folder, text = written
    file = traps.folder.parent / "settings"
    file.write_text(text.replace(str(folder), str(traps.folder.parent)))
    return file


def every_verb(folder: Path) -> dict[str, list[str]]:
    """Each verb, called so that it does its work; ``apply`` once before its table is asked for."""
    return {
        "show": ["show"],
        "check": ["check"],
        "new": ["new third"],
        "rebase": ["rebase other --against HEAD"],
        "correct": ["correct --reason misprint"],
        "baseline": ["baseline --established 1949-04-01"],
        "conflicts": ["conflicts first second"],
        "outcomes": ["outcomes first second"],
        "status": ["status"],
        "list": ["list"],
        "references": ["references"],
        "plan": ["plan first --references"],
        "draft": ["draft -o amendments/fourth.yaml"],
        "restyle": [f"restyle --article §1 -o {folder}/fifth.yaml"],
        "apply": ["apply first", "apply second"],
        "record": ["record first registered 2026-07-05"],
        "verify": ["verify"],
        "due": ["due --on 2013-06-01"],
        "event": ["event opening 2021-01-31"],
        "expire": ["apply ending", "expire --on 2021-03-31"],
        "undo": ["undo second"],
        "reject": ["reject second"],
        "withdraw": ["withdraw other"],
        "table": ["table first", f"table HEAD~1..HEAD -o {folder}/table.html"],
        "diff": ["diff", "diff HEAD~1 HEAD"],
        "styles": ["styles"],
        "document": [f"document first -o {folder}/notice.docx"],
        "review": [f"review HEAD~1 -o {folder}/review"],
        "notice": [f"notice first -o {folder}/outgoing"],
        "export": [
            f"export -o {folder}/articles.docx",
            f"export first --tracked -o {folder}/tracked.docx",
        ],
        "import": [f"import {folder}/articles.docx --check"],
        "site": [f"site -o {folder}/pages"],
        "log": ["log"],
        "schema": ["schema"],
        "setup-git": ["setup-git --yes", "setup-git --undo"],
        "completion": ["completion bash"],
        "init": ["init inner"],
        "demo": ["demo shown"],
    }


def touched(repository: Repository) -> None:
    """Make git compare every file with its index, as it does where the times differ."""
    for path in (repository.path / "articles").rglob("*.md"):
        os.utime(path)


def calls(repository: Repository, folder: Path) -> Iterator[tuple[str, int, str]]:
    for verb, lines in every_verb(folder).items():
        for line in lines:
            if verb in ("draft", "correct"):
                path = next((repository.path / "articles").glob("002-*.md"))
                path.write_text(path.read_text() + "\nOne more paragraph.\n")
            touched(repository)
            result = repository.at(*line.split())
            if verb == "draft":
                path.write_text(path.read_text().removesuffix("\nOne more paragraph.\n"))
                (repository.path / "amendments/fourth.yaml").unlink(missing_ok=True)
            yield line, result.code, result.err


def test_every_verb_is_called_here(tmp_path: Path) -> None:
    # The desk does not end; tests/desk/test_server.py opens it on the same ground. A row of a fleet
    # opens its repository by the same use cases: tests/fleet/test_rows.py.
    assert set(every_verb(tmp_path)) | {"desk", "fleet"} == set(VERBS)


def test_git_lists_the_settings_that_are_known_to_run_something() -> None:
    known = {"core.fsmonitor", "core.hooksPath", "core.pager", "core.editor", "core.sshCommand"}
    known |= {"filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "alias.log"}
    known |= {"gpg.program", "gpg.ssh.program", "gpg.x509.program", "gpg.ssh.defaultKeyCommand"}
    known |= {"diff.trap.textconv", "diff.trap.command", "merge.trap.driver", "diff.external"}
    known |= {"credential.helper", "uploadpack.packObjectsHook", "pager.log", "sequence.editor"}
    assert known <= set(settings())


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(place, marks=() if place in (included, of_the_work_tree) else pytest.mark.long)
        for place in PLACES
    ],
)
def test_no_verb_runs_what_a_repository_names(
    trapped: Repository,
    traps: Traps,
    bait: Path,
    tmp_path: Path,
    place: Callable[[Repository, Path], None],
) -> None:
    place(trapped, bait)
    for line, code, errors in calls(trapped, tmp_path):
        assert traps.gone_off == [], line
        assert code in (0, 1), (line, errors)
    # The traps work: plain git, in the same repository, runs them.
    touched(trapped)
    for words in (["add", "articles"], ["diff", "HEAD~1"], ["checkout", "HEAD", "."]):
        subprocess.run(["git", *words], cwd=trapped.path, capture_output=True, check=False)
    gone_off = {line.split()[0] for line in traps.gone_off}
    assert gone_off & {"filter.trap.clean", "filter.trap.process"}
    assert gone_off & {"core.fsmonitor", "diff.external"}


@pytest.mark.parametrize("form", ["openpgp", "ssh", "x509"])
@pytest.mark.parametrize("what", ["commit", "tag"])
@pytest.mark.parametrize("place", PLACES)
def test_a_signature_is_not_made_by_what_a_repository_names(
    trapped: Repository,
    traps: Traps,
    bait: Path,
    form: str,
    what: str,
    place: Callable[[Repository, Path], None],
) -> None:
    place(trapped, bait)
    trapped.git("-c", "core.fsmonitor=", "config", f"{what}.gpgSign", "true")
    trapped.git("config", "gpg.format", form)
    head = (trapped.path / ".git/refs/heads/main").read_text()
    result = trapped.at("apply", "first")
    assert result.code == 5
    assert "[unsafe-setting]" in result.err
    assert "gpg." in result.err
    assert traps.gone_off == []
    assert (trapped.path / ".git/refs/heads/main").read_text() == head


def test_what_the_user_has_set_signs(small: Repository, traps: Traps) -> None:
    """The same program, in the user's own configuration, is asked for the signature."""
    small.amend("first", "  - delete: Article 3\n")
    small.commit()
    subprocess.run(
        ["git", "config", "--global", "gpg.program", traps.value("gpg.program")], check=True
    )
    small.git("config", "commit.gpgSign", "true")
    result = small.at("apply", "first")
    assert "[signing-failed]" in result.err, "the trap makes no signature"
    assert traps.gone_off


def test_a_filter_that_is_required_does_not_stop_and_changes_nothing(small: Repository) -> None:
    """Without its filter a file is what git holds, also where the filter calls itself required."""
    small.write(".gitattributes", b"*.md filter=up=per.case\n")
    small.amend("first", "  - delete: Article 2\n")
    small.commit()
    for name, value in {"clean": "tr a-z A-Z", "smudge": "tr a-z A-Z", "required": "true"}.items():
        small.git("config", f"filter.up=per.case.{name}", value)
    touched(small)
    assert small.at("apply", "first").code == 0
    assert b"head office in Minato-ku" in (small.path / "articles/002-office.md").read_bytes()


def test_init_beside_a_template_of_the_repository(tmp_path: Path, traps: Traps, bait: Path) -> None:
    """A repository that is joined has its settings already."""
    subprocess.run(["git", "init", "-q", "-b", "main", tmp_path / "joined"], check=True)
    in_config(Repository(path=tmp_path / "joined"), bait)
    assert call("init", str(tmp_path / "joined")).code == 0
    assert traps.gone_off == []


GIT_WITH_HOOKS = """#!/bin/sh
# git, as from 2.54 on: where references or an index are written, hooks of its settings run.
for each; do
  case $each in
    update-ref|update-index|fast-import)
      if [ "$(TRUE_GIT "$1" "$2" config --type=bool hook.trap.enabled)" != false ]; then
        $(TRUE_GIT "$1" "$2" config hook.trap.command)
      fi;;
  esac
done
exec TRUE_GIT "$@"
"""


def test_no_hook_of_the_settings_runs(
    small: Repository, traps: Traps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = shutil.which("git")
    assert true is not None
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin/git"
    script.write_text(GIT_WITH_HOOKS.replace("TRUE_GIT", true))
    script.chmod(0o755)
    small.amend("first", "  - delete: Article 3\n")
    small.commit()
    small.git("config", "hook.trap.event", "reference-transaction")
    small.git("config", "hook.trap.command", traps.value("hook.trap.command"))
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    for words in ("new second", "apply first", "record first registered 2026-07-05"):
        assert small.at(*words.split()).code == 0
        assert traps.gone_off == [], words
    small.git("update-ref", "refs/heads/more", "HEAD")
    assert not traps.gone_off, "called plainly the words come first"
    small.git("-C", ".", "update-ref", "refs/heads/more", "HEAD")
    assert traps.gone_off, "the trap works"
