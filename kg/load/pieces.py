"""A store or a folder of shards as pieces of a size that one request carries, always the same in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO, cast

import msgspec
import pyoxigraph as ox

from kg.errors import InputError
from kg.read.opening import unpacked
from kg.store import open_read_only

QUADS = 20_000
"""Quads of a piece at most: some 5 MB as N-Triples, within what servers take."""
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Piece:
    """Quads that one request carries.

    Attributes:
        graph: the IRI of the named graph that all are in; None for quads of any graphs.
        first: whether no earlier piece holds quads of that graph.
        body: the triples as N-Triples, or the quads as N-Quads.
        quads: their number.
    """

    graph: str | None
    first: bool
    body: bytes
    quads: int


class _Counts(msgspec.Struct):
    quads: int = 0


class _Manifest(msgspec.Struct):
    counts: _Counts


def pieces(source: Path, *, by_graph: bool) -> Iterator[Piece]:
    """Yield what a store or a folder of shards holds.

    Args:
        source: the folder.
        by_graph: whether each piece is of one named graph.

    Raises:
        InputError: it is a folder of shards that is not finished, or a file of it is damaged.
        StoreError: it is no store either.
    """
    runs = _shards(source) if (source / "quads").is_dir() else iter([_store(source)])
    if by_graph:
        yield from _by_graph(runs)
        return
    for run in runs:
        while some := list(islice(run, QUADS)):
            yield Piece(None, True, ox.serialize(some, format=ox.RdfFormat.N_QUADS) or b"", len(some))


def total(source: Path) -> int:
    """Return how many quads there are.

    Raises:
        InputError: it is a folder of shards that is not finished.
    """
    if not (source / "quads").is_dir():
        return len(open_read_only(source))
    return _manifest(source).counts.quads


def _manifest(source: Path) -> _Manifest:
    try:
        return msgspec.json.decode((source / _MANIFEST).read_bytes(), type=_Manifest)
    except (OSError, msgspec.MsgspecError):
        raise InputError(
            f"{source} is not finished; run the same kg shards again.",
            f"{source}은(는) 아직 끝나지 않았습니다. 같은 kg shards를 다시 실행하세요.",
        ) from None


def _store(source: Path) -> Iterator[ox.Quad]:
    store = open_read_only(source)
    for graph in sorted(store.named_graphs(), key=str):
        yield from store.quads_for_pattern(None, None, None, graph)


def _shards(source: Path) -> Iterator[Iterator[ox.Quad]]:
    """The quads of each file, in the order of their names. The quads of a graph follow one another."""
    _manifest(source)
    for file in sorted((source / "quads").glob("*.nq.zst")):
        with file.open("rb") as stream:
            yield _parsed(file, stream)


def _parsed(file: Path, stream: BinaryIO) -> Iterator[ox.Quad]:
    try:
        yield from ox.parse(unpacked(stream)[1], format=ox.RdfFormat.N_QUADS)
    except (InputError, SyntaxError, OSError) as error:
        cause = error.reason.en if isinstance(error, InputError) else str(error)
        raise InputError(
            f"{file} is damaged ({cause}); run the same kg shards again.",
            f"{file}이(가) 손상되었습니다({cause}). 같은 kg shards를 다시 실행하세요.",
        ) from None


def _by_graph(runs: Iterable[Iterator[ox.Quad]]) -> Iterator[Piece]:
    begun: set[str] = set()  # graphs that may go on: those that were cut, and the last of each file
    for run in runs:
        graph = ""
        for name, quads in groupby(run, key=lambda quad: quad.graph_name):
            graph = cast(ox.NamedNode, name).value
            while some := list(islice(quads, QUADS)):
                body = ox.serialize((quad.triple for quad in some), format=ox.RdfFormat.N_TRIPLES) or b""
                yield Piece(graph, graph not in begun, body, len(some))
                if len(some) == QUADS:
                    begun.add(graph)
        begun.add(graph)
