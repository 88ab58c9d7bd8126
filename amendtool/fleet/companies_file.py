"""The list of companies: a row for each, read strictly from CSV or TOML."""

from __future__ import annotations

import csv
import datetime
import io
import unicodedata
from collections.abc import Iterator, Mapping

from amendtool.errors import InputError, Place, Problem
from amendtool.fleet.addresses import address_problem
from amendtool.fleet.company import OWN, FleetCompany, Vote
from amendtool.messages import say
from amendtool.settings import read_toml
from amendtool.workflow.repository_copy import is_branch_name


def read_companies(data: bytes, *, file: str) -> tuple[FleetCompany, ...]:
    """The companies of a list: TOML where ``file`` ends so, else CSV with a first line of names.

    Raises InputError with every mistake, each with its line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            Problem(
                code="companies-encoding",
                message=say("the list is not UTF-8: byte {at}", at=error.start),
                hint=say("save it as CSV UTF-8; a spreadsheet offers that"),
                place=Place(file=file),
            )
        ) from None
    problems: list[Problem] = []
    rows = _toml(text, file, problems) if file.endswith(".toml") else _csv(text, file, problems)
    found: list[FleetCompany] = []
    lines: dict[str, int] = {}
    for line, row in rows:
        company = _company(row, Place(file=file, line=line or None), problems)
        for said in (company.name, company.repository):
            folded = unicodedata.normalize("NFC", said).casefold()
            if said and lines.setdefault(folded, line) != line:
                problems.append(
                    Problem(
                        code="company-twice",
                        message=say("{said!r} stands in the list twice", said=said),
                        hint=say("keep one row; its amendment would be made twice"),
                        place=Place(file=file, line=line or None),
                    )
                )
        found.append(company)
    if not found and not problems:
        problems.append(
            Problem(
                code="companies-empty",
                message=say("the list names no company"),
                hint=say("write a line for each: `name`, `repository`, and what else is known"),
                place=Place(file=file),
            )
        )
    if problems:
        raise InputError(*problems)
    return tuple(found)


_Rows = Iterator[tuple[int, Mapping[str, str]]]


def _csv(text: str, file: str, problems: list[Problem]) -> _Rows:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = [each.strip() for each in next(reader, [])]
        _require_names(names, file, problems)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(names):
                problems.append(
                    Problem(
                        code="companies-columns",
                        message=say(
                            "this row has {count} cells, the first line names {columns} columns",
                            count=len(cells),
                            columns=len(names),
                        ),
                        hint=say("put a cell that holds a comma into quotation marks"),
                        place=Place(file=file, line=reader.line_num),
                    )
                )
                continue
            yield reader.line_num, dict(zip(names, map(str.strip, cells), strict=False))
    except csv.Error as error:
        raise InputError(
            Problem(
                code="companies-unreadable",
                message=say("this cannot be read: {why}", why=error),
                hint=say("save it as CSV UTF-8; a spreadsheet offers that"),
                place=Place(file=file, line=reader.line_num),
            )
        ) from None


def _toml(text: str, file: str, problems: list[Problem]) -> _Rows:
    try:
        read = read_toml(text)
    except ValueError as error:
        raise InputError(
            Problem(
                code="companies-unreadable",
                message=say("this cannot be read: {why}", why=error),
                hint=say("write [[company]] above each company, and its fields below"),
                place=Place(file=file),
            )
        ) from None
    rows = read.get("company", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        rows = []
    heads = [at for at, line in enumerate(text.splitlines(), 1) if line.strip() == "[[company]]"]
    for at, row in enumerate(rows):
        line = heads[at] if at < len(heads) else 0
        if "name" not in row or "repository" not in row:
            _require_names(list(row), file, problems)
        yield line, {key: str(value) for key, value in row.items()}


def _require_names(names: list[str], file: str, problems: list[Problem]) -> None:
    for needed in ("name", "repository"):
        if needed not in names:
            problems.append(
                Problem(
                    code="companies-columns",
                    message=say("there is no column {name!r}", name=needed),
                    hint=say(
                        "the columns are {known}, and those that the pattern asks for",
                        known=say(", ").join(OWN),
                    ),
                    place=Place(file=file, line=1),
                )
            )
    for twice in sorted({each for each in names if names.count(each) > 1}):
        problems.append(
            Problem(
                code="companies-columns",
                message=say("there are two columns {name!r}", name=twice),
                hint=say("keep one of them"),
                place=Place(file=file, line=1),
            )
        )


def _company(row: Mapping[str, str], place: Place, problems: list[Problem]) -> FleetCompany:
    def wrong(code: str, message: str, hint: str) -> None:
        problems.append(Problem(code=code, message=message, hint=hint, place=place))

    def day(name: str) -> datetime.date | None:
        said = row.get(name, "")
        if not said:
            return None
        try:
            if len(said) == 10:
                return datetime.date.fromisoformat(said)
        except ValueError:
            pass
        wrong(
            "date-unclear",
            say("{name}: {value!r} is no day", name=name, value=said),
            say("write year, month and day as 2026-06-25"),
        )
        return None

    name, repository = row.get("name", ""), row.get("repository", "")
    if not name or not name.isprintable():
        wrong("company-name", say("this row names no company"), say("fill in `name`"))
    trouble = address_problem(repository, place)
    if trouble is not None:
        problems.append(trouble)
    branch = row.get("branch", "")
    if branch and not is_branch_name(branch):
        wrong(
            "branch-unclear",
            say("{branch!r} can be no branch", branch=branch),
            say("write the name of the branch as `git branch` prints it, such as `main`"),
        )
    said = row.get("vote", "")
    if said not in tuple(Vote):
        wrong(
            "vote-unclear",
            say("{said!r} is no vote", said=said),
            say("write `adopted` or `rejected`, or leave it empty while nobody has voted"),
        )
        said = ""
    company = FleetCompany(
        name=name,
        repository=repository,
        branch=branch,
        meeting=row.get("meeting", ""),
        resolved=day("resolved"),
        meeting_day=day("meeting_day"),
        vote=Vote(said),
        house=row.get("house", ""),
        fields={key: value for key, value in row.items() if key not in OWN},
        line=place.line or 0,
    )
    if company.vote is not Vote.NONE and not row.get("meeting_day", ""):
        wrong(
            "vote-day-missing",
            say("the vote of {name} has no day", name=name),
            say("fill in `meeting_day`, the day of the vote"),
        )
    return company
