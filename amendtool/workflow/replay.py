"""Replaying an adopted amendment from its record: what it made then, not what it would make now.

The operations are applied to the articles that the record names, and its citations are written
as the record says they were: the rules by which they followed may be others today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from amendtool.amendments.apply.apply import apply
from amendtool.articles.charter import Article, Charter
from amendtool.articles.references.text_location import Standing, texts_of, with_texts
from amendtool.repository.record import Act, RecordedRewrite
from amendtool.repository.storage.folders import changed_files, file_changes
from amendtool.repository.workspace import AMENDMENTS, TREE, Workspace


def replayed(workspace: Workspace, name: str, act: Act) -> Mapping[str, bytes]:
    """The files of the articles as the adoption in a record makes them of its base.

    Raises InputError or ConflictError where its file cannot be applied there, RepositoryError
    where the repository no longer holds what the record names.
    """
    before = f"{TREE}{act.base}"
    files = dict(workspace.files_at(before))
    data = workspace.git.blob(act.file or "")
    for language in workspace.languages_at(before):
        edition = workspace.edition(language)
        style = edition.config.style
        present = edition.articles_at(before)
        source = edition.read_amendment(data, f"{AMENDMENTS}/{name}.yaml", name=name)
        amendment = replace(source.parsed.amendment, follow=False)
        charter = present.charter
        if amendment.operations:
            charter = apply(charter, amendment, style).proposed
        own = [each for each in act.rewrites if each.edition in (None, language)]
        changes = file_changes(present, _cited(charter, own), style)
        files = changed_files(files, changes)
    return files


def _cited(charter: Charter, rewrites: Sequence[RecordedRewrite]) -> Charter:
    """The articles with their citations as the record has them."""
    by_key: dict[str, dict[int, list[tuple[int, RecordedRewrite]]]] = {}
    for each in rewrites:
        key, _, place = each.at.rpartition(" ")
        index, _, start = place.partition(":")
        by_key.setdefault(key, {}).setdefault(int(index), []).append((int(start), each))

    def made(article: Article) -> Article:
        own = by_key.get(article.key)
        if own is None:
            return article
        texts: dict[Standing, str] = {}
        for index, (standing, text) in enumerate(texts_of(article)):
            if index in own:
                texts[standing] = _written(text, own[index])
        return with_texts(article, texts)

    return replace(
        charter,
        articles=tuple(map(made, charter.articles)),
        supplementary=tuple(map(made, charter.supplementary)),
    )


def _written(text: str, rewrites: Sequence[tuple[int, RecordedRewrite]]) -> str:
    """A text with its citations exchanged; ``start`` counts in what comes out."""
    made, rest = "", text
    for start, each in sorted(rewrites, key=lambda pair: pair[0]):
        ahead = start - len(made)
        if ahead < 0 or not rest.startswith(each.before, ahead):
            return text  # the record and the file do not belong together: the bytes will tell
        made += rest[:ahead] + each.after
        rest = rest[ahead + len(each.before) :]
    return made + rest
