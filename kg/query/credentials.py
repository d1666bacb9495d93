"""A server's address, and who asks it: the user there, or in the environment."""

from __future__ import annotations

import base64
import os
import urllib.parse
from collections.abc import Mapping

from kg.errors import Reason, SetupError


def address(url: str, what: Reason) -> urllib.parse.SplitResult:
    """Return the parts of an HTTP address.

    Args:
        url: the address.
        what: what it has to be the address of, with an example.

    Raises:
        SetupError: it is no HTTP address, or its port is no port.
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SetupError(f"{url} is not the address of {what.en}.", f"{url}: {what.ko} 주소가 아닙니다.")
    try:
        _ = parts.port
    except ValueError as error:
        raise SetupError(f"{url}: the port is wrong.", f"{url}: 포트 번호가 잘못되었습니다.") from error
    return parts


def authorization(address: urllib.parse.SplitResult, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the header that says who asks; none if nothing says so.

    The user in the address comes first, then `KG_ENDPOINT_TOKEN`, then `KG_ENDPOINT_USER` with `KG_ENDPOINT_PASSWORD`.
    """
    if address.username is not None:
        return _basic(urllib.parse.unquote(address.username), urllib.parse.unquote(address.password or ""))
    if token := environment.get("KG_ENDPOINT_TOKEN"):
        return {"Authorization": f"Bearer {token}"}
    if user := environment.get("KG_ENDPOINT_USER"):
        return _basic(user, environment.get("KG_ENDPOINT_PASSWORD", ""))
    return {}


def _basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}
