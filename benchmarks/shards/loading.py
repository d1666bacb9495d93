"""Measure `kg load` into an Oxigraph server on this machine, beside the bulk load of the same quads by pyoxigraph.

    python benchmarks/shards/loading.py NEWS

NEWS is a store or a folder of shards. The server is that of the package `oxigraph`.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.load import GraphStore, load
from kg.load.pieces import pieces

PROGRAM = Path(sys.executable).with_name("oxigraph")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path, metavar="NEWS")
    news = parser.parse_args().news
    with tempfile.TemporaryDirectory() as folder:
        limit = bulk(news, Path(folder) / "bulk")
        for name, quads in (("graph by graph", False), ("--quads", True)):
            with server(Path(folder) / name) as address:
                begin = time.perf_counter()
                loaded = load(news, GraphStore(address), quads=quads)
                rate = loaded.quads / (time.perf_counter() - begin)
            print(f"{name:16}{loaded.requests:>8,} requests{rate:>10,.0f} quads/s  {rate / limit:.2f} of bulk load")


def bulk(news: Path, place: Path) -> float:
    """Return how many quads a second pyoxigraph loads in bulk."""
    data = b"".join(piece.body for piece in pieces(news, by_graph=False))
    begin = time.perf_counter()
    store = ox.Store(str(place))
    store.bulk_load(data, format=ox.RdfFormat.N_QUADS)
    store.flush()
    rate = len(store) / (time.perf_counter() - begin)
    print(f"{'bulk load':16}{len(store):>8,} quads   {rate:>10,.0f} quads/s")
    return rate


@contextmanager
def server(place: Path) -> Iterator[str]:
    """Start a server and give the address of its graph store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(PROGRAM), "serve", "--location", str(place), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            for _ in range(200):
                with socket.socket() as attempt:
                    if attempt.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/store"
        finally:
            running.terminate()


if __name__ == "__main__":
    main()
