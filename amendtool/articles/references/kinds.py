"""The kinds of citations, and of the levels in them."""

from __future__ import annotations

from enum import Enum, IntEnum


class Category(Enum):
    """What a citation points into."""

    INTERNAL = "internal"
    """These articles, as they stand."""
    EXTERNAL = "external"
    """A statute or another document: never rewritten."""
    HISTORICAL = "historical"
    """An earlier state of these articles: never rewritten."""
    QUOTED = "quoted"
    """Words that are quoted as such, not a citation by this text: never rewritten."""


class Form(Enum):
    """How a citation is written."""

    ABSOLUTE = "absolute"
    """By number: Article 14, 第14条第2項; also a block that has a name only (附則)."""
    RELATIVE = "relative"
    """By the neighbourhood: the preceding article, 次条第2項."""
    THIS = "this"
    """By where it stands: this Article, 本条, these Articles of Incorporation."""
    SAME = "same"
    """By an earlier citation: the same article, 同条."""
    EACH = "each"
    """All provisions of a list: 各号."""
    LIST = "list"
    RANGE = "range"


class Level(IntEnum):
    """The levels of a citation; an outer level is less than an inner one.

    In bylaws that divide their articles into sections, ``SECTION`` stands behind ``ARTICLE``:
    the order of the levels in a :class:`Place` tells what stands in what.
    """

    DOCUMENT = 0
    SUPPLEMENTARY = 1
    PART = 2
    CHAPTER = 3
    SECTION = 4
    SUBSECTION = 5
    DIVISION = 6
    ARTICLE = 7
    PARAGRAPH = 8
    ITEM = 9
    SUBITEM = 10
    SENTENCE = 11


class Relation(Enum):
    """How one level of a citation says which provision it means."""

    NUMBERED = "numbered"
    PRECEDING = "preceding"
    FOLLOWING = "following"
    THIS = "this"
    SAME = "same"
    EACH = "each"
    NAMED = "named"
    """By a name that needs no number: 附則, ただし書, the proviso, 定款."""


class Doubt(Enum):
    """Why a person should look at a citation before it is relied on."""

    ANTECEDENT = "antecedent"
    """同条 or "the same article", and no article is cited before it."""
    SCOPE = "scope"
    """A law stands beside the citation, and how far it reaches is open.

    "Article 5 and Article 361 of the Companies Act" is read as the law's articles both, "under
    the Companies Act, Article 5" as an article of this document. There is no doubt where the
    number is none of this document's.
    """
    HYPHEN = "hyphen"
    """"Articles 8-10" is read as a range, but may be the branch number 8-10."""
    QUOTED = "quoted"
    """Quoted words that may be those of a provision of this document.

    「第7条」と読み替える has to change when Article 7 moves; 「第7条」と記載した書面 has not.
    """
