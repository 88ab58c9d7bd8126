"""Lost means refused: where text of a document would stand in no file, nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from amendtool import import_document
from amendtool.importing.document import Report
from tests.cli.conftest import Repository, call

PAGE = "<html lang='en'><body><p>Article 1. (Name) The name is X.</p>{}</body></html>"

LOSING = {
    "text in a row, but in no cell": (
        "<table><tr>Article 2. (Seat) The seat is in Y.<tr><td>a</td></tr></table>",
        "The seat is in Y.",
    ),
    "a table within a row": (
        "<table><tr><td>Article 2. Outer.<table><tr><td>in</td></tr></table></td></tr></table>",
        "Outer.",
    ),
}

BROKEN = {
    "a comment that does not end": "<!-- to do -<p>Article 2. (Seat) The seat is in Y.</p>",
    "a declaration without a name": "<![<p>Article 2. (Seat) The seat is in Y.</p>",
    "a marked section that does not end": "<![CDATA[ Article 2. (Seat)</p>",
    **{
        f"a <{tag}> that does not end": f"<{tag}><p>Article 2. (Seat) The seat is in Y.</p>"
        for tag in ("script", "style", "title", "template", "noscript", "textarea", "select", "nav")
    },
    "a hidden part that does not end": "<div hidden><p>Article 2. (Seat) The seat is in Y.</p>",
    "a quotation mark that ends in the next tag": (
        '<p title="a>Article 2. (Seat) The seat is in Y.</p><p title="b">Article 3.</p>'
    ),
    "one that ends in words": (
        "<a href='x>Article 2. (Seat)</a><p>The 'seat' is in Y.</p><i class='c'>z</i>"
    ),
    "one that ends before nothing": '<td class="a>Article 2.</td><td class="">Article 3.</td>',
    "one within a part that does": "<div><svg><p>Article 2. (Seat)</p></div><p>Article 3.</p>",
}

UNSHOWN = (
    *("The seat is in <name of place> here.", "<date>", "a <b and c>d", "<place>Y</place>"),
    *("up to <p ages>", "<Company, Inc.>", "less than <i shares>", "<a b c d e f>"),
)
"""Words in angle brackets, which a page takes for tags and does not show."""

SHOWN = (
    *("<input disabled>", "<td nowrap>", "<ol reversed compact>", "<video autoplay muted>"),
    *("<o:p>a</o:p>", "<my-part x-y>a</my-part>", "<st1:place w:st='on'>a</st1:place>"),
    *("<p data-x='<b>a</b>' class='c'>", "<div aria-hidden=x itemscope>", "a < b, c > d", "<会社>"),
    *("<?xml:namespace prefix = o />", "<img alt='a <b c' src=x>", "<a href=x title>y</a>"),
)

ENDED = {
    "a hidden paragraph needs no end": "<p hidden>Not shown.",
    "a hidden item needs no end": "<ul><li>One<li hidden>Two</ul>",
    "nor does one that holds nothing": "<svg><path d='M0 0'>",
    "what is hidden ends": "<div hidden>a<span>b</div><script>c</script><style>d</style>",
    "a heading of the window": "<head><title>T</title><meta charset='utf-8'>",
}


@pytest.fixture
def empty(tmp_path: Path) -> Repository:
    repository = Repository(path=tmp_path / "empty")
    assert call("init", str(repository.path)).code == 0
    return repository


@pytest.mark.parametrize(("html", "text"), LOSING.values(), ids=LOSING)
@pytest.mark.parametrize("check", [[], ["--check"]])
def test_lost_text_is_shown_and_nothing_is_written(
    empty: Repository, html: str, text: str, check: list[str]
) -> None:
    page = PAGE.format("\n" + html)
    path = empty.write("page.html", page.encode())
    before = empty.files()
    result = empty.at("import", str(path), *check)
    assert result.code == 3
    assert "error[text-lost]" in result.err
    assert f"{path}:2" in result.err
    assert text in result.err
    assert empty.files() == before


@pytest.mark.parametrize(("html", "text"), LOSING.values(), ids=LOSING)
def test_a_loss_that_is_accepted_is_in_the_report(empty: Repository, html: str, text: str) -> None:
    path = empty.write("page.html", PAGE.format(html).encode())
    result = empty.at("import", str(path), "--accept-loss", "--json")
    assert result.code == 0
    assert result.record["characters"]["lost"] > 0
    assert result.record["written"]
    (problem,) = result.problems
    assert problem["code"] == "text-lost"
    assert problem["severity"] == "warning"
    assert text in problem["message"]
    assert any("articles/" in path for path in empty.files())


@pytest.mark.parametrize("html", BROKEN.values(), ids=BROKEN)
def test_markup_that_does_not_end_is_refused(empty: Repository, html: str) -> None:
    path = empty.write("page.html", PAGE.format("\n" + html).encode())
    before = empty.files()
    result = empty.at("import", str(path))
    assert result.code == 3
    assert "error[html-broken]" in result.err
    assert f"{path}:2" in result.err
    assert empty.files() == before


@pytest.mark.parametrize("html", UNSHOWN)
def test_words_that_a_page_takes_for_a_tag_are_doubted(html: str) -> None:
    page = PAGE.format(f"\n<p>Article 2. (Seat) The seat is in Y. {html}</p>")
    doubts = import_document(page.encode(), file="page.html").report.doubts
    (doubt,) = [each for each in doubts if each.code == "html-unknown"]
    assert doubt.place.line == 2
    assert html[html.index("<") : html.index(">") + 1] in doubt.message


@pytest.mark.parametrize("html", SHOWN)
def test_what_is_a_tag_or_text_is_not_doubted_so(html: str) -> None:
    page = PAGE.format(f"\n<p>Article 2. (Seat) The seat is in Y. {html}</p>")
    doubts = import_document(page.encode(), file="page.html").report.doubts
    assert "html-unknown" not in {each.code for each in doubts}


@pytest.mark.parametrize("html", ENDED.values(), ids=ENDED)
def test_what_need_not_end_is_read(empty: Repository, html: str) -> None:
    html = f"<p>Article 2. (Seat) The seat is in Y.</p>{html}"
    path = empty.write("page.html", PAGE.format("\n" + html).encode())
    result = empty.at("import", str(path))
    assert result.code == 0, result.err
    assert any("-seat.md" in name for name in empty.files())


def test_what_the_account_alone_finds_is_refused_too(
    empty: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that passes text over without a word: the count tells."""
    from amendtool.importing import document

    read = document.read_document

    def passing_over(*given: object, **named: object) -> object:
        found = read(*given, **named)  # type: ignore[arg-type]  # whatever it is called with
        found.total += 7
        return found

    monkeypatch.setattr(document, "read_document", passing_over)
    path = empty.write("rules.txt", b"Article 1. (Name) The name is X.\n")
    result = empty.at("import", str(path))
    assert result.code == 3
    assert "7 characters" in result.err
    assert empty.at("import", str(path), "--accept-loss").code == 0


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>a<td>b<tr><td>c",
        "<tr><td>a</td><td>b</td><tr><td>c</td>",
        "<thead><tr><th>a<th>b<tbody><tr><td>c",
    ],
)
def test_ends_that_html_lets_out_lose_nothing(rows: str) -> None:
    html = PAGE.format(f"<table>{rows}</table><p>Article 2. (Seat) The seat is in Y.</p>")
    imported = import_document(html.encode(), file="page.html")
    report: Report = imported.report
    assert (report.characters.lost, report.lost, report.articles) == (0, (), 2)
    assert "a b" in str(imported.charter)


def test_a_draft_of_a_document_that_loses_text_is_refused(small: Repository) -> None:
    html, text = LOSING["a table within a row"]
    path = small.write("edited.html", PAGE.format(html).encode())
    result = small.at("draft", str(path), "-o", "amendments/x.yaml")
    assert result.code == 3
    assert "[text-lost]" in result.err
    assert text in result.err
    assert not (small.path / "amendments/x.yaml").exists()
