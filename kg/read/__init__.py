"""Reading: from files as a newsroom has them to articles.

Pages saved as text (`.txt`), articles as JSON (`.jsonl`, `.ndjson`, `.json`), folders of them, standard input. Facts
documents among the JSON are passed on unread, for `kg.read.documents`.
"""

from kg.read.record import RawDocument, Record, Unread
from kg.read.sources import READERS, read_sources

__all__ = ["READERS", "RawDocument", "Record", "Unread", "read_sources"]
