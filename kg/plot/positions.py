"""A picture of who holds which post, article by article."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.plot.days import date_axis, place, span, window
from kg.plot.look import BLACK, BLUE, GREY, ORANGE, VERMILION, drawing
from kg.plot.picture import Picture, clean
from kg.plot.words import Words

if TYPE_CHECKING:
    import networkx

_NAME, _POST = 10, 22
_ROW = 0.22
"""Inches."""

_COLUMN = 60
"""Rows from which on the picture has several columns."""

_EMPTY = date(2000, 1, 1).toordinal()
"""Where the axis of a picture without anything begins."""

_STYLE = {"current": ("o", BLUE, BLUE), "former": ("<", "white", VERMILION), "future": (">", ORANGE, ORANGE)}
"""Marker, colour and edge of each status."""


class _Post(NamedTuple):
    """A post of a person: the days on which articles name it, with its status there."""

    person: str
    name: str
    post: str
    marks: list[tuple[int, str]]


def positions_picture(graph: networkx.MultiDiGraph[str], words: Words, top: int) -> Picture:
    """Draw the posts of those of whom articles name most, `top` posts (0 for all); a row for each."""
    posts = _posts(graph)
    days = [day for post in posts for day, _ in post.marks]
    first, last = window(days) if days else (0, 1)
    kept = [p._replace(marks=[mark for mark in p.marks if first <= mark[0] <= last]) for p in posts]
    people: defaultdict[str, int] = defaultdict(int)
    for post in kept:
        people[post.person] += len(post.marks)
    ordered = sorted((p for p in kept if p.marks), key=lambda p: (-people[p.person], p.person, p.marks[0], p.post))
    shown = ordered[: top or None]
    note = words("positions.note", shown=len(shown), all=len(posts))
    outside = len(days) - sum(len(post.marks) for post in kept)
    if outside:
        note += " " + words("days.outside", count=outside)
    with drawing() as figure_class:
        figure = _drawn(figure_class, shown, words, note)
    told = "; ".join(f"{post.name}, {post.post}" for post in shown[:10])
    return Picture(figure, words("positions"), f"{note} {told}")


def _posts(graph: networkx.MultiDiGraph[str]) -> list[_Post]:
    """Return every post of every person; undated articles are left out."""
    found: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for person, organization, edge in graph.edges(data=True):
        if edge["type"] == "Position":
            name = f"{graph.nodes[organization]['label']} {edge['title']}".strip()
            _note(found, (person, name), edge)
    for person, node in graph.nodes(data=True):
        for title in node.get("titles", ()):
            _note(found, (person, title["title"]), title)
    return [
        _Post(person, clean(graph.nodes[person]["label"], _NAME), clean(post, _POST), sorted(set(marks)))
        for (person, post), marks in sorted(found.items())
    ]


def _note(found: defaultdict[tuple[str, str], list[tuple[int, str]]], key: tuple[str, str], fact: Any) -> None:
    when = span(fact["published"], "")
    if when is not None:
        found[key].append((when.first, fact["status"]))


def _drawn(figure_class: Any, posts: list[_Post], words: Words, note: str) -> Any:
    columns = min(ceil(len(posts) / _COLUMN) or 1, 4)
    rows = ceil(len(posts) / columns)
    wide = 11.0 if columns == 1 else 6.5 * columns
    tall = max(rows, 3) * _ROW + 1.8
    figure = figure_class(figsize=(wide, tall))
    figure.text(0.2 / wide, 1 - 0.18 / tall, words("positions"), fontsize=15, va="top")
    figure.text(0.2 / wide, 1 - 0.52 / tall, note, fontsize=9, color=GREY, va="top")
    days = [day for post in posts for day, _ in post.marks] or [_EMPTY]
    first, last = min(days), max(days)
    margin = max((last - first) * 0.02, 1)
    for column in range(columns):
        part = posts[column * rows : (column + 1) * rows]
        label = 3.1 / wide
        left = column / columns + label
        axes = figure.add_axes((left, 0.8 / tall, 1 / columns - label - 0.2 / wide, max(rows, 3) * _ROW / tall))
        date_axis(axes, first - margin, last + margin)
        axes.set_ylim(max(rows, 3) - 0.5, -0.5)
        axes.set_yticks([])
        for row, post in enumerate(part):
            new = row == 0 or part[row - 1].person != post.person
            _draw(axes, post, row, new)
    figure.legend(
        handles=_legend(words), loc="lower left", bbox_to_anchor=(0.1 / wide, 0), ncols=len(_STYLE), frameon=False
    )
    return figure


def _draw(axes: Any, post: _Post, row: int, new: bool) -> None:
    """Draw a row; the name stands where its person begins, and a fine line above it."""
    days = [place(day) for day, _ in post.marks]
    side: dict[str, Any] = {
        "transform": axes.get_yaxis_transform(),
        "va": "center_baseline",
        "fontsize": 9,
        "clip_on": False,
    }
    axes.text(-0.02, row, post.post, ha="right", color=BLACK, **side)
    if new:
        width = axes.get_window_extent().width
        left = -3.0 * axes.figure.dpi / width
        axes.text(left, row, post.name, ha="left", color=BLACK, **side)
        axes.plot(
            [left, 1],
            [row - 0.5] * 2,
            color="#e8e8e8",
            linewidth=0.8,
            transform=axes.get_yaxis_transform(),
            clip_on=False,
        )
    if len(days) > 1:
        axes.plot([days[0], days[-1]], [row, row], color=BLUE, linewidth=1.6, alpha=0.45, zorder=1)
    for day, (_, status) in zip(days, post.marks, strict=True):
        marker, colour, edge = _STYLE.get(status, _STYLE["current"])
        axes.plot([day], [row], marker, markersize=5.5, color=colour, markeredgecolor=edge, zorder=3, clip_on=False)


def _legend(words: Words) -> list[Any]:
    from matplotlib.lines import Line2D

    return [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=marker,
            markersize=6,
            color=colour,
            markeredgecolor=edge,
            label=words.concept(status),
        )
        for status, (marker, colour, edge) in _STYLE.items()
    ]
