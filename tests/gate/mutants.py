"""Random graphs, valid and broken: mapped sample documents with triples dropped, doubled, retyped or replaced."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import msgspec
import pyoxigraph as ox

from kg.mapping import Identity, MappingSettings, map_document, map_entity, map_role
from kg.model import FactsDocument, Position
from kg.rdf import Statement, as_quads
from kg.vocab import DEFAULT_BASE, PREFIXES, terms

FACTS = Path(__file__).resolve().parents[2] / "data" / "facts.jsonl"
SETTINGS = MappingSettings()
XSD, TYPE = PREFIXES["xsd"], ox.NamedNode(PREFIXES["rdf"] + "type")
SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
FACTS_KEPT = 6

ODD: tuple[ox.NamedNode | ox.BlankNode | ox.Literal, ...] = (
    ox.Literal(""),
    ox.Literal("한가람"),
    ox.Literal("한가람", language="ko"),
    ox.Literal("Han", language="en"),
    ox.Literal('\\ " \n 😀'),
    ox.BlankNode("b"),
    ox.NamedNode("urn:x"),
    *(
        ox.Literal(text, datatype=ox.NamedNode(XSD + name))
        for name, texts in {
            "integer": ("0", "-1", "7", "007", "999", "x", "9" * 30),
            "decimal": ("0", "0.5", "1.0", "1.01", "-0.1", ".5", "x"),
            "double": ("0.5", "INF", "x"),
            "boolean": ("true", "1", "x"),
            "date": ("2024-10-05", "2024-13-05", "2024-10-05+09:00", "x"),
            "dateTime": (
                "2024-10-05T08:00:00+09:00",
                "2024-10-05T08:00:00",
                "2024-10-05T08:00:00Z",
                "1900-01-01T00:00:00+09:00",
                "2999-01-01T00:00:00+09:00",
                "2024-10-05",
            ),
            "gYear": ("2024", "x"),
            "gYearMonth": ("2024-10", "2024-13"),
            "string": ("KRW", "0" * 64),
            "anyURI": ("urn:x", ""),
        }.items()
        for text in texts
    ),
)
"""Objects that stand where they should not, or are read one way here and another there."""


@cache
def documents() -> tuple[FactsDocument, ...]:
    """Return the sample documents of the project."""
    return tuple(
        msgspec.json.decode(line, type=FactsDocument) for line in FACTS.read_text(encoding="utf-8").splitlines()
    )


def mapped(document: FactsDocument) -> list[Statement]:
    """Return the graph of a document with what the entity graph says of what it names."""
    iris = {local: f"{DEFAULT_BASE}x/{local}" for local in document.entities}
    statements = list(map_document(document, iris, SETTINGS).statements)
    for local, entity in document.entities.items():
        statements += map_entity(Identity(iris[local], (entity.type,), entity.names, entity.gpe), SETTINGS)
    for fact in document.facts:
        if isinstance(fact, Position) and fact.title:
            statements += map_role(fact.title, SETTINGS)
    return statements


def mutant(seed: int) -> list[ox.Quad]:
    """Return the graph of some facts of a sample document, with no to five changes; the same for the same seed."""
    random = Random(seed)
    document = random.choice(documents())
    facts = tuple(random.sample(document.facts, min(FACTS_KEPT, len(document.facts))))
    named = {local for fact in facts for name in fact.entity_arguments if (local := getattr(fact, name)) is not None}
    entities = {local: entity for local, entity in document.entities.items() if local in named}
    mentions = tuple(mention for mention in document.mentions if mention.entity in entities)
    quads = as_quads(mapped(msgspec.structs.replace(document, facts=facts, entities=entities, mentions=mentions)))
    for _ in range(random.choice((0, 1, 1, 1, 2, 3, 5))):
        random.choice(CHANGES)(random, quads)
    return quads


def _changed(quad: ox.Quad, **parts: object) -> ox.Quad:
    subject, predicate, target = (parts.get(name, getattr(quad, name)) for name in ("subject", "predicate", "object"))
    return ox.Quad(subject, predicate, target, quad.graph_name)  # type: ignore[arg-type]


def _drop(random: Random, quads: list[ox.Quad]) -> None:
    quads.remove(random.choice(quads))


def _drop_subject(random: Random, quads: list[ox.Quad]) -> None:
    subject = random.choice(quads).subject
    quads[:] = [quad for quad in quads if quad.subject != subject] or quads


def _repeat(random: Random, quads: list[ox.Quad]) -> None:
    quads.append(random.choice(quads))


def _second_value(random: Random, quads: list[ox.Quad]) -> None:
    quads.append(_changed(random.choice(quads), object=_any_object(random, quads)))


def _replace_value(random: Random, quads: list[ox.Quad]) -> None:
    index = random.randrange(len(quads))
    quads[index] = _changed(quads[index], object=_any_object(random, quads))


def _replace_by_like(random: Random, quads: list[ox.Quad]) -> None:
    index = random.randrange(len(quads))
    like = [quad.object for quad in quads if quad.predicate == quads[index].predicate]
    quads[index] = _changed(quads[index], object=random.choice(like))


def _replace_subject(random: Random, quads: list[ox.Quad]) -> None:
    index = random.randrange(len(quads))
    subject = random.choice([random.choice(quads).subject, ox.BlankNode("b"), ox.NamedNode("urn:x")])
    quads[index] = _changed(quads[index], subject=subject)


def _replace_predicate(random: Random, quads: list[ox.Quad]) -> None:
    index = random.randrange(len(quads))
    quads[index] = _changed(quads[index], predicate=random.choice(quads).predicate)


def _retype(random: Random, quads: list[ox.Quad]) -> None:
    index = random.choice([index for index, quad in enumerate(quads) if quad.predicate == TYPE])
    quads[index] = _changed(quads[index], object=_any_class(random))


def _second_type(random: Random, quads: list[ox.Quad]) -> None:
    quads.append(ox.Quad(random.choice(quads).subject, TYPE, _any_class(random)))


def _subclass(random: Random, quads: list[ox.Quad]) -> None:
    quads.append(ox.Quad(_any_class(random), SUBCLASS, _any_class(random)))


def _rename(random: Random, quads: list[ox.Quad]) -> None:
    old, new = random.choice(quads).subject, random.choice([ox.BlankNode("c"), random.choice(quads).subject])
    for index, quad in enumerate(quads):
        subject, target = (new if node == old else node for node in (quad.subject, quad.object))
        quads[index] = _changed(quad, subject=subject, object=target)


def _relanguage(random: Random, quads: list[ox.Quad]) -> None:
    index = random.choice([index for index, quad in enumerate(quads) if isinstance(quad.object, ox.Literal)])
    text = quads[index].object.value
    datatype = ox.NamedNode(XSD + random.choice(("string", "integer", "date", "dateTime", "decimal")))
    quads[index] = _changed(
        quads[index], object=random.choice([ox.Literal(text, language="ko"), ox.Literal(text, datatype=datatype)])
    )


def _any_object(random: Random, quads: list[ox.Quad]) -> object:
    return random.choice(ODD) if random.random() < 0.6 else random.choice(quads).object


def _any_class(random: Random) -> ox.NamedNode:
    return ox.NamedNode(
        random.choice([name for name in terms() if name.rpartition("#")[2].rpartition("/")[2][:1].isupper()])
    )


CHANGES: tuple[Callable[[Random, list[ox.Quad]], None], ...] = (
    _drop,
    _drop_subject,
    _repeat,
    _second_value,
    _replace_value,
    _replace_value,
    _replace_by_like,
    _replace_by_like,
    _replace_subject,
    _replace_predicate,
    _retype,
    _second_type,
    _subclass,
    _rename,
    _relanguage,
)
