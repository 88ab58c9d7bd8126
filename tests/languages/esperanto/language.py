"""The row of Esperanto, a language that the program does not have."""

from __future__ import annotations

import datetime

from amendtool.articles.languages.language import (
    CommitWords,
    Language,
    RevisionWords,
    SpokenMarks,
)
from amendtool.articles.numerals import DECIMAL

MONTHS = (
    "januaro februaro marto aprilo majo junio julio aŭgusto septembro oktobro novembro decembro"
).split()


def date(day: datetime.date, *, weekday: bool = False, era: bool = False) -> str:
    """``la 26-a de junio 2026``; the days of the week are left out."""
    return f"la {day.day}-a de {MONTHS[day.month - 1]} {day.year}"


ESPERANTO = Language(
    tag="eo",
    word_joint=" ",
    items_note="(La numeroj estas tiuj post akcepto de ĉiuj proponoj.)",
    list_joint=", ",
    colon=": ",
    term_gap=" ",
    wide=False,
    letters=None,
    latin_tag="eo",
    figures=DECIMAL,
    groups_with_comma=False,
    date=date,
    name="Esperanto",
    contents="Enhavo",
    revisions=RevisionWords(
        title="Listo de ŝanĝoj",
        entry="{name}: {title}",
        adopted="decidita {}",
        former={"established": "Fondita", "amended": "Ŝanĝita"},
        adopted_by={
            "board": "decidita de la estraro {}",
            "members": "decidita de la membroj {}",
            "consent": "decidita skribe {}",
        },
        effective="valida ekde {}",
        joint="; ",
        facts=" ({})",
    ),
    commits=CommitWords(
        renumbering="{}: nova numerado",
        adopted="Decidis: {}",
        bodies={"board": "la estraro", "members": "la membroj", "consent": "skriba konsento"},
        one_file="Unu dosiero ricevas novan nomon. La teksto sekvas.",
        files="{} dosieroj ricevas novajn nomojn. La teksto sekvas.",
        lapsed="{0}: forigita laŭ propra dispono, {1}",
        lapsed_why="Laŭ {}.",
    ),
    spoken=SpokenMarks(added=" [aldonita: ", removed=" [forigita: ", end="] "),
    house="eo",
    notice="propono",
    whole_notice="kunvoko",
    annual=("jarkunveno",),
)
