"""A citation that follows reads as if the document had been written in the proposed numbering.

The document is a model whose citations name what they mean and not its number. It is written out in
the present numbering, amended, and written out once more in the numbering that the model has then:
nothing of the reader of the product is used to know what is right. What cites a provision that goes
has to be asked about.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.addresses import Address
from amendtool.articles.charter import article_texts
from amendtool.articles.numbers import Number
from amendtool.articles.styles import BYLAWS, EN, JA, DraftingStyle
from amendtool.importing.document import import_document

Way = tuple[int, ...]
"""The numbers from the article down."""
Form = Callable[[Way], str]
LETTERS: Final = " abcdefgh"
ROMANS: Final = ("", "i", "ii", "iii", "iv", "v", "vi")
KANJI: Final = " 一二三四五六七八"
IROHA: Final = " イロハニホヘ"
HEADS: Final = " ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(eq=False)
class Node:
    """A provision of the model: what it says first, its citations, and what stands in it."""

    mark: str = ""
    cited: list[tuple[str, list[Node], list[Form]]] = field(default_factory=list)
    inner: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """How the documents of a kind are written: their style, sentences, labels and citations."""

    style: DraftingStyle
    name: str
    joint: str
    sentences: tuple[str, ...]
    both: str
    labels: tuple[Form, Form, Form]
    forms: Callable[[Way, Way], list[Form]]
    first: str = ""
    heads_hold_text: bool = True


def _british(cited: Way, at: Way) -> list[Form]:
    same = cited[0] == at[0]
    if len(cited) == 1:
        return [lambda n: f"article {n[0]}", lambda n: f"Article {n[0]}"]
    if len(cited) == 2:
        near: list[Form] = [lambda n: f"paragraph ({n[1]})", lambda n: f"Paragraph ({n[1]})"]
        far: list[Form] = [
            lambda n: f"article {n[0]}({n[1]})",
            lambda n: f"paragraph ({n[1]}) of article {n[0]}",
        ]
        return far + near if same else far
    deep: list[Form] = [lambda n: f"article {n[0]}({n[1]})({LETTERS[n[2]]})"]
    if same:
        deep.append(lambda n: f"paragraph ({n[1]})({LETTERS[n[2]]})")
    if cited[:2] == at[:2] and len(at) > 2:
        deep.append(lambda n: f"sub-paragraph ({LETTERS[n[2]]})")
    return deep


def _american(cited: Way, at: Way) -> list[Form]:
    if len(cited) == 1:
        return [lambda n: f"Section 1.{n[0]}", lambda n: f"Section 1.{n[0]} of these Bylaws"]
    if len(cited) == 2:
        far: list[Form] = [
            lambda n: f"Section 1.{n[0]}({LETTERS[n[1]]})",
            lambda n: f"paragraph ({LETTERS[n[1]]}) of Section 1.{n[0]}",
        ]
        near: list[Form] = [
            lambda n: f"paragraph ({LETTERS[n[1]]}) above",
            lambda n: f"clause ({LETTERS[n[1]]})",
        ]
        return far + near if cited[0] == at[0] else far
    return [lambda n: f"Section 1.{n[0]}({LETTERS[n[1]]})({ROMANS[n[2]]})"]


def _japanese(cited: Way, at: Way) -> list[Form]:
    if len(cited) == 1:
        return [lambda n: f"第{n[0]}条"]
    if len(cited) == 2:
        found: list[Form] = [lambda n: f"第{n[0]}条第{n[1]}号"]
        if cited[0] == at[0]:
            found.append(lambda n: f"第{n[1]}号")
        return found
    found = [lambda n: f"第{n[0]}条第{n[1]}号{IROHA[n[2]]}"]
    if cited[:2] == at[:2] and len(at) > 2:
        found.append(lambda n: IROHA[n[2]])
    return found


_ENGLISH: Final = (
    "The directors act under {c}, and report at once.",
    "Nothing in {c} limits the members.",
    "Where {c} does not apply, the chair decides.",
)
KINDS: Final = {
    "british": Kind(
        replace(EN, document_name="Articles of Association"),
        "Rule",
        " ",
        (*_ENGLISH, "Subject to {c}, members vote."),
        "{a} and {b}",
        (
            lambda n: f"## {n[0]}. Head {HEADS[n[0]]}",
            lambda n: f"({n[-1]}) ",
            lambda n: f"({LETTERS[n[-1]]}) ",
        ),
        _british,
        first="# Articles of Association",
        heads_hold_text=False,
    ),
    "american": Kind(
        BYLAWS,
        "Rule",
        " ",
        _ENGLISH,
        "{a} and {b}",
        (
            lambda n: f"## Section 1.{n[0]} Head {HEADS[n[0]]}\n\n",
            lambda n: f"({LETTERS[n[-1]]}) ",
            lambda n: f"({ROMANS[n[-1]]}) ",
        ),
        _american,
        first="# Bylaws\n\n# ARTICLE I - GENERAL",
    ),
    "japanese": Kind(
        replace(JA, document_name="定款"),
        "記号",
        "",
        (
            "会長は、{c}に掲げる事項を行う。",
            "{c}の規定にかかわらず、会員は議決する。",
            "{c}の場合には、議長が決する。",
        ),
        "{a}及び{b}",
        (
            lambda n: f"第{n[0]}条（見出し{HEADS[n[0]]}）　",
            lambda n: f"{KANJI[n[-1]]}　",
            lambda n: f"{IROHA[n[-1]]}　",
        ),
        _japanese,
    ),
}
KINDS["british in parts"] = replace(KINDS["british"], first="# Part 1: General")


def _ways(articles: Sequence[Node]) -> dict[Node, Way]:
    found: dict[Node, Way] = {}

    def walk(nodes: Sequence[Node], above: Way) -> None:
        for at, node in enumerate(nodes, 1):
            found[node] = (*above, at)
            walk(node.inner, found[node])

    walk(articles, ())
    return found


def _model(kind: Kind, rnd: random.Random) -> list[Node]:
    articles = [
        Node(
            inner=[
                Node(inner=[Node() for _ in range(rnd.choice([0, 0, 2, 3]))])
                for _ in range(rnd.choice([0, 2, 3, 4]))
            ]
        )
        for _ in range(rnd.randint(6, 12))
    ]
    ways = _ways(articles)
    nodes = list(ways)
    for count, node in enumerate(nodes):
        node.mark = "".join("甲乙丙丁戊己庚辛壬癸"[int(d)] for d in f"{count:03}")
        if kind.style.language != "ja":
            node.mark = f"of {count + 4000}"
        beside = [each for each in nodes if ways[each][0] == ways[node][0]]
        for _ in range(rnd.choice([0, 1, 1, 2])):
            cited = [rnd.choice(nodes if rnd.random() < 0.5 else beside)]
            if len(ways[cited[0]]) == 1 and rnd.random() < 0.2:
                cited += [rnd.choice([each for each in articles if each is not cited[0]])]
                cited.sort(key=lambda each: ways[each])
            forms = [rnd.choice(kind.forms(ways[each], ways[node])) for each in cited]
            node.cited.append((rnd.choice(kind.sentences), cited, forms))
    return articles


def _text(kind: Kind, node: Node, ways: dict[Node, Way]) -> str:
    said = [f"{kind.name}{kind.joint}{node.mark}{'。' if not kind.joint else '.'}"]
    for sentence, cited, forms in node.cited:
        words = [form(ways[each]) for each, form in zip(cited, forms, strict=True)]
        one = words[0] if len(words) == 1 else kind.both.format(a=words[0], b=words[1])
        told = sentence.format(c=one)
        said.append(told[0].upper() + told[1:])
    return kind.joint.join(said)


def _holds_text(kind: Kind, node: Node, way: Way) -> bool:
    return kind.heads_hold_text or len(way) > 1 or not node.inner


def _document(kind: Kind, articles: Sequence[Node]) -> str:
    blocks = [kind.first] if kind.first else []
    for node, way in _ways(articles).items():
        label = kind.labels[len(way) - 1](way)
        text = _text(kind, node, _ways(articles)) if _holds_text(kind, node, way) else ""
        apart = len(way) == 1 and not kind.heads_hold_text
        blocks.append(f"{label}\n\n{text}" if apart else f"{label}{text}")
    return "\n\n".join(blocks) + "\n"


def _amended(articles: Sequence[Node], node: Node, new: Node | None) -> list[Node]:
    """The model with ``new`` before ``node``, or without ``node``."""

    def change(nodes: Sequence[Node]) -> Iterator[Node]:
        for each in nodes:
            if each is node:
                if new is not None:
                    yield new
                    yield each
            else:
                each.inner = list(change(each.inner))
                yield each

    return list(change(articles))


def _tried(name: str, seed: int) -> None:
    kind, rnd = KINDS[name], random.Random(f"{name} {seed}")
    articles = _model(kind, rnd)
    before = _ways(articles)
    document = _document(kind, articles)
    found = import_document(document.encode(), file="d.md", style=kind.style, learn=True)
    style = replace(found.printed, document_name=kind.style.document_name)
    present = {text for a in found.charter.every_article() for text in article_texts(a)}
    held = [node for node, way in before.items() if _holds_text(kind, node, way)]
    assert {_text(kind, node, before) for node in held} <= present

    node = rnd.choice(held)
    way = before[node]
    deletes = rnd.random() < 0.4
    place = Address(
        article=Number((1, way[0])) if kind is KINDS["american"] else Number.of(way[0]),
        paragraph=Number.of(1) if len(way) > 1 else None,
        items=tuple(map(Number.of, way[1:])),
    ).text(style)
    heading = "    heading: New\n" if len(way) == 1 else ""
    operation = f"  - delete: {place}\n" if deletes else f"  - insert: {place}\n    text: New.\n"
    text = f"amendment: x\noperations:\n{operation}" + (heading if not deletes else "")
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    done = apply(found.charter, amendment, style)

    goal = [_text(kind, each, before) for each in held]  # as it stands, where nobody may write
    after = _ways(_amended(articles, node, None if deletes else Node()))
    proposed = {text for a in done.proposed.every_article() for text in article_texts(a)}
    asked = " ".join(entry.sentence for entry, _ in done.questions)
    needed = 0
    for each, as_it_stood in zip(held, goal, strict=True):
        if each not in after:
            continue
        lost = [cited for _, cited, _ in each.cited if not all(one in after for one in cited)]
        needed += len(lost)
        if lost:
            first = as_it_stood.split(kind.joint or "。")[0]
            assert first in " ".join(proposed), operation
            continue
        assert _text(kind, each, after) in proposed, operation
    assert len(done.questions) == needed, (operation, asked)
    assert done.unread == ()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_citations_read_as_if_written_in_the_proposed_numbering(name: str, seed: int) -> None:
    _tried(name, seed)


@pytest.mark.long
@pytest.mark.parametrize("name", KINDS)
def test_so_do_those_of_many_documents(name: str) -> None:
    for seed in range(100, 160):
        _tried(name, seed)
