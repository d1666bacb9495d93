"""From facts documents to quads: one graph an article, one for names and types, one for what was set aside.

    mapped = map_document(document, {"p1": "https://…/person/…"}, MappingSettings())
    mapped.quads, mapped.facts

Mapping does not judge: what it cannot map it writes so that the gate refuses it with a reason.
"""

from kg.mapping.document import Mapped, map_copy, map_document
from kg.mapping.entities import Identity, map_entity, map_role
from kg.mapping.set_aside import SetAside, map_set_aside
from kg.mapping.settings import (
    ROLES,
    MappingSettings,
    article_graph,
    article_iri,
    copies_graph,
    entity_graph,
    role_iri,
    set_aside_graph,
    text_iri,
)

__all__ = [
    "ROLES",
    "Identity",
    "Mapped",
    "MappingSettings",
    "SetAside",
    "article_graph",
    "article_iri",
    "copies_graph",
    "entity_graph",
    "map_copy",
    "map_document",
    "map_entity",
    "map_role",
    "map_set_aside",
    "role_iri",
    "set_aside_graph",
    "text_iri",
]
