"""Measure what it costs to read a crawl: pages in other languages, which are passed over, and Korean ones.

    python benchmarks/shards/crawl.py [--records N]

The archives are made here, each record compressed by itself as crawls have it: pages in another language of random
words, and the layouts of Korean papers of `tests/read/pages`, each with random markup around it up to the size of a
page of today. Told are processor time a record and the megabytes of the archive that a core reads a second.
"""

from __future__ import annotations

import argparse
import gzip
import random
import tempfile
import time
from pathlib import Path

from kg.read import Record, SourceFile, read_source
from kg.read.warc import is_korean

PAGES = Path(__file__).resolve().parents[2] / "tests" / "read" / "pages"
SIZE = 80_000
"""Bytes of a page with its markup."""


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=300, metavar="N")
    count = parser.parse_args().records
    layouts = [page for file in sorted(PAGES.glob("*.html")) if is_korean(page := file.read_bytes())]
    chance = random.Random(0)
    korean = [padded(layouts[number % len(layouts)], chance) for number in range(count)]
    foreign = [padded(b"<html><body><p>x</p></body></html>", chance) for _ in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        for name, pages in (("other languages", foreign), ("Korean", korean)):
            path = Path(folder) / f"{name}.warc.gz"
            path.write_bytes(b"".join(record(number, page) for number, page in enumerate(pages)))
            show(name, path, count)


def show(name: str, path: Path, count: int) -> None:
    """Read an archive and print what it took."""
    begin = time.process_time()
    found = list(read_source(SourceFile(str(path), path.name, path.name, "", named=True)))
    seconds = time.process_time() - begin
    articles = sum(isinstance(item, Record) for item in found)
    size = path.stat().st_size
    print(
        f"{name:16}{count} records of {size / count / 1000:.0f} kB packed: {articles} articles, "
        f"{1000 * seconds / count:.2f} ms of processor time a record, {size / seconds / 1e6:.1f} MB/s"
    )


def padded(page: bytes, chance: random.Random) -> bytes:
    """Return a page with markup and words of no language before its end."""
    rest = max(0, SIZE - len(page))
    names = (chance.randbytes(6).hex() for _ in range(rest // 60))
    words = (f'<li class="c{name[:2]}"><a href="/{name}">{name[4:]} {name[:5]}</a></li>' for name in names)
    block = f"<nav><ul>{''.join(words)}</ul></nav>".encode()
    head, mark, tail = page.rpartition(b"</body>")
    return head + block + mark + tail


def record(number: int, page: bytes) -> bytes:
    """Return a response of a WARC file."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"WARC-Date: 2026-03-10T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", 6)


if __name__ == "__main__":
    main()
