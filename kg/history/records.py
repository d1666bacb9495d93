"""What a difference consists of. All of it can be written as JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

from kg.decision import Decision
from kg.model import AnyFact

What = Literal["new", "changed", "gone"]


class ArticleChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article that is not as it was.

    Attributes:
        what: whether it is new, gone (retracted, or only in the other store), or changed.
        id: its id.
        headline: its headline.
        published: when it was published.
        publisher: who published it.
        text: of a changed article, whether its text is another one.
        set_aside: whether it is now set aside as a whole and says nothing in the graph.
        new_facts: how many facts it says that it did not say.
        gone_facts: how many facts it said that it says no more.
    """

    what: What
    id: str
    headline: str | None = None
    published: str | None = None
    publisher: str | None = None
    text: bool = False
    set_aside: bool = False
    new_facts: int = 0
    gone_facts: int = 0


class EntityChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entity that is not as it was.

    Attributes:
        what: whether it is new, gone, or described otherwise.
        path: its IRI below the base.
        name: its name now, or its last one.
        said: what is said of it and was not: predicates and values.
        unsaid: what was said of it and is no more.
    """

    what: What
    path: str
    name: str
    said: tuple[tuple[str, str], ...] = ()
    unsaid: tuple[tuple[str, str], ...] = ()


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """Entities of articles that were taken for one thing and are now taken for another, by a decision or new evidence.

    Attributes:
        old: the path of what they were taken for.
        new: the path of what they are taken for.
        articles: the ids of the articles in which they stand.
    """

    old: str
    new: str
    articles: tuple[str, ...]


class FactChange(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that an article says and did not say, or said and says no more.

    Attributes:
        what: `new` or `gone`.
        article: the article's id.
        fact: the fact as it stands in the facts document.
        names: the names of the entities in it, by their local ids.
        quote: the words that say it.
    """

    what: Literal["new", "gone"]
    article: str
    fact: AnyFact
    names: dict[str, str]
    quote: str


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What changed between two states.

    Attributes:
        articles: in the order of their ids.
        entities: in the order of their paths.
        moves: in the order of the old paths.
        facts: in the order of the articles, in each in the order of its text.
        decisions: decisions on who is who that count now and did not, oldest first; takings back are among them.
        dropped: decisions that only the earlier state knew.
    """

    articles: tuple[ArticleChange, ...]
    entities: tuple[EntityChange, ...]
    moves: tuple[Move, ...]
    facts: tuple[FactChange, ...]
    decisions: tuple[Decision, ...]
    dropped: tuple[Decision, ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any((self.articles, self.entities, self.moves, self.facts, self.decisions, self.dropped))
