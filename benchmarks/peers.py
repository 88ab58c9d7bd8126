"""What a user might take instead, on the same two documents: each an optional install.

Two clean Word documents of the whole articles, before and after the amendment, are what all of
them are given; amendtool makes its table from the repository that they were exported from. They
do other things with it: tracked changes in the proposed text, or words in colour, and none knows
which provision of one side is which of the other.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.charter import AMENDMENT, sample
from benchmarks.measure import Command, Failed, in_turn, run_once
from benchmarks.repository import make
from benchmarks.suite import Figure, Suite, Yardstick, runs_of

SIZES: Final = (100, 1000)
"""How many articles the two documents have; the first alone where it is to be quick."""

AIMS: Final = {100: 0.25, 1000: 0.15}
"""The part of python-redlines' time that the table in Word may take, by the number of articles."""

_TRACKED: Final = """\
import sys
from pathlib import Path
from python_redlines import DocxodusEngine
before, after, result = map(Path, sys.argv[1:])
Path(result).write_bytes(DocxodusEngine().run_redline("Benchmark", before, after)[0])
"""
_WORDS: Final = (
    "pandoc before.docx -t plain --wrap=none -o before.txt && "
    "pandoc after.docx -t plain --wrap=none -o after.txt && "
    "{ git diff --no-index --word-diff before.txt after.txt; test $? = 1; }"
)
_LIBRARY: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" \
library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Compare"/>
</library:library>
"""
_MACRO: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Compare" \
script:language="StarBasic">
Sub Main(before As String, after As String, result As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(after, "_blank", 0, hidden())
  Dim other(0) As New com.sun.star.beans.PropertyValue
  other(0).Name = "URL" : other(0).Value = before
  frame = document.CurrentController.Frame
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(frame, ".uno:CompareDocuments", "", 0, other())
  Dim form(0) As New com.sun.star.beans.PropertyValue
  form(0).Name = "FilterName" : form(0).Value = "MS Word 2007 XML"
  document.storeToURL(result, form())
  document.close(True)
  StarDesktop.terminate()
End Sub
</script:module>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program to compare with: how it is called here, or what is lacking for that."""

    name: str
    lacking: str = ""
    argv: Sequence[str] = ()
    result: Path | None = None
    """What it leaves, if it leaves a file."""
    before: Callable[[], None] | None = None
    """What puts it right before each run."""


def figures(suite: Suite, size: int, python: str) -> Iterator[Figure]:
    """The table in Word beside each peer that is there; the others are named with what they lack.

    ``python`` is that of an environment in which python-redlines may be installed.
    """
    suite.say(f"{size:,} articles: peers")
    here, papers = suite.folder / f"peers-{size}", suite.folder / f"pair-{size}"
    papers.mkdir()
    peers = list(_peers(suite, papers, python))
    yield from (_missing(peer.name, size, peer.lacking) for peer in peers if peer.lacking)
    there = [peer for peer in peers if not peer.lacking]
    if not there:
        return
    make(here, sample(size, citing=True), suite.env)
    before, after, table = (papers / f"{name}.docx" for name in ("before", "after", "table"))
    run_once(suite.amendtool(here, "export", "-o", str(before)))
    run_once(suite.amendtool(here, "apply", AMENDMENT))
    run_once(suite.amendtool(here, "export", "-o", str(after)))
    ours = suite.amendtool(here, "table", AMENDMENT, "-o", str(table), "--force")
    for peer in there:
        suite.say(f"{size:,} articles: {peer.name}")
        other = Command(
            argv=peer.argv,
            folder=papers,
            env=suite.env,
            before=peer.before,
            after=partial(_left, peer),
        )
        try:
            first, second = in_turn([ours, other], runs_of(suite.runs, size))
        except Failed as error:
            said = str(error).partition(" ended with ")[2].split("\n")[0] or str(error)
            yield _missing(peer.name, size, f"a {peer.name} that works: it ended with {said}")
            continue
        aim = AIMS.get(size) if peer.name == "python-redlines" else None
        yield Figure(
            name=f"table docx / {peer.name}",
            size=size,
            measured=first,
            yardsticks=(Yardstick.beside(first, peer.name, second, aim),),
        )


def _missing(name: str, size: int, lacking: str) -> Figure:
    return Figure(name=f"table docx / {name}", size=size, measured=None, lacking=lacking)


def _left(peer: Peer) -> None:
    if peer.result is not None:
        if not peer.result.exists():
            raise Failed(f"{peer.name} has left no {peer.result.name}")
        peer.result.unlink()


def _peers(suite: Suite, papers: Path, python: str) -> Iterator[Peer]:
    before, after = (str(papers / f"{name}.docx") for name in ("before", "after"))
    tracked = papers / "tracked.docx"
    asked = "import python_redlines, python_redlines_docxodus"
    try:
        redlines = subprocess.run(
            [python, "-c", asked], capture_output=True, env=dict(suite.env), check=False
        )
        lacks_redlines = bool(redlines.returncode)
    except OSError:
        lacks_redlines = True
    yield Peer(
        name="python-redlines",
        lacking="pip install 'python-redlines[docxodus]', and name its Python by --peers-python"
        if lacks_redlines
        else "",
        argv=(python, "-c", _TRACKED, before, after, str(tracked)),
        result=tracked,
    )
    office = shutil.which("soffice")
    result = papers / "compared.docx"
    profile = suite.folder / "office"
    places = ",".join(f'"{Path(each).as_uri()}"' for each in (before, after, result))
    start = (
        *(office or "", "--headless", "--norestore", "--nologo"),
        f"-env:UserInstallation={profile.as_uri()}",
    )
    if office and not profile.exists():
        _teach_office(start, profile, suite)
    yield Peer(
        name="LibreOffice, compare",
        lacking="" if office else "LibreOffice, as soffice on the PATH",
        argv=(*start, f"macro:///Standard.Compare.Main({places})"),
        result=result,
        before=partial(_profile_anew, profile),
    )
    yield Peer(
        name="pandoc, git diff --word-diff",
        lacking="" if shutil.which("pandoc") else "pandoc on the PATH",
        argv=("sh", "-c", _WORDS),
    )


def _profile_anew(profile: Path) -> None:
    """The profile as it was: LibreOffice keeps its windows in it, and falls over them hidden."""
    shutil.rmtree(profile)
    shutil.copytree(profile.with_name("office-kept"), profile)


def _teach_office(start: Sequence[str], profile: Path, suite: Suite) -> None:
    """Have LibreOffice make its profile, and put the macro there that compares."""
    stop = (*start, "--terminate_after_init")
    subprocess.run(stop, capture_output=True, env=dict(suite.env), timeout=120, check=False)
    library = profile / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "script.xlb").write_text(_LIBRARY)
    (library / "Compare.xba").write_text(_MACRO)
    shutil.copytree(profile, profile.with_name("office-kept"))
