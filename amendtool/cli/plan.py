"""``amendtool plan``: everything that an amendment would do, before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, exit_with, record_of
from amendtool.cli.options import (
    amendment_argument,
    find_source,
    json_option,
    one_language_option,
    open_workspace,
)
from amendtool.cli.output import force_option, write_output
from amendtool.errors import InputError
from amendtool.messages import say, say_count, say_list
from amendtool.render.formats import LEDGER, format_at, format_of, render, usual_endings

if TYPE_CHECKING:
    from amendtool.render.records import EditionPlanRecord, RelatedChangeRecord
    from amendtool.workflow.plan import Plan, PlannedEdition
    from amendtool.workflow.related import RelatedChange


@click.command(
    cls=Verb,
    name="plan",
    example="amendtool plan 2013-06-26-agm\namendtool plan 2013-06-26-agm --json",
)
@amendment_argument
@click.option("--references", "every", is_flag=True, help="Show every reference, not only changed.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help=f"Write the ledger of references ({' '.join(usual_endings(LEDGER))}).",
)
@force_option
@one_language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    amendment: str,
    every: bool,
    output: str | None,
    force: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Show everything that AMENDMENT would do, and write nothing.

    That is what is new, changed, deleted, moved and renumbered, the dates to remember, and
    what git would get; first of all the numbers in the file that are others today. Where the
    articles have several editions it is shown for each, or for the one of --language.

    AMENDMENT is the name of a file in amendments/, a path, or - for standard input.
    """
    from amendtool.workflow.plan import plan

    workspace = open_workspace(console, language)
    found = find_source(workspace, amendment, console)
    planned = plan(workspace, found, language=language, progress=console.progress)
    console.problems(planned.notices)
    first, *others = planned.editions
    if output is not None:
        form = format_at(output)
        if form is not None and not form.prints(LEDGER):
            *endings, last = usual_endings(LEDGER)
            raise click.UsageError(
                say(
                    "the ledger is written as {endings} or {last}",
                    endings=say(", ").join(endings),
                    last=last,
                )
            )
        proposal = first.proposal
        ledger = proposal.application.ledger
        from amendtool.render.ledger import Appendix

        appendix = Appendix(proposal.amendment, ledger, workspace.config.style)
        write_output(
            console,
            output,
            render(LEDGER, appendix, format_of(LEDGER, output)),
            workspace=workspace,
            force=force,
        )
        console.notice(
            f"{output}: {say_count('{count} reference', '{count} references', len(ledger))}"
        )
    if as_json:
        editions = {each.proposal.language: _record(each, planned.base) for each in others}
        record = _record(first, planned.base)
        if planned.related:
            record["related"] = [_related(each) for each in planned.related]
        console.record({**record, "editions": editions} if editions else record)
        exit_with(InputError.exit_code if planned.questions else 0)
    for each in planned.editions:
        if others:
            console.print(say("Edition: {language}", language=each.proposal.language))
        _print(console, each, every=every)
    _print_related(console, planned.related)
    if planned.questions:
        raise InputError(*planned.questions)
    _print_end(console, planned, one=language)


def _print(console: Console, edition: PlannedEdition, *, every: bool) -> None:
    """What the amendment does to one edition."""
    from amendtool.render.ledger import ledger_text, notes_text
    from amendtool.render.plan import phrases_text, plan_text, restatements_text

    arrow = "→" if console.shows("→") else "->"
    dash = "–" if console.shows("–") else "-"
    proposal, style = edition.proposal, edition.style
    found, dues = edition.consequences, edition.dues
    if edition.carried:
        console.print(say("Carried over"))
        for note in edition.carried:
            console.print(f"  {note.message}")
        console.print("")
    console.print(plan_text(proposal.amendment, found, dues, style, arrow=arrow, dash=dash))
    if restated := restatements_text(edition.restatements, style, arrow=arrow):
        console.print(restated)
    if phrases := phrases_text(edition.phrases, style, arrow=arrow):
        console.print(phrases)
    cited = ledger_text(proposal.application.ledger, style, every=every, arrow=arrow)
    if cited:
        console.print(cited)
    notes = notes_text(proposal.application.ledger, proposal.application.unread, style)
    if notes:
        console.print(notes)


def _related(change: RelatedChange) -> RelatedChangeRecord:
    place, question = change.place, change.question
    return {
        "file": place.file,
        "line": place.line,
        "path": place.path,
        "before": change.before,
        "after": change.after,
        "sentence": change.sentence,
        "question": question.message if question is not None else None,
    }


def _print_related(console: Console, changes: tuple[RelatedChange, ...]) -> None:
    """What the articles' other documents have to say then, which nobody writes for them."""
    if not changes:
        return
    arrow = "→" if console.shows("→") else "->"
    console.print(
        say(
            "Other documents ({sentences} to mend)",
            sentences=say_count("{count} sentence", "{count} sentences", len(changes)),
        )
    )
    for each in changes:
        asked = each.question is not None
        words = (
            say("{words}: to be decided", words=each.before)
            if asked
            else f"{each.before} {arrow} {each.after}"
        )
        console.print(f"  {each.place}: {words}\n    {each.sentence}")
    console.print("")


def _print_end(console: Console, planned: Plan, *, one: str | None) -> None:
    """What git would get, and what to do next."""
    proposals = [each.proposal for each in planned.editions]
    name = proposals[0].amendment.name
    renames = any(each.files.renames for each in proposals)
    texts = any(each.files.writes or each.files.deletes for each in proposals)
    commits = say("two commits (renumbering, then text)") if renames else say("one commit")
    if renames and not texts:
        commits = say("one commit for the renumbering, one for the amendment's file")
    table = f"amendtool table {name}" + (f" --language {one}" if one else "")
    console.print(
        say(
            "In git: {commits} for the editions {languages} and the tag {name}, on {base}.",
            commits=commits,
            languages=say_list(each.language for each in proposals),
            name=name,
            base=planned.base[:12],
        )
        if len(proposals) > 1
        else say(
            "In git: {commits} and the tag {name}, on {base}.",
            commits=commits,
            name=name,
            base=planned.base[:12],
        )
    )
    console.print(
        say(
            "Nothing is written. Next: {table}, then amendtool apply {name}",
            table=table,
            name=name,
        )
    )


def _record(edition: PlannedEdition, base: str) -> EditionPlanRecord:
    """The plan for one edition as JSON."""
    from amendtool.render.ledger import entry_record, unread_record
    from amendtool.render.plan import (
        page_record,
        phrase_records,
        plan_record,
        restatement_records,
    )

    proposal, style = edition.proposal, edition.style
    files = proposal.files
    record = plan_record(
        proposal.amendment,
        edition.consequences,
        edition.dues,
        style=style,
        base=base,
        renames=files.renames,
        writes=files.writes,
        deletes=files.deletes,
        ledger=(entry_record(entry, style) for entry in proposal.application.ledger),
        unread=(unread_record(each, style) for each in proposal.application.unread),
        questions=map(record_of, proposal.questions),
    )
    if edition.phrases:
        record["phrases"] = phrase_records(edition.phrases, style)
    if edition.restatements:
        record["restated"] = restatement_records(edition.restatements, style)
    if page := page_record(proposal.amendment):
        record["page"] = page
    if edition.carried:
        record["carried"] = [record_of(note) for note in edition.carried]
    return record
