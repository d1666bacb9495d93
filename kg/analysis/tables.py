"""What was measured, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.analysis.changes import Change
from kg.analysis.measures import Analysis, Group, Measured, groups

Cell = str | int | float | None

TABLES = ("centralities", "communities", "brokers", "components", "changes")
"""Their names."""

_FOREMOST = 5
"""Nodes by which a group is introduced."""


class Table(NamedTuple):
    """A table.

    Attributes:
        name: one of `TABLES`.
        columns: their names.
        rows: a cell a column.
        of: how many rows there are in all.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    of: int


def tables(analysis: Analysis, changed: list[Change] | None, top: int) -> Mapping[str, Table]:
    """Return the tables by name, each of `top` rows at most (0 for all); `changes` where there are any to tell."""
    brokers = [node for node in analysis.top(lambda node: node.betweenness) if node.constraint is not None]
    made = [
        _table("centralities", _CENTRALITIES, analysis.top(lambda node: node.pagerank), top),
        _groups("communities", groups(analysis, "community"), top),
        _table("brokers", _BROKERS, brokers, top),
        _groups("components", groups(analysis, "component"), top),
    ]
    if changed is not None:
        rows = [_change(change) for change in changed]
        made.append(Table("changes", _CHANGES, rows[: top or None], len(rows)))
    return {table.name: table for table in made}


_CENTRALITIES = ("label", "type", "pagerank", "degree", "weight", "betweenness", "core", "community", "iri")
_BROKERS = ("label", "type", "betweenness", "bridges", "constraint", "cut", "community", "iri")
_CHANGES = (
    *("label", "type", "state", "degree_before", "degree_after", "rank_before", "rank_after"),
    *("won", "lost", "iri"),
)


def _table(name: str, columns: tuple[str, ...], nodes: Iterable[Measured], top: int) -> Table:
    rows = [tuple(getattr(node, column) for column in columns) for node in nodes]
    return Table(name, columns, rows[: top or None], len(rows))


def _groups(name: str, found: list[Group], top: int) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            group.number,
            group.size,
            ", ".join(f"{kind} {count}" for kind, count in group.types.items()),
            ", ".join(node.label for node in group.foremost[:_FOREMOST]),
        )
        for group in found
    ]
    return Table(name, ("number", "size", "types", "foremost"), rows[: top or None], len(rows))


def _change(change: Change) -> tuple[Cell, ...]:
    return (
        *(change.label, change.type, change.state, *change.degree, *change.rank),
        *(change.won, change.lost, change.iri),
    )
