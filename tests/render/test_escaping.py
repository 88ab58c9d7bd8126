"""Text stays text in every template; every table of a page says what it is and what heads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from amendtool.render.templates import Templates
from tests.render.test_accessibility import PAGES, SOON

HOSTILE = "<img src=x onerror=\"alert('1')\"> & </td>"
ESCAPED = "&lt;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&gt; &amp; &lt;/td&gt;"
PLACES = {
    "in text": "<p>{{ a }}</p>",
    "in an attribute": '<p title="{{ a }}">x</p>',
    "out of a list": "{% for each in rows %}<p>{{ each.words }}</p>{% endfor %}",
    "through a macro": "{% macro f(b) %}<p>{{ b }}</p>{% endmacro %}{{ f(a) }}",
    "through a caller": "{% macro f() %}<p>{{ caller() }}</p>{% endmacro %}"
    "{% call f() %}{{ a }}{% endcall %}",
    "in a block": "{% block b %}<p>{{ a }}</p>{% endblock %}",
    "under a condition": "{% if a %}<p>{{ a }}</p>{% endif %}",
    "by another name": "{% set b = a %}<p>{{ b }}</p>",
}


def page(source: str, folder: Path, *, own: bool) -> str:
    """A template filled in, as the company's or as one that came with the program."""
    (folder / "page.j2").write_text(source, encoding="utf-8")
    templates = Templates([folder], {})
    if not own:
        packaged = Templates([], {})
        packaged._environment.loader = templates._loader
        templates = packaged
    arguments = {"a": HOSTILE, "rows": [{"words": HOSTILE}]}
    return templates.fill("page.j2", arguments, most=10_000)


@pytest.mark.parametrize("own", [True, False], ids=["own", "packaged"])
@pytest.mark.parametrize("source", PLACES.values(), ids=PLACES)
def test_text_stays_text(source: str, own: bool, tmp_path: Path) -> None:
    made = page(source, tmp_path, own=own)
    assert ESCAPED in made
    assert "<img" not in made


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in SOON else pytest.mark.long) for name in PAGES],
)
def test_every_table_has_a_caption_and_its_heads_a_scope(name: str) -> None:
    tree: Any = html.fromstring(PAGES[name]().encode())
    tables = tree.xpath("//table")
    for table in tables:
        captions = table.xpath("./caption")
        assert len(captions) == 1, html.tostring(table)[:300]
        assert captions[0].text_content().strip()
        for head in table.xpath(".//th"):
            assert head.get("scope") in ("col", "row", "colgroup", "rowgroup")
    if name in ("published", "ja-notice", "remarks", "empty", "ledger-en", "larkspur"):
        assert tables
        assert tree.xpath("//th")
