"""Marks right before their texts, （１）冷蔵庫: imported, exported and drafted as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Repository, call
from tests.importing.word_files import package, paragraph

RULES = ("備品管理規程", "（目的）", "第１条　この規程は、備品の管理を定める。", "（備品の種類）")
"""What stands before the list."""
END = ("（管理）", "第３条　備品は総務部長が管理する。")

Lines = Sequence[str]

TIGHT: dict[str, tuple[Lines, str]] = {
    "（１）": (("第２条　備品は、次のとおりとする。", "（１）冷蔵庫", "（２）電子レンジ"), '[""]'),
    "①": (("第２条　備品は、次のとおりとする。", "①冷蔵庫", "②電子レンジ"), '[""]'),
    "1.": (("第２条　備品は、次のとおりとする。", "1.冷蔵庫", "2.電子レンジ"), '[""]'),
    "１）": (("第２条　備品は、次のとおりとする。", "１）冷蔵庫", "２）PC一式"), '[""]'),
    "ア．": (("第２条　備品は、次のとおりとする。", "ア．冷蔵庫", "イ．電子レンジ"), '[""]'),
    "一、": (("第２条　備品は、次のとおりとする。", "一、冷蔵庫", "二、電子レンジ"), '[""]'),
    "ア": (("第２条　備品は、次のとおりとする。", "ア冷蔵庫", "イ電子レンジ"), '[""]'),
    "1": (("第２条　備品は、次のとおりとする。", "1冷蔵庫", "2テレビ", "3電子レンジ"), '[""]'),
    "一": (("第２条　備品は、次のとおりとする。", "一冷蔵庫", "二電子レンジ"), '[""]'),
    "(a)": (("第２条　備品は、次のとおりとする。", "(a)冷蔵庫", "(b)電子レンジ"), '[""]'),
    "two depths": (
        ("第２条　備品は、次のとおりとする。", "（１）家電", "①冷蔵庫", "②電子レンジ", "（２）机"),
        '["", ""]',
    ),
    "the outer depth": (
        (
            "第２条　備品は、次のとおりとする。",
            "（１）家電",
            "ア　冷蔵庫",
            "イ　レンジ",
            "（２）机",
        ),
        '[""]',
    ),
    "the inner depth": (
        ("第２条　備品は、次のとおりとする。", "（１）　家電", "①冷蔵庫", "②レンジ", "（２）　机"),
        '["　", ""]',
    ),
}


def text_file(lines: Lines, folder: Path, name: str = "規程.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def word_file(lines: Lines, folder: Path) -> Path:
    """The lines as paragraphs in which every mark is typed."""
    path = folder / "規程.docx"
    path.write_bytes(package("".join(map(paragraph, lines))))
    return path


def imported(source: Path) -> tuple[Repository, str]:
    """The repository of a document, and what its settings say."""
    folder = source.parent / "repository"
    folder.mkdir()
    done = call("-C", str(folder), "import", str(source), "--company", "見本株式会社", "--yes")
    assert (done.code, done.err) == (0, "")
    assert b"warning[mark" not in done.data
    return Repository(path=folder), (folder / "amendtool.toml").read_text(encoding="utf-8")


def exported(repository: Repository, form: str) -> Path:
    path = repository.path.parent / f"out.{form}"
    assert repository.at("export", "-o", str(path), "--no-revisions", "--force").code == 0
    return path


def lines(path: Path) -> list[str]:
    """The lines of a document of text or Word without what only lays them out."""
    if path.suffix == ".docx":
        found = [
            line for one in docx.Document(str(path)).paragraphs for line in one.text.split("\n")
        ]
    else:
        found = path.read_text(encoding="utf-8").split("\n")
    return [line.strip() for line in found if line.strip()]


def nothing_to_draft(repository: Repository, source: Path) -> bool:
    done = repository.at("draft", str(source), "-o", str(repository.path / "amendments/no.yaml"))
    return "nothing-to-draft" in done.err


@pytest.mark.parametrize("made", [text_file, word_file])
@pytest.mark.parametrize("marks", TIGHT)
def test_a_mark_right_before_its_text_prints_so(marks: str, made: object, tmp_path: Path) -> None:
    article, gaps = TIGHT[marks]
    document = (*RULES, *article, *END)
    source = (text_file if made is text_file else word_file)(document, tmp_path)
    repository, settings = imported(source)
    assert f"\n[drafting]\nitems_gap = {gaps}\n" in settings
    assert "items =" not in settings
    assert lines(exported(repository, "txt")) == list(document)
    assert lines(exported(repository, "docx")) == list(document)
    assert nothing_to_draft(repository, source)
    for form in ("txt", "docx", "html", "md"):
        assert nothing_to_draft(repository, exported(repository, form)), form
    assert repository.at("check").code == 0


@pytest.mark.parametrize("marks", ["２．前項", "②前項", "（２）前項", "２前項", "2前項"])
def test_paragraphs_have_a_setting_of_their_own(marks: str, tmp_path: Path) -> None:
    mark = marks.removesuffix("前項")
    second = mark.replace("２", "３").replace("②", "③").replace("2", "3")
    document: Lines = (
        *RULES, "第２条　備品は、次のとおりとする。", "（１）　冷蔵庫", "（２）　机",
        f"{mark}前項の備品は番号を付ける。", f"{second}その他は別に定める。", *END,
    )  # fmt: skip
    if mark == "（２）":
        document = (*document[:5], *document[7:])  # they would go on with the list
    source = text_file(document, tmp_path)
    repository, settings = imported(source)
    gap = "items_gap = [" if mark == "（２）" else 'paragraph_gap = ""'
    assert gap in settings
    assert lines(exported(repository, "txt")) == list(document)
    assert nothing_to_draft(repository, source)
    assert nothing_to_draft(repository, exported(repository, "docx"))


MIXED: dict[str, tuple[Lines, str]] = {
    "most tight": (("（１）冷蔵庫", "（２）　机", "（３）椅子"), 'items_gap = [""]'),
    "most apart": (("（１）　冷蔵庫", "（２）机", "（３）　椅子"), ""),
    "as many": (("①冷蔵庫", "②　机"), ""),
    "bare, most tight": (("ア冷蔵庫", "イ　机", "ウ椅子"), 'items_gap = [""]'),
    "bare, most apart": (("ア　冷蔵庫", "イ机", "ウ　椅子"), ""),
    "kanji, most apart": (("一　冷蔵庫", "二　机", "三電話機", "四　椅子"), ""),
    "stops": (("１．冷蔵庫", "２．　机", "３．椅子"), 'items_gap = [""]'),
    "the inner depth": (
        ("（１）　家電", "ア冷蔵庫", "イ　レンジ", "ウ机", "（２）　机"),
        '["　", ""]',
    ),
    "paragraphs, most tight": (
        ("２前項の備品", "３　備品の番号", "４その他の備品"),
        'paragraph_gap = ""',
    ),
    "paragraphs, most apart": (("２　前項の備品", "３備品の番号", "４　その他の備品"), ""),
    "ringed paragraphs": (("②　前項の備品", "③備品の番号", "④　その他の備品"), ""),
}  # fmt: skip
"""Levels in which some marks stand right before their texts and some do not."""


@pytest.mark.parametrize("marks", MIXED)
def test_a_mark_that_departs_keeps_what_parts_it(marks: str, tmp_path: Path) -> None:
    article, gap = MIXED[marks]
    document = (*RULES, "第２条　備品は、次のとおりとする。", *article, *END)
    made = word_file if "apart" in marks else text_file
    source = made(document, tmp_path)
    repository, settings = imported(source)
    assert gap in settings
    assert gap or "_gap" not in settings
    assert lines(exported(repository, "txt")) == list(document)
    assert lines(exported(repository, "docx")) == list(document)
    assert nothing_to_draft(repository, source)
    for form in ("txt", "docx", "html", "md"):
        assert nothing_to_draft(repository, exported(repository, form)), form
    assert repository.at("check").code == 0


@pytest.mark.parametrize("gap", ["　", " ", "\t", "  "])
def test_how_wide_a_space_is_makes_no_setting(gap: str, tmp_path: Path) -> None:
    article = (
        "第２条　備品は、次のとおりとする。",
        f"（１）{gap}冷蔵庫",
        f"（２）{gap}机",
        "（３）椅子",
    )
    repository, settings = imported(text_file((*RULES, *article, *END), tmp_path))
    assert "[drafting]" not in settings
    found = lines(exported(repository, "txt"))
    assert {"（１）　冷蔵庫", "（２）　机", "（３）椅子"} <= set(found)


def test_a_mark_that_would_run_into_its_text_keeps_a_space(tmp_path: Path) -> None:
    article = (
        "第２条　備品は、次のとおりとする。",
        "1.冷蔵庫",
        "2.机",
        "3.　5日以内の借用品",
        "4.椅子",
    )
    document = (*RULES, *article, *END)
    repository, _ = imported(text_file(document, tmp_path))
    assert lines(exported(repository, "txt")) == list(document)
    assert nothing_to_draft(repository, exported(repository, "txt"))


def test_an_amendment_and_its_table_print_so(tmp_path: Path) -> None:
    article = ("第２条　備品は、次のとおりとする。", "（１）冷蔵庫", "（２）電子レンジ")
    repository, _ = imported(text_file((*RULES, *article, *END), tmp_path))
    edited = text_file((*RULES, *article, "（３）事務用の椅子", *END), tmp_path, "改正.txt")
    out = repository.path / "amendments/chairs.yaml"
    assert repository.at("draft", str(edited), "-o", str(out)).code == 0
    repository.commit("The proposal")
    table = repository.path.parent / "table.md"
    done = repository.at("table", "chairs", "--format", "md", "-o", str(table))
    assert done.code == 0, done.err
    text = table.read_text(encoding="utf-8")
    assert "（３）事務用の椅子" in text
    assert "（３）　" not in text
    assert repository.at("apply", "chairs", "--adopted", "2020-06-25").code == 0
    assert lines(exported(repository, "txt")) == lines(edited)


ADDED: dict[str, tuple[Lines, str, str]] = {
    "ア": (("ア冷蔵庫", "イ電子レンジ"), "ウ", "ウ事務用の椅子"),
    "一": (("一冷蔵庫", "二電子レンジ"), "三", "三事務用の椅子"),
    "1": (("1冷蔵庫", "2テレビ"), "3", "3事務用の椅子"),
    "a measure": (("１冷蔵庫", "２電子レンジ"), "３", "３　人以上で使う椅子"),
    "departing": (("（１）　机", "（２）　棚"), "（３）", "（３）　事務用の椅子"),
    "departing, tight": (("①机", "②　棚", "③椅子", "④　箱"), "⑤", "⑤　事務用の椅子"),
}
"""Items, the number of the one that an amendment brings, and how it prints."""


@pytest.mark.parametrize("case", ADDED)
def test_a_new_item_prints_as_those_beside_it(case: str, tmp_path: Path) -> None:
    items, number, added = ADDED[case]
    article = ("第２条　備品は、次のとおりとする。", *items)
    repository, _ = imported(text_file((*RULES, *article, *END), tmp_path))
    words = added.removeprefix(number).strip()
    amendment = repository.path / "amendments/chairs.yaml"
    level = len(items) + 1
    amendment.write_text(
        "amendment: chairs\ntitle: 備品管理規程の改正\nreasons:\n  - 椅子を備えるため\n"
        f"operations:\n  - insert: 第２条第{level}号\n    text: |\n      {number}　{words}\n",
        encoding="utf-8",
    )
    repository.commit("The proposal")
    done = repository.at("apply", "chairs", "--adopted", "2020-06-25")
    assert done.code == 0, done.err
    found = lines(exported(repository, "txt"))
    assert found == [*RULES, *article, added, *END]


@pytest.mark.parametrize(
    "marks", [("ア", "イ", "ウ"), ("１", "２", "３"), ("（１）", "（２）", "（３）")]
)
def test_the_text_of_an_operation_is_written_as_it_prints(
    marks: tuple[str, str, str], tmp_path: Path
) -> None:
    texts = ("冷蔵庫", "電子レンジ", "事務用の椅子")
    article = (
        "第２条　備品は、次のとおりとする。",
        *(m + t for m, t in zip(marks, texts, strict=True)),
    )
    repository, _ = imported(text_file((*RULES, *article, *END), tmp_path))
    other = (
        "（備品の置場）",
        "第３条　備品の置場は、次のとおりとする。",
        f"{marks[0]}倉庫",
        f"{marks[1]}会議室",
    )
    last = END[1].replace("第３条", "第４条")
    edited = text_file((*RULES, *article, *other, END[0], last), tmp_path, "改正.txt")
    out = repository.path / "amendments/places.yaml"
    assert repository.at("draft", str(edited), "-o", str(out)).code == 0
    drafted = out.read_text(encoding="utf-8")
    assert f"{marks[0]}倉庫" in drafted
    assert f"{marks[1]}会議室" in drafted
    repository.commit("The proposal")
    for form in ("md", "html", "docx"):
        table = repository.path.parent / f"table.{form}"
        assert repository.at("table", "places", "--format", form, "-o", str(table)).code == 0
    text = (repository.path.parent / "table.md").read_text(encoding="utf-8")
    assert f"{marks[0]}倉庫" in text
    assert repository.at("apply", "places", "--adopted", "2020-06-25").code == 0
    assert lines(exported(repository, "txt")) == lines(edited)
    assert nothing_to_draft(repository, edited)


def clause_files(repository: Repository) -> dict[str, str]:
    folder = repository.path / "articles"
    return {each.name: each.read_text(encoding="utf-8") for each in folder.glob("*.md")}


def test_files_with_spaces_are_not_written_anew(tmp_path: Path) -> None:
    """What was kept with a space prints as its level does, until its article is amended."""
    article = ("第２条　備品は、次のとおりとする。", "ア　冷蔵庫", "イ　机")
    repository, _ = imported(text_file((*RULES, *article, *END), tmp_path))
    settings = repository.path / "amendtool.toml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(f'{told}\n[drafting]\nitems_gap = [""]\n', encoding="utf-8")
    before = clause_files(repository)
    assert "ア冷蔵庫" in lines(exported(repository, "txt"))
    (repository.path / "amendments/a.yaml").write_text(
        "amendment: a\ntitle: 改正\nreasons:\n  - 担当が変わるため\n"
        "operations:\n  - replace: 第３条\n"
        "    text: 備品は経理部長が管理する。\n",
        encoding="utf-8",
    )
    repository.commit("Tight")
    done = repository.at("apply", "a", "--adopted", "2020-06-25")
    assert done.code == 0, done.err
    after = clause_files(repository)
    assert [name for name in before if before[name] != after[name]] == ["003-管理.md"]
    (repository.path / "amendments/b.yaml").write_text(
        "amendment: b\ntitle: 改正\nreasons:\n  - 椅子を備えるため\n"
        "operations:\n  - insert: 第２条第３号\n"
        "    text: 椅子\n",
        encoding="utf-8",
    )
    repository.commit("A chair")
    done = repository.at("apply", "b", "--adopted", "2020-06-26")
    assert done.code == 0, done.err
    assert "- ア冷蔵庫\n- イ机\n- ウ椅子\n" in clause_files(repository)["002-備品の種類.md"]


WORDS: dict[str, tuple[Lines, set[str]]] = {
    "二人": (("一冷蔵庫", "二人掛けの椅子", "三机"), {"mark-in-doubt"}),
    "２人": (("１冷蔵庫", "２人掛けの椅子", "３机"), {"mark-in-doubt"}),
    "二次": (("一予備の机", "二次電池", "三机"), {"mark-in-doubt"}),
    "the last": (("１冷蔵庫", "２机", "３人以上の椅子"), {"mark-as-text"}),
    "the last, kanji": (("一冷蔵庫", "二机", "三人掛けの椅子"), {"mark-as-text"}),
    "アルコール": (("アルコール飲料", "イ冷蔵庫", "ウ机"), {"mark-as-text", "line-joined"}),
    "paragraphs": (("２人以上の者が使う。", "３　前項の備品"), {"mark-in-doubt"}),
}


@pytest.mark.parametrize("case", WORDS)
def test_a_number_that_may_be_part_of_a_word_is_doubted(case: str, tmp_path: Path) -> None:
    items, codes = WORDS[case]
    document = (*RULES, "第２条　備品は、次のとおりとする。", *items, *END)
    source = text_file(document, tmp_path)
    folder = tmp_path / "repository"
    folder.mkdir()
    done = call("-C", str(folder), "import", str(source), "--company", "見本株式会社", "--yes")
    known = ("mark-in-doubt", "mark-as-text", "line-joined")
    assert {code for code in known if code.encode() in done.data} == codes
    repository = Repository(path=folder)
    assert "".join(lines(exported(repository, "txt"))) == "".join(document)
    assert nothing_to_draft(repository, exported(repository, "md"))


@pytest.mark.parametrize("second", ["２前項の備品", "２前条の備品", "2前二項の備品"])
def test_a_second_paragraph_needs_no_third(second: str, tmp_path: Path) -> None:
    document = (*RULES, "第２条　備品は、次のとおりとする。", f"{second}には番号を付ける。", *END)
    repository, settings = imported(text_file(document, tmp_path))
    assert 'paragraph_gap = ""' in settings
    assert lines(exported(repository, "txt")) == list(document)
    assert f"\n\n{second}" in clause_files(repository)["002-備品の種類.md"]


@pytest.mark.parametrize("marks", ["１２３", "一二三", "アイウ"])
def test_a_hyphen_may_stand_before_a_mark_without_a_sign(marks: str, tmp_path: Path) -> None:
    items = [f"- {mark}{text}" for mark, text in zip(marks, ("机", "椅子", "棚"), strict=True)]
    source = tmp_path / "規程.md"
    source.write_text(
        "# 備品管理規程\n\n## 第１条（種類）\n\n備品は、次のとおりとする。\n\n"
        + "\n".join(items)
        + "\n\n## 第２条（管理）\n\n備品は総務部長が管理する。\n",
        encoding="utf-8",
    )
    repository, settings = imported(source)
    assert 'items_gap = [""]' in settings
    assert "\n".join(items) in clause_files(repository)["001-種類.md"]
    assert nothing_to_draft(repository, source)
    assert nothing_to_draft(repository, exported(repository, "md"))


@pytest.mark.parametrize("items", [("一　机", "二椅子"), ("一　机", "二　棚", "三椅子")])
def test_a_last_number_before_its_text_below_others_apart_is_doubted(
    items: Lines, tmp_path: Path
) -> None:
    document = (*RULES, "第２条　備品は、次のとおりとする。", *items, *END)
    folder = tmp_path / "repository"
    folder.mkdir()
    source = text_file(document, tmp_path)
    done = call("-C", str(folder), "import", str(source), "--company", "見本株式会社", "--yes")
    assert b"mark-in-doubt" in done.data
    repository = Repository(path=folder)
    assert lines(exported(repository, "txt")) == list(document)
    assert f"- {items[-1]}\n" in clause_files(repository)["002-備品の種類.md"]


@pytest.mark.parametrize(
    "texts",
    [
        ("一般の社員は、総務部長に届け出る。", "その他は別に定める。"),
        ("一方が故障したときは、他方を使う。", "2人以上で使うときは、届け出る。"),
        ("十分な数の備品を置く。", "百円未満の備品は除く。"),
        ("三田倉庫に備品を置く。", "四谷倉庫も同じとする。"),
    ],
)
def test_a_word_that_begins_with_a_number_is_text(texts: Lines, tmp_path: Path) -> None:
    document = (*RULES, "第２条　備品は、次のとおりとする。", *texts, *END)
    repository, settings = imported(text_file(document, tmp_path))
    assert "_gap" not in settings
    assert lines(exported(repository, "txt")) == list(document)
    assert "- " not in clause_files(repository)["002-備品の種類.md"]


def test_it_may_be_set_by_hand(tmp_path: Path) -> None:
    article = ("第２条　備品は、次のとおりとする。", "（１）　冷蔵庫", "（２）　机")
    repository, _ = imported(text_file((*RULES, *article, *END), tmp_path))
    settings = repository.path / "amendtool.toml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(f'{told}\n[drafting]\nitems_gap = [""]\n', encoding="utf-8")
    repository.commit("Tight")
    assert "（１）冷蔵庫" in lines(exported(repository, "txt"))


@pytest.mark.parametrize(
    ("second", "items"),
    [
        ("２備品の係は、次の者とする。", ("一幹事", "二会計")),
        ("２備品の係は、次の者とする。", ("（１）幹事", "（２）会計")),
        ("2備品の係は、次の者とする。", ("ア　幹事", "イ　会計")),
    ],
)
def test_a_list_right_below_tells_a_second_paragraph_by_itself(
    second: str, items: tuple[str, str], tmp_path: Path
) -> None:
    document: Lines = (*RULES, "第２条　備品は、大切に使う。", second, *items, *END)
    source = text_file(document, tmp_path)
    repository, settings = imported(source)
    assert 'paragraph_gap = ""' in settings
    assert lines(exported(repository, "txt")) == list(document)
    assert nothing_to_draft(repository, source)


def test_a_list_right_below_makes_no_number_of_a_word(tmp_path: Path) -> None:
    document: Lines = (
        *RULES, "第２条　備品は、大切に使う。", "２人以上の係は、次の者とする。", "（１）幹事",
        "（２）会計", *END,
    )  # fmt: skip
    repository, settings = imported(text_file(document, tmp_path))
    assert "paragraph_gap" not in settings
    assert any("２人以上の係は" in each for each in lines(exported(repository, "txt")))
