"""How far reading has come, told by the bytes of local files as they lie on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class Extent:
    """How much of some sources was read.

    Only files tell how large they are: where anything else is among the sources, nobody knows.

    Attributes:
        items: number of articles and the like that were read so far.
    """

    def __init__(self, files: Callable[[], Sequence[Path]] | None) -> None:
        """Set up.

        Args:
            files: lists the files; it is called when the share is first asked for. None if it cannot be known.
        """
        self.items = 0
        self._files = files
        self._total: int | None = None
        self._done = 0
        self._place: Callable[[], int] | None = None

    @property
    def share(self) -> float | None:
        """How much was read, from 0 to 1; None if that is not known."""
        if self._files is None:
            return None
        if self._total is None:
            self._total = sum(map(_size, self._files()))
        if self._total == 0:
            return None
        place = 0 if self._place is None else self._place()
        return min((self._done + place) / self._total, 1.0)

    @property
    def expected(self) -> int | None:
        """How many items there seem to be, if what is left is like what was read; None if that cannot be told."""
        share = self.share
        return round(self.items / share) if share else None

    @contextmanager
    def reading(self, file: Path, place: Callable[[], int]) -> Iterator[None]:
        """Count a file while it is read; `place` tells how many of its bytes were."""
        self._place = place
        try:
            yield
        finally:
            self._place = None
            self._done += _size(file)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # reading it will say why
        return 0
