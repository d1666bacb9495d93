"""What annotators wrote by the guidelines passes the gate: the shapes ask for no more than the guidelines do."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from kg.gate import Gate
from kg.mapping import Identity, MappingSettings, map_document, map_entity, map_role
from kg.model import FactsDocument, Position
from kg.vocab import DEFAULT_BASE


def test_gold_documents_pass(benchmark_folder: Path) -> None:
    lines = (benchmark_folder / "articles" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    articles = {record.pop("id"): record for record in map(json.loads, lines)}
    gate, settings, facts = Gate(), MappingSettings(), 0
    for line in (benchmark_folder / "articles" / "dev-gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        article = {key: value for key, value in articles[gold["id"]].items() if value is not None}
        for fact in gold["facts"]:
            start = article["text"].index(fact["quote"])
            fact["evidence"] = [[start, start + len(fact.pop("quote"))]]
        document = msgspec.convert({**gold, "article": article}, FactsDocument)
        iris = {local: f"{DEFAULT_BASE}x/{local}" for local in document.entities}
        context = [
            statement
            for local, entity in document.entities.items()
            for statement in map_entity(Identity(iris[local], (entity.type,), entity.names, entity.gpe), settings)
        ]
        for fact in document.facts:
            if isinstance(fact, Position):
                context += map_role(fact.title, settings)
        found = gate.check(map_document(document, iris, settings).statements, context)
        assert [violation for violation in found if violation.severity == "Violation"] == [], document.id
        facts += len(document.facts)
    assert facts > 500
