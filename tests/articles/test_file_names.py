"""What Windows makes of the names of files."""

from __future__ import annotations

import pytest

from amendtool.articles.file_names import DEVICES, is_device, is_gits, is_plain, on_windows

PLAIN = (
    *("a", "a.b", ".a", "a b", "com", "com10", "com¹²", "com⁴", "console", "icon", "a.con"),
    *("定款.md", "第12回：議案.md"),
)


@pytest.mark.parametrize("name", PLAIN)
def test_other_names_are_plain(name: str) -> None:
    assert is_plain(name)
    assert not is_device(name)


@pytest.mark.parametrize("device", sorted(DEVICES))
@pytest.mark.parametrize("form", ["{}", "{}.md", "{} .x", "{}.", "{}:x", "{}.a.b"])
def test_a_device_is_one_in_any_case_and_with_any_ending(device: str, form: str) -> None:
    for name in (device, device.upper(), device.title()):
        assert is_device(form.format(name))
        assert not is_plain(form.format(name))
        assert not is_device("a" + form.format(name))


@pytest.mark.parametrize(
    ("name", "taken_for"),
    [
        *(("a.md", "a.md"), ("a.md.", "a.md"), ("a.md . ", "a.md"), ("a.md:x", "a.md")),
        *((".git::$INDEX_ALLOCATION", ".git"), ("..", ""), (":x", ""), (" a", " a")),
    ],
)
def test_the_file_that_windows_takes_a_name_for(name: str, taken_for: str) -> None:
    assert on_windows(name) == taken_for
    assert is_plain(name) == (name == taken_for)


@pytest.mark.parametrize("name", ["HEAD", "head", "X_HEAD", "Fetch_Head", "stash", "AUTO_MERGE"])
def test_git_has_names_of_its_own(name: str) -> None:
    assert is_gits(name)
    assert not is_gits(f"{name}s")
    assert not is_gits(f"2026-{name}")
