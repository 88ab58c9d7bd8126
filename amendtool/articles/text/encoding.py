"""From the bytes of a file to text: UTF-8 only, line ends as LF, and nothing else changed.

The encoding of a file that is not in UTF-8 is guessed to say how to convert it.  A guess is
never used to read the file, since a wrong one would change the text.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled

_BOMS: Final = (  # the longer first: UTF-32 in little-endian order begins as UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The escape sequences by which ISO-2022-JP (JIS, the encoding of old mail) enters kanji.
_JIS_KANJI: Final = compiled(rb"\x1b\$(?:[@B]|\(D)")
# Compiled where they are used, to guess an encoding: a class of that many characters takes
# milliseconds to compile, and nearly every file is in UTF-8.
_KANA: Final = "[\u3041-\u3096\u30a1-\u30fc]"
_JAPANESE: Final = "[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]"
_USUAL: Final = "[\t\n\r -~\u00a0-\u024f\u2010-\u203b\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f]"
_HALF_WIDTH_KATAKANA: Final = "[\uff61-\uff9f]"
_HIGH: Final = compiled(rb"[\x80-\xff]")
_HIGH_RUN: Final = compiled(rb"[\x80-\xff]+")


def decode(data: bytes, *, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file in UTF-8 with its line ends as LF, and warnings about its form.

    A byte order mark is dropped, CR LF and CR become LF, and nothing else changes; the
    warnings are ``byte-order-mark``, ``line-endings`` and ``no-final-newline``.

    Raises:
        InputError: ``not-utf-8``, with the first wrong byte, the encoding that the file
            seems to have, and the command that converts it.
    """
    warnings: list[Problem] = []
    guess = _guess(data)
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(_not_utf8(body, error.start, len(data) - len(body), guess, file)) from None
    if guess is not None:
        # Valid as UTF-8, but its zeros or its escape sequences give it away.
        telling = min(at for at in (body.find(b"\0"), body.find(b"\x1b")) if at >= 0)
        raise InputError(_not_utf8(body, telling, len(data) - len(body), guess, file))
    if len(body) != len(data):
        warnings.append(
            Problem(
                code="byte-order-mark",
                message=say("the file begins with a byte order mark [U+FEFF]; it is ignored"),
                hint=say("save the file as UTF-8 without BOM"),
                place=Place(file=file, line=1, column=1),
                severity="warning",
            )
        )
    text, endings = _line_ends(text, file)
    warnings += endings
    if text and not text.endswith("\n"):
        warnings.append(
            Problem(
                code="no-final-newline",
                message=say("the last line has no line end"),
                hint=say("end the file with a line end"),
                place=Place(file=file, line=text.count("\n") + 1),
                severity="warning",
            )
        )
    return text, tuple(warnings)


def _line_ends(text: str, file: str) -> tuple[str, list[Problem]]:
    """``text`` with LF alone, and the warning when it had others."""
    first = text.find("\r")
    if first < 0:
        return text, []
    both = text.count("\r\n")
    counts = {"CR LF": both, "CR": text.count("\r") - both, "LF": text.count("\n") - both}
    listed = say(", ").join(
        say("{count} in {ending}", count=count, ending=name)
        for name, count in counts.items()
        if count
    )
    result = text.replace("\r\n", "\n").replace("\r", "\n")
    # Everything before the first CR is as it was, so its line is counted in LF.
    place = Place(file=file, line=text.count("\n", 0, first) + 1)
    return result, [
        Problem(
            code="line-endings",
            message=say("lines end {listed}; they are read as LF", listed=listed),
            hint=say(
                "save the file with LF line ends, and give the repository a .gitattributes "
                "with `*.md text eol=lf`"
            ),
            place=place,
            severity="warning",
        )
    ]


def _not_utf8(body: bytes, at: int, skipped: int, guess: str | None, file: str) -> Problem:
    before = body[:at].decode("utf-8", "replace")
    line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
    line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
    byte, offset = f"{body[at]:02X}", at + skipped
    if guess is None:
        message = say(
            "not UTF-8: byte {byte} at offset {offset} is not part of a character; the file is "
            "damaged",
            byte=byte,
            offset=offset,
        )
        hint = say("open the file in an editor, write the character again and save it as UTF-8")
    else:
        message = say(
            "not UTF-8; looks like {encoding} (byte {byte} at offset {offset})",
            encoding=guess,
            byte=byte,
            offset=offset,
        )
        from shlex import quote

        source, target = quote(file), quote(f"{file}.utf8")
        # A file named with a hyphen would be read as an option.
        ends_options = "-- " if file.startswith("-") else ""
        hint = say(
            "convert it: {command}",
            command=f"iconv -f {guess.upper()} -t UTF-8 {ends_options}{source} > {target} && "
            f"mv {ends_options}{target} {source}",
        )
    place = Place(file=file, line=line, column=len(before) - line_start + 1)
    return Problem(code="not-utf-8", message=message, hint=hint, place=place)


def _guess(data: bytes) -> str | None:
    """The encoding that ``data`` seems to be in, by its name for Python and iconv.

    None when it is UTF-8, or UTF-8 with damage, or nothing known.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    valid = _decodes(data, "utf-8") is not None
    if wide := _wide(data, valid):
        return wide
    if not valid:
        return None if _is_damaged_utf8(data) else _legacy(data)
    return "iso-2022-jp" if _JIS_KANJI.search(data) and _decodes(data, "iso-2022-jp") else None


def _wide(data: bytes, valid: bool) -> str | None:
    """UTF-16 without a mark: of its ASCII and line ends every second byte is zero."""
    if len(data) % 2 or b"\0" not in data:
        return None
    even, odd = data[::2].count(0), data[1::2].count(0)
    zeros = max(even, odd)
    # Zeros on both sides are damage, and so are a few in what is UTF-8: two ASCII letters
    # make a kanji in UTF-16.
    if min(even, odd) * 10 > zeros or (valid and zeros * 4 < len(data)):
        return None
    name = "utf-16le" if odd > even else "utf-16be"
    text = _decodes(data, name)
    usual = len(re.findall(_USUAL, text)) if text else 0
    return name if text and usual * 10 >= len(text) * 9 else None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether three in four of the bytes outside ASCII are in usual characters in UTF-8.

    Other encodings form well-formed UTF-8 by chance, but mostly unusual characters.
    """
    usual = "".join(re.findall(_USUAL, data.decode("utf-8", "ignore"))).encode()
    return len(_HIGH.findall(usual)) * 4 >= len(_HIGH.findall(data)) * 3


def _legacy(data: bytes) -> str | None:
    """Of the encodings of one or two bytes, the one that gives the likeliest text."""
    euc = _decodes(data, "euc_jp")
    if euc is not None and _looks_japanese(euc):
        return "euc-jp"
    shift_jis = _decodes(data, "cp932")
    # Accented letters and typographic marks of a Western text mostly stand alone in ASCII.
    runs = _HIGH_RUN.findall(data)
    alone = sum(len(run) == 1 for run in runs)
    # In cp932 such a letter and the one after it read as one rare kanji, never as kana;
    # and a Japanese text of more than a few words holds kana.
    if (
        shift_jis is not None
        and _looks_japanese(shift_jis)
        and (alone * 2 <= len(runs) or re.search(_KANA, shift_jis))
    ):
        return "cp932"
    return "cp1252" if alone and _decodes(data, "cp1252") is not None else None


def _looks_japanese(text: str) -> bool:
    return len(re.findall(_JAPANESE, text)) > len(re.findall(_HALF_WIDTH_KATAKANA, text))


def _decodes(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None
