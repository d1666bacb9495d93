"""A picture of events in time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.plot.days import Span, date_axis, place, span, window
from kg.plot.lanes import Extent, beside, lanes, write_beside
from kg.plot.look import GREY, SKY, VERMILION, drawing
from kg.plot.picture import Picture, clean
from kg.plot.words import Words

if TYPE_CHECKING:
    import networkx

_LABEL = 26
_LANE = 0.235
"""Inches."""

_FEW = 40


class _Event(NamedTuple):
    """An event: when, its name, how many articles name it."""

    when: Span
    label: str
    weight: int
    iri: str


def timeline_picture(graph: networkx.MultiDiGraph[str], words: Words, top: int) -> Picture:
    """Draw the `top` events (0 for all) that most articles name; a bar is as long as the stated time is uncertain."""
    found = [
        _Event(when, clean(node["label"], _LABEL), len(node.get("evidence", ())), iri)
        for iri, node in graph.nodes(data=True)
        if node["type"] == "Event" and (when := span(node.get("start", ""), node.get("end", ""))) is not None
    ]
    first, last = window([event.when.first for event in found]) if found else (0, 0)
    within = [event for event in found if first <= event.when.first <= last]
    shown = sorted(sorted(within, key=lambda e: (-e.weight, e.iri))[: top or None], key=lambda e: (e.when, e.iri))
    note = words("timeline.note", shown=len(shown), all=len(found))
    if len(within) < len(found):
        note += " " + words("days.outside", count=len(found) - len(within))
    with drawing() as figure_class:
        figure = _drawn(figure_class, shown, words, note)
    told = "; ".join(event.label for event in shown[:10])
    return Picture(figure, words("timeline"), f"{note} {told}")


def _drawn(figure_class: Any, events: list[_Event], words: Words, note: str) -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    wide = 11.0 if len(events) <= _FEW else 18.0
    figure = figure_class(figsize=(wide, 6))
    renderer = FigureCanvasAgg(figure).get_renderer()
    font = 9.5 if len(events) <= _FEW else 8.5
    first = min((event.when.first for event in events), default=_EMPTY)
    last = max((min(event.when.last, event.when.first + 400) for event in events), default=_EMPTY)
    scale = (wide * _USED * figure.dpi) / ((last - first or 1) * _ROOM)  # pixels a day
    widths = [_width(figure, renderer, event.label, font) for event in events]
    extents = [
        _with_bar(
            beside((e.when.first - first) * scale, width, wide * _USED * figure.dpi), (e.when.last - first) * scale
        )
        for e, width in zip(events, widths, strict=True)
    ]
    rows = lanes(extents, 10)
    high = max(rows, default=0) + 1
    tall = high * _LANE + 1.75
    figure.set_figheight(tall)
    axes = figure.add_axes((0.02, 0.78 / tall, _USED, high * _LANE / tall))
    figure.text(0.02, 1 - 0.18 / tall, words("timeline"), fontsize=15, va="top")
    figure.text(0.02, 1 - 0.52 / tall, note, fontsize=9, color=GREY, va="top")
    margin = (last - first or 1) * 0.012
    date_axis(axes, first - margin, first + (last - first or 1) * _ROOM)
    axes.set_ylim(-0.6, high - 0.4)
    axes.set_yticks([])
    for event, row, extent in zip(events, rows, extents, strict=True):
        begin, end = place(event.when.first), place(event.when.last)
        if end > begin:
            colour = VERMILION if event.when.precise else SKY
            low = row - 0.38  # beneath the words
            axes.plot([begin, end], [low, low], color=colour, linewidth=1.8, solid_capstyle="butt", zorder=1)
        filled = VERMILION if event.when.precise else "white"
        edge = VERMILION if event.when.precise else SKY
        axes.plot([begin], [row], "D", markersize=4.5, color=filled, markeredgecolor=edge, zorder=3)
        write_beside(axes, (begin, row), event.label, extent.turned, font)
    figure.legend(handles=_legend(words), loc="lower left", bbox_to_anchor=(0.015, 0), ncols=2, frameon=False)
    return figure


def _with_bar(extent: Extent, end: float) -> Extent:
    return extent._replace(right=max(extent.right, end))


def _legend(words: Words) -> list[Any]:
    from matplotlib.lines import Line2D

    style: dict[str, Any] = {"linestyle": "none", "marker": "D", "markersize": 5}
    return [
        Line2D([], [], color=VERMILION, label=words("timeline.precise"), **style),
        Line2D([], [], color="white", markeredgecolor=SKY, label=words("timeline.uncertain"), **style),
    ]


_EMPTY = date(2000, 1, 1).toordinal()
"""Where the axis of a picture without anything begins."""

_USED = 0.96
"""The share of the picture's width that the axis takes."""

_ROOM = 1.06
"""The length of the axis in that of the days, so that the last label has room."""


def _width(figure: Any, renderer: Any, label: str, font: float) -> float:
    text = figure.text(0, 0, label, fontsize=font)
    width: float = text.get_window_extent(renderer).width
    text.remove()
    return width
