"""A document in several files, one for each article or chapter."""

from __future__ import annotations

from pathlib import Path

from amendtool.articles.styles import EN
from amendtool.importing.document import import_document
from amendtool.workflow.importing.document import files_in

FILES = {
    "1-hall.md": "# Hall\n\n## Rent\n\nThe hall is let, as [the keys](10-keys.md) are.\n\n"
    "## Heating\n\nIt is heated.\n",
    "2-purpose.md": "# Purpose\n\nThe club keeps a hall.\n\n1. It is let.\n2. It is heated.\n",
    "10-keys.md": "# Keys\n\n## Copies\n\nNobody copies them.\n\n## Loss\n\n(b) above holds.\n",
}


def test_the_files_are_read_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name, text in {**FILES, "README.md": "How.\n", "logo.svg": "", ".hidden.md": "x"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files, others = files_in(tmp_path)
    assert list(files) == ["1-hall.md", "2-purpose.md", "10-keys.md"]
    assert sorted(others) == ["README.md", "logo.svg"]


def test_a_folder_is_one_document_with_one_account() -> None:
    found = import_document(
        {name: text.encode() for name, text in FILES.items()}, file="rules", style=EN
    )
    charter = found.charter
    titles = {chapter.key: chapter.heading for chapter in charter.chapters}
    assert [(titles.get(each.chapter or ""), each.heading) for each in charter.articles] == [
        ("Hall", "Rent"), ("Hall", "Heating"), ("Purpose", None), ("Keys", "Copies"),
        ("Keys", "Loss"),
    ]  # fmt: skip
    assert found.report.characters.lost == found.report.characters.invented == 0
    assert not charter.closing
    places = [one.place.file for one in found.report.doubts if one.place.line]
    assert places == sorted(places, key=lambda file: [*FILES].index((file or "").split("/")[1]))
    assert "as the keys are" in str(charter.articles[0].body)
    assert "[](10-keys.md)" in [one.text for one in found.report.left_out]
