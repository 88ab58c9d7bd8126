"""The key of a clause: its identity, which never changes while its number moves.

A key stands in the name of the clause's file, ``014-chairman.md``, so it must be a safe name
on every system, and one that is typed and compared without doubt.  It is made of ASCII
letters in lower case, digits and hyphens, and of the letters of other scripts (議長).  Keys
are compared after Unicode normalisation (NFC) and case folding: macOS decomposes file names,
and it and Windows take upper and lower case for the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import combinations
from typing import Final

from amendtool.articles.file_names import folded, is_device
from amendtool.articles.text.characters import shown
from amendtool.errors import NOWHERE, Place, Problem
from amendtool.messages import later, say
from amendtool.patterns import compiled

MOST_CHARACTERS: Final = 64
_REMEMBERED: Final = 4096
MOST_BYTES: Final = 180
"""In UTF-8; with the number and the ending a file name keeps below 255 bytes."""

_WITHOUT_WORDS: Final = "article"  # the key of a heading that holds no letter
_APOSTROPHES: Final = "'’ʼ＇"  # company's -> companys, not company-s
_NAMED: Final = {
    " ": later("a space"),
    ".": later("a dot"),
    "_": later("an underscore"),
    "\u3000": later("a full-width space"),
}


def make_key(heading: str, taken: Collection[str]) -> str:
    """A key for the article with this heading, different from those ``taken``.

    The letters of the heading are kept, in lower case and normal form (NFC); whatever else
    stands between them becomes one hyphen.  A long key is cut at a hyphen where there is one
    in its second half; a name reserved on Windows gets the suffix ``-article``, a key that is
    taken ``-2``, ``-3`` and so on.  ``key_problems`` finds nothing wrong with the result.
    """
    return TakenKeys(taken).make(heading)


class TakenKeys:
    """Keys that are taken, for those who make many: a new one costs the same however many are."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._used = {folded(key) for key in keys}
        self._last: dict[str, int] = {}
        """The last number that was tried behind a key."""

    def make(self, heading: str) -> str:
        """A key for this heading as :func:`make_key` makes it, which is taken from now on."""
        key = _cut(_slug(heading), MOST_CHARACTERS, MOST_BYTES) or _WITHOUT_WORDS
        if is_device(key):
            key += f"-{_WITHOUT_WORDS}"
        number = self._last.get(key, 0)
        while True:
            number += 1
            suffix = f"-{number}" if number > 1 else ""
            stem = _cut(key, MOST_CHARACTERS - len(suffix), MOST_BYTES - len(suffix))
            result = stem + suffix
            if folded(result) not in self._used:
                break
        self._last[key] = number
        self._used.add(folded(result))
        return result


_OPENING_WORDS: Final = 6
_OPENING_LATIN: Final = 40
_OPENING_JAPANESE: Final = 14
"""About one phrase in either writing: enough to know an article by, short for a file name."""


def opening(text: str) -> str:
    """The first words of a text, which name an article without a heading."""
    short = " ".join(text.split()[:_OPENING_WORDS])
    return short[: _OPENING_LATIN if short.isascii() else _OPENING_JAPANESE]


_HEADING_JAPANESE: Final = 20
_JOINTS: Final = compiled(
    r"(?:及び|並びに|又は|若しくは|または|および|ならびに|[のとをにはが・、，])+$"
)
"""What a Japanese phrase does not end with."""
_SENTENCE: Final = compiled("(?P<topic>[^、，。]{2,10}?)は[、，](?P<rest>.+)")
"""A sentence, and what it is about."""
_OWN: Final = frozenset(
    "当会社 当社 当法人 当会 本会 本会社 本法人 本規約 本規程 この法人 この会".split()
)
"""What a whole document is about, and no article of it by itself."""
_LEADING: Final = frozenset(
    "a an and any as at by each for from if in its no not of on or other shall such than that the "
    "to under when which with".split()
)
"""What an English phrase does not end with."""


def short_heading(heading: str) -> str:
    """A heading as long as a name may be: its first phrase, where it is longer.

    A caption may be a whole sentence; its key is none.
    """
    if not heading.isascii() and any(_is_wide(char) for char in heading):
        if len(heading) <= _HEADING_JAPANESE and not re.search("。|は[、，]", heading):
            return heading
        if re.search("。|は[、，]", heading):
            cut = heading.split("。")[0]
            if (said := _SENTENCE.match(cut)) is not None:
                topic, rest = said["topic"], said["rest"]
                if topic not in _OWN:
                    return topic
                cut = rest
            cut = cut[:_OPENING_JAPANESE]
            phrase = re.match(".{2,}?(?=[をがにで、，]|と(?:し|す|い|称))", cut)
            return _JOINTS.sub("", phrase[0] if phrase else cut) or cut
        cut = heading[:_HEADING_JAPANESE]
        phrase = re.match(
            f".{{{_OPENING_WORDS},}}(?=及び|並びに|又は|若しくは|または|および|ならびに|、|，|・)",
            cut,
        )
        return _JOINTS.sub("", phrase[0] if phrase else cut) or cut
    words = heading.split()
    if len(words) <= _OPENING_WORDS and len(heading) <= _OPENING_LATIN:
        return heading
    kept = words[:_OPENING_WORDS]
    while len(kept) > 1 and (
        len(" ".join(kept)) > _OPENING_LATIN or kept[-1].strip(",;:").casefold() in _LEADING
    ):
        kept.pop()
    return " ".join(kept)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def key_problems(key: str, *, place: Place = NOWHERE) -> tuple[Problem, ...]:
    """What is wrong with ``key``, one problem for each rule that it breaks."""
    if not key:
        return (
            Problem(
                code="key-empty",
                message=say("the key is empty"),
                hint=say("write a short name for the clause, such as chairman"),
                place=place,
            ),
        )
    if _is_sound(key):
        return ()
    return _broken(key, place)


_SOUND: Final = compiled("[a-z0-9]+(?:-[a-z0-9]+)*")
"""A key of letters without marks, as most are in English."""


@lru_cache(maxsize=_REMEMBERED)
def _is_sound(key: str) -> bool:
    """Whether no rule is broken; a charter is read more than once, and its keys stay.

    What the pattern takes holds no upper case, no other sign, and no hyphen at an end: only its
    length and the names of devices are left to ask about.
    """
    if _SOUND.fullmatch(key):
        return len(key) <= MOST_CHARACTERS and not is_device(key)
    if all(map(_is_allowed_anywhere, key)):
        # Then nothing but its ends, its length and its name can be wrong.
        short = len(key) <= MOST_CHARACTERS and len(key.encode("utf-8")) <= MOST_BYTES
        return short and key == key.strip("-") and not is_device(key)
    return not _broken(key, NOWHERE)


def _broken(key: str, place: Place) -> tuple[Problem, ...]:
    """The rules that a key breaks which is not empty."""
    name = shown(key if len(key) <= MOST_CHARACTERS else f"{key[:20]}…", one_line=True)
    found: list[Problem] = []

    def broken(code: str, rule: str, hint: str) -> None:
        found.append(
            Problem(
                code=code,
                message=say('key "{name}": {rule}', name=name, rule=rule),
                hint=hint,
                place=place,
            )
        )

    upper = [char for char in key if _is_upper(char)]
    if upper:
        broken(
            "key-upper-case",
            say(
                "{listed} is an upper-case letter; keys that differ only by case are one "
                "file on some systems",
                listed=_listed(upper),
            ),
            say("write {key}", key=shown(key.lower(), one_line=True))
            if len(key) <= MOST_CHARACTERS
            else say("write it in lower case"),
        )
    wrong = [
        char
        for at, char in enumerate(key)
        if not _is_upper(char) and not _is_allowed(char, key[at - 1] if at else "")
    ]
    if wrong:
        broken(
            "key-character",
            say(
                "not allowed: {listed}; a key holds lower-case letters of any script, "
                "digits and hyphens",
                listed=_listed(wrong),
            ),
            say("write {key}", key=make_key(key, ())),
        )
    if key.startswith("-") or key.endswith("-"):
        broken(
            "key-hyphen",
            say("a hyphen at the beginning or end; a key begins and ends with a letter or digit"),
            say("delete the hyphen"),
        )
    if is_device(key):
        broken(
            "key-reserved",
            say("this name is reserved for a device on Windows"),
            say("write {key}", key=make_key(key, ())),
        )
    length, size = len(key), len(key.encode("utf-8", "surrogatepass"))
    if length > MOST_CHARACTERS or size > MOST_BYTES:
        broken(
            "key-too-long",
            say(
                "{length} characters in {size} bytes; at most {most_characters} characters "
                "and {most_bytes} bytes fit a file name",
                length=length,
                size=size,
                most_characters=MOST_CHARACTERS,
                most_bytes=MOST_BYTES,
            ),
            say("shorten it"),
        )
    return tuple(found)


def same_key(one: str, other: str) -> bool:
    """Whether two keys are the same to every file system: after NFC and case folding."""
    return folded(one) == folded(other)


def clashes(keys: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The pairs of keys that differ only by case or normal form, in the order given.

    Equal keys are no such pair.
    """
    groups: dict[str, list[str]] = {}
    for key in dict.fromkeys(keys):
        groups.setdefault(folded(key), []).append(key)
    return tuple(pair for group in groups.values() for pair in combinations(group, 2))


def _slug(heading: str) -> str:
    """The letters of the heading, with one hyphen for whatever stands between them."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", _closed_up(heading)).lower())
    kept = ""
    for char in text:
        if char != "-" and _is_allowed(char, kept[-1:]):
            kept += char
        elif not _vanishes(char) and not kept.endswith("-"):
            kept += "-"
    # Without what stood between them, a letter and a mark may compose.
    return unicodedata.normalize("NFC", kept.strip("-"))


def _closed_up(heading: str) -> str:
    """A heading whose letters are spread over the line (目　的) as the word that it is."""
    letters = heading.split()
    spread = len(letters) > 1 and all(len(each) == 1 and _is_wide(each) for each in letters)
    return "".join(letters) if spread else heading


def _vanishes(char: str) -> bool:
    """Whether a character parts no words: an apostrophe, a mark or selector, the invisible."""
    return char in _APOSTROPHES or unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}


def _cut(key: str, most_characters: int, most_bytes: int) -> str:
    """The beginning of ``key`` that fits, ending with a word where that is possible."""
    cut = key[:most_characters]
    while len(cut.encode()) > most_bytes:
        cut = cut[:-1]
    if cut == key or key[len(cut)] == "-":
        return cut.rstrip("-")
    word_end = cut.rfind("-")
    return cut[:word_end].rstrip("-") if word_end * 2 >= len(cut) else cut.rstrip("-")


def _is_upper(char: str) -> bool:
    return unicodedata.category(char) in {"Lu", "Lt"} or char != char.lower()


def _is_allowed(char: str, before: str) -> bool:
    """Whether a key may hold ``char`` after the character ``before``."""
    if _is_allowed_anywhere(char):
        return True
    # A mark belongs to a letter; on a hyphen it would be lost to the eye.
    visible = not char.isascii() and shown(char) == char and not _is_upper(char)
    return visible and _is_mark(char) and before != "" and (_is_letter(before) or _is_mark(before))


@lru_cache(maxsize=_REMEMBERED)
def _is_allowed_anywhere(char: str) -> bool:
    """Whether a key may hold ``char`` after any other: all but marks, which belong to a letter."""
    if char.isascii():
        return char == "-" or char.isdigit() or char.islower()
    # Not what is invisible, private or unassigned, and not in upper case.
    return shown(char) == char and not _is_upper(char) and _is_letter(char)


def _is_letter(char: str) -> bool:
    return unicodedata.category(char) in {"Ll", "Lo", "Lm", "Nd", "Nl"}


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Mc"}


def _listed(chars: list[str]) -> str:
    """The distinct characters, named where they are hard to see; a few of many."""
    distinct = list(dict.fromkeys(chars))
    named = [
        say(_NAMED[char])
        if char in _NAMED
        else (f"[U+{ord(char):04X}]" if _is_mark(char) else shown(char, one_line=True))
        for char in distinct[:5]
    ]
    return " ".join(named) + (" …" if len(distinct) > 5 else "")
