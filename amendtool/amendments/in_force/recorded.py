"""Which recorded state of the articles holds what is in force on a day, and nothing else.

The articles in git hold the text of an amendment from its adoption on, whole. What is in force on
a day is another question: an amendment may take effect later than one that was adopted after it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Sequence

from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAct:
    """An adoption, or an expiry, that stands: ``start`` is the day of its effect.

    ``act`` tells it from another one under the same name; a ``start`` of None is not known yet.
    """

    act: str
    name: str
    start: datetime.date | None
    expiry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedState:
    """Articles that stood in git, and the acts that they hold; ``articles`` is how to ask for them.

    ``commit`` is one that held them, or that brought the act which left them.
    """

    articles: str
    commit: str
    acts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoText:
    """That no recorded state holds what is in force on a day, and no more.

    ``ahead`` has the acts that are in force, ``behind`` those that the articles held with them and
    that are not; ``gone`` is what the articles of that time held and was taken back since.
    """

    ahead: tuple[StandingAct, ...]
    behind: tuple[StandingAct, ...]
    gone: tuple[str, ...] = ()


def state_on(
    day: datetime.date, standing: Sequence[StandingAct], states: Sequence[RecordedState]
) -> RecordedState | NoText:
    """The recorded state with what is in force on a day, and nothing else.

    ``states`` stand with the newest first: what was corrected between two acts counts. An expiry
    that landed late may be missing in it, since what has ended can be taken out of any state.
    """
    begun = [each for each in standing if each.start is not None and each.start <= day]
    wanted = frozenset(each.act for each in begun if not each.expiry)
    ended = frozenset(each.act for each in begun if each.expiry)
    best = _holding(wanted, ended, states)
    if best is not None:
        return best
    known = {each.act for each in standing}
    holding = [state for state in states if wanted <= state.acts]
    # What was taken back since is no act that anybody has to wait for.
    nearest = min(
        holding,
        key=lambda state: (len(state.acts & (known - wanted - ended)), len(state.acts)),
        default=None,
    )
    held = nearest.acts if nearest is not None else frozenset[str]()
    return NoText(
        ahead=tuple(each for each in begun if not each.expiry),
        behind=tuple(
            each for each in standing if each.act in held and each.act not in wanted | ended
        ),
        gone=tuple(sorted(held - known)),
    )


def in_order_of_effect(
    acts: Sequence[StandingAct], written_on: Callable[[StandingAct], Collection[str]]
) -> tuple[StandingAct, ...]:
    """Adoptions as they take effect, of acts in the order in which they landed.

    One comes behind those that it was ``written_on``, whenever they take effect; that is asked of
    those alone which take effect before something that landed earlier.
    """
    begins: dict[str, datetime.date] = {}
    known: list[StandingAct] = []
    latest = datetime.date.min
    for each in acts:
        if each.start is None or each.expiry:
            continue
        start = each.start
        if start < latest:
            start = max([start, *(begins[act] for act in written_on(each) if act in begins)])
        latest = max(latest, start)
        begins[each.act] = start
        known.append(each)
    return tuple(sorted(known, key=lambda each: begins[each.act]))


def state_to_go_on(
    ahead: Sequence[StandingAct],
    ended: frozenset[str],
    states: Sequence[RecordedState],
) -> tuple[RecordedState, tuple[StandingAct, ...]] | None:
    """The state that holds most of what takes effect first, and what has to come upon it.

    ``ahead`` stands in the order of effect. None where no state holds only such acts.
    """
    for count in range(len(ahead), -1, -1):
        wanted = frozenset(each.act for each in ahead[:count])
        found = _holding(wanted, ended, states)
        if found is not None:
            return found, tuple(ahead[count:])
    return None


def _holding(
    wanted: frozenset[str], ended: frozenset[str], states: Sequence[RecordedState]
) -> RecordedState | None:
    best: RecordedState | None = None
    for state in states:
        fits = wanted <= state.acts and state.acts <= wanted | ended
        if fits and (best is None or len(state.acts) > len(best.acts)):
            best = state
    return best
