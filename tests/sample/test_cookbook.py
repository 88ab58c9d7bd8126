"""The cookbook: every recipe runs in each language, and the pages print what it does."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.reasons import reason_problems
from amendtool.articles.findings import findings
from amendtool.comparison.table import RowKind
from tests.cli.conftest import Repository
from tools.cookbook_page import ARTICLES, COOKBOOK, HEADS, PAGES, Recipe, page, prepared, recipes

RECIPES = recipes()
AT_LEAST = 20


@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_up_to_date(language: str) -> None:
    told = PAGES[language].read_text(encoding="utf-8")
    assert told == page(language), "run python -m tools.cookbook_page"


def test_every_file_is_a_recipe() -> None:
    assert len(RECIPES) >= AT_LEAST
    files = [each.file for each in RECIPES]
    assert sorted(files) == sorted(COOKBOOK.glob("*/amendments/*.yaml"))


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda each: each.file.stem)
def test_it_runs_and_can_be_taken_back(recipe: Recipe, language: str) -> None:
    made = prepared(recipe, language)
    application, style = made.application, made.config.style
    assert application.questions == ()
    assert list(findings(application.proposed, {}, style)) == []
    assert list(reason_problems(application, made.parsed.amendment, style)) == []
    back = apply(application.proposed, application.inverse, style).proposed
    assert back == application.present
    changes = [row for row in made.table.rows if row.kind is not RowKind.UNCHANGED]
    assert changes


@pytest.mark.parametrize(
    "recipe",
    [each for each in RECIPES if each.company == "sazanami"],
    ids=lambda each: each.file.stem,
)
def test_both_editions_stay_in_step(recipe: Recipe) -> None:
    ja, en = (prepared(recipe, each).application.proposed for each in ("ja", "en"))
    numbers = [
        [(str(each.number), len(each.paragraphs)) for each in charter.every_article()]
        for charter in (ja, en)
    ]
    assert numbers[0] == numbers[1]


@pytest.mark.long
def test_every_recipe_can_be_applied_to_all_editions(tmp_path: Path) -> None:
    for name in sorted({each.company for each in RECIPES}):
        company = Repository(path=shutil.copytree(ARTICLES[name], tmp_path / name))
        shutil.rmtree(company.path / "amendments")
        shutil.copytree(COOKBOOK / name / "amendments", company.path / "amendments")
        company.git("init", "-q", "-b", "main")
        company.commit("The articles")
        # Each can be applied by itself; of two that rewrite the same words one has to go first.
        done = company.at("check", "--json")
        assert {each["code"] for each in done.record["findings"]} <= {"pending-collide"}


@pytest.mark.parametrize("language", PAGES)
def test_the_commands_of_the_page_run(language: str, tmp_path: Path) -> None:
    company = Repository(path=shutil.copytree(COOKBOOK / "sazanami", tmp_path / "sazanami"))
    company.git("init", "-q", "-b", "main")
    company.commit("The articles")
    commands = re.findall(r"^amendtool (.+)$", HEADS[language], re.MULTILINE)
    assert commands
    for command in commands:
        words = [str(company.path / each) if ".docx" in each else each for each in command.split()]
        done = company.at(*words)
        assert done.code == 0, done.err
    assert len(list(company.path.glob("*.docx"))) == len(commands) - 1
