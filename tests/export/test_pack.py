"""Evidence packs, and the verifier that comes in them."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.errors import QueryError
from kg.export import verify
from kg.export.pack import pack
from kg.query import Question, bound, load
from kg.query.answer import answered


def made(dataset: Store, query: str = "statements", **values: str) -> bytes:
    question = bound(load(query), values)
    return pack(dataset, question, answered(dataset, question))


@pytest.fixture(scope="module")
def content(newsroom: Store) -> bytes:
    return made(newsroom, topic="예산")


def lines(content: bytes, name: str) -> list[dict[str, object]]:
    with zipfile.ZipFile(BytesIO(content)) as opened:
        return [json.loads(line) for line in opened.read(name).decode().splitlines()]


def test_it_holds_the_facts_with_what_proves_them(content: bytes) -> None:
    facts = lines(content, "facts.jsonl")
    assert any("예산" in str(fact["values"]) for fact in facts)
    assert all(fact["evidence"] for fact in facts)
    sources = lines(content, "sources.jsonl")
    assert {span["article"] for fact in facts for span in fact["evidence"]} == {s["article"] for s in sources}  # type: ignore[attr-defined]
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert {"manifest.json", "verify.py", "facts.nq", "ontology/kg.ttl", "ontology/shapes/facts.ttl"} <= set(names)


def test_its_verifier_needs_python_alone(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "pack.zip").write_bytes(content)
    zipfile.ZipFile(tmp_path / "pack.zip").extract("verify.py", tmp_path)
    command = [sys.executable, "-I", "-S", "verify.py", "pack.zip"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("OK: ")
    other = subprocess.run([*command, "0" * 64], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert other.returncode == 1
    (tmp_path / "pack.zip").write_bytes(content.replace("예산".encode(), "예선".encode(), 1))
    changed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert changed.returncode == 1
    assert "FAILED" in changed.stdout


def test_any_changed_byte_is_found(content: bytes, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    chosen = random.Random(0)
    places = {0, len(content) - 1, *chosen.sample(range(len(content)), 60), *range(10, 14)}
    path = tmp_path / "pack.zip"
    for place in sorted(places):
        changed = bytearray(content)
        changed[place] ^= 1 << chosen.randrange(8)
        path.write_bytes(changed)
        assert verify.main([str(path)]) == 1, place
    for other in (content[:-1], content + b"\0", b""):
        path.write_bytes(other)
        assert verify.main([str(path)]) == 1
    capsys.readouterr()


def test_a_pack_whose_hashes_were_made_to_fit_is_still_proved_by_its_texts(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    name = next(name for name in files if name.startswith("texts/"))
    files[name] = files[name][::-1].decode("utf-8", "ignore").encode()
    with pytest.raises(KeyError):
        list(verify.unproved({}, {}))
    assert any("SHA-256" in problem for problem in verify.unproved(files, {}))


def test_the_same_facts_give_the_same_bytes(newsroom: Store, content: bytes) -> None:
    again = Store()
    for quad in sorted(newsroom, key=str, reverse=True):
        again.add(quad)
    assert made(again, topic="예산") == content


def test_facts_are_chosen_by_a_graph_too(newsroom: Store) -> None:
    assert len(lines(made(newsroom, "graph-of", name="한지우"), "facts.jsonl")) > 3


def test_a_query_that_chooses_no_fact_is_refused(newsroom: Store) -> None:
    question = Question("SELECT ?s { ?s a <urn:nothing> }")
    with pytest.raises(QueryError, match="no facts"):
        pack(newsroom, question, answered(newsroom, question))
