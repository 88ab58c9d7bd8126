"""Drafting on the desk: what is done to the articles becomes operations, and nothing is lost."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from lxml import html

from tests.cli.conftest import PROGRAM, Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.test_server import Answer, Browser, started
from tests.render.test_accessibility import checked
from tests.repository.sandbox import clean_environment
from tests.sample.kitano import KITANO

HAND = """\
# Written by hand.
amendment: plan   # the name
title: A plan
operations:
# the second first
- replace: Article 2 heading   # a remark
  text: 'Objects'

# then the first
- replace: Article 1
  find: "Example Inc."
  with: 'Sample Inc.'
"""
PATH = "/proposals/plan/draft"


@dataclass
class Drafting:
    """A desk, and what is typed into the forms of one proposal on it."""

    desk: Browser
    path: str = PATH

    def tree(self, query: str = "") -> Any:
        page = self.desk(self.path + query)
        assert page.code == 200, page.body.decode()
        return parsed(page)

    def send(self, act: str, path: str = "", tree: Any = None, **fields: str) -> Answer:
        return sent(self.desk, path or self.path, self.proof, act=act, **fields)

    @property
    def proof(self) -> str:
        page = parsed(self.desk("/proposals/new"))
        found: str = page.xpath("//form//input[@name='csrf']/@value")[0]
        return found

    def words(self, key: str, heading: str, text: str, was: str = "") -> Answer:
        was = was or self.was(key)
        return self.send("words", key=key, heading=heading, text=text, was=was)

    def fill(self, act: str, key: str, **fields: str) -> Answer:
        """The form of an act as it stands on the page, with what is filled in."""
        for form in self.tree(f"?edit={key}").xpath(f"//form[input[@value='{act}']]"):
            if not set(fields) <= set(form.xpath(".//@name")):
                continue
            known = {each.get("name"): each.get("value", "") for each in form.xpath(".//input")}
            known |= {
                each.get("name"): (each.text or "").removeprefix("\n")
                for each in form.xpath(".//textarea")
            }
            known |= {
                each.get("name"): each.xpath("option[1]/@value")[0]
                for each in form.xpath(".//select")
            }
            del known["csrf"]
            return sent(self.desk, self.path, self.proof, **{**known, **fields})
        raise AssertionError(f"no form {act} of {key} has {set(fields)}")

    def was(self, key: str) -> str:
        seal: str = self.tree(f"?edit={key}").xpath("//input[@name='was']/@value")[0]
        return seal

    @property
    def yaml(self) -> str:
        text: str = self.tree().xpath("string(//textarea[@id='yaml'])")
        return text.removeprefix("\n")


def sent(desk: Browser, path: str, proof: str, **fields: str) -> Answer:
    where = urlsplit(desk.address)
    connection = http.client.HTTPConnection("127.0.0.1", where.port, timeout=120)
    headers = {
        "Cookie": desk.cookie,
        "Origin": f"http://127.0.0.1:{where.port}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", path, urlencode({"csrf": proof, **fields}), headers)
    found = connection.getresponse()
    answer = Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
    connection.close()
    return answer


@pytest.fixture
def drafting(small: Repository) -> Iterator[Drafting]:
    small.write("amendments/plan.yaml", HAND.encode())
    for desk in started(small):
        desk.enter()
        yield Drafting(desk)


def parsed(answer: Answer) -> Any:
    return html.fromstring(answer.body)


def file_of(repository: Repository, path: str) -> str:
    return (repository.path / path).read_bytes().decode()


def plain(answer: Answer) -> str:
    return re.sub(r"\s+", " ", str(parsed(answer).text_content()))


def test_a_new_proposal_is_drafted_and_saved_as_the_command_line_reads_it(
    small: Repository,
) -> None:
    for desk in started(small):
        desk.enter()
        drafting = Drafting(desk, "/proposals/2026-agm/draft")
        taken = sent(desk, "/proposals/new", drafting.proof, name="a/b", title="T")
        assert taken.code == 422
        assert b'value="a/b"' in taken.body
        begun = sent(desk, "/proposals/new", drafting.proof, name="2026-agm", title="Our plan")
        assert begun.code == 303
        assert small.status == []
        office = "The head office shall be in Osaka."
        assert drafting.words("office", "Seat", office).code == 303
        new = {"heading.en": "Seal", "text.en": "The Company has a seal."}
        assert drafting.send("add", key="purpose", **new).code == 303
        assert drafting.send("move", key="seal", after="name").code == 303
        assert drafting.send("phrase", find="the Company", **{"with": "this Company"}).code == 303
        assert "2026-agm" in plain(desk("/proposals"))
        saved = drafting.send("save")
        assert saved.code == 200, plain(saved)
        assert "Saved." in plain(saved)
        # What the template has left to be written is told, and asked about once more.
        assert "The Company proposes" in plain(desk(drafting.path))
        warned = drafting.send("finish")
        assert warned.code == 422
        assert "not finished" in plain(warned)
        assert drafting.send("finish", over="yes").code == 303
        assert b'value="reopen"' in drafting.send("save").body
        assert json.loads(small.at("status", "--json").data)["amendments"][0]["standing"] == (
            "pending"
        )
        assert b"/adopt" in desk("/amendments/2026-agm.html").body
        assert "The Company proposes" in plain(desk("/amendments/2026-agm/adopt"))
        finished = file_of(small, "amendments/2026-agm.yaml")
        assert drafting.send("reopen").code == 303
        assert drafting.send("save").code == 200
        again = file_of(small, "amendments/2026-agm.yaml").splitlines()
        (at,) = (number for number, line in enumerate(again) if line.startswith("draft: "))
        assert again[:at] + again[at + 1 :] == finished.splitlines()
        assert desk("/amendments/2026-agm.html").body.count(b"/adopt") == 0
    assert small.status == ["?? amendments/2026-agm.yaml"]
    assert "Our plan" in file_of(small, "amendments/2026-agm.yaml")
    planned = small.at("plan", "2026-agm")
    assert planned.code == 0, planned.err
    assert small.at("apply", "2026-agm", "--adopted", "2026-06-25").code == 0
    seal = small.at("show", "Article 2").out
    assert "Seal" in seal
    assert office in small.at("show", "Article 4").out


def test_a_hand_written_file_keeps_its_bytes_and_an_act_is_undone(
    drafting: Drafting, small: Repository
) -> None:
    office = "The head office shall be in Osaka."
    assert drafting.words("office", "Office", office).code == 303
    assert file_of(small, "amendments/plan.yaml") == HAND
    after = drafting.yaml
    assert drafting.send("undo").code == 303
    assert drafting.yaml == HAND
    assert drafting.send("redo").code == 303
    assert drafting.yaml == after
    assert drafting.send("save").code == 200
    written = file_of(small, "amendments/plan.yaml")
    assert written == after
    own = [each for each in written.splitlines() if each in HAND.splitlines()]
    assert own == HAND.splitlines()
    # Taken back in words, nothing is left of it.
    before = "The Company shall have its head office in Minato-ku, Tokyo."
    assert drafting.words("office", "Office", before).code == 303
    assert drafting.yaml == HAND


def test_what_is_typed_is_found_again_after_a_killed_server(small: Repository) -> None:
    small.write("amendments/plan.yaml", HAND.encode())
    typed = "The seat\nis <b>not</b> yet a sentence"
    program, address = killable(small)
    try:
        desk = Browser(address)
        desk.enter()
        drafting = Drafting(desk)
        assert drafting.words("office", "Seat", "The head office is in Osaka.").code == 303
        fields = {"act": "words", "key": "name", "heading": "N", "text": typed}
        kept = sent(desk, "/proposals/plan/typed", drafting.proof, **fields)
        assert json.loads(kept.body) == {"kept": True}
    finally:
        os.kill(program.pid, signal.SIGKILL)
        program.communicate()
    assert file_of(small, "amendments/plan.yaml") == HAND
    # A verb that writes and finishes what was cut off leaves the draft alone.
    assert small.at("new", "other").code == 0
    for desk in started(small):
        desk.enter()
        drafting = Drafting(desk)
        tree = drafting.tree("?edit=name")
        assert tree.xpath("string(//textarea[@id='text'])").removeprefix("\n") == typed
        assert tree.xpath("//input[@id='heading']/@value") == ["N"]
        assert not tree.xpath("//textarea//b")
        assert "is in Osaka." in drafting.yaml
        listed = desk("/proposals").body
        assert b"with changes that are not saved yet" in listed
        assert drafting.send("forget", place="words:name").code == 303
        assert "not yet" not in drafting.tree("?edit=name").xpath("string(//textarea[@id='text'])")
        assert drafting.send("discard").code == 303
        assert drafting.yaml == HAND


def killable(repository: Repository) -> tuple[subprocess.Popen[str], str]:
    """A desk that somebody may kill, and its address."""
    program = subprocess.Popen(
        [*PROGRAM, "desk", "--no-browser"],
        cwd=repository.path,
        env=clean_environment(repository.path.parent) | {"AMENDTOOL_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    return program, program.stdout.readline().strip()


def test_a_window_that_is_behind_loses_neither_words_nor_those_of_the_other(
    drafting: Drafting,
) -> None:
    was = drafting.was("office")
    assert drafting.words("office", "Office", "The first window.").code == 303
    behind = drafting.words("office", "Office", "The second window.", was=was)
    assert behind.code == 409
    tree = parsed(behind)
    assert tree.xpath("string(//textarea[@id='text'])").removeprefix("\n") == "The second window."
    assert "The first window." in tree.xpath("string(//article[@id='article-office'])")
    again = tree.xpath("//input[@name='was']/@value")[0]
    assert drafting.words("office", "Office", "The second window.", was=again).code == 303
    assert drafting.yaml.count("The second window.") == 1
    # Acts on different provisions do not meet, whichever window they come from.
    was = drafting.was("name")
    assert drafting.words("purpose", "Aims", "Its purpose is trade.").code == 303
    assert drafting.words("name", "Name", "It is called Sample Inc.", was=was).code == 303


OTHERS = HAND + "\n# by somebody else\n- delete: Article 3\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "kept"),
    [
        # Each another operation: both stay, with their comments.
        (("name", "Firm", ""), OTHERS, ["heading", "# by somebody else", "Firm"]),
        # One in front, one behind.
        (("purpose", "", "Its purpose is trade."), OTHERS, ["# by somebody else", "trade"]),
        # Another title, and an operation of mine.
        (
            ("name", "Firm", ""),
            HAND.replace("A plan", "Another plan"),
            ["title: Another plan", "Firm", "# a remark"],
        ),
        # An operation of theirs is gone.
        (
            ("office", "Seat", ""),
            HAND.replace("# then the first\n", "").replace(
                "- replace: Article 1\n  find: \"Example Inc.\"\n  with: 'Sample Inc.'\n", ""
            ),
            ["Seat", "# a remark"],
        ),
    ],
)
def test_what_somebody_else_saved_is_merged_by_operation(
    drafting: Drafting, small: Repository, mine: tuple[str, str, str], theirs: str, kept: list[str]
) -> None:
    key, heading, text = mine
    tree = drafting.tree(f"?edit={key}")
    heading = heading or tree.xpath("//input[@id='heading']/@value")[0]
    text = text or tree.xpath("string(//textarea[@id='text'])").removeprefix("\n")
    assert drafting.words(key, heading, text).code == 303
    small.write("amendments/plan.yaml", theirs.encode())
    saved = drafting.send("save")
    assert saved.code == 200, plain(saved)
    assert "somebody else" in plain(saved).lower()
    written = file_of(small, "amendments/plan.yaml")
    assert all(each in written for each in kept)
    # Every line of theirs stands as they wrote it.
    lines = iter(written.splitlines())
    assert all(each in lines for each in theirs.splitlines())
    assert small.at("check", "plan").code == 0


def test_where_both_changed_the_same_somebody_is_asked(
    drafting: Drafting, small: Repository
) -> None:
    assert drafting.words("purpose", "Mine", "Its purpose is trade.").code == 303
    theirs = HAND.replace("'Objects'", "'Theirs'")
    small.write("amendments/plan.yaml", theirs.encode())
    asked = drafting.send("save")
    assert asked.code == 409
    assert file_of(small, "amendments/plan.yaml") == theirs
    tree = parsed(asked)
    assert "Theirs" in plain(asked)
    over = tree.xpath("//input[@name='over']/@value")[0]
    # Yet another change: what was shown is not what would be written over.
    other = theirs.replace("Theirs", "Third")
    small.write("amendments/plan.yaml", other.encode())
    again = drafting.send("save", over=over)
    assert again.code == 409
    assert file_of(small, "amendments/plan.yaml") == other
    assert drafting.send("theirs").code == 303
    assert drafting.yaml == other
    assert drafting.send("undo").code == 303
    assert "Mine" in drafting.yaml
    assert drafting.send("save").code == 200
    assert "Mine" in file_of(small, "amendments/plan.yaml")


def test_the_file_is_edited_in_its_own_words_with_what_is_wrong_at_its_line(
    drafting: Drafting,
) -> None:
    tree = drafting.tree()
    was = tree.xpath("//form[@data-place='yaml']//input[@name='was']/@value")[0]
    wrong = HAND.replace("Article 1\n", "Article 91\n")
    answer = drafting.send("yaml", text=wrong, was=was)
    assert answer.code == 422
    line = wrong.splitlines().index("- replace: Article 91") + 1
    assert f"amendments/plan.yaml:{line}" in plain(answer)
    tree = parsed(answer)
    assert tree.xpath("string(//textarea[@id='yaml'])").removeprefix("\n") == wrong
    right = HAND.replace("Sample", "Simple")
    assert drafting.send("yaml", text=right, was=was).code == 303
    assert drafting.yaml == right
    assert drafting.send("yaml", text=HAND, was=was).code == 409


def test_a_file_that_cannot_be_read_is_mended_on_its_page(
    drafting: Drafting, small: Repository
) -> None:
    small.write("amendments/plan.yaml", (HAND + "- delete: Article 99\n").encode())
    page = drafting.desk(PATH)
    assert page.code == 200
    assert "Article 99" in plain(page)
    was = parsed(page).xpath("//form[@data-place='yaml']//input[@name='was']/@value")
    assert drafting.send("yaml", text=HAND, was=was[0]).code == 303
    assert drafting.send("save").code == 200
    assert file_of(small, "amendments/plan.yaml") == HAND


@pytest.mark.parametrize(("how", "to"), [("stay", ""), ("turn", "Article 1")])
def test_a_question_is_answered_by_a_button(small: Repository, how: str, to: str) -> None:
    cites = "# Office\n\nThe office is kept under Article 2 of these Articles.\n"
    small.write("articles/003-office.md", cites.encode())
    small.git("commit", "-qam", "The articles")
    small.write("amendments/plan.yaml", b"amendment: plan\noperations:\n  - delete: Article 2\n")
    for desk in started(small):
        desk.enter()
        drafting = Drafting(desk)
        assert small.at("plan", "plan").code != 0
        tree = drafting.tree()
        assert "Article 2" in tree.xpath("string(//section[@aria-labelledby='questions'])")
        seal = tree.xpath("//input[@name='seal']/@value")[0]
        unclear = drafting.send("answer", seal=seal, how="turn", to="nowhere at all")
        assert unclear.code == 422
        assert drafting.send("answer", seal=seal, how=how, to=to).code == 303
        assert not drafting.tree().xpath("//section[@aria-labelledby='questions']")
        gone = drafting.send("answer", seal=seal, how=how, to=to)
        assert gone.code == 422
        assert drafting.send("save").code == 200
    assert small.at("plan", "plan").code == 0


def test_the_table_follows_what_is_typed_and_says_what_is_wrong(drafting: Drafting) -> None:
    fields = {"act": "words", "key": "office", "heading": "Office"}
    path, proof = "/proposals/plan/table", drafting.proof
    before = drafting.yaml
    typed = sent(drafting.desk, path, proof, text="A seat in <i>Osaka</i> & Kobe.", **fields)
    tree: Any = html.fromstring(json.loads(typed.body)["table"])
    assert "A seat in <i>Osaka</i> & Kobe." in tree.xpath("string(//div[@id='live'])")
    assert "Objects" in tree.xpath("string(//div[@id='live'])")
    nothing = json.loads(sent(drafting.desk, path, proof, text=" ", **fields).body)
    assert "no text" in nothing["wrong"][0]
    assert drafting.yaml == before


def test_who_may_not_and_what_is_not_there(drafting: Drafting, small: Repository) -> None:
    assert sent(drafting.desk, PATH, "wrong", act="undo").code == 403
    assert drafting.desk("/proposals/none/draft").code == 404
    assert drafting.send("undo", path="/proposals/none/draft").code == 404
    assert drafting.send("fly").code == 404
    assert drafting.desk("/proposals/..%2Famendtool/draft").code == 404
    assert drafting.words("nowhere", "X", "Y", was="x").code == 422
    assert small.at("apply", "plan", "--adopted", "2026-06-25").code == 0
    assert drafting.desk(PATH).code == 409
    assert drafting.send("undo").code == 409


def test_a_read_only_desk_has_no_drafts(small: Repository) -> None:
    small.write("amendments/plan.yaml", HAND.encode())
    for desk in started(small, read_only=True):
        desk.enter()
        assert desk("/proposals").code == 404
        assert desk(PATH).code == 404


def test_articles_in_two_editions_are_drafted_together(tmp_path: Path) -> None:
    repository = Repository(path=shutil.copytree(KITANO, tmp_path / "kitano"))
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "The articles")):
        repository.git(*words)
    for desk in started(repository):
        desk.enter()
        drafting = Drafting(desk, "/proposals/both/draft")
        assert sent(desk, "/proposals/new", drafting.proof, name="both", title="両方").code == 303
        new = {
            "heading.ja": "雑則",
            "text.ja": "細目は、取締役会が定める。",
            "heading.en": "Miscellany",
            "text.en": "The board lays down the details.",
        }
        half = {each: words for each, words in new.items() if each != "text.en"}
        assert drafting.send("add", key="organs", **half).code == 422
        assert drafting.tree("?edit=organs").xpath("//input[@id='heading-ja']/@value") == ["雑則"]
        assert drafting.send("add", key="organs", **new).code == 303
        english = Drafting(desk, "/en/proposals/both/draft")
        assert "The board lays down the details." in english.tree().text_content()
        fields = {"key": "head-office", "heading": "Seat", "text": "Its seat is in Nagano."}
        assert english.send("words", was=english.was("head-office"), **fields).code == 303
        assert "edition: en" in drafting.yaml
        assert drafting.send("delete", key="own-shares").code == 303
        assert drafting.yaml.count("- delete: ") == 1
        # An article that others cite is deleted: that asks, in both editions.
        shown = drafting.tree().xpath("//section[@aria-labelledby='questions']//li")
        assert len(shown) >= 2
        for _ in range(8):
            seals = drafting.tree().xpath("//input[@name='seal']/@value")
            if not seals:
                break
            assert drafting.send("answer", seal=seals[0], how="stay").code == 303
        assert drafting.send("save").code == 200
    assert repository.at("plan", "both").code == 0


def test_another_proposal_on_the_same_provision_is_told_where_it_is(
    drafting: Drafting, small: Repository
) -> None:
    small.amend("other", "  - delete: Article 1\n", more="title: Another one\n")
    small.amend("wrong", "  - delete: Article 99\n")
    tree = drafting.tree()
    (told,) = tree.xpath("//section[@aria-label='Other proposals on the same provisions']")
    assert "Article 1" in told.text_content()
    assert "Article 2" not in told.text_content()
    link = "/proposals/other/draft"
    assert told.xpath(".//a[contains(@href, $link)]", link=link[1:].removeprefix("proposals/"))
    first, second = tree.xpath("//ol[@class='desk-operations']/li")
    assert "Another one" not in first.text_content()
    assert "Another one" in second.text_content()
    listed = parsed(drafting.desk("/proposals")).xpath("//ul[@class='desk-list']/li")
    said = {each.xpath("string(h2)"): " ".join(each.text_content().split()) for each in listed}
    assert "The same provisions are in: Another one (Article 1)" in said["A plan"]
    assert "The same provisions are in: A plan (Article 1)" in said["Another one"]
    assert "The same provisions" not in said["wrong"]


def test_a_proposal_without_a_reason_is_told_before_it_is_adopted(
    drafting: Drafting,
) -> None:
    assert "no reason is given" in plain(drafting.desk(PATH))
    assert "no reason is given" in plain(drafting.desk("/amendments/plan/adopt"))
    reasoned = HAND.replace("operations:", "reasons: [It is time.]\noperations:")
    was = drafting.tree().xpath("//form[@data-place='yaml']//input[@name='was']/@value")[0]
    assert drafting.send("yaml", text=reasoned, was=was).code == 303
    assert "no reason is given" not in plain(drafting.desk(PATH))


def test_the_table_is_shown_in_another_house_style_and_stays_so(drafting: Drafting) -> None:
    def head() -> str:
        return str(drafting.tree().xpath("string(//div[@id='live']//thead)"))

    before = head()
    names = drafting.tree().xpath("//select[@id='house']/option/text()")
    assert drafting.send("house", house="ja-notice").code == 303
    assert "現行定款" in head()
    fields = {"act": "words", "key": "office", "heading": "Office", "text": "A seat in Osaka."}
    typed = sent(drafting.desk, "/proposals/plan/table", drafting.proof, **fields)
    assert "現行定款" in json.loads(typed.body)["table"]
    assert drafting.yaml == HAND
    assert drafting.send("house", house=names[0]).code == 303
    assert head() == before
    assert drafting.send("house", house="../../etc/passwd").code == 303
    assert head() == before


@pytest.mark.long
def test_every_verb_has_its_form_in_two_editions(tmp_path: Path) -> None:
    repository = Repository(path=shutil.copytree(KITANO, tmp_path / "kitano"))
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "The articles")):
        repository.git(*words)
    for desk in started(repository):
        desk.enter()
        drafting = Drafting(desk, "/proposals/verbs/draft")
        assert sent(desk, "/proposals/new", drafting.proof, name="verbs", title="件").code == 303

        def done(act: str, key: str, **fields: str) -> None:
            answer = drafting.fill(act, key, **fields)  # noqa: B023 - called in this round
            assert answer.code == 303, plain(answer)

        captions = {"heading.ja": "事務取扱", "heading.en": "Handling"}
        done("split", "registrar", place="第12条第３項", **captions)
        done("merge", "board-notice")
        done(
            "insert-provision", "proxy", **{"text.ja": "代理人は、１名とする。", "text.en": "One."}
        )
        done("move-provision", "election-of-directors", after="第15条第１項")
        done("delete-provision", "liability-of-auditors")
        whole = drafting.tree("?edit=business-year").xpath("string(//*[@id='restate-text-ja'])")
        done("restate", "business-year", **{"text.ja": whole.strip().replace("４月", "６月")})
        done("mark", "trade-name", mark="第一条")
        done("new-chapter", "board-chairman", **{"heading.ja": "取締役会", "heading.en": "Board"})
        done("title", "shares", **{"heading.ja": "株式等"})
        assert "株式等" in drafting.yaml
        done("move-chapter", "accounting-auditor", after="shareholders-meetings")
        done("dissolve", "shares")
        yaml = drafting.yaml
        for verb in ("split", "merge", "restate", "move", "delete", "insert", "replace"):
            assert f"- {verb}: " in yaml
        assert yaml.count("edition: ja") == 2, yaml  # restated and marked in one edition
        # What was chosen when the page showed something else is not done to another provision.
        tree = drafting.tree("?edit=proxy")
        was = tree.xpath("//form[input[@value='delete-provision']]/input[@name='was']/@value")[0]
        place = tree.xpath("//form[input[@value='delete-provision']]/input[@name='place']/@value")
        text = drafting.tree("?edit=proxy").xpath("string(//textarea[@id='text'])").strip()
        assert drafting.words("proxy", "代理", text).code == 303
        fields = {"key": "proxy", "was": was, "place": place[0]}
        assert drafting.send("delete-provision", **fields).code == 409
        refused = drafting.fill("split", "registrar", place="第99条第１項")
        assert refused.code == 422
        for _ in range(12):
            seals = drafting.tree().xpath("//input[@name='seal']/@value")
            if not seals:
                break
            assert drafting.send("answer", seal=seals[0], how="stay").code == 303
        assert drafting.send("save").code == 200
        assert drafting.send("undo").code == 303
        assert drafting.send("redo").code == 303
    planned = repository.at("plan", "verbs")
    assert planned.code == 0, planned.err


SEVERAL = """\
amendment: plan
title: A plan
operations:
# all of them
- insert: Supplementary Provisions
  text: |
    Article 1. (Start) It takes effect at noon.

    Article 2. (End) It ends in July.
  delete_on: 2030-07-31
- replace: Article 3   # the office
  find: Minato
  with: Chuo
"""


def test_each_article_of_one_text_is_edited_and_nothing_else_is_written_anew(
    small: Repository,
) -> None:
    small.write("amendments/plan.yaml", SEVERAL.encode())
    for desk in started(small):
        desk.enter()
        drafting = Drafting(desk)
        assert drafting.words("purpose", "Purpose", "Its purpose is trade.").code == 303
        assert "- insert: Supplementary Provisions\n" in drafting.yaml, "nobody has edited those"
        assert drafting.words("end", "End", "It ends in August.").code == 303
        yaml = drafting.yaml
        assert yaml.index("Provisions Article 1\n") < yaml.index("Provisions Article 2\n")
        assert yaml.count("delete_on: 2030-07-31") == 2
        assert "# all of them" in yaml
        assert "- replace: Article 3   # the office\n  find: Minato\n  with: Chuo\n" in yaml
        assert drafting.send("undo").code == 303
        assert "- insert: Supplementary Provisions\n" in drafting.yaml
        assert drafting.send("delete", key="end").code == 303
        assert "It ends" not in drafting.yaml
        assert "find: Minato" in drafting.yaml
        assert drafting.send("save").code == 200
    planned = small.at("plan", "plan")
    assert planned.code == 0, planned.err
    assert "Supplementary Provisions Article 1 (Start)" in planned.out


def test_the_articles_of_one_text_are_edited_in_one_of_two_editions(tmp_path: Path) -> None:
    path = shutil.copytree(KITANO, tmp_path / "kitano")
    for each in (path / "amendments").glob("*.yaml"):
        each.unlink()
    repository = Repository(path=path)
    repository.git("init", "-q", "-b", "main")
    text = """\
amendment: plan
operations:
  - insert: 附則（令和６年）
    text:
      ja: |
        第１条　即日施行する。

        第２条　翌日に削る。
      en: |
        Article 1. It takes effect at once.

        Article 2. It ends the day after.
"""
    repository.write("amendments/plan.yaml", text.encode())
    repository.commit("The articles and a plan")
    for desk in started(repository):
        desk.enter()
        drafting = Drafting(desk)
        keys = re.findall(r"edit=(supplementary-provision[^&#\"]*)", desk(PATH).body.decode())
        key = sorted(set(keys))[-1]
        assert drafting.words(key, "", "翌々日に削る。").code == 303
        yaml = drafting.yaml
        assert yaml.count("- insert: ") == 2
        assert "翌々日に削る。" in yaml
        assert "It ends the day after." in yaml
        assert "edition:" not in yaml
        assert drafting.send("save").code == 200
    planned = repository.at("plan", "plan")
    assert planned.code == 0, planned.err


@pytest.mark.parametrize("path", ["proposals", "proposals/new", "draft", "editing", "asked"])
def test_axe_finds_nothing(
    drafting: Drafting, small: Repository, tmp_path: Path, path: str
) -> None:
    desk = drafting.desk
    if path == "editing":
        page = desk(f"{PATH}?edit=purpose")
    elif path == "asked":
        drafting.words("purpose", "Mine", "Its purpose is trade.")
        small.write("amendments/plan.yaml", (HAND.replace("'Objects'", "'Theirs'")).encode())
        page = drafting.send("save")
    else:
        page = desk(PATH if path == "draft" else f"/{path}")
    folder = tmp_path / "proposals" / "plan"
    folder.mkdir(parents=True)
    for name in ("desk.css", "desk.js", "draft.js"):
        for place in (tmp_path, folder.parent):
            (place / name).write_bytes(desk(f"/{name}").body)
    found = checked(page.body.decode(), folder if "plan" in page.body.decode() else folder.parent)
    assert found["violations"] == []
    assert {"color-contrast", "document-title", "label"} & set(found["passes"])
