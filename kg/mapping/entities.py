"""Names and types of entities and roles, which stand once, in the entity graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg.mapping.literals import language_tag, words
from kg.mapping.settings import MappingSettings, entity_graph, role_iri
from kg.model import EntityType
from kg.vocab import node

_CLASSES: dict[EntityType, tuple[str, ...]] = {
    "Person": ("schema:Person",),
    "Organization": ("org:Organization", "schema:Organization"),
    "Place": ("schema:Place",),
    "Event": ("schema:Event", "sem:Event"),
    "Policy": ("kg:Policy",),
}
_GPE = (
    "org:Organization",
    "schema:Organization",
    "schema:GovernmentOrganization",
    "schema:Place",
    "schema:AdministrativeArea",
)


@dataclass(frozen=True, slots=True)
class Identity:
    """One entity as all its articles together name it.

    Attributes:
        iri: its IRI.
        types: what the articles take it for.
        names: its names, the primary one first.
        gpe: whether it is a country or local government, which is both a place and a body that acts.
        language: the language of the names.
    """

    iri: str
    types: tuple[EntityType, ...]
    names: tuple[str, ...]
    gpe: bool = False
    language: str = "ko"


def classes(types: Sequence[EntityType], gpe: bool) -> tuple[NamedNode, ...]:
    """Return the classes of an entity of these types, each once."""
    curies = [curie for kind in types for curie in _CLASSES[kind]] + list(_GPE if gpe else ())
    return tuple(node(curie) for curie in dict.fromkeys(curies))


def map_entity(identity: Identity, settings: MappingSettings) -> tuple[Quad, ...]:
    """Return the quads of an entity: its types, its primary name, its other names."""
    this, graph, language = NamedNode(identity.iri), entity_graph(settings.base), language_tag(identity.language)
    names = [words(name, language) for name in dict.fromkeys(identity.names)]
    return (
        *(Quad(this, node("rdf:type"), kind, graph) for kind in classes(identity.types, identity.gpe)),
        *(Quad(this, node("schema:name"), name, graph) for name in names[:1]),
        *(Quad(this, node("skos:altLabel"), name, graph) for name in names[1:]),
    )


def map_role(title: str, settings: MappingSettings, language: str = "ko") -> tuple[Quad, ...]:
    """Return the quads of the role with this title."""
    this, graph = NamedNode(role_iri(settings.base, title)), entity_graph(settings.base)
    return (
        Quad(this, node("rdf:type"), node("org:Role"), graph),
        Quad(this, node("skos:prefLabel"), words(title, language_tag(language)), graph),
    )
