"""The law, regulation or state of the articles that stands before a Japanese citation.

会社法第309条, 「会社法」（平成17年法律第86号）第2条, 同法第7条, 取締役会規程第5条,
変更前の定款第8条, 子会社の定款第3条: the name stands directly before the citation, at most
with の between. Only a bounded stretch before the citation is looked at, so that the time
stays linear.
"""

from __future__ import annotations

import re

from amendtool.articles.references.antecedents import Memory
from amendtool.articles.references.identity import DocumentIdentity
from amendtool.articles.references.phrases import DocumentKind, NamedDocument

# All of these bound what is looked at, so that a text without borders costs no more than its
# length; names and brackets in statutes and articles are shorter.
_REACH = 60
_BRACKET_REACH = 300
_NAMED_BEFORE = 400
_NAMES_LOOKED_AT = 8
_LONGEST_NAME = 30

# The last character decides for nearly every place in a text that no document stands there, and
# spares the search of a pattern.
_LAST_OF_A_NAME = frozenset(
    "法律令則程規約定款書綱領準針章例旨典議録達知範言得格ドルンー前旧行来始初項"
)
_NAME = re.compile(r"[一-鿿々〆ァ-ヺー・A-Za-zＡ-Ｚａ-ｚ0-9０-９]+\Z")
_DOCUMENT = re.compile(
    r"(?:法|法律|[政省府勅条訓]?令|命令|施行令|規則|規程|規定|規約|約款|契約|契約書|協定|協定書|協約"
    r"|条約|憲法|条例|細則|要綱|要領|内規|基準|指針|原則|議定書|覚書|合意書|仕様書|計画書|説明書|趣意書"
    r"|議事録|憲章|会則|法典|通達|通知|ガイドライン|コード|マニュアル|定款|準則|規範|要項|綱領|宣言|心得"
    r"|方針|規準|標準|規格|約定|条項|ルール|ポリシー|[一-鿿]書)\Z"
)
# Ordinary words that end as names of documents do, alone or behind another word. Only the whole
# run of characters tells them: 組合法 ends in 合法, 医療法 in 療法, 小切手法 in 手法.
_NO_DOCUMENT = re.compile(
    r".*方法|(?:一般的?|評価|分析|管理|調査)?手法|作法|(?:使)?用法|違法|(?:不)?適法|合法|不法|寸法|製法"
    r"|(?:食事|薬物|物理|化学|理学|作業)?療法|文法|語法|司法|立法|法則|前条の?規定|各規定|同規定|当該規定"
    r"|規定|定|協議|原則|基準|文書|書|図書|前書|後書|本書|白書|秘書|司書|清書"
)
_EARLIER = re.compile(
    r"(?:(?:一部|全部)?(?:改正|変更|改定|修正|削除|廃止)前(?:における)?|(?:施行|効力発生|変更|改正|廃止)(?:の?日)?前"
    r"|(?:合併|(?:会社)?分割|組織変更|移行|統合|改組|改称|株式移転|株式交換)の?(?:日の?)?前(?:における)?"
    r"|旧|現行|現|従前|従来|当初|原始|(?:設立|制定|当)時"
    r"|(?:(?:明治|大正|昭和|平成|令和)[元0-9０-９〇一二三四五六七八九十]+|[12１２][0-9０-９]{3})年(?=の?定款))"
    r"(?:の)?(?:本|この|当会社の?|当社の?|当法人の?)?(?:定款|規約|会則|憲章)?(?:の)?\Z"
)
_OWN_ARTICLES = re.compile(
    r"(?:(?:一部)?(?:改正|変更|改定|修正)後|新|当会社|当社|当法人|当会|当組合|本会|本|この)?(?:の)?定款\Z"
)
# 子会社の定款 and 日本サッカー協会定款 are another's articles; 当会社の定款 are these.
_BODIES = (
    "会社|社|法人|組合|連合会|協会|連盟|財団|社団|団体|学会|学園|同盟|機構|公社|公団|基金|振興会|同友会"
    "|協議会|研究会|商工会|クラブ|センター|商会|商事|銀行|会議所|本部|支部|相手方|者|先|[甲乙丙丁]|[Ａ-ＺA-Zァ-ヶー]"
)
_A_BODY = re.compile(
    rf"(?:{_BODIES})\Z|(?:株式|合同|合資|合名|有限)会社|(?:財団|社団|学校|医療|福祉|宗教|活動|農業|行政)法人"
)
_OUR_BODY = re.compile(
    r"(?:.*[条項号章中等])?(?:[当本弊](?:会社|社|法人|会|組合|協会|連盟|連合会|財団|社団|団体|学会|学園|同盟"
    r"|機構|公社|基金|クラブ|センター|銀行)|当|本|この)\Z"
)
# What stands before 定款 and names no body: 改正定款, 第１号議案定款第３条の変更.
_NO_BODY = re.compile(
    r".*(?:改正|変更|改定|修正|後|新|現行?|電子|書面|認証|公証|登記|設立|原始|議案|案|表|件|条|項|号|章|中|等|則"
    r"|規定|場合|当該|前記|上記|下記|以下|同|年|月|日|時|際|又|及|並|若)\Z"
)
# 株式会社かえで: behind its legal form a name may be in kana.
_IN_KANA = re.compile(
    r"[一-鿿々]{0,6}(?<![当本])(?:(?:株式|合同|合資|合名|有限)会社|法人)"
    r"(?=[一-鿿々ァ-ヺー]{0,10}[ぁ-ん])[^、。，,（）()「」『』\s はがをにのもや]{1,20}\Z"
)
_BEFORE_A_BODY = re.compile(r"[^ぁ-ん]|[はがをにのとやもでびへばかし]")
# 会社法の施行に伴う関係法律の整備等に関する法律: the name of such a law is a whole clause, so that
# it begins where the clause does.
_LONG_NAME = re.compile(
    r"(?:に関する|を(?:改正|廃止)する|に係る|についての|のための|等の|の特例等?に関する)\Z"
)
_AFTER_A_CITATION = re.compile(r"中|の規定による|並びに|及び|又は|若しくは")
# Laws that are named without a border before them: 剰余金の配当等会社法第459条.
_WELL_KNOWN = re.compile(r"(?:会社法|民法|商法|憲法|金融商品取引法|会社法施行規則)\Z")
_CLAUSE_START = re.compile(r"[。、，,（(「『\n]|は(?=[^\s])|が(?=、)")
_IN_A_PROVISION = re.compile(r".*第[0-9０-９〇一二三四五六七八九十百千]+[条項号]中?")
_KANJI = re.compile("[一-鿿々]")
# 平成17年法律第86号 has the form of an item (第86号), but is the number of the law.
_LAW_NUMBER = re.compile(
    r"(?:法律|政令|省令|府令|勅令|告示|条例|規則|訓令|通達|通知|布告|登録|番号|議決|決議|登記|免許|許可|届出|公告|証券|様式)\Z"
)
_LAST_OF_A_NUMBER = frozenset("律令示則達知告録号決議記許可出券式例")
_NUMBER_OF_LAW = re.compile("第[ \u3000]?[0-9０-９〇一二三四五六七八九十百千]+[ \u3000]?号")
_LAST_OF_A_TABLE = frozenset("の表紙記式号0123456789０１２３４５６７８９一二三四五六七八九十")
_TABLE = re.compile(
    "(?:別表|別紙|別記|附表|様式)"
    "(?:第?[ \u3000]?[0-9０-９一二三四五六七八九十]+号?(?:の[0-9０-９一二三四五六七八九十]+)?)?"
    "の?\\Z"
)
ENDS_OF_NAMES = _LAST_OF_A_NAME | _LAST_OF_A_NUMBER | frozenset("の）)（(」』 \u3000")
"""The characters that may stand before a citation when a document is named there."""


def is_law_number(text: str, start: int) -> bool:
    """Whether the 第 at ``start`` begins the number of a law: 平成17年法律第86号."""
    before = text[max(0, start - 4) : start]
    return (
        before[-1:] in _LAST_OF_A_NUMBER
        and _LAW_NUMBER.search(before) is not None
        and _NUMBER_OF_LAW.match(text, start) is not None
    )


def is_in_a_table(text: str, start: int) -> bool:
    """Whether the 第3号 at ``start`` is a line of a table or form: 別表第二第3号."""
    before = text[max(0, start - 14) : start]
    return before[-1:] in _LAST_OF_A_TABLE and _TABLE.search(before) is not None


def document_before(text: str, start: int, floor: int, memory: Memory) -> NamedDocument | None:
    """The name of a document directly before ``start``, not reaching back beyond ``floor``.

    ``memory`` knows the last law named, for 同法, and which document the text is of.
    """
    end = _without_gap(text, start, floor)
    if end <= floor:
        return None
    last = text[end - 1]
    if last == "の":
        return _bare(text, end - 1, floor, memory) or _earlier(text, start, floor)
    if last in "）)":
        return _before_brackets(text, end, floor, memory)
    if last in "（(":
        found = _bare(text, end - 1, floor, memory, strict=True)
        return NamedDocument(found.kind, start, found.name) if found else None
    return _bare(text, end, floor, memory)


def earlier_before(text: str, start: int, floor: int) -> NamedDocument | None:
    """The words that put a 本定款 at ``start`` before an amendment: 改正前の本定款第5条."""
    return _earlier(text, _without_gap(text, start, floor), floor)


# 令和４年の第３条の変更, 第２条を繰り下げる改正は…施行する: what an amendment did is told in the
# numbers of its day.
_DIGITS = "[0-9０-９〇一二三四五六七八九十百千]+"
_CHANGED = re.compile(
    r"(?:[（(][^（）()]{0,40}[）)])?(?:の(?:規定の?|定めの?)?)?(?:一部|全部)?"
    r"(?:改正|変更|改定|修正|削除|新設|追加|廃止|繰り?下げ|繰り?上げ)"
    r"|(?:[（(][^（）()]{0,40}[）)])?(?:の(?:規定|定め))?[をに][^。、]{0,24}?"
    r"(?:改め|改正し|変更し|削り|削除し|加え|新設し|追加し|繰り?下げ|繰り?上げ)[^。、]{0,12}(?:改正|変更|改定)"
    # 第８条を削り、第９条を第８条とする変更; 第８条は、同日に改正された.
    r"|を(?:削り|削る|加え|改め|繰り?[上下]げ|(?:改正|変更|改定|修正|新設|追加|削除|廃止)し?[た、])"
    r"|(?:中|の)[^。、]{0,16}を(?:改め|削[りっ]|加え|(?:改正|変更|削除)し)た"
    rf"|を第{_DIGITS}条(?:の{_DIGITS})?(?:と[しす]|に(?:改め|繰り?[上下]げ))"
    r"|(?:と(?:し|する)|に(?:改め|繰り?[上下]げ))(?:、|た|る?(?:改正|変更|改定))"
    r"|は、?[^。、]{0,30}(?:改正|変更|改定|修正|新設|追加|削除|廃止)(?:され|し)た"
)
# 令和６年６月27日一部改正（第８条、第９条）
_CHANGED_BEFORE = re.compile(
    r"(?:改正|変更|改定|修正|新設|追加|削除|廃止)(?:事項|条文|箇所|内容)?"
    r"[ \u3000]?[（(：:][^（）()。\n]{0,60}\Z"
    r"|(?:改正|変更|改定|修正|新設|追加|削除|廃止)[ \u3000]+[^。\n]{4,20}日[ \u3000]+\Z"
)
_MORE_CHANGED = re.compile(
    r"(?:(?:[（(][^（）()]{0,40}[）)])?(?:の(?:削除|新設|変更|改正|追加))?(?:、|，|及び|並びに|・|から|まで)"
    r"(?:定款)?第[0-9０-９〇一二三四五六七八九十百千]+[条項号章](?:の[0-9０-９一二三四五六七八九十]+)?){1,12}"
)
_BEFORE_THAT = re.compile(r"の(?:(?:変更|改正|改定|廃止|削除)前の|(?:改正|変更)規定)")
_DATED = re.compile(
    r"(?:明治|大正|昭和|平成|令和)[ 　]?[元0-9０-９〇一二三四五六七八九十]+[ 　]?年"
    r"|[12１２][0-9０-９]{3}[ 　]?年|[12][0-9]{3}[./-][0-9]{1,2}[./-]"
)
_STATE_BEHIND = re.compile(
    r"[（(](?:[^（）()、。]{0,24})(?:改正|変更|改定|廃止|施行日?|効力発生日?)前(?:のもの|の規定|の定め|の条文)?"
    r"(?:に限る。?|をいう。?)?[）)]"
)


def is_earlier(text: str, end: int) -> bool:
    """Whether the words behind a citation put it before an amendment: （令和２年改正前のもの）."""
    return bool(_STATE_BEHIND.match(text, end) or _BEFORE_THAT.match(text, end))


def tells_of_a_change(text: str, start: int, end: int) -> bool:
    """Whether a citation tells what an amendment of some day changed."""
    changed = _CHANGED.match(text, end)
    if changed is None and (more := _MORE_CHANGED.match(text, end)) is not None:
        changed = _CHANGED.match(text, more.end())
    if changed is None:
        changed = _CHANGED_BEFORE.search(text, max(0, start - _REACH), start)
    if changed is None:
        return False
    begin = max(text.rfind("。", 0, end), text.rfind("\n", 0, end)) + 1
    close = text.find("。", end)
    return _DATED.search(text, begin, close if close >= 0 else len(text)) is not None


_AMENDING = "改正規定"
_SENTENCE_MARKS = re.compile("[。（(「『）)」』\n]")


def is_amending(text: str, start: int, end: int) -> bool:
    """Whether the sentence tells from when provisions that amend something are in force.

    第三条中登記法第七条の改正規定: 第三条 is an article of what amended them on that day.
    """
    if _AMENDING not in text:
        return False
    begin, depth = 0, 0
    for mark in _SENTENCE_MARKS.finditer(text):
        if mark[0] in "（(「『":
            depth += 1
        elif mark[0] not in "。\n":
            depth = max(0, depth - 1)
        elif mark[0] == "\n" or not depth:
            if mark.end() > start:
                return _AMENDING in text[begin : max(end, mark.end())]
            begin, depth = mark.end(), 0
    return _AMENDING in text[begin:]


def _without_gap(text: str, end: int, floor: int) -> int:
    while end > floor and text[end - 1] in " \u3000":
        end -= 1
    return end


def _earlier(text: str, end: int, floor: int) -> NamedDocument | None:
    begin = max(floor, end - _REACH)
    found = _EARLIER.search(text[begin:end])
    return NamedDocument(DocumentKind.EARLIER, begin + found.start()) if found else None


def _bare(
    text: str, end: int, floor: int, memory: Memory, *, strict: bool = False
) -> NamedDocument | None:
    """The name that ends at ``end``; with ``strict`` neither 定款 nor 規定, which are words too."""
    if end <= floor:
        return None
    last = text[end - 1]
    if last in "」』":
        return _in_quotes(text, end, floor)
    if last in "）)" and not strict:
        return _before_brackets(text, end, floor, memory)
    if last not in _LAST_OF_A_NAME:
        return None
    begin = max(floor, end - _REACH)
    stretch = text[begin:end]
    earlier = _EARLIER.search(stretch)
    if earlier is not None:
        return NamedDocument(DocumentKind.EARLIER, begin + earlier.start())
    run = _NAME.search(stretch)
    if run is None or not _DOCUMENT.search(run[0]):
        return None
    name = run[0]
    at = run.start()
    if name.endswith("定款"):
        return None if strict else _articles(stretch, begin, memory.identity)
    if _NO_DOCUMENT.fullmatch(name):
        return None
    if memory.identity.is_ours(name, stretch[:at]):
        return NamedDocument(DocumentKind.OWN, begin + at - 2 * stretch[:at].endswith("この"))
    if name in (
        "法律",
        "政令",
        "省令",
        "命令",
        "規則",
        "条例",
        "条約",
        "協定",
    ) and _LONG_NAME.search(stretch[:at]):
        starts = [found.end() for found in _CLAUSE_START.finditer(stretch, 0, at)]
        at = starts[-1] if starts else 0
        name = stretch[at:]
    known = _WELL_KNOWN.search(name)
    if known is not None and name[: known.start()].endswith("等"):
        # 剰余金の配当等会社法第459条: the name is not set apart.
        at += known.start()
        name = known[0]
    lead = _AFTER_A_CITATION.match(name) if begin + at == floor > 0 else None
    if lead is not None:
        # 第1条中会社法第2条: the citation before ends in the same run of characters.
        at += lead.end()
        name = name[lead.end() :]
    if name.startswith("同"):
        name = _same_law(name, memory.law, text, begin + at)
    return NamedDocument(DocumentKind.OTHER, begin + at, name)


def _articles(stretch: str, begin: int, identity: DocumentIdentity) -> NamedDocument:
    """Whose 定款 the name is that ends the stretch: ours, or that of the body before it."""
    own = _OWN_ARTICLES.search(stretch)
    end = len(stretch) - len("定款")
    joint = stretch.endswith("の", 0, end)
    run = _IN_KANA.search(stretch, 0, end - joint) or _NAME.search(stretch, 0, end - joint)
    body = run[0] if run else ""
    if run is not None and stretch.endswith("この", 0, run.start()):
        return NamedDocument(DocumentKind.OWN, begin + run.start() - len("この"))
    if body and not _OUR_BODY.match(body) and _is_anothers(stretch, run, joint, identity):
        at = run.start() if run else end
        return NamedDocument(DocumentKind.OTHER, begin + at, stretch[at:])
    if not identity.articles:
        at = own.start() if own else end
        return NamedDocument(DocumentKind.OTHER, begin + at, stretch[at:])
    if body and (_OUR_BODY.match(body) or identity.is_our_body(body)) and run is not None:
        lead = own.start() if own and own.end() - own.start() > len("定款") + joint else run.start()
        return NamedDocument(DocumentKind.OWN, begin + lead)
    return NamedDocument(DocumentKind.OWN, begin + (own.start() if own else len(stretch)))


def _is_anothers(
    stretch: str, run: re.Match[str] | None, joint: bool, identity: DocumentIdentity
) -> bool:
    """Whether the body before 定款, or before の定款, is another than ours.

    Directly before it any name is one, but for words that name no body; before の only what is
    called as a body is.
    """
    if run is None:
        return False
    named = run.start() == 0 or _BEFORE_A_BODY.match(stretch, run.start() - 1)
    if named and identity.is_our_body(run[0]):
        return False
    if _A_BODY.search(run[0]):
        return True
    return not joint and not _NO_BODY.match(run[0])


def _in_quotes(text: str, end: int, floor: int) -> NamedDocument | None:
    opening = "「" if text[end - 1] == "」" else "『"
    start = text.rfind(opening, max(floor, end - _REACH), end)
    if start < 0:
        return None
    name = text[start + 1 : end - 1]
    if name.endswith("定款") or not _DOCUMENT.search(name):
        return None
    return NamedDocument(DocumentKind.OTHER, start, name)


def _before_brackets(text: str, end: int, floor: int, memory: Memory) -> NamedDocument | None:
    depth = 0
    for place in range(end - 1, max(floor, end - _BRACKET_REACH) - 1, -1):
        if text[place] in "）)":
            depth += 1
        elif text[place] in "（(":
            depth -= 1
            if depth == 0:
                found = _bare(text, place, floor, memory, strict=True)
                return found if found and found.kind is DocumentKind.OTHER else None
    return None


def _same_law(name: str, law: str | None, text: str, start: int) -> str:
    """What 同法, 同規則 or 同法施行規則 stands for: the last name with the same ending."""
    kind = "法" if name.startswith("同法") else name[1:]
    known = _named_in_passing(text, start, kind)
    if known is None and law is not None and law.endswith((kind, "法律") if kind == "法" else kind):
        known = law
    if known is None:
        return name
    return known + name[2:] if kind == "法" else known


def _named_in_passing(text: str, end: int, kind: str) -> str | None:
    """The last name ending in ``kind`` shortly before ``end``, with a provision or without."""
    begin = max(0, end - _NAMED_BEFORE)
    for _ in range(_NAMES_LOOKED_AT):
        at = text.rfind(kind, begin, end)
        if at < 0:
            return None
        upto = at + len(kind)
        if kind == "法" and text.startswith("律", upto):
            upto += 1
        run = _NAME.search(text, max(begin, at - _LONGEST_NAME), upto)
        name = _IN_A_PROVISION.sub("", run[0]) if run is not None else ""
        after = text[upto : upto + 1]
        if (
            len(name) > len(kind)
            and not _NUMBER_OF_LAW.match(text, upto)
            and (after in "第施" or not _KANJI.match(after))
            and not name.startswith(("同", "前", "当該", "律"))
            and not _NO_DOCUMENT.fullmatch(name)
        ):
            return name
        end = at
    return None
