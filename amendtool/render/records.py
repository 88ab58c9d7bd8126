"""The JSON documents that the program prints, as types: one for each ``schema`` name.

What a verb prints with ``--json`` is built as one of these, so the type checker holds the
writers to them, and ``amendtool schema NAME`` writes the JSON Schema of a document from the
same type (:mod:`amendtool.render.json_schema`).  Within a version members are only added; a
reader ignores those it does not know.

The line under a member, and the docstring of a type, are the descriptions in the schema.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, NotRequired, TypedDict

from amendtool.amendments.crossrefs.ledger import Rule
from amendtool.articles.charter import Status
from amendtool.articles.references.reference import Category
from amendtool.articles.references.resolver import Trouble
from amendtool.comparison.table import (
    Align,
    BlockKind,
    Mark,
    Order,
    Orientation,
    Paper,
    RowBreak,
    RowKind,
)
from amendtool.render.notice.model import Layout

# ---------------------------------------------------------------------------- said everywhere


class ProblemRecord(TypedDict):
    """What is wrong, where, and what to do next."""

    code: Annotated[str, "stable; docs/problems.md explains it"]
    severity: Literal["error", "warning", "note"]
    message: str
    hint: Annotated[str, "the next step"]
    file: str | None
    line: Annotated[int | None, "counted from 1"]
    column: Annotated[int | None, "in characters, counted from 1"]
    path: Annotated[str | None, "in a file of fields: operations[2].find"]


class ProblemsRecord(TypedDict):
    """Problems on standard error, beside a result as JSON."""

    schema: Literal["amendtool/problems/1"]
    problems: list[ProblemRecord]


class CheckRecord(TypedDict):
    """What ``check --json`` found."""

    schema: Literal["amendtool/check/1"]
    findings: list[ProblemRecord]


class ReviewedAmendmentRecord(TypedDict):
    """An amendment that a branch brings or changes, or of which it records an act."""

    amendment: str
    title: str
    standing: Literal["draft", "pending", "adopted", "rejected", "withdrawn", "annulled"]
    rows: Annotated[dict[str, int], "of its table, by the language of the edition"]
    stops: Annotated[list[ProblemRecord], "why it has no table"]
    notices: Annotated[list[ProblemRecord], "what its tables leave out, or may print stale"]


class ReviewRecord(TypedDict):
    """What ``review --json`` says that a branch brings."""

    schema: Literal["amendtool/review/1"]
    base: Annotated[str, "the commit at which the branch left the other"]
    head: str
    amendments: list[ReviewedAmendmentRecord]
    articles: Annotated[
        dict[str, int],
        "rows of the table of the articles at both ends, by language; empty where they are the "
        "same, or one amendment says all of it",
    ]
    uncompared: Annotated[
        list[ProblemRecord], "why an edition has no such table, as one that the branch begins"
    ]
    dropped: Annotated[list[str], "amendments whose files are taken away"]
    recorded: Annotated[list[str], "records of what is of no amendment, such as _event-closing"]
    findings: list[ProblemRecord]


class OutgoingFileRecord(TypedDict):
    """A file of everything that goes out."""

    name: str
    use: Annotated[str, "what it is for"]
    sha256: Annotated[str, "64 hexadecimal digits"]


class DutyRecord(TypedDict):
    """What somebody has to do before or after the meeting."""

    what: str
    rule: Annotated[str, "the provision of law"]
    by: Annotated[str | None, "the last day, where one can be counted"]
    how: Annotated[list[str], "how that day was counted"]


class OutgoingRecord(TypedDict):
    """What ``notice --json`` has made."""

    schema: Literal["amendtool/notice/1"]
    amendment: str
    file: Annotated[str, "where the amendment stands"]
    folder: str
    files: Annotated[list[OutgoingFileRecord], "in the order of the first page, without it"]
    duties: list[DutyRecord]
    notices: list[ProblemRecord]


# ----------------------------------------------------------------------------------- the table


class RunRecord(TypedDict):
    """A stretch of text that is marked as a whole or not at all."""

    text: str
    changed: bool
    whole: NotRequired[Annotated[bool, "the whole provision is new or deleted"]]


class TableBlockRecord(TypedDict):
    """A chapter line, heading, number, paragraph, item or label in a cell."""

    kind: Annotated[str, BlockKind]
    level: NotRequired[Annotated[int, "how deep an item stands below another; 0 is left out"]]
    runs: list[RunRecord]
    joint: NotRequired[
        Annotated[RunRecord, "the block goes on in the line of the one before it, behind this"]
    ]


class RowRecord(TypedDict):
    """A row of the table; the left cell is the present text, the right the proposed one."""

    kind: Annotated[str, RowKind]
    key: str | None
    keys: list[str]
    present: list[TableBlockRecord]
    proposed: list[TableBlockRecord]
    remarks: NotRequired[list[str]]
    facing: NotRequired[
        Annotated[
            list[list[int]],
            "which blocks stand side by side: how many of the present and of the proposed cell",
        ]
    ]


class LookRecord(TypedDict):
    """How the house style has the table set."""

    marks: list[Annotated[str, Mark]]
    whole_marks: list[Annotated[str, Mark]]
    label_align: Annotated[str, Align]
    font: str
    japanese_font: str
    font_size: float
    paper: Annotated[str, Paper]
    orientation: Annotated[str, Orientation]
    removed_marks: NotRequired[list[Annotated[str, Mark]]]
    title_line: NotRequired[bool]
    hanging_indent: NotRequired[bool]
    row_break: NotRequired[Annotated[str, RowBreak]]


class TableRecord(TypedDict):
    """The comparison table: present articles against proposed ones."""

    schema: Literal["amendtool/table/1"]
    language: Annotated[str, "a BCP 47 tag"]
    title: str
    columns: Annotated[list[str], "the two heads, present first"]
    note: str | None
    order: Annotated[str, Order]
    remarks: Annotated[str | None, "the head of the column for remarks"]
    look: LookRecord
    rows: list[RowRecord]


class ItemTableRecord(TableRecord):
    """The table of one item of a meeting."""

    amendment: str


class TablesRecord(TypedDict):
    """The tables of several items of one meeting, in the order of the agenda."""

    schema: Literal["amendtool/tables/1"]
    tables: list[ItemTableRecord]


# ------------------------------------------------------------------------- references, the plan


class TargetRecord(TypedDict):
    """A provision that a reference means."""

    provision: str
    key: str


ReferenceRecord = TypedDict(
    "ReferenceRecord",
    {
        "in": Annotated[str, "the provision that it stands in"],
        "key": str,
        "file": str | None,
        "line": int | None,
        "column": int | None,
        "text": str,
        "class": Annotated[str, Category],
        "law": Annotated[str | None, "the statute or document that it points into"],
        "targets": list[TargetRecord],
        "problem": Annotated[str, Trouble] | None,
    },
)
"""A citation in the articles."""


class RelatedReferenceRecord(TypedDict):
    """A citation of the articles in another document."""

    file: str | None
    line: int | None
    path: Annotated[str | None, "where it stands in a document without lines"]
    text: str
    sentence: str
    targets: Annotated[list[str], "the provisions that it means"]
    problem: str | None


class RelatedReferencesRecord(TypedDict):
    """Every citation of the articles in the documents of ``[related]``."""

    schema: Literal["amendtool/related/1"]
    references: list[RelatedReferenceRecord]


class RelatedChangeRecord(TypedDict):
    """A sentence of another document that an amendment makes stale."""

    file: str | None
    line: int | None
    path: Annotated[str | None, "where it stands in a document without lines"]
    before: str
    after: str
    sentence: Annotated[str, "the mended sentence"]
    question: Annotated[str | None, "what has to be decided before it can be mended"]


class ReferencesRecord(TypedDict):
    """Every citation in the articles, or in one provision."""

    schema: Literal["amendtool/references/1"]
    references: list[ReferenceRecord]


LedgerEntryRecord = TypedDict(
    "LedgerEntryRecord",
    {
        "in": Annotated[str, "the provision that it stands in, in the proposed articles"],
        "key": str,
        "stood": Annotated[str | None, "the provision that it stood in before"],
        "class": Annotated[str, Category],
        "law": str | None,
        "rule": Annotated[str, Rule],
        "before": str,
        "after": str,
        "sentence": str,
        "targets_before": list[TargetRecord],
        "targets_after": list[TargetRecord],
    },
)
"""What an amendment does to a citation."""


UnreadNumberRecord = TypedDict(
    "UnreadNumberRecord",
    {
        "in": Annotated[str, "the provision that it stands in, in the proposed articles"],
        "words": str,
        "sentence": str,
        "of_its_time": Annotated[
            bool, "a citation in supplementary provisions of another day, left as it is"
        ],
        "kept": Annotated[bool, "a citation that would follow, and that `keep` leaves as it is"],
    },
)
"""Words with the number of an article which moves or goes, and that stay as they are."""


class LedgerRecord(TypedDict):
    """Every citation under an amendment: before, after, and by which rule."""

    schema: Literal["amendtool/ledger/1"]
    amendment: str
    references: list[LedgerEntryRecord]


class ChangeRecord(TypedDict):
    """What becomes of an article or chapter."""

    kind: Annotated[str, RowKind]
    level: Literal["article", "chapter"]
    key: str
    heading: str | None
    present: str | None
    proposed: str | None
    operations: Annotated[list[int], "those of the file that act on it, counted from 0"]
    moved: bool


class DueRecord(TypedDict):
    """A day of law, or an event, that an amendment names."""

    date: str | None
    what: str
    when: Annotated[str | None, "the event, or what the day depends on, in words"]
    provision: str | None
    operation: int | None


class PlanFilesRecord(TypedDict):
    """The files that would change."""

    renamed: Annotated[dict[str, str], "from the present path to the new one"]
    written: list[str]
    deleted: list[str]


class PhrasePlaceRecord(TypedDict):
    """A provision, or a heading, that holds a phrase, and how often."""

    provision: str
    words: Annotated[str, "the phrase, or the longer word that holds it"]
    count: int


class PhraseRecord(TypedDict):
    """A phrase that is replaced throughout: where, by present address, and what is left over."""

    operation: int
    find: str
    substitute: Annotated[str, "the words of `with`"]
    replaced: list[PhrasePlaceRecord]
    left: Annotated[list[PhrasePlaceRecord], "where it still stands, by proposed address"]


class RestatedProvisionRecord(TypedDict):
    """An article of a restated text, by the present and the proposed address."""

    kind: Literal["kept", "new", "deleted"]
    key: str
    present: str | None
    proposed: str | None


class RestatementRecord(TypedDict):
    """What a restated text was understood as."""

    operation: int
    provisions: list[RestatedProvisionRecord]


class EditionPlanRecord(TypedDict):
    """Everything that an amendment would do to one edition."""

    schema: Literal["amendtool/plan/1"]
    amendment: str
    title: str
    meeting: str
    resolved: str | None
    adopted: str | None
    effective: str | None
    effective_when: NotRequired[Annotated[str, "what its day depends on, where none is given"]]
    base: Annotated[str, "the commit that it is planned on"]
    changes: list[ChangeRecord]
    dates: list[DueRecord]
    files: PlanFilesRecord
    references: list[LedgerEntryRecord]
    unread: Annotated[list[UnreadNumberRecord], "numbers that move and stay as they are written"]
    questions: list[ProblemRecord]
    related: NotRequired[
        Annotated[list[RelatedChangeRecord], "what to mend in documents that cite the articles"]
    ]
    phrases: NotRequired[Annotated[list[PhraseRecord], "each phrase that is replaced throughout"]]
    page: NotRequired[Annotated[dict[str, str], "what of the page is printed otherwise, and how"]]
    restated: NotRequired[
        Annotated[list[RestatementRecord], "what each restated text was understood as"]
    ]
    carried: NotRequired[
        Annotated[list[ProblemRecord], "numbers in the file that are others now, one note each"]
    ]


class PlanRecord(EditionPlanRecord):
    """Everything that an amendment would do; ``editions`` has that of the further ones."""

    editions: NotRequired[Annotated[dict[str, EditionPlanRecord], "by language"]]


class ApplyRecord(TypedDict):
    """An amendment in git."""

    schema: Literal["amendtool/apply/1"]
    amendment: str
    commits: list[str]
    tag: str | None
    completed: Annotated[bool, "whether a run that was cut off was finished"]
    adopted: Annotated[str | None, "the day of the vote"]
    otherwise: Annotated[list[ProblemRecord], "where what landed is not what was noticed"]
    written: Annotated[bool, "false with --dry-run; then there are no commits"]


class AppliedRecord(TypedDict):
    """Several items of one meeting in git, in their order."""

    schema: Literal["amendtool/applied/1"]
    amendments: list[ApplyRecord]


class ActRecord(TypedDict):
    """An act that was recorded of an amendment."""

    schema: Literal["amendtool/act/1"]
    amendment: str
    act: Annotated[str, "resolved, noticed, rejected, withdrawn, registered or filed"]
    day: str
    commit: str


class EventRecord(TypedDict):
    """The day of an event that was recorded."""

    schema: Literal["amendtool/event/1"]
    event: str
    day: str
    commit: str
    amendments: Annotated[list[str], "those that name the event"]


class CountedRecord(TypedDict):
    """How a day was counted, step by step."""

    ja: list[str]
    en: list[str]


class DueEntryRecord(TypedDict):
    """Something on a day, or by it."""

    day: str
    overdue: bool
    kind: Annotated[
        str, "effect, lapse, overlap, notice, materials, vote, register, file or certificate"
    ]
    amendment: str
    provision: Annotated[str | None, "its address; None for the whole amendment"]
    what: str
    how: CountedRecord
    words: Annotated[str, "those of the articles under which something ends"]
    next: Annotated[str, "the command that follows, or empty"]
    operation: Annotated[str, "what ends, as an operation of the next amendment, or empty"]


class WaitingRecord(TypedDict):
    """Something that has no day yet."""

    amendment: str
    provision: str | None
    what: str
    events: list[str]
    said: Annotated[str, "what it waits for in words, where no event has a name"]
    not_before: str | None
    at_latest: str | None


class DueListRecord(TypedDict):
    """What is due up to a day, and what waits."""

    schema: Literal["amendtool/due/1"]
    on: str
    until: str
    law: str
    due: list[DueEntryRecord]
    waiting: list[WaitingRecord]
    notes: list[ProblemRecord]


class RecordedActRecord(TypedDict):
    """One act in the record of an amendment."""

    act: str
    day: str | None


class StandingRecord(TypedDict):
    """Where one amendment stands."""

    amendment: str
    title: str
    standing: Literal["draft", "pending", "adopted", "rejected", "withdrawn", "annulled"]
    day: str | None
    next: Annotated[str, "what comes next; empty where nothing does"]
    acts: list[RecordedActRecord]
    stops: Annotated[list[ProblemRecord], "what is in the way of a pending one"]
    otherwise: Annotated[list[ProblemRecord], "where it is not what was noticed"]


class FormerRecord(TypedDict):
    """A day from before the articles came into git."""

    day: str
    title: str


class BaselineRecord(TypedDict):
    """The articles that a company came with, as recorded in git."""

    schema: Literal["amendtool/baseline/1"]
    articles: Annotated[str, "their tree, as git names it"]
    former: Annotated[list[FormerRecord], "when they were made and amended before"]
    commit: str


class CorrectionRecord(TypedDict):
    """A clerical mend of the articles in git."""

    schema: Literal["amendtool/correction/1"]
    name: Annotated[str, "that of its record in amendments/"]
    day: str
    commit: str
    files: list[str]
    provisions: Annotated[list[str], "what was mended, by its address"]


class TouchingPairRecord(TypedDict):
    """Two pending amendments that touch the same."""

    amendments: Annotated[list[str], "the two, in the order that was asked for"]
    provisions: Annotated[list[str], "addresses in force of what both act on"]
    numbers: Annotated[list[str], "addresses in force of what gets another number from both"]
    citations: Annotated[list[str], "citations that both rewrite"]
    orders: Annotated[
        Literal["both", "both-differ", "first", "second", "neither"],
        "in which orders they can be applied; both: with the same articles",
    ]
    why: Annotated[ProblemRecord | None, "what stops the other orders"]


class WrongAmendmentRecord(TypedDict):
    """A pending amendment that is wrong by itself."""

    amendment: str
    problem: ProblemRecord


class ConflictsRecord(TypedDict):
    """The pending amendments that touch each other, in pairs."""

    schema: Literal["amendtool/conflicts/1"]
    pairs: list[TouchingPairRecord]
    wrong: Annotated[list[WrongAmendmentRecord], "those that are compared with none"]


class ComesOutOtherwiseRecord(TypedDict):
    """A provision that comes out otherwise than the table of its item prints it."""

    amendment: str
    key: str
    printed: str
    comes_out: str


class OutcomeRecord(TypedDict):
    """One combination of adopted and rejected items."""

    adopted: list[str]
    rejected: list[str]
    impossible: Annotated[ProblemRecord | None, "why there is no such outcome"]
    otherwise: list[ComesOutOtherwiseRecord]


class OutcomesRecord(TypedDict):
    """Every combination of adopted and rejected items of one meeting."""

    schema: Literal["amendtool/outcomes/1"]
    outcomes: list[OutcomeRecord]


class ExpiryRecord(TypedDict):
    """What ended by its own terms on one day."""

    name: Annotated[str, "that of its record in amendments/"]
    day: str | None
    provisions: Annotated[list[str], "where it stood, in the articles before"]
    by_the_terms_of: Annotated[list[str], "the amendments that say so"]


class LandedExpiryRecord(ExpiryRecord):
    """An expiry as it is in git now."""

    commits: Annotated[list[str], "the oldest first"]
    tag: str | None


class ExpiredRecord(TypedDict):
    """What ``expire`` landed, the earliest day first."""

    schema: Literal["amendtool/expired/1"]
    on: str
    expiries: list[LandedExpiryRecord]


class StatusRecord(TypedDict):
    """Where every amendment stands."""

    schema: Literal["amendtool/status/1"]
    amendments: list[StandingRecord]
    expiries: Annotated[list[ExpiryRecord], "what has ended by its own terms"]


class SignatureRecord(TypedDict):
    """The signature of a commit, as the settings of the user judge it."""

    commit: str
    state: Literal["good", "untrusted", "bad", "expired", "revoked", "unchecked"]
    signer: str


class VerifyRecord(TypedDict):
    """What was proved of the articles at HEAD."""

    schema: Literal["amendtool/verify/1"]
    replayed: Annotated[list[str], "the amendments that gave their articles again"]
    expiries: Annotated[list[str], "what ended by its own terms, and gave its articles again"]
    by_trailer: Annotated[list[str], "those without a record, which nothing replays"]
    findings: list[ProblemRecord]
    expired: Annotated[list[ProblemRecord], "what was to go on a day, and still stands"]
    signatures: Annotated[list[SignatureRecord], "of the commits that are signed"]


class RebaseRecord(TypedDict):
    """The file of an amendment with the numbers of other articles."""

    schema: Literal["amendtool/rebase/1"]
    amendment: str
    file: str
    base: Annotated[str, "the commit whose articles the numbers mean, or the amendment"]
    changed: Annotated[bool, "whether the file said something else before"]
    carried: Annotated[list[ProblemRecord], "the numbers that are others now, one note each"]


# ----------------------------------------------------------------------------------- the articles


class TextBetweenRecord(TypedDict):
    """A text without a number between two provisions."""

    after: Annotated[str, "the number of the provision that it stands behind"]
    text: str


class ProvisionRecord(TypedDict):
    """A paragraph, item or sub-item."""

    number: str
    text: str
    items: list[ProvisionRecord]
    between: NotRequired[Annotated[list[TextBetweenRecord], "the texts between the items"]]
    closing: Annotated[str, "the text behind the items"]


class ArticleRecord(TypedDict):
    """An article."""

    key: str
    provision: str
    number: str | None
    supplementary: bool
    chapter: str | None
    heading: str | None
    status: Annotated[str, Status]
    file: str | None
    text: NotRequired[Annotated[str, "the text below the heading, before all paragraphs"]]
    paragraphs: list[ProvisionRecord]
    between: NotRequired[Annotated[list[TextBetweenRecord], "the texts between the paragraphs"]]


class ChapterRecord(TypedDict):
    """A chapter."""

    key: str
    number: str
    heading: str | None
    parent: str | None
    file: str | None


class SupplementaryBlockRecord(TypedDict):
    """A block of supplementary provisions with a title of its own, and the key of its articles."""

    key: Annotated[str, "what its articles give as their chapter"]
    title: str | None
    file: str | None


class NoteRecord(TypedDict):
    """The note of an article, or of a paragraph or item, that is not simply in force on a day."""

    key: Annotated[str, "the article that prints the note"]
    of: Annotated[str, "the article whose text it is"]
    provision: Annotated[str, "where the text with the note stands"]
    kind: Annotated[Literal["pending", "leaving", "overlap"], "why it has a note"]
    amendment: Annotated[str, "the amendment that says so"]
    day: Annotated[str | None, "when it takes effect, goes, or is in force for the last time"]
    cases: Annotated[str, "the cases for which a former text is in force"]
    text: Annotated[str, "the note as it is printed"]


class ArticlesRecord(TypedDict):
    """The articles, or one provision of them."""

    schema: Literal["amendtool/articles/1"]
    language: str
    chapters: list[ChapterRecord]
    articles: list[ArticleRecord]
    preamble: str
    closing: str
    blocks: NotRequired[list[SupplementaryBlockRecord]]
    on: NotRequired[Annotated[str, "the day on which they are in force"]]
    notes: NotRequired[Annotated[list[NoteRecord], "what is not simply in force on that day"]]


class LogChangeRecord(TypedDict):
    """What one entry of the history did to one clause."""

    key: str
    present: str | None
    proposed: str | None
    text: Annotated[bool, "whether its text changed"]
    editions: NotRequired[Annotated[list[str], "the editions that it changed in"]]


class LogEntryRecord(TypedDict):
    """An amendment in the history, or a commit without one."""

    amendment: str | None
    subject: str
    date: str
    trailers: Annotated[list[list[str]], "pairs of name and value"]
    commits: list[str]
    changes: list[LogChangeRecord]


class LogRecord(TypedDict):
    """The history of the articles by amendment, the newest first."""

    schema: Literal["amendtool/log/1"]
    entries: list[LogEntryRecord]


# ---------------------------------------------------------------------------- documents, in and out


class TitleRecord(TypedDict):
    """The title."""

    kind: Literal["title"]
    text: str


class HeadingRecord(TypedDict):
    """A heading; level 1 is the outermost."""

    kind: Literal["heading"]
    level: int
    text: str


class LineRecord(TypedDict):
    """A line that is no running text: a date, an addressee."""

    kind: Literal["line"]
    align: Annotated[str, Align]
    text: str


class ParagraphRecord(TypedDict):
    """Running text."""

    kind: Literal["paragraph"]
    text: str


class NumberedEntryRecord(TypedDict):
    """An entry of a numbered list."""

    number: str
    blocks: list[BlockRecord]


class NumberedRecord(TypedDict):
    """A numbered list."""

    kind: Literal["numbered"]
    entries: list[NumberedEntryRecord]


class FactRecord(TypedDict):
    """A term and its value."""

    term: str
    value: str


class FactsRecord(TypedDict):
    """A row of facts."""

    kind: Literal["facts"]
    layout: Annotated[str, Layout]
    facts: list[FactRecord]


class ComparisonRecord(TypedDict):
    """The comparison table in a document."""

    kind: Literal["table"]
    table: TableRecord


class CoverRecord(TypedDict):
    """The first page, with nothing else on it."""

    kind: Literal["cover"]
    blocks: list[BlockRecord]


class PageBreakRecord(TypedDict):
    """What follows begins a page."""

    kind: Literal["break"]


class GridRecord(TypedDict):
    """A plain table; every row has as many cells as there are heads."""

    kind: Literal["grid"]
    heads: list[str]
    rows: list[list[str]]


class WholeArticlesRecord(TypedDict):
    """The whole articles, as plain text."""

    kind: Literal["articles"]
    title: str
    text: str


BlockRecord = (
    TitleRecord
    | HeadingRecord
    | LineRecord
    | ParagraphRecord
    | NumberedRecord
    | FactsRecord
    | ComparisonRecord
    | CoverRecord
    | PageBreakRecord
    | GridRecord
    | WholeArticlesRecord
)


class DocumentRecord(TypedDict):
    """A document around the table or the articles: a notice, a certificate."""

    schema: Literal["amendtool/document/1"]
    language: str
    title: str
    blocks: list[BlockRecord]


class ItemDocumentRecord(DocumentRecord):
    """The document of one item of a meeting."""

    amendment: str


class DocumentsRecord(TypedDict):
    """The documents of several items of one meeting, in the order of the agenda."""

    schema: Literal["amendtool/documents/1"]
    documents: list[ItemDocumentRecord]


class TemplateRecord(TypedDict):
    """A template of a document."""

    name: str
    language: str
    summary: str
    file: Annotated[str | None, "null for one that comes with the program"]


class TemplatesRecord(TypedDict):
    """The templates that there are."""

    schema: Literal["amendtool/templates/1"]
    templates: list[TemplateRecord]


class RevisionRecord(TypedDict):
    """A line of the list of revisions."""

    name: Annotated[str, "the amendment; empty for one from before git"]
    title: str
    meeting: str
    adopted: str
    effective: str


class ExportedRecord(TypedDict):
    """What was exported: the articles at a commit, or the changes of an amendment."""

    commit: NotRequired[Annotated[str | None, "null as long as the articles are not committed"]]
    articles: NotRequired[Annotated[int, "how many"]]
    revisions: NotRequired[list[RevisionRecord]]
    amendment: NotRequired[str]
    author: NotRequired[str]
    date: NotRequired[str | None]
    lines: NotRequired[Annotated[int, "how many have tracked changes"]]


class ExportRecord(ExportedRecord):
    """What ``export`` wrote: the articles at a commit, or the changes of an amendment."""

    schema: Literal["amendtool/export/1"]
    file: str
    format: str


class FoundRecord(TypedDict):
    """What importing found, counted."""

    labels: int
    articles: int
    chapters: int
    supplementary: int


class CharactersRecord(TypedDict):
    """Where every character of an imported document went."""

    read: int
    generated: int
    clauses: int
    preamble: int
    closing: int
    numbering: int
    left_out: int
    lost: int
    invented: int


class LeftOutRecord(TypedDict):
    """What an imported document holds that is no part of the articles."""

    kind: str
    text: str
    why: str
    line: int | None
    path: str | None


class ImportRecord(TypedDict):
    """The account of an imported document."""

    schema: Literal["amendtool/import/1"]
    file: str
    format: str
    style: str
    written: bool
    started: Annotated[bool, "whether a repository was started with it"]
    commit: Annotated[str | None, "the first commit of that repository, where it was made"]
    found: FoundRecord
    characters: CharactersRecord
    left_out: list[LeftOutRecord]
    doubts: list[ProblemRecord]
    drafting: Annotated[dict[str, str | list[str]], "settings for amendtool.toml"]
    files: list[str]


class ImportedVersionRecord(TypedDict):
    """One version of a document whose history was imported."""

    source: Annotated[str, "the commit, or the name of the file, that it was taken from"]
    file: str
    day: str
    author: str
    amendment: Annotated[
        str | None, "null for the first, which is the articles, and for one that changes nothing"
    ]
    operations: Annotated[int, "how many"]
    adopted: str | None
    commits: list[str]
    problems: list[ProblemRecord]


class ImportedHistoryRecord(TypedDict):
    """What ``import --history`` made of the versions of a document, the oldest first."""

    schema: Literal["amendtool/import-history/1"]
    file: str
    written: bool
    versions: list[ImportedVersionRecord]


class CommittedRecord(TypedDict):
    """The first commit of articles that were imported before."""

    schema: Literal["amendtool/committed/1"]
    file: str
    commit: str
    files: list[str]
    mended: Annotated[list[str], "clause files that say something else than the document"]


class GuessRecord(TypedDict):
    """A guess behind a drafted operation."""

    operation: Annotated[int, "counted from 0"]
    guess: str


class MatchRecord(TypedDict):
    """A present article that was found again in the edited document."""

    present: str
    score: Annotated[float, "from 0 to 1"]
    kind: Literal["same", "guess"]
    moved: bool


class DraftRecord(TypedDict):
    """The amendment that was drafted."""

    schema: Literal["amendtool/draft/1"]
    file: str
    edited: Annotated[str | None, "the document; null for the work tree or revisions"]
    operations: Annotated[int, "how many"]
    whole: Annotated[list[str], "keys of articles that are replaced as a whole"]
    restated: bool
    mended: Annotated[int, "how many numbers and references"]
    left: Annotated[int, "how many references stay, though what they cite has another number"]
    open: Annotated[int, "how many references have to be decided about before it can be adopted"]
    guesses: list[GuessRecord]
    matched: list[MatchRecord]
    problems: list[ProblemRecord]
    editions: NotRequired[Annotated[list[str], "those that the amendment has words for"]]


class RestyleRecord(TypedDict):
    """The amendment that prints the numbers of whole levels in another form."""

    schema: Literal["amendtool/restyle/1"]
    file: str
    operations: Annotated[int, "how many"]


# -------------------------------------------------------------------------------- house styles


class StyleRecord(TypedDict):
    """A house style of the table, setting by setting."""

    schema: Literal["amendtool/style/1"]
    name: str
    settings: dict[str, object]
    meanings: dict[str, str]


class StyleLineRecord(TypedDict):
    """A house style in the list."""

    name: str
    summary: str
    configured: bool


class StylesRecord(TypedDict):
    """The house styles that there are."""

    schema: Literal["amendtool/styles/1"]
    styles: list[StyleLineRecord]


# ------------------------------------------------------------------------------- many companies


class FleetFoundRecord(TypedDict):
    """A provision that a pattern sought and found."""

    name: Annotated[str, "what the pattern calls it"]
    key: Annotated[str, "the key of the article, or of the chapter"]
    how: Literal["key", "caption", "wording", "place", "list"]
    likeness: Annotated[float, "how like the model that is next to it, from 0 to 1"]


class FleetProblemRecord(TypedDict):
    """Why a company was not gone through, or what was found in it."""

    code: Annotated[str, "stable; docs/problems.md explains it"]
    severity: Literal["error", "warning", "note"]
    message: str
    hint: Annotated[str, "the next step"]
    place: Annotated[str, "the file and the line; empty where it is about no file"]


class FleetRowRecord(TypedDict):
    """What ``fleet --json`` did for one company: a line as soon as it is done."""

    schema: Literal["amendtool/fleet-row/1"]
    row: Annotated[int, "its row in the list, counted from 1"]
    company: str
    result: Literal["done", "already", "there", "waits", "rejected", "doubt", "findings", "failed"]
    amendment: Annotated[str, "the name of its amendment; empty where there is none"]
    commit: Annotated[str, "the last commit that was made; empty where none was"]
    told: Annotated[str, "what the act tells of it, for people"]
    found: list[FleetFoundRecord]
    problems: list[FleetProblemRecord]
    files: Annotated[list[str], "what was printed of it, seen from the folder of --output"]
    seconds: Annotated[float, "by the clock"]
    cpu_seconds: Annotated[float, "of processors, with the git that it ran"]


class FleetCodeRecord(TypedDict):
    """For how many companies one kind of problem came to one result."""

    result: str
    code: str
    companies: int


class FleetRecord(TypedDict):
    """What ``fleet --json`` did for all companies: the last line."""

    schema: Literal["amendtool/fleet/1"]
    act: Literal["draft", "check", "plan", "table", "document", "apply", "due", "verify", "report"]
    pattern: Annotated[str, "NAME@digest"]
    companies: Annotated[int, "those of the list"]
    results: Annotated[dict[str, int], "the companies by result; what is left was not begun"]
    codes: list[FleetCodeRecord]
    seconds: Annotated[float, "by the clock"]
    row_seconds: Annotated[float, "by the clock, of all rows together"]
    row_cpu_seconds: Annotated[float, "of processors, of all rows together"]
    workers: int
    peak_mb: Annotated[int | None, "the most memory of the command"]
    worker_peak_mb: Annotated[int | None, "the most memory of a worker"]


Record = (
    ActRecord
    | ApplyRecord
    | AppliedRecord
    | ArticlesRecord
    | CheckRecord
    | DocumentRecord
    | DocumentsRecord
    | TablesRecord
    | DraftRecord
    | DueListRecord
    | EventRecord
    | RestyleRecord
    | EditionPlanRecord
    | ExportRecord
    | FleetRecord
    | FleetRowRecord
    | ImportRecord
    | ImportedHistoryRecord
    | LedgerRecord
    | LogRecord
    | PlanRecord
    | ProblemsRecord
    | RebaseRecord
    | ReferencesRecord
    | RelatedReferencesRecord
    | ReviewRecord
    | OutgoingRecord
    | StatusRecord
    | ExpiredRecord
    | CorrectionRecord
    | CommittedRecord
    | BaselineRecord
    | ConflictsRecord
    | OutcomesRecord
    | StyleRecord
    | StylesRecord
    | TableRecord
    | TemplatesRecord
    | VerifyRecord
)
"""Any of the documents."""

RECORDS: Final[dict[str, type]] = {
    "act": ActRecord,
    "apply": ApplyRecord,
    "applied": AppliedRecord,
    "articles": ArticlesRecord,
    "check": CheckRecord,
    "committed": CommittedRecord,
    "document": DocumentRecord,
    "documents": DocumentsRecord,
    "tables": TablesRecord,
    "draft": DraftRecord,
    "due": DueListRecord,
    "event": EventRecord,
    "restyle": RestyleRecord,
    "export": ExportRecord,
    "fleet": FleetRecord,
    "fleet-row": FleetRowRecord,
    "import": ImportRecord,
    "import-history": ImportedHistoryRecord,
    "ledger": LedgerRecord,
    "log": LogRecord,
    "plan": PlanRecord,
    "problems": ProblemsRecord,
    "rebase": RebaseRecord,
    "references": ReferencesRecord,
    "related": RelatedReferencesRecord,
    "review": ReviewRecord,
    "notice": OutgoingRecord,
    "status": StatusRecord,
    "expired": ExpiredRecord,
    "correction": CorrectionRecord,
    "baseline": BaselineRecord,
    "conflicts": ConflictsRecord,
    "outcomes": OutcomesRecord,
    "style": StyleRecord,
    "styles": StylesRecord,
    "table": TableRecord,
    "templates": TemplatesRecord,
    "verify": VerifyRecord,
}
"""Every document by the name in its ``schema``, ``amendtool/NAME/1``."""
