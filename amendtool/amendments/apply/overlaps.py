"""Operations that get in each other's way: what each acts on, and where two of them meet."""

from __future__ import annotations

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.gathered import Gathered, Told
from amendtool.amendments.apply.targets import Targets
from amendtool.amendments.operations import Delete, Replace
from amendtool.articles.addresses import Address, ancestors
from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle


class Overlaps(Targets):
    """The operations gathered so far, and what they touch."""

    def __init__(self, charter: Charter, amendment: Amendment, style: DraftingStyle) -> None:
        super().__init__(charter, style)
        self.amendment = amendment
        self.result = Gathered(problems=self.problems)
        self.touched: list[tuple[Address, Told[object]]] = []
        self.placed: dict[Address, Told[object]] = {}
        """Provisions whose new number or place an operation says."""
        self.dissolved: dict[Address, Told[Delete]] = {}
        """Chapters whose heading alone is deleted."""
        self.pairs: set[tuple[int, int]] = set()
        """Operations that are known to get in each other's way."""

    def places(self, address: Address, told: Told[object]) -> None:
        """Note that an operation says the number or the place of what stands at ``address``."""
        if address in self.placed:
            self.twice(address, self.placed[address], told)
        self.placed[address] = told
        self.acts(address, told)

    def touch(self, address: Address, told: Told[object]) -> None:
        """Note that an operation changes what stands at ``address``."""
        self.touched.append((address, told))
        self.acts(address, told)

    def acts(self, address: Address, told: Told[object]) -> None:
        """Note that an operation acts on the article or chapter of ``address``."""
        owner = Address(
            supplementary=address.supplementary,
            chapters=address.chapters,
            article=address.article,
        )
        self.result.acting.setdefault(owner, set()).add(told.index)

    def overlaps(self) -> None:
        """Two operations on one text: a whole and a part of it, or twice the same whole."""
        whole: dict[Address, Told[object]] = {}
        whole.update(self.result.deletes)
        whole.update(self.result.reserves)
        whole.update(self.result.replaces)
        whole.update(self.result.headings)
        for address, told in (*self.touched, *self.placed.items()):
            for outer in ancestors(address):
                # A merged article goes as a whole; a split one is changed by its paragraphs.
                other = whole.get(outer)
                if other is None or other.index == told.index:
                    continue
                if outer in self.dissolved and address.chapters != outer.chapters:
                    # The sections of a chapter are dissolved for themselves.
                    continue
                # A new heading goes beside a new text, a new number beside all that stays.
                if self.placed.get(address) is told and outer == address:
                    harmless = outer not in self.result.deletes
                    if outer in self.result.left:
                        # It cannot leave a placeholder and become one.
                        harmless = harmless and outer not in self.result.reserves
                elif self.placed.get(address) is told and address in self.result.leaving:
                    # What moves out of a provision is no part of it any more.
                    harmless = isinstance(other.operation, Delete)
                else:
                    text = isinstance(other.operation, Replace)
                    harmless = text and address.heading and outer == address.parent
                if not harmless:
                    self.twice(outer, other, told)

    def twice(self, address: Address, one: Told[object], other: Told[object]) -> None:
        """Note that two operations act on the same provision."""
        first, second = sorted((one, other), key=lambda told: told.index)
        if (first.index, second.index) in self.pairs:
            return
        self.pairs.add((first.index, second.index))
        self.result.tangled |= {first.index, second.index}
        self.problem(
            second.place(), "operations-overlap",
            f"operations[{first.index}] and operations[{second.index}] both act on "
            f"{self.name(address)}",
            "all operations happen at once: join the two into one",
        )  # fmt: skip
