"""How far a load has come, so that the next one goes on from there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from kg.load.pieces import Piece


class Mark(msgspec.Struct, frozen=True):
    """How much of a source a target has.

    Attributes:
        target: the address and the way of loading.
        pieces: the number of pieces.
        digest: over them (hex), by which a source that has changed is known.
    """

    target: str
    pieces: int = 0
    digest: str = hashlib.sha256().hexdigest()

    def after(self, piece: Piece) -> Mark:
        """Return the mark when `piece` has gone too."""
        return Mark(self.target, self.pieces + 1, hashlib.sha256(self.digest.encode() + piece.body).hexdigest())


def journal_of(source: Path, target: str) -> Path:
    """Return where the mark of a source and a target stands: beside the source."""
    name = hashlib.sha256(target.encode()).hexdigest()[:8]
    return source.with_name(f"{source.name}.load-{name}")


def left(make: Callable[[], Iterator[Piece]], known: Mark) -> tuple[Mark, Iterator[Piece]]:
    """Return how much the target has, and what is left to load; everything if the source has changed since."""
    mark, pieces = Mark(known.target), make()
    for piece in islice(pieces, known.pieces):
        mark = mark.after(piece)
    return (mark, pieces) if mark == known else (Mark(known.target), make())


def read(journal: Path, target: str) -> Mark:
    """Return the mark that stands in a journal; that of nothing if there is none for this target."""
    try:
        mark = msgspec.json.decode(journal.read_bytes(), type=Mark)
    except (OSError, msgspec.MsgspecError):
        return Mark(target)
    return mark if mark.target == target else Mark(target)


def write(journal: Path, mark: Mark) -> None:
    """Write a mark so that it is whole or not there."""
    part = journal.with_name(journal.name + ".part")
    part.write_bytes(msgspec.json.encode(mark))
    part.replace(journal)
