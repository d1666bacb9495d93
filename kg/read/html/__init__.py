"""Web pages of newspapers."""

from kg.read.html.page import fragment, read_html
from kg.read.html.tree import MAX_BYTES

__all__ = ["MAX_BYTES", "fragment", "read_html"]
