"""Gestures with a verb of their own: what the file says is what a drafter would write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.file.write import operation_lines
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Chapter, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import STYLES
from amendtool.drafting.composition import revised, revised_by
from amendtool.drafting.gestures import Add, Gesture, Recaption, Remove, Reword
from amendtool.drafting.restructuring import (
    AddChapter,
    DissolveChapter,
    MergeArticles,
    MoveChapter,
    MoveProvision,
    PrintNumber,
    RemoveChapter,
    RestateText,
    Restructuring,
    RetitleChapter,
    SplitArticle,
    printed_whole,
)
from amendtool.drafting.revision import applied
from amendtool.errors import InputError
from tests.drafting.test_gestures import SAMPLES

EN = STYLES["en"]
ONE, TWO, THREE = (Number.of(each) for each in (1, 2, 3))


def branched() -> Charter:
    """Articles 1, 2, 2-2, 2-3, 3, 3-2, 4 of two paragraphs each, in two chapters."""
    rows = {"a": (1,), "b": (2,), "b2": (2, 2), "b3": (2, 3), "c": (3,), "d": (3, 2), "e": (4,)}

    def article(key: str, number: Number, chapter: str | None) -> Article:
        body = tuple(provision(each, f"{key} says {each}.") for each in (ONE, TWO))
        return Article(key=key, number=number, heading=key.upper(), chapter=chapter, body=body)

    return Charter(
        articles=tuple(
            article(key, Number(parts), "x" if parts[0] < 3 else "y") for key, parts in rows.items()
        ),
        chapters=(
            Chapter(key="x", number=ONE, heading="X"),
            Chapter(key="y", number=TWO, heading="Y"),
        ),
        supplementary=(article("s1", ONE, None), article("s2", TWO, None)),
    )


def at(key: str, paragraph: Number | None = None) -> Spot:
    return Spot(key=key, paragraph=paragraph)


def drafted(charter: Charter, *acts: Gesture | Restructuring, style: str = "en") -> Amendment:
    """The amendment after some acts, each proved: what it gives is what the act wants."""
    amendment = Amendment(name="trial")
    for act in acts:
        if isinstance(act, Restructuring):
            made = revised_by(charter, amendment, act, STYLES[style])
        else:
            made = revised(charter, amendment, act, STYLES[style])
        operations = tuple(each.operation for each in made.operations)
        amendment = replace(amendment, operations=operations, numbering=made.numbering)
        assert applied(charter, amendment, STYLES[style]).proposed == made.proposed
    return amendment


def lines(amendment: Amendment, style: str = "en") -> list[str]:
    return [
        " ".join(operation_lines({style: each}, {style: STYLES[style]}).split())
        for each in amendment.operations
    ]


CASES: Sequence[tuple[str, Sequence[Gesture | Restructuring], Sequence[str]]] = (
    (
        "a new article takes the branch behind its stem",
        [SplitArticle(key="b", at=TWO, heading="Z", new="z")],
        [
            "- split: Article 2 into: - article: Article 2 paragraphs: Article 2 paragraph 1 "
            "- article: Article 2-2 paragraphs: Article 2 paragraph 2 key: z heading: Z "
            "heir: Article 2"
        ],
    ),
    (
        "a branch is split into branches",
        [SplitArticle(key="d", at=TWO, new="z")],
        [
            "- split: Article 3-2 into: - article: Article 3-2 paragraphs: Article 3-2 paragraph 1 "
            "- article: Article 3-3 paragraphs: Article 3-2 paragraph 2 key: z heir: Article 3-2"
        ],
    ),
    (
        "a supplementary provision is split",
        [SplitArticle(key="s1", at=TWO, new="z")],
        [
            "- split: Supplementary Provisions Article 1 into: "
            "- article: Supplementary Provisions Article 1 "
            "paragraphs: Supplementary Provisions Article 1 paragraph 1 "
            "- article: Supplementary Provisions Article 2 "
            "paragraphs: Supplementary Provisions Article 1 paragraph 2 key: z "
            "heir: Supplementary Provisions Article 1"
        ],
    ),
    (
        "what is split moves on with what is inserted before it, and its part gets words",
        [
            SplitArticle(key="e", at=TWO, heading="Z", new="z"),
            Add(after=at("b3"), heading="New", text="It is new."),
            Recaption(key="z", heading="ZZ"),
            Reword(place=at("z"), text="It is other."),
        ],
        [
            "- insert: Article 2-4 key: new heading: New chapter: Chapter 1 text: | It is new.",
            "- split: Article 4 into: - article: Article 4 paragraphs: Article 4 paragraph 1 "
            "- article: Article 5 paragraphs: Article 4 paragraph 2 key: z heading: ZZ "
            "heir: Article 4",
            "- replace: Article 4 paragraph 2 text: | It is other.",
        ],
    ),
    (
        "one merge takes in the next",
        [
            MergeArticles(key="b"),
            MergeArticles(key="b", heading="All"),
            Remove(place=at("b", THREE)),
        ],
        [
            "- merge: Articles 2 to 2-3 into: Article 2 heir: Article 2 heading: All",
            "- delete: Article 2-2 paragraph 1",
        ],
    ),
    (
        "a paragraph moves into another article, and is reworded there",
        [
            MoveProvision(place=at("a", TWO), after=at("e", ONE)),
            Reword(place=at("e", TWO), text="It is other."),
        ],
        [
            "- move: Article 1 paragraph 2 after: Article 4 paragraph 1",
            "- replace: Article 1 paragraph 2 text: | It is other.",
        ],
    ),
    (
        "a move that is taken back leaves nothing",
        [
            MoveProvision(place=at("a", TWO), after=at("e", ONE)),
            MoveProvision(place=at("e", TWO), after=at("a", ONE)),
        ],
        [],
    ),
    (
        "a new chapter begins with an article, and gets another title",
        [
            AddChapter(first="b2", heading="Branches", new="q"),
            RetitleChapter(key="q", heading="More"),
        ],
        ["- insert: Chapter 2 key: q heading: More articles: Articles 2-2 to 2-3"],
    ),
    (
        "what holds proposed numbers is counted anew when an article comes before it",
        [
            AddChapter(first="e", heading="Late", new="q"),
            SplitArticle(key="a", at=TWO, new="z"),
        ],
        [
            "- insert: Chapter 3 key: q heading: Late articles: Article 5",
            "- split: Article 1 into: - article: Article 1 paragraphs: Article 1 paragraph 1 "
            "- article: Article 2 paragraphs: Article 1 paragraph 2 key: z heir: Article 1",
        ],
    ),
    (
        "a new chapter that is dissolved leaves nothing",
        [AddChapter(first="b2", heading="Branches", new="q"), DissolveChapter(key="q")],
        [],
    ),
    (
        "a split article that is merged again leaves nothing",
        [SplitArticle(key="a", at=TWO, new="z"), MergeArticles(key="a")],
        [],
    ),
    ("a heading goes alone", [DissolveChapter(key="y")], ["- delete: Chapter 2 heading"]),
    (
        "what is said of an article goes with its chapter",
        [Recaption(key="c", heading="Other"), RemoveChapter(key="y")],
        ["- delete: Chapter 2"],
    ),
    (
        "a title that is as it was leaves nothing",
        [RetitleChapter(key="x", heading="Other"), RetitleChapter(key="x", heading="X")],
        [],
    ),
    (
        "a mark is said once, and that of a new article in what brings it",
        [
            PrintNumber(place=at("a"), mark="ARTICLE 1."),
            PrintNumber(place=at("a"), mark=""),
            Add(after=at("e"), heading="New", text="It is new."),
            PrintNumber(place=at("new"), mark="ARTICLE 5."),
        ],
        [
            '- replace: Article 1 mark: ""',
            "- insert: Article 5 key: new heading: New chapter: Chapter 2 text: | It is new. "
            'mark: "ARTICLE 5."',
        ],
    ),
)


@pytest.mark.parametrize(("acts", "said"), [each[1:] for each in CASES], ids=[c[0] for c in CASES])
def test_it_is_said_as_a_drafter_would(
    acts: Sequence[Gesture | Restructuring], said: Sequence[str]
) -> None:
    found = lines(drafted(branched(), *acts))
    assert found == said


def test_what_is_restated_is_altered_in_its_text() -> None:
    charter = branched()
    whole = printed_whole(charter, "y", EN)
    amendment = drafted(
        charter,
        Recaption(key="c", heading="Before"),
        RestateText(key="y", text=whole.replace("c says 1.", "c says more.")),
        Reword(place=at("e", TWO), text="e says other."),
        Remove(place=at("d")),
    )
    (said,) = lines(amendment)
    assert said.startswith("- restate: Chapter 2 text: | Chapter 2 Y")
    assert "c says more." in said
    assert "e says other." in said
    assert "d says" not in said
    assert "Before" not in said


@pytest.mark.parametrize(
    ("acts", "code"),
    [
        ([MergeArticles(key="a")], "branch-without-stem"),
        ([MergeArticles(key="e")], "merge-heir"),
        ([SplitArticle(key="a", at=ONE)], "split-unclear"),
        ([MoveProvision(place=at("a", ONE), after=at("a"))], "move-level"),
        # A new chapter has no present place to move from.
        (
            [AddChapter(first="b2", heading="Q", new="q"), MoveChapter(key="q", after="y")],
            "gesture-beyond",
        ),
        ([RetitleChapter(key="gone", heading="Q")], "provision-gone"),
        ([PrintNumber(place=at("a", THREE), mark="3.")], "provision-gone"),
        ([RestateText(key="a", text="Chapter 9 Q")], "provision-empty"),
        ([MoveChapter(key="x", after="x")], "move-into-itself"),
        # In the file there are present provisions alone, each acted on once.
        (
            [
                Add(after=at("a", ONE), text="2 It is new."),
                SplitArticle(key="a", at=TWO, new="z"),
            ],
            "gesture-beyond",
        ),
        (
            [
                Reword(place=at("a", TWO), text="It is other."),
                MoveProvision(place=at("a", TWO), after=at("e", ONE)),
                MoveProvision(place=at("a", ONE), after=at("e", ONE)),
            ],
            "text-empty",
        ),
    ],
)
def test_what_cannot_be_said_is_told(acts: Sequence[Gesture | Restructuring], code: str) -> None:
    with pytest.raises(InputError) as caught:
        drafted(branched(), *acts)
    assert caught.value.problems[0].code == code
    assert all(each.message and not each.place.path for each in caught.value.problems)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_verb_goes_with_real_articles(language: str) -> None:
    charter, style = SAMPLES[language]
    acts: Sequence[Gesture | Restructuring] = (
        Recaption(key="trade-name", heading="甲" if language == "ja" else "Firm"),
        SplitArticle(key="registrar", at=THREE, new="part"),
        MergeArticles(key="board-notice"),
        MoveProvision(place=at("election-of-directors", THREE), after=at("record-date", ONE)),
        AddChapter(first="board-chairman", heading="乙" if language == "ja" else "Board"),
        DissolveChapter(key="accounting-auditor"),
        RestateText(key="business-year", text=printed_whole(charter, "business-year", style)),
    )
    verbs = [
        each.partition(":")[0]
        for each in lines(drafted(charter, *acts[:-1], style=language), language)
    ]
    for verb in ("- split", "- merge", "- move", "- insert", "- delete"):
        assert verb in verbs
