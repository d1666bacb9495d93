"""What changed between two states of a graph, in terms of articles, entities, facts and decisions.

with edition("monday.kg") as old, edition("tuesday.kg") as new:
found = difference(old, new)

with edition("news.kg", run=3) as old, edition("news.kg", run=5) as new:
found = difference(old, new)
"""

from kg.history.difference import difference
from kg.history.edition import Edition, edition
from kg.history.records import ArticleChange, Difference, EntityChange, FactChange, Move
from kg.history.trail import Step, trail

__all__ = [
    "ArticleChange",
    "Difference",
    "Edition",
    "EntityChange",
    "FactChange",
    "Move",
    "Step",
    "difference",
    "edition",
    "trail",
]
