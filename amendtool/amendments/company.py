"""What the documents around the table say of the company that proposes an amendment."""

from __future__ import annotations

from typing import Final

from amendtool.patterns import compiled
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """The company as its documents name it; '' or () for what is not known.

    ``about`` holds paragraphs, ``contact`` lines. With ``era`` Japanese documents count the
    years by era (令和７年).
    """

    name: str = ""
    short_name: str = ""
    """What it is called after its full name stood once: IIJ."""
    tickers: str = ""
    """The stock exchanges and the codes there, for a press release: ``NYSE: ABC``."""
    code: str = ""
    """The securities code of a Japanese exchange."""
    exchange: str = ""
    """The exchange and the market that the code belongs to."""
    place: str = ""
    """Where press releases are dated: TOKYO."""
    address: str = ""
    representative: str = ""
    representative_title: str = ""
    about: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    era: bool = False


NO_COMPANY: Final = Company()

_EMPTY_LINES = compiled(r"\n(?:[ \t\r]*\n)+")


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of ``text``, which empty lines part; single line breaks stay in them."""
    return tuple(part for part in _EMPTY_LINES.split(text.strip(" \t\r\n")) if part)
