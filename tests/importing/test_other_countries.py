"""Rules of countries that no style was made for: read, printed and drafted without code or data."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from amendtool.importing.document import Imported, import_document
from amendtool.workflow.importing.print_account import house_of, printed_otherwise
from tests.cli.conftest import Repository, call

NORWAY: Final = """Vedtekter for Nordhavn Seilforening

Kapittel 1 – Innledende bestemmelser

§ 1-1 Navn
Foreningens navn er Nordhavn Seilforening.

§ 1-2 Formål
Foreningens formål er å

a) fremme seiling
b) drive en havn, og
c) arrangere regattaer.

§ 1-2 a Bærekraft
Foreningen skal ta hensyn til miljøet.

Kapittel 2 – Medlemskap

§ 2-1 Medlemmer
(1) Alle kan bli medlem etter søknad til styret.
(2) Styret avgjør søknaden. Avslag kan påklages.

§ 2-2 Kontingent
Kontingenten fastsettes av årsmøtet.

Bergen, 12. mars 2019
"""
INDIA: Final = """RULES AND REGULATIONS OF THE SHANTI SOCIETY

PART - I
PRELIMINARY

1. Short title.- (1) These rules may be called the Rules of the Society.
(2) They shall come into force at once.

2. Definitions.- In these rules, unless the context otherwise requires,-
(a) "Act" means the Societies Registration Act;
(b) "member" means a person admitted under rule 4.

2A. Interpretation.- Words in the singular include the plural.

PART - II
MEMBERSHIP

3. Classes of members.- The members shall be of the following classes, namely:-
(i) Life Members;
(ii) Ordinary Members.

4. Admission.- Any person may be admitted by the Committee.
"""
GERMANY: Final = """SATZUNG DES RUDERVEREINS NORDHAFEN

§ 1 Name und Sitz
(1) Der Verein führt den Namen Nordhafen.
(2) Sitz des Vereins ist Kiel.

§ 2 Zweck
(1) Zweck des Vereins ist der Sport.
(2) Er wird verwirklicht insbesondere durch
1. Training,
2. Kurse.

§ 2 a Steuern
Der Verein ist selbstlos tätig.

Kiel, den 3. Juni 2020
"""
FRANCE: Final = """STATUTS DES VOILES DE LYON

TITRE I - FORME ET OBJET

Article 1er - Forme
Il est formé une association.

Article 2 - Objet
L'association a pour objet :
1° la voile ;
2° la formation.

Article 2 bis - Moyens
Les moyens sont libres.

TITRE II - MEMBRES

Article 3 - Admission
Les membres sont admis par le bureau.
"""
SWEDEN: Final = """STADGAR FÖR SEGELSÄLLSKAPET NORDHAMN

1 § Namn
Föreningens namn är Nordhamn.

2 § Säte
Föreningens säte är Malmö.

2 a § Avdelning
Styrelsen får inrätta avdelningar:
a) i Lund
b) i Ystad

3 § Ändring
Stadgarna ändras av årsmötet.
"""
READ: Final = {
    NORWAY: (
        ["Kapittel 1", "Kapittel 2"],
        ["§ 1-1 Navn", "§ 1-2 Formål", "§ 1-2 a Bærekraft", "§ 2-1 Medlemmer", "§ 2-2 Kontingent"],
    ),
    INDIA: (
        ["PART - I", "PART - II"],
        ["1. Short title", "2. Definitions", "2A. Interpretation", "3. Classes of members",
         "4. Admission"],
    ),
    GERMANY: ([], ["§ 1 Name und Sitz", "§ 2 Zweck", "§ 2 a Steuern"]),
    FRANCE: (
        ["TITRE I", "TITRE II"],
        ["Article 1er Forme", "Article 2 Objet", "Article 2 bis Moyens", "Article 3 Admission"],
    ),
    SWEDEN: ([], ["1 § Namn", "2 § Säte", "2 a § Avdelning", "3 § Ändring"]),
}  # fmt: skip
COUNTRIES = pytest.mark.parametrize("text", READ, ids=["no", "in", "de", "fr", "se"])


def read(text: str) -> Imported:
    return import_document(text.encode(), file="x.txt", learn=True, choose="language")


@COUNTRIES
def test_every_level_is_read_under_its_own_words(text: str) -> None:
    found = read(text)
    style = found.printed
    chapters = [
        (each.form or style.chapters[0]).printed(each.number) for each in found.charter.chapters
    ]
    articles = [
        f"{(each.form or style.article).printed(each.number)} {each.heading}"
        for each in found.charter.articles if each.number is not None
    ]  # fmt: skip
    assert (chapters, articles) == READ[text]
    assert [one.code for one in found.report.doubts if one.severity != "note"] in (
        [], ["number-of-chapter"]
    )  # fmt: skip


@COUNTRIES
def test_it_is_printed_as_it_stood_and_drafts_nothing(text: str, tmp_path: Path) -> None:
    found = read(text)
    assert list(printed_otherwise(found, house_of(found, None))) == []
    folder = tmp_path / "r"
    folder.mkdir()
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    done = call(
        "-C", str(folder), "import", str(tmp_path / "x.txt"), "--yes", "--company", "Nordhavn"
    )
    assert done.code == 0, done.err
    made = Repository(path=folder)
    made.at("export", "-o", str(tmp_path / "out.txt"), "--no-revisions")
    out = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert "".join(out.split()) == "".join(text.split())
    done = made.at("draft", str(tmp_path / "x.txt"), "-o", "x.yaml")
    assert "nothing-to-draft" in done.err
