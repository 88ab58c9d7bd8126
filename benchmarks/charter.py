"""A made-up charter of any size, and an amendment to it: the same files on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

CONFIG: Final = """\
company = "Measured Company, Inc."
title = "Articles of Incorporation"
language = "en"
style = "en"
house = "seed-en"
"""

AMENDMENT: Final = "insert-and-shift"

_AMENDMENT: Final = f"""\
amendment: {AMENDMENT}
title: Partial Amendment of the Articles of Incorporation
meeting: The 1st Ordinary General Meeting of Shareholders
adopted: 2026-06-25
effective: 2026-06-25
operations:
  - insert: Article 8
    key: inserted-article
    heading: Rights Pertaining to Fractions
    text: |
      No shareholder of the Company shall exercise any right other than the following:
      (1) the right to receive a distribution of surplus;
      (2) the right to request the purchase of the shares.
"""

_WHO: Final = (
    "The Board of Directors", "The Company", "The President", "A shareholder", "An auditor",
    "The transfer agent", "A general meeting of shareholders", "The committee", "A liquidator",
    "The chairman of the meeting",
)  # fmt: skip
_DOES: Final = (
    "shall resolve upon", "may delegate", "shall record in the register", "shall give notice of",
    "may, by a resolution, postpone", "shall keep at the head office", "shall approve in advance",
    "may request the disclosure of", "shall not dispose of", "shall report without delay on",
)  # fmt: skip
_WHAT: Final = (
    "the matters required for its operations", "the issue of shares for subscription",
    "the election and dismissal of officers", "the remuneration of its members",
    "the record date for voting rights", "the distribution of surplus to shareholders",
    "the minutes and the documents annexed to them", "the acquisition of its own shares",
    "the convocation of an extraordinary meeting", "the handling of fractional entitlements",
)  # fmt: skip
_WHEN: Final = (
    "within three (3) months of the end of each business year",
    "by a majority of the votes of those present",
    "unless otherwise provided for by laws and regulations",
    "not later than two (2) weeks before the date of the meeting",
    "in the order predetermined by the Board of Directors",
    "in writing or by electromagnetic means", "to the extent of $13,000,000 in each year",
    "with the consent of sixty-six and two-thirds percent (66 2/3%) of the votes",
)  # fmt: skip
_HEADINGS: Final = (
    "Purpose", "Shares", "Convocation", "Quorum", "Officers", "Records", "Notices", "Dividends",
    "Committees", "Audits", "Registers", "Proxies", "Resolutions", "Liability", "Reports",
)  # fmt: skip
_STATUTES: Final = (
    "Article 189, paragraph 2 of the Companies Act",
    "Article 309 of the Companies Act",
    "Article 2, item (15) of the Companies Act",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A charter as clause files, and an amendment that inserts an article as Article 8.

    ``files`` leads from paths to contents, ``amendment`` is the content of its file.
    """

    files: dict[str, bytes]
    amendment: bytes


def sample(size: int, *, citing: bool) -> Sample:
    """The charter of ``size`` articles, always the same; ValueError below 10 articles.

    With ``citing`` every second article cites another one by its number, so that most of
    them must be rewritten when the numbers move; without, no number stands in a text.
    """
    if size < 10:
        raise ValueError("the smallest charter that can be measured has 10 articles")
    files = {"amendtool.toml": CONFIG.encode()}
    for number in range(1, size + 1):
        heading = _HEADINGS[number % len(_HEADINGS)]
        path = f"articles/{number:03}-{heading.lower()}-{number}.md"
        files[path] = _article(number, size, citing=citing).encode()
    return Sample(files=files, amendment=_AMENDMENT.encode())


def _article(number: int, size: int, *, citing: bool) -> str:
    random = Random(number)
    cited = 1 + int(random.random() * size)
    citation = f"Article {cited}{('', ', paragraph 1', ' of these Articles')[number % 3]}"
    lines = [f"# {_HEADINGS[number % len(_HEADINGS)]} ({number})", ""]
    cites = f", pursuant to {citation}" if citing and number % 2 == 0 else ""
    lines.append(f"{_sentence(random)}{cites}.")
    lines.extend(f"{_sentence(random)}." for _ in range(1 + number % 3))
    if number % 4 == 0:
        lines += ["", "- (1) the matters set forth in each of the following items;"]
        lines += [f"- ({item}) {_pick(random, _WHAT)};" for item in range(2, 5)]
    if number % 3 == 0:
        lines += ["", f"2 {_sentence(random)} referred to in {_pick(random, _STATUTES)}."]
    if number % 5 == 0:
        lines += ["", f"{3 if number % 3 == 0 else 2} The provisions of the preceding article"]
        lines[-1] += " shall apply mutatis mutandis to the case of the preceding paragraph."
    return "\n".join(lines) + "\n"


def _sentence(random: Random) -> str:
    parts = (_WHO, _DOES, _WHAT, _WHEN)
    return " ".join(_pick(random, words) for words in parts)


def _pick(random: Random, words: Sequence[str]) -> str:
    # Of all methods only random() promises the same numbers in every version of Python.
    return words[int(random.random() * len(words))]
