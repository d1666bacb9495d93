"""Answers of queries as tables of a page.

An article stands by its headline, a code by its label, and names and IRIs of the dataset lead to their pages.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple
from urllib.parse import urlencode

from kg.messages import Say
from kg.query.terms import short
from kg.serve.catalogue import Catalogue
from kg.serve.paths import path_of
from kg.serve.web import code_label
from kg.vocab import LANGUAGES

_LONG = 24
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::00)?(?:\+09:00)?")
"""A time without what every Korean time has."""
_WHEN = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}( [0-9]{2}:[0-9]{2})?")
_ARTICLE = "article"
_SPAN = ("start", "end")
_CODES = frozenset(
    (
        "action",
        "argument",
        "aspect",
        "kind",
        "manner",
        "other_role",
        "relation",
        "role",
        "side",
        "status",
        "tie",
        "type",
    )
)
"""Columns whose values are words of the ontology."""
_NAMES = frozenset(
    (
        *("entity", "event", "from", "holder", "name", "of", "one", "organization"),
        *("other", "other_holder", "to", "where", "who"),
    )
)
"""Columns whose values are names of entities."""

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

    @property
    def is_when(self) -> bool:
        """Whether it is a date or a time, which is read in one line."""
        return bool(_WHEN.fullmatch(self.text))


class Table(NamedTuple):
    """An answer: its columns, its rows, how many rows there are, and the yes or no of an ASK."""

    columns: list[str]
    rows: list[list[Cell]]
    total: int
    boolean: bool | None = None


def table(data: bytes, catalogue: Catalogue, say: Say) -> Table:
    """Return an answer in SPARQL 1.1 Query Results JSON as a table.

    Args:
        data: the answer.
        catalogue: knows the dataset's names and headlines.
        say: the language of the reader; of two columns with a text in both languages one is shown.
    """
    answer = json.loads(data)
    if "boolean" in answer:
        return Table([], [], 0, bool(answer["boolean"]))
    columns: list[str] = answer["head"]["vars"]
    bindings = answer["results"]["bindings"]
    places = {name: span for name in columns if (span := _span(name)) and set(span) <= set(columns)}
    hidden = {end for span in places.values() for end in span} | _other_languages(columns, say.language)
    shown = [name for name in columns if name not in hidden]
    rows = [[_cell(name, row, places.get(name), catalogue, say) for name in shown] for row in bindings[:SHOWN]]
    return Table(shown, rows, len(bindings))


def _span(column: str) -> tuple[str, str] | None:
    """Return the columns that tell where in the article of `column` the words are: `other_start` of `other_article`."""
    if not column.endswith(_ARTICLE):
        return None
    before = column.removesuffix(_ARTICLE)
    return before + _SPAN[0], before + _SPAN[1]


def _other_languages(columns: list[str], language: str) -> set[str]:
    """Return the columns that say in another language what one says in the reader's: `reason_en` beside `reason_ko`."""
    stems = [name.removesuffix(f"_{language}") for name in columns if name.endswith(f"_{language}")]
    return {f"{stem}_{other}" for stem in stems for other in LANGUAGES if other != language} & set(columns)


def _cell(column: str, row: dict[str, Any], span: tuple[str, str] | None, catalogue: Catalogue, say: Say) -> Cell:
    term = row.get(column)
    if term is None:
        return Cell("")
    text = str(term["value"])
    if term["type"] == "uri":
        path = path_of(text, catalogue.base) or ""
        article = catalogue.dates.get(text)
        called = article.headline if article else catalogue.told_apart(text)
        cell = Cell(called or short(text), path)
        return _at_words(cell, row, span) if span else cell
    if column in _CODES:
        return Cell(code_label(say, text))
    if column in _NAMES:
        return Cell(text, _page_of(text, catalogue))
    time = _TIME.fullmatch(text)
    return Cell(f"{time[1]} {time[2]}" if time else text)


def _page_of(name: str, catalogue: Catalogue) -> str:
    """Return the path of the one entity that is called `name`, or of a search where there are several."""
    found = catalogue.called(name)
    if not found:
        return ""
    return "/search?" + urlencode({"q": name}) if len(found) > 1 else path_of(found[0].iri, catalogue.base) or ""


def _at_words(cell: Cell, row: dict[str, Any], span: tuple[str, str]) -> Cell:
    """Let an article of a row that says where its words begin and end lead to that place."""
    ends = [str(row.get(name, {}).get("value", "")) for name in span]
    if not cell.path.startswith("/article/") or not all(part.isdigit() for part in ends):
        return cell
    return Cell(cell.text, f"{cell.path}/text/{'-'.join(ends)}")
