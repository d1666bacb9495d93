"""What a model is asked to write: the entities and facts of `kg.model`, with quoted words in place of offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kg.extract.grounds import Choices
from kg.model import FACT_CLASSES, Entity

Schema = dict[str, Any]

_OURS = ("evidence", "score", "rule")
"""What a fact carries that only the program may write."""
_LOCAL_ID = "[a-z][0-9]{1,2}"


class NamedEntity(Entity, frozen=True, kw_only=True):
    """An entity with the id by which the facts of the same answer name it."""

    id: str


def answer_schema(choices: Choices | None = None) -> Schema:
    """Return the JSON Schema of an answer, in the strict form: every property required, no others allowed.

    Args:
        choices: if given, names, titles and quoted words are limited to these. A server that decodes by the schema
            (vLLM, llama.cpp, Ollama) then cannot write a name that the article does not hold.
    """
    _, defined = msgspec.json.schema_components([NamedEntity, *FACT_CLASSES])
    entity = _strict(defined["NamedEntity"], choices)
    facts = [_strict(defined[kind.__name__], choices) for kind in FACT_CLASSES]
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
    properties = {
        name: _limited(name, {key: value for key, value in schema.items() if key != "default"}, choices)
        for name, schema in definition["properties"].items()
        if name not in _OURS
    }
    if "quote" in properties:  # null is for writers who give offsets
        properties = {"type": properties.pop("type"), **properties}
        quote = {"type": "string"} if choices is None else _one_of(choices.sentences)
        properties = {**{n: s for n, s in properties.items() if n != "quote"}, "quote": quote}
    if "id" in properties:
        properties = {"id": {"type": "string"}, **properties}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _limited(name: str, schema: Schema, choices: Choices | None) -> Schema:
    if choices is None:
        return schema
    if name == "names":
        return {"type": "array", "items": _one_of(choices.names), "minItems": 1, "maxItems": 3}
    if name == "title":
        return _one_of(choices.titles)
    if name in ("verb", "qualifier"):
        return {"type": "null"}
    return schema


def _one_of(values: Sequence[str]) -> Schema:
    return {"type": "string", "enum": list(values)} if values else {"type": "string"}
