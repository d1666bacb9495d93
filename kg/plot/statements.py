"""A picture of who said what, and when."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.plot.days import date_axis, place, span, window
from kg.plot.lanes import beside, lanes, write_beside
from kg.plot.look import BLUE, GREY, drawing
from kg.plot.picture import Picture, clean
from kg.plot.words import Words

if TYPE_CHECKING:
    import networkx

_QUOTE, _NAME = 30, 11
_FEW, _SOME = 40, 150
"""Statements up to which one column, and two, are enough."""

_MOST_LANES = 6
"""Lanes of words of one speaker; what has no room is a mark alone."""

_LANE = 0.22
"""Inches."""


class _Said(NamedTuple):
    """A statement: the day of its article, its words, whether they are the speaker's own."""

    day: int
    words: str
    direct: bool
    iri: str


class _Speaker(NamedTuple):
    """Who speaks, and what."""

    name: str
    iri: str
    said: list[_Said]


def statements_picture(graph: networkx.MultiDiGraph[str], words: Words, top: int) -> Picture:
    """Draw the statements of those who speak most, `top` statements in all (0 for all)."""
    speakers = _speakers(graph)
    everything = sum(len(speaker.said) for speaker in speakers)
    if everything:
        first, last = window([said.day for speaker in speakers for said in speaker.said])
        speakers = [s._replace(said=[one for one in s.said if first <= one.day <= last]) for s in speakers]
    within = sum(len(speaker.said) for speaker in speakers)
    chosen = _chosen([speaker for speaker in speakers if speaker.said], top or everything)
    shown = sum(len(speaker.said) for speaker in chosen)
    note = words("statements.note", shown=shown, all=everything, speakers=len(chosen))
    if within < everything:
        note += " " + words("days.outside", count=everything - within)
    with drawing() as figure_class:
        figure = _drawn(figure_class, chosen, words, note)
    told = "; ".join(f"{speaker.name}: {speaker.said[0].words}" for speaker in chosen[:10])
    return Picture(figure, words("statements"), f"{note} {told}")


def _speakers(graph: networkx.MultiDiGraph[str]) -> list[_Speaker]:
    """Return who speaks, most statements first; undated statements are left out."""
    said: defaultdict[str, list[_Said]] = defaultdict(list)
    for speaker, iri, edge in graph.edges(data=True):
        if edge["type"] != "Statement":
            continue
        node = graph.nodes[iri]
        when = span(node["published"], "")
        if when is not None:
            said[speaker].append(_Said(when.first, node["text"], node["manner"] == "direct", iri))
    found = [
        _Speaker(clean(graph.nodes[iri]["label"], _NAME), iri, sorted(group, key=lambda one: (one.day, one.iri)))
        for iri, group in said.items()
    ]
    return sorted(found, key=lambda speaker: (-len(speaker.said), speaker.iri))


def _chosen(speakers: list[_Speaker], top: int) -> list[_Speaker]:
    """Return speakers until they have made `top` statements, the last of them with what fits."""
    chosen = []
    for speaker in speakers:
        if top <= 0:
            break
        chosen.append(speaker._replace(said=speaker.said[:top]))
        top -= len(speaker.said)
    return chosen


class _Page(NamedTuple):
    """How the statements are laid out: columns and their width in inches, the size of words, days and pixels a day."""

    columns: int
    wide: float
    font: float
    first: int
    length: int
    scale: float


class _Placed(NamedTuple):
    """A statement and where its words stand; without a lane there is no room for them."""

    said: _Said
    lane: int | None
    turned: bool


class _Band(NamedTuple):
    """What a speaker takes of a column."""

    speaker: _Speaker
    placed: list[_Placed]
    height: float


_LEFT, _RIGHT = 1.55, 0.2
"""Inches of a column beside its axis."""


def _drawn(figure_class: Any, speakers: list[_Speaker], words: Words, note: str) -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = figure_class(figsize=(11, 6))
    page = _page(speakers, figure.dpi)
    renderer = FigureCanvasAgg(figure).get_renderer()
    bands = [_band(figure, renderer, speaker, page) for speaker in speakers]
    columns = _columns(bands, page.columns)
    high = max(2.0, *(sum(band.height for band in column) for column in columns))
    tall, wide = high * _LANE + 1.8, page.wide * len(columns)
    figure.set_size_inches(wide, tall)
    figure.text(0.2 / wide, 1 - 0.18 / tall, words("statements"), fontsize=15, va="top")
    figure.text(0.2 / wide, 1 - 0.52 / tall, note, fontsize=9, color=GREY, va="top")
    for number, column in enumerate(columns):
        left = (number * page.wide + _LEFT) / wide
        axes = figure.add_axes((left, 0.8 / tall, (page.wide - _LEFT - _RIGHT) / wide, high * _LANE / tall))
        date_axis(axes, page.first - page.length * 0.012, page.first + page.length * _ROOM)
        axes.set_ylim(high, 0)
        axes.set_yticks([])
        base = 0.0
        for row, band in enumerate(column):
            _draw(axes, band, base, row % 2 == 0, page.font)
            base += band.height
    figure.legend(handles=_legend(words), loc="lower left", bbox_to_anchor=(0.1 / wide, 0), ncols=2, frameon=False)
    return figure


def _page(speakers: list[_Speaker], dpi: float) -> _Page:
    total = sum(len(speaker.said) for speaker in speakers)
    columns, wide, font = (1, 11.0, 9.5) if total <= _FEW else (2, 10.0, 8.5) if total <= _SOME else (3, 9.0, 8.0)
    days = [said.day for speaker in speakers for said in speaker.said] or [_EMPTY]
    first, length = min(days), max(max(days) - min(days), 1)
    return _Page(columns, wide, font, first, length, (wide - _LEFT - _RIGHT) * dpi / (length * _ROOM))


def _columns(bands: list[_Band], most: int) -> list[list[_Band]]:
    """Return the bands in columns of about the same height."""
    share = sum(band.height for band in bands) / most
    columns: list[list[_Band]] = [[]]
    height = 0.0
    for band in bands:
        if columns[-1] and height + band.height / 2 > share * len(columns) and len(columns) < most:
            columns.append([])
        columns[-1].append(band)
        height += band.height
    return columns


def _band(figure: Any, renderer: Any, speaker: _Speaker, page: _Page) -> _Band:
    extents = []
    for said in speaker.said:
        text = figure.text(0, 0, clean(said.words, _QUOTE), fontsize=page.font)
        width = text.get_window_extent(renderer).width
        text.remove()
        extents.append(beside((said.day - page.first) * page.scale, width, page.length * _ROOM * page.scale))
    rows = lanes(extents, 8)
    placed = [
        _Placed(said, row if row < _MOST_LANES else None, extent.turned)
        for said, row, extent in zip(speaker.said, rows, extents, strict=True)
    ]
    return _Band(speaker, placed, min(max(rows), _MOST_LANES - 1) + 1.5)


def _draw(axes: Any, band: _Band, base: float, shaded: bool, font: float) -> None:
    if shaded:
        axes.axhspan(base, base + band.height, color="#f6f6f6", zorder=0, linewidth=0)
    side: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "ha": "right", "va": "center", "fontsize": 9.5}
    label = f"{band.speaker.name}  {len(band.speaker.said)}"
    axes.text(-0.012, base + band.height / 2, label, **side)
    for said, lane, turned in band.placed:
        x, y = place(said.day), base + (0.75 + lane if lane is not None else _ALONE)
        axes.plot([x], [y], "o", markersize=4.5, color=BLUE if said.direct else "white", markeredgecolor=BLUE, zorder=3)
        if lane is not None:
            write_beside(axes, (x, y), clean(said.words, _QUOTE), turned, font)


def _legend(words: Words) -> list[Any]:
    from matplotlib.lines import Line2D

    style: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 5, "markeredgecolor": BLUE}
    return [
        Line2D([], [], color=BLUE, label=words.concept("direct"), **style),
        Line2D([], [], color="white", label=words.concept("indirect"), **style),
    ]


_EMPTY = date(2000, 1, 1).toordinal()
"""Where the axis of a picture without anything begins."""

_ALONE = 0.25
"""Where in a band marks without words stand."""

_ROOM = 1.06
"""The length of the axis in that of the days, so that the last words have room."""
