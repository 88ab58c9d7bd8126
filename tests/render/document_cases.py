"""Documents for the tests, made of articles and amendments without a repository."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import AmendmentFile, read_amendment
from amendtool.comparison.rows import make_table
from amendtool.comparison.table import Table
from amendtool.render.notice.facts import NoticeSource
from amendtool.render.notice.model import Notice
from amendtool.render.notice.templates import choose, make_document
from amendtool.repository.config import Config, read_config
from amendtool.repository.storage.loader import load

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = Path(__file__).parent / "documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An amendment with what it does, and the configuration of its company."""

    parsed: AmendmentFile
    application: Application
    table: Table
    config: Config

    @property
    def amendment(self) -> Amendment:
        return self.parsed.amendment

    def source(self, language: str) -> NoticeSource:
        return NoticeSource(
            amendment=self.amendment,
            company=self.config.company_in(language),
            title=self.config.title,
            file=self.parsed.file,
            config="amendtool.toml",
        )

    def document(
        self, template: str | None = None, folders: Sequence[Path] = (), **changes: object
    ) -> Notice:
        """The document by a template; ``changes`` are other values in the amendment."""
        chosen = choose(template, None, own=self.config.language, folders=folders)
        source = self.source(chosen.language)
        amendment = replace(self.amendment, **changes)  # type: ignore[arg-type]
        return make_document(replace(source, amendment=amendment), self.table, chosen, folders)


def case(config_file: Path, articles: Path, amendments: Sequence[Path]) -> Case:
    """The last of the amendments, each applied to what the one before it made."""
    config = read_config(config_file.read_bytes())
    files = {f"articles/{p.name}": p.read_bytes() for p in sorted(articles.glob("*.md"))}
    charter = load(files, config.style).charter
    found: tuple[AmendmentFile, Application] | None = None
    for path in amendments:
        parsed = read_amendment(
            path.read_text(encoding="utf-8"), config.style, file=f"amendments/{path.name}"
        )
        application = apply(charter, parsed.amendment, config.style)
        charter = application.proposed
        found = parsed, application
    assert found is not None
    parsed, application = found
    table = make_table(
        application.present,
        application.proposed,
        style=config.style,
        house=config.house,
        title=config.title,
        kept=application.kept,
    )
    return Case(parsed=parsed, application=application, table=table, config=config)


def published(*names: str) -> Case:
    """An amendment of the published example, behind those before it."""
    amendments = [ROOT / "amendments" / f"{name}.yaml" for name in names]
    return case(ROOT / "amendtool.toml", ROOT / "articles", amendments)


def notice() -> Case:
    """The amendment of 2007."""
    return published("2007-06-26-agm")


def press_release() -> Case:
    """The amendment of 2013."""
    return published("2007-06-26-agm", "2013-06-26-agm")


def japanese() -> Case:
    """The Japanese sample under ``documents/japanese``."""
    folder = DOCUMENTS / "japanese"
    return case(folder / "amendtool.toml", folder / "articles", [folder / "amendment.yaml"])
