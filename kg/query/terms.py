"""Terms as people read them."""

from __future__ import annotations

from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.vocab import compact


def short(iri: str) -> str:
    """Return `iri` as people read it: with its prefix, or its last segment decoded.

    >>> short("https://kg.example/ontology#organizer")
    'kg:organizer'
    >>> short("https://kg.example/data/organization/서울_대학교")
    '서울 대학교'
    """
    curie = compact(iri)
    if curie != iri:
        return curie
    segment = iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]
    return unquote(segment.replace("_", " ")) or iri


def shown(term: NamedNode | BlankNode | Literal | Triple | None) -> str:
    """Return a term as it stands in a table: a literal's text, an IRI short, nothing for what is unbound."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return short(term.value)
    return term.value if isinstance(term, Literal) else str(term)
