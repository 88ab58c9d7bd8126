"""The pages of the desk: complete, true to the articles, and leading only to what is there."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html

from amendtool.desk.pages import Pages
from amendtool.workflow.open import open_workspace
from tests.cli.conftest import Repository
from tests.cli.conftest import example as example
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.repository.sandbox import clean_environment
from tests.sample.kitano import KITANO

Site = dict[str, bytes]


def nodes(tree: Any, path: str) -> list[Any]:
    """What an XPath finds."""
    return list(tree.xpath(path))


def silent(language: str) -> AbstractContextManager[None]:
    return nullcontext()


def site(folder: Path, *, proposals: bool = False) -> Site:
    pages = Pages(open_workspace(folder)[0], speak=silent, proposals=proposals)
    found = {path: pages.file(path) for path in pages.paths()}
    assert all(data is not None for data in found.values())
    return {path: data for path, data in found.items() if data is not None}


def text_of(page: bytes, *, within: str = "main") -> str:
    """What a page shows: the told targets of citations are not part of it."""
    tree = html.fromstring(page)
    (main,) = nodes(tree, f"//{within}")
    for each in nodes(main, ".//*[@role='tooltip'] | .//template"):
        each.drop_tree()
    return re.sub(r"\s+", " ", str(main.text_content())).strip()


def links(path: str, page: bytes) -> Iterator[tuple[str, str]]:
    tree = html.fromstring(page)
    for attribute in ("href", "src"):
        for link in nodes(tree, f"//@{attribute}"):
            where, fragment = urldefrag(str(link))
            yield unquote(normpath(join(dirname(path), where)) if where else path), fragment


@pytest.fixture(scope="module")
def kitano(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The sample company with its first two amendments adopted, one of them to come; to read."""
    folder = tmp_path_factory.mktemp("sample")
    found = Repository(path=shutil.copytree(KITANO, folder / "kitano"))
    with patch.dict(os.environ, clean_environment(folder / "home"), clear=True):
        found.git("init", "-q", "-b", "main")
        found.git("add", "-A")
        found.git("commit", "-qm", "The articles of 2007")
        for name in ("2009-06-26-agm", "2011-06-29-agm"):
            assert found.at("apply", name).code == 0
    return found


@pytest.fixture(scope="module")
def pages(kitano: Repository) -> Site:
    """All pages of the sample company."""
    return site(kitano.path)


def test_every_link_leads_to_a_page_and_a_place_that_are_there(pages: Site) -> None:
    assert len(pages) > 100
    places = {
        path: set(nodes(html.fromstring(page), "//@id"))
        for path, page in pages.items()
        if path.endswith(".html")
    }
    for path in places:
        for where, fragment in links(path, pages[path]):
            assert where in pages, (path, where)
            assert not fragment or fragment in places[where], (path, where, fragment)


def test_the_articles_stand_on_their_page_to_the_letter(kitano: Repository, pages: Site) -> None:
    for folder, language in (("", "ja"), ("en/", "en")):
        printed = kitano.at("export", "--language", language, "--format", "html").data
        plain, shown = text_of(printed), text_of(pages[f"{folder}index.html"])
        assert plain in shown
        assert shown.startswith(plain[:20])


def test_a_citation_leads_to_what_it_cites_and_tells_it(small: Repository) -> None:
    small.amend("cite", "  - insert: Article 4\n    key: citing\n    text: See Article 2.\n")
    assert small.at("apply", "cite").code == 0
    tree = html.fromstring(site(small.path)["index.html"])
    (link,) = nodes(tree, "//span[@class='cited']/a")
    assert link.text == "Article 2"
    (told,) = nodes(tree, f"//*[@id='{link.get('aria-describedby')}']")
    assert told.text_content().startswith("Article 2")
    (target,) = nodes(tree, f"//*[@id='{link.get('href').removeprefix('#')}']")
    assert "Article 2" in target.text_content()


def test_a_sentence_tells_since_when_it_stands(small: Repository) -> None:
    small.amend("more", "  - replace: Article 2\n    text: |\n      It is an example. It grows.\n")
    assert small.at("apply", "more").code == 0
    small.amend("again", "  - replace: Article 2\n    find: grows\n    with: shrinks\n")
    assert small.at("apply", "again").code == 0
    (key,) = {path.stem.partition("-")[2] for path in (small.path / "articles").glob("002-*.md")}
    tree = html.fromstring(site(small.path)[f"provisions/{key}.html"])
    told = {
        link.text: nodes(tree, f"//*[@id='{link.get('aria-describedby')}']")[0].text_content()
        for link in nodes(tree, "//span[contains(@class, 'desk-sentence')]/a")
    }
    assert told["It is an example."].startswith("more")
    assert told["It shrinks."].startswith("again")


def test_a_deleted_provision_keeps_its_past(small: Repository) -> None:
    (path,) = (small.path / "articles").glob("002-*.md")
    key = path.stem.partition("-")[2]
    small.amend("gone", "  - delete: Article 2\n")
    assert small.at("apply", "gone").code == 0
    page = text_of(site(small.path)[f"provisions/{key}.html"])
    assert "deleted" in page
    assert "gone" in page


def test_what_nobody_adopted_is_told_where_it_is_asked_for(small: Repository) -> None:
    small.amend("secret", "  - delete: Article 2\n", more="title: A secret plan\n")
    public = site(small.path)
    assert not any(b"secret" in page for page in public.values())
    assert b"A secret plan" in site(small.path, proposals=True)["amendments/secret.html"]


def test_no_page_names_the_address_of_a_person(kitano: Repository, pages: Site) -> None:
    (address,) = set(kitano.git("log", "--format=%ae").split())
    assert "@" in address
    assert not any(address.encode() in page for page in pages.values())


HOSTILE = "</p><script>alert(1)</script>\"'&<b>{{ 7 * 7 }}</b>"


def test_what_stands_in_the_articles_is_text_on_every_page(small: Repository) -> None:
    small.amend(
        "bad",
        f"  - insert: Article 4\n    key: hostile\n    heading: |-\n      {HOSTILE}\n"
        f"    text: |\n      {HOSTILE}\n",
        more=f"title: |-\n  {HOSTILE}\n",
    )
    done = small.at("apply", "bad")
    assert done.code == 0, done.err
    pages = site(small.path)
    for path, page in pages.items():
        if path.endswith(".html"):
            tree = html.fromstring(page)
            assert [each.get("src") for each in tree.iter("script")] in (
                [join("../" * path.count("/"), "desk.js")],
            )
            assert not [each for each in tree.iter("b") if "49" in (each.text or "")]
    assert HOSTILE in text_of(pages["index.html"])


@pytest.mark.parametrize(
    "path",
    [
        *("../amendtool.toml", "/etc/passwd", "provisions/../../x.html", "days/2024-13-01.html"),
        *("amendments/none.html", "days/x..y.html", "nothing", "", "provisions/.html"),
        "en/index.html",
    ],
)
def test_a_path_that_is_no_page_gives_nothing(small: Repository, path: str) -> None:
    pages = Pages(open_workspace(small.path)[0], speak=silent)
    assert pages.file(path) is None


def test_a_draft_shows_its_table_and_an_empty_list_says_that_it_is_one(small: Repository) -> None:
    pages = Pages(open_workspace(small.path)[0], speak=silent, proposals=True)
    empty = pages.file("amendments/index.html")
    assert empty is not None
    assert "No amendment has been adopted yet." in text_of(empty)
    path = small.path / "amendments" / "two.yaml"
    text = (
        "amendment: two\ndraft: yes\noperations:\n  - replace: Article 2 heading\n    with: Why\n"
    )
    path.write_text(text)
    pages = Pages(open_workspace(small.path)[0], speak=silent, proposals=True)
    page = pages.file("amendments/two.html")
    assert page is not None
    assert "Proposed" in text_of(page)
    assert "Why" in text_of(page)


def test_a_day_before_the_articles_says_so(example: Repository) -> None:
    pages = Pages(open_workspace(example.path)[0], speak=silent)
    page = pages.file("days/1900-01-01.html")
    assert page is not None
    assert "January 1, 1900" in text_of(page)


def test_the_command_writes_them_all_and_writes_them_again(
    small: Repository, tmp_path: Path
) -> None:
    out = tmp_path / "pages"
    for _ in range(2):
        done = small.at("site", "-o", str(out))
        assert done.code == 0, done.err
    written = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }
    assert written == site(small.path)


def test_all_editions_stand_side_by_side_by_their_keys(pages: Site) -> None:
    for folder, language in (("", "ja"), ("en/", "en")):
        tree = html.fromstring(pages[f"{folder}editions.html"])
        rows = nodes(tree, "//div[@class='desk-row']")
        for other, path, label in (("ja", "", "日本語"), ("en", "en/", "English")):
            cells = nodes(tree, f"//section[@lang='{other}']")
            own = [node.xpath("string()").replace(label, "", 1) for node in cells]
            shown = text_of(pages[f"{path}index.html"])
            told = " ".join(" ".join(own).split())
            assert told.replace(" ", "") in shown.replace(" ", "")
        for row in rows:
            cells = nodes(row, "./section")
            assert cells[0].get("lang") == language
            keys = {str(each).rpartition("#")[2] for each in nodes(row, ".//a/@href")}
            assert len(cells) == 2
            assert len(keys) <= 1, keys


def test_what_one_edition_has_not_is_said_beside_the_other() -> None:
    from amendtool.desk.pages import _aligned

    def row(*keys: str) -> list[dict[str, Any]]:
        return [{"key": key} for key in keys]

    found = _aligned([row("a", "c", "d"), row("a", "b", "c", "e"), row("x", "a", "d")])
    told = ["".join("-" if each is None else each["key"] for each in cells) for cells in found]
    assert told == ["--x", "aaa", "-b-", "cc-", "-e-", "d-d"]


def test_one_edition_stands_beside_none(small: Repository) -> None:
    pages = site(small.path)
    assert "editions.html" not in pages
    assert b"editions.html" not in pages["index.html"]
    assert Pages(open_workspace(small.path)[0], speak=silent).file("editions.html") is None


def test_a_provision_tells_every_number_that_it_had(kitano: Repository, pages: Site) -> None:

    def numbers(commit: str) -> dict[str, str]:
        """The number of each article in a commit, as its file is named."""
        files = kitano.git("ls-tree", "-r", "--name-only", commit, "articles/").splitlines()
        found = re.compile(r"articles/ja/(?:[^/]+/)*(\d+(?:-\d+)*)-([^/]+)\.md")
        return {m[2]: m[1] for each in files if (m := found.fullmatch(each))}

    def address(number: str) -> str:
        first, *branches = (int(each) for each in number.split("-"))
        return f"Article {first}" + "".join(f"-{each}" for each in branches)

    steps = 0
    before = numbers("2009-06-26-agm~2")
    assert len(before) > 30
    for name in ("2009-06-26-agm", "2011-06-29-agm"):
        after = numbers(name)
        for key, number in before.items():
            if after.get(key, number) == number:
                continue
            tree = html.fromstring(pages[f"en/provisions/{key}.html"])
            told = " ".join(
                each.text_content()
                for each in nodes(tree, "//ol[@class='desk-past']/li")
                if name in each.text_content()
            )
            assert f"{address(number)}, now {address(after[key])}: renumbered" in told, key
            steps += 1
        before = after
    assert steps > 5


def test_the_style_sheet_ends_what_it_begins() -> None:
    from amendtool.render.templates import asset

    depth = 0
    for rule in re.split(r"(?<=[{}])", re.sub(r'"[^"]*"', "", asset("desk", "desk.css").decode())):
        depth += rule.count("{") - rule.count("}")
        assert 0 <= depth <= 2, rule
    assert depth == 0
