"""What was made and is asked for again: kept up to a bound, the last used the longest."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by what they were made of; ``most`` bounds the sum of their weights.

    ``weight`` is 1 for each where nothing else is given. One that is heavier than all of it is
    made and not kept. Whoever uses it on several threads locks it.
    """

    def __init__(self, most: int, weight: Callable[[V], int] = lambda _: 1) -> None:
        self._most, self._weigh = most, weight
        self._found: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self.weight = 0

    def of(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made where it is not kept; what ``make`` raises is raised."""
        if key in self._found:
            self._found.move_to_end(key)
            return self._found[key][0]
        value = make()
        weight = self._weigh(value)
        if weight <= self._most:
            self._found[key] = value, weight
            self.weight += weight
            while self.weight > self._most:
                _, (_, gone) = self._found.popitem(last=False)
                self.weight -= gone
        return value

    def __len__(self) -> int:
        return len(self._found)
