"""Pages as programs export them, made from one small text: Google Docs, Word, Pages, LibreOffice.

Each kind has three: with numbers that are text, with lists that the program counts, and with what
stands around the text (a header, a list of contents, a note). ``SHOWN`` is what each shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An article of the text: its title, its sentence, and what it lists."""

    title: str
    text: str
    items: tuple[str, ...] = ()


ENGLISH = (
    Rule(title="Name", text="The club is called Heron & Sons."),
    Rule(
        title="Objects", text="The club may:", items=("row on the lake;", "mend boats;", "teach.")
    ),
    Rule(
        title="Board", text="Three directors sit for 2 years.", items=("one chairs;", "one writes.")
    ),
)
JAPANESE = (
    Rule(title="商号", text="当会社は、髙橋鉄工株式会社と称する。"),
    Rule(title="目的", text="当会社は、次の事業を営む。", items=("鉄の加工", "鉄の販売")),
    Rule(title="役員", text="取締役は①代表一名、②他二名とする。"),
)


def label(number: int, rule: Rule, japanese: bool) -> str:
    return f"第{number}条（{rule.title}）" if japanese else f"Article {number}. {rule.title}"


def lines(rules: tuple[Rule, ...], mark: str, *, japanese: bool = False) -> list[str]:
    """What a page of the text shows, where ``mark`` is the first of the marks of items."""
    return [
        line
        for number, rule in enumerate(rules, start=1)
        for line in (
            label(number, rule, japanese),
            rule.text,
            *(f"{marked(mark, at)} {item}" for at, item in enumerate(rule.items)),
        )
    ]


def marked(first: str, at: int) -> str:
    """The mark of an item, where the first one has this mark."""
    return "".join({"1": "123", "a": "abc", "ア": "アイウ"}.get(one, one * 3)[at] for one in first)


def page(style: str, body: str, *, encoding: str = "utf-8", label: str = "utf-8") -> bytes:
    whole = (
        f'<html><head><meta charset="{label}"><style>{style}</style></head><body>{body}</body>'
        "</html>"
    )
    return whole.encode(encoding)


def articles(rules: tuple[Rule, ...], *, japanese: bool = False) -> Iterator[tuple[str, Rule]]:
    for number, rule in enumerate(rules, start=1):
        yield escape(label(number, rule, japanese)), rule


def google(rules: tuple[Rule, ...], form: str, *, more: str = "", japanese: bool = False) -> bytes:
    """Google Docs counts with a style sheet: one class of list for each list and level."""
    style = "ol{margin:0;padding:0}.c1{font-weight:700}.c2{vertical-align:super}"
    body = more
    for at, (name, rule) in enumerate(articles(rules, japanese=japanese)):
        kind = f"lst-kix_{at:02}ab-0"
        style += (
            (
                f"ol.{kind}.start{{counter-reset:lst-ctn-kix_{at:02}ab-0 0}}"
                f"ol.{kind}{{list-style-type:none}}.{kind}>li{{counter-increment:lst-ctn-kix_{at:02}ab-0}}.{kind}>li:before{{"
                f'content:"{form}"}}'
            )
            .replace("%", f'" counter(lst-ctn-kix_{at:02}ab-0,')
            .replace("|", ') "')
        )
        body += f'<p class="c0"><span class="c1">{name}</span></p>'
        body += f'<p class="c0"><span>{escape(rule.text)}</span></p>'
        for index, item in enumerate(rule.items):
            start = " start" if not index else ""
            body += (
                f'<ol class="c3 {kind}{start}" start="{index + 1}"><li class="c0 li-bullet-0">'
                f"<span>{escape(item)}</span></li></ol>"
            )
    return page(style, body)


def word(rules: tuple[Rule, ...], form: str, *, more: str = "", japanese: bool = False,
         encoding: str = "utf-8", label: str = "utf-8") -> bytes:  # fmt: skip
    """Word writes the numbers of lists as text, with spaces in a small font behind them."""
    body = more
    for name, rule in articles(rules, japanese=japanese):
        body += f"<p class=MsoNormal><b>{name}<o:p></o:p></b></p>\n"
        body += f"<p class=MsoNormal>{escape(rule.text)}<o:p></o:p></p>\n"
        for at, item in enumerate(rule.items):
            body += (
                "<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;"
                "mso-list:l0 level1 lfo1'>"
                "<![if !supportLists]><span style='mso-list:Ignore'>"
                f"{marked(form, at)}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; "
                f"</span></span><![endif]>{escape(item)}<o:p></o:p></p>\n"
            )
    style = "<!-- p.MsoNormal, li.MsoNormal {margin:0cm} @page WordSection1 {size:21cm 29.7cm} -->"
    body = f"<div class=WordSection1>{body}</div>"
    return page(style, body, encoding=encoding, label=label)


def cocoa(rules: tuple[Rule, ...], form: str, *, more: str = "", japanese: bool = False) -> bytes:
    """What programs of a Mac save: classes of paragraphs, and lists of the browser."""
    style = (
        "p.p1 {margin: 0.0px 0.0px 8.0px 0.0px; font: 12.0px Helvetica} "
        f"span.s1 {{font-kerning: none}} ol.ol1 {{list-style-type: {form}}}"
    )
    body = more
    for name, rule in articles(rules, japanese=japanese):
        body += f'<p class="p1"><span class="s1"><b>{name}</b></span></p>\n'
        body += f'<p class="p1"><span class="s1">{escape(rule.text)}</span></p>\n'
        if rule.items:
            rows = "".join(
                f'<li class="li1"><span class="s2"></span><span class="s1">{escape(one)}</span>'
                "</li>\n"
                for one in rule.items
            )
            body += f'<ol class="ol1">{rows}</ol>\n'
    return page(style, body)


def office(rules: tuple[Rule, ...], form: str, *, more: str = "", japanese: bool = False) -> bytes:
    """LibreOffice writes lists with paragraphs inside, and goes on counting by ``start``."""
    body = more
    for name, rule in articles(rules, japanese=japanese):
        body += f'<p style="line-height: 100%; margin-bottom: 0cm"><b>{name}</b></p>\n'
        body += f'<p style="margin-bottom: 0cm">{escape(rule.text)}</p>\n'
        for at, item in enumerate(rule.items):
            body += (
                f'<ol type="{form}" start="{at + 1}">\n\t<li><p style="margin-bottom: 0cm">'
                f"{escape(item)}</p></li>\n</ol>\n"
            )
    return page("@page { size: 21cm 29.7cm; margin: 2cm } p { line-height: 115% }", body)


EXPORTS: dict[str, bytes] = {
    "google-digits": google(ENGLISH, "%decimal|. "),
    "google-letters": google(ENGLISH, "(%lower-latin|) "),
    "google-japanese": google(JAPANESE, "%decimal|. ", japanese=True),
    "word-digits": word(ENGLISH, "1."),
    "word-letters": word(ENGLISH, "(a)"),
    "word-japanese": word(JAPANESE, "(1)", japanese=True, encoding="cp932", label="shift_jis"),
    "cocoa-digits": cocoa(ENGLISH, "decimal"),
    "cocoa-letters": cocoa(ENGLISH, "lower-alpha"),
    "cocoa-japanese": cocoa(JAPANESE, "katakana", japanese=True),
    "office-digits": office(ENGLISH, "1"),
    "office-letters": office(ENGLISH, "a"),
    "office-japanese": office(JAPANESE, "1", japanese=True),
}
"""The pages, by name."""

SHOWN: dict[str, list[str]] = {
    "google-digits": lines(ENGLISH, "1."),
    "google-letters": lines(ENGLISH, "(a)"),
    "google-japanese": lines(JAPANESE, "1.", japanese=True),
    "word-digits": lines(ENGLISH, "1."),
    "word-letters": lines(ENGLISH, "(a)"),
    "word-japanese": lines(JAPANESE, "(1)", japanese=True),
    "cocoa-digits": lines(ENGLISH, "1."),
    "cocoa-letters": lines(ENGLISH, "a."),
    "cocoa-japanese": lines(JAPANESE, "ア、", japanese=True),
    "office-digits": lines(ENGLISH, "1."),
    "office-letters": lines(ENGLISH, "a."),
    "office-japanese": lines(JAPANESE, "1.", japanese=True),
}
"""What the page of each name shows, line by line."""
