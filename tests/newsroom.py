"""A small newsroom's dataset, from facts documents through identity and mapping; what the asking side is tested on."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import msgspec
from pyoxigraph import Quad, Store

from kg.errors import Reason
from kg.mapping import (
    Identity,
    MappingSettings,
    SetAside,
    map_copy,
    map_document,
    map_entity,
    map_role,
    map_set_aside,
)
from kg.model import EventTime, FactsDocument, Position
from kg.rdf import Statement, as_quads
from kg.resolve import Member, assign, fingerprint, members, one_text, profile

FACTS = Path(__file__).with_name("newsroom.jsonl")
SETTINGS = MappingSettings()
BACKWARDS = Reason("The event ends before it begins.", "행사가 시작하기 전에 끝납니다.")


def statements(facts: Path = FACTS) -> list[Statement]:
    """Return the dataset of these facts documents; an event that ends before it begins is set aside."""
    documents = [msgspec.json.decode(line, type=FactsDocument) for line in facts.read_bytes().splitlines()]
    blocks: defaultdict[str, list[Member]] = defaultdict(list)
    for document in documents:
        for member in members(document):
            blocks[member.block].append(member)
    paths = {key: path for block in blocks.values() for key, path in assign(block).items()}
    result = [statement for document in documents for statement in _document(document, paths)]
    for copy, first in combinations(reversed(documents), 2):
        if one_text(fingerprint(copy.article.text), fingerprint(first.article.text)):
            result += map_copy(copy.id, first.id, SETTINGS)
    identities = defaultdict(list)
    for member in (m for block in blocks.values() for m in block):
        identities[paths[member.document, member.local]].append(member)
    for path, group in identities.items():
        known = profile((m.type, m.names, m.gpe, 1) for m in group)
        result += map_entity(Identity(SETTINGS.base + path, known.types, known.names, known.gpe), SETTINGS)
    return result


def quads(facts: Path = FACTS) -> list[Quad]:
    """Return the dataset of these facts documents as quads of pyoxigraph."""
    return as_quads(statements(facts))


def dataset(facts: Path = FACTS) -> Store:
    """Return the dataset as a store in memory."""
    store = Store()
    store.extend(quads(facts))
    return store


def _document(document: FactsDocument, paths: dict[tuple[str, str], str]) -> list[Statement]:
    bad = [f for f in document.facts if isinstance(f, EventTime) and f.end is not None and f.end < (f.start or "")]
    good = msgspec.structs.replace(document, facts=tuple(f for f in document.facts if f not in bad))
    iris = {local: SETTINGS.base + paths[document.id, local] for local in document.entities}
    aside = [
        SetAside(
            msgspec.json.encode(f).decode(),
            "event_time",
            BACKWARDS,
            "https://kg.example/shapes#EventTime",
            f.evidence[0],
        )
        for f in bad
    ]
    return [
        *map_document(good, iris, SETTINGS).statements,
        *map_set_aside(document.id, aside, SETTINGS),
        *(said for f in good.facts if isinstance(f, Position) for said in map_role(f.title, SETTINGS)),
    ]
