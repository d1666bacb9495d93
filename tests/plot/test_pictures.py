"""Pictures: the same bytes each time, text that is text and shows anywhere, nothing covered, nothing hostile."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

pytest.importorskip("matplotlib", reason="the extra `plot` is not installed")

from kg.errors import SetupError
from kg.plot import KINDS, Picture, picture
from kg.plot.look import MARKS

ALL = ("network", *KINDS)
SVG = "{http://www.w3.org/2000/svg}"
PROJECTED = ("people-organizations", "policies", "speakers")


@pytest.fixture(scope="module")
def drawn(newsroom: Store) -> dict[str, Picture]:
    return {kind: picture(newsroom, kind) for kind in ALL}


@pytest.fixture(scope="module")
def svgs(drawn: dict[str, Picture]) -> dict[str, bytes]:
    return {kind: one.svg() for kind, one in drawn.items()}


def texts(svg: bytes) -> list[str]:
    return ["".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", ALL)
def test_an_svg_has_its_text_as_text(svgs: dict[str, bytes], kind: str) -> None:
    words = {
        "network": ["한지우", "가온시", "2026 가온 청년 포럼", "사실로 이어진 개체"],
        "timeline": ["본회의", "협약식", "가온 봄꽃 축제"],
        "statements": ["청년이 떠나지 않는 도시를 만들겠다", "직접 인용", "간접 인용"],
        "positions": ["가온시 시장", "현직", "전직", "예정"],
    }
    assert set(words[kind]) <= set(texts(svgs[kind]))


@pytest.mark.parametrize("kind", ALL)
def test_an_svg_carries_every_character_of_its_font_that_it_needs(svgs: dict[str, bytes], kind: str) -> None:
    from fontTools.ttLib import TTFont

    found = re.search(rb"url\(data:font/woff;base64,([^)]+)\)", svgs[kind])
    assert found is not None
    font = TTFont(BytesIO(b64decode(found[1])))
    assert {ord(c) for c in "".join(texts(svgs[kind])) if not c.isspace()} <= set(font.getBestCmap())
    assert len(svgs[kind]) < 300_000


@pytest.mark.parametrize("kind", ALL)
def test_an_svg_tells_what_it_shows_to_who_does_not_see_it(svgs: dict[str, bytes], kind: str) -> None:
    root = ElementTree.fromstring(svgs[kind])
    assert root.get("role") == "img"
    labelled = {element.get("id"): element.text for element in root if element.get("id") is not None}
    for name in (root.get("aria-labelledby") or "").split():
        assert labelled[name]


@pytest.mark.parametrize("kind", ALL)
def test_the_same_graph_gives_the_same_bytes(newsroom: Store, svgs: dict[str, bytes], kind: str) -> None:
    other = Store()
    for quad in sorted(newsroom, key=lambda quad: str(quad)[::-1]):
        other.add(quad)
    again = picture(other, kind)
    assert again.svg() == svgs[kind]
    if kind == "network":
        assert again.png(40) == picture(newsroom, kind).png(40)
        assert again.png(40).startswith(b"\x89PNG")


@pytest.mark.parametrize("projection", PROJECTED)
def test_a_projection_is_drawn_with_its_own_title(newsroom: Store, projection: str) -> None:
    titles = {
        "people-organizations": "People and organizations over time",
        "policies": "Policies with supporters and opponents",
        "speakers": "Who speaks about whom and what",
    }
    one = picture(newsroom, "network", projection=projection, language="en")
    assert one.title == titles[projection]


def test_sides_of_a_policy_differ_in_more_than_colour(newsroom: Store) -> None:
    axes = picture(newsroom, "network", projection="policies").figure.axes[0]
    lines = [collection for collection in axes.collections if type(collection).__name__ == "LineCollection"]
    assert len({str(line.get_linestyle()) for line in lines}) == 2
    assert len({mark.marker for mark in MARKS.values()}) == len(MARKS)


def crowded() -> Store:
    """A network of 500 nodes: 20 hubs, each of which knows 24 others."""
    from kg.vocab import node

    store, name = Store(), node("schema:name")
    graph, kg = NamedNode("https://kg.example/data/graph/entities"), "https://kg.example/ontology#"

    def person(number: int) -> NamedNode:
        iri = NamedNode(f"https://kg.example/data/person/{number:03}")
        store.add(Quad(iri, node("rdf:type"), node("schema:Person"), graph))
        store.add(Quad(iri, name, Literal(f"가나다라 {number:03}", language="ko"), graph))
        return iri

    people = [person(number) for number in range(500)]
    for number, one in enumerate(people):
        hub = people[number % 20] if number >= 20 else people[(number + 1) % 20]
        fact = NamedNode(f"https://kg.example/data/article/a/fact/relation.{number}")
        store.add(Quad(fact, node("rdf:type"), NamedNode(kg + "Relation"), graph))
        store.add(Quad(fact, NamedNode(kg + "evidence"), NamedNode("urn:span"), graph))
        for part, value in (("subject", one), ("predicate", NamedNode(kg + "partner_of")), ("object", hub)):
            store.add(Quad(fact, NamedNode(kg + part), value, graph))
    return store


def boxes(one: Picture) -> list[tuple[str, Any]]:
    """The labels of nodes and what they take of the picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(one.figure).get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in one.figure.axes[0].texts]


def overlapping(labels: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [
        (name, other)
        for number, (name, box) in enumerate(labels)
        for other, second in labels[:number]
        if min(box.x1, second.x1) - max(box.x0, second.x0) > 2 and min(box.y1, second.y1) - max(box.y0, second.y0) > 2
    ]


def test_of_500_nodes_the_foremost_are_labelled_and_no_label_covers_another() -> None:
    one = picture(crowded(), "network", top=500)
    labels = boxes(one)
    assert sum(len(c.get_offsets()) for c in one.figure.axes[0].collections if c.get_label()[0] != "_") == 500
    assert {f"가나다라 {number:03}" for number in range(20)} <= {name for name, _ in labels}
    assert 60 <= len(labels) <= 120
    assert overlapping(labels) == []


def test_of_few_nodes_all_are_labelled(newsroom: Store, drawn: dict[str, Picture]) -> None:
    one = picture(newsroom, "network", top=20)
    assert len(boxes(one)) == 20
    assert overlapping(boxes(one)) == []
    assert overlapping(boxes(drawn["timeline"])) == []


def test_what_is_drawn_hangs_together(newsroom: Store) -> None:
    for top in (2, 5, 9):
        axes = picture(newsroom, "network", top=top, language="en").figure.axes[0]
        lines = [c for c in axes.collections if type(c).__name__ == "LineCollection"]
        points = {tuple(map(float, end)) for c in lines for segment in c.get_segments() for end in segment}
        nodes = {
            tuple(map(float, spot)) for c in axes.collections if c.get_label()[0] != "_" for spot in c.get_offsets()
        }
        assert points == nodes
        assert len(nodes) <= top


def test_a_hostile_name_is_drawn_as_text(newsroom: Store) -> None:
    hostile, store = "<script>$\\frac{1}{0}$</script>\u202e&\x00", Store()
    store.extend(newsroom)
    mayor, name = NamedNode("https://kg.example/data/person/한지우~가온시"), NamedNode("https://schema.org/name")
    for quad in list(store.quads_for_pattern(mayor, name, None, None)):
        store.remove(quad)
    store.add(Quad(mayor, name, Literal(hostile), NamedNode("https://kg.example/data/graph/entities")))
    svg = picture(store, "network").svg()
    assert b"<script" not in svg
    assert any(text.startswith("<script>$\\frac{1}{") for text in texts(svg))


@pytest.mark.parametrize("kind", ALL)
def test_an_empty_dataset_is_an_empty_picture(kind: str) -> None:
    assert texts(picture(Store(), kind).svg())


def test_what_is_asked_for_wrongly_is_refused(newsroom: Store, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="known: network, timeline, statements, positions"):
        picture(newsroom, "pie")
    with pytest.raises(SetupError, match=r"svg or \.png"):
        picture(newsroom, "timeline").save(tmp_path / "timeline.pdf")


def test_without_the_extra_it_is_named(newsroom: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.plot import look

    look.font_file.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "pylopdf_fonts_ko", None)
    try:
        with pytest.raises(SetupError, match=r"pip install 'kg\[plot\]'"):
            picture(newsroom, "timeline")
    finally:
        look.font_file.cache_clear()


def test_a_notebook_shows_an_image(drawn: dict[str, Picture]) -> None:
    assert drawn["timeline"]._repr_html_().startswith('<img alt="시간순 행사·사건" src="data:image/png;base64,')
