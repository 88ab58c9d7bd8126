"""Articles numbered in forms of their own: every mark and every character stays as it is."""

from __future__ import annotations

import html
import re
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Repository, call

CONFIG = """company = "神\U000e0100野商会"
title = "定款"
language = "ja"
style = "ja"
house = "ja-notice"

[drafting]
article = "第十条"
heading = "beside"
supplementary = "附則"
"""
# U+FA19 and U+795E, an IVS, punctuation of both widths, half-width katakana, a combining mark.
NAME = "当会社は、神社の神と葛\U000e0100城､｢ｶﾅ｣､か\u3099を、A．B．Ｃ.(丙）と称する。"
ARTICLES = {
    "001-name.md": f"# 商号\n\n{NAME}\n",
    "002-purpose.md": (
        "# 目的\n\n当会社は、次の事業を営む。\n\n"
        "- 一　製造\n  - イ　部品\n  - ロ　電気機械及び工具\n- 二　販売\n\n"
        "②　前項の事業に附帯する業務を営む。\n"
    ),
    "003-office.md": (
        "# 本店\n\n当会社は、本店を次の地に置く。\n\n- 一　東京都\n\n②　支店を置くことができる。\n"
    ),
    "004-notice.md": (
        "# 公告\n\n公告は、次の方法による。\n\n"
        "- １　電子公告\n- ２　官報\n\n2　前項は、変更できる。\n"
    ),
    "supplementary/000-first.md": "この定款は、成立の日から施行する。\n\n②　本附則は、削除する。\n",
}


@pytest.fixture
def company(tmp_path: Path) -> Repository:
    """Articles in the forms 第一条, ② and 一, with one article apart from the others."""
    repository = Repository(path=tmp_path / "company")
    assert call("init", str(repository.path), "--company", "x", "--language", "ja").code == 0
    repository.write("amendtool.toml", CONFIG.encode())
    for name, text in ARTICLES.items():
        repository.write(f"articles/{name}", text.encode())
    repository.commit("The articles")
    return repository


def changed_lines(repository: Repository, old: str = "HEAD~1") -> list[str]:
    diff = repository.git("diff", "--unified=0", "--no-renames", old, "HEAD", "--", "articles")
    return [line for line in diff.splitlines() if re.match(r"[+-](?![+-]{2} )", line)]


def test_the_marks_of_the_articles_are_printed_and_stay_in_the_files(company: Repository) -> None:
    company.amend(
        "add",
        "- insert: 第二条第一項第三号\n  text: 輸出\n"
        "- replace: 第四条第一項第二号\n  text: 日刊新聞\n"
        "- insert: 第三条第三項\n  text: 出張所も、同様とする。\n",
    )
    table = company.at("table", "add", "--json").record
    cells = {
        row["key"]: (
            [block_text(block) for block in row["present"]],
            [block_text(block) for block in row["proposed"]],
        )
        for row in table["rows"]
    }
    present, proposed = cells["purpose"]
    assert "第二条（目的）" in present
    assert ["三　輸出" if text == "（新　設）" else text for text in present] == proposed
    assert "②　前項の事業に附帯する業務を営む。" in proposed
    assert cells["office"][1][-1] == "③　出張所も、同様とする。"
    assert "２　日刊新聞" in cells["notice"][1]
    assert "2　前項は、変更できる。" in cells["notice"][1]
    assert company.at("apply", "add").code == 0
    assert changed_lines(company) == [
        "+- 三　輸出", "+", "+③　出張所も、同様とする。", "-- ２　官報", "+- ２　日刊新聞",
    ]  # fmt: skip


def block_text(block: dict[str, list[dict[str, str]]]) -> str:
    return "".join(run["text"] for run in block["runs"])


def test_the_marks_of_an_amendment_are_those_of_the_articles_it_comes_to(
    company: Repository,
) -> None:
    company.amend(
        "again",
        "- replace: 第二条\n"
        "  text: |\n"
        "    当会社は、次の事業を営む。\n"
        "    (1) 製造\n"
        "    イ 部品\n"
        "    ロ 電気器械及び工具\n"
        "    (2) 販売\n\n"
        "    2 前項の事業に附帯する業務を営む。\n"
        "- insert: 第五条\n"
        "  heading: 機関\n"
        "  key: organs\n"
        "  text: |\n"
        "    次の機関を置く。\n"
        "    - (1) 取締役会\n"
        "    - (2) 監査役\n\n"
        "    2 会計監査人を置く。\n"
        "- insert: 第三条第三項\n"
        "  text: ３．出張所も、同様とする。\n",
    )
    table = company.at("table", "again", "--json").record
    row = next(row for row in table["rows"] if row["key"] == "purpose")
    marked = [run["text"] for block in row["proposed"] for run in block["runs"] if run["changed"]]
    assert marked == ["電気器械"]
    assert company.at("apply", "again").code == 0
    assert changed_lines(company)[:2] == ["-  - ロ　電気機械及び工具", "+  - ロ　電気器械及び工具"]
    fifth = (company.path / "articles/005-organs.md").read_text(encoding="utf-8")
    assert fifth == (
        "# 機関\n\n次の機関を置く。\n\n- 一　取締役会\n- 二　監査役\n\n②　会計監査人を置く。\n"
    )
    third = (company.path / "articles/003-office.md").read_text(encoding="utf-8")
    assert "\n３．　出張所も、同様とする。" in third, "a mark of another look is meant"


def test_what_is_collapsed_and_renumbered_is_in_the_same_forms(company: Repository) -> None:
    company.amend(
        "shift",
        "- insert: 第二条\n  heading: 英文\n  key: english\n  text: 英文では KJ と表示する。\n",
    )
    rows = company.at("table", "shift", "--json").record["rows"]
    printed = [block_text(b) for row in rows for side in ("present", "proposed") for b in row[side]]
    assert "第二条～第四条（条文省略）" in printed
    assert "第三条～第五条（現行どおり）" in printed
    assert "第二条（英文）" in printed
    assert company.at("apply", "shift").code == 0
    assert "附則" in company.at("show").out
    assert "附　則" not in company.at("show").out


@pytest.mark.parametrize("ending", ["json", "html", "docx", "md"])
def test_every_character_comes_out_as_it_went_in(company: Repository, ending: str) -> None:
    company.amend("name", "- replace: 第一条\n  find: と称する。\n  with: という。\n")
    path = company.path / f"out.{ending}"
    assert company.at("table", "name", "-o", str(path)).code == 0
    text = words_of(path)
    assert NAME in text
    assert NAME.replace("と称する。", "という。") in text
    assert company.at("apply", "name").code == 0
    stored = (company.path / "articles/001-name.md").read_bytes()
    assert stored == ARTICLES["001-name.md"].replace("と称する。", "という。").encode()


def words_of(path: Path) -> str:
    """The text of a table as another reader gives it back."""
    if path.suffix == ".docx":
        table = docx.Document(str(path)).tables[0]
        return "\n".join(cell.text for row in table.rows for cell in row.cells)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        import json

        rows = json.loads(text)["rows"]
        cells = [block for row in rows for side in ("present", "proposed") for block in row[side]]
        return "\n".join(map(block_text, cells))
    return html.unescape(re.sub(r"</?(?:u|ins|del|span|strong|b)\b[^>]*>", "", text))


def test_a_form_that_is_set_is_printed_and_the_files_keep_theirs(company: Repository) -> None:
    company.write(
        "amendtool.toml", (CONFIG + 'paragraph = "２"\nitems = ["（１）", "ア"]\n').encode()
    )
    company.commit("Forms")
    shown = company.at("show", "第二条").out
    assert "（１）　製造" in shown
    assert "ア　部品" in shown
    assert "２　前項の事業" in shown
    company.amend("set", "- replace: 第二条第一項第二号\n  text: 卸売\n")
    assert company.at("apply", "set").code == 0
    assert changed_lines(company) == ["-- 二　販売", "+- 二　卸売"]


def test_check_notes_the_article_whose_forms_are_not_those_of_the_others(
    company: Repository,
) -> None:
    done = company.at("check", "--json")
    assert done.code == 0
    notes = [one for one in done.record["findings"] if one["code"] == "forms-differ"]
    assert [(one["file"], one["severity"]) for one in notes] == [
        ("articles/004-notice.md", "note")
    ] * len(notes)
    assert any("2" in one["message"] and "②" in one["message"] for one in notes)


def test_a_sample_that_shows_no_form_is_refused_with_its_line(company: Repository) -> None:
    company.write("amendtool.toml", (CONFIG + 'paragraph = "乙"\n').encode())
    done = company.at("show")
    assert done.code == 3
    assert "amendtool.toml:11" in done.err
    assert "sample-unclear" in done.err
