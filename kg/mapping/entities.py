"""Names and types of entities and roles, which stand once, in the entity graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg.decision import DatedName
from kg.mapping.literals import language_tag, web_address, words
from kg.mapping.settings import MappingSettings, entity_graph, role_iri
from kg.mapping.time import moment
from kg.model import EntityType
from kg.vocab import node, segment

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
        authorities: IRIs that authorities give to it, as people confirmed.
        dated: names that it bore one after the other.
    """

    iri: str
    types: tuple[EntityType, ...]
    names: tuple[str, ...]
    gpe: bool = False
    language: str = "ko"
    authorities: tuple[str, ...] = ()
    dated: tuple[DatedName, ...] = ()


def classes(types: Sequence[EntityType], gpe: bool) -> tuple[NamedNode, ...]:
    """Return the classes of an entity of these types, each once."""
    curies = [curie for kind in types for curie in _CLASSES[kind]] + list(_GPE if gpe else ())
    return tuple(node(curie) for curie in dict.fromkeys(curies))


def map_entity(identity: Identity, settings: MappingSettings) -> tuple[Quad, ...]:
    """Return the quads of an entity: its types, its names, what authorities call it, and when it bore which name."""
    this, graph, language = NamedNode(identity.iri), entity_graph(settings.base), language_tag(identity.language)
    names = [words(name, language) for name in dict.fromkeys(identity.names)]
    return (
        *(Quad(this, node("rdf:type"), kind, graph) for kind in classes(identity.types, identity.gpe)),
        *(Quad(this, node("schema:name"), name, graph) for name in names[:1]),
        *(Quad(this, node("skos:altLabel"), name, graph) for name in names[1:]),
        *(Quad(this, node("owl:sameAs"), web_address(iri), graph) for iri in identity.authorities),
        *(quad for name in identity.dated for quad in _dated(this, name, language, graph)),
    )


def _dated(this: NamedNode, dated: DatedName, language: str | None, graph: NamedNode) -> Iterator[Quad]:
    """A name with its time: a label of its own, for times cannot stand at a literal."""
    label = NamedNode(f"{this.value}#name.{segment(dated.name)}.{dated.since or ''}-{dated.until or ''}")
    yield Quad(this, node("skosxl:altLabel"), label, graph)
    yield Quad(label, node("rdf:type"), node("skosxl:Label"), graph)
    yield Quad(label, node("skosxl:literalForm"), words(dated.name, language), graph)
    for text, edge in ((dated.since, "Begin"), (dated.until, "End")):
        when = moment(text) if text else None
        if when is not None:
            yield Quad(label, node(f"sem:hasEarliest{edge}TimeStamp"), when.earliest, graph)
            yield Quad(label, node(f"sem:hasLatest{edge}TimeStamp"), when.latest, graph)


def map_role(title: str, settings: MappingSettings, language: str = "ko") -> tuple[Quad, ...]:
    """Return the quads of the role with this title."""
    this, graph = NamedNode(role_iri(settings.base, title)), entity_graph(settings.base)
    return (
        Quad(this, node("rdf:type"), node("org:Role"), graph),
        Quad(this, node("skos:prefLabel"), words(title, language_tag(language)), graph),
    )
