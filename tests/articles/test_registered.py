"""Registered matters: what captions propose, and where there is no list."""

from __future__ import annotations

import pytest

from amendtool.articles.registered import MATTERS, proposed_matter
from amendtool.periods.law import Law


@pytest.mark.parametrize(
    ("caption", "word"),
    [
        ("Ａ種優先株式", "share-content"),
        ("Class A Preferred Shares", "share-content"),
        ("商号", "trade-name"),
        ("（本店の所在地）", "head-office"),
        ("公告方法", "public-notice"),
        ("公告の方法", "public-notice"),
        ("監査役会の設置", "organs"),
        ("発行可能株式総数", "authorised-shares"),
        ("単元株式数", "unit"),
        ("社外取締役との責任限定契約", "liability-contracts"),
        ("取締役の責任免除", "exemption"),
        ("電子提供措置等", "electronic-provision"),
        ("Trade Name", "trade-name"),
        ("Location of Head Office", "head-office"),
        ("Method of Public Notice", "public-notice"),
        ("Purpose", "objects"),
        ("Total Number of Authorized Shares", "authorised-shares"),
    ],
)
def test_a_usual_caption_proposes_its_matter(caption: str, word: str) -> None:
    found = proposed_matter(caption, Law.JP)
    assert found is not None
    assert found.word == word


@pytest.mark.parametrize(
    "caption",
    [
        None, "", "議長", "招集", "株主総会の目的事項", "単元未満株式についての権利", "事業年度",
        "Chairman", "Number of Directors", "Purpose of the meeting", "Notice of meetings",
        "公告の日", "本店での閲覧", "Rights Pertaining to Less-than-a-full-unit Shares",
    ],
)  # fmt: skip
def test_another_caption_proposes_nothing(caption: str | None) -> None:
    assert proposed_matter(caption, Law.JP) is None


@pytest.mark.parametrize("law", [Law.US_DE, Law.NONE])
def test_without_a_list_nothing_is_proposed(law: Law) -> None:
    assert proposed_matter("商号", law) is None
    assert not MATTERS[law]
