"""Libraries that only some inputs need: loaded when such an input comes."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import InputError


def needed(module: str, extra: str) -> Any:
    """Return the module `module`, which the extra `extra` installs.

    Raises:
        InputError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(
            f"Reading this needs {error.name or module}; install it with: pip install 'kg[{extra}]'",
            f"이 입력을 읽으려면 {error.name or module} 라이브러리가 필요합니다. 설치: pip install 'kg[{extra}]'",
        ) from None
