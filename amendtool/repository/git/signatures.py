"""The signatures of commits, checked by what the user trusts and by nothing that came along.

A received repository may name in its own settings the program that checks a signature, and
the file of those who may sign. Both are for the user's and the system's settings to say; where
these say nothing, git's own defaults count, and nobody is known by an SSH key.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Final, Literal

from amendtool.messages import say
from amendtool.repository.git.adapter import Git
from amendtool.repository.git.call import text_of
from amendtool.values import dataclass

SignatureState = Literal["good", "untrusted", "bad", "expired", "revoked", "unchecked"]

_STATES: Final[dict[str, SignatureState]] = {
    "G": "good",
    "U": "untrusted",
    "B": "bad",
    "X": "expired",
    "Y": "expired",
    "R": "revoked",
    "E": "unchecked",
}
_DEFAULTS: Final = {
    "gpg.program": "gpg",
    "gpg.openpgp.program": "gpg",
    "gpg.x509.program": "gpgsm",
    "gpg.ssh.program": "ssh-keygen",
    "gpg.ssh.allowedsignersfile": os.devnull,
    "gpg.ssh.revocationfile": "",
    "gpg.mintrustlevel": "undefined",
}
_ALWAYS: Final = frozenset(each for each in _DEFAULTS if each.endswith((".program", "signersfile")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The signature of a commit: what git found, and who signed as far as that is known."""

    commit: str
    state: SignatureState
    signer: str


def signatures(git: Git, commits: Iterable[str]) -> tuple[Signature, ...]:
    """The signatures of those commits that have one, in their order.

    Raises RepositoryError where git cannot read the commits.
    """
    asked = "".join(f"{commit}\n" for commit in commits)
    if not asked:
        return ()
    out = git.check(
        *_trust(git),
        *("log", "-z", "--no-walk=unsorted", "--stdin", "--format=%H%n%G?%n%GS"),
        input=asked.encode("ascii"),
        doing=say("read the signatures"),
    )
    found: list[Signature] = []
    for record in text_of(out).split("\0"):
        commit, _, rest = record.partition("\n")
        sign, _, signer = rest.partition("\n")
        state = _STATES.get(sign)
        if state is not None:
            found.append(Signature(commit=commit, state=state, signer=signer.strip()))
    return tuple(found)


def _trust(git: Git) -> tuple[str, ...]:
    """The options by which the user's settings count, whatever the repository says."""
    output = git.run("config", "--null", "--show-scope", "--get-regexp", r"^gpg\.")
    fields = iter(text_of(output.out).split("\0")[:-1])
    own: dict[str, str] = {}
    foreign: set[str] = set()
    for scope, record in zip(fields, fields, strict=True):
        key, _, value = record.partition("\n")
        if scope in ("system", "global"):
            own[key] = value
        else:
            foreign.add(key)
    settings = {
        key: own.get(key, default)
        for key, default in _DEFAULTS.items()
        if key in _ALWAYS or key in foreign
    }
    if "gpg.openpgp.program" not in own:
        settings["gpg.openpgp.program"] = settings["gpg.program"]
    return tuple(word for key, value in settings.items() for word in ("-c", f"{key}={value}"))
