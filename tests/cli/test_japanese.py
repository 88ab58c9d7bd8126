"""The program in Japanese: who chooses the language, and that nothing of it stays English.

The sample company has Japanese articles, so the program speaks Japanese there unasked.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from amendtool.cli import catalogues as found
from amendtool.cli.app import VERBS
from amendtool.cli.language import chosen
from amendtool.cli.layout import NOT_AT_END, NOT_AT_START, columns, wrapped
from tests.cli.conftest import ROOT, Repository, Result, call
from tests.repository.sandbox import clean_environment
from tests.spoken import english_words, write_catalogue

KITANO = ROOT / "examples" / "kitano"
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("locale"))


@pytest.fixture(autouse=True)
def _nobody_chooses(catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "CATALOGUES", catalogues)
    for name in ("AMENDTOOL_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company's repository, its amendments not applied yet."""
    folder = tmp_path_factory.mktemp("sample")
    path = Path(shutil.copytree(KITANO, folder / "kitano"))
    environment = clean_environment(folder / "home")
    for words in (
        ("init", "-q", "-b", "main"),
        ("add", "-A"),
        ("commit", "-q", "-m", "定款"),
    ):
        subprocess.run(["git", *words], cwd=path, env=environment, check=True)
    return path


@pytest.fixture
def kitano(sample: Path, tmp_path: Path) -> Repository:
    return Repository(path=shutil.copytree(sample, tmp_path / "kitano"))


def first_article(repository: Repository) -> Path:
    return next((repository.path / "articles/ja").rglob("001-trade-name.md"))


def said(result: Result) -> str:
    """What people read of a result; a document is none of it."""
    data = b"" if result.data.startswith((b"PK", b"%PDF")) else result.data
    return data.decode() + result.err


def assert_japanese(result: Result, line: str, *names: str) -> None:
    """No English stands in what was said, but for ``names``."""
    text = said(result)
    assert JAPANESE.search(text), (line, text)
    assert not (set(english_words(text)) - set(names)), (line, english_words(text), text)
    assert "Article " not in text, (line, text)


# -- who chooses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ("status", {}, "ja"),
        ("--lang en status", {}, "en"),
        ("--lang=en status", {"AMENDTOOL_LANG": "ja"}, "en"),
        ("--color never --lang en status", {}, "en"),
        ("status --lang en", {}, "ja"),  # no option of the verb: a usage error, in Japanese
        ("--lang fr status", {}, "ja"),  # the same
        ("status", {"AMENDTOOL_LANG": "en"}, "en"),
        ("status", {"AMENDTOOL_LANG": "en", "LC_ALL": "ja_JP.UTF-8"}, "en"),
        ("status", {"AMENDTOOL_LANG": "xx"}, "ja"),
        ("status", {"LC_ALL": "en_US.UTF-8"}, "en"),
        ("status", {"LC_ALL": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
        ("status", {"LC_MESSAGES": "en_GB", "LANG": "ja_JP"}, "en"),
        ("status", {"LANG": "de_DE.UTF-8"}, "en"),  # a language that it does not speak
        ("status", {"LANG": "C"}, "ja"),  # no language: that of the articles
        ("status", {"LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
        ("status", {"LC_ALL": "POSIX"}, "ja"),
        ("status", {"LC_ALL": "", "LANG": "en_US.UTF-8"}, "en"),
        ("status --json", {}, "en"),
        ("--lang ja status --json", {"AMENDTOOL_LANG": "ja"}, "en"),
    ],
)
def test_the_language_is_chosen(
    kitano: Repository,
    monkeypatch: pytest.MonkeyPatch,
    arguments: str,
    environment: Mapping[str, str],
    expected: str,
) -> None:
    monkeypatch.chdir(kitano.path / "articles")
    assert chosen(arguments.split(), environment) == expected


def test_articles_elsewhere_choose_with_the_folder_that_is_named(
    kitano: Repository, small: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert chosen(["status"], {}) == "en"
    assert chosen(["-C", str(kitano.path), "status"], {}) == "ja"
    assert chosen([f"-C{kitano.path}", "status"], {}) == "ja"
    assert chosen(["-C", str(small.path), "status"], {}) == "en"
    (kitano.path / "amendtool.toml").write_text("language = [", encoding="utf-8")
    assert chosen(["-C", str(kitano.path), "status"], {}) == "en"


def test_one_process_speaks_one_language_after_another(
    kitano: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    japanese = kitano.at("show", "第99条").err
    assert japanese.startswith("エラー[provision-missing]: ")
    english = call("--lang", "en", "-C", str(kitano.path), "show", "第99条").err
    assert english.startswith("error[provision-missing]: ")
    monkeypatch.setenv("AMENDTOOL_LANG", "en")
    assert kitano.at("show", "第99条").err == english
    monkeypatch.delenv("AMENDTOOL_LANG")
    assert kitano.at("show", "第99条").err == japanese
    assert "使い方:" in kitano.at("show", "--help").out
    assert "Usage:" in call("--lang", "en", "show", "--help").out


def test_json_is_english_whatever_the_language(
    kitano: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    unasked = kitano.at("show", "第99条", "--json")
    monkeypatch.setenv("AMENDTOOL_LANG", "en")
    assert kitano.at("show", "第99条", "--json") == unasked
    assert unasked.problems[0]["message"].endswith("does not stand in these articles")


# -- everything is Japanese -------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_the_help_is_japanese_and_fits_its_terminal(
    kitano: Repository, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in (40, 80):
        monkeypatch.setenv("COLUMNS", str(width))
        result = kitano.at(*verb.split(), "--help")
        assert result.code == 0
        example, _, text = result.out.partition("\n\n")
        assert example.startswith("例:\n")
        assert_japanese(Result(code=0, data=text.encode(), errors=b""), verb, *VERBS)
        for line in text.splitlines():
            # The choices of an option are one word, which no narrow terminal holds.
            if JAPANESE.search(line):
                assert columns(line) <= width, line
                assert line.lstrip()[0] not in NOT_AT_START - {"."}, line


WRONG = {
    "": 2,
    "shwo": 2,
    "show --oops": 2,
    "show 第99条": 3,
    'show "第16条 第9項"': 3,
    "show --on 2020-13-01": 2,
    "show --at nope": 3,
    "show --at HEAD --on 2020-01-01": 2,
    "plan": 2,
    "plan nope": 3,
    "plan 2011-06-29-agm": 4,
    "table": 2,
    "table 2009-06-26-agm -o table.xyz": 3,
    "table --on 2020-01-01 --on 2019-01-01": 2,
    "table 2009-06-26-agm --house nope": 3,
    "diff a b c": 2,
    "export": 2,
    "export --format docx --author 総務": 2,
    "document": 2,
    "document 2009-06-26-agm --template nope": 3,
    "notice 2009-06-26-agm -o articles": 5,
    "record 2009-06-26-agm filed": 2,
    "record 2009-06-26-agm filed 2009-06-27": 4,
    "record 2009-06-26-agm lost 2009-06-27": 2,
    "due --within 3x": 2,
    "event opening 2021-01-31": 3,
    "correct --reason 誤記": 3,
    "undo 2009-06-26-agm": 4,
    "new 2009-06-26-agm": 3,
    "new a/b": 3,
    "import nope.docx": 3,
    "draft -o amendments/x.yaml": 3,
    "restyle -o amendments/x.yaml": 2,
    "rebase 2009-06-26-agm --as-written": 2,
    "review nope": 3,
    "schema nope": 3,
    "setup-git": 3,
    "completion tcsh": 2,
}
"""What is refused, with the exit code."""


def test_what_is_refused_is_refused_in_japanese(kitano: Repository) -> None:
    for line, code in WRONG.items():
        result = kitano.at(*shlex.split(line))
        assert result.code == code, (line, said(result))
        names = ("amendment", *re.findall(r"[a-z]+", result.err)) if "schema" in line else ()
        assert_japanese(result, line, *names)


RIGHT = (
    "show 第16条",
    "check",
    "check 2009-06-26-agm",
    "plan 2009-06-26-agm --language ja",
    "table 2009-06-26-agm",
    "table 2009-06-26-agm -o {out}/table.html",
    "conflicts",
    "outcomes 2009-06-26-agm",
    "status",
    "list",
    "notice 2009-06-26-agm -o {out}/outgoing",
    "document 2009-06-26-agm -o {out}/notice.docx",
    "document --list",
    "apply 2009-06-26-agm",
    "apply 2011-06-29-agm",
    "record 2009-06-26-agm registered 2009-07-05",
    "record 2015-06-25-agm resolved 2015-05-20",
    "verify",
    "due --on 2009-06-01 --within 400d",
    "expire --on 2011-03-31",
    "log 第16条",
    "references 第16条",
    "references --related",
    "diff HEAD~1 HEAD",
    "undo 2011-06-29-agm",
    "reject 2015-06-25-agm --on 2015-06-25",
    "withdraw 2017-06-28-agm --on 2017-06-01",
    "event virtual-meeting-confirmed 2021-01-31",
    "baseline --established 1949-04-01 --amended '1968-05-30 第20回定時株主総会'",
    "styles",
    "export -o {out}/articles.docx",
    "import {out}/articles.docx --check",
    "review HEAD~1 -o {out}/review",
    "site -o {out}/pages",
    "schema",
    "setup-git --yes",
    "setup-git --undo",
    "new 2027-06-25-agm",
    "rebase 2027-06-25-agm --against HEAD",
    "restyle --item イ -o amendments/z.yaml --language ja",
    "draft HEAD~5..HEAD -o amendments/x.yaml --language ja",
    "correct --reason 誤記",
    "completion bash",
    "init {out}/new --language ja",
    "demo {out}/demo",
)
"""Each verb doing its work, one after the other in one repository."""

ENGLISH = {
    # What these print is no sentence: the titles of English documents, and a script.
    "demo": r"^\S+：.*$|^  [0-9a-f]{7,} .*$|^  .* \d{4}$",
    "completion": r"(?s).*",
    "document --list": r"^\S.*$",
    "document": r"：shoshu",
    "event": r"^[a-z-]+：",
    "schema": r"^\S+",
    "styles": r"^[ *] \S+",
}


@pytest.mark.long
def test_every_verb_speaks_japanese(kitano: Repository, tmp_path: Path) -> None:
    # The desk does not end, and a fleet is many companies; the catalogue holds what they say.
    assert {shlex.split(line)[0] for line in RIGHT} | {"desk", "fleet"} == set(VERBS)
    english: dict[str, list[str]] = {}
    for line in RIGHT:
        verb = line.partition(" ")[0]
        if verb == "correct":
            path = first_article(kitano)
            path.write_text(path.read_text("utf-8").replace("という", "と称する"), "utf-8")
        result = kitano.at(*shlex.split(line.format(out=tmp_path)))
        assert "エラー[" not in result.err or verb in ("correct", "draft", "restyle"), said(result)
        plain = re.sub(
            next((ENGLISH[each] for each in (line, verb) if each in ENGLISH), r"(?!)"),
            "",
            said(result),
            flags=re.MULTILINE,
        )
        if words := english_words(plain):
            english[line] = words
    assert not english


# -- consoles ---------------------------------------------------------------------------------

ODD = "\n２　髙﨑の𠮷野家は\U0001f600を持つ。\n"

LAUNCH = """\
import sys
from pathlib import Path
from amendtool.cli import catalogues, main
catalogues.CATALOGUES = Path(sys.argv[1])
main(sys.argv[2:])
"""


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("--help", (0,)),
        ("show 第1条", (0,)),
        ("table 2009-06-26-agm", (0,)),
        ("plan 2009-06-26-agm", (0,)),
        ("status", (0,)),
        ("check nope", (3,)),
        ("plan --oops", (2,)),
    ],
)
def test_a_console_of_windows_takes_it_all(
    kitano: Repository, catalogues: Path, line: str, codes: tuple[int, ...]
) -> None:
    """What a code page lacks prints as an escape; nothing of what the program says does."""
    path = first_article(kitano)
    path.write_text(path.read_text("utf-8") + ODD, "utf-8")
    kitano.commit("髙﨑")
    done = subprocess.run(
        [sys.executable, "-c", LAUNCH, str(catalogues), *line.split()],
        cwd=kitano.path,
        env={**clean_environment(kitano.path.parent / "home"), "PYTHONPATH": str(ROOT)}
        | {"PYTHONIOENCODING": "cp932", "AMENDTOOL_LANG": "ja", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    text = (done.stdout + done.stderr).decode("cp932")
    assert done.returncode in codes, text
    assert JAPANESE.search(text)
    escapes = set(re.findall(r"\\(?:U[0-9a-f]{8}|u[0-9a-f]{4}|x[0-9a-f]{2})", text))
    assert escapes <= {r"\U0001f600", r"\U00020bb7"}, text
    assert not re.search(r"[│─┼]", text), "they would be two columns wide there"
    if line == "show 第1条":
        assert escapes == {r"\U0001f600", r"\U00020bb7"}


# -- the layout of Japanese -------------------------------------------------------------------

TEXT = (
    "定款を git で管理し、「改正」を反映します。"
    "amendtool apply を使います（詳しくは docs/cli.md）。"
)


@pytest.mark.parametrize("width", range(12, 80))
def test_lines_of_japanese_fit_and_begin_and_end_as_they_may(width: int) -> None:
    lines = wrapped(TEXT, width).splitlines()
    assert "".join(lines).replace(" ", "") == TEXT.replace(" ", "")
    for line in lines:
        assert columns(line) <= max(width, columns("docs/cli.md）。")), line
        assert line[0] not in NOT_AT_START
        assert line[-1] not in NOT_AT_END
        assert line == line.strip()
    assert width < 20 or len(lines) <= -(-columns(TEXT) // (width - 12))


def test_paragraphs_and_lines_that_stay() -> None:
    told = wrapped("一つ目の\n段落です。\n\n\b\n  そのまま\n  残す行\n\n三つ目", 40, rest="  ")
    assert told == "一つ目の段落です。\n\n    そのまま\n    残す行\n\n三つ目"


def test_lines_that_are_joined_keep_the_spaces_of_words() -> None:
    assert wrapped("git\nadd の\n後\nで", 40) == "git add の後で"


def test_english_is_laid_out_as_ever() -> None:
    assert wrapped("one two three four", 9, first="- ", rest="  ") == "- one two\n  three\n  four"


@pytest.mark.parametrize(
    ("windows", "variables", "language"),
    [("ja_JP", {}, "ja"), ("de_DE", {}, "en"), ("ja_JP", {"LANG": "en_US.UTF-8"}, "en")],
)
def test_windows_says_its_language_where_no_variable_does(
    windows: str, variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amendtool.cli.language.of_windows", lambda: windows)
    assert chosen(["status"], variables) == language
