"""Open what is to be asked: a store's folder or an RDF file."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.errors import InputError

Dataset = Store
"""What is asked, exported and analysed: quads in memory or on disk."""

FILE_GRAPH = NamedNode("urn:kg:file")
"""The graph that holds the triples of a file whose format knows no graphs, so that `GRAPH ?g` finds them."""

SUFFIXES: tuple[tuple[str, RdfFormat], ...] = (
    (".ttl", RdfFormat.TURTLE),
    (".nt", RdfFormat.N_TRIPLES),
    (".trig", RdfFormat.TRIG),
    (".nq", RdfFormat.N_QUADS),
    (".jsonld", RdfFormat.JSON_LD),
)


def open_dataset(path: str | Path) -> Dataset:
    """Open a store's folder for reading, or load an RDF file into memory.

    Raises:
        InputError: the file is not there, of no known kind, or not well-formed.
        StoreError: the folder is not a store of this version.
    """
    path = Path(path)
    if path.is_dir():
        from kg.store import open_read_only

        return open_read_only(path)
    if not path.exists():
        raise InputError(f"{path} does not exist.", f"{path}: 그런 파일이나 폴더가 없습니다.")
    known = dict(SUFFIXES)
    if path.suffix not in known:
        suffixes = ", ".join(known)
        raise InputError(
            f"{path} is neither a store nor an RDF file ({suffixes}).",
            f"{path}: 저장소 폴더도 RDF 파일({suffixes})도 아닙니다.",
        )
    rdf_format = known[path.suffix]
    dataset = Store()
    try:
        dataset.bulk_load(path=path, format=rdf_format, to_graph=None if rdf_format.supports_datasets else FILE_GRAPH)
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}.", f"{path} 파일을 읽을 수 없습니다: {error}.") from error
    return dataset
