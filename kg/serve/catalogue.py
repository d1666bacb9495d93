"""Names of entities and headlines of articles, listed once so that a search looks at memory alone."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import islice, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from kg.query.lookup import Dated, articles, names
from kg.query.nearness import near
from kg.serve.paths import KINDS

if TYPE_CHECKING:
    from kg.query import Dataset

_SHORT = 30
"""Characters of a headline that stand beside a name."""
_COMPARED = 50_000
"""Names that are compared with one that was not found."""
_END = "\n"
"""Ends each name in the text that is searched; folding removes it from the names themselves."""


class Named(NamedTuple):
    """An entity by one of its names: the main name, the name that was found, its kind and IRI."""

    name: str
    found: str
    kind: str
    iri: str


class Catalogue:
    """What can be looked up by name.

    Attributes:
        base: what the IRIs of the dataset begin with.
        articles: every article, the newest first.
        dates: headline and date by the IRI of the article.
        kinds: the entities of each kind by their main names, in their order.
    """

    def __init__(self, dataset: Dataset, base: str) -> None:
        self.base = base
        main: dict[str, str] = {}
        spelled: list[tuple[str, str]] = []
        for name, iri, is_main in names(dataset):
            if is_main:
                main[iri] = name
            spelled.append((name, iri))
        rows = [
            Named(main.get(iri, name), name, kind, iri)
            for name, iri in spelled
            if (kind := iri[len(base) :].partition("/")[0]) in KINDS and iri.startswith(base)
        ]
        rows.sort(key=lambda row: (row.name, row.iri, row.found != row.name, row.found))
        self._rows = rows
        self._entities = _Text(row.found for row in rows)
        self.articles = sorted(articles(dataset), key=lambda a: (a.published, a.iri), reverse=True)
        self._headlines = _Text(article.headline for article in self.articles)
        self.dates = {article.iri: article for article in self.articles}
        self.kinds = {kind: [row for row in rows if row.kind == kind and row.found == row.name] for kind in KINDS}

    def entities(self, text: str, kind: str, most: int) -> list[Named]:
        """Return entities of which a name holds `text`: whole names first, then beginnings, each entity once.

        Args:
            text: what is looked for; case, width and spaces do not matter.
            kind: one of `KINDS`, empty for any.
            most: entities at most.
        """
        wanted = folded(text)
        if not wanted:
            return []
        rows = (self._rows[number] for number in self._entities.holding(wanted))
        ranked = sorted(
            (row for row in rows if not kind or row.kind == kind),
            key=lambda row: (_rank(folded(row.found), wanted), len(row.found)),
        )
        found: dict[str, Named] = {}
        for row in ranked:
            found.setdefault(row.iri, row)
            if len(found) == most:
                break
        return list(found.values())

    def called(self, name: str) -> list[Named]:
        """Return the entities whose main name is `name`, letter by letter."""
        at = bisect_left(self._rows, name, key=attrgetter("name"))
        same = takewhile(lambda row: row.name == name, islice(self._rows, at, None))
        return [row for row in same if row.found == name]

    def told_apart(self, iri: str) -> str:
        """Return what tells an entity from others of its name, as its IRI has it: `나래시 · 부시장` of a post.

        Of one that only one article knows it is the article's headline.
        """
        parts = iri.rpartition("/")[2].split("~")[1:]
        if parts[:1] == ["in"]:
            ident = "~".join(parts[1:])
            article = self.dates.get(f"{self.base}article/{ident}")
            if article and article.headline:
                return _cut(article.headline)
            parts = [ident]
        return " · ".join(unquote(part.replace("_", " ")) for part in parts if part not in ("post", "title", "seat"))

    def near(self, text: str) -> tuple[str, ...]:
        """Return names that are written nearly like `text`, of which there is none; the nearest first."""
        if not text or self.entities(text, "", 1):
            return ()
        return near(text, islice(dict.fromkeys(row.found for row in self._rows), _COMPARED))

    def headlines(self, text: str, most: int) -> list[Dated]:
        """Return articles of which the headline holds `text`, the newest first."""
        wanted = folded(text)
        if not wanted:
            return []
        return [self.articles[number] for number, _ in zip(self._headlines.holding(wanted), range(most), strict=False)]


class _Text:
    """Many short texts as one, in which a search runs at the speed of `str.find`."""

    def __init__(self, texts: Iterable[str]) -> None:
        parts = [folded(text) + _END for text in texts]
        self._starts, at = [], 0
        for part in parts:
            self._starts.append(at)
            at += len(part)
        self._all = "".join(parts)

    def holding(self, wanted: str) -> Iterable[int]:
        """Yield the numbers of the texts that hold `wanted`, each once."""
        at = self._all.find(wanted)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            if number + 1 == len(self._starts):
                return
            at = self._all.find(wanted, self._starts[number + 1])


def _cut(headline: str) -> str:
    return headline if len(headline) <= _SHORT else headline[: _SHORT - 1].rstrip() + "…"


def folded(text: str) -> str:
    """Return the form in which names are searched: NFKC, case folded, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _rank(name: str, wanted: str) -> int:
    return 0 if name == wanted else 1 if name.startswith(wanted) else 2
