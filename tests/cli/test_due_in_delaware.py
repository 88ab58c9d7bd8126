"""What follows an amendment by when, under the law of Delaware."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Repository, call

NAME = "  - replace: Article 1\n    find: Example\n    with: Model\n"
CERTIFICATE = "Certificate of Incorporation of Example, Inc."
BYLAWS = "Bylaws of Example, Inc."


def company(folder: Path, title: str) -> Repository:
    assert call("init", str(folder), "--company", "Example, Inc.").code == 0
    found = Repository(path=folder)
    settings = folder / "amendtool.toml"
    lines = [
        line
        for line in settings.read_text("utf-8").splitlines()
        if not line.startswith(("title", "law", "# title", "# law"))
    ]
    settings.write_text(f'title = "{title}"\nlaw = "us-de"\n' + "\n".join(lines) + "\n", "utf-8")
    found.write("articles/001-name.md", b"# Name\n\nThe name is Example, Inc.\n")
    found.commit("The articles")
    return found


def due(repository: Repository, on: str, within: str = "400d") -> list[tuple[str, str]]:
    result = repository.at("due", "--on", on, "--within", within, "--json")
    return [(each["day"], each["kind"]) for each in result.record["due"]]


# By when the certificate is filed, of a day of the vote and a day of effect.
CASES = {
    "with the filing": ("2024-06-26", None, "2024-06-26", "told from the day of the vote"),
    "the day of the vote": ("2024-06-26", "2024-06-26", "2024-06-26", "no period is fixed"),
    "within ninety days": ("2024-06-26", "2024-09-24", "2024-09-24", "filed from 2024-06-26 on"),
    "after ninety days": ("2024-06-26", "2024-12-31", "2024-12-31", "filed from 2024-10-02 on"),
    "a Sunday": ("2024-06-26", "2024-09-01", "2024-08-30", "2024-09-01 is a rest day"),
    "a holiday": ("2024-06-26", "2024-07-04", "2024-07-03", "Independence Day"),
    "over a leap day": ("2024-01-10", "2024-05-01", "2024-05-01", "filed from 2024-02-01 on"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_certificate_is_filed_by_the_day_of_effect(tmp_path: Path, case: str) -> None:
    voted, effective, by, said = CASES[case]
    found = company(tmp_path / "c", CERTIFICATE)
    more = f"adopted: {voted}\n" + (f"effective: {effective}\n" if effective else "")
    found.amend("name", NAME, more=more)
    assert found.at("apply", "name").code == 0
    record = found.at("due", "--on", voted, "--within", "400d", "--json").record
    (entry,) = [each for each in record["due"] if each["kind"] == "certificate"]
    assert (entry["day"], entry["next"]) == (by, "amendtool record name filed DAY")
    assert "103(d)" in " ".join(entry["how"]["en"])
    assert said in " ".join(entry["how"]["en"])
    assert found.at("record", "name", "filed", by).code == 0
    assert "certificate" not in {kind for _, kind in due(found, voted)}


def test_it_is_in_force_from_its_filing_on(tmp_path: Path) -> None:
    found = company(tmp_path / "c", CERTIFICATE)
    found.amend("name", NAME, more="adopted: 2024-06-26\n")
    assert found.at("apply", "name").code == 0
    before = found.at("show", "--on", "2024-06-26")
    assert "Model" in before.out
    assert "filing-unknown" in before.err
    assert found.at("record", "name", "filed", "2024-07-01").code == 0
    assert "Example" in found.at("show", "--on", "2024-06-30").out
    after = found.at("show", "--on", "2024-07-01")
    assert "Model" in after.out
    assert "filing-unknown" not in after.err


def test_bylaws_are_filed_nowhere(tmp_path: Path) -> None:
    found = company(tmp_path / "c", BYLAWS)
    found.amend("name", NAME, more="adopted: 2024-06-26\neffective: 2024-07-31\n")
    assert found.at("apply", "name").code == 0
    assert due(found, "2024-06-26") == [("2024-07-31", "effect")]
    assert "filing-unknown" not in found.at("show", "--on", "2024-08-01").err


@pytest.mark.parametrize("title", [CERTIFICATE, BYLAWS])
def test_a_meeting_is_noticed_ten_to_sixty_days_before(tmp_path: Path, title: str) -> None:
    found = company(tmp_path / "c", title)
    found.amend("name", NAME, more="adopted: 2024-06-27\n")
    found.commit("Propose it")
    record = found.at("due", "--on", "2024-04-01", "--within", "90d", "--json").record
    (entry,) = record["due"]
    assert (entry["day"], entry["kind"]) == ("2024-06-17", "notice")
    how = " ".join(entry["how"]["en"])
    assert "DGCL § 222(b): at least ten days" in how
    assert "not before 2024-04-28" in how
