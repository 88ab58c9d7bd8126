"""Plans and the pages of the program, in the language of who reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

import pytest
from lxml import html

from amendtool.articles.styles import STYLES
from amendtool.comparison.consequences import consequences, due_dates
from amendtool.errors import Place, Problem
from amendtool.importing.document import import_document
from amendtool.messages import speaking
from amendtool.render.comment import CommentSection, to_comment
from amendtool.render.imported import to_html as import_html
from amendtool.render.ledger import Appendix, ledger_text, notes_text
from amendtool.render.ledger import to_html as ledger_html
from amendtool.render.ledger import to_markdown as ledger_markdown
from amendtool.render.outgoing import Duty, OutgoingFile, OutgoingPage
from amendtool.render.outgoing import to_html as outgoing_html
from amendtool.render.plan import plan_text
from amendtool.render.typography import columns
from amendtool.workflow.importing.page import import_page
from tests.sample import kitano

JA = STYLES["ja"]
STEP = "2009-06-26-agm"
PROBLEM = Problem(code="x-1", message="題名", hint="助言", place=Place(file="a.md", line=2))
ITEMS = """\
第１条　当会社は、次の事業を営む。
１　売買
１　賃貸
<!-- 内緒 -->
第３条　本店は、東京に置く。
"""


class Told:
    """A catalogue whose every sentence is set in brackets, so that what is not said stands out."""

    def gettext(self, message: str, /) -> str:
        return f"《{message}》"

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return f"《{msgid1 if n == 1 else msgid2}》"


def read(page: str) -> Any:
    return html.document_fromstring(page)


def unsaid(text: str) -> str:
    """What of a text no catalogue has said."""
    while (left := re.sub("《[^《》]*》", "", text)) != text:
        text = left
    return text


def seen(page: str) -> str:
    """The text that a page shows and reads out, and the words of its attributes."""
    root = read(page)
    for each in root.xpath("//style"):
        each.drop_tree()
    said = [
        *root.xpath("//title/text()"),
        *root.xpath("//@aria-label"),
        *root.xpath("//@data-head"),
    ]
    return "\n".join([*said, *root.body.itertext()])


def ledger() -> Appendix:
    step = kitano.steps("ja")[STEP]
    return Appendix(step.amendment, step.application.ledger, JA)


def plan() -> str:
    step = kitano.steps("ja")[STEP]
    dues = due_dates(step.amendment)
    return plan_text(step.amendment, consequences(step.application), dues, JA)


def references() -> str:
    found = kitano.steps("ja")[STEP].application
    return ledger_text(found.ledger, JA, every=True, arrow="→") + notes_text(
        found.ledger, found.unread, JA
    )


def imported() -> str:
    found = import_document(ITEMS.encode(), file="1.md", learn=True)
    return seen(import_html(import_page(found, workspace=None, summary=())))


def outgoing() -> str:
    page = OutgoingPage(
        title="定款一部変更の件",
        amendment="1",
        language="ja",
        facts=(("日", "1"),),
        files=(OutgoingFile(name="1", use="議案", digest="0"),),
        duties=(Duty(what="登記", rule="法", by="1"),),
        problems=(PROBLEM,),
    )
    return seen(outgoing_html(page)).replace("SHA-256", "")


def comment() -> str:
    return to_comment("件", [CommentSection(heading="頭", problems=(PROBLEM,) * 60)], limit=900)


TELLING: Mapping[str, Callable[[], str]] = {
    "plan": plan,
    "references": references,
    "ledger": lambda: seen(ledger_html(ledger())),
    "ledger in Markdown": lambda: ledger_markdown(ledger()),
    "import": imported,
    "outgoing": outgoing,
    "comment": comment,
}
AS_IT_IS = re.compile(r"2009-06-26-agm|\b1\.md\b|\ba\.md\b|x-1|[a-z]+-[a-z-]+\n|[a-z_]+ = \".*\"")
"""The names and the codes that stand in them."""


@pytest.mark.parametrize("name", TELLING)
def test_no_word_of_ours_is_left_in_english(name: str) -> None:
    with speaking(Told(), "ja"):
        told = TELLING[name]()
    assert "《" in told
    assert not re.search("[A-Za-z]", AS_IT_IS.sub("", unsaid(unescape(told)))), unsaid(told)


def test_values_of_a_plan_stand_below_each_other_in_any_language() -> None:
    words = {"Meeting:": "会議：", "Resolved:": "決議日：", "Effective:": "効力発生日："}

    class Japanese(Told):
        def gettext(self, message: str, /) -> str:
            return words.get(message, message)

    step = kitano.steps("ja")[STEP].amendment
    with speaking(Japanese(), "ja"):
        head = plan_text(step, (), (), JA).splitlines()[1:]
    values = {"会議：": step.meeting, "効力発生日：": "2009年6月26日"}
    begins = [columns(line[: line.index(values[name])])
              for line in head for name in values if line.startswith(name)]  # fmt: skip
    assert begins == [13, 13]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_page_says_its_language_and_that_of_the_articles(language: str) -> None:
    with speaking(None if language == "en" else Told(), language):
        root = read(ledger_html(ledger()))
        found = import_document(ITEMS.encode(), file="1.md", learn=True)
        page = read(import_html(import_page(found, workspace=None, summary=())))
    assert root.get("lang") == page.get("lang") == language
    sentences = {cell.get("lang", root.get("lang")) for cell in root.xpath("//tr/td[6]")}
    reasons = {cell.get("lang", root.get("lang")) for cell in root.xpath("//tr/td[5]")}
    assert (sentences, reasons) == ({"ja"}, {language})
    lines = page.xpath("//td/p[contains(@class, ' in') or contains(@class, 'in ')]/@lang")
    assert set(lines) == {"ja"}
