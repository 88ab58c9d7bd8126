"""From bytes to text: UTF-8, its marks and line ends, and files in other encodings."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amendtool.articles.text import characters
from amendtool.articles.text.characters import decode
from amendtool.errors import InputError, Place, Problem

ARTICLE = "（議長）\n株主総会の議長は、取締役社長がこれに当たる。\n"


def refused(data: bytes, file: str = "a.md") -> Problem:
    with pytest.raises(InputError) as caught:
        decode(data, file=file)
    (problem,) = caught.value.problems
    assert problem.code == "not-utf-8"
    return problem


def test_a_good_file_is_its_text() -> None:
    assert decode(ARTICLE.encode(), file="a.md") == (ARTICLE, ())
    assert decode(b"", file="a.md") == ("", ())


@pytest.mark.parametrize(
    ("data", "text", "codes"),
    [
        (b"\xef\xbb\xbfa\n", "a\n", ["byte-order-mark"]),
        (b"\xef\xbb\xbf\xef\xbb\xbfa\n", "\ufeffa\n", ["byte-order-mark"]),
        (b"a\r\nb\r\n", "a\nb\n", ["line-endings"]),
        (b"a\rb\r", "a\nb\n", ["line-endings"]),
        (b"a\nb\r\nc\rd\n", "a\nb\nc\nd\n", ["line-endings"]),
        (b"a\r\r\nb\n", "a\n\nb\n", ["line-endings"]),
        (b"a\nb", "a\nb", ["no-final-newline"]),
        (b"\xef\xbb\xbfa\r\nb", "a\nb", ["byte-order-mark", "line-endings", "no-final-newline"]),
        (b"\xef\xbb\xbf", "", ["byte-order-mark"]),
        (b"a\x0b\x0c\xc2\x85b\n", "a\x0b\x0c\x85b\n", []),  # no line ends here
    ],
)
def test_marks_and_line_ends(data: bytes, text: str, codes: list[str]) -> None:
    result, warnings = decode(data, file="a.md")
    assert result == text
    assert [warning.code for warning in warnings] == codes
    assert {warning.severity for warning in warnings} <= {"warning"}
    assert all(warning.hint and warning.place.file == "a.md" for warning in warnings)


def test_line_ends_are_counted_and_placed() -> None:
    _, (warning,) = decode(b"a\nb\r\nc\rd\r\n", file="a.md")
    assert warning.message == "lines end 2 in CR LF, 1 in CR, 1 in LF; they are read as LF"
    assert warning.place == Place(file="a.md", line=2)
    _, (warning,) = decode(b"a\n\nb", file="a.md")
    assert warning.place == Place(file="a.md", line=3)


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (ARTICLE, "cp932", "cp932"),
        ("第1条 議長", "cp932", "cp932"),
        ("取締役会", "cp932", "cp932"),
        ("①髙﨑", "cp932", "cp932"),
        ("カブシキ", "cp932", "cp932"),
        ("Article 1 (株式)\nThe Company\n", "cp932", "cp932"),
        (ARTICLE, "euc_jp", "euc-jp"),
        ("第1条 議長", "euc_jp", "euc-jp"),
        (ARTICLE, "iso2022_jp", "iso-2022-jp"),
        (ARTICLE, "utf-16", "utf-16"),
        (ARTICLE, "utf-16-le", "utf-16le"),
        ("Article 1\n", "utf-16-be", "utf-16be"),
        (ARTICLE, "utf-32", "utf-32"),
        ("Société à responsabilité limitée", "latin-1", "cp1252"),
        ("Größe und Übung", "latin-1", "cp1252"),
        ("the Company’s “rights” – all", "cp1252", "cp1252"),
    ],
)
def test_a_file_in_another_encoding_is_named_with_the_command_that_converts_it(
    text: str, encoding: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "the 定款's.md"
    file.write_bytes(text.encode(encoding))
    problem = refused(file.read_bytes(), file=str(file))
    assert problem.message.startswith(f"not UTF-8; looks like {said} (byte ")
    assert problem.place.file == str(file)
    if shutil.which("iconv") is None:
        pytest.skip("there is no iconv here to run the command of the hint with")
    command = problem.hint.removeprefix("convert it: ")
    subprocess.run(["sh", "-c", command], check=True)
    assert decode(file.read_bytes(), file=str(file))[0] == text


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"a\n\xff\n", 2, 1, "byte FF at offset 2"),
        ("字字".encode() + b"\x80", 1, 3, "byte 80 at offset 6"),
        ("字\n字字".encode()[:-1], 2, 2, "byte E5 at offset 7"),
        (b"\xef\xbb\xbfab\xc0\x80", 1, 3, "byte C0 at offset 5"),  # an overlong NUL
        (b"a\r\nb\rc\xed\xa0\x80", 3, 2, "byte ED at offset 6"),  # a surrogate
        (b"\xf4\x90\x80\x80", 1, 1, "byte F4 at offset 0"),  # beyond U+10FFFF
        ("第1条".encode("cp932"), 1, 1, "byte 91 at offset 0"),
    ],
)
def test_the_first_wrong_byte_is_placed(data: bytes, line: int, column: int, words: str) -> None:
    problem = refused(data)
    assert words in problem.message
    assert problem.place == Place(file="a.md", line=line, column=column)


def test_a_zero_alone_is_a_control_character_and_no_encoding() -> None:
    text, _ = decode("議長\x00x\n".encode(), file="a.md")
    assert characters.problems(text)[0].place == Place(line=1, column=3)
    assert decode(b"the_chair\x00man\n", file="a.md")[0] == "the_chair\x00man\n"


def test_damaged_utf8_is_not_taken_for_another_encoding() -> None:
    data = ARTICLE.encode()
    for cut in (data[:40] + data[41:], data[:-2], data[:20] + b"\xff" + data[20:]):
        problem = refused(cut)
        assert "the file is damaged" in problem.message
        assert "iconv" not in problem.hint


def test_a_file_name_is_no_option_of_the_command() -> None:
    hint = refused("取締役会".encode("cp932"), file="-f.md").hint
    assert "-t UTF-8 -- -f.md > -f.md.utf8 && mv -- -f.md.utf8 -f.md" in hint


@given(st.binary(max_size=200))
@example(b"\x00a\x00b")
@example(b"\x1b$B")
@example(b"\x1b$B\x1b(B")
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\x00")
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, file="a.md")
    except InputError as error:
        (problem,) = error.problems
        str(problem).encode()
        return
    assert "\r" not in text
    characters.problems(text)


def is_plain(text: str) -> bool:
    return "\x00" not in text and "\x1b" not in text


@given(st.text().filter(is_plain), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_no_character_is_lost(text: str, ending: str, marked: bool) -> None:
    text = text.replace("\r", "").removeprefix("\ufeff")
    data = text.replace("\n", ending).encode("utf-8-sig" if marked else "utf-8")
    assert decode(data, file="a.md")[0] == text


WORDS = ["第1条", "当会社は、", "株式会社", "取締役", "議長", "の", "カブシキ\n", "とする。"]


@given(st.permutations(WORDS), st.sampled_from(["cp932", "euc-jp", "utf-16"]))
def test_japanese_text_is_recognised_in_its_encodings(words: list[str], encoding: str) -> None:
    assert f"looks like {encoding} (" in refused("".join(words).encode(encoding)).message
