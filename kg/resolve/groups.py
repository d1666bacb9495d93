"""Groups of entities that are one, and pairs that must not become one."""

from __future__ import annotations

from collections import deque


class Groups:
    """A partition of `size` things, which are numbered from 0, with pairs of things that are told apart.

    Every joining and every telling apart has a cause, the number of the decision behind it.
    """

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))
        self._enemies: list[dict[int, tuple[int, int, int]]] = [{} for _ in range(size)]
        self._joins: list[list[tuple[int, int]]] = [[] for _ in range(size)]

    def root(self, thing: int) -> int:
        """Return the thing that stands for the group of `thing`."""
        while self._parents[thing] != thing:
            self._parents[thing] = self._parents[self._parents[thing]]
            thing = self._parents[thing]
        return thing

    def apart(self, one: int, other: int) -> bool:
        """Tell whether the groups of two things must not become one."""
        return self.root(other) in self._enemies[self.root(one)]

    def enemies(self, thing: int) -> set[int]:
        """Return what stands for the groups that must not become one with that of `thing`."""
        return set(self._enemies[self.root(thing)])

    def join(self, one: int, other: int, cause: int = 0) -> None:
        """Make the groups of two things one; the caller has made sure that they are not told apart."""
        self._joins[one].append((other, cause))
        self._joins[other].append((one, cause))
        low, high = sorted((self.root(one), self.root(other)))
        if low == high:
            return
        self._parents[high] = low
        for enemy, told in self._enemies[high].items():
            del self._enemies[enemy][high]
            self._enemies[enemy].setdefault(low, told)
            self._enemies[low].setdefault(enemy, told)
        self._enemies[high] = {}

    def tell_apart(self, one: int, other: int, cause: int) -> None:
        """Keep the groups of two things apart; the caller has made sure that they are not one."""
        low, high = self.root(one), self.root(other)
        self._enemies[low].setdefault(high, (one, other, cause))
        self._enemies[high].setdefault(low, (one, other, cause))

    def why_one(self, one: int, other: int) -> tuple[int, ...]:
        """Return the causes by which two things of one group are one, along a shortest chain."""
        before: dict[int, tuple[int, int]] = {one: (one, 0)}
        waiting = deque([one])
        while waiting and other not in before:
            here = waiting.popleft()
            for there, cause in self._joins[here]:
                if there not in before:
                    before[there] = (here, cause)
                    waiting.append(there)
        causes = []
        while other != one:
            other, cause = before[other]
            causes.append(cause)
        return tuple(sorted(set(causes)))

    def why_apart(self, one: int, other: int) -> tuple[int, ...]:
        """Return the causes by which two things must not become one: a telling apart, and chains that lead to it."""
        first, second, cause = self._enemies[self.root(one)][self.root(other)]
        if self.root(first) != self.root(one):
            first, second = second, first
        return tuple(sorted({cause, *self.why_one(one, first), *self.why_one(other, second)}))
