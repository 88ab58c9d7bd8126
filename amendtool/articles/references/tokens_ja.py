"""The smallest units of a Japanese citation: ``第5条の2``, ``前二項``, ``次の各号``, ``ただし書``.

They stand apart from the English ones (``tokens_en``) because to compile them takes a noticeable
part of a verb's start, and articles are seldom read by both grammars.
"""

from __future__ import annotations

from amendtool.articles.references.reference import Level
from amendtool.patterns import compiled

_S = "[ \u00a0\u3000]?"
_KANJI_DIGIT = "〇一二三四五六七八九十百千"
JA_NUMBER = rf"(?:[0-9０-９]+|[{_KANJI_DIGIT}]+)"

# What makes another word of a unit: 条件, 項目, 第1号議案, 第2号店, 目的, 文書.
_NOT_A_UNIT = (
    r"(?:(?<=条)(?![件約例項文理])|(?<=項)(?!目)|(?<=号)(?!議案|様式|店|線|機|館|棟|車|艦|室"
    r"|被保険者|文書|書式|住宅|俸|炉|墳|通信|外|令|泣|砲|患者|給)|(?<=章)(?!典|程|立)|(?<=節)(?![目句電約制])"
    r"|(?<=款)|(?<=編)(?![成集入纂み物曲])|(?<=目)(?![的標次録途前下線])|(?<=文)(?![書化字言面献節章]))"
)
# 第5条の10日前, 第5条の3名 and 第五条の一部 hold no branch number.
_NOT_A_BRANCH = (
    r"(?![0-9０-９.．,，]|分の|以上|未満|[項号](?!目)|[年月日時分秒株円名人回個箇社割倍歳件通票位階口度%％つ種類点]"
    r"|[かヶカケヵ箇]月|項目)"
)
_KANJI_AFTER_BRANCH = "第及又並若各前後本中乃規所柱但同次以"
_BRANCH = (
    rf"{_S}[のノ]{_S}(?:[0-9０-９]+{_NOT_A_BRANCH}"
    rf"|(?!一(?![{_KANJI_DIGIT}]))[{_KANJI_DIGIT}]+(?![{_KANJI_DIGIT}つ])"
    rf"(?![^\W\dぁ-ヿa-zA-Zａ-ｚＡ-Ｚ_](?<![{_KANJI_AFTER_BRANCH}])))"
)
_UNITS = "条項号章節款目編文"
_BRACKETS = "[(（][ ]?(?:[0-9０-９]{1,3}|[ァ-ヶ]|[a-z])[ ]?[)）](?:号(?!議案))?|[⑴-⒇①-⑳㉑-㉟㊱-㊿]"

JA_NUMBERED = compiled(
    rf"第{_S}(?P<number>{JA_NUMBER}){_S}(?P<unit>[{_UNITS}]){_NOT_A_UNIT}(?P<branches>(?:{_BRANCH})*)"
)
"""第5条の2. ``branches`` may be empty."""
JA_BARE = compiled(
    rf"(?P<number>{JA_NUMBER}){_S}(?P<unit>[条項号]){_NOT_A_UNIT}(?P<branches>(?:{_BRANCH})*)"
)
"""The same without 第, as people write behind the name of a law: 会社法309条2項."""
JA_SHORT = compiled(
    rf"第{_S}(?P<number>{JA_NUMBER})(?P<joint>{_S}[・、,，及び又はからないし～〜~–—−‐-]{{1,3}}{_S})"
    rf"(?P<more>(?:第?{JA_NUMBER}{_S}(?:[・、,，]|及び|又は|並びに){_S}){{0,12}})"
    rf"第?(?P<last>{JA_NUMBER}){_S}(?P<unit>[条項号章]){_NOT_A_UNIT}"
)
"""第3～5条, 第3・4条, 第3、4、5条: several numbers, one word."""
JA_TOKEN = compiled(
    rf"(?P<near>(?P<side>前々|次々|前|次|同|本|この)(?P<count>(?<=[前次]){_S}(?:各|{JA_NUMBER}))?"
    rf"{_S}(?P<near_unit>[条項号章節款編目]){_NOT_A_UNIT}(?!各条))"
    rf"|(?P<each>(?:(?P<lead>次の|左の|下記の?)|当該|上記の?|前記の?)?各(?P<each_unit>[条項号章節]){_NOT_A_UNIT}"
    r"(?!議案|列記以外|以外の部分|を除く部分))"
    r"|(?P<sentence>各号(?:列記以外|以外|を除く)の?部分|本文|ただし書き?|但し?書き?|前段(?![階落])|後段|柱書き?)"
    r"|(?P<supplementary>(?:本|この|同)?(?:附[ \u3000]{0,2}則|付則))"
    r"|(?P<charter>(?:本|この)(?:定款|規約|会則|憲章))"
)
"""A unit that is not numbered: 前二項, 次の各号, ただし書, 附則, 本定款."""
JA_SUBITEM = compiled(rf"(?P<kana>[イ-ヺ](?![ァ-ヿ]))|(?P<bracketed>{_BRACKETS})")
"""A sub-item behind an item: 第1号イ, 第1号(1)."""
JA_MARKER = compiled(_BRACKETS)
JA_JOINT = compiled(
    r"[ \u3000]?(?:[、，,・][ \u3000]?)?"
    r"(?:及び|および|及|並びに|ならびに|又は|または|若しくは|もしくは|且つ|かつ|とか|と|や)?"
    r"[ \u3000]?"
)
"""What stands between two members of a list; it may be empty."""
JA_RANGE = compiled(r"[ \u3000]?(?:から|ないし|乃至|より|[～〜~–—−‐-])[ \u3000]?")
JA_RANGE_END = compiled(r"まで")
JA_LEVEL_GAP = compiled(r"[ \u3000]?の?[ \u3000]?")

_KANA_STARTS = (
    r"[イロハニホヘトチリヌ](?=に(?:掲げ|規定|該当|定め|準)|の(?:規定|いずれ|場合|ほか|事項|者(?![一-鿿]))"
    r"|以外の|を除く"
    r"|(?:、|及び|又は|若しくは|から)[イロハニホヘトチリヌ](?![ァ-ヿ]))"
)
_BEHIND_A_BARE_ARTICLE = (
    rf"(?=(?:の[0-9０-９二三四五六七八九十]{{1,3}})?(?:第?[0-9０-９{_KANJI_DIGIT}]{{1,4}}[項号](?!目)"
    r"|の(?:規定|定め)|に(?:規定|定め|掲げ|基づ|違反|該当|より|よる)|各[項号]|ただし書|但書|本文|前段|後段"
    r"|を(?:準用|適用)|(?:及び|又は|並びに|若しくは|から|、)"
    rf"(?:第?[0-9０-９{_KANJI_DIGIT}]{{1,4}}条|[前次同本]条|前項|附則)))"
)
JA_ANCHOR = compiled(
    rf"第[ \u00a0\u30000-9０-９{_KANJI_DIGIT}]"
    rf"|[前次同][ \u3000々各0-9０-９{_KANJI_DIGIT}]{{0,7}}[条項号章節款編目附]"
    r"|本(?:[ \u3000]?[条項号章節款編附]|定款|規約|会則|憲章|文)"
    r"|同(?:定款|規約|会則|憲章)|各[条項号章節]"
    r"|書(?:(?<=ただし書)|(?<=但し書)|(?<=但書)|(?<=柱書))|段(?:(?<=前段)|(?<=後段))"
    r"|附[ \u3000]{0,2}則|付則|[条項号章節款編附](?<=この.)|(?:定款|規約|会則|憲章)(?<=この..)"
    # この目で見る is no division.
    r"|目(?<=この目)(?=の(?:規定|定め|適用)|に(?:お|規定|定め|掲)|中|及び|並びに|又は|、)"
    rf"|[法令則程款約](?:[ \u3000]?(?:[0-9０-９]{{1,4}}|[{_KANJI_DIGIT}]{{1,7}})[ \u3000]?条)"
    rf"|条(?<=[0-9０-９{_KANJI_DIGIT}]条){_BEHIND_A_BARE_ARTICLE}"
    rf"|{_KANA_STARTS}"
)
"""A character by which a Japanese citation is found; :func:`ja_start` tells where it begins.

Only characters that are rare elsewhere can begin a match, which makes the search fast: 書 and not
the た of ただし書.
"""
_JA_LEADS = {
    "書": ("ただし", "但し", "但", "柱"),
    "段": ("前", "後"),
    "各": ("次の", "左の", "下記の", "下記", "当該", "上記の", "上記", "前記の", "前記"),
    **dict.fromkeys("条項号章節款編目附定規会憲", ("この",)),
}
_DIGITS = frozenset("0123456789０１２３４５６７８９" + _KANJI_DIGIT)
_BEFORE_A_BARE_NUMBER = frozenset("法令則程款約")


def ja_start(text: str, place: int, floor: int) -> int:
    """Where the citation begins that :data:`JA_ANCHOR` found at ``place``."""
    leads = _JA_LEADS.get(text[place])
    if leads is not None:
        for lead in leads:
            if text.endswith(lead, floor, place):
                return place - len(lead)
        if text[place] == "条":
            # 三条二項: a number to which nobody wrote 第.
            start = place
            while start > floor and text[start - 1] in _DIGITS:
                start -= 1
            return start
    if text[place] in _BEFORE_A_BARE_NUMBER:
        # 会社法309条: the number behind the name, and behind a space if there is one.
        return place + 2 if text[place + 1] in " \u3000" else place + 1
    return place


JA_LEVELS = {
    "条": Level.ARTICLE,
    "項": Level.PARAGRAPH,
    "号": Level.ITEM,
    "章": Level.CHAPTER,
    "節": Level.SECTION,
    "款": Level.SUBSECTION,
    "目": Level.DIVISION,
    "編": Level.PART,
    "文": Level.SENTENCE,
}
