"""A small store and a client of its explorer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from explorer import ROOT, hostile
from small import event, lines, post

import kg

pytest.importorskip("starlette", reason="the extra kg[serve] is not installed")

from starlette.testclient import TestClient

from kg.serve import ServeSettings, application

HOST = "http://127.0.0.1"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the samples, of a hostile article, and of an article of which a fact was set aside; not written to."""
    folder = tmp_path_factory.mktemp("serve")
    more = folder / "more.jsonl"
    backwards = event("backwards", start="2026-03-10", end="2026-03-01")
    more.write_text(lines(hostile(), backwards, post("a_b", "김민수")), encoding="utf-8")
    path = folder / "news.kg"
    kg.build(ROOT / "data" / "facts.jsonl", more, out=path, workers=1)
    return path


@pytest.fixture(scope="session")
def client(store: Path) -> Iterator[TestClient]:
    """A client of the explorer of that store, started for reading."""
    with TestClient(application(ServeSettings(store)), base_url=HOST, follow_redirects=False) as found:
        yield found
