"""The fenced blocks of a Markdown page, and whether what a command printed is what the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(\w*) *(.*)$")
_SECONDS = re.compile(r"\(\d+\.\d s\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block.

    Attributes:
        language: `sh`, `python`, `text`, ….
        remark: what stands after the language: `exit=3` (the commands end so), `loose` (numbers may differ).
        text: what stands between the fences.
        line: the line of the opening fence, from 1.
    """

    language: str
    remark: str
    text: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of `page` in order."""
    begun: tuple[str, str, int] | None = None
    lines: list[str] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        fence = _FENCE.match(line)
        if begun is None:
            if fence:
                begun, lines = (fence[1], fence[2], number), []
        elif line == "```":
            yield Block(begun[0], begun[1], "\n".join(lines), begun[2])
            begun = None
        else:
            lines.append(line)
    assert begun is None, f"{page}: the block of line {begun[2]} has no end"


def missing(shown: Block, printed: str) -> str | None:
    """Return the first line of `shown` that `printed` lacks or has in another place, None if it has all.

    `…` stands for anything, also for lines; white space and seconds do not matter, nor do numbers in a loose block.
    """
    lines = iter([_plain(line) for line in printed.splitlines()])
    for line in shown.text.splitlines():
        if line.strip() == "…":
            continue
        pattern = _pattern(_plain(line), loose="loose" in shown.remark)
        if not any(pattern.fullmatch(candidate) for candidate in lines):
            return line
    return None


def _plain(line: str) -> str:
    return " ".join(_SECONDS.sub("(… s)", line).split())


def _pattern(line: str, *, loose: bool) -> re.Pattern[str]:
    text = ".*".join(map(re.escape, re.split(" ?… ?", line)))
    return re.compile(re.sub(r"\d+(,\d+)*", lambda _: r"[\d,]+", text) if loose else text)
