"""Reading: from files as a newsroom has them to articles.

Web pages and pages saved as text, feeds, articles as JSON, tables, archives of these, folders, URLs, standard input.
Facts documents among the JSON are passed on unread, for `kg.read.documents`.
"""

from kg.read.extent import Extent
from kg.read.line_range import some_lines
from kg.read.record import RawDocument, Record, Unread
from kg.read.sources import SourceFile, extent_of, list_sources, read_source, read_sources

__all__ = [
    "Extent",
    "RawDocument",
    "Record",
    "SourceFile",
    "Unread",
    "extent_of",
    "list_sources",
    "read_source",
    "read_sources",
    "some_lines",
]
