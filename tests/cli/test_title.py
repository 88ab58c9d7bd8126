"""The title of the articles: learned from the document at import, and printed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from amendtool.repository.config import read_config
from amendtool.workflow.document_title import learned_title, with_title
from tests.cli.conftest import Repository, call

SETTINGS = {
    "en": b'title = "Articles of Incorporation"\nlanguage = "en"\n',
    "ja": 'title = "定款"\nlanguage = "ja"\n'.encode(),
}
COVERS = [
    ("en", "Bylaws", "Bylaws"),
    ("en", "BYLAWS\nOF\nQUAY CLUB, INC.", "Bylaws"),
    ("en", "BY-LAWS OF THE QUAY CLUB", "By-Laws"),
    ("en", "QUAY CLUB, INC.\nAmended and Restated Bylaws", "Amended and Restated Bylaws"),
    ("en", "ARTICLES OF ASSOCIATION\nof Quay Limited", "Articles of Association"),
    ("en", "ARTICLES OF INCORPORATION\nOF QUAY, INC.", None),
    (
        "en",
        "LIMITED LIABILITY COMPANY AGREEMENT OF QUAY LLC",
        "Limited Liability Company Agreement",
    ),
    ("en", "LIMITED PARTNERSHIP AGREEMENT", "Limited Partnership Agreement"),
    ("en", "TRUST DEED OF QUAY", "Trust Deed"),
    ("en", "These rules of the club were adopted by the members.", None),
    ("en", "", None),
    ("ja", "会　則", "会則"),
    ("ja", "潮見会会則", "会則"),
    ("ja", "株式会社青空　取締役会規程", "取締役会規程"),
    ("ja", "取締役会規則（平成20年）", "取締役会規則"),
    ("ja", "株式会社青空定款", None),
    ("ja", "定　款", None),
    ("ja", "本会の規約を次のとおり定める。", None),
    ("ja", "海洋憲法改正草案\n\n海の憲法", "海洋憲法改正草案"),
    ("ja", "倫理綱領", "倫理綱領"),
    ("ja", "青空株式会社", None),
    ("ja", "前文", None),
    ("ja", "令和８年６月２５日制定", None),
    ("ja", "（案）", None),
    ("en", "CERTIFICATE", "CERTIFICATE"),
    ("en", "Code of Conduct", "Code of Conduct"),
    ("en", "STANDING ORDERS\n\nof the Quay Club", "STANDING ORDERS"),
    ("en", "QUAY CLUB, INC.", None),
    ("en", "Preamble", None),
    ("en", "The members of the club have agreed as follows:", None),
    ("en", "Draft", None),
    ("en", "Effective May 1, 2026", None),
    ("en", "Statutes of Freunde der Alten Linde e.V.", "Statutes"),
    (
        "en",
        "THE COMPANIES ACT 2006\nARTICLES OF ASSOCIATION OF STREAM ARTS C.I.C.",
        "Articles of Association",
    ),
    ("en", "STATUTES FOR THE BAY HOUSING COOPERATIVE", "Statutes"),
    ("en", "Bylaws for Quay Club", "Bylaws"),
    ("en", "MEMORANDUM AND RULES OF THE QUAY SOCIETY", "Memorandum and Rules"),
    ("en", "TRUST DEED OF THE QUAY MUSIC TRUST", "Trust Deed"),
    ("en", "Standing Orders of the Parish Council of Quay", "Standing Orders"),
    ("en", "Terms of Reference of the Audit Committee", "Terms of Reference"),
    ("en", "Rules of the board e.g. for meetings.", None),
]


@pytest.mark.parametrize(("language", "cover", "title"), COVERS)
def test_a_document_tells_its_title(language: str, cover: str, title: str | None) -> None:
    assert learned_title(cover, read_config(SETTINGS[language])) == title


def test_a_title_that_somebody_chose_stays() -> None:
    config = read_config(b'title = "Rules of the House"\nlanguage = "en"\n')
    assert learned_title("Bylaws", config) is None


def test_the_title_is_set_for_its_edition() -> None:
    content = 'language = "en"\n\n[editions.ja]\nhouse = "ja-notice"\n\n[drafting]\n'
    config = read_config(content.encode())
    assert with_title(content, config.edition("ja"), "会則") == content.replace(
        "[editions.ja]\n", '[editions.ja]\ntitle = "会則"\n'
    )
    assert with_title(content, config, "Bylaws").startswith('title = "Bylaws"\nlanguage')


@pytest.mark.parametrize(
    ("language", "document", "title"),
    [
        ("en", "Bylaws\n\nSection 1. Name\nThe club is called Quay Club.\n", "Bylaws"),
        ("ja", "会　則\n\n（名称）\n第１条　本会は、潮見会という。\n", "会　則"),
    ],
)
def test_it_is_printed_once(tmp_path: Path, language: str, document: str, title: str) -> None:
    made = Repository(path=tmp_path / "r")
    assert call("init", str(made.path), "--language", language).code == 0
    made.write("d.txt", document.encode())
    done = made.at("import", str(made.path / "d.txt"))
    assert done.code == 0, done.err
    assert "git add articles amendtool.toml" in done.out
    (made.path / "d.txt").unlink()
    made.commit("The rules")
    made.at("export", "-o", "out.txt", "--no-revisions")
    lines = (made.path / "out.txt").read_text(encoding="utf-8").split("\n")
    assert lines[0] == title
    assert lines.count(title) == 1
    assert not {"Articles of Incorporation", "定款"} & set(lines)


def test_where_a_text_stands_is_no_change_that_is_drafted(tmp_path: Path) -> None:
    made = Repository(path=tmp_path / "r")
    assert call("init", str(made.path), "--language", "ja").code == 0
    text = (
        "第１条　本会は、潮見会という。\n\n第２条　会費を納める。\n\n第３条\n会計は、監事が見る。\n"
    )
    made.write("d.txt", f"会則\n\n{text}".encode())
    assert made.at("import", str(made.path / "d.txt")).code == 0
    (made.path / "d.txt").unlink()
    made.commit("The rules")
    made.at("export", "-o", "out.txt", "--no-revisions")
    out = made.path / "out.txt"
    assert "第３条\n会計は、" in out.read_text(encoding="utf-8")
    done = made.at("draft", "out.txt", "-o", "x.yaml")
    assert "nothing-to-draft" in done.err
