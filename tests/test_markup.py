"""Text becomes HTML in which nothing of it can act."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from kg.markup import Marked, element, marked, table
from kg.visible import visible


class _Words(HTMLParser):
    """Gathers the text and the tags of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@given(st.text(), st.lists(st.tuples(st.integers(-2, 20), st.integers(-2, 20), st.text())))
def test_marks_change_no_word(words: str, marks: list[tuple[int, int, str]]) -> None:
    read = _Words(marked(words, [Marked(*mark) for mark in marks]))
    assert read.words == visible(words)
    assert set(read.tags) <= {"div", "mark"}


def test_of_marks_that_overlap_the_first_is_shown() -> None:
    html = marked("가나다라", [Marked(1, 3, "둘"), Marked(0, 2, "하나"), Marked(3, 9, "밖")])
    assert html.count("<mark") == 1
    assert '<mark title="하나">가나</mark>다라' in html


@given(st.lists(st.text(), min_size=1), st.text())
def test_cells_are_text(cells: list[str], attribute: str) -> None:
    read = _Words(table(cells, [cells]) + element("p", "", title=attribute))
    assert set(read.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "p"}
    assert read.words == "".join(map(visible, cells)) * 2
