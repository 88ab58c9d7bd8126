"""What a Japanese reader is told of settings, clause files, references and git."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from amendtool.articles.address_reader import AddressError, parse
from amendtool.articles.findings import findings
from amendtool.articles.references.inventory import list_references
from amendtool.articles.styles import JA
from amendtool.articles.text.variants import only_differs
from amendtool.cli.language import spoken
from amendtool.errors import AmendtoolError, Place, Problem, RepositoryError
from amendtool.repository.config import read_config
from amendtool.repository.git import Git
from amendtool.repository.storage.loader import load
from tools.catalogue import english


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    with spoken("ja"):
        yield


def told(error: AmendtoolError) -> list[str]:
    """The messages and hints, each without English but what is typed or quoted."""
    found = [text for each in error.problems for text in (each.message, each.hint) if text]
    for text in found:
        assert english(text) == [], text
        assert not text.endswith("。"), text
    return found


SETTINGS = {
    'title = "定款': "この部分を読み取れません（文字列を閉じる引用符がありません）",
    'title = "定款\n"': "この部分を読み取れません（引用符を閉じないまま改行しています）",
    "[related]\n[related]": "この部分を読み取れません（テーブル [related] が 2 回書かれています）",
    '[drafting]\narticle = "甲条"': "「甲条」は条の番号の見本として読めません",
    "names = 1": "`names` が、定款の中で会社自身を指す名称の一覧になっていません",
    '[related]\ndocuments = ["/etc"]': "「/etc」はリポジトリの中のパスではありません",
    "[editions.xx]": "言語「xx」には対応していません",
}


@pytest.mark.parametrize("settings", SETTINGS)
def test_mistakes_in_settings(settings: str) -> None:
    with pytest.raises(AmendtoolError) as caught:
        read_config(settings.encode())
    assert SETTINGS[settings] in [each.message for each in caught.value.problems]


FILES = {
    ("001-目的.md", "# 目的\n"): "条の本文がありません",
    ("001-目的.md", "# 目的\n\n- 出版\n"): "この号は (1) のように番号で始めてください",
    (
        "001-Seal.md",
        "# 印\n\n丸\n",
    ): "キー「Seal」：S は大文字です。大文字と小文字だけが異なるキーは、"
    "システムによっては同じファイルになります",
    ("001-目的.md", "# 目的\n\n出版\u200b\n"): "[U+200B] ZERO WIDTH SPACE は印刷しても見えません。"
    "これを含む語は、見た目が同じでも別の語になります（「出版[U+200B]」）",
}


@pytest.mark.parametrize(("name", "text"), FILES)
def test_mistakes_in_clause_files(name: str, text: str) -> None:
    with pytest.raises(AmendtoolError) as caught:
        load({f"articles/{name}": text.encode()}, JA)
    assert FILES[name, text] in told(caught.value)


def test_findings_and_addresses_are_those_of_japanese_articles() -> None:
    texts = {
        "articles/001-目的.md": "# 目的\n\n前条及び第９条第２項による。\n",
        "articles/003-商号.md": "# 商号\n\n次条、前３条、各号、第１条第４号、附則第２条。\n",
    }
    loaded = load({path: text.encode() for path, text in texts.items()}, JA)
    assert [each.message for each in findings(loaded.charter, loaded.paths, JA)] == [
        "第２条がなく、番号が飛んでいます"
    ]
    missed = [r.culprit for each in list_references(loaded.charter, JA) for r in each.resolved]
    assert missed == ["前条", "第９条", "次条", "前３条", "各号", "第１条第４号", "附則第２条"]
    with pytest.raises(
        AddressError, match=re.escape("条項は「第８条第１項第３号」のように書きます")
    ):
        parse("8条", JA)


def test_a_place_and_a_problem() -> None:
    assert str(Place(line=3, column=4)) == "3 行目 4 文字目"
    assert str(Place(line=3)) == "3 行目"
    assert str(Place(file="a.md", line=3, column=4)) == "a.md:3:4"
    problem = Problem(code="x", message="誤り", hint="直す", place=Place(line=3))
    assert str(problem) == "3 行目: 誤り\n  対処：直す"


def test_what_git_refuses(tmp_path: Path) -> None:
    git = Git.create(tmp_path)
    with pytest.raises(AmendtoolError) as none:
        git.resolve("存在しない")
    assert told(none.value)[0] == (
        "「存在しない」はこのリポジトリのコミットではありません"
        "（そのようなコミット、タグ、ブランチはありません）"
    )
    with pytest.raises(RepositoryError, match="git での履歴の読み取りに失敗しました："):
        git.check("log", "--no-such-option", doing="履歴の読み取り")


def test_what_two_spellings_differ_in() -> None:
    assert only_differs("甲，乙", "甲、乙") == "読点だけが異なります"
    assert only_differs("“甲”，", '"甲"、') == "引用符と読点だけが異なります"


def test_english_comes_back() -> None:
    with spoken("en"):
        assert str(Place(line=3, column=4)) == "line 3, column 4"
        assert only_differs("甲，乙", "甲、乙") == "only the comma differs"
