"""Labels that a page counts: what parts them from their captions, and texts that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from amendtool.importing.document import Imported
from amendtool.workflow.importing.document import import_articles, import_target
from tests.cli.conftest import Repository, call

BODY = (
    "<h2>NAME</h2><h3>Name</h3><p>The name is X.</p><h3>Seat</h3><p>It is here.</p>"
    "<h2>MEMBERS</h2><h3>Who</h3><p>All.</p><h3>Dues</h3><p>None.</p>"
)
"""Two Articles of two sections, of which only the style sheet says the numbers."""
COUNTED = (
    "body{{counter-reset:a}} h2{{counter-increment:a;counter-reset:s}}"
    ' h2::before{{content:"{0}" counter(a,{1}) "{2}"}} h3{{counter-increment:s}}'
    ' h3::before{{content:"{3}" counter(a) "." counter(s) "{4}"}}'
)


def read(text: str, style: str = "en") -> Imported:
    """The page as it is imported, its account of print and its reading back included."""
    made = import_articles(
        import_target(None, style=style, write=False), text.encode(), file="a.html", write=False
    )
    return made.imported


@pytest.mark.parametrize("style", ["en", "bylaws"])
@pytest.mark.parametrize(
    ("word", "form", "stop"),
    [("ARTICLE ", "upper-roman", ". "), ("Article ", "decimal", " "), ("Part ", "decimal", ". ")],
)
@pytest.mark.parametrize(("sign", "end"), [("", " "), ("Section ", " "), ("Section ", ". ")])
def test_no_sign_of_a_style_stands_behind_a_number_that_is_counted(
    style: str, word: str, form: str, stop: str, sign: str, end: str
) -> None:
    css = COUNTED.format(word, form, stop, sign, end)
    found = read(
        f"<html><head><style>{css}</style></head><body><h1>BYLAWS</h1>{BODY}</body></html>", style
    )
    assert [one.heading for one in found.charter.chapters] == ["NAME", "MEMBERS"]
    assert not [one for one in found.report.doubts if one.code == "prints-otherwise"]


LOOSE = [
    "<p>They are:</p><ol><li>first;</li><li>second.</li></ol>",
    "<ol type=a><li>first;</li><li>second.</li></ol>",
    "<p>They are so.</p><p>And no other.</p>",
]


@pytest.mark.parametrize("loose", LOOSE)
@pytest.mark.parametrize("many", [1, 3, 5])
def test_texts_below_chapters_do_not_outvote_the_numbers_of_articles(loose: str, many: int) -> None:
    chapters = "".join(f"<h2>Article {at}. Aims {at}</h2>{loose}" for at in range(1, many + 1))
    page = (
        f"<html><body><h1>BYLAWS</h1>{chapters}<h2>Article {many + 1}. Rules</h2>"
        "<p>Section 1. Rule one is this.</p><p>Section 2. Rule two is that.</p>"
        f"<h2>Article {many + 2}. Forms</h2><p>Section 3. A form.</p>"
        "<p>Section 4. Another.</p></body></html>"
    )
    found = read(page)
    marks = [one.mark for one in found.charter.articles]
    assert "Section 1." not in marks  # the form of the level says it
    assert dict(found.drafting).get("article", "Section 1.") == "Section 1."


_JAPANESE = (
    "<html><head><style>body{{counter-reset:a}} h2{{counter-increment:a}}"
    ' h2::before{{content:"第" counter(a) "条{0}"}}</style></head><body><h1>規程</h1>'
    "<h2>{1}</h2><p>会を定める。</p><h2>{2}</h2><p>会費を定める。</p></body></html>"
)


@pytest.mark.parametrize("behind", ["", "　"])
@pytest.mark.parametrize(
    ("first", "second", "printed"),
    [("目的", "会費", "第1条　目的"), ("（目的）", "（会費）", "第1条（目的）")],
)
def test_a_bare_caption_is_parted_from_a_japanese_number(
    tmp_path: Path, behind: str, first: str, second: str, printed: str
) -> None:
    made = Repository(path=tmp_path / "r")
    assert call("init", str(made.path), "--language", "ja").code == 0
    page = tmp_path / "a.html"
    page.write_text(_JAPANESE.format(behind, first, second), encoding="utf-8")
    assert made.at("import", str(page)).code == 0
    made.commit("The rules")
    made.at("export", "-o", "out.txt", "--no-revisions")
    assert printed in (made.path / "out.txt").read_text(encoding="utf-8").split("\n")
