"""The law, regulation or state of the articles that stands with an English citation.

It mostly stands behind the citation (Article 189 of the Companies Act), seldom before it
(Companies Act Article 189). Only a bounded stretch is looked at.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from amendtool.articles.references.antecedents import Memory
from amendtool.articles.references.identity import DocumentIdentity
from amendtool.articles.references.phrases import DocumentKind, NamedDocument
from amendtool.articles.references.tokens_en import EN_BEFORE
from amendtool.patterns import compiled

# How far back a name before a citation, and a law in passing, are looked for: the time stays
# linear in the text.
_REACH = 64
_NAMED_BEFORE = 400

_KEY = (
    r"(?:Acts?|Laws?|Codes?|Ordinances?|Regulations?|Rules?|Orders?|Decrees?|Constitution|Treaty|Convention"
    r"|Agreements?|Contracts?|Policy|Policies|Guidelines?|Charter|By-?[Ll]aws|Statutes?|Plan|Manual|Protocol"
    r"|Standards?|Directives?|Handbook|Memorandum|Indenture|Lease|Deed|Certificate|Resolutions?|Principles"
    r"|Terms|Procedures?|IRC|DGCL|FIEA|MBCA|RMBCA|U\.S\.C\.|I\.R\.C\.|C\.F\.R\.|Stats?\.|Regs?\.|Ann\.)(?![A-Za-z])"
)
_WORD = (
    r"(?!(?:Articles?|Paragraphs?|Items?|Sections?|Chapters?|Supplementary)\b)"
    r"(?:(?:[A-Z]\.){1,8}|[A-Z][\w&’'/-]{0,40}(?:\.[\w&’'/-]{1,40}){0,3})"
)
_LINK = r"(?:of|on|for|the|and|in|concerning|regarding|to|&)"
# The Companies (Jersey) Law 1991
_INSIDE = r"\([A-Z][A-Za-z ]{1,40}\)"
_NAME = rf"(?:(?:{_WORD},?|{_LINK}|{_INSIDE}) ){{0,9}}?{_KEY}"
_MORE = (
    rf"(?: (?:{_WORD} ){{0,2}}?{_KEY})?"
    r"(?: (?:of|on|for|concerning|regarding|governing|to)(?: the)? "
    rf"{_WORD}(?: (?:(?:{_LINK}) ){{0,2}}{_WORD}){{0,8}})?"
    r"(?: of [12][0-9]{3})?"
    r"(?: \((?:Act|Law|Ordinance|Cabinet|Ministry|Ministerial|Order|Ordinance of)\b[^()]{0,80}\))?"
)
# Documents without a name of their own: "Section 4 of the lease".
_COMMON = (
    r"(?:acts?|laws?|agreements?|contracts?|regulations?|rules|ordinances?|by-?laws|statutes?|treaty|convention"
    r"|policy|policies|guidelines?|plan|lease|deed|indenture|code|decree|protocol|memorandum|charter|terms"
    r"|amendments?|resolutions?|drafts?)\b"
)
_OTHER = compiled(
    r"(?:(?:the|that|this|said|such|its|any|a|an|each|these|those) )?(?:[12][0-9]{3} )?"
    r"(?:(?:same|said|such|relevant|applicable|certain|former|previous|repealed|old|foregoing"
    r"|preceding|aforesaid|aforementioned|above-mentioned|above) )?"
    rf"(?P<name>{_NAME}{_MORE})"
    r"|(?:the|that|said|such|its|any|an?|this|those) "
    rf"(?P<common>(?:[a-z][\w’'-]{{0,30}} ){{0,5}}?{_COMMON})"
    r"|(?P<title>(?:Regulation|Rule) [A-Z][\w-]*|Sarbanes-Oxley)"
)
_UNIT = compiled(
    r"(?:and|or|,)? ?(?:Articles?|Paragraphs?|Items?|Sections?|Chapters?|Supplementary)\b"
)
_ARTICLES = (
    r"(?:Articles(?: of (?:Incorporation|Association|Organization))?"
    r"|articles of (?:incorporation|association|organi[sz]ation))"
    r"(?! of (?:Inc|Ass|Org))(?! [0-9IVX])"
)


# "The Bylaws of Holdco and Section 2.3": the section is no part of the name.
_A_LEVEL = r"(?:Articles?|Sections?|Paragraphs?|Clauses?|Items?|Rules?|Regulations?|Parts?)\b"
_OF_A_BODY_NAME = (
    rf"(?!(?:or|nor|but|shall|may|must|is|are)\b|and (?:{_A_LEVEL}|[^A-Z])|{_A_LEVEL})"
    r"[A-Za-z][\w&-]{0,30}"
)
# "Section 3 of this Agreement": where no title says what a document is, it says so itself.
_BY_ITSELF = (
    r"|(?<=this )(?:[A-Z][\w’'-]+ ){0,3}?(?:Agreement|Contract|Covenant|Deed|Declaration|Directive"
    r"|Indenture|Lease|Memorandum|Policy|Protocol|Treaty|Convention|Compact|Charter)"
    r"|(?<=these )(?:[A-Z][\w’'-]+ ){0,3}?(?:Conditions|Covenants|Guidelines|Procedures|Regulations"
    r"|Rules|Standing Orders|Statutes|Terms)"
)


@cache
def _own_document(identity: DocumentIdentity) -> re.Pattern[str]:
    """Finds the document itself: the Articles in articles, the Bylaws in bylaws."""
    names = rf"(?i:{identity.own_names})" if identity.own_names else _ARTICLES
    itself = _BY_ITSELF if identity.is_untold else ""
    if identity.own_names:
        # "These Internal Regulations" in what is called Regulations.
        kind = re.escape(identity.kind.title())
        itself += rf"|(?:(?<=these )|(?<=this ))(?!Model )(?:[A-Z][\w’'-]+ ){{1,3}}{kind}"
    return re.compile(
        r"(?:these|the|this|its|our|said|the said"
        r"|the (?:[Cc]ompany|[Cc]orporation|[Aa]ssociation|[Ff]oundation|[Ss]ociety)['’]s) "
        r"(?P<state>(?:present|current|former|old|previous|prior|existing|original"
        r"|then[- ]current|unamended|erstwhile|pre-[a-z]+|draft|amended(?: and restated)?|proposed"
        r"|new|revised|restated"
        r"|repealed|superseded|[12][0-9]{3}) )?"
        rf"(?:{names}|(?<=these )(?:Articles(?! of)|articles|[Bb]y-?[Ll]aws)"
        r"|(?<=this )(?:[Cc]harter|[Cc]onstitution|document"
        r"|(?:[A-Z][a-z]+ (?:and )?){0,4}Certificate of (?:Incorporation|Formation))"
        rf"{itself})"
        r"(?![A-Za-z])"
        r"(?P<whose> of (?:the |a |an |any |its |such |each )?"
        rf"(?:{_OF_A_BODY_NAME}(?: of(?= [A-Z]))? ?){{1,4}})?"
    )


# What bylaws or an agreement call the articles above them.
_PARENT = compiled(
    rf"(?:the|its|our) (?:(?:former|previous|old|current) )?(?P<name>{_ARTICLES})(?![A-Za-z])"
)
# "The Articles of the Company" are these; those "of a subsidiary" are not (``_OTHERS``).
_OUR_OWN = compiled(
    r" of (?:the|our|this) "
    r"(?:[Cc]ompany|[Cc]orporation|[Aa]ssociation|[Ff]oundation|[Ss]ociety|[Cc]o-?operative|[Cc]lub"
    r"|[Ff]und|[Oo]rgani[sz]ation|[Uu]nion|[Tt]rust|[Ii]nstitute|[Ll]eague|[Ff]ederation)\b"
    r"(?! (?:of|for) [A-Z])"
)
# "A subsidiary may amend Article 8 of its articles."
_ANOTHER_BODY = compiled(r"(?i:\b(?:subsidiar|affiliat|parent|another (?:compan|corporat|entit)))")
_OTHERS = compiled(
    r"(?i:subsidiar|affiliat|parent|compan(?:y|ies)\b|corporation|entity|entities|partner|inc\b|ltd\b|llc\b|co\.)"
    r"| of (?:the|an?|any|each|such) "
    r"(?:chapter|branch|section|member|region|division|district|affiliate)\b"
)
# "The Articles of the Japan Football Association", whose name is no word for our own.
_NAMED_BODY = compiled(
    rf" of (?:the )?(?P<name>(?!{_A_LEVEL})[A-Z][\w&-]*"
    rf"(?:(?: of| for| and| the)*(?! {_A_LEVEL}) [A-Z][\w&-]*){{0,6}})"
)
_A_BODY = compiled(
    r" (?:Association|Federation|Confederation|Committee|Union|League|Council|Foundation|Institute"
    r"|Society|Club|Trust|Organi[sz]ation|Alliance|Network|Academy|College|University|Chamber"
    r"|Holdings|Group|Bank)\b"
)
# In the text of the articles "the present Articles" are those before an amendment, as in the
# head of a comparison table; "the amended Articles" are these.
_EARLIER_STATE = frozenset(
    "present current former old previous prior existing original unamended erstwhile".split()
) | {"then-current", "then current", "repealed", "superseded", "draft"}
_EACH_OF_THEM = r"(?:(?:both|each|all|in each case|in (?:both|all) cases)(?: of them)?,? )?"
_EARLIER_TAIL = compiled(
    r",? in (?:its|the|their) (?:former|previous|earlier|original|old|then) "
    r"(?:wording|version|form|text)|,? in the (?:version|wording|form)"
    r" (?:of|in (?:force|effect)|dated|as at|adopted|approved|filed|registered) "
    r"|,? of (?:the|an?) (?:previous|former|earlier|prior|old|original|[12][0-9]{3}) "
    r"(?:version|edition|text|wording|state) of |"
    rf",?(?: \(| ){_EACH_OF_THEM}"
    r"(?:(?:as (?:it |they )?(?:stood|was|were|read|existed|written|worded|numbered|in)|in) ?)?"
    r"(?:in )?(?:(?:force|effect|effective) )?(?:immediately )?(?:before|prior to) "
    r"(?:(?:the|this|such|its|their|said|that|any) )?(?:[a-z]+ ){0,2}"
    r"(?:amendment|change|revision|modification|alteration|renumbering|repeal|restatement)s?\)?"
    # As they stood on a day: "as in force before 1 April 2020", "as they read until the merger".
    rf"|,?(?: \(| ){_EACH_OF_THEM}(?:as (?:(?:it|they) )?(?:then )?)?"
    r"(?:(?:stood|was|were|read|existed|worded|numbered|adopted|in (?:force|effect)) ){1,2}"
    r"(?:immediately )?(?:by (?:[a-z]+ ){1,6}?)?"
    r"(?:before|prior to|until|up to|on|in|as of|as at|at) (?:the |its |their )?"
    r"(?:[0-9]{1,2} [A-Z][a-z]+|[A-Z][a-z]+ [0-9]{1,2}|[12][0-9]{3}|[A-Z][a-z]+ [12][0-9]{3}"
    r"|date (?:of|hereof)|time of|effective|adoption|merger|meeting|conversion)\b[^,.;()]{0,30}\)?"
    rf"|,?(?: \(| ){_EACH_OF_THEM}as (?:it|they) (?:stood|was|were|read|existed) "
    r"(?:immediately )?(?:before|prior to)\b"
    rf"|,?(?: \(| ){_EACH_OF_THEM}as in (?:force|effect) (?:immediately )?"
    r"(?:before|prior to|until)\b"
    rf"|,?(?: \(| ){_EACH_OF_THEM}as (?:originally |first |then )"
    r"(?:adopted|enacted|filed|in force|in effect)\)?"
    r"| \((?:since |now |as )?(?:repealed|deleted|abolished|superseded)\b[^()]{0,40}\)"
    r"|, (?:since|now|then|already) (?:repealed|deleted|abolished|superseded)\b,?"
    r"|, which (?:was|were|ha[sd] (?:since )?been|have (?:since )?been) (?:since |then |later )?"
    r"(?:repealed|deleted|abolished|superseded|removed)\b"
    rf"|,?(?: \(| ){_EACH_OF_THEM}as (?:it|they) then (?:stood|was|were|read)\b\)?"
)
# "The amendment of Article 3 took effect on 1 April 2020": told in the numbers of its day.
_CHANGE = (
    r"(?:amend(?:ment|ed|ing)|revis(?:ion|ed)|delet(?:ion|ed)|addition|added|repeal(?:ed)?|renumber(?:ing|ed)"
    r"|insert(?:ion|ed)|change[sd]?|adopt(?:ion|ed)|restat(?:ed|ement))"
)
_DAY = (
    r"(?:[0-9]{1,2} [A-Z][a-z]+,? [12][0-9]{3}|[A-Z][a-z]+ [0-9]{1,2},? [12][0-9]{3}"
    r"|[12][0-9]{3}(?:-[0-9]{2}-[0-9]{2})?|[A-Z][a-z]+ [12][0-9]{3})"
)
_CHANGE_BEFORE = compiled(
    rf"(?i:\b{_CHANGE})s? (?:(?:of|to|in|as|to be) )?(?:the )?\Z"
    rf"|(?i:\b{_CHANGE}):?(?: (?:on|in|of))? {_DAY} ?[(:,] ?\Z"
)
_CHANGED = compiled(
    r"(?: \([^()]{1,60}\))? (?:was|were|has been|have been|had been) (?:last |first )?"
    rf"(?i:{_CHANGE})\b"
    rf"|,? (?:as )?(?i:{_CHANGE})(?: on| in| by|[,:;.]|\Z|\n| and| [0-9A-Z])"
    # "Article 8 was deleted and Article 9 renumbered": the second verb goes without its auxiliary.
)
_DATED = compiled(
    r"\b(?:[0-9]{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? "
    r"(?:[0-9]{1,2}, ?)?"
    r"[12][0-9]{3}\b|\b[12][0-9]{3}-[0-9]{2}-[0-9]{2}\b|\b(?i:in|of|from|since) [12][0-9]{3}\b"
)

_YEAR = compiled("[12][0-9]{3}")  # every day has one, and is dear to look for


# Asked of every citation, and of few texts it is true.
@lru_cache(maxsize=64)
def _is_dated(text: str) -> bool:
    return _YEAR.search(text) is not None and _DATED.search(text) is not None


def tells_of_a_change(text: str, start: int, end: int) -> bool:
    """Whether a citation tells of an amendment of a past day, in a sentence with its date."""
    if not _is_dated(text):
        return False
    if not (
        _CHANGE_BEFORE.search(text, max(0, start - _REACH), start) or _CHANGED.match(text, end)
    ):
        return False
    begin = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    close = text.find(". ", end)
    return _DATED.search(text, begin, close if close >= 0 else len(text)) is not None


_HEREOF = compiled(r",? (?:hereof|herein)\b")
_THEREOF = compiled(r",? (?:thereof|therein)\b")
_OF_IT = compiled(r" of it(?![\w'’-])")
_JOINT = compiled(r",? (?P<word>of|in|under|to|from|contained in) ")
_CLOSING_MARKS = ('"', "”", "’")
_JOINTS = tuple(
    f"{gap}{word} " for gap in (" ", ", ") for word in "of in under to from contained".split()
)
# "Item 3 of the agenda" and "articles of clothing" are of what has no provisions to follow.
_NO_PROVISIONS = compiled(
    r"(?:the|an?|this|such|its|each) (?:[a-z]{1,30} )?"
    r"(?:agenda|table|list|schedule|form|notice|program(?:me)?|order of business|balance sheet"
    r"|report|minutes|questionnaire|ballot|budget|business|clothing|property|jewelry|furniture"
    r"|income|expenditure|expense|evidence|equipment|merchandise|news|meeting|day|page|letter"
    r"|document)s?\b"
    r"|(?:the )?(?:Agenda|Notice|Schedule|Balance Sheet|Proxy Card|Minutes|Report)\b"
)
_SCHEDULE = compiled(
    r"(?:the )?Part (?:[0-9IVX]+|[A-Z]) (?:of|to) (?:the |this )?"
    r"(?:Schedule|Annex|Appendix|Exhibit|Attachment|Addendum)\b"
)
# "Schedule 2 paragraph 3" is one of the schedule; with a comma it may be that, or begin anew.
_ANNEX_REACH = 32
_ANNEX_WORDS = ("Schedule", "Annex", "Appendix", "Exhibit", "Attachment", "Addendum")
_ANNEX_BEFORE = compiled(
    r"\b(?P<name>(?:Schedule|Annex|Appendix|Exhibit|Attachment|Addendum)"
    r" (?:[A-Z]|[0-9]{1,3}|[IVX]{1,5}))"
    r"(?: ?\(|(?P<comma>, (?:at )?)| (?:at )?)\Z"
)
# "Article 8 TEU", "art. 47 OR": what a code is called by its letters.
_ENDS_A_CLAUSE = compiled(
    r"(?:\A|[.;:(]\s?)(?:If|Where|When|Whenever|Unless|Although|Because|Since|While)"
    r"(?: [^,.;:\s]+| [0-9]+\.[0-9]+(?:\([a-z0-9]+\))*){2,30} \Z"
)
_BY_LETTERS = compiled(r" (?P<name>(?!(?!CCC?\b)[IVXLC]+\b)[A-Z]{2,8})(?![A-Za-z0-9&])")
# "Section 607.01, Florida Statutes"
_BEHIND_A_COMMA = compiled(
    r", (?P<title>Title [0-9IVXLC]{1,6})(?![0-9A-Za-z])|"
    r", (?P<name>(?:[A-Z][\w&’'-]*\.? ){1,6}"
    r"(?:Statutes|Stats?\.|Code|Laws|Acts?(?: [12][0-9]{3})?|Regulations))(?=[,.;)]|\Z| \()"
)
# "GDPR Article 10", "RONR § 4:2"; "Regulation (EU) 2016/679, Article 10".
_BY_LETTERS_BEFORE = compiled(
    r"(?<![A-Za-z-])(?P<name>(?!(?!CCC?\b)[IVXLC]+\b)(?:[A-Z]{1,8}-)?[A-Z]{2,8})(?P<comma>,)? \Z"
)
_NUMBERED_BEFORE = compiled(
    r"(?P<name>(?:(?:Implementing|Delegated) )?(?:Regulation|Directive|Decision)"
    r" (?:\([A-Z]{2,8}(?:, [A-Z]{2,8})?\) )?(?:No\.? )?[0-9]{1,4}/[0-9]{1,4}(?:/[A-Z]{2,3})?"
    r"|Regulation [A-Z](?:-[A-Z]{1,2})?),? \Z"
)
# "8 Del. C. § 141", "Minn. Stat. § 302A.471"
_CODE_BEFORE = compiled(r"(?P<name>(?:[0-9]{1,3} )?(?:[A-Z][A-Za-z]{0,6}\. ?){2,5})\Z")
_REGULATION = "Regulation "
# "The previous version of Article 8", "what was formerly Article 8".
_EARLIER_BEFORE = compiled(
    r"(?i:(?:previous|former|earlier|old|original|prior|pre-amendment|superseded|repealed)"
    r" (?:versions?|wordings?|texts?|forms?|provisions?|language|terms) of"
    r"|(?:was|were) (?:formerly|previously|originally)|used to be) \Z"
)
# "Under the Articles then in force, Article 8 required notice."
_UNDER_EARLIER = compiled(
    r"(?i:articles|by-?laws|charter|constitution|rules|version|text)(?: of [A-Z][a-z]+)?"
    r" (?:as )?(?:then|previously|formerly) (?:in (?:force|effect)|applicable|stood|current)"
    r"(?: [^,.;]{1,40})?, \Z"
)
_ENDS_OF_EARLIER = (" of ", "ly ", " be ")
_CAPITAL_WORDS = frozenset("AND OR OF TO IN IF IS ON AS AT BY NO NOT THE FOR ARE MAY BUT".split())
_PROPER = compiled(rf"(?:the )?(?P<name>{_WORD}(?: (?:(?:of|and|for|the) ){{0,2}}{_WORD}){{0,6}})")
# Capitals alone do not make a document: "Article 5 of the Company" is no citation of one.
_NO_DOCUMENT = compiled(
    r"(?:the )?(?:Compan|Corporation|Board|Director|Shareholder|Stockholder|Member|Article"
    r"|Association|Foundation|Chair|President|Incorporation|Meeting|General|Officer|Secretary"
    r"|Treasurer|Auditor|Society|Committee|Japan|Tokyo|Paragraph|Item|Section|Chapter"
    r"|Supplementary|Each|Any|Part|Share|Stock|Class|Series|Fund|January|February"
    r"|March|April|May|June|July|August|September|October|November|December)"
)
_BEFORE = compiled(
    r"(?:^|(?<=[\s(“\"]))"
    rf"(?P<name>(?:{_WORD} (?:(?:of|on|and|for|the|in) ){{0,2}}){{0,8}}{_KEY}"
    rf"(?: (?:of|on|for)(?: the)? {_WORD}(?: (?:(?:of|and|the) ){{0,2}}{_WORD}){{0,5}})?"
    r"(?: of [12][0-9]{3})?)(?:['’]s)?(?P<comma>,)? ?[(]?\Z"
)
_LAW_IN_PASSING = compiled(
    rf"(?<![A-Za-z])(?:{_WORD} (?:(?:of|on|and|for) )?){{0,6}}"
    r"(?:Act|Law|Code|Ordinance|Regulations|Rules|Agreement|Constitution)(?![A-Za-z])"
)
_SAME = compiled(r"(?:the |that |said |such )?(?:same |said |such )?(?P<kind>[A-Za-z]+)\Z")


# Article 8 et seq. of the Civil Code
_AND_MORE = compiled(r" et seqq?\.?| ?ff\.?(?![A-Za-z])| sqq?\.")
# "Its parent's articles" are those of another body; "the Company's" are ours.
_OURSELVES = "company|corporation|association|foundation|society|club|union|cooperative"
_OF_A_BODY = compiled(
    r"(?:the|its|their|our|an?|each|every|any|such|another)(?: [a-z][a-z-]{0,30}){0,3} "
    r"(?:(?:(?<=parent )|(?<=holding )|(?<=sister )|(?<=group )|(?<=other )|(?<=target )"
    r"|(?<=affiliated )|(?<=acquiring )|(?<=surviving )|(?<=each )|(?<=any )"
    rf"|(?!(?:{_OURSELVES})['’]))"
    r"[a-z][a-z-]{1,30}['’]s? (?:own )?(?:articles|by-?laws|charter|constitution|certificate)"
    rf"|(?!(?i:{_OURSELVES})['’])[A-Z][a-z]{{1,30}}['’]s? own (?:articles|by-?laws|constitution)"
    # What stands above bylaws is another document, though it is of the same company.
    r"|[A-Za-z][a-z-]{1,30}['’]s? (?:own )?certificate)"
    r"(?: of [a-z]+)?\b"
    r"|the articles(?: of (?:association|incorporation))? of (?:(?:an?|any|each|every|such"
    r"|another|its|their|our) "
    r"|the (?:parent|holding|subsidiary|sister|other|relevant|target|acquiring)\b ?)"
    r"[A-Za-z]{0,30}\b"
)


def document_after(text: str, end: int, memory: Memory) -> NamedDocument | None:
    """The document that the words behind a citation name.

    ``memory`` knows the last one named, and which document the text is of.
    """
    more = _AND_MORE.match(text, end) if text.startswith((" et", " ff", "ff", " sq"), end) else None
    end = more.end() if more is not None else end
    if text[end : end + 1] in _CLOSING_MARKS and text.startswith(_JOINTS, end + 1):
        # "Section 2.3" in the prior agreement: the words are quoted whole, and are of that.
        joint = _JOINT.match(text, end + 1)
        other = _OTHER.match(text, joint.end()) if joint is not None else None
        itself = _own_document(memory.identity)
        if joint is None or other is None or itself.match(text, joint.end()):
            return None
        if _UNIT.match(text, joint.end()) or _OUR_OWN.match(text, joint.start()):
            return None
        return NamedDocument(DocumentKind.OTHER, end, other["name"] or other["common"])
    if end >= len(text) or text[end] not in " ,":
        return None
    if text.startswith(" of it", end) and (found := _OF_IT.match(text, end)):
        return NamedDocument(DocumentKind.THEREOF, found.end())
    joint = _JOINT.match(text, end) if text.startswith(_JOINTS, end) else None
    if joint is None:
        if text.startswith((" hereof", ", hereof", " herein"), end):
            found = _HEREOF.match(text, end)
            return NamedDocument(DocumentKind.OWN, found.end()) if found else None
        if text.startswith((" thereof", ", thereof", " therein"), end):
            found = _THEREOF.match(text, end)
            return NamedDocument(DocumentKind.THEREOF, found.end()) if found else None
        return _without_joint(text, end) or earlier_after(text, end)
    start = joint.end()
    own = _own_document(memory.identity).match(text, start)
    if own is not None:
        return _articles(text, own, memory.identity)
    earlier = earlier_after(text, end)
    if earlier is not None:
        return earlier
    anothers = _OF_A_BODY.match(text, start)
    if anothers is not None:
        return NamedDocument(DocumentKind.OTHER, anothers.end(), _without_article(anothers[0]))
    parent = None if memory.identity.articles else _PARENT.match(text, start)
    if parent is not None:
        return NamedDocument(DocumentKind.OTHER, parent.end(), parent["name"])
    if _SCHEDULE.match(text, start):
        return NamedDocument(DocumentKind.NOTHING, start)
    strong = joint["word"] == "of"
    if strong and _NO_PROVISIONS.match(text, start) and not _OTHER.match(text, start):
        return NamedDocument(DocumentKind.NOTHING, start)
    other = _OTHER.match(text, start)
    if other is not None and not _UNIT.match(text, start):
        return _named(text, start, other, memory.law)
    if strong and not _NO_DOCUMENT.match(text, start):
        proper = _PROPER.match(text, start)
        if proper is not None:
            return NamedDocument(DocumentKind.OTHER, proper.end(), proper["name"])
    return earlier_after(text, end)


def _without_joint(text: str, end: int) -> NamedDocument | None:
    if text.startswith(", ", end):
        named = _BEHIND_A_COMMA.match(text, end)
        if named is None:
            return None
        return NamedDocument(DocumentKind.OTHER, named.end(), named["name"] or named["title"])
    found = _BY_LETTERS.match(text, end) if text[end + 1 : end + 3].isupper() else None
    if found is None:
        return None
    if found["name"] in _CAPITAL_WORDS and text[found.end() : found.end() + 1] == " ":
        return None
    # In a line of capitals every word looks so.
    begin = max(0, end - _REACH)
    if text[begin:end].isupper() and any(char.isalpha() for char in text[begin:end]):
        return None
    return NamedDocument(DocumentKind.OTHER, found.end(), found["name"])


def earlier_after(text: str, end: int) -> NamedDocument | None:
    """The words that put a citation before an amendment: Article 8 before the amendment."""
    if not text.startswith((" ", ","), end):
        return None
    found = _EARLIER_TAIL.match(text, end)
    return NamedDocument(DocumentKind.EARLIER, found.end()) if found else None


def _articles(text: str, own: re.Match[str], identity: DocumentIdentity) -> NamedDocument:
    state = (own["state"] or "").strip()
    whose = own["whose"]
    end = own.end()
    if whose is not None and own[0].startswith(("this ", "these ")):
        end = own.start("whose")  # these Rules of Order
    elif whose is not None:
        ours = _OUR_OWN.match(text, own.start("whose"))
        if ours is not None:
            end = ours.end()
        elif _is_our_body(whose, identity):
            end = own.start("whose")
        elif _OTHERS.search(whose) or _is_another_body(whose, identity):
            name = text[own.start() : end].strip()
            return NamedDocument(
                DocumentKind.OTHER, own.start() + len(name), _without_article(name)
            )
        else:
            end = own.start("whose")
    elif own[0].startswith("its ") and (
        _ANOTHER_BODY.search(text, max(text.rfind(". ", 0, own.start()), 0), own.start())
    ):
        return NamedDocument(DocumentKind.OTHER, own.end(), own[0].removeprefix("its "))
    if state == "present" and not identity.articles and not identity.kind.startswith("By"):
        state = ""  # "the present Statutes" are these
    if state in _EARLIER_STATE or state.isdigit() or state.startswith("pre-"):
        return NamedDocument(DocumentKind.EARLIER, end)
    tail = earlier_after(text, end)
    return tail or NamedDocument(DocumentKind.OWN, end)


def _is_our_body(whose: str, identity: DocumentIdentity) -> bool:
    """Whether "the Bylaws of Example Corporation" are ours, whose company has that name."""
    found = _NAMED_BODY.match(whose)
    if found is None:
        return False
    name = found["name"].lower()
    return name in identity.title.lower() or any(
        each.lower().startswith(name) for each in identity.bodies
    )


def _is_another_body(whose: str, identity: DocumentIdentity) -> bool:
    """Whether the articles are of a body that has another name than ours.

    "The Bylaws of the National Society" are another's unless it is in our title; "the Articles of
    Example" are ours where nobody says what we are called, but not those "of the Example Society".
    """
    found = _NAMED_BODY.match(whose)
    if found is None:
        return False
    name = found["name"].lower()
    if any(name in each.lower() for each in (identity.title, *identity.bodies)):
        return False
    known = not identity.articles or any(each.isascii() for each in identity.bodies)
    return known or _A_BODY.search(found["name"]) is not None


def _named(text: str, start: int, other: re.Match[str], law: str | None) -> NamedDocument:
    name = other["name"] or other["common"] or other["title"]
    words = _without_article(name)
    lead = text[start : other.start(other.lastgroup or "name")]
    same = _SAME.match(lead + words) if lead != "the " or words.startswith("same ") else None
    if same is not None and lead + words == same["kind"]:
        same = None
    general = words in ("Act", "Law", "Code") and lead == "the "
    if same is not None or general:
        words = _same_law(text, start, law) or (same["kind"] if same is not None else words)
    return NamedDocument(DocumentKind.OTHER, other.end(), words)


def _without_article(name: str) -> str:
    return name.removeprefix("the ").removeprefix("its ").strip(" ,")


def document_before(
    text: str, start: int, floor: int, identity: DocumentIdentity
) -> NamedDocument | None:
    """The law directly before a citation: Companies Act Article 189, the Act (Article 5).

    With a comma between (the Companies Act, Article 189) it may as well be another clause of
    the sentence: such a document is of the kind ``PERHAPS``.
    """
    if start - 2 < floor or text[start - 1] not in " (":
        return None
    if text.endswith(EN_BEFORE, floor, start):
        return None
    near = text[max(floor, start - _ANNEX_REACH) : start]
    annex = None
    if any(word in near for word in _ANNEX_WORDS):
        annex = _ANNEX_BEFORE.search(text, max(floor, start - _ANNEX_REACH), start)
    if annex is not None:
        comma = annex["comma"] is not None
        if comma and _ENDS_A_CLAUSE.search(text, max(0, start - _NAMED_BEFORE), annex.start()):
            return None  # "If Section 2.3 conflicts with Exhibit B, Section 2.3 governs"
        kind = DocumentKind.PERHAPS if comma else DocumentKind.OTHER
        return NamedDocument(kind, annex.start("name"), annex["name"])
    begin = max(floor, start - _REACH)
    if text.endswith(_ENDS_OF_EARLIER, floor, start) and _EARLIER_BEFORE.search(text, begin, start):
        return NamedDocument(DocumentKind.EARLIER, start)
    if text.endswith(", ", floor, start) and _UNDER_EARLIER.search(text, begin, start):
        return NamedDocument(DocumentKind.EARLIER, start)
    if text.startswith("§", start) and (code := _CODE_BEFORE.search(text, begin, start)):
        return NamedDocument(DocumentKind.OTHER, code.start("name"), code["name"])
    last = text.rfind(" ", begin, start - 2) + 1
    if text[last:start] == "Model ":
        return NamedDocument(DocumentKind.OTHER, last, "Model Articles")
    numbered = (
        _NUMBERED_BEFORE.search(text, begin, start)
        if "/" in text[last:start] or _REGULATION in text[begin:start]
        else None
    )
    if numbered is not None:
        return NamedDocument(DocumentKind.OTHER, numbered.start("name"), numbered["name"])
    if not text[max(last, begin)].isupper() and not text[start - 2].isdigit():
        return None
    found = _BEFORE.search(text, begin, start) or _by_letters_before(text, start, floor, identity)
    if found is None:
        return None
    if identity.own_names and re.fullmatch(identity.own_names, found["name"]):
        return None
    if found["comma"] is not None:
        return NamedDocument(DocumentKind.PERHAPS, start, found["name"])
    edge = start if text[start - 1] == "(" else found.start("name")
    return NamedDocument(DocumentKind.OTHER, edge, found["name"])


def _by_letters_before(
    text: str, start: int, floor: int, identity: DocumentIdentity
) -> re.Match[str] | None:
    """The code before a citation that is called by its letters, and is none of our own names."""
    found = _BY_LETTERS_BEFORE.search(text, max(floor, start - _ANNEX_REACH), start)
    if found is None or found["name"] in _CAPITAL_WORDS or text[start : start + 4].isupper():
        return None
    ours = any(found["name"].lower() in name.lower() for name in (identity.title, *identity.bodies))
    return None if ours else found


_IN_THE_SENTENCE = compiled(rf"(?<![A-Za-z])(?P<name>(?:{_WORD} ){{1,8}}{_KEY}|{_WORD} {_KEY})")


def named_in_the_sentence(text: str, end: int) -> str | None:
    """The last document with a name of its own that the sentence speaks of before ``end``."""
    begin = max(text.rfind(". ", 0, end), text.rfind("\n", 0, end), end - _NAMED_BEFORE, -1) + 1
    names = [found["name"] for found in _IN_THE_SENTENCE.finditer(text, begin, end)]
    return names[-1].removeprefix("The ") if names else None


def _same_law(text: str, end: int, law: str | None) -> str | None:
    """What "the same Act" stands for: the last law named, with a provision or without."""
    begin = max(0, end - _NAMED_BEFORE)
    if law is not None and (cited := text.rfind(law, begin, end)) >= 0:
        begin = cited + len(law)
    names = [name for name in _LAW_IN_PASSING.findall(text, begin, end) if " " in name]
    return names[-1].removeprefix("The ") if names else law
