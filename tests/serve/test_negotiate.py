"""What a client is given follows the weights of its headers."""

from __future__ import annotations

import pytest

from kg.serve.negotiate import chosen, language

OFFERED = ("text/html", "text/turtle", "application/ld+json")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/TURTLE; charset=utf-8", "text/turtle"),
        ("text/html;q=0.5, application/ld+json;q=0.9", "application/ld+json"),
        ("text/*;q=0.3, text/turtle;q=0.7, */*;q=0.1", "text/turtle"),
        ("text/html;q=0, */*", "text/turtle"),
        ("image/png", None),
        ("text/html;q=none", None),
        ("application/xhtml+xml,text/html,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_the_best_liked_type_is_chosen(header: str | None, expected: str | None) -> None:
    assert chosen(header, OFFERED) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [(None, "ko"), ("en", "en"), ("en-GB,ko;q=0.9", "en"), ("fr", "ko"), ("en;q=0.2,ko-KR;q=0.8", "ko")],
)
def test_the_best_liked_language_is_chosen(header: str | None, expected: str) -> None:
    assert language(header, ("ko", "en")) == expected
