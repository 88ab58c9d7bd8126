"""A language that the program does not have, added to a copy of it as CONTRIBUTING says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from amendtool.articles.languages import ENGLISH, LANGUAGES, language_of
from tests.languages.rooms import lacking
from tests.repository.sandbox import Sandbox, clean_environment

ROOT = Path(__file__).resolve().parents[2]
ESPERANTO = Path(__file__).parent / "esperanto"
SEVERAL = ROOT / "tests" / "several.py"
ROOMS = Path(__file__).parent / "rooms.py"
SHIPPED = ("amendtool", "templates", "articles", "amendments", "amendtool.toml")
ENGLISH_WORDS = (
    "Article", "Provision", "Amendment", "underlined", "Unchanged", "Deleted", "Present",
    "Contents", "Revisions", "adopted", "effective", "renumbering", "renamed", "June", "added:",
)  # fmt: skip


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_room_has_what_a_language_needs(tag: str) -> None:
    assert list(lacking(tag)) == []


def test_a_language_is_found_by_its_tag() -> None:
    for tag in ("en", "en-GB", "EN", "ja", "ja-JP"):
        assert language_of(tag) is LANGUAGES[tag[:2].lower()]


def test_another_language_is_printed_as_english_is() -> None:
    other = language_of("de-AT")
    assert (other.tag, other.groups_with_comma) == ("de", False)
    assert other.revisions is ENGLISH.revisions


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the program that can be changed."""

    root: Path

    def insert(self, path: str, before: str, text: str) -> None:
        file = self.root / path
        whole = file.read_text(encoding="utf-8")
        assert whole.count(before) == 1, f"{path}: {before}"
        file.write_text(whole.replace(before, text + before), encoding="utf-8")

    def run(self, *arguments: str, cwd: Path) -> str:
        done = subprocess.run(
            (sys.executable, *arguments),
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(self.root), "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, f"{arguments}\n{done.stdout.decode()}{done.stderr.decode()}"
        return done.stdout.decode()

    @property
    def lacking(self) -> list[str]:
        return self.run(str(ROOMS), "eo", cwd=self.root).splitlines()


def body_of(name: str) -> str:
    """A module of the new language without its docstring and imports."""
    text = (ESPERANTO / name).read_text(encoding="utf-8")
    return text[text.index("EO = ") :] + "\n"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    root = tmp_path_factory.mktemp("copy")
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    made = Copy(root)
    articles = root / "amendtool" / "articles"
    assert made.lacking == ["articles/languages: the row eo"]

    languages = "amendtool/articles/languages/__init__.py"
    shutil.copy(ESPERANTO / "language.py", articles / "languages" / "esperanto.py")
    made.insert(
        languages,
        "from amendtool.articles.languages.japanese",
        "from amendtool.articles.languages.esperanto import ESPERANTO\n",
    )
    made.insert(languages, "JAPANESE)}", "ESPERANTO, ")
    assert made.lacking == [
        "articles/styles: a drafting style eo",
        "articles/references: a grammar eo",
        "comparison/house: the house style eo",
        "templates: amendment.eo.yaml",
        "templates: articles-readme.eo.md",
        "templates: amendments-readme.eo.md",
        "templates: documents/propono.eo.j2",
        "templates: documents/kunvoko.eo.j2",
    ]

    shutil.copy(ESPERANTO / "style.py", articles / "styles" / "eo.py")
    styles = "amendtool/articles/styles/__init__.py"
    made.insert(
        styles,
        "from amendtool.articles.styles.ja import",
        "from amendtool.articles.styles.eo import EO\n",
    )
    made.insert(styles, "EN, JA, BYLAWS, BYLAWS_RESTART)", "EO, ")
    shutil.copy(ESPERANTO / "grammar.py", articles / "references" / "reader_eo.py")
    made.insert(
        "amendtool/articles/references/parser.py",
        "GRAMMARS: Final",
        "def _esperanto() -> Grammar:\n"
        "    from amendtool.articles.references import reader_eo\n\n"
        "    return reader_eo\n\n\n",
    )
    made.insert("amendtool/articles/references/parser.py", '"en": _english', '"eo": _esperanto, ')
    house = "amendtool/comparison/house.py"
    made.insert(house, "_BYLAWS = replace(", body_of("house.py"))
    made.insert(house, "SEED_EN, _EN, JA_NOTICE", "EO, ")
    shutil.copytree(ESPERANTO / "templates", root / "templates", dirs_exist_ok=True)
    assert made.lacking == []
    return made


ARTICLES = {
    "001-nomo.md": "# Nomo\n\nLa nomo estas Ekzemplo.\n",
    "002-sidejo.md": "# Sidejo\n\nLa sidejo estas en Tokio.\n",
    "003-celo.md": "# Celo\n\nLa celo estas:\n\n- (1) vendi;\n- (2) aĉeti.\n",
}
AMENDMENT = """\
amendment: kunveno
title: Parta ŝanĝo de la statuto
meeting: la unua kunveno
adopted: 2026-06-26
effective: 2026-07-01
reasons: [Ni proponas ŝanĝon.]
operations:
  - replace: Artikolo 2
    find: Tokio
    with: Osako
  - insert: Artikolo 3
    key: organoj
    heading: Organoj
    text: La organoj estas tri.
"""


ENDINGS = ("md", "txt", "html", "docx")


def english_in(text: str) -> list[str]:
    return [word for word in ENGLISH_WORDS if word in text]


def test_articles_in_it_are_begun_checked_amended_tabled_and_exported(
    copy: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in clean_environment(tmp_path / "home").items():
        monkeypatch.setenv(variable, value)
    path = tmp_path / "statuto"

    def amendtool(*lines: list[str]) -> list[str]:
        """What each of the lines tells."""
        told = json.loads(copy.run(str(SEVERAL), json.dumps(lines), cwd=path))
        assert [(code, err) for code, _, err in told if code] == []
        return [out for _, out, _ in told]

    begin = ("-m", "amendtool", "init", str(path), "--language", "eo", "--company", "Ekzemplo")
    copy.run(*begin, cwd=tmp_path)
    settings = (path / "amendtool.toml").read_text(encoding="utf-8")
    assert 'title = "Statuto"\nlanguage = "eo"\nstyle = "eo"\nhouse = "eo"\n' in settings
    sandbox = Sandbox(path=path)
    for name, text in ARTICLES.items():
        sandbox.write(f"articles/{name}", text.encode())
    sandbox.commit("La statuto")
    _, shown, _ = amendtool(["check"], ["show", "Artikolo 2"], ["new", "kunveno"])
    assert "Artikolo 2." in shown
    written = (path / "amendments" / "kunveno.yaml").read_text(encoding="utf-8")
    assert "amendment: kunveno" in written
    assert english_in(written) == []
    sandbox.write("amendments/kunveno.yaml", AMENDMENT.encode())
    _, _, table, *_ = amendtool(
        "check kunveno".split(),
        "plan kunveno".split(),
        "table kunveno --format md".split(),
        "table kunveno -o table.html".split(),
        "document kunveno -o propono.md".split(),
        "apply kunveno".split(),
        ["check"],
        *(["export", "-o", f"statuto.{ending}"] for ending in ENDINGS),
    )
    for words in ("Nuna statuto", "(Ŝanĝoj estas substrekitaj.)", "Artikolo 3.", "(Nova)"):
        assert words in table
    assert english_in(table) == []
    page = (path / "table.html").read_text(encoding="utf-8")
    assert ':lang(eo) ins::before { content: " [aldonita: "; }' in page
    notice = (path / "propono.md").read_text(encoding="utf-8")
    assert "la 26-a de junio 2026" in notice
    assert english_in(notice) == []

    log = sandbox.git("log", "-2", "--format=%B")
    assert "Parta ŝanĝo de la statuto: nova numerado" in log
    assert "Unu dosiero ricevas novan nomon." in log
    assert "Decidis: la unua kunveno" in log
    assert "Article" not in log

    for ending in ENDINGS:
        file = path / f"statuto.{ending}"
        if ending == "docx":
            with zipfile.ZipFile(file) as package:
                text = package.read("word/document.xml").decode()
        else:
            text = file.read_text(encoding="utf-8")
        for words in ("Statuto", "Artikolo 4.", "Listo de ŝanĝoj", "valida ekde la 1-a de julio"):
            assert words in text, ending
        if ending == "html":
            assert '<nav aria-label="Enhavo">' in text
            text = text[text.index("<body") :]
        assert english_in(text) == [], ending
