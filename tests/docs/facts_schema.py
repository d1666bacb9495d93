"""docs/facts-document.schema.json, the JSON Schema of a facts document, from the model. Run it to write it anew."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import msgspec

from kg.model import FactsDocument

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "facts-document.schema.json"


def render() -> str:
    """Return the schema as JSON text."""
    schema = msgspec.json.schema(FactsDocument)
    for definition in schema["$defs"].values():
        definition["description"] = inspect.cleandoc(definition["description"])
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(head | schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(render(), encoding="utf-8")
