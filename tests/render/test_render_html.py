"""The HTML page: what stands around the clauses, and templates that somebody else wrote."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from amendtool.comparison.table import Table
from amendtool.errors import InputError
from amendtool.render import templates
from amendtool.render.table.html import to_html
from amendtool.render.table.json import from_json

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def table() -> Table:
    path = GOLDEN / "press-release-2013" / "table.json"
    return from_json(path.read_text(encoding="utf-8"))


def test_the_page_needs_nothing_else(table: Table) -> None:
    page = to_html(table)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|@import|url\(|\bsrc=|\bhref=", page)


def test_the_columns_are_named_for_every_reader(table: Table) -> None:
    page = to_html(table)
    assert page.count('<th scope="col">') == 2
    assert "<caption>Articles of Incorporation: Present Articles / Proposed Articles" in page
    assert 'aria-label="(Chairman) Article 16."' in page
    assert 'aria-label="Article 10 (Unchanged) Article 15"' in page


def test_the_words_taken_out_stand_left_and_the_new_ones_right(table: Table) -> None:
    for row in to_html(table).split("<tr ")[1:]:
        present, proposed = row.split("<td>")[1:]
        assert "<ins>" not in present
        assert "<del>" not in proposed


def test_nothing_depends_on_colour_and_everything_is_printed_on_a4(table: Table) -> None:
    style = to_html(table).partition("<style>")[2].partition("</style>")[0]
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", style)) == {"#fff", "#000"}
    assert "ins, del { color: inherit; text-decoration: underline;" in style
    assert "size: A4" in style
    assert "thead { display: table-header-group; }" in style
    assert "tr { break-inside: auto; }" in style


def test_a_template_of_the_company_goes_before_the_packaged_one(
    table: Table, tmp_path: Path
) -> None:
    (tmp_path / "table.html.j2").write_text("{{ table.title }} & {{ table.rows|length }}")
    assert to_html(table, [tmp_path]) == "Articles of Incorporation & 8"


def test_the_first_folder_that_has_the_template_wins(table: Table, tmp_path: Path) -> None:
    empty, first, second = (tmp_path / name for name in ("empty", "first", "second"))
    for folder in (empty, first, second):
        folder.mkdir()
    for folder in (first, second):
        (folder / "table.html.j2").write_text(folder.name)
    assert to_html(table, [tmp_path / "missing", empty, first, second]) == "first"


def test_a_template_may_replace_one_block_of_the_packaged_one(table: Table, tmp_path: Path) -> None:
    (tmp_path / "table.html.j2").write_text(
        '{% extends "packaged/table.html.j2" %}'
        "{% block before %}{{ super() }}<p>See Item 2.</p>{% endblock %}"
    )
    own = to_html(table, [tmp_path])
    assert own.replace("<p>See Item 2.</p>", "") == to_html(table)


def test_a_template_may_begin_with_a_byte_order_mark(table: Table, tmp_path: Path) -> None:
    (tmp_path / "table.html.j2").write_bytes(b"\xef\xbb\xbf{{ table.language }}")
    assert to_html(table, [tmp_path]) == "en"


def test_clause_text_is_escaped_in_a_template_of_the_company(tmp_path: Path) -> None:
    (tmp_path / "table.html.j2").write_text("{{ table.title }}|{{ table.title|escape }}")
    path = GOLDEN / "hostile" / "table.json"
    page = to_html(from_json(path.read_text(encoding="utf-8")), [tmp_path])
    assert "<" not in page
    assert "{{7*7}}" in page


FAULTY = [
    ("one\n{{ table.titel }}", "template-fails", 2, "titel"),
    ("one\ntwo\n{% for row in %}", "template-syntax", 3, ""),
    ("{{ table.title|nonesuch }}", "template-syntax", 1, "nonesuch"),
    ("{% include 'other.j2' %}", "template-fails", 1, "other.j2"),
    ("\n{{ 1 / 0 }}", "template-fails", 2, "division"),
    ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "template-fails", 1, ""),
]

ESCAPES = [
    "{{ ''.__class__.__mro__ }}",
    "{{ table.__class__ }}",
    "{{ table['__init__'] }}",
    "{{ row_label.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ table.title|attr('__class__') }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ '{0.__class__}'.format(table) }}",
    "{{ 'a'.join(['b', 'c']) }}",
    "{{ table.blocks() }}",
    "{{ range(10) }}",
    "{{ lipsum() }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../../../etc/passwd' %}",
    "{% import 'packaged/../table.html.j2' as t %}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%1000000000s' % 'a' }}",
    "{{ 'a' + 'b' }}",
    "{{ 'a' ~ 'b' }}",
    "{% set x %}a{% endset %}{{ x }}",
    "{% autoescape false %}{{ table.title }}{% endautoescape %}",
    "{{ table.title|safe }}",
    "{{ [table]|map(attribute='title')|list }}",
    "{% set table.title = 'x' %}",
    "{% macro a() %}"
    + "x" * 1024
    + "{% endmacro %}"
    + "".join(
        f"{{% macro {new}() %}}{{{{ {old}() }}}}{{{{ {old}() }}}}{{% endmacro %}}"
        for old, new in zip("abcdefghijklmno", "bcdefghijklmnop", strict=True)
    )
    + "{{ p() }}",
]


@pytest.mark.parametrize(("source", "code", "line", "words"), FAULTY)
def test_a_faulty_template_is_reported_with_its_line(
    table: Table, tmp_path: Path, source: str, code: str, line: int, words: str
) -> None:
    path = tmp_path / "table.html.j2"
    path.write_text(source)
    with pytest.raises(InputError) as caught:
        to_html(table, [tmp_path])
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file, problem.place.line) == (code, str(path), line)
    assert words in problem.message
    assert problem.hint


@pytest.mark.parametrize("source", ESCAPES)
def test_a_template_cannot_leave_the_sandbox(table: Table, tmp_path: Path, source: str) -> None:
    (tmp_path / "table.html.j2").write_text(source)
    with pytest.raises(InputError) as caught:
        to_html(table, [tmp_path])
    assert caught.value.problems[0].place.file == str(tmp_path / "table.html.j2")


def test_a_page_cannot_grow_without_end(
    table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "MAX_PAGE", 100)
    (tmp_path / "table.html.j2").write_text(
        "{% for a in table.rows %}{% for b in table.rows %}{{ a.key }}{% endfor %}{% endfor %}"
    )
    with pytest.raises(InputError, match="grows beyond 100"):
        to_html(table, [tmp_path])


def test_a_template_is_not_followed_through_a_link(table: Table, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not print")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "table.html.j2").symlink_to(secret)
    with pytest.raises(InputError) as caught:
        to_html(table, [folder])
    assert caught.value.problems[0].code == "template-not-a-file"


@pytest.mark.parametrize("content", [b"\x96{ table }", b"x" * (1024 * 1024 + 1)])
def test_a_template_that_cannot_be_read_is_reported(
    table: Table, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "table.html.j2").write_bytes(content)
    with pytest.raises(InputError) as caught:
        to_html(table, [tmp_path])
    assert caught.value.problems[0].code == "template-unreadable"


def test_chromium_repeats_the_heads_on_every_page_of_a4(table: Table, tmp_path: Path) -> None:
    chromium, pdftotext = shutil.which("chromium"), shutil.which("pdftotext")
    if not chromium or not pdftotext:
        pytest.skip("chromium or pdftotext is not installed: no page was printed")
    long = Table(
        language="en", title=table.title, columns=table.columns, rows=table.rows * 6, note=None
    )
    page, pdf = tmp_path / "table.html", tmp_path / "table.pdf"
    page.write_text(to_html(long), encoding="utf-8")
    switches = "headless no-sandbox disable-gpu disable-quic no-first-run disable-sync"
    switches += " disable-background-networking disable-component-update no-pdf-header-footer"
    subprocess.run(
        [
            chromium,
            *(f"--{switch}" for switch in switches.split()),
            f"--user-data-dir={tmp_path / 'profile'}",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = subprocess.run(
        [pdftotext, "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = text.rstrip("\f").split("\f")
    assert len(pages) > 3
    assert all(re.search(r"Present Articles\s+Proposed Articles", each) for each in pages)
    assert "removed:" not in text
    assert "added:" not in text
