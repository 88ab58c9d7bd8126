"""What ends by its own terms: an act that nobody votes on, recorded as one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Repository

DAY = "2021-03-31"
PROVISION = """\
  - insert: Supplementary Provisions Article {number}
    key: {key}
    text: |
      {text}

      2 These provisions are deleted on {day}.
    delete_on: {day}
"""


def ending(number: int, key: str, day: str = DAY, text: str = "It takes effect soon.") -> str:
    return PROVISION.format(number=number, key=key, day=day, text=text)


def applied(repository: Repository, name: str, operations: str, *, more: str = "") -> None:
    repository.amend(name, operations, more=more)
    result = repository.at("apply", name)
    assert result.code == 0, result.err


def expire(repository: Repository, day: str = DAY) -> list[dict[str, Any]]:
    result = repository.at("expire", "--on", day, "--json")
    assert result.code == 0, result.err
    found: list[dict[str, Any]] = result.record["expiries"]
    return found


def proved(repository: Repository) -> list[str]:
    result = repository.at("verify", "--json")
    assert result.record["findings"] == []
    assert repository.at("check").out == "articles and amendments/: no problems\n"
    found: list[str] = result.record["expiries"]
    return found


def text(repository: Repository) -> str:
    return repository.at("show").out


@pytest.fixture
def small(small: Repository) -> Repository:
    """Three articles and a provision that ends on a day."""
    applied(small, "move", ending(1, "effect"))
    return small


def test_the_published_provision_goes_as_it_says(demo: Repository) -> None:
    before = demo.state
    assert expire(demo, "2013-06-30") == []
    assert demo.state == before, "it stands until 0:00 of its day"
    assert demo.at("expire", "--on", "2999-01-01").code == 3
    (done,) = expire(demo, "2013-07-01")
    assert done["provisions"] == ["Supplementary Provisions Article 1"]
    assert (done["name"], done["tag"]) == ("expiry-2013-07-01", "expiry-2013-07-01")
    assert done["by_the_terms_of"] == ["2013-06-26-agm"]
    assert not list((demo.path / "articles").glob("*supplementary*"))
    assert "Supplementary" not in text(demo)
    assert demo.status == []
    log = demo.at("log").out.split("\n\n")[0]
    assert "deleted by its own terms as of July 1, 2013" in log
    assert "Terms of:  2013-06-26-agm" in log
    printed = demo.at("export", "--format", "txt").out.splitlines()
    assert printed[-1] == (
        "Supplementary Provisions Article 1 deleted by its own terms (effective July 1, 2013)"
    )
    assert proved(demo) == ["expiry-2013-07-01"]
    assert expire(demo, "2014-01-01") == [], "what is gone is not due"


def test_each_day_is_an_act_of_its_own(small: Repository) -> None:
    more = "  - insert: Article 4\n    key: trial\n    text: A trial.\n    delete_on: 2020-12-31\n"
    applied(small, "second", more + ending(2, "later", "2022-01-01"), more="after: move\n")
    head = small.head
    names = [each["name"] for each in expire(small, "2022-01-01")]
    assert names == ["expiry-2020-12-31", "expiry-2021-03-31", "expiry-2022-01-01"]
    assert [path for path in small.files() if path.startswith("articles/")] == [
        path for path in small.files() if path.startswith("articles/0") or "README" in path
    ]
    assert proved(small) == names
    assert small.git("tag").split() == [*names, "move", "second"]
    subjects = small.git("log", "--format=%s", f"{head}..HEAD").splitlines()
    assert not [each for each in subjects if "deleted by its own terms" not in each]
    standing = json.loads(small.at("status", "--json").data)
    assert [each["day"] for each in standing["expiries"]] == [
        "2020-12-31", "2021-03-31", "2022-01-01",
    ]  # fmt: skip
    assert "expiry-2020-12-31: expired on 2020-12-31" in small.at("status").out


@pytest.mark.long
def test_numbers_close_up_and_citations_follow(small: Repository) -> None:
    cites = "See Supplementary Provisions Article 2."
    applied(small, "second", ending(2, "later", "2999-01-01"), more="after: move\n")
    applied(
        small,
        "third",
        f"  - insert: Article 4\n    key: cites\n    heading: Cites\n    text: {cites}\n",
        more="after: second\n",
    )
    expire(small)
    assert "See Supplementary Provisions Article 1." in text(small)
    assert "deleted on 2999-01-01" in text(small)
    assert proved(small) == [f"expiry-{DAY}"]
    assert "Article 2" in small.git("show", f"HEAD:amendments/expiry-{DAY}.record.yaml")


def test_a_citation_of_what_goes_is_asked_about(small: Repository) -> None:
    applied(
        small,
        "cites",
        "  - insert: Article 4\n    text: See Supplementary Provisions Article 1.\n",
        more="after: move\n",
    )
    before = small.state
    result = small.at("expire", "--on", DAY)
    assert result.code == 4
    assert "amendtool new NAME" in result.err
    assert small.state == before


def test_it_is_found_by_its_key_where_the_articles_have_moved_on(small: Repository) -> None:
    first = ending(1, "new-first", "2999-01-01", text="It comes before the other one.")
    applied(small, "before", first, more="after: move\n")
    assert [each["provisions"] for each in expire(small)] == [
        ["Supplementary Provisions Article 2"]
    ]
    assert "It comes before the other one." in text(small)
    assert proved(small) == [f"expiry-{DAY}"]


@pytest.mark.long
def test_a_misprint_that_was_mended_does_not_keep_it(small: Repository) -> None:
    (path,) = (small.path / "articles").rglob("*effect.md")
    path.write_text(path.read_text().replace("soon", "at once"))
    assert small.at("correct", "--reason", "misprint", "--on", "2020-07-01").code == 0
    assert len(expire(small)) == 1
    assert "at once" not in text(small)
    assert proved(small) == [f"expiry-{DAY}"]


def test_what_another_amendment_rewrote_is_left_and_told(small: Repository) -> None:
    words = (
        "  - replace: Supplementary Provisions Article 1 paragraph 2\n"
        "    text: These provisions are deleted when the Board says so.\n"
    )
    applied(small, "longer", words, more="after: move\n")
    before = small.state
    result = small.at("expire", "--on", DAY)
    assert (result.code, "[expiry-unsure]" in result.err) == (0, True)
    assert "nothing has ended" in result.out
    assert small.state == before


@pytest.mark.long
def test_an_event_that_has_to_come_too_is_waited_for(small: Repository) -> None:
    operation = ending(2, "waiting", "2020-12-31") + "    delete_when: the merger takes effect\n"
    applied(small, "merger", operation, more="after: move\n")
    result = small.at("expire", "--on", "2020-12-31")
    assert (result.code, "[expiry-waits]" in result.err) == (0, True)
    assert "the merger takes effect" in result.err
    assert "nothing has ended" in result.out


def test_a_paragraph_ends_in_an_article_that_stays(small: Repository) -> None:
    operation = (
        "  - insert: Article 3 paragraph 2\n    text: For one year it may be elsewhere.\n"
        "    delete_on: 2020-12-31\n"
        "  - insert: Article 1\n    key: motto\n    heading: Motto\n    text: We try.\n"
    )
    applied(small, "trial", operation, more="after: move\n")
    (done,) = expire(small, "2020-12-31")
    assert done["provisions"] == ["Article 4 paragraph 2"]
    assert "elsewhere" not in text(small)
    assert proved(small) == ["expiry-2020-12-31"]


# --- taken back, squashed, picked, merged --------------------------------------------------


def test_undo_brings_it_back_byte_for_byte(small: Repository) -> None:
    before = small.files()
    expire(small)
    assert small.at("undo", f"expiry-{DAY}").code == 0
    after = small.files()
    assert {path: data for path, data in after.items() if "record" not in path} == {
        path: data for path, data in before.items() if "record" not in path
    }
    assert proved(small) == []
    assert "deleted by its own terms" not in small.at("export", "--format", "txt").out
    (again,) = expire(small)
    assert again["tag"] == f"expiry-{DAY}.2"
    assert proved(small) == [f"expiry-{DAY}"]


@pytest.mark.long
def test_undo_after_others_brings_back_that_alone(small: Repository) -> None:
    expire(small)
    applied(small, "seal", "  - insert: Article 1\n    key: seal\n    text: A seal.\n")
    assert small.at("undo", f"expiry-{DAY}").code == 0
    assert "It takes effect soon." in text(small)
    assert "A seal." in text(small)
    assert proved(small) == []


def test_an_amendment_whose_provision_has_expired_is_not_undone(small: Repository) -> None:
    expire(small)
    before = small.state
    result = small.at("undo", "move")
    assert result.code == 4
    assert f"expiry-{DAY}" in result.err
    assert small.state == before


@pytest.mark.long
def test_git_revert_takes_it_back(small: Repository) -> None:
    expire(small)
    small.git("revert", "--no-edit", "HEAD")
    assert proved(small) == []
    assert [each["tag"] for each in expire(small)] == [f"expiry-{DAY}.2"]


@pytest.mark.parametrize(
    "way", ["squash", *(pytest.param(each, marks=pytest.mark.long) for each in ("pick", "merge"))]
)
def test_it_comes_by_git_onto_a_branch_that_has_moved_on(small: Repository, way: str) -> None:
    git, start = small.git, small.head
    git("checkout", "-q", "-b", "side")
    expire(small)
    git("checkout", "-q", "main")
    applied(small, "seal", "  - insert: Article 1\n    key: seal\n    text: A seal.\n")
    if way == "merge":
        git("merge", "-q", "--no-edit", "side")
    elif way == "pick":
        git("cherry-pick", f"{start}..side")
    else:
        git("merge", "-q", "--squash", "side")
        git("commit", "-q", "-m", "The end of it (#3)")
    assert "It takes effect soon." not in text(small)
    assert proved(small) == [f"expiry-{DAY}"]
    assert expire(small) == []
    assert small.at("export", "--format", "txt").out.count("deleted by its own terms") == 1
    log = small.at("log").out
    assert log.count("Expired:") == 1
    assert log.count("Terms of:") == 1


@pytest.mark.long
def test_both_branches_may_land_it(small: Repository, tmp_path: Path) -> None:
    copy = Repository(path=shutil.copytree(small.path, tmp_path / "copy"))
    expire(copy)
    expire(small)
    small.git("fetch", "-q", str(copy.path), "main")
    small.git("merge", "-q", "--no-edit", "FETCH_HEAD")
    assert proved(small) == [f"expiry-{DAY}"]


# --- what is refused, and who else knows it -----------------------------------------------


def test_verify_says_what_is_overdue(small: Repository) -> None:
    (note,) = small.at("verify", "--json").record["expired"]
    assert "amendtool expire" in note["hint"]
    expire(small)
    assert small.at("verify", "--json").record["expired"] == []


@pytest.mark.long
def test_a_record_that_lies_is_a_finding(small: Repository) -> None:
    expire(small)
    path = small.path / f"amendments/expiry-{DAY}.record.yaml"
    for wrong in ("Supplementary Provisions Article 9", "nowhere"):
        text = path.read_text()
        path.write_text(text.replace("Supplementary Provisions Article 1", wrong))
        small.commit("Another provision")
        findings = small.at("verify", "--json").record["findings"]
        # Each commit that edits the record, and then the act that it does not tell any more.
        *edits, last = [each["code"] for each in findings]
        assert {*edits} == {"landed-otherwise"}
        assert last == "replay-stopped"
        path.write_text(text)


@pytest.mark.long
def test_no_amendment_is_named_like_it(small: Repository) -> None:
    applied(small, f"expiry-{DAY}", "  - insert: Article 4\n    text: A name.\n")
    (done,) = expire(small)
    assert done["name"] == f"expiry-{DAY}-by-terms"
    assert small.at("new", done["name"]).code == 3
    assert proved(small) == [done["name"]]


@pytest.mark.long
def test_both_editions_lose_it(tmp_path: Path) -> None:
    company = Repository(path=shutil.copytree(ROOT / "examples/kitano", tmp_path / "kitano"))
    company.git("init", "-q", "-b", "main")
    for later in (company.path / "amendments").glob("20[12]*.yaml"):
        later.unlink()  # what deletes by a vote what has ended by itself is a finding
    company.commit("The articles of 2007")
    assert company.at("apply", "2009-06-26-agm").code == 0
    (done,) = expire(company, "2010-01-06")
    assert done["provisions"] == ["附則第２条", "附則第３条"]
    for language in ("ja", "en"):
        (left,) = (company.path / f"articles/{language}/supplementary").glob("0*.md")
        assert left.name.startswith("001-")
    printed = company.at("export", "--format", "txt").out
    assert "附則第２条、附則第３条の定めによる削除（2010年１月６日効力発生）" in printed
    other = company.at("export", "--format", "txt", "--language", "en").out
    told = "Supplementary Provisions Article 2, Supplementary Provisions Article 3 deleted by its"
    assert told in other
    # Until its deletion is registered the article stays in the list; then the line goes.
    assert "note[registered-unknown]" in company.at("check").out
    settings = company.path / "amendtool.toml"
    line = 'share-certificates = "share-certificates"\n'
    settings.write_text(settings.read_text("utf-8").replace(line, ""), "utf-8")
    company.commit("Its deletion is registered")
    assert proved(company) == ["expiry-2010-01-06"]


def test_an_answer_about_a_citation_counts_as_an_operation(small: Repository) -> None:
    # The one in front of it shifted which provision was meant, and another one went.
    brings = "  - insert: Article {n}\n    key: {key}\n    text: This one {key}.\n"
    operations = (
        "  - retarget: {Article 2: Article 1}\n  - delete: Article 2\n"
        + brings.format(n=3, key="stays")
        + brings.format(n=4, key="goes")
        + "    delete_on: 2021-06-30\n"
    )
    small.write("articles/003-office.md", b"# Office\n\nIt is in Tokyo. See Article 2.\n")
    small.commit("Cite another article")
    applied(small, "answers", operations)
    (_, done) = expire(small, "2021-06-30")
    assert done["provisions"] == ["Article 4"]
    assert "This one stays." in text(small)
    assert "This one goes." not in text(small)


def test_of_a_text_of_several_articles_those_end_and_no_other(small: Repository) -> None:
    several = (
        "  - insert: Supplementary Provisions\n    text: |\n      Article 1. A first one.\n\n"
        "      Article 2. A second one.\n    delete_on: 2022-03-31\n"
    )
    small.amend("several", several, more="after: move\n")
    planned = small.at("plan", "several").out
    for number in (1, 2):
        assert f"Supplementary Provisions Article {number} is to be deleted" in planned
    assert small.at("apply", "several").code == 0
    assert small.git("log", "-1", "--format=%(trailers:key=Ends,valueonly)").split("\n")[:2] == [
        f"Supplementary Provisions Article {number}: 2022-03-31" for number in (1, 2)
    ]
    ended = [(each["name"], each["provisions"]) for each in expire(small, "2022-03-31")]
    assert ended == [
        ("expiry-2021-03-31", ["Supplementary Provisions Article 3"]),
        ("expiry-2022-03-31", [f"Supplementary Provisions Article {each}" for each in (1, 2)]),
    ]
    proved(small)
