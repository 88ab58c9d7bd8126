"""``make corpus CORPUS=DIR``: the laws of import and draft over a folder of real documents.

For every document below the folder: it is imported into a repository of its own and committed;
the articles are exported in every format, each export is imported again, and drafted against
the articles that it came from. Printed are the marks that the export has otherwise than the
document, what the import report lists, which formats come back as other articles, and which
drafts of an unchanged text are not empty, and what an article at the end asks about citations,
or changes in them. A document with nothing to say has no line but its
name.

Marks are found by patterns of their own, apart from the reader of the product: what that
passes over must show here.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import amendtool
from amendtool.articles.charter import provision
from amendtool.errors import AmendtoolError, InputError
from amendtool.importing.document import read_document

DOCUMENTS: Final = (".docx", ".html", ".htm", ".md", ".markdown", ".txt")
FORMATS: Final = ("docx", "html", "md", "txt")
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
_ONE_SIDE: Final = ((), ("--changes", "accept", "--struck", "keep"))
"""What a document with tracked changes or struck text is asked for: one of its two texts."""
_JAPANESE: Final = re.compile("[ぁ-ん]")
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
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(f"{given.folder} is no folder")
    broken = 0
    for document in sorted(given.folder.rglob("*")):
        if document.suffix.lower() in DOCUMENTS and given.only in str(document):
            told = list(_tried(document, given.style))
            print(document.relative_to(given.folder), flush=True)
            for line in told:
                print(f"    {line}", flush=True)
            broken += bool(told)
    print(f"{broken} documents with something to say")
    return int(broken > 0)


def _tried(document: Path, style: str | None) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "articles"
        try:
            text = _text_of(document)
        except InputError as error:
            yield f"import ends with 3: {error.problems[0].message}"
            return
        language = "ja" if _JAPANESE.search(text) else "en"
        words = ["--style", style] if style else ["--language", language]
        done = _run(Path(folder), "init", str(home), *words)
        if done.code:
            yield f"init: {done.err.strip()}"
            return
        done = _run(home, "import", str(document.resolve()), *_ONE_SIDE[document.suffix == ".docx"])
        if done.code:
            yield f"import ends with {done.code}: {_first(done)}"
            return
        _git(home, "add", "-A")
        _git(home, "commit", "-q", "-m", "The articles")
        yield from _marks(text, home)
        yield from _at_the_end(home)
        for form in FORMATS:
            yield from _back(home, Path(folder), form)


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
    source = read_document(
        document.read_bytes(), file=document.name, changes="accept", struck="keep"
    )
    return "\n".join(block.whole for block in source.blocks)


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
    done = subprocess.run(
        (sys.executable, "-m", "amendtool", *(("-C", str(home)) if home.name == "articles" else ()),
         *words),
        capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def _git(home: Path, *words: str) -> None:
    subprocess.run(("git", *words), cwd=home, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
