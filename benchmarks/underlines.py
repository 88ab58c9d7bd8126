"""``python -m benchmarks.underlines``: whose word boundaries draw the underlines people draw.

The pairs of ``tests/comparison/underlines`` are marked with each way of cutting Japanese that
is installed, and the marks are compared with those of the pairs, character by character. The
rules for what is marked are amendtool's own for all of them, so only the boundaries differ;
the two plain character differences stand for having no rules at all.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from amendtool.comparison.table import Run
from amendtool.comparison.tokens import tokens
from amendtool.comparison.words import compare, compare_tokens

PAIRS: Final = Path(__file__).resolve().parents[1] / "tests" / "comparison" / "underlines"
HALVES: Final = ("development", "held-out")
ENGLISH: Final = "english"
"""The file of the English pairs, which are all held out."""
OURS: Final = "script classes (amendtool)"

Cut = Callable[[str], Sequence[str]]
Mark = Callable[[str, str], tuple[str, str]]
"""Two texts with ``[[ ]]`` around what is changed in each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts with ``[[ ]]`` around what a person would underline."""

    kind: str
    source: str
    title: str
    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How the marks of some pairs agree with those that people draw, in characters and pairs."""

    drawn: int
    marked: int
    both: int
    exact: int
    pairs: int

    @property
    def precision(self) -> float:
        """The part of what is marked that people underline."""
        return self.both / self.marked if self.marked else 1.0

    @property
    def recall(self) -> float:
        """The part of what people underline that is marked."""
        return self.both / self.drawn if self.drawn else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way of marking: its scores by half, the seconds for 1,000 sentences, its size."""

    name: str
    scores: dict[str, Score]
    seconds: float | None
    megabytes: float


def pairs(half: str) -> tuple[Pair, ...]:
    """The pairs of one of the HALVES, or the ENGLISH ones.

    Raises ValueError if a line of the file is not of its form.
    """
    text = (PAIRS / f"{half}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n{2,}", text.strip("\n"))
    return tuple(_pair(block) for block in blocks if not block.startswith("#"))


def _pair(block: str) -> Pair:
    head, left, right = block.split("\n")
    kind, source, title = head.split(" | ")
    return Pair(kind=kind, source=source, title=title, left=left, right=right)


def plain(marked: str) -> str:
    """The text without its marks."""
    return marked.replace("[[", "").replace("]]", "")


def with_marks(runs: Iterable[Run]) -> str:
    """The runs of one side as a text with marks."""
    return "".join(f"[[{run.text}]]" if run.changed else run.text for run in runs)


def places(marked: str) -> set[int]:
    """The places of the marked characters in the plain text."""
    found: set[int] = set()
    at = 0
    for part in re.split(r"(\[\[.*?\]\])", marked):
        length = len(plain(part))
        if part.startswith("[["):
            found.update(range(at, at + length))
        at += length
    return found


def score(half: Sequence[Pair], mark: Mark) -> Score:
    """How ``mark`` does on some pairs."""
    drawn = marked = both = exact = 0
    for pair in half:
        sides = mark(plain(pair.left), plain(pair.right))
        exact += sides == (pair.left, pair.right)
        for theirs, ours in zip((pair.left, pair.right), sides, strict=True):
            people, program = places(theirs), places(ours)
            drawn += len(people)
            marked += len(program)
            both += len(people & program)
    return Score(drawn=drawn, marked=marked, both=both, exact=exact, pairs=len(half))


def ours(left: str, right: str) -> tuple[str, str]:
    """The marks that amendtool draws."""
    present, proposed = compare(left, right, "ja")
    return with_marks(present), with_marks(proposed)


def ours_in_english(left: str, right: str) -> tuple[str, str]:
    """The marks that amendtool draws in English."""
    present, proposed = compare(left, right, "en")
    return with_marks(present), with_marks(proposed)


def by(cut: Cut) -> Mark:
    """The marks by amendtool's rules, on words that are cut by ``cut``."""

    def mark(left: str, right: str) -> tuple[str, str]:
        if (len(right), right) < (len(left), left):
            proposed, present = compare_tokens(cut(right), cut(left))
        else:
            present, proposed = compare_tokens(cut(left), cut(right))
        return with_marks(present), with_marks(proposed)

    return mark


# -- the ways of cutting ---------------------------------------------------------------------


def characters(*, tidy: bool) -> Mark:
    """The plain difference by characters, perhaps tidied by diff-match-patch's own rules."""
    engine = importlib.import_module("diff_match_patch").diff_match_patch()
    engine.Diff_Timeout = 0

    def mark(left: str, right: str) -> tuple[str, str]:
        parts = engine.diff_main(left, right)
        if tidy:
            engine.diff_cleanupSemantic(parts)
        sides = ["", ""]
        for operation, text in parts:
            for side, only in enumerate((-1, 1)):
                if operation == only:
                    sides[side] += f"[[{text}]]"
                elif operation == 0:
                    sides[side] += text
        return sides[0].replace("]][[", ""), sides[1].replace("]][[", "")

    return mark


def _sudachi(mode: str) -> Cut:
    package = importlib.import_module("sudachipy")
    tokenizer = package.Dictionary(dict="core").tokenizer(mode=getattr(package.SplitMode, mode))
    return lambda text: [part.surface() for part in tokenizer.tokenize(text)]


def _janome() -> Cut:
    tokenizer = importlib.import_module("janome.tokenizer").Tokenizer()
    return lambda text: list(tokenizer.tokenize(text, wakati=True))


def _fugashi() -> Cut:
    tagger = importlib.import_module("fugashi").Tagger("-Owakati")
    return lambda text: [str(part.surface) for part in tagger(text)]


def _budoux() -> Cut:
    parser: Any = importlib.import_module("budoux").load_default_japanese_parser()
    return lambda text: list(parser.parse(text))


def _tinysegmenter() -> Cut:
    segmenter = importlib.import_module("tinysegmenter").TinySegmenter()
    return lambda text: list(segmenter.tokenize(text))


SEGMENTERS: Final[dict[str, tuple[Callable[[], Cut], tuple[str, ...]]]] = {
    "SudachiPy A": (lambda: _sudachi("A"), ("sudachipy", "sudachidict_core")),
    "SudachiPy B": (lambda: _sudachi("B"), ("sudachipy", "sudachidict_core")),
    "SudachiPy C": (lambda: _sudachi("C"), ("sudachipy", "sudachidict_core")),
    "Janome": (_janome, ("janome",)),
    "fugashi, unidic-lite": (_fugashi, ("fugashi", "unidic-lite")),
    "BudouX": (_budoux, ("budoux",)),
    "tinysegmenter": (_tinysegmenter, ("tinysegmenter",)),
}
"""How each is made, and the distributions that have to be installed for it."""


def with_our_numbers(cut: Cut) -> Cut:
    """``cut``, but with the dates, amounts and citations whole that amendtool keeps whole.

    Segmenters part 第四百二十七条 and １０，０００株; this is what one would have to build around
    any of them.
    """

    def cut_between(text: str) -> list[str]:
        found: list[str] = []
        between = ""
        for token in tokens(text, "ja"):
            if any(character.isnumeric() for character in token):
                found += [*(cut(between) if between else ()), token]
                between = ""
            else:
                between += token
        return [*found, *(cut(between) if between else ())]

    return cut_between


# -- the measurement -------------------------------------------------------------------------


def rows(repeats: int) -> Iterator[Row]:
    """A row for each way of marking; a segmenter that is not installed has none."""
    halves = {half: pairs(half) for half in HALVES}
    texts = [plain(side) for half in halves.values() for pair in half for side in _sides(pair)]

    def row(name: str, mark: Mark, cut: Cut | None, distributions: Sequence[str] = ()) -> Row:
        return Row(
            name=name,
            scores={half: score(found, mark) for half, found in halves.items()},
            seconds=None if cut is None else _seconds(cut, texts, repeats),
            megabytes=sum(map(_size, distributions)) / 1e6,
        )

    yield row(OURS, ours, lambda text: tokens(text, "ja"))
    yield row("characters", characters(tidy=False), None)
    yield row("characters, tidied", characters(tidy=True), None)
    yield row("characters, our rules", by(list), None)
    for name, (make, distributions) in SEGMENTERS.items():
        try:
            cut = make()
        except ModuleNotFoundError:
            continue
        yield row(name, by(cut), cut, distributions)
        whole = with_our_numbers(cut)
        yield row(f"{name}, our numbers", by(whole), whole, distributions)


def english() -> Iterator[tuple[str, Score]]:
    """The English pairs: by amendtool, by white space under its rules, by characters."""
    found = pairs(ENGLISH)
    yield "amendtool", score(found, ours_in_english)
    yield "white space", score(found, by(lambda text: re.findall(r"\s+|\S+", text)))
    yield "characters", score(found, characters(tidy=False))
    yield "characters, tidied", score(found, characters(tidy=True))


def _sides(pair: Pair) -> tuple[str, str]:
    return pair.left, pair.right


def _seconds(cut: Cut, texts: Sequence[str], repeats: int) -> float:
    """The least seconds for cutting 1,000 sentences, of some rounds over all texts."""
    best = float("inf")
    for _ in range(repeats):
        started = time.process_time()
        for text in texts:
            cut(text)
        best = min(best, time.process_time() - started)
    return best * 1000 / len(texts)


def _size(distribution: str) -> int:
    """The bytes of an installed distribution's files."""
    files = metadata.files(distribution) or ()
    return sum(path.stat().st_size for one in files if (path := Path(str(one.locate()))).is_file())


def table(found: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| boundaries by | precision | recall | exact | held out: precision | recall | exact "
        "| ms for 1,000 sentences | MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in found:
        cells = [row.name]
        for half in HALVES:
            one = row.scores[half]
            cells += [f"{one.precision:.1%}", f"{one.recall:.1%}", f"{one.exact} of {one.pairs}"]
        cells.append("" if row.seconds is None else f"{row.seconds * 1000:.0f}")
        cells.append(f"{row.megabytes:.{0 if row.megabytes >= 10 else 1}f}")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def english_table(found: Iterable[tuple[str, Score]]) -> str:
    """The scores of the English pairs as a Markdown table."""
    lines = ["| English | precision | recall | exact |", "|---|---|---|---|"]
    for name, one in found:
        lines.append(
            f"| {name} | {one.precision:.1%} | {one.recall:.1%} | {one.exact} of {one.pairs} |"
        )
    return "\n".join(lines) + "\n"


def differing(half: str) -> Iterator[str]:
    """The pairs of a half that amendtool marks otherwise than people, each as five lines."""
    mark = ours_in_english if half == ENGLISH else ours
    for pair in pairs(half):
        left, right = mark(plain(pair.left), plain(pair.right))
        if (left, right) != (pair.left, pair.right):
            head = f"{pair.kind} | {pair.source} | {pair.title}"
            yield f"{head}\n  {pair.left}\n  {pair.right}\n= {left}\n= {right}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is installed and print it; 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.underlines", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--repeats", type=int, default=5, help="rounds for the times (5)")
    parser.add_argument(
        "--differing", choices=(*HALVES, ENGLISH), help="print the pairs that differ instead"
    )
    options = parser.parse_args(arguments)
    if options.differing:
        print("\n".join(differing(options.differing)), end="")
        return 0
    found, others = list(rows(options.repeats)), list(english())
    if options.json:
        scores = {name: asdict(one) for name, one in others}
        print(json.dumps({"ja": [asdict(row) for row in found], "en": scores}, indent=2))
    else:
        print(table(found), english_table(others), sep="\n", end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
