"""The hint of a problem in the words of pages: what to press, where it names a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from amendtool.messages import later, say
from amendtool.patterns import compiled

_NAMED: Final = compiled(r"amendtool ([a-z]+(?:-[a-z]+)*)")

_PAGES: Final[Mapping[str, str]] = {
    "apply": later("after the vote: “It was adopted” on the page of the amendment, or “Meeting”"),
    "reject": later("“It was rejected” on the page of the amendment"),
    "withdraw": later("“It was withdrawn” on the page of the amendment"),
    "undo": later("“It was landed by mistake” on the page of the amendment"),
    "expire": later("“What has ended by its own terms” under “Amendments”"),
    "new": later("“A new proposal” under “Proposals”"),
    "draft": later("“From a document” under “Proposals”"),
    "plan": later("“It was adopted” on the page of the amendment shows all of it before it asks"),
    "check": later("“Draft on” on the page of the amendment says what is to be mended"),
    "table": later("its table is on the page of the amendment"),
    "document": later("“Documents” on the page of the amendment"),
    "notice": later("“Documents” on the page of the amendment"),
    "status": later("“Amendments” says where each of them stands"),
    "list": later("“Amendments” says where each of them stands"),
    "conflicts": later("“Meeting” says which of them touch each other"),
    "outcomes": later("“Meeting” says what comes of each vote"),
    "due": later("“Proposals” says what is due"),
    "log": later("“History” shows it"),
    "show": later("“Articles” shows it"),
    "record": later("where it is registered, the day is recorded on the command line"),
    "import": later("“Import a document” shows it before it is kept"),
}
"""The page that does what a verb does, as its links are called."""


def on_pages(sentence: str) -> str:
    """A sentence in the words of pages: what is pressed, where it names commands.

    One that names none stays as it is, and so does one whose commands have no page.
    """
    verbs = dict.fromkeys(match[1] for match in _NAMED.finditer(sentence))
    pages = dict.fromkeys(say(_PAGES[verb]) for verb in verbs if verb in _PAGES)
    return say("; ").join(pages) if pages else sentence
