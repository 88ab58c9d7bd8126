"""Tracked changes: accepting all gives the proposed articles, rejecting all the present ones.

The reader that accepts and rejects knows nothing of amendtool; LibreOffice is another one.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Chapter, Charter, Status, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, STYLES, DraftingStyle
from amendtool.comparison.house import HOUSES
from amendtool.comparison.table import Run
from amendtool.errors import InputError
from amendtool.render.charter.docx import to_docx
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.model import Export, LineKind, State
from amendtool.render.charter.tracked import make_tracked, merged
from amendtool.repository.config import read_config
from amendtool.repository.storage.loader import load
from amendtool.repository.workspace import read_folder
from tests.strategies import amended, charters, styles

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOUSE = {"en": HOUSES["seed-en"], "ja": HOUSES["ja-notice"]}
TITLE = "The Articles"
NO_SPOTS: Mapping[Spot, Spot] = {}


def tracked(
    present: Charter,
    proposed: Charter,
    style: DraftingStyle = EN,
    kept: Mapping[Spot, Spot] = NO_SPOTS,
) -> Export:
    house = HOUSE[style.name]
    return make_tracked(present, proposed, style=style, house=house, title=TITLE, kept=kept)


def texts_of(charter: Charter, style: DraftingStyle) -> list[str]:
    export = make_export(charter, style=style, house=HOUSE[style.name], title=TITLE)
    return [TITLE, *(line.text for line in export.lines)]


# --- a reader that accepts or rejects ----------------------------------------------------


def document(content: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def resolved(content: bytes, *, accept: bool) -> list[str]:
    """The paragraphs once all changes are accepted or rejected (ISO/IEC 29500-1, 17.13.5).

    A paragraph whose mark goes is joined with the one behind it.
    """
    gone = f"{W}del" if accept else f"{W}ins"
    found: list[str] = []
    carried = ""
    body = document(content).find(f"{W}body")
    assert body is not None
    paragraphs = body.findall(f"{W}p")
    for paragraph in paragraphs:
        for run in paragraph.iter(f"{W}r"):
            parent = run.getparent()
            assert parent is not None
            if parent.tag == gone:
                continue
            for child in run:
                if child.tag in (f"{W}t", f"{W}delText"):
                    carried += child.text or ""
                elif child.tag in (f"{W}br", f"{W}tab"):
                    carried += "\n" if child.tag == f"{W}br" else "\t"
        if paragraph.find(f"{W}pPr/{W}rPr/{gone}") is not None:
            assert paragraph is not paragraphs[-1], "the last mark of a document cannot go"
            continue
        found.append(carried)
        carried = ""
    # The paragraph that Word wants behind a last one that may go is empty and has no style.
    if paragraphs[-1].find(f"{W}pPr/{W}pStyle") is None:
        assert found.pop() == ""
    return found


def require_both_sides(
    present: Charter,
    proposed: Charter,
    style: DraftingStyle,
    kept: Mapping[Spot, Spot] = NO_SPOTS,
) -> None:
    content = to_docx(replace(tracked(present, proposed, style, kept), author="A"))
    assert resolved(content, accept=True) == texts_of(proposed, style)
    assert resolved(content, accept=False) == texts_of(present, style)


def history(
    language: str, folder: Path, amendments: str
) -> list[tuple[Charter, Mapping[Spot, Spot]]]:
    """The articles before the first amendment and after each, with what each has kept."""
    style = STYLES[language]
    styles = read_config((folder / "amendtool.toml").read_bytes()).styles
    states: list[tuple[Charter, Mapping[Spot, Spot]]] = [
        (load(read_folder(folder, "articles"), style).charter, {})
    ]
    for path in sorted((folder / amendments).glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        amendment = read_amendment(
            text, style, file=path.name, name=path.stem, styles=styles
        ).amendment
        application = apply(states[-1][0], amendment, style)
        states.append((application.proposed, application.kept))
    return states


HISTORIES = {
    "published": ("en", ROOT, "amendments"),
    "kitano-ja": ("ja", ROOT / "examples" / "kitano", "amendments"),
    "kitano-en": ("en", ROOT / "examples" / "kitano", "amendments"),
}


# --- the laws ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", HISTORIES)
def test_every_amendment_of_the_examples_is_accepted_and_rejected(name: str) -> None:
    language = HISTORIES[name][0]
    states = history(*HISTORIES[name])
    assert len(states) > 2
    for (present, _), (proposed, kept) in pairwise(states):
        require_both_sides(present, proposed, STYLES[language], kept)
        require_both_sides(proposed, present, STYLES[language])


@given(st.data())
def test_law_accepting_gives_the_proposed_and_rejecting_the_present(data: st.DataObject) -> None:
    style = data.draw(styles)
    case = data.draw(amended(style))
    application = apply(case.charter, case.amendment, style)
    require_both_sides(application.present, application.proposed, style, application.kept)


@given(st.data())
def test_law_any_two_charters_are_told_apart(data: st.DataObject) -> None:
    # Their articles have the same keys, and little else in common.
    style = data.draw(styles)
    present, proposed = (data.draw(charters(style, gaps=True)) for _ in range(2))
    require_both_sides(present, proposed, style)


@given(st.data())
def test_law_articles_that_change_places_are_told_apart(data: st.DataObject) -> None:
    style = data.draw(styles)
    charter = data.draw(charters(style, in_chapters=False))
    order = data.draw(st.permutations(charter.articles))
    numbers = [each.number for each in charter.articles]
    moved = tuple(
        Article(
            key=each.key,
            number=number,
            heading=each.heading,
            body=each.paragraphs,
            status=each.status,
        )
        for each, number in zip(order, numbers, strict=True)
    )
    require_both_sides(charter, Charter(articles=moved), style)


@given(st.data())
def test_law_nothing_is_tracked_where_nothing_changes(data: st.DataObject) -> None:
    style = data.draw(styles)
    charter = data.draw(charters(style, gaps=True))
    export = tracked(charter, charter, style)
    assert export == make_export(charter, style=style, house=HOUSE[style.name], title=TITLE)


_runs = st.lists(
    st.builds(Run, st.text("ab \n\u3000", min_size=1, max_size=4), st.booleans()), max_size=6
)


@given(_runs, _runs)
def test_law_merged_runs_give_back_both_sides(left: list[Run], right: list[Run]) -> None:
    pieces = merged(left, right)
    for gone, runs in ((State.INSERTED, left), (State.DELETED, right)):
        assert "".join(p.text for p in pieces if p.state is not gone) == "".join(
            run.text for run in runs
        )
    assert all(one.state is not other.state for one, other in pairwise(pieces))


# --- what is tracked ---------------------------------------------------------------------


def article(key: str, number: int, *texts: str, heading: str | None = None) -> Article:
    paragraphs = tuple(
        provision(number=Number.of(index), text=text) for index, text in enumerate(texts, 1)
    )
    return Article(key=key, number=Number.of(number), heading=heading, body=paragraphs)


def shown(export: Export) -> list[str]:
    """The lines with changes: [-gone-]{+come+}, and ¶ for a mark that goes or comes."""
    signs = {State.KEPT: "{}", State.DELETED: "[-{}-]", State.INSERTED: "{{+{}+}}"}
    found = []
    for line in export.lines:
        text = "".join(signs[piece.state].format(piece.text) for piece in line.pieces)
        if line.state is not State.KEPT:
            text = signs[line.state].format("¶") + text
        if text != line.text:
            found.append(text)
    return found


def test_numbers_words_and_whole_paragraphs_are_tracked() -> None:
    present = Charter(
        articles=(
            article(
                "chairman", 1, "The President shall preside.", "Gone for good.", heading="Chair"
            ),
            article("notice", 2, "Notice is given in a newspaper."),
        )
    )
    proposed = Charter(
        articles=(
            article("office", 1, "The office is in Tokyo."),
            article("chairman", 2, "The Chairman shall preside.", heading="Chairman"),
            article("notice", 3, "Notice is given in a newspaper.", "It is free of charge."),
        )
    )
    assert shown(tracked(present, proposed)) == [
        "{+¶+}{+Article 1.+}",
        "{+¶+}{+The office is in Tokyo.+}",
        "([-Chair-]{+Chairman+})\nArticle [-1-]{+2+}.",
        "The [-President-]{+Chairman+} shall preside.",
        "[-¶-][-2 Gone for good.-]",
        "Article [-2-]{+3+}.",
        "{+¶+}{+2 It is free of charge.+}",
    ]


def test_a_heading_that_comes_brings_its_line_feed() -> None:
    present = Charter(articles=(article("a", 1, "Text."),))
    proposed = Charter(articles=(article("a", 1, "Text.", heading="Name"),))
    assert shown(tracked(present, proposed)) == ["{+(Name)\n+}Article 1."]


def test_a_placeholder_takes_the_text_away() -> None:
    gone = Article(key="a", number=Number.of(1), heading="Name", status=Status.RESERVED)
    present = Charter(articles=(article("a", 1, "Text.", heading="Name"),))
    (head, text) = shown(tracked(present, Charter(articles=(gone,))))
    assert text == "[-¶-][-Text.-]"
    assert head.startswith("(Name)\nArticle ")


def test_a_chapter_that_becomes_a_section_is_a_new_line() -> None:
    one = Chapter(key="one", number=Number.of(1), heading="One")
    two = Chapter(key="two", number=Number.of(2), heading="Two")
    under = Chapter(key="two", number=Number.of(1), heading="Two", parent="one")
    assert shown(tracked(Charter(chapters=(one, two)), Charter(chapters=(one, under)))) == [
        "[-¶-][-Chapter 2 Two-]",
        "{+¶+}{+Section 1 Two+}",
    ]


def test_a_moved_article_goes_and_comes() -> None:
    present = Charter(
        articles=(article("a", 1, "A."), article("b", 2, "B."), article("c", 3, "C."))
    )
    proposed = Charter(
        articles=(article("c", 1, "C."), article("a", 2, "A."), article("b", 3, "B."))
    )
    assert shown(tracked(present, proposed)) == [
        "{+¶+}{+Article 1.+}",
        "{+¶+}{+C.+}",
        "Article [-1-]{+2+}.",
        "Article [-2-]{+3+}.",
        "[-¶-][-Article 3.-]",
        "[-¶-][-C.-]",
    ]


def test_the_preamble_and_the_closing_are_tracked() -> None:
    present = Charter(preamble="We agree.\nOn this:", closing="Tokyo")
    proposed = Charter(preamble="We all agree.\nOn this:", closing="Tokyo\nA. Secretary")
    assert shown(tracked(present, proposed)) == ["We {+all +}agree.", "{+¶+}{+A. Secretary+}"]


# --- the file ----------------------------------------------------------------------------


def kitano_2017() -> Export:
    states = history(*HISTORIES["kitano-ja"])
    (present, _), (proposed, kept) = states[3], states[4]
    return tracked(present, proposed, STYLES["ja"], kept)


def test_every_change_has_its_own_number_an_author_and_a_date() -> None:
    moment = datetime(2017, 6, 28, 12, tzinfo=UTC)
    root = document(to_docx(replace(kitano_2017(), author="総務 & <法務>", changed=moment)))
    changes = list(root.iter(f"{W}ins", f"{W}del"))
    numbers = [change.get(f"{W}id") for change in changes]
    assert len(changes) > 20
    assert len(set(numbers)) == len(numbers)
    assert {change.get(f"{W}author") for change in changes} == {"総務 & <法務>"}
    assert {change.get(f"{W}date") for change in changes} == {"2017-06-28T12:00:00Z"}


def test_changes_without_a_date_have_none() -> None:
    root = document(to_docx(replace(kitano_2017(), author="A")))
    assert {change.get(f"{W}date") for change in root.iter(f"{W}ins", f"{W}del")} == {None}


def test_changes_stand_where_the_schema_has_them() -> None:
    root = document(to_docx(replace(kitano_2017(), author="A")))
    for change in root.iter(f"{W}ins", f"{W}del"):
        parent = change.getparent()
        assert parent is not None
        children = [child.tag for child in change]
        assert (parent.tag, children) in (
            (f"{W}rPr", []),
            (f"{W}p", [f"{W}r"]),
        )
        if parent.tag == f"{W}rPr":
            properties = parent.getparent()
            assert properties is not None
            order = [child.tag.removeprefix(W) for child in properties]
            assert order in (["pStyle", "rPr"], ["pStyle", "ind", "rPr"])
    for text in root.iter(f"{W}t", f"{W}delText"):
        inside = [each.tag for each in text.iterancestors() if each.tag == f"{W}del"]
        assert (text.tag == f"{W}delText") == bool(inside)


def test_the_same_changes_give_the_same_bytes() -> None:
    assert to_docx(replace(kitano_2017(), author="A")) == to_docx(
        replace(kitano_2017(), author="A")
    )


def test_an_author_that_xml_cannot_hold_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        to_docx(replace(kitano_2017(), author="a\x00"))
    assert [problem.code for problem in caught.value.problems] == ["unprintable-character"]


# --- LibreOffice -------------------------------------------------------------------------

OFFICE = """
import json, os, pathlib, signal, subprocess, sys, time, uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

soffice, folder, *files = sys.argv[1:]
pipe = "amendtool-" + pathlib.Path(folder).name
process = subprocess.Popen([
    soffice, "-env:UserInstallation=" + (pathlib.Path(folder) / "profile").as_uri(),
    "--headless", "--norestore", "--accept=pipe,name=" + pipe + ";urp;",
], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
try:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local)
    for attempt in range(240):
        try:
            context = resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            time.sleep(0.5)
    create = lambda name: context.ServiceManager.createInstanceWithContext(name, context)
    desktop, dispatcher = create("com.sun.star.frame.Desktop"), create(
        "com.sun.star.frame.DispatchHelper")
    hidden = PropertyValue(); hidden.Name, hidden.Value = "Hidden", True
    found = {}
    for file in files:
        for verb in ("Accept", "Reject"):
            url = pathlib.Path(file).as_uri()
            component = desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))
            frame = component.CurrentController.Frame
            changes = component.Redlines.createEnumeration().hasMoreElements()
            dispatcher.executeDispatch(frame, ".uno:" + verb + "AllTrackedChanges", "", 0, ())
            left = component.Redlines.createEnumeration().hasMoreElements()
            paragraphs, row = component.Text.createEnumeration(), []
            while paragraphs.hasMoreElements():
                each = paragraphs.nextElement()
                row.append([each.ParaStyleName, each.String])
            found[verb + " " + pathlib.Path(file).name] = [changes, left, row]
            component.close(True)
    print(json.dumps(found))
    desktop.terminate()
finally:
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        # soffice is a wrapper: what it started goes with it.
        os.killpg(process.pid, signal.SIGKILL)
"""


def office_python() -> str | None:
    """A Python that can talk to LibreOffice, or None."""
    for python in (sys.executable, "/usr/bin/python3"):
        if shutil.which(python):
            done = subprocess.run([python, "-c", "import uno"], capture_output=True)
            if done.returncode == 0:
                return python
    return None


@pytest.mark.long
def test_libreoffice_accepts_and_rejects_all(tmp_path: Path) -> None:
    soffice, python = shutil.which("soffice"), office_python()
    if soffice is None or python is None:
        pytest.skip("LibreOffice and its Python bridge are not installed: nothing was opened")
    cases = {}
    for name in HISTORIES:
        style = STYLES[HISTORIES[name][0]]
        states = history(*HISTORIES[name])
        for index, ((present, _), (proposed, kept)) in enumerate(pairwise(states)):
            path = tmp_path / f"{name}-{index}.docx"
            path.write_bytes(to_docx(replace(tracked(present, proposed, style, kept), author="A")))
            cases[path.name] = (present, proposed, style)
    done = subprocess.run(
        [python, "-c", OFFICE, soffice, str(tmp_path), *(str(tmp_path / name) for name in cases)],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    found = json.loads(done.stdout.strip().splitlines()[-1])
    for name, (present, proposed, style) in cases.items():
        for verb, charter in (("Accept", proposed), ("Reject", present)):
            changes, left, rows = found[f"{verb} {name}"]
            assert (changes, left) == (True, False)
            # The paragraph behind a last one that may go; LibreOffice gives it the style of
            # the first one that went.
            if rows[-1][1] == "":
                rows.pop()
            assert [text for _, text in rows] == texts_of(charter, style), (verb, name)
            export = make_export(charter, style=style, house=HOUSE[style.name], title=TITLE)
            headings = [
                line.text
                for line in export.lines
                if line.kind in (LineKind.CHAPTER, LineKind.ARTICLE)
            ]
            assert [t for s, t in rows if s.startswith("Heading")] == headings, (verb, name)
