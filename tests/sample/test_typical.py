"""The amendments that companies adopt most, from the clause files to the printed table.

Three of a Japanese company, and in the words of its translation, and four of bylaws in the United
States, and as an association in Japan says the same; all of them invented. The tables are recorded
as Markdown; their pages were looked at beside the rules.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import Charter
from amendtool.articles.findings import findings
from amendtool.articles.styles import BYLAWS, EN, JA, DraftingStyle
from amendtool.comparison.house import HOUSES
from amendtool.comparison.rows import make_table
from amendtool.comparison.table import Table
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, TABLE, render
from amendtool.render.table.markdown import to_markdown
from amendtool.repository.storage.loader import load

GOLDEN = Path(__file__).parent / "typical"
KABUSHIKI = {
    "01-general/000-chapter.md": "# 総則",
    "01-general/001-name.md": "# 商号\n\n当会社は、株式会社さざなみ工房と称する。",
    "01-general/002-objects.md": "# 目的\n\n当会社は、次の事業を営むことを目的とする。\n\n"
    "- (1) 木工品の製造及び販売\n- (2) 家具の修理\n- (3) 前各号に附帯する一切の事業",
    "01-general/003-office.md": "# 本店の所在地\n\n当会社は、本店を静岡県焼津市に置く。",
    "01-general/004-organs.md": "# 機関\n\n"
    "当会社は、株主総会及び取締役のほか、次の機関を置く。\n\n"
    "- (1) 取締役会\n- (2) 監査役\n- (3) 監査役会\n- (4) 会計監査人",
    "02-meetings/000-chapter.md": "# 株主総会",
    "02-meetings/005-call.md": "# 招集\n\n当会社の定時株主総会は、毎年６月に招集する。",
    "02-meetings/006-internet.md": "# 株主総会参考書類等のインターネット開示とみなし提供\n\n"
    "当会社は、株主総会の招集に際し、株主総会参考書類に記載すべき事項に係る情報を、"
    "インターネットで開示することにより、株主に対して提供したものとみなすことができる。",
    "03-directors/000-chapter.md": "# 取締役及び取締役会",
    "03-directors/007-number.md": "# 取締役の員数\n\n当会社の取締役は、８名以内とする。",
    "03-directors/008-election.md": "# 取締役の選任\n\n取締役は、株主総会の決議によって選任する。",
    "03-directors/009-term.md": "# 取締役の任期\n\n取締役の任期は、選任後２年以内に終了する"
    "事業年度のうち最終のものに関する定時株主総会の終結の時までとする。",
    "04-auditors/000-chapter.md": "# 監査役及び監査役会",
    "04-auditors/010-number-of-auditors.md": "# 監査役の員数\n\n当会社の監査役は、４名以内とする。",
    "04-auditors/011-full-time.md": "# 常勤の監査役\n\n"
    "監査役会は、その決議によって常勤の監査役を選定する。",
    "05-accounts/000-chapter.md": "# 計算",
    "05-accounts/012-fees.md": "# 会計監査人の報酬等\n\n会計監査人の報酬等は、"
    "代表取締役が監査役会の同意を得て定める。第11条の監査役は、その協議に加わる。",
}
ELECTRONIC = """
- delete: 第6条
- insert: 第6条
  key: electronic-provision
  chapter: 第2章
  heading: 電子提供措置等
  text: |
    当会社は、株主総会の招集に際し、株主総会参考書類等の内容である情報について、電子提供措置をとるものとする。

    ２　電子提供措置をとる事項の全部又は一部は、株主に交付する書面に記載しないことができる。
- insert: 附則第1条
  key: transition
  heading: 電子提供措置等に関する経過措置
  text: |
    変更前の第６条は、令和４年９月１日から６か月以内の日の株主総会については、なお効力を有する。

    ２　本条は、令和４年９月１日から６か月を経過した日にこれを削除する。
  delete_on: 2023-03-01
"""
COMMITTEE = """
- replace: 全ての規定
  find: 監査役会
  with: 監査等委員会
- replace: 全ての規定
  find: 監査役
  with: 監査等委員
- replace: 第7条
  text: |
    当会社の取締役（監査等委員であるものを除く。）は、８名以内とする。

    ２　当会社の監査等委員である取締役は、４名以内とする。
- replace: 第8条
  find: 株主総会の決議によって
  with: 監査等委員である取締役とそれ以外の取締役とを区別して、株主総会の決議によって
- insert: 第10条
  key: delegation
  chapter: 第3章
  heading: 重要な業務執行の決定の委任
  text: 重要な業務執行の決定の全部又は一部は、取締役会の決議によって、取締役に委任することができる。
- delete: 第10条
- insert: 附則第1条
  key: liability
  heading: 監査役の責任免除に関する経過措置
  text: 第４８期定時株主総会の終結前の監査役の行為に関する責任の免除については、なお従前の例による。
"""
OFFICE = """
- insert: 第2条第1項第2号
  text: 家具の設計及び賃貸
- replace: 第2条第1項第2号
  find: 家具の修理
  with: 家具及び建具の修理
- replace: 第3条
  find: 焼津市
  with: 静岡市
"""
CLUB = {
    "01-members/000-chapter.md": "# MEMBERS",
    "01-members/001-membership.md": "# Membership\n\n"
    "Any person may become a Member by a vote under Section 2.2.",
    "01-members/002-dues.md": "# Dues\n\nEach Member pays the dues that the Council fixes under "
    "Section 2.3.",
    "02-council/000-chapter.md": "# COUNCIL",
    "02-council/001-powers.md": "# Powers\n\nThe Council manages the affairs of the Corporation.",
    "02-council/002-votes.md": "# Votes\n\nThe Council acts by a majority of those present.",
    "02-council/003-fixing.md": "# Fixing of Dues\n\nThe Council fixes the dues by May 1 of each "
    "year, subject to Article III.",
    "03-finance/000-chapter.md": "# FINANCE",
    "03-finance/001-review.md": "# Review\n\nThe Finance Committee reviews the dues.",
    "04-general/000-chapter.md": "# GENERAL",
    "04-general/001-notice.md": "# Notice\n\nNotice under Section 2.2 or Section 3.1 is given in "
    "writing; see Article IV.",
}
INSERTED = """
- insert: Section 2.2
  key: meetings
  heading: Meetings
  text: The Council meets once in each quarter.
"""
TERM = """
- replace: all provisions
  find: Council
  with: Board of Directors
- replace: Article II heading
  text: BOARD OF DIRECTORS
"""
RESTATED = """
- restate: Article II
  text: |
    ARTICLE II — THE COUNCIL

    Section 2.1. Powers and Duties. The Council manages the property and the affairs of the
    Corporation and reports yearly.

    Section 2.2. Votes. The Council acts by two thirds of those in office.

    Section 2.3. Fixing of Dues. The Council fixes the dues by June 1 of each year, subject to
    Article III.
"""
DELETED = """
- delete: Article III
- replace: Section 2.3
  find: ", subject to Article III"
  with: ""
- replace: Section 4.1
  find: Section 2.2 or Section 3.1
  with: Section 2.2
"""
COMPANY = {
    "01-general/000-chapter.md": "# GENERAL PROVISIONS",
    "01-general/001-name.md": "# Trade Name\n\nThe Company shall be called Sazanami Kobo Co., Ltd.",
    "01-general/002-objects.md": "# Objects\n\nThe objects of the Company shall be to carry on the "
    "following businesses:\n\n- (1) manufacture and sale of wooden goods;\n"
    "- (2) repair of furniture; and\n- (3) all businesses incidental to the preceding items.",
    "01-general/003-office.md": "# Head Office\n\n"
    "The head office of the Company shall be located in Yaizu, Shizuoka.",
    "01-general/004-organs.md": "# Organs\n\nThe Company shall have, besides the general meeting "
    "of shareholders and directors:\n\n- (1) a Board of Directors;\n- (2) Corporate Auditors;\n"
    "- (3) a Board of Corporate Auditors; and\n- (4) an Accounting Auditor.",
    "02-meetings/000-chapter.md": "# GENERAL MEETINGS OF SHAREHOLDERS",
    "02-meetings/005-call.md": "# Convocation\n\n"
    "The ordinary general meeting of shareholders shall be convened in June of each year.",
    "02-meetings/006-internet.md": "# Disclosure through the Internet\n\nUpon convening a general "
    "meeting of shareholders, the Company may deem that it has provided shareholders with the "
    "reference documents by disclosing them through the Internet.",
    "03-directors/000-chapter.md": "# DIRECTORS AND BOARD OF DIRECTORS",
    "03-directors/007-number.md": "# Number of Directors\n\n"
    "The Company shall have not more than eight (8) directors.",
    "03-directors/008-election.md": "# Election of Directors\n\n"
    "Directors shall be elected by a resolution of a general meeting of shareholders.",
    "03-directors/009-term.md": "# Term of Office of Directors\n\nThe term of office of a director "
    "shall expire at the close of the ordinary general meeting of shareholders for the last "
    "business year that ends within two (2) years after the election.",
    "04-auditors/000-chapter.md": "# CORPORATE AUDITORS AND BOARD OF CORPORATE AUDITORS",
    "04-auditors/010-number-of-auditors.md": "# Number of Corporate Auditors\n\n"
    "The Company shall have not more than four (4) Corporate Auditors.",
    "04-auditors/011-full-time.md": "# Full-time Members\n\n"
    "The Board of Corporate Auditors shall appoint full-time Corporate Auditors.",
    "05-accounts/000-chapter.md": "# ACCOUNTS",
    "05-accounts/012-fees.md": "# Fees of the Accounting Auditor\n\nThe fees of the Accounting "
    "Auditor shall be fixed by the Representative Director with the consent of the Board of "
    "Corporate Auditors. The Corporate Auditors under Article 11 take part in the consultation.",
}
ELECTRONIC_EN = """
- delete: Article 6
- insert: Article 6
  key: electronic-provision
  chapter: Chapter 2
  heading: Measures for Electronic Provision
  text: |
    Upon convening a general meeting of shareholders, the Company shall take measures for
    electronic provision of the content of the reference documents.

    2 The Company may leave all or part of it out of the paper copies to be delivered to
    shareholders.
- insert: Supplementary Provisions Article 1
  key: transition
  heading: Transitional Measures
  text: |
    Article 6 before the amendment shall remain effective for meetings held within six (6)
    months from September 1, 2022.

    2 This Article shall be deleted on the day on which six (6) months have passed from
    September 1, 2022.
  delete_on: 2023-03-01
"""
COMMITTEE_EN = """
- replace: all provisions
  find: Board of Corporate Auditors
  with: Audit and Supervisory Committee
- replace: all provisions
  find: Corporate Auditors
  with: Audit and Supervisory Committee Members
- delete: Article 4 item (2)
- replace: Article 4 item (3)
  find: a Board of Corporate Auditors
  with: an Audit and Supervisory Committee
- replace: Chapter 4 heading
  text: AUDIT AND SUPERVISORY COMMITTEE
- replace: Article 7
  text: |
    The Company shall have not more than eight (8) directors (excluding those who are Audit
    and Supervisory Committee Members).

    2 The Company shall have not more than four (4) directors who are Audit and Supervisory
    Committee Members.
- replace: Article 8
  find: be elected
  with: |
    be elected, those who are Audit and Supervisory Committee Members being distinguished
    from the others,
- insert: Article 10
  key: delegation
  chapter: Chapter 3
  heading: Delegation of Decisions
  text: |
    All or part of the decisions on important business may be delegated to a director by a
    resolution of the Board of Directors.
- delete: Article 10
"""
OFFICE_EN = """
- insert: Article 2 item (2)
  text: design and lease of furniture;
- replace: Article 2 item (2)
  find: repair of furniture
  with: repair of furniture and fittings
- replace: Article 3
  find: Yaizu, Shizuoka
  with: Shizuoka, Shizuoka
"""
CLUB_JA = {
    "01-members/000-chapter.md": "# 会員",
    "01-members/001-membership.md": "# 入会\n\n"
    "会員になろうとする者は、第４条の決議を経なければならない。",
    "01-members/002-dues.md": "# 会費\n\n会員は、第５条の定めによる会費を納める。",
    "02-council/000-chapter.md": "# 評議会",
    "02-council/003-powers.md": "# 権限\n\n評議会は、本会の事務を処理する。",
    "02-council/004-votes.md": "# 決議\n\n評議会の決議は、出席した評議員の過半数をもって行う。",
    "02-council/005-fixing.md": "# 会費の決定\n\n"
    "評議会は、第３章の定めにより、毎年５月１日までに会費を定める。",
    "03-finance/000-chapter.md": "# 会計",
    "03-finance/006-review.md": "# 審査\n\n会計委員会は、会費を審査する。",
    "04-general/000-chapter.md": "# 雑則",
    "04-general/007-notice.md": "# 通知\n\n第４条又は第６条の通知は、書面で行う。",
}
INSERTED_JA = """
- insert: 第4条
  key: meetings
  heading: 開催
  text: 評議会は、年４回開催する。
"""
TERM_JA = """
- replace: 全ての規定
  find: 評議会
  with: 理事会
- replace: 全ての規定
  find: 評議員
  with: 理事
"""
RESTATED_JA = """
- restate: 第2章
  text: |
    第２章　評議会

    （権限及び義務）
    第３条　評議会は、本会の財産を管理し、その事務を処理し、毎年会員に報告する。

    （決議）
    第４条　評議会の決議は、在任する評議員の３分の２以上をもって行う。

    （会費の決定）
    第５条　評議会は、第３章の定めにより、毎年６月１日までに会費を定める。
"""
DELETED_JA = """
- delete: 第3章
- replace: 第5条
  find: 第３章の定めにより、
  with: ""
- replace: 第7条
  find: 第４条又は第６条
  with: 第４条
"""
CASES = {
    "ja-electronic": (KABUSHIKI, ELECTRONIC, JA, "ja-notice"),
    "ja-committee": (KABUSHIKI, COMMITTEE, JA, "ja-notice"),
    "ja-office": (KABUSHIKI, OFFICE, JA, "ja-notice"),
    "en-electronic": (COMPANY, ELECTRONIC_EN, EN, "en"),
    "en-committee": (COMPANY, COMMITTEE_EN, EN, "en"),
    "en-office": (COMPANY, OFFICE_EN, EN, "en"),
    "ja-inserted": (CLUB_JA, INSERTED_JA, JA, "ja-notice"),
    "ja-term": (CLUB_JA, TERM_JA, JA, "ja-notice"),
    "ja-restated": (CLUB_JA, RESTATED_JA, JA, "ja-notice"),
    "ja-deleted": (CLUB_JA, DELETED_JA, JA, "ja-notice"),
    "us-inserted": (CLUB, INSERTED, BYLAWS, "bylaws"),
    "us-term": (CLUB, TERM, BYLAWS, "bylaws-redline"),
    "us-restated": (CLUB, RESTATED, BYLAWS, "bylaws-redline"),
    "us-deleted": (CLUB, DELETED, BYLAWS, "bylaws"),
}


TITLES = {"ja": "定款", "en": "Articles of Incorporation", "bylaws": "Bylaws"}


def articles(files: dict[str, str], style: DraftingStyle) -> Charter:
    named = {f"articles/{path}": f"{text}\n".encode() for path, text in files.items()}
    return load(named, style).charter


def run(name: str) -> tuple[Application, Table]:
    files, operations, style, house = CASES[name]
    text = f"amendment: {name}\noperations:{operations}"
    amendment = read_amendment(text, style, file=f"{name}.yaml", name=name).amendment
    application = apply(articles(files, style), amendment, style)
    table = make_table(
        application.present, application.proposed, style=style, house=HOUSES[house],
        title="会則" if files is CLUB_JA else TITLES[style.name], kept=application.kept,
    )  # fmt: skip
    return application, table


@pytest.mark.parametrize("name", CASES)
def test_it_runs_from_end_to_end(name: str, golden: Callable[[Path, str], None]) -> None:
    _, _, style, house = CASES[name]
    application, table = run(name)
    assert not application.questions
    assert not findings(application.proposed, {}, style)
    assert apply(application.proposed, application.inverse, style).proposed == application.present
    golden(GOLDEN / f"{name}.md", to_markdown(table))
    for form in ("docx", "html"):
        assert render(TABLE, table, form)
    export = make_export(application.proposed, style=style, house=HOUSES[house], title="")
    assert render(ARTICLES, export, "docx")


def test_what_the_change_of_organs_leaves_over() -> None:
    application, _ = run("ja-committee")
    first, second = application.phrases
    assert (sum(n for _, n in first.replaced), first.left) == (4, ())
    assert [(place.text(JA), word) for place, word, _ in second.left] == [
        ("附則第１条見出し", "監査役"),
        ("附則第１条第１項", "監査役"),
    ]


def test_citations_follow_in_bylaws() -> None:
    application, _ = run("us-inserted")
    texts = {each.key: each.paragraphs[0].text for each in application.proposed.articles}
    assert texts["membership"].endswith("by a vote under Section 2.3.")
    application, _ = run("us-deleted")
    texts = {each.key: each.paragraphs[0].text for each in application.proposed.articles}
    assert texts["notice"] == "Notice under Section 2.2 is given in writing; see Article III."
