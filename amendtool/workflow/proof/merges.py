"""What a merge of two histories has made untrue, although git found nothing to ask about.

One branch brings in an article, the other a citation of one behind it: both are right, the merge
is clean, and the citation means another article. So what each text cites after a merge is
compared with what it cited on the branch that it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator

from amendtool.articles.addresses import Spot, address_of_article
from amendtool.articles.charter import Charter
from amendtool.articles.references.inventory import Listed, list_references
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import InputError, Problem
from amendtool.messages import say
from amendtool.repository.git import Git
from amendtool.repository.storage.folders import ARTICLES, Loaded
from amendtool.repository.workspace import AMENDMENTS, Workspace
from amendtool.values import dataclass
from amendtool.workflow.references import ClauseFiles

_Cited = dict[tuple[Spot, str, int], tuple[Listed, tuple[Spot, ...]]]
"""What a citation means, by where it stands, the text around it, and its place in that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedArticles:
    """A merge whose articles are those of none of its parents."""

    commit: str
    parents: tuple[str, ...]


def merge_problems(workspace: Workspace, loaded: Loaded) -> Iterator[Problem]:
    """The citations in ``loaded``, of one edition, that a merge has turned to something else.

    A text that was changed since, or whose citation means again what it did, is none of them.
    """
    if workspace.git.head().oid is None:
        return
    style, told = workspace.config.style, set()
    now: _Cited | None = None
    for merge in _merges(workspace.git):
        try:
            merged = _cited(workspace.articles_at(merge.commit).charter, style)
            sides = [
                (parent, charter, _cited(charter, style))
                for parent in merge.parents
                for charter in (workspace.articles_at(parent).charter,)
            ]
        except InputError:  # told where those articles are read
            continue
        for place, (_, means) in merged.items():
            meant = [
                (parent, charter, one[place][1]) for parent, charter, one in sides if place in one
            ]
            if not meant or any(spots == means for _, _, spots in meant):
                continue
            now = _cited(loaded.charter, style) if now is None else now
            if place in told or place not in now or now[place][1] != means:
                continue
            told.add(place)
            parent, charter, spots = meant[0]
            listed = now[place][0]
            yield Problem(
                code="merge-citation",
                message=say(
                    "{text!r} in {address} meant {then} on the branch that it comes from "
                    "(commit {parent}), and means {now} since the merge {commit}",
                    text=listed.reference.text,
                    address=listed.address.text(style),
                    then=_named(charter, spots, style),
                    parent=parent[:12],
                    now=_named(loaded.charter, means, style),
                    commit=merge.commit[:12],
                ),
                hint=say("mend the reference in an amendment, with `replace`, `find` and `with`"),
                place=ClauseFiles(loaded).place(
                    listed.standing, listed.text, listed.reference.start
                ),
                severity="warning",
            )


def _cited(charter: Charter, style: DraftingStyle) -> _Cited:
    found: _Cited = {}
    for listed in list_references(charter, style):
        place = (listed.standing.spot, listed.text, listed.reference.start)
        found[place] = (listed, tuple(spot for spot, _ in listed.targets))
    return found


def _named(charter: Charter, spots: tuple[Spot, ...], style: DraftingStyle) -> str:
    told = []
    for spot in spots[:3]:
        article = charter.by_key().get(spot.key)
        if article is None:
            told.append(say("key {key!r}", key=spot.key))
        else:
            address = address_of_article(charter, spot.key).text(style)
            told.append(say("{address}, key {key!r}", address=address, key=spot.key))
    return say("; ").join(told) or say("nothing")


def merges_of_articles(workspace: Workspace) -> tuple[MergedArticles, ...]:
    """The merges on the branch that put articles together, the newest first."""
    return () if workspace.git.head().oid is None else tuple(_merges(workspace.git))


def merges_of_acts(workspace: Workspace) -> tuple[MergedArticles, ...]:
    """The merges on the branch that put articles or records together, the newest first."""
    git = workspace.git
    return () if git.head().oid is None else tuple(_merges(git, (ARTICLES, AMENDMENTS)))


def _merges(git: Git, folders: tuple[str, ...] = (ARTICLES,)) -> Iterator[MergedArticles]:
    """The merges that leave in the folders, the articles first, what none of their parents holds.

    The newest first; those alone where each of them has articles.
    """
    out = git.check("rev-list", "--merges", "--parents", "HEAD", doing=say("read the history"))
    lines = [line.split() for line in out.decode("ascii").splitlines()]
    if not lines:
        return
    where = [git.below_top(each) for each in folders]
    asked = "".join(f"{commit}:{each}\n" for line in lines for commit in line for each in where)
    told = git.check(
        "cat-file",
        "--batch-check=%(objectname)",
        input=asked.encode(),
        doing=say("read the history"),
    )
    trees = iter(told.decode("utf-8", "replace").splitlines())
    for line in lines:
        own, *others = [tuple(next(trees) for _ in where) for _ in line]
        missing = any(tree[0].endswith("missing") for tree in (own, *others))
        if own not in others and not missing:
            commit, *parents = line
            yield MergedArticles(commit=commit, parents=tuple(parents))
