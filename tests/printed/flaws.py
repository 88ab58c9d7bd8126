"""What is irregular in real documents, put into a regular one; the tree stays known.

Every flaw is kept as printed: a gap is a gap, a number twice stands twice. A reader is right
when it gives the tree with the flaw in it, and honest when it says that it is in doubt there.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tests.printed.plans import Plan
from tests.printed.tree import Node, Row, changed, rows_of, walked
from tests.printed.words import Writer, tokens

BREAK: Final = "\v"
"""In a text: where a document that breaks its lines breaks this one; a space in all others."""


def unbroken(text: str) -> str:
    """A text on one line: a break is a space, and nothing between wide characters."""
    return text.replace(BREAK, "" if any(ord(char) > 0x2E80 for char in text) else " ")


@dataclass(frozen=True, slots=True)
class Flaw:
    """An irregularity, and the word of the provision that has it."""

    name: str
    token: str


@dataclass
class _Bench:
    root: Node
    plan: Plan
    rng: random.Random
    writer: Writer

    @property
    def ja(self) -> bool:
        return self.plan.language == "ja"

    def rows(self, least: int) -> list[Row]:
        """The rows of at least so many provisions that have numbers of their own."""
        return [
            row for _, row in rows_of(self.root)
            if len(row.items) >= least
            and all(item.label and item.look.form and item.look.number for item in row.items)
        ]  # fmt: skip

    def plain(self) -> list[Node]:
        """The provisions whose body begins with a text."""
        return [
            node for node in walked(self.root)
            if node is not self.root and node.body and isinstance(node.body[0], str)
            and tokens(node.body[0])
        ]  # fmt: skip

    def put(self, target: Node, *new: Node) -> None:
        self.root = changed(self.root, target, lambda _: new)


def relabelled(node: Node, number: int) -> Node:
    """The provision under another number, in its form."""
    look = node.look
    assert look.form is not None
    label = look.form.write(number, look.parent)
    return replace(node, label=label, look=replace(look, form=None))


def _gap(bench: _Bench) -> Node | None:
    rows = bench.rows(3)
    if not rows:
        return None
    row = bench.rng.choice(rows)
    at = bench.rng.randrange(1, len(row.items) - 1)
    after = row.items[at + 1]
    moved = replace(after, look=replace(after.look, form=None))
    bench.put(after, moved)
    bench.put(row.items[at])
    return moved


def _twice(bench: _Bench) -> Node | None:
    rows = bench.rows(2)
    if not rows:
        return None
    row = bench.rng.choice(rows)
    at = bench.rng.randrange(1, len(row.items))
    again = relabelled(row.items[at], row.items[at - 1].look.number)
    bench.put(row.items[at], again)
    return again


def _out_of_turn(bench: _Bench) -> Node | None:
    rows = [row for row in bench.rows(3) if row.items[0].look.kind == "item"] or bench.rows(3)
    if not rows:
        return None
    row = bench.rng.choice(rows)
    at = bench.rng.randrange(0, len(row.items) - 1)
    one, other = row.items[at], row.items[at + 1]
    first, second = relabelled(one, other.look.number), relabelled(other, one.look.number)
    bench.put(one, first)
    bench.put(other, second)
    return second


def _late(bench: _Bench) -> Node | None:
    rows = [row for row in bench.rows(2) if row.items[0].look.kind == "item"]
    if not rows:
        return None
    row = bench.rng.choice(rows)
    moved = [relabelled(item, item.look.number + 1) for item in row.items]
    for item, new in zip(row.items, moved, strict=True):
        bench.put(item, new)
    return moved[0]


def _departing(bench: _Bench) -> Node | None:
    """One label in another form than its siblings."""
    rows = bench.rows(2)
    if not rows:
        return None
    node = bench.rng.choice(bench.rng.choice(rows).items[1:])
    label = node.label or ""
    other = next((new for new in _variants(label) if new != label), None)
    if other is None:
        return None
    new = replace(node, label=other, look=replace(node.look, form=None))
    bench.put(node, new)
    return new


_WIDE: Final = str.maketrans("0123456789()", "０１２３４５６７８９（）")
_HALF: Final = str.maketrans("０１２３４５６７８９（）", "0123456789()")


def _variants(label: str) -> Iterator[str]:
    """Other ways to print the same number in the same document."""
    if not label.isascii():
        wide = any(char > "\uff00" for char in label)
        yield label.translate(_HALF if wide else _WIDE)
    if label.endswith("."):
        yield label[:-1] if " " in label else f"{label[:-1]})"
    elif label.endswith(")"):
        yield f"{label[1:-1]}." if label.startswith("(") else f"({label}"
    elif label[-1:].isalnum() and label.isascii():
        yield f"{label}."


def _mixed(bench: _Bench) -> Node | None:
    """A whole row in another form than the other rows of its level."""
    rows = [row for row in bench.rows(2) if row.items[0].look.kind == "item"]
    if not rows:
        return None
    row = bench.rng.choice(rows)
    labels = [next(iter(_variants(item.label or "")), "") for item in row.items]
    if not all(labels):
        return None
    found = [
        replace(item, label=label, look=replace(item.look, form=None))
        for item, label in zip(row.items, labels, strict=True)
    ]
    for item, new in zip(row.items, found, strict=True):
        bench.put(item, new)
    return found[0]


def _foreign_parent(bench: _Bench) -> Node | None:
    """Section 1.2 under Article II."""
    nodes = [
        node for row in bench.rows(2) for node in row.items
        if node.look.form and "{p}" in node.look.form.template and node.look.parent.isdigit()
    ]  # fmt: skip
    if not nodes:
        return None
    node = bench.rng.choice(nodes)
    form, look = node.look.form, node.look
    assert form is not None
    parent = str(int(look.parent) - 1 if int(look.parent) > 1 else int(look.parent) + 1)
    new = replace(node, label=form.write(look.number, parent), look=replace(look, form=None))
    bench.put(node, new)
    return new


_CITATIONS: Final = {
    "en": ("Section 1.1 of the Certificate of {} applies.", "Article 5 and Article 6 bind {}.",
           "Section 2 to Section 4 do not concern {}.", "1.1 and 1.2 apply to {}."),
    "ja": ("第３条の規定は、{}について準用する。", "第２条及び第３条は、{}には適用しない。",
           "第1章から第3章までの規定は、{}の細則で補う。", "第一項の場合において、{}は通知する。"),
}  # fmt: skip
_LIKE_MARKS: Final = {
    "en": ("(b) above does not apply to {}.", "2 persons from {} form a quorum.",
           "3. and 4. do not bind {}.", "A member of {} may resign.", "I, who founded {}, agree.",
           "2020 was the first year of {}."),
    "ja": ("２名以上の{}の会員をもって構成する。", "一般の{}会員を除く。", "イ及びロは、{}に限る。",
           "（2）の{}は、会員に限る。", "1.5倍を{}の会費とする。", "１０，０００円を{}に納める。"),
}  # fmt: skip
_CUTS: Final = {
    "en": ("The list of {} is kept under Section\v1.1 of these rules and shown to all.",
           "Every matter of {} that falls under paragraph\v(b) of the rules is decided at once.",
           "No fee of {} may be more than\v2. The Treasurer sees to that every year."),
    "ja": ("{}の会員に関する事項については、当法人が別に定める規則及び定款の\v第３条の規定に従う。",
           "{}の会員は、その届出に係る事項に変更があったときは、\v２週間以内に届け出る。"),
}  # fmt: skip


def _texted(kinds: Mapping[str, tuple[str, ...]]) -> Callable[[_Bench], Node | None]:
    def put(bench: _Bench) -> Node | None:
        """Such a text as a further text of a provision that has texts alone."""
        nodes = [
            node for node in bench.plain()
            if len(node.body) == 1 and node.look.kind != "item" and not node.look.alone
        ]  # fmt: skip
        if not nodes:
            return None
        node = bench.rng.choice(nodes)
        text = bench.rng.choice(kinds[bench.plan.language]).format(bench.writer.token())
        new = replace(node, body=(*node.body, text))
        bench.put(node, new)
        return new

    return put


def _cited(bench: _Bench) -> Node | None:
    """A provision whose own text begins with a citation, on the line of its label."""
    nodes = [node for node in bench.plain() if node.look.kind == "item" or node.place == "none"]
    if not nodes:
        return None
    node = bench.rng.choice(nodes)
    text = bench.rng.choice(_CITATIONS[bench.plan.language]).format(bench.writer.token())
    new = replace(node, body=(text, *node.body[1:]))
    bench.put(node, new)
    return new


def _cut(bench: _Bench) -> Node | None:
    """A citation that a line's end cuts."""
    nodes = [node for node in bench.plain() if len(node.body) == 1]
    if not nodes:
        return None
    node = bench.rng.choice(nodes)
    text = bench.rng.choice(_CUTS[bench.plan.language]).format(bench.writer.token())
    new = replace(node, body=(text,))
    bench.put(node, new)
    return new


def _unlabelled(bench: _Bench) -> Node | None:
    """A text in a chapter behind its articles: one whose label was forgotten."""
    frames = [
        node for node in walked(bench.root)
        if node is not bench.root and node.children and not node.texts
        and node.children[0].look.kind == "heading"
    ]  # fmt: skip
    if not frames:
        return None
    frame = bench.rng.choice(frames)
    new = replace(frame, body=(bench.writer.sentence(), *frame.body))
    bench.put(frame, new)
    return new


def _same_mark(bench: _Bench) -> Node | None:
    """A list within an item, in the marks of the items themselves."""
    nodes = [
        node for row in bench.rows(2) for node in row.items
        if node.look.kind == "item" and len(node.body) == 1
        and node.look.form and "{p}" not in node.look.form.template
    ]  # fmt: skip
    if not nodes:
        return None
    node = bench.rng.choice(nodes)
    form = node.look.form
    assert form is not None
    inner = tuple(
        Node(label=form.write(number), look=replace(node.look, number=number),
             body=(bench.writer.item(last=number == 2),))
        for number in (1, 2)
    )  # fmt: skip
    new = replace(node, body=(*node.body, Row(inner)))
    bench.put(node, new)
    return new


FLAWS: Final[Mapping[str, Callable[[_Bench], Node | None]]] = {
    "gap": _gap,
    "twice": _twice,
    "out of turn": _out_of_turn,
    "begins late": _late,
    "departing label": _departing,
    "mixed forms": _mixed,
    "another parent's number": _foreign_parent,
    "text begins with a citation": _texted(_CITATIONS),
    "item begins with a citation": _cited,
    "text begins like a mark": _texted(_LIKE_MARKS),
    "citation cut by a line's end": _cut,
    "text where no text was": _unlabelled,
    "same marks on two levels": _same_mark,
}


def flawed(
    root: Node, plan: Plan, rng: random.Random, writer: Writer, count: int
) -> tuple[Node, tuple[Flaw, ...]]:
    """The tree with so many flaws of different kinds, as far as it has room for them."""
    bench = _Bench(root, plan, rng, writer)
    names: Sequence[str] = rng.sample(tuple(FLAWS), k=len(FLAWS))
    found: list[Flaw] = []
    for name in names:
        if len(found) == count:
            break
        before = bench.root
        node = FLAWS[name](bench)
        if node is None:
            continue
        words = {word for each in walked(bench.root) for word in _words_of(each)}
        if any(flaw.token not in words for flaw in found):
            bench.root = before  # it would take the place of another one
            continue
        found.append(Flaw(name, next(iter(_words_of(node)), "")))
    return bench.root, tuple(found)


def _words_of(node: Node) -> list[str]:
    """The words of its own that a provision is known by."""
    return [word for part in (node.caption, *node.texts) for word in tokens(part)]
