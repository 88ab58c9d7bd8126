"""Where clause files stand, and what turns one state of them into another."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.apply.apply import apply
from amendtool.articles.styles import EN
from amendtool.repository.storage.folders import FileChanges, file_changes, files_of, paths_of
from amendtool.repository.storage.loader import load
from tests import strategies


def landed(files: dict[str, bytes], changes: FileChanges) -> dict[str, bytes]:
    """The files after the changes: renames first, then writes and deletes."""
    moved = {changes.renames.get(path, path): data for path, data in files.items()}
    assert len(moved) == len(files)
    assert changes.deletes <= moved.keys()
    kept = {path: data for path, data in moved.items() if path not in changes.deletes}
    return kept | dict(changes.writes)


@given(st.data())
def test_the_changes_lead_to_the_proposed_files(data: st.DataObject) -> None:
    style = data.draw(strategies.styles)
    amended = data.draw(strategies.amended(style))
    files = files_of(amended.charter, style)
    present = load(files, style)
    proposed = apply(amended.charter, amended.amendment, style).proposed
    changes = file_changes(present, proposed, style)
    assert landed(files, changes) == files_of(proposed, style)
    assert all(old != new for old, new in changes.renames.items())


@given(st.data())
def test_nothing_to_change_is_no_change(data: st.DataObject) -> None:
    style = data.draw(strategies.styles)
    charter = data.draw(strategies.charters(style, gaps=True))
    present = load(files_of(charter, style), style)
    changes = file_changes(present, charter, style)
    assert (changes.renames, changes.writes, changes.deletes) == ({}, {}, frozenset())


def test_what_does_not_change_keeps_its_name_and_its_bytes() -> None:
    files = {
        "articles/1-a.md": b"\xef\xbb\xbf# A\r\n\r\nText.\r\n",
        "articles/0002-b.md": b"Text.",
        "articles/003-c.md": b"Text.\n",
    }
    present = load(files, EN)
    moved = replace(present.charter, articles=present.charter.articles[:2])
    changes = file_changes(present, moved, EN)
    assert landed(files, changes) == {path: files[path] for path in list(files)[:2]}


def test_paths() -> None:
    files = {
        "articles/001-a.md": b"Text.\n",
        "articles/02-shares/000-chapter.md": b"# Shares\n",
        "articles/02-shares/01-kinds/000-chapter.md": b"# Kinds\n",
        "articles/02-shares/01-kinds/1000.2.3-b.md": b"Text.\n",
        "articles/supplementary/000-plain.md": b"Text.\n",
    }
    loaded = load(files, EN)
    assert sorted(paths_of(loaded.charter).values()) == sorted(files)
    assert files_of(loaded.charter, EN) == files
