"""What the notice says of a proposal, filled in on a page of the desk and kept in its file."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.test_drafting import HAND, Drafting, sent
from tests.desk.test_drafting import drafting as drafting
from tests.desk.test_server import started
from tests.sample.kitano import KITANO

PAGE = "/proposals/plan/notice"
FACTS = {
    "title.en": "A plan",
    "meeting.en": "",
    "resolved": "",
    "announced": "",
    "adopted": "",
    "effective": "",
    "reasons.en": "",
}


def asked(drafting: Drafting, page: str = PAGE) -> dict[str, str]:
    """The fields of the form, and what stands in them."""
    tree = Drafting(drafting.desk, page).tree()
    form = tree.xpath("//form[@data-place='facts']")[0]
    fields = form.xpath(".//input[@id]|.//textarea[@id]")
    return {each.name: (each.value or "").removeprefix("\n") for each in fields}


def take(drafting: Drafting, page: str = PAGE, **fields: str) -> int:
    return sent(drafting.desk, page, drafting.proof, act="facts", **fields).code


def test_a_form_shows_what_the_file_says_and_changes_that_alone(drafting: Drafting) -> None:
    assert asked(drafting) == FACTS
    said = {**FACTS, "meeting.en": "The 12th Meeting", "adopted": "June 25, 2026"}
    said["reasons.en"] = "To move the seat.\n\nTo say: what it does."
    assert take(drafting, **said) == 303
    assert asked(drafting) == {**said, "adopted": "2026-06-25"}
    head, operations = HAND.split("operations:")
    assert drafting.yaml == (
        f"{head}meeting: The 12th Meeting\nadopted: 2026-06-25\nreasons:\n  - To move the seat.\n"
        f'  - "To say: what it does."\noperations:{operations}'
    )
    # One reason in other words, one more, and a day taken back.
    said["reasons.en"] = "To move the seat.\n\nAnother one.\n\nA third one."
    assert take(drafting, **{**said, "adopted": ""}) == 303
    assert drafting.yaml == (
        f"{head}meeting: The 12th Meeting\nreasons:\n  - To move the seat.\n"
        f'  - "Another one."\n  - A third one.\noperations:{operations}'
    )
    assert drafting.send("undo").code == 303
    assert asked(drafting)["adopted"] == "2026-06-25"


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "25"])
def test_what_is_no_day_is_told_at_its_field_and_stays_there(drafting: Drafting, day: str) -> None:
    answer = sent(drafting.desk, PAGE, drafting.proof, act="facts", **{**FACTS, "adopted": day})
    page = answer.body.decode()
    assert answer.code == 422
    assert f'value="{day}"' in page
    assert page.count('aria-invalid="true"') == 1
    assert drafting.yaml == HAND


def test_the_lines_of_a_new_file_are_taken_out_of_their_comments(drafting: Drafting) -> None:
    desk = drafting.desk
    assert sent(desk, "/proposals/new", drafting.proof, name="new", title="New").code == 303
    new = Drafting(desk, "/proposals/new/draft")
    before = new.yaml
    page = "/proposals/new/notice"
    said = {**asked(new, page), "adopted": "2026-06-25", "effective": "2026-07-01"}
    assert take(new, page, **said) == 303
    changed = [
        (old, now)
        for old, now in zip(before.splitlines(), new.yaml.splitlines(), strict=True)
        if old != now
    ]
    assert [now.split("  ")[0] for _, now in changed] == [
        "adopted: 2026-06-25",
        "effective: 2026-07-01",
    ]
    assert all(old.startswith("# ") for old, _ in changed)


def test_what_the_documents_lack_is_asked_for_where_they_are_taken(drafting: Drafting) -> None:
    desk = drafting.desk
    answer = desk("/amendments/plan/files/everything.zip")
    assert answer.code == 303
    page = Drafting(desk, PAGE).tree()
    assert {each.get("id") for each in page.xpath("//*[@class='desk-mark']")} == {
        "meeting-en-wanted",
        "adopted-wanted",
        "reasons-en-wanted",
    }
    said = {**FACTS, "meeting.en": "The 12th Meeting", "adopted": "2026-06-25"}
    assert take(drafting, **{**said, "reasons.en": "To move the seat."}) == 303
    assert drafting.send("save").code == 200
    packed = desk("/amendments/plan/files/everything.zip")
    assert packed.code == 200
    names = zipfile.ZipFile(io.BytesIO(packed.body)).namelist()
    assert {"index.html", "item.docx", "table.docx", "plan.yaml"} <= set(names)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Drafting]:
    """A company with two editions, and a proposal that is begun."""
    repository = Repository(path=shutil.copytree(KITANO, tmp_path / "kitano"))
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "The articles")):
        repository.git(*words)
    for desk in started(repository):
        desk.enter()
        drafting = Drafting(desk, "/proposals/both/draft")
        assert sent(desk, "/proposals/new", drafting.proof, name="both", title="両方").code == 303
        yield drafting


def test_words_are_asked_for_in_every_edition(both: Drafting) -> None:
    page = "/proposals/both/notice"
    said = asked(both, page)
    assert {"title.ja", "title.en", "reasons.ja", "reasons.en", "adopted"} <= said.keys()
    said |= {"title.ja": "定款一部変更の件", "title.en": "Partial Amendment"}
    said |= {"reasons.ja": "一つ。\n\n二つ。", "reasons.en": "One.\n\nTwo."}
    assert take(both, page, **said) == 303
    assert asked(both, page) == said
    assert take(both, page, **{**said, "title.en": ""}) == 422
    assert asked(both, page) == said


def test_what_is_typed_in_one_edition_is_not_shown_as_the_words_of_another(both: Drafting) -> None:
    english = Drafting(both.desk, "/en/proposals/both/draft")
    typed = "The seat is elsewhere."
    kept = sent(
        both.desk, "/en/proposals/both/typed", both.proof, act="words", key="head-office",
        heading="Seat", text=typed,
    )  # fmt: skip
    assert kept.code == 200
    page = english.tree("?edit=head-office")
    assert page.xpath("string(//textarea[@id='text'])").strip() == typed
    page = both.tree("?edit=head-office")
    assert typed not in page.xpath("string(//textarea[@id='text'])")
    # but the way to it is shown there
    waiting = page.xpath("//form[input[@value='forget']]//a/@href")
    assert len(waiting) == 1
    assert "/en/proposals/both/draft?edit=head-office" in waiting[0]


def test_what_is_typed_of_the_notice_is_kept(drafting: Drafting) -> None:
    said = {**FACTS, "meeting.en": "The 12th"}
    kept = sent(drafting.desk, "/proposals/plan/typed", drafting.proof, act="facts", **said)
    assert kept.code == 200
    assert asked(drafting) == said
    assert drafting.tree().xpath("//form[input[@value='forget']]//a/@href") == [
        "../../proposals/plan/notice"
    ]
