"""Messages: numbers with what they count, and the same values in both languages."""

from __future__ import annotations

from string import Formatter

import pytest

from kg.messages import MESSAGES, Say, filled
from kg.plot.words import WORDS as PICTURES


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("in {n:article}", 0, "in 0 articles"),
        ("in {n:article}", 1, "in 1 article"),
        ("in {n:article}", 1200, "in 1,200 articles"),
        ("in {n:article}", "1,200", "in 1,200 articles"),
        ("{n:entity/entities}", 1, "1 entity"),
        ("{n:entity/entities}", 2, "2 entities"),
        ("{n:quad was/quads were} there", 1, "1 quad was there"),
        ("{n:quad was/quads were} there", 21, "21 quads were there"),
        ("{n:,} {n:d} {n!r}", 1200, "1,200 1200 1200"),
        ("{n:.1f} s", 1.25, "1.2 s"),
        ("{n}", "{n:article}", "{n:article}"),
    ],
)
def test_a_number_stands_with_its_noun_in_the_number_that_it_needs(text: str, value: object, said: str) -> None:
    assert filled(text, {"n": value}) == said


def test_korean_and_english_say_the_same_values() -> None:
    pytest.importorskip("starlette", reason="the extra kg[serve] is not installed")
    from kg.serve.words import WORDS as PAGES

    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    for key, reason in (dict(MESSAGES) | PAGES | PICTURES).items():
        assert fields(reason.en) == fields(reason.ko), key


def test_one_article_is_no_articles() -> None:
    assert Say("en")("identity.articles", count=1) == "Named in 1 article"
    assert Say("ko")("identity.articles", count=1) == "나온 기사 1건"
