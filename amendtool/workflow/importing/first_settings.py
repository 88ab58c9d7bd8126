"""The settings file of a new repository, as far as its first document tells what stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from amendtool.articles.languages import LANGUAGES
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.house import STYLE_HOUSES
from amendtool.periods.law import Law
from amendtool.repository.config import DOCUMENTS, DRAFTING
from amendtool.values import dataclass
from amendtool.workflow.importing.facts import ToldFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsWords:
    """The comments of the settings file, which are in the language of the articles."""

    head: str
    law: str
    drafting: str
    documents: str
    past: str
    """Where the list of revisions stands: ``{count}`` lines, from ``{first}`` to ``{last}``."""
    unsaid: tuple[tuple[str, str], ...]
    """What no document of articles tells: the setting, and a sample of it."""


_ENGLISH: Final = SettingsWords(
    head="An articles repository: `amendtool --help` says what can be done with it.",
    law='By whose rules days are counted: "jp", "us-de", or "none" for the plain calendar.',
    drafting="How the articles are numbered and printed, as the document has them.",
    documents="What documents around the table say of the company. A line behind # says nothing: "
    "take the # away and fill it in.",
    past="Its list of revisions ({count} lines, {first} to {last}) stands in articles/closing.md; "
    "`amendtool baseline` records its days.",
    unsaid=(
        ("short_name", "Example"),
        ("address", "1 Example Street, Springfield"),
        ("representative_title", "President"),
        ("representative", "Jane Roe"),
        ("tickers", "NYSE: EXM"),
        ("place", "SPRINGFIELD"),
        ("contact", "Corporate Secretary, +1-555-0100"),
    ),
)
_JAPANESE: Final = SettingsWords(
    head="定款のリポジトリの設定です。できることは `amendtool --help` にあります。",
    law='日数の数え方の根拠となる法: "jp"（日本の会社法）、"us-de"、または暦どおりの "none"',
    drafting="条文の番号や見出しの書き方。取り込んだ文書のとおりです。",
    documents="招集通知などの文書に載せる会社の情報。# で始まる行は使われません。"
    "# を外して書き入れてください。",
    past="改正の履歴（{count}行、{first}から{last}まで）は articles/closing.md にあります。"
    "その日付は `amendtool baseline` で記録できます。",
    unsaid=(
        ("short_name", "例示"),
        ("address", "東京都千代田区例示町一丁目１番１号"),
        ("representative_title", "代表取締役社長"),
        ("representative", "例示　太郎"),
        ("code", "0000"),
        ("exchange", "東証スタンダード市場"),
        ("contact", "総務部長　例示　花子（TEL．03-0000-0000）"),
    ),
)
_WORDS: Final[Mapping[str, SettingsWords]] = {"ja": _JAPANESE}


def usual_house(style: DraftingStyle) -> str:
    """The house style that tables of articles in a drafting style are printed in."""
    return STYLE_HOUSES.get(style.name) or LANGUAGES[style.language].house


def first_settings(
    *,
    company: str,
    title: str,
    style: DraftingStyle,
    facts: ToldFacts,
    drafting: Mapping[str, str | list[str]],
) -> str:
    """The settings file of a repository that begins with an imported document.

    ``[documents]`` holds what the document tells of the company, and behind ``#`` what a person
    fills in. The comments are in the language of the articles.
    """
    words = _WORDS.get(style.language, _ENGLISH)
    top = {
        "company": company,
        "title": title,
        "language": style.language,
        "style": style.name,
        "house": usual_house(style),
    }
    lines = [f"# {words.head}", *_set(top), "", f"# {words.law}"]
    law = facts.law.value if facts.law is not None else Law.NONE.value
    lines.append(f'{"" if facts.law is not None else "# "}law = "{law}"')
    if drafting:
        lines += ["", f"# {words.drafting}", f"[{DRAFTING}]", *_set(drafting)]
    lines += ["", f"# {words.documents}"]
    if facts.days:
        days = sorted(each.day for each in facts.days)
        lines.append(f"# {words.past.format(count=len(days), first=days[0], last=days[-1])}")
    told = {
        "address": facts.address,
        "representative_title": facts.representative_title,
        "representative": facts.representative,
    }
    lines.append(f"[{DOCUMENTS}]")
    for name, sample in words.unsaid:
        known = told.get(name, "")
        lines.append(_line(name, known) if known else f"# {_line(name, sample)}")
    if facts.english and style.language != "en":
        lines += ["", f"[{DOCUMENTS}.en]", _line("company", facts.english)]
    return "\n".join(lines) + "\n"


def _set(values: Mapping[str, str | list[str]]) -> Iterator[str]:
    for name, value in values.items():
        yield _line(name, value)


def _line(name: str, value: str | list[str]) -> str:
    """A setting; the escapes of a TOML text are those of JSON."""
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"
