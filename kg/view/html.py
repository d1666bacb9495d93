"""The smallest help for writing HTML: everything that comes from an article passes through `text`."""

from __future__ import annotations

from html import escape

from kg.view.visible import visible


def text(value: str) -> str:
    """Return `value` for the content of an element or the inside of a quoted attribute."""
    return escape(visible(value), quote=True)


def element(name: str, content: str, **attributes: str) -> str:
    """Return an element; `content` is HTML, the attributes are text, `class_` and `data_x` are `class`, `data-x`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items() if value
    )
    return f"<{name}{written}>{content}</{name}>"
