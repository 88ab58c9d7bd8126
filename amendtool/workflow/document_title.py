"""The title of a document that is imported: what it calls itself above its articles."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Final

from amendtool.articles.languages import language_of
from amendtool.importing.blocks import is_wide
from amendtool.importing.evidence.lines import DATE
from amendtool.patterns import compiled
from amendtool.render.charter.lines import title_and_rest
from amendtool.repository.config import EDITIONS, Config

_COVER: Final = 5
_LONGEST: Final = 80
_ENGLISH: Final = compiled(
    r"(?:Amended and Restated |Restated )?(?:Memorandum and )?(?:(?:Articles|Certificate) of "
    r"(?:Incorporation|Association|Organi[sz]ation|Formation)|By-?laws?|Constitution|Charter"
    r"|Rules of Procedure|Rules and Regulations|Rules|Regulations|Statutes"
    r"|(?:Limited Liability Company|(?:Limited )?Partnership|Shareholders['’]?|Stockholders['’]?"
    r"|Members['’]?|Operating|Trust) Agreement|Trust Deed|(?:Declaration|Deed) of Trust"
    r"|Standing Orders(?= (?:of|for)\b)|Terms of Reference|Memorandum of Association)",
    re.IGNORECASE,
)
_SMALL: Final = ("of", "and", "the")
_JAPANESE: Final = compiled(
    r"(?P<whose>.*?)(?P<kind>定款|会則|規約|寄附行為|章程|憲章|(?:規程|規則|細則|会規)"
    r"(?=\Z|[(]))(?:[(][^()]*[)])?"
)
_NO_TITLE: Final = compiled(
    r"[。、．.,:;：；?!？！*_\[\]|<>]$|[。、|_\[\]]|^[（(「『【〔\[<]|^[0-9０-９]|[0-9０-９]$|[ぁ-ん]{3}"
    r"|会社|法人|組合|^(?:前文|別紙|目次|附則|記|[原草新]?案|抄)$"
    r"|\b(?i:inc|corp|corporation|company|ltd|limited|llc|l\.l\.c|foundation|association|society"
    r"|club|trust|institute|preamble|preface|introduction|contents|draft|exhibit|schedule"
    r"|appendix|annex)\b",
)
"""What tells that a first line is no title: a sentence, whose the document is, a heading."""
_LINKING: Final = frozenset(("of", "and", "the", "for", "in", "to", "on", "a", "an"))
_OF_A_BODY: Final = ("定款", "会則", "規約", "寄附行為", "章程", "憲章")
"""What a body has one of, so that the word alone tells which document is meant."""


def learned_title(preamble: str, config: Config) -> str | None:
    """The title that a document with ``preamble`` has, where the settings say nothing of it.

    A title that somebody chose stays, and so does the usual one of the drafting style where the
    document begins with that. None where the document tells none.
    """
    usual = config.style.default.document_name
    return own_title(preamble, usual, config.language) if config.title == usual else None


def own_title(preamble: str, title: str, language: str) -> str | None:
    """The title of a document: what it calls itself, or else the line that it begins with.

    Without this the usual ``title`` would be printed above a document that has another one:
    日本国憲法, CERTIFICATE. None where it begins with the usual one, or with no title.
    """
    if (known := document_title(preamble, title, language)) is not None:
        return known
    first = preamble.partition("\n")[0].strip()
    if not first or tells_title(preamble, title, language) or not _may_be_title(first, language):
        return None
    return first if tells_title(preamble, first, language) else None


def _may_be_title(line: str, language: str) -> bool:
    """Whether a first line looks as a title does: short, no sentence, no day, no company's name."""
    if len(line) > _LONGEST // 2 or _NO_TITLE.search(line) or DATE.search(line):
        return False
    wide = any(map(is_wide, line))
    if wide != language_of(language).wide:
        return False
    small = [word for word in line.split() if word[:1].islower() and word not in _LINKING]
    return wide or (not small and any(map(str.isalpha, line)))


def document_title(preamble: str, title: str, language: str) -> str | None:
    """The title that a document has in its ``preamble``, where it is another one than ``title``.

    None where the document begins with that, or tells none.
    """
    if tells_title(preamble, title, language):
        return None
    wide = language_of(language).wide
    for line in preamble.split("\n")[:_COVER]:
        own = _japanese(line) if wide else _english(line)
        if own is not None and tells_title(preamble, own, language):
            return own
    return None


def tells_title(preamble: str, title: str, language: str) -> bool:
    """Whether print takes the title from the preamble, and so has it once."""
    lines = preamble.split("\n")
    return bool(lines[0]) and title_and_rest(preamble, title, language)[1] != lines


def _english(line: str) -> str | None:
    """``Bylaws`` for BYLAWS OF QUAY CLUB, INC.; None for what is no title."""
    match = _ENGLISH.search(line)
    if match is None or len(line) > _LONGEST:
        return None
    title = " ".join(match[0].split())
    if title.isupper() or title.islower():
        words = (word if word in _SMALL else word.title() for word in title.lower().split())
        title = " ".join(words)
    return title


def _japanese(line: str) -> str | None:
    """定款 for 定　款 and 株式会社青空　定款, 取締役会規程 for itself."""
    plain = unicodedata.normalize("NFKC", line).split()
    for text in (*plain[-1:], "".join(plain)):
        match = _JAPANESE.fullmatch(text)
        if match is not None and len(text) <= _LONGEST // 2:
            kind = match["kind"]
            return kind if kind in _OF_A_BODY else match["whose"] + kind
    return None


def with_title(content: str, config: Config, title: str) -> str:
    """A settings file with the title of the edition that ``config`` is seen by."""
    return with_setting(content, config, "title", title)


def with_setting(content: str, config: Config, name: str, value: str) -> str:
    """A settings file with another value of one setting of the edition ``config`` is seen by."""
    start = 0
    if not config.leads:
        table = re.escape(f"{EDITIONS}.{config.language}")
        head = re.search(rf"(?m)^[ \t]*\[[ \t]*{table}[ \t]*\].*\n?", content)
        if head is None:
            return content
        start = head.end()
    following = re.compile(r"(?m)^[ \t]*\[").search(content, start)
    end = following.start() if following else len(content)
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    own, count = re.subn(
        rf"(?m)^[ \t]*{name}[ \t]*=[ \t]*\"[^\"\n]*\"", lambda _: line, content[start:end], count=1
    )
    if not count:
        own = f"{line}\n{own}"
    return content[:start] + own + content[end:]
