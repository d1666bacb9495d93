"""Parts of a file of lines hold each line once, wherever it is cut."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from kg.read import some_lines


@given(st.lists(st.text("가\n{", max_size=5)), st.integers(1, 9))
def test_the_parts_are_the_file(texts: list[str], size: int) -> None:
    data = "".join(texts).encode()
    cuts = [(start, min(start + size, len(data))) for start in range(0, len(data), size)]
    parts = [some_lines(io.BytesIO(data), *cut).read() for cut in cuts]
    assert b"".join(parts) == data
    assert [line for part in parts for line in part.splitlines(keepends=True)] == data.splitlines(keepends=True)
