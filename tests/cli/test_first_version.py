"""Repositories as 0.1.0 wrote them: read unchanged, and no file rewritten until it is amended.

The files are written out here as that version wrote them: marks of the style alone, one sentence a
line, no front lines, no forms in the settings.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Repository

_HEAD = 'company = "{}"\ntitle = "{}"\nlanguage = "{}"\nstyle = "{}"\nhouse = "{}"\n'

_ENGLISH = {
    "amendtool.toml": _HEAD.format(
        "Example Inc.", "Articles of Incorporation", "en", "en", "seed-en"
    ),
    "articles/001-name.md": "# Name\n\nThe Company shall be called Example Inc.\n",
    "articles/002-rights.md": (
        "# Rights\n\nNo member has other rights than these.\nArticle 5 says more of them.\n\n"
        "- (1) Rights under statute:\n  - (a) to a dividend;\n  - (b) to ask for papers.\n"
        "- (2) The right to leave.\n\nText after the list, still of the first paragraph.\n\n"
        "2 The Company may refuse what item (2) of the preceding paragraph gives.\n\n"
        "\\3 persons decide.\n"
    ),
    "articles/003-gone.md": "(Deleted)\n",
    "articles/004-unpublished.md": "# Unpublished\n\n(Provisions omitted)\n",
    "articles/005-seal.md": "There is a seal.\n",
    "articles/supplementary/001-effect.md": "# Effect\n\nArticle 2 takes effect at once.\n",
}
_BYLAWS = {
    "amendtool.toml": _HEAD.format("Example, Inc.", "Bylaws", "en", "bylaws", "bylaws"),
    "articles/01-members/000-chapter.md": "# Members\n",
    "articles/01-members/001-meetings.md": (
        "# Meetings\n\nMeetings may be called by:\n\n- (a) the Board; or\n"
        "- (b) the Chair, if the request states:\n  - (i) the purpose; and\n"
        "  - (ii) what Section 2.1 requires.\n\nNo other business shall be transacted.\n"
    ),
    "articles/02-officers/000-chapter.md": "# Officers\n",
    "articles/02-officers/001-offices-held.md": (
        "# Officers\n\nThe officers are a chair and a clerk.\n\n"
        "¶ 2 Others may be appointed under Section 1.1(b).\n"
    ),
    "articles/02-officers/002-waiver.md": "# Waiver\n\nAnybody may waive notice.\n",
}
_JAPANESE = {
    "amendtool.toml": _HEAD.format("株式会社例", "定款", "ja", "ja", "ja-notice"),
    "articles/01-general/000-chapter.md": "# 総則\n",
    "articles/01-general/001-name.md": "# 商号\n\n当会社は、株式会社例と称する。\n",
    "articles/01-general/002-objects.md": (
        "# 目的\n\n当会社は、次の事業を営むことを目的とする。\n\n- （1） 工作機械の製造\n"
        "- （2） 次のもの\n  - イ 部品\n  - ロ 工具\n\n２　前項第１号の事業は、第３条による。\n"
    ),
    "articles/02-shares/000-chapter.md": "# 株式\n",
    "articles/02-shares/003-number.md": "# 株式\n\n当会社の株式は、1,000株とする。\n",
    "articles/02-shares/004-gone.md": "削　除\n",
    "articles/supplementary/001-term.md": "# 経過措置\n\n第３条の変更は、次の総会から行う。\n",
}
_EDITS = {
    "en": (_ENGLISH, "Article 5 paragraph 1", "a seal", "one seal", "005-seal.md"),
    "bylaws": (_BYLAWS, "Section 2.2 paragraph 1", "Anybody", "A member", "002-waiver.md"),
    "ja": (_JAPANESE, "第３条第１項", "1,000株", "2,000株", "003-number.md"),
}


@pytest.fixture(params=sorted(_EDITS))
def old(request: pytest.FixtureRequest, small: Repository) -> tuple[Repository, str]:
    """A repository of that version, committed, and the style that it is of."""
    files = _EDITS[request.param][0]
    small.git("rm", "-rq", "articles", "amendtool.toml")
    for path, text in files.items():
        small.write(path, text.encode())
    small.commit("The articles as the first version wrote them")
    return small, request.param


def test_nothing_is_found_or_rewritten_by_reading(
    old: tuple[Repository, str], tmp_path: Path
) -> None:
    repository, style = old
    before = repository.git("rev-parse", "--all"), repository.files("articles")
    result = repository.at("check")
    assert result.code == 0
    assert "no problems" in result.out or "問題はありません" in result.out
    for verb in (("show",), ("status",), ("references",), ("log",)):
        assert repository.at(*verb).code == 0, verb
    for form in ("txt", "md", "html", "docx"):
        path = tmp_path / f"{style}.{form}"
        assert repository.at("export", "-o", str(path)).code == 0
        result = repository.at("draft", str(path), "-o", "amendments/x.yaml", "--json")
        assert [each["code"] for each in result.problems] == ["nothing-to-draft"]
    assert (repository.git("rev-parse", "--all"), repository.files("articles")) == before
    assert repository.status == []


def test_an_amendment_rewrites_what_it_amends_and_no_other_file(
    old: tuple[Repository, str],
) -> None:
    repository, style = old
    files, place, find, with_, name = _EDITS[style]
    repository.amend("first", f'  - replace: {place}\n    find: "{find}"\n    with: "{with_}"\n')
    repository.commit("Propose it")
    result = repository.at("apply", "first")
    assert result.code == 0, result.err
    for path, text in files.items():
        now = (repository.path / path).read_bytes().decode()
        assert now == (text.replace(find, with_) if path.endswith(name) else text), path
    changed = repository.git("diff", "--name-only", "HEAD~1", "HEAD").split()
    assert [path for path in changed if path.startswith("articles/")] == [
        path for path in files if path.endswith(name)
    ]
