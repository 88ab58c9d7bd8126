"""A repository elsewhere: fetched into a folder of ours, and pushed back if nobody was faster.

This and nothing else lets git reach a network. What it may use is named for each call; no
password is asked for, and git on the other side of a path runs no program that the settings there
name, and touches no file but those of that repository.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from amendtool.messages import say
from amendtool.repository.git.adapter import Git
from amendtool.repository.git.call import execute, refuse, text_of

_OTHER_SIDE: Final = {
    "core.hooksPath": os.devnull,
    # What tells the references of a repository whose objects are borrowed; "true" tells none.
    "core.alternateRefsCommand": "true",
    # Where files are checked out, a push may be told to change them: by filters, wherever they are.
    "receive.denyCurrentBranch": "refuse",
    "core.fsmonitor": "false",
    "receive.autogc": "false",
}
"""Settings of git on the other side of a path, whatever is set there."""


def clone(address: str, folder: Path, *, branch: str = "") -> None:
    """Copy a repository and its tags into ``folder``, which is not there yet.

    ``address`` is one of https or ssh, or a path. Raises RepositoryError (``clone-failed``).
    """
    given = ["clone", "--quiet", "--no-local", "--no-recurse-submodules", "--template="]
    given += ["--config", "core.symlinks=false", *_of_a_path(address, "upload")]
    given += ["--branch", branch] if branch else []
    output = execute(
        folder.parent, (*given, "--", address, str(folder)), write=True, env=_reaching(address)
    )
    if output.status != 0:
        refuse(
            "clone-failed",
            say("it could not be fetched: {reason}", reason=output.reason),
            hint=say("try it: git ls-remote {address}", address=address),
        )


def push(git: Git, address: str, *, branch: str, before: str, tag: str | None) -> None:
    """Bring the branch, and a new tag with it, to where they came from: both, or neither.

    Only where the branch still stands at ``before`` and there is no such tag. Raises
    RepositoryError (``push-refused``): then nothing of it is there.
    """
    given = ["push", "--quiet", "--atomic", "--no-verify", "--no-follow-tags"]
    given += [*_of_a_path(address, "receive"), f"--force-with-lease=refs/heads/{branch}:{before}"]
    refs = [f"HEAD:refs/heads/{branch}"]
    if tag is not None:
        given.append(f"--force-with-lease=refs/tags/{tag}:")
        refs.append(f"refs/tags/{tag}:refs/tags/{tag}")
    output = git.run(*given, "--", address, *refs, write=True, env=_reaching(address))
    if output.status != 0:
        refuse(
            "push-refused",
            say("it was not taken back where it came from: {reason}", reason=output.reason),
            hint=say("nothing was changed there; run it again, which looks at it anew"),
        )


def _reaching(address: str) -> dict[str, str]:
    """The environment of a call that reaches ``address``, and nothing by another way."""
    scheme = address.split("://")[0] if "://" in address else "file"
    return {"GIT_ALLOW_PROTOCOL": scheme, "GIT_PROTOCOL_FROM_USER": "0", "GIT_ASKPASS": "true"}


def _of_a_path(address: str, what: str) -> list[str]:
    """What runs at the other side of a path, whose settings are those of whoever made it."""
    if "://" in address:
        return []
    settings = _OTHER_SIDE | dict.fromkeys(_hooks_of(Path(address)), "false")
    words = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    import shlex

    return [f"--{what}-pack={shlex.join(('git', *words, f'{what}-pack'))}"]


def _hooks_of(folder: Path) -> list[str]:
    """What turns the hooks off that settings name, as they may from git 2.54 on.

    Raises RepositoryError (``unsafe-setting``) for one whose name nothing can be said to.
    """
    asked = ("config", "--null", "--name-only", "--get-regexp", r"^hook\.")
    names = text_of(execute(folder, asked).out).split("\0")[:-1]
    off = dict.fromkeys(
        f"{name.rpartition('.')[0]}.enabled" for name in names if name.count(".") > 1
    )
    for each in off:
        if "=" in each:  # git would take it for the end of the name
            refuse(
                "unsafe-setting",
                say(
                    "the settings of this repository name a hook that cannot be turned off "
                    "({name}): nothing was done there",
                    name=each.removesuffix(".enabled"),
                ),
                hint=say("take it out of the settings there, or name a clone in the list"),
            )
    return list(off)
