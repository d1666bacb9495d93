"""A server may be slow, broken, full or hostile: what can pass is waited for, what cannot is told."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import replace

import pytest
from served import Response, Served, refused, said, served

from kg.errors import KgError, SetupError
from kg.extract.llm.client import ATTEMPTS, Client, Reply
from kg.extract.llm.faults import AnswerError, LengthError
from kg.extract.llm.settings import LanguageModel, cache_folder, key_for
from kg.extract.llm.usage import Counter, Price, Usage

BODY = {
    "model": "small",
    "messages": [{"role": "user", "content": "가나다"}],
    "temperature": 0,
    "max_tokens": 50,
    "response_format": {"type": "json_schema", "json_schema": {"name": "facts", "schema": {}}},
}
FINE = said("{}")


class Asked:
    """What came of asking a server, with the waits that would have been."""

    def __init__(self, server: Served, times: int = 1, key: str | None = None, timeout: float = 30) -> None:
        self.waits: list[float] = []
        self.counter = Counter()
        self.model = LanguageModel(name="small", base_url=server.url, timeout=timeout)
        self.replies = asyncio.run(self._ask(times, key))

    async def _ask(self, times: int, key: str | None) -> list[Reply]:
        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        async with Client(self.model, key, self.counter, sleep) as client:
            return [await client.complete(BODY) for _ in range(times)]


def test_an_answer_comes_with_what_it_cost() -> None:
    with served(said("{}", read=7, written=3)) as server:
        asked = Asked(server)
    assert asked.replies == [Reply(content="{}", read=7, written=3)]
    assert asked.counter.usage == Usage(requests=1, read=7, written=3)
    assert asked.counter.usage.cost(Price(1_000_000, 2_000_000)) == 13
    assert server.asked == [BODY]


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        (refused(429, retry_after="7"), [7.0]),
        (
            refused(503, retry_after="Tue, 05 May 2026 10:00:30 GMT", date="Tue, 05 May 2026 10:00:00 GMT"),
            [30.0],
        ),
        (refused(429, retry_after="soon"), [1.0]),
        (refused(500), [1.0]),
        (replace(FINE, cut=20), [1.0]),
        (Response(b"<html>not here</html>"), [1.0]),
        (Response(b'{"choices": []}'), [1.0]),
        (Response(b"\xff\xfe"), [1.0]),
        (said(""), [1.0]),
    ],
    ids=["429", "503-until", "429-soon", "500", "cut-off", "html", "no-choice", "no-text", "empty"],
)
def test_what_may_pass_is_tried_again_later(fault: Response, waits: list[float]) -> None:
    with served(fault, FINE) as server:
        asked = Asked(server)
    assert asked.replies[0].content == "{}"
    assert asked.waits == waits
    assert asked.counter.usage.repeated == 1


def test_waits_double_and_come_to_an_end() -> None:
    with served(refused(500, "out of memory")) as server, pytest.raises(AnswerError, match="out of memory"):
        Asked(server)
    assert len(server.asked) == ATTEMPTS


def test_a_slow_answer_is_given_up_and_asked_for_again() -> None:
    late = threading.Event()
    with served(replace(FINE, after=late), FINE) as server:
        asked = Asked(server, timeout=0.2)
        late.set()
    assert asked.replies[0].content == "{}"
    assert len(server.asked) == 2


def test_a_server_that_asks_to_wait_for_hours_is_not_waited_for() -> None:
    with served(refused(429, "come back tomorrow", retry_after="86400")) as server, pytest.raises(AnswerError):
        Asked(server)
    assert len(server.asked) == 1


def test_an_endless_answer_is_given_up() -> None:
    with served(Response(b" " * 5_000_000), FINE) as server:
        assert Asked(server).replies[0].content == "{}"


@pytest.mark.parametrize(
    "fault",
    [refused(401), refused(403), refused(404), refused(402), refused(429, "insufficient_quota: pay first")],
    ids=["401", "403", "404", "402", "quota"],
)
def test_what_concerns_every_request_stops_the_run(fault: Response) -> None:
    with served(fault) as server, pytest.raises(SetupError):
        Asked(server)
    assert len(server.asked) == 1


def test_a_server_that_is_not_there_is_waited_for_and_then_named() -> None:
    with served(FINE) as server:
        url = server.url
    with pytest.raises(SetupError, match=url):
        Asked(Served(url, [], []))


def test_a_text_that_is_too_long_is_told_as_such() -> None:
    with served(refused(400, "the request exceeds the available context size")) as server, pytest.raises(LengthError):
        Asked(server)
    assert len(server.asked) == 1


def test_what_a_server_does_not_know_is_left_out_from_then_on() -> None:
    def picky(body: dict[str, object], number: int) -> Response:
        if "max_tokens" in body:
            return refused(400, "Use 'max_completion_tokens' instead of 'max_tokens'.")
        if "temperature" in body:
            return refused(400, "temperature is not supported")
        form = body.get("response_format")
        if form:
            return refused(422, "response_format: unknown")
        return FINE

    with served(script=picky) as server:
        asked = Asked(server, times=2)
    assert asked.waits == []
    assert [set(body) - {"model", "messages"} for body in server.asked[-2:]] == [{"max_completion_tokens"}] * 2
    assert {"type": "json_object"} in [body.get("response_format") for body in server.asked]


def test_the_key_is_shown_to_the_server_and_nowhere_else() -> None:
    key = "sk-" + "secret" * 4
    with served(refused(401, f"Incorrect API key: {key}")) as server, pytest.raises(SetupError) as told:
        Asked(server, key=key)
    assert server.headers[0]["authorization"] == f"Bearer {key}"
    assert key not in json.dumps(server.asked)
    assert key not in told.value.reason.en + told.value.reason.ko
    assert "Incorrect API key" in told.value.reason.en


def test_a_redirect_is_not_followed() -> None:
    with served(FINE) as other, served(Response(status=307, headers={"location": other.url})) as server:
        with pytest.raises(AnswerError):
            Asked(server, key="k")
        assert other.asked == []


def test_the_key_of_the_hosted_service_is_for_that_service_alone() -> None:
    own = LanguageModel(name="m", base_url="http://127.0.0.1:8000/v1")
    hosted = LanguageModel(name="m", base_url="https://api.openai.com/v1")
    environment = {"OPENAI_API_KEY": "hosted"}
    assert (key_for(own, environment), key_for(hosted, environment)) == (None, "hosted")
    assert key_for(own, {**environment, "KG_LLM_API_KEY": "mine"}) == "mine"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8000",
        "ftp://127.0.0.1/v1",
        "http://",
        "http://[",
        "https://me:secret@host/v1",
        "https://h/v1?key=secret",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_its_secrets(url: str) -> None:
    with pytest.raises(KgError) as told:
        LanguageModel(name="m", base_url=url)
    assert "secret" not in told.value.reason.en + told.value.reason.ko


def test_answers_are_kept_where_caches_are() -> None:
    model = LanguageModel(name="m", base_url="http://127.0.0.1/v1")
    assert cache_folder(model, {"XDG_CACHE_HOME": "/x/cache"}).as_posix() == "/x/cache/kg"
    assert cache_folder(model, {}).parts[-2:] == (".cache", "kg")
