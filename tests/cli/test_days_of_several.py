"""Several amendments, each on a day of its own, against a model of what is in force."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest

from tests.cli.conftest import Repository, call

FIRST = datetime.date(2024, 2, 27)
ARTICLES = ("name", "office", "board")
AMENDMENTS = ("a", "b", "c")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(12))
def test_what_is_in_force_on_each_day(tmp_path: Path, seed: int) -> None:
    """Each amendment changes the word of one article, and is written on those before or not."""
    chance = random.Random(seed)
    assert call("init", str(tmp_path / "c"), "--company", "Example").code == 0
    company = Repository(path=tmp_path / "c")
    for at, key in enumerate(ARTICLES, 1):
        text = f"# {key.capitalize()}\n\nThe word of {key} is zero.\n"
        company.write(f"articles/00{at}-{key}.md", text.encode())
    company.commit("The articles")
    base = company.git("rev-parse", "HEAD:articles")
    words = dict.fromkeys(ARTICLES, "zero")
    # In the order in which they land: the article, its word, the day, and what it is written on.
    landed: list[tuple[str, str, str, datetime.date, frozenset[str]]] = []
    free = list(ARTICLES)
    for name in AMENDMENTS:
        apart = bool(free) and chance.random() < 0.6
        key = free.pop(chance.randrange(len(free))) if apart else chance.choice(ARTICLES)
        if key in free:
            free.remove(key)
        day = FIRST + datetime.timedelta(days=chance.randrange(5))
        stands_on = frozenset() if apart else frozenset(each[0] for each in landed)
        more = f"adopted: 2024-02-01\neffective: {day}\n"
        if apart:
            more += f"written_against: {base}\n"
        at = ARTICLES.index(key) + 1
        company.amend(
            name,
            f"  - replace: Article {at}\n    find: is {words[key]}\n    with: is {name}\n",
            more=more,
        )
        company.commit(f"Propose {name}")
        result = company.at("apply", name)
        assert result.code == 0, result.err
        words[key] = name
        landed.append((name, key, name, day, stands_on))
    for offset in range(-1, 6):
        day = FIRST + datetime.timedelta(days=offset)
        begun = {name for name, _, _, start, _ in landed if start <= day}
        refused = any(not on <= begun for name, _, _, _, on in landed if name in begun)
        shown = company.at("show", "--on", str(day))
        assert (shown.code == 4) is refused, (day, landed, shown.err)
        if refused:
            assert shown.out == ""
            continue
        wanted = dict.fromkeys(ARTICLES, "zero")
        # What was written on others comes behind them, whenever these take effect.
        order: dict[str, datetime.date] = {}
        for name, _, _, start, on in landed:
            order[name] = max([start, *(order[each] for each in on)])
        for name, key, word, _, _ in sorted(landed, key=lambda each: order[each[0]]):
            if name in begun:
                wanted[key] = word
        for key, word in wanted.items():
            assert f"The word of {key} is {word}." in shown.out, (day, landed)
    assert company.at("show", "--on", "2024-12-31").out == company.at("show").out
