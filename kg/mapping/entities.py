"""Names and types of entities and roles, which stand once, in the entity graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.decision import DatedName
from kg.mapping.literals import language_tag, web_address, words
from kg.mapping.settings import MappingSettings, entity_graph, role_iri
from kg.mapping.time import moment
from kg.model import EntityType
from kg.rdf import Statement
from kg.vocab import iri, segment

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


@cache
def classes(types: tuple[EntityType, ...], gpe: bool) -> tuple[str, ...]:
    """Return the classes of an entity of these types, each once."""
    curies = [curie for kind in types for curie in _CLASSES[kind]] + list(_GPE if gpe else ())
    return tuple(iri(curie) for curie in dict.fromkeys(curies))


def map_entity(identity: Identity, settings: MappingSettings) -> tuple[Statement, ...]:
    """Return what is said of an entity: its types, its names, what authorities call it, and when it bore which name."""
    this, graph, language = identity.iri, entity_graph(settings.base), language_tag(identity.language)
    names = [words(name, language) for name in dict.fromkeys(identity.names)]
    return (
        *((this, iri("rdf:type"), kind, graph) for kind in classes(identity.types, identity.gpe)),
        *((this, iri("schema:name"), name, graph) for name in names[:1]),
        *((this, iri("skos:altLabel"), name, graph) for name in names[1:]),
        *((this, iri("owl:sameAs"), web_address(each), graph) for each in identity.authorities),
        *(statement for name in identity.dated for statement in _dated(this, name, language, graph)),
    )


def _dated(this: str, dated: DatedName, language: str | None, graph: str) -> Iterator[Statement]:
    """A name with its time: a label of its own, for times cannot stand at a literal."""
    label = f"{this}#name.{segment(dated.name)}.{dated.since or ''}-{dated.until or ''}"
    yield this, iri("skosxl:altLabel"), label, graph
    yield label, iri("rdf:type"), iri("skosxl:Label"), graph
    yield label, iri("skosxl:literalForm"), words(dated.name, language), graph
    for text, edge in ((dated.since, "Begin"), (dated.until, "End")):
        when = moment(text) if text else None
        if when is not None:
            yield label, iri(f"sem:hasEarliest{edge}TimeStamp"), when.earliest, graph
            yield label, iri(f"sem:hasLatest{edge}TimeStamp"), when.latest, graph


def map_role(title: str, settings: MappingSettings, language: str = "ko") -> tuple[Statement, ...]:
    """Return the statements about the role with this title."""
    this, graph = role_iri(settings.base, title), entity_graph(settings.base)
    return (
        (this, iri("rdf:type"), iri("org:Role"), graph),
        (this, iri("skos:prefLabel"), words(title, language_tag(language)), graph),
    )
