"""HTML and Markdown as they show: hidden, struck, raised, counted by style sheets, declared."""

from __future__ import annotations

from typing import Any

import pytest

from amendtool.errors import InputError
from amendtool.importing.blocks import SourceDocument, Struck, size
from amendtool.importing.charset import declared_charset, decoded
from amendtool.importing.document import import_document, read_document


def page(body: str, style: str = "", **asked: Any) -> SourceDocument:
    text = f"<html><head><style>{style}</style></head><body>{body}</body></html>"
    return read_document(text.encode(), file="x.html", **asked)


def note(text: str, **asked: Any) -> SourceDocument:
    return read_document(text.encode(), file="x.md", **asked)


def texts(document: SourceDocument) -> list[str]:
    return [block.whole for block in document.blocks]


def left_out(document: SourceDocument, *kinds: str) -> list[str]:
    """What was left out as these kinds; by default all but the style sheet."""
    rows = [one for one in document.left_out if one.kind != "style"]
    return [one.text for one in rows if not kinds or one.kind in kinds]


def codes(document: SourceDocument) -> list[str]:
    return [doubt.code for doubt in document.doubts]


# Hidden


@pytest.mark.parametrize(
    ("hidden", "style"),
    [
        ("<span hidden>secret</span>", ""),
        ('<span style="display: none">secret</span>', ""),
        ('<b class="note">secret</b>', ".note { display:none }"),
        ('<b class="a note">secret</b>', "p b.a { color: red } b.note{visibility:hidden}"),
        ('<span id="n"><i>secret</i></span>', "#n { display : none !important }"),
        ("<span style='mso-hide:all'>secret</span>", ""),
        ("<i><b>secret</b></i>", "/* a */ p > i b {display:none}"),
    ],
)
def test_what_a_page_hides_is_left_out_and_reported(hidden: str, style: str) -> None:
    found = page(f"<p>In Aldham{hidden}.</p>", style)
    assert texts(found) == ["In Aldham."]
    assert left_out(found) == ["secret"]


@pytest.mark.parametrize(
    ("shown", "style"),
    [
        ('<b class="note">here</b>', "i .note, p > i > b { display: none }"),
        ('<b class="note">here</b>', ".note{display:none} p .note{display:inline}"),
        ('<b class="note">here</b>', "@media print { .note { display: none } }"),
        ('<b class="note">here</b>', ".note:hover{display:none} .note[x]{display:none}"),
        (
            '<span style="visibility:hidden"><b style="visibility:visible">here</b></span>',
            "",
        ),
    ],
)
def test_what_no_rule_hides_is_shown(shown: str, style: str) -> None:
    assert texts(page(f"<p>In {shown}.</p>", style)) == ["In here."]


def test_a_paragraph_without_an_end_hides_only_itself() -> None:
    assert texts(page("<p hidden>secret<p>In Aldham.<ul><li hidden>x<li>y</ul>")) == [
        "In Aldham.", "• y",
    ]  # fmt: skip


# Struck


@pytest.mark.parametrize(
    "struck",
    [
        "<s>one</s>",
        "<strike>one</strike>",
        "<del>one</del>",
        '<span style="text-decoration: line-through">one</span>',
        '<span style="text-decoration-line:underline line-through"><b>one</b></span>',
        '<b class="c9">one</b>',
    ],
)
def test_struck_text_of_a_page_is_a_second_text(struck: str) -> None:
    body, style = f"<p>A term of {struck} two years.</p>", ".c9{text-decoration:line-through}"
    with pytest.raises(InputError) as caught:
        page(body, style)
    assert [one.code for one in caught.value.problems] == ["struck-text"]
    assert texts(page(body, style, struck="keep")) == ["A term of one two years."]
    dropped = page(body, style, struck="drop")
    assert texts(dropped) == ["A term of  two years."]
    assert left_out(dropped, "struck text") == ["one"]


def test_insertions_and_deletions_of_a_page_are_changes_where_a_side_is_asked_for() -> None:
    body = "<p>A term of <del>one</del><ins>two</ins> years.</p>"
    assert texts(page(body, changes="accept")) == ["A term of two years."]
    assert texts(page(body, changes="reject")) == ["A term of one years."]


@pytest.mark.parametrize(
    "struck",
    ["~~one~~", "<s>one</s>", "<del>one</del>", '<span style="text-decoration:line-through">one'
     "</span>", "~~**o**ne~~"],
)  # fmt: skip
def test_struck_text_of_markdown_is_a_second_text(struck: str) -> None:
    text = f"## Article 1. Term\n\nA term of {struck} two years.\n"
    with pytest.raises(InputError) as caught:
        note(text)
    assert [one.code for one in caught.value.problems] == ["struck-text"]
    assert texts(note(text, struck="keep"))[1] == "A term of one two years."
    assert texts(note(text, struck="drop"))[1].split() == "A term of two years.".split()
    sides: tuple[Struck, ...] = ("keep", "drop")
    for side in sides:
        counts = import_document(
            text.encode(),
            file="x.md",
            struck=side,
        ).report.characters
        assert counts.lost == counts.invented == 0


@pytest.mark.parametrize("text", ["a \\~~one~~ b", "`~~one~~`", "one ~~ two ~~ three", "~ 10 ~ 20"])
def test_what_is_not_struck_stops_nothing(text: str) -> None:
    assert len(texts(note(text))) == 1


def test_struck_text_in_a_table_of_markdown_is_seen() -> None:
    text = "| a | ~~b~~ |\n|---|---|\n| c | d |\n"
    assert texts(note(text, struck="drop")) == ["a", "c d"]


# Raised and lowered


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("10<sup>6</sup> units", "10⁶ units"),
        ("CO<sub>2</sub>", "CO₂"),
        ('50 m<span style="vertical-align:super">2</span>', "50 m²"),
        ('50 m<span class="up">2</span>', "50 m²"),
        ("shares<sup><a href='#n'>3</a></sup>", "shares³"),
        ('x<span style="mso-text-raise:4.0pt">2</span>', "x²"),
    ],
)
def test_raised_signs_of_a_page_are_kept(html: str, shown: str) -> None:
    found = page(f"<p>{html}</p>", ".up{vertical-align:super}")
    assert texts(found) == [shown]
    assert not found.doubts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("10<sup>6</sup> units", "10⁶ units"),
        ("10^6^ units", "10⁶ units"),
        ("CO~2~ and m^3^", "CO₂ and m³"),
        ("a ^ b ^ c", "a ^ b ^ c"),
        ("10\\^6\\^", "10^6^"),
    ],
)
def test_raised_signs_of_markdown_are_kept(text: str, shown: str) -> None:
    assert texts(note(text)) == [shown]


def test_letters_that_are_raised_are_a_doubt() -> None:
    assert codes(page("<p>x<sup>ab</sup></p>")) == ["raised-text"]
    assert codes(note("x<sup>ab</sup>")) == ["raised-text"]
    found = note("see x~ab~ here")
    assert texts(found) == ["see x~ab~ here"]
    assert codes(found) == ["raised-text"]


# Ruby, capitals, quotation marks


def test_readings_are_left_out_with_the_brackets_for_old_browsers() -> None:
    html = "<ruby>明石<rp>（</rp><rt>あかし</rt><rp>）</rp></ruby>商会"
    assert texts(page(f"<p>{html}</p>")) == ["明石商会"]
    assert left_out(page(f"<p>{html}</p>"), "reading aid") == ["（", "あかし", "）"]
    assert texts(note(html)) == ["明石商会"]
    assert sorted(left_out(note(html), "reading aid")) == ["あかし", "（", "）"]
    assert texts(page("<p><ruby>明<rt>あか<rb>石<rt>し</ruby>商会</p>"))[0][0] == "明"


def test_capitals_of_a_style_sheet_are_printed() -> None:
    style = ".u{text-transform:uppercase} .s{font-variant:small-caps}"
    found = page('<p class="u">Article 1. Seat</p><p>In <b class="s">Aldham</b></p>', style)
    assert texts(found) == ["ARTICLE 1. SEAT", "In Aldham"]
    assert codes(found) == ["small-capitals"]


def test_quotation_marks_that_a_browser_writes() -> None:
    assert texts(page("<p>the <q>Seat</q> is</p>")) == ["the “Seat” is"]


# Numbers that style sheets count


DOCS = (
    "ul,ol{list-style-type:none} ol.k-0.start{counter-reset:c-k-0 0} "
    ".k-0>li{counter-increment:c-k-0} "
    '.k-0>li:before{content:"Section " counter(c-k-0,upper-roman) ". "} '
    "ol.k-1.start{counter-reset:c-k-1 0} .k-1>li{counter-increment:c-k-1} "
    '.k-1>li:before{content:"(" counter(c-k-1,lower-latin) ") "}'
)


def test_lists_of_google_docs_are_counted_as_they_are_printed() -> None:
    body = (
        '<ol class="k-0 start" start="1"><li>Seat</li></ol><p>It is:</p>'
        '<ol class="k-1 start" start="1"><li>here;</li><li>there.</li></ol>'
        '<ol class="k-0" start="2"><li>Term</li></ol>'
        '<ol class="k-1 start" start="1"><li>short.</li></ol>'
    )
    assert texts(page(body, DOCS)) == [
        "Section I. Seat", "It is:", "(a) here;", "(b) there.", "Section II. Term", "(a) short.",
    ]  # fmt: skip


def test_counters_inside_one_another() -> None:
    style = (
        "ol{list-style:none;counter-reset:item} li{counter-increment:item} "
        'li:before{content:counters(item, ".") " "}'
    )
    body = "<ol><li>a<ol><li>b</li><li>c</li></ol></li><li>d<ol><li>e</li></ol></li></ol>"
    assert texts(page(body, style)) == ["1 a", "1.1 b", "1.2 c", "2 d", "2.1 e"]


def test_headings_that_a_style_sheet_numbers() -> None:
    style = 'h2::before{counter-increment:h; content:"Article " counter(h) ".\\00a0"}'
    found = page("<h2>Seat</h2><p>Here.</p><h2>Term</h2>", style)
    assert texts(found) == ["Article 1. Seat", "Here.", "Article 2. Term"]
    assert [block.level for block in found.blocks] == [2, None, 2]


def test_a_paragraph_that_is_hidden_is_not_counted() -> None:
    body = '<ol class="k-1 start"><li>a</li><li style="display:none">x</li><li>b</li></ol>'
    assert texts(page(body, DOCS)) == ["(a) a", "(b) b"]


@pytest.mark.parametrize(
    ("attributes", "style", "marks"),
    [
        ('type="a"', "", ["a.", "b."]),
        ("", "ol{list-style-type:upper-roman}", ["I.", "II."]),
        ('start="4"', "", ["4.", "5."]),
        ('reversed start="4"', "", ["4.", "3."]),
        ("", "ol{list-style:none}", ["", ""]),
        ("", "li{list-style:square inside}", ["•", "•"]),
        ('class="x"', ".x{list-style-type:'※ '}", ["※", "※"]),
    ],
)
def test_marks_of_lists(attributes: str, style: str, marks: list[str]) -> None:
    found = page(f"<ol {attributes}><li>a<li>b</ol>", style)
    assert [block.generated for block in found.blocks] == marks


# What Word writes as a page


def test_a_page_of_word() -> None:
    body = (
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>(a)<span "
        "style='font:7.0pt'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>here;</p>"
        "<p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol'><span "
        "style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>there.</p>"
        "<!--[if supportFields]><span style='mso-element:field-begin'></span> REF x<![endif]-->"
        "<p>See <span style='mso-hide:all'>not </span>Article 2.</p>"
        "<div style='mso-element:comment-list'><p>Why?</p></div>"
    )
    found = page(body)
    assert texts(found) == ["(a) here;", "• there.", "See Article 2."]
    assert left_out(found, "comment")[-1] == "Why?"


# Encodings


@pytest.mark.parametrize(
    ("label", "python", "text"),
    [
        ("Shift_JIS", "cp932", "髙橋は①と～を"),
        ("x-sjis", "cp932", "髙"),
        ("euc-jp", "euc_jp", "定款"),
        ("ISO-2022-JP", "iso2022_jp", "定款 A"),
        ("iso-8859-1", "cp1252", "“Société” – €"),
        ("gb2312", "gb18030", "章程"),
    ],
)
@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="{}">',
        "<meta http-equiv=Content-Type content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_a_declared_encoding_is_read_and_said(
    label: str, python: str, text: str, head: str
) -> None:
    data = f"{head.format(label)}<p>{text}</p>".encode(python)
    found = read_document(data, file="x.html")
    assert texts(found) == [text]
    assert codes(found) == ["encoding-declared"]


def test_the_rows_that_vendors_added_are_there_under_every_label() -> None:
    # ① is row 13, 髙 row 92 cell 94 minus what IBM chose: the same two bytes plus 0x80.
    assert decoded(b"\xad\xa1", "euc-jp") == "①"
    assert decoded(b"\x1b$B\x2d\x21\x1b(B", "iso-2022-jp") == "①"
    assert decoded("髙".encode("cp932"), "cp932") == "髙"
    assert decoded(b"\x8e\xb1\xa4\xa2", "euc-jp") == "ｱあ"
    assert decoded(b"\x93a\x81", "cp1252") == "“a\x81"
    assert decoded(b"\xa4", "euc-jp") is None


def test_a_mark_at_the_beginning_decides_before_the_label() -> None:
    page_ = '<meta charset="Shift_JIS"><p>定款</p>'
    assert texts(read_document("\ufeff".encode() + page_.encode(), file="x.html")) == ["定款"]
    assert texts(read_document(page_.encode("utf-16"), file="x.html")) == ["定款"]
    assert declared_charset(b"<!-- <meta charset=big5> --><meta charset=utf-8>")[1] == "utf-8"


def test_a_page_in_utf_8_that_declares_another_encoding_is_read_with_a_doubt() -> None:
    found = read_document('<meta charset="windows-1252"><p>定款</p>'.encode(), file="x.html")
    assert texts(found) == ["定款"]
    assert [(one.code, one.severity) for one in found.doubts] == [("encoding-differs", "warning")]


@pytest.mark.parametrize("head", ["", '<meta charset="utf-8">', '<meta charset="klingon">'])
def test_nothing_is_guessed(head: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document(f"{head}<p>定款</p>".encode("cp932"), file="x.html")
    assert [one.code for one in caught.value.problems] == ["not-utf-8"]


# Marks that are none


@pytest.mark.parametrize("mark", ["(za)", "(zb)", "(xyzw)"])
def test_a_mark_that_is_not_known_is_a_doubt(mark: str) -> None:
    found = import_document(
        f"Article 1. Powers\n\nIt may:\n(a) trade;\n{mark} build.\n".encode(), file="x.txt"
    )
    assert "mark-as-text" in [one.code for one in found.report.doubts]


# Other formats


@pytest.mark.parametrize(
    ("file", "data", "what"),
    [
        ("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document"),
        ("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document"),
        ("x.rtf", rb"{\rtf1 text}", "a rich text (RTF)"),
        ("x.doc", rb"{\rtf1 text}", "a rich text (RTF)"),
        ("x.odt", b"PK\x03\x04" + bytes(26)
         + b"mimetypeapplication/vnd.oasis.opendocument.graphics",
         "an OpenDocument file that is no text"),
        ("x.pages", b"PK\x03\x04", "files ending in .pages"),
        ("x.rtf", b"", "files ending in .rtf"),
    ],
)  # fmt: skip
def test_other_formats_are_refused_with_the_way_out(file: str, data: bytes, what: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document(data, file=file)
    problem = caught.value.problems[0]
    assert problem.code == "import-format"
    assert what in problem.message
    assert "save it as .docx" in problem.hint


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("In ~~see [the list](a_b.md) and `x~~y`~~ Aldham.", "In  Aldham."),
        ("In <del>a \\~~ b</del> Aldham.", "In  Aldham."),
        ("The ~~[old](x)~~ [new](y) one.", "The  [new](y) one."),
    ],
)
def test_struck_text_of_markdown_may_hold_links_and_code(text: str, dropped: str) -> None:
    found = import_document(f"## Article 1. Seat\n\n{text}\n".encode(), file="x.md", struck="drop")
    assert found.charter.articles[0].paragraphs[0].text.split() == dropped.split()
    assert found.report.characters.lost == found.report.characters.invented == 0


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<span style='font-family:Symbol'>\u00b3</span> 10", "≥ 10"),
        ('<font face="Wingdings">\u00fe</font> yes', "☑ yes"),
        ("<span style='font-family:\"Symbol\",serif'>\uf0b9</span> 3", "≠ 3"),
    ],
)
def test_fonts_of_signs_in_a_page(html: str, shown: str) -> None:
    found = page(f"<p>{html}</p>")
    assert texts(found) == [shown]
    assert [(one.code, one.severity) for one in found.doubts] == [("symbol", "note")]


CONTENTS = (
    '<div id="Table of Contents1" dir="ltr"><p>Table of Contents</p>{}</div>',
    '<div id="目次1">{}</div>',
    "<p class=MsoTocHeading>Contents</p><div>{}</div>",
)
LINES = (
    "<p class=MsoToc1><a href='#a'>Article 1 Rent 2</a></p>"
    "<p class='MsoToc2'>Article 2 Keys<span> 3</span></p>"
)


@pytest.mark.parametrize("around", CONTENTS)
def test_a_list_of_contents_that_a_word_processor_made_is_left_out(around: str) -> None:
    body = (
        '<div title="header"><p>Rules of the Hall</p></div>'
        f"{around.format(LINES)}<p>Article 1 Rent</p><p>It is let.</p><p>Article 2 Keys</p>"
        f"{around.format(LINES)}"
        "<p>Two are kept.</p><div title='footer'><p>Page 1</p></div>"
    )
    found = page(body)
    assert texts(found) == ["Article 1 Rent", "It is let.", "Article 2 Keys", "Two are kept."]
    assert left_out(found, "header", "footer") == ["Rules of the Hall", "Page 1"]
    assert "Article 2 Keys" in " ".join(left_out(found, "list of contents"))
    assert codes(found) == []


def test_notes_and_comments_of_word_processors_stand_apart_from_the_text() -> None:
    pages = {
        "word": "<p>Keys<a name='_ftnref1'>[1]</a><a class=msocomanchor id='_anchor_1'>[B1]</a></p>"
        "<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>"
        "<p><a name='_ftn1'>[1]</a> Two of them.</p></div></div>",
        "google": "<p>Keys<a id='ftnt_ref1'>[1]</a><a id='cmnt_ref1'>[a]</a></p><hr>"
        "<div><p><a id='ftnt1'>[1]</a><span> Two of them.</span></p></div>"
        "<div><p><a id='cmnt1'>[a]</a><span>Why</span></p><p>two?</p></div>",
        "libreoffice": "<p>Keys<a id='sdfootnote1anc'>[1]</a></p>"
        "<div id='sdfootnote1'><p><a id='sdfootnote1sym'>[1]</a> Two of them.</p></div>",
        "pandoc": "<p>Keys<a role='doc-noteref'>[1]</a></p><section class=footnotes "
        "role=doc-endnotes><ol><li id=fn1><p>Two of them.<a role=doc-backlink>↩</a></p></li>"
        "</ol></section>",
    }
    for name, body in pages.items():
        found = read_document(f"<body>{body}</body>".encode(), file=f"{name}.html")
        assert [block.text for block in found.blocks] == ["Keys[1]"], name
        (note,) = found.notes
        assert note.text.removeprefix("[1] ") == "Two of them."
        assert [one.code for one in found.doubts] == ["note-apart"]
        given = sum(size(block.text) for block in (*found.blocks, *found.notes))
        assert given + sum(size(one.text) for one in found.left_out) == found.total


# What a window does not show until somebody acts


@pytest.mark.parametrize(
    ("body", "shown", "folded"),
    [
        ("<details><summary>More</summary><p>secret</p></details><p>end</p>", ["More", "end"],
         "secret"),
        ("<details>secret<summary>More</summary> too</details>end", ["More", "end"],
         "secret too"),
        ("<details><summary>One</summary><summary>Two</summary></details>", ["One"], "Two"),
        ("<details><summary>A</summary><details open><summary>B</summary>c</details></details>",
         ["A"], "Bc"),
        ("<details><p>secret</p></details><p>end</p>", ["end"], "secret"),
        ("<p>a</p><details><summary>More</summary><p style='visibility:visible'>secret</p>"
         "</details>", ["a", "More"], "secret"),
    ],
)  # fmt: skip
def test_what_is_folded_away_is_left_out_with_a_doubt(
    body: str, shown: list[str], folded: str
) -> None:
    found = page(body)
    assert texts(found) == shown
    assert "".join("".join(left_out(found)).split()) == "".join(folded.split())
    assert codes(found)[:1] == ["folded-text"]


@pytest.mark.parametrize(
    "body",
    [
        "<details open><summary>More</summary>text</details>",
        "<dialog open><p>More</p>text</dialog>",
        '<p aria-hidden="true">More</p>text',
        "<div inert><p>More</p></div>text",
    ],
)
def test_what_is_open_or_hidden_from_readers_aloud_alone_is_read(body: str) -> None:
    found = page(body)
    assert texts(found) == ["More", "text"]
    assert codes(found) == []


@pytest.mark.parametrize(
    "hidden",
    [
        "<dialog>secret</dialog>", "<div popover>secret</div>",
        '<p hidden="until-found">secret</p>', '<p style="transform:scale(0)">secret</p>',
        '<p style="content-visibility:hidden">secret</p>',
        '<p style="clip-path:inset(100%)">secret</p>', "<canvas>secret</canvas>",
        "<video>secret</video>", '<iframe src="x">secret</iframe>',
    ],
)  # fmt: skip
def test_what_no_window_shows_is_left_out(hidden: str) -> None:
    found = page(f"<p>In Aldham.</p>{hidden}<p>end</p>")
    assert texts(found) == ["In Aldham.", "end"]
    assert left_out(found) == ["secret"]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ('<input value="Sample Inc.">', "Sample Inc."),
        ('<input type="text" placeholder="Your name">', "Your name"),
        ('<input type="checkbox" checked>', "☒"),
        ('<input type="radio">', "☐"),
        ("<select><option>ten</option></select>", ""),
        ("<textarea>ten</textarea>", ""),
    ],
)
def test_a_field_of_a_form_is_a_doubt(field: str, said: str) -> None:
    found = page(f"<p>The name is {field}.</p>")
    (told,) = found.doubts
    assert told.code == "form-field"
    assert said in told.message
    assert codes(page('<p>In <input type="hidden" value="x"><button>Go</button></p>')) == []


@pytest.mark.parametrize(
    ("style", "marks"),
    [("hiragana", "あ、 い、"), ("hiragana-iroha", "い、 ろ、"), ("lower-greek", "α. β.")],
)
def test_more_marks_of_lists(style: str, marks: str) -> None:
    items = "<li>one</li><li>two</li>"
    found = page(f"<ol style='list-style-type:{style}'>{items}</ol>")
    assert " ".join(block.generated for block in found.blocks) == marks
    assert codes(page(f"<ol style='list-style-type:armenian'>{items}</ol>")) == [
        "list-unknown", "list-unknown",
    ]  # fmt: skip


def test_capitals_of_two_letters_are_in_the_account() -> None:
    found = page("<p style='text-transform:uppercase'>straße</p>")
    assert texts(found) == ["STRASSE"]
    assert found.total + found.computed == size("STRASSE")


# Markdown that holds what a page of it does not show


@pytest.mark.parametrize(
    ("text", "shown", "out"),
    [
        ("<details>\n<summary>More</summary>\n\nsecret\n\n</details>\n\nend", ["More", "end"],
         "secret"),
        ("<details><summary>More</summary>secret</details>\n\nend", ["More", "end"], "secret"),
        ("<details>\n\n<details open>\nsecret\n</details>\n\nmore\n</details>\n\nend", ["end"],
         "<detailsopen>secret</details>more"),
        ("<div hidden>\n\nsecret\n\n<div>\nmore\n</div>\n</div>\nend", ["end"],
         "secret<div>more</div>"),
        ('<section style="display:none">\n\nsecret\n\n</section>\n\nend', ["end"], "secret"),
    ],
)  # fmt: skip
def test_what_markdown_folds_or_hides_over_lines_is_left_out(
    text: str, shown: list[str], out: str
) -> None:
    found = note(f"# Club\n\n{text}\n")
    assert texts(found) == ["Club", *shown]
    assert "".join("".join(left_out(found, "hidden text")).split()) == out
    assert ("folded-text" in codes(found)) is text.startswith("<details")
    total = size(*texts(found)) + size(*(one.text for one in found.left_out))
    assert found.total == total


def test_what_is_open_in_markdown_or_stands_in_code_is_read() -> None:
    opened = note("<details open>\n<summary>More</summary>\n\ntext\n\n</details>\n")
    assert texts(opened) == ["More", "text"]
    fenced = note("```\n<details>\ncode\n</details>\n```\n")
    assert texts(fenced) == ["<details>", "code", "</details>"]
    assert codes(opened) + codes(fenced) == []


@pytest.mark.parametrize(
    ("text", "shown", "notes"),
    [
        ("Dues[^1] are due.\n\n[^1]: Since 1999.", ["Dues are due."], ["1 Since 1999."]),
        (
            "A[^b] b[^a] c[^b].\n\n[^a]: First\n    and on.\n\n[^b]: *Second*",
            ["A b c."],
            ["1 Second", "2 First and on."],
        ),
        ("A[^x].\n\n[^x]: One\n\n    two\n\nend", ["A.", "end"], ["1 One two"]),
        ("A[^x] and \\[^y].\n", ["A[^x] and [^y]."], []),
    ],
)
def test_notes_of_markdown_stand_apart(text: str, shown: list[str], notes: list[str]) -> None:
    found = note(text)
    assert texts(found) == shown
    assert [one.whole for one in found.notes] == notes
    assert codes(found) == ["note-apart"] * len(notes)
    held = size(*texts(found)) + size(*(one.text for one in found.notes))
    assert found.total == held + size(*(one.text for one in found.left_out))


def test_a_note_that_nothing_refers_to_is_left_out() -> None:
    found = note("Dues are due.\n\n[^1]: Since 1999.\n")
    assert texts(found) == ["Dues are due."]
    assert left_out(found, "footnote") == ["Since 1999."]
