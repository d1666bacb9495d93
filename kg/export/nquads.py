"""Canonical N-Quads in the order of their lines."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice, pairwise
from typing import IO, BinaryIO

from pyoxigraph import Quad, RdfFormat, serialize

from kg.export.layout import graphs_of
from kg.export.request import Request

RUN = 500_000
"""Lines that are sorted in memory at a time; more are merged from temporary files."""


def write_nquads(request: Request, stream: BinaryIO) -> None:
    """Write each quad as one line of canonical N-Quads, sorted by code points."""
    dataset, graphs = request.dataset, graphs_of(request.dataset)
    chosen = [*graphs.shared, *graphs.articles, *(graphs.set_aside if request.set_aside else ())]
    quads = (quad for graph in chosen for quad in dataset.quads_for_pattern(None, None, None, graph))
    with tempfile.TemporaryFile() as spill:
        stream.writelines(_sorted_lines(quads, spill))


def _sorted_lines(quads: Iterator[Quad], spill: IO[bytes]) -> Iterable[bytes]:
    """Return the sorted lines of `quads`; sorted runs of them lie one after another in `spill`."""
    bounds = [0]
    while lines := _lines(islice(quads, RUN)):
        if len(lines) < RUN and len(bounds) == 1:
            return lines
        spill.writelines(lines)
        bounds.append(spill.tell())
    return merge(*(_run(spill, start, end) for start, end in pairwise(bounds)))


def _lines(quads: Iterable[Quad]) -> list[bytes]:
    """Return sorted lines. No literal holds a line's end as it is, so splitting at them is safe."""
    return sorted(line + b"\n" for line in (serialize(quads, format=RdfFormat.N_QUADS) or b"").split(b"\n") if line)


def _run(spill: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    while start < end:
        spill.seek(start)
        block = spill.read(min(end - start, 1 << 20))
        cut = block.rfind(b"\n") + 1 or len(block)
        yield from block[:cut].splitlines(keepends=True)
        start += cut
