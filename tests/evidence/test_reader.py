"""Small documents with the trees that a person would draw; ``!`` before a line: doubted there."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.importing.document import read_document
from amendtool.importing.evidence.reader import read_printed
from amendtool.importing.evidence.tree import PrintedDocument, PrintedProvision, PrintedRow


def read(text: str, ending: str = "txt") -> PrintedDocument:
    document = read_document(text.encode(), file=f"a.{ending}")
    return read_printed(document.blocks, document.format)


def outline(found: PrintedDocument) -> str:
    """A line for each provision: its doubt, label, caption, and its own texts."""
    doubted = {doubt.place.line for doubt in found.doubts}
    lines: list[str] = []

    def draw(one: PrintedProvision, depth: int) -> None:
        label = "~" if one.silent else one.label.printed if one.label else "-"
        caption = f" [{one.caption.text}]" if one.caption else ""
        texts = " / ".join(part for part in one.body if isinstance(part, str))
        mark = "!" if one.place.line in doubted and not one.silent else ""
        if depth:
            lines.append("  " * (depth - 1) + f"{mark}{label}{caption} {texts}".rstrip())
        elif texts:
            lines.append(f"= {texts}")
        for part in one.body:
            if isinstance(part, PrintedRow):
                for item in part.items:
                    draw(item, depth + 1)

    draw(found.root, 0)
    return "\n".join(lines)


CASES = {
    "sections in articles, run in": (
        "Bylaws of the Guild\n\nARTICLE I - OFFICES\n\nSection 1. Main Office. It is in Town.\n\n"
        "Section 2. Other Offices. There may be some.\n\nARTICLE II - MEMBERS\n\n"
        "Section 1. Classes. There are two.\n",
        """= Bylaws of the Guild
ARTICLE I [OFFICES]
  Section 1. [Main Office] It is in Town.
  Section 2. [Other Offices] There may be some.
ARTICLE II [MEMBERS]
  Section 1. [Classes] There are two.""",
    ),
    "letters that look like romans": (
        "1. Dues\n\nThe Board sets:\n\n" + "".join(f"({c}) dues {c};\n\n" for c in "abcdefgh")
        + "(i) fees:\n\n(i) yearly;\n\n(ii) monthly;\n\n(j) fines.\n\n2. Votes\n\nAll vote.\n",
        """1. [Dues] The Board sets:
  (a) dues a;
  (b) dues b;
  (c) dues c;
  (d) dues d;
  (e) dues e;
  (f) dues f;
  (g) dues g;
  (h) dues h;
  (i) fees:
    (i) yearly;
    (ii) monthly;
  (j) fines.
2. [Votes] All vote.""",
    ),
    "three levels of decimals, and a gap": (
        "Article 5 Board\n\n5.2 Seats\n\nSeats are:\n\n5.2.1 two for members;\n\n"
        "5.2.2 one for staff.\n\n5.4 Votes\n\nAll vote.\n",
        """!Article 5 [Board]
  !5.2 [Seats] Seats are:
    5.2.1 two for members;
    5.2.2 one for staff.
  !5.4 [Votes] All vote.""",
    ),
    "a citation at the beginning of a line": (
        "Article 1. Name\n\nIt is a club.\n\nArticle 3 and Article 4 do not bind it.\n\n"
        "Article 2. Seat\n\nIt is in Town.\n",
        """Article 1. [Name] It is a club. / Article 3 and Article 4 do not bind it.
Article 2. [Seat] It is in Town.""",
    ),
    "captions above, silent first paragraphs, wide and half-width digits": (
        "みどり会会則\n\n第１章　総則\n\n（名称）\n第９条　本会は、みどり会と称する。\n\n"
        "２　英文では Midori とする。\n\n（目的）\n第10条　本会は、次の事業を行う。\n\n"
        "(1)　植樹\n\n(2)　清掃\n\n２　前項の事業は、無償とする。\n\n附　則\n\n"
        "１　この会則は、公布の日から施行する。\n\n２　旧会則は、廃止する。\n",
        """= みどり会会則
第１章 [総則]
  !第９条 [名称]
    ~ 本会は、みどり会と称する。
    ２ 英文では Midori とする。
  第10条 [目的]
    ~ 本会は、次の事業を行う。
      (1) 植樹
      (2) 清掃
    ２ 前項の事業は、無償とする。
- [附　則]
  １ この会則は、公布の日から施行する。
  ２ 旧会則は、廃止する。""",
    ),
    "a caption in front of its label": (
        "（名称）第一条　本会は、みどり会と称する。\n\n"
        "（会員）第二条　会員は、次のとおりとする。\n\n"
        "ア　個人\n\nイ　団体\n\nウ　その他\n",
        """第一条 [名称] 本会は、みどり会と称する。
第二条 [会員] 会員は、次のとおりとする。
  ア 個人
  イ 団体
  ウ その他""",
    ),
    "a list of contents, and a deleted range": (
        "規約\n\n目次\n第１章　総則\n第２章　会員\n\n第１章　総則\n\n第１条　名称は別に定める。\n\n"
        "第２条から第４条まで　削除\n\n第２章　会員\n\n第５条　会員は自由に退会できる。\n",
        """= 規約 / 目次 / 第１章　総則 / 第２章　会員
第１章 [総則]
  第１条 名称は別に定める。
  第２条から第４条まで 削除
第２章 [会員]
  第５条 会員は自由に退会できる。""",
    ),
    "what stands twice, or out of turn": (
        "第１条　次のものを置く。\n\n(1)　甲\n\n(2)　乙\n\n(2)　丙\n\n(4)　丁\n\n(3)　戊\n",
        """第１条 次のものを置く。
  (1) 甲
  (2) 乙
  !(2) 丙
  !(4) 丁
  !(3) 戊""",
    ),
    "a row goes on behind a text of its own": (
        "Article 1\n\nThe Board decides on:\n\n(a) dues;\n\n(b) fees.\n\nIt may delegate this.\n\n"
        "Article 2\n\nAll vote.\n",
        """Article 1 The Board decides on: / It may delegate this.
  (a) dues;
  (b) fees.
Article 2 All vote.""",
    ),
    "another look in one row": (
        "Article 1\n\nThe Board decides on:\n\n(1) dues;\n\n(2) fees;\n\n3. fines;\n\n(4) gifts.\n",
        """Article 1 The Board decides on:
  (1) dues;
  (2) fees;
  !3. fines;
  (4) gifts.""",
    ),
    "a schedule ends the last article": (
        "Article 1\n\nAs the Schedule says:\n\n(a) dues;\n\n(b) fees.\n\n"
        "Schedule 1\n\nDues are ten.\n",
        """Article 1 As the Schedule says:
  (a) dues;
  (b) fees.
Schedule 1 Dues are ten.""",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_small_document_is_read_as_a_person_draws_it(name: str) -> None:
    text, expected = CASES[name]
    assert outline(read(text)) == expected


MARKDOWN = {
    "titles without numbers": (
        "# Rules\n\n## Members\n\n1. All may join:\n\n   - persons,\n   - clubs.\n\n"
        "2. All may go.\n\n"
        "## Board\n\n1. It meets.\n",
        """= Rules
- [Members]
  1. All may join:
    - persons,
    - clubs.
  2. All may go.
- [Board]
  1. It meets.""",
    ),
    "numbers as headings of their own line": (
        "# 規程\n\n## 第1条（目的）\n\n#### 1\n\n目的とする。\n\n#### 2\n\n適用する。\n\n"
        "## 第2条(範囲)\n\n"
        "本会に適用する。\n\n#### 第2項\n\n例外は別に定める。\n",
        """= 規程
第1条 [目的]
  1 目的とする。
  2 適用する。
第2条 [範囲]
  ~ 本会に適用する。
  第2項 例外は別に定める。""",
    ),
    "bold run in, and a caption line below a label in one paragraph": (
        "**第一条（目的）**　目的とする。\n\n**２**　適用する。\n\n"
        "**第二条**　会員は、\n別に定める。\n",
        """第一条 [目的]
  ~ 目的とする。
  ２ 適用する。
第二条 会員は、別に定める。""",
    ),
    "the number that the page shows": (
        "# Rules\n\n## Article 1. Dues\n\n1. ten;\n1. twenty;\n\n"
        "## Article 2. Votes\n\nAll vote.\n",
        """= Rules
Article 1. [Dues]
  1. ten;
  2. twenty;
Article 2. [Votes] All vote.""",
    ),
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_markup_is_evidence_too(name: str) -> None:
    text, expected = MARKDOWN[name]
    assert outline(read(text, "md")) == expected


def test_nothing_is_lost_of_a_document_without_any_label() -> None:
    found = read("A letter.\n\nDear members, all is well.\n\nYours, the Board")
    assert outline(found) == "= A letter. / Dear members, all is well. / Yours, the Board"
    assert found.doubts == ()


def test_a_mark_that_finds_no_place_is_text_and_doubted() -> None:
    found = read("Article 1\n\nIt is a club.\n\n(q) is a letter.\n\nArticle 2\n\nIt is in Town.\n")
    assert [doubt.code for doubt in found.doubts] == ["mark-as-text"]
    assert "(q)" in found.doubts[0].message


LINES = st.lists(
    st.sampled_from(
        ["Article 1", "Article 2. Name", "Section 1.1 Dues. They are ten.", "(a) dues;", "(i) fees",
         "(b)", "1. one", "1.1 two", "- dues", "  (1) in", "Text.", "and more", "Section 4 above.",
         "第１条（目的）　甲とする。", "（名称）", "２　乙とする。", "附　則", "イ　丙", "①丁",
         "目次",
         "第三条から第五条まで　削除", "1", "（目的）第二条", "以上", "# Head", "### Deep",
            "**Section 2. Bold.** Run in", "4.--(1) both", "別表１　手数料", "ARTICLE I",
         "第2項", "令和２年５月１日"]
    ),
    max_size=14,
)  # fmt: skip


@given(lines=LINES, gap=st.sampled_from(["\n", "\n\n"]), ending=st.sampled_from(["txt", "md"]))
def test_no_word_is_lost_and_none_invented(lines: list[str], gap: str, ending: str) -> None:
    document = read_document((gap.join(lines) + "\n").encode(), file=f"a.{ending}")
    found = read_printed(document.blocks, document.format)
    kept: Counter[str] = Counter()
    for one in found.root.walked():
        kept.update(one.label.printed if one.label else "")
        kept.update(one.caption.text if one.caption else "")
        for part in one.body:
            kept.update(part if isinstance(part, str) else "")
    given_ = Counter(char for block in document.blocks for char in block.whole)
    assert _letters(kept) == _letters(given_)


def _letters(counts: Counter[str]) -> Counter[str]:
    return Counter({char: count for char, count in counts.items() if char.isalnum()})


def test_layout_changes_no_tree() -> None:
    text, expected = CASES["letters that look like romans"]
    assert outline(read(text.replace("\n\n(", "\n("))) == expected
    assert outline(read(text.replace("\n\n", "\n\n\n").replace("\n", "\r\n"))) == expected
    deep = text.replace("\n(i) y", "\n    (i) y").replace("\n(ii)", "\n    (ii)")
    assert outline(read(deep)) == expected
