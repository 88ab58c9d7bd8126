"""Documents of the articles in force: their certificate, what it asks for, and what stops it."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from docx import Document

from tests.cli.conftest import ROOT, Repository
from tests.sample.kitano import KITANO

CERTIFIED = ("document", "--template", "genkou-teikan")
SECRETARY = ("document", "--template", "secretary-certificate")


@pytest.fixture
def kitano(tmp_path: Path) -> Repository:
    """The sample company with the articles of 2007, none of its amendments applied."""
    company = Repository(path=shutil.copytree(KITANO, tmp_path / "kitano"))
    company.git("init", "-q", "-b", "main")
    company.commit("The articles of 2007")
    return company


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def test_the_articles_in_force_are_certified_in_word(kitano: Repository) -> None:
    done = kitano.at(*CERTIFIED, "--on", "2026-07-01", "--format", "docx")
    assert done.code == 0
    document = Document(io.BytesIO(done.data))
    texts = [each.text for each in document.paragraphs]
    assert texts[:3] == ["定　款", "北野原精工株式会社", "北野原精工株式会社定款"]
    assert document.paragraphs[2].paragraph_format.page_break_before
    text = texts.index("　以上、当会社の現行定款に相違ありません。")
    assert "第４条　当会社は、株主総会及び取締役のほか、次の機関を置く。" in texts[:text]
    assert texts[text + 1 :] == [
        "　2026年７月１日",
        "所在地\t長野県霧野市本町一丁目２番３号",
        "会社名\t北野原精工株式会社",
        "代表取締役社長\t北野原　誠　　㊞\n（法務局届出印）",
    ]
    # The seal is not parted from what it certifies.
    assert all(each.paragraph_format.keep_with_next for each in document.paragraphs[text:-1])
    heads = {each.style.name for each in document.paragraphs if each.style is not None}
    assert "Articles heading 2" in heads


def test_articles_that_certify_themselves_are_not_certified_twice_in_silence(
    kitano: Repository,
) -> None:
    assert "certified-already" not in kitano.at(*CERTIFIED, "--on", "2026-07-01").err
    closing = "以上は、当会社の定款に相違ない。\n\n平成19年６月28日\n"
    kitano.write("articles/ja/closing.md", closing.encode())
    kitano.commit("A closing text")
    done = kitano.at(*CERTIFIED)
    assert done.code == 0
    assert "warning[certified-already]" in done.err
    assert "以上は、当会社の定款に相違ない。" in done.err


def test_every_sentence_of_the_articles_stands_in_the_certificate(kitano: Repository) -> None:
    whole = kitano.at("export", "--format", "txt", "--on", "2026-07-01").out
    for form in ("docx", "html"):
        data = kitano.at(*CERTIFIED, "--on", "2026-07-01", "--format", form).data
        told = "\n".join(lines(data)) if form == "docx" else data.decode()
        missing = [
            line
            for line in map(str.strip, whole.splitlines())
            if line and line not in told and line.partition("　")[2] not in told
        ]
        assert missing == []


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ((), "以上、当会社の現行定款に相違ありません。"),
        (
            ("--fact", "wording=original"),
            "以上は、当会社の現行定款の写しであり、原本と相違ないことを証明します。",
        ),
        (
            ("--fact", "dated=2026-08-03"),
            "以上、2026年７月１日現在における当会社の定款に相違ありません。",
        ),
        (("--fact", "self=当法人"), "以上、当法人の現行定款に相違ありません。"),
    ],
)
def test_the_wording_is_the_one_that_the_office_asks_for(
    kitano: Repository, facts: tuple[str, ...], sentence: str
) -> None:
    assert sentence in kitano.at(*CERTIFIED, "--on", "2026-07-01", *facts).out


def test_the_text_is_that_of_the_day_and_nothing_that_is_to_come(kitano: Repository) -> None:
    assert kitano.at("apply", "2009-06-26-agm", "--adopted", "2009-06-26").code == 0
    assert kitano.at("apply", "2011-06-29-agm", "--adopted", "2011-06-29").code == 0
    before = kitano.at(*CERTIFIED, "--on", "2009-06-30").out
    after = kitano.at(*CERTIFIED, "--on", "2011-07-01").out
    assert "電子公告" not in before
    assert "電子公告" in after
    # The list of revisions has those of its day alone.
    assert "2011" not in before.partition("沿革")[2].partition("以上")[0]


def test_the_english_certificate_asks_for_its_officer_and_is_in_its_edition(
    kitano: Repository,
) -> None:
    words = (*SECRETARY, "--on", "2026-07-01")
    refused = kitano.at(*words, "--json")
    assert refused.code == 3
    (problem,) = refused.problems
    assert (problem["code"], problem["path"]) == ("document-fact-missing", "officer")
    made = kitano.at(*words, "--fact", "officer=Jane Doe", "--fact", "seal=none").out
    assert "I, Jane Doe, certify that I am the duly elected and acting Secretary" in made
    assert "in full force and effect on July 1, 2026, the date of this certificate." in made
    assert "## Articles of Incorporation of Kitanohara Precision Co., Ltd." in made
    assert "corporate seal" not in made


def test_what_is_missing_is_asked_for_on_a_terminal(
    kitano: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amendtool.cli import document

    monkeypatch.setattr(document, "at_a_terminal", lambda: True)
    done = kitano.at(*SECRETARY, "--on", "2026-07-01", stdin=b"\n\nJane Doe\n")
    assert done.code == 0, done.err
    assert "Who signs the certificate? (such as Jane Doe)" in done.err
    assert "I, Jane Doe, certify" in done.out
    # What was answered is told as a file that says it the next time.
    facts = done.err.partition("In a file for --facts the answers are:\n")[2].splitlines()[0]
    kitano.write("facts.toml", facts.encode())
    again = kitano.at(*SECRETARY, "--on", "2026-07-01", "--facts", str(kitano.path / "facts.toml"))
    assert again.out == done.out


def test_who_signs_later_signs_with_the_name_of_today(tmp_path: Path) -> None:
    cookbook = ROOT / "examples" / "cookbook" / "sazanami"
    company = Repository(path=shutil.copytree(cookbook, tmp_path / "sazanami"))
    company.git("init", "-q", "-b", "main")
    company.commit("The articles")
    assert company.at("apply", "trade-name").code == 0
    toml = (company.path / "amendtool.toml").read_text(encoding="utf-8")
    company.write(
        "amendtool.toml", toml.replace("株式会社さざなみ工房", "さざなみ株式会社").encode()
    )
    company.commit("The new name")
    before = (*CERTIFIED, "--on", "2026-09-30")
    signed = "会社名　株式会社さざなみ工房"
    assert signed in company.at(*before).out
    later = company.at(*before, "--fact", "dated=2026-10-02").out
    assert "会社名　さざなみ株式会社" in later
    assert "当会社は、株式会社さざなみ工房と称する。" in later
    after = company.at(*CERTIFIED, "--on", "2026-10-01").out
    assert "会社名　さざなみ株式会社" in after
    assert "工房" not in after.partition("沿革")[0]


def test_what_is_not_committed_is_not_certified(kitano: Repository) -> None:
    path = "articles/ja/01-general/003-head-office.md"
    text = (kitano.path / path).read_bytes()
    kitano.write(path, text.replace("霧野市".encode(), "松本市".encode()))
    done = kitano.at(*CERTIFIED, "--on", "2026-07-01")
    assert done.code == 0
    assert "松本市" not in done.out
    assert "warning[uncommitted]" in done.err
    assert path in done.err


def test_facts_come_from_a_file_and_from_options_before_it(kitano: Repository) -> None:
    kitano.write("facts.toml", b'officer = "Jane Doe"\ndated = 2026-07-02\n')
    words = (*SECRETARY, "--on", "2026-07-01", "--facts", str(kitano.path / "facts.toml"))
    assert "on July 2, 2026." in kitano.at(*words).out
    assert "I, John Roe, certify" in kitano.at(*words, "--fact", "officer=John Roe").out


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (("wording=orignal",), {"document-fact-wrong"}),
        (("dated=1.7.2026",), {"document-fact-wrong"}),
        (("officr=Jane", "officer=Jane"), {"document-fact-unknown"}),
    ],
)
def test_a_fact_that_would_not_be_printed_is_refused(
    kitano: Repository, facts: tuple[str, ...], codes: set[str]
) -> None:
    given = [word for each in facts for word in ("--fact", each)]
    done = kitano.at(*SECRETARY, "--json", "--fact", "officer=X", *given)
    assert done.code == 3
    assert {each["code"] for each in done.problems} == codes


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("document", "2009-06-26-agm", "--template", "genkou-teikan"), 3, "document-subject"),
        (("document", "--template", "shoshu"), 3, "document-subject"),
        ((*CERTIFIED, "--item", "2"), 2, "--item"),
        ((*CERTIFIED, "--fact", "wording"), 2, "NAME=TEXT"),
        ((*CERTIFIED, "--facts", "nothing.toml"), 5, ""),
    ],
)
def test_wrong_words(kitano: Repository, words: tuple[str, ...], code: int, told: str) -> None:
    done = kitano.at(*words)
    assert done.code in (code, 3)
    assert told in done.err
    assert done.out == ""


def test_a_template_of_the_company_asks_for_its_own_facts(kitano: Repository) -> None:
    kitano.write(
        "templates/documents/letter.ja.j2",
        "{# 送り状 -#}\n<document of='articles'>"
        '<line>{{ fact("bank", "どの銀行ですか", "霧野銀行") }}御中</line>'
        '<grid widths="2 1"><head><cell>書類</cell><cell>部数</cell></head>'
        '<row><cell>定款</cell><cell align="right">{{ fact("copies", default="１") }}</cell></row>'
        "</grid></document>".encode(),
    )
    refused = kitano.at("document", "--template", "letter")
    assert refused.code == 3
    assert "どの銀行ですか" in refused.err
    made = kitano.at("document", "--template", "letter", "--fact", "bank=霧野銀行")
    assert made.out == "霧野銀行御中\n\n| 書類 | 部数 |\n| --- | --- |\n| 定款 | １ |\n"
    page = kitano.at("document", "--template", "letter", "--fact", "bank=霧野", "--json").record
    assert page["blocks"][1] == {
        "kind": "grid",
        "heads": ["書類", "部数"],
        "rows": [["定款", "１"]],
    }
    word = kitano.at(
        "document", "--template", "letter", "--fact", "bank=霧野", "--format", "docx"
    ).data
    (grid,) = Document(io.BytesIO(word)).tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["書類", "部数"],
        ["定款", "１"],
    ]
