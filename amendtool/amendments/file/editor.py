"""Editing the YAML of an amendment in place: what is edited changes, and no other byte.

Whoever wrote the file by hand finds comments, order, quotes, blank lines, line ends and
indentation as they were.  So nothing is parsed and printed anew: the parser says where a
text stands, and the characters there, and no others, are exchanged.  What comes out is read
again by the strict reader (:mod:`amendtool.amendments.file.yaml`) and has to hold exactly
the tree that the edit means; otherwise nothing is given back.

A path leads from the top to a place in the file: ``("operations", 2, "find")``.  Keys are
texts as the reader gives them, positions in lists count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from amendtool.amendments.file import yaml as strict
from amendtool.amendments.file.scalars import field_line, styled
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass

Path: TypeAlias = tuple[str | int, ...]
Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
"""What a file says, without where it says it: texts, lists, and keys in their order."""

_LINE_REST: Final = compiled(r"[^\n]*\n?")
_COMMENT: Final = compiled(r"[ ]*(?:#[^\n]*)?(?=\n|\Z)")


class EditError(ValueError):
    """The edit cannot be made: there is no such place, or it would empty a list or mapping."""


def tree_of(text: str, *, file: str) -> Tree:
    """What ``text`` says.  Raises InputError for everything the strict reader refuses."""
    return _tree(strict.read(text, file=file))


def set_text(text: str, path: Path, value: str, *, file: str) -> str:
    """``text`` with the text at ``path`` replaced by ``value``, in its style where that can be.

    A block text (``|``) is compared without the line ends behind it, as amendments are read.
    Raises InputError for a file that cannot be read, and EditError where no text stands.
    """
    return _edited(text, file, lambda draft: draft.set_text(path, value))


def set_key(text: str, path: Path, key: str, *, file: str) -> str:
    """``text`` with the key that ``path`` ends in called ``key``; its value stays as written.

    Raises InputError, and EditError where the key is not there or the new one is already.
    """
    return _edited(text, file, lambda draft: draft.set_key(path, key))


def add_key(
    text: str, path: Path, key: str, value: str, *, after: str | None = None, file: str
) -> str:
    """``text`` with ``key: value`` in the mapping at ``path``, behind the key ``after``.

    Without ``after`` it stands last.  Raises InputError, and EditError where there is no such
    mapping, no key ``after``, or ``key`` is there already.
    """
    return _edited(text, file, lambda draft: draft.add_key(path, key, value, after))


def add_item(text: str, path: Path, index: int, fields: Mapping[str, str], *, file: str) -> str:
    """``text`` with a mapping of ``fields`` as item ``index`` of the list at ``path``.

    An ``index`` beyond the last item is the end of the list.  Raises InputError, and EditError
    where there is no such list or no field.
    """
    return _edited(text, file, lambda draft: draft.add_item(path, index, fields))


def remove(text: str, path: Path, *, file: str) -> str:
    """``text`` without the key or item that ``path`` ends in, and without its lines.

    Comments on lines of their own stay, also those above it: whose they are, nobody knows.
    Raises InputError, and EditError where it is not there or is the last one in its place.
    """
    return _edited(text, file, lambda draft: draft.remove(path))


@dataclass(frozen=True, slots=True)
class ArrangedItem:
    """An item of a list that is arranged anew: the one at ``was``, or the one that ``lines`` say.

    With both, the lines stand in its place. They are those of a block list, its dash in front.
    """

    was: int | None
    lines: str | None = None


def arranged(text: str, path: Path, items: Sequence[ArrangedItem], *, file: str) -> str:
    """``text`` with these items in the list at ``path``, those that stay untouched.

    Those that stay keep their order. An item that is not named goes, as :func:`remove` does it;
    a list without any item is written ``[]``.  Raises InputError, and EditError where there is no
    such list, or it stands in brackets and holds items.  What the new items say is for the caller
    to read again.
    """
    tree_of(text, file=file)
    draft = _Draft(_readable(text), {})
    for start, end, new in sorted(draft.arranged(path, items), reverse=True):
        text = _spliced(text, Splice(start, end, new, ""))
    tree_of(text, file=file)
    return text


def item_lines(text: str, path: Path, *, file: str) -> str:
    """The item of a block list as it is written, its dash in front, for :class:`ArrangedItem`.

    Raises InputError, and EditError where there is no such item, or its list stands in brackets.
    """
    tree_of(text, file=file)
    return _Draft(_readable(text), {}).item_lines(path)


# ------------------------------------------------------------------------------------ splices


@dataclass(frozen=True, slots=True)
class Splice:
    """The characters from ``start`` to ``end`` are ``new``; ``tree`` is what is then said."""

    start: int
    end: int
    new: str
    tree: Tree


def _edited(text: str, file: str, edit: Callable[[_Draft], Splice | None]) -> str:
    before = tree_of(text, file=file)
    draft = _Draft(_readable(text), before)
    splice = edit(draft)
    if splice is None:
        return text
    after = _spliced(text, splice)
    if _comparable(tree_of(after, file=file)) != _comparable(splice.tree):
        raise EditError(say("{file}: the edit would change more than it means to", file=file))
    return after


def _readable(text: str) -> str:
    """What the parser sees of a file: no byte order mark, and LF for every line end."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _spliced(text: str, splice: Splice) -> str:
    """The splice, which is of the readable text, made in the file as it is."""
    origin = list(_origins(text))
    ends = re.search(r"\r\n|\r|\n", text)
    new = splice.new.replace("\n", ends[0] if ends else "\n")
    return text[: origin[splice.start]] + new + text[origin[splice.end] :]


def _origins(text: str) -> list[int]:
    """For each character of the readable text, and its end, where it stands in the file."""
    found, at = [], 1 if text.startswith("\ufeff") else 0
    while at < len(text):
        found.append(at)
        at += 2 if text.startswith("\r\n", at) else 1
    return [*found, at]


# -------------------------------------------------------------------------------------- trees


def _tree(node: strict.Node) -> Tree:
    match node:
        case strict.Scalar():
            return node.value
        case strict.Sequence_():
            return [_tree(item) for item in node.items]
        case strict.Mapping():
            return {key.value: _tree(value) for key, value in node.items}


def _comparable(tree: Tree) -> Any:
    """The tree with the order of its keys, and texts without the line ends behind them."""
    if isinstance(tree, str):
        return tree.rstrip("\n")
    if isinstance(tree, list):
        return [_comparable(item) for item in tree]
    return [(key, _comparable(value)) for key, value in tree.items()]


def _with(tree: Tree, path: Path, change: Callable[[Tree], Tree]) -> Tree:
    """The tree with what stands at ``path`` changed, and all else as it is."""
    if not path:
        return change(tree)
    step, *rest = path
    if isinstance(tree, dict):
        return {
            key: _with(value, tuple(rest), change) if key == step else value
            for key, value in tree.items()
        }
    assert isinstance(tree, list)
    return [
        _with(item, tuple(rest), change) if index == step else item
        for index, item in enumerate(tree)
    ]


# --------------------------------------------------------------------------------- the writing


@dataclass(frozen=True, slots=True)
class _Draft:
    """A file that the strict reader has taken, and where its nodes stand in it."""

    text: str
    tree: Tree

    def set_text(self, path: Path, value: str) -> Splice | None:
        node, parent = self._node(path), self._node(path[:-1])
        old = node.value
        if not isinstance(old, str):
            raise EditError(say("{shown} is no text", shown=_shown(path)))
        style = node.style or ""
        if value == old or (style in ("|", ">") and value.rstrip("\n") == old.rstrip("\n")):
            return None
        start, end = node.start_mark.index, self._end(node)
        new = styled(value, style, self._indent(parent), flow=bool(parent.flow_style))
        if start == end and not self.text[:start].endswith((" ", "\n")):
            new = f" {new}"  # `key:` without a value
        return Splice(start, end, new, _with(self.tree, path, lambda _: value))

    def set_key(self, path: Path, key: str) -> Splice | None:
        mapping, _ = self._entry(path)
        if key == path[-1]:
            return None
        if any(name.value == key for name, _ in mapping.value):
            raise EditError(say("{key!r} is there already", key=key))
        name = next(name for name, _ in mapping.value if name.value == path[-1])
        new = styled(key, name.style or "", 0, flow=bool(mapping.flow_style), one_line=True)
        start, end = name.start_mark.index, self._end(name)

        def renamed(tree: Tree) -> Tree:
            assert isinstance(tree, dict)
            return {key if each == path[-1] else each: value for each, value in tree.items()}

        return Splice(start, end, new, _with(self.tree, path[:-1], renamed))

    def add_key(self, path: Path, key: str, value: str, after: str | None) -> Splice:
        mapping = self._node(path)
        if not _is_mapping(mapping):
            raise EditError(say("{shown} is no mapping", shown=_shown(path)))
        names = [name.value for name, _ in mapping.value]
        if key in names:
            raise EditError(say("{key!r} is there already", key=key))
        if after is not None and after not in names:
            raise EditError(say("there is no {after!r} to stand behind", after=after))
        position = len(names) if after is None else names.index(after) + 1
        field = (key, value)

        def grown(tree: Tree) -> Tree:
            assert isinstance(tree, dict)
            entries: list[tuple[str, Tree]] = list(tree.items())
            entries.insert(position, field)
            return dict(entries)

        tree = _with(self.tree, path, grown)
        before = mapping.value[position - 1][1] if position else None
        if mapping.flow_style:
            at = self._end(before) if before is not None else mapping.start_mark.index + 1
            new = field_line(key, value, 0, flow=True)
            joint = f", {new}" if before is not None else new
            return Splice(at, at, joint, tree)
        assert before is not None  # the strict reader takes no empty block mapping
        indent = mapping.start_mark.column
        return self._line_behind(before, f"{' ' * indent}{field_line(key, value, indent)}", tree)

    def add_item(self, path: Path, index: int, fields: Mapping[str, str]) -> Splice:
        row = self._node(path)
        if not _is_list(row):
            raise EditError(say("{shown} is no list", shown=_shown(path)))
        if not fields:
            raise EditError(say("an item needs a field"))
        index = min(index, len(row.value))

        def grown(tree: Tree) -> Tree:
            assert isinstance(tree, list)
            return [*tree[:index], dict(fields), *tree[index:]]

        tree = _with(self.tree, path, grown)
        if row.flow_style:
            inner = ", ".join(field_line(key, value, 0, flow=True) for key, value in fields.items())
            new = f"{{{inner}}}"
            if not row.value:
                at = row.start_mark.index + 1
                return Splice(at, at, new, tree)
            if index:
                at = self._end(row.value[index - 1])
                return Splice(at, at, f", {new}", tree)
            at = row.value[0].start_mark.index
            return Splice(at, at, f"{new}, ", tree)
        dash = row.start_mark.column
        lines = [
            f"{' ' * dash}{'  ' if position else '- '}{field_line(key, value, dash + 2)}"
            for position, (key, value) in enumerate(fields.items())
        ]
        if index:
            return self._line_behind(row.value[index - 1], "\n".join(lines), tree)
        at = row.start_mark.index - dash
        return Splice(at, at, "\n".join(lines) + "\n", tree)

    def remove(self, path: Path) -> Splice:
        holder, position = self._entry(path)
        if len(holder.value) == 1:
            raise EditError(say("{shown} is the only one in its place", shown=_shown(path)))

        def shrunk(tree: Tree) -> Tree:
            if isinstance(tree, dict):
                return {key: value for key, value in tree.items() if key != path[-1]}
            assert isinstance(tree, list)
            return [item for index, item in enumerate(tree) if index != path[-1]]

        tree = _with(self.tree, path[:-1], shrunk)
        start, end = self._bounds(holder, position)
        if holder.flow_style:
            if position:  # with the comma before it
                start = self._bounds(holder, position - 1)[1]
            else:
                end = self._bounds(holder, 1)[0]
            return Splice(start, end, "", tree)
        if not _is_mapping(holder):
            start = self._dash(holder, position)
        elif position == 0 and self.text[:start].rpartition("\n")[2].strip():
            # The first key stands behind the dash of its item, which goes on to the next key.
            following = self._bounds(holder, 1)[0]
            gap = self.text[end:following]
            return Splice(start, end if "#" in gap else following, "", tree)
        start = self.text.rfind("\n", 0, start) + 1
        rest = _LINE_REST.match(self.text, end)
        assert rest is not None
        return Splice(start, rest.end(), "", tree)

    def arranged(self, path: Path, items: Sequence[ArrangedItem]) -> list[tuple[int, int, str]]:
        """The splices that arrange a list anew, each of the text as it is."""
        row = self._node(path)
        if not _is_list(row):
            raise EditError(say("{shown} is no list", shown=_shown(path)))
        new = [each.lines for each in items if each.lines is not None]
        if row.flow_style:
            if row.value:
                raise EditError(say("{shown} stands in brackets", shown=_shown(path)))
            return self._filled(row, new)
        dash = row.start_mark.column
        if not items:
            items = [ArrangedItem(0, "[]")]
        elif all(each.was is None for each in items):
            items = [ArrangedItem(0, items[0].lines), *items[1:]]
        named = {each.was for each in items}
        splices: list[tuple[int, int, str]] = []
        for position, node in enumerate(row.value):
            if position not in named:
                start = self.text.rfind("\n", 0, self._dash(row, position)) + 1
                rest = _LINE_REST.match(self.text, self._end(node))
                assert rest is not None
                splices.append((start, rest.end(), ""))
        behind: int | None = None
        waiting: list[str] = []
        for each in items:
            if each.was is None:
                waiting.append(_indented_by(each.lines or "", dash))
                continue
            splices += self._come(row, behind, each.was, waiting)
            behind, waiting = each.was, []
            if each.lines is not None:
                start = self._dash(row, each.was)
                lines = _indented_by(each.lines, dash).lstrip(" ")
                splices.append((start, self._end(row.value[each.was]), lines))
        splices += self._come(row, behind, None, waiting)
        return splices

    def _come(
        self, row: Any, behind: int | None, before: int | None, lines: list[str]
    ) -> list[tuple[int, int, str]]:
        """New items behind an old one, or where there is none, before another."""
        if not lines:
            return []
        if behind is not None:
            rest = _COMMENT.match(self.text, self._end(row.value[behind]))
            at = rest.end() if rest is not None else self._end(row.value[behind])
            return [(at, at, "".join(f"\n{each}" for each in lines))]
        assert before is not None
        at = self.text.rfind("\n", 0, self._dash(row, before)) + 1
        return [(at, at, "".join(f"{each}\n" for each in lines))]

    def _filled(self, row: Any, lines: Sequence[str]) -> list[tuple[int, int, str]]:
        """The first items of a list that is written ``[]``."""
        if not lines:
            return []
        start, end = row.start_mark.index, self._end(row)
        line = self.text.rfind("\n", 0, start) + 1
        alone = self.text[line:start].strip() == ""
        dash = start - line if alone else 2
        block = "\n".join(_indented_by(each, dash) for each in lines)
        if alone:
            return [(start, end, block.lstrip(" "))]
        gap = len(self.text[line:start]) - len(self.text[line:start].rstrip(" "))
        return [(start - gap, end, f"\n{block}")]

    def item_lines(self, path: Path) -> str:
        """An item as it is written, from its dash on, which stands in its own column."""
        row, position = self._entry(path)
        if not _is_list(row) or row.flow_style:
            raise EditError(say("{shown} stands in brackets", shown=_shown(path)))
        start = self._dash(row, position)
        line = self.text.rfind("\n", 0, start) + 1
        return " " * (start - line) + self.text[start : self._end(row.value[position])]

    # Where things stand

    def _node(self, path: Path) -> Any:
        """The node of the parser at ``path``.  Raises EditError where there is none."""
        import yaml

        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        # The strict reader has bounded depth and size, and refused aliases.
        node: Any = yaml.compose(self.text, Loader=loader)
        for step in path:
            if isinstance(step, int) and _is_list(node) and 0 <= step < len(node.value):
                node = node.value[step]
                continue
            found = (
                [value for key, value in node.value if key.value == step]
                if _is_mapping(node)
                else []
            )
            if not found:
                raise EditError(say("there is no {shown}", shown=_shown(path)))
            node = found[0]
        return node

    def _entry(self, path: Path) -> tuple[Any, int]:
        """The mapping or list that holds what ``path`` leads to, and its position there."""
        if not path:
            raise EditError(say("the file itself is no place in it"))
        self._node(path)
        holder = self._node(path[:-1])
        if _is_list(holder):
            return holder, int(path[-1])
        return holder, [key.value for key, _ in holder.value].index(path[-1])

    def _bounds(self, holder: Any, position: int) -> tuple[int, int]:
        """Where an entry begins and ends: with its key, where it has one."""
        entry = holder.value[position]
        first, last = entry if _is_mapping(holder) else (entry, entry)
        return first.start_mark.index, self._end(last)

    def _end(self, node: Any) -> int:
        """Where what is written for a node ends.

        The parser ends a block collection, and a block text, where the next thing begins,
        behind comments and empty lines that are not its own.
        """
        if _is_mapping(node) or _is_list(node):
            if node.flow_style:
                return int(node.end_mark.index)
            last = node.value[-1][1] if _is_mapping(node) else node.value[-1]
            return (
                max(self._end(last), self._end(node.value[-1][0]) + 1)
                if _is_mapping(node)
                else self._end(last)
            )
        if node.style in ("|", ">"):
            return self._end_of_block(node)
        return int(node.end_mark.index)

    def _end_of_block(self, node: Any) -> int:
        """The end of the last line of a block text that holds more than spaces.

        The parser's end mark stands behind the text, at the next line that is indented less;
        comments between are not the text's, and are indented less as well (YAML 1.1, 8.1.1.2).
        """
        header = _LINE_REST.match(self.text, node.start_mark.index)
        assert header is not None
        at = end = header.end()
        if self.text[:at].endswith("\n"):
            end -= 1
        lines = node.value.rstrip("\n").count("\n") + 1 if node.value.strip("\n") else 0
        if node.style == ">":
            body = self.text[at : node.end_mark.index]
            return at + len(body.rstrip(" \n")) if body.strip(" \n") else end
        for _ in range(lines):
            line = _LINE_REST.match(self.text, at)
            assert line is not None
            end = line.end() - line[0].endswith("\n")
            at = line.end()
        return end

    def _indent(self, parent: Any) -> int:
        """How far the keys of a block mapping, or the dashes of a list, are indented."""
        return int(parent.start_mark.column)

    def _dash(self, row: Any, position: int) -> int:
        """Where the dash of an item stands: in the column of the list's first."""
        column, item = row.start_mark.column, row.value[position].start_mark.index
        at = item
        while True:
            line = self.text.rfind("\n", 0, at) + 1
            here = line + column
            if self.text[line:here].strip() == "" and self.text.startswith("-", here):
                return int(here)
            at = line - 1

    def _line_behind(self, node: Any, lines: str, tree: Tree) -> Splice:
        """New lines behind the line on which ``node`` ends, and behind a comment there."""
        rest = _COMMENT.match(self.text, self._end(node))
        at = rest.end() if rest is not None else self._end(node)
        return Splice(at, at, f"\n{lines}", tree)


def _indented_by(lines: str, column: int) -> str:
    """The lines of an item with its dash in this column."""
    rows = lines.split("\n")
    first = len(rows[0]) - len(rows[0].lstrip(" "))
    return "\n".join(f"{' ' * column}{each[first:]}" if each.strip() else "" for each in rows)


def _is_mapping(node: Any) -> bool:
    return type(node).__name__ == "MappingNode"


def _is_list(node: Any) -> bool:
    return type(node).__name__ == "SequenceNode"


def _shown(path: Sequence[str | int]) -> str:
    """A path as messages write it: ``operations[2].find``."""
    shown = ""
    for step in path:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}" if shown else step
    return shown or say("the file")
