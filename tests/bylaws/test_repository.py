"""Bylaws in git from the command line: the sample, each amendment adopted in its turn."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from amendtool.amendments.file.read import read_amendment
from amendtool.articles.styles import BYLAWS
from tests.cli.conftest import Repository, call
from tests.repository.sandbox import clean_environment

LARKSPUR = Path(__file__).parents[2] / "examples" / "larkspur"
NAMES = sorted(path.stem for path in (LARKSPUR / "amendments").glob("*.yaml"))


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in clean_environment(tmp_path / "home").items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def larkspur(tmp_path: Path) -> Repository:
    """The sample as a repository, none of its amendments applied."""
    repository = Repository(path=tmp_path / "larkspur")
    assert call("init", str(repository.path), "--style", "bylaws").code == 0
    shutil.copytree(LARKSPUR / "articles", repository.path / "articles", dirs_exist_ok=True)
    repository.commit("The bylaws")
    return repository


def test_init_begins_a_repository_of_bylaws(larkspur: Repository) -> None:
    settings = (larkspur.path / "amendtool.toml").read_text(encoding="utf-8")
    assert 'style = "bylaws"' in settings
    assert 'house = "bylaws"' in settings
    assert 'title = "Bylaws"' in settings
    assert larkspur.at("check").code == 0


def test_the_history_of_a_section_goes_on_under_every_number(larkspur: Repository) -> None:
    for name in NAMES:
        source = LARKSPUR / "amendments" / f"{name}.yaml"
        larkspur.write(f"amendments/{name}.yaml", source.read_bytes())
        planned = larkspur.at("plan", name, "--json").record
        assert planned["questions"] == []
        assert larkspur.at("apply", name).code == 0
        assert larkspur.at("check").code == 0
    path = "articles/05-officers/003-duties.md"
    followed = larkspur.git("log", "--follow", "--name-status", "--format=", "--", path)
    assert (
        "R100\tarticles/04-officers/003-duties.md\tarticles/05-officers/003-duties.md" in followed
    )
    told = larkspur.at("log", "Section 5.3").out
    assert "Section 4.3 → Section 5.3 (duties) renumbered and text changed" in told
    entries = larkspur.at("log", "--json", "duties").record["entries"]
    assert entries[-2]["changes"][0] == {
        "key": "duties", "present": "Section 4.3", "proposed": "Section 5.3", "text": True,
    }  # fmt: skip


def test_a_section_is_shown_as_bylaws_print_it(larkspur: Repository) -> None:
    assert larkspur.at("show", "Section 3.4").out == (
        "Section 3.4. Removal. A director may be removed, with or without cause, by the holders of "
        "a majority of the shares then entitled to vote at an election of directors.\n"
    )
    assert larkspur.at("show", "Article I").out.startswith("ARTICLE I — OFFICES\n\nSection 1.1.")
    assert larkspur.at("show", "Section 2.2(c)(ii)").out.strip() == (
        "(ii) the information that Section 2.6(b) requires."
    )
    for typed in ("2.2", "2.2(c)(ii)"):
        named = larkspur.at("show", f"Section {typed}")
        assert larkspur.at("show", typed).out == named.out != "", "the number alone, as it prints"
    assert "Section 2.77 does not" in larkspur.at("show", "2.77").err
    assert "'2, maybe' is no address" in larkspur.at("show", "2, maybe").err
    missing = larkspur.at("show", "Section 3.9")
    assert missing.code == 3
    assert "Section 3.9 does not stand in these articles" in missing.err
    record = larkspur.at("show", "--json", "Section 3.4").record
    assert [article["provision"] for article in record["articles"]] == ["Section 3.4"]


def test_a_stale_reference_is_found(larkspur: Repository) -> None:
    path = "articles/05-notices/002-waiver.md"
    larkspur.write(path, b"# Waiver of Notice\n\nNotice under Section 2.9 may be waived.\n")
    checked = larkspur.at("check")
    assert checked.code == 1
    assert "there is no Section 2.9" in checked.out + checked.err


def test_a_draft_of_two_revisions_is_the_amendment(larkspur: Repository) -> None:
    name = NAMES[0]
    source = LARKSPUR / "amendments" / f"{name}.yaml"
    larkspur.write(f"amendments/{name}.yaml", source.read_bytes())
    assert larkspur.at("apply", name).code == 0
    drafted = larkspur.path / "drafted.yaml"
    assert larkspur.at("draft", f"{name}~2..{name}", "-o", str(drafted)).code == 0
    text = drafted.read_text(encoding="utf-8")
    assert "- insert: Article IV" in text
    assert "- insert: Section 4.1" in text
    assert "renumber" not in text


def test_import_in_the_style_of_the_repository(tmp_path: Path) -> None:
    repository = Repository(path=tmp_path / "empty")
    assert call("init", str(repository.path), "--style", "bylaws-restart").code == 0
    text = (
        "ARTICLE I — NAME\n\nSection 1. Name. It is Lark.\n\nARTICLE II — BOARD\n\nSection 1. "
        "Number. It has five members.\n\nSection 2. Term. The term is one year.\n"
    )
    path = repository.write("bylaws.txt", text.encode())
    refused = repository.at("import", str(path), "--style", "bylaws")
    assert refused.code == 3
    assert "import-language" in refused.err
    assert repository.at("import", str(path), "--style", "bylaws-restart").code == 0
    names = sorted(p.name for p in (repository.path / "articles" / "02-board").iterdir())
    assert names == ["000-chapter.md", "001-number.md", "002-term.md"]
    repository.commit("The bylaws")
    assert repository.at("show", "Article II, Section 2").out == (
        "Section 2. Term. The term is one year.\n"
    )


def test_a_new_amendment_shows_the_operations_of_bylaws(larkspur: Repository) -> None:
    assert larkspur.at("new", "trial").code == 0
    text = (larkspur.path / "amendments" / "trial.yaml").read_text(encoding="utf-8")
    assert larkspur.at("plan", "trial").code == 0
    # Every example in it is an operation that these bylaws could have.
    bare = re.sub(r"^  #$", "", text, flags=re.MULTILINE)
    bare = re.sub(r"^  # ([- ] )", r"  \1", bare, flags=re.MULTILINE)
    amendment = read_amendment(bare, BYLAWS, file="trial.yaml", name="trial").amendment
    assert [type(operation).__name__ for operation in amendment.operations] == [
        "ReplacePhrase", "Replace", "Replace", "Insert", "Insert", "Insert", "ReplaceThroughout",
        "Restate", "Delete", "Retarget", "Renumber",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "notice", "revision"),
    [
        ("board", "The Board of Directors is asked to amend", "adopted by the Board of Directors"),
        ("members", "The members are asked to amend", "adopted by the members May 12, 2020"),
        ("consent", "Consent in writing is requested", "adopted by written consent"),
        ("meeting", "Approval is requested", "(adopted May 12, 2020)"),
    ],
)
def test_who_adopts_it_chooses_the_words(
    larkspur: Repository, body: str, notice: str, revision: str
) -> None:
    facts = f"title: The Name\nadopted: 2020-05-12\nadopted_by: {body}\nreasons: [A mistake.]\n"
    change = "  - replace: Section 1.1 heading\n    text: The Name\n"
    larkspur.amend("one", change, more=facts)
    larkspur.commit("Propose it")
    assert notice in larkspur.at("document", "one", "--format", "md").out
    assert larkspur.at("apply", "one").code == 0
    assert revision in larkspur.at("export", "--format", "txt").out
    trailer = larkspur.git("log", "-1", "--format=%(trailers:key=Adopted-By,valueonly)").strip()
    assert trailer == ("" if body == "meeting" else body)
    larkspur.git("reset", "-q", "--soft", "HEAD~1")
    larkspur.git("commit", "-q", "-m", "Squashed")
    assert revision in larkspur.at("export", "--format", "txt").out
