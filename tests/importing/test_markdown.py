"""Markdown as CommonMark renders it, with markdown-it-py as the one who says what that is."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from amendtool.articles.styles import STYLES
from amendtool.importing.blocks import SourceDocument, size
from amendtool.importing.document import import_document, read_document


def read(text: str) -> SourceDocument:
    return read_document(text.encode(), file="x.md", struck="drop")


def lines(document: SourceDocument) -> list[str]:
    return [" ".join(block.whole.split()) for block in document.blocks]


def rendered(text: str) -> list[str]:
    """The lines that a browser shows of a text."""
    page = MarkdownIt("commonmark").render(text)
    page = re.sub(r"(?i:<br ?/?>)\n?|</(?:p|h[1-6]|li)>", "\ue010", page.replace("\n", " "))
    shown = unescape(re.sub("<[^<>]*>", "", page)).split("\ue010")
    return [" ".join(line.split()) for line in shown if line.strip()]


def accounted(document: SourceDocument) -> bool:
    """Whether every character is in a block or among what was left out, and no other is."""
    blocks = size(*(block.text for block in document.blocks)) - document.computed
    return document.total == blocks + size(*(one.text for one in document.left_out))


NAMED = (
    "Fees &amp; dues, &sect;&nbsp;4, 5 &lt; 6 &ndash; &#8220;so&#x201D;",
    "not &unheardof; nor &copy nor &#99999999; nor &#; but &#0; and &NotEqualTilde;",
    r"\&amp; stays, \\&amp; does not",
    "&#42;no emphasis&#42; and &#95;none&#95; and &#42;&#42;none&#42;&#42;",
    "&lt;b&gt;no tag&lt;/b&gt; and &lt;!-- no remark --&gt;",
    "&#35; no heading",
    "&#45; no item",
    "a&#10;b",
    "**Fees &amp; &#42;dues&#42;** are &#36;5",
    "**one  \ntwo** three\\\nfour<br>five<BR />six",
    "<b>one<br>two</b> three",
    r"a backslash that ends nothing\\" "\nhere",
    "# Fees &amp; dues &#35;\n\ntext",
    "Fees &amp; dues\n===\n\ntext",
)


@pytest.mark.parametrize("text", NAMED)
def test_characters_are_read_by_their_names_and_numbers(text: str) -> None:
    found = read(text)
    assert lines(found) == rendered(text)
    assert accounted(found)


@given(
    st.lists(
        st.sampled_from(
            ["word", "dues", " ", " ", "&amp;", "&sect;", "&#42;", "&#95;", "&lt;b&gt;", "&nbsp;",
             r"\*", r"\&amp;", r"\\", "&x;", "<br>", "&#126;&#126;", "**bold**", " *slanted* ",
             "理事", "。"]
        ),
        min_size=1,
    )
)  # fmt: skip
def test_what_stands_for_a_character_is_never_markup(pieces: list[str]) -> None:
    text = f"x{''.join(pieces)}x"
    if re.search(r"[^ ]\*+(?:bold|slanted)|(?:bold|slanted)\*+[^ ]", text):
        text = re.sub(r"(\*\*bold\*\*|\*slanted\*)", r" \1 ", text)
    found = read(text)
    assert lines(found) == rendered(text)
    assert accounted(found)


@pytest.mark.parametrize("text", ["`&amp;`", "``&lt; \\*``", "[x](a?b&copy;c)"])
def test_code_and_the_ends_of_links_stay_as_they_are_written(text: str) -> None:
    assert lines(read(f"So {text}.")) == [f"So {text}."]


@pytest.mark.parametrize(
    "mark", ["Section 1.2&nbsp; Keys.", "&#83;ection 1.2 Keys.", "Section&#32;1.2. Keys.",
             "Section 1&#46;2. Keys.", "Section&ensp;1.2 &#75;eys."]
)  # fmt: skip
@pytest.mark.parametrize("around", ["**{}**", "<b>{}</b>", "{}", "- **{}**"])
def test_a_number_may_be_written_with_names_of_characters(mark: str, around: str) -> None:
    first = around.format("Section 1.1. Rent.")
    text = f"ARTICLE I HALL\n\n{first} It is let.\n\n{around.format(mark)} There are two.\n"
    found = import_document(text.encode(), file="x.md", style=STYLES["bylaws"]).charter
    assert [str(each.number) for each in found.articles] == ["1-1", "1-2"]
    assert found.articles[1].heading == "Keys"


def test_a_lazy_line_is_due_by_what_is_shown() -> None:
    text = "第１条 目的\n\n&#65297;　鍵を貸す。\n&#65298;　鍵を返す。\n"
    found = import_document(text.encode(), file="x.md", style=STYLES["ja"]).charter
    assert len(found.articles[0].paragraphs) == 2


def test_what_stands_out_ends_where_it_is_shown_to_end() -> None:
    found = read("**Fees &amp; \\*dues\\* <i>of</i> `x`.** They are due.").blocks[0]
    assert found.text[: found.lead] == "Fees & *dues* of `x`."


def test_names_in_what_is_left_out_are_characters_too() -> None:
    found = read("In Aldham ~~A &amp; B~~ <span hidden>C &lt; D</span> x <sup>&#50;</sup>")
    assert [one.text for one in found.passages] == ["A & B"]
    assert [one.text for one in found.left_out if one.kind == "hidden text"] == ["C < D"]
    assert lines(found) == ["In Aldham x ²"]
    assert accounted(found)


def test_the_cells_of_a_table_are_read_as_text() -> None:
    found = read("| **Fees** &amp; dues | a\\|b &#124; c |\n|---|---|\n| d<br>e | `f` |\n")
    assert lines(found) == ["Fees & dues a|b | c", "d e `f`"]
    assert accounted(found)


def test_html_in_markdown_is_read_line_by_line_and_its_lists_are_doubted() -> None:
    found = read("<ol>\n<li>Keys</li><li>Locks</li>\n</ol>\n\n<p>One</p><p>Two<br/>Three</p>")
    assert lines(found) == ["Keys", "Locks", "One", "Two", "Three"]
    assert [one.code for one in found.doubts] == ["html-inside"]
    assert accounted(found)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [("<Company Name> rents", True), ("<tenant>", True), ("5 < 6 > 4", False),
     ("&lt;tenant&gt;", False), (r"\<tenant>", False), ("<https://a.example>", False),
     ("<a@b.example>", False), ("`<tenant>`", False)],
)  # fmt: skip
def test_what_a_browser_would_take_for_a_tag_is_kept_with_a_doubt(text: str, doubted: bool) -> None:
    found = read(f"So {text}.")
    assert [one.code for one in found.doubts] == ["html-unknown"] * doubted
    assert accounted(found)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*see https://a.example/b*, or", "see https://a.example/b, or"),
        ("**https://a.example/b_c**, or", "https://a.example/b_c, or"),
        ("([*https://a.example*](https://a.example/)) and [*https://b.example*](https://b.example)",
         "([https://a.example](https://a.example/)) and [https://b.example](https://b.example)"),
        ("at https://a.example/*/b, and *there*", "at https://a.example/*/b, and there"),
    ],
)  # fmt: skip
def test_a_mark_at_the_end_of_an_address_marks_up_the_text(text: str, shown: str) -> None:
    found = read(f"So {text}.")
    assert lines(found) == [f"So {shown}."]
    assert accounted(found)


def test_links_show_their_words_and_keep_addresses_of_the_web() -> None:
    found = read(
        "See the [index of *rules*][r] and [r], the [club][], [no link] (b) and [x][y];\n"
        'also `[r]`, \\[r], [post](./post.md), [web](https://a.example/(b) "Tip"), [1](a).\n'
        "\n"
        "[R]: ./rules.md#all\n"
        '[club]:   <https://club.example> "The club"\n'
        "[Company]: Aldham\n"
        "\n"
        "```\n[r]: ./kept.md\n```\n"
    )
    assert lines(found) == [
        "See the index of rules and r, the [club](https://club.example), [no link] (b) and "
        "[x][y]; also `[r]`, [r], post, [web](https://a.example/(b)), [1](a).",
        "[Company]: Aldham",
        "[r]: ./kept.md",
    ]
    assert accounted(found)


def test_a_picture_is_left_out_with_a_doubt() -> None:
    found = read("So ![the seal](seal.png) is used; `![so](a.png)` is code.\n\n![seal](b/seal.png)")
    assert lines(found) == ["So is used; `![so](a.png)` is code."]
    assert [one.code for one in found.doubts] == ["picture", "picture"]
    assert accounted(found)
