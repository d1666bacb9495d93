"""What is to be written."""

from __future__ import annotations

from typing import NamedTuple

from kg.query import Dataset
from kg.store import Store


class Request(NamedTuple):
    """What is to be written.

    Attributes:
        dataset: the quads.
        store: the store that they are from, where they are from one.
        set_aside: whether to write what was set aside.
        article: only what this article (its id) says.
    """

    dataset: Dataset
    store: Store | None
    set_aside: bool
    article: str | None
