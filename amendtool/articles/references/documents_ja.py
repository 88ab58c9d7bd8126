"""The law, regulation or state of the articles that stands before a Japanese citation.

会社法第309条, 「会社法」（平成17年法律第86号）第2条, 同法第7条, 取締役会規程第5条,
変更前の定款第8条, 子会社の定款第3条: the name stands directly before the citation, at most
with の between. Only a bounded stretch before the citation is looked at, so that the time
stays linear.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters

from amendtool.articles.references.antecedents import Memory
from amendtool.articles.references.identity import DocumentIdentity
from amendtool.articles.references.phrases import DocumentKind, NamedDocument
from amendtool.patterns import compiled

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
    "法律令則程規約定款書綱領準針章例旨典議録達知範言得格為ドルンー前旧行来始初項案表文在点時"
)
_NAME = compiled(r"[一-鿿々〆ァ-ヺー・A-Za-zＡ-Ｚａ-ｚ0-9０-９]+\Z")
_DOCUMENT = compiled(
    r"(?:法|法律|[政省府勅条訓]?令|命令|施行令|規則|規程|規定|規約|約款|契約|契約書|協定|協定書|協約"
    r"|条約|憲法|条例|細則|要綱|要領|内規|基準|指針|原則|議定書|覚書|合意書|仕様書|計画書|説明書|趣意書"
    r"|議事録|憲章|会則|法典|通達|通知|ガイドライン|コード|マニュアル|定款|準則|規範|要項|綱領|宣言|心得"
    r"|方針|規準|標準|規格|約定|条項|寄[附付]行為|ルール|ポリシー|[一-鿿]書"
    r"|(?:変更|改正|改定|修正|[草原])案|対照表)\Z"
)
# Ordinary words that end as names of documents do, alone or behind another word. Only the whole
# run of characters tells them: 組合法 ends in 合法, 医療法 in 療法, 小切手法 in 手法.
_NO_DOCUMENT = compiled(
    r".*方法|(?:一般的?|評価|分析|管理|調査)?手法|作法|(?:使)?用法|違法|(?:不)?適法|合法|不法|寸法|製法"
    r"|(?:食事|薬物|物理|化学|理学|作業)?療法|文法|語法|司法|立法|法則|前条の?規定|各規定|同規定|当該規定"
    r"|規定|定|協議|原則|基準|文書|書|図書|前書|後書|本書|白書|秘書|司書|清書"
)
_EARLIER = compiled(
    r"(?:(?:一部|全部)?(?:改正|変更|改定|修正|削除|廃止)前(?:における)?|(?:施行|効力発生|変更|改正|廃止)(?:の?日)?前"
    r"|(?:変更|設立|移転|解散)登記前|(?<=[年月日])(?:現在|時点|当時)(?=の)"
    r"|(?:合併|(?:会社)?分割|組織変更|移行|統合|改組|改称|株式移転|株式交換)の?(?:日の?)?前(?:における)?"
    r"|(?:(?<=[年月日])|施行|変更|改正)(?:以前|より前|まで)(?:における|に有効な)?(?=の)"
    r"|(?<![一-鿿々])以前(?=の)|[同前]日(?:以?前|まで)(?:における)?(?=の)"
    r"|旧|現行|現|従前|従来|当初|原始|(?:設立|制定|当)時"
    r"|(?:(?:明治|大正|昭和|平成|令和)[元0-9０-９〇一二三四五六七八九十]+|[12１２][0-9０-９]{3})年(?=の?定款)"
    r"|(?<=[年月日])(?:付け?|の)*(?:一部)?(?:改正|変更|改定)による)"
    r"(?:の)?(?:本|この|当会社の?|当社の?|当法人の?)?(?:定款|規約|会則|憲章|寄[附付]行為|規定|条文)?(?:の)?\Z"
)
_OWN_ARTICLES = compiled(
    r"(?:(?:一部)?(?:改正|変更|改定|修正)後|新|当会社|当社|当法人|当会|当組合|本会|本|この)?(?:の)?定款\Z"
)
# 子会社の定款 and 日本サッカー協会定款 are another's articles; 当会社の定款 are these.
_BODIES = (
    "会社|社|法人|組合|連合会|協会|連盟|財団|社団|団体|学会|学園|同盟|機構|公社|公団|基金|振興会|同友会"
    "|協議会|研究会|商工会|クラブ|センター|商会|商事|銀行|会議所|本部|支部|相手方|者|先|[甲乙丙丁]|[Ａ-ＺA-Zァ-ヶー]"
)
_A_BODY = compiled(
    rf"(?:{_BODIES})\Z|(?:株式|合同|合資|合名|有限)会社|(?:財団|社団|学校|医療|福祉|宗教|活動|農業|行政)法人"
)
_OUR_BODY = compiled(
    r"(?:.*[条項号章中等])?(?:[当本弊](?:会社|社|法人|会|組合|協会|連盟|連合会|財団|社団|団体|学会|学園|同盟"
    r"|機構|公社|基金|クラブ|センター|銀行)|当|本|この)\Z"
)
# 会員の定款, 同会の定款: the articles of whoever is a member, or was named before.
_A_MEMBER = compiled(
    r"(?:会員|社員|株主|構成員|組合員|加盟店|取引先|支援先|出資先|委託先|譲渡先)\Z|\A(?:同|当該|各|他)会\Z"
)
_ITS = compiled(r"(?:その|自らの?|みずからの?|自己の|それぞれの|各々の|各自の|おのおのの|固有の)\Z")
_SENTENCE_REACH = 160
_BRACKETED = compiled("[（(][^（）()]{0,120}[）)]")
_A_SUBJECT = compiled(
    r"(?P<body>[一-鿿々〆ァ-ヺー・A-Za-zＡ-Ｚａ-ｚ0-9０-９]{1,30}"
    r"(?:(?:(?<=会社)|(?<=法人))[ぁ-んー]{1,12}?(?=[はがも]))?)"
    r"(?P<topic>は|が|も|において|では|にあっては|に対しては|については|の場合)?"
)
# 会社の定款 and 法人の定款 may be ours, which some articles call so, or those of any company.
_ANY_BODY = frozenset({"会社", "法人", "組合", "団体", "協会", "連盟", "財団", "社団"})
# かえでの定款: a name in kana, and no word that stands there of itself.
_KANA_NAME = compiled(
    r"(?:\A|(?<=[、。，（(「はがをにのと]))(?!(?:その|この|あの|どの|もと|かつて|はじめ|われわれ|いずれか?|これら|それら"
    r"|すべて|ここ|うち|ほか|とき|ため|もの|こと|また|なお|ただし|および|または|または|ならびに)の)"
    r"[ぁ-んー]{2,12}(?=の\Z)"
)
# What stands before 定款 and names no body: 改正定款, 第１号議案定款第３条の変更.
_NO_BODY = compiled(
    r".*(?:改正|変更|改定|修正|後|新|現行?|電子|書面|認証|公証|登記|設立|原始|議案|案|表|件|条|項|号|章|中|等|則"
    r"|規定|場合|当該|前記|上記|下記|以下|同|年|月|日|時|際|又|及|並|若)\Z"
)
# 株式会社かえで: behind its legal form a name may be in kana.
_IN_KANA = compiled(
    r"[一-鿿々]{0,6}(?<![当本])(?:(?:株式|合同|合資|合名|有限)会社|法人)"
    r"(?=[一-鿿々ァ-ヺー]{0,10}[ぁ-ん])[^、。，,（）()「」『』\s はがをにのもや]{1,20}\Z"
)
_BEFORE_A_BODY = compiled(r"[^ぁ-ん]|[はがをにのとやもでびへばかし]")
# 会社法の施行に伴う関係法律の整備等に関する法律: the name of such a law is a whole clause, so that
# it begins where the clause does.
_LONG_NAME = compiled(
    r"(?:に関する|を(?:改正|廃止)する|に係る|についての|のための|等の|の特例等?に関する)\Z"
)
_AFTER_A_CITATION = compiled(r"中|の規定による|並びに|及び|又は|若しくは")
# Laws that are named without a border before them: 剰余金の配当等会社法第459条.
_LATIN_DOCUMENT = compiled(
    r"(?<![A-Za-z])(?:[A-Z][\w&.-]* ){0,6}"
    r"(?:Policy|Rules?|Code(?: of [A-Z][a-z]+)?|Agreement|Guidelines?|Regulations?|Act|Law|Charter"
    r"|Bylaws|Constitution|Terms|Handbook|Manual|Standards?|Plan|Contract|Directive|License)\Z"
)
_WELL_KNOWN = compiled(r"(?:会社法|民法|商法|憲法|金融商品取引法|会社法施行規則)\Z")
_CLAUSE_START = compiled(r"[。、，,（(「『\n]|は(?=[^\s])|が(?=、)")
_IN_A_PROVISION = compiled(r".*第[0-9０-９〇一二三四五六七八九十百千]+[条項号]中?")
_KANJI = compiled("[一-鿿々]")
# 平成17年法律第86号 has the form of an item (第86号), but is the number of the law.
_LAW_NUMBER = compiled(
    r"(?:法律|政令|省令|府令|勅令|告示|条例|規則|訓令|通達|通知|布告|登録|番号|議決|決議|登記|免許|許可|届出|公告|証券|様式"
    r"|年(?:規程|要綱|細則|要領|内規|協定|規約))\Z"
)
_LAST_OF_A_NUMBER = frozenset("律令示則達知告録号決議記許可出券式例程綱領規定約")
_NUMBER_OF_LAW = compiled("第[ \u3000]?[0-9０-９〇一二三四五六七八九十百千]+[ \u3000]?号")
# A law that goes by its number alone: 平成17年法律第86号附則第5条.
_BY_ITS_NUMBER = compiled(
    r"(?:明治|大正|昭和|平成|令和)[ \u3000]?"
    r"(?:元|[0-9０-９〇一二三四五六七八九十]{1,3})年[一-鿿]{0,10}"
    r"(?:法律|政令|省令|府令|勅令|規則|条例|告示|規程|訓令)"
    r"第[ \u3000]?[0-9０-９〇一二三四五六七八九十百千]+[ \u3000]?号\Z"
)
_LAST_OF_A_TABLE = frozenset("の表紙記式号0123456789０１２３４５６７８９一二三四五六七八九十")
_TABLE = compiled(
    "(?:別表|別紙|別記|附表|様式)"
    "(?:第?[ \u3000]?[0-9０-９一二三四五六七八九十]+号?(?:の[0-9０-９一二三四五六七八九十]+)?)?"
    "の?\\Z"
)
ENDS_OF_NAMES = (
    _LAST_OF_A_NAME | _LAST_OF_A_NUMBER | frozenset("のる中号）)（(」』 \u3000" + ascii_letters)
)
"""The characters that may stand before a citation when a document is named there."""


_PAPER = compiled(r"(?<!契約)(?<!協定)(?<!合意)(?<!議定)(?<!仕様)(?<!覚)書\Z|(?:命令|[録表案])\Z")
_EXPLAINS = compiled(r"をいう|に(?:より|基づき|従い)(?:定め|作成|締結|制定|設け)|に基づくもの")
_NUMBERS_ALONE = compiled(
    r"(?:第?[ \u3000]?[0-9０-９〇一二三四五六七八九十百千]+[ \u3000]?[条項号章節]"
    r"(?:の[0-9０-９〇一二三四五六七八九十]+)?"
    r"|から|まで|、|，|及び|並びに|又は|・|関係|参照|(?:の規定)?(?:を除く|に限る|を含む)|。)+"
)
_A_LAW = compiled(r"(?:(?<!方)法|法律|(?<!命)令|条例|条約|憲法|施行規則)\Z")


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
    if last == "号":
        named = _BY_ITS_NUMBER.search(text, max(floor, end - _REACH), end)
        return NamedDocument(DocumentKind.OTHER, named.start(), named[0]) if named else None
    if last == "中":
        found = _bare(text, end - 1, floor, memory, strict=True)
        return found if found and found.kind is DocumentKind.OTHER else None
    if last == "の":
        return _bare(text, end - 1, floor, memory) or _earlier(text, start, floor)
    if last == "る":
        if text.endswith("による", floor, end):
            return _earlier(text, end, floor)
        # 取締役会規程に定める第２条: the article is one of the rules that are named.
        said = next((each for each in _SAID_IN if text.endswith(each, floor, end)), None)
        return _bare(text, end - len(said), floor, memory, strict=True) if said else None
    if last in "）)":
        return _before_brackets(text, end, floor, memory)
    if last in "（(":
        found = _bare(text, end - 1, floor, memory, strict=True)
        if found is None:
            return None
        kind = _in_its_brackets(found, text, start)
        return NamedDocument(kind, start, found.name) if kind is not None else None
    return _bare(text, end, floor, memory)


_SAID_IN = ("に定める", "に規定する", "に掲げる", "における")


def _in_its_brackets(found: NamedDocument, text: str, start: int) -> DocumentKind | None:
    """Whose the citation at ``start`` is, behind a name and a bracket; None if it is ours.

    貸借対照表（第50条の規定により作成するもの） and 会員規則（第5条の規則をいう。） are those of
    our articles; 会社法（第50条） and 契約書（第5条） have their own. Of which of the two is the
    case in 旅費規程（第5条に規定する場合を除く。）? Nobody can tell.
    """
    name = found.name or ""
    if _PAPER.search(name):
        return None
    if found.kind is not DocumentKind.OTHER or _A_LAW.search(name):
        return found.kind
    closing = text.find("）" if text[start - 1] == "（" else ")", start, start + _BRACKET_REACH)
    if closing < 0 or _NUMBERS_ALONE.fullmatch(text, start, closing):
        return found.kind
    if _EXPLAINS.search(text, start, closing):
        return None
    return DocumentKind.PERHAPS


def earlier_before(text: str, start: int, floor: int) -> NamedDocument | None:
    """The words that put a 本定款 at ``start`` before an amendment: 改正前の本定款第5条."""
    return _earlier(text, _without_gap(text, start, floor), floor)


# 令和４年の第３条の変更, 第２条を繰り下げる改正は…施行する: what an amendment did is told in the
# numbers of its day.
_DIGITS = "[0-9０-９〇一二三四五六七八九十百千]+"
_CHANGED = compiled(
    r"(?:[（(][^（）()]{0,40}[）)])?(?:の(?:規定の?|定めの?)?)?(?:一部|全部)?"
    r"(?:改正|変更|改定|修正|削除|新設|追加|廃止|繰り?下げ|繰り?上げ)"
    r"|(?:[（(][^（）()]{0,40}[）)])?(?:の(?:規定|定め))?[をに][^。、]{0,24}?"
    r"(?:改め|改正し|変更し|削り|削除し|加え|新設し|追加し|繰り?下げ|繰り?上げ)[^。、]{0,12}(?:改正|変更|改定)"
    # 第８条を削り、第９条を第８条とする変更; 第８条は、同日に改正された.
    # With its caption between, too: 第８条（役員）を新設し.
    r"|(?:[（(][^（）()]{0,40}[）)])?(?:の(?:規定|定め))?"
    r"を(?:削り|削る|加え|改め|繰り?[上下]げ|(?:改正|変更|改定|修正|新設|追加|削除|廃止)し?[た、])"
    r"|(?:中|の)[^。、]{0,16}を(?:改め|削[りっ]|加え|(?:改正|変更|削除)し)た"
    rf"|(?:[（(][^（）()]{{0,40}}[）)])?を第{_DIGITS}条(?:の{_DIGITS})?(?:と[しす]|に(?:改め|繰り?[上下]げ))"
    r"|(?:と(?:し|する)|に(?:改め|繰り?[上下]げ))(?:、|た|る?(?:改正|変更|改定))"
    r"|(?:[（(][^（）()]{0,40}[）)])?"
    r"は、?[^。、]{0,30}(?:改正|変更|改定|修正|新設|追加|削除|廃止)(?:され|し)た"
    r"|[（(][^（）()]{0,40}日[^（）()]{0,6}(?:改正|変更|改定|修正|新設|追加|削除|廃止)[）)]"
)
# 令和６年６月27日一部改正（第８条、第９条）
_CHANGED_BEFORE = compiled(
    r"(?:改正|変更|改定|修正|新設|追加|削除|廃止)(?:事項|条文|箇所|内容)?"
    r"[ \u3000]?[（(：:][^（）()。\n]{0,60}\Z"
    r"|(?:改正|変更|改定|修正|新設|追加|削除|廃止)[ \u3000]+(?:[^。\n]{4,20}日[ \u3000]+)?\Z"
)
_MORE_CHANGED = compiled(
    r"(?:(?:[（(][^（）()]{0,40}[）)])?(?:の(?:削除|新設|変更|改正|追加))?(?:、|，|及び|並びに|・|から|まで)"
    r"(?:定款)?第[0-9０-９〇一二三四五六七八九十百千]+[条項号章](?:の[0-9０-９一二三四五六七八九十]+)?){1,12}"
)
_BEFORE_THAT = compiled(r"の(?:(?:変更|改正|改定|廃止|削除)前の|(?:改正|変更)規定)")
_DATED = compiled(
    r"(?:明治|大正|昭和|平成|令和)[ 　]?[元0-9０-９〇一二三四五六七八九十]+[ 　]?年"
    r"|[12１２][0-9０-９]{3}[ 　]?年|[12][0-9]{3}[./-][0-9]{1,2}[./-]"
)
# In the 附則 of a law that amends: 第一条の規定による改正前の民法 is Article 1 of what amended it.
_AMENDED_BY_IT = compiled(
    r"(?:第[0-9０-９〇一二三四五六七八九十百千]+[項号])*の規定による改正[前後]の[一-鿿々]{0,30}"
    r"(?:法|法律|令|規則|規程|条例|規約|定款)"
)
_STATE_BEHIND = compiled(
    r"(?:の(?:規定|定め|条文))?[（(](?:[^（）()、。]{0,24})(?:改正|変更|改定|廃止|削除|施行日?|効力発生日?)前(?:のもの|の規定|の定め|の条文)?"
    r"(?:に限る。?|をいう。?)?[）)]"
)


_EARLIER_BEHIND = compiled(
    "|".join(each.pattern for each in (_STATE_BEHIND, _BEFORE_THAT, _AMENDED_BY_IT))
)
_STATE_SIGNS = ("の", "（", "(", "第")


def is_earlier(text: str, end: int) -> bool:
    """Whether the words behind a citation put it before an amendment: （令和２年改正前のもの）."""
    if not text.startswith(_STATE_SIGNS, end):
        return False
    return _EARLIER_BEHIND.match(text, end) is not None


# Asked of every citation, and of few texts it is true.
@lru_cache(maxsize=64)
def _is_dated(text: str) -> bool:
    return _DATED.search(text) is not None


def tells_of_a_change(text: str, start: int, end: int) -> bool:
    """Whether a citation tells what an amendment of some day changed."""
    if not _is_dated(text):
        return False
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
_SENTENCE_MARKS = compiled("[。（(「『）)」』\n]")


def is_amending(text: str, start: int) -> bool:
    """Whether the sentence tells from when provisions that amend something are in force.

    第三条中登記法第七条の改正規定: 第三条 is an article of what amended them on that day.
    """
    if _AMENDING not in text:
        return False
    return any(begin <= start < upto for begin, upto in _amending_sentences(text))


# Asked of every citation of a text, and such texts are long.
@lru_cache(maxsize=64)
def _amending_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences begin and end that speak of provisions which amend something."""
    found = []
    begin, depth = 0, 0
    for mark in _SENTENCE_MARKS.finditer(text):
        if mark[0] in "（(「『":
            depth += 1
        elif mark[0] not in "。\n":
            depth = max(0, depth - 1)
        elif mark[0] == "\n" or not depth:
            if _AMENDING in text[begin : mark.end()]:
                found.append((begin, mark.end()))
            begin, depth = mark.end(), 0
    if _AMENDING in text[begin:]:
        found.append((begin, len(text) + 1))
    return tuple(found)


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
        return _in_latin(text, end, floor) if last.isascii() and last.isalpha() else None
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
        return None if strict else _articles(text, stretch, begin, memory.identity)
    if _NO_DOCUMENT.fullmatch(name):
        return None
    ours = memory.identity.is_ours(name, stretch[:at])
    if ours and not _of_another_body(stretch[:at], memory.identity):
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


def _of_another_body(lead: str, identity: DocumentIdentity) -> bool:
    """Whether rules with our name are those of the body before them: 親会社の取締役会規程."""
    run = _NAME.search(lead, 0, len(lead) - 1) if lead.endswith("の") else None
    if run is None or _OUR_BODY.match(run[0]) or identity.is_our_body(run[0]):
        return False
    return bool(_A_BODY.search(run[0]) or _A_MEMBER.search(run[0]))


def _articles(text: str, stretch: str, begin: int, identity: DocumentIdentity) -> NamedDocument:
    """Whose 定款 the name is that ends the stretch: ours, or that of the body before it."""
    own = _OWN_ARTICLES.search(stretch)
    end = len(stretch) - len("定款")
    pronoun = _ITS.search(stretch, 0, end)
    if pronoun is not None:
        kind = _whose(
            text[max(0, begin + pronoun.start() - _SENTENCE_REACH) : begin + pronoun.start()],
            identity,
        )
        if not identity.articles:
            kind = DocumentKind.OTHER
        return NamedDocument(kind, begin + pronoun.start(), stretch[pronoun.start() :])
    joint = stretch.endswith("の", 0, end)
    run = _IN_KANA.search(stretch, 0, end - joint) or _NAME.search(stretch, 0, end - joint)
    body = run[0] if run else ""
    if run is not None and stretch.endswith(("この", "わが", "我が"), 0, run.start()):
        return NamedDocument(DocumentKind.OWN, begin + run.start() - len("この"))
    if body and not _OUR_BODY.match(body) and _is_anothers(stretch, run, joint, identity):
        at = run.start() if run else end
        perhaps = joint and body in _ANY_BODY and identity.articles
        # 他の会社, 会員である法人: told apart by the words before it.
        perhaps = perhaps and not (at and stretch[at - 1] in "のるなたい")
        kind = DocumentKind.PERHAPS if perhaps else DocumentKind.OTHER
        return NamedDocument(kind, begin + at, stretch[at:])
    kana = _KANA_NAME.search(stretch, 0, end) if joint and run is None else None
    if kana is not None and not identity.is_our_body(kana[0]):
        return NamedDocument(DocumentKind.OTHER, begin + kana.start(), stretch[kana.start() :])
    if not identity.articles:
        at = own.start() if own else end
        return NamedDocument(DocumentKind.OTHER, begin + at, stretch[at:])
    if body and (_OUR_BODY.match(body) or identity.is_our_body(body)) and run is not None:
        lead = own.start() if own and own.end() - own.start() > len("定款") + joint else run.start()
        return NamedDocument(DocumentKind.OWN, begin + lead)
    return NamedDocument(DocumentKind.OWN, begin + (own.start() if own else len(stretch)))


def _whose(before: str, identity: DocumentIdentity) -> DocumentKind:
    """Whose その定款 is in a sentence that begins with ``before``: that of its subject.

    子会社は、その定款第8条により決議する speaks of the subsidiary's articles. Where the last body
    that is named is not the subject, nobody can tell.
    """
    clause = _BRACKETED.sub("", before)
    clause = clause[max(clause.rfind("。"), clause.rfind("\n")) + 1 :]
    kind = DocumentKind.OWN
    for found in _A_SUBJECT.finditer(clause):
        body = found["body"]
        this = clause.endswith("この", 0, found.start())
        if this or _OUR_BODY.match(body) or identity.is_our_body(body):
            kind = DocumentKind.OWN
        elif _A_BODY.search(body) or _A_MEMBER.search(body):
            kind = DocumentKind.OTHER if found["topic"] else DocumentKind.PERHAPS
    return kind


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
    if _A_BODY.search(run[0]) or (joint and _A_MEMBER.search(run[0])):
        return True
    if run[0] == "会" and run.start():
        return True  # もみじ会
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


def _in_latin(text: str, end: int, floor: int) -> NamedDocument | None:
    """ABC Policy 第8条: an English name of a document."""
    found = _LATIN_DOCUMENT.search(text, max(floor, end - _REACH), end)
    return NamedDocument(DocumentKind.OTHER, found.start(), found[0]) if found else None


def _before_brackets(text: str, end: int, floor: int, memory: Memory) -> NamedDocument | None:
    depth = 0
    for place in range(end - 1, max(floor, end - _BRACKET_REACH) - 1, -1):
        if text[place] in "）)":
            depth += 1
        elif text[place] in "（(":
            depth -= 1
            if depth == 0:
                if text.endswith(("附則", "付則"), 0, place) and "年" in text[place:end]:
                    # 附則（令和２年）第２条 is none of the articles, whatever block it is in.
                    return NamedDocument(DocumentKind.EARLIER, end)
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
