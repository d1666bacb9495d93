"""The client of the reconciliation protocol: what an authority offers is read, what it does wrong is said."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable

import pytest
from authority import MANIFEST, SPACE, Misbehaviour, authority

from kg.errors import InputError
from kg.resolve.reconciliation import Authority, Query, Record


def test_records_come_for_each_query_in_batches() -> None:
    with authority() as (url, how):
        service = Authority(url)
        found = list(service.ask([Query(f"이름{number}", "Q5") for number in range(12)]))
    assert service.name == "가온 전거"
    assert [len(batch) for batch in how.asked] == [10, 2]
    assert how.asked[0]["q0"] == {"query": "이름0", "limit": 5, "type": "Q5"}
    assert found[11] == (Record(SPACE + "Q1", "이름11", "사람", 0.915, True),)


def test_what_an_authority_leaves_out_or_overdoes_is_borne() -> None:
    results = [
        {"id": "Q2", "score": 1e9},
        {"id": "Q3", "score": -5, "type": ["사람"]},
        {"id": 'a b"><script>', "score": 50},
        {"id": ""},
        {"id": "https://other.example/Q4", "score": 40, "description": "다른 곳"},
    ]
    with authority() as (url, how):
        how.answer = json.dumps({"q0": {"result": results}}).encode()
        one, other = Authority(url).ask([Query("가"), Query("나")])
    assert other == ()
    assert [(record.iri, record.score) for record in one] == [
        (SPACE + "Q2", 1.0),
        (SPACE + "a%20b%22%3E%3Cscript%3E", 0.5),
        ("https://other.example/Q4", 0.4),
        (SPACE + "Q3", 0.0),
    ]
    assert one[2].description == "다른 곳"


def _set(**values: object) -> Callable[[Misbehaviour], None]:
    return lambda how: [setattr(how, name, value) for name, value in values.items()] and None


HANGS = _set(hang=1.5)


@pytest.mark.parametrize(
    ("misbehave", "words"),
    [
        (_set(answer=b"<html>"), "not as expected"),
        (_set(answer=b"[]"), "not as expected"),
        (_set(answer=b'{"q0": {"result": [{"name": "no id"}]}}'), "not as expected"),
        (_set(answer=b'{"q0": {"result": 7}}'), "not as expected"),
        (_set(answer=b"\xff\xfe"), "not as expected"),
        (_set(answer=b" " * 4_000_001), "too long"),
        (_set(status=500), "answers 500"),
        (_set(status=429), "answers 429"),
        (_set(status=302, location="file:///etc/passwd"), "answers 302"),
        (_set(cut=True), "not as expected"),
        (HANGS, "cannot be reached"),
    ],
)
def test_what_an_authority_does_wrong_is_said(misbehave: Callable[[Misbehaviour], None], words: str) -> None:
    with authority() as (url, how):
        service = Authority(url, seconds=0.5 if misbehave is HANGS else 20)
        misbehave(how)
        with pytest.raises(InputError, match=words) as caught:
            list(service.ask([Query("가")]))
    assert url in caught.value.reason.ko


@pytest.mark.parametrize("manifest", [[], "x", {}, MANIFEST | {"identifierSpace": "javascript:"}])
def test_an_authority_that_does_not_say_who_it_is_is_not_asked(manifest: object) -> None:
    with authority() as (url, how):
        how.manifest = manifest
        with pytest.raises(InputError):
            Authority(url)


def test_an_address_that_is_none_or_that_nobody_answers() -> None:
    with pytest.raises(InputError, match="must begin with"):
        Authority("file:///etc/passwd")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(InputError, match="cannot be reached"):
        Authority(f"http://127.0.0.1:{port}/")
