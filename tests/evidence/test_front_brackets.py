"""A text in brackets above the first label: the end of what stands in front, or a caption."""

from __future__ import annotations

import pytest

from amendtool.articles.styles import STYLES
from amendtool.importing.document import Imported, import_document


def read(text: str, style: str = "ja", file: str = "a.txt") -> Imported:
    return import_document(text.encode(), file=file, style=STYLES[style], learn=True)


def captions(found: Imported) -> list[tuple[str, str | None]]:
    return [(str(each.number), each.heading) for each in found.charter.every_article()]


BEHIND = [
    "第１条（商号）\n甲と称する。\n\n第２条（目的）\n製造を目的とする。\n\n第３条（公告）\n官報による。\n",
    "第１条　商号\n甲と称する。\n\n第２条　目的\n製造を目的とする。\n\n"
    "第３条　公告\n官報による。\n",
    "第１章　総則\n\n第１条（商号）\n甲と称する。\n\n第２条（目的）\n製造を目的とする。\n\n"
    "第２章　雑則\n\n第３条（公告）\n官報による。\n",
    "第１章　総則\n\n（商号）\n第１条　甲と称する。\n\n（目的）\n第２条　製造を目的とする。\n\n"
    "（公告）\n第３条　官報による。\n",
]
FRONT = [
    "定款\n\n（案）\n\n",
    "定款\n\n（令和８年６月２５日改正）\n",
    "甲の定款\n（以下「本定款」という。）\n\n",
    "定款\n（令和８年６月２５日制定）\n（令和９年６月２５日改正）\n\n",
]


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize("front", FRONT)
def test_where_the_others_have_none_it_is_in_front(front: str, behind: str) -> None:
    found = read(front + behind)
    assert captions(found) == [("1", "商号"), ("2", "目的"), ("3", "公告")]
    assert found.charter.preamble is not None
    assert found.charter.preamble.split() == front.split()
    assert not found.report.doubts


@pytest.mark.parametrize("mark", ["", "## ", "**"])
@pytest.mark.parametrize(
    "front", ["(a Delaware corporation)", "(as amended)", "(Effective May 1, 2026)"]
)
def test_a_cover_of_bylaws_is_no_caption(front: str, mark: str) -> None:
    end = "**" if mark == "**" else ""
    text = (
        f"BYLAWS OF FERNWICK\n\n{front}\n\n{mark}ARTICLE I OFFICES{end}\n\n"
        f"Section 1.1 Seat. The seat.\n\n{mark}ARTICLE II MEETINGS{end}\n\n"
        "Section 2.1 Annual. They meet.\n"
    )
    found = read(text, "bylaws", "a.md" if mark else "a.txt")
    assert captions(found) == [("1-1", "Seat"), ("2-1", "Annual")]
    assert [each.heading for each in found.charter.chapters] == ["OFFICES", "MEETINGS"]
    assert found.charter.preamble == f"BYLAWS OF FERNWICK\n{front}"


@pytest.mark.parametrize(
    "text",
    [
        "定款\n\n（商号）\n第１条　甲と称する。\n\n（目的）\n第２条　製造を目的とする。\n",
        "定款\n\n（商号）\n第１条　（英文では、Kou とする。）甲と称する。\n\n（目的）\n"
        "第２条　製造を目的とする。\n",
        "定款\n\n（商号）\n第１条\n甲と称する。\n\n（目的）\n第２条\n（大要）製造を目的とする。\n",
    ],
)
def test_where_the_others_have_theirs_above_it_is_a_caption(text: str) -> None:
    found = read(text)
    assert captions(found) == [("1", "商号"), ("2", "目的")]
    assert found.charter.preamble == "定款"


@pytest.mark.parametrize(
    "text", ["甲と称する。", "（会長は、総会が選ぶ。）", "（略称を含む。）甲と称する。"]
)
def test_above_the_only_label_it_is_its_caption(text: str) -> None:
    assert captions(read(f"定款\n\n（商号）\n第１条　{text}\n")) == [("1", "商号")]


def test_behind_the_first_label_a_text_above_another_caption_is_doubted() -> None:
    found = read(
        "定款\n\n第１条（商号）\n甲と称する。\n（以下略）\n第２条（目的）\n製造を目的とする。\n"
    )
    assert captions(found) == [("1", "商号"), ("2", "目的")]
    assert "text-between" in [each.code for each in found.report.doubts]


@pytest.mark.parametrize(
    ("front", "doubts"),
    [
        ("（商号）", ["text-between"]),
        ("（案）", ["text-between"]),
        ("（令和８年６月２５日改正）", []),
    ],
)
@pytest.mark.parametrize("label", ["第１条　", "第１条\n"])
def test_where_no_other_has_a_caption_it_is_doubted(
    front: str, doubts: list[str], label: str
) -> None:
    found = read(
        f"定款\n\n{front}\n{label}甲と称する。\n\n第２条　製造を目的とする。\n\n"
        "第３条　官報による。\n"
    )
    assert found.charter.preamble == f"定款\n{front}"
    assert [each.code for each in found.report.doubts] == doubts
