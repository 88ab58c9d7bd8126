"""The registered matters that articles can contain, by the law of the company.

Where an amendment changes one, the change is registered. Which article holds which matter its
key is mapped to in the settings, by a person; captions only propose it.

Japan: Companies Act (会社法, Act No. 86 of 2005) art. 911(3), in the numbers that it has since
the amendment by Act No. 70 of 2019. Delaware registers the certificate of incorporation as a
whole, so there is no such list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from amendtool.articles.charter import Article, Charter
from amendtool.patterns import compiled
from amendtool.periods.counted import Told
from amendtool.periods.law import Law
from amendtool.values import dataclass

NOT_REGISTERED: Final = "none"
"""What the settings say of an article whose caption proposes a matter that it does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredMatter:
    """A matter that is registered: its word in the settings, its item in the law, its name.

    ``captions`` finds the captions of articles that usually hold it.
    """

    word: str
    item: str
    name: Told
    captions: re.Pattern[str]


def _matter(word: str, item: str, ja: str, en: str, captions: str) -> RegisteredMatter:
    pattern = compiled(captions, re.IGNORECASE)
    return RegisteredMatter(word=word, item=item, name=Told(ja, en), captions=pattern)


_JAPAN: Final = (
    _matter("objects", "i", "目的", "objects",
            r"(?:事業の)?目的|(?:business )?(?:purposes?|objects?|objectives?)"),
    _matter("trade-name", "ii", "商号", "trade name", r"商号|(?:trade|corporate|company) name"),
    _matter("head-office", "iii", "本店及び支店", "head office and branches",
            r"本店(?:の所在地|所在地|及び支店)?|"
            r"(?:location of (?:the )?)?(?:head|principal) office"),
    _matter("duration", "iv", "存続期間・解散の事由", "duration, grounds of dissolution",
            r"存続期間|解散(?:の)?事由|duration|grounds (?:of|for) dissolution"),
    _matter("authorised-shares", "vi", "発行可能株式総数", "authorised shares",
            r"発行可能株式総数(?:等)?|(?:total )?number of (?:shares authori[sz]ed to be issued|"
            r"authori[sz]ed shares)|(?:total number of )?authori[sz]ed shares|"
            r"total number of (?:shares )?(?:issuable|authori[sz]ed) shares"),
    _matter("share-content", "vii", "株式の内容", "content of shares",
            r".*種類株式.*|.*(?:優先|劣後)株式.*|株式の内容|株式の譲渡制限|class(?:es of)? shares?|"
            r".*preferred (?:shares?|stock).*|content of shares|"
            r"restrictions? on (?:the )?transfers? of shares"),
    _matter("unit", "viii", "単元株式数", "unit of shares",
            r"単元株式数.*|(?:number of shares (?:constituting|per) (?:one )?(?:a |share )?"
            r"(?:trading )?unit|share(?:-trading)? unit|unit shares)"),
    _matter("share-certificates", "x", "株券の発行", "share certificates",
            r"株券の発行|(?:issuance of )?share certificates"),
    _matter("registry-administrator", "xi", "株主名簿管理人", "shareholder registry administrator",
            r"株主名簿管理人(?:等)?|(?:administrator of (?:the )?(?:shareholders?|shareholders')"
            r" registe?ry?|(?:shareholder )?registry administrator|transfer agent)"),
    _matter("electronic-provision", "xii-2", "電子提供措置", "electronic provision of materials",
            r"電子提供措置(?:等)?|(?:measures for )?electronic provision.*"),
    _matter("organs", "xv-xix, xxii, xxiii", "機関", "organs",
            r"機関(?:の設置)?|(?:取締役会|会計参与|監査役|監査役会|会計監査人|監査等委員会|指名委員会等)の設置|"
            r"organs?|(?:establishment|setting up) of (?:the )?(?:board of directors|"
            r"(?:board of )?(?:company )?auditors?|accounting auditors?|organs?)"),
    _matter("auditor-scope", "xvii", "監査役の監査の範囲", "limits of auditors' scope",
            r"監査(?:役の(?:監査の)?)?(?:の)?範囲.*|scope of (?:the )?audits?.*"),
    _matter("exemption", "xxiv", "役員等の責任の免除", "exemption from liability",
            r".*責任の?免除.*|exemption.*liabilit.*"),
    _matter("liability-contracts", "xxv", "責任限定契約", "limitation-of-liability contracts",
            r".*責任限定(?:契約)?.*|.*limitation of liabilit.*|.*limiting liabilit.*"),
    _matter("public-notice", "xxvii-xxix", "公告の方法", "method of public notice",
            r"公告(?:の)?方法|(?:method|means|manner) of (?:giving )?public notices?"),
)  # fmt: skip
MATTERS: Final[Mapping[Law, Mapping[str, RegisteredMatter]]] = MappingProxyType(
    {
        Law.JP: MappingProxyType({each.word: each for each in _JAPAN}),
        Law.US_DE: MappingProxyType({}),
        Law.NONE: MappingProxyType({}),
    }
)


def proposed_matters(charter: Charter, law: Law) -> Iterator[tuple[Article, RegisteredMatter]]:
    """The articles whose caption is one under which a registered matter usually stands.

    A proposal for a person: what an article holds its words tell, not its caption.
    """
    for article in charter.articles:
        matter = proposed_matter(article.heading, law)
        if matter is not None:
            yield article, matter


def proposed_matter(heading: str | None, law: Law) -> RegisteredMatter | None:
    """The registered matter that a caption proposes; None where it proposes none."""
    if heading is None:
        return None
    caption = heading.strip(" 　()（）[]【】.")
    return next((each for each in MATTERS[law].values() if each.captions.fullmatch(caption)), None)
