"""Two editions in one repository: the sample company, amended in Japanese and English at once."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application
from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.workflow.proposal import applied_to
from tests.cli.conftest import ROOT, Repository, call
from tests.repository.sandbox import clean_environment

KITANO = ROOT / "examples" / "kitano"
NAMES = sorted(path.stem for path in (KITANO / "amendments").glob("*-agm.yaml"))
FIRST, SECOND = NAMES[:2]
CHAIRMAN = "03-shareholders-meetings/016-chairman.md"


def git(path: Path, *arguments: str) -> None:
    subprocess.run(
        ("git", *arguments),
        cwd=path,
        check=True,
        capture_output=True,
        env=clean_environment(path.parent / "home"),
    )


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kitano") / "kitano"
    shutil.copytree(KITANO, folder)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "The articles of 2007")
    return folder


@pytest.fixture
def kitano(founded: Path, tmp_path: Path) -> Repository:
    """The sample company before its first amendment."""
    return Repository(path=shutil.copytree(founded, tmp_path / "kitano"))


def codes(repository: Repository, *arguments: str) -> dict[str, str]:
    """The findings of `check`: the file of each by its code; notes on the settings left out."""
    record = repository.at("check", "--json", *arguments).record
    settings = ("note", "amendtool.toml")
    return {
        each["code"]: each["file"]
        for each in record["findings"]
        if (each["severity"], each["file"]) != settings
    }


def swap(repository: Repository, path: str, old: str, new: str) -> None:
    file = repository.path / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def only(kitano: Repository, names: list[str]) -> None:
    """Leave these amendments alone, the first ones: later ones stand on them."""
    for path in (kitano.path / "amendments").glob("*.yaml"):
        if path.stem not in names:
            path.unlink()
    kitano.commit("Fewer amendments")


def only_the_first(kitano: Repository) -> None:
    """Leave one amendment: the later ones say what they expect of the articles, and would tell."""
    only(kitano, [FIRST])


# --- one amendment, both editions --------------------------------------------------------


@pytest.mark.parametrize(
    "names", [NAMES[:2], pytest.param(NAMES, marks=pytest.mark.long)], ids=["two", "all"]
)
def test_amendments_apply_to_both_editions(kitano: Repository, names: list[str]) -> None:
    only(kitano, names)
    assert kitano.at("check").code == 0
    for name in names:
        checked = kitano.at("check", name)
        assert checked.code == 0, checked.out
        tables = {}
        for language in ("ja", "en"):
            table = kitano.at("table", name, "--language", language, "--json").record
            assert table["language"] == language
            tables[language] = table
        assert kitano.at("table", name, "--json").record == tables["ja"], "the leading one"
        assert [row["key"] for row in tables["ja"]["rows"]]
        applied = kitano.at("apply", name)
        assert applied.code == 0, applied.err
        after = kitano.at("check")
        assert after.code == 0, after.out
        # Once applied, the tables are the same.
        for language, table in tables.items():
            assert kitano.at("table", name, "--language", language, "--json").record == table
    kinds = {
        language: [
            (each["key"], each["number"])
            for each in json.loads(kitano.at("show", "--language", language, "--json").data)[
                "articles"
            ]
        ]
        for language in ("ja", "en")
    }
    assert kinds["ja"] == kinds["en"]


def test_of_amendments_in_a_row_each_is_applied_once(
    kitano: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each stands on the one before it; a check that began anew for each took their square."""
    applied: list[str] = []

    def counted(charter: Charter, amendment: Amendment, style: DraftingStyle) -> Application:
        applied.append(amendment.name)
        return applied_to(charter, amendment, style)

    names = NAMES[:4]
    only(kitano, names)
    monkeypatch.setattr("amendtool.workflow.meeting.pending.applied_to", counted)
    for verb in ("check", "status"):
        applied.clear()
        assert kitano.at(verb).code == 0
        assert {name: applied.count(name) for name in names[1:]} == dict.fromkeys(names[1:], 2)


def test_both_editions_land_in_the_same_two_commits(kitano: Repository) -> None:
    assert kitano.at("apply", FIRST).code == 0
    texts, renaming = kitano.git("log", "-2", "--format=%H").split()
    raw = kitano.git("diff-tree", "-r", "-M100%", "--name-status", renaming).splitlines()[1:]
    assert {line[:4] for line in raw} == {"R100"}
    for language in ("ja", "en"):
        own = [line for line in raw if f"articles/{language}/" in line]
        assert len(own) == len(raw) / 2, "every renaming of one edition is one of the other"
    written = kitano.git("diff-tree", "-r", "--name-only", texts).splitlines()[1:]
    japanese = {path[12:] for path in written if path.startswith("articles/ja/")}
    english = {path[12:] for path in written if path.startswith("articles/en/")}
    assert japanese == english != set()
    assert kitano.git("tag") == FIRST
    assert kitano.git("log", "-1", "--format=%s", renaming) == "定款一部変更の件：条数の変更"
    body = kitano.git("log", "-1", "--format=%b", renaming)
    assert "個のファイルの名称だけを改め" in body
    assert kitano.git("log", "-1", "--format=%b", texts).startswith("決議：第81回定時株主総会")


def test_an_edition_that_cannot_land_stops_both(kitano: Repository) -> None:
    swap(kitano, f"articles/en/{CHAIRMAN}", "shall", "will")
    before = kitano.state
    refused = kitano.at("apply", FIRST)
    assert (refused.code, "uncommitted" in refused.err) == (5, True)
    assert kitano.state == before


def test_plan_shows_both_editions_and_the_operations_as_the_file_counts_them(
    kitano: Repository,
) -> None:
    assert kitano.at("apply", FIRST).code == 0
    told = kitano.at("plan", SECOND).out
    assert "Edition: ja" in told
    assert "Edition: en" in told
    assert "for the editions ja and en" in told
    record = kitano.at("plan", SECOND, "--json").record
    english = record["editions"]["en"]
    text = (kitano.path / f"amendments/{SECOND}.yaml").read_text(encoding="utf-8")
    operations = text[text.index("\noperations:") :].split("\n  - ")[1:]
    (policy,) = (each for each in record["changes"] if each["key"] == "takeover-policy")
    (index,) = policy["operations"]
    assert "key: takeover-policy" in operations[index]
    assert policy["operations"] == next(
        each["operations"] for each in english["changes"] if each["key"] == "takeover-policy"
    )
    alone = kitano.at("plan", SECOND, "--language", "en", "--json").record
    assert alone == english


# --- words that are lacking --------------------------------------------------------------


def amend(repository: Repository, operations: str) -> None:
    more = "title: {ja: 定款一部変更の件, en: Partial Amendment}\n"
    repository.amend("new", operations, more=more)


def test_the_leading_edition_can_be_printed_before_the_translation_is_there(
    kitano: Repository,
) -> None:
    amend(kitano, "  - replace: 第3条\n    find: 北野市\n    with: 南野市\n")
    swap(kitano, "amendments/new.yaml", "北野市", where(kitano))
    printed = kitano.at("table", "new")
    assert printed.code == 0, printed.err
    for arguments in (("plan", "new"), ("apply", "new"), ("table", "new", "--language", "en")):
        refused = kitano.at(*arguments)
        assert refused.code == 3
        assert "edition-text-missing" in refused.err
        assert "operation 1, find" in refused.err
        assert "`en: …`" in refused.err
    assert kitano.at("check", "new").code == 3


def where(repository: Repository) -> str:
    """A word of the article on the head office."""
    (file,) = (repository.path / "articles/ja").glob("*/003-head-office.md")
    return file.read_text(encoding="utf-8").split("、")[-1].split("に")[0]


def test_an_operation_for_one_edition_leaves_the_other_as_it_is(kitano: Repository) -> None:
    only_the_first(kitano)
    amend(
        kitano,
        "  - replace: Article 16\n    edition: en\n    find: shall preside\n    with: presides\n",
    )
    english = kitano.path / f"articles/en/{CHAIRMAN}"
    phrase = english.read_text(encoding="utf-8").split(".")[0].split()[-3:]
    swap(kitano, "amendments/new.yaml", "shall preside", " ".join(phrase))
    before = kitano.files("articles/ja")
    assert kitano.at("apply", "new").code == 0
    assert kitano.files("articles/ja") == before
    assert "presides" in english.read_text(encoding="utf-8")
    assert kitano.at("check").code == 0
    told = kitano.at("log", "chairman").out
    assert "in en only" in told
    assert "定款一部変更の件" not in kitano.at("log", "chairman", "--language", "ja").out
    assert "定款一部変更の件" in kitano.at("log", "chairman", "--language", "en").out


def test_a_key_that_is_not_given_comes_from_the_leading_edition(kitano: Repository) -> None:
    only_the_first(kitano)
    amend(
        kitano,
        "  - insert: 第47条\n    heading: {ja: 雑則, en: Miscellaneous}\n"
        "    text: {ja: 細則は、取締役会が定める。, en: The board shall make the rules.}\n",
    )
    assert kitano.at("apply", "new").code == 0
    (japanese,) = (kitano.path / "articles/ja").rglob("047-*.md")
    (english,) = (kitano.path / "articles/en").rglob("047-*.md")
    assert japanese.name == english.name == "047-雑則.md"
    assert kitano.at("check").code == 0


def test_editions_that_would_differ_are_refused(kitano: Repository) -> None:
    amend(
        kitano,
        "  - insert: 第47条\n    key: rules\n    heading: {ja: 雑則, en: Miscellaneous}\n"
        "    text:\n      ja: 細則は、取締役会が定める。\n      en: |\n        The rules.\n\n"
        "        2 More rules.\n",
    )
    before = kitano.state
    for verb in ("plan", "apply", "check"):
        refused = kitano.at(verb, "new")
        assert refused.code == 3
        story = refused.err + refused.out
        assert "editions-differ" in story
        assert "1 paragraph in the edition 'ja' and 2 paragraphs in 'en'" in story
        assert "operation 1" in story
    assert kitano.state == before


def test_an_address_that_means_another_clause_in_the_translation_is_refused(
    kitano: Repository,
) -> None:
    folder = kitano.path / "articles/en/04-directors"
    (folder / "031-advisors.md").rename(folder / "x.md")
    (folder / "030-liability-of-directors.md").rename(folder / "031-liability-of-directors.md")
    (folder / "x.md").rename(folder / "030-advisors.md")
    kitano.commit("Two articles exchanged, in English only")
    text = "{ja: 別に定める。, en: It is provided for elsewhere.}"
    amend(kitano, f"  - delete: 第45条\n  - replace: 第31条\n    text: {text}\n")
    before = kitano.state
    for verb in ("plan", "apply"):
        refused = kitano.at(verb, "new")
        assert refused.code == 3
        assert "act on advisors in the edition 'ja' and on liability-of-directors" in refused.err
        assert "operation 2" in refused.err
    assert kitano.state == before
    amend(kitano, "  - replace: 第1条\n    text: {ja: 別に定める。, en: It is elsewhere.}\n")
    assert kitano.at("apply", "new").code == 0, "an old difference does not stop another change"


def test_a_mistake_of_both_editions_is_told_once(kitano: Repository) -> None:
    amend(
        kitano,
        "  - delete: 第99条\n"
        "  - replace: 第16条\n    find: {ja: 社長, en: no such words}\n"
        "    with: {ja: 会長, en: x}\n",
    )
    refused = kitano.at("plan", "new", "--json")
    problems = refused.problems
    assert [each["code"] for each in problems].count("target-missing") == 1
    others = {each["code"]: each["path"] for each in problems if each["code"] != "target-missing"}
    assert others == {
        "phrase-count": "operations[1].find.ja",
        "phrase-not-found": "operations[1].find.en",
    }


# --- where the editions differ -----------------------------------------------------------


def test_tampering_is_found_with_the_file(kitano: Repository) -> None:
    only_the_first(kitano)
    english = f"articles/en/{CHAIRMAN}"
    (kitano.path / english).unlink()
    assert codes(kitano) == {
        "edition-clause-missing": f"articles/ja/{CHAIRMAN}",
        "number-missing": "articles/en/03-shareholders-meetings/017-internet-disclosure.md",
        "reference-dangling": "articles/en/04-directors/025-board-chairman.md",
    }
    kitano.git("checkout", "--", "articles")

    last = kitano.path / "articles/en/07-accounts/046-dividend-exclusion.md"
    moved = last.rename(last.with_name("047-dividend-exclusion.md"))
    assert codes(kitano)["edition-number"] == "articles/en/07-accounts/047-dividend-exclusion.md"
    moved.rename(last)

    file = kitano.path / english
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "\n3 One paragraph more.\n", encoding="utf-8")
    found = codes(kitano)
    assert found["edition-structure"] == english
    assert found["edition-behind"] == f"articles/ja/{CHAIRMAN}", "changed in the work tree"
    file.write_text("\n".join(text.split("\n")[1:]).lstrip("\n"), encoding="utf-8")
    assert codes(kitano)["edition-heading"] == english
    file.write_text(text.split("\n")[0] + "\n\n(Provisions omitted)\n", encoding="utf-8")
    assert codes(kitano)["edition-status"] == english
    file.write_text(text, encoding="utf-8")

    items = kitano.path / "articles/en/01-general/002-objects.md"
    lines = items.read_text(encoding="utf-8").rstrip("\n").split("\n")
    items.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    assert codes(kitano)["edition-structure"] == "articles/en/01-general/002-objects.md"


def test_a_reference_to_something_else_is_found(kitano: Repository) -> None:
    only_the_first(kitano)
    shown = f"articles/en/{CHAIRMAN}"
    swap(kitano, shown, "Article 24, Paragraph 2", "Article 24, Paragraph 1")
    kitano.git("add", "-A")
    kitano.git("commit", "-q", "-m", "Mend the translation", "-m", "Edition: en")
    assert codes(kitano) == {"edition-reference": shown}
    told = kitano.at("check").out
    assert "cites 'Article 24, Paragraph 1'" in told
    assert "'第24条第２項' (第24条第２項) in the edition 'ja'" in told


def test_an_edition_that_was_left_behind_is_found(kitano: Repository) -> None:
    only_the_first(kitano)
    assert kitano.at("apply", FIRST).code == 0
    japanese, english = (f"articles/{each}/01-general/001-trade-name.md" for each in ("ja", "en"))
    data = (kitano.path / japanese).read_bytes()
    kitano.write(japanese, data.replace(b"\n", b"\r\n"))
    assert codes(kitano).keys() == {"line-endings"}, "line ends are no change of the text"
    kitano.write(japanese, data)
    swap(kitano, japanese, "と称し", "といい")
    assert codes(kitano) == {"edition-behind": english}
    assert "the work tree, not committed" in kitano.at("check").out
    commit = kitano.commit("Mend the trade name")
    assert codes(kitano) == {"edition-behind": english, "change-unexplained": japanese}
    assert f"the commit {commit[:12]} (Mend the trade name)" in kitano.at("check").out
    assert kitano.at("check").code == 1
    swap(kitano, english, "shall be called", "will be called")
    assert codes(kitano) == {"change-unexplained": japanese}, "the translation follows"
    kitano.commit("Translate it")
    assert codes(kitano) == {"change-unexplained": english}
    swap(kitano, english, "will be called", "is called")
    kitano.commit("Mend the translation")
    assert codes(kitano) == {"edition-behind": japanese, "change-unexplained": english}
    kitano.git("commit", "-q", "--amend", "-m", "Mend the translation\n\nEdition: en")
    assert codes(kitano) == {"change-unexplained": japanese}, "what was mended before it stands"


def test_an_edition_that_comes_later_is_not_behind(kitano: Repository) -> None:
    only_the_first(kitano)
    english = kitano.files("articles/en")
    shutil.rmtree(kitano.path / "articles/en")
    settings = (kitano.path / "amendtool.toml").read_text(encoding="utf-8")
    kitano.write("amendtool.toml", settings.split("[editions.en]")[0].encode())
    kitano.commit("Only Japanese")
    assert kitano.at("check").code == 3, "the amendments have words of no edition"
    assert "edition-unknown" in kitano.at("plan", FIRST).err
    swap(kitano, "articles/ja/01-general/001-trade-name.md", "と称し", "といい")
    kitano.commit("Mend the trade name")
    kitano.write("amendtool.toml", settings.encode())
    refused = kitano.at("show", "--language", "en")
    assert (refused.code, "edition-missing" in refused.err) == (3, True)
    for path, data in english.items():
        kitano.write(path, data)
    kitano.commit("A translation")
    assert kitano.at("check").code == 0


# --- --language --------------------------------------------------------------------------


def test_an_unknown_language_lists_the_editions(kitano: Repository, small: Repository) -> None:
    for verb in ("show", "table", "plan", "export", "references", "log", "draft"):
        words = {"table": [FIRST], "plan": [FIRST], "export": ["--format", "md"]}
        words["draft"] = ["-o", "x.yaml"]
        refused = kitano.at(verb, *words.get(verb, []), "--language", "fr")
        assert (refused.code, "edition-unknown" in refused.err) == (3, True), verb
        assert "one of ja, en" in refused.err
    refused = small.at("show", "--language", "ja")
    assert (refused.code, "expected en" in refused.err) == (3, True)


def test_every_printed_edition_has_its_own_words(kitano: Repository) -> None:
    english = kitano.at("show", "第1条", "--language", "en").out
    assert "Article 1" in english
    assert "第１条" in kitano.at("show", "Article 1").out
    exported = kitano.at("export", "--format", "txt", "--language", "en").out
    assert "Articles of Incorporation of Kitanohara Precision Co., Ltd." in exported
    assert "北野原精工株式会社定款" in kitano.at("export", "--format", "txt").out
    assert kitano.at("apply", FIRST).code == 0
    exported = kitano.at("export", "--format", "txt", "--language", "en").out
    assert "The 81st Ordinary General Meeting of Shareholders" in exported
    assert "第81回定時株主総会" not in exported
    assert "第81回定時株主総会" in kitano.at("export", "--format", "txt").out
    assert "第" not in kitano.at("references", "--language", "en").out
    document = kitano.at("document", FIRST, "--language", "en").out
    assert "Partial Amendment of the Articles of Incorporation" in document
    assert "Present Articles" in document
    assert "現行定款" in kitano.at("document", FIRST).out
    tracked = kitano.path / "changes.docx"
    arguments = ("export", FIRST, "--tracked", "--language", "en", "-o", str(tracked), "--json")
    assert kitano.at(*arguments).record["author"] == "Kitanohara Precision Co., Ltd."


# --- writing -----------------------------------------------------------------------------


def test_new_has_places_for_the_words_of_both_editions(kitano: Repository) -> None:
    assert kitano.at("new", "2026-06-25-agm").code == 0
    text = (kitano.path / "amendments/2026-06-25-agm.yaml").read_text(encoding="utf-8")
    assert "  en: Partial Amendment" in text
    found = kitano.at("check", "2026-06-25-agm", "--json").record["findings"]
    assert {each["code"] for each in found} == {"phrase-not-found"}, (
        "it reads, and fits no articles"
    )


def test_both_edited_editions_are_drafted_into_one_file(kitano: Repository) -> None:
    for name in NAMES[:3]:
        assert kitano.at("apply", name).code == 0
    path = kitano.path / "amendments/again.yaml"
    done = kitano.at("draft", f"HEAD~5..{NAMES[2]}", "-o", str(path), "--json")
    assert done.code == 0, done.err
    assert done.record["editions"] == ["ja", "en"]
    text = path.read_text(encoding="utf-8")
    assert "key: takeover-policy" in text
    assert text.count("key: takeover-policy") == 1
    states = kitano.files("articles")
    kitano.git("checkout", "-q", "-b", "again", "HEAD~5")
    applied = kitano.at("apply", "again", "--adopted", "2020-06-25")
    assert applied.code == 0, applied.err
    assert kitano.files("articles") == states


def test_one_edited_edition_is_drafted_with_a_word_on_the_other(kitano: Repository) -> None:
    swap(kitano, "articles/ja/01-general/001-trade-name.md", "と称し", "といい")
    done = kitano.at("draft", "-o", str(kitano.path / "amendments/ja-only.yaml"))
    assert (done.code, "edition en are not in it" in done.err) == (0, True)
    kitano.git("checkout", "--", "articles")
    assert "edition-text-missing" in kitano.at("check", "ja-only").out
    swap(kitano, "articles/en/01-general/001-trade-name.md", "shall be called", "is called")
    done = kitano.at("draft", "-o", str(kitano.path / "amendments/en-only.yaml"))
    assert (done.code, "for the edition en alone" in done.err) == (0, True)
    kitano.git("checkout", "--", "articles")
    text = (kitano.path / "amendments/en-only.yaml").read_text(encoding="utf-8")
    assert "edition: en" in text


def test_a_translation_is_imported_under_the_keys_of_the_leading_edition(
    kitano: Repository,
) -> None:
    document = kitano.path.parent / "articles.md"
    exported = kitano.at("export", "--language", "en", "--no-revisions", "-o", str(document))
    assert exported.code == 0, exported.err
    before = kitano.files("articles/en")
    shutil.rmtree(kitano.path / "articles/en")
    refused = kitano.at("import", str(document))
    assert "articles-there" in refused.err, "the leading edition stands"
    done = kitano.at("import", str(document), "--language", "en")
    assert done.code == 0, done.err
    after = kitano.files("articles/en")
    preamble = after.pop("articles/en/preamble.md")
    assert preamble.startswith(b"Articles of Incorporation of Kitanohara")
    assert after.keys() == before.keys()


def test_the_leading_edition_may_stand_in_no_folder(tmp_path: Path) -> None:
    repository = Repository(path=tmp_path / "flat")
    assert call("init", str(repository.path), "--language", "ja").code == 0
    clause = "# 商号\n\n当会社は、株式会社見本と称する。\n"
    repository.write("articles/01-general/000-chapter.md", "# 総則\n".encode())
    repository.write("articles/01-general/001-name.md", clause.encode())
    repository.commit("The articles")
    settings = (repository.path / "amendtool.toml").read_bytes()
    repository.amend("old", "  - replace: 第1条\n    find: 見本\n    with: 前見本\n")
    assert repository.at("apply", "old").code == 0
    repository.write("articles/en/01-general/000-chapter.md", b"# General\n")
    repository.write(
        "articles/en/01-general/001-name.md", b"# Name\n\nThe name shall be Example Inc.\n"
    )
    assert codes(repository) == {"edition-left-out": "articles/en"}
    assert "[editions.en]" in repository.at("check").out
    repository.write("amendtool.toml", settings + b"\n[editions.en]\n")
    repository.commit("Two editions")
    assert codes(repository) == {}, "an old amendment needs no words of an edition that came later"
    assert "前見本" in repository.at("table", "old").out
    for verb in ("plan", "apply"):
        refused = repository.at(verb, "old")
        assert (refused.code, "already-applied" in refused.err) == (4, True)
    amend(repository, "  - replace: 第1条\n    find: {ja: 見本, en: Example}\n"
          "    with: {ja: 手本, en: Model}\n")  # fmt: skip
    assert repository.at("apply", "new").code == 0
    assert "手本" in repository.at("show").out
    assert "Model Inc." in repository.at("show", "--language", "en").out
    swap(repository, "articles/01-general/001-name.md", "手本", "典型")
    assert codes(repository) == {"edition-behind": "articles/en/01-general/001-name.md"}


def test_a_notice_tells_all_that_any_edition_lacks(kitano: Repository) -> None:
    find = "    find: {ja: 霧野市, en: Kirino}\n    with: {ja: 長野市, en: Nagano}\n"
    text = f"amendment: office\noperations:\n  - replace: 第３条\n{find}"
    kitano.write("amendments/office.yaml", text.encode())
    told = kitano.at("notice", "office", "-o", "out", "--json")
    assert [each["path"] for each in told.problems] == ["meeting", "title", "reasons", "adopted"]
    assert "`ja: …`" in told.problems[0]["hint"]
    assert "--adopted" in told.problems[-1]["hint"]
    assert not (kitano.path / "out").exists()
