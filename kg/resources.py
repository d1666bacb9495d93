"""The one way to the files that stand beside the package in the repository and inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

from kg.errors import SetupError

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """Return the shipped folder of this name, `ontology` or `queries`.

    Raises:
        SetupError: the installation lacks it.
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        if (root / folder).is_dir():
            return root / folder
    raise SetupError(
        f"This installation lacks its folder {folder!r}; install kg again.",
        f"설치본에 {folder!r} 폴더가 없습니다. kg를 다시 설치하세요.",
    )
