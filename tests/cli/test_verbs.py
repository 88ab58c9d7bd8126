"""Every verb on its happy path: what it prints, what it writes, and its JSON."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from amendtool import __version__
from amendtool.cli.app import VERBS
from amendtool.render.formats import TABLE, formats_of
from tests.cli.conftest import Repository, Result, call

ADVICE = ("init", "demo", "new", "completion", "setup-git", "site", "desk")
"""The verbs whose result is no JSON document."""


# -- help -----------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_begins_with_an_example(verb: str) -> None:
    done = call(*verb.split(), "--help")
    assert done.code == 0
    assert done.err == ""
    first, example = done.out.splitlines()[:2]
    assert first == "Example:"
    assert example.startswith(f"  amendtool {verb}".rstrip())
    assert max(map(len, done.out.splitlines())) <= 80


def examples(verb: str) -> list[str]:
    """The example lines in a verb's help, several commands to a line."""
    section = call(*verb.split(), "--help").out.split("\n\n")[0]
    return [line.strip() for line in section.splitlines()[1:]]


# The desk answers until it is stopped; tests/desk/test_server.py opens and stops it.
@pytest.mark.parametrize("verb", [each for each in VERBS if each != "desk"])
def test_the_example_in_the_help_runs(
    verb: str, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path
    if verb not in ("demo", "init"):
        pending = ("apply", "plan", "outcomes", "rebase", "reject", "withdraw")
        source = "example" if verb in pending else "demo"
        folder = Path(shutil.copytree(prepared / source, tmp_path / source))
    if verb in ("plan", "rebase"):
        # The example is the second amendment; the first comes before it.
        assert call("-C", str(folder), "apply", "2007-06-26-agm").code == 0
    if verb == "correct":
        path = next((folder / "articles").rglob("001-*.md"))
        path.write_text(path.read_text(encoding="utf-8") + "\nMended.\n", encoding="utf-8")
    if verb == "event":
        waits = "amendment: merger\neffective: {event: merger-completed}\noperations:\n"
        (folder / "amendments/merger.yaml").write_text(f"{waits}  - delete: Article 3\n")
    if verb == "fleet":
        (folder / "companies.csv").write_text("name,repository\nIIJ,.\n", encoding="utf-8")
        pattern = "pattern: electronic-provision\nlanguages: en\nfind:\n  chair: {key: chairman}\n"
        pattern += "amendment:\n  operations:\n    - replace: <chair> heading\n      text: Chair\n"
        (folder / "electronic-provision.yaml").write_text(pattern, encoding="utf-8")
    if verb == "import":
        document = folder / "articles.docx"
        assert call("-C", str(folder), "export", "-o", str(document)).code == 0
    if verb == "draft":
        edited = str(folder / "edited.docx")
        assert call("-C", str(folder), "export", "--at", "2007-06-26-agm", "-o", edited).code == 0
    for line in examples(verb):
        for command in line.split("&&"):
            words = shlex.split(command.split(" >")[0])
            if words[0] == "cd":
                folder = folder / words[1]
            elif words[0] == "amendtool":
                monkeypatch.chdir(folder)
                done = call(*words[1:])
                # In the example a provision is due since 2013, and `due` says so.
                expected = (1 if verb == "due" else 0, False)
                assert (done.code, done.err.startswith("error")) == expected, (line, done.err)
            else:
                assert words[0] == "git", line


def test_the_example_of_the_program_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Repository
) -> None:
    monkeypatch.chdir(tmp_path)
    init, new, *others = examples("")
    assert call(*shlex.split(init.split(" && ")[0])[1:]).code == 0
    name = shlex.split(new)[2]
    monkeypatch.chdir(small.path)
    assert call("new", name).code == 0
    small.amend(name, "  - delete: Article 2\n")
    for line in others:
        done = call(*shlex.split(line)[1:])
        assert done.code == 0, (line, done.err)


def test_without_a_verb_the_help_goes_to_standard_error() -> None:
    done = call()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Example:\n  amendtool init")


def test_version() -> None:
    assert call("--version").out == f"amendtool {__version__}\n"


def test_a_mistyped_verb_is_guessed() -> None:
    done = call("tabel")
    assert done.code == 2
    assert "did you mean 'table'?" in done.err


# -- init, demo, new ------------------------------------------------------------------------


def test_init_starts_a_repository_that_checks_clean(tmp_path: Path) -> None:
    repository = Repository(path=tmp_path / "ours")
    done = call("init", str(repository.path), "--company", 'Say "Ah"\\', "--title", "Bylaws")
    assert done.code == 0
    assert repository.status == []
    assert repository.git("log", "--format=%s") == "Start the articles repository"
    checked = repository.at("check")
    assert (checked.code, checked.out) == (0, "articles and amendments/: no problems\n")
    shown = repository.at("show")
    assert (shown.code, shown.out) == (0, "")
    assert "no articles yet" in shown.err


def test_init_in_japanese(tmp_path: Path) -> None:
    repository = Repository(path=tmp_path / "定款")
    assert (
        call("init", str(repository.path), "--language", "ja", "--company", "株式会社例").code == 0
    )
    repository.write("articles/001-商号.md", "# 商号\n\n当会社は、株式会社例と称する。\n".encode())
    repository.write("articles/002-目的.md", "# 目的\n\n当会社は、次の事業を営む。\n".encode())
    repository.commit("定款")
    repository.amend(
        "2026-06-25-総会",
        "  - insert: 第1条\n    key: 総則\n    heading: 総則\n    text: 当会社は、会社法に従う。\n",
    )
    done = repository.at("table", "2026-06-25-総会")
    assert done.code == 0
    assert "第１条" in done.out
    applied = repository.at("apply", "2026-06-25-総会")
    assert applied.code == 0, applied.err
    assert sorted(p.name for p in (repository.path / "articles").glob("0*")) == [
        "001-総則.md",
        "002-商号.md",
        "003-目的.md",
    ]
    assert "第１条 → 第２条 (商号) renumbered" in repository.at("log", "商号").out


def test_init_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("init").code == 0
    assert (tmp_path / "amendtool.toml").is_file()
    again = call("init")
    assert again.code == 5
    assert "already-started" in again.err


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/README.md").write_text("mine")
    done = call("init", str(tmp_path))
    assert done.code == 5
    assert "file-in-the-way" in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "home"]
    assert (tmp_path / "articles/README.md").read_text() == "mine"


@pytest.mark.parametrize("company", ["A\x01B", "A\u202eB", "A\udcffB"])
def test_init_refuses_names_that_cannot_be_printed(tmp_path: Path, company: str) -> None:
    done = call("init", str(tmp_path / "ours"), "--company", company)
    assert done.code == 3
    assert "company" in done.err
    assert not (tmp_path / "ours").exists()


def test_the_example_has_both_amendments_at_hand_and_none_applied(example: Repository) -> None:
    assert example.git("tag") == ""
    assert example.status == []
    assert len(example.git("log", "--format=%h").splitlines()) == 1
    assert example.at("check").code == 0
    for name in ("2007-06-26-agm", "2013-06-26-agm"):
        assert example.at("plan", name).code == 0


def test_demo_refuses_a_folder_that_is_in_use(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = call("demo", str(tmp_path))
    assert done.code == 5
    assert "folder-in-use" in done.err
    assert not (tmp_path / ".git").exists()


def test_demo_needs_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "nobody"
    empty.mkdir()
    monkeypatch.setenv("HOME", str(empty))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(empty))
    done = call("-C", str(tmp_path), "demo", "trial")
    assert done.code == 0, done.err
    for name in ("2007-06-26-agm", "2013-06-26-agm"):
        for ending in ("html", "docx"):
            assert f"trial/tables/{name}.{ending}" in done.out
            assert (tmp_path / f"trial/tables/{name}.{ending}").is_file()
    assert "applied in 1 commit, tag 2007-06-26-agm" in done.out
    assert "applied in 2 commits, tag 2013-06-26-agm" in done.out
    who = Repository(path=tmp_path / "trial").git("log", "-1", "--format=%an <%ae>")
    assert who == "amendtool demo <demo@amendtool.invalid>"


def test_new_writes_a_file_that_reads(example: Repository) -> None:
    done = example.at("new", "2026-06-25-agm")
    assert done.code == 0
    assert done.out.startswith("amendments/2026-06-25-agm.yaml: fill it in")
    # As it stands, it is the 2007 change of Article 16.
    plan = example.at("plan", "2026-06-25-agm", "--json")
    assert [change["proposed"] for change in plan.record["changes"]] == ["Article 16"]
    again = example.at("new", "2026-06-25-agm")
    assert again.code == 3
    assert "file-in-the-way" in again.err


@pytest.mark.parametrize(
    "name", ["a b", "../x", "a/b", "", ".x", "x.lock", "a..b", "-x", "x" * 300]
)
def test_new_refuses_names_that_name_no_file_or_tag(example: Repository, name: str) -> None:
    done = example.at("new", "--", name)
    assert done.code == 3
    assert "name-unclear" in done.err
    assert example.status == []


def test_new_refuses_the_name_of_an_applied_amendment(demo: Repository) -> None:
    done = demo.at("new", "2007-06-26-agm")
    assert done.code == 3
    assert "name-taken" in done.err


# -- show, check, plan ----------------------------------------------------------------------


def test_show_prints_one_provision(example: Repository) -> None:
    done = example.at("show", "Article 16")
    assert done.out == (
        "(Number of Directors)\nArticle 16.\n"
        "The maximum number of Directors of the Company shall be thirteen (13).\n"
    )
    assert example.at("show", "number-of-directors").out == done.out
    paragraph = example.at("show", "Article 20 paragraph 3").out
    assert paragraph.startswith("3 Matters concerning operation")
    assert paragraph.count("\n") == 1


def test_show_at_a_revision(demo: Repository) -> None:
    assert demo.at("show", "chairman").out.startswith("(Chairman)\nArticle 16.\nA director")
    before = demo.at("show", "chairman", "--at", "2007-06-26-agm").out
    assert before.startswith("(Chairman)\nArticle 14.\nThe President")
    whole = demo.at("show", "--at", "2013-06-26-agm~2").out
    assert "Article 35." in whole
    assert "Article 36." not in whole


@pytest.mark.parametrize(
    ("provision", "code"),
    [
        ("Article 99", "provision-missing"),
        ("Article 20 paragraph 9", "provision-missing"),
        ("Supplementary Provisions", "provision-missing"),
        ("nonsense", "provision-unknown"),
        ("", "provision-unknown"),
    ],
)
def test_show_of_nothing(example: Repository, provision: str, code: str) -> None:
    done = example.at("show", provision)
    assert (done.code, done.out) == (3, "")
    assert f"error[{code}]" in done.err


def test_show_by_a_caption_whatever_its_typography(small: Repository) -> None:
    for at, caption in enumerate(("目　的", "員　数", "公告　方法", "員数"), 5):
        small.write(f"articles/{at:03}-c{at}.md", f"# {caption}\n\nText {at}.\n".encode())
    small.commit("Captions")
    for text, told in (("目的", "Text 5."), ("（目 的）", "Text 5."), ("公告方法", "Text 7.")):
        assert told in small.at("show", text).out
    done = small.at("show", "員数")
    assert done.code == 3
    assert "several have this caption: Article 6, Article 8" in done.err


def test_check_finds_what_is_wrong_in_the_work_tree(small: Repository) -> None:
    small.write("articles/005-gap.md", b"\xef\xbb\xbf# Gap\r\n\r\nText.\r\n")
    done = small.at("check", "--json")
    assert done.code == 1
    codes = {finding["code"] for finding in done.record["findings"]}
    assert {"byte-order-mark", "line-endings", "number-missing"} <= codes
    assert all(finding["file"] for finding in done.record["findings"])
    shown = small.at("check")
    assert (shown.code, shown.err) == (1, "")
    assert f"{len(done.record['findings'])} findings" in shown.out


def test_check_reports_articles_and_amendments_together(small: Repository) -> None:
    small.write("articles/004-empty.md", b"# Empty\n")
    small.write("amendments/bad.yaml", b"amendment: other\noperations: []\n")
    done = small.at("check", "--json")
    assert done.code == 3
    codes = {finding["code"] for finding in done.record["findings"]}
    assert "article-empty" in codes


def test_check_of_an_amendment_looks_at_what_it_would_do(small: Repository) -> None:
    small.amend("draft", "  - delete: Article 9\n")
    done = small.at("check", "draft")
    assert done.code == 3
    assert "amendments/draft.yaml:3:13 operation 1, delete" in done.out
    small.amend("draft", "  - delete: Article 3\n")
    assert small.at("check", "draft").out == "the amendment draft: no problems\n"
    assert small.at(
        "check", "-", stdin=b"amendment: x\noperations:\n  - delete: Article 3\n"
    ).out == ("the amendment x: no problems\n")


def test_check_of_an_applied_amendment_says_so(demo: Repository) -> None:
    done = demo.at("check", "2007-06-26-agm")
    assert (done.code, done.out) == (
        0,
        "the amendment 2007-06-26-agm (applied, tag 2007-06-26-agm): no problems\n",
    )


def test_plan_tells_everything_and_writes_nothing(example: Repository) -> None:
    before = example.state
    done = example.at("plan", "2013-06-26-agm")
    assert done.code == 0
    for line in (
        "  Article 8 (Rights Pertaining to Less-than-a-full-unit Shares)",
        "  Article 14 → Article 16 (Chairman)",
        "  Articles 21 to 35 → Articles 23 to 37",
        "  2013-07-01  Supplementary Provisions Article 1 is to be deleted",
        "In git: two commits (renumbering, then text) and the tag 2013-06-26-agm",
    ):
        assert line in done.out
    assert example.state == before


def test_what_ends_with_an_event_is_listed_by_plan_and_log(example: Repository) -> None:
    example.amend(
        "x",
        "  - insert: Supplementary Provisions Article 1\n    text: Interim.\n"
        "    delete_when: the merger takes effect\n",
    )
    told = "Supplementary Provisions Article 1 is to be deleted: the merger takes effect"
    assert told in example.at("plan", "x").out
    (date,) = example.at("plan", "x", "--json").record["dates"]
    assert (date["date"], date["what"]) == (None, "delete")
    assert date["when"] == "the merger takes effect"
    assert example.at("apply", "x").code == 0
    ends = "Supplementary Provisions Article 1: the merger takes effect"
    assert f"  Ends:      {ends}\n" in example.at("log").out
    (entry, *_) = example.at("log", "--json").record["entries"]
    assert ["Ends", ends] in entry["trailers"]


def test_plan_of_an_applied_amendment_is_refused(demo: Repository) -> None:
    for verb in ("plan", "apply"):
        done = demo.at(verb, "2013-06-26-agm")
        assert done.code == 4
        assert "already-applied" in done.err
        assert "tag 2013-06-26-agm" in done.err


# -- apply, table, log ----------------------------------------------------------------------


def test_apply_lands_commits_and_a_tag(example: Repository) -> None:
    first = example.at("apply", "2007-06-26-agm")
    assert re.match(
        r"2007-06-26-agm: applied; 1 commit [0-9a-f]{12}, tag 2007-06-26-agm\n", first.out
    )
    second = example.at("apply", "2013-06-26-agm", "--json")
    assert second.err == ""
    assert (
        second.record["commits"]
        == example.git("rev-list", "--reverse", "2007-06-26-agm..HEAD").splitlines()
    )
    assert example.status == []


def test_apply_reads_an_amendment_from_standard_input(small: Repository) -> None:
    text = b"amendment: piped\noperations:\n  - delete: Article 2\n"
    assert small.at("apply", "-", "--adopted", "2020-06-25", stdin=text).code == 0
    assert small.files("amendments")["amendments/piped.yaml"] == text
    assert small.status == []


def test_apply_reads_an_amendment_from_elsewhere(small: Repository, tmp_path: Path) -> None:
    path = tmp_path / "sent.yaml"
    path.write_bytes(b"amendment: sent\noperations:\n  - delete: Article 2\n")
    assert small.at("apply", str(path), "--adopted", "2020-06-25").code == 0
    assert "amendments/sent.yaml" in small.git("ls-tree", "-r", "--name-only", "HEAD")


@pytest.mark.parametrize(
    "ending",
    [ending for each in formats_of(TABLE) if not each.printed_from for ending in each.endings],
)
def test_the_ending_picks_the_format(example: Repository, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"table{ending}"
    done = example.at("table", "2007-06-26-agm", "-o", str(path))
    assert (done.code, done.out) == (0, "")
    assert done.err == f"{path}: 2 rows\n"
    starts = {".docx": b"PK\x03\x04", ".json": b'{\n  "schema"', ".md": b"# Articles"}
    assert path.read_bytes().startswith(starts.get(ending, b"<!DOCTYPE html>"))


def test_the_table_on_standard_output(example: Repository) -> None:
    as_json = example.at("table", "2013-06-26-agm", "--json")
    assert example.at("table", "2013-06-26-agm", "-o", "-", "--format", "json").data == as_json.data
    assert example.at("table", "2013-06-26-agm", "-o", "-", "--json").data == as_json.data
    assert as_json.record["schema"] == "amendtool/table/1"
    docx = example.at("table", "2013-06-26-agm", "--format", "docx")
    assert docx.data.startswith(b"PK\x03\x04")
    plain = example.at("table", "2013-06-26-agm")
    assert plain.data == example.at("table", "2013-06-26-agm", "-o", "-").data
    assert "_thirteen" not in plain.out
    assert "Article _15_" in plain.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("-o", "table.odt"), 3),
        (("-o", "table"), 3),
        (("-o", ""), 2),
        (("--json", "--format", "html"), 2),
        (("--json", "-o", "table.html"), 2),
        (("--format", "odt"), 2),
        (("--house", "nobody"), 3),
        (("-o", "no/such/folder.html"), 5),
        (("-o", "articles"), 3),
    ],
)
def test_a_table_nobody_can_write(example: Repository, words: tuple[str, ...], code: int) -> None:
    done = example.at("table", "2007-06-26-agm", *words)
    assert done.code == code, done.err
    assert done.out == ""
    assert example.status == []


def test_the_table_of_an_applied_amendment_is_that_of_the_proposal(
    example: Repository,
) -> None:
    for name in ("2007-06-26-agm", "2013-06-26-agm"):
        proposal = example.at("table", name, "--json").data
        assert example.at("apply", name).code == 0
        assert example.at("table", name, "--json").data == proposal
        # What was adopted stands, whatever becomes of the file.
        path = example.path / f"amendments/{name}.yaml"
        path.write_bytes(path.read_bytes().replace(b"fourteen (14)", b"ninety (90)"))
        assert example.at("table", name, "--json").data == proposal
        path.unlink()
        assert example.at("table", name, "--json").data == proposal
        example.git("checkout", "-q", "--", ".")


def test_the_table_of_two_revisions(demo: Repository) -> None:
    by_name = demo.at("table", "2013-06-26-agm", "--json").record["rows"]
    by_range = demo.at("table", "2007-06-26-agm..2013-06-26-agm", "--json").record["rows"]
    assert by_range == by_name
    assert demo.at("table", "2007-06-26-agm..", "--json").record["rows"] == by_name
    both = demo.at("table", "HEAD~3..HEAD", "--json").record["rows"]
    assert [row["key"] for row in both] == [
        "less-than-unit-rights",
        "less-than-unit-purchase",
        "article-8-of-2007",
        "chairman",
        "article-15-of-2007",
        "number-of-directors",
        "article-17-of-2007",
        "convocation-of-board-meetings",
        "article-21-of-2007",
        "full-time-company-auditor",
        "article-29-of-2007",
        "effective-date",
    ]
    back = demo.at("table", "HEAD..HEAD~3", "--json").record["rows"]
    assert {row["kind"] for row in back} == {"deleted", "replaced", "renumbered"}


def test_two_revisions_that_are_alike_are_said_to_be(demo: Repository) -> None:
    done = demo.at("table", "HEAD..HEAD")
    assert done.code == 0
    assert "no rows" in done.err


@pytest.mark.parametrize(
    "text", ["a..b", "HEAD~99..HEAD", "HEAD...HEAD~1", "a..b..c", "..--output=x"]
)
def test_revisions_that_are_none(demo: Repository, text: str) -> None:
    before = demo.state
    done = demo.at("table", "--json", "--", text)
    assert (done.code, done.out) == (3, "")
    assert [problem["code"] for problem in done.problems] in (["revision"], ["range"])
    assert demo.state == before


def test_log_follows_a_clause_over_its_numbers(demo: Repository) -> None:
    done = demo.at("log", "Article 16")
    assert done.out == demo.at("log", "chairman").out
    assert "Article 14 → Article 16 (chairman) renumbered and text changed" in done.out
    assert "Article 14 (chairman) new" in done.out
    assert "2007-06-26-agm" not in done.out
    record = demo.at("log", "number-of-directors", "--json").record
    assert [entry["amendment"] for entry in record["entries"]] == [
        "2013-06-26-agm",
        "2007-06-26-agm",
        None,
    ]
    assert [entry["changes"] for entry in record["entries"]] == [
        [{"key": "number-of-directors", "present": a, "proposed": b, "text": text}]
        for a, b, text in (
            ("Article 16", "Article 18", False),
            ("Article 16", "Article 16", True),
            (None, "Article 16", True),
        )
    ]


def test_log_knows_a_clause_that_was_deleted(small: Repository) -> None:
    small.amend("draft", "  - delete: Article 2\n")
    assert small.at("apply", "draft").code == 0
    done = small.at("log", "purpose")
    assert "Article 2 (purpose) deleted" in done.out
    assert "Article 3 → Article 2 (office) renumbered" in small.at("log", "office").out
    assert "Article 3 → Article 2 (office) renumbered" in small.at("log", "Article 2").out


def test_log_tells_in_the_order_of_the_document(demo: Repository) -> None:
    told = [
        change["proposed"] for change in demo.at("log", "--json").record["entries"][0]["changes"]
    ]
    assert told == [f"Article {n}" for n in range(8, 38)] + ["Supplementary Provisions Article 1"]


# -- --json ---------------------------------------------------------------------------------

CALLS = [
    ("show",), ("show", "chairman"), ("check",), ("check", "2007-06-26-agm"), ("log",),
    ("log", "chairman"), ("table", "2007-06-26-agm"), ("plan", "2007-06-26-agm"),
    ("apply", "2007-06-26-agm"), ("show", "nonsense"), ("log", "nonsense"), ("plan", "nothing"),
    ("check", "nothing"), ("table", "nothing"), ("apply", "nothing"), ("show", "--at", "nothing"),
    ("table", "nothing..HEAD"),
]  # fmt: skip


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_json_is_one_document_with_the_same_exit_code(
    example: Repository, demo: Repository, words: tuple[str, ...]
) -> None:
    for repository in (demo, example):
        as_json = repository.at(*words, "--json")
        if words[0] == "apply" and as_json.code == 0:
            repository.git("reset", "-q", "--hard", "HEAD~1")
            repository.git("tag", "-d", "2007-06-26-agm")
        assert as_json.code == repository.at(*words).code
        if as_json.code == 0 or words[0] == "check":
            assert as_json.err == ""
            schema = as_json.record["schema"]
            assert schema == f"amendtool/{words[0].replace('show', 'articles')}/1"
        else:
            assert as_json.out == ""
            assert as_json.problems
            assert all(problem["message"] for problem in as_json.problems)


def test_every_verb_with_a_result_has_json() -> None:
    for verb in VERBS:
        told: Result = call(verb, "--help")
        assert ("--json" in told.out) == (verb not in ADVICE), verb


def test_json_is_utf_8_and_readable(example: Repository) -> None:
    example.write("articles/036-umlaut.md", "# Ümläut 神\n\nText.\n".encode())
    example.commit()
    assert "Ümläut 神" in example.at("show", "umlaut", "--json").out
    assert (
        json.loads(
            example.run(
                "show", "umlaut", "--json", env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
            ).data
        )["articles"][0]["heading"]
        == "Ümläut 神"
    )


def test_show_prints_what_stands_around_the_articles(small: Repository) -> None:
    small.write("articles/preamble.md", b"Adopted in 2001.\n")
    small.write("articles/closing.md", b"Signed by all founders.\n")
    small.commit("What stands around")
    lines = small.at("show").out.splitlines()
    assert (lines[0], lines[-1]) == ("Adopted in 2001.", "Signed by all founders.")
    record = small.at("show", "--json").record
    assert (record["preamble"], record["closing"]) == (lines[0], lines[-1])
    assert "Adopted in 2001." not in small.at("show", "Article 1").out
