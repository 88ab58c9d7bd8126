"""The fields of the operations that put provisions to another place."""

from __future__ import annotations

from collections.abc import Callable

from amendtool.amendments.file.fields import Fields
from amendtool.amendments.file.operation_fields import OperationReader
from amendtool.amendments.file.yaml import Mapping, Sequence_
from amendtool.amendments.operations import Merge, Move, Numbering, Operation, Part, Split
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.keys import key_problems


class EveryReader(OperationReader):
    """Reads the operations of one file, with those that put provisions elsewhere."""

    def readers(self) -> dict[str, Callable[[Fields], Operation | None]]:
        """What reads each verb."""
        return {
            **super().readers(),
            "move": self._move,
            "split": self._split,
            "merge": self._merge,
        }

    def _move(self, fields: Fields) -> Move | None:
        target, to = self._range(fields, "move"), self._placed(fields, "to", "move")
        after = self._placed(fields, "after", "move")
        chapter, dates = self._chapter(fields), self._dates(fields)
        numbering = fields.choice("numbering", Numbering)
        if "to" not in fields and "after" not in fields:
            self._expect(
                fields, "to", "`move` needs `to` or `after`, the place where it lands",
                "`to` names its proposed number, `after` the present provision before it",
            )  # fmt: skip
            return None
        self._belongs(fields, "to" not in fields, ("after",), "`to`")
        if target is None or ("to" in fields and to is None):
            return None
        first = target.first
        if first.heading or first.level is None:
            fields.problem(
                fields.place("move"), "move-level",
                f"{target.text(self.style)} has no place of its own",
                "name provisions with numbers",
            )  # fmt: skip
            return None
        in_chapter = first.level == "article" and not first.supplementary
        self._belongs(fields, in_chapter, ("chapter",), self._owner(first))
        if to is None and (after is None or after.first != after.last):
            if after is not None:
                fields.problem(
                    fields.place("after"), "address-unclear",
                    f"{after.text(self.style)} are several provisions",
                    "name the one that it lands behind",
                )  # fmt: skip
            return None
        return Move(
            target=target,
            to=to,
            after=after.first if to is None and after is not None else None,
            chapter=chapter,
            numbering=numbering,
            dates=dates,
        )

    def _split(self, fields: Fields) -> Split | None:
        target = self._address(fields, "split")
        node = fields.mapping.get("into")
        parts: list[Part] = []
        if not isinstance(node, Sequence_) or len(node.items) < 2:
            self._expect(
                fields, "into", "`split` needs `into`, a list of two or more parts",
                "write for each `- article: Article 11` with its `paragraphs:`",
            )  # fmt: skip
            return None
        for item in node.items:
            if not isinstance(item, Mapping):
                fields.problem(
                    item.place, "operation-expected", "this is no part of an article",
                    "write `- article: Article 11` with its `paragraphs:`",
                )  # fmt: skip
                return None
            part = self._part(Fields(item, fields.problems), target)
            if part is not None:
                parts.append(part)
        heir = self._address(fields, "heir") if "heir" in fields else None
        dates = self._dates(fields)
        if target is None or len(parts) < len(node.items):
            return None
        heir = heir or parts[0].at
        if target.level != "article" or target.heading:
            fields.problem(
                fields.place("split"), "split-level",
                f"{target.text(self.style)} is no article", "only articles are split",
            )  # fmt: skip
            return None
        heirs = [part for part in parts if part.at == heir]
        if len(heirs) != 1 or heirs[0].key is not None:
            fields.problem(
                fields.place("heir" if "heir" in fields else "into"), "split-heir",
                f"{heir.text(self.style)} is not one part without a key of its own",
                "one part is the heir: it keeps the key of the article, and is the first one when "
                "`heir` is left out",
            )  # fmt: skip
            return None
        return Split(target=target, parts=tuple(parts), heir=heir, dates=dates)

    def _part(self, fields: Fields, target: Address | None) -> Part | None:
        fields.only(("article", "paragraphs", "key", "heading"), "a part")
        at = self._address(fields, "article")
        holds = self._paragraphs(fields, target)
        key, heading = fields.line("key"), self._heading(fields)
        if key is not None:
            self.problems += key_problems(key, place=fields.place("key"))
        for name in ("article", "paragraphs"):
            if name not in fields:
                self._expect(fields, name, f"a part needs `{name}`")
        if at is None or holds is None:
            return None
        if at.level != "article" or at.heading or holds.first.level != "paragraph":
            fields.problem(
                fields.place("article" if at.level != "article" else "paragraphs"), "split-level",
                "a part is an article that takes paragraphs",
                "write `article: Article 11` and `paragraphs: paragraphs 2 to 3`",
            )  # fmt: skip
            return None
        return Part(at=at, holds=holds, key=key, heading=heading)

    def _paragraphs(self, fields: Fields, target: Address | None) -> AddressRange | None:
        """``paragraphs``; "paragraphs 2 to 3" alone are those of the article that is split."""
        written = fields.line("paragraphs")
        if written is not None and target is not None and self._quiet(written) is None:
            # In the words of any edition, as every address.
            for style in self.styles:
                found = self._quiet(f"{target.text(style)}{style.cited.gap}{written}")
                if found is not None:
                    return found
        return self._range(fields, "paragraphs")

    def _merge(self, fields: Fields) -> Merge | None:
        target, to = self._range(fields, "merge"), self._address(fields, "into")
        heir = self._address(fields, "heir") if "heir" in fields else None
        heading, dates = self._heading(fields), self._dates(fields)
        if "into" not in fields:
            self._expect(fields, "into", "`merge` needs `into`, the proposed article")
        if target is None or to is None or ("heir" in fields and heir is None):
            return None
        for name, address in (("merge", target.first), ("into", to), ("heir", heir)):
            if address is not None and (address.level != "article" or address.heading):
                fields.problem(
                    fields.place(name), "merge-level",
                    f"{address.text(self.style)} is no article",
                    "only articles are merged, into an article",
                )  # fmt: skip
                return None
        return Merge(target=target, to=to, heir=heir or target.first, heading=heading, dates=dates)
