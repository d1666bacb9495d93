"""An entity while it is being gathered, and the spans that refer to one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kg.model import EntityType


class Reference(NamedTuple):
    """A span that refers to an entity."""

    start: int
    end: int
    entity: str


@dataclass
class Group:
    """An entity that is being gathered: its type, its surface forms in text order, its spans (one may come twice)."""

    type: EntityType
    names: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    gpe: bool = False
    score: float = 0.0

    def add(self, surface: str, span: tuple[int, int] | None, score: float = 0.0) -> None:
        """Add a surface form and, if it stands in the text, its span."""
        if surface not in self.names:
            self.names.append(surface)
        if span is not None:
            self.spans.append(span)
        self.score = max(self.score, score)
