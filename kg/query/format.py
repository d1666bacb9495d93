"""Write an answer: as a table for people, or in a format that programs read."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, Triple, parse_query_results

from kg.errors import QueryError
from kg.query.answer import Answer, Term
from kg.query.terms import shown

CELL_WIDTH = 60
"""Columns of the terminal that one cell of a table takes at most."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(answer: Answer, format_name: str, stream: BinaryIO) -> None:
    """Write `answer` to `stream` as UTF-8.

    Args:
        answer: what `run` returned.
        format_name: one of `FORMATS`.
        stream: open for bytes.

    Raises:
        QueryError: the format is unknown or does not suit the answer.
    """
    writer = FORMATS.get(format_name)
    if writer is None:
        known = ", ".join(FORMATS)
        raise QueryError(
            f"Unknown format {format_name!r}; known: {known}.",
            f"알 수 없는 형식 {format_name!r}. 쓸 수 있는 형식: {known}.",
        )
    stream.write(writer(answer))


def table(answer: Answer, cell_width: int = CELL_WIDTH) -> str:
    """Return the answer as aligned columns; Korean characters count two columns, as a terminal shows them.

    Sentences (the columns that `with_sentences` adds) stand whole beneath their row, in place of offsets and quote.

    Args:
        answer: of any kind.
        cell_width: columns that a cell takes at most; longer text ends in `…`. 0 never cuts.
    """
    if answer.boolean is not None:
        return "true\n" if answer.boolean else "false\n"
    header, rows = _columns(answer)
    sentences = [at for at, name in enumerate(header) if name == "sentence" or name.endswith("_sentence")]
    if sentences:
        beneath = [[_cell(shown(row[at]), 0) for at in sentences if row[at] is not None] for row in rows]
        kept = [at for at, name in enumerate(header) if name.rpartition("_")[2] not in _SHOWN_IN_SENTENCES]
        lines = _aligned([header[at] for at in kept], [[row[at] for at in kept] for row in rows], cell_width)
        under = ["".join(f"    {text}\n" for text in texts) for texts in beneath]
        return "".join(line + text for line, text in zip(lines, ["", "", *under], strict=True))
    return "".join(_aligned(header, rows, cell_width))


_SHOWN_IN_SENTENCES = ("sentence", "start", "end", "quote")


def _aligned(header: Sequence[str], rows: Sequence[Sequence[Term | None]], cell_width: int) -> list[str]:
    cells = [[_cell(shown(term), cell_width) for term in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(header, *cells, strict=True)]
    lines = [header, ["─" * w for w in widths], *cells]
    return [
        "  ".join(text + " " * (w - width(text)) for text, w in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    ]


def width(text: str) -> int:
    """Return how many columns of a terminal `text` takes (Unicode Standard Annex 11; ambiguous counts one)."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Cf", "Me", "Mn") or "\u1160" <= character <= "\u11ff":
        return 0  # marks, invisible characters, and the vowels and finals of Hangul syllables in parts
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _cell(text: str, most: int) -> str:
    """Return `text` on one line of at most `most` columns; what a terminal would obey is shown as a space."""
    line = " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())
    if not most or width(line) <= most:
        return line
    kept, taken = "", 0
    for character in line:
        taken += width(character)
        if taken > most - 1:
            break
        kept += character
    return kept + "…"


def _columns(answer: Answer) -> tuple[list[str], list[tuple[Term | None, ...]]]:
    if answer.triples is None:
        return list(answer.variables), list(answer.rows)
    return ["subject", "predicate", "object"], [(t.subject, t.predicate, t.object) for t in answer.triples]


def _table(answer: Answer) -> bytes:
    return table(answer).encode()


def _results(results_format: QueryResultsFormat) -> Callable[[Answer], bytes]:
    """Return a writer of a SPARQL results format; Oxigraph does the writing."""

    def writer(answer: Answer) -> bytes:
        if answer.triples is not None:
            raise QueryError(
                f"The query builds a graph: choose table or turtle, not {results_format.file_extension}.",
                f"그래프를 만드는 질의입니다. {results_format.file_extension} 대신 table이나 turtle을 고르세요.",
            )
        plain = results_format != QueryResultsFormat.XML
        data = json.dumps(_sparql_json(answer if plain else _without_controls(answer)))
        return parse_query_results(data, QueryResultsFormat.JSON).serialize(format=results_format) or b""

    return writer


def _without_controls(answer: Answer) -> Answer:
    """Return the answer with what XML 1.0 cannot hold replaced by U+FFFD."""
    return replace(answer, rows=tuple(tuple(_clean(term) for term in row) for row in answer.rows))


def _clean(term: Term | None) -> Term | None:
    if not isinstance(term, Literal) or not _NOT_XML.search(term.value):
        return term
    text = _NOT_XML.sub("\ufffd", term.value)
    return Literal(text, language=term.language) if term.language else Literal(text, datatype=term.datatype)


def _sparql_json(answer: Answer) -> dict[str, object]:
    """Return the answer after the recommendation SPARQL 1.1 Query Results JSON Format."""
    if answer.boolean is not None:
        return {"head": {}, "boolean": answer.boolean}
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return {"head": {"vars": answer.variables}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}


def _turtle(answer: Answer) -> bytes:
    from kg.export.turtle import triples_as_turtle

    return triples_as_turtle(_graph(answer, "turtle"))


def _ntriples(answer: Answer) -> bytes:
    return "".join(f"{triple} .\n" for triple in _graph(answer, "ntriples")).encode()


def _graph(answer: Answer, name: str) -> tuple[Triple, ...]:
    if answer.triples is None:
        raise QueryError(
            f"The query answers with rows: {name} is for queries that build a graph (CONSTRUCT, DESCRIBE).",
            f"행으로 답하는 질의입니다. {name}은 그래프를 만드는 질의(CONSTRUCT, DESCRIBE)에만 씁니다.",
        )
    return answer.triples


def _parquet(answer: Answer) -> bytes:
    from kg.query.parquet import parquet

    return parquet(answer)


FORMATS: Mapping[str, Callable[[Answer], bytes]] = {
    "table": _table,
    "csv": _results(QueryResultsFormat.CSV),
    "tsv": _results(QueryResultsFormat.TSV),
    "json": _results(QueryResultsFormat.JSON),
    "xml": _results(QueryResultsFormat.XML),
    "turtle": _turtle,
    "ntriples": _ntriples,
    "parquet": _parquet,
}
"""How an answer can be written, by the name that `--format` takes."""
