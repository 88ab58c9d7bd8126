"""The forms that real articles are printed in, as plans that documents are made by.

A plan says for one document which levels it has and how each is printed. What may differ from
document to document within one plan (which marks items have, what stands in front of a text) is
drawn at random; a regular document then keeps to it from its first page to its last.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from tests.printed.tree import BULLET, Form, Look, Place

Role = Literal["frame", "article", "paragraph", "item"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of provisions, and how it is printed."""

    role: Role
    form: Form | None
    place: Place = "none"
    look: Look = field(default_factory=Look)
    most: int = 4
    through: bool = False
    """Whether its numbers go on where the level above begins anew."""
    silent: bool = False
    """Whether the first one prints no number."""
    capitals: bool = False
    """Whether captions are printed in capitals."""
    always: bool = False
    """Whether even a single one has its number (paragraphs)."""
    gaps: tuple[str, ...] = ()
    """What may part a mark from its text, drawn for each; empty where the look tells it."""

    @property
    def name(self) -> str:
        """The form as a sample, with the place of the caption."""
        shown = self.form.name if self.form else "no number"
        silent = ", first silent" if self.silent else ""
        return f"{self.role} {shown!r}, caption {self.place}{silent}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the provisions of one document are printed, from the outermost level on."""

    language: Literal["en", "ja"]
    levels: tuple[Level, ...]
    supplementary: bool = False
    unnumbered: bool = False
    """Whether an article may have several paragraphs without any number."""


_Random = random.Random


def _frame(
    template: str, numeral: str, place: Place = "behind", *, gap: str = " ", most: int = 3,
    through: bool = False, capitals: bool = False, brackets: tuple[str, str] = ("", ""),
) -> Level:  # fmt: skip
    return Level(
        role="frame", form=Form(template, numeral), place=place, most=most, through=through,
        capitals=capitals, look=Look(kind="heading", gap=gap, brackets=brackets),
    )  # fmt: skip


def _items(shapes: str, *, gap: str = " ", ends: str = "") -> tuple[Level, ...]:
    """Levels of items by their first marks: ``(a) (i)``; ``ends`` is part of the mark."""
    return tuple(
        Level(
            role="item", form=_mark(shape), look=Look(kind="item", gap=gap), most=4
        )
        for shape in shapes.split()
    )  # fmt: skip


def _mark(shape: str) -> Form:
    if shape == BULLET:
        return Form(BULLET)
    core = shape.strip("().）（、")
    before, _, after = shape.partition(core)
    known = {"１": "１", "1": "1", "2": "1", "２": "９10"}
    return Form(f"{before}{{n}}{after}", known.get(core, core))


# English

_EN_ITEMS: Final = (
    "(a) (i) (A)", "(a) (1) (i)", "(1) (a) (i)", "a. i.", "1. a. i.", "(i) (A)", "A. 1. a.",
    "1) a)", "(a) (i)", "1. a. 1)",
)  # fmt: skip


def _en_items(rng: _Random) -> tuple[Level, ...]:
    return _items(rng.choice(_EN_ITEMS), gap=rng.choice((" ", " ", "  ", "\t")))


_SECTIONS: Final[tuple[tuple[Place, Literal["heading", "line"], bool], ...]] = (
    ("run in", "line", False), ("run in", "line", True), ("behind", "heading", False),
    ("none", "line", False), ("behind", "line", False),
)  # fmt: skip


def _section(rng: _Random, template: str, numeral: str = "1") -> Level:
    """A section: with its caption run in, alone on the line of the number, or without one."""
    place, kind, bold = rng.choice(_SECTIONS)
    stop = rng.choice((".", "", ":")) if place != "none" else rng.choice((".", ""))
    behind = rng.choice((". ", ".  ", " - ", ": ")) if place == "run in" else " "
    return Level(
        role="article", form=Form(template + stop, numeral), place=place, most=3,
        look=Look(kind=kind, gap=rng.choice((" ", "  ")), behind=behind, bold=bold),
    )  # fmt: skip


def _article_head(rng: _Random, numeral: str) -> Level:
    word = rng.choice(("Article", "ARTICLE"))
    capitals = word == "ARTICLE" and rng.random() < 0.7
    if rng.random() < 0.3:
        return _frame(f"{word} {{n}}", numeral, "below", capitals=capitals)
    stop, gap = rng.choice(((".", " "), ("", " "), ("", " - "), ("", ": "), ("", " — ")))
    return _frame(f"{word} {{n}}{stop}", numeral, "behind", gap=gap, capitals=capitals)


def _en_dotted(rng: _Random) -> Plan:
    head = _article_head(rng, rng.choice(("I", "1")))
    return Plan(language="en", levels=(head, _section(rng, "Section {p}.{n}"), *_en_items(rng)))


def _en_padded(rng: _Random) -> Plan:
    head = _article_head(rng, rng.choice(("I", "1")))
    word = rng.choice(("Section ", ""))
    section = _section(rng, f"{word}{{p}}.{{n}}", "01")
    return Plan(language="en", levels=(head, section, *_en_items(rng)))


def _en_restart(rng: _Random) -> Plan:
    section = _section(rng, rng.choice(("Section {n}", "SECTION {n}", "Sec. {n}")))
    return Plan(language="en", levels=(_article_head(rng, "I"), section, *_en_items(rng)))


def _en_decimals(rng: _Random) -> Plan:
    head = _frame("Article {n}.", "1", "behind")
    section = Level(
        role="article", form=Form("{p}.{n}", "1"), place=rng.choice(("behind", "run in")),
        look=Look(kind="heading", behind=". "), most=3,
    )  # fmt: skip
    if section.place == "run in":
        section = replace(section, look=replace(section.look, kind="line", bold=True))
    third = Level(role="item", form=Form("{p}.{n}", "1"), look=Look(kind="item"), most=3)
    return Plan(language="en", levels=(head, section, third, *_items("(a) (i)")))


def _en_articles(rng: _Random) -> Plan:
    """Articles alone, with their text and items."""
    above = rng.random() < 0.3
    form = Form(rng.choice(("Article {n}.", "Article {n}", "ARTICLE {n}")), rng.choice("1I"))
    look = Look(kind="line" if above else "heading", gap=rng.choice((" ", "  ")))
    place: Place = "above" if above else rng.choice(("behind", "below"))
    article = Level(role="article", form=form, place=place, look=look, most=5)
    return Plan(language="en", levels=(article, *_en_items(rng)))


def _en_words(rng: _Random) -> Plan:
    article = Level(
        role="article", form=Form(rng.choice(("Article {n}", "ARTICLE {n}")), "One"),
        place="behind", look=Look(kind="heading", gap=rng.choice((": ", " — "))), most=5,
    )  # fmt: skip
    return Plan(language="en", levels=(article, *_en_items(rng)))


def _en_outline(rng: _Random) -> Plan:
    head = _frame("{n}.", "I", "behind")
    second = Level(role="article", form=Form("{n}.", "A"), place="run in",
                   look=Look(behind=". "), most=3)  # fmt: skip
    return Plan(language="en", levels=(head, second, *_items("1. a. (i)")))


def _en_nested(rng: _Random) -> Plan:
    """Articles of numbered items, nested as Markdown nests them."""
    head = replace(_article_head(rng, rng.choice(("I", "1"))), role="article", most=4)
    return Plan(language="en", levels=(head, *_items(rng.choice(("1. a. i.", "1. a. 1)")))))


def _en_sign(rng: _Random) -> Plan:
    article = Level(
        role="article", form=Form(rng.choice(("§ {n}.", "§{n}", "§ {n}")), "1"),
        place=rng.choice(("behind", "run in")), look=Look(behind=". "), most=5,
    )  # fmt: skip
    levels: tuple[Level, ...] = (article, *_items(rng.choice(("(1) (a)", "(a) (1)"))))
    if rng.random() < 0.5:
        levels = (_frame("Chapter {n}", "1", "behind", gap=": "),
                  replace(article, through=True), *levels[1:])  # fmt: skip
    return Plan(language="en", levels=levels)


def _en_parts(rng: _Random) -> Plan:
    """Articles of association: parts, articles numbered through, paragraphs in brackets."""
    part = _frame(rng.choice(("Part {n}", "PART {n}")), "1", rng.choice(("below", "behind")),
                  capitals=True)  # fmt: skip
    article = Level(
        role="article", form=Form("{n}.", "1"), place="behind", most=4, through=True,
        look=Look(kind=rng.choice(("line", "heading")), gap=rng.choice((" ", "  "))),
    )  # fmt: skip
    paragraph = Level(role="paragraph", form=Form("({n})", "1"), look=Look(), most=3)
    return Plan(language="en", levels=(part, article, paragraph, *_items("(a) (i)")))


def _en_titles(rng: _Random) -> Plan:
    """Titles without any number over numbered paragraphs that begin anew."""
    title = Level(role="frame", form=None, place="alone", look=Look(kind="heading"), most=4)
    paragraph = Level(role="article", form=Form("{n}.", "1"), look=Look(kind="item"), most=4)
    inner = _items(rng.choice((f"{BULLET}", "a. i.", "(a) (i)")))
    return Plan(language="en", levels=(title, paragraph, *inner))


def _en_charter(rng: _Random) -> Plan:
    article = Level(
        role="article", form=Form("{n}.", "1"), place="behind", most=6, look=Look(kind="heading")
    )
    return Plan(
        language="en", levels=(article, *_items(rng.choice(("(a) i.", "(a) (i)", "a. i."))))
    )


def _en_clauses(rng: _Random) -> Plan:
    head = _frame(rng.choice(("{n}.", "{n}")), "1", "behind", capitals=True)
    second = Level(role="article", form=Form("{p}.{n}", "1"), look=Look(), most=3)
    third = Level(role="item", form=Form("{p}.{n}", "1"), look=Look(kind="item"), most=3)
    levels = (head, second, third) if rng.random() < 0.5 else (head, second)
    return Plan(language="en", levels=(*levels, *_items("(a) (i)")))


# Japanese

_JA_DIGITS: Final = ("1", "１", "９10", "一")


def _ja_articles(rng: _Random, numeral: str) -> Level:
    """Articles, with their captions in one of the places that print has them in."""
    wide = rng.choice(("　", "　", "  ", " "))
    open_, close = rng.choice((("（", "）"), ("(", ")")))
    form = Form(
        rng.choice(("第{n}条",) * 5 + ("第 {n} 条",)) if numeral == "1" else "第{n}条", numeral
    )
    shape = rng.choice(("above", "run in", "bold", "behind", "heading", "plain heading", "none"))
    look = Look(gap="" if shape in ("run in", "bold", "behind") else wide, brackets=(open_, close))
    place: Place = "run in"
    if shape == "above":
        place = "above"
    elif shape == "bold":
        look = replace(look, bold=True, behind="　")
    elif shape == "run in":
        look = replace(look, behind="　")
    elif shape == "behind":
        place, look = "behind", replace(look, kind="heading", gap=rng.choice(("", " ", "　")))
    elif shape == "heading":
        place, look = "above", replace(look, kind="heading", brackets=("", ""))
    elif shape == "plain heading":
        place, look = "behind", replace(look, kind="heading", brackets=("", ""), gap="　")
    else:
        place = "none"
    return Level(role="article", form=form, place=place, look=look, most=4, through=True)


_JA_PARAGRAPHS: Final = ("２", "２", "2", "2.", "２．", "②", "第2項", "第２項", "一項", "N.N")
_JA_ITEMS: Final = ("(1) イ", "一 イ (1)", "（１） ア", "⑴ ア", "1. (1)", "(1) イ）", "一、 イ、",
                    "１ ア", "1) ア)")  # fmt: skip


def _ja_paragraphs(rng: _Random, shape: str) -> Level:
    silent = rng.random() < 0.6
    gap = "　"
    if shape == "N.N":
        return Level(role="paragraph", form=Form("{p}.{n}", "1"), look=Look(gap=" "), always=True)
    if shape in ("第2項", "第２項"):
        form = Form("第{n}項", "1" if shape == "第2項" else "９10")
        return Level(role="paragraph", form=form, silent=silent,
                     look=Look(kind="heading", alone=True))  # fmt: skip
    if shape == "一項":
        return Level(role="paragraph", form=Form("{n}項", "一"), look=Look(gap="　"), always=True)
    core = shape.strip(".．")
    numeral = {"２": rng.choice(("１", "９10")), "2": "1", "②": "①"}[core]
    if shape.endswith((".", "．")) or core == "②":
        gap = rng.choice((" ", "　", "")) if core != "2" else " "
    return Level(role="paragraph", form=Form(shape.replace(core, "{n}"), numeral),
                 look=Look(gap=gap), silent=silent)  # fmt: skip


def _ja_items(rng: _Random, paragraph: str) -> tuple[Level, ...]:
    """Items in marks that no reader can take for those of the paragraphs."""
    alike = {"2.": ("1.", "1)"), "２．": ("１",), "２": ("１", "一"), "2": ("1.", "１"),
             "②": ("⑴",), "一項": ("一", "一、"), "N.N": ("1.",)}.get(paragraph, ())  # fmt: skip
    shapes = [one for one in _JA_ITEMS if one.split()[0] not in alike]
    chosen = rng.choice(shapes)
    gap = rng.choice(("　", " ")) if chosen[0] in "一１1" else rng.choice(("　", " ", ""))
    return _items(chosen, gap=" " if chosen[0] == "1" else gap)


def _ja_plan(rng: _Random, frames: tuple[Level, ...], numeral: str) -> Plan:
    article = _ja_articles(rng, numeral)
    unnumbered = rng.random() < 0.1
    if unnumbered:
        return Plan(language="ja", levels=(*frames, article, *_ja_items(rng, "")),
                    supplementary=True, unnumbered=True)  # fmt: skip
    shape = rng.choice(_JA_PARAGRAPHS)
    paragraph = _ja_paragraphs(rng, shape)
    if article.place == "none" and paragraph.look.alone:
        paragraph = replace(paragraph, look=replace(paragraph.look, kind="line"))
    return Plan(
        language="ja", levels=(*frames, article, paragraph, *_ja_items(rng, shape)),
        supplementary=True,
    )  # fmt: skip


def _ja_chapters(rng: _Random) -> Plan:
    numeral = rng.choice(_JA_DIGITS)
    frame = _frame("第{n}章", numeral, gap=rng.choice(("　", " ", "  ")), most=3)
    return _ja_plan(rng, (frame,), numeral)


def _ja_plain(rng: _Random) -> Plan:
    return _ja_plan(rng, (), rng.choice(_JA_DIGITS))


def _ja_deep(rng: _Random) -> Plan:
    """Parts, chapters, sections and subsections above the articles."""
    numeral = rng.choice(("一", "1", "９10"))
    words = rng.choice(("編章", "編章節", "章節", "章節款", "編章節款"))
    frames = tuple(_frame(f"第{{n}}{word}", numeral, gap="　", most=2) for word in words)
    return _ja_plan(rng, frames, numeral)


def _ja_law(rng: _Random) -> Plan:
    """As statutes are printed: captions above, kanji throughout, items in kanji."""
    article = Level(
        role="article", form=Form("第{n}条", "一"), place="above", most=4, through=True,
        look=Look(gap="　", brackets=("（", "）")),
    )  # fmt: skip
    paragraph = Level(role="paragraph", form=Form("{n}", "９10"), look=Look(gap="　"), silent=True)
    frame = _frame("第{n}章", "一", gap="　")
    return Plan(language="ja", levels=(frame, article, paragraph, *_items("一 イ (1)", gap="　")),
                supplementary=True)  # fmt: skip


def _ja_company(rng: _Random) -> Plan:
    """As companies print them: digits wide below ten, captions above, items (1)."""
    numeral = rng.choice(("９10", "１", "1"))
    article = Level(
        role="article", form=Form("第{n}条", numeral), place="above", most=5, through=True,
        look=Look(gap="　", brackets=("（", "）")),
    )  # fmt: skip
    paragraph = Level(role="paragraph", form=Form("{n}", numeral), look=Look(gap="　"), silent=True)
    frame = _frame("第{n}章", numeral, gap="　")
    return Plan(language="ja", levels=(frame, article, paragraph, *_items("(1) イ", gap="　")),
                supplementary=True)  # fmt: skip


def _ja_charter(rng: _Random) -> Plan:
    """Articles whose own number is a bare kanji, and items by chapter, article and place."""
    frames = tuple(_frame(f"第{{n}}{word}", "一", gap=" ", most=2) for word in "章節")
    article = Level(role="article", form=Form("{n}、", "一"), look=Look(gap=" "), most=5,
                    through=rng.random() < 0.5)  # fmt: skip
    return Plan(language="ja", levels=(*frames, article, *_items("(1) ア")), supplementary=True)


def _ja_tight(rng: _Random) -> Plan:
    """Numbers without a sign right before their texts: ２前項の, ア冷蔵庫, 一冷蔵庫."""
    plan = _ja_company(rng)
    shapes = rng.choice(("ア (1)", "一 ア", "１ ア", "イ (1)", "（１） ア"))
    if shapes[0] == "１":
        paragraph = replace(plan.levels[2], form=Form("{n}．", "１"), look=Look(gap=""))
    else:
        paragraph = replace(plan.levels[2], look=Look(gap=""))
    return replace(plan, levels=(*plan.levels[:2], paragraph, *_items(shapes, gap="")))


def _ja_mixed(rng: _Random) -> Plan:
    """Levels in which some marks stand right before their texts and some do not."""
    plan = _ja_tight(rng)
    gaps = rng.choice((("", "　"), ("", "", "　"), ("", "　", "　", "　")))
    levels = (replace(level, gaps=gaps) for level in plan.levels[2:])
    return replace(plan, levels=(*plan.levels[:2], *levels))


PLANS: Final[Mapping[str, Callable[[random.Random], Plan]]] = {
    "en-dotted": _en_dotted,
    "en-padded": _en_padded,
    "en-restart": _en_restart,
    "en-decimals": _en_decimals,
    "en-articles": _en_articles,
    "en-words": _en_words,
    "en-outline": _en_outline,
    "en-nested": _en_nested,
    "en-sign": _en_sign,
    "en-parts": _en_parts,
    "en-titles": _en_titles,
    "en-charter": _en_charter,
    "en-clauses": _en_clauses,
    "ja-company": _ja_company,
    "ja-law": _ja_law,
    "ja-chapters": _ja_chapters,
    "ja-plain": _ja_plain,
    "ja-deep": _ja_deep,
    "ja-charter": _ja_charter,
    "ja-tight": _ja_tight,
    "ja-mixed": _ja_mixed,
}
"""By name; the first two letters are the language."""
