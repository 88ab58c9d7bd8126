"""No page of ours has a fault that axe finds: the accessibility checker, in a real browser.

Chromium is run without a driver: the checker stands in the page itself, writes what it
found into the page, and the page is printed.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from amendtool.articles.styles import STYLES
from amendtool.comparison.house import HOUSES
from amendtool.comparison.table import Table
from amendtool.importing.document import import_document
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.render.imported import to_html as import_html
from amendtool.render.ledger import Appendix
from amendtool.render.ledger import to_html as ledger_html
from amendtool.render.notice.html import to_html as document_html
from amendtool.render.table.html import to_html
from amendtool.render.table.json import from_json
from amendtool.workflow.importing.page import import_page
from tests.render.document_cases import DOCUMENTS, ROOT, case
from tests.sample import kitano

NAME = "2011-06-29-agm"
CHROMIUM = "headless no-sandbox disable-gpu disable-quic no-first-run disable-sync"
CHROMIUM += " disable-background-networking disable-component-update"


def published() -> str:
    path = ROOT / "tests" / "published" / "2013-06-26-agm.json"
    return to_html(from_json(path.read_text(encoding="utf-8")))


def bylaws() -> str:
    path = ROOT / "tests" / "bylaws" / "golden" / "2024-05-14-annual.json"
    return to_html(from_json(path.read_text(encoding="utf-8")))


def sample(house: str) -> Callable[[], str]:
    style = HOUSES[house]
    return lambda: to_html(kitano.table(style.language, NAME, style))


def with_remarks() -> str:
    table = kitano.table("ja", NAME)
    first, *rest = table.rows
    table = replace(table, remarks="備考", rows=(replace(first, remarks=("法改正",)), *rest))
    return to_html(table)


def empty() -> str:
    return to_html(Table(language="en", title="Articles", columns=("Present", "Proposed"), rows=()))


def document(template: str) -> Callable[[], str]:
    def make() -> str:
        if template in ("notice", "press-release"):
            iij = case(
                ROOT / "amendtool.toml",
                ROOT / "articles",
                sorted((ROOT / "amendments").glob("*.yaml")),
            )
            return document_html(iij.document(template))
        folder = DOCUMENTS / "japanese"
        made = case(folder / "amendtool.toml", folder / "articles", [folder / "amendment.yaml"])
        return document_html(made.document(template))

    return make


def export(language: str) -> Callable[[], str]:
    def make() -> str:
        step = kitano.steps(language)[NAME]
        made = make_export(
            step.application.proposed,
            style=STYLES[language],
            house=HOUSES[{"ja": "ja-notice", "en": "seed-en"}[language]],
            title=kitano.TITLES[language],
        )
        return render(ARTICLES, made, "html").decode()

    return make


def ledger(language: str) -> Callable[[], str]:
    def make() -> str:
        step = kitano.steps(language)[NAME]
        entries = step.application.ledger
        return ledger_html(Appendix(step.amendment, entries, STYLES[language]))

    return make


def imported() -> str:
    text = "# Rules\n\n## Article 1 Rent\n\nThe ~~old~~ hall is let.\n\n| a | b |\n|--|--|\n"
    found = import_document(text.encode(), file="rules.md", struck="drop", learn=True)
    return import_html(import_page(found, workspace=None, summary=("rules.md: 1 article",)))


PAGES: Mapping[str, Callable[[], str]] = {
    "published": published,
    **{house: sample(house) for house in HOUSES},
    "remarks": with_remarks,
    "empty": empty,
    **{name: document(name) for name in ("notice", "press-release", "shoshu", "kaiji")},
    "larkspur": bylaws,
    "imported": imported,
    **{f"export-{language}": export(language) for language in kitano.LANGUAGES},
    **{f"ledger-{language}": ledger(language) for language in kitano.LANGUAGES},
}

_RUN = """
axe.run(document).then(found => {
  const told = document.createElement("pre");
  told.id = "axe";
  told.textContent = JSON.stringify({
    violations: found.violations.map(each => [each.id, each.nodes.map(node => node.html)]),
    passes: found.passes.map(each => each.id),
  });
  document.body.append(told);
});
"""


def checked(page: str, folder: Path) -> dict[str, Any]:
    """What axe says of a page."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed: no page was checked for accessibility")
    axe = resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    # Our pages forbid scripts to themselves; the checker is one.
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    assert bare != page or "Content-Security" not in page
    assert "</script" not in axe
    scripts = f"<script>{axe}</script><script>{_RUN}</script></body>"
    head, body, tail = bare.rpartition("</body>")
    assert body
    path = folder / "page.html"
    path.write_text(head + scripts + tail, encoding="utf-8")
    printed = subprocess.run(
        [
            chromium,
            *(f"--{switch}" for switch in CHROMIUM.split()),
            f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=60000",
            "--dump-dom",
            path.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    ).stdout.decode()
    told = re.search(r'<pre id="axe">(.*?)</pre>', printed, re.DOTALL)
    assert told, "the checker did not come to an end"
    found: dict[str, Any] = json.loads(html.unescape(told[1]))
    return found


SOON = ("published", "ja-notice", "remarks", "notice", "shoshu", "export-ja", "ledger-en")
"""One page of each kind; each takes a browser of its own, so the others are for the long run."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in SOON else pytest.mark.long) for name in PAGES],
)
def test_axe_finds_no_fault(name: str, tmp_path: Path) -> None:
    found = checked(PAGES[name](), tmp_path)
    assert found["violations"] == []
    assert {"color-contrast", "document-title", "html-has-lang", "region"} <= set(found["passes"])


def test_axe_finds_the_faults_that_are_there(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html><head></head><body><p style='color: #bbb'>pale</p>"
        "<table><tr><th></th></tr><tr><td>x</td></tr></table></body></html>"
    )
    found = {name for name, _ in checked(page, tmp_path)["violations"]}
    assert {"color-contrast", "document-title", "html-has-lang"} <= found
