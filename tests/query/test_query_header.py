"""The header of a query file."""

from __future__ import annotations

import pytest

from kg.errors import QueryError, Reason
from kg.query.header import parse_header

GOOD = """# title: Voices
# title@ko: 목소리
# description: Who said
#   what.
# description@ko: 누가 무엇을
#   말했나.
# group: statements
# param topic string "": Words
# param@ko topic: 말
# param day date: A day
# param@ko day: 날짜
# limit: 7

SELECT * {}
"""


def test_it_says_what_the_file_says() -> None:
    header = parse_header(GOOD, "voices.rq")
    assert header is not None
    assert header.title == Reason("Voices", "목소리")
    assert header.description == Reason("Who said what.", "누가 무엇을 말했나.")
    assert header.group == "statements"
    assert [(p.name, p.type, p.default) for p in header.parameters] == [
        ("topic", "string", ""),
        ("day", "date", None),
        ("limit", "integer", "7"),
    ]
    assert header.parameters[0].description == Reason("Words", "말")


def test_a_file_with_other_comments_has_no_header() -> None:
    assert parse_header("# my query, for myself\nSELECT * {}", "mine.rq") is None


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("# group: statements", "# grupe: statements", 7, "not understood"),
        ("# group: statements", "# group: Statements!", 7, "not understood"),
        ('# param topic string "": Words', '# param topic strnig "": Words', 8, "unknown type 'strnig'"),
        ("# param day date: A day", '# param topic string "": Again', 10, "'topic'"),
        ("# param day date: A day", '# param limit integer "3": Mine', 10, "'limit'"),
        ("# param@ko day: 날짜", "# param@ko dya: 날짜", 11, "'param@ko dya'"),
        ("# limit: 7", "# limit: many", 12, "not understood"),
        ("# title@ko: 목소리", "# title: Again", 2, "'title' stands twice"),
        ("# title@ko: 목소리\n", "", None, "lacks 'title@ko'"),
        ("# param@ko day: 날짜\n", "", None, "lacks 'param@ko day'"),
        ("# description@ko: 누가 무엇을\n#   말했나.\n", "", None, "lacks 'description@ko'"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(old: str, new: str, line: int | None, message: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(QueryError) as caught:
        parse_header(GOOD.replace(old, new), "voices.rq")
    assert message in caught.value.reason.en
    assert caught.value.reason.en.startswith("voices.rq, line ")
    assert caught.value.reason.ko.startswith("voices.rq ")
    if line is not None:
        assert f"line {line}:" in caught.value.reason.en
