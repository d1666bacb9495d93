"""Days as numbers, to count between them."""

from __future__ import annotations

from datetime import date


def day(text: str) -> int | None:
    """Return the number of the day, or of the first of the month or year, that an ISO 8601 date states; else None."""
    try:
        return date.fromisoformat(
            text + "-01-01"[len(text) - 4 :] if len(text) < len("2012-10-30") else text
        ).toordinal()
    except ValueError:
        return None
