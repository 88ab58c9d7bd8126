"""Articles and chapters that are restated as a whole: matched, compiled, undone, carried over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.carry.carry import carry
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import Restate
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import (
    Article,
    Chapter,
    Charter,
    Status,
    article_texts,
    goes_unnumbered,
)
from amendtool.articles.numbers import Number
from amendtool.articles.styles import BYLAWS, EN, JA, DraftingStyle
from amendtool.articles.text.clause import parse_body
from amendtool.articles.text.printed import format_printed, read_printed
from amendtool.comparison.house import HOUSES
from amendtool.comparison.rows import make_table
from amendtool.errors import InputError, Place
from amendtool.render.plan import restatement_records, restatements_text
from tests import usual


def article(
    number: int | Number, heading: str | None, text: str, chapter: str | None = None,
    *, key: str = "", style: DraftingStyle = JA,
) -> Article:  # fmt: skip
    clause, problems = parse_body(text, style, place=lambda line, column: Place(line=line))
    assert not problems
    number = Number.of(number) if isinstance(number, int) else number
    return Article(
        key=key or heading or "", number=number, heading=heading, body=clause.body, chapter=chapter
    )


KUMIAI = Charter(
    chapters=(
        Chapter(key="soku", number=Number.of(1), heading="総則"),
        Chapter(key="kai", number=Number.of(2), heading="総会"),
        Chapter(key="rijikai", number=Number.of(3), heading="理事会"),
    ),
    articles=(
        article(1, "名称", "当会は、若葉会と称する。", "soku"),
        article(2, "招集", "総会は、理事長が招集する。\n２　招集の通知は、書面で発する。", "kai"),
        article(3, "議　長", "総会の議長は、次の順序による。\n(1) 理事長\n(2) 副理事長", "kai"),
        article(4, "書面表決", "会員は、書面で表決することができる。", "kai"),
        article(5, "議事録", "議事録は、事務所に備え置く。", "kai"),
        article(6, "開催", "第２条第２項の規定は、理事会について準用する。", "rijikai"),
        article(7, "議長の順序", "第３条第２号の者を欠くときは、第５条による。", "rijikai"),
    ),
)  # fmt: skip

CHAPTER = """第２章　総会

（目的）
第２条　総会は、会の最高の意思を決定する。
（招集）
第３条　総会は、理事長が招集する。
２　臨時の総会は、会員の請求によっても招集する。
３　招集の通知は、書面で発する。
（議長）
第４条　総会の議長は、次の順序による。
(1) 理事長
(2) 会長
(3) 副理事長
（議事録）
第５条　議事録は、事務所に備え置く。
"""


def amendment(text: str, style: DraftingStyle = JA) -> Amendment:
    return read_amendment(f"amendment: a\n{text}", style, file="a.yaml").amendment


def restated(target: str, text: str, more: str = "", style: DraftingStyle = JA) -> Amendment:
    block = "".join(f"      {line}\n" for line in text.strip("\n").split("\n"))
    return amendment(f"operations:\n  - restate: {target}\n    text: |\n{block}{more}", style)


def applied(
    target: str, text: str, more: str = "", *, charter: Charter = KUMIAI, style: DraftingStyle = JA
) -> Application:
    return apply(charter, restated(target, text, more, style), style)


def words(made: Application, key: str) -> str:
    return "\n".join(article_texts(made.proposed.by_key()[key]))


def test_what_goes_on_keeps_its_key_and_what_cites_it_follows() -> None:
    made = applied("第２章", CHAPTER)
    row = [(each.key, each.number.main) for each in made.proposed.articles if each.number]
    assert row == [
        ("名称", 1), ("目的", 2), ("招集", 3), ("議　長", 4), ("議事録", 5), ("開催", 6),
        ("議長の順序", 7),
    ]  # fmt: skip
    assert words(made, "開催").endswith("第３条第３項の規定は、理事会について準用する。")
    assert words(made, "議長の順序").endswith("第４条第３号の者を欠くときは、第５条による。")
    assert made.proposed.by_key()["議　長"].heading == "議　長"  # only the space differs
    assert not made.questions
    assert set(made.operations) == set(restated("第２章", CHAPTER).operations)
    assert made.origin["目的"] == made.origin["書面表決"] == {0}


def test_the_plan_says_what_it_was_understood_as() -> None:
    told = applied("第２章", CHAPTER).restatements
    assert restatements_text(told, JA) == (
        "Restated (operation 1)\n"
        "  goes on: 第２条 → 第３条, 第３条 → 第４条, 第５条\n"
        "  new: 第２条（目的）\n"
        "  deleted: 第４条（書面表決）\n"
    )
    (record,) = restatement_records(told, JA)
    assert record["provisions"][0] == {
        "kind": "new", "key": "目的", "present": None, "proposed": "Article 2",
    }  # fmt: skip


def test_the_table_puts_paragraphs_and_items_side_by_side() -> None:
    made = applied("第２章", CHAPTER)
    table = make_table(
        KUMIAI, made.proposed, style=JA, house=HOUSES["ja-notice"], kept=made.kept
    )  # fmt: skip
    rows = {row.key: row for row in table.rows}
    cells = [
        ["".join(run.text for run in block.runs) for block in side]
        for side in (rows["招集"].present, rows["招集"].proposed)
    ]
    assert "（新　設）" in cells[0]
    assert sum("招集の通知は" in each for side in cells for each in side) == 2
    parts = [(len(part.present), len(part.proposed)) for part in rows["議　長"].parts()]
    assert len(parts) > 1


def test_it_is_undone_and_restated_once_more_as_it_was() -> None:
    made = applied("第２章", CHAPTER)
    assert apply(made.proposed, made.inverse, JA).proposed == KUMIAI
    own = replace_chapter_text(KUMIAI)
    back = apply(made.proposed, restated("第２章", own), JA)
    assert [each.number for each in back.proposed.articles] == [
        each.number for each in KUMIAI.articles
    ]
    assert words(back, "招集") == "招集\n総会は、理事長が招集する。\n招集の通知は、書面で発する。"


def replace_chapter_text(charter: Charter) -> str:
    inner = tuple(each for each in charter.articles if each.chapter == "kai")
    return format_printed(Charter(chapters=charter.chapters[1:2], articles=inner), JA)


def test_one_article_may_stand_without_its_number_and_caption() -> None:
    made = applied("第２条", "総会は、理事長が招集する。\n２　通知は、電磁的方法でも発する。\n"
                             "３　招集の通知は、書面で発する。")  # fmt: skip
    assert words(made, "開催").endswith("第２条第３項の規定は、理事会について準用する。")
    assert made.proposed.by_key()["招集"].heading == "招集"
    printed = applied("第２条", "（招集の手続）\n第２条　総会は、理事長が招集する。")
    assert made.inverse.operations
    assert printed.proposed.by_key()["招集"].heading == "招集の手続"
    # The paragraph that was cited is gone, and no other one has its place.
    assert [problem.code for _, problem in printed.questions] == ["reference-to-deleted"]


def test_a_range_of_articles_may_grow_and_move() -> None:
    made = applied(
        "第３条から第４条まで",
        "（書面表決）\n第３条　会員は、書面で表決することができる。\n"
        "（代理）\n第４条　会員は、代理人により表決することができる。\n"
        "（議長）\n第５条　総会の議長は、次の順序による。\n(1) 理事長\n(2) 副理事長",
    )
    keys = [each.key for each in made.proposed.articles]
    assert keys == ["名称", "招集", "書面表決", "代理", "議　長", "議事録", "開催", "議長の順序"]
    assert words(made, "議長の順序").endswith("第５条第２号の者を欠くときは、第６条による。")
    assert apply(made.proposed, made.inverse, JA).proposed == KUMIAI


GUILD = Charter(
    chapters=(
        Chapter(key="meetings", number=Number.of(1), heading="MEETINGS"),
        Chapter(key="officers", number=Number.of(2), heading="OFFICERS"),
    ),
    articles=(
        article(Number.of(1, 1), "Annual Meeting", "The members meet in May.", "meetings",
                style=BYLAWS),
        article(Number.of(1, 2), "Quorum", "Ten members are a quorum.", "meetings", style=BYLAWS),
        article(Number.of(2, 1), "Election", "Officers are elected under Section 1.2.", "officers",
                style=BYLAWS),
        article(Number.of(2, 2), "Term", "Each officer serves for a year.", "officers",
                style=BYLAWS),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("ARTICLE I\nMEETINGS OF MEMBERS", "MEETINGS OF MEMBERS"),
        ("Article I — Meetings of Members", "Meetings of Members"),
        ("## Article 1. MEETINGS", "MEETINGS"),
        ("ARTICLE I", "MEETINGS"),
    ],
)
def test_an_article_of_bylaws_is_restated_as_it_is_printed(title: str, heading: str) -> None:
    text = f"""{title}

Section 1.1. Annual Meeting. The members meet in May
of each year.

SECTION 1.2 Notice
Notice is given under
Section 1.1 of these Bylaws by mail.

Section 1.3. Quorum. Twelve members are a quorum.
"""
    made = applied("Article I", text, charter=GUILD, style=BYLAWS)
    row = [(each.key, each.heading) for each in made.proposed.articles[:3]]
    assert row == [(each, each.title()) for each in ("Annual Meeting", "notice", "Quorum")]
    assert words(made, "Election").endswith("elected under Section 1.3.")
    assert words(made, "notice").endswith("under Section 1.1 of these Bylaws by mail.")
    assert made.proposed.chapters[0].heading == heading
    assert apply(made.proposed, made.inverse, BYLAWS).proposed == GUILD


def test_a_citation_at_the_beginning_of_a_line_opens_nothing() -> None:
    text = """Article I

Section 1.1. Annual Meeting. The members meet in May, subject to
Article II. They are called under
Section 2.1. The Council
may call them, too.
Section 1.2. Quorum. Ten members are a quorum.
"""
    made = applied("Article I", text, charter=GUILD, style=BYLAWS)
    assert words(made, "Annual Meeting").endswith(
        "subject to Article II. They are called under Section 2.1. The Council may call them, too."
    )
    assert [each.key for each in made.proposed.articles[:2]] == ["Annual Meeting", "Quorum"]
    with pytest.raises(InputError, match=r"goes on with the line before, or opens Section 1\.2"):
        restated("Article I", text.replace("too.", "as in"), style=BYLAWS)
    escaped = text.replace("too.\n", "as in\n\\").replace("Section 1.2. Quorum.", "Section 1.2.")
    assert len(restated("Article I", escaped, style=BYLAWS).operations) == 1


def test_a_text_below_items_is_no_part_of_the_last_one() -> None:
    text = """Section 1.2. Quorum. A quorum are:
(a) ten members
present in person;
(b) a Warden.
Proxies count.
"""
    made = applied("Section 1.2", text, charter=GUILD, style=BYLAWS)
    (quorum,) = made.proposed.by_key()["Quorum"].paragraphs
    assert [each.text for each in quorum.items] == ["ten members present in person;", "a Warden."]
    assert quorum.closing == "Proxies count."
    indented = (
        text.replace("(a)", "  (a)").replace("present", "    present").replace("(b)", "  (b)")
    )
    indented = indented.replace("a Warden.", "a Warden").replace("Proxies", "and proxies")
    made = applied("Section 1.2", indented, charter=GUILD, style=BYLAWS)
    (quorum,) = made.proposed.by_key()["Quorum"].paragraphs
    assert (len(quorum.items), quorum.closing) == (2, "and proxies count.")


def test_a_citation_that_was_left_behind_is_asked_about() -> None:
    text = CHAPTER.replace("議事録は、事務所", "議事録は、第２条の総会ごとに作り、事務所")
    charter = Charter(
        chapters=KUMIAI.chapters,
        articles=tuple(
            article(5, "議事録", "議事録は、第２条の総会ごとに作り、事務所に備え置く。", "kai")
            if each.key == "議事録"
            else each
            for each in KUMIAI.articles
        ),
    )
    made = applied("第２章", text, charter=charter)
    ((entry, problem),) = made.questions
    assert problem.code == "reference-restated"
    assert "becomes 第３条" in problem.message
    assert entry.before == "第２条"
    kept = applied("第２章", text, "  - keep: 第５条\n    find: 第２条\n", charter=charter)
    assert not kept.questions
    mended = applied("第２章", text.replace("第２条の総会", "第３条の総会"), charter=charter)
    assert not mended.questions


@pytest.mark.parametrize(
    ("target", "text", "more", "code", "path"),
    [
        ("第２章", "総会は、毎年開く。", "", "restated-text", ".text"),
        ("第２章", CHAPTER + "第３章　理事会\n第６条　毎月開く。", "", "restated-text", ".text"),
        ("第２条", CHAPTER, "", "restated-text", ".text"),
        ("第２条第１項", "総会は、毎年開く。", "", "restate-level", ".restate"),
        ("第９章", CHAPTER, "", "target-missing", ".restate"),
        ("第２章", CHAPTER.replace("第５条　議", "第６条　議"), "", "restated-number", ""),
        ("第２章", CHAPTER.replace("第５条　議", "第４条　議"), "", "number-twice", ".text"),
        ("第２章", CHAPTER, "  - delete: 第３条\n", "operations-overlap", "operations[1]"),
        ("第２章", CHAPTER, "  - insert: 第６条\n    chapter: 第２章\n    text: 休会できる。\n",
         "restated-otherwise", ""),
        ("第２章", CHAPTER, "  - insert: 第１条\n    chapter: 第１章\n    text: 置く。\n",
         "restated-number", ""),
        ("第１条", "当会は、若葉会と称する。", "", "no-change", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(
    target: str, text: str, more: str, code: str, path: str
) -> None:
    with pytest.raises(InputError) as caught:
        applied(target, text, more)
    place = path if path.startswith("operations") else f"operations[0]{path}"
    assert (code, place) in [(each.code, each.place.path) for each in caught.value.problems]


def test_a_number_that_is_not_the_one_it_gets_is_told_with_the_right_one() -> None:
    with pytest.raises(InputError) as caught:
        applied("第２章", CHAPTER.replace("第５条　議", "第６条　議"))
    (problem,) = caught.value.problems
    assert "the text numbers it 第６条" in problem.message
    assert "becomes 第５条" in problem.message


def test_it_is_carried_over_with_the_numbers_of_its_text() -> None:
    earlier = amendment(
        "operations:\n  - insert: 第２条\n    heading: 事務所\n    chapter: 第１章\n"
        "    text: 事務所を若葉市に置く。\n"
    )
    now = apply(KUMIAI, earlier, JA).proposed
    carried = carry(restated("第２章", CHAPTER), KUMIAI, now, JA)
    assert not carried.lost
    (operation,) = carried.amendment.operations
    assert isinstance(operation, Restate)
    numbers = [each.number.main for each in operation.text.articles if each.number]
    assert numbers == [3, 4, 5, 6]
    made = apply(now, carried.amendment, JA)
    assert words(made, "開催").endswith("第４条第３項の規定は、理事会について準用する。")


def test_it_stops_where_what_it_restates_was_rewritten_since() -> None:
    earlier = amendment("operations:\n  - replace: 第５条\n    text: 議事録は、作らない。\n")
    now = apply(KUMIAI, earlier, JA).proposed
    carried = carry(restated("第２章", CHAPTER), KUMIAI, now, JA)
    assert [each.code for each in carried.lost] == ["base-rewritten"]


def test_a_file_gives_it_back() -> None:
    for target, text, style in (
        ("第２章", CHAPTER, JA),
        ("第２条", "総会は、毎年開く。\n２　通知は、要しない。", JA),
        ("Article I", "Article I MEETINGS\nSection 1.1. Quorum. Ten are a quorum.", BYLAWS),
    ):
        one = restated(target, text, style=style)
        text = write_amendment(one, style)
        assert read_amendment(text, style, file="a.yaml").amendment.operations == one.operations


@given(data=st.data())
def test_what_is_printed_is_read_as_it_was(data: st.DataObject) -> None:
    style = data.draw(st.sampled_from((EN, JA)))
    charter = data.draw(usual.charters(style))
    printed = Charter(chapters=charter.chapters, articles=charter.articles)
    text = format_printed(printed, style)
    found, problems = read_printed(text, style, place=lambda line, column: Place(line=line))
    assert not problems, text

    def said(one: Charter) -> object:
        return (
            [(each.number, each.heading) for each in one.chapters],
            [(each.number, each.heading, each.body, each.status) for each in one.articles],
        )

    assert said(found) == said(printed)


@given(data=st.data())
def test_any_text_of_a_chapter_comes_out_as_it_is_written_and_is_undone(
    data: st.DataObject,
) -> None:
    style = data.draw(st.sampled_from((EN, JA)))
    own, other = (data.draw(usual.charters(style, most=5)) for _ in range(2))

    def plain(charter: Charter, home: str) -> tuple[Article, ...]:
        texts = [each for each in charter.articles if each.status is Status.TEXT]
        return tuple(
            Article(key=f"{home}{at}", number=Number.of(at), heading=each.heading, body=each.body,
                    chapter=home)
            for at, each in enumerate(texts, 1)
        )  # fmt: skip

    present = Charter(
        chapters=(Chapter(key="c", number=Number.of(1), heading="Board"),), articles=plain(own, "c")
    )
    new = plain(other, "c")
    assume(new and present.articles)
    target = Address(chapters=(Number.of(1),))
    text = Charter(chapters=present.chapters, articles=new)
    operation = Restate(target=AddressRange(target, target), text=text)
    amendment = Amendment(name="a", operations=(operation,), follow=False)
    assume(
        [list(article_texts(each)) for each in new]
        != [list(article_texts(each)) for each in present.articles]
    )
    made = apply(present, amendment, style)
    bodies = [list(article_texts(each)) for each in made.proposed.articles]
    wanted = [list(article_texts(each)) for each in new]
    for found, expected in zip(bodies, wanted, strict=True):
        assert found[-len(expected) :] == expected  # a caption that is left out stays
    assert apply(made.proposed, made.inverse, style).proposed == present


def silent(number: Number, key: str, text: str, chapter: str, style: DraftingStyle) -> Article:
    """An article without a number, below the heading of its chapter."""
    made = article(number, None, text, chapter, key=key, style=style)
    return replace(made, form=replace(style.article, silent=True))


OPENED = replace(
    KUMIAI,
    articles=(
        KUMIAI.articles[0],
        silent(Number((1,), nth=2, unprinted=True), "kai-text", "総会は、公開する。", "kai", JA),
        *KUMIAI.articles[1:],
    ),
)
COUNCIL = Charter(
    chapters=(
        Chapter(key="members", number=Number.of(1), heading="MEMBERS"),
        Chapter(key="council", number=Number.of(2), heading="COUNCIL"),
    ),
    articles=(
        article(Number.of(1, 1), "Fees", "See Section 2.1.", "members", style=BYLAWS),
        silent(
            Number((2, 0), unprinted=True), "council-text", "The Council is one.", "council", BYLAWS
        ),
        article(Number.of(2, 1), "Powers", "The Council decides.", "council", style=BYLAWS),
    ),
)


@pytest.mark.parametrize(
    ("below", "texts"),
    [
        ("総会は、公開する。", ["総会は、公開する。"]),
        ("総会は、何人にも公開する。", ["総会は、何人にも公開する。"]),
        ("", []),
    ],
)
def test_a_text_below_the_heading_of_a_chapter_goes_on(below: str, texts: list[str]) -> None:
    text = CHAPTER.replace(
        "第２章　総会\n", f"第２章　総会\n\n{below}\n" if below else "第２章　総会\n"
    )
    made = applied("第２章", text, charter=OPENED)
    found = [each for each in made.proposed.articles if goes_unnumbered(each)]
    assert [each.key for each in found] == ["kai-text"][: len(texts)]
    assert [each.paragraphs[0].text for each in found] == texts
    assert [each.number.main for each in made.proposed.articles if each.number][-1] == 7
    assert words(made, "議長の順序").endswith("第４条第３号の者を欠くときは、第５条による。")
    assert apply(made.proposed, made.inverse, JA).proposed == OPENED
    told = amendment(write_amendment(restated("第２章", text), JA).split("\n", 1)[1], JA)
    assert apply(OPENED, told, JA).proposed == made.proposed


def test_one_comes_below_a_heading() -> None:
    made = applied("第２章", CHAPTER.replace("総会\n", "総会\n\n総会は、年に一度とする。\n", 1))
    row = [(each.key, goes_unnumbered(each)) for each in made.proposed.articles][:3]
    assert [alone for _, alone in row] == [False, True, False]
    assert made.proposed.articles[1].chapter == "kai"
    assert apply(made.proposed, made.inverse, JA).proposed == KUMIAI


def test_bylaws_with_a_text_below_an_article() -> None:
    text = (
        "ARTICLE II — COUNCIL\n\nThe Council is one body.\n\nSection 2.1. Seat. It sits in Dover.\n"
        "\nSection 2.2. Powers. The Council decides."
    )
    made = applied("Article II", text, charter=COUNCIL, style=BYLAWS)
    keys = [each.key for each in made.proposed.articles]
    assert keys == ["Fees", "council-text", "seat", "Powers"]
    assert words(made, "council-text") == "The Council is one body."
    assert words(made, "Fees").endswith("See Section 2.2.")
    assert apply(made.proposed, made.inverse, BYLAWS).proposed == COUNCIL


BETWEEN = replace(
    KUMIAI,
    articles=(
        *KUMIAI.articles[:3],
        silent(Number((3,), nth=2, unprinted=True), "x", "次の二条は、議事に関する。", "kai", JA),
        *KUMIAI.articles[3:],
    ),
)
TWO_BETWEEN = replace(
    BETWEEN,
    articles=(
        *BETWEEN.articles[:4],
        silent(Number((3,), nth=3, unprinted=True), "y", "理事会は、別とする。", "kai", JA),
        *BETWEEN.articles[4:],
    ),
)
CALL = "（招集）\n第２条　総会は、理事長が招集する。\n２　招集の通知は、書面で発する。\n"
CHAIR = "（議長）\n第{}条　総会の議長は、次の順序による。\n(1) 理事長\n(2) 副理事長\n"
VOTE = "（書面表決）\n第{}条　会員は、書面で表決することができる。\n"
MINUTES = "（議事録）\n第{}条　議事録は、事務所に備え置く。\n"
TEXT, OTHER = "\n次の二条は、議事に関する。\n", "\n理事会は、別とする。\n"
DETAIL, NO_MINUTES = "\n細目は規程で定める。\n", "（議事録）\n第５条　なし。\n"


@pytest.mark.parametrize(
    ("charter", "parts", "keys"),
    [
        # As it stands, with other words, without it.
        (BETWEEN, (CALL, CHAIR.format(3) + TEXT, VOTE.format(4), NO_MINUTES),
         "招集 議　長 x:次の二条は、議事に関する。 書面表決 議事録"),
        (BETWEEN, (CALL, CHAIR.format(3) + DETAIL, VOTE.format(4), MINUTES.format(5)),
         "招集 議　長 x:細目は規程で定める。 書面表決 議事録"),
        (BETWEEN, (CALL, CHAIR.format(3), VOTE.format(4), MINUTES.format(5)),
         "招集 議　長 書面表決 議事録"),
        # Behind another article it is another text, as one goes with what it stands behind.
        (BETWEEN, (CALL, VOTE.format(3) + TEXT, MINUTES.format(4)),
         "招集 書面表決 new:次の二条は、議事に関する。 議事録"),
        (BETWEEN, (CALL, CHAIR.format(3), VOTE.format(4) + TEXT, MINUTES.format(5)),
         "招集 議　長 書面表決 new:次の二条は、議事に関する。 議事録"),
        # A line of the article itself.
        (BETWEEN, (CALL + DETAIL, CHAIR.format(3) + TEXT, VOTE.format(4)),
         "招集 議　長 x:次の二条は、議事に関する。 書面表決"),
        (TWO_BETWEEN, (CALL, CHAIR.format(3) + TEXT + OTHER, VOTE.format(4)),
         "招集 議　長 x:次の二条は、議事に関する。 y:理事会は、別とする。 書面表決"),
        (TWO_BETWEEN, (CALL, CHAIR.format(3) + OTHER, VOTE.format(4)),
         "招集 議　長 y:理事会は、別とする。 書面表決"),
    ],
)  # fmt: skip
def test_a_text_between_articles_goes_on(
    charter: Charter, parts: tuple[str, ...], keys: str
) -> None:
    text = "第２章　総会\n\n" + "\n".join(parts)
    made = applied("第２章", text, charter=charter)
    known = charter.by_key()
    row = [
        (each.key if each.key in known else "new")
        + (f":{each.paragraphs[0].text}" if goes_unnumbered(each) else "")
        for each in made.proposed.articles
        if each.chapter == "kai"
    ]
    assert " ".join(row) == keys
    assert apply(made.proposed, made.inverse, JA).proposed == charter
    # The record keeps what was understood, and it is read so again.
    (told,) = made.restatements
    (operation,) = restated("第２章", text).operations
    assert isinstance(operation, Restate)
    again = replace(restated("第２章", text), operations=(replace(operation, keys=told.keys),))
    assert apply(charter, again, JA).proposed == made.proposed


def test_a_text_between_articles_is_restated_alone_and_in_a_range() -> None:
    alone = applied("第３条の後の文", "次の二条は、表決に関する。", charter=BETWEEN)
    assert words(alone, "x") == "次の二条は、表決に関する。"
    text = CHAIR.format(3) + "\n次の二条は、表決に関する。\n\n" + VOTE.format(4)
    assert applied("第３条から第４条まで", text, charter=BETWEEN).proposed == alone.proposed
    assert [each.number for each in alone.proposed.articles] == [
        each.number for each in BETWEEN.articles
    ]


def test_a_text_between_articles_that_is_more_than_a_line_is_replaced_by_itself() -> None:
    for more in ({"heading": "議事"}, {"body": KUMIAI.articles[1].body}):
        row = tuple(replace(each, **more) if each.key == "x" else each for each in BETWEEN.articles)
        with pytest.raises(InputError) as caught:
            applied("第２章", CHAPTER, charter=replace(BETWEEN, articles=row))
        assert [each.code for each in caught.value.problems] == ["restate-unnumbered"]


def test_whoever_gives_a_chapter_a_text_is_told_what_to_write() -> None:
    def hint(charter: Charter, target: str, style: DraftingStyle) -> str:
        with pytest.raises(InputError) as caught:
            apply(
                charter,
                amendment(f"operations:\n  - replace: {target}\n    text: X.\n", style),
                style,
            )
        (problem,) = caught.value.problems
        assert problem.code == "chapter-text"
        return problem.hint

    assert "`第１条の後の文`" in hint(OPENED, "第２章", JA)
    assert "`text before Section 2.1`" in hint(COUNCIL, "Article II", BYLAWS)
    assert "`restate: 第２章`" in hint(KUMIAI, "第２章", JA)


def test_a_caption_may_end_with_the_only_stop() -> None:
    text = "ARTICLE II\nCOUNCIL\n\nSection 2.1 Seat. It sits in Dover.\n\n"
    text += "Section 2.2 Powers. It decides."
    made = applied("Article II", text, charter=COUNCIL, style=BYLAWS)
    row = [(each.key, each.heading) for each in made.proposed.articles]
    assert row == [("Fees", "Fees"), ("seat", "Seat"), ("Powers", "Powers")]
    assert words(made, "seat") == "Seat\nIt sits in Dover."


def test_a_number_that_opens_nothing_is_no_text_of_the_chapter() -> None:
    text = "ARTICLE II\nCOUNCIL\n\nSection 2.1 the Council decides, and sits in Dover.\n\n"
    with pytest.raises(InputError) as caught:
        applied("Article II", text + "Section 2.2. Seat. None.", charter=COUNCIL, style=BYLAWS)
    assert "restated-text" in {each.code for each in caught.value.problems}


def test_another_edition_gives_the_keys_of_a_chapter_without_its_heading() -> None:
    """The text leaves the line of the chapter out; the keys that are told name its articles."""
    bare = CHAPTER.partition("\n")[2]
    amending = restated("第２章", bare)
    first = apply(KUMIAI, amending, JA)
    (told,) = first.restatements
    assert len(told.keys) == len(CHAPTER.split("条　")) - 1
    keys = tuple(f"key-{n}" if key == "目的" else key for n, key in enumerate(told.keys))
    (operation,) = amending.operations
    assert isinstance(operation, Restate)
    named = replace(amending, operations=(replace(operation, keys=keys),))
    made = apply(KUMIAI, named, JA)
    assert "key-0" in made.proposed.by_key()
    assert [each.heading for each in made.proposed.articles] == [
        each.heading for each in first.proposed.articles
    ]
    assert {each.chapter for each in made.proposed.articles} == {"soku", "kai", "rijikai"}
