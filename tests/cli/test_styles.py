"""``amendtool styles``, and house styles that are files of the repository."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from amendtool.comparison.house import HOUSES
from amendtool.comparison.house_file import SETTINGS
from tests.cli.conftest import Repository, call

HIDING = 'extends = "seed-en"\nsummary = "ours"\nnumber_only = "hide"\n'


def own(repository: Repository, text: str, name: str = "our") -> None:
    folder = repository.path / "house"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def test_the_styles_are_listed_outside_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = call("styles")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == list(HOUSES)


def test_the_configured_style_and_the_files_of_the_repository_are_listed(
    small: Repository,
) -> None:
    own(small, HIDING)
    own(small, "order = 1\n", "bad")
    lines = small.at("styles").out.splitlines()
    assert [line for line in lines if line.startswith("*")] == [lines[0]]
    assert "seed-en" in lines[0]
    assert lines[-1].split() == ["house/our.toml", "ours"]
    assert "house/bad.toml" in lines[-2]
    assert "cannot be used: order is 1" in lines[-2]
    record = small.at("styles", "--json").record
    assert record["schema"] == "amendtool/styles/1"
    assert [style["name"] for style in record["styles"] if style["configured"]] == ["seed-en"]


@pytest.mark.parametrize("name", HOUSES)
def test_a_style_is_shown_with_every_setting_and_its_meaning(name: str) -> None:
    done = call("styles", name)
    assert done.code == 0
    assert set(tomllib.loads(done.out)) == {"extends", *(setting.name for setting in SETTINGS)}
    for setting in SETTINGS:
        assert f"# {setting.meaning}\n" in done.out
    record = call("styles", name, "--json").record
    assert (record["schema"], record["name"]) == ("amendtool/style/1", name)
    assert record["settings"]["columns"] == list(HOUSES[name].columns)
    assert record["meanings"].keys() == record["settings"].keys()


def test_what_is_shown_is_a_file_that_the_table_takes(small: Repository) -> None:
    own(small, small.at("styles", "en").out)
    small.amend("x", "  - delete: Article 2\n")
    ours = small.at("table", "x", "--house", "house/our.toml")
    assert (ours.code, ours.err) == (0, "")
    assert ours.out == small.at("table", "x", "--house", "en").out
    assert ours.out != small.at("table", "x").out


def test_a_file_may_be_the_configured_style(small: Repository) -> None:
    own(small, 'note = "Look here"\n')
    config = small.path / "amendtool.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('"seed-en"', '"house/our.toml"'), encoding="utf-8")
    assert 'house = "house/our.toml"' in config.read_text(encoding="utf-8")
    small.amend("x", "  - delete: Article 2\n")
    assert "Look here" in small.at("table", "x").out
    assert small.at("styles").out.splitlines()[-1].startswith("* house/our.toml")
    own(small, "note = 1\norder = 2\n")
    done = small.at("table", "x", "--json")
    assert done.code == 3
    assert [(p["file"], p["line"]) for p in done.problems] == [
        ("house/our.toml", 1),
        ("house/our.toml", 2),
    ]


def test_a_style_that_is_not_there_is_an_error(small: Repository) -> None:
    for name, code in {
        "mine": "house-unknown",
        "house/none.toml": "house-missing",
        "../our.toml": "house-missing",
        str(small.path / "amendtool.toml"): "house-missing",
    }.items():
        done = small.at("styles", name, "--json")
        assert done.code == 3
        assert [problem["code"] for problem in done.problems] == [code], name
    assert "ja-ordinance" in small.at("styles", "mine").err


def test_a_link_out_of_the_repository_is_not_followed(small: Repository, tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text('summary = "secret"\n', encoding="utf-8")
    folder = small.path / "house"
    folder.mkdir()
    (folder / "our.toml").symlink_to(tmp_path / "secret.toml")
    done = small.at("styles", "house/our.toml", "--json")
    assert [problem["code"] for problem in done.problems] == ["house-missing"]
    assert "secret" not in small.at("styles").out


def test_hidden_rows_bring_a_warning(small: Repository) -> None:
    own(small, HIDING)
    small.amend(
        "x",
        "  - delete: Article 1\n",
        more='title: Partial Amendment\nreasons: ["To be shorter."]\n',
    )
    for verb in ("table", "document"):
        done = small.at(verb, "x", "--house", "house/our.toml")
        assert done.code == 0, done.err
        assert "warning[rows-hidden]" in done.err
        assert "the meeting votes on these too" in done.err
        assert "rows-hidden" not in small.at(verb, "x").err
    small.amend("y", "  - replace: Article 1 heading\n    text: Firm\n")
    assert "rows-hidden" not in small.at("table", "y", "--house", "house/our.toml").err


def test_every_format_has_the_order_and_the_remarks(small: Repository, tmp_path: Path) -> None:
    own(small, 'order = "proposed-first"\nremarks = "Notes"\n')
    small.amend("x", "  - delete: Article 2\n")
    heads = ["Proposed Articles", "Present Articles", "Notes"]
    for form in ("html", "md"):
        text = small.at("table", "x", "--house", "house/our.toml", "--format", form).out
        places = [text.index(f"{'>' if form == 'html' else ' '}{head}") for head in heads]
        assert places == sorted(places), form
    text = small.at("table", "x", "--house", "house/our.toml").out
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    record = small.at("table", "x", "--house", "house/our.toml", "--json").record
    assert record["columns"] == ["Present Articles", "Proposed Articles"]
    assert (record["order"], record["remarks"]) == ("proposed-first", "Notes")
    import docx

    path = tmp_path / "x.docx"
    assert small.at("table", "x", "--house", "house/our.toml", "-o", str(path)).code == 0
    table = docx.Document(str(path)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == heads
    assert table.rows[1].cells[0].text == "(Deleted)"
