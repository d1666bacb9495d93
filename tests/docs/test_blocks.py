"""What the pages show is compared with what commands print: that comparison must be able to fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from blocks import Block, blocks, missing

PRINTED = "news.kg: 8 articles (1.5 s)\nEntities      \nevents          24\nplaces          20\n"


@pytest.mark.parametrize(
    "shown",
    [
        "news.kg: 8 articles (9.9 s)",
        "Entities\nevents 24\nplaces 20",
        "Entities\n…\nevents   24\n…\nplaces 20",
        "news.kg: … (… s)",
    ],
)
def test_what_was_printed_is_found(shown: str) -> None:
    assert missing(Block("text", "", shown, 1), PRINTED) is None


@pytest.mark.parametrize(
    ("shown", "lacking"),
    [("events 25", "events 25"), ("places 20\nevents 24", "events 24"), ("Entities\nEntities", "Entities")],
)
def test_what_was_not_printed_is_named(shown: str, lacking: str) -> None:
    assert missing(Block("text", "", shown, 1), PRINTED) == lacking


def test_numbers_of_a_loose_block_may_differ_but_words_may_not() -> None:
    assert missing(Block("text", "loose", "news.kg: 1,234 articles (0.1 s)\nevents 7", 1), PRINTED) is None
    assert missing(Block("text", "loose", "persons 24", 1), PRINTED) == "persons 24"


def test_blocks_are_read_with_language_remark_and_line(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Words\n\n```sh exit=1\nkg hash\n```\n```text\nA\n\nB\n```\n", encoding="utf-8")
    assert list(blocks(page)) == [Block("sh", "exit=1", "kg hash", 3), Block("text", "", "A\n\nB", 6)]
