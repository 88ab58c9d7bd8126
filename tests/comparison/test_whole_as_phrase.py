"""A paragraph that is written anew as a whole is underlined as the phrase that changes in it.

What comes beside it, in a paragraph of its own, is no other wording of it, however alike.
"""

from __future__ import annotations

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.styles import JA
from amendtool.comparison.house import JA_NOTICE
from amendtool.comparison.rows import make_table
from amendtool.repository.storage.loader import load

CASES = [
    (
        "当会社の取締役は、12名以内とする。",
        ("取締役は", "取締役（監査等委員である取締役を除く。）は"),
        "当会社の監査等委員である取締役は、５名以内とする。",
    ),
    (
        "理事の報酬は、年額1000万円以内とする。",
        ("理事の", "理事（外部理事を除く。）の"),
        "外部理事の報酬は、年額300万円以内とする。",
    ),
    (
        "会員の任期は、３年とする。",
        ("会員の", "会員（賛助会員を除く。）の"),
        "賛助会員の任期は、１年とする。",
    ),
    (
        "定時総会の招集通知は、14日前までに発する。",
        ("招集通知は", "招集通知（電磁的方法によるものを除く。）は"),
        "定時総会の電磁的方法による招集通知は、７日前までに発する。",
    ),
]


@pytest.mark.parametrize(("present", "phrase", "beside"), CASES)
def test_a_whole_text_is_marked_as_its_phrase(
    present: str, phrase: tuple[str, str], beside: str
) -> None:
    files = {
        "articles/001-a.md": f"# 員数\n\n{present}\n",
        "articles/002-b.md": "# 選任\n\n総会で選任する。\n",
    }
    charter = load({path: text.encode() for path, text in files.items()}, JA).charter
    find, new = phrase
    said = {
        "phrase": f"  - replace: 第１条第１項\n    find: {find}\n    with: {new}\n"
        f"  - insert: 第１条第２項\n    text: {beside}\n",
        "whole": "  - replace: 第１条\n    text: |\n"
        f"      {present.replace(find, new)}\n      ２　{beside}\n",
    }
    tables = {}
    for name, operations in said.items():
        text = f"amendment: x\noperations:\n{operations}"
        amendment = read_amendment(text, JA, file="x.yaml", name="x").amendment
        proposed = apply(charter, amendment, JA).proposed
        tables[name] = make_table(charter, proposed, style=JA, house=JA_NOTICE)
    assert tables["whole"].rows == tables["phrase"].rows
    marked = [
        run.text
        for row in tables["whole"].rows
        for block in (*row.present, *row.proposed)
        for run in block.runs
        if run.changed
    ]
    came = new.removeprefix(find[:-1]).removesuffix(find[-1])
    assert "".join(marked).replace("（新　設）", "") == f"{came}２　{beside}"
