"""The formats that a graph can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO, NamedTuple

from kg.errors import SetupError
from kg.export.jsonld import write_jsonld
from kg.export.networks import write_gexf, write_graphml, write_node_link
from kg.export.nquads import write_nquads
from kg.export.turtle import write_trig, write_turtle
from kg.query import Dataset

Writer = Callable[[Dataset, BinaryIO, bool], None]


class Format(NamedTuple):
    """A format.

    Attributes:
        writer: writes a dataset to a stream, with what was set aside or without.
        suffix: what its files end in.
        set_aside: whether what was set aside is written unless the caller decides.
    """

    writer: Writer
    suffix: str
    set_aside: bool


FORMATS: Mapping[str, Format] = {
    "turtle": Format(write_turtle, ".ttl", False),
    "trig": Format(write_trig, ".trig", True),
    "nquads": Format(write_nquads, ".nq", True),
    "jsonld": Format(write_jsonld, ".jsonld", True),
    "graphml": Format(write_graphml, ".graphml", False),
    "gexf": Format(write_gexf, ".gexf", False),
    "node-link": Format(write_node_link, ".json", False),
}
"""By the name that `--format` takes."""


def write(dataset: Dataset, format_name: str, stream: BinaryIO, set_aside: bool | None = None) -> None:
    """Write `dataset` to `stream`.

    Args:
        dataset: what to write; `kg.query.open_dataset` opens a store or a file.
        format_name: one of `FORMATS`.
        stream: open for bytes.
        set_aside: whether to write what was set aside; None leaves that to the format.

    Raises:
        SetupError: there is no such format, or it cannot hold what was set aside.
    """
    chosen = FORMATS.get(format_name)
    if chosen is None:
        known = ", ".join(FORMATS)
        raise SetupError(
            f"Unknown format {format_name!r}; known: {known}.",
            f"알 수 없는 형식 {format_name!r}. 쓸 수 있는 형식: {known}.",
        )
    chosen.writer(dataset, stream, chosen.set_aside if set_aside is None else set_aside)
