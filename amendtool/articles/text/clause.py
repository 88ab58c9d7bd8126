"""The text of a clause file: :func:`parse_clause` and :func:`format_clause` are inverses.

    # Chairman

    The President shall chair a general meeting.
    Should the President be unable to act, another director shall.

    - (1) an item,
      - (a) a sub-item;

    the text after the items.

    2 The second paragraph.

One sentence stands on a line; lines of one block are joined when it is read. A block
that only looks like a marker is escaped with a backslash. The same syntax is the
``text`` of an amendment, where the hyphens before items may be left out. The form is
recorded in ``docs/adr/0006-clause-files.md``.

A marker is read in every form of the style's language and kept as it is written
(``docs/drafting-styles.md``): ``２``, ``②`` and ``2.`` all begin a second paragraph.
"""

from amendtool.articles.text.reader import Clause, marker_of, parse_body, parse_clause
from amendtool.articles.text.writer import format_body, format_clause, format_item_text, is_plain

__all__ = [
    "Clause",
    "format_body",
    "format_clause",
    "format_item_text",
    "is_plain",
    "marker_of",
    "parse_body",
    "parse_clause",
]
