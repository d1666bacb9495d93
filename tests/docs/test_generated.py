"""Pages that are written from the program say what the program says now."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import cli_page
import facts_schema
import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [json.loads(line) for line in (ROOT / "data" / "facts.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("language", cli_page.PAGES)
def test_the_page_of_the_command_line_is_fresh(language: str) -> None:
    written = cli_page.PAGES[language].read_text(encoding="utf-8")
    assert written == cli_page.render(language), "run python tests/docs/cli_page.py"


def test_the_schema_of_the_facts_document_is_fresh() -> None:
    assert facts_schema.SCHEMA.read_text(encoding="utf-8") == facts_schema.render(), (
        "run python tests/docs/facts_schema.py"
    )


def _validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(facts_schema.SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_sample_documents_follow_the_schema() -> None:
    assert len(DOCUMENTS) >= 6
    for document in DOCUMENTS:
        _validator().validate(document)


def _unknown_type(document: dict[str, Any]) -> None:
    document["facts"][0]["type"] = "rumour"


def _unknown_role(document: dict[str, Any]) -> None:
    next(f for f in document["facts"] if f["type"] == "participation")["role"] = "guest"


def _no_text(document: dict[str, Any]) -> None:
    del document["article"]["text"]


@pytest.mark.parametrize("spoil", [_unknown_type, _unknown_role, _no_text])
def test_what_the_reader_refuses_does_not_follow_it(spoil: Any) -> None:
    document = deepcopy(DOCUMENTS[0])
    spoil(document)
    assert not _validator().is_valid(document)
