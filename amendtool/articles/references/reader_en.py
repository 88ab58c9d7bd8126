"""English citations, one after the other: groups in lists, and the document they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendtool.articles.numbers import Number, unbroken
from amendtool.articles.numerals import Numeral
from amendtool.articles.references.antecedents import Memory
from amendtool.articles.references.documents_en import (
    document_after,
    document_before,
    earlier_after,
    named_in_the_sentence,
    tells_of_a_change,
)
from amendtool.articles.references.grammar_en import (
    CitedGroup,
    GroupReader,
    bare_numbers,
    is_a_mark,
    lead_before,
    over_all,
)
from amendtool.articles.references.phrases import (
    CATEGORIES,
    DocumentKind,
    Host,
    NamedDocument,
    Phrase,
    category_within,
    first_place,
    last_place,
)
from amendtool.articles.references.reference import (
    Category,
    Cited,
    CitedPlace,
    Doubt,
    Level,
    Member,
    Range,
    Reference,
    Relation,
)
from amendtool.articles.references.tokens_en import (
    EN_ANCHOR,
    EN_JOINT,
    EN_JOINTS,
    en_anchors,
    en_dotted,
    word_at,
)
from amendtool.articles.styles import EN
from amendtool.patterns import compiled

DIGITS: re.Pattern[str] | None = None

LOOSE_SIGN = compiled("[0-9]+")
LOOSE = compiled(
    r"(?<![\w.$£€§-])(?<!Exhibit )(?<!Schedule )(?<!Annex )(?<!Appendix )(?<!Rule )(?<!version )"
    r"(?<!Version )(?<!License )(?<!ratio of )(?<!score of )(?<!rate of )(?<!average of )"
    r"(?<!Table )(?<!Figure )(?<!Form )(?<!Attachment )(?<!Release )(?<!release )"
    r"(?P<main>[0-9]{1,3})\.(?P<branch>[0-9]{1,3})(?P<deeper>(?:\.[0-9]{1,3}){0,3})"
    r"(?![\w%]|\.\w|,[0-9]| (?:percent|per cent|million|billion|hours|times|points|to 1)\b)"
    r"|(?:\b(?i:articles?|sections?|clauses?)|§§?)\.?\s?(?P<alone>[0-9]{1,3})(?![\w%]|\.\w|,[0-9])"
    r"|\b(?i:bye?-?laws?|provisions?|points?)\s"
    r"(?P<called>[0-9]{1,3})(?![\w%/]|\.\w|,[0-9])(?!(?:\([0-9a-z]{1,4}\))* (?:of|to|in|under) "
    r"(?!this\b|these\b|the (?:[Aa]rticles|[Bb]y)))"
    r"|(?<![\w.$£€§(/-])(?P<bare>[0-9]{1,3})(?=(?:\([0-9a-z]{1,4}\)){1,4}(?![\w(]))"
)
LOOSE_INSIDE = compiled(
    r"\b(?i:in|under|of|to|by|from|per|see|with|than|and|or|either|both)\s"
    r"(?P<mark>\((?:[a-z]{1,4}|[0-9]{1,2})\))(?:\([0-9a-z]{1,4}\))*"
    r"(?=[,.;:)]|\Z| (?:above|below|appl(?:y|ies)|shall|is|are|was|were|may|must|will|can(?:not)?"
    r"|do(?:es)?|ha(?:s|ve)|who|which|that|only|acts?|votes?|holds?|binds?|governs?|prevails?"
    r"|and \(|or \(|to \(|thereof\b|hereof\b"
    r"|of (?:[Pp]ara|[Ss]ub|[Aa]rt|[Ss]ec|[Cc]lause|this\b|the (?:preceding|same|foregoing))))"
)
"""The mark of an item that no word stands before: "as said in (b) above"."""
ONWARD = compiled(
    r",? (?:et seqq?\b|(?:and )?onwards?\b|and (?:the )?following(?= (?:[Aa]rticle|[Ss]ection|"
    r"[Pp]ara|[Ii]tem|[Cc]lause|[Pp]rovision|[Rr]ule)|[.,;)]))| ?ff\b"
)
ONWARD_SIGNS = (" et ", ", et ", " on", ", on", " and ", ", and ", "ff", " ff")
CHAPTER = "Chapter"
"""The word that ``neighbours`` has for a chapter."""

TAIL = compiled(
    r"(?: \([^()\n]{1,60}\))?(?:,? (?:and|or|nor|plus|to|till)|,| ?\+)(?:, [^,.;\n]{2,30},)? ?"
    r"(?P<number>[0-9]{1,3})"
    r"(?=[.,;:)]|\Z| (?:and|or|nor|of|appl(?:y|ies)|shall|is|are|above|below)\b)"
    r"(?!,[0-9]|\.[0-9])"
)
"""A bare number behind a list that no rule has read with it: Articles 8 (paragraph 2) and 9."""

_CHARTER = compiled(
    r"Articles(?: of (?:Incorporation|Association|Organization))?(?![A-Za-z]|\s?[0-9IVX])"
    r"|[Bb]y-?[Ll]aws(?![A-Za-z])"
    r"|(?:[Cc]harter|[Cc]onstitution)(?![A-Za-z])"
)
_OF_BUSINESS = compiled(r" of (?:business|clothing|property|income|expenditure|evidence|news)\b")
# How many members a list may go on for with commas alone; it bounds what is read twice.
_MOST_COMMAS = 12
_JOINED = (" and ", " or ")
"""Behind these stands another member, and no document begins so."""
_HEADING = compiled(r" \([^()]{1,200}\)")


def phrases(text: str, memory: Memory) -> Iterator[Phrase]:
    """The citations in ``text`` in order. ``memory`` has to be told of each before the next."""
    reader = _ListReader(text, memory)
    floor = 0
    host: Host | None = None
    anchors = en_anchors(text)
    dotted = frozenset(en_dotted(text))
    if dotted:
        anchors = sorted((*anchors, *dotted))
    for place in anchors:
        if place < floor:
            continue
        if place in dotted:
            read = reader.dotted(place, floor, host)
        else:
            at = word_at(text, place)
            if at < floor or EN_ANCHOR.match(text, at) is None:
                continue
            read = reader.at(at, floor, host)
        if read is None:
            continue
        citations, floor = read
        if citations and memory.last is not None:
            citations[0] = _still_earlier(text, memory.last, citations[0])
        yield from citations
        if citations and memory.last is not None and text.startswith((" (", "("), floor):
            host = Host.behind(text, memory.last) or host


# https://example.org/statutes/Chapter617/All
_IN_A_LINK = compiled(r"(?:://|www\.)[^\s()<>\[\]]*\Z")
_LINK_REACH = 200
# Whose rules they are, the document tells: "Rule 8", "Regulation 8".
_RULES = compiled(r"(?i:rule|regulation)")
_BEGIN_RULES = ("r", "R")
# "The former Article 8 (Seat) and Article 9 (Name)": the title ends no list.
_BEHIND_A_TITLE = compiled(r" \([A-Z][^()\n]{1,80}\)(?:,? (?:and|or|as well as)|,) ")


def _still_earlier(text: str, before: Reference, phrase: Phrase) -> Phrase:
    """The phrase, of the earlier state that the list it goes on with begins with."""
    goes_on = (
        before.category is Category.HISTORICAL
        and phrase.category is Category.INTERNAL
        and first_place(phrase.members[0]).levels[0].relation is Relation.NUMBERED
        and _BEHIND_A_TITLE.fullmatch(text, before.end, phrase.start)
    )
    return phrase._replace(category=Category.HISTORICAL, doubt=None) if goes_on else phrase


def _are_rules(entry: CitedGroup) -> bool:
    word = entry.first.word
    return word[:1] in _BEGIN_RULES and _RULES.match(word) is not None


class _ListReader:
    __slots__ = ("groups", "memory", "text")

    def __init__(self, text: str, memory: Memory) -> None:
        self.text = text
        self.memory = memory
        self.groups = GroupReader(text, memory)

    def at(self, at: int, floor: int, host: Host | None) -> tuple[list[Phrase], int] | None:
        """The citations of the list whose first level word stands at ``at``, and its end."""
        text = self.text
        if at and (text[at - 1].isalnum() or text[at - 1] in "-_"):
            return None
        if at and text[at - 1] == "/" and _IN_A_LINK.search(text, max(0, at - _LINK_REACH), at):
            return None
        lead = lead_before(text, at, floor)
        charter = _CHARTER.match(text, at)
        if charter is not None:
            many = charter[0].startswith(("Art", "By", "by"))
            if lead is None or lead.relation is not Relation.THIS or lead.many is not many:
                charter = None
        if charter is not None and lead is not None:
            cited = Cited(Level.DOCUMENT, Relation.THIS, lead.start, charter.end(), word=charter[0])
            place = CitedPlace(lead.start, charter.end(), (cited,))
            return [Phrase(lead.start, charter.end(), (place,))], charter.end()
        group = self.groups.of_unit(at, lead, None)
        if group is None:
            return None
        return self._list(group, floor, host)

    def dotted(self, at: int, floor: int, host: Host | None) -> tuple[list[Phrase], int] | None:
        """The citation that begins with the bare 2.3 at ``at``; the document tells if it is one."""
        group = bare_numbers(self.text, at)
        return self._list(group, floor, host) if group is not None else None

    def _list(
        self, group: CitedGroup, floor: int, host: Host | None
    ) -> tuple[list[Phrase], int] | None:
        text = self.text
        entries = [group]
        closed = 1
        before_name = document_before(text, group.start, floor, self.memory.identity)
        document: NamedDocument | None
        while True:
            end = entries[-1].end
            if entries[-1].closed:
                document = None
                break
            document = self._document(end)
            if document is not None and document.kind is DocumentKind.NOTHING:
                if len(entries) > 1:
                    # "Clause 16.3 and item 1 of the table": what stands before is not of it.
                    entries = entries[:-1]
                    return self._own(_shared(entries), host), end
                if entries[0].numbered and any(
                    cited.level in (Level.ARTICLE, Level.SECTION)
                    for cited in first_place(entries[0].members[0]).levels
                ):
                    # The articles of a schedule or of minutes are no one else's.
                    return [_phrase(entries, group.start, end, Category.EXTERNAL)], end
                return ([], end)
            if document is not None or self._of_business(end):
                break
            if len(entries) - closed > _MOST_COMMAS:
                break
            joint = EN_JOINT.match(text, end) if text.startswith(EN_JOINTS, end) else None
            if joint is None:
                break
            following = self._next(joint.end(), entries[-1])
            if following is None or (following.earlier and not entries[-1].earlier):
                break
            entries.append(following)
            if joint["word"] is not None:
                closed = len(entries)
        if closed < len(entries):
            # "Notwithstanding the preceding paragraph, Article 15 applies" is no list: a list
            # of several words has its "and" or "or" before the last.
            entries = entries[:closed]
            document = self._document(entries[-1].end)
        end = entries[-1].end
        if document is None and self._of_business(end):
            return [], end
        if _bare_block(entries) and document is None:
            return None
        entries = _shared(entries)
        if document is not None and document.kind is DocumentKind.THEREOF:
            return self._thereof(entries, document), document.edge
        if before_name is not None and before_name.kind is DocumentKind.EARLIER:
            if document is None and not entries[0].own_place:
                return [_phrase(entries, group.start, end, Category.HISTORICAL)], end
            before_name = None
        if before_name is not None and before_name.kind is DocumentKind.PERHAPS:
            if document is None and not entries[0].own_place:
                if self._in_apposition(group.start, end, before_name.name or ""):
                    law = before_name.name
                    return [_phrase(entries, group.start, end, Category.EXTERNAL, law)], end
                own = self._own(entries, host)[0]
                return [own._replace(doubt=own.doubt or Doubt.SCOPE)], end
            before_name = None
        if document is None and before_name is not None and not entries[0].own_place:
            phrase = _phrase(entries, before_name.edge, end, Category.EXTERNAL, before_name.name)
            return [phrase], end
        if document is None:
            return self._own(entries, host), end
        return self._of(entries, document), max(end, document.edge)

    def _of_business(self, end: int) -> bool:
        return self.text.startswith(" of ", end) and _OF_BUSINESS.match(self.text, end) is not None

    def _in_apposition(self, start: int, end: int, name: str) -> bool:
        """Whether a sentence begins with a document and its provision between commas.

        "The Companies Act, Article 8, applies"; "Under the Companies Act, Article 8 applies" may
        speak of ours.
        """
        text = self.text
        lead = text[:start].rstrip("( ,")
        if not text.startswith(",", end) or not lead.endswith(name) or _DEPENDS.match(name):
            return False
        lead = lead.removesuffix(name).rstrip()
        lead = lead[:-3].rstrip() if lead.lower().endswith("the") else lead
        return not lead or lead[-1] in ".;:\n"

    def _document(self, end: int) -> NamedDocument | None:
        """The document behind a citation, or behind the heading in brackets that follows it."""
        text = self.text
        if text.startswith(_JOINED, end):
            return None
        if text.startswith(" (", end):
            heading = _HEADING.match(text, end)
            document = document_after(text, heading.end(), self.memory) if heading else None
            if document is None or document.kind not in CATEGORIES:
                return earlier_after(text, end)
            # The name is not part of the citation: the brackets may hold another one.
            return NamedDocument(document.kind, end, document.name)
        return document_after(text, end, self.memory)

    def _next(self, start: int, before: CitedGroup) -> CitedGroup | None:
        """The next member of a list: it has a level word of its own."""
        place = last_place(before.members[-1])
        group = self.groups.at(start, place)
        if group is None:
            return None
        first = group.first
        if first.relation is Relation.NUMBERED and not group.upwards:
            if before.upwards:
                return group if first.level <= place.levels[0].level else None
            if first.level is Level.SECTION and (article := _article_over(place, first)):
                return replace(group, members=over_all((article,), group.members))
            if first.level > place.last.level and not self.text.startswith(" there", group.end):
                return None
            above = tuple(cited for cited in place.levels if cited.level < first.level)
            if above and not before.own_place and first.level > Level.ARTICLE:
                return CitedGroup(
                    group.start, group.end, over_all(above, group.members), group.upwards,
                    group.doubt, group.earlier, group.closed,
                )  # fmt: skip
            if above and before.own_place and first.level > Level.ARTICLE:
                members = over_all(above, group.members)
                return CitedGroup(
                    group.start, group.end, members, False, group.doubt, group.earlier, group.closed
                )
        return group

    def _own(self, entries: list[CitedGroup], host: Host | None) -> list[Phrase]:
        start, end = entries[0].start, entries[-1].end
        earlier = entries[0].earlier
        if host is not None and start < host.close and not earlier:
            over = host.reference
            outer = over.members[-1]
            levels = last_place(outer).levels
            first = entries[0].first
            above = tuple(cited for cited in levels if cited.level < first.level)
            if above and first.relation is Relation.NUMBERED and first.level > Level.ARTICLE:
                members = over_all(above, _members(entries))
                return [Phrase(start, end, members, category_within(over), over.law)]
        if earlier:
            return [_phrase(entries, start, end, Category.HISTORICAL)]
        rules = [_are_rules(entry) for entry in entries]
        if True in rules:
            if False not in rules:
                return [_phrase(entries, start, end, Category.EXTERNAL)]
            # "Rule 10 and Section 2.3": the one is another's, and tells nothing of the other.
            parts = rules.index(not rules[0])
            return [*self._own(entries[:parts], host), *self._own(entries[parts:], host)]
        phrase = self._by_memory(_phrase(entries, start, end))
        if phrase.doubt is None and tells_of_a_change(self.text, start, end):
            phrase = phrase._replace(doubt=Doubt.PAST)
        return [phrase]

    def _by_memory(self, phrase: Phrase) -> Phrase:
        """A citation of no document; "the same article" has the category of what it is."""
        levels = first_place(phrase.members[0]).levels
        same = next((one for one in levels if one.relation is Relation.SAME), None)
        if same is None:
            return phrase
        if same.antecedent is None:
            doubt = Doubt.ANTECEDENT
            return Phrase(phrase.start, phrase.end, phrase.members, phrase.category, None, doubt)
        remembered = self.memory.same(same.level)
        if remembered is None:
            return phrase
        category, law = remembered.category, remembered.law
        return Phrase(phrase.start, phrase.end, phrase.members, category, law, phrase.doubt)

    def _of(self, entries: list[CitedGroup], document: NamedDocument) -> list[Phrase]:
        """A list with a document behind it: the members before a relative one are not of it."""
        category = CATEGORIES[document.kind]
        first = len(entries) - 1
        while (
            first > 0
            and not entries[first].own_place
            and not entries[first - 1].own_place
            and not _of_another_kind(entries[first - 1], entries[-1])
        ):
            first -= 1
        own, of_it = entries[:first], entries[first:]
        if category is Category.INTERNAL and of_it[0].earlier:
            category = Category.HISTORICAL  # "Former Section 8 of these Bylaws"
        if of_it[0].own_place and document.kind is DocumentKind.OTHER and len(of_it) == 1:
            # "the preceding paragraph of the Act" is as much of the Act as "paragraph 2".
            category = Category.EXTERNAL
        doubt = _doubt(of_it) if category is Category.EXTERNAL else None
        found: list[Phrase] = []
        if own and any(map(_are_rules, own)):
            found = self._own(own, None)
        elif own:
            found = [self._by_memory(_phrase(own, own[0].start, own[-1].end))]
        phrase = _phrase(of_it, of_it[0].start, document.edge, category, document.name)
        if doubt is not None and phrase.doubt is None:
            phrase = Phrase(phrase.start, phrase.end, phrase.members, category, phrase.law, doubt)
        return [*found, phrase]

    def _thereof(self, entries: list[CitedGroup], document: NamedDocument) -> list[Phrase]:
        """Paragraph 2 thereof: of what was cited last."""
        *own, of_it = entries
        category, law = Category.INTERNAL, None
        levels: tuple[Cited, ...] = ()
        if own:
            levels = last_place(own[-1].members[-1]).levels
        elif (last := self.memory.last) is not None and not _tells_its_own(of_it):
            category, law = last.category, last.law
            levels = last_place(last.members[-1]).levels
        above, of_it = _part_of(self.text, levels, of_it)
        if not own and not above and of_it.numbered and of_it.first.level in _WHOLE:
            named = named_in_the_sentence(self.text, of_it.start)
            if named is not None:
                category, law = Category.EXTERNAL, named
        # "Article 8 and paragraph 2 thereof": its article is known by the list; and that of
        # "Section 2.2(a) and (c) thereof" by the first of them.
        known = above or law or of_it.first.inherited or _tells_its_own(of_it)
        doubt = None if known else Doubt.ANTECEDENT
        members = (*_members(own), *over_all(above, of_it.members))
        return [Phrase(entries[0].start, document.edge, members, category, law, doubt)]


_DEPENDS = compiled(
    r"(?:Under|As|By|In|Per|Pursuant|Subject|Notwithstanding|Of|With|Without|For|From|To|Where|When"
    r"|If|Unless|Until|Save|Except|Despite|Against|Beside|Besides|Within|Like|On|Upon|At|And|Or"
    r"|But|Both|Neither|Either|Since|Because|While|Whereas|Through|Following|According|Given)\b"
)
# The Shareholders' Agreement, in particular Article 8 thereof.
_WHOLE = frozenset({Level.ARTICLE, Level.SECTION})


def _article_over(place: CitedPlace, section: Cited) -> Cited | None:
    """The Article of "Article II, Section 3 and Section 4", in which Section 4 is, too."""
    if section.number is None or section.number.branches or len(place.levels) < 2:
        return None
    article, below = place.levels[:2]
    if article.level is not Level.ARTICLE or below.level is not Level.SECTION:
        return None
    return article


def _tells_its_own(group: CitedGroup) -> bool:
    """Whether the last of a group is a part of the article that the first names."""
    last = last_place(group.members[-1])
    whole = group.numbered and group.first.level in _WHOLE
    return whole and len(group.members) > 1 and last.levels[0].inherited


def _part_of(
    text: str, levels: tuple[Cited, ...], group: CitedGroup
) -> tuple[tuple[Cited, ...], CitedGroup]:
    """What "(b) thereof" stands in, of the ``levels`` cited before it, and the group at its level.

    The numeral tells: behind Section 1.2(a) the (b) stands beside (a), and (ii) in it.
    """
    first = group.first
    above = tuple(cited for cited in levels if cited.level < first.level)
    marks = [cited for cited in levels if is_a_mark(text, cited)]
    if not marks or first.level <= Level.ARTICLE or not is_a_mark(text, first):
        return above, group
    numeral = first.figures.numeral if first.figures is not None else None
    beside = next(
        (cited for cited in reversed(marks) if cited.figures and cited.figures.numeral is numeral),
        None,
    )
    if beside is not None:
        above, level = levels[: levels.index(beside)], beside.level
    else:
        above = levels
        level = Level.SUBITEM if levels[-1].level >= Level.ITEM else Level.ITEM
    if level is first.level:
        return above, group

    def there(place: CitedPlace) -> CitedPlace:
        head, *deeper = place.levels
        if head.level is not first.level:
            return place
        below = (replace(cited, level=Level.SUBITEM) for cited in deeper)
        return replace(place, levels=(replace(head, level=level), *below))

    members = tuple(
        Range(there(member.first), there(member.last))
        if isinstance(member, Range)
        else there(member)
        for member in group.members
    )
    return above, replace(group, members=members)


def _members(entries: list[CitedGroup]) -> tuple[Member, ...]:
    return tuple(member for group in entries for member in group.members)


def _phrase(
    entries: list[CitedGroup],
    start: int,
    end: int,
    category: Category = Category.INTERNAL,
    law: str | None = None,
) -> Phrase:
    doubt = next((group.doubt for group in entries if group.doubt is not None), None)
    return Phrase(start, end, _members(entries), category, law, doubt)


def _shared(entries: list[CitedGroup]) -> list[CitedGroup]:
    """Paragraph 1 and paragraph 2 of Article 4: what follows the second holds for both."""
    if not any(group.upwards for group in entries):
        return entries
    shared = list(entries)
    outer: tuple[Cited, ...] = ()
    level = Level.ARTICLE
    for place in range(len(entries) - 1, -1, -1):
        group = entries[place]
        if group.upwards:
            outer, level = _outer_of(group)
        elif not outer or level is Level.ARTICLE or group.own_place:
            outer = ()  # "Article 20 and Article 1 of the Supplementary Provisions"
        elif group.first.level is not level:
            outer = ()
        else:
            shared[place] = replace(group, members=over_all(outer, group.members))
    return shared


def _outer_of(group: CitedGroup) -> tuple[tuple[Cited, ...], Level]:
    """What is named behind "of", and the level of what stands before it."""
    levels = last_place(group.members[-1]).levels
    inner = levels[-1].start
    count = next((n for n, cited in enumerate(levels) if cited.start <= inner), 0)
    return levels[:count], levels[count].level


def _bare_block(entries: list[CitedGroup]) -> bool:
    """Whether it is nothing but "Supplementary Provisions", a heading or a mention in passing."""
    if len(entries) != 1:
        return False
    place = first_place(entries[0].members[0])
    cited = place.levels[0]
    return (
        len(place.levels) == 1
        and cited.level is Level.SUPPLEMENTARY
        and cited.relation is Relation.NAMED
        and cited.end - cited.start == len(cited.word)
    )


# "Clause 10.2 or section 249D of the Act": no statute has both, nor rules and sections.
_OUR_KINDS = ("clause", "rule", "regulation", "bylaw", "by-law", "bye-law", "article", "section")
_THEIR_KINDS = ("section", "sec", "§", "rule", "regulation", "part")


def _of_another_kind(group: CitedGroup, last: CitedGroup) -> bool:
    """Whether Articles stand before the Sections of a law, as in "Article 8 and Section 12 of".

    A law has the one or the other.
    """
    words = [first_place(each.members[0]).levels[0].word.lower() for each in (group, last)]
    if (
        group.numbered
        and words[0].startswith(_OUR_KINDS)
        and (words[1].startswith(_THEIR_KINDS) and words[0][:3] != words[1][:3])
    ):
        return True
    return (
        group.first.level is Level.ARTICLE
        and last.first.level is Level.SECTION
        and group.numbered
        and not any(
            cited.level is Level.SECTION
            for member in group.members
            for cited in last_place(member).levels
        )
    )


def _doubt(entries: list[CitedGroup]) -> Doubt | None:
    """Whether the document behind a list may be that of the last member alone."""
    articles = [
        group for group in entries if group.first.level <= Level.ARTICLE and not group.upwards
    ]
    return Doubt.SCOPE if len(articles) > 1 else None


def neighbours(level: str | None, numbers: Sequence[Number], depth: int, numeral: Numeral) -> str:
    """Provisions of one level by their last numbers: Articles 3 to 5, items (1) and (3)."""
    if level == "item":
        word = "item" if depth == 1 else "sub-item"
        written = [EN.item_form(depth).write(number) for number in numbers]
    else:
        word = {"chapter": "Chapter", "article": "Article"}.get(level or "", "paragraph")
        written = [str(number) for number in numbers]
    if len(numbers) == 1:
        return f"{word} {written[0]}"
    if len(numbers) > 2 and unbroken(numbers):
        return f"{word}s {written[0]} to {written[-1]}"
    return f"{word}s {', '.join(written[:-1])} and {written[-1]}"
