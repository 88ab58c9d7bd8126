"""A repository elsewhere: fetched into a folder of ours, and pushed back if nobody was faster.

This and nothing else lets git reach a network. What it may use is named for each call; no
password is asked for, and what runs on the other side of a path runs no hook.
"""

from __future__ import annotations

import os
from pathlib import Path

from amendtool.messages import say
from amendtool.repository.git.adapter import Git
from amendtool.repository.git.call import execute, refuse

_OTHER_SIDE = f"git -c core.hooksPath={os.devnull} -c receive.autogc=false "


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
    return [] if "://" in address else [f"--{what}-pack={_OTHER_SIDE}{what}-pack"]
