"""The operations of an amendment, as values: one module each.

Every address means the present numbering; ``insert`` and the ``to`` of ``renumber`` name
the number that a provision has in the proposed articles. All operations of an amendment
happen at once, against the present articles (``docs/adr/0001-at-once.md``).

The union ``Operation`` is where an operation is registered. A module has the value; what the
file says of it: its ``FIELDS``, the first of which is its verb, how it is ``read`` from them
and what is ``written`` in them; and its ``effects`` on the present articles.
"""

from collections.abc import Mapping
from typing import Final, get_args

from amendtool.amendments.numbering import Numbering
from amendtool.amendments.operations.common import NO_DATES, Dates
from amendtool.amendments.operations.delete import Delete
from amendtool.amendments.operations.insert import Insert, InsertedBlock
from amendtool.amendments.operations.keep import Keep
from amendtool.amendments.operations.merge import Merge
from amendtool.amendments.operations.move import Move
from amendtool.amendments.operations.phrase import ReplacePhrase
from amendtool.amendments.operations.print_ import Print
from amendtool.amendments.operations.renumber import Renumber
from amendtool.amendments.operations.replace import Replace
from amendtool.amendments.operations.restate import Restate
from amendtool.amendments.operations.retarget import Retarget
from amendtool.amendments.operations.split import Part, Split
from amendtool.amendments.operations.throughout import ReplaceThroughout

__all__ = [
    "NO_DATES",
    "VERBS",
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
]

_Verb = (
    Insert | Replace | Restate | Delete | Renumber | Move | Split | Merge | Print | Retarget | Keep
)
Operation = _Verb | ReplacePhrase | ReplaceThroughout

VERBS: Final[Mapping[str, type[_Verb]]] = {each.FIELDS[0].name: each for each in get_args(_Verb)}
"""Which operation reads a verb; phrases have that of a whole text, which hands them on."""
