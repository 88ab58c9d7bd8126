"""``python -m tests.printed.measure``: how much of known documents the product reads right.

Prints shares for every language and profile, then for every plan and every kind of flaw, and
the worst cases, each with the words that show it: ``--show en-dotted:17:regular:txt``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from tests.printed import evidence
from tests.printed.compare import Judged, Verdict, judged, shares
from tests.printed.documents import Document, Profile, make
from tests.printed.layouts import PLAIN, Layout, layouts, other_layouts
from tests.printed.likeness import like_mark, marks_in_texts
from tests.printed.lines import lines_of
from tests.printed.plans import PLANS
from tests.printed.printers import PRINTERS, Printed, printed_text
from tests.printed.product import Found, printed_again, read, read_again
from tests.printed.tree import drawn

PROFILES: tuple[Profile, ...] = ("regular", "irregular")


@dataclass(frozen=True, slots=True)
class Case:
    """A document in a format and a layout; its name makes it again."""

    document: Document
    form: str
    layout: Layout = PLAIN
    laid: int | None = None

    @property
    def name(self) -> str:
        """What ``--show`` takes."""
        document = self.document
        laid = "" if self.laid is None else f":{self.laid}"
        return f"{document.plan}:{document.seed}:{document.profile}:{self.form}{laid}"

    def printed(self) -> Printed:
        """The file."""
        return PRINTERS[self.form](self.document, self.layout)


@dataclass(slots=True)
class Tally:
    """Provisions and their verdicts, and what went wrong."""

    documents: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    marks: int = 0
    """Lines in texts that begin like a mark, beyond those that the documents have."""

    def add(self, verdicts: Sequence[Judged], marks: int = 0) -> None:
        """Count one document."""
        self.documents += 1
        self.verdicts += shares(verdicts)
        self.marks += marks
        for one in verdicts:
            self.faults.update(one.faults)
            if one.verdict == "silent":
                self.silent.update(one.faults)

    def row(self, name: str) -> str:
        """The tally as a line of a table."""
        total = self.verdicts.total() or 1
        parts = "".join(f"{self.verdicts[v] / total:9.1%}" for v in ("right", "doubted", "silent"))
        wrong = " ".join(f"{fault} {count}" for fault, count in self.silent.most_common(4))
        return f"{name:34}{self.documents:6}{total:8}{parts}{self.marks:7}  {wrong}"


HEAD = (
    f"{'':34}{'docs':>6}{'provs':>8}{'right':>9}{'doubted':>9}{'silent':>9}{'marks':>7}"
    "  silently wrong in"
)


def case(name: str) -> Case:
    """The case of a name as the measure prints it."""
    plan, seed, profile, form, *laid = name.split(":")
    if profile not in PROFILES:
        raise ValueError(f"the profile is regular or irregular, not {profile!r}")
    document = make(plan, int(seed), "irregular" if profile == "irregular" else "regular")
    layout = layouts(int(laid[0])) if laid else usual(document)
    return Case(document, form, layout, int(laid[0]) if laid else None)


def usual(document: Document) -> Layout:
    """The layout that a document is measured in: plain, and broken where a flaw asks for it."""
    cut = any("line's end" in flaw.name for flaw in document.flaws)
    return replace(PLAIN, width=72) if cut else PLAIN


def verdict_of(one: Case) -> tuple[list[Judged], Found]:
    """The verdicts on every provision of a case."""
    return _verdict(one, read(one.printed(), one.document))


def evidence_of(one: Case) -> tuple[list[Judged], evidence.Seen]:
    """The same of the reader that goes by the document's own evidence."""
    return _verdict(one, evidence.read(one.printed(), one.document))


_Reading = TypeVar("_Reading", Found, evidence.Seen)


def _verdict(one: Case, found: _Reading) -> tuple[list[Judged], _Reading]:
    printed = one.printed()
    document = one.document
    verdicts = judged(document.root, found.tree, found.doubts, printed.owners, document.language)
    return verdicts, found


def cases(options: argparse.Namespace) -> Iterator[Case]:
    """The cases that were asked for."""
    plans = [name for name in PLANS if name.startswith(options.plan)]
    for plan in plans:
        for profile in options.profile or PROFILES:
            for number in range(options.documents):
                seed = options.seed + number
                document = make(plan, seed, profile)
                for form in options.format or tuple(PRINTERS):
                    yield Case(document, form, usual(document))
                    if options.layouts:
                        yield Case(document, form, layouts(seed), seed)


def measure(options: argparse.Namespace) -> None:
    """Measure and print."""
    tallies: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    worst: list[tuple[int, str]] = []
    for one in cases(options):
        document = one.document
        verdicts, found = (evidence_of if options.evidence else verdict_of)(one)
        marks = marks_in_texts(found.tree) - _marks_known(document)
        profile = document.profile
        for table, row in (
            ("language and profile", f"{document.language} {profile}"),
            ("format", f"{document.language} {profile} {one.form}"),
            ("plan", f"{document.plan} {profile}"),
        ):
            tallies[table][row].add(verdicts, marks.total())
        for flaw in document.flaws:
            at = [each for each in verdicts if each.token == flaw.token.lower()]
            tallies["flaw, at its place"][f"{document.language} {flaw.name}"].add(at)
        silent = shares(verdicts)["silent"]
        if silent:
            worst.append((silent, one.name))
    print(HEAD)
    for table, rows in tallies.items():
        print(f"\nby {table}")
        for name in sorted(rows):
            print(rows[name].row(name))
    print("\nmost silently wrong: --show NAME draws the document, what was found, and each fault")
    for silent, name in sorted(worst, key=lambda each: (-each[0], each[1]))[: options.worst]:
        print(f"{silent:6}  {name}")


def _marks_known(document: Document) -> Counter[str]:
    """The lines like marks that are texts indeed, or stand in a list of contents."""
    known = marks_in_texts(document.root)
    for line in lines_of(document):
        kind = like_mark(line.whole) if line.kind in ("contents", "history") else None
        known.update([kind] if kind else [])
    return known


def laws(options: argparse.Namespace) -> None:
    """Measure the laws on whole documents, by language and profile."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in cases(options):
        document = one.document
        name = f"{document.language} {document.profile} {one.form}"
        count = counts[name]
        count["documents"] += 1
        verdicts, found = verdict_of(one)
        count["tree right"] += all(each.verdict == "right" for each in verdicts)
        count["none silent"] += not any(each.verdict == "silent" for each in verdicts)
        again = printed_again(found, "txt", document.title).data.decode()
        kept = "".join(again.split()) == "".join(printed_text(document).split())
        count["print(import(D)) = D"] += kept
        same = read_again(printed_again(found, one.form, document.title), found)
        count["import(export(X)) = X"] += plain(same) == plain(found.imported.charter)
        drawing = drawn(found.tree)
        for layout in other_layouts(one.layout):
            other = Case(document, one.form, layout)
            count["layouts"] += 1
            count["same tree"] += drawn(verdict_of(other)[1].tree) == drawing
    for name in sorted(counts):
        count = counts[name]
        total = count["documents"]
        print(f"{name}: {total} documents")
        for law in ("tree right", "none silent", "print(import(D)) = D", "import(export(X)) = X"):
            print(f"  {law:28}{count[law] / total:8.1%}")
        print(f"  {'same tree in other layouts':28}{count['same tree'] / count['layouts']:8.1%}")


def plain(charter: object) -> str:
    """A charter without its keys, which no print shows."""
    return re.sub(r"(key|chapter|parent)='[^']*'", "", repr(charter))


def show(one: Case, *, by_evidence: bool = False) -> None:
    """Print a case: the file, both trees, and every provision that is not right."""
    printed = one.printed()
    verdicts, found = (evidence_of if by_evidence else verdict_of)(one)
    document = one.document
    if one.form != "docx":
        print(printed.data.decode().replace("\r\n", "\n"))
    print("--- known:", ", ".join(f"{flaw.name} ({flaw.token})" for flaw in document.flaws))
    print(drawn(document.root))
    style = f", in the style {found.style.name}" if isinstance(found, Found) else ""
    print(f"--- found{style}")
    print(drawn(found.tree))
    print("--- doubts")
    for doubt in found.doubts:
        print(f"  {doubt.at}: {doubt.says}")
    print("--- not right")
    for each in verdicts:
        if each.faults:
            print(f"  {each.verdict}: {', '.join(each.faults)}")
            print(f"    known {each.known}")
            print(f"    found {each.found}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, or show one case; always 0, for it judges nothing."""
    parser = argparse.ArgumentParser(prog="python -m tests.printed.measure", description=__doc__)
    parser.add_argument("--documents", type=int, default=10, help="of each plan and profile")
    parser.add_argument("--seed", type=int, default=0, help="that of the first of them")
    parser.add_argument("--plan", default="", help="how their names begin: en, ja-law")
    parser.add_argument("--profile", action="append", choices=PROFILES)
    parser.add_argument("--format", action="append", choices=tuple(PRINTERS))
    parser.add_argument("--layouts", action="store_true", help="each in a second layout too")
    parser.add_argument("--laws", action="store_true", help="the laws on whole documents instead")
    parser.add_argument("--evidence", action="store_true", help="the reader by evidence")
    parser.add_argument("--worst", type=int, default=10, help="how many of the worst cases")
    parser.add_argument("--show", type=case, metavar="NAME", help="one case, drawn")
    options = parser.parse_args(arguments)
    if options.show:
        show(options.show, by_evidence=options.evidence)
    elif options.laws:
        laws(options)
    else:
        measure(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
