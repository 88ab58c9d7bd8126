"""Every reader of the program, as a function of bytes, and pieces to make hostile input of.

A reader may refuse what it is given, with an :class:`AmendtoolError`; it may raise nothing else.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from amendtool.amendments.file.read import read_amendment
from amendtool.articles.references.parser import parse_references
from amendtool.articles.styles import BYLAWS, EN, JA, STYLES
from amendtool.articles.text.clause import parse_clause
from amendtool.articles.text.encoding import decode
from amendtool.errors import AmendtoolError
from amendtool.importing.blocks import Struck
from amendtool.importing.document import import_document, read_document
from amendtool.importing.evidence.reader import read_printed
from amendtool.render.templates import Templates
from amendtool.repository.config import read_config
from amendtool.repository.landing.journal import Journal
from amendtool.repository.landing.writing_record import WritingRecord
from amendtool.repository.storage.loader import load

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


def _document(ending: str) -> Callable[[bytes], object]:
    def read(data: bytes) -> None:
        choices: tuple[Struck | None, ...] = (None, "keep")
        for struck in choices:
            with suppress(AmendtoolError):
                document = read_document(data, file=f"a.{ending}", struck=struck)
                read_printed(document.blocks, document.format)
        import_document(data, file=f"a.{ending}")

    return read


def _word(data: bytes) -> None:
    read = _document("docx")
    with suppress(AmendtoolError):
        read(data)
    read(packed(data.decode("utf-8", "replace")))


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
_YAML: Final = (
    "amendment: a\n", "title: T\n", "operations:\n", "  - insert: Article 1\n", "  - delete: ",
    "  - replace: ", "  - move: ", "  - renumber: ", "  - split: ", "  - merge: ",
    "    text: |\n", "    find: ", "    with: ", "    to: ", "    heading: ",
    "Article 2 paragraph 1 item (3)", "第2条第3項", "Section 1.1(a)", "second item (1)",
    "effective: 2026-02-30\n", "adopted: yes\n", "house: [", "{", "}", "]", "- ", "? ", ": ",
    "&a ", "*a", "!!x ", "|+2\n", ">-\n", "'", '"', "\\x", "#", "%", "---\n", "...\n", "<<: ",
    "\t", "~", "null", "1_0", "0x", "\n",
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
    "clause": FuzzedReader(
        read=_clause, pieces=(*_LABELS, "# ", "- ", "---\n", 'mark: "x"\n', "\\", "(Deleted)", "  ")
    ),
    "amendment": FuzzedReader(read=_amendment, pieces=_YAML),
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
