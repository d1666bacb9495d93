"""The one way to the files that stand beside the package in the repository and inside it in a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

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


class WebEntry(NamedTuple):
    """What a page of kg runs in the browser.

    Attributes:
        script: a classic script with everything that it needs.
        style: a style sheet with everything that it needs.
    """

    script: str
    style: str


def web_entry(name: str) -> WebEntry:
    """Return an entry of `web/entries.json` as it was built when kg was installed.

    Raises:
        SetupError: this installation was made where it could not be built.
    """
    for folder in (_PACKAGE / "_shipped" / "web", _PACKAGE.parent / "web" / "dist"):
        if (folder / f"{name}.js").is_file():
            return WebEntry(*((folder / f"{name}{end}").read_text(encoding="utf-8") for end in (".js", ".css")))
    raise SetupError(
        "This installation lacks the part that runs in the browser: when it was made, Node.js (20.19 or later, with "
        "npm) or its packages could not be had. Install Node.js, then install kg again: "
        "pip install --force-reinstall --no-deps . in its repository. All other commands work without.",
        "이 설치본에는 브라우저에서 도는 부분이 없습니다. 설치할 때 Node.js(20.19 이상, npm 포함)나 그 패키지를 쓸 수 "
        "없었기 때문입니다. Node.js를 설치한 뒤 kg를 다시 설치하세요: 저장소에서 "
        "pip install --force-reinstall --no-deps . 다른 명령은 모두 그대로 쓸 수 있습니다.",
    )
