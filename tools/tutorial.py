"""Run the tutorials and write what their commands print into their pages.

``python -m tools.tutorial`` writes the pages anew, ``python -m tools.tutorial --check`` says
whether they are as they would be written; a test asks the same. ``--pictures`` also draws their
pictures anew, with LibreOffice and pdftoppm. Each page is run from its
beginning in an empty home folder, on a machine where git knows nobody, in a terminal:

- a ``console`` block holds commands behind ``$``; what they print is written below them;
- ``<!-- typed: … | … -->`` above a block is what is typed at the questions, in their order;
- ``<!-- word: NAME -->`` is what a person does in Word, done by the function of that name.

The days of commits are those of the page, so that the same run prints the same. An exit code
other than 0 stops it.
"""

from __future__ import annotations

import copy
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph

from amendtool.cli.catalogues import CATALOGUES
from amendtool.cli.language import DOMAIN
from tools.catalogue import TRANSLATED, compiled, updated
from tools.sample_documents import EXAMPLES
from tools.terminal import ANY, ROOT, at_terminal

_DAY: Final = "2026-04-01T10:00:00+09:00"
_BLOCK: Final = re.compile(
    r"(?P<typed><!-- typed: (?P<answers>[^\n]*?) -->\n)?```console\n(?P<body>.*?)```\n"
    r"|<!-- word: (?P<word>[a-z_]+) -->\n",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Tutorial:
    """A page, the folder that it is run in, and the locale of the machine."""

    page: Path
    sample: Path
    folder: str
    locale: str
    home: str
    """How the home folder is called on the page."""


TUTORIALS: Final = (
    Tutorial(
        ROOT / "docs/ja/tutorial.md",
        EXAMPLES / "kirino/定款.docx",
        "定款",
        "ja_JP.UTF-8",
        "/home/hanako",
    ),
    Tutorial(
        ROOT / "docs/tutorial.md",
        EXAMPLES / "fernwick/Bylaws.docx",
        "bylaws",
        "en_US.UTF-8",
        "/home/jane",
    ),
)


def written(tutorial: Tutorial, folder: Path) -> str:
    """The page of a tutorial with what its commands print now, run in ``folder``."""
    translated(tutorial.locale[:2])
    home = folder / "home"
    work = home / tutorial.folder
    work.mkdir(parents=True)
    shutil.copy(tutorial.sample, work)
    env = _environment(home, tutorial.locale)
    text = tutorial.page.read_text(encoding="utf-8")

    def run(match: re.Match[str]) -> str:
        if match["word"]:
            WORD[match["word"]](work)
            return match[0]
        answers = [each.strip() for each in match["answers"].split("|")] if match["typed"] else []
        lines = list(_lines(match["body"], answers, work, env))
        body = "\n".join(lines).replace(str(home), tutorial.home)
        return f"{match['typed'] or ''}```console\n{body}\n```\n"

    return _BLOCK.sub(run, text)


def translated(language: str) -> None:
    """Have the sentences of a language at hand, also where nobody has compiled them yet."""
    file = CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if language in TRANSLATED and not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(compiled(updated(language).values(), language))


def _lines(body: str, answers: list[str], work: Path, env: Mapping[str, str]) -> Iterator[str]:
    for line in body.splitlines():
        if not line.startswith("$ "):
            continue
        yield line
        words = shlex.split(line.removeprefix("$ "))
        if words[0] != "amendtool":
            continue  # what only shows where one is
        done = at_terminal(
            words[1:], cwd=work, env=env, answers=[(ANY, each) for each in answers], columns=80
        )
        answers.clear()
        if done.code:
            raise SystemExit(f"{line}: exit code {done.code}\n{done.screen}")
        yield from (each.rstrip() for each in done.screen.rstrip("\n").split("\n"))


def _environment(home: Path, locale: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "LC_", "AMENDTOOL_")) and name not in ("LANG", "LANGUAGE")
    }
    return {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": _DAY,
        "GIT_COMMITTER_DATE": _DAY,
        "LANG": locale,
    }


# What a person does in Word


def _find(document: Document, text: str) -> Paragraph:
    return next(each for each in document.paragraphs if text in each.text)


def _before(paragraph: Paragraph, *texts: str) -> None:
    """Write a paragraph in front of another, which looks like it."""
    element: Any = copy.deepcopy(paragraph._p)
    paragraph._p.addprevious(element)
    made = Paragraph(element, paragraph._parent)
    for run in made.runs[len(texts) :]:
        element.remove(run._r)
    for run, text in zip(made.runs, texts, strict=True):
        run.text = text


def _replace(document: Document, old: str, new: str) -> None:
    for run in _find(document, old).runs:
        run.text = run.text.replace(old, new)


def _kirino(folder: Path) -> None:
    """Another line of business, two directors fewer, and resolutions in writing."""
    document = docx.Document(str(folder / "定款.docx"))
    _before(
        _find(document, "不動産の賃貸及び管理"), "インターネットを利用した文房具及び雑貨の通信販売"
    )
    _replace(document, "10名以内", "８名以内")
    following = _find(document, "（取締役会規程）")
    _before(following, "（取締役会の決議の省略）")
    _before(
        following,
        "第26条　当会社は、会社法第370条の要件を満たしたときは、取締役会の決議があったもの"
        "とみなす。",
    )
    document.save(str(folder / "定款変更案.docx"))


def _fernwick(folder: Path) -> None:
    """A board of other size, and meetings by remote communication as a section of their own."""
    document = docx.Document(str(folder / "Bylaws.docx"))
    _replace(document, "nor more than nine directors", "nor more than eleven directors")
    _before(
        _find(document, "3.8 Notice."),
        "3.8 Remote Participation.",
        " Directors may participate in a meeting by means of conference telephone or other "
        "communications equipment by which all persons participating can hear each other.",
    )
    document.save(str(folder / "Bylaws-edited.docx"))


WORD: Final[Mapping[str, Callable[[Path], None]]] = {"kirino": _kirino, "fernwick": _fernwick}


def same(one: str, other: str) -> bool:
    """Whether two pages show the same but for the names of commits, which hang on every file."""
    plain = re.compile(r"\b[0-9a-f]{12}\b")
    return plain.sub("", one) == plain.sub("", other)


def draw(tutorial: Tutorial, folder: Path) -> None:
    """The first page of the agenda item as a picture, in the place that the page names."""
    item = next((folder / "home" / tutorial.folder).glob("*/item.docx"))
    image = re.search(r"!\[[^]]*\]\(([^)]+)\.png\)", tutorial.page.read_text(encoding="utf-8"))
    assert image is not None
    office = ("soffice", f"-env:UserInstallation={folder.as_uri()}/office", "--headless")
    convert = (*office, "--convert-to", "pdf", "--outdir", str(folder), str(item))
    subprocess.run(convert, check=True, capture_output=True)
    target = tutorial.page.parent / image[1]
    drawn = ("pdftoppm", "-png", "-r", "70", "-f", "1", "-singlefile")
    subprocess.run((*drawn, str(folder / "item.pdf"), str(target)), check=True)


def main(*, check: bool, pictures: bool) -> int:
    """Write the pages, or say which of them are not as they would be written."""
    stale = 0
    for tutorial in TUTORIALS:
        with tempfile.TemporaryDirectory() as folder:
            page = written(tutorial, Path(folder))
            if pictures:
                draw(tutorial, Path(folder))
        if same(page, tutorial.page.read_text(encoding="utf-8")):
            continue
        stale += 1
        if not check:
            tutorial.page.write_text(page, encoding="utf-8")
        print(tutorial.page.relative_to(ROOT), "is not up to date" if check else "written")
    return stale if check else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:], pictures="--pictures" in sys.argv[1:]))
