"""How pictures look: a font with Hangul, colours that colour-blind readers can tell, shapes for those who see none.

The colours are those of Okabe and Ito (Color Universal Design, 2008). No meaning rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import SetupError

BLACK, ORANGE, SKY, GREEN = "#1a1a1a", "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"
GREY, PALE, PAPER = "#767676", "#d9d9d9", "#ffffff"


class Mark(NamedTuple):
    """How a type of node is drawn: its colour and the marker of matplotlib."""

    colour: str
    marker: str


MARKS: Mapping[str, Mark] = {
    "Person": Mark(BLUE, "o"),
    "Organization": Mark(ORANGE, "s"),
    "Place": Mark(GREEN, "^"),
    "Event": Mark(VERMILION, "D"),
    "Policy": Mark(PURPLE, "p"),
    "Statement": Mark(GREY, "."),
}

FAMILY = "Noto Sans KR"


@cache
def font_file() -> Path:
    """Return the file of the Korean font that the extra `plot` installs.

    Raises:
        SetupError: the extra is not installed.
    """
    try:
        from pylopdf_fonts_ko import sans_path
    except ImportError:
        raise _absent("pylopdf-fonts-ko") from None
    return Path(sans_path())


def _absent(package: str) -> SetupError:
    return SetupError(
        f"Pictures need {package}: pip install 'kg[plot]'.",
        f"그림에는 {package}이(가) 필요합니다: pip install 'kg[plot]'.",
    )


@contextmanager
def drawing() -> Iterator[Any]:
    """Give matplotlib's `Figure` class, under settings that are the same on every machine.

    Raises:
        SetupError: the extra `plot` is not installed.
    """
    try:
        import matplotlib
        from matplotlib import font_manager
        from matplotlib.figure import Figure
    except ImportError:
        raise _absent("matplotlib") from None
    file = str(font_file())
    if file not in {font.fname for font in font_manager.fontManager.ttflist}:
        font_manager.fontManager.addfont(file)
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        yield Figure


_SETTINGS = {
    "font.family": [FAMILY, "DejaVu Sans"],
    "font.size": 9,
    "text.color": BLACK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": BLACK,
    "axes.unicode_minus": False,
    "xtick.color": BLACK,
    "ytick.color": BLACK,
    "text.parse_math": False,  # a name may hold dollar signs
    "svg.fonttype": "none",
    "svg.hashsalt": "kg",
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
}
