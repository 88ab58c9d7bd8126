"""One amendment for all editions of the articles: read for each, applied to each, kept in step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.workspace import AmendmentSource, UnreadAmendment, Workspace
from amendtool.workflow.editions.each import for_each_edition
from amendtool.workflow.proposal import Proposal, propose


def read_in_every_edition(
    workspace: Workspace, found: UnreadAmendment, languages: Iterable[str] | None = None
) -> tuple[AmendmentSource, ...]:
    """The amendment in a file as it is for each edition, the leading one first.

    Raises InputError with the mistakes of all of them.
    """
    return for_each_edition(workspace, lambda edition: edition.read(found), languages)


def propose_for_all(
    workspace: Workspace, sources: Sequence[AmendmentSource], base: str
) -> tuple[Proposal, ...]:
    """What the amendment makes of the articles of each edition, the leading one first.

    Raises InputError or ConflictError with every mistake, and InputError
    (``editions-differ``) when an operation would act on different clauses, or the proposed
    articles differ in structure where the present ones did not.
    """
    by_language = {source.parsed.language: source for source in sources}
    proposals = for_each_edition(
        workspace,
        lambda edition: propose(edition, by_language[edition.config.language], base),
    )
    problems = [
        problem
        for proposal, further in zip(proposals[1:], workspace.config.languages[1:], strict=True)
        for problem in (
            *_astray(proposals[0], proposal, further),
            *_out_of_step(workspace, proposals[0], proposal, further),
        )
    ]
    if problems:
        raise InputError(*problems)
    return proposals


def _astray(leading: Proposal, further: Proposal, language: str) -> Iterator[Problem]:
    """Operations whose address means another clause in the further edition.

    That is so where the editions number their clauses differently already.
    """
    one, other = _acts(leading), _acts(further)
    for position in sorted(one.keys() & other.keys()):
        mine, theirs = one[position] - other[position], other[position] - one[position]
        if mine and theirs:
            index = leading.source.parsed.positions.index(position)
            problem = Problem(
                code="editions-differ",
                message=say(
                    "the operation would act on {mine} in the edition {leading!r} and on "
                    "{theirs} in {other!r}",
                    mine=say(", ").join(sorted(mine)),
                    leading=leading.language,
                    theirs=say(", ").join(sorted(theirs)),
                    other=language,
                ),
                hint=say(
                    "the numbers of the editions differ: `amendtool check` says where; mend "
                    "them first"
                ),
                place=Place(path=f"operations[{index}]"),
            )
            yield from leading.source.parsed.located([problem])


def _acts(proposal: Proposal) -> dict[int, set[str]]:
    """The keys of the clauses that each operation acts on, by its position in the file."""
    found: dict[int, set[str]] = {}
    for key, acting in proposal.application.origin.items():
        for index in acting:
            found.setdefault(proposal.source.parsed.position(index), set()).add(key)
    return found


def _out_of_step(
    workspace: Workspace, leading: Proposal, further: Proposal, language: str
) -> Iterator[Problem]:
    """The differences that the amendment makes, each with an operation that makes it."""
    # Most articles have one edition, and then nothing of this is asked.
    from amendtool.articles.editions import differences
    from amendtool.workflow.editions.differences import story

    before = {
        each.identity for each in differences(leading.present.charter, further.present.charter)
    }
    config = workspace.config
    one, other = leading.application, further.application
    for difference in differences(one.proposed, other.proposed):
        if difference.identity in before:
            continue
        told = story(difference, config.style, config.language, language)
        for proposal in (further, leading):
            acting = proposal.application.origin.get(difference.key)
            if acting:
                place = Place(path=f"operations[{min(acting)}]")
                break
        else:
            proposal, place = leading, Place(path="operations")
        problem = Problem(
            code="editions-differ",
            message=say("the proposed articles would differ: {told}", told=told),
            hint=say(
                "write the text of both editions with the same paragraphs and items; an "
                "operation for one edition alone has a line `edition: {language}`",
                language=language,
            ),
            place=place,
        )
        yield from proposal.source.parsed.located([problem])
