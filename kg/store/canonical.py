"""The hash of a dataset: SHA-256 over its canonical N-Quads (RDF Dataset Canonicalization, RDFC-1.0).

RDFC-1.0 relabels blank nodes and sorts the canonical N-Quads lines by code point. A dataset without blank nodes is its
own relabelling, so there sorting is all, and it is done with bounded memory by merging sorted runs from disk.
"""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

import pyoxigraph as ox

_RUN_LINES = 500_000


def dataset_hash(quads: Iterable[ox.Quad], run_lines: int = _RUN_LINES) -> str:
    """Return the SHA-256 (hex) over the canonical N-Quads of a dataset that has no quad twice.

    Args:
        quads: the dataset.
        run_lines: how many lines are held in memory at a time, unless there are blank nodes.
    """
    digest = hashlib.sha256()
    with ExitStack() as stack:
        runs: list[list[bytes] | IO[bytes]] = []
        lines: list[bytes] = []
        blank = False
        for quad in quads:
            blank = blank or _has_blank_node(quad)
            lines.append(f"{quad} .\n".encode())
            if len(lines) >= run_lines:
                runs.append(_spilled(lines, stack))
                lines = []
        lines.sort()
        runs.append(lines)
        merged: Iterator[bytes] = heapq.merge(*runs)
        for line in _relabelled(merged) if blank else merged:
            digest.update(line)
    return digest.hexdigest()


def _has_blank_node(quad: ox.Quad) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object, quad.graph_name))


def _spilled(lines: list[bytes], stack: ExitStack) -> IO[bytes]:
    """Write sorted `lines` to an unnamed temporary file and return it, ready to be read."""
    file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    file.writelines(sorted(lines))
    file.seek(0)
    return file


def _relabelled(lines: Iterable[bytes]) -> list[bytes]:
    """The canonical form of a dataset with blank nodes, which must fit into memory."""
    dataset = ox.Dataset(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(f"{quad} .\n".encode() for quad in dataset)
