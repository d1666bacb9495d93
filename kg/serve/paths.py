"""From the IRIs of a dataset to the paths of the server and back.

An IRI below the base has the path that follows the base, its characters beyond ASCII percent-encoded as every browser
does (RFC 3987, 3.1): `…/person/이재명~성남시` stands at `/person/이재명~성남시`. No two IRIs have one path.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes

from kg.vocab import segment

KINDS = ("person", "organization", "place", "event", "policy")
"""Kinds of entities, as they stand in IRIs."""

RESOURCES = (*KINDS, "role", "article", "graph", "run", "software")
"""How the paths of things begin; every other path is the server's own."""

_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
SAFE = "!$&'()*+,;=:@/~-._%#?[]"
"""ASCII characters that stay as they are where an IRI becomes a URI; the others of an IRI are letters and digits."""


def path_of(iri: str, base: str) -> str | None:
    """Return the path of the server for `iri`, None if it is not below `base`.

    A fragment names a part of what stands at the path and goes with it, for the browser to look for.
    """
    if not iri.startswith(base):
        return None
    path = iri[len(base) :]
    if path.partition("/")[0] not in RESOURCES:
        return None
    return "/" + quote(path, safe=SAFE)


def iri_of(raw_path: str, base: str) -> str | None:
    """Return the IRI for a path as it stands in a request, None if it is none of a thing.

    What a browser has encoded is decoded; what the IRI itself has encoded stays. Decomposed Hangul, as some systems
    paste it, is composed.
    """
    parts = raw_path.lstrip("/").split("/")
    if len(parts) < 2 or parts[0] not in RESOURCES or not all(parts):
        return None
    try:
        return base + "/".join(_segment(part) for part in parts)
    except UnicodeDecodeError:
        return None


def _segment(raw: str) -> str:
    if _decoded(raw) in (".", ".."):  # these two mean something else in a path
        return raw.replace(".", "%2E")
    return unicodedata.normalize("NFC", _ENCODED.sub(_kept, raw))


def _kept(found: re.Match[str]) -> str:
    """What stands in the IRI for a run of percent-encoded bytes: the character, unless IRIs encode it too."""
    return "".join(
        character if character == "." else "%20" if character == " " else segment(character)
        for character in unicodedata.normalize("NFC", _decoded(found[0]))
    )


def _decoded(text: str) -> str:
    return unquote_to_bytes(text).decode("utf-8")
