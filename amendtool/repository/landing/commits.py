"""Make the commits and the tag of a landing as objects, and read them back.

Nothing here touches branch, index or files, nor the objects of the repository: what is made
stays in ``quarantine`` until the branch is about to move.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from typing import Literal

from amendtool import disk
from amendtool.errors import Problem, RepositoryError
from amendtool.messages import say
from amendtool.repository.git import Git, Identity, batch, is_on
from amendtool.repository.git.authorship import author_variables
from amendtool.repository.landing.checkout import Step
from amendtool.repository.landing.quarantine import beside, open_quarantine, quarantined
from amendtool.repository.landing.stages import Landing, Message, Stage
from amendtool.repository.landing.worktree import Shift, raw_differences
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Commits and tags that exist as objects and are not yet part of any history.

    ``tags`` are the ids of the tags by their names, in the order of their commits.
    """

    commits: tuple[str, ...]
    tags: Mapping[str, str]
    changes: Mapping[str, Shift]


def make(
    git: Git,
    landing: Landing,
    stages: tuple[Stage, ...],
    date: str | None,
    step: Step,
    *,
    keep: Collection[int] = (),
) -> Made:
    """Make and verify the commits of ``stages``, and the tags, signed where git is set so.

    They are in quarantine; ``bring_in`` makes them the repository's. The open files ``keep`` stay
    open in the git that writes most of them, should it outlive this run.

    Raises RepositoryError: ``no-identity``, ``signing-failed``, ``unsafe-setting``,
    ``git-failed`` (the disk), ``not-as-planned``.
    """
    who = git.identity(f"@{date}" if date else None)
    settings = git.settings(
        "commit.gpgSign", "tag.gpgSign", "tag.forceSignAnnotated", "core.sharedRepository"
    )
    signing = is_on(settings.get("commit.gpgsign"))
    signing_tags = any(
        is_on(settings.get(key)) for key in ("tag.gpgsign", "tag.forcesignannotated")
    )
    if signing or (signing_tags and any(each.tag for each in stages)):
        git.require_own_programs()
    tags: dict[str, str] = {}
    _make_beside(git, settings.get("core.sharedrepository"))
    commits = _import(git, landing.base, stages, who, keep)
    if signing:
        step("sign the commits")
        commits = _sign(git, landing.base, commits, stages, who)
    step("verify")
    _verify(git, landing, stages, commits, signed=signing)
    for commit, stage in zip(commits, stages, strict=True):
        if stage.tag is None:
            continue
        step("tag object")
        named = (*stage.tag, commit, who)
        tags[stage.tag[0]] = _signed_tag(git, *named) if signing_tags else _plain_tag(git, *named)
    changes: dict[str, Shift] = {}
    for stage in stages:
        for path, shift in stage.changes.items():
            old = changes[path].old if path in changes else shift.old
            changes[path] = Shift(old=old, new=shift.new)
    return Made(
        commits=commits,
        tags=tags,
        changes={path: shift for path, shift in changes.items() if shift.old != shift.new},
    )


def _make_beside(git: Git, shared: str | None) -> None:
    """Make an empty repository beside ours, and in it the quarantine.

    Some commands cannot make an object without making a ref. Here they may: it means
    nothing, and so do the locks they leave when they are killed.
    """
    folder = beside(git)
    disk.make_folders(folder / "refs")
    disk.create(folder / "HEAD", b"ref: refs/heads/none\n", lasting=False)
    version, extensions = ("1", "[extensions]\n\tobjectFormat = sha256\n")
    if git.oid_length == 40:
        version, extensions = ("0", "")
    sharing = f"\tsharedRepository = {shared}\n" if shared and shared.isalnum() else ""
    said = f"[core]\n\trepositoryFormatVersion = {version}\n\tbare = true\n{sharing}{extensions}"
    disk.create(folder / "config", said.encode(), lasting=False)
    open_quarantine(git)


def _import(
    git: Git,
    base: str | None,
    stages: tuple[Stage, ...],
    who: Identity,
    keep: Collection[int],
) -> tuple[str, ...]:
    """Make the commits in one stream; one pack instead of many loose objects."""
    ref = b"refs/heads/landing"
    # Until it says "done", a stream that was cut off is no stream, and nothing is made of it.
    stream = [b"feature done\n"]
    for number, stage in enumerate(stages, 1):
        stream += [b"commit ", ref, b"\nmark :%d\n" % number]
        author = who.author if stage.author is None else stage.author.ident
        stream += [b"author ", author, b"\ncommitter ", who.committer, b"\n"]
        stream += _data(str(stage.message).encode("utf-8"))
        if number == 1 and base is not None:
            stream += [b"from ", base.encode("ascii"), b"\n"]
        names = {path: os.fsencode(git.below_top(path)) for path in stage.changes}
        # All that goes before all that comes: where two files change places, or a folder takes
        # the place of a file, the order of their names would delete what was just written.
        for path, shift in stage.changes.items():
            if shift.old is not None:
                stream += [b"D ", names[path], b"\n"]
        for path, shift in stage.changes.items():
            if shift.new is None:
                continue
            content = stage.contents.get(path)
            blob = b"inline" if content is not None else shift.new.oid.encode("ascii")
            stream += [b"M ", shift.new.mode.encode("ascii"), b" ", blob, b" ", names[path], b"\n"]
            if content is not None:
                stream += _data(content)
        stream.append(b"\n")
    stream += [b"get-mark :%d\n" % number for number in range(1, len(stages) + 1)]
    stream.append(b"done\n")
    output = git.run(
        # core.ignoreCase would make it take two spellings of a name for one file.
        *("-c", "core.ignoreCase=false", f"--git-dir={beside(git)}", "fast-import", "--quiet"),
        input=b"".join(stream),
        write=True,
        env=quarantined(git),
        keep=keep,
    )
    if output.status != 0:
        git.fail(output, say("store the amendment"))
    return tuple(output.out.decode("ascii").split())


def _data(content: bytes) -> list[bytes]:
    return [b"data %d\n" % len(content), content, b"\n"]


def _sign(
    git: Git,
    base: str | None,
    commits: tuple[str, ...],
    stages: tuple[Stage, ...],
    who: Identity,
) -> tuple[str, ...]:
    """The same commits, signed: fast-import cannot sign, and commit-tree must be asked."""
    signed: list[str] = []
    parent = base
    for commit, stage in zip(commits, stages, strict=True):
        output = git.run(
            *("-c", "user.useConfigOnly=true", "-c", "i18n.commitEncoding=UTF-8"),
            *("commit-tree", "-S", "-F", "-", *(("-p", parent) if parent else ())),
            f"{commit}^{{tree}}",
            input=str(stage.message).encode("utf-8"),
            write=True,
            env={
                **_signing_in(git),
                **_dates(who),
                **author_variables(),
                **_written_by(stage),
            },
        )
        if output.status != 0:
            raise RepositoryError(_unsigned("commit", output.reason))
        parent = output.out.decode("ascii").strip()
        signed.append(parent)
    return tuple(signed)


def _signing_in(git: Git) -> dict[str, str]:
    """The environment of a git that signs: what it has signed by ssh, it writes to a file first."""
    return {**quarantined(git), "TMPDIR": str(beside(git))}


def _unsigned(what: Literal["commit", "tag"], reason: str) -> Problem:
    return Problem(
        code="signing-failed",
        message=say("git is set to sign every commit, and could not: {reason}", reason=reason)
        if what == "commit"
        else say("git is set to sign every tag, and could not: {reason}", reason=reason),
        hint=say(
            "mend the key (`git config user.signingKey`, `git config gpg.format`), or turn "
            "signing off with `git config {what}.gpgSign false`",
            what=what,
        ),
    )


def _dates(who: Identity) -> dict[str, str]:
    author, committer = (b" ".join(i.split()[-2:]) for i in (who.author, who.committer))
    return {
        "GIT_AUTHOR_DATE": f"@{author.decode('ascii')}",
        "GIT_COMMITTER_DATE": f"@{committer.decode('ascii')}",
    }


def _written_by(stage: Stage) -> dict[str, str]:
    """What names the author of a commit, where that is not who makes it."""
    if stage.author is None:
        return {}
    name, _, rest = os.fsdecode(stage.author.ident).rpartition(" <")
    mail, _, moment = rest.partition("> ")
    return {
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": mail,
        "GIT_AUTHOR_DATE": f"@{moment}",
    }


def _plain_tag(git: Git, name: str, message: Message, commit: str, who: Identity) -> str:
    head = f"object {commit}\ntype commit\ntag {name}\ntagger ".encode()
    out = git.check(
        "mktag",
        input=head + who.committer + b"\n\n" + str(message).encode("utf-8"),
        write=True,
        env=quarantined(git),
        doing=say("make the tag {name}", name=name),
    )
    return out.decode("ascii").strip()


def _signed_tag(git: Git, name: str, message: Message, commit: str, who: Identity) -> str:
    """Only `git tag` can sign a tag, and it makes the tag known at once: so beside ours."""
    listed = git.check("config", "--null", "--list", doing=say("read its settings"))
    settings: list[str] = []
    for record in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        key, equals, value = record.partition("\n")
        if key.startswith(("user.", "gpg.", "committer.", "author.")):
            settings += ["-c", f"{key}={value}" if equals else key]
    output = git.run(
        *(*settings, "-c", "user.useConfigOnly=true", f"--git-dir={beside(git)}"),
        *("tag", "--sign", "--cleanup=verbatim", "-F", "-", "--", name, commit),
        input=str(message).encode("utf-8"),
        write=True,
        env={**_signing_in(git), **_dates(who)},
    )
    if output.status != 0:
        raise RepositoryError(_unsigned("tag", output.reason))
    told = say("read the signed tag")
    oid = git.check(
        *(f"--git-dir={beside(git)}", "rev-parse", "--verify", f"refs/tags/{name}"),
        env=quarantined(git),
        doing=told,
    )
    tag = oid.decode("ascii").strip()
    # Without its ssh key git 2.39 makes an unsigned tag and calls it a success.
    signed = git.check("cat-file", "tag", tag, env=quarantined(git), doing=told)
    if b"\n-----BEGIN " not in signed:
        raise RepositoryError(_unsigned("tag", output.reason))
    return tag


def _verify(
    git: Git,
    landing: Landing,
    stages: tuple[Stage, ...],
    commits: tuple[str, ...],
    *,
    signed: bool,
) -> None:
    """Read the new commits back from the object store and compare them with the plan.

    Every path of the whole repository counts, so nothing outside the plan can change.
    """
    parents = (landing.base, *commits[:-1])
    out = git.check(
        *("diff-tree", "--stdin", "--root", "-r", "-z", "--raw", "--no-renames", "--no-abbrev"),
        *("--no-ext-diff", "--no-textconv"),
        input="".join(f"{commit}\n" for commit in commits).encode("ascii"),
        env=quarantined(git),
        doing=say("read the new commits back"),
    )
    read = _differences_by_commit(out)
    planned = [{git.below_top(p): shift for p, shift in s.changes.items()} for s in stages]
    asked = [*commits, *(s.changes[p].new for s in stages for p in s.contents)]
    oids = [each if isinstance(each, str) else each.oid for each in asked if each]
    raw = git.check(
        *("cat-file", "--batch", "--buffer"),
        input="".join(f"{oid}\n" for oid in oids).encode("ascii"),
        env=quarantined(git),
        doing=say("read the new objects back"),
    )
    objects = list(batch(raw))
    headers = [(content or b"").partition(b"\n\n")[0] for content in objects[: len(commits)]]
    texts = [content for stage in stages for content in stage.contents.values()]
    if (
        read == planned
        and len(objects) == len(oids)
        and objects[len(commits) :] == texts
        and all(
            _parents(header) == ([parent.encode("ascii")] if parent else [])
            and (not signed or b"\ngpgsig" in header)
            for header, parent in zip(headers, parents, strict=True)
        )
    ):
        return
    raise RepositoryError(
        Problem(
            code="not-as-planned",
            message=say("what git stored is not what was to be stored; nothing was changed"),
            hint=say("check the disk, and run `git fsck --full`"),
        )
    )


def _differences_by_commit(out: bytes) -> list[dict[str, Shift]]:
    """The output of ``diff-tree --stdin -z``: before each commit's lines stands its id."""
    blocks: list[list[bytes]] = []
    fields = iter(out.split(b"\0")[:-1])
    for each in fields:
        if each.startswith(b":"):
            blocks[-1] += [each, next(fields)]
        else:
            blocks.append([])
    return [dict(raw_differences(b"".join(f + b"\0" for f in block))) for block in blocks]


def _parents(header: bytes) -> list[bytes]:
    return [line[7:] for line in header.split(b"\n") if line.startswith(b"parent ")]
