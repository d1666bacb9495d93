"""What a client wants: media types and languages by their weights (RFC 9110, 12.5)."""

from __future__ import annotations

from collections.abc import Sequence


def chosen(header: str | None, offered: Sequence[str]) -> str | None:
    """Return the media type of `offered` that an `Accept` header likes best, None if it takes none of them.

    Of types that are liked equally, the one that is offered first is chosen. Without a header anything is taken.
    """
    if header is None or not header.strip():
        return offered[0]
    ranges = [_weighted(part) for part in header.split(",") if part.strip()]
    best, found = 0.0, None
    for media_type in offered:
        weight = _weight(media_type, ranges)
        if weight > best:
            best, found = weight, media_type
    return found


def _weighted(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return name, min(max(float(value), 0.0), 1.0)
            except ValueError:
                return name, 0.0
    return name, 1.0


def _weight(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most specific range that covers the type."""
    weights = dict(reversed(ranges))
    family = media_type.partition("/")[0]
    for name in (media_type, f"{family}/*", "*/*"):
        if name in weights:
            return weights[name]
    return 0.0


def language(header: str | None, known: Sequence[str]) -> str:
    """Return the language of `known` that an `Accept-Language` header likes best; the first if it likes none."""
    best, found = 0.0, known[0]
    for part in (header or "").split(","):
        name, weight = _weighted(part)
        tag = name.partition("-")[0]
        if tag in known and weight > best:
            best, found = weight, tag
    return found
