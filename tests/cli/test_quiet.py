"""``-q``, ``-n``, ``check A B`` and ``list``: less said, nothing written, several at once."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Repository, call

OFFICE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
SEAL = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"


@pytest.fixture
def two(small: Repository) -> Repository:
    small.amend("office", OFFICE, more="title: 本店の移転\n")
    small.amend("seal", SEAL, more="title: A Seal\n")
    small.commit("Two amendments")
    return small


@pytest.mark.parametrize("words", [("-q", "apply", "office"), ("apply", "office", "-q")])
def test_quiet_says_nothing_of_what_was_done(two: Repository, words: tuple[str, ...]) -> None:
    done = two.at(*words)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert "Chuo-ku" in two.at("show", "office").out


def test_quiet_prints_what_was_asked_for_and_what_is_wrong(two: Repository) -> None:
    assert two.at("-q", "show", "office").out == two.at("show", "office").out
    assert two.at("table", "office", "-q").out == two.at("table", "office").out
    assert two.at("-q", "check").out == two.at("check").out
    refused = two.at("-q", "apply", "nowhere")
    assert refused.code == 3
    assert "error[amendment-missing]" in refused.err
    as_json = two.at("-q", "apply", "office", "--json")
    assert as_json.record["amendment"] == "office"
    assert two.at("-q", "table", "office", "-o", "../t.html").err == ""
    assert (two.path.parent / "t.html").exists()


def test_quiet_leaves_out_notes_and_keeps_warnings(small: Repository) -> None:
    document = small.path.parent / "rules.md"
    document.write_text("# Rules\n\n## Article 1 (Name)\n\nSample. <!-- ours -->\n")
    ours = Repository(path=small.path.parent / "ours")
    assert call("init", str(ours.path), "-q").out == ""
    told = ours.at("import", str(document), "-n")
    quiet = ours.at("import", str(document), "-n", "-q")
    assert quiet.out == told.out
    assert "note[" not in quiet.err


def test_a_dry_run_writes_nothing(two: Repository) -> None:
    before = two.state
    done = two.at("apply", "office", "seal", "-n")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "office: could be applied, tag office\nseal: could be applied, tag seal\n"
        "Nothing is written. amendtool plan office shows what it does\n"
    )
    assert two.at("-q", "apply", "office", "--dry-run").out.startswith("office: could be applied")
    record = two.at("apply", "office", "-n", "--json").record
    assert (record["written"], record["commits"]) == (False, [])
    assert two.state == before
    assert two.at("apply", "office", "--json").record["written"] is True


def test_a_dry_run_tells_what_would_stop_it(two: Repository) -> None:
    two.write("articles/003-office.md", b"# Office\n\nElsewhere.\n")
    before = two.state
    done = two.at("apply", "office", "-n")
    assert done.code == 5
    assert "[uncommitted]" in done.err
    assert two.state == before


def test_import_has_a_dry_run(two: Repository) -> None:
    two.write("../rules.md", b"# Rules\n\n## Article 1 (Name)\n\nSample.\n")
    before = two.state
    for name in ("-n", "--dry-run", "--check"):
        assert two.at("import", "../rules.md", name).code == 0
    assert two.state == before


def test_check_takes_several(two: Repository) -> None:
    done = two.at("check", "office", "seal")
    assert (done.code, done.out) == (0, "the amendments office and seal: no problems\n")
    two.amend("wrong", "  - delete: Article 9\n")
    two.amend("worse", "  - delete: Article 8\n")
    done = two.at("check", "office", "wrong", "worse", "--json")
    assert done.code == 3
    found = [each for each in done.record["findings"] if each["code"] == "target-missing"]
    assert [each["file"] for each in found] == ["amendments/wrong.yaml", "amendments/worse.yaml"]


@pytest.mark.parametrize("words", [("seal", "behind"), ("behind", "amendments/seal.yaml")])
def test_check_takes_one_behind_the_other(two: Repository, words: tuple[str, str]) -> None:
    two.amend("behind", "  - replace: Article 3 heading\n    text: Aim\n", more="after: seal\n")
    assert two.at("check", "behind").code == 4, "alone it stands on what is not applied"
    done = two.at("check", *words)
    assert done.code == 0, done.out


def test_list_has_a_line_for_each(two: Repository) -> None:
    assert two.at("apply", "office").code == 0
    assert two.at("reject", "seal", "--on", "2020-06-25").code == 0
    two.amend("later", "  - delete: Article 2\n", more="title: Later\n")
    assert two.at("list").out == (
        "office  adopted   2020-06-25  本店の移転\n"
        "later   pending               Later\n"
        "seal    rejected  2020-06-25  A Seal\n"
    )
    assert two.at("list", "--only", "rejected").out == "seal  rejected  2020-06-25  A Seal\n"
    names = [each["amendment"] for each in two.at("list", "--json").record["amendments"]]
    assert names == ["office", "later", "seal"]
    none = two.at("list", "--only", "draft")
    assert (none.code, none.out) == (0, "")
    assert "there are no such amendments" in none.err
