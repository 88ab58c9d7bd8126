"""What stands around every page: whose articles they are, and the way to the other pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from amendtool.articles.languages import language_of
from amendtool.desk.hints import on_pages
from amendtool.errors import Problem
from amendtool.messages import LANGUAGES, language_spoken, later, say

if TYPE_CHECKING:
    from amendtool.repository.config import Config

INDEX: Final = "index.html"
HISTORY: Final = "history.html"
AMENDMENTS: Final = "amendments/index.html"
DAYS: Final = "days/index.html"
TOGETHER: Final = "editions.html"
"""All editions side by side, where there are several."""
PROPOSALS: Final = "proposals"
MEETING: Final = "meeting"
CHANGES: Final = "changes"
"""The stream of states: no page."""
SPEAK: Final = "speak"
"""The folder whose paths choose the language that the pages speak: no pages."""

_PAGES: Final = {
    INDEX: later("Articles"),
    HISTORY: later("History"),
    AMENDMENTS: later("Amendments"),
    DAYS: later("On a day"),
}
_ASKED: Final = {PROPOSALS: later("Proposals"), MEETING: later("Meeting")}
"""What only a server answers, of what no meeting has adopted yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameLink:
    """A link of the frame; ``here`` is how it is marked where it leads to this page."""

    href: str
    words: str
    tag: str = ""
    here: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a page has around it; ``base`` leads from the page to the top of all pages.

    ``csrf`` goes into its forms; a page without any has none. ``state`` is the state of the
    repository that it shows, None where nobody tells of another one. ``answers`` is whether a form
    was sent and this is the answer: to load it anew would send the form once more.
    ``languages`` lead to the same page in the words of another language, where somebody answers.
    """

    company: str
    tag: str
    spoken: str
    base: str
    links: tuple[FrameLink, ...]
    editions: tuple[FrameLink, ...]
    languages: tuple[FrameLink, ...] = ()
    csrf: str = ""
    state: str | None = None
    answers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePath:
    """Where a page stands: the folder of its edition (empty for the leading one), its own path."""

    edition: str
    path: str

    @property
    def whole(self) -> str:
        """The path from the top, with ``/``."""
        return f"{self.edition}/{self.path}" if self.edition else self.path

    def to(self, path: str, edition: str | None = None) -> str:
        """The link from here to another page, of this edition or of another one."""
        there = PagePath(edition=self.edition if edition is None else edition, path=path)
        return self.base + "/".join(quote(part) for part in there.whole.split("/"))

    @property
    def base(self) -> str:
        """What leads from here to the top."""
        return "../" * self.whole.count("/")


def provision_path(key: str) -> str:
    """The page of a provision."""
    return f"provisions/{key}.html"


def amendment_path(name: str) -> str:
    """The page of an amendment."""
    return f"amendments/{name}.html"


def day_path(day: str) -> str:
    """The page of a day (``2026-06-25``), or of two (``2026-06-25..2026-07-01``)."""
    return f"days/{day}.html"


def editions_of(config: Config) -> Sequence[tuple[str, str, str]]:
    """All editions of a repository: the folder of each, its tag and what it is called."""
    return [
        ("" if tag == config.languages[0] else tag, tag, language_of(tag).name)
        for tag in config.languages
    ]


def told(problems: Sequence[Problem], *, places: bool = False) -> Sequence[Mapping[str, str]]:
    """Problems as a template shows them, each with where it is if ``places``."""
    return [
        {
            "message": each.message,
            "hint": on_pages(each.hint),
            "place": str(each.place) if places else "",
        }
        for each in problems
    ]


def frame_of(
    at: PagePath,
    company: str,
    editions: Sequence[tuple[str, str, str]],
    tag: str,
    *,
    csrf: str = "",
    state: str | None = None,
    answers: bool = False,
    asks: Sequence[str] = (),
    query: str = "",
) -> Frame:
    """The frame of a page of the edition ``tag``.

    ``editions`` are all there are: the folder of each, its tag and what it is called. Without a
    ``tag`` there are no articles yet, and no other pages. ``asks`` are the pages of what is
    proposed that whoever asks may see; ``query`` is what the address of the page says beside its
    path, and the same page in other words or of another edition says, too.
    """
    return Frame(
        company=company,
        tag=tag,
        spoken=language_spoken(),
        base=at.base,
        csrf=csrf,
        state=state,
        answers=answers,
        links=tuple(_links(at, asks, several=len(editions) > 1)) if tag else (),
        editions=tuple(_editions(at, editions, tag, query)) if len(editions) > 1 else (),
        languages=() if state is None else tuple(_languages(at, query)),
    )


def _links(at: PagePath, asks: Sequence[str], *, several: bool) -> Iterator[FrameLink]:
    folder = at.path.rpartition("/")[0]
    asked = {path: words for path, words in _ASKED.items() if path in asks}
    together = {TOGETHER: later("Side by side")} if several else {}
    for path, words in {**_PAGES, **together, **asked}.items():
        own = path if path in asked else path.rpartition("/")[0]
        inside = own != "" and f"{folder}/".startswith(f"{own}/")
        here = "page" if path == at.path else "true" if inside else ""
        yield FrameLink(href=at.to(path), words=say(words), here=here)


def _editions(
    at: PagePath, editions: Sequence[tuple[str, str, str]], tag: str, query: str
) -> Iterator[FrameLink]:
    for folder, other, name in editions:
        here = "true" if other == tag else ""
        href = _with(at.to(at.path, folder), query)
        yield FrameLink(href=href, words=name, tag=other, here=here)


def _with(href: str, query: str) -> str:
    return f"{href}?{query}" if query else href


def _languages(at: PagePath, query: str) -> Iterator[FrameLink]:
    for tag in LANGUAGES:
        here = "true" if tag == language_spoken() else ""
        href = _with(at.to(f"{SPEAK}/{tag}/{at.whole}", ""), query)
        yield FrameLink(href=href, words=language_of(tag).name, tag=tag, here=here)
