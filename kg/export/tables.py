"""The network as CSV files for the bulk import of graph databases.

Text is in UTF-8, fields are quoted where they need it, quotes doubled. Control characters that importers stumble over
become U+FFFD; line breaks stay, within quotes. Lists are JSON text. What is said stands in nodes of its own, between
who says it and what it names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.export.networks import feed
from kg.export.request import Request
from kg.export.sinks import Attributes, Spool, scalars, text

_SPAN = ("evidence_article", "evidence_start", "evidence_end", "evidence_quote", "evidence")
_ENTITY = ("label", "type", "types", "names", "start", "end", "times", "titles", "measures")
_STATEMENT = ("text", "manner", "verb")
_ORIGIN = ("article", "published", "confidence", "rule", *_SPAN)
_EDGE = ("label", "title", "status", "role", "action", "predicate")
_TYPED = {"confidence": "double", "evidence_start": "long", "evidence_end": "long"}

RELATIONSHIPS: Mapping[str, str] = {
    "Position": "POSITION",
    "Participation": "PARTICIPATION",
    "EventPlace": "EVENT_PLACE",
    "PolicyAction": "POLICY_ACTION",
    "Relation": "RELATION",
    "Statement": "SAID",
    "Mention": "SAID_ABOUT",
}
"""What types of edges are called in a database."""

_NEO4J = """neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=edges.csv --multiline-fields=true
"""


class File(NamedTuple):
    """A file of several: its name and what it holds."""

    name: str
    content: Spool


def neo4j(request: Request) -> Iterator[File]:
    """Yield the files for `neo4j-admin database import`, and the command that takes them."""
    sink = _Neo4j()
    feed(request, sink)
    yield File("nodes.csv", sink.nodes)
    yield File("edges.csv", sink.edges)
    yield File("import.sh", _whole(_NEO4J))


def kuzu(request: Request) -> Iterator[File]:
    """Yield a file for each table of Kuzu, and the statements that make and fill the tables."""
    sink = _Kuzu()
    feed(request, sink)
    for name, spool in sink.spools.items():
        yield File(f"{name}.csv", spool)
    yield File("import.cypher", _whole(_schema()))


class _Neo4j:
    """Nodes in one file, edges in another; headers name ids, labels, types of relationships and of values."""

    def __init__(self) -> None:
        self.nodes, self.edges = Spool(), Spool()
        self._node = (*_ENTITY, *_STATEMENT, *_ORIGIN)
        self._edge = (*_EDGE, *_ORIGIN)
        self.nodes.add(_row(("id:ID", ":LABEL", *map(_header, self._node))))
        self.edges.add(_row((":START_ID", ":END_ID", ":TYPE", "fact", *map(_header, self._edge))))

    def node(self, iri: str, attributes: Attributes, days: Iterable[str]) -> None:  # noqa: ARG002 - no time here
        labels = ";".join(attributes.get("types", [attributes["type"]]))
        self.nodes.add(_row((iri, labels, *_values(attributes, self._node))))

    def edge(self, source: str, target: str, key: str, attributes: Attributes) -> None:
        kind = RELATIONSHIPS[attributes["type"]]
        self.edges.add(_row((source, target, kind, key, *_values(attributes, self._edge))))


class _Kuzu:
    """A file for each table: entities, statements, and each type of edge."""

    def __init__(self) -> None:
        self.spools = {name: Spool() for name in ("Entity", "Statement", *RELATIONSHIPS.values())}
        for name, spool in self.spools.items():
            spool.add(_row([column for column, _ in _columns(name)]))

    def node(self, iri: str, attributes: Attributes, days: Iterable[str]) -> None:  # noqa: ARG002 - no time here
        table = "Statement" if attributes["type"] == "Statement" else "Entity"
        names = [column for column, _ in _columns(table)[1:]]
        self.spools[table].add(_row((iri, *_values(attributes, names))))

    def edge(self, source: str, target: str, key: str, attributes: Attributes) -> None:
        table = RELATIONSHIPS[attributes["type"]]
        names = [column for column, _ in _columns(table)[3:]]
        self.spools[table].add(_row((source, target, key, *_values(attributes, names))))


def _columns(table: str) -> list[tuple[str, str]]:
    """Return the columns of a table of Kuzu with their types."""
    if table == "Entity":
        names = ["id", *_ENTITY, *_SPAN]
    elif table == "Statement":
        names = ["id", *_STATEMENT, *_ORIGIN]
    else:
        names = ["from", "to", "fact", *_EDGE, *_ORIGIN]
    kinds = {"double": "DOUBLE", "long": "INT64"}
    return [(name, kinds.get(_TYPED.get(name, ""), "STRING")) for name in names]


def _schema() -> str:
    """Return the statements that make and fill the tables of Kuzu; names that its language has are quoted."""
    lines = []
    for table in ("Entity", "Statement"):
        columns = ", ".join(f"`{name}` {kind}" for name, kind in _columns(table))
        lines.append(f"CREATE NODE TABLE {table}({columns}, PRIMARY KEY(`id`));")
    for kind, table in RELATIONSHIPS.items():
        ends = {"Statement": ("Entity", "Statement"), "Mention": ("Statement", "Entity")}.get(
            kind, ("Entity", "Entity")
        )
        columns = ", ".join(f"`{name}` {kind}" for name, kind in _columns(table)[2:])
        lines.append(f"CREATE REL TABLE {table}(FROM {ends[0]} TO {ends[1]}, {columns});")
    tables = ("Entity", "Statement", *RELATIONSHIPS.values())
    lines += [f'COPY {table} FROM "{table}.csv" (HEADER=true, PARALLEL=false);' for table in tables]
    return "\n".join(lines) + "\n"


def _values(attributes: Attributes, names: Iterable[str]) -> Iterator[str]:
    found = dict(scalars(attributes))
    return (str(found.get(name, "")) for name in names)


def _header(name: str) -> str:
    return f"{name}:{_TYPED[name]}" if name in _TYPED else name


def _row(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([text(cell) for cell in cells])
    return written.getvalue()


def _whole(content: str) -> Spool:
    spool = Spool()
    spool.add(content)
    return spool
