"""``amendtool import`` where there is no repository: it starts one, or leaves the folder alone."""

from __future__ import annotations

import os
import re
import shutil
import signal
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.cli.conftest import ROOT, Repository, call
from tests.cli.kills import states_between
from tests.cli.test_cut_off import seen as files
from tests.repository.sandbox import clean_environment
from tools.terminal import CTRL_C, at_terminal
from tools.tutorial import translated

TEIKAN = ROOT / "examples/kirino/定款.docx"
BYLAWS = ROOT / "examples/fernwick/Bylaws.docx"
NAMELESS = "# Rules\n\n## Article 1 (Seat)\n\nThe seat is in town.\n\n## Article 2 (Dues)\n\nTen.\n"
COMMIT = "Commit them as the articles in force? [Y/n]: "
NAME = "Your name (such as Jane Roe): "
MAIL = "Your e-mail address (such as jane.roe@example.com): "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with spaces and Japanese in its name, and a Word file in it."""
    made = tmp_path / "定款 2026"
    made.mkdir()
    shutil.copy(TEIKAN, made)
    return made


@pytest.fixture
def nobody(tmp_path: Path) -> dict[str, str]:
    """An environment in which git knows nobody."""
    env = clean_environment(tmp_path / "nobody")
    (tmp_path / "nobody/.gitconfig").unlink()
    return env


def seen(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_repository_comes_from_the_document(folder: Path) -> None:
    done = call("-C", str(folder), "import", "定款.docx", "--yes")
    assert (done.code, done.err) == (0, "")
    repository = Repository(path=folder)
    assert repository.status == ["?? 定款.docx"]
    assert repository.git("log", "--format=%s") == "取り込んだ現行定款"
    assert repository.git("config", "core.quotepath") == "false"
    settings = (folder / "amendtool.toml").read_text(encoding="utf-8")
    for line in (
        'company = "霧野文具株式会社"',
        'title = "定款"',
        'language = "ja"',
        'house = "ja-notice"',
        'law = "jp"',
        'address = "長野県霧野市"',
        'representative = "筆野　紙子"',
        '# code = "0000"',
        'company = "Kirino Stationery Co., Ltd."',
    ):
        assert line in settings.splitlines()
    assert "（4行、1968-04-01から2022-06-28まで）" in settings
    assert "第１条　当会社は、霧野文具株式会社と称し" in repository.at("show").out
    assert repository.at("check").code == 0
    assert done.out.index("closing-found") < done.out.index("40 articles")
    assert done.out.index("40 articles") < done.out.index("files written and committed")
    baseline = re.search(r"amendtool (baseline .+)", done.out)
    assert baseline is not None
    assert repository.at(*baseline[1].split()).code == 0


def test_bylaws_are_counted_as_they_count(folder: Path) -> None:
    shutil.copy(BYLAWS, folder)
    done = call("-C", str(folder), "import", "Bylaws.docx", "--yes")
    assert done.code == 0, done.err
    settings = (folder / "amendtool.toml").read_text(encoding="utf-8")
    for line in (
        'company = "Fernwick Paper, Inc."',
        'title = "Bylaws"',
        'style = "bylaws"',
        'law = "us-de"',
        'address = "12 Mill Lane, Fernwick, Vermont"',
    ):
        assert line in settings.splitlines()
    repository = Repository(path=folder)
    assert repository.at("check").code == 0
    certified = repository.at(
        *("document", "--template", "secretary-certificate", "--fact", "officer=Ada Poole")
    )
    assert "complete copy of the Bylaws, as amended" in certified.out, "not in the cover's capitals"


def test_a_table_without_a_setting_is_not_told(folder: Path) -> None:
    text = "Article 1. Name\nThe name of the club is Pier.\n\nArticle 2. Dues\nTen.\n"
    (folder / "rules.txt").write_text(text, encoding="utf-8")
    done = call("-C", str(folder), "import", "rules.txt", "--company", "Pier", "--yes")
    assert 'company = "Pier"' in done.out
    assert "[documents]" not in done.out
    assert "\n[documents]\n" in (folder / "amendtool.toml").read_text(encoding="utf-8")


def test_without_a_yes_nothing_is_committed(folder: Path) -> None:
    done = call("-C", str(folder), "import", "定款.docx")
    assert (done.code, done.err) == (0, "")
    repository = Repository(path=folder)
    assert "none committed" in done.out
    assert repository.git("rev-list", "--all") == ""
    assert (folder / "articles/01-総則/001-商号.md").is_file()
    before = files(folder)
    again = call("-C", str(folder), "import", "定款.docx", "--json")
    assert (again.code, [each["code"] for each in again.problems]) == (3, ["articles-there"])
    assert files(folder) == before
    told = re.search(r"^  amendtool (import .+)$", done.out, re.MULTILINE)
    assert told is not None
    done = repository.at(*told[1].split())
    assert (done.code, done.err) == (0, "")
    assert "otherwise" not in done.out
    assert files(folder) == before
    assert repository.status == ["?? 定款.docx"]
    assert repository.at("check").code == 0
    assert "articles-there" in call("-C", str(folder), "import", "定款.docx", "--yes").err


def test_what_was_mended_meanwhile_is_committed_and_said(folder: Path) -> None:
    assert call("-C", str(folder), "import", "定款.docx").code == 0
    repository = Repository(path=folder)
    for name, old, new in (
        ("001-商号", "霧野文具", "霧野堂"),
        ("003-本店の所在地", "霧野市", "霧市"),
    ):
        path = folder / f"articles/01-総則/{name}.md"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = repository.at("import", "定款.docx", "--yes", "--json")
    assert done.record["mended"] == [
        "articles/01-総則/001-商号.md",
        "articles/01-総則/003-本店の所在地.md",
    ]
    assert repository.git("rev-list", "--count", "HEAD") == "1"
    assert repository.status == ["?? 定款.docx"]
    assert "霧野堂" in repository.at("show", "第１条").out


def test_articles_that_cannot_be_read_are_not_committed(folder: Path) -> None:
    assert call("-C", str(folder), "import", "定款.docx").code == 0
    path = folder / "articles/01-総則/001-商号.md"
    path.write_text(
        "# 商号\n\n３　三番目。\n\n５　五番目。\n\n５　また五番目。\n", encoding="utf-8"
    )
    path.with_name("001-別.md").write_text("# 別\n\n文。\n", encoding="utf-8")
    done = call("-C", str(folder), "import", "定款.docx", "--yes")
    assert done.code == 3
    assert Repository(path=folder).git("rev-list", "--all") == ""


def test_what_is_missing_is_told_at_once_and_nothing_is_written(
    tmp_path: Path, nobody: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in nobody.items():
        monkeypatch.setenv(name, value)
    home = tmp_path / "rules"
    home.mkdir()
    (home / "rules.md").write_text(NAMELESS)
    told = call("-C", str(home), "import", "rules.md", "--yes", "--json")
    assert told.code == 3
    assert [each["code"] for each in told.problems] == ["company-missing", "no-identity"]
    assert seen(home) == ["rules.md"]
    told = call("-C", str(home), "import", "rules.md", "--json")
    assert [each["code"] for each in told.problems] == ["company-missing"]
    done = call("-C", str(home), "import", "rules.md", "--company", "Pier Club", "--json")
    assert done.code == 0
    assert (done.record["started"], done.record["commit"]) == (True, None)
    assert 'company = "Pier Club"' in (home / "amendtool.toml").read_text()


@pytest.mark.parametrize(
    ("there", "code"),
    [
        ("notes/today.txt", "folder-in-use"),
        ("program.py", "folder-in-use"),
        ("articles/001-name.md", "folder-in-use"),
    ],
)
def test_a_folder_with_other_things_is_left_alone(folder: Path, there: str, code: str) -> None:
    (folder / there).parent.mkdir(exist_ok=True)
    (folder / there).write_text("mine")
    before = seen(folder)
    told = call("-C", str(folder), "import", "定款.docx", "--yes")
    assert told.code == 5
    assert code in told.err
    assert there.split("/")[0] in told.err
    assert seen(folder) == before


def test_documents_beside_it_and_what_programs_leave_are_no_other_things(folder: Path) -> None:
    for name in ("old.doc", "~$定款.docx", ".DS_Store", "scan.pdf"):
        (folder / name).write_bytes(b"mine")
    assert call("-C", str(folder), "import", "定款.docx", "--yes").code == 0
    assert (folder / "old.doc").read_bytes() == b"mine"


def test_none_is_started_inside_another(small: Repository) -> None:
    below = small.path / "legal"
    below.mkdir()
    shutil.copy(TEIKAN, below)
    assert "articles-there" in call("-C", str(below), "import", "定款.docx", "--yes").err
    (small.path / "amendtool.toml").unlink()
    before = small.git("rev-parse", "HEAD")
    for place in (below, small.path):
        shutil.copy(TEIKAN, place)
        told = call("-C", str(place), "import", "定款.docx", "--yes")
        assert told.code == 5
        assert "inside-repository" in told.err
    assert not (below / ".git").exists()
    assert small.git("rev-parse", "HEAD") == before


def test_a_repository_that_nobody_has_committed_to_is_taken(folder: Path) -> None:
    repository = Repository(path=folder)
    repository.git("init", "-q", "-b", "trunk")
    assert call("-C", str(folder), "import", "定款.docx", "--yes").code == 0
    assert repository.git("log", "--format=%s", "trunk") == "取り込んだ現行定款"


def test_names_that_differ_are_said(folder: Path) -> None:
    done = call("-C", str(folder), "import", "定款.docx", "--yes", "--company", "霧野紙業株式会社")
    assert done.code == 0
    assert "warning[company-differs]" in done.out
    assert 'company = "霧野紙業株式会社"' in (folder / "amendtool.toml").read_text(encoding="utf-8")


def test_nobody_asks_for_a_language_and_it_speaks_that_of_the_document(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    translated("ja")
    for name in ("AMENDTOOL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    done = call("--lang", "en", "-C", str(folder), "import", "定款.docx", "--check")
    assert "end of the document" in done.out
    done = call("-C", str(folder), "import", "定款.docx")
    assert done.code == 0
    assert "文書の末尾" in done.out
    assert "end of the document" not in done.out


def test_what_would_be_read_is_told_in_the_language_of_the_document(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    translated("ja")
    for name in ("AMENDTOOL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    told = call("-C", str(folder), "import", "定款.docx", "--check")
    assert told.code == 0
    assert "[closing-found]" in told.out
    assert "articles" not in told.out.replace("articles/", "")
    assert call("-C", str(folder), "--lang", "en", "import", "定款.docx", "--check").out != told.out


def test_a_document_in_another_language_is_said_before_anything_is_written(folder: Path) -> None:
    done = call("-C", str(folder), "import", "定款.docx", "--language", "en")
    assert done.code == 0
    assert done.out.startswith("warning[language-differs]")
    assert 'company = "霧野文具株式会社"' in (folder / "amendtool.toml").read_text(encoding="utf-8")


def test_check_says_that_there_is_no_repository(folder: Path) -> None:
    done = call("-C", str(folder), "import", "定款.docx", "--check")
    assert (done.code, seen(folder)) == (0, ["定款.docx"])
    assert done.out.rstrip().endswith("this starts one with it.")


def test_a_repository_that_is_there_takes_a_yes_too(tmp_path: Path) -> None:
    empty = Repository(path=tmp_path / "empty")
    assert call("init", str(empty.path)).code == 0
    path = tmp_path / "rules.md"
    path.write_text(NAMELESS)
    told = empty.at("import", str(path), "--company", "Pier Club")
    assert told.code == 2
    assert "repository that import starts" in told.err
    assert empty.at("import", str(path), "--yes", "--check").code == 2
    settings = empty.path / "amendtool.toml"
    before = settings.read_bytes()
    settings.write_bytes(before + b"# mine\n")
    told = empty.at("import", str(path), "--yes")
    assert told.code == 5
    assert "uncommitted" in told.err
    assert not (empty.path / "articles/001-seat.md").exists()
    settings.write_bytes(before)
    done = empty.at("import", str(path), "--yes", "--json")
    assert (done.code, done.record["started"]) == (0, False)
    assert empty.git("rev-parse", "HEAD") == done.record["commit"]
    assert empty.status == []
    assert empty.git("rev-list", "--count", "HEAD") == "2"
    assert empty.at("check").code == 0


# -- at a terminal --------------------------------------------------------------------------


def test_who_commits_is_asked_for_once(folder: Path, nobody: dict[str, str]) -> None:
    answers = [(COMMIT, ""), (NAME, "総務 花子"), (MAIL, "hanako"), (MAIL, "hanako@example.com")]
    done = at_terminal(["import", "定款.docx"], cwd=folder, env=nobody, answers=answers)
    assert done.code == 0, done.screen
    assert "write it like jane.roe@example.com" in done.screen
    repository = Repository(path=folder)
    told = repository.git("log", "--format=%an <%ae>")
    assert told == "総務 花子 <hanako@example.com>"
    assert repository.git("config", "--local", "user.name") == "総務 花子"


def test_no_is_an_answer_and_yes_another_day(folder: Path, nobody: dict[str, str]) -> None:
    done = at_terminal(["import", "定款.docx"], cwd=folder, env=nobody, answers=[(COMMIT, "n")])
    assert done.code == 0, done.screen
    repository = Repository(path=folder)
    assert "none committed" in done.screen
    assert repository.git("rev-list", "--all") == ""
    later = "Commit them as they stand in the files? [Y/n]: "
    done = at_terminal(["import", "定款.docx"], cwd=folder, env=nobody, answers=[(later, "n")])
    assert done.code == 0, done.screen
    assert repository.git("rev-list", "--all") == ""
    answers = [(later, "y"), (NAME, "総務 花子"), (MAIL, "hanako@example.com")]
    done = at_terminal(["import", "定款.docx"], cwd=folder, env=nobody, answers=answers)
    assert done.code == 0, done.screen
    assert repository.git("log", "--format=%an %s") == "総務 花子 取り込んだ現行定款"


@pytest.mark.parametrize(
    "question", [0, *(pytest.param(n, marks=pytest.mark.long) for n in (1, 2)), 3]
)
def test_nothing_is_written_when_a_question_is_broken_off(
    tmp_path: Path, nobody: dict[str, str], question: int
) -> None:
    home = tmp_path / "rules"
    home.mkdir()
    (home / "rules.md").write_text(NAMELESS)
    whole = [
        ("What is the name of the company?: ", "Pier Club"),
        (COMMIT, "y"),
        (NAME, "Jane Roe"),
        (MAIL, "jane@example.com"),
    ]
    answers = [*whole[:question], (whole[question][0], CTRL_C)]
    done = at_terminal(["import", "rules.md"], cwd=home, env=nobody, answers=answers)
    # On a busy machine it is interrupted once more while it tells that it was.
    assert done.code in (130, -signal.SIGINT), done.screen
    assert seen(home) == ["rules.md"]
    done = at_terminal(["import", "rules.md"], cwd=home, env=nobody, answers=whole)
    assert done.code == 0, done.screen


# -- killed ---------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")
@pytest.mark.parametrize("yes", [True, False])
@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.long)])
def test_killed_anywhere_it_is_before_or_after(tmp_path: Path, yes: bool, every: int) -> None:
    home = tmp_path / "rules"

    def laid() -> None:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        (home / "rules.md").write_text(NAMELESS)

    words = ["-C", str(home), "import", "rules.md", "--company", "Pier Club"]
    words += ["--yes"] if yes else []
    laid()
    assert call(*words).code == 0
    made, after = Repository(path=home), files(home)
    tree = made.git("rev-parse", "HEAD^{tree}") if yes else ""
    laid()
    course = states_between(lambda: call(*words), home, tmp_path / "states")
    for state in course.states[::every]:
        state.laid(home)
        result = call(*words)
        assert result.code == 0 or "[articles-there]" in result.err, (str(state), result.err)
        assert files(home) == after, str(state)
        if yes:
            assert made.git("rev-parse", "HEAD^{tree}") == tree
        assert made.git("rev-list", "--count", "--all") == ("1" if yes else "0")
        assert made.at("check").code == 0
    print(f"first import: {course.deeds} kill points, {len(course.states[::every])} states")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")
@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.long)])
def test_a_first_commit_that_was_killed_is_made_by_the_same_command(
    tmp_path: Path, every: int
) -> None:
    home = tmp_path / "rules"
    words = ["-C", str(home), "import", "rules.md", "--yes"]
    home.mkdir()
    (home / "rules.md").write_text(NAMELESS)
    assert call(*words[:-1], "--company", "Pier Club").code == 0
    seat = home / "articles/001-seat.md"
    seat.write_text(seat.read_text().replace("in town", "at the pier"))
    before, made = files(home), Repository(path=home)
    course = states_between(lambda: call(*words), home, tmp_path / "states")
    for state in course.states[::every]:
        state.laid(home)
        result = call(*words)
        assert result.code == 0 or "[articles-there]" in result.err, (str(state), result.err)
        assert files(home) == before, str(state)
        assert made.git("rev-list", "--count", "--all") == "1"
        assert made.status == ["?? rules.md"]
        assert "at the pier" in made.git("show", "HEAD:articles/001-seat.md")
    print(f"first commit: {course.deeds} kill points, {len(course.states[::every])} states")


# -- before the first commit ----------------------------------------------------------------


def test_until_it_is_committed_all_look_at_the_files_and_say_so(folder: Path) -> None:
    assert call("-C", str(folder), "import", "定款.docx").code == 0
    repository = Repository(path=folder)
    name = folder / "articles/01-総則/001-商号.md"
    name.write_text(name.read_text(encoding="utf-8").replace("称し、", "称し、また、"), "utf-8")
    for words in (("show",), ("export", "--format", "md"), ("show", "第１条")):
        done = repository.at(*words)
        assert done.code == 0, done.err
        assert "note[articles-not-committed]" in done.err
        assert "称し、また、英文では" in done.out
    checked = repository.at("check")
    assert checked.code == 0
    assert "note[articles-not-committed]" in checked.out
    done = repository.at("export", "-o", "out.docx", "--json")
    assert done.record["commit"] is None
    repository.commit("The articles")
    for words in (("show",), ("export", "--format", "md"), ("check",)):
        done = repository.at(*words)
        assert "articles-not-committed" not in done.out + done.err
    name.write_text(name.read_text(encoding="utf-8").replace("また、", ""), "utf-8")
    assert "称し、また、英文では" in repository.at("show").out, "what is committed is in force"


def test_an_import_by_hand_is_looked_at_too(tmp_path: Path) -> None:
    empty = Repository(path=tmp_path / "empty")
    assert call("init", str(empty.path)).code == 0
    assert empty.git("config", "core.quotepath") == "false"
    assert "no articles yet" in empty.at("show").err
    empty.write("rules.md", NAMELESS.encode())
    assert empty.at("import", "rules.md").code == 0
    shown = empty.at("show", "Article 1")
    assert "articles-not-committed" in shown.err
    assert "The seat is in town." in shown.out


def test_a_list_that_goes_on_leaves_the_lines_behind_it_where_they_stand(folder: Path) -> None:
    assert call("-C", str(folder), "import", "定款.docx", "--yes").code == 0
    repository = Repository(path=folder)
    assert 'closing_align = ["left", "left", "left", "left", "left", "right"]' in (
        folder / "amendtool.toml"
    ).read_text(encoding="utf-8")
    change = "  - replace: 第19条第１項\n    find: 10名\n    with: ９名\n"
    repository.amend("a", change, more="adopted: 2024-06-26\n")
    assert repository.at("apply", "a").code == 0
    assert repository.at("export", "-o", "now.docx").code == 0
    lines = docx.Document(str(folder / "now.docx")).paragraphs
    edge = [each.text for each in lines if each.alignment == WD_ALIGN_PARAGRAPH.RIGHT]
    assert edge[-2:] == ["霧野文具株式会社", "代表取締役社長　筆野　紙子"]
    assert "以上は、当会社の現行定款に相違ありません。" not in edge
    assert any(each.text.startswith("令和６年６月26日") for each in lines)


def test_a_file_without_articles_is_asked_about_before_anything(
    folder: Path, nobody: dict[str, str]
) -> None:
    (folder / "議事録.txt").write_text("本日の議題は次のとおりです。\n", encoding="utf-8")
    before = seen(folder)
    for answer in ("", CTRL_C):
        session = at_terminal(
            ["import", "議事録.txt"], cwd=folder, env=nobody, answers=[("[y/N]: ", answer)]
        )
        assert (session.code == 0) is (answer == ""), session.screen
        assert "No article was found in 議事録.txt" in session.screen
        assert seen(folder) == before


def test_of_supplementary_provisions_without_a_title_the_second_are_called_so(
    folder: Path,
) -> None:
    text = (
        "例示株式会社定款\n\n（商号）\n第１条　当会社は、例示株式会社と称する。\n（員数）\n"
        "第２条　取締役は、五名以内とする。\n\n附則\n\n１　この定款は、成立の日から施行する。\n"
        "２　最初の取締役は、甲とする。\n\n附則\n\nこの定款は、平成30年６月20日から施行する。\n"
    )
    (folder / "規則.txt").write_text(text, encoding="utf-8")
    assert call("-C", str(folder), "import", "規則.txt", "--yes").code == 0
    shown = call("-C", str(folder), "show", "２番目の附則")
    assert shown.out == "この定款は、平成30年６月20日から施行する。\n"
    assert call("-C", str(folder), "show", "附則第１項").out.startswith("１　この定款は、成立")
    assert call("-C", str(folder), "show", "１番目の附則").code == 3
