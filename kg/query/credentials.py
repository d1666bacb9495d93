"""Who asks a server: the user in its address, or in the environment."""

from __future__ import annotations

import base64
import os
import urllib.parse
from collections.abc import Mapping


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
