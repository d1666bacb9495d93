"""The time, which only the command line knows; it stands in a store's log and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Return the time in ISO 8601, in seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")
