"""Kinds of input: told by content and name, alone, mixed, from elsewhere, and without what they need."""

from __future__ import annotations

import builtins
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from kg.read import Record, Unread, read_sources
from kg.read.kinds import KINDS

TEXT = "나래시는 1일 비가 온다고 밝혔다. 시민들은 우산을 챙겼다."
HTML = f"<!doctype html><html><body><h1>비 소식</h1><p>{TEXT}</p><p>{TEXT}</p></body></html>"
CANONICAL = '<link rel="canonical" href="https://narae.example/news/10001">'
FEED = (
    f"<rss version='2.0'><channel><title>나래일보</title><item><title>비</title><description>{TEXT}</description>"
    "<link>https://narae.example/news/10009</link></item></channel></rss>"
)
MAIL = (
    "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://narae.example/news/10007\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--X"\r\n\r\n----X\r\n'
    "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n"
    "Content-Location: https://narae.example/news/10007\r\n\r\n"
)


def mail() -> str:
    import base64

    return MAIL + base64.encodebytes(HTML.encode()).decode() + "\r\n----X--\r\n"


def shown(*paths: object) -> list[str]:
    return [
        item.id if isinstance(item, Record) else f"{type(item).__name__}: {item.reason.en}"
        for item in read_sources([str(path) for path in paths])
        if not hasattr(item, "data")
    ]


def test_a_folder_of_mixed_kinds(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "b.HTM").write_bytes(HTML.encode("cp949"))
    (tmp_path / "articleView.html?idxno=7").write_text(HTML, encoding="utf-8")
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "d.csv").write_text(f"id,본문\nd1,{TEXT}\n", encoding="utf-8")
    (tmp_path / "e.xml").write_text(FEED, encoding="utf-8")
    (tmp_path / "f.jsonl").write_text('{"id": "f1", "text": "x"}\n', encoding="utf-8")
    (tmp_path / "g.mht").write_text(mail(), encoding="utf-8")
    (tmp_path / "h.png").write_bytes(b"\x89PNG")
    assert shown(tmp_path) == [
        "a", "articleView", "b", "c", "d1", "https://narae.example/news/10009", "f1", "https://narae.example/news/10007",
        shown(tmp_path)[-1],
    ]  # fmt: skip
    assert "cannot be told" in shown(tmp_path)[-1]


@pytest.mark.parametrize("name", ["page", "page.txt", "page.php", "page.json"])
def test_a_web_page_is_known_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(HTML, encoding="utf-16" if name == "page" else "utf-8")
    assert shown(tmp_path / name) == ["page"]


def test_pictures_of_a_saved_page_are_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "비 소식.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "비 소식_files").mkdir()
    (tmp_path / "비 소식_files" / "ad.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "다른_files").mkdir()
    (tmp_path / "다른_files" / "a.html").write_text(HTML, encoding="utf-8")
    assert shown(tmp_path) == ["비 소식", "다른_files/a"]


def test_a_page_is_named_by_its_own_address_wherever_it_is_saved(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML.replace("<body>", f"{CANONICAL}<body>"), encoding="utf-8")
    assert shown(tmp_path / "a.html") == shown(tmp_path) == ["https://narae.example/news/10001"]


def test_two_files_of_one_name_and_different_kinds_are_not_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    first, second = shown(tmp_path)
    assert first == "a"
    assert f"taken by {tmp_path / 'a.html'}" in second


def test_every_kind_has_suffixes_of_its_own() -> None:
    suffixes = [suffix for kind in KINDS for suffix in kind.suffixes]
    assert len(suffixes) == len(set(suffixes)) >= 20


def test_an_absent_library_is_named_with_its_extra_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name.partition(".")[0] in ("feedparser", "fsspec", "pyarrow"):
            raise ModuleNotFoundError(name=name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr("kg.read.extras.import_module", lambda name: without(name, fromlist=["x"]))
    (tmp_path / "a.rss").write_text(FEED, encoding="utf-8")
    (tmp_path / "b.parquet").write_bytes(b"PAR1")
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    first, second, third = shown(tmp_path)
    assert "pip install 'kg[feeds]'" in first
    assert "pip install 'kg[parquet]'" in second
    assert third == "c"
    (remote,) = shown("memory://x/a.txt")
    assert "pip install 'kg[remote]'" in remote


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    yield system
    system.rm("/", recursive=True)


def test_remote_files_and_folders(memory: Any) -> None:
    memory.pipe("/news/2012/a.html", HTML.encode())
    memory.pipe("/news/b.txt", TEXT.encode())
    memory.pipe("/news/.hidden.txt", TEXT.encode())
    assert shown("memory://news") == ["2012/a", "b"]
    assert shown("memory://news/b.txt") == ["b"]
    assert "cannot be fetched" in shown("memory://news/absent.txt")[0]


def test_remote_archives_are_read_where_they_lie(memory: Any) -> None:
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", TEXT)
    memory.pipe("/news.zip", stream.getvalue())
    assert shown("memory://news.zip") == ["a"]


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path.startswith("/news/")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(HTML.encode() if found else b"")

    do_HEAD = do_GET  # noqa: N815 - as the library calls it

    def log_message(self, *_: object) -> None:
        pass


def test_a_page_of_the_web_is_named_by_its_address() -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        site = f"http://127.0.0.1:{server.server_address[1]}"
        assert shown(f"{site}/news/10001?x=1") == [f"{site}/news/10001?x=1"]
        assert "cannot be fetched" in shown(f"{site}/absent")[0]
        server.shutdown()


def test_an_unknown_scheme_is_named() -> None:
    (item,) = read_sources(["nowhere://x/a.txt"])
    assert isinstance(item, Unread)
    assert "cannot be fetched" in item.reason.en
