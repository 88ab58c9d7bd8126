"""What a fleet did, summed up: counts, a line for each row, the page; in bounded memory."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import quote

from amendtool import __version__, disk
from amendtool.fleet.company import FleetCompany
from amendtool.fleet.find import How
from amendtool.fleet.row import (
    RESULTS,
    CompanyRow,
    FleetOrder,
    RowProblem,
    RowResult,
    peak_memory,
)
from amendtool.messages import later, say
from amendtool.patterns import compiled
from amendtool.render.fleet_page import FleetKind, FleetPage, FleetRow, fleet_page
from amendtool.render.records import FleetRecord, FleetRowRecord

_BAD: Final = (RowResult.DOUBT, RowResult.FINDINGS, RowResult.FAILED)
_HOW: Final[Mapping[How, str]] = {
    "key": later("by its key"),
    "caption": later("by its caption"),
    "wording": later("by its words"),
    "place": later("by its place"),
    "list": later("by the list"),
}
_ROWS: Final = ".rows"
"""The rows while they come in; the page has them in the order of the list."""
_PAGE: Final = "index.html"
_OWN: Final = ".amendtool-printed"
"""The digests of what fleets wrote into the folder, so that they know it again."""
_PRINTED: Final = compiled(r"(?:table|document)(?:\.[A-Za-z-]+)?\.[a-z]+")
"""The files of a company."""


class FleetSummary:
    """Takes the rows one by one; nothing of them is kept in memory but their place in a file.

    With a ``folder`` what each company printed goes there, and the page ``index.html``.
    """

    def __init__(
        self, order: FleetOrder, companies: Sequence[FleetCompany], folder: Path | None
    ) -> None:
        self.order, self.companies, self.folder = order, companies, folder
        self.results: Counter[RowResult] = Counter()
        self.kinds: dict[tuple[str, str], array[int]] = {}
        self._first: dict[tuple[str, str], tuple[int, RowProblem]] = {}
        self.seconds = 0.0
        self.cpu = 0.0
        self.workers = 0
        self.worker_peak: int | None = None
        self._began = time.monotonic()
        self._at: dict[int, int] = {}
        self._rows: int | None = None
        self._own: int | None = None
        self._size = 0
        if folder is not None:
            disk.make_folders(folder)
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            # What stands there may be a link, or the rows of a run that was cut off.
            disk.remove(folder / _ROWS, missing_ok=True)
            if (folder / _OWN).is_symlink():
                disk.remove(folder / _OWN)
            self._own = disk.open_to_write(folder / _OWN, flags | os.O_APPEND)
            self._rows = disk.open_to_write(folder / _ROWS, flags | os.O_EXCL)

    def take(self, row: CompanyRow) -> None:
        """Take a row: count it, and write what it printed."""
        self.results[row.result] += 1
        self.seconds += row.seconds
        self.cpu += row.cpu
        if row.peak is not None:
            self.worker_peak = max(self.worker_peak or 0, row.peak)
        for problem in {each.code: each for each in reversed(row.problems)}.values():
            kind = row.result.value, problem.code
            self.kinds.setdefault(kind, array("l")).append(row.at + 1)
            # Rows come in any order; the page tells the same of them each time.
            if kind not in self._first or row.at < self._first[kind][0]:
                self._first[kind] = row.at, problem
        if self.folder is None or self._rows is None:
            return
        if row.files:
            own = self.folder / folder_name(row.at, row.company)
            disk.make_folders(own)
            for name, data in row.files.items():
                self._know(hashlib.sha256(data).hexdigest())
                unfinished = own / disk.unfinished(f".{name}.", ".tmp")
                disk.create(unfinished, data, lasting=False)
                disk.replace(unfinished, own / name)
        line = json.dumps(self.line(row), ensure_ascii=False).encode() + b"\n"
        self._at[row.at] = self._size
        self._size += len(line)
        disk.append(self._rows, line)

    def _know(self, digest: str) -> None:
        """Know a document again; before it stands there, so that a run may be cut off here."""
        if self._own is not None:
            # On a line of its own, whatever a run that was killed here left of another.
            disk.append(self._own, f"\n{digest}\n".encode())

    def line(self, row: CompanyRow) -> FleetRowRecord:
        """A row as JSON: the schema ``amendtool/fleet-row/1``."""
        own = folder_name(row.at, row.company)
        return {
            "schema": "amendtool/fleet-row/1",
            "row": row.at + 1,
            "company": row.company,
            "result": row.result.value,
            "amendment": row.amendment,
            "commit": row.commit,
            "told": row.told,
            "found": [
                {"name": each.name, "key": each.key, "how": each.how, "likeness": each.likeness}
                for each in row.found
            ],
            "problems": [
                {
                    "code": each.code,
                    "severity": each.severity,
                    "message": each.message,
                    "hint": each.hint,
                    "place": each.place,
                }
                for each in row.problems
            ],
            "files": [f"{own}/{name}" for name in row.files or {}] if self.folder else [],
            "seconds": round(row.seconds, 4),
            "cpu_seconds": round(row.cpu, 4),
        }

    def record(self) -> FleetRecord:
        """The whole as JSON: the schema ``amendtool/fleet/1``."""
        took = time.monotonic() - self._began
        return {
            "schema": "amendtool/fleet/1",
            "act": self.order.act.value,
            "pattern": self.order.pattern.said,
            "companies": len(self.companies),
            "results": {each.value: self.results[each] for each in RowResult if self.results[each]},
            "codes": [
                {"result": result, "code": code, "companies": len(rows)}
                for (result, code), rows in sorted(self.kinds.items())
            ],
            "seconds": round(took, 2),
            "row_seconds": round(self.seconds, 2),
            "row_cpu_seconds": round(self.cpu, 2),
            "workers": self.workers,
            "peak_mb": peak_memory(),
            "worker_peak_mb": self.worker_peak,
        }

    def lines(self) -> Iterator[str]:
        """The whole as people read it."""
        done = self.results.total()
        yield say(
            "{act} {pattern}: {done} of {count} companies",
            act=self.order.act.value,
            pattern=self.order.pattern.said,
            done=done,
            count=len(self.companies),
        )
        for each in RowResult:
            if self.results[each]:
                kinds = [
                    f"{code} {len(rows)}"
                    for (result, code), rows in sorted(self.kinds.items())
                    if result == each.value
                ]
                told = f"  ({', '.join(kinds)})" if kinds else ""
                yield f"  {self.results[each]:>6}  {say(RESULTS[each])}{told}"

    @property
    def exit_code(self) -> int:
        """0 where everything went through, was done before or waits; else 1."""
        return 1 if any(self.results[each] for each in _BAD) else 0

    def close(self) -> Path | None:
        """Write the page; where it stands."""
        if self.folder is None or self._rows is None:
            return None
        page = self.folder / _PAGE
        for left in disk.left_behind(self.folder, f".{_PAGE}.", ".tmp"):
            disk.remove(left, missing_ok=True)
        unfinished = self.folder / disk.unfinished(f".{_PAGE}.", ".tmp")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        out, digest = disk.open_to_write(unfinished, flags), hashlib.sha256()
        try:
            with (self.folder / _ROWS).open("rb") as rows:
                for piece in _in_blocks(fleet_page(self._head(), self._kept(rows))):
                    digest.update(piece)
                    disk.append(out, piece)
        finally:
            os.close(out)
            os.close(self._rows)
        self._know(digest.hexdigest())
        disk.replace(unfinished, page)
        if self._own is not None:
            os.close(self._own)
        disk.remove(self.folder / _ROWS, missing_ok=True)
        return page

    def _kept(self, rows: IO[bytes]) -> Iterator[FleetRow]:
        for at in sorted(self._at):
            rows.seek(self._at[at])
            yield _page_row(json.loads(rows.readline()))

    def _head(self) -> FleetPage:
        return FleetPage(
            act=self.order.act.value,
            pattern=self.order.pattern.said,
            day=self.order.today.isoformat(),
            tool=__version__,
            companies=len(self.companies),
            rows=self.results.total(),
            results=[
                (each.value, say(RESULTS[each]), self.results[each])
                for each in RowResult
                if self.results[each]
            ],
            kinds=[
                FleetKind(
                    result=kind[0],
                    code=kind[1],
                    example=self._first[kind][1].message,
                    hint=self._first[kind][1].hint,
                    rows=sorted(rows),
                )
                for kind, rows in sorted(self.kinds.items())
            ],
        )


def _in_blocks(pieces: Iterable[str]) -> Iterator[bytes]:
    """The same text in blocks that are worth a write."""
    block: list[str] = []
    size = 0
    for piece in pieces:
        block.append(piece)
        size += len(piece)
        if size > 1 << 16:
            yield "".join(block).encode()
            block, size = [], 0
    yield "".join(block).encode()


def _page_row(line: Mapping[str, Any]) -> FleetRow:
    return FleetRow(
        number=line["row"],
        company=line["company"],
        result=line["result"],
        said=say(RESULTS[RowResult(line["result"])]),
        amendment=line["amendment"],
        commit=line["commit"][:12],
        found=[(each["name"], each["key"], say(_HOW[each["how"]])) for each in line["found"]],
        told=line["told"],
        problems=[(each["code"], each["message"], each["place"]) for each in line["problems"]],
        files=[(each.rpartition("/")[2], quote(each)) for each in line["files"]],
    )


def told(row: CompanyRow) -> str:
    """A row with problems, as people are told it while the fleet runs."""
    first = row.problems[0]
    more = len(row.problems) - 1
    text = f"{row.company}: {say(RESULTS[row.result])} [{first.code}] {first.message}"
    return text + (say(" (and {more} more)", more=more) if more else "")


def foreign_files(folder: Path, companies: Sequence[FleetCompany]) -> Iterator[str]:
    """The files in ``folder`` that a fleet would write over, and that none has written so."""
    try:
        known = set((folder / _OWN).read_text("ascii", "replace").split())
    except OSError:
        known = set()
    places = [_PAGE]
    for at, company in enumerate(companies):
        own = folder_name(at, company.name)
        if (folder / own).is_dir():
            places += sorted(f"{own}/{name}" for name in os.listdir(folder / own))
    for place in places:
        path = folder / place
        if _PRINTED.fullmatch(path.name) or place == _PAGE:
            try:
                data = path.read_bytes()
                # What a machine left empty that went down is nobody's words.
                written = not data or hashlib.sha256(data).hexdigest() in known
            except FileNotFoundError:
                continue
            except OSError:
                written = False
            if not written:
                yield place


def folder_name(at: int, company: str) -> str:
    """The folder of a company: its row, and its name as far as every system takes it."""
    plain = re.sub(r"[^\w]+", "-", company)[:40].strip("-")
    return f"{at + 1:05}-{plain}" if plain else f"{at + 1:05}"
