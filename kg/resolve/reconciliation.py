"""A client of the reconciliation protocol that OpenRefine speaks, which Wikidata and other authorities offer.

It asks what records an authority has for names. Nothing that comes back is believed: an answer that is not as the
protocol has it is an error that says so, and only a person's decision makes a record that of an entity.

See the Reconciliation Service API 0.2, https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/.
"""

from __future__ import annotations

import http.client
import math
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from kg.errors import InputError

T = TypeVar("T")

_BATCH = 10
_SECONDS = 20.0
_MOST_BYTES = 4_000_000
_SCHEMES = ("http://", "https://")
_IRI = re.compile(r"https?://[^/\s][^\x00-\x20<>\"{}|\\^`]*")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of an authority.

    Attributes:
        name: the name to look for.
        type: the type of thing by the authority's own id, empty for any.
        limit: at most so many records.
    """

    name: str
    type: str = ""
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Record:
    """A record that an authority offers for a name.

    Attributes:
        iri: the IRI of what the record is about.
        name: how the authority calls it.
        description: what it says of it: a description, or the names of its types; may be empty.
        score: the authority's score, brought to [0, 1] from its usual scale of 100.
        match: whether the authority is sure.
    """

    iri: str
    name: str
    description: str
    score: float
    match: bool


class _Manifest(msgspec.Struct):
    name: str = ""
    identifier_space: str = msgspec.field(name="identifierSpace", default="")


class _Named(msgspec.Struct):
    name: str = ""


class _Result(msgspec.Struct):
    id: str
    name: str = ""
    score: float = 0.0
    match: bool = False
    description: str | None = None
    type: list[_Named | str] = []


class _Answer(msgspec.Struct):
    result: list[_Result] = []


class Authority:
    """A reconciliation service.

    Attributes:
        url: its address.
        name: how it calls itself.
        space: what the IRIs of its records begin with.
    """

    def __init__(self, url: str, seconds: float = _SECONDS) -> None:
        """Ask the service who it is.

        Raises:
            InputError: it does not answer as the protocol has it; it says so.
        """
        if not url.startswith(_SCHEMES):
            raise _fault(
                url, "its address must begin with http:// or https://", "주소는 http://나 https://로 시작해야 합니다"
            )
        self.url = url
        self._seconds = seconds
        manifest = self._decoded(self._fetch(None), _Manifest)
        self.name, self.space = manifest.name or url, manifest.identifier_space
        if not self.space.startswith(_SCHEMES):
            raise _fault(url, "it does not say what its identifiers begin with", "식별자 공간을 밝히지 않았습니다")

    def ask(self, queries: Sequence[Query]) -> Iterator[tuple[Record, ...]]:
        """Yield, for each query, the records that the authority offers, the best first.

        Raises:
            InputError: it does not answer as the protocol has it.
        """
        for first in range(0, len(queries), _BATCH):
            batch = queries[first : first + _BATCH]
            asked = {f"q{number}": _asked(query) for number, query in enumerate(batch)}
            form = urllib.parse.urlencode({"queries": msgspec.json.encode(asked).decode()}).encode()
            answers = self._decoded(self._fetch(form), dict[str, _Answer])
            for number, query in enumerate(batch):
                results = answers.get(f"q{number}", _Answer()).result
                records = [record for result in results if (record := self._record(result)) is not None]
                yield tuple(sorted(records, key=lambda r: (-r.score, r.iri)))[: query.limit]

    def _record(self, result: _Result) -> Record | None:
        """A record; None if its id makes no IRI."""
        iri = (
            result.id
            if result.id.startswith(_SCHEMES)
            else self.space + urllib.parse.quote(result.id, safe="/:~@!$&'()*+,;=")
        )
        if _IRI.fullmatch(iri) is None or not result.id:
            return None
        kinds = ", ".join(kind if isinstance(kind, str) else kind.name for kind in result.type)
        score = result.score / 100 if math.isfinite(result.score) else 0.0
        return Record(iri, result.name, result.description or kinds, min(1.0, max(0.0, score)), result.match)

    def _fetch(self, form: bytes | None) -> bytes:
        request = urllib.request.Request(
            self.url, data=form, headers={"Accept": "application/json", "User-Agent": "kg"}
        )
        try:
            with urllib.request.urlopen(request, timeout=self._seconds) as response:
                if not response.geturl().startswith(_SCHEMES):
                    raise _fault(self.url, "it leads elsewhere", "다른 곳으로 이어집니다")
                content: bytes = response.read(_MOST_BYTES + 1)
        except urllib.error.HTTPError as error:
            raise _fault(self.url, f"it answers {error.code}", f"응답 코드 {error.code}") from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise _fault(self.url, f"it cannot be reached ({error})", f"닿을 수 없습니다({error})") from error
        if len(content) > _MOST_BYTES:
            raise _fault(self.url, "its answer is too long", "응답이 너무 깁니다")
        return content

    def _decoded(self, content: bytes, kind: type[T]) -> T:
        try:
            return msgspec.json.decode(content, type=kind, strict=False)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise _fault(
                self.url, f"its answer is not as expected: {error}", f"응답 형식이 다릅니다: {error}"
            ) from error


def _asked(query: Query) -> dict[str, object]:
    asked: dict[str, object] = {"query": query.name, "limit": query.limit}
    return asked | ({"type": query.type} if query.type else {})


def _fault(url: str, en: str, ko: str) -> InputError:
    return InputError(
        f"The authority {url}: {en}. Nothing was decided.", f"전거 {url}: {ko}. 아무것도 결정하지 않았습니다."
    )
