"""What people look at: one article with everything that was found in it and why."""

from kg.view.marks import Mark, Piece, pieces
from kg.view.page import page

__all__ = ["Mark", "Piece", "page", "pieces"]
