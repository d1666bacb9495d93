"""Answers of queries as tables of a page: an IRI of the dataset is a link to its page."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from kg.query.terms import short
from kg.serve.paths import path_of

_LONG = 24
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::00)?(?:\+09:00)?")
"""A time without what every Korean time has."""
_SPAN = ("start", "end")

SHOWN = 500
"""Rows that a page shows; all of them can be downloaded."""


class Cell(NamedTuple):
    """A value: its text, the path of its page if it has one."""

    text: str
    path: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it needs a wide column."""
        return len(self.text) > _LONG


class Table(NamedTuple):
    """An answer: its columns, its rows, how many rows there are, and the yes or no of an ASK."""

    columns: list[str]
    rows: list[list[Cell]]
    total: int
    boolean: bool | None = None


def table(data: bytes, base: str) -> Table:
    """Return an answer in SPARQL 1.1 Query Results JSON as a table.

    Args:
        data: the answer.
        base: what the IRIs of the dataset begin with.
    """
    answer = json.loads(data)
    if "boolean" in answer:
        return Table([], [], 0, bool(answer["boolean"]))
    columns: list[str] = answer["head"]["vars"]
    bindings = answer["results"]["bindings"]
    placed = {"article", *_SPAN} <= set(columns)
    shown = [name for name in columns if not (placed and name in _SPAN)]
    rows = [[_cell(row.get(name), base) for name in shown] for row in bindings[:SHOWN]]
    if placed:
        place = shown.index("article")
        for row, binding in zip(rows, bindings, strict=False):
            row[place] = _at_words(row[place], binding)
    return Table(shown, rows, len(bindings))


def _cell(term: dict[str, Any] | None, base: str) -> Cell:
    if term is None:
        return Cell("")
    if term["type"] == "uri":
        return Cell(short(term["value"]), path_of(term["value"], base) or "")
    text = str(term["value"])
    time = _TIME.fullmatch(text)
    return Cell(f"{time[1]} {time[2]}" if time else text)


def _at_words(cell: Cell, binding: dict[str, Any]) -> Cell:
    """Let an article of a row that says where its words begin and end lead to that place."""
    span = [str(binding.get(name, {}).get("value", "")) for name in _SPAN]
    if not cell.path.startswith("/article/") or not all(part.isdigit() for part in span):
        return cell
    return Cell(cell.text, f"{cell.path}/text/{'-'.join(span)}")
