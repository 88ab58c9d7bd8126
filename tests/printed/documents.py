"""Documents whose tree is known, made from a seed; the same seed makes the same document."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from hypothesis import strategies as st

from tests.printed.flaws import FLAWS, Flaw, flawed
from tests.printed.plans import PLANS, Level, Plan
from tests.printed.tree import BULLET, Form, Look, Node, Row, walked
from tests.printed.words import Writer

Profile = Literal["regular", "irregular"]
Contents = Literal["", "plain", "pages", "both"]
History = Literal["", "front", "end", "front list", "end list"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Document:
    """A document: its tree, and what stands around the provisions."""

    plan: str
    seed: int
    profile: Profile
    size: int
    extras: frozenset[str]
    root: Node
    title: str
    contents: Contents = ""
    history: History = ""
    levels: tuple[Level, ...] = ()
    flaws: tuple[Flaw, ...] = ()

    def __repr__(self) -> str:
        extras = "" if self.extras == frozenset(EXTRAS) else f", extras={sorted(self.extras)}"
        return f"make({self.plan!r}, {self.seed}, {self.profile!r}, size={self.size}{extras})"

    @property
    def language(self) -> str:
        """``en`` or ``ja``."""
        return self.plan[:2]

    @property
    def forms(self) -> frozenset[str]:
        """What is in it, by name: the forms of its levels, its frame, its flaws."""
        found = {level.name for level in self.levels}
        found |= {f"contents {self.contents}"} if self.contents else set()
        found |= {f"history {self.history}"} if self.history else set()
        found |= {f"flaw {flaw.name}" for flaw in self.flaws}
        for node in walked(self.root):
            if node.place == "alone" and "則" in node.caption:
                found.add("supplementary")
            kinds = "".join("t" if isinstance(part, str) else "r" for part in node.body)
            if "rt" in kinds and node is not self.root:
                found.add("text behind a row")
            if "rtr" in kinds and node is not self.root:
                found.add("second row")
        return frozenset(found)


EXTRAS: Final = (
    "preamble", "closing", "contents", "history", "text under headings", "text behind rows",
    "second rows", "several texts", "long rows", "deleted", "ranges", "branches",
    "supplementary", "supplementary blocks", "supplementary dated", "supplementary 付則",
    "supplementary without articles",
)  # fmt: skip
"""What a document may have beside the provisions of its plan."""


def make(
    plan: str, seed: int, profile: Profile = "regular", *, size: int = 2,
    extras: Collection[str] = EXTRAS,
) -> Document:  # fmt: skip
    """The document of a plan and a seed.

    ``size`` bounds how many provisions a row has, ``extras`` says what it may have beside them.
    """
    rng = random.Random(f"{plan} {seed} {profile}")
    maker = _Maker(rng, PLANS[plan](rng), size, frozenset(extras))
    document = maker.document(plan, seed, profile)
    if profile == "irregular":
        count = 1 + (rng.random() < 0.5)
        root, flaws = flawed(document.root, maker.plan, rng, maker.writer, count)
        document = replace(document, root=root, flaws=flaws)
    return document


@st.composite
def documents(
    draw: st.DrawFn,
    *,
    plans: tuple[str, ...] = tuple(PLANS),
    profiles: tuple[Profile, ...] = ("regular", "irregular"),
    extras: Collection[str] = EXTRAS,
) -> Document:
    """Documents of these plans and profiles; they shrink to few provisions."""
    return make(
        draw(st.sampled_from(plans)),
        draw(st.integers(0, 2**20)),
        draw(st.sampled_from(profiles)),
        size=draw(st.integers(1, 2)),
        extras=extras,
    )


_DATES: Final = ("令和２年４月１日", "平成20年6月26日", "2022年10月1日", "令和三年七月一日")


@dataclass
class _Maker:
    rng: random.Random
    plan: Plan
    size: int
    extras: frozenset[str]
    writer: Writer = field(init=False)
    counts: dict[int, int] = field(default_factory=dict)
    """How far the levels are counted that go on through others."""

    def __post_init__(self) -> None:
        self.writer = Writer(self.rng, self.plan.language)
        dotted = any("{p}" in _template(level) for level in self.plan.levels)
        self.under_headings = self.some("text under headings", 0.3)
        self.flush = self.some("text behind rows", 0.5)
        self.second = self.some("second rows", 0.3)
        self.deleted = self.some("deleted", 0.3)
        self.ranges = self.some("ranges", 0.2)
        self.branches = self.some("branches", 0.3) and not dotted

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def some(self, extra: str, probability: float) -> bool:
        """Whether the document has an extra, where it may have it."""
        return self.chance(probability) and extra in self.extras

    def document(self, plan: str, seed: int, profile: Profile) -> Document:
        rng, language = self.rng, self.plan.language
        body: list[str | Row] = []
        if self.some("preamble", 0.3):
            body.append(self.writer.sentence())
        body.append(self.row(0, ""))
        if self.plan.supplementary and self.some("supplementary", 0.6):
            body.append(self.supplementary())
        if self.some("closing", 0.4):
            body.append(rng.choice(
                ("Adopted on May 1, 2020", "Date: May 1, 2020")
                if language == "en" else ("以上", "令和２年５月１日")
            ))  # fmt: skip
        contents: Contents = ""
        if self.some("contents", 0.4):
            contents = rng.choice(("plain", "pages", "both"))
        history: History = ""
        if self.some("history", 0.4):
            history = rng.choice(("front", "end", "front list", "end list"))
        return Document(
            plan=plan, seed=seed, profile=profile, size=self.size, extras=self.extras,
            contents=contents, history=history,
            root=Node(body=tuple(body)), levels=self.plan.levels,
            title={"en": "Bylaws of the Society", "ja": "協会定款"}[language],
        )  # fmt: skip

    # Provisions

    def row(self, at: int, parent: str, *, least: int = 1) -> Row:
        """The provisions of a level, in one owner."""
        level = self.plan.levels[at]
        most = max(min(level.most, self.size + 1), least)
        if level.role in ("item", "paragraph"):
            least = 2
            most = max(most, 2)
        count = self.rng.randint(least, most)
        if level.role == "item" and self.some("long rows", 0.04):
            count = self.rng.randint(8, 12)  # (h), (i), (j): where letters look like romans
        start = self.counts.get(at, 0) if level.through else 0
        items: list[Node] = []
        number = start
        for place in range(count):
            number += 1
            if level.through:
                # Those within may go on with a count of their own, so it is kept at once.
                self.counts[at] = number
            last = place == count - 1
            items.append(self.node(at, number, parent, last=last, first=place == 0))
            if not self.statute(level) or last:
                continue
            if self.ranges and self.chance(0.2):
                items.append(self.span(items[-1], number + 1, number + 3))
                number += 3
            elif self.branches and self.chance(0.15):
                items.append(self.branch(at, items[-1], parent))
        return Row(tuple(items))

    def node(self, at: int, number: int, parent: str, *, last: bool, first: bool) -> Node:
        level = self.plan.levels[at]
        form = level.form
        silent = level.silent and first
        label = None if form is None or silent else form.write(number, parent)
        own = f"{parent}.{number}" if form and "{p}" in form.template else str(number)
        look = replace(level.look, form=form, number=number, parent=parent)
        if level.gaps:
            look = replace(look, gap=self.rng.choice(level.gaps))
        if form is not None and form.template == BULLET:
            look = replace(look, form=None)
        caption = self.writer.caption() if level.place != "none" else ""
        if level.capitals:
            caption = caption.upper()
        node = Node(label=label, silent=silent, caption=caption, place=level.place, look=look)
        if self.deleted and level.role == "article" and level.form and self.chance(0.15):
            return self.gone(node, level)
        return replace(node, body=self.body(at, own, last=last))

    def statute(self, level: Level) -> bool:
        """Whether it is numbered as statutes are, 第五条, with branches and ranges."""
        return level.form is not None and level.form.template == "第{n}条"

    def span(self, node: Node, first: int, last: int) -> Node:
        """第五条から第七条まで 削除."""
        form = node.look.form
        assert form is not None
        label = f"{form.write(first)}から{form.write(last)}まで"
        return replace(
            node, label=label, caption="", place="none", body=("削除",),
            look=Look(gap="　", kind="line"),
        )  # fmt: skip

    def branch(self, at: int, node: Node, parent: str) -> Node:
        """第五条の二 behind 第五条."""
        level = self.plan.levels[at]
        numeral = Form("{n}", level.form.numeral if level.form else "1")
        caption = self.writer.caption() if level.place != "none" else ""
        return replace(
            node, label=f"{node.label}の{numeral.write(2)}", caption=caption,
            place=level.place, look=replace(level.look, form=None),
            body=self.body(at, f"{node.look.number}の2", last=False),
        )  # fmt: skip

    def gone(self, node: Node, level: Level) -> Node:
        """A provision that was deleted and kept its number."""
        words = (
            ("(Deleted)", "[Reserved]", "(intentionally omitted)")
            if self.plan.language == "en" else ("削除", "削　除")
        )  # fmt: skip
        look = replace(node.look, gap="　" if self.plan.language == "ja" else " ", alone=False)
        if look.kind == "heading":
            look = replace(look, kind="line")
        return replace(
            node, caption="", place="none", look=look, body=(self.rng.choice(words),)
        )  # fmt: skip

    def body(self, at: int, own: str, *, last: bool) -> tuple[str | Row, ...]:
        level = self.plan.levels[at]
        below = self.plan.levels[at + 1] if at + 1 < len(self.plan.levels) else None
        if level.role == "frame":
            under = self.under_headings and self.chance(0.4)
            text = (self.writer.sentence(),) if under else ()
            return (*text, self.row(at + 1, own))
        if below is not None and below.role == "paragraph":
            if below.always or self.chance(0.5):
                return (self.row(at + 1, own),)
            return self.texts(at + 1, own, last=last, role="article")
        return self.texts(at, own, last=last, role=level.role)

    def texts(self, at: int, own: str, *, last: bool, role: str) -> tuple[str | Row, ...]:
        """Text, perhaps with items, text behind them, and more items."""
        writer = self.writer
        deeper = at + 1 < len(self.plan.levels)
        chance = 0.22 if role == "item" else 0.45
        if not deeper or not self.chance(chance):
            if role == "item":
                return (writer.item(last=last),)
            if self.several() and self.chance(0.25):
                return (writer.sentence(), writer.sentence())
            return (writer.sentence(),)
        body: list[str | Row] = [writer.opening(), self.row(at + 1, own)]
        if role != "item" and self.flush and self.chance(0.35):
            body.append(writer.sentence())
        dotted = "{p}" in _template(self.plan.levels[at + 1])
        if role != "item" and self.second and not dotted and self.chance(0.3):
            if isinstance(body[-1], Row):
                body.append(writer.opening())
            else:
                body[-1] = writer.opening()
            body.append(self.row(at + 1, own))
        return tuple(body)

    def several(self) -> bool:
        """Whether a provision may have several texts without numbers."""
        own = self.plan.language == "en" or self.plan.unnumbered
        return own and "several texts" in self.extras

    # Supplementary provisions

    def supplementary(self) -> Row:
        """One block or several, each with its own numbering, or going on."""
        other = self.some("supplementary 付則", 0.4)
        title = self.rng.choice(("付則", "付　則") if other else ("附　則", "附則"))
        count = self.rng.randint(2, 3) if self.some("supplementary blocks", 0.4) else 1
        shape = self.rng.choice(("articles", "going on"))
        if self.some("supplementary without articles", 0.4):
            shape = self.rng.choice(("paragraphs", "text"))
        if shape == "going on" and count > 1:
            shape = "articles"
        dated = self.some("supplementary dated", 0.4) or count > 1
        blocks: list[Node] = []
        for place in range(count):
            date = f"（{_DATES[place % len(_DATES)]}）" if dated else ""
            blocks.append(
                Node(
                    caption=title + date,
                    place="alone",
                    look=Look(kind="heading"),
                    body=self.block(shape),
                )
            )
        return Row(tuple(blocks))

    def block(self, shape: str) -> tuple[str | Row, ...]:
        at = next(
            index for index, level in enumerate(self.plan.levels) if level.role == "article"
        )  # fmt: skip
        level = self.plan.levels[at]
        if shape == "text":
            return (self.writer.sentence(),)
        if shape == "paragraphs":
            form = Form("{n}", "９10")
            look = Look(gap="　", form=form)
            return (Row(tuple(
                Node(label=form.write(number), look=replace(look, number=number),
                     body=(self.writer.sentence(),))
                for number in range(1, self.rng.randint(2, 3) + 1)
            )),)  # fmt: skip
        start = self.counts.get(at, 0) if shape == "going on" and level.through else 0
        items: list[Node] = []
        for number in range(start + 1, start + self.rng.randint(1, 2) + 1):
            node = self.node(at, number, "", last=False, first=number == 1)
            items.append(replace(node, body=(self.writer.sentence(),), caption=node.caption,
                                 look=replace(level.look, form=level.form, number=number),
                                 place=level.place if node.caption else "none"))  # fmt: skip
            if level.place != "none" and not node.caption:
                items[-1] = replace(items[-1], caption=self.writer.caption(), place=level.place)
        return (Row(tuple(items)),)


def _template(level: Level) -> str:
    return level.form.template if level.form else ""


def flaw_names() -> tuple[str, ...]:
    """Every kind of irregularity."""
    return tuple(FLAWS)
