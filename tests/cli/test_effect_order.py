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


def test_a_day_that_waits_is_in_no_order(small: Repository) -> None:
    waits = "adopted: 2020-06-25\neffective: {event: merger}\n"
    small.amend("office", OFFICE, more=waits)
    assert small.at("apply", "office").code == 0
    small.amend("purpose", PURPOSE, more="adopted: 2020-08-01\n")
    assert found(small) == []
    assert small.at("event", "merger", "2020-10-01").code == 0
    assert len(found(small)) == 1
