"""``amendtool.toml``: the company, its articles, their editions and the house style.

::

    company = "株式会社北野原精機"
    language = "ja"              # the leading edition; each setting may be left out
    house = "ja-notice"
    law = "jp"                   # by whose rules days are counted; never taken from the language

    [drafting]                   # the forms that the articles are numbered in, by samples
    article = "第十条"
    items = ["一", "イ", "(ア)"]
    heading = "beside"

    [documents]                  # what documents around the table say of the company
    short_name = "北野原"

    [documents.en]               # goes before [documents] in documents of this language
    company = "Kitanohara Precision Co., Ltd."

    [editions.en]                # another edition: articles/en/, with the same keys
    title = "Articles of Incorporation"

    [registered]                 # which articles hold a matter that is registered; needs a law
    trade-name = "trade-name"

    [editions.en.drafting]       # its forms, as in [drafting]
    items = ["(i)", "(a)"]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any, Final

from amendtool.amendments.company import NO_COMPANY, Company, paragraphs
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.page import CAPTION_TEXT, PageSetting, page_problem
from amendtool.articles.registered import MATTERS, NOT_REGISTERED
from amendtool.articles.styles import EN, STYLES, DraftingStyle, samples
from amendtool.articles.text import characters
from amendtool.articles.text.encoding import decode
from amendtool.comparison.house import (
    HOUSES,
    SEED_EN,
    STYLE_HOUSES,
    USUAL_AROUND,
    Around,
    HeadingPlace,
    HouseStyle,
    NumberPlace,
)
from amendtool.comparison.table import Align
from amendtool.errors import InputError
from amendtool.messages import later, say
from amendtool.patterns import compiled
from amendtool.periods.law import Law
from amendtool.repository.houses import Reader, find_house
from amendtool.settings import Setting, SettingsFile, choice, refuse, text
from amendtool.values import dataclass

CONFIG_FILE: Final = "amendtool.toml"
DOCUMENTS: Final = "documents"
DRAFTING: Final = "drafting"
EDITIONS: Final = "editions"
RELATED: Final = "related"
REGISTERED: Final = "registered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The articles in one language, and how that edition is written and printed.

    ``company`` is empty where the edition names the company as the leading one does.
    """

    company: str
    title: str
    style: DraftingStyle
    house: HouseStyle
    heading_place: HeadingPlace | None = None
    """Where its articles have their headings, whatever the house style says."""
    number_place: NumberPlace | None = None
    """Where their numbers stand, whatever the house style says."""
    around: Around = USUAL_AROUND
    """Where the lines before and behind the articles stand."""

    @property
    def language(self) -> str:
        """The language, as a BCP 47 tag; it is also the name of its folder."""
        return self.style.language


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What an articles repository says of itself, seen by one edition: at first the leading one."""

    company: str = ""
    title: str = EN.document_name
    style: DraftingStyle = EN
    house: HouseStyle = SEED_EN
    heading_place: HeadingPlace | None = None
    """Where the articles have their headings, whatever the house style says."""
    number_place: NumberPlace | None = None
    """Where their numbers stand, whatever the house style says."""
    around: Around = USUAL_AROUND
    """Where the lines before and behind the articles stand."""
    companies: tuple[tuple[str, Company], ...] = ()
    """The company in documents, by their language; without its name where that is ``company``."""
    related: tuple[str, ...] = ()
    """Documents and folders in the repository that cite the articles."""
    law: Law | None = None
    """By whose rules days are counted; None where the settings do not say, which is no law."""
    registered: tuple[tuple[str, str | None], ...] = ()
    """The keys of articles with the word of the registered matter that each holds, or None."""
    editions: tuple[Edition, ...] = ()
    """All editions, the leading one first; empty where there is only one."""

    def company_in(self, language: str) -> Company:
        """The company as documents in a language name it."""
        company = dict(self.companies).get(language, NO_COMPANY)
        named = {each.language: each.company for each in self.editions}
        return company if company.name else replace(company, name=named.get(language, self.company))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the editions, the leading one first."""
        return tuple(each.language for each in self.editions) or (self.language,)

    @property
    def styles(self) -> tuple[DraftingStyle, ...]:
        """The drafting styles of the editions, that of the leading one first."""
        return tuple(each.style for each in self.editions) or (self.style,)

    @property
    def of_bylaws(self) -> bool:
        """Whether the articles are bylaws, by the title of the leading edition: none are filed."""
        title = self.editions[0].title if self.editions else self.title
        return _BYLAWS.search(title) is not None

    @property
    def leads(self) -> bool:
        """Whether this is the leading edition."""
        return self.language == self.languages[0]

    def edition(self, language: str) -> Config:
        """The same settings, seen by the edition in a language; KeyError when there is none."""
        if language == self.language:
            return self
        return self._seen_by({each.language: each for each in self.editions}[language])

    def _seen_by(self, edition: Edition) -> Config:
        return replace(
            self,
            company=edition.company,
            title=edition.title,
            style=edition.style,
            house=edition.house,
            heading_place=edition.heading_place,
            number_place=edition.number_place,
            around=edition.around,
        )

    @property
    def language(self) -> str:
        """The language of the articles, as a BCP 47 tag."""
        return self.style.language


# -- what each table may hold -----------------------------------------------------------------


def _house(read: Reader | None) -> Setting:
    name = text("house")
    return replace(
        name, read=lambda value: find_house(name.read(value), read, code="choice-unknown")
    )


def _line(name: str) -> Setting:
    """A sample, or a title as it is printed: a text of one line."""

    def read(value: object) -> str:
        if isinstance(value, str) and value.strip() and "\n" not in value:
            return value
        refuse(
            "text-expected",
            say("{name} should be a text of one line", name=name),
            say('write {name} = "…"', name=name),
        )

    return Setting(name=name, read=read)


def _samples(value: object) -> list[str]:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return value
    refuse(
        "texts-expected",
        say("items should be a list of samples, one for each depth"),
        say('write items = ["(1)", "(a)"]'),
    )


def _alignments(name: str) -> Setting:
    """Where the lines of a text stand, one for each line."""

    def read(value: object) -> list[str]:
        if isinstance(value, list) and value and all(one in [*Align] for one in value):
            return value
        refuse(
            "choice-unknown",
            say(
                "{name} should be a list of {choices}, one for each line",
                name=name,
                choices=say(", ").join(Align),
            ),
            say(
                'write {name} = ["centre", "right"]; further lines stand as the last one', name=name
            ),
        )

    return Setting(name=name, read=read)


def _article(value: object) -> str:
    """A sample; an empty one for articles whose number is not printed."""
    return "" if value == "" else str(_line("article").read(value))


def _chapter(value: object) -> str | list[str]:
    """A sample, or one for each depth."""
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return value
    return str(_line("chapter").read(value))


def _supplementary(value: object) -> str:
    title: str = _line("supplementary").read(value)
    return title.strip(" ")


def _deleted(value: object) -> str:
    """What is printed in the place of a deleted article: the style's words, otherwise spaced."""
    words: str = _line("deleted").read(value)
    if any("".join(words.split()) == "".join(own.split()) for own in _DELETED):
        return words.strip()
    refuse(
        "deleted-unclear",
        say("{words!r} are not the words that a deleted article is printed with", words=words),
        say("write one of {words}, with spaces as they are printed", words=" ".join(_DELETED)),
    )


_DELETED: Final = tuple(dict.fromkeys(style.reserved_label for style in STYLES.values()))


def _seen(setting: Setting) -> Setting:
    """The same setting, where its texts hold nothing that people cannot see: they are printed."""

    def read(value: object) -> object:
        found = setting.read(value)
        texts = map(str, value if isinstance(value, list) else [value])
        if odd := [
            each for text in texts for each in characters.problems(text) if each.severity == "error"
        ]:
            raise InputError(*odd)
        return found

    return Setting(name=setting.name, read=read)


# The digits of the articles give those of the chapters, so they come first.
_CHOOSERS: Final[Mapping[str, Callable[[DraftingStyle, Any], DraftingStyle | int | None]]] = {
    "article": samples.with_article,
    "chapter": samples.with_chapter,
    "paragraph": samples.with_paragraph,
    "items": samples.with_items,
    "caption": samples.with_caption,
}
_NUMBERED: Final = {
    "article": later("articles"),
    "chapter": later("chapters"),
    "paragraph": later("paragraphs"),
    "items": later("items"),
}
_GAPS: Final = ("", " ", "　")


def _items_gap(value: object) -> tuple[str, ...]:
    """What stands between the marks of items and their texts, for each depth."""
    if isinstance(value, list) and value and all(one in _GAPS for one in value):
        return tuple(value)
    refuse(
        "choice-unknown",
        say('items_gap should be a list of spaces, one for each depth, "" for none'),
        say('write items_gap = [""] for marks right before their texts, or [" "]'),
    )


def _paragraph_gap(value: object) -> str:
    """The same of paragraphs."""
    if value in _GAPS:
        return str(value)
    refuse(
        "choice-unknown",
        say('paragraph_gap should be a space, or "" for none'),
        say('write paragraph_gap = "" for marks right before their texts, or " "'),
    )


_DRAFTING: Final = (
    _seen(Setting(name="article", read=_article)),
    _seen(Setting(name="chapter", read=_chapter)),
    *(_seen(_line(name)) for name in ("paragraph", "caption")),
    _seen(Setting(name="items", read=_samples)),
    Setting(name="paragraph_gap", read=_paragraph_gap),
    Setting(name="items_gap", read=_items_gap),
    choice(_line("heading"), HeadingPlace),
    choice(_line("number"), NumberPlace),
    _seen(Setting(name="supplementary", read=_supplementary)),
    _seen(Setting(name="deleted", read=_deleted)),
    *map(_alignments, ("preamble_align", "closing_align")),
)


def _names(value: object) -> tuple[str, ...]:
    """Other names of the body whose articles these are."""
    if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
        return tuple(one.strip() for one in value)
    refuse(
        "texts-expected",
        say("names should be a list of the names that the articles give their own company"),
        say('write names = ["Example", "EX Inc."]'),
    )


_PRINTED: Final = (
    *(_seen(text(name)) for name in ("company", "title")),
    _seen(Setting(name="names", read=_names)),
)
"""What documents print of the body whose articles these are."""


def _related(value: object) -> tuple[str, ...]:
    """Paths in the repository: what others wrote is not followed out of it."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        refuse(
            "texts-expected",
            say("documents should be a list of paths"),
            say('write documents = ["rules", "forms/notice.docx"]'),
        )
    for one in value:
        path = PurePosixPath(one)
        if not one.strip() or path.is_absolute() or ".." in path.parts or "\\" in one:
            refuse(
                "path-outside",
                say("{path!r} is no path in the repository", path=one),
                say("name documents by their path from the folder of amendtool.toml"),
            )
    return tuple(value)


_BYLAWS: Final = compiled(r"\bby-?laws\b", re.IGNORECASE)
_SPACE: Final = compiled(r"[ \t\r\n]+")


def _one_line(value: str) -> str:
    # Not str.split(): U+3000 is text (代表取締役社長　山田太郎).
    return _SPACE.sub(" ", value).strip(" ")


def _lines(value: str) -> tuple[str, ...]:
    return tuple(line.strip(" \t\r") for line in value.split("\n") if line.strip())


def _prose(name: str) -> Setting:
    def read(value: object) -> str:
        if isinstance(value, str):
            return value
        hint = say('write {name} = "…", or """…""" for several lines', name=name)
        refuse("text-expected", say("{name} should be a text", name=name), hint)

    return Setting(name=name, read=read)


def _printed(name: str, form: Callable[[str], object] = _one_line) -> Setting:
    """What documents print of the company, in the form in which :class:`Company` has it."""

    def read(value: object) -> object:
        prose: str = _prose(name).read(value)
        if odd := [each for each in characters.problems(prose) if each.severity == "error"]:
            raise InputError(*odd)
        return form(prose)

    return Setting(name=name, read=read)


_DOCUMENTS: Final = (
    *map(_printed, ("company", "short_name", "tickers", "code", "exchange", "place", "address")),
    *map(_printed, ("representative", "representative_title")),
    _printed("about", paragraphs),
    _printed("contact", _lines),
    choice(_prose("dates"), ("western", "era")),
)


# -- reading ----------------------------------------------------------------------------------


def read_config(data: bytes, *, file: str = CONFIG_FILE, read: Reader | None = None) -> Config:
    """The configuration that ``data``, in UTF-8, holds; InputError with all mistakes.

    ``read`` gives the file of a house style that it names, with its mistakes among them.
    """
    content, _ = decode(data, file=file)
    toml = SettingsFile(content, file=file)
    shared = toml.values(DOCUMENTS, _DOCUMENTS, inner=LANGUAGES)
    companies = tuple(
        (language, _company(shared | toml.values(f"{DOCUMENTS}.{language}", _DOCUMENTS)))
        for language in LANGUAGES
    )
    settings = (
        *_PRINTED,
        choice(text("language"), LANGUAGES),
        choice(text("style"), STYLES),
        _house(read),
        choice(text("law"), Law),
    )
    tables = say(
        "[{documents}], [{drafting}], [{related}], [{registered}] and [{editions}.en]",
        documents=DOCUMENTS,
        drafting=DRAFTING,
        related=RELATED,
        registered=REGISTERED,
        editions=EDITIONS,
    )
    inner = (DOCUMENTS, DRAFTING, EDITIONS, RELATED, REGISTERED)
    related = toml.values(RELATED, (Setting(name="documents", read=_related),))
    values = toml.values("", settings, inner=inner, tables=tables)
    language = values.get("language", "en")
    style = values.get("style", language)
    # Bylaws have a house style of their own; else the language of the file decides, not that of
    # the drafting style, because it is the readers of the table that it is printed for.
    usual = STYLE_HOUSES.get(style, LANGUAGES[language].house)
    values = {"house": HOUSES[usual]} | values
    leading = _edition(toml, DRAFTING, values, STYLES[style])
    further = _further_editions(toml, leading.language, read)
    law = Law(values["law"]) if "law" in values else None
    registered = _registered(toml, law)
    toml.require_none()
    config = Config(
        companies=companies,
        related=related.get("documents", ()),
        law=law,
        registered=registered,
    )._seen_by(leading)
    if not further:
        return config
    named = (
        replace(each, company=each.company or config.company_in(each.language).name)
        for each in further
    )
    return replace(config, editions=(leading, *named))


def _registered(toml: SettingsFile, law: Law | None) -> tuple[tuple[str, str | None], ...]:
    """Which keys hold which registered matter, by the words of the law."""
    given = toml.names(REGISTERED)
    known = MATTERS[law or Law.NONE]
    if given and not known:
        toml.mistake(
            REGISTERED,
            "registered-without-law",
            say("no list of registered matters is known where no law is set")
            if law is None
            else say("no list of registered matters is known for the law {law!r}", law=law.value),
            say('set law = "jp" above the tables, or take the table out'),
        )
        return ()
    choices = (*known, NOT_REGISTERED)
    found: list[tuple[str, str | None]] = []
    for key, value in given.items():
        if value in choices:
            found.append((key, None if value == NOT_REGISTERED else str(value)))
        else:
            toml.mistake(
                f"{REGISTERED}.{key}",
                "choice-unknown",
                say("{value!r} is no registered matter", value=value),
                say("expected one of {choices}", choices=say(", ").join(choices)),
            )
    return tuple(found)


def _company(values: dict[str, Any]) -> Company:
    name, dates = values.pop("company", ""), values.pop("dates", "")
    return Company(name=name, era=dates == "era", **values)


def _around_a_caption(sample: str) -> tuple[str, str]:
    """What is wrong with a sample of a caption, and what to do."""
    trouble = page_problem(PageSetting.CAPTION, sample)
    return trouble or (
        say("{sample!r} is no sample of what stands around a caption", sample=sample),
        say(
            "write what stands on both sides of it, as in （{caption}）",
            caption=CAPTION_TEXT,
        ),
    )


def _edition(
    toml: SettingsFile, drafting: str, values: Mapping[str, Any], style: DraftingStyle
) -> Edition:
    """An edition of these values, in the forms of its table ``drafting``."""
    forms = toml.values(drafting, _DRAFTING)
    for name, choose in _CHOOSERS.items():
        if name not in forms:
            continue
        chosen = choose(style, forms[name])
        if isinstance(chosen, DraftingStyle):
            style = chosen
        else:
            sample = forms[name] if chosen is None else forms[name][chosen]
            toml.mistake(
                f"{drafting}.{name}",
                "sample-unclear",
                *(
                    _around_a_caption(sample)
                    if name == "caption"
                    else (
                        say(
                            "{sample!r} is no sample of how {provisions} are numbered",
                            sample=sample,
                            provisions=say(_NUMBERED[name]),
                        ),
                        say(
                            "write a number as it is printed, such as {example}",
                            example=style.samples[name],
                        ),
                    )
                ),
            )
    if "paragraph_gap" in forms or "items_gap" in forms:
        style = samples.with_gaps(
            style, paragraph=forms.get("paragraph_gap"), items=forms.get("items_gap", ())
        )
    if title := forms.get("supplementary"):
        style = replace(style, base=style.default, supplementary_title=title)
    if words := forms.get("deleted"):
        style = style.spaced_as(words)
    if title := values.get("title"):
        # The title tells which document it is, and so what 定款 or "the Bylaws" are in it.
        style = replace(style, base=style.default, document_name=title)
    if bodies := (*filter(None, [values.get("company")]), *values.get("names", ())):
        style = replace(style, base=style.default, body_names=bodies)
    heading = HeadingPlace(forms["heading"]) if "heading" in forms else None
    number = NumberPlace(forms["number"]) if "number" in forms else None
    house: HouseStyle = values["house"]
    return Edition(
        company=values.get("company", ""),
        title=values.get("title", style.document_name),
        style=style,
        house=house.placed(heading, number),
        heading_place=heading,
        number_place=number,
        around=Around(
            preamble=tuple(map(Align, forms.get("preamble_align", ()))),
            closing=tuple(map(Align, forms.get("closing_align", ()))),
        ),
    )


def _not_of(language: str, style: str) -> str:
    """That a drafting style is none of a language."""
    return say(
        "style is {style!r}, which is no drafting style of the language {language!r}",
        style=style,
        language=language,
    )


def _further_editions(toml: SettingsFile, leading: str, read: Reader | None) -> tuple[Edition, ...]:
    """The editions beside the leading one, which has the language ``leading``."""
    found: list[Edition] = []
    hint = say("name each further edition on a line of its own: [{editions}.en]", editions=EDITIONS)
    for language in toml.names(EDITIONS, hint=hint):
        table = f"{EDITIONS}.{language}"
        if language not in LANGUAGES:
            toml.mistake(
                table,
                "choice-unknown",
                say("there is no language {language!r} here", language=language),
                say("expected one of {languages}", languages=say(", ").join(LANGUAGES)),
            )
            continue
        fitting = [each.name for each in STYLES.values() if each.language == language]
        settings = (
            *_PRINTED,
            choice(text("style"), fitting, refusal=partial(_not_of, language)),
            _house(read),
        )
        house = HOUSES[LANGUAGES[language].house]
        values: dict[str, Any] = {"house": house}
        values |= toml.values(table, settings, inner=(DRAFTING,))
        style = STYLES[values.get("style", language)]
        found.append(_edition(toml, f"{table}.{DRAFTING}", values, style))
        if language == leading:
            toml.mistake(
                table, "edition-twice",
                say("{language!r} is the language of the leading edition", language=language),
                say("the settings of the leading edition stand at the top of the file"),
            )  # fmt: skip
    return tuple(found)
