"""What the desk writes, where `.git` names programs, and where it is killed in between."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from amendtool.workflow.open import open_workspace
from amendtool.workflow.working_draft.draft import drafts_of, keep, working_draft
from amendtool.workflow.working_draft.saving import save
from tests.cli.conftest import Repository, Result
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.cli.kills import states_between
from tests.cli.test_cut_off import without_drafts
from tests.cli.test_no_program_runs import Traps, included, of_the_work_tree
from tests.cli.test_no_program_runs import bait as bait
from tests.cli.test_no_program_runs import trapped as trapped
from tests.cli.test_no_program_runs import traps as traps
from tests.cli.test_no_program_runs import written as written
from tests.desk.test_drafting import Drafting
from tests.desk.test_meeting import send
from tests.desk.test_server import run, started

PLAN = "amendment: plan\noperations:\n  - delete: Article 3\n"


@pytest.mark.parametrize(
    "place", [included, pytest.param(of_the_work_tree, marks=pytest.mark.long)]
)
def test_no_program_runs_where_something_is_drafted_and_adopted(
    trapped: Repository, traps: Traps, bait: Path, place: object
) -> None:
    assert callable(place)
    place(trapped, bait)
    for desk in run(trapped):
        desk.enter()
        drafting = Drafting(desk, "/proposals/second/draft")
        assert drafting.words("office", "Office", "The head office is in Osaka.").code == 303
        assert drafting.send("save").code == 200
        path = "/amendments/first/adopt"
        assert send(desk, path, desk(path)).code == 200
    assert traps.gone_off == []
    assert "Osaka" in (trapped.path / "amendments/second.yaml").read_text()
    assert "first" in trapped.git("-c", "core.fsmonitor=", "tag")


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")
@pytest.mark.parametrize("standing", [True, False])
def test_a_draft_that_is_saved_is_whole_wherever_it_is_killed(
    small: Repository, tmp_path: Path, standing: bool
) -> None:
    """The file is before or after, and what was drafted is not lost before it is saved."""
    if standing:
        small.write("amendments/plan.yaml", PLAN.encode())
        workspace = open_workspace(small.path)[0]
        draft = working_draft(workspace, "plan", "")
        assert draft is not None
        keep(workspace, draft.then(PLAN.replace("3", "2").encode()))
    else:
        for desk in started(small):
            desk.enter()
            drafting = Drafting(desk)
            assert drafting.send("", "/proposals/new", name="plan", title="T").code == 303
            assert drafting.words("office", "Office", "It is in Osaka.").code == 303
    before = small.files("amendments")

    def act() -> Result:
        workspace = open_workspace(small.path, writes=True)[0]
        draft = working_draft(workspace, "plan", "")
        assert draft is not None
        save(workspace, draft)
        return Result(code=0, data=b"", errors=b"")

    course = states_between(act, small.path, tmp_path / "states")
    after = small.files("amendments")
    assert after != before
    assert course.deeds > 5
    seen = set()
    for state in course.states:
        state.laid(small.path)
        if (small.path / ".git/amendtool/writing.json").exists():
            assert "[writing-unfinished]" in small.at("check").err, state
            seen.add("told")
        else:
            left = without_drafts(small.files("amendments"))
            assert left in (before, after), state
            seen.add("before" if left == before else "after")
        act()
        assert small.files("amendments") == after, state
        assert list(drafts_of(open_workspace(small.path)[0], "")) == []
        assert not list((small.path / ".git").rglob("*.lock")), state
    assert seen == {"told", "before", "after"}
    print(f"{course.deeds} kill points, {len(course.states)} states")
