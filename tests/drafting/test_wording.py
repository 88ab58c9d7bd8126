"""Small edits stay small: phrases of whole words and citations, in the texts that were touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import (
    Keep,
    Move,
    Replace,
    ReplacePhrase,
    ReplaceThroughout,
)
from amendtool.articles.charter import Provision, body_texts
from amendtool.articles.styles import EN, JA, STYLES, DraftingStyle
from amendtool.errors import InputError
from amendtool.workflow.drafting.draft import draft
from amendtool.workflow.drafting.edited_document import EditedDocument, read_edited

LIST = """\
# 規約

第1条　会員は、次の者とする。

(1)　正会員

目的に賛同した個人

(2)　協力会員

前号の者のほか、会を助ける団体

第2条　会員は、会費を納める。
"""
LONG = """\
# Rules

## Article 1 (Board)

The Board has five members. It meets on the first Monday of each month in Oslo. Notice is given \
by letter seven days before. Minutes are kept by the Clerk, who sends them to each member. \
Article 2(a) applies.

## Article 2 (Clerk)

The Clerk:

(a) keeps the roll; and

(b) sends notices.
"""


def drafted(style: DraftingStyle, text: str, *edits: tuple[str, str]) -> Amendment:
    """The amendment for these edits of a text; it has to be applied without a question."""
    edited = text
    for old, new in edits:
        assert old in edited
        edited = edited.replace(old, new)
    present = read_edited(EditedDocument(data=text.encode(), file="p.md"), style)[0].charter
    document = EditedDocument(data=edited.encode(), file="e.md")
    made = draft(present, document, style, name="x")
    application = apply(present, made.amendment, style)
    assert application.proposed == made.draft.proposed
    assert not application.questions
    written = write_amendment(made.amendment, style)
    assert read_amendment(written, style, file="x.yaml", name="x").amendment == made.amendment
    return made.amendment


def phrases(amendment: Amendment, style: DraftingStyle) -> list[tuple[str, str, str]]:
    """Where, what and with what: every operation has to be one on a phrase."""
    found = []
    for each in amendment.operations:
        assert isinstance(each, ReplacePhrase)
        found.append((each.target.text(style), each.find, each.substitute))
    return found


def test_a_text_behind_a_list_is_edited_by_a_phrase() -> None:
    made = drafted(JA, LIST, ("助ける団体", "助ける団体及び個人"))
    ((_, find, put),) = phrases(made, JA)
    assert (find, put) == ("団体", "団体及び個人")


def test_several_small_edits_of_one_paragraph_are_several_phrases() -> None:
    made = drafted(
        EN, LONG, ("five", "seven"), ("Monday", "Friday"), ("letter", "email"),
        ("Minutes", "Full minutes"),
    )  # fmt: skip
    assert [(find, put) for _, find, put in phrases(made, EN)] == [
        ("five", "seven"), ("Monday", "Friday"), ("letter", "email"), ("Minutes", "Full minutes")
    ]  # fmt: skip


def test_what_comes_into_brackets_is_one_phrase_with_them() -> None:
    made = drafted(
        EN, LONG, ("first Monday of each month", "first Monday (or the second) of a month")
    )
    assert all(find.count("(") == find.count(")") for _, find, _ in phrases(made, EN))
    made = drafted(EN, LONG, ("five members. It meets", "(five members. It often) meets"))
    assert [put.count("(") for _, _, put in phrases(made, EN)] == [1]


def test_a_citation_is_replaced_as_a_whole() -> None:
    made = drafted(EN, LONG, ("Article 2(a)", "Article 2(b)"))
    assert phrases(made, EN) == [("Article 1 paragraph 1", "Article 2(a)", "Article 2(b)")]


def test_a_sentence_more_is_told_by_words_before_it() -> None:
    made = drafted(EN, LONG, ("sends notices.", "sends notices. It is elected yearly."))
    ((where, find, _),) = phrases(made, EN)
    assert where == "Article 2 paragraph 1 item (2)"
    assert any(char.isalpha() for char in find)


SPACED = """\
# 規程

## 第１条（管理）

規程は、GitHubの公開の場所で、次の者が管理する。

（１）SREの係

（２）総務の係

## 第２条（改正）

この規程は、１名の承認で改正する。
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [("GitHubの", "GitHub の"), ("SREの", "SRE の"), ("、１名", "、 １名"), ("公開の", "公開　の")],
)
def test_white_space_inside_a_line_is_an_edit(old: str, new: str) -> None:
    made = drafted(JA, SPACED, (old, new))
    (operation,) = made.operations
    assert isinstance(operation, Replace | ReplacePhrase)


@pytest.mark.parametrize("edit", [("次の者が管理", "次の者が\n管理"), ("\n\n（２）", "\n（２）")])
def test_white_space_where_a_line_ends_is_none(edit: tuple[str, str]) -> None:
    with pytest.raises(InputError, match="the edited articles are the present ones"):
        drafted(JA, SPACED, edit)


RULES = """\
# 規程

第1条　当会の基金は、３，０００万円とする。

第2条　理事は、総会で選ぶ。理事会は、会員の選出及び基金の管理を行い、\
必要あるときに随時これを招集する。

第3条　規約第１２条第２項に定める決議は、会員の３分の２以上で行う。ただし、理事長が病気\
その他やむを得ない事由で欠けたときは、副理事長がその職務を代わって行い、後任を遅滞なく選ぶ。
2　前項の決議の要領は、議事録に記載する。
3　議長は、理事長とする。
"""


@pytest.mark.parametrize(
    ("old", "new", "find", "put"),
    [
        ("３，０００万円", "５，０００万円", "３，０００万円", "５，０００万円"),
        ("会員の選出及び", "会員の選出、除名及び", "選出及び", "選出、除名及び"),
        ("の管理", "の運用、管理", "基金の", "基金の運用、"),
        ("は、総会", "は、会員の中から総会", "理事は、", "理事は、会員の中から"),
        ("第２項に", "第２項及び第３項に", "第１２条第２項に", "第１２条第２項及び第３項に"),
        ("３分の２", "４分の３", "３分の２", "４分の３"),
        ("必要あるときに随時", "必要があるときに", "必要あるときに随時", "必要があるときに"),
    ],
)
def test_a_phrase_is_cut_at_whole_words(old: str, new: str, find: str, put: str) -> None:
    ((_, *said),) = phrases(drafted(JA, RULES, (old, new)), JA)
    assert said == [find, put]


def test_a_sentence_that_becomes_a_paragraph_leaves_the_first_one_in_its_place() -> None:
    parted = ("ただし、理事長", "\n2　理事長"), ("\n3　議", "\n4　議"), ("\n2　前", "\n3　前")
    made = drafted(JA, RULES, *parted)
    assert [(type(each).__name__, each.target.text(JA)) for each in made.operations] == [
        ("Insert", "第３条第２項"), ("Replace", "第３条第１項"), ("Keep", "第３条第３項")
    ]  # fmt: skip


def test_a_paragraph_that_stands_elsewhere_is_moved() -> None:
    lines = RULES.strip().split("\n")
    moved = f"{lines[-1]}\n{lines[-2]}".replace("3　議", "2　議").replace("2　前", "3　前")
    made = drafted(JA, RULES, ("\n".join(lines[-2:]), moved))
    operation, left = made.operations
    assert isinstance(operation, Move)
    assert operation.target.text(JA) == "第３条第３項"
    assert isinstance(left, Keep)
    assert left.find == "前項", "it stands in a paragraph that nobody edited"


def test_only_the_item_that_was_touched_is_written_anew() -> None:
    made = drafted(EN, LONG, ("(b) sends notices", "(b) answers all letters of members"))
    (operation,) = made.operations
    assert isinstance(operation, Replace)
    assert operation.target.text(EN) == "Article 2 paragraph 1 item (2)"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("en", "Section 9(b)(i)"),
        ("en", "Section 51"),
        ("en", "paragraph (iii)"),
        ("bylaws", "item 2"),
    ],
)
def test_a_citation_of_nothing_is_answered_in_the_file(name: str, words: str) -> None:
    style = STYLES[name]
    text = (
        LONG
        if name == "en"
        else LONG.replace("Article 1", "Section 1.1")
        .replace("## Article 2 (", "## Section 1.2 (")
        .replace("Article 2(a) applies", "So it is")
    )
    made = drafted(style, text, ("in Oslo", f"in Oslo, as {words} says"))
    keeps = [each for each in made.operations if isinstance(each, Keep)]
    assert [each.find for each in keeps] == [words]


def test_a_section_of_a_statute_needs_no_answer() -> None:
    made = drafted(EN, LONG, ("in Oslo", "in Oslo, as Section 501(c)(3) says"))
    assert [type(each) for each in made.operations if isinstance(each, Keep)] == []


def test_other_articles_with_the_same_words_need_their_own_answer() -> None:
    edited = LONG.replace("in Oslo", "in Oslo, as Section 9 says")
    present = read_edited(EditedDocument(data=LONG.encode(), file="p.md"), EN)[0].charter
    made = draft(present, EditedDocument(data=edited.encode(), file="e.md"), EN, name="x")
    written = write_amendment(made.amendment, EN).replace(
        "- keep: Article 1 paragraph 1", "- keep: Article 2 paragraph 1"
    )
    amendment = read_amendment(written, EN, file="x.yaml", name="x").amendment
    with pytest.raises(InputError, match="no reference 'Section 9'"):
        apply(present, amendment, EN)


CLOSED = """\
Article 1 (Dues)

The Treasurer sets:

(a) the dues of

(i) members;

(ii) guests who stay for longer than a month;

for the year that begins.

Article 2 (Roll)

The Clerk keeps the roll.
"""
"""Print does not say whether the last line of Article 1 belongs to item (a) or to the whole."""


@pytest.mark.parametrize(
    ("old", "new"), [("guests", "visitors"), ("year that", "term that"), ("sets", "shall set")]
)
def test_words_that_are_edited_leave_the_lines_where_they_stand(old: str, new: str) -> None:
    read = read_edited(EditedDocument(data=CLOSED.encode(), file="p.txt"), EN)[0].charter
    (paragraph,) = read.articles[0].paragraphs
    (text, item, closing) = paragraph.body
    assert isinstance(item, Provision)
    below = replace(paragraph, body=(text, replace(item, body=(*item.body, closing))))
    present = replace(read, articles=(replace(read.articles[0], body=(below,)), read.articles[1]))
    edited = EditedDocument(data=CLOSED.replace(old, new).encode(), file="e.txt")
    made = draft(present, edited, EN, name="x")
    (operation,) = made.amendment.operations
    assert isinstance(operation, ReplacePhrase)
    proposed = apply(present, made.amendment, EN).proposed.articles[0]
    assert [len(each.body) for each in proposed.paragraphs] == [2]
    assert [*body_texts(proposed)] == [each.replace(old, new) for each in body_texts(below)]


def test_a_term_that_is_replaced_everywhere_is_said_once() -> None:
    text = LONG.replace("Clerk", "Secretary")
    text += "\n## Article 3 (Seal)\n\nThe Secretary keeps the seal.\n"
    made = drafted(EN, text, ("Secretary", "Registrar"), ("five members", "six members"))
    whole, other = made.operations
    assert isinstance(whole, ReplaceThroughout)
    assert (whole.find, whole.substitute) == ("Secretary", "Registrar")
    assert isinstance(other, ReplacePhrase)
    # Where it stays in one place, each of the others is said where it stands.
    but = ("Registrar keeps the seal", "Secretary keeps the seal")
    made = drafted(EN, text, ("Secretary", "Registrar"), but)
    assert not [each for each in made.operations if isinstance(each, ReplaceThroughout)]
