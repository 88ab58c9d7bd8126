"""Every reader of the program, as a function of bytes, and pieces to make hostile input of.

A reader may refuse what it is given, with an :class:`AmendtoolError`; it may raise nothing else.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.inverse import derive
from amendtool.articles.address_reader import AddressError, parse, parse_range
from amendtool.articles.charter import Charter
from amendtool.articles.references.parser import parse_references
from amendtool.articles.styles import BYLAWS, EN, JA, STYLES
from amendtool.articles.styles.samples import (
    with_article,
    with_caption,
    with_chapter,
    with_items,
    with_paragraph,
)
from amendtool.articles.text.clause import parse_clause
from amendtool.articles.text.encoding import decode
from amendtool.comparison.house_file import read_house
from amendtool.desk.people import read_people
from amendtool.errors import AmendtoolError
from amendtool.fleet.companies_file import read_companies
from amendtool.fleet.pattern_file import read_pattern
from amendtool.importing.blocks import Struck
from amendtool.importing.document import import_document, read_document
from amendtool.importing.evidence.reader import read_printed
from amendtool.render import render
from amendtool.render.notice.model import Notice, NoticeParagraph, Title
from amendtool.render.table.json import from_json
from amendtool.render.templates import Templates
from amendtool.repository.config import read_config
from amendtool.repository.landing.drafts import draft_name
from amendtool.repository.landing.journal import Journal
from amendtool.repository.landing.writing_record import WritingRecord
from amendtool.repository.record import Act, Deed, Record, read_record, write_record
from amendtool.repository.storage.loader import load
from amendtool.repository.storage.page import parse_page
from amendtool.workflow.documents.word_models import notice_in_model, read_model
from amendtool.workflow.drafting.draft import draft
from amendtool.workflow.drafting.edited_document import EditedDocument
from amendtool.workflow.library import compare, read_charter, write_amendment, write_charter
from amendtool.workflow.working_draft.draft import read_kept

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

LONGEST: Final = 20_000
"""More bytes than this are no input of the fuzzers: they look for kinds, not for sizes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FuzzedReader:
    """A reader, what its inputs are made of, and some that are right."""

    read: Callable[[bytes], object]
    pieces: tuple[str, ...]
    seeds: tuple[bytes, ...] = ()


def packed(body: str, more: Mapping[str, str] | None = None) -> bytes:
    """A .docx with this body, and further parts."""
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
        f'"/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="r1" Type='
        f'"{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
        **(more or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8", "replace"))
    return stream.getvalue()


def packed_open(body: str, automatic: str = "") -> bytes:
    """An OpenDocument text with this body, and automatic styles."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "text", "table")
    )
    names += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    names += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {names}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8", "replace"))
    return stream.getvalue()


def _document(ending: str) -> Callable[[bytes], object]:
    def read(data: bytes) -> None:
        choices: tuple[Struck | None, ...] = (None, "keep")
        for struck in choices:
            with suppress(AmendtoolError):
                document = read_document(data, file=f"a.{ending}", struck=struck)
                read_printed(document.blocks, document.format)
        import_document(data, file=f"a.{ending}")

    return read


_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+=\"[^\"<]*\")*)\s*(/?)>")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def well_formed(text: str) -> str:
    """The same pieces as XML that can be read: what was opened is closed, the rest is text.

    Without it nearly all that is made of pieces ends at the parser, and the reader behind it is
    never tried.
    """
    made: list[str] = []
    open_tags: list[str] = []
    at = 0

    def words(piece: str) -> str:
        return escape(_NO_XML.sub("", piece))

    for match in _TAG.finditer(text):
        made.append(words(text[at : match.start()]))
        at = match.end()
        closes, name, given, empty = match.groups()
        if closes:
            if name in open_tags:
                while (last := open_tags.pop()) != name:
                    made.append(f"</{last}>")
                made.append(f"</{name}>")
            continue
        said = dict(_GIVEN.findall(given))  # an attribute that stands twice is not well-formed
        given = "".join(f' {key}="{escape(value)}"' for key, value in said.items())
        made.append(f"<{name}{given}{empty}>")
        if not empty:
            open_tags.append(name)
    made.append(words(text[at:]))
    return "".join(made) + "".join(f"</{name}>" for name in reversed(open_tags))


_GIVEN = re.compile(r'([\w:.-]+)="([^"<]*)"')


def _word(data: bytes) -> None:
    read = _document("docx")
    text = data.decode("utf-8", "replace")
    for one in (data, packed(text)):
        with suppress(AmendtoolError):
            read(one)
    read(packed(well_formed(text)))


def _open(data: bytes) -> None:
    """What is given as a file, as the body of one, and split in two as styles and body."""
    read = _document("odt")
    text = data.decode("utf-8", "replace")
    with suppress(AmendtoolError):
        read(data)
    with suppress(AmendtoolError):
        read(packed_open(text))
    styles, _, body = text.partition("|")
    read(packed_open(well_formed(body), well_formed(styles)))


def _text(data: bytes) -> str:
    return decode(data, file="a")[0]


def _clause(data: bytes) -> None:
    for style in (EN, JA, BYLAWS):
        with suppress(AmendtoolError):
            parse_clause(_text(data), style, file="a.md")


def _amendment(data: bytes) -> None:
    for style in STYLES.values():
        with suppress(AmendtoolError):
            read_amendment(_text(data), style, file="a.yaml", name="a")


_CLAUSES: Final = {
    "en": (
        "# Name\n\nThe name is X. See Article 3.\n",
        "# Purpose\n\nAs Article 1 says:\n\n- (1) this\n- (2) that\n  - (a) so\n  - (b) or\n",
        "# Office\n\nIt is in Z.\n\n2 Another, see Article 2 item (2).\n\n3 A third.\n",
        "# Last\n\nSubject to Articles 1 to 3.\n",
    ),
    "ja": (
        "# 商号\n\n当会社は、Xと称する。\n",
        "# 目的\n\n次の事業を営む。\n\n- (1)　甲\n- (2)　乙\n  - イ　丙\n  - ロ　丁\n",
        "# 本店\n\n本店を東京都に置く。\n\n２　前条第２号の場合は、この限りでない。\n",
        "# 末条\n\n第１条から前条までの規定を準用する。\n",
    ),
}
"""Articles that are amended and edited: with items, paragraphs and references."""


@cache
def _present(name: str) -> Charter:
    keys = ("name", "purpose", "office", "last")
    texts = zip(keys, _CLAUSES[name], strict=True)
    files = {f"{n:03}-{key}.md": text.encode() for n, (key, text) in enumerate(texts, 1)}
    return read_charter(files, STYLES[name])


def _amending(data: bytes) -> None:
    """Operations, all the way: read, applied, compared, printed, written and undone."""
    for name in _CLAUSES:
        style, present = STYLES[name], _present(name)
        with suppress(AmendtoolError):
            amendment = read_amendment(
                f"amendment: a\noperations:\n{_text(data)}", style, file="a.yaml", name="a"
            ).amendment
            application = apply(present, amendment, style)
            table = compare(present, application.proposed, style, kept=application.kept)
            for form in ("html", "markdown", "json", "text"):
                render(table, form)
            write_charter(application.proposed, style)
            derive(present, application.proposed)
            again = read_amendment(write_amendment(amendment, style), style, file="b", name="a")
            assert again.amendment == amendment


def _drafting(data: bytes) -> None:
    """A text, drafted from, and imported, written, read and drafted from again."""
    edited = EditedDocument(data=data, file="a.txt")
    for name, restate in product(_CLAUSES, (False, True)):
        with suppress(AmendtoolError):
            draft(_present(name), edited, STYLES[name], name="a", restate=restate)
    imported = import_document(data, file="a.txt")
    back = read_charter(write_charter(imported.charter, imported.style), imported.style, notices=[])
    draft(back, edited, imported.style, name="a")


def _settings(data: bytes) -> None:
    with suppress(AmendtoolError):
        read_config(data, read=None)
    read_config(b'company = "A"\nlanguage = "en"\n' + data, read=lambda _: data)


def _folder(data: bytes) -> None:
    """Names of files, a line each, with the same text in all of them."""
    names = [name for name in _text(data).split("\n") if name and "\0" not in name][:40]
    for style in (EN, JA, BYLAWS):
        with suppress(AmendtoolError):
            load({f"articles/{name}": b"# A\n\nText.\n" for name in names}, style)


def _references(data: bytes) -> None:
    for style in STYLES.values():
        parse_references(_text(data), style.language)


def _record(data: bytes) -> None:
    for kind in (Journal, WritingRecord):
        with suppress(ValueError, RecursionError):
            kind.parse(data.decode("utf-8", "replace"))
    for kind, known in ((Journal, _JOURNAL), (WritingRecord, _WRITING)):
        with suppress(ValueError, RecursionError):
            kind.parse(json.dumps(_edited(json.loads(known), data)))


def _kept_draft(data: bytes) -> None:
    """A draft that somebody works on at the desk, as it is kept in the private folder."""
    key = draft_name("plan", "")
    read_kept(key, data)
    read_kept(key, json.dumps(_edited(json.loads(_DRAFT), data)).encode())


def _companies(data: bytes) -> None:
    for ending in ("csv", "toml"):
        with suppress(AmendtoolError):
            read_companies(data, file=f"a.{ending}")
    row = b'[[company]]\nname = "n"\nrepository = "r"\n'
    read_companies(row + data, file="a.toml")


def _pattern(data: bytes) -> None:
    """A pattern, as it is given and as lines of one that is right with others between."""
    with suppress(AmendtoolError):
        read_pattern(data, file="a.yaml")
    lines = _PATTERN.split(b"\n")
    for each in data.split(b"\0"):
        at, line = each[:1], each[1:]
        if at:
            lines[at[0] * len(lines) // 256] = line
    read_pattern(b"\n".join(lines), file="a.yaml")


def _people(data: bytes) -> None:
    read_people(_text(data), "a.toml").person("somebody")


def _act(data: bytes) -> None:
    """The record of an amendment, as it stands beside its file."""
    read_record(data, "a", file="a.record")


def _samples(data: bytes) -> None:
    """What somebody gives `restyle`, or the settings, as the sample of a level."""
    text = data.decode("utf-8", "replace")
    for style in (EN, JA, BYLAWS):
        for chosen in (with_article, with_chapter, with_caption, with_paragraph):
            chosen(style, text)
        for each in (with_items, with_chapter):
            each(style, text.split("\n"))


def _page(data: bytes) -> None:
    """What an amendment has said of how the articles print."""
    parse_page(_text(data), file="page.toml")


def _model(data: bytes) -> None:
    """A company's own Word file, in which documents are to stand."""
    text = data.decode("utf-8", "replace")
    styles, _, body = text.partition("|")
    parts = {"word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{well_formed(styles)}</w:styles>'}
    for each in (data, packed(well_formed(body), parts)):
        with suppress(AmendtoolError):
            notice = Notice(language="en", blocks=(Title("Item 1"), NoticeParagraph("It is.")))
            notice_in_model(notice, read_model(each, file="our.docx"))


def _table_in_json(data: bytes) -> None:
    with suppress(AmendtoolError):
        from_json(_text(data))
    from_json(json.dumps(_edited(json.loads(_TABLE_IN_JSON), data)))


def _edited(tree: Any, data: bytes) -> Any:
    """A tree of JSON in which some places hold something else: of two bytes one says where.

    Text of pieces ends at the parser of JSON; so what stands behind it is reached.
    """
    places: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        owner = waiting.pop()
        inner = owner.items() if isinstance(owner, dict) else enumerate(owner)
        for key, each in inner:
            places.append((owner, key))
            if isinstance(each, dict | list):
                waiting.append(each)
    for at, what in zip(data[::2], data[1::2], strict=False):
        owner, key = places[at * len(places) // 256]
        choice = what % (len(_VALUES) + 3)
        if choice < len(_VALUES):
            owner[key] = deepcopy(_VALUES[choice])
        elif choice == len(_VALUES):
            owner[key] = [deepcopy(owner[key])] if _has(owner, key) else 1
        elif isinstance(owner, dict) and choice == len(_VALUES) + 1:
            owner.pop(key, None)
        elif isinstance(owner, dict):
            owner["more"] = 1
    return tree


def _has(owner: Any, key: Any) -> bool:
    return key in owner if isinstance(owner, dict) else True


_VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 10**30, 1.5, "", "x", "\ud800", "\0", "a\nb", "../x", "HEAD",
    "0" * 40, "f" * 64, [], {}, [[]], {"": None}, "articles/001-a.md", "amendments/a.yaml",
    "第1条", "\u202e",
)  # fmt: skip
"""What may stand where something else is expected."""

_ROOT: Final = Path(__file__).parents[2]
_TABLE_IN_JSON: Final = (_ROOT / "tests/published/2007-06-26-agm.json").read_text("utf-8")
_PATTERN: Final = (_ROOT / "examples/fleet/electronic-provision-2022.yaml").read_bytes()
_OID: Final = "0" * 39 + "a"
_JOURNAL: Final = str(
    Journal(name="x", old=_OID, new=_OID, branch="main", tag="x", tag_oid=_OID,
            further=(("y", _OID),))
)  # fmt: skip
_WRITING: Final = str(
    WritingRecord(verb="import", files={"amendtool.toml": "0" * 64, "articles/a/1.md": "0" * 64},
                  before={"amendtool.toml": b"x"}, folders=("articles", "articles/a"))
)  # fmt: skip
_DRAFT: Final = json.dumps(
    {"form": 1, "name": "plan", "who": "", "base": "YQ==", "states": ["YQ==", "Yg=="], "at": 1,
     "typed": {"name": {"text": "a"}}}
)  # fmt: skip


def _address(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for style in STYLES.values():
        for read in (parse, parse_range):
            with suppress(AddressError):
                read(text, style)


def _house(data: bytes) -> None:
    read_house(data, file="a.toml")


def _template(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.j2").write_bytes(data)
        Templates([Path(folder)], {}).fill("page.j2", {"rows": [1, "a"], "a": {"b": 1}}, most=10**5)


_LABELS: Final = (
    "Article 1. ", "Section 1.2. ", "ARTICLE II", "Chapter I", "第1条", "第二条の2", "第１章 ",
    "附則", "附　則", "（目的）", "(a) ", "(i) ", "(1) ", "1. ", "1.1 ", "2 ", "２ ", "① ", "イ ",
    "（ア）", "一　", "— ", "• ", "Name", "本会社は", "shall be", "the Company", "、", "。", ".",
    ":", ";", "\n", "\n\n", "　", "\t", "  ", "\r\n", "\x0b", "\u2028", "\ufeff", "\u200b",
    "\u202e", "\0", "…", "and", "(", ")",
)  # fmt: skip
_MARKDOWN: Final = (
    "# ", "## ", "**", "__", "*", "_", "`", "```", "~~", "^", "~", "> ", "- ", "+ ", "1) ",
    "    ", "[", "](", ")", "<!--", "-->", "|", "|---|", "---", "===", "\\", "<b>", "</b>",
    "<br>", "<s>", "</s>", "<sup>", "</sup>", "<rt>", "</rt>", "<p hidden>", "</p>", "&amp;",
    "&#x", "http://a",
)  # fmt: skip
_HTML: Final = (
    "<p>", "</p>", "<div>", "</div>", "<ol>", "<ol start=3>", "<ol type=i>", "<li>",
    "<li value=x>", "</ol>", "<table>", "<tr>", "<td>", "<th colspan=9>", "</table>", "<b>",
    "</b>", "<s>", "</s>", "<del>", "<ins>", "</ins>", "<sup>", "</sup>", "<ruby>", "<rt>",
    "</ruby>", "<br>", "<hr>", "<img alt=x>", "<q>", "</q>", "<pre>", "</pre>", "<h1>", "</h1>",
    "<h7>", "<style>", "</style>", "<script>", "</script>", "<!--", "-->", "<!", "<![CDATA[",
    "]]>", "<?", "?>", "<![if !x]>", "<![endif]>", "&", "&#0;", "&#xffffffff;", "&lt",
    "<p style='display:none'>", "<p style='counter-reset: a -1'>", "<p class=c>",
    "p.c:before{content:counter(a, x) \"\\9\"}", "@media x{", "}", "{", "/*", "*/", "<o:p>",
    "<w:sdt>", "<title>", "<meta charset=x>", "<font face=Symbol>", "</font>", "<", ">", "=", "'",
    '"', "/",
)  # fmt: skip
_XML: Final = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:t>Article 1. </w:t>", "<w:pPr>",
    "</w:pPr>", "<w:rPr>", "</w:rPr>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>",
    "</w:tc>", "<w:ins>", "</w:ins>", "<w:del>", "</w:del>", "<w:delText>x</w:delText>",
    "<w:tab/>", "<w:br/>", "<w:sym/>", "<w:sym w:font='Symbol' w:char='zz'/>",
    "<w:fldChar w:fldCharType='begin'/>", "<w:fldChar w:fldCharType='separate'/>",
    "<w:fldChar w:fldCharType='end'/>", "<w:instrText>EQ \\o(a,b)</w:instrText>",
    "<w:instrText>SEQ x \\* ARABIC</w:instrText>", "<w:fldSimple w:instr='REF x'/>",
    "<w:numPr><w:ilvl w:val='-1'/><w:numId w:val='x'/></w:numPr>", "<w:pStyle w:val='x'/>",
    "<w:vanish/>", "<w:strike/>", "<w:strike w:val='maybe'/>", "<w:caps/>",
    "<w:vertAlign w:val='superscript'/>", "<w:gridSpan w:val='99999999999'/>",
    "<w:ind w:left='x'/>", "<w:sdt>", "</w:sdt>", "<w:sdtContent>", "</w:sdtContent>",
    "<w:ruby><w:rt/></w:ruby>", "<w:footnoteReference w:id='1'/>", "<w:hyperlink>",
    "</w:hyperlink>", "<w:moveFrom/>", "<w:moveTo/>", "<w:sectPr/>", "<w:smartTag>",
    "</w:smartTag>", "<w:txbxContent>", "</w:txbxContent>", "&lt;",
)  # fmt: skip
_OPEN: Final = (
    "<text:p>", "</text:p>", "<text:h text:outline-level='9'>", "</text:h>", "<text:span>",
    "<text:span text:style-name='x'>", "</text:span>", "<text:list>", "</text:list>",
    "<text:list text:style-name='L'>", "<text:list text:continue-numbering='true'>",
    "<text:list-item>", "<text:list-item text:start-value='-1'>", "</text:list-item>",
    "<text:list-header>", "</text:list-header>", "<text:s text:c='9'/>", "<text:tab/>",
    "<text:s text:c='99999999999'/>", "<text:s text:c='x'/>", "<text:line-break/>",
    "<text:note>", "</text:note>", "<text:note-body>", "</text:note-body>",
    "<text:tracked-changes>", "</text:tracked-changes>",
    "<text:changed-region text:id='c'>", "</text:changed-region>", "<text:deletion>",
    "</text:deletion>", "<text:insertion>", "</text:insertion>",
    "<text:change text:change-id='c'/>",
    "<text:change-start text:change-id='c'/>", "<text:change-end text:change-id='c'/>",
    "<text:section text:display='none'>", "</text:section>", "<text:ruby>", "</text:ruby>",
    "<text:ruby-base>", "</text:ruby-base>", "<text:ruby-text>", "</text:ruby-text>",
    "<table:table>", "</table:table>", "<table:table-row>", "</table:table-row>",
    "<table:table-cell table:number-columns-spanned='999999999999'>", "<table:table-cell>",
    "</table:table-cell>", "<table:covered-table-cell/>",
    "<table:table-row table:number-rows-repeated='x'>", "<draw:frame>", "</draw:frame>",
    "<draw:text-box>", "</draw:text-box>", "<text:bookmark-ref>", "</text:bookmark-ref>",
    "<text:sequence text:formula='ooow:x+1'>1</text:sequence>", "<text:page-number/>",
    "<style:style style:name='x' style:family='text' style:parent-style-name='x'>",
    "</style:style>", "<style:text-properties fo:font-size='1e9pt'/>",
    "<style:text-properties text:display='none'/>", "<style:text-properties fo:color='#FFFFFF'/>",
    "<text:list-style style:name='L'>", "</text:list-style>",
    "<text:list-level-style-number text:level='1' style:num-format='一' text:start-value='x'/>",
    "<text:list-level-style-number text:level='x' text:display-levels='99'/>",
    "<text:list-level-style-bullet text:level='2' text:bullet-char='-'/>", "|", "&lt;",
)  # fmt: skip
_ACTS: Final = (
    "record: \"a\"\n", "acts:\n", "  - act: adopted\n", "    day: 2024-06-25\n",
    "    day: 2024-W01-1\n", "    base: 0\n", "    tool: \"0\"\n", "    reason: \"x\"\n",
    "    rewrites:\n", "      - in: \"Article 1\"\n", "        before: \"a\"\n",
    "        after: \"b\"\n", "        at: []\n", "  - act: noticed\n", "#", "\n", "\r\n", "[" * 40,
    "NaN", "\\ud800", "1e999", "    file: a\n", "        edition: null\n", "    rewrites: 1\n",
)  # fmt: skip
_HOUSE: Final = (
    "name = ", "columns = ", "marks = ", "size = ", "font = ", "[", "]", "{", "}", '"', "'", ",",
    "=", "\n", "inf", "nan", "-1", "1e400", "true", "#", '"underline"', '"bold"', "[table]\n",
    '["Present", "Proposed"]', "9" * 30, "\\ud800", "\\u0000", "1979-05-27", ".",
)  # fmt: skip
_YAML: Final = (
    "amendment: a\n", "title: T\n", "operations:\n", "  - insert: Article 1\n", "  - delete: ",
    "  - replace: ", "  - move: ", "  - renumber: ", "  - split: ", "  - merge: ",
    "    text: |\n", "    find: ", "    with: ", "    to: ", "    heading: ",
    "Article 2 paragraph 1 item (3)", "第2条第3項", "Section 1.1(a)", "second item (1)",
    "effective: 2026-02-30\n", "adopted: yes\n", "house: [", "{", "}", "]", "- ", "? ", ": ",
    "&a ", "*a", "!!x ", "|+2\n", ">-\n", "'", '"', "\\x", "#", "%", "---\n", "...\n", "<<: ",
    "\t", "~", "null", "1_0", "0x", "\n",
)  # fmt: skip
_ADDRESSES: Final = (
    *("Article 1", "Article 2", "Article 4", "Article 5", "Article 9", "Articles 1 to 3"),
    *("Article 2 item (1)", "Article 2 item (2)(a)", "Article 3 paragraph 2", "Article 3 heading"),
    *("Article 1-2", "Chapter 1", "preamble", "closing", "Supplementary Provisions"),
    *(
        "text after Article 1",
        "Article 2 chapeau",
        "第2条",
        "第４条",
        "第5条",
        "第1条の2",
        "第2条第1号",
    ),
    *("第2条第2号イ", "第3条第2項", "第1条から第3条まで", "附則", "第3条見出し", "第2条柱書"),
)
_OPERATIONS: Final = (
    *(f"  - {verb}: {address}\n"
      for verb in ("insert", "delete", "replace", "move", "renumber", "split", "merge", "restate",
                   "keep", "retarget", "mark", "print")
      for address in _ADDRESSES),
    *(f"    {field}: {address}\n"
      for field in ("to", "into", "behind", "within", "articles") for address in _ADDRESSES[::3]),
    *(f"    {field}: {words}\n"
      for field in ("text", "with", "heading", "mark", "title", "leaving", "as", "key", "at")
      for words in ("X", "See Article 4.", "前条第２号", "''", "（１）甲", "k2")),
    *("    find: Z\n", "    find: 甲\n", "    find: Article 3\n", "    numbering: stay\n"),
    "    text: |\n      # H\n", "    text: |\n      A.\n\n      2 B.\n",
    "    text: |\n      A:\n\n      - (1) b\n", "    text: |\n      Article 2. (N) T.\n",
    "  - replace throughout: X\n", "    effective: 2030-01-01\n", "    delete_on: 2031-01-01\n",
)  # fmt: skip
_TOML: Final = (
    "company = ", "language = ", "style = ", "house = ", "title = ", "[drafting]\n",
    "[editions.en]\n", "[documents]\n", "[[a]]\n", "article = ", "sections = ", "chapter = ",
    '"Article 1."', '"第1条"', "'''", '"""', '"', "\\u0000", "\\ud800", "[", "]", "{", "}", ",",
    "=", ".", "1979-05-27T07:32:00+99:99", "inf", "nan", "0x", "1_", "true", "\n", "#", " ",
    "9" * 30, "supplementary = ", "caption = ", "item = ",
)  # fmt: skip
_NAMES: Final = (
    "001-name.md", "002.2-", "000-chapter.md", "01-a/", "supplementary/", "preamble.md",
    "closing.md", "/", "..", ".", "-", "en/", "ja/", "0", "9999999999", "名", "É", "E\u0301",
    "con.md", "README.md", "\n", "\n", "a", "B", " ", "\\", ".md",
)  # fmt: skip
_JINJA: Final = (
    "{{ ", " }}", "{% ", " %}", "{# ", " #}", "for a in rows", "endfor", "if a", "else", "endif",
    "macro f(a)", "endmacro", "f(1)", "set a = 1", "block b", "endblock", "extends 'page.j2'",
    "include 'packaged/page.j2'", "import 'x' as x", "a", "rows", "loop", "self", "caller()",
    "call f()", "|length", "|e", "|upper", ".b", "['b']", "(", ")", "[", "]", "'", '"', "~", "+",
    "1", "2", "-%}", "raw", "endraw", "in", "is", "defined", "\\ud800", "varargs", "*rows", "**a",
)  # fmt: skip
_JSON: Final = (
    "{", "}", "[", "]", ":", ",", '"', '"amendtool":"journal/1"', '"amendtool":"writing/1"',
    '"name":"x"', '"old":null', '"new":"0"', '"branch":"main"', '"tag":null', '"tag_oid":null',
    '"files":{}', '"before":{}', '"folders":[]', '"verb":"import"', "null", "1e999", "\\ud800",
    "NaN", "-", "0" * 30,
)  # fmt: skip

READERS: Final[Mapping[str, FuzzedReader]] = {
    "text": FuzzedReader(read=_document("txt"), pieces=_LABELS),
    "markdown": FuzzedReader(read=_document("md"), pieces=(*_LABELS, *_MARKDOWN)),
    "html": FuzzedReader(
        read=_document("html"), pieces=(*_LABELS, *_HTML), seeds=(b"<p>Article 1. (Name) X.</p>",)
    ),
    "word": FuzzedReader(
        read=_word, pieces=(*_XML, *_LABELS[:12]),
        seeds=(packed("<w:p><w:r><w:t>Article 1. (Name) The name is X.</w:t></w:r></w:p>"),),
    ),
    "opendocument": FuzzedReader(
        read=_open, pieces=(*_OPEN, *_LABELS[:12]),
        seeds=(packed_open("<text:p>Article 1. (Name) The name is X.</text:p>"),),
    ),
    "act": FuzzedReader(
        read=_act, pieces=_ACTS,
        seeds=(write_record(Record(name="a", acts=(Act(deed=Deed.REJECTED, day=None),))),),
    ),
    "samples": FuzzedReader(
        read=_samples,
        pieces=(*_LABELS, "Section", "Section 1.1.", "PART ONE", "A", "i", "ii", "9" * 30, "第",
                "条", "一", "零", "①", "㊿", "I.1", "\\"),
    ),
    "page": FuzzedReader(
        read=_page,
        pieces=(*_TOML, "heading_place = ", "number_place = ", "title = ", "caption = ", "above",
                "beside", "\\u202e"),
    ),
    "model": FuzzedReader(
        read=_model,
        pieces=(*_XML, "|", "<w:style w:styleId='x' w:type='paragraph'>", "</w:style>",
                "<w:name w:val='Normal'/>", "<w:basedOn w:val='x'/>", "<w:body>", "</w:body>",
                "<w:spacing w:before='x' w:after='-1'/>", "<w:pgSz w:w='x'/>"),
        seeds=(packed("<w:p><w:r><w:t>Our paper</w:t></w:r></w:p><w:sectPr/>"),),
    ),
    "table": FuzzedReader(
        read=_table_in_json,
        pieces=(*_JSON, '"schema":"amendtool/table/1"', '"rows":[', '"kind":"replaced"',
                '"columns":["a","b"]', '"language":"en"', '"present":', '"proposed":', '"runs":',
                '"text":', '"changed":true', '"blocks":'),
    ),
    "address": FuzzedReader(
        read=_address,
        pieces=(*_LABELS, "Articles 2 to 5", "second item (1)", "item ", "paragraph ", "第3項",
                "第2号イ",
                "から", "まで", "9" * 30, "Section 2.1(a)", "text", "chapeau",
                "heading", "preamble"),
    ),
    "house": FuzzedReader(read=_house, pieces=_HOUSE),
    "clause": FuzzedReader(
        read=_clause, pieces=(*_LABELS, "# ", "- ", "---\n", 'mark: "x"\n', "\\", "(Deleted)", "  ")
    ),
    "amendment": FuzzedReader(read=_amendment, pieces=_YAML),
    "amending": FuzzedReader(
        read=_amending, pieces=_OPERATIONS,
        seeds=(b"  - delete: Article 2\n", b"  - replace: Article 3\n    find: Z\n    with: Y\n",
               "  - restate: 第2条\n    text: 甲\n".encode(),
               b"  - move: Article 1\n    to: Article 3\n"),
    ),
    "drafting": FuzzedReader(
        read=_drafting, pieces=_LABELS,
        seeds=("\n\n".join(each.partition("\n")[2] for each in _CLAUSES["en"]).encode(),),
    ),
    "settings": FuzzedReader(read=_settings, pieces=_TOML),
    "folder": FuzzedReader(read=_folder, pieces=_NAMES),
    "references": FuzzedReader(
        read=_references,
        pieces=(
            *_LABELS, "to ", "Articles 2, 3", "前条", "同条", "第3項", "から", "まで", "を除く",
            "of the Act", "Section 2.1(a), (b)", "(other than 4)", "会社法", "各号", "ただし書",
        ),
    ),
    "record": FuzzedReader(read=_record, pieces=_JSON,
                           seeds=(json.dumps({"amendtool": "writing/1"}).encode(),)),
    "template": FuzzedReader(read=_template, pieces=_JINJA),
    "draft": FuzzedReader(read=_kept_draft, pieces=_JSON, seeds=(_DRAFT.encode(),)),
    "companies": FuzzedReader(
        read=_companies,
        pieces=(*_TOML, "name,repository\n", "[[company]]\n", "repository = ", "meeting_day = ",
                "vote = ", "name.", "0x", "ff" * 3000, "a." * 3000, "https://a/b", "2024-06-25",
                "adopted", ";", "\r"),
        seeds=(b"name,repository,vote,meeting_day\na,b,adopted,2024-06-25\n",),
    ),
    "pattern": FuzzedReader(
        read=_pattern,
        pieces=(*_YAML, "\0", "\x10", "\x40", "\x80", "\xc0", "find:\n", "  a:\n", "    caption: [",
                "    like: <", "    same:\n", "<company>", "<a>", "there:\n", "blanks:\n",
                "languages: [", "pattern: x\n", "    pattern: ", "    when: "),
        seeds=(_PATTERN[:LONGEST],),
    ),
    "people": FuzzedReader(
        read=_people,
        pieces=(*_TOML, "everyone = ", "[roles]\n", "[names]\n", "read = [", "draft = [",
                "adopt = [", "somebody = ", "0x", "ff" * 3000, "a." * 3000, "<a@b>"),
        seeds=(b'everyone = "read"\n[roles]\nadopt = ["a"]\n[names]\na = "A <a@b>"\n',),
    ),
}  # fmt: skip
"""The readers, by the name of what they read."""


def judged(name: str, data: bytes) -> str:
    """What a reader says of an input: ``read``, ``refused`` or what it let out.

    The innermost place in the program is told with it, so that one kind is told once.
    """
    try:
        READERS[name].read(data)
    except AmendtoolError:
        return "refused"
    except Exception as error:
        trace = error.__traceback__
        place = ""
        while trace is not None:
            module = str(trace.tb_frame.f_globals.get("__name__", ""))
            if module.startswith("amendtool"):
                place = f"{module}:{trace.tb_frame.f_code.co_name}"
            trace = trace.tb_next
        return f"{type(error).__name__} in {place}"
    return "read"
