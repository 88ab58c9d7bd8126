"""Write ``docs/cookbook.md`` and ``docs/ja/cookbook.md``: amendments that companies really make.

Each recipe is a file under ``examples/cookbook``, read, applied and printed here as the program
does it. Run it after changing one: ``python -m tools.cookbook_page``. A test fails until then.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import AmendmentFile, read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.charter import Charter
from amendtool.comparison.rows import make_table
from amendtool.comparison.table import Table
from amendtool.render.table.markdown import to_markdown
from amendtool.repository.config import Config, read_config
from amendtool.repository.storage.loader import load
from amendtool.repository.workspace import read_folder

ROOT = Path(__file__).resolve().parents[1]
COOKBOOK = ROOT / "examples" / "cookbook"
PAGES = {"en": ROOT / "docs" / "cookbook.md", "ja": ROOT / "docs" / "ja" / "cookbook.md"}
ARTICLES = {
    "sazanami": COOKBOOK / "sazanami",
    "larkspur": ROOT / "examples" / "larkspur",
    "certificate": COOKBOOK / "certificate",
}
"""Where the articles of each folder of recipes are."""

HEADS = {
    "en": """\
# Cookbook

Amendments that companies really make, each a file that runs, with the table that it prints. The
companies and every sentence are invented; they are no model for a real company and no legal advice.
This page is written by `python -m tools.cookbook_page` from the files in
[examples/cookbook]({root}/examples/cookbook/); [docs/amendments.md](amendments.md) explains the
fields. A file there says its words in both languages; here stands what it says in English.

To try one, work on a copy:

```sh
cp -r examples/cookbook/sazanami /tmp/sazanami && cd /tmp/sazanami
git init -b main && git add -A && git commit -m "The articles of 2024"
amendtool plan objects
amendtool table objects -o table.docx
amendtool document objects --template touki-jikou -o register.docx
```

Each stands on the same articles and is tried by itself. For the bylaws copy `examples/larkspur`,
and the files of `examples/cookbook/larkspur/amendments` into its `amendments/`.
""",
    "ja": "# 定款変更の実例集\n\n"
    "会社が実際に行う定款変更を、そのまま動くファイルと、印刷される新旧対照表とともに示します。"
    "会社名と文章はすべて架空のもので、実在の会社のための雛形でも法的助言でもありません。"
    "このページは [examples/cookbook]({root}/examples/cookbook/) のファイルから "
    "`python -m tools.cookbook_page` で作られます。"
    "項目の説明は [docs/amendments.md](../amendments.md) にあります。"
    "ファイルには日英両方の文があり、ここには日本語の文だけを示します。\n\n"
    "試すときは写しの上で行います。\n"
    """
```sh
cp -r examples/cookbook/sazanami /tmp/sazanami && cd /tmp/sazanami
git init -b main && git add -A && git commit -m "現行定款"
amendtool plan objects
amendtool table objects -o table.docx
amendtool document objects --template touki-jikou -o touki.docx
```

"""
    "どの変更も同じ定款に対するもので、一つずつ試せます。"
    "米国のbylawsは `examples/larkspur` の写しに "
    "`examples/cookbook/larkspur/amendments` のファイルを加えて試します。"
    "英語の文書なので、表も英語のままです。\n",
}
FILE = {"en": "The file: ", "ja": "ファイル："}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One recipe of the cookbook: its file, and by language its title and what to look at."""

    file: Path
    titles: dict[str, str]
    texts: dict[str, str]

    @property
    def company(self) -> str:
        """The folder of its company."""
        return self.file.relative_to(COOKBOOK).parts[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A recipe in one language: its file as read, what it does, and its table."""

    parsed: AmendmentFile
    application: Application
    table: Table
    config: Config


def recipes() -> tuple[Recipe, ...]:
    """The recipes in their order."""
    found: list[dict[str, Any]] = tomllib.loads(
        (COOKBOOK / "recipes.toml").read_text(encoding="utf-8")
    )["recipe"]
    return tuple(
        Recipe(
            file=COOKBOOK / each["file"],
            titles={language: each[language]["title"] for language in PAGES},
            texts={language: each[language]["text"] for language in PAGES},
        )
        for each in found
    )


@cache
def _articles(company: str, language: str) -> tuple[Charter, Config]:
    """The articles that the recipes of a company act on, in a language that they have."""
    folder = ARTICLES[company]
    config = read_config((folder / "amendtool.toml").read_bytes())
    if language in config.languages:
        config = config.edition(language)
    return load(read_folder(folder, "articles"), config.style).charter, config


def prepared(recipe: Recipe, language: str) -> Prepared:
    """A recipe in a language, or in that of its articles."""
    charter, config = _articles(recipe.company, language)
    parsed = read_amendment(
        recipe.file.read_text(encoding="utf-8"),
        config.style,
        file=recipe.file.name,
        name=recipe.file.stem,
        styles=tuple(config.edition(each).style for each in config.languages),
    )
    application = apply(charter, parsed.amendment, config.style)
    table = make_table(
        application.present,
        application.proposed,
        style=config.style,
        house=config.house,
        title=config.title,
        kept=application.kept,
    )
    return Prepared(parsed=parsed, application=application, table=table, config=config)


def page(language: str) -> str:
    """The page of a language as it should be."""
    root = os.path.relpath(ROOT, PAGES[language].parent)
    return "\n".join([HEADS[language].format(root=root), *_sections(language, root)])


def _sections(language: str, root: str) -> Iterator[str]:
    for number, recipe in enumerate(recipes(), 1):
        made = prepared(recipe, language)
        path = recipe.file.relative_to(ROOT).as_posix()
        said = replace(made.parsed.amendment, title="", meeting="", resolved=None)
        text = write_amendment(said, made.config.style).rstrip("\n")
        table = to_markdown(replace(made.table, title="")).rstrip("\n")
        yield (
            f"## {number}. {recipe.titles[language]}\n\n{recipe.texts[language]}\n\n"
            f"{FILE[language]}[`{path}`]({root}/{path})\n\n```yaml\n{text}\n```\n\n{table}\n"
        )


if __name__ == "__main__":
    for each, where in PAGES.items():
        where.parent.mkdir(exist_ok=True)
        where.write_text(page(each), encoding="utf-8")
