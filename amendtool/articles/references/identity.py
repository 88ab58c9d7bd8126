"""Which document the articles are: what they call themselves, and what is another's.

A 定款 that is cited in a 取締役会規程 is another document, and 本規程 the one that says so; in a
定款 it is the other way round. In the same way "the Bylaws" are these in bylaws, and others in
articles of incorporation. The title in the settings says which document it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from amendtool.patterns import compiled
from amendtool.values import dataclass

# What a Japanese title ends in that is a body of rules under a 定款, or beside one.
_JA_KINDS = (
    "規程|規則|規約|会則|細則|要綱|要領|要項|憲章|約款|契約書|契約|協定書|協定|基準|指針|条例|綱領"
    "|覚書|合意書|協約|憲法|法律|法|内規|寄附行為|寄付行為|規定|ガイドライン|マニュアル|規範|準則"
)
_LAWS = frozenset(("法", "法律", "憲法"))
_JA_TITLE = compiled(rf"(?P<name>[^\s\u3000「」『』（）()]*?(?P<kind>{_JA_KINDS}|定款))\Z")
# 本規程 can hardly mean another document than the one that says so. An agreement is often given
# the name 本契約 in a text that is none, so there the title has to say it.
_SELF = (
    "規程|規則|規約|会則|細則|要綱|要領|要項|憲章|約款|条例|綱領|内規|基準|指針|規範|準則"
    "|寄附行為|寄付行為"
    "|ガイドライン|マニュアル"
)
_BY_ITSELF = compiled(rf"[本当](?:{_SELF})")
_OF_US = "(?:当会社の?|当社の?|[本当](?:会|法人|組合)の?|本|当|この)"

_EN_KIND = compiled(
    r"(?P<head>(?:[A-Z][\w&’'-]*(?: and)? ){0,6}?)"
    r"(?P<kind>Articles(?: of (?:Incorporation|Association|Organi[sz]ation))?|By-?[Ll]aws|Charter"
    r"|Certificate [Oo]f (?:Incorporation|Formation|Organi[sz]ation)|Statutes"
    r"|Constitution|Agreement|Regulations|Rules|Policy|Code|Lease|Plan|Guidelines|Terms|Handbook"
    r"|Standing Orders|Procedures|Indenture|Deed|Declaration|Covenants)"
    r"(?![A-Za-z])(?! (?:Committee|Board|Member|School))"
)

# What a certificate of incorporation is called in itself; one of designations is another.
_OUR_CERTIFICATE = (
    r"(?:(?:[a-z]+ )?(?:amended )?(?:and )?restated )?certificate of"
    r" (?:incorporation|formation|organi[sz]ation)"
    r"|(?<=this )(?:(?:amended )?(?:and )?restated )?certificate(?! of)|charter"
)


@dataclass(frozen=True, slots=True)
class DocumentIdentity:
    """What a document is: its whole ``name`` and the ``kind`` that it ends in, or neither.

    Without them it is articles, in whatever words they speak of themselves.
    """

    name: str = ""
    kind: str = ""
    title: str = ""
    bodies: tuple[str, ...] = ()
    """What the body is called whose articles these are: the company, and its other names."""

    @property
    def articles(self) -> bool:
        """Whether 定款 and "the Articles" are this document."""
        return not self.kind or self.kind == "定款" or self.kind.startswith("Articles")

    @property
    def is_law(self) -> bool:
        """Whether it is one of the state's, which everybody cites by its name."""
        return self.kind in _LAWS

    @property
    def is_untold(self) -> bool:
        """Whether an English document has no title but those that are taken where none is said."""
        return self.title in ("", "Articles of Incorporation", "Bylaws")

    def is_ours(self, name: str, lead: str = "") -> bool:
        """Whether a Japanese ``name`` before a citation is this document, ``lead`` before it.

        本規程, この規程, 当会社規程 in a 規程, and the title itself; not 本会細則 there.
        """
        if _BY_ITSELF.fullmatch(name) or (
            lead.endswith("この") and re.fullmatch(f"{_SELF}|憲法|{self.kind or _SELF}", name)
        ):
            return True
        if not self.kind or self.kind == "定款":
            return False
        bare = re.sub(f"^{_OF_US}", "", name)
        # 本契約 in a 業務委託契約書
        said = [each + end for each in (name, bare) for end in ("", "書")]
        return any(each.endswith(self.kind) and self.title.endswith(each) for each in said)

    def is_our_body(self, name: str) -> bool:
        """Whether a body's ``name`` is that of the one whose document this is, or its end.

        In the articles of 日本サッカー協会 the 協会 is that one.
        """
        owner = self.name.removesuffix(self.kind)
        said = (owner, *self.bodies)
        return len(name) > 1 and any(each.endswith(name) for each in said)

    @property
    def own_names(self) -> str:
        """Matches, for English, what the document is called by: Operating Agreement, Agreement."""
        if self.articles:
            return ""
        if self.kind.startswith("Certificate"):
            return _OUR_CERTIFICATE
        words = self.name.split()
        names = (" ".join(words[at:]) for at in range(len(words)))
        return "|".join(map(re.escape, names)).replace("By\\-", "By").replace("By", "By-?")


@cache
def identity_of(title: str, language: str, bodies: tuple[str, ...] = ()) -> DocumentIdentity:
    """The document that a title names; nothing known where it says nothing of its kind.

    ``bodies`` are the names of the body whose document it is.
    """
    found = _identity_of(title, language)
    return replace(found, bodies=bodies) if bodies else found


def _identity_of(title: str, language: str) -> DocumentIdentity:
    title = title.strip()
    if language == "ja":
        found = _JA_TITLE.search(title)
        return (
            DocumentIdentity(found["name"], found["kind"], title) if found else DocumentIdentity()
        )
    known = _EN_KIND.search(title.title() if title.isupper() else title)
    return DocumentIdentity(known[0].strip(), known["kind"], title) if known else DocumentIdentity()
