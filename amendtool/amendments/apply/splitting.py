"""``split`` and ``merge`` as they are gathered: paragraphs that find themselves in other articles.

The heir keeps the key. What a split article gives away, and what a merged one brings, are
its paragraphs; they stay what they are, so that references and phrases find them.
"""

from __future__ import annotations

from amendtool.amendments.apply.gathered import Lander, NewPart, Told
from amendtool.amendments.apply.moving import Moving
from amendtool.amendments.operations import Merge, Part, Replace, ReplacePhrase, Split
from amendtool.articles.addresses import Address, find
from amendtool.articles.charter import Article, Status
from amendtool.articles.numbers import Number


class Splitting(Moving):
    """Gathers the operations ``split`` and ``merge``, after all others."""

    def split(self, told: Told[Split]) -> None:
        """Note which paragraphs of an article go into which of its parts."""
        operation = told.operation
        target = operation.target
        if self.missing(target, told, "split") or self.textless(target, told, "split"):
            return
        article = find(self.charter, target)
        if not isinstance(article, Article):
            return
        for position, part in enumerate(operation.parts):
            if part.at.supplementary != target.supplementary:
                self._apart(told, f"into[{position}].article", part.at, target)
                return
        given: dict[Address, Part] = {}
        for position, part in enumerate(operation.parts):
            told_part = f"into[{position}].paragraphs"
            for paragraph in self.provisions(part.holds, told, told_part):
                if paragraph.parent != target:
                    self.problem(
                        told.place(told_part), "split-elsewhere",
                        f"{self.name(paragraph)} is no paragraph of {self.name(target)}",
                        "a part takes paragraphs of the article that is split",
                    )  # fmt: skip
                    return
                if paragraph in given:
                    self.problem(
                        told.place(told_part), "split-unclear",
                        f"two parts would take {self.name(paragraph)}",
                        "every paragraph goes into one part",
                    )  # fmt: skip
                    return
                given[paragraph] = part
        row = [target_paragraph(target, each.number) for each in article.paragraphs]
        forgotten = [paragraph for paragraph in row if paragraph not in given]
        if any(self._absent_ends(part) for part in operation.parts):
            return
        if forgotten:
            self.problem(
                told.place("into"), "split-unclear",
                f"{self.name(forgotten[0])} would be in no part",
                "every paragraph goes into one part; delete what is to go",
            )  # fmt: skip
            return
        self.places(target, told)
        self.result.splits[target] = told
        for position, part in enumerate(operation.parts):
            takes = tuple(
                paragraph
                for paragraph in row
                if given[paragraph] is part and paragraph not in self.result.deletes
            )
            if part.at == operation.heir:
                self.result.moves[target] = (part.at.number, told)
                self._headed(told, target, article, part.heading)
                continue
            for paragraph in takes:
                self.places(paragraph, told)
                self.result.leaving[paragraph] = told
            new = NewPart(
                source=target, told=told, part=part, said=f"into[{position}]", paragraphs=takes
            )
            self.result.parts.append(new)

    def _absent_ends(self, part: Part) -> bool:
        return self.absent(part.holds.first) or self.absent(part.holds.last)

    def _apart(
        self, told: Told[Split] | Told[Merge], part: str, to: Address, address: Address
    ) -> None:
        self.problem(
            told.place(part), "split-elsewhere",
            f"{self.name(to)} stands in another part of the articles than {self.name(address)}",
            "articles are split and merged among the articles, supplementary provisions among "
            "themselves",
        )  # fmt: skip

    def _headed(
        self, told: Told[Split] | Told[Merge], address: Address, article: Article, new: str | None
    ) -> None:
        """A heading that the heir gets."""
        if new is None or new == article.heading:
            return
        at = Address(supplementary=address.supplementary, article=address.article, heading=True)
        if at in self.result.headings:
            self.twice(at, self.result.headings[at], told)
        replace = Replace(target=at, heading=new)
        self.result.headings[at] = Told(told.index, replace)
        self.touch(at, told)

    def merge(self, told: Told[Merge]) -> None:
        """Note which paragraphs come into the heir of several articles, and where."""
        operation = told.operation
        sources = list(self.provisions(operation.target, told, "merge"))
        if not sources or any(self.textless(source, told, "merge") for source in sources):
            return
        if operation.heir not in sources or len(sources) < 2:
            self.problem(
                told.place("heir" if len(sources) > 1 else "merge"), "merge-heir",
                f"{self.name(operation.heir)} is none of several articles that are merged",
                "merge two or more articles, and name one of them as the heir of the key",
            )  # fmt: skip
            return
        heir = find(self.charter, operation.heir)
        if not isinstance(heir, Article):
            return
        if operation.to.supplementary != operation.heir.supplementary:
            self._apart(told, "into", operation.to, operation.heir)
            return
        for source in sources:
            self.places(source, told)
        self.result.moves[operation.heir] = (operation.to.number, told)
        self._headed(told, operation.heir, heir, operation.heading)
        self.touch(operation.heir, told)
        landers = self.result.landing.setdefault(("paragraph", operation.heir), [])
        number = Number.of(1)
        after: Number | Address | None = None
        for source in sources:
            article = find(self.charter, source)
            if source == operation.heir:
                after = heir.paragraphs[-1].number
                continue
            if not isinstance(article, Article) or article.status is not Status.TEXT:
                continue
            self.result.merges[source] = (operation.heir, told)
            for each in article.paragraphs:
                paragraph = target_paragraph(source, each.number)
                if paragraph in self.result.deletes or paragraph in self.result.leaving:
                    continue
                self.places(paragraph, told)
                self.result.leaving[paragraph] = told
                if after is None:
                    landers.append(Lander(source=paragraph, told=told, number=number))
                    number = number.next()
                else:
                    landers.append(Lander(source=paragraph, told=told, after=after))
                    after = paragraph

    def overlaps(self) -> None:
        """Note the operations that meet; what comes into a merged article would be lost."""
        super().overlaps()
        for address, told in self.touched:
            found = self.result.merges.get(address.parent if address.heading else address)
            if found is not None and not isinstance(told.operation, ReplacePhrase):
                self.twice(address, found[1], told)


def target_paragraph(article: Address, number: Number) -> Address:
    """The address of a paragraph of an article."""
    return Address(supplementary=article.supplementary, article=article.article, paragraph=number)
