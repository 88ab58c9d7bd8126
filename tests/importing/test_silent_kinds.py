"""What used to be read as text without a word: marks of other lands, lists that lost their lines.

Each is read, or doubted at its place; beside each kind stands what only looks like it.
"""

from __future__ import annotations

import pytest

from amendtool.importing.document import Imported, import_document
from amendtool.importing.evidence.closings import ends
from tests.importing.test_marks import drawn
from tests.importing.word_files import package, paragraph


def read(*lines: str, file: str = "x.txt") -> Imported:
    """A document of these lines, each a paragraph of its own."""
    if file.endswith(".docx"):
        data = package("".join(map(paragraph, lines)))
    elif file.endswith(".html"):
        data = "".join(f"<p>{line}</p>" for line in lines).encode()
    else:
        data = "\n\n".join(lines).encode()
    return import_document(data, file=file, learn=True, choose="language")


def doubted(found: Imported) -> list[tuple[str, int | None]]:
    """The doubts with their lines, notes left aside."""
    return [(one.code, one.place.line) for one in found.report.doubts if one.severity != "note"]


def labels(found: Imported) -> list[tuple[str, str | None]]:
    """What each article prints as its number, and its caption."""
    style = found.printed
    return [
        ((one.form or style.article).printed(one.number), one.heading)
        for one in found.charter.every_article() if one.number is not None
    ]  # fmt: skip


FORMATS = pytest.mark.parametrize("file", ["x.txt", "x.md", "x.html", "x.docx"])
TEXT = "Det som styret vedtar, gjelder for alle."

# Numbers of provisions that were put in later


@FORMATS
@pytest.mark.parametrize(
    "numbers",
    [
        ("§ 1", "§ 2", "§ 2 a", "§ 2 b", "§ 3"),
        ("§1", "§2", "§2 a", "§3"),
        ("§ 1", "§ 2", "§ 2a", "§ 3"),
        ("1 §", "2 §", "2 a §", "2 b §", "3 §"),
        ("1. §", "2. §", "3. §"),
        ("Article 1.", "Article 2.", "Article 2 bis.", "Article 2 ter.", "Article 3."),
        ("Art. 1", "Art. 2", "Art. 2bis", "Art. 3"),
        ("Section 1.", "Section 2.", "Section 2 a.", "Section 3."),
        ("Rule 1", "Rule 2", "Rule 2 a", "Rule 2 b", "Rule 3"),
    ],
)
def test_a_number_with_a_letter_apart_is_one(numbers: tuple[str, ...], file: str) -> None:
    lines = [line for number in numbers for line in (f"{number} Formål", TEXT)]
    found = read(*lines, file=file)
    assert labels(found) == [(number, "Formål") for number in numbers]
    assert doubted(found) == []


@pytest.mark.parametrize(
    "line",
    [
        "§ 2 a member may leave at any time.",
        "Section 2 a member may leave at any time.",
        "2 a day is the fee.",
        "Section 2 bis applies to nobody.",
    ],
)
def test_an_article_of_the_language_is_no_letter_of_a_number(line: str) -> None:
    found = read("§ 1 Name", TEXT, "§ 2 Seat", TEXT, line, "§ 3 End", TEXT)
    assert [label for label, _ in labels(found)] == ["§ 1", "§ 2", "§ 3"]


# Signs


@FORMATS
@pytest.mark.parametrize(
    "marks",
    [
        ("㈠", "㈡", "㈢"), ("㊀", "㊁", "㊂"), ("㋐", "㋑", "㋒"), ("❶", "❷", "❸"),
        ("ⓐ", "ⓑ", "ⓒ"),
        ("⒜", "⒝", "⒞"), ("⒈", "⒉", "⒊"), ("1°", "2°", "3°"), ("1º", "2º", "3º"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "ja"])
def test_signs_of_every_row_are_marks(marks: tuple[str, ...], language: str, file: str) -> None:
    first, opening, words, last = {
        "en": ("Article 1. Parts", "The parts are:", "a part;", "Article 2. End"),
        "ja": ("第１条（機関）", "機関は次のとおりとする。", "機関", "第２条（本店）"),
    }[language]
    end = "The end." if language == "en" else "本店は、大津市に置く。"
    found = read(first, opening, *(f"{mark} {words}" for mark in marks), last, end, file=file)
    assert drawn(found)[0][1:] == [  # type: ignore[index]
        opening,
        *([str(at), words] for at, _ in enumerate(marks, 1)),
    ]
    assert doubted(found) == []


# Rows in marks that nobody knows


@FORMATS
@pytest.mark.parametrize(
    "marks",
    [
        ("1/", "2/", "3/"), ("(α)", "(β)", "(γ)"), ("α)", "β)", "γ)"), ("a/", "b/", "c/"),
        ("甲　", "乙　", "丙　"), ("(い)", "(ろ)", "(は)"), ("(あ)", "(い)", "(う)"),
        ("№1", "№2", "№3"),
        ("<1>", "<2>", "<3>"), ("{a}", "{b}", "{c}"), ("1 -", "2 -", "3 -"), ("а)", "б)", "в)"),
    ],
)  # fmt: skip
def test_a_row_of_lines_that_count_up_is_told_once(marks: tuple[str, ...], file: str) -> None:
    if file == "x.html":
        marks = tuple(mark.replace("<", "&lt;") for mark in marks)
    if file == "x.md" and marks[0] == "<1>":
        marks = tuple(mark.replace("<", "\\<") for mark in marks)
    rows = [f"{mark} the members" for mark in marks]
    found = read("Article 1. Name", "The parts:", *rows, "Article 2. End", "The end.", file=file)
    told = [one for one in found.report.doubts if one.code == "mark-as-text"]
    assert len(told) == 1 or [one[:1] for one in drawn(found)[0][2:]] == ["1", "2", "3"]  # type: ignore[index]
    if told:
        assert told[0].place.line == {"x.html": 1, "x.docx": None}.get(file, 5)
        assert told[0].place.path in (None, "paragraph 3")


@pytest.mark.parametrize(
    "rows",
    [
        ("3/4 of the votes decide.", "4/5 of them amend this."),
        ("A member may leave.", "But no officer."),
        ("I am told.", "In person."),
        ("2020 was the first year.", "2021 the second."),
        ("a house", "b house and more"),
    ],
)
def test_lines_that_do_not_count_are_not_told(rows: tuple[str, ...]) -> None:
    found = read("Article 1. Name", *rows, "Article 2. End", "The end.")
    assert not [one for one in found.report.doubts if "lists do" in one.message]


def test_a_list_of_contents_and_the_revisions_are_not_told() -> None:
    found = read(
        "Table of Contents", "1/ Name", "2/ End", "Article 1. Name", TEXT, "Article 2. End", TEXT,
        "Amendment History", "1/ May 1, 2010", "2/ May 1, 2012",
    )  # fmt: skip
    assert not [one for one in found.report.doubts if one.code == "mark-as-text"
                and one.place.line is not None and one.place.line > 8]  # fmt: skip


# Lists that lost their lines


@FORMATS
@pytest.mark.parametrize(
    "line",
    [
        "(1)取締役会(2)監査役", "(1)　取締役会　(2)　監査役", "①取締役会②監査役",
        "一　取締役会　二　監査役",
        "（１）取締役会、（２）監査役", "㈠取締役会㈡監査役", "ア　取締役会　イ　監査役",
        "機関は、次のとおりとする。(1)取締役会(2)監査役", "機関は次のとおり：①取締役会②監査役",
    ],
)  # fmt: skip
def test_two_japanese_items_on_one_line_are_told(line: str, file: str) -> None:
    found = read("第１条　次の機関を置く。", line, "第２条　本店は、大津市に置く。", file=file)
    assert "mark-inside" in [code for code, _ in doubted(found)]
    told = next(one for one in found.report.doubts if one.code == "mark-inside")
    assert repr(line) in told.message
    assert file == "x.html" or told.place.line == 3 or told.place.path == "paragraph 2"


@pytest.mark.parametrize(
    "line",
    [
        "(a) the name; (b) the seat.", "(1) the name, and (2) the seat.",
        "1. the name; 2. the seat.",
        "i) the name. ii) the seat.",
    ],
)  # fmt: skip
def test_two_items_on_one_line_are_told(line: str) -> None:
    found = read("Article 1. Parts", "The register holds:", line, "Article 2. End", "The end.")
    assert doubted(found) == [("mark-inside", 5)]


@pytest.mark.parametrize(
    "lines",
    [
        ("(1)前条(2)に定める者", "(2)その他の者"),
        ("(1)第２項(2)の者",),
        ("(1)次号及び(2)に掲げる者",),
        ("(1)会員(2)を除く。",),
        ("(1)12の(3)支部",),
    ],
)
def test_a_citation_in_an_item_is_no_item(lines: tuple[str, ...]) -> None:
    found = read("第１条　次の者を会員とする。", *lines, "第２条　本店は、大津市に置く。")
    assert not [one for one in found.report.doubts if one.code == "mark-inside"]


@pytest.mark.parametrize(
    "line",
    [
        "(a) members under (b) above", "(a) the fee of Section 5 (b)",
        "(a) no more than 2.5 shares",
        "1. a fee of 12. The rest is paid later", "(a) either (b) or more",
    ],
)  # fmt: skip
def test_a_citation_in_an_english_item_is_none(line: str) -> None:
    found = read("Article 1. Parts", "The register holds:", line, "Article 2. End", "The end.")
    assert not [one for one in found.report.doubts if one.code == "mark-inside"]


# The end


@pytest.mark.parametrize(
    "line",
    [
        "Done at Elmtown, this first day of May, 2020.", "Given at Lyon this 3rd day of June 2019.",
        "Signed in Bergen on June 3, 2020", "Executed this first day of May, 2020",
        "Done and signed in triplicate at Rome, 3 May 2021.", "Bergen, 1. mai 2020",
        "Lyon, le 1er mai 2020", "Berlin, den 3. Juni 2020", "Elmtown, May 1, 2020",
        "Madrid, 3 de junio de 2020",
        "Thus done and signed at Cape Town on the 3rd day of May 2020.",
    ],
)  # fmt: skip
@FORMATS
def test_the_line_of_the_signing_is_the_end(line: str, file: str) -> None:
    found = read("Article 1. Name", "The name.", "Article 2. Seat", "The seat is Elmtown.", line,
                 "A. Member", file=file)  # fmt: skip
    assert found.charter.closing == f"{line}\nA. Member"
    assert [one.code for one in found.report.doubts] == ["closing-found"]


@pytest.mark.parametrize(
    "line",
    [
        "Signed minutes are kept by the Secretary.", "Executed contracts are kept in the office.",
        "Made in the minutes of the year.", "The Board was elected in Bergen on 1 May 2020.",
        "The club was founded in Bergen, 1 May 2020, and lasts.",
        "Signed copies of 2020 are kept by the Board and shown to members.",
    ],
)  # fmt: skip
def test_a_sentence_with_a_day_is_no_end(line: str) -> None:
    assert not ends(line)


# What made no charter


@pytest.mark.parametrize(
    "lines",
    [
        ("第１条　当会社", "第２条（　）", "第３条　本店"),
        ("第１条　当会社", "第２条　（　）", "第３条　本店"),
        ("Article 1. Name", "The name.", "Article 2. ( )", "Article 3. End", "The end."),
        ("Article 1. Name", "The name.", "Article 2. ( )", "A seat.", "Article 3. End", "An end."),
        ("第１条　当会社", "第２条（　）　本店とする。", "２　支店", "第３条　終わり"),
    ],
)  # fmt: skip
def test_a_caption_that_nobody_filled_in_is_kept(lines: tuple[str, ...]) -> None:
    found = read(*lines)
    assert len(found.charter.articles) == 3
    assert "not-structured" not in [one.code for one in found.report.doubts]
    second = str(found.charter.articles[1])
    assert "（）" in second or "()" in second or "（　）" in second or "( )" in second
    assert (found.report.characters.lost, found.report.characters.invented) == (0, 0)


@pytest.mark.parametrize(
    "lines",
    [
        ("第１条　当会社は、会社とする。", "別表第１", "第１条（目的）これは表とする。", "２"),
        ("第１条　当会社は、会社とする。", "別表第１", "第１条（目的）表とする。", "２　次の表"),
        ("Article 1. Name", "The name.", "Schedule A", "Rule 2A (b) second", "2. third"),
    ],
)  # fmt: skip
def test_paragraphs_behind_a_caption_in_an_annex_are_kept(lines: tuple[str, ...]) -> None:
    found = read(*lines)
    assert "not-structured" not in [one.code for one in found.report.doubts]
    assert found.charter.articles
    assert (found.report.characters.lost, found.report.characters.invented) == (0, 0)


# Labels that the reader takes for none


@FORMATS
@pytest.mark.parametrize(
    "words",
    [
        ("Article 1, Name", "Article 2, Seat", "Article 3, End"),
        ("Regel 1; Navn", "Regel 2; Sete", "Regel 3; Slutt"),
        ("Punkt I, Navn", "Punkt II, Sete", "Punkt III, Slutt"),
        ("First, the name.", "Second, the seat.", "Third, the end."),
        ("Firstly, the name.", "Secondly, the seat.", "Thirdly, the end."),
    ],
)
def test_lines_that_count_up_behind_a_word_are_told_or_read(
    words: tuple[str, ...], file: str
) -> None:
    lines = [each for word in words for each in (word, "A text that says something.")]
    found = read("RULES", *lines, file=file)
    told = [one for one in found.report.doubts if one.code == "label-as-text"]
    assert len(told) == 1 or len([each for each in labels(found) if each[0]]) == len(words)


@pytest.mark.parametrize(
    "words",
    [
        ("その１　取締役", "その２　監査役"), ("ステップ１：申込み", "ステップ２：承認"),
        ("別記一　取締役", "別記二　監査役"),
    ],
)  # fmt: skip
def test_japanese_words_that_count_up_are_told(words: tuple[str, ...]) -> None:
    found = read("第１条　次のとおりとする。", *words, "第２条　本店は、大津市に置く。")
    assert {code for code, _ in doubted(found)} & {"label-as-text", "mark-as-text"}


@pytest.mark.parametrize(
    "words",
    [
        ("第１条の規定は、会員に準用する。", "第２条の規定は、役員に準用する。"),
        ("Section 5 of the Act applies.", "Section 6 of the Act does not."),
        ("Members 1 and 2 leave.", "Members 2 and 3 stay."),
        ("令和１年４月１日から施行する。", "令和２年４月１日から施行する。"),
        ("Second, to none.", "First of all."),
    ],
)
def test_citations_that_count_up_are_not_told(words: tuple[str, ...]) -> None:
    found = read("第１条　総則とする。", "第２条　本店とする。", *words, "第３条　終わりとする。")
    assert not [one for one in found.report.doubts if "as provisions do" in one.message]


# Captions of whose brackets one is missing

CLUB = ("第１条（名称）", "この会は甲という。", "第２条（所在）", "東京に置く。")
ABOVE = ("（名称）", "第１条　この会は甲という。", "（所在）", "第２条　東京に置く。")
SECTIONS = ("Section 1. (Name) This is X.", "Section 2. (Seat) It is here.")


@FORMATS
@pytest.mark.parametrize(
    ("before", "lines", "at"),
    [
        (CLUB, ("第３条（目的　この会は学ぶ。",), 9),
        (CLUB, ("第３条（目的", "この会は学ぶ。"), 9),
        (CLUB, ("第３条　目的）　この会は学ぶ。",), 9),
        (ABOVE, ("（目的", "第３条　この会は学ぶ。"), 9),
        (ABOVE, ("目的）", "第３条　この会は学ぶ。"), 9),
        (SECTIONS, ("Section 3. (Objects The club teaches.",), 5),
    ],
)
def test_one_bracket_of_a_caption_is_doubted_at_its_place(
    before: tuple[str, ...], lines: tuple[str, ...], at: int, file: str
) -> None:
    found = read(*before, *lines, file=file)
    told = [one for one in found.report.doubts if one.code == "caption-brackets"]
    assert len(told) == 1
    assert repr(lines[0]) in told[0].message
    if file in ("x.txt", "x.md"):
        assert told[0].place.line == at


@FORMATS
@pytest.mark.parametrize(
    "lines",
    [
        ("第３条（目的（その１））　この会は学ぶ。",),
        ("第３条（目的及び事業） この会（以下「会」という。）は学ぶ。",),
        ("第３条　1) 学ぶ。", "2) 教える。"),
        ("この会は、次の会（分会を含む。）をいう。", "第３条（目的）", "会は学ぶ。"),
    ],
)
def test_brackets_in_pairs_and_those_of_marks_are_no_doubt(
    lines: tuple[str, ...], file: str
) -> None:
    found = read(*CLUB, *lines, file=file)
    assert "caption-brackets" not in [code for code, _ in doubted(found)]


# Numbers of a page that are no marks here

END = "<h2>Article 2. End</h2><p>The end.</p>"


@pytest.mark.parametrize(
    "list_",
    [
        '<ol style="list-style-type:lower-greek"><li>one</li><li>two</li></ol>',
        "<style>ol { list-style: lower-greek inside }</style><ol><li>one</li><li>two</li></ol>",
        "<style>ol { list-style: none; counter-reset: a } li { counter-increment: a }"
        "li::before { content: '(' counter(a, lower-greek) ') ' }</style>"
        "<ol><li>one</li><li>two</li></ol>",
        '<ol style="list-style-type:lower-greek" start="4"><li>one</li><li>two</li></ol>',
    ],
)
def test_a_list_in_numbers_that_nobody_knows_is_doubted(list_: str) -> None:
    page = f"<h2>Article 1. Parts</h2><p>The parts are:</p>\n{list_}\n{END}"
    found = import_document(page.encode(), file="x.html", learn=True, choose="language")
    assert doubted(found) == [("mark-as-text", 2)]
    assert "one" in str(drawn(found))


@pytest.mark.parametrize("mark", ["disc", "square", "'– '"])
def test_bullets_of_a_page_are_no_doubt(mark: str) -> None:
    page = (
        f"<style>ul {{ list-style-type: {mark} }}</style><h2>Article 1. Parts</h2>"
        f"<p>The parts are:</p><ul><li>one</li><li>two</li></ul>{END}"
    )
    found = import_document(page.encode(), file="x.html", learn=True, choose="language")
    assert doubted(found) == []
