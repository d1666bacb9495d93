"""Marks with words beside them, in as few lanes as they need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from kg.plot.look import BLACK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARK = 9.0
"""Pixels from the middle of a mark to its words."""


class Extent(NamedTuple):
    """What a mark and its words take: from left to right, in pixels, and whether the words are to the left."""

    left: float
    right: float
    turned: bool


def beside(at: float, width: float, room: float) -> Extent:
    """Return the extent of a mark and its words: to the right of it, or to the left where the room ends before.

    Args:
        at: where the mark stands.
        width: of the words.
        room: where the words must end.
    """
    if at + MARK + width <= room or at - MARK - width < 0:
        return Extent(at - MARK / 2, at + MARK + width, False)
    return Extent(at - MARK - width, at + MARK / 2, True)


def lanes(extents: Iterable[Extent], gap: float) -> list[int]:
    """Return a lane for each extent, the lowest in which it does not meet one before it.

    Args:
        extents: in the order in which they are placed.
        gap: what must lie between two in a lane.
    """
    taken: list[list[Extent]] = []
    chosen = []
    for extent in extents:
        lane = next(
            (
                number
                for number, others in enumerate(taken)
                if all(extent.right + gap <= other.left or other.right + gap <= extent.left for other in others)
            ),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append(extent)
        chosen.append(lane)
    return chosen


def write_beside(axes: Axes, at: tuple[float, float], words: str, turned: bool, font: float) -> None:
    """Write words beside the mark at `at` (data coordinates)."""
    axes.annotate(
        words,
        at,
        xytext=(-6 if turned else 6, 0),
        textcoords="offset points",
        ha="right" if turned else "left",
        va="center_baseline",
        fontsize=font,
        color=BLACK,
        zorder=4,
    )
