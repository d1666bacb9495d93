"""A picture: SVG whose text is text and shows anywhere, PNG, and itself in a notebook."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from kg.errors import SetupError
from kg.plot.look import FAMILY, drawing, font_file
from kg.visible import visible

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG = re.compile(r"<svg\b[^>]*>")
_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """A picture of a graph.

    Attributes:
        figure: the figure of matplotlib, for whoever wants to go on drawing.
        title: what it shows.
        description: the same for who does not see it, in a few sentences.
    """

    figure: Figure
    title: str
    description: str

    def svg(self) -> bytes:
        """Return it as SVG. The characters that it needs of the font are in it, so it looks the same anywhere."""
        stream = io.StringIO()
        with drawing():
            self.figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
        written = stream.getvalue()
        words = "".join(_TEXT.findall(written))
        head = (
            f'<title id="kg-title">{escape(self.title)}</title>\n<desc id="kg-desc">{escape(self.description)}</desc>\n'
            f"<style>@font-face {{ font-family: '{FAMILY}'; src: url({_font(words)}) format('woff') }}</style>\n"
        )
        opened = _SVG.search(written)
        assert opened is not None  # matplotlib wrote it
        tag = opened[0][:-1] + ' role="img" aria-labelledby="kg-title kg-desc">'
        return (written[: opened.start()] + tag + "\n" + head + written[opened.end() :]).encode()

    def png(self, dpi: int = 160) -> bytes:
        """Return it as PNG of so many dots an inch."""
        stream = io.BytesIO()
        with drawing():
            self.figure.savefig(stream, format="png", dpi=dpi, metadata={"Title": self.title, "Software": None})
        return stream.getvalue()

    def write(self, format_name: str) -> bytes:
        """Return it as `svg` or `png`.

        Raises:
            SetupError: it is asked for as something else.
        """
        if format_name == "svg":
            return self.svg()
        if format_name == "png":
            return self.png()
        raise SetupError(
            f"A picture is .svg or .png, not {format_name!r}.",
            f"그림은 .svg나 .png입니다. {format_name!r}: 쓸 수 없음.",
        )

    def save(self, path: str | Path) -> None:
        """Write it to a file whose name ends in `.svg` or `.png`."""
        path = Path(path)
        path.write_bytes(self.write(path.suffix.removeprefix(".").lower()))

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it: an image, so that nothing in it can act."""
        return (
            f'<img alt="{escape(self.title, {chr(34): "&quot;"})}" src="data:image/png;base64,{_base64(self.png())}">'
        )


def clean(text: str, most: int = 0) -> str:
    """Return `text` as it can stand in a picture: on one line, controls visible, of `most` characters (0 for any)."""
    line = " ".join(visible(text).split())
    return line if not most or len(line) <= most else line[: most - 1].rstrip() + "…"


def _font(words: str) -> str:
    """Return, as a data URL, the font with the characters of `words` alone."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(hinting=False, layout_features=["kern"], name_IDs=[0, 1, 13, 14], notdef_outline=True)
    font = TTFont(font_file(), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=words + " …")
    subsetter.subset(font)
    font.flavor = "woff"
    stream = io.BytesIO()
    font.save(stream)
    return f"data:font/woff;base64,{_base64(stream.getvalue())}"


def _base64(content: bytes) -> str:
    return b64encode(content).decode("ascii")
