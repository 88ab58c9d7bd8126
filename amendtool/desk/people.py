"""Who may do what at a desk that several people share: a file outside of the repository.

It is read as strictly as every file of settings::

    everyone = "read"      # what whoever is signed in may do; without it, nobody else comes in

    [roles]                # as the proxy calls them
    draft = ["sato"]
    adopt = ["hanako"]

    [names]                # as the history calls them
    hanako = "山田 花子 <hanako@example.co.jp>"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from amendtool.desk.actions import ROLES, Role
from amendtool.messages import say
from amendtool.settings import Setting, SettingsFile, choice, refuse, text
from amendtool.workflow.authorship import clean_mail, clean_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who uses the desk: what they may do, and how a commit names them."""

    name: str
    mail: str = ""
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who may use a desk.

    ``roles`` are those of the users that are named; ``everyone`` is that of any other one, None
    where nobody else may come in. ``names`` are what the history calls them, with an address.
    """

    roles: Mapping[str, Role] = field(default_factory=dict)
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    everyone: Role | None = None

    def person(self, user: str) -> Person | None:
        """Who a user is that a proxy names; None where they may not come in.

        Of somebody without a name here a commit has what the proxy calls them, but for what
        nobody could see or git would take for something else.
        """
        role = self.roles.get(user, self.everyone)
        name, mail = self.names.get(user) or (clean_name(user), clean_mail(user))
        return Person(name=name, mail=mail, role=role) if role is not None and name else None


def read_people(written: str, file: str) -> People:
    """Who may do what, as a file says it; raises InputError with every mistake in it."""
    settings = SettingsFile(written, file=file)
    top = settings.values("", [_EVERYONE], inner=(_ROLES, _NAMES), tables=f"[{_ROLES}], [{_NAMES}]")
    listed = settings.values(_ROLES, [_users(role) for role in ROLES])
    roles: dict[str, Role] = {}
    for role in ROLES:
        for user in listed.get(role, ()):
            if user in roles:
                settings.mistake(
                    f"{_ROLES}.{role}",
                    "user-twice",
                    say("{user} stands in two roles", user=user),
                    say("leave the one with more rights: it may do all that the other may"),
                )
            roles[user] = role
    names = {}
    for user, value in settings.names(_NAMES).items():
        name, _, rest = value.partition("<") if isinstance(value, str) else ("", "", "")
        mail, end = rest[:-1], rest[-1:]
        if (
            not clean_name(name)
            or clean_name(name) != name.strip()
            or (rest and (end != ">" or clean_mail(mail) != mail))
        ):
            settings.mistake(
                f"{_NAMES}.{user}",
                "person-unclear",
                say("this cannot be the name of a person in git: {value!r}", value=value),
                say('write it like "Jane Roe <jane.roe@example.com>"'),
            )
        names[user] = (name.strip(), mail)
    settings.require_none()
    return People(roles=roles, names=names, everyone=top.get(_EVERYONE.name))


def _users(role: Role) -> Setting:
    def read(value: object) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
            return tuple(value)
        refuse(
            "texts-expected",
            say("{name} should be a list of texts", name=role),
            say('write {name} = ["user", "another"]', name=role),
        )

    return Setting(name=role, read=read)


_ROLES: Final = "roles"
_NAMES: Final = "names"
_EVERYONE: Final = choice(text("everyone"), ROLES)
