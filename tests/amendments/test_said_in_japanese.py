"""What is wrong in an amendment, said in Japanese: no English word stays in it.

The mistakes are those of the other tests here: every case of the strict reader of YAML, and
every Japanese case of an amendment. What is quoted from the file is as it stands there.
"""

from __future__ import annotations

import re

import pytest

from amendtool.amendments.file.yaml import read
from amendtool.articles.styles import STYLES
from amendtool.errors import AmendtoolError, Problem
from tests.amendments.test_cases import Case, read_charter, run
from tests.amendments.test_cases import cases as amendments
from tests.amendments.test_strict_yaml import ALL
from tests.spoken import english_words, in_japanese

_NAMES = re.compile(r"(?<=：)[a-z_]+(?:、[a-z_]+)+$")
"""The fields, operations or words that there are."""
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def assert_japanese(problems: tuple[Problem, ...], source: str) -> None:
    quoted = set(re.findall(r"[A-Za-z][A-Za-z']+", source))
    for problem in problems:
        for text in (problem.message, problem.hint):
            assert JAPANESE.search(text) or not text, text
            assert not set(english_words(_NAMES.sub("", text))) - quoted, text
            assert not text.endswith("。"), text


@pytest.mark.parametrize("source", [each.source for each in ALL.values()], ids=ALL.keys())
def test_what_is_no_yaml(source: str) -> None:
    with in_japanese():
        try:
            read(source, file="a.yaml")
        except AmendtoolError as error:
            assert_japanese(error.problems, source)


@pytest.mark.parametrize(
    "case", [each for each in amendments() if each.style == STYLES["ja"]], ids=str
)
def test_what_cannot_be_done(case: Case) -> None:
    charter = read_charter(case.present, case.style)
    with in_japanese():
        try:
            run(case, charter)
        except AmendtoolError as error:
            assert_japanese(error.problems, case.amendment)


WRONG = """\
- {}
- insert: 第99条の見出し
- insert: 第2条
- insert: 第1条
  texte: 何か
- insert: 第1条
  text: "第1項\\n\\n２　第2項"
  numbering: nowhere
- delete: 第0条
- delete: [第1条]
- replace: 第1条
- replace: 第1条の見出し
- replace: 第1章
  text: 何か
- replace: 第1条
  find: 何か
- replace: 第1条第1項
  text: "３　何か"
- replace: 全ての規定
  find: 何か
  with: 別
  count: 0
- move: 第1条
- move: 第1条
  to: 第1条
  after: 第2条
- move: 第1条の見出し
  to: 第2条
- renumber: 第1条の見出し
  to: 第2条
- renumber: 第1条から第3条まで
- split: 第1条
  into: 第2条
- split: 第1条第1項
  into:
    - article: 第1条
      paragraphs: 第1項
    - 第2条
- merge: 第1条
- merge: 第1条第1項
  into: 第2条
- restate: 第1条第1項
- retarget: 第1条
- keep: 第1条
- print: nothing
- delete: 第1条
  insert: 第2条
- delete: 第1条
  effective: tomorrow
- delete: 第1条
  effective: {months: 6, years: 1}
- delete: 第1条
  effective: {event: 1}
- delete: 第1条
  effective: {later_of: [2020-01-01]}
- delete: 第1条
  effective: [2020-01-01]
- delete: 第1条
  effective: {months: 6, from_event: merger, day: noon}
- delete: 第1条
  overlap_until: 2020-01-01
"""


@pytest.mark.parametrize("operation", re.split(r"^(?=- )", WRONG, flags=re.MULTILINE)[1:])
@pytest.mark.parametrize(
    "head", ["amendment: case\n", "amendment: other\nadoptd: 2020-13-01\ndraft: maybe\n"]
)
def test_what_is_no_operation(head: str, operation: str) -> None:
    text = f"{head}operations:\n{operation}"
    case = Case("ja", "wrong", STYLES["ja"], "", text, "")
    charter = read_charter(
        "[第1章 one] 総則\n[第1条 name]\n何か\n[第2条 two]\n別の文\n", case.style
    )
    with in_japanese(), pytest.raises(AmendtoolError) as refused:
        run(case, charter)
    assert_japanese(refused.value.problems, text)
