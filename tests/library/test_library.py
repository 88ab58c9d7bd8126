"""The library as a program sees it: its page runs, its names are there, its import is cheap."""

from __future__ import annotations

import ast
import doctest
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any, assert_type, cast, get_args, get_type_hints

import pytest

import amendtool
from amendtool.articles.address_reader import parse_range
from amendtool.repository.history import HistoryEntry
from tests.repository.sandbox import clean_environment

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "library.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(python|text)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
JOB = BLOCKS[0][1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in clean_environment(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_examples_of_the_page_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(verbose=False)
    said: list[str] = []
    for kind, text in BLOCKS:
        if kind == "text":
            assert capsys.readouterr().out == text
        elif text.startswith(">>>"):
            test = doctest.DocTestParser().get_doctest(text, names, "library.md", None, 0)
            runner.run(test, out=said.append, clear_globs=False)
            names = test.globs
        else:
            exec(compile(text, "library.md", "exec"), names)
    assert not said, "".join(said)
    written = {path.suffix for path in folder.glob("*-agm.*") if path.stat().st_size > 2000}
    assert written == {".html", ".docx"}


def test_the_whole_job_is_ten_lines_of_a_program(folder: Path) -> None:
    assert len([line for line in JOB.splitlines() if line]) <= 10
    done = subprocess.run(
        (sys.executable, "-c", JOB),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == BLOCKS[1][1]


def test_every_public_name_is_there_and_on_the_page() -> None:
    table = PAGE[PAGE.index("| repositories |") :]
    listed = {
        name for row in table.split("\n\n")[0].split("\n") for name in re.findall(r"`(\w+)`", row)
    }
    assert listed == {*amendtool.__all__} - {"__version__"}
    for name in amendtool.__all__:
        found = getattr(amendtool, name)
        assert name in ("STYLES", "HOUSES", "__version__") or found.__doc__, name


def test_what_a_type_checker_sees_is_what_a_program_gets() -> None:
    tree = ast.parse((ROOT / "amendtool" / "__init__.py").read_text("utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    seen = {
        (node.module, alias.name)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    got = {
        (f"amendtool.{module}", name)
        for module, names in amendtool._MODULES.items()
        for name in names
    }
    assert seen == got
    assert {name for _, name in got} == {*amendtool.__all__} - {"__version__"}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rendre'"):
        amendtool.rendre  # noqa: B018


def test_importing_it_loads_nothing_else() -> None:
    program = "import sys, amendtool; print(*(m for m in sys.modules if m.startswith('amendtool')))"
    done = subprocess.run(
        (sys.executable, "-c", program), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["amendtool"]


def test_the_function_render_is_there_whatever_was_imported_first() -> None:
    program = (
        "import amendtool.render.table.terminal; import amendtool; "
        "from amendtool import render; from amendtool.render import render as function; "
        "print(callable(amendtool.render), render is amendtool.render, function.__name__)"
    )
    done = subprocess.run(
        (sys.executable, "-c", program), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True", "render"]


def test_a_type_checker_sees_the_signatures(folder: Path) -> None:
    # At run time assert_type gives back its argument; mypy --strict over the tests is the test.
    charter = assert_type(amendtool.read_charter({}), amendtool.Charter)
    amendment = "amendment: x\noperations:\n  - insert: Article 1\n    text: Words.\n    key: a\n"
    application = assert_type(
        amendtool.apply(charter, amendtool.read_amendment(amendment)), amendtool.Application
    )
    table = assert_type(amendtool.compare(charter, application.proposed), amendtool.Table)
    assert b"Words." in assert_type(amendtool.render(table, "json"), bytes)
    repository = amendtool.start_repository(folder / "new", company="Example Inc.")
    assert assert_type(repository.log(), tuple[HistoryEntry, ...])[0].amendment is None


def test_a_repository_reads_checks_and_lands_the_bytes_of_a_file(folder: Path) -> None:
    repository = amendtool.start_repository("trial", example="iij")
    data = (repository.folder / "amendments" / "2007-06-26-agm.yaml").read_bytes()
    assert repository.amendment(data) == repository.amendment("2007-06-26-agm")
    assert repository.check(data) == ()
    proposed = repository.propose(data).proposed
    before = repository.compare(data)
    adoption = repository.land(data)
    assert (adoption.tag, adoption.completed) == ("2007-06-26-agm", False)
    assert repository.articles() == proposed
    assert repository.compare("2007-06-26-agm").table == before.table
    house = repository.folder / "house" / "hiding.toml"
    house.parent.mkdir()
    house.write_text('extends = "seed-en"\nsummary = "ours"\nnumber_only = "hide"\n')
    hiding = repository.compare("2013-06-26-agm", house="house/hiding.toml")
    assert [notice.code for notice in hiding.notices] == ["rows-hidden"]
    with pytest.raises(amendtool.ConflictError, match="was applied already"):
        repository.land(data)
    with pytest.raises(amendtool.RepositoryError, match="no articles repository"):
        amendtool.open_repository(folder)


def test_what_is_written_is_read_again(folder: Path) -> None:
    repository = amendtool.start_repository("trial", example="iij")
    charter = repository.articles()
    assert amendtool.read_charter(repository.folder / "articles") == charter
    assert amendtool.read_charter(amendtool.write_charter(charter)) == charter
    amendment = replace(
        repository.amendment("2013-06-26-agm"),
        item=2,
        announced=date(2013, 5, 15),
        mentions=(parse_range("Article 2", amendtool.STYLES["en"]),),
    )
    assert amendtool.read_amendment(amendtool.write_amendment(amendment)) == amendment
    with pytest.raises(amendtool.InputError, match="cannot be the name of a file"):
        amendtool.write_amendment(replace(amendment, name="../agm"))
    with pytest.raises(amendtool.RepositoryError, match="no such folder"):
        amendtool.read_charter(folder / "nowhere")


@pytest.mark.parametrize("wrong", [{"example": "other"}, {"language": "xx"}, {"style": "xx"}])
def test_what_there_is_not_starts_no_repository(folder: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(amendtool.InputError, match="expected one of") as caught:
        amendtool.start_repository("trial", **wrong)
    assert [(each.code, each.place.path) for each in caught.value.problems if each.place] == [
        ("choice-unknown", *wrong)
    ]
    assert not (folder / "trial").exists()


INTERNAL = {
    # What stands behind a public value, and is told as such on the page.
    "Repository.workspace": "Workspace",
    "Adoption.left": "LeftArticles",
    "EditionDraft.articles": "EditedArticles",
    "EditionDraft.draft": "Draft",
    "DraftingStyle.paragraph_marks": "MarkReader",
    "DraftingStyle.item_marks": "MarkReader",
    "DraftingStyle.listed_marks": "MarkReader",
    "Export.lines": "ExportLine",
    "Imported.source": "SourceBlock",
    "PageLayout.places": "TextPlaces",
    "Application.provenance": "Provenance",
    # An operation reads itself from the fields of a file, which `read_amendment` does.
    **{f"{each.__name__}.read": "Given" for each in get_args(amendtool.Operation)},
    "Part.read": "Given",
    "Notice.blocks": "Comparison Cover FactList Grid Heading NoticeLine NoticeParagraph "
    "NumberedList PageBreak Title WholeArticles",
}


def named_types(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and hint.__module__.startswith("amendtool"):
        yield hint
    for inner in get_args(hint):
        yield from named_types(inner)


def annotated(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A public function, or a public class with its own methods and properties."""
    if not isinstance(value, type):
        function = value.render if isinstance(value, ModuleType) else value
        if inspect.isfunction(function):
            yield name, function
        return
    yield name, value
    for member, found in vars(value).items():
        # Of a property, a class method and a cached property the function behind it.
        for attribute in ("fget", "__func__", "func"):
            found = getattr(found, attribute, found)
        if not member.startswith("_") and inspect.isfunction(found):
            yield f"{name}.{member}", found


def test_every_type_that_a_public_value_mentions_is_public() -> None:
    public = {name: getattr(amendtool, name) for name in amendtool.__all__}
    # What is imported for the type checker alone; the fields of a module go before it.
    lazily = {name: value for name, value in public.items() if isinstance(value, type)}
    lazily |= {"Path": Path, "datetime": datetime, "Sequence": Sequence}
    internal: dict[str, set[str]] = {}
    mentioned = 0
    for name, value in public.items():
        for label, found in annotated(name, value):
            space = {**lazily, **vars(sys.modules[found.__module__])}
            for field, hint in get_type_hints(found, space).items():
                # A function is a place by its name, a class by each of its fields.
                place = f"{label}.{field}" if isinstance(found, type) else label
                for one in named_types(hint):
                    mentioned += 1
                    if one is not public.get(one.__name__):
                        internal.setdefault(place, set()).add(one.__name__)
    assert internal == {place: set(names.split()) for place, names in INTERNAL.items()}
    assert mentioned > 300


def test_no_file_of_a_charter_is_passed_over_in_silence(tmp_path: Path) -> None:
    clause = b"# Name\n\nText.\n"
    files = {"14_chairman.md": clause, "002-b.MD": clause, "003-c.md": clause, "a/b.txt": b""}
    files |= {"README.md": b"ours", ".keep": b"", "preamble.md": b"We.\n", "en": b""}
    astray = ["articles/002-b.MD", "articles/14_chairman.md", "articles/a/b.txt", "articles/en"]
    with pytest.raises(amendtool.InputError) as caught:
        amendtool.read_charter(files)
    assert sorted(str(each.place.file) for each in caught.value.problems) == astray
    assert {(each.code, each.severity) for each in caught.value.problems} == {
        ("file-name", "error")
    }
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    for given in (files, tmp_path):
        notices: list[amendtool.Problem] = []
        charter = amendtool.read_charter(given, notices=notices)
        assert [article.key for article in charter.articles] == ["c"]
        assert sorted(str(each.place.file) for each in notices) == astray
        assert {each.severity for each in notices} == {"warning"}


def test_the_style_says_which_edition_is_read() -> None:
    files = {
        "en/001-name.md": b"# Name\n\nText.\n",
        "ja/001-name.md": "（商号）\n\n文。\n".encode(),
    }
    assert amendtool.read_charter(files).articles[0].heading == "Name"
    with pytest.raises(amendtool.InputError) as caught:
        amendtool.read_charter({**files, "002-office.md": b"# Office\n\nText.\n"})
    assert [each.code for each in caught.value.problems] == ["edition-left-out"]
    with pytest.raises(amendtool.InputError) as caught:
        amendtool.read_charter({"ja/001-name.md": b"# Name\n\nText.\n", "ja/x.txt": b""})
    assert [each.code for each in caught.value.problems] == ["edition-left-out"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "document-empty"), (b" \n\n", "document-empty"), (b"Dear all,\n", "no-articles")],
)
def test_what_is_no_document_of_the_articles_deletes_none(data: bytes, code: str) -> None:
    present = amendtool.read_charter({"001-name.md": b"# Name\n\nText.\n"})
    edited = amendtool.EditedDocument(data=data, file="a.txt")
    with pytest.raises(amendtool.InputError) as caught:
        amendtool.draft(present, edited, name="x")
    assert [(each.code, each.place.file) for each in caught.value.problems] == [(code, "a.txt")]
    if code == "document-empty":
        with pytest.raises(amendtool.InputError, match="holds no text"):
            amendtool.import_document(data, file="a.txt")


def test_a_wrong_argument_is_named() -> None:
    wrong: Any = "en"
    charter = amendtool.Charter(articles=())
    amendment = amendtool.Amendment(name="x")
    edited = amendtool.EditedDocument(data=b"x", file="a.txt")
    calls: dict[str, Callable[[], object]] = {
        "files: expected str or Path or Mapping, got int": lambda: amendtool.read_charter(
            cast(Any, 1)
        ),
        "data: expected str or bytes, got PosixPath": lambda: amendtool.read_amendment(
            cast(Any, Path("x"))
        ),
        "house: expected HouseStyle or NoneType, got str": lambda: amendtool.compare(
            charter, charter, house=wrong
        ),
        "proposed: expected Charter, got str": lambda: amendtool.compare(charter, wrong),
        "value: expected Table or Notice or Export, got Charter": lambda: amendtool.render(
            cast(Any, charter), "html"
        ),
        "amendment: expected Amendment, got str": lambda: amendtool.apply(charter, wrong),
        "edited: expected Charter or EditedDocument, got str": lambda: amendtool.draft(
            charter, wrong, name="x"
        ),
        "data: expected bytes or Mapping, got str": lambda: amendtool.import_document(
            wrong, file="a.txt"
        ),
    }
    for message, call in calls.items():
        with pytest.raises(TypeError) as caught:
            call()
        assert str(caught.value) == message
    styled: list[Callable[[], object]] = [
        lambda: amendtool.read_charter({}, wrong),
        lambda: amendtool.write_charter(charter, wrong),
        lambda: amendtool.read_amendment("", wrong),
        lambda: amendtool.write_amendment(amendment, wrong),
        lambda: amendtool.apply(charter, amendment, wrong),
        lambda: amendtool.compare(charter, charter, wrong),
        lambda: amendtool.draft(charter, edited, wrong, name="x"),
        lambda: amendtool.import_document(b"x", file="a.txt", style=wrong),
    ]
    for call in styled:
        with pytest.raises(TypeError, match=r"^style: expected DraftingStyle.*, got str$"):
            call()


NO_PATH = ("a\0b", "\ud800", "x" * 5000)


@pytest.mark.parametrize("name", NO_PATH)
def test_a_name_that_no_folder_can_have_is_told(folder: Path, name: str) -> None:
    for act in (amendtool.start_repository, amendtool.open_repository, amendtool.read_charter):
        with pytest.raises(amendtool.RepositoryError) as caught:
            act(name)
        assert list(folder.glob("*/.git")) == []
        assert caught.value.problems[0].code in (
            *("unwritable", "no-articles-repository", "no-such-folder"),
        )


ODD: tuple[Any, ...] = (
    *(0, 2.5, True, b"x", bytearray(b"x"), ["x"], {"x": 1}, {1: "x"}, {"x": "y"}, object(), Path),
    *(datetime(2013, 1, 1), date(2013, 1, 1), Path("x"), iter(())),
)
"""What a program hands over by mistake; each argument takes few of these types."""


def test_no_argument_of_another_type_comes_through(folder: Path) -> None:
    """It is named in the error, whatever stands behind it: never an error from deep inside."""
    repository = amendtool.start_repository(folder / "trial", example="iij")
    name, day = "2007-06-26-agm", date(2013, 7, 1)
    charter = repository.articles()
    of: dict[str, Callable[[Any], object]] = {
        "workspace": amendtool.Repository,
        "at": lambda odd: repository.articles(at=odd),
        "on": lambda odd: repository.articles(on=odd),
        "as_of": lambda odd: repository.export(as_of=odd),
        "language": repository.edition,
        "name": repository.is_applied,
        "amendment": repository.land,
        "house": lambda odd: repository.compare(name, house=odd),
        "template": lambda odd: repository.document(name, odd),
        "item": lambda odd: repository.document(name, item=odd),
        "facts": lambda odd: repository.document(name, facts=odd),
        "within": lambda odd: repository.due(day, within=odd),
        "adopted": lambda odd: repository.land("none", adopted=odd),
        "today": lambda odd: repository.land("none", today=odd),
        "provision": repository.log,
        "folder": amendtool.open_repository,
        "company": lambda odd: amendtool.start_repository(folder / "x", company=odd),
        "title": lambda odd: amendtool.compare(charter, charter, title=odd),
        "kept": lambda odd: amendtool.compare(charter, charter, kept=odd),
        "file": lambda odd: amendtool.import_document(b"x", file=odd),
        "data": lambda odd: amendtool.import_document(odd, file="x"),
        "files": amendtool.read_charter,
    }
    told: list[tuple[str, str]] = []
    for argument, act in of.items():
        for odd in ODD:
            try:
                act(odd)
            except (TypeError, ValueError) as error:
                told.append((argument, str(error)))
            except amendtool.AmendtoolError:
                pass
    for argument, message in told:
        assert re.match(rf"{argument}(\[.+\])?: expected ", message), (argument, message)
    assert len(told) > 13 * len(of)
    assert not (folder / "x").exists()


@pytest.mark.parametrize(
    ("answer", "code"),
    [("\ud800", "lone-surrogate"), ("a\u202eb", "bidi-control"), ("a\x07", "control-character")],
)
def test_an_answer_holds_nothing_that_nobody_sees(folder: Path, answer: str, code: str) -> None:
    repository = amendtool.start_repository(folder / "trial", example="iij")
    with pytest.raises(amendtool.InputError) as caught:
        repository.certificate("secretary-certificate", date(2013, 7, 1), facts={"officer": answer})
    assert [(each.code, each.place.path) for each in caught.value.problems] == [(code, "officer")]
