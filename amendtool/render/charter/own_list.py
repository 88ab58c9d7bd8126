"""The company's own list of revisions: 昭和60年4月1日　制定, Amended June 26, 2013.

It stands in the text around the articles, in the company's words. New entries are written as the
last one is: the same words, the same place, dates in the same form.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from amendtool.articles.languages.english import MONTHS
from amendtool.articles.languages.japanese import ERAS
from amendtool.articles.numerals import KANJI, KANJI_PLACES
from amendtool.patterns import compiled
from amendtool.values import dataclass

_FIGURES: Final = "[0-9０-９一二三四五六七八九十〇]"
_JA_DATE: Final = compiled(
    rf"(?P<era>{'|'.join(name for name, _ in ERAS)}|西暦)?(?P<a>\s*)(?P<year>元|{_FIGURES}+)年"
    rf"(?P<b>\s*)(?P<month>{_FIGURES}+)月(?P<c>\s*)(?P<day>{_FIGURES}+)日"
)
_EN_DATE: Final = compiled(
    rf"(?P<month>{'|'.join(MONTHS)}) (?P<day>[0-9]{{1,2}}), (?P<year>[12][0-9]{{3}})"
    rf"|(?P<day2>[0-9]{{1,2}}) (?P<month2>{'|'.join(MONTHS)}) (?P<year2>[12][0-9]{{3}})"
    r"|(?P<iso>[12][0-9]{3}-[0-9]{2}-[0-9]{2})"
)
_MADE: Final = compiled("制\\s*定|作\\s*成|設\\s*立|[Aa]dopted|ADOPTED")
_CHANGED: Final = compiled(
    r"改\s*正|変\s*更|改\s*訂|改\s*定|[Aa]mended|AMENDED|[Rr]evised|REVISED|[Rr]estated|RESTATED"
)
_ENDED: Final = compiled("一部削除|Provisions deleted")
"""What went by its own terms: nothing was amended, and such an entry is no sample for others."""
_NTH: Final = compiled(r"第(\s*)([0-9０-９]+)(\s*[回次])")
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the list, and its date."""

    line: str
    match: re.Match[str]
    date: datetime.date


def continued(
    text: str, days: Sequence[datetime.date], ended: Sequence[datetime.date] = ()
) -> str | None:
    """``text`` with an entry for each of ``days`` behind its last one; None where it has no list.

    Days that are not after the last one of the list are in it already. On those in ``ended``
    provisions went by their own terms: nobody has amended anything, and the entry says so.
    """
    lines = text.split("\n")
    entries = {at: entry for at, line in enumerate(lines) if (entry := _entry(line)) is not None}
    if not entries:
        return None
    last = max(entries)
    changes = [at for at in entries if _CHANGED.search(entries[at].line)]
    voted = changes or [at for at in entries if not _ENDED.search(entries[at].line)]
    if not voted:
        return None
    model = entries[max(voted)]
    latest = max(entry.date for entry in entries.values())
    new: list[str] = []
    line = model.line
    for day, by_itself in sorted({*((d, False) for d in days), *((d, True) for d in ended)}):
        if day <= latest:
            continue
        if by_itself:
            new.append(_ending(line, day))
            continue
        line = _next(line, day)
        new.append(line)
    return "\n".join((*lines[: last + 1], *new, *lines[last + 1 :]))


def entries_of(text: str) -> tuple[tuple[str, datetime.date, bool], ...]:
    """The entries of the list in ``text``: each line, its day, and whether it made the articles."""
    found = (_entry(line) for line in text.split("\n"))
    return tuple(
        (each.line.strip(), each.date, _MADE.search(each.line) is not None)
        for each in found
        if each is not None
    )


def _entry(line: str) -> _Entry | None:
    said = any(each.search(line) for each in (_MADE, _CHANGED, _ENDED))
    if len(line) > _LONGEST or "。" in line or not said:
        return None
    found = [match for pattern in (_JA_DATE, _EN_DATE) for match in pattern.finditer(line)]
    if len(found) != 1:
        return None
    # "as amended through": what is in force then, and no entry of a list.
    if re.search(r"\b(?:through|as of|since)\b", line[: found[0].start()], re.IGNORECASE):
        return None
    date = _date_of(found[0])
    return None if date is None else _Entry(line, found[0], date)


def _next(line: str, day: datetime.date) -> str:
    """The entry after ``line``: its words, the next number where it is counted, another date."""
    entry = _entry(line)
    if entry is None:
        raise ValueError(line)
    match = entry.match
    before, after = line[: match.start()], line[match.end() :]
    if not _CHANGED.search(line):
        before, after = (
            re.sub("[Aa]dopted", "Amended", _MADE_JA.sub("改正", each)).replace(
                "ADOPTED", "AMENDED"
            )
            for each in (before, after)
        )
    before, after = (_NTH.sub(_counted, each) for each in (before, after))
    return before + _written(match, day) + after


def _ending(line: str, day: datetime.date) -> str:
    """The entry of what went by its own terms: in the place of ``line``, with its own words.

    It is not counted, and nothing is said of a meeting: there was none.
    """
    entry = _entry(line)
    if entry is None:
        raise ValueError(line)
    match = entry.match
    before, after = line[: match.start()], line[match.end() :]
    date = _written(match, day)
    word = "一部削除" if _is_japanese(match) else "Provisions deleted"
    said = [each for pattern in (_MADE, _CHANGED) for each in pattern.finditer(before)]
    if not said:
        return f"{_beginning(before, _MARGIN)}{date}{_beginning(after, _SPACES)}{word}"
    gap = before[max(each.end() for each in said) :]
    return f"{_beginning(before, _SPACES)}{word}{gap}{date}"


_SPACES: Final = compiled(r"\s*")
_MARGIN: Final = compiled(r"[\s0-9０-９.．・-]*")


def _beginning(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.match(text)
    return match[0] if match is not None else ""


_MADE_JA: Final = compiled("制\\s*定|作\\s*成|設\\s*立")


def _counted(match: re.Match[str]) -> str:
    number = str(int(unicodedata.normalize("NFKC", match[2])) + 1)
    wide = match[2][0] > "9" and (len(match[2]) > 1 or len(number) == 1)
    return f"第{match[1]}{_wide(number) if wide else number}{match[3]}"


def _is_japanese(match: re.Match[str]) -> bool:
    return match.re.pattern == _JA_DATE.pattern


def _date_of(match: re.Match[str]) -> datetime.date | None:
    said = match.groupdict()
    try:
        if _is_japanese(match):
            era = dict(ERAS).get(said["era"])
            year = 1 if said["year"] == "元" else _figure(said["year"])
            year = year if era is None else era.year + year - 1
            return datetime.date(year, _figure(said["month"]), _figure(said["day"]))
        if said["iso"]:
            return datetime.date.fromisoformat(said["iso"])
        month = said["month"] or said["month2"]
        year, day = (int(said[name] or said[f"{name}2"]) for name in ("year", "day"))
        return datetime.date(year, MONTHS.index(month) + 1, day)
    except ValueError:
        return None


def _figure(text: str) -> int:
    plain = unicodedata.normalize("NFKC", text)
    if plain.isdigit() and plain.isascii():
        return int(plain)
    number = (KANJI_PLACES if "〇" in plain or len(plain) > 3 else KANJI).read(plain)
    if number is None:
        raise ValueError(text)
    return number


def _written(match: re.Match[str], day: datetime.date) -> str:
    """A date in the form of another one."""
    said = match.groupdict()
    if not _is_japanese(match):
        month = MONTHS[day.month - 1]
        if said["iso"]:
            return day.isoformat()
        if said["day2"]:
            return f"{day.day} {month} {day.year}"
        return f"{month} {day.day}, {day.year}"
    samples = [said[name] for name in ("year", "month", "day") if said[name] != "元"]
    era, year = said["era"] or "", day.year
    if era and era != "西暦":
        era, first = next((name, first) for name, first in ERAS if day >= first)
        year = day.year - first.year + 1
    shown = "元" if year == 1 else _numeral(year, samples)
    month, date = (_numeral(each, samples) for each in (day.month, day.day))
    return f"{era}{said['a']}{shown}年{said['b']}{month}月{said['c']}{date}日"


def _numeral(number: int, samples: Sequence[str]) -> str:
    """A number in the figures of the samples: 十, １０, 10, or wide only below ten."""
    text = "".join(samples)
    if not any(unicodedata.normalize("NFKC", char).isascii() for char in text):
        places = number > 999 and "千" not in text
        return (KANJI_PLACES if places else KANJI).write(number)
    wide_long = any(len(each) > 1 and each[0] > "9" for each in samples)
    wide_short = any(len(each) == 1 and each > "9" for each in samples)
    if wide_long or (wide_short and (number < 10 or not any(len(each) > 1 for each in samples))):
        return _wide(str(number))
    return str(number)


def _wide(figures: str) -> str:
    return figures.translate({ord("0") + at: chr(ord("０") + at) for at in range(10)})


def dated(days: Sequence[str]) -> Iterator[datetime.date]:
    """The days that are dates; one that is unknown is in no list."""
    for day in days:
        try:
            yield datetime.date.fromisoformat(day)
        except ValueError:
            continue
