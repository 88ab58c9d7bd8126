"""Legal text cut into the units that a drafter underlines: words, numbers, dates, amounts.

The rule is ``docs/table-conventions.md``, "Underlines": the unit is the word, the number, the
date or the amount, never a part of one, and Japanese is cut where the script changes and at
particles. No dictionary is used: three Japanese segmenters each cut numbers wrongly somewhere
(四百二/十七条), and a table must come out the same with every version of a dictionary.

The text itself is never normalised. A *shadow* of the same length is parsed instead, in which
full-width ASCII is folded (１０，０００ reads 10,000) and every combining mark is one and the same
character; the tokens are then cut out of the text at the places found in the shadow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from amendtool.articles.languages import language_of

__all__ = ["tokens"]

_MARK = "\u0301"
_JOINER = "\u200d"

# White space that may stand inside an atom: between 第 and 5, or 10 and 年.
_S = "[ \u00a0\u3000]?"

# -- scripts ---------------------------------------------------------------------------------

_KANJI = "々〆〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff"
_HIRAGANA = "ぁ-ゖゝゞゟ"
_KATAKANA = "ァ-ヺー-ヿㇰ-ㇿｦ-ﾝ"
# Letters and digits of all other scripts. Circled and bracketed ones (①, ㈱) stand alone.
_LETTER = rf"[^\W_{_KANJI}{_HIRAGANA}{_KATAKANA}\u2460-\u24ff\u2776-\u2793\u3200-\u33ff]"
# Below it there are no kanji, no kana, and no sign that stands among them.
_FIRST_OF_CJK = "\u2e80"
_LETTER_BELOW_CJK = r"[^\W_\u2460-\u24ff\u2776-\u2793]"

# -- numbers ---------------------------------------------------------------------------------

_GROUPED = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,3}(?:[\u00a0\u202f][0-9]{3})+|[0-9]+)"
_FIGURE = rf"{_GROUPED}(?:\.[0-9]+)*"
# Outside English and Japanese a comma is a decimal point, or groups fewer than three digits.
_FIGURE_ELSEWHERE = r"[0-9]+(?:[.,'’\u00a0\u202f][0-9]+)*"

_CURRENCY = r"(?:(?:US|U\.S\.|A|C|HK|S)?\$|[€£¥₩]|(?:USD|EUR|GBP|JPY|CNY|Rs\.?)[ \u00a0]?)"

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_POWERS = "hundred|thousand|million|billion|trillion"
_PARTS = "half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|tenths?"
_SPELLED_WORD = rf"(?:{_TEENS}|{_TENS}|{_UNITS}|{_POWERS}|{_PARTS})\b"
# A spelled number of several words is one unit; so is a figure in brackets after it.
_AND = (
    r"(?:(?<=hundred)|(?<=thousand))\sand\s"
    rf"|\sand\s(?=(?:{_UNITS})[-\s](?:{_PARTS})\b)"
)
_SPELLED = rf"\b(?i:{_SPELLED_WORD}(?:(?:-|\s|{_AND}){_SPELLED_WORD})*)"
_FIGURE_IN_BRACKETS = (
    rf"(?i:\s(?:percent|per\scent|yen|dollars))?\s?"
    rf"\({_CURRENCY}?[0-9][0-9,.]*(?:(?:\s[0-9]+)?/[0-9]+)?(?:%|st|nd|rd|th)?\)"
)

# -- English dates ---------------------------------------------------------------------------

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"[0-9]{4}"
_ENGLISH_DATE = (
    rf"\b(?:{_MONTH}\s{_DAY}\b(?:,?\s{_YEAR}\b)?"
    rf"|{_DAY}\s(?:day\sof\s)?{_MONTH}\b(?:,?\s{_YEAR}\b)?"
    rf"|{_MONTH}\s{_YEAR}\b"
    r"|[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}(?![0-9/]))"
)

# -- English citations -----------------------------------------------------------------------

# A citation by place is one unit: "the preceding two Articles" may become "Articles 46 and 47",
# and nothing of the one is in the other. Of "Article 14" the number alone may change.
_SO_MANY = rf"(?:(?:{_TEENS}|{_UNITS}|[0-9]+)(?:\s\([0-9]+\))?\s)?"
_ENGLISH_UNIT = "(?i:articles?|paragraphs?|subparagraphs?|sections?|chapters?)"
# "the following items" is no citation but what comes before a list.
_ENGLISH_NEARBY = (
    rf"\b(?i:the\s)?(?:(?i:following)\s{_SO_MANY}{_ENGLISH_UNIT}"
    rf"|(?i:preceding|foregoing|next)\s{_SO_MANY}(?:{_ENGLISH_UNIT}|(?i:sub-items?|items?)))\b"
)

# -- Japanese numbers, dates, citations ------------------------------------------------------

_KANJI_DIGITS = "〇一二三四五六七八九十百千万億兆"
_J_FIGURE = rf"{_FIGURE}(?:{_S}[十百千万億兆]+(?:{_FIGURE})?)*"
# 一 alone after these is the end of a word: 統一人事, 第一人者.
_J_SPELLED = rf"(?<![統唯単同均画第万随専])[{_KANJI_DIGITS}]{{1,24}}"
_J_NUMBER = rf"(?:{_J_FIGURE}|[{_KANJI_DIGITS}]{{1,24}})"

_MONTHS_LONG = "(?:箇|か|ヶ|カ|ヵ|ケ|個)月間?"
# Counters that follow figures; those that follow kanji numerals leave out what makes other
# words (十分, 一部, 一条 as a name) and place names (四日市, 一番町).
_COUNTER = (
    rf"(?:{_MONTHS_LONG}|年間|年度|年|月|日間|日(?!本)|週間|週|時間|時|分|秒|株|単元|円|ドル|ユーロ"
    "|名|人|回|個|口|社|件|通|部|票|倍|割|歳|才|期|度|種類?|位|階|丁目|番地|番|条|項|号|章|節|款"
    "|パーセント|%|㎡|平方メートル)"
)
_KANJI_COUNTER = (
    rf"(?:{_MONTHS_LONG}|年間|年度|年|月|日間|日(?![市町本])|週間|時間|株|円|名|人(?!事)|回|個|票|倍|割|歳"
    "|丁目|番地|番(?!町)|項|号)"
)
_FRACTION = rf"{_J_NUMBER}{_S}分の{_S}{_J_NUMBER}"
_ERA = "(?:明治|大正|昭和|平成|令和)"
_J_DAY = rf"{_J_NUMBER}{_S}月{_S}(?:{_J_NUMBER}{_S}日|末日)"
_J_YEAR = rf"(?:{_ERA}{_S}(?:元|{_J_NUMBER})|{_J_NUMBER}){_S}年"
_J_DATE = (
    rf"(?:{_J_YEAR}{_S}(?:{_J_DAY}|{_J_NUMBER}{_S}月(?!間))"
    rf"|{_ERA}{_S}(?:元|{_J_NUMBER}){_S}年度?"
    rf"|{_J_DAY})"
)
_PROVISION_UNIT = "(?:条|項|号|章|節|款|目|編|部|種|類|回|期|四半期|位)"
_PROVISION = (
    rf"第{_S}{_J_NUMBER}{_S}{_PROVISION_UNIT}"
    rf"(?:{_S}の{_S}{_J_NUMBER}(?!{_S}(?:分の|{_COUNTER})))*"
)
_NEARBY = rf"前{_S}{_J_NUMBER}{_S}(?:条|項|号)"
# この章, by which a provision names the part it stands in; but この条例 is another word.
_HERE = rf"この(?:編|章|節|款|目|条|項|号)(?!(?!又は|及び|並びに|若しくは)[{_KANJI}])"
_COUNTED = rf"(?:{_CURRENCY}?{_J_FIGURE}{_S}{_COUNTER}|{_J_SPELLED}{_KANJI_COUNTER}|若干[名人])"
# Conjunctions and adverbs written with a kanji: words, not a compound and a particle.
_CONJUNCTION = "又は|及び|並びに|若しくは|若くは|且つ|但し|最も|特に|都度|随時|適宜"
_ATOM = rf"(?:{_PROVISION}|{_J_DATE}|{_FRACTION}|{_COUNTED}|{_NEARBY}|{_HERE}|{_CONJUNCTION})"
_ATOM_HEAD = f"第前明大昭平令又及並若且但最特都随適{_KANJI_DIGITS}"

# -- hiragana --------------------------------------------------------------------------------

# Words written in hiragana that end the word before them, the longest first.
_HIRAGANA_WORDS = "|".join(
    sorted(
        (
            "こと とき ところ もの ため ほか うち いずれ すべて これ それ この その あの"
            " ことができる ことができない ものとする こととする できる できない"
            " として とする とした とし という である でない であって であり なければならない"
            " により による によって において における について につき にかかわらず"
            " もって おいて おける ついて つき より かかわらず から まで など のみ だけ ごと"
            " または および ならびに もしくは かつ ただし なお"
            " あらかじめ ともに やむを もっとも とくに"
        ).split(),
        key=lambda word: (-len(word), word),
    )
)
_H_END = rf"[^{_HIRAGANA}{_MARK}]|\Z"
_PARTICLE = "[はがをにのへともやでかな]"
# Longer verbs that drafters write in hiragana now and then.
_HIRAGANA_VERBS = "あた[るり]|あて|かんがみ|いう|みな[すし]|したが[うい]|おこな|うけ|もちい"
# A particle is the end of a hiragana stretch, or stands before a word of the list above, before
# a verb that is written in hiragana (する, ある, いる, なる, よる, あたる) or before another
# particle.
_PARTICLE_HERE = (
    rf"(?:を|{_PARTICLE}"
    rf"(?={_H_END}|{_HIRAGANA_WORDS}|する|し[たて]|[あいなよ][るりっ]|{_HIRAGANA_VERBS}|{_PARTICLE}(?:{_H_END})))"
)
# The forms of する after a noun. 買増し|を is a noun: no particle follows the verb's し.
_SURU = "(?:しなければ|しない|しよう|し[たて]|する|すべき|され|させ|せず|し(?![をがはのにもと]))"
_H = f"[{_HIRAGANA}]{_MARK}*"
_HIRAGANA_STOP = rf"(?={_H_END}|{_HIRAGANA_WORDS}|{_PARTICLE_HERE})"
# After a kanji は, が, を, に, の, へ, と and も are particles: no okurigana begins with them.
_NO_OKURIGANA = rf"[はがをにのへとも]|{_HIRAGANA_WORDS}|{_PARTICLE_HERE}"
_OKURIGANA = rf"(?!{_NO_OKURIGANA})(?:{_H})+?{_HIRAGANA_STOP}"

# A compound ends where a number, a date, a citation or a conjunction begins. ヶ between kanji
# (霞ヶ関) is part of it.
_COMPOUND = (
    rf"(?:(?:(?!{_ATOM})[{_ATOM_HEAD}]|(?![{_ATOM_HEAD}])[{_KANJI}]){_MARK}*"
    rf"|(?<=[{_KANJI}])[ヶヵ](?=[{_KANJI}]))+"
)
# 招集|する but 有する: a compound is a noun with the verb する, a single kanji is a verb's stem.
_TWO_KANJI = f"[{_KANJI}{_MARK}]" * 2
_KANJI_WORD = rf"{_COMPOUND}(?:(?<={_TWO_KANJI})(?={_SURU})|(?:{_OKURIGANA})?)"

# 届け出る, 払い込む: one verb, whose first part never stands before a particle.
_TWO_VERBS = rf"[届申取引払割繰差買売譲組積切読受立振][けしりきいみちてえ][{_KANJI}]{_OKURIGANA}"

# The form of a company before its name (株式会社|北野製作所, 株式会社|みなと): the name may change
# alone, and no kana behind it are okurigana.
_COMPANY_FORM = (
    rf"(?<![{_KANJI}])"
    "(?:(?:株式|有限|合同|合資|合名)会社|(?:一般|公益)(?:社団|財団)法人)"
    rf"(?=[{_KANJI}{_HIRAGANA}])"
)

# The names of an address are words of their own: 東京都|千代田区, 大阪市|北区. The prefectures and
# the cities that have wards are known; of 東京都民 or 大阪市立 nothing is cut.
_PREFECTURES = (
    "北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川"
    "|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口"
    "|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県"
)
_CITIES = (
    "(?:札幌|仙台|千葉|横浜|川崎|相模原|新潟|静岡|浜松|名古屋|京都|大阪|堺|神戸|岡山|広島|北九州"
    "|福岡|熊本)市"
)
_PLACE = (
    rf"(?:(?:{_PREFECTURES})(?=[{_KANJI}ヶケツ]{{1,5}}[市区郡町村])"
    rf"|{_CITIES}(?=[{_KANJI}]{{1,4}}区))"
)

# -- Latin and other letters -----------------------------------------------------------------

_WORD = (
    rf"(?:{_LETTER}+{_MARK}*)+(?:['’\-\u2010\u2011](?:{_LETTER}+{_MARK}*)+)*"
    r"(?:\((?:s|es|ies)\))?"
)
# he/she, his/her, and/or: one word. Longer words around a stroke are words of their own.
_STROKE_PAIR = r"\b[A-Za-z]{1,3}(?:/[A-Za-z]{1,3})+\b"
# The full stop of Ltd. belongs to it where no sentence can end: before a comma or と表示する.
_ABBREVIATION = (
    rf"\b(?:(?:[A-Za-z]\.){{2,}}|(?:Co|Ltd|Inc|Corp)\.(?=[{_KANJI}{_HIRAGANA}{_KATAKANA}、,]))"
)
_ABBREVIATION_BELOW_CJK = r"\b(?:(?:[A-Za-z]\.){2,}|(?:Co|Ltd|Inc|Corp)\.(?=,))"
_ADDRESS = (
    r"(?:https?://|www\.)[!#-&*-;=?-Z_a-z~]*[#-&*+\-/-9=@-Z_a-z~]"
    r"|\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)


# Most words of an English text: small letters before a space or a mark, of which no address,
# amount, abbreviation or pair with a stroke can be made. What may begin a spelled number or a
# citation is left to the rules for these; any other is found before eight rules are tried.
_USUAL_WORD_BELOW_CJK = (
    rf"(?!the\b|following|preceding|foregoing|next|{_TEENS}|{_TENS}|{_UNITS}|{_POWERS}|{_PARTS})"
    r"[a-z]+(?=[ ,;)])"
)


@cache
def _pattern(*, grouping_comma: bool, cjk: bool) -> re.Pattern[str]:
    """The grammar of a token in a shadow; the first alternative that fits is the token.

    Where the shadow holds nothing of ``cjk``, what needs it is left out, and the same is found:
    the whole grammar takes longer to compile than a table of ten articles takes to make.
    """
    figure = _FIGURE if grouping_comma else _FIGURE_ELSEWHERE
    number = (
        rf"{_CURRENCY}?(?:[0-9]+\s[0-9]+/[0-9]+|[0-9]+/[0-9]+|[0-9]{{1,2}}:[0-9]{{2}}"
        rf"|[0-9]+(?:-[0-9]+)+|{figure})(?:{_S}%)?(?!-?{_LETTER})"
    )
    below_cjk = (
        r"\s+",
        _USUAL_WORD_BELOW_CJK,
        _ADDRESS,
        rf"{_CURRENCY}?{_FIGURE}{_S}%",
        _ENGLISH_DATE,
        _ENGLISH_NEARBY,
        rf"{_SPELLED}(?:{_FIGURE_IN_BRACKETS})?",
        number.replace(_LETTER, _LETTER_BELOW_CJK),
        _ABBREVIATION_BELOW_CJK,
        _STROKE_PAIR,
        _WORD.replace(_LETTER, _LETTER_BELOW_CJK),
        ".",
    )
    alternatives = (
        r"\s+",
        _ADDRESS,
        _ATOM,
        _ENGLISH_DATE,
        _ENGLISH_NEARBY,
        rf"{_SPELLED}(?:{_FIGURE_IN_BRACKETS})?",
        number,
        _ABBREVIATION,
        _STROKE_PAIR,
        _WORD,
        _COMPANY_FORM,
        _PLACE,
        _TWO_VERBS,
        _KANJI_WORD,
        rf"(?:[{_KATAKANA}]{_MARK}*)+",
        rf"(?<=[{_KANJI}])(?={_SURU})(?:{_H})+?{_HIRAGANA_STOP}",
        rf"(?:{_HIRAGANA_WORDS})",
        rf"(?<=[^\W{_HIRAGANA}])[はがをにのへとも]",
        _PARTICLE_HERE,
        rf"(?:{_H})+?{_HIRAGANA_STOP}",
        "[\U0001f1e6-\U0001f1ff]{2}",
        ".",
    )
    grammar = alternatives if cjk else below_cjk
    return re.compile("|".join(f"(?:{one})" for one in grammar), re.DOTALL)


def tokens(text: str, language: str = "en") -> tuple[str, ...]:
    """Cut ``text`` into tokens that, joined, give ``text`` back.

    ``language`` is a BCP 47 tag; it decides what a comma between digits is. A token is a run
    of white space, a word, a number, an amount with its counter, a date, a citation of a
    provision, or one punctuation mark. No token begins with a combining mark, a variation
    selector or a zero-width joiner, and none ends with a joiner, except at the ends of a text
    that does so itself. Nothing is raised: every ``str`` has tokens.
    """
    shadow = _shadow(text)
    grouping_comma = language_of(language).groups_with_comma
    cjk = max(shadow, default="") >= _FIRST_OF_CJK
    pattern = _pattern(grouping_comma=grouping_comma, cjk=cjk)
    if _MARK in shadow or _JOINER in shadow:
        return tuple(text[start:end] for start, end in _whole(pattern.finditer(shadow), shadow))
    if shadow is text:
        return tuple(pattern.findall(text))
    return tuple(text[match.start() : match.end()] for match in pattern.finditer(shadow))


def _shadow(text: str) -> str:
    """``text`` as the grammar reads it: of the same length, folded as the module says."""
    if text.isascii():
        return text
    folded = {ord(one): _fold(one) for one in set(text) if not one.isascii()}
    return text.translate(folded)


@lru_cache(maxsize=16384)
def _fold(character: str) -> str:
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:  # the full-width forms of ASCII
        return chr(code - 0xFEE0)
    if code == 0xFFE5:
        return "¥"
    if code == 0x2212:
        return "-"
    if character == _JOINER:
        return _JOINER
    if (
        unicodedata.category(character) in ("Mn", "Mc", "Me")
        or code in (0x200C, 0xFF9E, 0xFF9F)  # non-joiner, half-width voiced sound marks
        or 0x1F3FB <= code <= 0x1F3FF  # skin tones
        or 0xE0020 <= code <= 0xE007F  # tags, in the flags of regions
    ):
        return _MARK
    return character


def _whole(matches: Iterator[re.Match[str]], shadow: str) -> Iterator[tuple[int, int]]:
    """The places of the tokens, with those joined that share a grapheme cluster."""
    start = end = 0
    for match in matches:
        here = match.start()
        if here > start and shadow[here] not in (_MARK, _JOINER) and shadow[here - 1] != _JOINER:
            yield start, here
            start = here
        end = match.end()
    if end > start:
        yield start, end
