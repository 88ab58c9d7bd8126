"""The generators make what they say, and what is printed of a document is its tree."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.printed.documents import EXTRAS, Document, documents, make
from tests.printed.flaws import FLAWS
from tests.printed.layouts import PLAIN, Layout, layouts
from tests.printed.lines import lines_of
from tests.printed.plans import PLANS
from tests.printed.printers import PRINTERS, Printed, wrapped
from tests.printed.tree import BULLET, Node, drawn, walked
from tests.printed.words import tokens

laid = st.integers(0, 2**20).map(layouts)


def labels(root: Node) -> list[str]:
    return [node.label for node in walked(root) if node.label is not None]


def text_of(printed: Printed) -> str:
    """What a file says, by readers that are none of the product's."""
    if printed.file.endswith(".docx"):
        file = docx.Document(io.BytesIO(printed.data))
        return "\n".join(paragraph.text for paragraph in file.paragraphs)
    text = printed.data.decode().replace("**", "")
    return unescape(re.sub("<[^>]*>", " ", text)) if printed.file.endswith(".html") else text


# What is made

_LABELS = {
    "en": (
        "Article I", "Article I.", "ARTICLE II", "Article 1", "ARTICLE One", "Section 1.1",
        "Section 1.01.", "1.01", "Section 1.", "Sec. 1", "1.1.1", "1.1", "(a)", "(i)", "(A)", "(1)",
        "a.", "i.", "1.", "A.", "I.", "1)", "a)", "§ 1.", "§1", "Part 1",
        "Chapter 1", "(j)", BULLET,
    ),
    "ja": (
        "第一編", "第１章", "第1節", "第一款", "第1条", "第１０条", "第10条", "第９条", "第 1 条",
        "第一条", "一、", "２", "2", "2.", "２．", "②", "第2項",
        "第２項", "一項", "1.1", "(1)", "（１）", "⑴", "1)", "１", "一", "イ", "イ）", "ア", "イ、",
        "1.", "(10)",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def many() -> list[Document]:
    large = [make(plan, seed, size=6) for plan in PLANS for seed in range(5)]
    return large + [make(plan, seed) for plan in PLANS for seed in range(40)]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_form_of_label_is_made(many: list[Document], language: str) -> None:
    made = {label for one in many if one.language == language for label in labels(one.root)}
    assert set(_LABELS[language]) <= made


def test_captions_stand_wherever_captions_stand(many: list[Document]) -> None:
    made = {(one.language, node.place) for one in many for node in walked(one.root)}
    assert made >= {
        *(("en", place) for place in ("none", "behind", "run in", "above", "below", "alone")),
        *(("ja", place) for place in ("none", "behind", "run in", "above", "alone")),
    }


def test_everything_beside_the_provisions_is_made(many: list[Document]) -> None:
    forms = set().union(*(one.forms for one in many))
    assert {
        "text behind a row", "second row", "supplementary",
        "contents plain", "contents pages", "contents both",
        "history front", "history end", "history front list", "history end list",
    } <= forms  # fmt: skip
    captions = {node.caption for one in many for node in walked(one.root)}
    assert {"附　則", "附則", "付則", "附則（令和２年４月１日）"} <= captions
    texts = {text for one in many for node in walked(one.root) for text in node.texts}
    assert {"削除", "(Deleted)", "[Reserved]", "以上", "Adopted on May 1, 2020"} <= texts
    every = [label for one in many for label in labels(one.root)]
    assert any("から" in label and label.endswith("まで") for label in every)
    for numeral in ("[１-９]", "[1-9]", "[一二三四五六七八九]"):
        assert any(re.fullmatch(f"第{numeral}条の{numeral}", label) for label in every)
    silent = [node for one in many for node in walked(one.root) if node.silent]
    assert silent
    assert all(node.label is None and node.texts for node in silent)


def test_what_a_document_may_have_can_be_left_out() -> None:
    for plan in PLANS:
        for seed in range(10):
            bare = make(plan, seed, extras=())
            assert not bare.contents
            assert not bare.history
            assert "supplementary" not in bare.forms
            assert bare.root.texts == ()
    assert len(set(EXTRAS)) == len(EXTRAS)


def test_every_flaw_is_made_and_named() -> None:
    found: Counter[str] = Counter()
    for plan in PLANS:
        for seed in range(25):
            document = make(plan, seed, "irregular")
            found.update(flaw.name for flaw in document.flaws)
            words = {word for node in walked(document.root) for word in tokens(_own(node))}
            assert {flaw.token for flaw in document.flaws} - {""} <= words
    assert set(found) == set(FLAWS)


def _own(node: Node) -> str:
    return " ".join((node.caption, *node.texts))


@given(documents(profiles=("regular",)))
def test_a_row_of_a_regular_document_counts_up_in_one_form(document: Document) -> None:
    for line in lines_of(document):
        look = line.node.look
        if line.first and line.label and look.form is not None and look.number:
            assert line.label == look.form.write(look.number, look.parent)


@given(documents())
def test_every_word_of_its_own_stands_in_one_text_alone(document: Document) -> None:
    words = [word for node in walked(document.root) for word in tokens(_own(node))]
    assert len(set(words)) == len(words)


@given(documents(), laid, st.sampled_from(sorted(PRINTERS)))
def test_the_same_seed_makes_the_same_file(document: Document, layout: Layout, form: str) -> None:
    again = make(document.plan, document.seed, document.profile, size=document.size)
    assert drawn(again.root) == drawn(document.root)
    assert PRINTERS[form](again, layout).data == PRINTERS[form](document, layout).data


def test_a_seed_means_the_same_in_any_order() -> None:
    one, other = make("ja-deep", 4), make("en-dotted", 9, "irregular")
    assert drawn(make("en-dotted", 9, "irregular").root) == drawn(other.root)
    assert drawn(make("ja-deep", 4).root) == drawn(one.root)
    assert drawn(make("ja-deep", 5).root) != drawn(one.root)


# What is printed


@given(documents(), laid, st.sampled_from(sorted(PRINTERS)))
def test_a_file_holds_every_text_once_and_in_order(
    document: Document, layout: Layout, form: str
) -> None:
    text = "".join(text_of(PRINTERS[form](document, layout)).split()).lower()
    at = 0
    if document.contents:
        # Behind the list of contents, whose lines say the captions first.
        at = max(text.rfind(title) for title in ("tableofcontents", "目次"))
        entries = [line for line in lines_of(document) if line.kind == "contents"]
        last = "".join(entries[-1].whole.split()).lower()
        at = max(at, text.find(last, at) + len(last))
        if document.root.texts and tokens(document.root.texts[0]):
            at = max(0, text.rfind("".join(document.root.texts[0].split()).lower()))
    for node in walked(document.root):
        for part in (node.caption, *node.texts):
            squeezed = "".join(part.split()).lower()
            found = text.find(squeezed, at)
            assert found >= 0, part
            at = found if part is node.caption else found + len(squeezed)
            if node.children:
                break


@given(documents(), st.sampled_from(sorted(PRINTERS)))
def test_every_label_stands_before_its_text(document: Document, form: str) -> None:
    text = "".join(text_of(PRINTERS[form](document, PLAIN)).split())
    for line in lines_of(document):
        label = line.label if line.label != BULLET or form != "md" else "-"
        if label and line.first:
            assert "".join(line.whole.replace(BULLET, label).split()) in text


@given(documents(), laid)
def test_a_text_has_as_many_labels_as_the_tree(document: Document, layout: Layout) -> None:
    lines = text_of(PRINTERS["txt"](document, layout)).split("\n")
    # A label begins a line, whatever else begins like one.
    begin = Counter(line.strip(" \t\r　") for line in lines)
    for label, count in Counter(labels(document.root)).items():
        assert sum(n for line, n in begin.items() if line.startswith(label)) >= count


@given(documents(plans=("en-nested", "en-titles", "ja-plain", "ja-chapters")), laid)
def test_markdown_renders_the_numbers_of_its_lists(document: Document, layout: Layout) -> None:
    if document.profile == "irregular":
        return  # Markdown counts on, whatever is typed
    data = PRINTERS["md"](document, layout).data.decode()
    rendered = list(_rendered(data))
    expected: dict[str, list[int]] = {}
    for line in lines_of(document):
        if line.kind == "item" and line.first and re.fullmatch(r"[0-9]+[.)]", line.label):
            # [Reserved] may be the text of several.
            expected.setdefault("".join(line.text.split()), []).append(int(line.label[:-1]))
    for first, numbers in expected.items():
        # Lines of items in marks of their own are lazy, and go on with the text.
        shown = [number for number, text in rendered if text.startswith(first)]
        assert shown == numbers, first


def _rendered(data: str) -> Iterator[tuple[int, str]]:
    """The number that each item of an ordered list is shown with, and its first text."""
    counts: list[int] = []
    due: int | None = None
    for token in MarkdownIt().parse(data):
        if token.type == "ordered_list_open":
            counts.append(int(token.attrGet("start") or 1) - 1)
        elif token.type == "bullet_list_open":
            counts.append(-(10**6))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            counts.pop()
        elif token.type == "list_item_open":
            counts[-1] += 1
            due = counts[-1]
        elif token.type == "inline" and due is not None:
            yield due, "".join(token.content.split())
            due = None


def test_html_and_word_count_what_they_can_count() -> None:
    layout = Layout(counted=True)
    document = make("en-nested", 3)
    page = PRINTERS["html"](document, layout).data.decode()
    items = [line for line in lines_of(document) if line.kind == "item" and line.first]
    countable = [line for line in items if line.label.endswith(".")]
    assert countable
    assert page.count("<li>") == len(countable) == page.count("</li>")
    assert page.count("<ol") == page.count("</ol>") == len({line.row for line in countable})
    file = docx.Document(io.BytesIO(PRINTERS["docx"](document, layout).data))
    counted = file.element.body.xpath(".//w:numPr/w:numId")
    typed = [line for line in lines_of(document) if line.first and line.label]
    assert len(counted) == len(typed)
    assert len({one.val for one in counted}) == len({line.row for line in typed})


@given(st.text("abc def ghi、。かな漢字 ", max_size=200), st.integers(10, 40))
def test_broken_lines_hold_the_same_characters(text: str, width: int) -> None:
    found = wrapped(text, width, "  ")
    assert "".join(found.split()) == "".join(text.split())


@given(documents(), laid, st.sampled_from(["txt", "md", "html"]))
def test_a_line_of_a_file_belongs_to_the_provision_that_it_shows(
    document: Document, layout: Layout, form: str
) -> None:
    printed = PRINTERS[form](document, layout)
    nodes = list(walked(document.root))
    for at, line in enumerate(printed.data.decode().splitlines(), 1):
        owner = nodes[printed.owners.get(at, 0)]
        words = tokens(line)
        if words and owner is not document.root and not layout.width:
            inside = {word for each in walked(owner) for word in tokens(_own(each))}
            assert set(words) <= inside
