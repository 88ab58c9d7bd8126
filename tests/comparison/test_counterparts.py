"""Which present paragraphs and items go on as which proposed ones."""

from __future__ import annotations

from collections.abc import Hashable

from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.charter import Body, Provision, provision
from amendtool.articles.numbers import Number, told_apart
from amendtool.comparison.counterparts import bodies_paired, pair
from tests import strategies


def row(*texts: str) -> list[Provision]:
    return [provision(number=Number.of(n), text=text) for n, text in enumerate(texts, 1)]


def paired(present: list[Provision], proposed: list[Provision], **known: int) -> str:
    """The pairs as numbers: ``1-1 2- -2``."""
    settled: dict[Hashable, Hashable] = {
        Number.of(int(key[1:])): Number.of(value) for key, value in known.items()
    }
    pairs = pair(present, proposed, known=settled, language="en")
    return " ".join(
        f"{old.number if old else ''}-{new.number if new else ''}" for old, new in pairs
    )


OLD = row("The Board meets monthly.", "The President presides.", "Minutes are kept.")


def test_equal_texts_belong_together() -> None:
    assert paired(OLD, row("Notice is given.", *(p.text for p in OLD))) == "-1 1-2 2-3 3-4"
    assert paired(OLD, row(OLD[0].text, OLD[2].text)) == "1-1 2- 3-2"


def test_texts_that_share_most_words_belong_together() -> None:
    assert paired(OLD, row("The Board meets weekly.", "Minutes are kept by the clerk.")) == (
        "1-1 2- 3-2"
    )


def test_texts_that_share_little_are_one_gone_and_one_new() -> None:
    assert paired(row("The Board meets."), row("Nobody knows anything here.")) == "-1 1-"


def test_what_an_operation_says_goes_before_likeness() -> None:
    present, proposed = row("Alpha beta.", "Gamma delta."), row("Gamma delta.")
    assert paired(present, proposed) == "1- 2-1"
    assert paired(present, proposed, _1=1) == "1-1 2-"


def beside(present: str, proposed: str) -> str:
    """Two bodies side by side: a digit is a provision by its text, a letter a text."""

    def body(signs: str) -> Body:
        places = [Number.of(at) for at, sign in enumerate(signs, 1) if sign.isdigit()]
        numbers = iter(told_apart(places))
        return tuple(
            Provision(number=next(numbers), body=(f"Provision {sign * 5}.",))
            if sign.isdigit()
            else f"{sign} text"
            for sign in signs
        )

    def sign(each: str | Provision | None) -> str:
        return "" if each is None else each[0] if isinstance(each, str) else each.text[-2]

    rows = bodies_paired(body(present), body(proposed), known={}, language="en")
    return " ".join(f"{sign(old)}-{sign(new)}" for old, new in rows)


def test_a_text_goes_on_between_the_same_provisions() -> None:
    assert beside("1a2", "1a2") == "1-1 a-a 2-2"
    assert beside("1a2", "13a2") == "1-1 -3 a-a 2-2"
    assert beside("1a2", "1a32") == "1-1 a-a -3 2-2"
    assert beside("13a2", "1a2") == "1-1 3- a-a 2-2"
    assert beside("1a32", "13b2") == "1-1 a- 3-3 -b 2-2"
    assert beside("1a2", "12") == "1-1 a- 2-2"
    assert beside("12", "1a2") == "1-1 -a 2-2"


@given(st.data())
def test_every_text_and_provision_of_two_bodies_stands_once_and_in_its_order(
    data: st.DataObject,
) -> None:
    style = data.draw(strategies.styles)
    bodies = strategies.irregular_bodies(strategies.texts(style))
    one, other = data.draw(bodies), data.draw(bodies)
    rows = list(bodies_paired(one, other, known={}, language=style.language))
    assert tuple(old for old, _ in rows if old) == one
    assert tuple(new for _, new in rows if new) == other


@given(st.data())
def test_every_provision_stands_once_and_in_its_order(data: st.DataObject) -> None:
    style = data.draw(strategies.styles)
    paragraphs = strategies.paragraphs(strategies.texts(style))
    one, other = data.draw(paragraphs), data.draw(paragraphs)
    pairs = pair(one, other, known={}, language=style.language)
    assert tuple(old for old, _ in pairs if old) == one
    assert tuple(new for _, new in pairs if new) == other
    assert all(old or new for old, new in pairs)


def of(*texts: str) -> str:
    """The pairs of Japanese rows, parted by a stroke."""
    at = texts.index("|")
    found = pair(row(*texts[:at]), row(*texts[at + 1 :]), known={}, language="ja")
    return " ".join(
        f"{old.number if old else ''}-{new.number if new else ''}" for old, new in found
    )


def test_what_keeps_its_number_goes_before_what_is_a_little_more_alike() -> None:
    term = "{}の任期は、選任後{}年以内の最終の事業年度に係る定時総会の終結の時までとする。"
    others = "理事（監査委員である理事を除く。）"
    assert of(
        term.format("理事", "二"), "補欠の理事の任期は、前任者の残期とする。", "|",
        term.format(others, "一"), term.format("監査委員である理事", "二"),
        "補欠の監査委員である理事の任期は、前任者の残期とする。",
    ) == "1-1 -2 2-3"  # fmt: skip
    count = "当会の{}は、{}名以内とする。"
    assert of(
        count.format("監事", "５"), "|",
        count.format("理事", "10"), count.format("監査委員である理事", "５"),
    ) == "1-1 -2"  # fmt: skip
    # But a text that stands word for word is that text, whatever its number is.
    assert of("鉢植の製造及び販売", "|", "切花の製造及び販売", "鉢植の製造及び販売") == "-1 1-2"
    assert of("鉢植の製造", "|", "切花の仕入及び販売", "鉢植の製造及び販売") == "-1 1-2"
