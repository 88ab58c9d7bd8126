"""By which item of the law a matter is registered."""

from __future__ import annotations

from typing import Final

from amendtool.articles.languages import language_of
from amendtool.articles.registered import RegisteredMatter
from amendtool.patterns import compiled
from amendtool.periods.counted import Told

_ITEM: Final = compiled(r"([ivxl]+)(?:-(\d+))?(?:-([ivxl]+))?")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}


def rule_of(matter: RegisteredMatter) -> Told:
    """The item of the law: 会社法第911条第３項第１号; Companies Act art. 911(3)(i)."""
    items = matter.item.split(", ")
    return Told(
        "会社法第911条第３項" + "、".join(map(_ja_item, items)),
        "Companies Act art. 911(3)" + ", ".join(f"({each})" for each in items),
    )


def _ja_item(item: str) -> str:
    """An item of the law in Japanese: 第12号の２ of ``xii-2``, 第15号から第19号まで of a range."""
    found = _ITEM.fullmatch(item)
    assert found is not None, item
    write = language_of("ja").figures.write
    first = f"第{write(_number(found[1]))}号"
    if found[2]:
        return f"{first}の{write(int(found[2]))}"
    return f"{first}から第{write(_number(found[3]))}号まで" if found[3] else first


def _number(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    return sum(
        -value if any(value < later for later in values[at + 1 :]) else value
        for at, value in enumerate(values)
    )
