"""House styles of the comparison table: every rule marked as a choice in the conventions.

The rules and their sources are in ``docs/table-conventions.md``, the settings one by one in
``docs/house-styles.md``; ``house_file`` reads and writes them as a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final, NamedTuple

from amendtool.articles.page import HeadingPlace as HeadingPlace
from amendtool.comparison.table import Align, Look, Mark, Order, Orientation, Paper, RowBreak
from amendtool.messages import later
from amendtool.patterns import compiled
from amendtool.values import dataclass

DOCUMENT: Final = "{document}"
"""What stands in the heads of the columns for the word for the document: 定款, 会則, Bylaws."""


class NumberOnly(StrEnum):
    """How articles are printed whose number alone changes."""

    COLLAPSE = "collapse"
    """A run of them as one row with its first and last number."""
    LABEL = "label"
    """Each in a row of its own, its text replaced by a label."""
    FULL = "full"
    """Each in a row of its own, with all its text."""
    HIDE = "hide"
    """Not at all; the meeting votes on these too, so this is worth a warning."""


class Unchanged(StrEnum):
    """How articles, paragraphs and items are printed that do not change."""

    OMIT = "omit"
    """Articles that do not change have no row."""
    COLLAPSE = "collapse"
    """A run of them is one row, or one line of a changed article, with a label."""
    FULL = "full"
    """They are printed."""


class RangeForm(StrEnum):
    """How a collapsed run of articles is laid out."""

    STACKED = "stacked"
    """First number, label and last number on lines of their own."""
    JOINED = "joined"
    """On one line: 第16条～第20条（条文省略）."""


class NumberPlace(StrEnum):
    """Where the number of an article stands."""

    ABOVE = "above"
    """On a line of its own above the text."""
    IN_LINE = "in-line"
    """In front of the text, on its line: 第５条　当会社は…."""


class Spacing(StrEnum):
    """How the words of a label are spaced."""

    KEEP = "keep"
    """As the label is written."""
    WIDE = "wide"
    """Two characters in brackets with a full-width space between them: （新　設）."""
    NONE = "none"
    """Without full-width spaces: （新設）."""


class NotePlace(StrEnum):
    """Where the note stands of a provision that is not simply in force on the day asked for."""

    ABOVE = "above"
    """In front of its text."""
    BELOW = "below"
    """Behind its text."""


class Around(NamedTuple):
    """Where the lines of the texts around the articles stand, line by line from their first.

    Further lines stand as the last one does; where nothing is said they stand as is usual.
    """

    preamble: tuple[Align, ...] = ()
    closing: tuple[Align, ...] = ()


USUAL_AROUND: Final = Around()
"""Nothing is said: a cover in the middle, the rest at the left edge."""


class Labels(NamedTuple):
    """The labels as they are printed."""

    new: str
    deleted: str
    omitted: str
    unchanged: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """How one company prints its comparison table.

    What each field means is said in ``house_file.SETTINGS``, in the order in which
    ``amendtool styles`` shows them.
    """

    name: str
    summary: str = ""
    language: str
    columns: tuple[str, str]
    order: Order = Order.PRESENT_FIRST
    remarks: str | None = None
    note: str | None = None
    new_label: str
    deleted_label: str
    omitted_label: str
    unchanged_label: str
    label_spacing: Spacing = Spacing.KEEP
    label_align: Align = Align.CENTRE
    marks: tuple[Mark, ...] = (Mark.UNDERLINE,)
    whole_marks: tuple[Mark, ...] = (Mark.UNDERLINE,)
    removed_marks: tuple[Mark, ...] = ()
    number_only: NumberOnly = NumberOnly.COLLAPSE
    range_form: RangeForm = RangeForm.STACKED
    range_joint: str = "～"
    unchanged_articles: Unchanged = Unchanged.OMIT
    unchanged_paragraphs: Unchanged = Unchanged.FULL
    unchanged_items: Unchanged = Unchanged.FULL
    side_by_side: bool = False
    unchanged_chapters: bool = True
    chapter_lines: bool = True
    heading_place: HeadingPlace = HeadingPlace.ABOVE
    number_place: NumberPlace = NumberPlace.ABOVE
    moved_label: str | None = None
    pending_label: str
    leaving_label: str
    overlap_label: str
    overlap_until_label: str
    note_place: NotePlace = NotePlace.BELOW
    print_pending: bool = True
    font: str = Look().font
    japanese_font: str = Look().japanese_font
    font_size: float = Look().font_size
    paper: Paper = Paper.A4
    orientation: Orientation = Orientation.PORTRAIT
    title_line: bool = False
    hanging_indent: bool = False
    row_break: RowBreak = RowBreak.LONG

    @property
    def labels(self) -> Labels:
        """The labels as they are printed, with their spacing."""
        return Labels(
            new=self._spaced(self.new_label),
            deleted=self._spaced(self.deleted_label),
            omitted=self._spaced(self.omitted_label),
            unchanged=self._spaced(self.unchanged_label),
        )

    def placed(self, heading: HeadingPlace | None, number: NumberPlace | None) -> HouseStyle:
        """The style with headings and numbers where the articles have them, if they tell it."""
        return replace(
            self,
            heading_place=self.heading_place if heading is None else heading,
            number_place=self.number_place if number is None else number,
        )

    @property
    def sets_wholes_apart(self) -> bool:
        """Whether a provision that comes, goes or moves as a whole has marks of its own."""
        return set(self.whole_marks) != set(self.marks)

    @property
    def look(self) -> Look:
        """What of this style is for the renderers."""
        return Look(
            marks=self.marks,
            whole_marks=self.whole_marks,
            label_align=self.label_align,
            font=self.font,
            japanese_font=self.japanese_font,
            font_size=self.font_size,
            paper=self.paper,
            orientation=self.orientation,
            removed_marks=self.removed_marks,
            title_line=self.title_line,
            hanging_indent=self.hanging_indent,
            row_break=self.row_break,
        )

    def _spaced(self, label: str) -> str:
        if self.label_spacing is Spacing.KEEP:
            return label
        narrow = label.replace("　", "")
        if self.label_spacing is Spacing.NONE:
            return narrow
        return _TWO.sub("\\1\\2　\\3\\4", narrow)


# Two characters in brackets, neither of which is a Latin one.
_TWO = compiled(r"\A([（(［〔【]?)([^\x00-\xff（）])([^\x00-\xff（）])([)）］〕】]?)\Z")

SEED_EN = HouseStyle(
    name="seed-en",
    summary=later("an English notice or press release, without a note line"),
    language="en",
    columns=(f"Present {DOCUMENT}", f"Proposed {DOCUMENT}"),
    new_label="(New Provision)",
    deleted_label="(Deleted)",
    omitted_label="(Provisions omitted)",
    unchanged_label="(Unchanged)",
    range_joint=" to ",
    moved_label="(Moved from {chapter})",
    pending_label="(Effective as of {day})",
    leaving_label="(To be deleted as of {day})",
    overlap_label="(Former provision, which remains in force for {cases})",
    overlap_until_label="(Former provision, which remains in force until {day} for {cases})",
)

_EN = replace(
    SEED_EN,
    name="en",
    summary=later("an English notice with a note line above the table"),
    note="(Amendments are underlined.)",
)

JA_NOTICE = HouseStyle(
    name="ja-notice",
    summary=later("招集通知: 現行定款 and 変更案"),
    language="ja",
    columns=(f"現行{DOCUMENT}", "変更案"),
    note="（下線は変更部分）",
    new_label="（新　設）",
    deleted_label="（削　除）",
    omitted_label="（条文省略）",
    unchanged_label="（現行どおり）",
    range_form=RangeForm.JOINED,
    unchanged_articles=Unchanged.COLLAPSE,
    side_by_side=True,
    number_place=NumberPlace.IN_LINE,
    hanging_indent=True,
    row_break=RowBreak.ANYWHERE,
    moved_label="（{chapter}から移動）",
    pending_label="（{day}から施行）",
    leaving_label="（{day}をもって削除）",
    overlap_label="（変更前の規定。{cases}については、なお効力を有する）",
    overlap_until_label="（変更前の規定。{cases}については、{day}までなお効力を有する）",
)

_JA_REPORT = replace(
    JA_NOTICE,
    name="ja-report",
    summary=later("臨時報告書, after the vote: 変更前 and 変更後"),
    columns=("変更前", "変更後"),
)

_JA_ORDINANCE = replace(
    JA_NOTICE,
    name="ja-ordinance",
    summary=later("条例, 規程: 改正後 on the left, 改正前 on the right"),
    columns=("改正前", "改正後"),
    order=Order.PROPOSED_FIRST,
    note="（下線は改正部分）",
    label_spacing=Spacing.NONE,
    omitted_label="（略）",
    unchanged_label="（略）",
    unchanged_paragraphs=Unchanged.COLLAPSE,
    unchanged_items=Unchanged.COLLAPSE,
)

_BYLAWS = replace(
    SEED_EN,
    name="bylaws",
    summary=later("US bylaws: headings in line, on letter paper"),
    columns=(f"Current {DOCUMENT}", f"Proposed {DOCUMENT}"),
    note="(Amendments are underlined.)",
    new_label="[New]",
    deleted_label="[Deleted]",
    omitted_label="[Text omitted]",
    unchanged_label="[Unchanged]",
    range_joint=" through ",
    moved_label="[Moved from {chapter}]",
    pending_label="[Effective as of {day}]",
    leaving_label="[To be deleted as of {day}]",
    overlap_label="[Former provision, which remains in force for {cases}]",
    overlap_until_label="[Former provision, which remains in force until {day} for {cases}]",
    heading_place=HeadingPlace.IN_LINE,
    paper=Paper.LETTER,
    title_line=True,
)

_BYLAWS_REDLINE = replace(
    _BYLAWS,
    name="bylaws-redline",
    summary=later("US bylaws as a redline: what goes is struck, what comes has a double underline"),
    note="(Deletions are struck through; additions are double-underlined.)",
    marks=(Mark.DOUBLE,),
    whole_marks=(Mark.DOUBLE,),
    removed_marks=(Mark.STRIKE,),
)

HOUSES: Mapping[str, HouseStyle] = {
    house.name: house
    for house in (SEED_EN, _EN, JA_NOTICE, _JA_REPORT, _JA_ORDINANCE, _BYLAWS, _BYLAWS_REDLINE)
}
"""The built-in house styles by name."""

STYLE_HOUSES: Mapping[str, str] = {"bylaws": "bylaws", "bylaws-restart": "bylaws"}
"""The house style of a drafting style that does not go by that of its language."""
