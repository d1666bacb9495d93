"""What is known of an entity when it is compared with another one: everything that its articles say of it."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.resolve.members import Member

_MANY = 200
"""Articles of an entity that are looked at for what stands beside it; more tell nothing new."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """One entity, as its articles together show it.

    Attributes:
        path: the path of its IRI.
        kind: `person`, `organization`, `place`, `event` or `policy`.
        members: its entities article by article, in the order of the articles' ids.
        names: its primary names, normalized.
        aliases: all its names, normalized.
        posts: the organization and title of each post of a person; either may be empty.
        spellings: a person's name in other letters, as articles give it.
        beside: the entities that its articles name, itself among them, by block (`person/김민수`).
        days: the first and the last day of its articles, empty if none states it.
    """

    path: str
    kind: str
    members: tuple[Member, ...]
    names: frozenset[str]
    aliases: frozenset[str]
    posts: frozenset[tuple[str, str]]
    spellings: frozenset[str]
    beside: frozenset[str]
    days: tuple[str, str]


class Gallery:
    """The portraits of a store, with how common everything is that they show.

    Attributes:
        portraits: all portraits, in the order of their paths.
        articles: number of articles.
        spread: in how many articles each block stands.
        holders: how many entities are called by each name, by any of their names.
    """

    def __init__(self, members: Iterable[Member], paths: Mapping[tuple[str, str], str]) -> None:
        """Make the portraits of all entities.

        Args:
            members: every entity of every article.
            paths: the path of the IRI of each, by article and local id.
        """
        groups: defaultdict[str, list[Member]] = defaultdict(list)
        blocks: defaultdict[str, list[str]] = defaultdict(list)
        for member in members:
            groups[paths[member.document, member.local]].append(member)
            blocks[member.document].append(sys.intern(member.block))
        beside = {document: frozenset(own) for document, own in blocks.items()}
        self.articles = len(beside)
        self.spread = Counter(block for own in beside.values() for block in own)
        self.portraits = tuple(_portrait(path, group, beside) for path, group in sorted(groups.items()))
        self.holders = Counter(alias for portrait in self.portraits for alias in portrait.aliases)


def _portrait(path: str, group: list[Member], beside: Mapping[str, frozenset[str]]) -> Portrait:
    rows = tuple(sorted(group, key=lambda m: (m.document, m.number, m.local)))
    documents = list(dict.fromkeys(row.document for row in rows))[:_MANY]
    days = sorted(row.published for row in rows if row.published)
    return Portrait(
        path=path,
        kind=rows[0].kind,
        members=rows,
        names=frozenset(row.name for row in rows),
        aliases=frozenset(alias for row in rows for alias in row.aliases),
        posts=frozenset((organization, title) for row in rows for organization, title, _ in row.posts),
        spellings=frozenset(row.spelling for row in rows if row.spelling),
        beside=beside[documents[0]].union(*(beside[document] for document in documents[1:])),
        days=(days[0], days[-1]) if days else ("", ""),
    )
