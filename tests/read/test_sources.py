"""Files, folders, standard input."""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg.read.kinds
from kg.read import RawDocument, Record, Unread, extent_of, read_sources

PAGE = "나래시 소식\n\n나래시는 비가 온다고 밝혔다.\n"


def ids(*paths: Path | str) -> list[str]:
    return [
        item.id if isinstance(item, Record) else type(item).__name__ for item in read_sources([str(p) for p in paths])
    ]


def reasons(*paths: Path | str) -> list[str]:
    return [item.reason.en for item in read_sources([str(p) for p in paths]) if isinstance(item, Unread)]


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_how_much_was_read_is_told_by_the_bytes_of_the_files(tmp_path: Path) -> None:
    for name in ("one", "two", "three", "four"):
        (tmp_path / f"{name}.txt").write_text(PAGE, encoding="utf-8")
    extent = extent_of([str(tmp_path)])
    shares = [(extent.share, extent.expected) for _ in read_sources([str(tmp_path)], extent=extent)]
    assert [expected for _, expected in shares] == [4, 4, 4, 4]
    assert extent.share == 1
    assert extent_of([str(tmp_path), "-"]).share is None
    assert extent_of(["https://news.test/a.html"]).expected is None
    assert extent_of([str(tmp_path / "absent")]).share is None


def test_a_page_is_named_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "비 소식.txt").write_text(PAGE, encoding="utf-8")
    (record,) = read_sources([str(tmp_path / "비 소식.txt")])
    assert isinstance(record, Record)
    assert record.id == "비 소식"
    assert record.source == str(tmp_path / "비 소식.txt")
    assert record.article.headline == "나래시 소식"


def test_a_decomposed_file_name_gives_a_composed_id(tmp_path: Path) -> None:
    (tmp_path / (unicodedata.normalize("NFD", "소식") + ".txt")).write_text(PAGE, encoding="utf-8")
    assert ids(tmp_path) == ["소식"]


def test_a_folder_is_read_in_order_with_all_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "2012/c.txt", "2012/10/a.txt", ".hidden.txt", ".git/d.txt", "x.v2.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    assert ids(tmp_path) == ["a", "b", "x.v2", "2012/c", "2012/10/a"]


def test_an_id_does_not_depend_on_where_the_folder_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deep" / "down").mkdir(parents=True)
    (tmp_path / "deep" / "down" / "a.txt").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "deep")
    assert ids("down") == ids("./down/") == ids(tmp_path / "deep" / "down") == ["a"]
    assert ids(".") == ["down/a"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "in" / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "absent.txt")
    assert ids(tmp_path) == ["Unread", "in/a"]
    assert "No such file" in reasons(tmp_path)[0]


def test_a_pipe_in_a_folder_does_not_stop_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(PAGE, encoding="utf-8")
    assert ids(tmp_path) == ["Unread", "b"]
    assert "no file" in reasons(tmp_path)[0]


def test_a_file_met_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    assert ids(tmp_path / "a.txt", tmp_path, tmp_path / "a.txt") == ["a"]


def test_two_pages_with_one_id_do_not_replace_each_other(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(PAGE, encoding="utf-8")
    assert ids(tmp_path / "x", tmp_path / "y") == ["a", "Unread"]
    assert str(tmp_path / "x" / "a.txt") in reasons(tmp_path / "x", tmp_path / "y")[0]
    assert ids(tmp_path) == ["x/a", "y/a"]


def test_mixed_folder_reads_the_good_and_names_the_rest(tmp_path: Path) -> None:
    (tmp_path / "1-good.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "2-cp949.txt").write_bytes(PAGE.encode("cp949"))
    (tmp_path / "3-empty.txt").write_bytes(b"")
    (tmp_path / "4-binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "5-half.txt").write_bytes(PAGE.encode()[:-3] + b"\xff")
    (tmp_path / "6-table.csv").write_text("a,b", encoding="utf-8")
    (tmp_path / "7-lines.jsonl").write_bytes(b'{"id": "j", "text": "a"}\n{"id": "k", "facts": []}\n{}\n')
    (tmp_path / "8-array.json").write_bytes(b'[{"id": "m", "text": "a"}]')
    kinds = ["1-good", "2-cp949", "Unread", "Unread", "Unread", "Unread", "j", "RawDocument", "Unread", "m"]
    assert ids(tmp_path) == kinds
    assert [
        next(w for w in ("no text", "binary", "not valid", "column", "missing") if w in r) for r in reasons(tmp_path)
    ] == [
        "no text",
        "binary",
        "not valid",
        "column",
        "missing",
    ]


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("article", PAGE.encode(), "article"),
        ("article.md", PAGE.encode(), "article"),
        ("lines.dat", b'\xef\xbb\xbf {"id": "j", "text": "a"}\n{"id": "k", "text": "b"}', "j k"),
        ("array.dat", b'[{"id": "j", "text": "a"}]', "j"),
    ],
)
def test_a_named_file_of_unknown_kind_is_read_by_its_content(
    tmp_path: Path, name: str, data: bytes, wanted: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert " ".join(ids(tmp_path / name)) == wanted


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert ids(tmp_path / "absent.txt") == ["Unread"]
    assert "No such file" in reasons(tmp_path / "absent.txt")[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert "Permission" in reasons(tmp_path)[0]


def test_standard_input_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b'{"id": "j", "text": "a"}\n{"id": "k", "entities": {}}\n')
    first, second = read_sources(["-"])
    assert isinstance(first, Record)
    assert (first.id, first.source) == ("j", "-:1")
    assert isinstance(second, RawDocument)
    assert second.source == "-:2"


def test_standard_input_of_a_page_is_named_by_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, PAGE.encode())
    (record,) = read_sources(["-"])
    assert isinstance(record, Record)
    assert len(record.id) == 16
    assert record.article.headline == "나래시 소식"


def test_empty_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"")
    assert ids("-") == ["Unread"]


def test_a_page_of_five_megabytes_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE.encode() * (5_000_000 // len(PAGE.encode())))
    assert "one article" in reasons(tmp_path)[0] or "no article" in reasons(tmp_path)[0]


def test_a_large_json_file_is_read_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.read.kinds, "MAX_LINE", 50)
    lines = [b'{"id": "%d", "text": "a"}' % number for number in range(9)]
    (tmp_path / "a.json").write_bytes(b"\n".join(lines))
    assert ids(tmp_path) == [str(number) for number in range(9)]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.jsonl", "a.json", "a.bin"]))
def test_any_bytes_give_articles_or_reasons(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    for item in read_sources([str(tmp_path / name)]):
        if isinstance(item, Record):
            assert item.id
            assert item.article.text.strip()
            assert unicodedata.is_normalized("NFC", item.article.text)
        elif isinstance(item, Unread):
            assert item.reason.en
            assert item.reason.ko


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=200), st.sampled_from(["utf-8", "cp949", "utf-16"]))
def test_any_korean_text_is_read_in_any_encoding(tmp_path: Path, text: str, encoding: str) -> None:
    data = f"나래시는 비가 온다고 밝혔다. {text}".encode(encoding, errors="ignore")
    (tmp_path / "a.txt").write_bytes(data)
    (item,) = read_sources([str(tmp_path / "a.txt")])
    assert isinstance(item, Record | Unread)
    if isinstance(item, Record):
        assert unicodedata.is_normalized("NFC", item.article.text)
