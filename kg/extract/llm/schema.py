"""What a model is asked to write: the entities and facts of `kg.model`, with quoted words in place of offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kg.extract.grounds import Choices
from kg.model import FACT_CLASSES, AnyFact, Entity, EventTime, Measure, Position

Schema = dict[str, Any]

_OURS = ("evidence", "score", "rule")
"""What a fact carries that only the program may write."""


class NamedEntity(Entity, frozen=True, kw_only=True):
    """An entity with the id by which the facts of the same answer name it."""

    id: str


def answer_schema(choices: Choices | None = None) -> Schema:
    """Return the JSON Schema of an answer, in the strict form: every property required, no others allowed.

    Args:
        choices: if given, names, titles, quoted words, times and quantities are limited to these. A server that
            decodes by the schema (vLLM, llama.cpp, Ollama) then cannot write what the article does not hold.
    """
    _, defined = msgspec.json.schema_components([NamedEntity, *FACT_CLASSES])
    entity = _strict(defined["NamedEntity"], choices)
    kinds = [kind for kind in FACT_CLASSES if choices is None or _possible(kind, choices)]
    facts = [_strict(defined[kind.__name__], choices) for kind in kinds]
    return {
        "type": "object",
        "properties": {
            "entities": {"type": "array", "items": entity},
            "facts": {"type": "array", "items": {"anyOf": facts}},
        },
        "required": ["entities", "facts"],
        "additionalProperties": False,
    }


def _strict(definition: Mapping[str, Any], choices: Choices | None) -> Schema:
    """Return the schema of one struct: what is ours is left out, the id first, the quoted words last."""
    stated = {
        name: {key: value for key, value in schema.items() if key != "default"}
        for name, schema in definition["properties"].items()
        if name not in _OURS
    }
    if "quote" in stated:  # null is for writers who give offsets
        stated["quote"] = {"type": "string"}
    properties = {name: stated[name] for name in sorted(stated, key=_place)}
    if choices is not None:
        properties |= {name: schema for name, schema in _limits(choices).items() if name in properties}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _place(name: str) -> int:
    return {"id": 0, "type": 1, "quote": 3}.get(name, 2)


def _possible(kind: type[AnyFact], choices: Choices) -> bool:
    """Whether an article offers what a type of fact needs."""
    needed: dict[type[AnyFact], tuple[object, ...]] = {
        Position: choices.titles,
        EventTime: choices.times,
        Measure: choices.values,
    }
    return bool(needed.get(kind, choices.names)) and bool(choices.names)


def _limits(choices: Choices) -> Schema:
    """Return the schemas of properties whose values are chosen."""
    return {
        "names": {"type": "array", "items": _one_of(choices.names)},
        "title": _one_of(choices.titles),
        "quote": _one_of(choices.sentences),
        "content": _one_of(choices.contents),
        "start": _one_of((*choices.times, None)),
        "end": _one_of((*choices.times, None)),
        "value": _one_of(choices.values),
        "unit": _one_of(choices.units),
        "verb": {"type": "null"},
        "qualifier": {"type": "null"},
    }


def _one_of(values: Sequence[object]) -> Schema:
    return {"enum": list(values)}
