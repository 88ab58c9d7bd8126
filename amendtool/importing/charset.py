"""The encoding that a page declares, with the meaning that the WHATWG Encoding Standard gives it.

A label is no encoding: ``Shift_JIS`` on a page means windows-31j, where 髙 and ① are, and
``ISO-8859-1`` means windows-1252. An encoding is never guessed.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from amendtool.patterns import compiled

_LABELS: Final = {
    label: name
    for name, labels in {
        "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf-16 "
        "utf-16le utf-16be unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff unicodefffe",
        "cp932": "shift_jis shift-jis sjis x-sjis ms932 ms_kanji csshiftjis windows-31j",
        "euc-jp": "euc-jp x-euc-jp cseucpkdfmtjapanese",
        "iso-2022-jp": "iso-2022-jp csiso2022jp",
        "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 "
        "iso_8859-1:1987 latin1 l1 ascii us-ascii ansi_x3.4-1968 cp819 ibm819 csisolatin1 "
        "iso-ir-100",
        "cp1250": "windows-1250 cp1250 x-cp1250",
        "cp1251": "windows-1251 cp1251 x-cp1251",
        "cp1253": "windows-1253 cp1253 x-cp1253",
        "cp1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5 l5",
        "cp1257": "windows-1257 cp1257 x-cp1257",
        "iso8859-2": "iso-8859-2 iso8859-2 latin2 l2",
        "iso8859-15": "iso-8859-15 iso8859-15 latin-9 l9 csisolatin9",
        "koi8-r": "koi8-r koi8 koi cskoi8r koi8_r",
        "mac-roman": "macintosh mac x-mac-roman csmacintosh",
        "gb18030": "gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese csgb2312 iso-ir-58",
        "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5 csbig5",
        "cp949": "euc-kr ks_c_5601-1987 ksc5601 ksc_5601 korean windows-949 cseuckr iso-ir-149",
    }.items()
    for label in labels.split()
}
"""Labels and what Python calls the encoding that they mean; UTF-16 on a page means UTF-8."""
_LOOKED_AT: Final = 1024
"""How far into a page a browser looks for the declaration, in bytes."""
_META: Final = compiled(
    rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([\w.:+-]+)|<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.:+-]+)",
    re.IGNORECASE,
)
_PAGE_COMMENT: Final = compiled(rb"<!--(?!\[if).*?-->", re.DOTALL)


def declared_charset(data: bytes) -> tuple[str, str | None]:
    """The label that a page declares, and the name of its encoding; None where not known.

    A byte order mark decides before any label; without either the label is empty.
    """
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark) and not data.startswith(codecs.BOM_UTF32_LE):
            return name.upper(), name
    if data.startswith(codecs.BOM_UTF8):
        return "", "utf-8"
    found = _META.search(_PAGE_COMMENT.sub(b"", data[: 2 * _LOOKED_AT])[:_LOOKED_AT])
    if found is None:
        return "", "utf-8"
    label = (found[1] or found[2]).decode("ascii", "replace")
    return label, _LABELS.get(label.lower())


def decoded(data: bytes, name: str) -> str | None:
    """The text of a page in an encoding; None where some byte is no part of a character."""
    try:
        match name:
            case "iso-2022-jp":
                return _euc_jp(_eight_bits(data))
            case "euc-jp":
                return _euc_jp(data)
            case "cp1252":
                # The five bytes that windows-1252 leaves open are control characters on a page.
                text = data.decode("cp1252", "surrogateescape")
                return re.sub("[\udc80-\udcff]", lambda one: chr(ord(one[0]) - 0xDC00), text)
            case _:
                return data.decode(name)
    except (UnicodeError, ValueError):
        return None


def _euc_jp(data: bytes) -> str:
    """EUC-JP with the rows that vendors added (①, 髙), which Python's codec lacks."""
    found: list[str] = []
    at = 0
    while at < len(data):
        first = data[at]
        if first < 0x80:
            found.append(chr(first))
            at += 1
        elif first == 0x8E:
            found.append(data[at + 1 : at + 2].decode("cp932"))
            at += 2
        elif first == 0x8F:
            found.append(data[at : at + 3].decode("euc_jp"))
            at += 3
        else:
            row, cell = first - 0xA0, (data[at + 1] if at + 1 < len(data) else 0) - 0xA0
            if not (1 <= row <= 94 and 1 <= cell <= 94):
                raise ValueError(f"no character of EUC-JP at {at}")
            # JIS X 0208, annex 1: the same row and cell as two bytes of Shift_JIS.
            lead = (row - 1) // 2 + (0x81 if row <= 62 else 0xC1)
            trail = cell + (0x3F + (cell >= 64) if row % 2 else 0x9E)
            found.append(bytes((lead, trail)).decode("cp932"))
            at += 2
    return "".join(found)


def _eight_bits(data: bytes) -> bytes:
    """ISO-2022-JP as EUC-JP: what the escape sequences switch, said by the bytes themselves."""
    found = bytearray()
    for part in re.split(rb"(?=\x1b)", data):
        if part.startswith((b"\x1b$B", b"\x1b$@")):
            found += bytes(byte | 0x80 if byte > 0x20 else byte for byte in part[3:])
        elif part.startswith(b"\x1b(I"):
            for byte in part[3:]:
                found += bytes((0x8E, byte | 0x80)) if byte > 0x20 else bytes((byte,))
        elif part.startswith((b"\x1b(B", b"\x1b(J")):
            found += part[3:]
        elif part.startswith(b"\x1b"):
            raise ValueError("an escape sequence that is none of ISO-2022-JP")
        else:
            found += part
    return bytes(found)
