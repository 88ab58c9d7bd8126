"""From one Word file with automatic numbers to another: what is drafted gives the edited numbers.

Word counts them, so an edit in the middle changes every number behind it without a character
that says so; the citations are typed, and edited with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.cli.conftest import Repository
from tests.importing.word_files import built

_ENGLISH: Final = """--- numbering
abstract 0
0 decimal "Article %1." pStyle=Heading1
1 decimal "%1.%2"
2 lowerLetter "(%3)"
3 lowerRoman "(%4)"
num 1 0
--- document
[Title] Articles of the Paper Mill
[Heading1] Name
The name is the Paper Mill, and it has the powers that Article 4 names.
[Heading1] Board
[1/1] The board has five members.
[1/1] The board may do what the members allow it to do:
[1/2] buy paper, pulp and other goods;
[1/2] sell the following goods:
[1/3] paper, and
[1/3] pulp.
[1/2] rent rooms.
[1/1] The board meets monthly, as 2.2 says.
[Heading1] Seat
The seat of the Paper Mill is in Kent.
[Heading1] Powers
The Paper Mill may do all that its members decide under Article 2.
"""
_BYLAWS: Final = """--- numbering
abstract 0
0 upperRoman "ARTICLE %1" pStyle=Heading1
1 decimalZero "Section %1.%2" legal=1
2 lowerLetter "(%3)"
num 1 0
--- document
[Title] Bylaws of the Quay Club
[Heading1] MEMBERS
[1/1] Dues. The members pay dues each year to the treasurer of the club.
[1/1] Rights. A member who has paid has the right to:
[1/2] vote at meetings;
[1/2] use the quay; and
[1/2] bring guests.
[Heading1] OFFICERS
[1/1] Officers. The officers are a president and a treasurer.
[1/1] Terms. The officers serve for two years under Section 2.01.
"""
_JAPANESE: Final = """--- numbering
abstract 0
0 decimalFullWidth "第%1条" pStyle=Heading1
1 decimalFullWidth "%2"
2 aiueoFullWidth "（%3）"
num 1 0
--- document
[Title] 協会定款
[Heading1] （名称）
本会は、青空協会と称し、第３条に定める事業を行う。
[Heading1] （会員）
本会の会員は、次のとおりとする。
[1/2] 正会員
[1/2] 賛助会員
[1/2] 名誉会員
[Heading1] （事業）
本会は、講演会を開催し、会報を発行する。
[Heading1] （解散）
本会は、総会の決議により解散する。
"""
_EDITS: Final = {
    "an item in the middle": (
        _ENGLISH, "[1/2] sell the", "[1/2] lend money to members;\n[1/2] sell the",
    ),
    "an item that goes": (_ENGLISH, "[1/2] buy paper, pulp and other goods;\n", ""),
    "a paragraph in front": (
        _ENGLISH, "[1/1] The board has", "[1/1] There is a board.\n[1/1] The board has",
    ),
    "an article in the middle": (
        _ENGLISH,
        "[Heading1] Seat\n",
        "[Heading1] Seal\nThe seal of the Paper Mill is round.\n[Heading1] Seat\n",
        "Article 4", "Article 5",
    ),
    "an article that goes": (
        _ENGLISH, "[Heading1] Seat\nThe seat of the Paper Mill is in Kent.\n", "",
        "Article 4", "Article 3",
    ),
    "words alone": (_ENGLISH, "five members", "seven members"),
    "a section in the middle": (
        _BYLAWS,
        "[1/1] Rights.",
        "[1/1] Guests. A guest is welcome for one day in each month.\n[1/1] Rights.",
    ),
    "a part in front": (
        _BYLAWS,
        "[Heading1] MEMBERS",
        "[Heading1] NAME\n[1/1] Name. The name of the club is the Quay Club.\n[Heading1] MEMBERS",
        "Section 2.01", "Section 3.01",
    ),
    "an item of a section": (_BYLAWS, "[1/2] use the quay; and\n", ""),
    "an article in Japanese": (
        _JAPANESE,
        "[Heading1] （事業）",
        "[Heading1] （会費）\n会員は、毎年度、会費を納めなければならない。\n[Heading1] （事業）",
        "第３条", "第４条",
    ),
    "an item in Japanese": (_JAPANESE, "[1/2] 賛助会員", "[1/2] 準会員\n[1/2] 賛助会員"),
    "an article that goes in Japanese": (
        _JAPANESE, "[Heading1] （事業）\n本会は、講演会を開催し、会報を発行する。\n", "",
    ),
}  # fmt: skip


def _printed(repository: Repository) -> str:
    result = repository.at("export", "--format", "txt", "--no-revisions")
    assert result.code == 0, result.err
    return result.out


def _imported(repository: Repository, path: Path) -> str:
    result = repository.at("import", str(path))
    assert result.code == 0, result.err
    repository.commit("The articles as they were imported")
    return _printed(repository)


_QUICK: Final = ("a part in front", "an article in Japanese", "an item in the middle")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in _QUICK else pytest.mark.long)
        for name in sorted(_EDITS)
    ],
)
def test_what_is_drafted_gives_the_numbers_that_word_counts(
    name: str, small: Repository, tmp_path: Path
) -> None:
    source, *edits = _EDITS[name]
    text = source
    for old, new in zip(edits[::2], edits[1::2], strict=True):
        assert text.count(old) == 1
        text = text.replace(old, new)
    language = "ja" if source is _JAPANESE else "en"
    style = {_BYLAWS: "bylaws"}.get(source, language)
    present, edited = tmp_path / "present.docx", tmp_path / "edited.docx"
    present.write_bytes(built(source)[0])
    edited.write_bytes(built(text)[0])
    homes: list[Repository] = []
    for at in ("present", "edited"):
        folder = tmp_path / at
        result = small.at("init", str(folder), "--language", language, "--style", style)
        assert result.code == 0, result.err
        homes.append(Repository(path=folder))
    before, wanted = (
        _imported(home, path) for home, path in zip(homes, (present, edited), strict=True)
    )
    assert before != wanted
    home = homes[0]
    result = home.at("draft", str(edited), "-o", "amendments/edit.yaml")
    assert result.code == 0, result.err
    path = home.path / "amendments" / "edit.yaml"
    path.write_text(path.read_text("utf-8") + "\nadopted: 2020-06-25\n", "utf-8")
    home.commit("Propose it")
    result = home.at("apply", "edit")
    assert result.code == 0, result.err
    assert _printed(home) == wanted
