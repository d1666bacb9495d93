"""N-Quads, compressed with zstd, as triple stores bulk-load them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa


@contextmanager
def packed(path: Path) -> Iterator[BinaryIO]:
    """Open a file for bytes that are compressed as they are written."""
    with pa.output_stream(str(path), compression="zstd") as stream:
        yield cast(BinaryIO, stream)
