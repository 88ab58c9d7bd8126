"""A new amendment that takes back an adopted one, by a vote like any other.

Its operations are the inverse of the adopted ones, carried over to the articles of today: what
others have changed since stays. What leans on the adopted one stops it, as it stops ``undo``.
"""

from __future__ import annotations

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.blocks import says_the_same
from amendtool.amendments.file.write import write_editions
from amendtool.errors import ConflictError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.periods.counted import Told
from amendtool.repository.workspace import AMENDMENTS, Workspace
from amendtool.workflow.editions.each import for_each_edition
from amendtool.workflow.new import present_tree, require_free, write_new
from amendtool.workflow.undo import inverse_of


def reversing_amendment(workspace: Workspace, name: str, adopted: str) -> str:
    """Write ``amendments/NAME.yaml``, which takes back the amendment ``adopted``; its path.

    It is a draft, written against the articles at HEAD. Raises ConflictError where that one is
    not in force (``not-adopted``) or cannot be taken back from today's articles
    (``undo-impossible``), InputError for a name that is taken, with nothing written.
    """
    require_free(workspace, name)
    applied = workspace.applied(adopted)
    if applied is None:
        raise ConflictError(
            Problem(
                code="not-adopted",
                message=say(
                    "{adopted!r} is not in force, so there is nothing to take back", adopted=adopted
                ),
                hint=say("`amendtool status` says where it stands"),
                place=Place(file=f"{AMENDMENTS}/{adopted}.yaml"),
            )
        )
    head = workspace.head()
    languages = workspace.languages_at(applied.commit)

    def one(edition: Workspace) -> Amendment:
        was = edition.amendment_at(applied.commit, adopted).parsed.amendment
        return Amendment(
            name=name,
            draft=True,
            title=was.title,
            adopted_by=was.adopted_by,
            written_against=present_tree(workspace, head),
            operations=inverse_of(edition, applied, head)[0].operations,
        )

    made = dict(zip(languages, for_each_edition(workspace, one, languages), strict=True))
    styles = {each: workspace.config.edition(each).style for each in made}
    head_lines = _head(name, adopted).text(workspace.config.languages[0])
    text = head_lines + write_editions(made, styles)
    for language, meant in made.items():
        _require_read_back(workspace.edition(language), head, text, meant)
    return write_new(workspace, name, text)


def _head(name: str, adopted: str) -> Told:
    """The comments above the amendment, in the language of the articles as a new one has them."""
    return Told(
        f"# 改正 {adopted} を取り消します。その後のほかの改正による変更は残ります。\n"
        "# 通常の改正案と同じく決議を要します。件名、総会、日付と `reasons:` を記入してください。\n"
        f"# 変更の結果は `amendtool plan {name}` で確認できます。完成したら `draft: yes` の行を\n"
        "# 削ってください。\n",
        f"# Takes back the amendment {adopted}: what others have changed since stays.\n"
        "# It is voted on like any other: give it its title, meeting, dates and `reasons:`.\n"
        f"# `amendtool plan {name}` shows what would happen; take the line `draft: yes` out when\n"
        "# it is finished.\n",
    )


def _require_read_back(edition: Workspace, head: str, text: str, meant: Amendment) -> None:
    """Refuse to write what would be read as other operations than are meant."""
    file = f"{AMENDMENTS}/{meant.name}.yaml"
    read = edition.read_amendment(text.encode("utf-8"), file, name=meant.name).parsed.amendment
    if not says_the_same(read, meant, edition.articles_at(head).charter):
        raise InputError(
            Problem(
                code="not-read-back",
                message=say(
                    "nothing was written, for the amendment would be read otherwise than it "
                    "is meant"
                ),
                hint=say(
                    "write the operations by hand (`amendtool new NAME`), and report this: "
                    "it is a mistake of amendtool"
                ),
                place=Place(file=file),
            )
        )
