"""Editing an amendment's file in place: the edit shows, and every other byte stays."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.file.editor import (
    EditError,
    Tree,
    add_item,
    add_key,
    remove,
    set_key,
    set_text,
    tree_of,
)
from amendtool.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("amendments/*.yaml")) + sorted(ROOT.glob("examples/*/amendments/*.yaml"))

WRITTEN = """\
# Item 2 of the agenda
amendment:   agm-2026   # as filed
title: "Partial Amendment"

reasons:
  - |
    The number of directors
    is to fall.

  # to be checked with counsel
  - 'It''s time.'
operations:
  - insert: Article 8   # behind the shares
    # its identity
    key: rights
    text: |
      No shareholder shall
      exercise them.

  # - delete: Article 9
  - retarget: {Article 4: Article 5}
  -
    replace: Article 20 paragraph 1
    find: President
    with: ""
"""


def edited(edit: Callable[..., str], *arguments: object, text: str = WRITTEN, **more: str) -> str:
    return edit(text, *arguments, file="a.yaml", **more)


@pytest.mark.parametrize(
    ("edit", "arguments", "before", "after"),
    [
        pytest.param(
            set_text, (("amendment",), "agm-2027"), "  agm-2026   #", "  agm-2027   #", id="plain"
        ),
        pytest.param(
            set_text, (("title",), 'A "new" one'), '"Partial Amendment"', r'"A \"new\" one"',
            id="double quotes",
        ),
        pytest.param(
            set_text, (("reasons", 1), "It's late."), "'It''s time.'", "'It''s late.'",
            id="single quotes",
        ),
        pytest.param(
            set_text, (("operations", 0, "text"), "Nobody shall.\n\n(1) Not you."),
            "      No shareholder shall\n      exercise them.\n",
            "      Nobody shall.\n\n      (1) Not you.\n",
            id="block",
        ),
        pytest.param(
            set_text, (("reasons", 0), "One line."),
            "    The number of directors\n    is to fall.\n", "    One line.\n",
            id="block in a list",
        ),
        pytest.param(
            set_text, (("operations", 2, "replace"), "Article 21 paragraph 1"),
            "replace: Article 20 p", "replace: Article 21 p", id="below a dash of its own",
        ),
        pytest.param(
            set_text, (("operations", 1, "retarget", "Article 4"), "Article 6, paragraph 1"),
            "{Article 4: Article 5}", '{Article 4: "Article 6, paragraph 1"}', id="flow",
        ),
        pytest.param(
            set_key, (("operations", 1, "retarget", "Article 4"), "Article 5"),
            "{Article 4: Article 5}", "{Article 5: Article 5}", id="key",
        ),
        pytest.param(
            set_text, (("operations", 2, "find"), "the\nPresident"),
            "find: President\n", "find: |\n      the\n      President\n", id="plain to block",
        ),
        pytest.param(
            add_key, ((), "after", "agm-2025"),
            '    with: ""\n', '    with: ""\nafter: agm-2025\n', id="key at the end",
        ),
        pytest.param(
            add_key, (("operations", 0), "remark", "See Item 3: below"),
            "      exercise them.\n", '      exercise them.\n    remark: "See Item 3: below"\n',
            id="key behind a block",
        ),
        pytest.param(
            remove, (("operations", 0, "key"),), "    key: rights\n", "", id="remove a key"
        ),
        pytest.param(
            remove, (("operations", 2, "replace"),),
            "    replace: Article 20 paragraph 1\n", "", id="remove a first key",
        ),
        pytest.param(
            remove, (("operations", 1),), "  - retarget: {Article 4: Article 5}\n", "",
            id="remove an item",
        ),
        pytest.param(
            remove, (("operations", 0, "insert"),),
            "insert: Article 8   # behind", "   # behind", id="remove beside a comment",
        ),
        pytest.param(
            add_item, (("operations",), 9, {"keep": "Article 3", "in": "Article 2"}),
            '    with: ""\n', '    with: ""\n  - keep: Article 3\n    in: Article 2\n',
            id="item at the end",
        ),
        pytest.param(
            add_item, (("operations",), 0, {"delete": "Article 3"}),
            "  - insert:", "  - delete: Article 3\n  - insert:", id="item in front",
        ),
    ],
)  # fmt: skip
def test_the_edit_and_nothing_else(
    edit: Callable[..., str], arguments: tuple[object, ...], before: str, after: str
) -> None:
    assert WRITTEN.count(before) == 1
    expected = WRITTEN.replace(before, after)
    assert edited(edit, *arguments) == expected
    for ends in ("\r\n", "\r"):
        other = "\ufeff" + WRITTEN.replace("\n", ends)
        assert edited(edit, *arguments, text=other) == "\ufeff" + expected.replace("\n", ends)


def test_a_key_stands_behind_another() -> None:
    new = edited(add_key, (), "after", "agm-2025", after="amendment")
    assert new == WRITTEN.replace("# as filed\n", "# as filed\nafter: agm-2025\n")


def test_the_same_text_changes_no_byte() -> None:
    for path in (("title",), ("operations", 0, "text"), ("reasons", 1)):
        assert edited(set_text, path, at(tree_of(WRITTEN, file="a.yaml"), path)) == WRITTEN


def test_a_file_without_a_last_line_end() -> None:
    assert edited(add_key, (), "b", "2", text="a: 1") == "a: 1\nb: 2"
    assert edited(add_key, (), "b", "2", text="a:") == "a:\nb: 2"
    assert edited(set_text, ("a",), "1", text="a:") == "a: 1"


@pytest.mark.parametrize(
    ("edit", "arguments", "message"),
    [
        (set_text, (("operations", 7, "find"), "x"), r"there is no operations\[7\]\.find"),
        (set_text, (("operations",), "x"), "operations is no text"),
        (set_key, (("title",), "amendment"), "'amendment' is there already"),
        (add_key, ((), "title", "x"), "'title' is there already"),
        (add_key, (("title",), "a", "x"), "title is no mapping"),
        (add_item, ((), 0, {"a": "x"}), "the file is no list"),
        (add_item, (("operations",), 0, {}), "an item needs a field"),
        (remove, (("operations", 1, "retarget", "Article 4"),), "the only one in its place"),
        (remove, ((),), "the file itself"),
    ],
)
def test_an_edit_that_cannot_be_made(
    edit: Callable[..., str], arguments: tuple[object, ...], message: str
) -> None:
    with pytest.raises(EditError, match=message):
        edited(edit, *arguments)


def test_a_file_that_cannot_be_read_is_not_edited() -> None:
    with pytest.raises(InputError):
        edited(set_text, ("a",), "2", text="a: 1\na: 2\n")


# --------------------------------------------------------------------------------------- laws

PIECES = [*"abc 条０#:-'\"{}[],&*!|>%@`?\\\n　", ": ", " #"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
NAMES = st.text(st.sampled_from("abcdef第"), min_size=1, max_size=3)
TREES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(NAMES, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
).filter(lambda tree: isinstance(tree, dict))


def written(tree: Tree, indent: int, dice: random.Random) -> str:
    """A tree as somebody might have typed it, behind a key or a dash."""
    if isinstance(tree, str):
        styles = [f" {json.dumps(tree, ensure_ascii=False)}"]
        if "\n" not in tree:
            styles.append(" '" + tree.replace("'", "''") + "'")
        if tree.isalnum():
            styles.append(f" {tree}")
        if tree.strip() and not tree.startswith((" ", "\n")) and tree == tree.rstrip("\n"):
            pad = " " * (indent + dice.choice((1, 2, 4)))
            body = "\n".join(pad + line if line else "" for line in tree.split("\n"))
            styles.append(dice.choice((" |\n", " |-\n")) + body)
        return dice.choice(styles)
    lines: list[str] = []
    comments = ("", "", "\n# note\n", "\n\n", f"\n{' ' * indent}# more\n")
    margin = " " * indent
    if isinstance(tree, dict):
        for key, value in tree.items():
            lines.append(f"{margin}{key}:{written(value, indent + 2, dice)}")
    else:
        for value in tree:
            lines.append(f"{margin}-{written(value, indent + 2, dice)}")
    first, *rest = lines
    text = first
    for line in rest:
        text += (dice.choice(comments) or "\n") + line
    return "\n" + text


def places(tree: Tree, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all texts."""
    if isinstance(tree, str):
        return [path]
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree)
    return [found for step, value in entries for found in places(value, (*path, step))]


def at(tree: Tree, path: tuple[str | int, ...]) -> Any:
    """What stands at a path of the tree."""
    found: Any = tree
    for step in path:
        found = found[step]
    return found


def comments(text: str) -> list[str]:
    """The comments that ``written`` put in, with their indentation, in their order."""
    return re.findall(r"^ *# (?:note|more|end)$", text, re.MULTILINE)


def settled(tree: Tree) -> Tree:
    if isinstance(tree, str):
        return tree.rstrip("\n")
    if isinstance(tree, dict):
        return {key: settled(value) for key, value in tree.items()}
    return [settled(value) for value in tree]


@pytest.mark.law
@given(tree=TREES, seed=st.integers(0, 1 << 30), value=WORDS)
def test_an_edit_changes_one_text_and_no_other_byte(tree: Tree, seed: int, value: str) -> None:
    dice = random.Random(seed)
    text = written(tree, 0, dice)[1:] + dice.choice(("", "\n", "\n# end\n"))
    try:
        before = tree_of(text, file="a.yaml")
    except InputError:
        return  # a text that no file may hold
    path = dice.choice(places(before))
    after = set_text(text, path, value, file="a.yaml")
    there = tree_of(after, file="a.yaml")
    at(before, path[:-1])[path[-1]] = value
    assert settled(there) == settled(before)
    assert comments(after) == comments(text)


@pytest.mark.law
@given(tree=TREES, seed=st.integers(0, 1 << 30))
def test_what_is_added_and_removed_again_leaves_every_byte(tree: Tree, seed: int) -> None:
    dice = random.Random(seed)
    text = written(tree, 0, dice)[1:] + dice.choice(("", "\n", "\n# end\n"))
    try:
        before = tree_of(text, file="a.yaml")
    except InputError:
        return
    added = add_key(text, (), "new", "x", file="a.yaml")
    assert isinstance(before, dict)
    assert settled(tree_of(added, file="a.yaml")) == settled({**before, "new": "x"})
    assert remove(added, ("new",), file="a.yaml").rstrip("\n") == text.rstrip("\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_text_of_the_samples_can_be_edited_and_put_back(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = tree_of(text, file=path.name)
    there = places(tree)
    for place in there[:: len(there) // 8 + 1]:
        old = at(tree, place)
        other = set_text(text, place, f"{old.rstrip()}X", file=path.name)
        assert other != text
        back = tree_of(set_text(other, place, old, file=path.name), file=path.name)
        assert settled(back) == settled(tree)
