"""A phrase in many provisions: found, counted by place, left to narrower operations, undone."""

from __future__ import annotations

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.apply.throughout import occurrences
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import ReplacePhrase, ReplaceThroughout
from amendtool.articles.charter import Article, Chapter, Charter, Provision, article_texts
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.comparison.house import HOUSES
from amendtool.comparison.rows import make_table
from amendtool.comparison.table import RowKind
from amendtool.errors import InputError
from amendtool.render.plan import phrase_records, phrases_text


def article(
    number: int, heading: str, *texts: str, chapter: str | None = None, key: str = ""
) -> Article:
    return Article(
        key=key or f"a{number}",
        number=Number.of(number),
        heading=heading,
        chapter=chapter,
        body=tuple(
            Provision(number=Number.of(place), body=(text,)) for place, text in enumerate(texts, 1)
        ),
    )


GUILD = Charter(
    chapters=(
        Chapter(key="organs", number=Number.of(1), heading="Wardens"),
        Chapter(key="money", number=Number.of(2), heading="Money"),
    ),
    articles=(
        article(1, "Wardens", "The guild has three Wardens.", "A Warden serves two years.",
                chapter="organs"),
        article(2, "Duties of a Warden", "Each Warden keeps a key; see Article 4.",
                chapter="organs"),
        article(3, "Dues", "A Warden collects dues.", chapter="money"),
        article(4, "Keys", "The warden's keys are kept by the Chief Warden.", chapter="money"),
    ),
    supplementary=(article(1, "First holder", "The first Warden is Ms. Alder.", key="s1"),),
)  # fmt: skip
KUMIAI = Charter(
    articles=(
        article(1, "幹事", "本会に幹事及び幹事会を置く。"),
        article(2, "幹事会の招集", "幹事会は、幹事が招集する。"),
        article(3, "任期", "幹事の任期は二年とする。"),
    ),
)


def amended(
    operations: str, charter: Charter = GUILD, style: DraftingStyle = EN
) -> tuple[Amendment, Application]:
    text = f"amendment: x\noperations:\n{operations}"
    amendment = read_amendment(text, style, file="x.yaml").amendment
    # What it says is what is written of it.
    again = write_amendment(amendment, style)
    assert read_amendment(again, style, file="x.yaml").amendment == amendment
    return amendment, apply(charter, amendment, style)


def texts(charter: Charter) -> list[str]:
    found = [each.heading or "" for each in charter.chapters]
    return found + [text for each in charter.every_article() for text in article_texts(each)]


def test_everything_with_headings_and_supplementary_provisions() -> None:
    _, done = amended("- replace: all provisions\n  find: Warden\n  with: Keeper\n")
    assert texts(done.proposed) == [
        "Wardens", "Money",
        "Wardens", "The guild has three Wardens.", "A Keeper serves two years.",
        "Duties of a Keeper", "Each Keeper keeps a key; see Article 4.",
        "Dues", "A Keeper collects dues.",
        "Keys", "The warden's keys are kept by the Chief Keeper.",
        "First holder", "The first Keeper is Ms. Alder.",
    ]  # fmt: skip
    assert apply(done.proposed, done.inverse).proposed == GUILD


def test_the_plan_counts_by_place_and_lists_what_is_left() -> None:
    _, done = amended("- replace: all provisions\n  find: Warden\n  with: Keeper\n")
    told = phrases_text(done.phrases, EN)
    assert told.startswith("Warden → Keeper (6, operation 1)\n  Article 1 paragraph 2: 1\n")
    assert "  Article 2 heading: 1\n" in told
    assert told.endswith(
        "  left as it is: 4\n"
        "    Chapter 1 heading: Wardens\n"
        "    Article 1 heading: Wardens\n"
        "    Article 1 paragraph 1: Wardens\n"
        "    Article 4 paragraph 1: warden\n"
    )
    (record,) = phrase_records(done.phrases, EN)
    assert sum(each["count"] for each in record["replaced"]) == 6
    assert [each["words"] for each in record["left"]] == ["Wardens"] * 3 + ["warden"]


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("Articles 2 to 3", ["a2", "a3"]),
        ("Chapter 2", ["a3", "a4"]),
        ("Supplementary Provisions", ["s1"]),
        ("Article 1 paragraphs 1 to 2", ["a1"]),
    ],
)
def test_a_place(place: str, keys: list[str]) -> None:
    _, done = amended(f"- replace: {place}\n  find: Warden\n  with: Keeper\n")
    before = {each.key: each for each in GUILD.every_article()}
    changed = [each.key for each in done.proposed.every_article() if each != before[each.key]]
    assert changed == keys == sorted(done.origin, key=keys.index)
    assert done.phrases[0].left  # elsewhere it stays


@pytest.mark.parametrize(
    ("spared", "keys"),
    [
        ("Supplementary Provisions", ["a1", "a2", "a3", "a4"]),
        ("[Article 1, Articles 3 to 4]", ["a2", "s1"]),
        ("Article 1 paragraph 2", ["a2", "a3", "a4", "s1"]),
        ("Chapter 2", ["a1", "a2", "s1"]),
    ],
)
def test_exceptions_keep_the_phrase(spared: str, keys: list[str]) -> None:
    operation = f"- replace: all provisions\n  find: Warden\n  with: Keeper\n  except: {spared}\n"
    _, done = amended(operation)
    before = {each.key: each for each in GUILD.every_article()}
    changed = [each.key for each in done.proposed.every_article() if each != before[each.key]]
    assert changed == keys
    assert done.phrases[0].left  # what is spared is listed with the rest
    assert apply(done.proposed, done.inverse).proposed == GUILD


def test_a_spared_heading_keeps_it_and_its_text_does_not() -> None:
    _, done = amended(
        "- replace: all provisions\n  find: Warden\n  with: Keeper\n  except: Article 2 heading\n"
    )
    second = done.proposed.by_key()["a2"]
    assert second.heading == "Duties of a Warden"
    assert list(article_texts(second)) == [
        "Duties of a Warden",
        "Each Keeper keeps a key; see Article 4.",
    ]


def test_the_longer_phrase_counts() -> None:
    _, done = amended(
        "- replace: 全ての規定\n  find: 幹事\n  with: 監事\n"
        "- replace: all provisions\n  find: 幹事会\n  with: 監査委員会\n",
        KUMIAI,
        JA,
    )
    assert texts(done.proposed) == [
        "監事", "本会に監事及び監査委員会を置く。",
        "監査委員会の招集", "監査委員会は、監事が招集する。",
        "任期", "監事の任期は二年とする。",
    ]  # fmt: skip
    assert [each.left for each in done.phrases] == [(), ()]


def test_other_operations_keep_what_they_take_in_hand() -> None:
    _, done = amended(
        "- replace: all provisions\n  find: Warden\n  with: Keeper\n"
        "- replace: Article 2\n  text: Each Warden has a lamp.\n"
        "- replace: Article 3\n  find: A Warden\n  with: The Treasurer\n"
        "- delete: Article 4\n"
        "- insert: Article 4\n  heading: Oath\n  text: A Warden swears an oath.\n"
    )
    said = texts(done.proposed)
    assert "Each Warden has a lamp." in said
    assert "Duties of a Keeper" in said  # a new text leaves the heading
    assert "The Treasurer collects dues." in said
    assert "A Warden swears an oath." in said
    left = [place.text(EN) for place, word, _ in done.phrases[0].left if word == "Warden"]
    assert left == ["Article 2 paragraph 1", "Article 4 paragraph 1"]


def test_citations_follow_beside_it() -> None:
    _, done = amended(
        "- replace: all provisions\n  find: Warden\n  with: Keeper\n- delete: Article 3\n"
    )
    assert "Each Keeper keeps a key; see Article 3." in texts(done.proposed)


def test_each_changed_article_is_a_row_with_the_words_underlined() -> None:
    amendment, done = amended("- replace: Articles 2 to 4\n  find: Warden\n  with: Keeper\n")
    table = make_table(done.present, done.proposed, style=EN, house=HOUSES["seed-en"])
    replaced = [row.key for row in table.rows if row.kind is RowKind.REPLACED]
    assert replaced == ["a2", "a3", "a4"]
    changed = {run.text for block in table.blocks() for run in block.runs if run.changed}
    assert changed == {"Warden", "Keeper"}
    assert isinstance(amendment.operations[0], ReplaceThroughout)


@pytest.mark.parametrize(
    ("operations", "code"),
    [
        ("- replace: all provisions\n  find: Alderman\n  with: x\n", "phrase-not-found"),
        ("- replace: Chapter 2\n  find: Warden\n  with: x\n  count: 3\n", "phrase-count"),
        ("- replace: Articles 3 to 9\n  find: Warden\n  with: x\n", "target-missing"),
        ("- replace: all provisions\n  find: Warden\n  with: Warden\n", "no-change"),
        ("- replace: all provisions\n  text: New.\n", "address-unclear"),
        (
            "- replace: all provisions\n  find: Warden\n  with: x\n"
            "- replace: Chapter 1\n  find: Warden\n  with: y\n",
            "operations-overlap",
        ),
    ],
)
def test_what_is_refused(operations: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        amended(operations)
    assert code in {problem.code for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ("- replace: all provisions\n  find: Warden\n  with: Keeper\n  except: Article 99\n",
         "target-missing"),
        ("- replace: Article 2\n  find: Warden\n  with: Keeper\n  except: Article 1\n",
         "field-misplaced"),
        ("- replace: Article 2\n  text: None.\n  except: Article 1\n", "field-misplaced"),
        ("- replace: all provisions\n  find: Warden\n  with: Keeper\n  except: somewhere\n",
         "address-unclear"),
    ],
)  # fmt: skip
def test_exceptions_that_are_refused(operation: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        amended(operation)
    assert code in [each.code for each in caught.value.problems]


def test_one_provision_is_still_one() -> None:
    amendment, _ = amended("- replace: Article 3\n  find: Warden\n  with: Keeper\n")
    assert isinstance(amendment.operations[0], ReplacePhrase)


@pytest.mark.parametrize(
    ("text", "find", "starts"),
    [
        ("he and she", "he", [0]),
        ("the theme", "he", []),
        ("he-he, HE he", "he", [0, 3, 10]),
        ("１１０株、10株", "10", [5]),
        ("監査役会の監査役", "監査役", [0, 5]),
        ("各Director及びDirectors", "Director", [1]),
    ],
)
def test_whole_words(text: str, find: str, starts: list[int]) -> None:
    assert occurrences(text, find, whole_words=True) == starts
