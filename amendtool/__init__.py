"""amendtool: articles of incorporation in git, amended by operations, compared in print.

The library is what stands in ``__all__``; ``docs/library.md`` shows it at work. What is named
there keeps its meaning within a major version. The parts of an article (``Paragraph``,
``Item``) are provisional: the next minor version replaces them by one value for all levels.

Importing this module loads nothing else: each name is loaded when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from amendtool.amendments.amendment import Amendment
    from amendtool.amendments.apply.apply import Application, apply
    from amendtool.articles.addresses import Address
    from amendtool.articles.charter import Article, Chapter, Charter, Item, Paragraph
    from amendtool.articles.numbers import Number
    from amendtool.articles.styles import STYLES, DraftingStyle
    from amendtool.comparison.house import HOUSES, HouseStyle
    from amendtool.comparison.table import Table
    from amendtool.errors import (
        AmendtoolError,
        ConflictError,
        InputError,
        Place,
        Problem,
        RepositoryError,
    )
    from amendtool.importing.document import Imported, import_document
    from amendtool.render import render
    from amendtool.workflow.apply import Adoption
    from amendtool.workflow.document import MadeDocument
    from amendtool.workflow.draft import EditionDraft, draft
    from amendtool.workflow.edited_document import EditedDocument
    from amendtool.workflow.library import (
        compare,
        read_amendment,
        read_charter,
        write_amendment,
        write_charter,
    )
    from amendtool.workflow.repository import Repository, open_repository, start_repository
    from amendtool.workflow.table import ComparedArticles

__version__ = "0.1.0"

_MODULES = {
    "amendments.apply.apply": ("Application", "apply"),
    "amendments.amendment": ("Amendment",),
    "articles.addresses": ("Address",),
    "articles.charter": ("Article", "Chapter", "Charter", "Item", "Paragraph"),
    "articles.numbers": ("Number",),
    "articles.styles": ("STYLES", "DraftingStyle"),
    "comparison.house": ("HOUSES", "HouseStyle"),
    "comparison.table": ("Table",),
    "errors": (
        "AmendtoolError",
        "ConflictError",
        "InputError",
        "Place",
        "Problem",
        "RepositoryError",
    ),
    "importing.document": ("Imported", "import_document"),
    "render": ("render",),
    "workflow.apply": ("Adoption",),
    "workflow.document": ("MadeDocument",),
    "workflow.draft": ("EditionDraft", "draft"),
    "workflow.edited_document": ("EditedDocument",),
    "workflow.library": (
        "compare",
        "read_amendment",
        "read_charter",
        "write_amendment",
        "write_charter",
    ),
    "workflow.repository": ("Repository", "open_repository", "start_repository"),
    "workflow.table": ("ComparedArticles",),
}
"""Where each name stands: the imports above, for when the program runs."""

__all__ = [
    "HOUSES",
    "STYLES",
    "Address",
    "Adoption",
    "Amendment",
    "AmendtoolError",
    "Application",
    "Article",
    "Chapter",
    "Charter",
    "ComparedArticles",
    "ConflictError",
    "DraftingStyle",
    "EditedDocument",
    "EditionDraft",
    "HouseStyle",
    "Imported",
    "InputError",
    "Item",
    "MadeDocument",
    "Number",
    "Paragraph",
    "Place",
    "Problem",
    "Repository",
    "RepositoryError",
    "Table",
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
