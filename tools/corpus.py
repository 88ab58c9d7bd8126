"""``make corpus CORPUS=DIR``: the laws of import and draft over a folder of real documents.

For every document below the folder: it is imported into a repository of its own and committed;
the articles are exported in every format, each export is imported again, and drafted against
the articles that it came from. Printed are the marks that the export has otherwise than the
document, what the import report lists, which formats come back as other articles, and which
drafts of an unchanged text are not empty, and what an article at the end asks about citations,
or changes in them. A document with nothing to say has no line but its
name.

Marks are found by patterns of their own, apart from the reader of the product: what that
passes over must show here. So must the numbers that Word prints by itself, which
``tools.word_numbers`` counts; the characters of the document and those of its print, whatever
their order; and the texts that begin like a mark, where no doubt of the report tells them.
``--counts`` prints how many there are of each. What LibreOffice prints of Word and OpenDocument
files and what a CommonMark renderer shows of Markdown is compared word by word with the export.

All is done in this process, a verb at a time, as the command line does it: a start of the
program for each would take longer than the work. ``--laws`` limits a run to a part of it.
"""

from __future__ import annotations

import argparse
import difflib
import io
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import amendtool
from amendtool.articles.charter import article_texts, provision
from amendtool.articles.styles import STYLES
from amendtool.cli import main as program
from amendtool.comparison.cells import Printer
from amendtool.errors import AmendtoolError, InputError
from amendtool.importing.document import Imported, import_document, read_document, read_parts
from amendtool.render.charter.lines import units_of
from amendtool.workflow.importing.document import files_in
from amendtool.workflow.importing.print_account import house_of, printed_otherwise
from tools import commonmark, office, word_numbers

DOCUMENTS: Final = (".docx", ".odt", ".html", ".htm", ".md", ".markdown", ".txt")
FORMATS: Final = ("docx", "html", "md", "txt")
LAWS: Final = ("marks", "characters", "numbers", "texts", "end", *FORMATS, "page")
"""What is tried: the marks of the export and all its characters, the numbers that Word prints, the
texts that begin like a mark, an article at the end, what each format gives back, the words of the
page."""
_NUMBERED: Final = re.compile(r"[0-9]+[-_. ]\S")
MARKDOWN: Final = (".md", ".markdown")
SHOWN: Final = 12
"""How many departures of one document are printed; the others are counted."""

_NUMBER: Final = r"[0-9０-９〇一二三四五六七八九十百千]+"
_MARK: Final = re.compile(
    rf"(?:ARTICLE|Article|Section|SECTION|Chapter|CHAPTER|Part|§)\s?[0-9IVXLC][0-9.IVXLC]*"
    rf"|第\s?{_NUMBER}\s?[編章節款条項号](?:の{_NUMBER})*"
    r"|[(（](?:[a-z]{1,4}|[A-Z]{1,4}|[0-9０-９]{1,3}|[〇一二三四五六七八九十]{1,3}|[ア-ンイロハ])[)）]"
    r"|[①-⑳⑴-⒇]"
    r"|(?<![^\s*#>-])(?:[a-z]{1,4}|[A-Z]|[0-9０-９]{1,3}(?:\.[0-9]{1,3})*)[.)）．](?=[\s\u3000]|$)"
)
_LIKE_MARK: Final = re.compile(
    rf"(?:ARTICLE|Article|Section|SECTION|Chapter|CHAPTER|Part)\s?[0-9IVXLC][0-9.IVXLC]*\b|§"
    rf"|第\s?{_NUMBER}\s?[編章節款条項号]"
    r"|[(（](?:[a-z]{1,4}|[A-Z]{1,2}|[0-9０-９]{1,3}|[〇一二三四五六七八九十]{1,3}|[ァ-ヶ])[)）]"
    r"|[\u2460-\u24ff\u2776-\u2793\u3220-\u3243\u3280-\u32fe]"
    r"|(?:[a-z]|[ivx]{1,4}|[A-Z]|[0-9０-９]{1,3}(?:\.[0-9]{1,3})*)[.)）．、]\s"
    r"|(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[イロハニホヘト])[\s\u3000]"
    r"|[-*+•・●]\s"
)
"""How a line begins that may be one of a list, by patterns of its own."""
_CITED: Final = re.compile(
    r"(?:から|まで|及び|又は|並びに|若しくは|各号|[のにをがはとも、])"
    r"|(?:of|and|or|to|in|under|shall|may|must|does|do|is|are|was|applies|apply|above|below)\b|,"
)
BULLETS: Final = "-*+•・●"
"""Bullets count nothing: they are kept as the lines that they begin, and told of nobody."""
_TELLING: Final = 20
_ONE_SIDE: Final = ((), ("--changes", "accept", "--struck", "keep"))
"""What a document with tracked changes or struck text is asked for: one of its two texts."""
_JAPANESE: Final = re.compile("[ぁ-ん]")
_ADDRESS: Final = re.compile(r"\]\(https?:[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
"""The address of a link, which is a mark of nothing (``…/Chapter617``)."""
_STOPS: Final = re.compile(r"[.．\s\u3000]+$")


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


def main(arguments: Sequence[str]) -> int:
    """Try every document; 1 when one breaks a law in silence."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="a folder of documents, searched to its depths")
    parser.add_argument("--only", default="", help="documents whose path has this in it")
    parser.add_argument("--style", help="the drafting style; by default that of the language")
    parser.add_argument(
        "--laws", nargs="+", choices=LAWS, default=LAWS, help="what is tried; by default all"
    )
    parser.add_argument(
        "--counts", action="store_true", help="how many characters, numbers and marks there are"
    )
    parser.add_argument("--times", action="store_true", help="the seconds that each law took")
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(f"{given.folder} is no folder")
    os.environ["NO_COLOR"] = "1"
    broken = 0
    documents = [one for one in _documents(given.folder) if given.only in str(one)]
    pages = _pages(documents) if "page" in given.laws else {}
    for document in documents:
        trial = _Trial(document, given.style, frozenset(given.laws), pages.get(document))
        told = list(trial.told())
        print(document.relative_to(given.folder), flush=True)
        for line in told:
            print(f"    {line}", flush=True)
        if given.counts:
            counts = (f"{name} {count}" for name, count in trial.counts.items())
            print(f"    counts: {', '.join(counts)}", flush=True)
        if given.times:
            rows = (f"{law} {seconds:.1f}" for law, seconds in trial.seconds.items())
            print(f"    seconds: {', '.join(rows)}", flush=True)
        broken += bool(told)
    print(f"{broken} of {len(documents)} documents with something to say")
    return int(broken > 0)


def _documents(folder: Path) -> Iterator[Path]:
    """The documents below a folder; files that are numbered in a row are one, and their folder."""
    files = [
        one
        for one in sorted(folder.iterdir())
        if one.suffix.lower() in DOCUMENTS and one.is_file() and one.stem.upper() != "README"
    ]
    if len(files) > 1 and all(_NUMBERED.match(one.name) for one in files):
        yield folder
        return
    yield from files
    for inner in sorted(one for one in folder.iterdir() if one.is_dir()):
        yield from _documents(inner)


def _data(document: Path) -> bytes | dict[str, bytes]:
    """The bytes of a document, or of each of its files."""
    return files_in(document)[0] if document.is_dir() else document.read_bytes()


def _kind(document: Path) -> str:
    """The ending of a document, or of its files."""
    return (next(iter(files_in(document)[0])) if document.is_dir() else document.name).lower()


def _pages(documents: Sequence[Path]) -> dict[Path, str]:
    """What other programs show of the documents: LibreOffice, where it is, and a renderer."""
    shown = {
        one: "\n".join(
            commonmark.shown(data.decode("utf-8", "replace")) for data in _each(_data(one))
        )
        for one in documents
        if _kind(one).endswith(MARKDOWN)
    }
    wanted = [one for one in documents if one.suffix.lower() in (".docx", ".odt")]
    if not wanted:
        return shown
    if not office.installed():
        print("LibreOffice is not installed: what it prints is not compared")
        return shown
    found = office.printed(
        {
            str(at): office.Printable(
                data=one.read_bytes(), form=one.suffix.lower()[1:], changes="accept"
            )
            for at, one in enumerate(wanted)
        }
    )
    return shown | {wanted[int(at)]: text for at, text in found.items()}


class _Trial:
    """The laws over one document, and what each of them took."""

    def __init__(
        self, document: Path, style: str | None, laws: frozenset[str], page: str | None
    ) -> None:
        self.document = document
        self.style = style
        self.laws = laws
        self.page = page
        self.seconds: dict[str, float] = {}
        self.counts: dict[str, int] = {}

    def told(self) -> Iterator[str]:
        """What is to be said of the document."""
        with tempfile.TemporaryDirectory() as folder:
            yield from self._in(Path(folder))

    def _in(self, folder: Path) -> Iterator[str]:
        home = folder / "articles"
        try:
            text = _text_of(self.document)
        except InputError as error:
            yield f"import ends with 3: {error.problems[0].message}"
            return
        language = "ja" if _JAPANESE.search(text) else "en"
        words = ["--style", self.style] if self.style else ["--language", language]
        done = _run(folder, "init", str(home), *words)
        if done.code:
            yield f"init: {done.err.strip()}"
            return
        one_side = _ONE_SIDE[_kind(self.document).endswith((".docx", ".odt"))]
        began = time.monotonic()
        done = _run(home, "import", str(self.document.resolve()), *one_side)
        if done.code == 3 and "struck-text" in done.err:
            done = _run(home, "import", str(self.document.resolve()), "--struck", "keep")
        self.seconds["import"] = time.monotonic() - began
        if done.code:
            yield f"import ends with {done.code}: {_first(done)}"
            return
        _git(home, "add", "-A")
        _git(home, "commit", "-q", "-m", "The articles")
        trials: dict[str, Callable[[], Iterator[str]]] = {
            "marks": lambda: _marks(text, home),
            "characters": lambda: self._characters(language),
            "numbers": lambda: self._numbers(home),
            "texts": lambda: self._texts(home, language),
            "end": lambda: _at_the_end(home),
            **{form: partial(_back, home, folder, form) for form in FORMATS},
            "page": lambda: _printed(self.document, self.page, self.style, language),
        }
        for law, tried in trials.items():
            if law not in self.laws:
                continue
            began = time.monotonic()
            yield from tried()
            self.seconds[law] = time.monotonic() - began

    def _imported(self, language: str) -> Imported:
        return import_document(
            _data(self.document),
            file=self.document.name,
            style=STYLES[self.style or language],
            changes="accept" if _kind(self.document).endswith((".docx", ".odt")) else None,
            struck="keep",
            learn=True,
            choose="" if self.style else "language",
        )

    def _characters(self, language: str) -> Iterator[str]:
        """The document's characters and those of its print, as multisets."""
        found = self._imported(language)
        source = Counter(_solid("".join(block.whole for block in found.source)))
        lines = (
            line.text
            for unit in units_of(
                found.charter, Printer(style=found.printed, house=house_of(found, None)), ""
            )
            for line in unit.lines
        )
        printed = Counter(_solid("".join(lines)))
        counts = found.report.characters
        self.counts["characters"] = source.total()
        self.counts["left out"] = counts.left_out
        if counts.lost or counts.invented:
            yield f"the account: {counts.lost} lost, {counts.invented} invented"
        told = {one.code for one in found.report.doubts}
        if told & {"not-structured", "no-articles"} or any(
            printed_otherwise(found, house_of(found, None))
        ):
            return  # the report lists what prints otherwise
        more, less = printed - source, source - printed
        if more or less:
            yield f"characters: print has more {_shown(more)}, and less {_shown(less)}"

    def _numbers(self, home: Path) -> Iterator[str]:
        """The numbers that Word prints by itself, counted apart, and those that the export has."""
        if not _kind(self.document).endswith(".docx"):
            return
        data = self.document.read_bytes()
        counted = word_numbers.numbered(data)
        self.counts["numbers of Word"] = len(counted)
        done = _run(home, "export", "--format", "txt", "-o", "-", "--no-revisions")
        lost = word_numbers.missing(counted, done.out)
        if lost:
            shown = " | ".join(f"{each.number} {each.text[:30]}" for each in lost[:SHOWN])
            yield f"numbers: {len(lost)} of {len(counted)} print otherwise: {shown}"

    def _texts(self, home: Path, language: str) -> Iterator[str]:
        """The lines of texts that begin like a mark, and no doubt says so."""
        found = self._imported(language)
        lines = [
            line
            for article in found.charter.every_article()
            for text in article_texts(article)
            for line in text.split("\n")
            if line != article.heading and _LIKE_MARK.match(line)
        ]
        bullets = sum(line[0] in BULLETS for line in lines)
        self.counts |= {"texts like marks": len(lines) - bullets, "bullets": bullets}
        told = " ".join(one.message for one in found.report.doubts)
        silent = [
            line for line in lines
            if line[0] not in BULLETS and not _cites(line) and line[:_TELLING] not in told
            and _behind(line)[:_TELLING] not in told
        ]  # fmt: skip
        if silent:
            shown = " | ".join(line[:40] for line in silent[:SHOWN])
            yield f"{len(silent)} of {len(lines)} texts begin like a mark, untold: {shown}"


def _behind(line: str) -> str:
    match = _LIKE_MARK.match(line)
    return line[match.end() :].strip() if match is not None else line


def _cites(line: str) -> bool:
    """Whether a line goes on behind what looks like a mark as a citation does."""
    return _CITED.match(_behind(line)) is not None


def _solid(text: str) -> str:
    return "".join(text.split())


def _shown(characters: Counter[str]) -> str:
    return " ".join(f"{each}×{count}" for each, count in characters.most_common(SHOWN)) or "none"


def _printed(document: Path, page: str | None, style: str | None, language: str) -> Iterator[str]:
    """Law 5: the words and numbers that another program shows, and the export does not."""
    if page is None:
        return
    try:
        found = import_document(
            _data(document),
            file=document.name,
            style=STYLES[style or language],
            changes="accept" if _kind(document).endswith((".docx", ".odt")) else None,
            struck="keep",
            learn=True,
        )
    except AmendtoolError:
        return  # told already
    told = office.difference(page, found)
    doubts = {one.code for one in found.report.doubts}
    if (
        _kind(document).endswith(MARKDOWN)
        and doubts & {"number-gap", "number-twice"}
        and "".join((*told.theirs, *told.ours)).isdigit()
    ):
        return  # Markdown counts on from one item to the next, and the typed number is doubted
    if told.theirs:
        yield f"the page alone prints: {' '.join(told.theirs[: 4 * SHOWN])}"
    if told.ours:
        yield f"the export alone prints: {' '.join(told.ours[: 4 * SHOWN])}"


def _marks(text: str, home: Path) -> Iterator[str]:
    """Law 1: the marks of the document and those of its export, in their order."""
    before = _marks_in(text)
    done = _run(home, "export", "--format", "txt", "-o", "-", "--no-revisions")
    if done.code:
        yield f"export ends with {done.code}: {done.err.strip()}"
        return
    after = _marks_in(done.out)
    departures = [
        f"{' '.join(before[i1:i2]) or 'nothing'} → {' '.join(after[j1:j2]) or 'nothing'}"
        for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(
            None, before, after, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    ]
    if departures:
        yield f"{len(departures)} places with other marks: {' | '.join(departures[:SHOWN])}"


def _at_the_end(home: Path) -> Iterator[str]:
    """Law 4: an article at the end asks about no citation, and changes none."""
    repository = amendtool.open_repository(home)
    articles, style = repository.articles(), repository.style
    numbers = [each.number for each in articles.articles if each.number is not None]
    if not numbers:
        return
    last = max(numbers)
    insert = amendtool.Insert(
        target=amendtool.Address(article=amendtool.Number((*last.parts[:-1], last.last + 1))),
        key="at-the-end",
        body=(provision(number=amendtool.Number.of(1), text="…"),),
    )
    amendment = amendtool.Amendment(name="at-the-end", operations=(insert,))
    try:
        application = amendtool.apply(articles, amendment, style)
    except AmendtoolError as error:
        yield f"an article at the end ends with: {error.problems[0].message}"
        return
    changed = [entry for entry in application.ledger if entry.before != entry.after]
    if application.questions or changed:
        told = [problem.message for _, problem in application.questions]
        told += [f"{entry.before} becomes {entry.after}" for entry in changed]
        yield f"an article at the end: {len(told)} citations: {' | '.join(told[:SHOWN])}"


def _text_of(document: Path) -> str:
    """The lines of a document as it shows them, with its automatic numbers."""
    data = _data(document)
    if isinstance(data, dict):
        source = read_parts(data, folder=document.name, changes="accept", struck="keep")
    else:
        source = read_document(data, file=document.name, changes="accept", struck="keep")
    return _ADDRESS.sub("]", "\n".join(block.whole for block in source.blocks))


def _each(data: bytes | dict[str, bytes]) -> Iterable[bytes]:
    return data.values() if isinstance(data, dict) else (data,)


def _back(home: Path, folder: Path, form: str) -> Iterator[str]:
    """Laws 2 and 3: what is exported is imported as the same articles, and drafts nothing."""
    path = folder / f"export.{form}"
    done = _run(home, "export", "-o", str(path), "--no-revisions")
    if done.code:
        yield f"export to {form} ends with {done.code}: {done.err.strip()}"
        return
    drafted = home / "amendments" / "unchanged.yaml"
    done = _run(home, "draft", str(path), "-o", str(drafted))
    if drafted.exists():
        operations = drafted.read_text("utf-8").count("\n  - ")
        yield f"{form}: a draft of the unchanged export has {operations} operations"
        drafted.unlink()
    elif "nothing-to-draft" not in done.out + done.err:
        yield f"{form}: draft ends with {done.code}: {_first(done)}"


def _first(done: Done) -> str:
    return (done.err.strip().splitlines() or [""])[0]


def _marks_in(text: str) -> list[str]:
    return [_STOPS.sub("", mark) for mark in _MARK.findall(text)]


def _run(home: Path, *words: str) -> Done:
    """Call a verb of the program as the command line does, in this process."""
    place = ("-C", str(home)) if home.name == "articles" else ()
    kept = sys.stdout, sys.stderr
    out, err = _captured(), _captured()
    sys.stdout, sys.stderr = out, err
    try:
        program((*place, *words))
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else int(done.code is not None)
    finally:
        sys.stdout, sys.stderr = kept
    return Done(code, _taken(out), _taken(err))


def _captured() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")


def _taken(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")


def _git(home: Path, *words: str) -> None:
    subprocess.run(("git", *words), cwd=home, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
