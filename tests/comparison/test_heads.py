"""The word for the document in the heads of the columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.articles.styles import BYLAWS, EN, JA, DraftingStyle
from amendtool.comparison.heads import heads
from amendtool.comparison.house import HOUSES


@pytest.mark.parametrize(
    ("house", "style", "title", "columns"),
    [
        ("ja-notice", JA, "定　款", ("現行定款", "変更案")),
        ("ja-notice", JA, "若葉会会則", ("現行会則", "変更案")),
        ("ja-notice", JA, "管理組合　規　約", ("現行規約", "変更案")),
        ("ja-notice", JA, "学校法人やまぶき寄附行為", ("現行寄附行為", "変更案")),
        ("ja-notice", JA, "取締役会規程（抄）", ("現行規程", "変更案")),
        ("ja-notice", JA, "きまり", ("現行定款", "変更案")),
        ("ja-report", JA, "若葉会会則", ("変更前", "変更後")),
        ("seed-en", EN, "Articles of Incorporation", ("Present Articles", "Proposed Articles")),
        ("seed-en", EN, "BY-LAWS OF THE GUILD", ("Present By-Laws", "Proposed By-Laws")),
        ("bylaws", BYLAWS, "Amended Bylaws", ("Current Bylaws", "Proposed Bylaws")),
        ("bylaws", BYLAWS, "Certificate of Incorporation",
         ("Current Certificate", "Proposed Certificate")),
        ("bylaws", BYLAWS, "How We Work", ("Current Bylaws", "Proposed Bylaws")),
    ],
)  # fmt: skip
def test_it_is_that_of_the_title(
    house: str, style: DraftingStyle, title: str, columns: tuple[str, str]
) -> None:
    assert heads(HOUSES[house], style, title, title) == columns


def test_each_side_has_its_own_and_what_is_written_stays() -> None:
    own = replace(HOUSES["ja-notice"], columns=("現行定款", "改定{document}"))
    assert heads(own, JA, "親睦会会則", "親睦会規約") == ("現行定款", "改定規約")
