"""Replaying an act from its record: what it made then, not what it would make now.

The operations are applied to the articles that the record names, and its citations are written
as the record says they were: the rules by which they followed may be others today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import AmendmentFile
from amendtool.amendments.operations import Restate
from amendtool.articles.charter import Article, Charter
from amendtool.articles.references.text_location import Standing, texts_of, with_texts
from amendtool.repository.record import Act, Deed, RecordedRewrite
from amendtool.repository.storage.folders import changed_files, file_changes
from amendtool.repository.workspace import AMENDMENTS, TREE, Workspace
from amendtool.workflow.dates.expiry import expired_of
from amendtool.workflow.proposal import with_keys_of


def replayed(
    workspace: Workspace, name: str, act: Act, *, data: bytes | None = None
) -> Mapping[str, bytes]:
    """The files of the articles as the adoption, or the expiry, in a record makes them of its base.

    ``data`` is the adopted file, where it was read before. Raises InputError or ConflictError
    where its file cannot be applied there, RepositoryError
    where the repository no longer holds what the record names.
    """
    before = f"{TREE}{act.base}"
    files = dict(workspace.files_at(before))
    leading: tuple[AmendmentFile, Application] | None = None
    for language in workspace.languages_at(before):
        edition = workspace.edition(language)
        style = edition.config.style
        present = edition.articles_at(before)
        parsed = None if act.deed is Deed.EXPIRED else adopted_file(edition, name, act, data)
        if parsed is None:
            amendment = expired_of(edition, name, act)
        else:
            amendment = parsed.amendment if leading is None else with_keys_of(parsed, *leading)
            amendment = as_recorded(amendment, parsed, act)
        amendment = replace(amendment, follow=False)
        charter = present.charter
        if amendment.operations:
            application = apply(charter, amendment, style)
            charter = application.proposed
            if leading is None and parsed is not None:
                leading = (parsed, application)
        own = [each for each in act.rewrites if each.edition in (None, language)]
        changes = file_changes(present, _cited(charter, own), style)
        files = changed_files(files, changes)
    return files


def carried_on(
    workspace: Workspace, acts: Iterable[tuple[str, Act]], charters: Mapping[str, Charter]
) -> dict[str, Charter] | None:
    """The articles of some editions with acts of another history upon them, in that order.

    Each is carried over from its own base, with today's rules for citations; the leading edition
    is the first. None where one of them cannot be carried over. Raises InputError, ConflictError
    and ValueError for what cannot be read or applied, RepositoryError for what is not there.
    """
    # Of the verbs that come by here, few find a merge, or an act that landed elsewhere.
    from amendtool.amendments.carry.carry import carry

    found = dict(charters)
    for name, act in acts:
        before = f"{TREE}{act.base}"
        there = workspace.languages_at(before)
        leading: tuple[AmendmentFile, Application] | None = None
        for language in [each for each in workspace.config.languages if each in found]:
            if language not in there:
                continue
            edition = workspace.edition(language)
            style = edition.config.style
            parsed = None if act.deed is Deed.EXPIRED else adopted_file(edition, name, act)
            if parsed is None:
                amendment = expired_of(edition, name, act)
            else:
                amendment = parsed.amendment if leading is None else with_keys_of(parsed, *leading)
                amendment = as_recorded(amendment, parsed, act)
            if not amendment.operations:
                continue
            then = edition.articles_at(before).charter
            carried = carry(amendment, then, found[language], style)
            if carried.lost:
                return None
            made = apply(found[language], carried.amendment, style)
            if leading is None and parsed is not None:
                leading = (replace(parsed, amendment=carried.amendment), made)
            found[language] = made.proposed
    return found


def adopted_file(
    workspace: Workspace, name: str, act: Act, data: bytes | None = None
) -> AmendmentFile:
    """The file of an amendment as it was adopted."""
    data = workspace.git.blob(act.file or "") if data is None else data
    return workspace.read_amendment(data, f"{AMENDMENTS}/{name}.yaml", name=name).parsed


def as_recorded(amendment: Amendment, parsed: AmendmentFile, act: Act) -> Amendment:
    """The amendment whose restated texts are what they were taken for."""
    known = {each.operation: each.keys for each in act.restated}
    operations = tuple(
        replace(each, keys=known[parsed.position(index)])
        if isinstance(each, Restate) and parsed.position(index) in known
        else each
        for index, each in enumerate(amendment.operations)
    )
    return replace(amendment, operations=operations)


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
