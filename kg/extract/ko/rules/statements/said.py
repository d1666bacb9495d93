"""A span of text that somebody says."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Manner


@dataclass(frozen=True)
class Said:
    """A span of text that somebody says, before it is known who."""

    start: int
    end: int
    cue_end: int
    manner: Manner
    score: float
    rule: str
