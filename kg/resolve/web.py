"""What hangs together by shared anchors, and who is nearest to whom in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable


class Web:
    """Groups, each with the anchors that it holds; an anchor that two groups hold is a thread between them."""

    def __init__(self) -> None:
        self._held: defaultdict[int, dict[Hashable, None]] = defaultdict(dict)
        self._holders: defaultdict[Hashable, dict[int, None]] = defaultdict(dict)

    def add(self, group: int, anchor: Hashable) -> None:
        """Note that `group` holds `anchor`."""
        self._held[group][anchor] = None
        self._holders[anchor][group] = None

    def groups(self) -> list[int]:
        """Return all groups."""
        return list(self._held)

    def components(self, groups: Iterable[int]) -> list[set[int]]:
        """Return what of `groups` hangs together, by threads between two of them."""
        left = dict.fromkeys(groups)
        found = []
        seen: set[Hashable] = set()
        while left:
            component = {next(iter(left))}
            waiting = list(component)
            while waiting:
                group = waiting.pop()
                del left[group]
                for anchor in self._held[group]:
                    if anchor not in seen:
                        seen.add(anchor)
                        new = [holder for holder in self._holders[anchor] if holder in left]
                        waiting += [holder for holder in new if holder not in component]
                        component.update(new)
            found.append(component)
        return found

    def shares(self, component: set[int], sources: set[int]) -> list[set[int]]:
        """Divide a component, of which `sources` stay apart from one another.

        Every group goes with the source that is the fewest threads away. One that is equally near to several goes with
        none and stays by itself, and no way leads through it. What no way from a source leads to hangs together as
        before.
        """
        owner = {source: source for source in sources}
        reached: set[Hashable] = set()
        torn: set[int] = set()
        edge = set(sources)
        while edge:
            claims: defaultdict[int, set[int]] = defaultdict(set)
            for anchor, owners in self._threads(edge, owner, reached).items():
                reached.add(anchor)
                for holder in self._holders[anchor]:
                    if holder not in owner and holder not in torn:
                        claims[holder] |= owners
            edge = {group for group, owners in claims.items() if len(owners) == 1}
            torn |= claims.keys() - edge
            owner |= {group: next(iter(claims[group])) for group in edge}
        shares: defaultdict[int, set[int]] = defaultdict(set)
        for group, source in owner.items():
            shares[source].add(group)
        return [*shares.values(), *self.components(sorted(component - owner.keys() - torn))]

    def _threads(
        self, edge: set[int], owner: dict[int, int], reached: set[Hashable]
    ) -> defaultdict[Hashable, set[int]]:
        """The anchors that the groups of `edge` hold and that were not reached before, with the sources at them."""
        threads: defaultdict[Hashable, set[int]] = defaultdict(set)
        for group in edge:
            for anchor in self._held[group]:
                if anchor not in reached:
                    threads[anchor].add(owner[group])
        return threads
