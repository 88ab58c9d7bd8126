"""Everything that goes out before a meeting: asked for at once, printed whole, kept in the file."""

from __future__ import annotations

import hashlib
import io
import os
import re
from html import unescape
from pathlib import Path

import docx
import pytest

from amendtool.workflow.documents.notice import QUESTIONS, answer_problem, as_kept
from tests.cli.conftest import Repository
from tools.terminal import CTRL_C, at_terminal

OFFICE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
FACTS = (
    *("--title", "Another head office", "--meeting", "The 5th Meeting", "--adopted", "2020-06-25"),
    *("--reason", "To move: the office grows."),
)
NAMES = [
    *("index.html", "item.docx", "office.yaml", "proposed.docx", "references.html"),
    *("table.docx", "table.html", "tracked.docx"),
]


@pytest.fixture
def office(small: Repository) -> Repository:
    path = small.path / "amendments/office.yaml"
    text = f"amendment: office  # by hand\noperations:\n{OFFICE}"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return small


def words(path: Path) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(path.read_bytes())).paragraphs)


def test_what_is_missing_is_told_at_once_and_nothing_is_written(office: Repository) -> None:
    before = office.state
    told = office.at("notice", "office", "-o", "out", "--json")
    assert [each["path"] for each in told.problems] == ["title", "meeting", "adopted", "reasons"]
    told = office.at("notice", "office", "-o", "out")
    assert told.code == 3
    found = re.findall(r"the notice prints (\w+),", told.err)
    assert found == ["title", "meeting", "adopted", "reasons"]
    assert office.state == before
    assert not (office.path / "out").exists()


def test_the_facts_stand_in_the_file_and_in_print(office: Repository) -> None:
    told = office.at("notice", "office", "-o", "out", *FACTS)
    assert told.code == 0, told.err
    folder = office.path / "out"
    assert sorted(each.name for each in folder.iterdir()) == NAMES
    kept = (office.path / "amendments/office.yaml").read_bytes()
    assert kept.startswith(b"amendment: office  # by hand\r\ntitle: Another head office\r\n")
    assert b'reasons:\r\n  - "To move: the office grows."\r\noperations:\r\n' in kept
    assert (folder / "office.yaml").read_bytes() == kept
    assert "To move: the office grows." in words(folder / "item.docx")
    assert "Chuo-ku" in words(folder / "proposed.docx")
    assert "Minato-ku" not in words(folder / "proposed.docx")
    assert office.at("check", "office").code == 0


def test_the_page_names_every_file_with_its_digest(office: Repository) -> None:
    assert office.at("notice", "office", "-o", "out", *FACTS).code == 0
    folder = office.path / "out"
    page = unescape((folder / "index.html").read_text())
    for name in NAMES[1:]:
        assert f'href="{name}"' in page
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() in page
    assert "amendtool.toml names no law" in page
    again = office.at("notice", "office", "-o", "out", "--json")
    assert again.code == 0, "all is said, and the files are its own"
    assert [each["name"] for each in again.record["files"]] == [
        *("item.docx", "table.docx", "table.html", "tracked.docx", "proposed.docx"),
        *("references.html", "office.yaml"),
    ]
    assert all(each["sha256"] in page for each in again.record["files"])
    (folder / "item.docx").write_bytes(b"mine")
    assert office.at("notice", "office", "-o", "out").code == 5


def test_the_law_of_the_settings_is_what_the_checklist_says(office: Repository) -> None:
    settings = office.path / "amendtool.toml"
    settings.write_text('law = "jp"\n' + settings.read_text())
    day = "2199-06-26"
    facts = [day if each == "2020-06-25" else each for each in FACTS]
    assert office.at("notice", "office", "-o", "out", *facts).code == 0
    page = (office.path / "out/index.html").read_text()
    assert "Companies Act arts. 309(2)(xi), 466" in page
    assert "DGCL" not in page


def test_the_law_of_delaware_tells_bylaws_from_the_certificate(office: Repository) -> None:
    settings = office.path / "amendtool.toml"
    settings.write_text('law = "us-de"\n' + settings.read_text())
    assert office.at("notice", "office", "-o", "out", *FACTS).code == 0
    page = (office.path / "out/index.html").read_text()
    assert "DGCL § 242(b)(1)" in page
    assert "DGCL § 109" not in page
    titled = re.sub(r"(?m)^title = .*\n", "", settings.read_text())
    settings.write_text('title = "Amended and Restated By-Laws"\n' + titled)
    assert office.at("notice", "office", "-o", "by").code == 0
    page = (office.path / "by/index.html").read_text()
    assert "DGCL § 109(a)" in page
    assert "nothing is filed" in page
    assert "DGCL § 242" not in page
    office.commit("The bylaws")
    assert office.at("apply", "office").code == 0
    assert "registered" not in office.at("status").out


def test_from_an_edited_document_to_everything(small: Repository) -> None:
    assert small.at("export", "-o", "edited.docx", "--no-revisions").code == 0
    path = small.path / "edited.docx"
    document = docx.Document(io.BytesIO(path.read_bytes()))
    (changed,) = [each for each in document.paragraphs if "Minato-ku" in each.text]
    for run in changed.runs:
        run.text = run.text.replace("Minato-ku", "Chuo-ku")
    document.save(str(path))
    told = small.at("notice", "edited.docx", "-o", "out", *FACTS)
    assert told.code == 2, "it needs a name"
    told = small.at("notice", "edited.docx", "--name", "office", "-o", "out", *FACTS)
    assert told.code == 0, told.err
    assert "Minato" in (small.path / "amendments/office.yaml").read_text()
    assert sorted(each.name for each in (small.path / "out").iterdir()) == NAMES
    again = small.at("notice", "edited.docx", "--name", "office", "-o", "out", *FACTS)
    assert again.code == 3, "the amendment is there"


def test_a_wrong_day_and_a_wrong_place_are_refused(office: Repository) -> None:
    assert office.at("notice", "office", "-o", "out", "--adopted", "soon").code == 2
    assert office.at("notice", "office", "-o", "articles", *FACTS).code == 5
    assert office.at("notice", "office", "--name", "other", "-o", "out").code == 2


def test_what_the_file_says_otherwise_is_not_passed_over(office: Repository) -> None:
    assert office.at("notice", "office", "-o", "out", *FACTS).code == 0
    before = office.state
    other = ("--title", "A third office", "--adopted", "2020-06-26", "--reason", FACTS[-1])
    told = office.at("notice", "office", "-o", "out", *other, "--json")
    assert told.code == 3
    assert [(each["code"], each["path"]) for each in told.problems] == [
        ("facts-differ", "title"),
        ("facts-differ", "adopted"),
    ]
    assert "Another head office" in told.problems[0]["message"]
    assert office.state == before
    assert office.at("notice", "office", "-o", "out", *FACTS).code == 0, "the same is no other"


@pytest.mark.parametrize("kept", ["out", "out/index.html", "out/item.docx"])
def test_a_folder_that_is_refused_leaves_the_amendment_as_it_was(
    office: Repository, kept: str
) -> None:
    office.write(kept, b"mine")
    before = office.state
    told = office.at("notice", "office", "-o", "out", *FACTS, "--json")
    assert told.code == 5
    code = "folder-in-the-way" if kept == "out" else "output-exists"
    assert [each["code"] for each in told.problems] == [code]
    assert office.state == before
    assert office.at("notice", "office", "-o", "-", *FACTS).code == 2


def test_a_name_that_is_taken_is_told_before_anything_is_missing(small: Repository) -> None:
    small.amend("office", OFFICE)
    assert small.at("export", "-o", "edited.md", "--no-revisions").code == 0
    told = small.at("notice", "edited.md", "--name", "office", "-o", "out", "--json")
    assert [each["code"] for each in told.problems] == ["file-in-the-way"]


def test_the_amendment_in_the_folder_is_the_one_that_is_kept(small: Repository) -> None:
    small.write("amendments/amendment.schema.json", b"{}\n")
    assert small.at("export", "-o", "edited.md", "--no-revisions").code == 0
    path = small.path / "edited.md"
    path.write_text(path.read_text().replace("Minato-ku", "Chuo-ku"))
    told = small.at("notice", "edited.md", "--name", "office", "-o", "out", *FACTS)
    assert told.code == 0, told.err
    kept = (small.path / "amendments/office.yaml").read_bytes()
    assert kept.startswith(b"# yaml-language-server")
    assert (small.path / "out/office.yaml").read_bytes() == kept


def test_what_went_out_is_not_taken_for_what_is_to_go(office: Repository) -> None:
    assert office.at("notice", "office", "-o", "out", *FACTS).code == 0
    office.commit("Propose it")
    assert office.at("reject", "office", "--on", "2020-06-25").code == 0
    told = office.at("notice", "office", "-o", "out")
    assert told.code == 0, told.err
    assert "Next" not in told.out
    assert "rejected on 2020-06-25" in (office.path / "out/index.html").read_text()


@pytest.mark.parametrize(
    ("field", "answer", "wrong"),
    [
        ("title", "  ", "needed"),
        ("title", "a bell\a", "U+0007"),
        ("title", "no text \udcff", "UTF-8"),
        ("adopted", "20260625", "2026-06-25"),
        ("adopted", "2026-W26-4", "2026-06-25"),
        ("adopted", "令和8年6月31日", "2026-06-25"),
        ("adopted", "6月25日", "2026-06-25"),
        ("reasons", 'Because: "it" # helps：😀', None),
        ("adopted", "2026-06-25", None),
    ],
)
def test_an_answer_is_asked_for_again_unless_the_file_can_hold_it(
    field: str, answer: str, wrong: str | None
) -> None:
    told = answer_problem(QUESTIONS[field], answer)
    assert told is None if wrong is None else wrong in (told or "")


def test_an_option_that_no_file_can_hold_is_a_usage_error(office: Repository) -> None:
    told = office.at("notice", "office", "-o", "out", "--title", "no text \udcff")
    assert told.code == 2
    assert "--title" in told.err


def test_a_draft_is_printed_for_a_look_and_says_so(small: Repository) -> None:
    small.amend("office", OFFICE, more="draft: yes\n")
    told = small.at("notice", "office", "-o", "out", *FACTS)
    assert told.code == 0
    assert "draft-open" in told.err
    page = (small.path / "out/index.html").read_text()
    assert "still being written" in unescape(page)
    small.commit("Begin it")
    assert "The amendment is a draft." in small.at("review", "HEAD~1").out


@pytest.mark.parametrize(
    "answer",
    [
        *(
            "2026-06-25",
            "2026/6/25",
            "２０２６年６月２５日",
            "令和8年6月25日",
            "令和八年六月二十五日",
        ),
        *(" 令和８年 ６月25日 ", "June 25, 2026"),
    ],
)
def test_a_day_may_be_written_as_people_write_it(answer: str) -> None:
    question = QUESTIONS["adopted"]
    assert answer_problem(question, answer) is None
    assert as_kept(question, answer) == "2026-06-25"


def edited(small: Repository, old: str, new: str) -> None:
    """Export the articles to ``edited.md`` and put ``new`` there for ``old``."""
    assert small.at("export", "-o", "edited.md", "--no-revisions", "--force").code == 0
    path = small.path / "edited.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_after_another_edit_it_is_drafted_again_and_its_facts_stay(small: Repository) -> None:
    edited(small, "Minato-ku", "Chuo-ku")
    call = ("notice", "edited.md", "--name", "office", "-o", "out")
    assert small.at(*call, *FACTS).code == 0
    path = small.path / "amendments/office.yaml"
    path.write_text(
        path.read_text().replace("operations:", "effective: 2020-07-01  # ours\noperations:")
    )
    edited(small, "Minato-ku", "Ota-ku")
    told = small.at(*call)
    assert told.code == 3
    assert "--again" in told.err
    told = small.at(*call, "--again")
    assert told.code == 0, told.err
    kept = path.read_text()
    assert "Ota" in kept
    assert "Chuo" not in kept
    assert "title: Another head office" in kept
    assert "effective: 2020-07-01  # ours" in kept
    assert "Ota-ku" in words(small.path / "out/proposed.docx")
    assert small.at("check", "office").code == 0


def test_a_file_that_would_lose_lines_is_not_drafted_again(office: Repository) -> None:
    edited(office, "Minato-ku", "Ota-ku")
    before = office.state
    call = ("notice", "edited.md", "--name", "office", "-o", "out", "--again")
    told = office.at(*call, *FACTS, "--json")
    assert [each["code"] for each in told.problems] == ["file-in-the-way"]
    assert office.state == before
    path = office.path / "amendments/office.yaml"
    path.unlink()
    assert office.at(*call, *FACTS).code == 0, "what is not there is drafted"
    assert office.at("notice", "office", "--again", "-o", "out").code == 2


def test_at_a_terminal_it_is_asked_whether_to_draft_it_again(
    small: Repository, tmp_path: Path
) -> None:
    edited(small, "Minato-ku", "Chuo-ku")
    assert small.at("notice", "edited.md", "--name", "edited", "-o", "out", *FACTS).code == 0
    edited(small, "Minato-ku", "Ota-ku")
    path = small.path / "amendments/edited.yaml"
    before = path.read_bytes()
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "en_US.UTF-8"}
    call = ("notice", "edited.md", "-o", "out")
    never = (("[edited]: ", ""), ("[y/N]: ", "n"), ("[edited]: ", CTRL_C))
    assert at_terminal(call, cwd=small.path, env=env, answers=never).code == 130
    assert path.read_bytes() == before
    again = (("[edited]: ", ""), ("[y/N]: ", "y"), ("purpose of the meeting? [y/N]: ", ""))
    session = at_terminal(call, cwd=small.path, env=env, answers=again)
    assert session.code == 0, session.screen
    assert b"Ota" in path.read_bytes()


def test_numbers_and_references_stay_as_edited_where_that_is_asked_for(small: Repository) -> None:
    edited(small, "Minato-ku", "Chuo-ku")
    call = ("notice", "edited.md", "--name", "office", "-o", "out", *FACTS)
    assert small.at(*call, "--literal", "--changes", "accept").code == 0
    assert small.at("notice", "office", "-o", "out", "--literal").code == 2
