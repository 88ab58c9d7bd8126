"""A draft of the desk that came with a received ``.git``: shown where a run can have kept it."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

import pytest

from amendtool.errors import RepositoryError
from amendtool.repository.landing.drafts import draft_name
from amendtool.repository.workspace import Workspace
from amendtool.workflow.open import open_workspace
from amendtool.workflow.working_draft.draft import discard, drafts_of, keep, working_draft
from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.test_server import started

PLAN = "amendment: plan\noperations:\n  - delete: Article 3\n"


def packed(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def kept(**fields: object) -> bytes:
    """A draft as a run keeps it, with some fields forged."""
    told = {"form": 1, "name": "plan", "who": "", "base": None, "states": [packed(PLAN)], "at": 0}
    return json.dumps({**told, "typed": {}, **fields}).encode()


FORGED = {
    "no json": b"[" * 60_000,
    "a number without end": b'{"form":' + b"9" * 5_000 + b"}",
    "another form": kept(form=2),
    "half a character": kept(name="\ud800"),
    "half a character in who": kept(who="\udfff"),
    "half a character that is typed": kept(typed={"name": {"text": "\ud800"}}),
    "half a character for a place": kept(typed={"\udc00": {"text": "x"}}),
    "a name above the folder": kept(name="../../victim"),
    "a name of another draft": kept(name="other"),
    "a name with a line": kept(name="a\nb"),
    "a name with NUL": kept(name="a\0b"),
    "a name of git's": kept(name="HEAD"),
    "a name without end": kept(name="a" * 5_000),
    "somebody else's": kept(who="somebody"),
    "no state": kept(states=[]),
    "a state that is none": kept(at=1),
    "a state before the first": kept(at=-1),
    "a state that is true": kept(at=True),
    "no base64": kept(states=["?"]),
    "a base that is a list": kept(base=[1]),
    "typed that is a list": kept(typed=["x"]),
    "typed that is a number": kept(typed={"a": {"b": 7}}),
}


def laid(repository: Repository, data: bytes, name: str = "plan") -> Workspace:
    repository.write(f".git/amendtool/drafts/{draft_name(name, '')}.draft", data)
    return open_workspace(repository.path)[0]


def test_what_a_run_has_kept_is_found_again(small: Repository) -> None:
    workspace = laid(small, kept())
    (found,) = drafts_of(workspace, "")
    assert (found.name, found.now.decode()) == ("plan", PLAN)


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED)
def test_what_no_run_has_kept_is_no_draft(small: Repository, data: bytes) -> None:
    workspace = laid(small, data)
    assert working_draft(workspace, "plan", "") is None
    assert list(drafts_of(workspace, "")) == []
    # The proposal itself can be drafted: its first change takes the place of what stands there.
    small.write("amendments/plan.yaml", PLAN.encode())
    draft = working_draft(workspace, "plan", "")
    assert draft is not None
    assert draft.now.decode() == PLAN
    draft = keep(workspace, draft.then(PLAN.replace("3", "2").encode()))
    assert [each.name for each in drafts_of(workspace, "")] == ["plan"]
    discard(workspace, draft)
    assert list(drafts_of(workspace, "")) == []


@pytest.mark.parametrize("name", ["\ud800", "../../victim", "a\nb", "HEAD"])
def test_nor_is_one_whose_place_fits_its_name(small: Repository, name: str) -> None:
    workspace = laid(small, kept(name=name), name)
    assert list(drafts_of(workspace, "")) == []
    assert working_draft(workspace, name, "") is None


def test_one_forged_draft_does_not_take_the_list_away(small: Repository) -> None:
    laid(small, kept(name="\ud800"), "\ud800")
    for desk in started(small):
        desk.enter()
        assert [desk(path).code for path in ("/proposals", "/proposals/x/draft")] == [200, 404]


@pytest.mark.parametrize("instead", ["link", "second name", "pipe", "folder", "device"])
def test_what_stands_in_place_of_a_draft_is_not_read(
    small: Repository, tmp_path: Path, instead: str
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(kept())
    place = small.path / ".git/amendtool/drafts" / f"{draft_name('plan', '')}.draft"
    place.parent.mkdir(parents=True)
    match instead:
        case "link":
            place.symlink_to(victim)
        case "device":
            place.symlink_to("/dev/zero")
        case "second name":
            os.link(victim, place)
        case "pipe":
            os.mkfifo(place)
        case _:
            place.mkdir()
    workspace = open_workspace(small.path)[0]
    if instead == "second name":  # it is the same file, and read as what it is
        (draft,) = drafts_of(workspace, "")
        discard(workspace, draft)
    else:
        assert list(drafts_of(workspace, "")) == []
        with pytest.raises(RepositoryError):
            working_draft(workspace, "plan", "")
    assert victim.read_bytes() == kept()


def test_a_folder_of_drafts_that_is_a_link_is_not_entered(
    small: Repository, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    place = victim / f"{draft_name('plan', '')}.draft"
    place.write_bytes(kept())
    (small.path / ".git/amendtool").mkdir()
    (small.path / ".git/amendtool/drafts").symlink_to(victim)
    workspace = open_workspace(small.path)[0]
    for act in (lambda: working_draft(workspace, "plan", ""), lambda: drafts_of(workspace, "")):
        with pytest.raises(RepositoryError):
            act()
    assert place.read_bytes() == kept()
