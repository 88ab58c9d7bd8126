"""An amendment that takes effect before the one that it was written on."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Repository

OFFICE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
PURPOSE = "  - replace: Article 2\n    find: an example\n    with: a model\n"
LATER = "adopted: 2020-06-25\neffective: 2020-10-01\n"


def found(repository: Repository) -> list[str]:
    findings = repository.at("check", "--json").record["findings"]
    return [f"{each['code']} {each['path']}: {each['message']}" for each in findings]


@pytest.mark.parametrize("applied", [True, False])
def test_before_what_it_stands_on(small: Repository, applied: bool) -> None:
    small.amend("office", OFFICE, more=LATER)
    if applied:
        assert small.at("apply", "office").code == 0
    after = "" if applied else "after: office\n"
    small.amend("purpose", PURPOSE, more=f"{after}adopted: 2020-08-01\n")
    (problem,) = found(small)
    assert problem.startswith("effect-before-base effective: it takes effect on 2020-08-01, ")
    assert "before office on 2020-10-01" in problem
    small.amend("purpose", PURPOSE, more=f"{after}adopted: 2020-08-01\neffective: 2020-10-01\n")
    assert found(small) == []


def test_before_a_day_that_waits_for_an_event(small: Repository) -> None:
    waits = "adopted: 2020-06-25\neffective: {event: merger}\n"
    small.amend("office", OFFICE, more=waits)
    assert small.at("apply", "office").code == 0
    small.amend("purpose", PURPOSE, more="adopted: 2020-08-01\n")
    (problem,) = found(small)
    assert "and office, which it was written on, on a day that is not known yet" in problem
    assert small.at("event", "merger", "2020-10-01").code == 0
    assert "before office on 2020-10-01" in found(small)[0]
    assert small.at("event", "merger", "2020-07-31", "--reason", "misprint").code == 0
    assert found(small) == []


def test_written_on_the_articles_without_it(small: Repository) -> None:
    base = small.git("rev-parse", "HEAD:articles")
    small.amend("office", OFFICE, more=LATER)
    assert small.at("apply", "office").code == 0
    small.amend("purpose", PURPOSE, more=f"written_against: {base}\nadopted: 2020-08-01\n")
    assert found(small) == []
    small.commit("Propose it")
    assert small.at("apply", "purpose").code == 0
    text = small.at("show", "--on", "2020-09-30").out
    assert ("a model" in text, "Minato-ku" in text) == (True, True)


def test_on_words_that_are_not_in_force_on_its_day(small: Repository) -> None:
    small.amend(
        "office", OFFICE + "    effective: 2020-10-01\n" + PURPOSE, more="adopted: 2020-06-25\n"
    )
    assert small.at("apply", "office").code == 0
    again = "  - replace: Article 3\n    find: Chuo-ku\n    with: Chiyoda-ku\n"
    other = "  - replace: Article 2\n    find: a model\n    with: a sample\n"
    small.amend("again", again + other, more="adopted: 2020-08-01\n")
    (problem,) = found(small)
    assert problem.startswith("effect-before-base operations[0].find: it acts on words that")
    small.amend("again", again + other, more="adopted: 2020-08-01\neffective: 2020-10-01\n")
    assert found(small) == []
    small.amend("again", other, more="adopted: 2020-08-01\n")
    assert found(small) == []
