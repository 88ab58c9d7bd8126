"""amendtool: articles of incorporation in git, amended by operations, compared in print.

The library is what stands in ``__all__``; ``docs/library.md`` shows it at work. What is named
there keeps its meaning within a major version, but for what the page calls provisional: the
provisions (``Article``, ``Chapter``, ``Provision``), which are on the way to one value for all
levels, and the forms that a drafting style is made of.

Importing this module loads nothing else: each name is loaded when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from amendtool.amendments.amendment import AdoptedBy, Amendment
    from amendtool.amendments.apply.apply import Application, apply
    from amendtool.amendments.apply.restated import RestatedProvision, Restatement
    from amendtool.amendments.apply.throughout import PhrasePlaces
    from amendtool.amendments.crossrefs.ledger import LedgerEntry, Rule, UnreadNumber
    from amendtool.amendments.operations import (
        Dates,
        Delete,
        Insert,
        InsertedBlock,
        Keep,
        Merge,
        Move,
        Numbering,
        Operation,
        Part,
        Print,
        Renumber,
        Replace,
        ReplacePhrase,
        ReplaceThroughout,
        Restate,
        Retarget,
        Split,
    )
    from amendtool.articles.addresses import Address, AddressRange, Spot
    from amendtool.articles.charter import Article, Chapter, Charter, Provision, Status
    from amendtool.articles.numbers import Number, NumberForm
    from amendtool.articles.numerals import Numeral
    from amendtool.articles.page import HeadingPlace, Page, PageSetting
    from amendtool.articles.references.reference import Category
    from amendtool.articles.references.text_location import Standing
    from amendtool.articles.styles import STYLES, AddressForms, DraftingStyle
    from amendtool.comparison.house import (
        HOUSES,
        HouseStyle,
        Labels,
        NotePlace,
        NumberOnly,
        NumberPlace,
        RangeForm,
        Spacing,
        Unchanged,
    )
    from amendtool.comparison.table import (
        Align,
        Block,
        BlockKind,
        Cell,
        Look,
        Mark,
        Order,
        Orientation,
        Paper,
        Row,
        RowBreak,
        RowKind,
        Run,
        Table,
    )
    from amendtool.errors import (
        AmendtoolError,
        ConflictError,
        InputError,
        Place,
        Problem,
        RepositoryError,
    )
    from amendtool.importing.blocks import LeftOut
    from amendtool.importing.charter.build import Origin
    from amendtool.importing.document import Counts, Imported, Report, import_document
    from amendtool.importing.forms import PageLayout
    from amendtool.periods.counted import Told
    from amendtool.periods.dates import (
        DayFollowing,
        EarlierOf,
        EventDay,
        LaterOf,
        NotYetKnown,
        PeriodDay,
        PeriodEnd,
    )
    from amendtool.periods.law import Law
    from amendtool.periods.period import Period, PeriodUnit
    from amendtool.render import render
    from amendtool.render.charter.model import Export
    from amendtool.render.notice.model import Notice
    from amendtool.repository.history import ClauseChange, HistoryEntry
    from amendtool.workflow.apply import Adoption
    from amendtool.workflow.clock.due import Clock, DueEntry, DueKind, WaitingEntry
    from amendtool.workflow.documents.document import MadeDocument
    from amendtool.workflow.drafting.draft import EditionDraft, draft
    from amendtool.workflow.drafting.edited_document import EditedDocument
    from amendtool.workflow.library import (
        compare,
        read_amendment,
        read_charter,
        write_amendment,
        write_charter,
    )
    from amendtool.workflow.present_proposed import PresentAndProposed
    from amendtool.workflow.repository import Repository, open_repository, start_repository
    from amendtool.workflow.table import ComparedArticles

__version__ = "0.1.0"

_MODULES = {
    "amendments.amendment": ("AdoptedBy", "Amendment"),
    "amendments.apply.apply": ("Application", "apply"),
    "amendments.apply.restated": ("RestatedProvision", "Restatement"),
    "amendments.apply.throughout": ("PhrasePlaces",),
    "amendments.crossrefs.ledger": ("LedgerEntry", "Rule", "UnreadNumber"),
    "amendments.operations": (
        "Dates",
        "Delete",
        "Insert",
        "InsertedBlock",
        "Keep",
        "Merge",
        "Move",
        "Numbering",
        "Operation",
        "Part",
        "Print",
        "Renumber",
        "Replace",
        "ReplacePhrase",
        "ReplaceThroughout",
        "Restate",
        "Retarget",
        "Split",
    ),
    "articles.addresses": ("Address", "AddressRange", "Spot"),
    "articles.charter": ("Article", "Chapter", "Charter", "Provision", "Status"),
    "articles.numbers": ("Number", "NumberForm"),
    "articles.numerals": ("Numeral",),
    "articles.page": ("HeadingPlace", "Page", "PageSetting"),
    "articles.references.reference": ("Category",),
    "articles.references.text_location": ("Standing",),
    "articles.styles": ("STYLES", "AddressForms", "DraftingStyle"),
    "comparison.house": (
        "HOUSES",
        "HouseStyle",
        "Labels",
        "NumberOnly",
        "NotePlace",
        "NumberPlace",
        "RangeForm",
        "Spacing",
        "Unchanged",
    ),
    "comparison.table": (
        "Align",
        "Block",
        "BlockKind",
        "Cell",
        "Look",
        "Mark",
        "Order",
        "Orientation",
        "Paper",
        "Row",
        "RowBreak",
        "RowKind",
        "Run",
        "Table",
    ),
    "errors": (
        "AmendtoolError",
        "ConflictError",
        "InputError",
        "Place",
        "Problem",
        "RepositoryError",
    ),
    "importing.blocks": ("LeftOut",),
    "importing.document": ("Counts", "Imported", "Report", "import_document"),
    "importing.charter.build": ("Origin",),
    "importing.forms": ("PageLayout",),
    "periods.counted": ("Told",),
    "periods.law": ("Law",),
    "workflow.clock.due": ("Clock", "DueEntry", "DueKind", "WaitingEntry"),
    "periods.dates": (
        "DayFollowing",
        "EarlierOf",
        "EventDay",
        "LaterOf",
        "NotYetKnown",
        "PeriodDay",
        "PeriodEnd",
    ),
    "periods.period": ("Period", "PeriodUnit"),
    "render": ("render",),
    "render.charter.model": ("Export",),
    "render.notice.model": ("Notice",),
    "repository.history": ("ClauseChange", "HistoryEntry"),
    "workflow.apply": ("Adoption",),
    "workflow.documents.document": ("MadeDocument",),
    "workflow.drafting.draft": ("EditionDraft", "draft"),
    "workflow.drafting.edited_document": ("EditedDocument",),
    "workflow.library": (
        "compare",
        "read_amendment",
        "read_charter",
        "write_amendment",
        "write_charter",
    ),
    "workflow.present_proposed": ("PresentAndProposed",),
    "workflow.repository": ("Repository", "open_repository", "start_repository"),
    "workflow.table": ("ComparedArticles",),
}
"""Where each name stands: the imports above, for when the program runs."""

__all__ = [
    "HOUSES",
    "STYLES",
    "Address",
    "AddressForms",
    "AddressRange",
    "AdoptedBy",
    "Adoption",
    "Align",
    "Amendment",
    "AmendtoolError",
    "Application",
    "Article",
    "Block",
    "BlockKind",
    "Category",
    "Cell",
    "Chapter",
    "Charter",
    "ClauseChange",
    "Clock",
    "ComparedArticles",
    "ConflictError",
    "Counts",
    "Dates",
    "DayFollowing",
    "Delete",
    "DraftingStyle",
    "DueEntry",
    "DueKind",
    "EarlierOf",
    "EditedDocument",
    "EditionDraft",
    "EventDay",
    "Export",
    "HeadingPlace",
    "HistoryEntry",
    "HouseStyle",
    "Imported",
    "InputError",
    "Insert",
    "InsertedBlock",
    "Keep",
    "Labels",
    "LaterOf",
    "Law",
    "LedgerEntry",
    "LeftOut",
    "Look",
    "MadeDocument",
    "Mark",
    "Merge",
    "Move",
    "NotYetKnown",
    "NotePlace",
    "Notice",
    "Number",
    "NumberForm",
    "NumberOnly",
    "NumberPlace",
    "Numbering",
    "Numeral",
    "Operation",
    "Order",
    "Orientation",
    "Origin",
    "Page",
    "PageLayout",
    "PageSetting",
    "Paper",
    "Part",
    "Period",
    "PeriodDay",
    "PeriodEnd",
    "PeriodUnit",
    "PhrasePlaces",
    "Place",
    "PresentAndProposed",
    "Print",
    "Problem",
    "Provision",
    "RangeForm",
    "Renumber",
    "Replace",
    "ReplacePhrase",
    "ReplaceThroughout",
    "Report",
    "Repository",
    "RepositoryError",
    "Restate",
    "RestatedProvision",
    "Restatement",
    "Retarget",
    "Row",
    "RowBreak",
    "RowKind",
    "Rule",
    "Run",
    "Spacing",
    "Split",
    "Spot",
    "Standing",
    "Status",
    "Table",
    "Told",
    "Unchanged",
    "UnreadNumber",
    "WaitingEntry",
    "__version__",
    "apply",
    "compare",
    "draft",
    "import_document",
    "open_repository",
    "read_amendment",
    "read_charter",
    "render",
    "start_repository",
    "write_amendment",
    "write_charter",
]


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            found = import_module(f"amendtool.{module}")
            # `render` is the room and the function: the room can be called.
            value = found if module == name else getattr(found, name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
