"""Inputs on the command line: columns, mixed kinds, what is missing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kg.cli import run

TEXT = "나래시는 6일 비가 온다고 밝혔다."


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "en")


def extracted(path: Path, *options: str) -> list[dict[str, dict[str, str]]]:
    out = path.parent / "out.jsonl"
    assert run(["extract", str(path), "-o", str(out), "--workers", "1", *options]) == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_columns_name_what_a_table_holds(tmp_path: Path) -> None:
    table = tmp_path / "a.csv.gz"
    table.write_bytes(gzip.compress(f"h,b,when\n비 소식,{TEXT},2025.03.06\n".encode()))
    (document,) = extracted(table, "--columns", "headline=h,text=b,published=when")
    assert document["article"] == {"text": TEXT, "headline": "비 소식", "published": "2025-03-06"}


def test_columns_that_are_written_wrong_are_wrong_use(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(tmp_path), "--columns", "title=h"]) == 2
    assert "'title=h' is no FIELD=COLUMN" in capfd.readouterr().err
    assert run(["--lang", "ko", "build", str(tmp_path), "--out", "x.kg", "--columns", "title=h"]) == 2
    assert "항목=열 꼴이 아닙니다" in capfd.readouterr().err


def test_a_web_page_and_a_feed_of_one_article_are_one_article(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    address = "https://narae.example/news/10001"
    page = f'<html><head><link rel="canonical" href="{address}"></head><body><h1>비</h1><p>{TEXT}</p></body></html>'
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "in" / "b.html").write_text(page.replace("6일", "7일"), encoding="utf-8")
    assert run(["build", str(tmp_path / "in"), "--out", str(tmp_path / "news.kg"), "--workers", "1"]) == 1
    err = capfd.readouterr().err
    assert "1 added" in err
    assert "1 unread" in err
    assert address in err
