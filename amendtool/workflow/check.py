"""What ``check`` finds: in the articles of every edition, between them, and in an amendment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from amendtool.articles.findings import findings
from amendtool.articles.registered import MATTERS, proposed_matters
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import AmendtoolError, Place, Problem
from amendtool.messages import say, say_list
from amendtool.repository.acts import Acts
from amendtool.repository.config import CONFIG_FILE, REGISTERED
from amendtool.repository.storage.folders import ARTICLES, Loaded, clause_at
from amendtool.repository.workspace import (
    AMENDMENTS,
    ENDINGS,
    AmendmentSource,
    UnreadAmendment,
    Workspace,
    read_folder,
)
from amendtool.values import dataclass
from amendtool.workflow.base import waits_for
from amendtool.workflow.editions.amendment import propose_for_all, read_in_every_edition
from amendtool.workflow.editions.each import joined
from amendtool.workflow.meeting.pending import Left, pair_problems, pending_problems
from amendtool.workflow.meeting.requires import require_not_fallen
from amendtool.workflow.not_committed import not_committed
from amendtool.workflow.proof.merges import merge_problems, merges_of_acts
from amendtool.workflow.proof.unexplained import by_hand
from amendtool.workflow.proposal import Proposal, reasons, require_answered
from amendtool.workflow.references import dangling, mistitled_then


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What ``check`` found: mistakes that stop something are in ``errors``.

    ``checked`` names the amendment asked for, for a message.
    """

    found: tuple[Problem, ...]
    errors: tuple[AmendtoolError, ...]
    checked: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was found, what stops something at the end."""
        return (*self.found, *(each for error in self.errors for each in error.problems))


def check(
    workspace: Workspace,
    amendment: str | UnreadAmendment | Sequence[str | UnreadAmendment] | None,
    *,
    cwd: Path,
) -> Findings:
    """The problems in the articles of the work tree, and in some amendments or in every one.

    Each pending amendment is applied, to the present articles or to what the one that it stands
    on leaves; without a name they are also tried in pairs, and what was committed to the articles
    by hand is told. One that is asked for is applied to the present articles, unless what it
    stands on is asked for too. Paths are seen from ``cwd``. Nothing
    is written, and nothing raised that an amendment or the articles have wrong.
    """
    asked: Sequence[str | UnreadAmendment] = (
        () if amendment is None
        else (amendment,) if isinstance(amendment, str | UnreadAmendment)
        else amendment
    )  # fmt: skip
    found: list[Problem] = []
    errors: list[AmendtoolError] = []
    known: Left = {}
    checked: list[str] = []
    try:
        # Each amendment asks for the tags of all that it stands on, in every edition.
        workspace = replace(workspace, git=workspace.git.with_tags_listed().with_head_held())
        found += not_committed(workspace)
        found += article_findings(workspace, errors)
        others = [Path(each).stem if isinstance(each, str) else each.name for each in asked]
        for each in asked or _asked(workspace):
            try:
                source = workspace.found(each, cwd=cwd) if isinstance(each, str) else each
                more, name = amendment_findings(
                    workspace, source, alone=bool(asked), known=known, others=others
                )
                found += more
                checked.append(name)
            except AmendtoolError as error:
                errors.append(error)
        if not asked:
            found += by_hand(workspace)
            found += _merged(workspace)
        if not asked and not errors:
            found += pair_problems(workspace, known)
    except AmendtoolError as error:
        errors.append(error)
    return Findings(
        found=_said_once(workspace, found),
        errors=tuple(errors),
        checked=say_list(checked) if asked else "",
    )


def _merged(workspace: Workspace) -> Iterator[Problem]:
    """What a merge has left wrong; also where the articles cannot be read for it."""
    if not merges_of_acts(workspace):
        return
    # Few histories merge two that have both adopted something, and this replays them.
    from amendtool.workflow.proof.merged_acts import merged_acts
    from amendtool.workflow.proof.merged_numbers import merged_numbers

    yield from merged_numbers(workspace, read_folder(workspace.root, ARTICLES))
    yield from merged_acts(workspace)


def _said_once(workspace: Workspace, found: list[Problem]) -> tuple[Problem, ...]:
    """The findings, with line ends that are wrong in many files said once."""
    wrong = [each for each in found if each.code == "line-endings" and each.place.file]
    files = list(dict.fromkeys(each.place.file for each in wrong))
    if len(files) < 2:
        return tuple(found)
    setting = workspace.git.settings("core.autocrlf").get("core.autocrlf", "")
    asked = setting == "true" and not (workspace.root / ".gitattributes").exists()
    first = replace(
        wrong[0],
        message=say(
            "lines end in CR LF in {count} files (git writes them so here: core.autocrlf is "
            "true, and nothing says otherwise); they are read as LF",
            count=len(files),
        )
        if asked
        else say("lines end in CR LF in {count} files; they are read as LF", count=len(files)),
        hint=say(
            "put `*.md text eol=lf` and `*.yaml text eol=lf` into .gitattributes and commit "
            "it; then, with nothing else uncommitted, have git write the files anew: git rm "
            "-rq --cached articles amendments && git reset -q --hard"
        ),
    )
    return tuple(
        first if each is wrong[0] else each
        for each in found
        if each is wrong[0] or each.code != "line-endings" or not each.place.file
    )


def _asked(workspace: Workspace) -> tuple[str, ...]:
    """The amendments that ``check`` reads by itself: those about which nothing was decided."""
    names = workspace.amendment_names()
    acts = workspace.acts()
    decided = {
        name
        for name, record in acts.records.items()
        if record.standing != "pending" and name not in acts.applied
    }
    return tuple(name for name in names if name not in decided)


def article_findings(workspace: Workspace, errors: list[AmendtoolError]) -> tuple[Problem, ...]:
    """The problems in the articles of the work tree, in all editions and between them.

    What stops an edition from being read is added to ``errors``.
    """
    editions: dict[str, Loaded] = {}
    told: list[tuple[str, tuple[Problem, ...]]] = []
    for language in workspace.config.languages:
        edition = workspace.edition(language)
        style = edition.config.style
        try:
            loaded = edition.articles_on_disk()
        except AmendtoolError as error:
            if not any(error.problems == each.problems for each in errors):
                errors.append(error)
            continue
        editions[language] = loaded
        own = findings(loaded.charter, loaded.paths, style)
        merged = merge_problems(edition, loaded)
        told.append((language, (*loaded.notices, *own, *dangling(loaded, style), *merged)))
    matters: list[Problem] = []
    if leading := editions.get(workspace.config.languages[0]):
        matters += _registered(workspace, leading)
    if len(workspace.config.languages) == 1:
        return (*(told[0][1] if told else ()), *matters)
    return (*joined(told), *_between(workspace, editions), *matters)


def _once_there(workspace: Workspace) -> frozenset[str]:
    """The keys of every clause that the branch has ever held."""
    in_chapters = workspace.config.style.numbered_in_chapters
    found = (
        clause_at(path, in_chapters)
        for commit in workspace.acts().history
        for file in commit.files
        for path in (file.old, file.new)
        if path is not None
    )
    return frozenset(each[0] for each in found if each is not None)


def _registered(workspace: Workspace, loaded: Loaded) -> Iterator[Problem]:
    """Keys of the settings that no article has, and matters that captions propose.

    Which article holds a registered matter a person confirms; nothing is said where no law is
    set, or one that has no list of them.
    """
    config = workspace.config
    law = config.law
    if law is None or not MATTERS[law]:
        return
    said = dict(config.registered)
    there = loaded.charter.by_key()
    gone = [key for key in said if key not in there]
    once = _once_there(workspace) if gone else frozenset()
    for key in gone:
        # The deletion of a matter is registered, too: until then the line says what it was.
        deleted = key in once
        yield Problem(
            code="registered-unknown",
            message=say("[registered] names {key!r}, and no article has that key any more", key=key)
            if deleted
            else say("[registered] names {key!r}, and no article has that key", key=key),
            hint=say("take the line out once its deletion is registered")
            if deleted
            else say("mend the key, or take the line out"),
            place=Place(file=CONFIG_FILE, path=f"{REGISTERED}.{key}"),
            severity="note" if deleted else "warning",
        )
    lines = [
        f'{article.key} = "{matter.word}"'
        for article, matter in proposed_matters(loaded.charter, law)
        if article.key not in said
    ]
    if lines:
        yield Problem(
            code="registered-proposed",
            message=say(
                "by their captions these articles seem to hold registered matters: {lines}",
                lines=say("; ").join(lines),
            ),
            hint=say(
                "write those that do into [registered] of {settings_file}, and the others "
                'as KEY = "none"',
                settings_file=CONFIG_FILE,
            ),
            place=Place(file=CONFIG_FILE),
            severity="note",
        )


def _between(workspace: Workspace, editions: dict[str, Loaded]) -> tuple[Problem, ...]:
    """Where the further editions differ from the leading one."""
    config = workspace.config
    leading = config.languages[0]
    if leading not in editions:
        return ()
    # Most articles have one edition, and then nothing of this is asked.
    from amendtool.workflow.editions.differences import reference_problems, structure_problems
    from amendtool.workflow.editions.translation_lag import behind_problems

    found: list[Problem] = []
    for language, loaded in editions.items():
        if language != leading:
            one, other = config.edition(leading).style, config.edition(language).style
            pair = (leading, language)
            found += structure_problems(editions[leading], loaded, one, pair)
            found += reference_problems(editions[leading], loaded, (one, other))
    return (*found, *behind_problems(workspace.git, editions))


def amendment_findings(
    workspace: Workspace,
    found: UnreadAmendment,
    *,
    alone: bool,
    known: Left | None = None,
    others: Sequence[str | None] = (),
) -> tuple[tuple[Problem, ...], str]:
    """The problems in an amendment, and its name for a message.

    It is applied to the present articles, unless it is applied already. One that stands on an
    amendment that is not applied yet is applied to what that one leaves, where it is not asked
    for ``alone`` or the amendment is one of the ``others`` asked for; what is ``known`` of others
    is not made again. Unless it is asked for, one that is still being written is left. Raises
    every mistake that stops it from being read or applied. An amendment that is applied needs the
    words of those editions only that there were before it.
    """
    acts = workspace.acts()
    at = acts.applied.get(found.name or "")
    languages = workspace.languages_at(at.commit) if at is not None else None
    sources = read_in_every_edition(workspace, found, languages)
    name = sources[0].parsed.amendment.name
    if name in acts.applied:
        return tuple(_changed_since(acts, name)), _where(workspace, name) if alone else name
    if not alone and sources[0].parsed.amendment.draft:
        return sources[0].parsed.located([_unfinished(name)]), name
    after = sources[0].parsed.amendment.after
    if not alone or (after is not None and after in others):
        require_not_fallen(workspace, sources[0])
        if waits_for(workspace, sources[0]) is not None:
            days = _days(workspace, sources)
            return (*days, *pending_problems(workspace, sources, known)), name
    proposals = propose_for_all(workspace, sources, workspace.head())
    require_answered(*proposals)
    told = [
        (each.language, _of_proposal(each, workspace.config.edition(each.language).style))
        for each in proposals
    ]
    days = _days(workspace, sources)
    return (*days, *(joined(told) if len(told) > 1 else told[0][1])), name


def _days(workspace: Workspace, sources: Sequence[AmendmentSource]) -> tuple[Problem, ...]:
    """Days out of order, and where the words of provisions say others than the fields."""
    # Most that is checked is in force already, and then nothing of this is asked.
    from amendtool.amendments.said_fields import day_problems
    from amendtool.workflow.dates.effect_order import order_problems

    found = [
        (each.parsed.language, each.parsed.located(day_problems(each.parsed.amendment)))
        for each in sources
    ]
    said = joined(found) if len(found) > 1 else found[0][1]
    return (*order_problems(workspace, sources[0]), *said)


def _where(workspace: Workspace, name: str) -> str:
    """An applied amendment, for a message."""
    applied = workspace.applied(name)
    if applied is None:
        return name
    if applied.tag:
        return say("{name} (applied, tag {tag})", name=name, tag=applied.tag)
    return say("{name} (applied, commit {commit})", name=name, commit=applied.commit[:12])


def _changed_since(acts: Acts, name: str) -> Iterator[Problem]:
    """A warning where the file of an adopted amendment is not the one that was adopted."""
    record = acts.applied[name].record
    act = record.adopted if record is not None else None
    for ending in ENDINGS:
        path = f"{AMENDMENTS}/{name}{ending}"
        entry = acts.files.get(path)
        if act is None or act.file is None or entry is None or entry.oid == act.file:
            continue
        yield Problem(
            code="adopted-file-changed",
            message=say("this file was changed since {name!r} was adopted", name=name),
            hint=say("what was adopted is in git: look with `git log -p`, and put the file back"),
            place=Place(file=path),
            severity="warning",
        )


def _of_proposal(proposal: Proposal, style: DraftingStyle) -> tuple[Problem, ...]:
    """What does not stop the amendment, and somebody should see."""
    return (*reasons(proposal, style), *mistitled_then(proposal.application, style))


def _unfinished(name: str) -> Problem:
    return Problem(
        code="draft-open",
        message=say("{name} is still being written, and was not checked", name=name),
        hint=say(
            "take the line `draft: yes` out when it is finished; `amendtool check {name}` "
            "checks it before",
            name=name,
        ),
        place=Place(path="draft"),
        severity="note",
    )
