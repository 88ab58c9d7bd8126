"""The benchmarks run and tell the truth about what they ran; no time is looked at."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from amendtool.articles.styles import EN
from amendtool.repository.storage.loader import load
from benchmarks import fleet, peers
from benchmarks.__main__ import main
from benchmarks.charter import sample
from benchmarks.measure import (
    Command,
    Failed,
    Measured,
    Run,
    Spread,
    growth,
    in_turn,
    processor_ratio,
    ratio,
    run_once,
)
from benchmarks.report import growths, text
from benchmarks.suite import Figure, Yardstick

SIZE = 20
START = ("plan, few articles", "show, 100 articles", "table html, example of 2013")
PEERS = ("python-redlines", "LibreOffice, compare", "pandoc, git diff --word-diff")


def measured(*seconds: float) -> Measured:
    return Measured.of([Run(seconds=each, processor=each / 2, memory=1) for each in seconds])


@pytest.mark.long
def test_everything_is_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(peers, "SIZES", (SIZE,))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    none = str(tmp_path / "no-python-here")
    assert main(["--sizes", str(SIZE), "--runs", "1", "--json", "--peers-python", none]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    figures = {figure["name"]: figure for figure in document["figures"]}
    assert list(figures) == [
        "--help",
        *START,
        *(
            f"{name}, {words}"
            for words in ("no citations", "citations")
            for name in ("apply", "table html", "table docx")
        ),
        *("read all clause files", "check", "plan", "log"),
        *("draft, work tree", "draft, document", "match, nothing edited"),
        *(f"{what} references, {name}" for name in ("en", "ja") for what in ("find", "rewrite")),
        *(f"table docx / {name}" for name in PEERS),
    ]
    lacking = {name: figures.pop(f"table docx / {name}")["lacking"] for name in PEERS}
    assert "pip install" in lacking["python-redlines"]
    assert "soffice" in lacking["LibreOffice, compare"]
    assert "pandoc" in lacking["pandoc, git diff --word-diff"]
    rivals = [each["name"] for each in figures["apply, citations"]["yardsticks"]]
    assert rivals == ["git plumbing", "rename, git add, commit", "git mv each, commit"]
    for figure in figures.values():
        assert figure["size"] == (None if figure["name"] in ("--help", *START) else SIZE)
        for each in (figure, *figure["yardsticks"]):
            assert each["measured"]["seconds"]["median"] > 0
            assert each["measured"]["memory"] > 0
    assert document["growth"] == []


@pytest.mark.long
def test_a_fleet_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert fleet.main(["--quick"]) == 0
    told = capsys.readouterr().out
    for words in (
        "two processes without Dask",
        "efficiency of two workers",
        "the engine's own share",
        "git commit of the same files",
        "amendtool apply for one company",
    ):
        assert words in told


@pytest.mark.parametrize("citing", [False, True])
def test_the_charter_is_sound_and_always_the_same(citing: bool) -> None:
    one, other = sample(SIZE, citing=citing), sample(SIZE, citing=citing)
    assert one == other
    articles = {path: data for path, data in one.files.items() if path.startswith("articles/")}
    loaded = load(articles, EN)
    assert loaded.notices == ()
    assert [str(article.number) for article in loaded.charter.articles] == [
        str(number) for number in range(1, SIZE + 1)
    ]


def test_only_the_citing_charter_cites() -> None:
    kinds = {
        citing: sum(
            b"pursuant to Article" in data for data in sample(SIZE, citing=citing).files.values()
        )
        for citing in (False, True)
    }
    assert kinds == {False: 0, True: SIZE // 2}


def test_commands_run_in_turn_and_the_first_round_is_not_counted(tmp_path: Path) -> None:
    order: list[str] = []

    def command(name: str) -> Command:
        return Command(
            argv=("true",),
            folder=tmp_path,
            env={"PATH": "/usr/bin:/bin"},
            before=lambda: order.append(f"before {name}"),
            after=lambda: order.append(f"after {name}"),
        )

    found = in_turn([command("a"), command("b")], runs=2)
    assert order == ["before a", "after a", "before b", "after b"] * 3
    assert [len(each.each) for each in found] == [2, 2]


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    argv = ("sh", "-c", "echo the reason >&2; exit 7")
    failing = Command(argv=argv, folder=tmp_path, env={"PATH": "/usr/bin:/bin"})
    with pytest.raises(Failed, match="ended with 7: the reason"):
        run_once(failing)


def test_the_ratio_is_taken_pair_by_pair() -> None:
    # The machine was ten times slower in the second run, for both.
    found = ratio(measured(2.0, 20.0, 3.0), measured(1.0, 10.0, 1.0))
    assert found == Spread(median=2.0, least=2.0, greatest=3.0)


def test_growth_is_the_factor_for_ten_times_the_size() -> None:
    assert growth((1000, 0.5), (10_000, 5.0)) == pytest.approx(10)
    assert growth((10, 1.0), (1000, 100.0)) == pytest.approx(10)
    assert growth((100, 1.0), (1000, 100.0)) == pytest.approx(100)


def test_the_report_names_every_figure_with_its_growth() -> None:
    figures = [
        Figure(name="log", size=100, measured=measured(0.2)),
        Figure(name="log", size=1000, measured=measured(1.4)),
    ]
    assert [round(factor, 3) for *_, factor in growths(figures)] == [7.0]
    shown = text(figures, {"git": "2.0"}, runs=1, floor=0)
    assert "100 articles, 1 run " in shown
    assert "log                                 7.0      100 to 1,000" in shown


def test_what_has_an_aim_stands_in_a_list_at_the_end() -> None:
    ours, other = measured(2.0, 20.0, 3.0), measured(1.0, 10.0, 1.0)
    assert processor_ratio(ours, other) == Spread(median=2.0, least=2.0, greatest=3.0)
    figures = [
        Figure(
            name=name,
            size=1000,
            measured=ours,
            yardsticks=(Yardstick.beside(ours, "git", other, aim),),
        )
        for name, aim in (("near", 2.5), ("far", 1.5), ("for information", None))
    ]
    shown = text(figures, {"git": "2.0"}, runs=3, floor=0)
    *_, near, far = shown.splitlines()
    assert near.split() == ["near", "1,000", "2.00", "2.00", "2.5", "reached"]
    assert far.split() == ["far", "1,000", "2.00", "2.00", "1.5"]


@pytest.mark.parametrize("wrong", [["--sizes", "9"], ["--runs", "0"], ["--sizes", "ten"]])
def test_arguments_that_cannot_be_measured_are_refused(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2
