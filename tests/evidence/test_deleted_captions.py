"""（削除） above the label of what is deleted stands in the place of its caption."""

from __future__ import annotations

import pytest

from amendtool.articles.styles import JA
from amendtool.importing.document import Imported, import_document

HEAD = "定款\n\n（商号）\n第１条　当会社は、甲と称する。\n\n（目的）\n第２条　製造を目的とする。\n"
TAIL = "（公告）\n第４条　公告は、官報による。\n"


def read(text: str) -> Imported:
    return import_document(text.encode(), file="x.txt", style=JA, learn=True)


@pytest.mark.parametrize(
    "gone", ["（削除）\n第３条\n", "（削除）\n第３条　削除\n", "\n【削　除】\n第３条　削除\n"]
)
def test_it_is_the_caption_of_what_stands_below_it(gone: str) -> None:
    found = read(HEAD + gone + TAIL)
    assert [each.heading for each in found.charter.articles[:2]] == ["商号", "目的"]
    assert "削" not in str(found.charter.articles[1].body)
    assert "削" in f"{found.charter.articles[2].heading} {found.charter.articles[2].body}"
    assert found.charter.articles[3].heading == "公告"


def test_below_a_label_that_stands_alone_it_is_the_text_of_that() -> None:
    found = read(HEAD + "第３条\n（削除）\n" + TAIL)
    assert found.charter.articles[2].heading is None
    assert "削" not in str(found.charter.articles[1].body)


@pytest.mark.parametrize(
    "between", ["（機関）（削除）\n第３条　削除\n", "（株券）\n（削除）\n第３条\n"]
)
def test_two_of_them_are_doubted(between: str) -> None:
    found = read(HEAD + between + TAIL)
    assert "text-between" in [each.code for each in found.report.doubts]


def test_where_captions_stand_beside_the_labels_it_is_doubted() -> None:
    found = read(
        "定款\n\n第１条（商号）\n甲と称する。\n\n第２条（目的）\n製造を目的とする。\n"
        "（削除）\n第３条　削除\n\n第４条（公告）\n官報による。\n"
    )
    assert "text-between" in [each.code for each in found.report.doubts]
