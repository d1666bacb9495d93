"""What is fuzzed: every reader and the facts document, each with a corpus that is made here."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

from kg.errors import InputError
from kg.read import RawDocument, Record
from kg.read.documents import read_document, write_document
from kg.read.html import read_html
from kg.read.kinds import KINDS, read_stream
from kg.read.record import Item, Origin
from kg.read.text import decode

ROOT = Path(__file__).resolve().parents[2]
TEXT = "나래시는 1일 비가 온다고 밝혔다. 시민들은 우산을 챙겼다."
NAMES = [f"a{suffix}" for kind in KINDS for suffix in kind.suffixes[:1]] + ["a", "a.txt.gz"]


def read_any(data: bytes) -> None:
    """Read a file: its first byte chooses the name, the rest is what it holds."""
    name = NAMES[data[0] % len(NAMES)] if data else "a"
    for number, item in enumerate(read_stream(io.BytesIO(data[1:]), name, Origin(name, "a", named=False))):
        check(item)
        if number > 500:
            return


def read_web(data: bytes) -> None:
    """Read a web page."""
    try:
        article = read_html(data)
    except InputError:
        return
    check(Record("a", article, "a"))


def read_facts(data: bytes) -> None:
    """Read a facts document; what was read is written and read again unchanged, and nothing is lost."""
    try:
        read = read_document(data)
    except InputError:
        return
    again = read_document(write_document(read.document))
    assert again.document == read.document
    assert not again.refused
    assert all(refused.reason.en and refused.reason.ko for refused in read.refused)
    assert sum(refused.element == "fact" for refused in read.refused) + len(read.document.facts) == facts_in(data)


def facts_in(data: bytes) -> int:
    """Count the facts of a document that could be read as a whole."""
    try:
        return len(json.loads(data.decode())["facts"] or ())
    except KeyError:
        return 0


def check(item: Item) -> None:
    """What is read can be used, what is not says why."""
    if isinstance(item, Record):
        assert item.id
        assert item.article.text.strip()
        assert unicodedata.is_normalized("NFC", item.article.text)
        item.article.text.encode()
    elif not isinstance(item, RawDocument):
        assert item.reason.en
        assert item.reason.ko


TARGETS: dict[str, Callable[[bytes], None]] = {"any": read_any, "web": read_web, "facts": read_facts}


def corpus(name: str) -> list[bytes]:
    """Return what the fuzzer begins with."""
    documents = (ROOT / "data" / "facts.jsonl").read_bytes().splitlines()[:2]
    if name == "facts":
        small = {"id": "a", "article": {"text": TEXT, "published": "2012-10-30"}, "mentions": [], "entities": {}}
        fact = {"type": "measure", "value": 1, "unit": "일", "evidence": [[5, 7]], "score": 0.5}
        return [*documents, json.dumps({**small, "facts": [fact, {**fact, "evidence": [], "quote": "비가"}]}).encode()]
    pages = [path.read_bytes().partition(b"\n")[2] for path in sorted((ROOT / "tests/read/pages").glob("*.html"))[::5]]
    if name == "web":
        return [page.replace(b"{{headline}}", "비 소식".encode()) for page in pages]
    return [bytes([index % len(NAMES)]) + data for index, data in enumerate([*_files(), *pages[:3], documents[0]])]


def _files() -> list[bytes]:
    """A file of each kind, in the order of `NAMES`."""
    page = f"<html><body><h1>비 소식</h1><p>{TEXT}</p><p>{TEXT}</p></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page.encode())}\r\n\r\n{page}"
    warc = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://narae.example/news/1234\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http.encode())}\r\n\r\n{http}\r\n\r\n"
    )
    feed = (
        f"<rss version='2.0'><channel><title>나래일보</title><item><title>비</title><description>{TEXT}</description>"
        "<link>https://narae.example/news/1234</link><pubDate>Tue, 30 Oct 2012 07:10:00 GMT</pubDate>"
        "</item></channel></rss>"
    )
    mail = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n--X\r\n"
        f"Content-Type: text/html\r\n\r\n{page}\r\n--X--"
    )
    line = json.dumps({"id": "a", "text": TEXT, "published": "2012.10.30"}, ensure_ascii=False)
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.txt", TEXT)
    with tarfile.open(fileobj=tarred, mode="w") as tar:
        entry = tarfile.TarInfo("a.txt")
        entry.size = len(TEXT.encode())
        tar.addfile(entry, io.BytesIO(TEXT.encode()))
    texts = [feed, page, mail, line, f"[{line}]", f"제목,본문\n비,{TEXT}\n", f"비 소식\n입력 2012.10.30 16:10\n{TEXT}"]
    files = [warc.encode(), b"PAR1", zipped.getvalue(), tarred.getvalue(), *(text.encode() for text in texts)]
    return [
        *files,
        decode(page.encode()).encode("cp949"),
        gzip.compress(bz2.compress(page.encode())),
        lzma.compress(b"x"),
    ]
