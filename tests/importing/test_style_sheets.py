"""Style sheets of pages: selectors of every kind, media, and text that nobody can read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path

import pytest

from amendtool.importing.css import held
from tests.importing.test_pages import codes, left_out, page, texts

LIST = "<ul class=keys><li>one<li>two<li class=x data-k='a b-c'>three<li lang=en-GB>four</ul>"

HIDING = {
    "li:first-child": "one",
    "li:nth-child(2)": "two",
    "li:nth-child(odd)": "one three",
    "li:nth-child(-n + 2)": "one two",
    "li:nth-child(3n-1)": "two",
    "li:nth-of-type(4)": "four",
    "li:last-child": "four",
    "li:nth-last-child(2)": "three",
    "li:nth-last-of-type(n+3)": "one two",
    "li:only-child": "",
    "li + li": "two three four",
    "li ~ .x": "three",
    ".x ~ li": "four",
    "ul > li.x+li": "four",
    "ul>li:first-child~li": "two three four",
    "p ~ ul li": "one two three four",
    "h1 ~ ul li": "",
    "[data-k]": "three",
    "[data-k='a b-c']": "three",
    "[data-k~=b-c]": "three",
    "[data-k^=a]": "three",
    "[data-k$='C' i]": "three",
    "[data-k$='C']": "",
    "[data-k*=' b']": "three",
    "[lang|=en]": "four",
    "li:not(.x)": "one two four",
    "li:not(.x, :first-child)": "two four",
    "li:not(p li)": "one two three four",
    "li:not(p ~ ul li)": "",
    "li:not(ul > .x, .x + li)": "one two",
    "li:is(.x ~ li, li:first-child)": "one four",
    "li:where(:not(li + li) ~ li):not(ul .x)": "two four",
    "li:is(p + ul > :nth-child(2) ~ li)": "three four",
    "ul:has(li:not(li + li)) li": "one two three four",
    "li:is(.x, :nth-child(1))": "one three",
    ":where(ul, ol) > .x": "three",
    "li:not(:hover):not(:first-child)": "two three four",
    "li:hover": "",
    "li:has(+ .x)": "two",
    "li:has(~ .x)": "one two",
    "ul:has(.x) li:first-child": "one",
    "ul:has(> .y) li": "",
    "ul:has(> li.x + [lang]) > li": "one two three four",
    "ul:has(.x .y) li": "",
    "li:not(:has(+ li))": "four",
    "li:has(~ :last-child, .y)": "one two three",
    "p:has(+ ul) + ul > .x": "three",
    "html:has(.x ~ li) li + li": "two three four",
    "ul:has(> .x, b) > li, li": "one two three four",
    "li:empty": "",
    ".\\78": "three",
    "li.y, li:nth-child(2)": "two",
    "li::selection, .x": "three",
    "ul:root li": "",
    "html:root li.x": "three",
    "::before": "",
    "li > *": "",
}


@pytest.mark.parametrize(("selector", "hidden"), HIDING.items())
def test_every_selector_is_followed(selector: str, hidden: str) -> None:
    found = page(f"<p>Keys</p>{LIST}", f"li{{color:red}} {selector} {{display:none}}")
    every = ["one", "two", "three", "four"]
    assert texts(found) == ["Keys", *(f"• {one}" for one in every if one not in hidden.split())]
    assert " ".join(left_out(found, "li")) == hidden
    assert codes(found) == []


def test_the_more_particular_selector_decides() -> None:
    style = "li:nth-child(n){display:none} ul li[class]{display:list-item} li{display:none}"
    assert texts(page(LIST, style)) == ["• three"]
    style = "#a:not(.b){display:none} p.c.d.e{display:block}"
    assert texts(page("<p id=a class='c d e'>Secret</p><p>Keys</p>", style)) == ["Keys"]


def test_a_selector_that_nobody_reads_is_a_doubt_where_it_may_hide() -> None:
    found = page(f"<p>Keys</p>{LIST}", "li:state(b){display:none} p:state(i){color:red}")
    assert texts(found)[1:] == ["• one", "• two", "• three", "• four"]
    assert codes(found) == ["style-unread"] * 4
    found = page("<p>Keys</p><p>Locks</p>", "p:not(div p:state(b)):nth-child(1){color:red}")
    assert not found.doubts
    found = page("<div><p>Keys</p></div>", "p:not(div p:state(b)):nth-child(1){display:none}")
    assert codes(found) == ["style-unread"]


def test_an_empty_element_is_known_when_the_page_is_read() -> None:
    found = page("<p>Keys</p><p></p><p>Locks</p>", "p:empty + p{display:none}")
    assert texts(found) == ["Keys"]


def test_a_style_sheet_may_stand_behind_what_it_hides() -> None:
    found = page("<p class=x>Secret</p><p>Keys</p><style>.x{display:none}</style><p>Locks</p>")
    assert texts(found) == ["Keys", "Locks"]
    assert left_out(found, "p") == ["Secret"]


MEDIA = {
    "screen": "here", "all": "here", "": "here", "print": "on paper", "speech": None,
    "(max-width: 600px)": None, "(min-width: 600px)": "here", "screen and (max-width:40em)": None,
    "only screen and (min-width: 48em)": "here", "print, screen": "here", "not print": "here",
    "(orientation: portrait)": None, "(prefers-color-scheme: dark)": None,
    "(some-new-feature)": "perhaps", "print and (min-width: 5cm)": "on paper",
    "(max-width: 600px), print": "on paper", "(600px <= width)": "perhaps",
}  # fmt: skip


@pytest.mark.parametrize(("query", "said"), MEDIA.items())
def test_where_a_rule_holds(query: str, said: str | None) -> None:
    assert held(query) == said


def test_what_is_for_small_screens_hides_nothing() -> None:
    style = "@media (max-width:700px){.w{display:none}} @media(min-width:700px){.n{display:none}}"
    found = page("<p class=w>Keys</p><p class=n>Locks</p>", style)
    assert texts(found) == ["Keys"]
    assert codes(found) == []


def test_what_paper_shows_otherwise_is_a_doubt_once() -> None:
    style = "@media print { .x { display: none } .y { color: red } nav { display: none } }"
    found = page("<nav>a</nav><p class=x>Keys</p><p class=x>Locks</p><p class=y>Doors</p>", style)
    assert texts(found) == ["Keys", "Locks", "Doors"]
    assert codes(found) == ["print-differs"]
    assert "display: none" in found.doubts[0].message


def test_a_style_sheet_outside_of_the_page_is_a_note() -> None:
    found = page("<link rel=stylesheet href=a.css><link rel='stylesheet' href=b.css><p>Keys</p>")
    assert [(one.code, one.severity) for one in found.doubts] == [("style-apart", "note")]


def test_marks_that_a_style_sheet_writes() -> None:
    inner = "<ol><li>a<ol><li>b</ol></ol>"
    style = "li::marker { content: counters(list-item, '.') ' ' }"
    assert texts(page(inner, style)) == ["1 a", "1.1 b"]
    style = "li{display:block} li::before{content:'§' counter(list-item) ' '}"
    # What is no item of a list in print counts none.
    assert texts(page(inner, style)) == ["§0 a", "§0 b"]
    assert texts(page("<ol><li style='display:block'>a<li>b</ol>", "")) == ["a", "1. b"]
    assert texts(page("<ul><li>a<li>b</ul>", "li{display:inline-block}")) == ["a", "b"]
    assert texts(page("<p data-n='5'>a</p>", "p::before{content:'No. ' attr(data-n)}")) == [
        "No. 5 a"
    ]


FAINT = {
    "<i style='color:#fff'>x</i>": "white",
    "<font color=white>x</font>": "white",
    "<i style='color: rgb(254, 255, 255)'>x</i>": "white",
    "<i style='color:rgba(0,0,0,0)'>x</i>": "transparent",
    "<i style='color:transparent'>x</i>": "transparent",
    "<i style='font-size:1pt'>x</i>": "too small",
    "<b style='font-size:10%'><i style='font-size:.9em'>x</i></b>": "too small",
    "<i style='background:#000;color:black'>x</i>": "colour of its ground",
    "<b style='background:white'><i class=w>x</i></b>": "white",
}
READ = (
    "<i style='color:#fff;background:#036'>x</i>",
    "<b style='background-color:navy'><i style='color:white'>x</i></b>",
    "<i style='color:white;background:url(a.png)'>x</i>",
    "<i style='color:white;background:linear-gradient(red, blue)'>x</i>",
    "<i style='color:#eee'>x</i>",
    "<i style='font-size:3pt'>x</i>",
    "<b style='font-size:0'><i style='font-size:12pt'>x</i></b>",
    "<i style='color:windowtext'>x</i>",
    "<b class=w><i style='color:black'>x</i></b>",
)


@pytest.mark.parametrize(("body", "why"), FAINT.items())
def test_text_that_nobody_can_read_is_a_doubt(body: str, why: str) -> None:
    found = page(f"<p>Keys{body}</p>", ".w{color:white}")
    assert texts(found) == ["Keysx"]
    assert codes(found) == ["faint-text"]
    assert why in found.doubts[0].message


@pytest.mark.parametrize("body", READ)
def test_text_on_a_ground_of_its_own_is_read(body: str) -> None:
    found = page(f"<p>Keys{body}</p>", ".w{color:white}")
    assert texts(found) == ["Keysx"]
    assert codes(found) == []


OFF = (
    "position:absolute;left:-9999px",
    "position:fixed; clip: rect(1px, 1px, 1px, 1px)",
    "position:absolute;width:1px;height:1px;overflow:hidden",
    "text-indent:-9999px",
    "opacity:0",
    "height:0;overflow:hidden",
    "font-size:0",
)
ON = (
    "position:absolute;left:20px", "text-indent:-36pt", "opacity:.5", "height:0",
    "position:relative;left:-9px", "width:1px;overflow:visible", "text-indent:-18.0pt",
)  # fmt: skip


@pytest.mark.parametrize("style", OFF)
def test_what_stands_beside_the_page_is_left_out(style: str) -> None:
    found = page("<p>Keys<span class=x> and locks</span></p>", f".x{{{style}}}")
    assert texts(found) == ["Keys"]
    assert "".join(left_out(found)) == " and locks"


@pytest.mark.parametrize("style", ON)
def test_what_stands_on_the_page_is_read(style: str) -> None:
    found = page("<p>Keys<span class=x> and locks</span></p>", f".x{{{style}}}")
    assert texts(found) == ["Keys and locks"]


def test_long_lists_are_looked_at_once() -> None:
    many = "".join(f"<li>{at}" for at in range(800))
    found = page(f"<ul>{many}</ul>", "b ~ li{display:none} li:nth-child(5) ~ li + li + li a{top:0}")
    assert len(texts(found)) == 800


@pytest.mark.long
@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_browser_shows_the_same(tmp_path: Path) -> None:
    """Chromium shows of every selector above what is read, and holds the same media queries."""
    pages = [
        f"<html><head><style>li{{color:red}} {selector}{{display:none}}</style></head><body>"
        f"<p>Keys</p>{LIST}</body></html>"
        for selector in HIDING
    ]
    frames = "".join(f'<iframe srcdoc="{escape(one)}"></iframe>' for one in pages)
    program = (
        "onload = () => { const told = document.createElement('pre'); told.id = 'told';"
        "told.textContent = JSON.stringify(["
        "[...document.querySelectorAll('iframe')].map(one => one.contentDocument.body.innerText),"
        f"{json.dumps(list(MEDIA))}.map(one => matchMedia(one || 'all').matches)]);"
        "document.body.append(told); }"
    )
    path = tmp_path / "pages.html"
    path.write_text(f"<html><body>{frames}<script>{program}</script></body></html>", "utf-8")
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1280,900",
         f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", path.as_uri()],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    found = re.search('<pre id="told">(.*?)</pre>', done.stdout.decode(), re.DOTALL)
    assert found is not None
    shown, media = json.loads(unescape(found[1]))
    assert len(shown) == len(HIDING)
    for text, hidden in zip(shown, HIDING.values(), strict=True):
        every = ["one", "two", "three", "four"]
        assert text.split() == ["Keys", *(one for one in every if one not in hidden.split())]
    for matches, said in zip(media, MEDIA.values(), strict=True):
        assert said == "perhaps" or matches == (said == "here")
