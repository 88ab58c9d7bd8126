"""The file of an amendment in two languages: what each edition reads, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.file.read import AmendmentFile, read_amendment
from amendtool.amendments.file.write import write_editions
from amendtool.amendments.operations import Delete, Insert, Merge, Replace, ReplacePhrase, Split
from amendtool.articles.charter import provisions_of, text_of
from amendtool.articles.styles import EN, JA
from amendtool.errors import InputError, Place, Problem

BOTH = (JA, EN)
KITANO = Path(__file__).parents[2] / "examples" / "kitano" / "amendments"


def read(text: str, language: str = "ja") -> AmendmentFile:
    style = JA if language == "ja" else EN
    return read_amendment(text, style, file="x.yaml", name="x", styles=BOTH)


def told(text: str, language: str) -> list[str]:
    """The mistakes for one edition, as ``LINE:COLUMN CODE PATH``."""
    with pytest.raises(InputError) as caught:
        read(text, language)
    assert all(problem.hint for problem in caught.value.problems)
    return [f"{p.place.line}:{p.place.column} {p.code} {p.place.path}" for p in
            caught.value.problems]  # fmt: skip


FILE = """\
amendment: x
title: {ja: 一部変更, en: Partial Amendment}
reasons:
  - {ja: 理由, en: A reason}
operations:
  - delete: 第7条
  - insert: 第8条
    key: record-date
    heading: {ja: 基準日, en: Record Date}
    text:
      ja: |
        基準日を定める。
      en: |
        There is a record date.
  - replace: Article 9
    edition: en
    find: old
    with: new
  - replace: 第10条
    find: {ja: 甲, en: first}
    with: ""
    count: {ja: 2, en: 3}
  - replace: 第11条見出し
    text: ""
"""


def test_each_edition_reads_its_own_words() -> None:
    japanese, english = read(FILE, "ja"), read(FILE, "en")
    assert (japanese.amendment.title, english.amendment.title) == ("一部変更", "Partial Amendment")
    assert (japanese.amendment.reasons, english.amendment.reasons) == (("理由",), ("A reason",))
    assert [type(each) for each in japanese.amendment.operations] == [
        Delete, Insert, ReplacePhrase, Replace,
    ]  # fmt: skip
    deletion, insertion, mended, phrase, _ = english.amendment.operations
    assert deletion == japanese.amendment.operations[0]
    assert isinstance(insertion, Insert)
    assert (insertion.key, insertion.heading) == ("record-date", "Record Date")
    assert text_of(provisions_of(insertion.body)[0].body) == "There is a record date."
    assert isinstance(mended, ReplacePhrase)
    assert (mended.find, mended.substitute) == ("old", "new")
    assert isinstance(phrase, ReplacePhrase)
    assert (phrase.find, phrase.substitute, phrase.count) == ("first", "", 3)


def test_operations_are_counted_as_in_the_file() -> None:
    japanese = read(FILE, "ja")
    assert [japanese.position(index) for index in range(4)] == [0, 1, 3, 4]
    assert [read(FILE, "en").position(index) for index in range(5)] == [0, 1, 2, 3, 4]
    problem = Problem(code="x", message="x", place=Place(path="operations[2].find"))
    (found,) = japanese.located([problem])
    place = found.place
    assert (place.path, place.line, place.column) == ("operations[3].find.ja", 20, 16)
    (found,) = read(FILE, "en").located([problem])
    assert (found.place.path, found.place.line) == ("operations[2].find", 17)


def test_plain_words_are_those_of_the_leading_edition() -> None:
    plain = "amendment: x\noperations:\n  - replace: 第3条\n    find: 甲\n    with: 乙\n"
    (operation,) = read(plain, "ja").amendment.operations
    assert isinstance(operation, ReplacePhrase)
    assert told(plain, "en") == [
        "4:11 edition-text-missing operations[0].find",
        "5:11 edition-text-missing operations[0].with",
    ]


LACKING = """\
amendment: x
title: 一部変更
reasons: [理由]
operations:
  - insert: 第8条
    heading: {ja: 基準日}
    text: {ja: 甲, en: A}
  - replace: 第9条
    find: {ja: 甲, fr: A}
    with: {en: B}
  - delete: 第10条
    edition: fr
  - delete: 第99章の
"""


def test_all_that_is_lacking_is_told_at_once_with_its_place() -> None:
    assert told(LACKING, "en") == [
        "2:8 edition-text-missing title",
        "3:11 edition-text-missing reasons[0]",
        "6:14 edition-text-missing operations[0].heading",
        "9:11 edition-text-missing operations[1].find",
        "9:19 edition-unknown operations[1].find.fr",
        "12:14 edition-unknown operations[2].edition",
        "13:13 address-unclear operations[3].delete",
    ]
    assert told(LACKING, "ja") == [
        "9:19 edition-unknown operations[1].find.fr",
        "10:11 edition-text-missing operations[1].with",
        "12:14 edition-unknown operations[2].edition",
        "13:13 address-unclear operations[3].delete",
    ]


def test_the_only_edition_may_be_named_but_no_other() -> None:
    text = "amendment: x\ntitle: {en: A}\noperations:\n  - delete: Article 3\n"
    read_one = read_amendment(text, EN, file="x.yaml", name="x")
    assert read_one.amendment.title == "A"
    assert read_one.position(0) == 0
    with pytest.raises(InputError, match="no edition 'ja'"):
        read_amendment(text.replace("{en: A}", "{en: A, ja: 甲}"), EN, file="x.yaml", name="x")
    with pytest.raises(InputError, match="should be a text"):
        read_amendment(text.replace("{en: A}", "{fr: A}"), EN, file="x.yaml", name="x")


def test_an_edition_without_operations_is_none() -> None:
    text = "amendment: x\noperations:\n  - delete: Article 3\n    edition: en\n"
    assert read(text, "ja").amendment.operations == ()
    assert told("amendment: x\noperations: []\n", "ja") == ["2:13 no-operations operations"]


@pytest.mark.parametrize("name", sorted(path.stem for path in KITANO.glob("*.yaml")))
def test_what_is_written_is_read_back_by_each_edition(name: str) -> None:
    text = (KITANO / f"{name}.yaml").read_text(encoding="utf-8")
    amendments: dict[str, Amendment] = {
        style.language: read_amendment(text, style, file=name, name=name, styles=BOTH).amendment
        for style in BOTH
    }
    written = write_editions(amendments, {style.language: style for style in BOTH})
    for style in BOTH:
        again = read_amendment(written, style, file=name, name=name, styles=BOTH).amendment
        assert again == amendments[style.language]
    operations = max(len(each.operations) for each in amendments.values())
    assert written.count("\n  - ") == operations, "what both say is written once"


def test_the_example_of_the_reference_is_read_by_both_editions() -> None:
    page = (KITANO.parents[2] / "docs" / "editions.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    for style, count in ((JA, 3), (EN, 4)):
        found = read_amendment(example, style, file="x.yaml", styles=BOTH).amendment
        assert len(found.operations) == count


@pytest.mark.parametrize("name", ["amendment.ja-en.yaml", "amendment.en-ja.yaml"])
def test_the_templates_are_read_by_both_editions_with_and_without_their_examples(
    name: str,
) -> None:
    text = (KITANO.parents[2] / "templates" / name).read_text(encoding="utf-8")
    text = text.replace("{{ name }}", "x").replace("{{ tree }}", "0" * 40)
    examples = re.sub(r"^  # (?=(?:- |  ))|^  #(?=\n)", "  ", text, flags=re.MULTILINE)
    for style in BOTH:
        for each in (text, examples):
            amendment = read_amendment(each, style, file="x.yaml", name="x", styles=BOTH).amendment
            assert amendment.title
            assert amendment.reasons
            assert len(amendment.operations) >= (1 if each is text else 5)


def test_operations_that_differ_in_more_than_words_name_their_edition() -> None:
    one = read("amendment: x\noperations:\n  - delete: 第3条\n  - delete: 第5条\n", "ja").amendment
    other = read(
        "amendment: x\noperations:\n  - delete: 第4条\n  - delete: 第5条\n", "en"
    ).amendment
    assert write_editions({"ja": one, "en": other}, {"ja": JA, "en": EN}) == (
        "amendment: x\noperations:\n  - delete: 第３条\n    edition: ja\n"
        "  - delete: Article 4\n    edition: en\n  - delete: 第５条\n"
    )


MOVING = """\
amendment: x
operations:
  - move: 第12条
    to: 第5条
    remark: {ja: 章立ての整理, en: Order of the chapters}
  - split: 第10条
    into:
      - article: 第10条
        paragraphs: 第10条第１項
      - article: 第11条
        paragraphs: 第10条第２項
        key: second
        heading: {ja: 第二の条, en: The second one}
    heir: 第10条
  - merge: 第14条から第15条まで
    into: 第15条
    heir: 第14条
    heading: {ja: 合わせた条, en: The merged one}
  - delete: 第20条
    delete_when: {ja: 合併の時, en: upon the merger}
"""


def test_what_moves_splits_and_merges_has_its_words_in_both() -> None:
    japanese, english = read(MOVING).amendment, read(MOVING, "en").amendment
    _, split, merge, delete = english.operations
    assert isinstance(split, Split)
    assert isinstance(merge, Merge)
    assert [part.heading for part in split.parts] == [None, "The second one"]
    assert (merge.heading, delete.dates.delete_when) == ("The merged one", "upon the merger")
    assert english.operations[0].remark == "Order of the chapters"  # type: ignore[union-attr]
    text = write_editions({"ja": japanese, "en": english}, {"ja": JA, "en": EN})
    assert (read(text).amendment, read(text, "en").amendment) == (japanese, english)
    assert "edition:" not in text


def test_a_part_without_its_heading_in_one_edition_is_told() -> None:
    text = MOVING.replace("{ja: 第二の条, en: The second one}", "第二の条")
    (found,) = told(text, "en")
    assert found.startswith("13:18 edition-text-missing ")
