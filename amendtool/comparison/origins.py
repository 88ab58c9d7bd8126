"""Where provisions come from: the labels on the present side of what moved, split or merged.

The rule is in ``docs/table-conventions.md``: what moves is printed once, where it lands, and
the present side says where it stood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from amendtool.articles.addresses import AddressRange, Spot, address_of_article
from amendtool.articles.charter import Article, Charter, Status
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.changes import moved_articles
from amendtool.comparison.house import HouseStyle
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True)
class Origins:
    """The labels of one table; none where the house style has no ``moved_label``."""

    present: Charter
    proposed: Charter
    style: DraftingStyle
    house: HouseStyle
    kept: Mapping[Spot, Spot]

    def of_articles(self) -> dict[str, str]:
        """By key, the label of each article that comes from another chapter."""
        if not self.house.moved_label:
            return {}
        return {
            key: self.house.moved_label.replace("{chapter}", self._chapter_number(chapter))
            for key, chapter in moved_articles(self.present, self.proposed).items()
        }

    def of_provisions(self) -> dict[Spot, str]:
        """The labels of paragraphs and items that come from another provision."""
        label = self.house.moved_label
        if not label:
            return {}
        found: dict[Spot, str] = {}
        for old, new in self.kept.items():
            around = tuple(replace(spot, items=spot.items[:-1]) for spot in (old, new))
            stays = (
                self.kept.get(around[0]) == around[1]
                if old.items and new.items
                else old.key == new.key and not (old.items or new.items)
            )
            if not stays:
                owner = address_of_article(self.present, old.key)
                address = replace(owner, paragraph=old.paragraph, items=old.items)
                found[new] = label.replace("{chapter}", address.text(self.style))
        return found

    def of_new(self, new: Article) -> tuple[str, ...]:
        """What faces a new article whose paragraphs all come from others: where they stood."""
        label = self.house.moved_label
        came_from = {after: before for before, after in self.kept.items()}
        sources = [
            came_from.get(Spot(key=new.key, paragraph=each.number)) for each in new.paragraphs
        ]
        if not label:
            return ()
        found: list[str] = []
        runs: list[list[Spot]] = []
        for source in sources:
            if source is None:
                return ()
            if runs and runs[-1][-1].key == source.key and _next_to(runs[-1][-1], source):
                runs[-1].append(source)
            else:
                runs.append([source])
        for run in runs:
            owner = address_of_article(self.present, run[0].key)
            ends = [replace(owner, paragraph=spot.paragraph) for spot in (run[0], run[-1])]
            words = AddressRange(*ends).text(self.style)
            found.append(label.replace("{chapter}", words))
        return tuple(found)

    def vacated_by(self, new: Article) -> str:
        """What faces the placeholder of an article that moved away: its number alone."""
        if new.status is not Status.RESERVED:
            return ""
        supplementary = any(article.key == new.key for article in self.proposed.supplementary)
        before = self.present.supplementary if supplementary else self.present.articles
        after = self.proposed.supplementary if supplementary else self.proposed.articles
        order = [article.key for article in after]
        stood = next((article for article in before if article.number == new.number), None)
        if stood is None or stood.number is None or stood.key not in order:
            return ""
        ends = sorted((order.index(new.key), order.index(stood.key)))
        if not {article.key for article in before} & {*order[ends[0] + 1 : ends[1]]}:
            return ""  # it only moves on, behind the new placeholder
        number = self.style.cited.article.write(stood.number)
        return f"{number}{self.style.line_joint}{self.house.labels.omitted}"

    def _chapter_number(self, key: str) -> str:
        """The numbers of a chapter and of those it stands in: ``Chapter 2 Section 1``."""
        outer = self.present.outer_chapters(key)
        return self.style.cited.gap.join(
            self.style.chapter_form(depth).write(chapter.number)
            for depth, chapter in enumerate(outer, 1)
        )


def _next_to(one: Spot, other: Spot) -> bool:
    """Whether a paragraph stands right behind another one."""
    if one.paragraph is None or other.paragraph is None:
        return False
    return other.paragraph == one.paragraph.next()
