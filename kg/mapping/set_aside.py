"""What was set aside of an article, as a graph of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import Reason
from kg.mapping.literals import integer, plain, words
from kg.mapping.settings import MappingSettings, article_iri, set_aside_graph
from kg.model import Span
from kg.rdf import Statement, Term
from kg.vocab import LANGUAGES, iri


@dataclass(frozen=True, slots=True)
class SetAside:
    """A candidate that did not pass.

    Attributes:
        fact: the candidate as JSON.
        fact_type: its type by its name in the facts document.
        reason: why.
        shape: IRI of the shape that it violates; None if it was refused before the gate.
        span: where it stands in the text, if anywhere.
    """

    fact: str
    fact_type: str
    reason: Reason
    shape: str | None = None
    span: Span | None = None


def map_set_aside(article: str, records: Sequence[SetAside], settings: MappingSettings) -> tuple[Statement, ...]:
    """Return the statements of the graph of what was set aside of the article with this id, numbered from 1."""
    whole, graph = article_iri(settings.base, article), set_aside_graph(settings.base, article)
    statements: list[Statement] = []
    for number, record in enumerate(records, 1):
        this = f"{whole}/set-aside/{number}"
        values: list[tuple[str, Term]] = [
            ("rdf:type", iri("kg:SetAside")),
            ("kg:article", whole),
            ("kg:factType", plain(record.fact_type)),
            *(("kg:reason", words(record.reason.text(language), language)) for language in LANGUAGES),
            ("kg:candidate", plain(record.fact)),
        ]
        if record.shape is not None:
            values.append(("kg:shape", record.shape))
        if record.span is not None:
            values += [("oa:start", integer(record.span[0])), ("oa:end", integer(record.span[1]))]
        statements += [(this, iri(predicate), value, graph) for predicate, value in values]
    return tuple(statements)
