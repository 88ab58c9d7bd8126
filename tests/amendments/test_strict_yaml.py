"""The strict reader of YAML: cases in ``yaml/*.txt``, places, limits, and what always holds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from amendtool.amendments.file.yaml import Mapping, Node, Scalar, Sequence_, read
from amendtool.errors import InputError, Place, Problem

CASES = Path(__file__).parent / "yaml"


class Case(NamedTuple):
    source: str
    expected: list[str]


def load(path: Path) -> dict[str, Case]:
    cases = {}
    text = path.read_text("utf-8")
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        written = re.sub(r"<U\+([0-9A-F]+)>", lambda found: chr(int(found[1], 16)), block)
        title, _, rest = written.partition("\n")
        source, _, expected = ("\n" + rest).partition("\n--\n")
        cases[f"{path.stem}: {title}"] = Case(source[1:] + "\n", expected.split("\n")[:-1])
    return cases


ALL = {title: case for path in sorted(CASES.glob("*.txt")) for title, case in load(path).items()}


def plain(node: Node) -> object:
    """The tree of texts alone, as JSON has it."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence_):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.items}


def scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence_):
        return [scalar for item in node.items for scalar in scalars(item)]
    return [scalar for pair in node.items for part in pair for scalar in scalars(part)]


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(text, file="a.yaml")
    return caught.value.problems


def attempt(text: str) -> Node | tuple[Problem, ...]:
    """What is read, or the problems found."""
    try:
        return read(text, file="a.yaml")
    except InputError as error:
        return error.problems


def check(case: Case) -> None:
    if case.expected[0].startswith("=> "):
        assert plain(read(case.source, file="a.yaml")) == json.loads(case.expected[0][3:])
        return
    found = problems_of(case.source)
    heads = []
    for problem, line in zip(found, case.expected, strict=False):
        place = problem.place
        heads.append(f"{place.line}:{place.column} {problem.code} {place.path or '.'}")
        assert line.partition(" | ")[2] in problem.message
        assert place.file == "a.yaml"
        assert problem.hint
        assert problem.severity == "error"
    assert heads == [line.partition(" | ")[0] for line in case.expected]
    assert len(found) == len(case.expected)


@pytest.mark.parametrize("case", ALL.values(), ids=ALL.keys())
def test_cases(case: Case) -> None:
    check(case)


# The other parser stops at another place of the same mistake.
_DIFFERENT_WITHOUT_C = {
    "syntax: a backslash between double quotation marks": ["1:11"],
}


@pytest.mark.parametrize("title", ALL)
def test_cases_without_the_parser_in_c(title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    source, expected = ALL[title]
    places = _DIFFERENT_WITHOUT_C.get(title, [])
    other = [re.sub(r"^\S+", place, line) for place, line in zip(places, expected, strict=False)]
    check(Case(source, other + expected[len(other) :]))


def test_the_nodes_say_where_they_stand() -> None:
    root = read("a: b\nops:\n  - find: 字 x\n    n: '1'\n", file="a.yaml")
    assert isinstance(root, Mapping)
    assert [key.value for key in root.keys] == ["a", "ops"]
    assert root.place == Place(file="a.yaml", line=1, column=1)
    assert root.get("none") is None
    operations = root.get("ops")
    assert isinstance(operations, Sequence_)
    assert operations.place == Place(file="a.yaml", line=3, column=3, path="ops")
    first = operations.items[0]
    assert isinstance(first, Mapping)
    assert first.place == Place(file="a.yaml", line=3, column=5, path="ops[0]")
    key, value = first.items[0]
    assert key.place == Place(file="a.yaml", line=3, column=5, path="ops[0].find")
    assert value.place == Place(file="a.yaml", line=3, column=11, path="ops[0].find")
    quoted = first.get("n")
    assert isinstance(quoted, Scalar)
    assert isinstance(value, Scalar)
    assert (value.plain, quoted.plain) == (True, False)


@pytest.mark.parametrize(
    ("text", "offset", "line", "column"),
    [
        ("a: bcd\n", 0, 1, 4),
        ("a: bcd\n", 2, 1, 6),
        ("a: bcd\n", 3, 1, 7),  # the end
        ("a: bcd\n", 99, 1, 7),  # beyond it
        ("a: bcd\n", -1, 1, 4),
        ("a: 字字x\n", 2, 1, 6),
        ("a: 'it''s'\n", 0, 1, 5),
        ("a: 'it''s'\n", 2, 1, 7),
        ("a: 'it''s'\n", 3, 1, 9),
        ("a: 'it''s'\n", 4, 1, 10),
        ('a: "\\u7B2C1\\n2"\n', 0, 1, 5),
        ('a: "\\u7B2C1\\n2"\n', 1, 1, 11),
        ('a: "\\u7B2C1\\n2"\n', 2, 1, 12),
        ('a: "\\u7B2C1\\n2"\n', 3, 1, 14),
        ('a: "b\\\n    c"\n', 1, 2, 5),
        ("a: |\n  b\n  cd\n", 0, 2, 3),
        ("a: |\n  b\n  cd\n", 1, 2, 4),  # the line end
        ("a: |\n  b\n  cd\n", 3, 3, 4),
        ("a: |\n  b\n  cd\n", 4, 3, 5),
        ("a: |\n\n   b\n\n     c\n", 0, 2, 1),  # an empty first line
        ("a: |\n\n   b\n\n     c\n", 1, 3, 4),
        ("a: |\n\n   b\n\n     c\n", 4, 5, 4),  # two spaces that belong to the text
        ("a: |\n\n   b\n\n     c\n", 6, 5, 6),
        ("a: |2  # note\n    b\n", 0, 2, 3),
        ("a: |2  # note\n    b\n", 2, 2, 5),
        ("a: >\n  b\n  cd\n\n  e\n", 2, 3, 3),
        ("a: >\n  b\n  cd\n\n  e\n", 5, 5, 3),
        ("a: b\n   c  d\n", 2, 2, 4),
        ("a: b\n   c  d\n", 5, 2, 7),
        ("a:\n", 0, 1, 3),
        ("a: |\n", 0, 1, 4),
        ("a: ''\n", 0, 1, 4),
    ],
)
def test_the_place_of_a_character_of_a_text(text: str, offset: int, line: int, column: int) -> None:
    root = read(text, file="a.yaml")
    assert isinstance(root, Mapping)
    value = root.get("a")
    assert isinstance(value, Scalar)
    expected = Place(file="a.yaml", line=line, column=column, path="a")
    assert value.place_of(offset) == expected
    if offset == 0:
        assert value.text_place == expected


WRITABLE = st.text(st.sampled_from("ab字\U00020b9f'\" \n#:-\\é　"), max_size=40)


@given(WRITABLE, st.sampled_from([None, "'", '"', "|", ">"]), st.integers(10, 80), st.booleans())
@example("a\n b\n\nc", ">", 10, True)
@example("a" * 12 + "\\ " + "b" * 12, '"', 10, False)
def test_every_character_stands_where_its_place_says(
    value: str, style: str | None, width: int, unicode: bool
) -> None:
    written = yaml.dump(
        {"k": [{"v": value}]}, default_style=style, width=width, allow_unicode=unicode
    ).replace("!!str ", "")
    root = attempt(written)
    if isinstance(root, tuple):  # the writer's plain style wraps before a " - "
        assert {problem.code for problem in root} == {"yaml-lost-item"}
        return
    scalar = scalars(root)[-1]
    assert scalar.value == value
    lines = written.split("\n")
    last = (0, 0)
    for offset, char in enumerate(value):
        place = scalar.place_of(offset)
        assert place.line is not None
        assert place.column is not None
        here = lines[place.line - 1][place.column - 1 :]
        if char not in " \n" and not here.startswith("\\"):
            assert here.startswith(char)
        elif char == " " and not here.startswith(("\\", " ")):
            assert not here  # folded at a line end
        assert (place.line, place.column) >= last
        last = (place.line, place.column)


PIECES = (
    "a: |- |\n|  |||>|'|\"|[|]|{|}|*a|&a |? |!!str |<<: |# c|---|...|%YAML|\t|\\|\\u202e|, |：|-"
    "|\\UFFFFFFFF|\\x|@|\r|\ufeff|\x00|\ud800|\u2028|字|!<|%"
).split("|")
YAML_LIKE = st.lists(st.sampled_from([*PIECES, "|"]) | st.characters(), max_size=60).map("".join)


@given(YAML_LIKE)
def test_any_text_gives_texts_or_problems_with_places(text: str) -> None:
    outcome(text)


@given(YAML_LIKE)
def test_any_text_gives_texts_or_problems_without_the_parser_in_c(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CBaseLoader", raising=False)
        outcome(text)


def outcome(text: str) -> None:
    root = attempt(text)
    if isinstance(root, tuple):
        assert root
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for problem in root:
            str(problem).encode()  # can be printed
            if problem.place.line is not None:
                assert 1 <= problem.place.line <= len(lines)
                assert problem.place.column is not None
                assert problem.place.column >= 1
        return
    for scalar in scalars(root):
        for offset in range(len(scalar.value) + 1):
            assert scalar.place_of(offset).line is not None


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_of_texts_reads_as_itself_or_is_refused_for_its_characters(tree: object) -> None:
    root = attempt(json.dumps(tree, ensure_ascii=False))  # JSON is YAML, nearly
    if isinstance(root, tuple):
        for problem in root:
            allowed = {"yaml-empty", "yaml-empty-key", "yaml-too-deep", "too-many-problems"}
            assert problem.code in allowed or "[U+" in problem.message
    else:
        assert plain(root) == tree


BOMBS = {
    "depth of lists": ("'[' * 10_000", "yaml-too-deep"),
    "depth of mappings": ("'{a: ' * 10_000", "yaml-too-deep"),
    "depth of items": ("'- ' * 10_000", "yaml-too-deep"),
    "depth by indentation": (
        "'\\n'.join(' ' * n + 'a:' for n in range(1_400))",
        "yaml-too-deep",
    ),
    "ten MiB": ("'a: b\\n' * (2 << 20)", "yaml-too-large"),
    "ten MiB of one text": ("'字' * (10 << 20)", "yaml-too-large"),
    "aliases": (
        "'a: &a [x]\\n' + ''.join(f'{n}: &b{n} [*a, *a]\\n' for n in range(9_000))",
        "yaml-anchor",
    ),
    "merge keys": ("'a: &a {k: v}\\n' + '- {<<: *a}\\n' * 50_000", "yaml-anchor"),
    "duplicate keys": ("'a: b\\n' * 200_000", "yaml-duplicate-key"),
}
# A fresh interpreter, so that the peak is this reading's and not another test's.
MEASURE = """
import resource, sys, time
import yaml
from amendtool.amendments.file.yaml import read
from amendtool.errors import InputError
read("a: b", file="a.yaml")
text = {text}
unit = 1 if sys.platform == "darwin" else 1024
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
seconds = []
for _ in range(3):  # the best of three: other programs run beside this one
    start = time.process_time()
    try:
        read(text, file="a.yaml")
        code = "none"
    except InputError as error:
        code = error.problems[0].code
        assert len(error.problems) <= 101
    seconds.append(time.process_time() - start)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
print(code, min(seconds), peak - before)
"""


@pytest.mark.parametrize(("text", "code"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_in_a_tenth_of_a_second_and_fifty_megabytes(text: str, code: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", MEASURE.format(text=text)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    found, seconds, memory = run.stdout.split()
    assert found == code
    assert float(seconds) < 0.1  # of processor time: other tests may run beside this one
    assert int(memory) < 50_000_000


@pytest.mark.parametrize("count", [49_999, 50_000])
def test_the_number_of_texts_is_limited(count: int) -> None:
    text = "[" + "a," * count + "]"  # the list itself counts
    if count < 50_000:
        assert len(scalars(read(text, file="a.yaml"))) == count
    else:
        assert [problem.code for problem in problems_of(text)] == ["yaml-too-large"]


@pytest.mark.parametrize("depth", [20, 21])
def test_the_depth_is_limited(depth: int) -> None:
    text = "[" * depth + "a" + "]" * depth
    if depth == 20:
        assert [scalar.value for scalar in scalars(read(text, file="a.yaml"))] == ["a"]
    else:
        assert [problem.code for problem in problems_of(text)] == ["yaml-too-deep"]


def test_the_size_is_limited_in_bytes() -> None:
    fits = "a: " + "字" * ((1 << 20) // 3 - 1)
    assert len(fits.encode()) <= 1 << 20
    assert scalars(read(fits, file="a.yaml"))[1].value == fits[3:]
    assert [problem.code for problem in problems_of(fits + "字" * 2)] == ["yaml-too-large"]


def test_after_a_hundred_problems_the_rest_is_not_read() -> None:
    found = problems_of("a: b\n" * 500)
    assert len(found) == 101
    assert {problem.code for problem in found[:100]} == {"yaml-duplicate-key"}
    assert found[100].code == "too-many-problems"


def test_the_parser_is_loaded_only_to_read() -> None:
    code = (
        "import sys, amendtool.amendments.file.yaml as s; assert 'yaml' not in sys.modules;"
        "s.read('a: b', file='x'); assert 'yaml' in sys.modules"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)
