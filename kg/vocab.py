"""The vocabulary: prefixes, the terms that may be written, and how a text becomes a part of an IRI.

The namespace is closed over `ontology/kg.ttl`: that file defines the terms of `kg:` and names the terms of other
vocabularies that kg writes. Anything else raises `VocabularyError`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import VocabularyError
from kg.resources import shipped

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "kg": "https://kg.example/ontology#",
        "kgs": "https://kg.example/shapes#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "skosxl": "http://www.w3.org/2008/05/skos-xl#",
        "time": "http://www.w3.org/2006/time#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Namespace by prefix, the same in queries, exports, shapes and documentation."""

DEFAULT_BASE = "https://kg.example/data/"
"""Where the IRIs of data begin unless the user says otherwise."""

LANGUAGES = ("ko", "en")
"""Languages of labels and comments, the first one first."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the closed vocabulary.

    Attributes:
        iri: its full IRI.
        curie: its IRI with a prefix of `PREFIXES`.
        types: full IRIs of its types in the ontology file; empty for a term of another vocabulary.
        labels: label by language.
        notes: definition or, for a term of another vocabulary, its use here, by language.
        other_labels: alternative labels in any language.
        scheme: full IRI of the concept scheme that a concept belongs to.
        notation: the concept's code, if it has one.
    """

    iri: str
    curie: str
    types: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    other_labels: tuple[str, ...] = ()
    scheme: str | None = None
    notation: str | None = None


@cache
def iri(curie: str) -> str:
    """Return the full IRI of a term such as `"kg:Position"` or `"schema:worksFor"`.

    Raises:
        VocabularyError: the ontology file has no such term.
    """
    prefix, _, name = curie.partition(":")
    full = PREFIXES.get(prefix, "") + name
    if prefix not in PREFIXES or full not in terms():
        raise VocabularyError(
            f"The vocabulary has no term {curie!r}; the terms stand in ontology/kg.ttl.",
            f"어휘에 {curie!r}라는 말이 없습니다. 쓸 수 있는 말은 ontology/kg.ttl에 있습니다.",
        )
    return full


@cache
def node(curie: str) -> ox.NamedNode:
    """Return the term as a node of the graph.

    Raises:
        VocabularyError: the ontology file has no such term.
    """
    return ox.NamedNode(iri(curie))


@cache
def terms() -> Mapping[str, Term]:
    """Return every term that may be written, by full IRI, in the order of the ontology file."""
    described: dict[str, list[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]] = {}
    for quad in ox.parse(path=str(shipped("ontology") / "kg.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode):
            described.setdefault(quad.subject.value, []).append((quad.predicate.value, quad.object))
    found = {}
    for subject, properties in described.items():
        if any(name == _IS_DEFINED_BY for name, _ in properties):
            found[subject] = _term(subject, properties)
    return MappingProxyType(found)


@cache
def concepts(scheme: str) -> tuple[Term, ...]:
    """Return the concepts of a scheme such as `"kg:RoleScheme"`, in the order of the ontology file.

    Raises:
        VocabularyError: the ontology file has no such scheme.
    """
    wanted = iri(scheme)
    return tuple(term for term in terms().values() if term.scheme == wanted)


def compact(full: str) -> str:
    """Return `full` with the prefix of its namespace, or unchanged where no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        if full.startswith(namespace) and _LOCAL_NAME.fullmatch(full, len(namespace)):
            return f"{prefix}:{full[len(namespace) :]}"
    return full


def segment(text: str) -> str:
    """Return `text` as one segment of an IRI path: readable, and different for different texts.

    The text is taken in NFC. A space becomes `_`, and `_` becomes `%5F`. Delimiters, white space, control, format and
    private-use characters, which RFC 3987 does not allow in a segment or which cannot be seen, become the
    percent-encoded bytes of their UTF-8. Everything else stays as it is, Hangul above all.
    """
    normal = unicodedata.normalize("NFC", text)
    if normal in (".", ".."):  # these two mean something else in a path
        return normal.replace(".", "%2E")
    return _ENCODED.sub(_encode, normal)


# What a segment cannot hold as it is: ASCII other than RFC 3987's `ipchar` without `:` and `@`; C1 controls; spaces,
# format and bidirectional characters; invisible Hangul fillers; surrogates, private use and noncharacters; tags.
_ENCODED = re.compile(
    "[^!$&'()*+,;=A-Za-z0-9.~\u00a1-\U000dffff-]"
    "|[\u00ad\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164]"
    "|[\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff]"
    "|[" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xE0000, 0x10000)) + "]"
)
_LOCAL_NAME = re.compile(r"[\w][\w.-]*(?<!\.)")

_IS_DEFINED_BY = PREFIXES["rdfs"] + "isDefinedBy"
_TYPE = PREFIXES["rdf"] + "type"
_LABELS = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel")
_NOTES = (PREFIXES["skos"] + "scopeNote", PREFIXES["skos"] + "definition", PREFIXES["rdfs"] + "comment")  # last wins
_ALT_LABEL, _IN_SCHEME, _NOTATION = (PREFIXES["skos"] + name for name in ("altLabel", "inScheme", "notation"))


def _encode(match: re.Match[str]) -> str:
    char = match.group()
    if char == " ":
        return "_"
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def _term(full: str, properties: list[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]) -> Term:
    def named(*predicates: str) -> Iterator[str]:
        for predicate in predicates:
            yield from (o.value for name, o in properties if name == predicate and isinstance(o, ox.NamedNode))

    def texts(*predicates: str) -> Iterator[ox.Literal]:
        for predicate in predicates:
            yield from (o for name, o in properties if name == predicate and isinstance(o, ox.Literal))

    return Term(
        iri=full,
        curie=compact(full),
        types=tuple(named(_TYPE)),
        labels=MappingProxyType({literal.language or "": literal.value for literal in texts(*_LABELS)}),
        notes=MappingProxyType({literal.language or "": literal.value for literal in texts(*_NOTES)}),
        other_labels=tuple(literal.value for literal in texts(_ALT_LABEL)),
        scheme=next(named(_IN_SCHEME), None),
        notation=next((literal.value for literal in texts(_NOTATION)), None),
    )
