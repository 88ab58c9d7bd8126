"""Write ``docs/cli.md`` and ``docs/ja/cli.md``: the ``--help`` of every verb, on one page.

Run it after changing an option or its translation (``make messages``): ``python -m
tools.cli_page``. A test fails until then.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from click.testing import CliRunner

from amendtool.cli.app import VERBS, program
from amendtool.cli.console import Console
from amendtool.cli.language import said, spoken

DOCS: Final = Path(__file__).resolve().parents[1] / "docs"
PAGES: Final = {"en": DOCS / "cli.md", "ja": DOCS / "ja" / "cli.md"}
"""The page of each language."""

HEADS: Final = {
    "en": """\
# The command line

This page is written by `python -m tools.cli_page` from the program's own help.

| exit code | means |
|---|---|
| 0 | done |
| 1 | findings of `check`, or `draft` left something to decide; or nobody read the output |
| 2 | usage: the arguments are wrong |
| 3 | bad input: a file, an address or a revision is wrong |
| 4 | conflict: the articles have moved on, or the amendment was applied already |
| 5 | the repository, the disk or the system refused |
| 70 | a mistake in the program (`internal-error`): the message says how to report it |
| 130 | interrupted with Ctrl-C |

Results go to standard output, everything else to standard error. With `--json` a verb prints
one document and errors are JSON on standard error, with the same exit code; every `code` is
explained in [problems.md](problems.md).

The program speaks English or Japanese ([this page in Japanese](ja/cli.md)). The first of these
says which:

1. `--lang en` or `--lang ja`, before the verb;
2. `AMENDTOOL_LANG`, such as `AMENDTOOL_LANG=ja`;
3. the locale: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set, or else, on Windows,
   the language of its windows. One that is not spoken here gives English; `C` and `POSIX` are no
   language;
4. the `language` of the articles in `amendtool.toml`;
5. English.

What is printed in documents and kept in files is in the language of the edition, whatever this
says, and JSON is in English. A console that cannot show a character shows its escape.
""",
    "ja": """\
# コマンドの説明

このページは `python -m tools.cli_page` がプログラムの説明から作ります（[英語](../cli.md)）。

| 終了コード | 意味 |
|---|---|
| 0 | 完了 |
| 1 | `check` の指摘がある、`draft` に決めるべきことが残った、又は出力が読まれなかった |
| 2 | 使い方の誤り（引数が正しくない） |
| 3 | 入力の誤り（ファイル、条項の指定、リビジョンが正しくない） |
| 4 | 競合（定款が先に変わっている、又は改正案が既に適用されている） |
| 5 | リポジトリ、ディスク又はシステムが受け付けない |
| 70 | プログラムの誤り（`internal-error`）。報告の方法はメッセージに示されます |
| 130 | Ctrl-C による中断 |

結果は標準出力に、それ以外は標準エラー出力に出ます。`--json` を付けると、コマンドは一つの JSON
文書を出力し、エラーも同じ終了コードで標準エラー出力に JSON で出ます。`code` の意味は
[problems.md](problems.md) にあります。

表示の言語は英語又は日本語で、次のうち最初に当てはまるもので決まります。

1. コマンドの前の `--lang ja` 又は `--lang en`
2. 環境変数 `AMENDTOOL_LANG`（例：`AMENDTOOL_LANG=ja`）
3. ロケール（`LC_ALL`、`LC_MESSAGES`、`LANG` のうち最初に設定されているもの。いずれもない
   Windows ではその表示言語）。対応していない言語は英語になり、`C` と `POSIX` は
   言語の指定とみなしません
4. 定款の言語（`amendtool.toml` の `language`）
5. 英語

文書に印刷されるものとファイルに保存されるものは、これによらず言語版の言語になり、JSON は英語です。
端末に表示できない文字は、エスケープで示されます。
""",
}


def page(language: str) -> str:
    """The page of a language as it should be."""
    sections = [HEADS[language]]
    with spoken(language):
        for verb in ("", *VERBS):
            name = f"amendtool {verb}".strip()
            done = CliRunner().invoke(
                said(program), [*verb.split(), "--help"], prog_name="amendtool", obj=Console(),
                terminal_width=80,
            )  # fmt: skip
            text = "\n".join(line.rstrip() for line in done.output.splitlines())
            sections.append(f"## {name}\n\n```text\n{text}\n```\n")
    return "\n".join(sections)


if __name__ == "__main__":
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8")
