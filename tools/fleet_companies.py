"""Make many plausible companies, for trying a fleet: charters that differ as real ones do.

Each company is a git repository of its own with articles of its own: other numbers, digits and
chapters, other captions and wordings for the same thing, provisions that are missing, stand twice
or are there already, an English edition beside the Japanese one, and some repositories that are
broken. ``companies.csv`` lists them for ``amendtool fleet``, ``truth.jsonl`` says of each what the
pattern of the electronic provision (``examples/fleet``) may do with it; the column ``disclosure``
of the list answers for those that have no such provision.

``python -m tools.fleet_companies DIR [COUNT] [SEED [unseen]]``; with ``unseen`` each has one of the
wordings of ``tools.fleet_wordings``, which the pattern was not written with.
"""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from amendtool.articles.charter import Article, Chapter, Charter, body_of, provision
from amendtool.articles.numbers import Number
from amendtool.repository.config import read_config
from amendtool.repository.storage.folders import files_of
from tools.fleet_wordings import WORDINGS, Wording

_HALVES = ("北", "南", "東", "西", "大", "小", "新", "旭", "清", "若", "高", "浅", "深", "青", "白")
_ENDS = ("川", "原", "山", "沢", "浜", "崎", "野", "島", "谷", "森", "田", "橋", "津", "丘", "瀬")
_TRADES = (
    "精機", "電子", "商事", "製薬", "食品", "物流", "建設", "化学", "金属", "印刷", "ソフト",
    "エナジー", "倉庫", "繊維", "光学",
)  # fmt: skip


@dataclass(slots=True)
class Plan:
    """One company: what its articles say and how, and what a pattern may do with it."""

    name: str
    term: str
    kind: str
    """found, absent, absent-traced, twice, there, turned, paraphrased, cited, own-words."""
    broken: str = ""
    english: bool = False
    chapters: bool = True
    settings: dict[str, str] = field(default_factory=dict)
    supplementary: str = "none"
    vote: str = "adopted"
    disclosure: str = ""
    chair: str = "chair"
    wording: Wording | None = None
    """One that the pattern was not written with, in place of what ``kind`` says."""


KINDS = (
    ("found", 58), ("own-words", 6), ("absent", 8), ("absent-traced", 4), ("twice", 4),
    ("there", 6), ("turned", 3), ("paraphrased", 4), ("cited", 4), ("captionless", 3),
)  # fmt: skip

_CAPTIONS = (
    "株主総会参考書類等のインターネット開示とみなし提供",
    "株主総会参考書類等のインターネット開示",
    "インターネット開示とみなし提供",
    "インターネット開示",
    "（株主総会参考書類等のインターネット開示とみなし提供）",
)
_OTHER_CAPTIONS = ("参考書類等の提供", "株主総会資料の開示", "みなし提供")

_DISCLOSURE = (
    "{c}は、株主総会の招集に際し、株主総会参考書類、事業報告、計算書類及び連結計算書類に記載または表示をすべき"
    "事項に係る情報を、法務省令に定めるところに従いインターネットを利用する方法で開示することにより、株主に対して"
    "提供したものとみなすことができる。",
    "{c}は、株主総会の招集に際し、株主総会参考書類、事業報告、計算書類および連結計算書類に記載又は表示すべき"
    "事項に係る情報を、法務省令の定めるところにより、インターネットを利用する方法で開示することにより、株主に"
    "対して提供したものとみなすことができる。",
    "{c}は、株主総会の招集に際し、株主総会参考書類等に記載し、又は表示すべき事項に係る情報を、法務省令に定める"
    "ところによりインターネットを利用する方法で開示したときは、これを株主に提供したものとみなすことができる。",
    "{c}は、株主総会の招集に際し、株主総会参考書類、計算書類および事業報告に記載または表示すべき事項に係る"
    "情報を、法務省令で定めるところに従い、インターネットを利用する方法で開示することにより、株主に対して提供した"
    "ものとみなすことができる。",
)
_PARAPHRASED = (
    "{c}が参考書類その他の資料の内容を{c}のウェブサイトに掲げたときは、書面を交付したのと同じ効力を有する。",
    "招集の通知に添える資料は、{c}がインターネット上の場所に置き、その所在を通知すれば足りる。",
)
_TURNED = (
    "{c}は、株主総会の招集に際し、株主総会参考書類、事業報告、計算書類及び連結計算書類に記載または表示をすべき"
    "事項に係る情報を、法務省令に定めるところに従いインターネットを利用する方法で開示することにより、株主に対して"
    "提供したものとみなすことができない。",
)
_THERE = (
    "{c}は、株主総会の招集に際し、株主総会参考書類等の内容である情報について、電子提供措置をとるものとする。",
    "{c}は、電子提供措置をとる事項のうち法務省令に定めるものの全部または一部について、議決権の基準日までに"
    "書面交付請求をした株主に対して交付する書面に記載しないことができる。",
)

Draw = random.Random
_Part = tuple[str, str, list[str], str]
"""A key, a caption, its paragraphs, and the same in English."""


def plan(draw: Draw, number: int) -> Plan:
    """The plan of one company; the same draw gives the same one."""
    kind = draw.choices([k for k, _ in KINDS], [w for _, w in KINDS])[0]
    chapters = draw.random() < 0.88
    settings: dict[str, str] = {}
    digits = draw.random()
    if digits < 0.2:
        settings["article"] = "第十二条"
        settings["chapter"] = "第二章"
    elif digits < 0.35:
        settings["article"] = "第１２条"
    broken = ""
    if draw.random() < 0.03:
        broken = draw.choice(
            ("missing", "settings", "conflict", "locked", "record", "dirty", "empty", "truncated")
        )
    name = f"{draw.choice(_HALVES)}{draw.choice(_ENDS)}{draw.choice(_TRADES)}{number:04}株式会社"
    vote = draw.choices(("adopted", "rejected", ""), (88, 3, 9))[0]
    return Plan(
        name=name,
        term=draw.choices(("当会社", "当社", "本会社"), (60, 35, 5))[0],
        kind=kind,
        broken=broken,
        english=draw.random() < 0.12,
        chapters=chapters,
        settings=settings,
        supplementary=draw.choices(("none", "articles", "plain", "titled"), (62, 24, 8, 6))[0],
        vote=vote,
    )


def _article(part: _Part, number: int, chapter: str | None, term: str, *, english: bool) -> Article:
    key, caption, paragraphs, words = part
    # As many paragraphs in either edition, or the two would not be in step.
    texts = [words] * len(paragraphs) if english else [t.replace("{c}", term) for t in paragraphs]
    return Article(
        key=key,
        number=Number.of(number),
        heading=(words.split(",")[0][:40] if english and caption else caption) or None,
        body=body_of(items=[provision(Number.of(n), t) for n, t in enumerate(texts, 1)]),
        chapter=chapter,
    )


def _general(draw: Draw, name: str) -> Iterator[_Part]:
    yield (
        "trade-name",
        "商号",
        [f"{{c}}は、{name}と称する。"],
        "Trade Name, the Company is called so.",
    )
    yield (
        "objects",
        "目的",
        ["{c}は、機械器具の製造及び販売を営むことを目的とする。"],
        ("Objects, the Company makes and sells machinery."),
    )
    yield (
        "head-office",
        "本店の所在地",
        [f"{{c}}は、本店を{draw.choice(_HALVES)}{draw.choice(_ENDS)}市に置く。"],
        ("Head Office, the Company has its head office in the city."),
    )
    if draw.random() < 0.7:
        yield (
            "organs",
            "機関",
            ["{c}は、株主総会及び取締役のほか、取締役会、監査役及び会計監査人を置く。"],
            ("Organs, the Company has a board, auditors and an accounting auditor."),
        )
    yield (
        "public-notice",
        "公告方法",
        ["{c}の公告は、電子公告により行う。"],
        ("Public Notice, the Company gives notice electronically."),
    )


def _shares(draw: Draw) -> Iterator[_Part]:
    yield (
        "authorised-shares",
        "発行可能株式総数",
        [f"{{c}}の発行可能株式総数は、{draw.randrange(1, 400) * 100}万株とする。"],
        "Authorised Shares, the number of shares that the Company may issue.",
    )
    if draw.random() < 0.6:
        yield "unit", "単元株式数", ["{c}の単元株式数は、100株とする。"], "Unit, of shares is 100."
    if draw.random() < 0.5:
        yield (
            "own-shares",
            "自己の株式の取得",
            [
                "{c}は、会社法第165条第２項の規定により、取締役会の決議によって市場取引等により自己の株式を取得することができる。"
            ],
            "Own Shares, may be acquired by resolution of the board.",
        )
    if draw.random() < 0.5:
        yield (
            "less-than-unit",
            "単元未満株主の権利",
            [
                "{c}の株主は、その有する単元未満株式について、会社法第189条第２項各号に掲げる権利以外の権利を行使することができない。"
            ],
            "Shares Less than a Unit, carry the rights that the Act names.",
        )
    yield (
        "registrar",
        "株主名簿管理人",
        [
            "{c}は、株主名簿管理人を置く。",
            "株主名簿管理人及びその事務取扱場所は、取締役会の決議によって定める。",
        ],
        "Registrar, the Company has one.",
    )


def _meetings(draw: Draw, made: Plan) -> Iterator[_Part]:
    yield (
        "convocation",
        "招集",
        ["{c}の定時株主総会は、毎年６月に招集する。"],
        ("Convocation, of the annual meeting is in June."),
    )
    if draw.random() < 0.5:
        yield (
            "record-date",
            "定時株主総会の基準日",
            ["{c}の定時株主総会の議決権の基準日は、毎年３月31日とする。"],
            "Record Date, of the annual meeting is March 31.",
        )
    chair = draw.choice(("招集権者及び議長", "招集権者および議長", "議長"))
    yield (
        "chair",
        chair,
        ["株主総会は、取締役社長が招集し、その議長となる。"],
        ("Chair, of the meeting is the President."),
    )
    yield from _about_disclosure(draw, made)
    yield (
        "resolutions",
        "決議の方法",
        [
            "株主総会の決議は、法令又はこの定款に別段の定めがある場合を除き、出席した議決権を行使することができる株主の議決権の過半数をもって行う。"
        ],
        "Resolutions, are passed by a majority.",
    )
    text = "株主は、議決権を有する他の株主１名を代理人として、その議決権を行使することができる。"
    if made.kind == "absent-traced":
        text += "この代理権は、インターネットを利用する方法で証明することができる。"
    yield "proxy", "議決権の代理行使", [text], "Proxy, is another shareholder."
    if made.kind == "cited":
        yield (
            "minutes",
            "議事録",
            ["株主総会の議事録には、第{disclosure}条に定める開示の方法を記載する。"],
            "Minutes, state how the materials were disclosed.",
        )


def _about_disclosure(draw: Draw, made: Plan) -> Iterator[_Part]:
    english = "Disclosure via the Internet, is deemed provision of the materials."
    made.disclosure = "disclosure"
    if made.wording is not None:
        yield "disclosure", made.wording.caption, list(made.wording.paragraphs), english
        return
    match made.kind:
        case "found" | "cited":
            yield "disclosure", draw.choice(_CAPTIONS), [draw.choice(_DISCLOSURE)], english
        case "twice":
            yield "disclosure", draw.choice(_CAPTIONS), [draw.choice(_DISCLOSURE)], english
            second = english.replace("via", "again via")
            yield "disclosure-2", draw.choice(_CAPTIONS), [draw.choice(_DISCLOSURE)], second
        case "own-words":
            yield "disclosure", draw.choice(_OTHER_CAPTIONS), [draw.choice(_DISCLOSURE)], english
        case "captionless":
            yield "disclosure", "", [draw.choice(_DISCLOSURE)], english
        case "paraphrased":
            captions = (*_CAPTIONS, *_OTHER_CAPTIONS)
            yield "disclosure", draw.choice(captions), [draw.choice(_PARAPHRASED)], english
        case "turned":
            yield "disclosure", draw.choice(_CAPTIONS), [draw.choice(_TURNED)], english
        case "there":
            made.disclosure = ""
            caption = draw.choice(("電子提供措置等", "電子提供措置"))
            yield (
                "electronic",
                caption,
                [*_THERE],
                "Electronic Provision, is what the Company takes.",
            )
        case _:
            made.disclosure = ""


def _directors(draw: Draw) -> Iterator[_Part]:
    yield (
        "number-of-directors",
        "員数",
        [f"{{c}}の取締役は、{draw.randrange(5, 20)}名以内とする。"],
        ("Number of Directors, is limited."),
    )
    yield (
        "election",
        "選任方法",
        ["取締役は、株主総会において選任する。"],
        "Election, of directors.",
    )
    yield (
        "term",
        "任期",
        [
            "取締役の任期は、選任後１年以内に終了する事業年度のうち最終のものに関する定時株主総会の終結の時までとする。",
            "前項の規定は、補欠として選任された取締役には適用しない。",
        ],
        "Term, of directors is a year.",
    )
    if draw.random() < 0.6:
        yield (
            "board-notice",
            "取締役会の招集通知",
            [
                "取締役会の招集通知は、会日の３日前までに発する。ただし、緊急の場合には、この期間を短縮することができる。"
            ],
            "Notice of the Board, is sent three days before.",
        )


def _accounts(draw: Draw) -> Iterator[_Part]:
    yield (
        "business-year",
        "事業年度",
        ["{c}の事業年度は、毎年４月１日から翌年３月31日までとする。"],
        ("Business Year, ends in March."),
    )
    yield (
        "dividends",
        "剰余金の配当の基準日",
        ["{c}の期末配当の基準日は、毎年３月31日とする。"],
        ("Dividends, go to those who hold shares on March 31."),
    )
    if draw.random() < 0.6:
        yield (
            "unpaid",
            "配当金の除斥期間",
            [
                "配当財産が金銭である場合は、その支払開始の日から満３年を経過してもなお受領されないときは、{c}はその支払義務を免れる。"
            ],
            "Unpaid Dividends, lapse after three years.",
        )


_CHAPTERS: tuple[tuple[str, str, str, Callable[[Draw, Plan], Iterator[_Part]]], ...] = (
    ("general", "総則", "General Provisions", lambda draw, made: _general(draw, made.name)),
    ("shares", "株式", "Shares", lambda draw, made: _shares(draw)),
    ("meetings", "株主総会", "General Meetings", _meetings),
    ("directors", "取締役及び取締役会", "Directors", lambda draw, made: _directors(draw)),
    ("accounts", "計算", "Accounts", lambda draw, made: _accounts(draw)),
)


def charters(draw: Draw, made: Plan) -> tuple[Charter, Charter]:
    """The articles of a company, in Japanese and in English."""
    rows: list[tuple[str, _Part]] = [
        (chapter, part) for chapter, _, _, parts in _CHAPTERS for part in parts(draw, made)
    ]
    number = next((n for n, (_, p) in enumerate(rows, 1) if p[0] == "disclosure"), 0)
    sides = []
    for english in (False, True):
        articles = []
        for n, (chapter, part) in enumerate(rows, 1):
            paragraphs = [t.replace("{disclosure}", _digits(made, number)) for t in part[2]]
            filled = (part[0], part[1], paragraphs, part[3])
            own = chapter if made.chapters else None
            articles.append(_article(filled, n, own, made.term, english=english))
        heads = [
            Chapter(key=key, number=Number.of(n), heading=words if english else caption)
            for n, (key, caption, words, _) in enumerate(_CHAPTERS, 1)
        ]
        supplementary, blocks = _supplementary(made, english=english)
        sides.append(
            Charter(
                articles=tuple(articles),
                chapters=tuple(heads) if made.chapters else (),
                supplementary=supplementary,
                blocks=blocks,
            )
        )
    return sides[0], sides[1]


def _digits(made: Plan, number: int) -> str:
    article = made.settings.get("article", "")
    if "十" in article:
        tens, ones = divmod(number, 10)
        figures = "〇一二三四五六七八九"
        head = ("" if tens == 1 else figures[tens]) + "十" if tens else ""
        return head + (figures[ones] if ones else "")
    return str(number)


def _supplementary(made: Plan, *, english: bool) -> tuple[tuple[Article, ...], tuple[Chapter, ...]]:
    words = "The first directors hold office until the first annual meeting."
    text = words if english else "最初の取締役の任期は、最初の定時株主総会の終結の時までとする。"
    heading = "First Directors" if english else "最初の取締役"
    body = body_of(items=[provision(Number.of(1), text)])
    match made.supplementary:
        case "articles":
            return (Article(key="first", number=Number.of(1), heading=heading, body=body),), ()
        case "plain":
            return (Article(key="first", number=None, body=body),), ()
        case _:
            return (), ()


def truth(made: Plan) -> str:
    """What the pattern may do: ``replace``, ``insert``, ``there``, or nothing (``none``)."""
    if made.broken and made.broken not in ("locked", "dirty"):
        return "none"
    if made.wording is not None:
        return made.wording.may
    if made.kind in ("found", "own-words", "captionless", "cited"):
        return "replace"
    if made.kind == "absent":
        return "insert"
    return "there" if made.kind == "there" else "none"


_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Company Secretary",
    "GIT_AUTHOR_EMAIL": "secretary@example.com",
    "GIT_COMMITTER_NAME": "Company Secretary",
    "GIT_COMMITTER_EMAIL": "secretary@example.com",
    "GIT_AUTHOR_DATE": "2022-04-01T09:00:00+09:00",
    "GIT_COMMITTER_DATE": "2022-04-01T09:00:00+09:00",
}


def _git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "core.fsync=none", "-C", str(folder), *arguments]
    subprocess.run(command, check=True, env=_ENVIRONMENT, capture_output=True)


def _settings(made: Plan) -> str:
    drafting = "".join(f'{name} = "{value}"\n' for name, value in made.settings.items())
    text = f'company = "{made.name}"\ntitle = "{made.name}定款"\nlanguage = "ja"\nlaw = "jp"\n'
    text += f"\n[drafting]\n{drafting}" if drafting else ""
    if made.english:
        text += '\n[editions.en]\ncompany = "The Company"\ntitle = "Articles of Incorporation"\n'
    return text


def write(folder: Path, draw: Draw, made: Plan) -> None:
    """The repository of one company in ``folder``, with one commit."""
    settings = _settings(made).encode("utf-8")
    config = read_config(settings)
    japanese, english = charters(draw, made)
    files = {"amendtool.toml": settings}
    if made.english:
        for language, charter in (("ja", japanese), ("en", english)):
            style = config.edition(language).style
            files |= files_of(charter, style, folder=f"articles/{language}")
    else:
        files |= files_of(japanese, config.style)
    if made.supplementary == "titled" and not made.english:
        block = "articles/supplementary/01-令和2年"
        files[f"{block}/000-chapter.md"] = "# 附則（令和２年６月24日）\n".encode()
        files[f"{block}/001-effect.md"] = (
            "# 施行\n\nこの定款は、令和２年６月24日から施行する。\n".encode()
        )
    if made.broken == "settings":
        files["amendtool.toml"] = b'company = "'
    if made.broken == "empty":
        files = {"amendtool.toml": settings}
    if made.broken == "conflict":
        name = next(each for each in files if each.endswith("chair.md"))
        files[name] = b"<<<<<<< HEAD\n" + files[name] + b"=======\n>>>>>>> other\n"
    if made.broken == "record":
        files["amendments/older.record.yaml"] = b"record: nothing that was written\n"
    folder.mkdir(parents=True)
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    _git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    with (folder / ".git" / "config").open("a", encoding="utf-8") as config_file:
        config_file.write("[user]\n\tname = Company Secretary\n\temail = secretary@example.com\n")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "-m", "The articles in force")
    _damage(folder, made)


def _damage(folder: Path, made: Plan) -> None:
    match made.broken:
        case "missing":
            shutil.rmtree(folder)
        case "locked":
            (folder / ".git" / "index.lock").write_bytes(b"")
        case "dirty":
            name = next(folder.glob("articles/**/*chair.md"))
            name.write_text(
                name.read_text("utf-8") + "\n２　これは、だれも決めていない。\n", "utf-8"
            )
        case "truncated":
            packed = max((folder / ".git" / "objects").glob("??/*"), key=lambda p: p.stat().st_size)
            packed.chmod(0o644)
            packed.write_bytes(b"")
        case _:
            pass


def make(folder: Path, count: int, seed: int = 2022, *, unseen: bool = False) -> None:
    """``count`` companies in ``folder``, their list and the truth about them.

    With ``unseen`` each has one of the wordings that the pattern was not written with.
    """
    folder.mkdir(parents=True)
    with ProcessPoolExecutor() as pool:
        made = pool.map(
            _make_one, repeat(folder), range(count), repeat(seed), repeat(unseen), chunksize=20
        )
        with (
            (folder / "companies.csv").open("w", encoding="utf-8", newline="") as listed,
            (folder / "truth.jsonl").open("w", encoding="utf-8") as known,
        ):
            table = csv.writer(listed)
            names = "name", "repository", "meeting", "meeting.en", "resolved", "meeting_day", "vote"
            table.writerow((*names, "disclosure"))
            for row, said in made:
                table.writerow(row)
                known.write(json.dumps(said, ensure_ascii=False) + "\n")


def _make_one(
    folder: Path, number: int, seed: int, unseen: bool
) -> tuple[list[str], dict[str, object]]:
    draw = random.Random(f"{seed}/{number}")
    made = plan(draw, number)
    if unseen:
        made.kind, made.wording = "unseen", WORDINGS[number % len(WORDINGS)]
    path = f"repositories/{number // 100:03}/{number:05}"
    write(folder / path, draw, made)
    nth = draw.randrange(10, 120)
    meeting = f"第{nth}回定時株主総会"
    english = f"Annual General Meeting No. {nth}" if made.english else ""
    day = f"2022-06-{draw.randrange(20, 30)}"
    said = {
        "row": number + 1, "company": made.name, "kind": made.kind, "broken": made.broken,
        "may": truth(made), "key": made.disclosure, "chair": made.chair,
        "chapters": made.chapters, "supplementary": made.supplementary,
        "english": made.english, "vote": made.vote, "repository": path,
    }  # fmt: skip
    # Somebody has read the articles of those that have no such provision.
    none = "none" if made.kind == "absent" else ""
    return [made.name, path, meeting, english, "2022-05-13", day, made.vote, none], said


def main(arguments: list[str]) -> int:
    """Make the companies that the arguments ask for; an exit code."""
    unseen = arguments[3:] == ["unseen"]
    if not 1 <= len(arguments) <= (4 if unseen else 3):
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    count = int(arguments[1]) if len(arguments) > 1 else 200
    make(folder, count, int(arguments[2]) if len(arguments) > 2 else 2022, unseen=unseen)
    print(f"{folder}: {count} companies, companies.csv, truth.jsonl")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
