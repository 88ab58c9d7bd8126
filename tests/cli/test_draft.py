"""``draft``: from edited articles to the amendment that makes them."""

from __future__ import annotations

from amendtool.repository.workspace import Workspace
from tests.cli.conftest import Repository


def test_an_edited_work_tree_is_drafted_and_replays(example: Repository) -> None:
    articles = example.path / "articles"
    before = example.files("articles")
    chairman = articles / "014-chairman.md"
    chairman.write_text(chairman.read_text().replace("The President and Director", "A director"))
    for number in range(35, 27, -1):
        old = next(articles.glob(f"{number:03}-*.md"))
        old.rename(articles / f"{number + 1:03}-{old.name.split('-', 1)[1]}")
    (articles / "028-quorum.md").write_text("# Quorum\n\nA quorum is a majority.\n")
    edited = Workspace.open(example.path).articles_on_disk().charter
    done = example.at("draft", "-o", str(example.path / "amendments/new.yaml"))
    assert done.code == 0, done.err
    written = (example.path / "amendments/new.yaml").read_text()
    assert 'find: "The President and Director"' in written
    assert "renumber" not in written, "it follows from the insert"
    for path in articles.glob("*.md"):
        path.unlink()
    for name, data in before.items():
        example.write(name, data)
    assert example.at("apply", "new", "--adopted", "2020-06-25").code == 0
    assert Workspace.open(example.path).articles_on_disk().charter == edited


def test_two_revisions_are_drafted(demo: Repository) -> None:
    path = demo.path / "amendments/again.yaml"
    done = demo.at("draft", "2007-06-26-agm..2013-06-26-agm", "-o", str(path))
    assert done.code == 0, done.err
    text = path.read_text()
    assert "key: less-than-unit-rights" in text
    assert text.count("- insert:") == 3


def test_nothing_to_draft_and_nothing_overwritten(example: Repository) -> None:
    before = example.state
    done = example.at("draft", "-o", str(example.path / "amendments/new.yaml"))
    assert (done.code, "nothing-to-draft" in done.err) == (3, True)
    standing = str(example.path / "amendments/2013-06-26-agm.yaml")
    assert "file-in-the-way" in example.at("draft", "HEAD", "-o", standing).err
    assert example.state == before


def test_the_folder_of_amendments_is_made_where_git_kept_none(example: Repository) -> None:
    for path in (example.path / "amendments").iterdir():
        path.unlink()
    (example.path / "amendments").rmdir()
    chairman = example.path / "articles" / "014-chairman.md"
    chairman.write_text(chairman.read_text().replace("The President and Director", "A director"))
    done = example.at("draft", "-o", str(example.path / "amendments/new.yaml"))
    assert done.code == 0, done.err
    assert (example.path / "amendments/new.yaml").is_file()
