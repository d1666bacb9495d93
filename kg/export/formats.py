"""The formats that a graph can be written in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.errors import SetupError
from kg.export.annotations import write_annotations
from kg.export.facts import write_facts
from kg.export.jsonld import write_jsonld
from kg.export.networks import SINKS, writer
from kg.export.nquads import write_nquads
from kg.export.request import Request
from kg.export.tables import File, kuzu, neo4j
from kg.export.turtle import write_trig, write_triple_terms, write_turtle
from kg.query import Dataset
from kg.store import Store

Writer = Callable[[Request, BinaryIO], None]
Files = Callable[[Request], Iterator[File]]


class Format(NamedTuple):
    """A format.

    Attributes:
        suffix: what its files end in.
        writer: writes one file.
        files: writes several, None for one.
        set_aside: whether what was set aside is written unless the caller decides.
        by_article: whether it can be written of one article alone.
    """

    suffix: str
    writer: Writer
    files: Files | None = None
    set_aside: bool = False
    by_article: bool = False


def _zipped(files: Files) -> Writer:
    """Return what writes `files` as one zip archive."""

    def write(request: Request, stream: BinaryIO) -> None:
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in files(request):
                entry = zipfile.ZipInfo(name)  # of 1980, whatever the clock says
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                with archive.open(entry, "w", force_zip64=True) as target:
                    content.copy_to(target)

    return write


FORMATS: Mapping[str, Format] = {
    "turtle": Format(".ttl", write_turtle),
    "trig": Format(".trig", write_trig, set_aside=True),
    "nquads": Format(".nq", write_nquads, set_aside=True),
    "jsonld": Format(".jsonld", write_jsonld, set_aside=True),
    "rdf12": Format(".trig", write_triple_terms, set_aside=True),
    "facts": Format(".jsonl", write_facts, set_aside=True, by_article=True),
    "annotations": Format(".jsonld", write_annotations, by_article=True),
    "graphml": Format(".graphml", writer("graphml")),
    "gexf": Format(".gexf", writer("gexf")),
    "node-link": Format(".json", writer("node-link")),
    "cytoscape": Format(".cyjs", writer("cytoscape")),
    "neo4j": Format(".zip", _zipped(neo4j), neo4j),
    "kuzu": Format(".zip", _zipped(kuzu), kuzu),
}
"""By the name that `--format` takes."""

GRAPH_SUFFIXES: Mapping[str, str] = {FORMATS[name].suffix: name for name in SINKS}
"""Formats that hold any network, by what their files end in."""


def write(
    source: Dataset | Store,
    format_name: str,
    stream: BinaryIO,
    set_aside: bool | None = None,
    *,
    article: str | None = None,
) -> None:
    """Write a dataset, or a store, to `stream`; a format of several files as a zip archive.

    Args:
        source: what to write; `kg.query.open_dataset` opens a file, `kg.store.Store` a store.
        format_name: one of `FORMATS`.
        stream: open for bytes.
        set_aside: whether to write what was set aside; None leaves that to the format.
        article: only what the article of this id says, in formats that can.

    Raises:
        SetupError: there is no such format, or it cannot hold what is asked for.
        InputError: there is no such article.
    """
    chosen = _find(format_name)
    chosen.writer(_request(source, format_name, set_aside, article), stream)


def write_folder(source: Dataset | Store, format_name: str, folder: Path, set_aside: bool | None = None) -> None:
    """Write a format of several files into `folder`, which is made if it is not there.

    Raises:
        SetupError: there is no such format, or it is one file.
    """
    chosen = _find(format_name)
    if chosen.files is None:
        raise SetupError(f"{format_name} is a single file.", f"{format_name}은(는) 파일 하나입니다.")
    request = _request(source, format_name, set_aside, None)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in chosen.files(request):
        part = folder / f"{name}.part"
        with part.open("wb") as stream:
            content.copy_to(stream)
        part.replace(folder / name)


def _find(format_name: str) -> Format:
    chosen = FORMATS.get(format_name)
    if chosen is None:
        known = ", ".join(FORMATS)
        raise SetupError(
            f"Unknown format {format_name!r}; known: {known}.",
            f"알 수 없는 형식 {format_name!r}. 쓸 수 있는 형식: {known}.",
        )
    return chosen


def _request(source: Dataset | Store, format_name: str, set_aside: bool | None, article: str | None) -> Request:
    chosen = FORMATS[format_name]
    if article is not None and not chosen.by_article:
        able = ", ".join(name for name, known in FORMATS.items() if known.by_article)
        raise SetupError(
            f"{format_name} is written of all articles; one alone goes into {able}.",
            f"{format_name} 형식은 전체를 씁니다. 기사 하나만 쓸 수 있는 형식: {able}.",
        )
    store = source if isinstance(source, Store) else None
    dataset = source.graph.store if isinstance(source, Store) else source
    return Request(dataset, store, chosen.set_aside if set_aside is None else set_aside, article)
