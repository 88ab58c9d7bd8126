"""Pages name what is pressed, where the command line names a command."""

from __future__ import annotations

import re

import pytest

from amendtool.desk.hints import on_pages
from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.test_server import started


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("apply both: amendtool apply a b; or amendtool reject a", ["It was adopted", "rejected"]),
        ("propose it anew under another name: amendtool new NAME", ["A new proposal"]),
        ("`amendtool undo plan` takes it back", ["landed by mistake"]),
    ],
)
def test_a_command_with_a_page_is_told_as_what_is_pressed(sentence: str, told: list[str]) -> None:
    found = on_pages(sentence)
    assert "amendtool" not in found
    assert all(each in found for each in told), found


def test_a_sentence_without_a_command_stays_as_it_is() -> None:
    for sentence in ("mend one of the two days", "`amendtool setup-git` asks", ""):
        assert on_pages(sentence) == sentence


def test_no_list_of_the_desk_names_a_command(small: Repository) -> None:
    small.amend("plan", "  - delete: Article 2\n", more="title: A plan\n")
    small.amend("early", "  - delete: Article 3\n", more="title: Early\ndraft: yes\n")
    small.amend("wrong", "  - delete: Article 99\n", more="title: Wrong\n")
    small.amend("done", "  - replace: Article 1\n    text: |\n      A name.\n")
    assert small.at("apply", "done").code == 0
    for desk in started(small):
        desk.enter()
        for path in ("amendments/index.html", "proposals", "meeting", "amendments/wrong.html"):
            page = desk(f"/{path}")
            assert page.code == 200
            assert not re.search(rb"amendtool [a-z]+ ", page.body), path
        for path in ("index.html", "amendments/index.html", "history.html"):
            assert b'href="' + (b"../" * path.count("/")) + b'proposals"' in desk(f"/{path}").body
        icon = desk("/favicon.svg")
        assert (icon.code, icon.headers["content-type"][:13]) == (200, "image/svg+xml")
        assert b'rel="icon"' in desk("/index.html").body
