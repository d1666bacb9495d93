"""Asks a server that speaks the OpenAI protocol (`POST …/chat/completions`), patiently and without trusting it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import anyio
import httpx2
import msgspec

from kg.errors import InputError, SetupError
from kg.extract.llm.backoff import retry_after, waiting
from kg.extract.llm.dialect import Dialect
from kg.extract.llm.faults import AnswerError, LengthError
from kg.extract.llm.settings import KEY, LanguageModel
from kg.extract.llm.usage import Counter

Body = Mapping[str, Any]

ATTEMPTS = 6
LONGEST_WAIT = 300.0
"""Seconds that a server may ask to wait before it is not worth it."""
_LARGEST_ANSWER = 4_000_000
"""Bytes of an answer at most."""
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_BAD = frozenset({400, 422})
_SAID = 300
"""Characters of a server's message that are repeated."""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What a model answered.

    Attributes:
        content: its words.
        cut_off: whether they end because no more were allowed.
        read: tokens of the request, as the server counts them.
        written: tokens of the answer.
    """

    content: str
    cut_off: bool = False
    read: int = 0
    written: int = 0


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


_decoder = msgspec.json.Decoder(_Completion)


class Client:
    """Sends requests to the server of one model. Use it in an `async with` statement."""

    def __init__(
        self,
        model: LanguageModel,
        key: str | None,
        counter: Counter,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        """Make ready; nothing is sent yet.

        Args:
            model: which one, and where.
            key: shown to the server as bearer; stands in no message.
            counter: is told of every request.
            sleep: waits so many seconds.
        """
        self._model = model
        self._key = key
        self._counter = counter
        self._sleep = sleep
        self._dialect = Dialect()
        self._http = _http_client(model, key)

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def complete(self, body: Body) -> Reply:
        """Return the model's answer to a request.

        Faults that may pass (too many requests, a server that is starting, a cut connection, nonsense) are tried again,
        later each time, or when the server says. Parameters that it does not know are left out from then on.

        Raises:
            AnswerError: it gave none, or refuses this request.
            SetupError: it refuses every request: the key, the model's name or the address is wrong, or it is not there.
        """
        attempt = 0
        while True:
            fault = await self._try(body)
            if isinstance(fault, Reply):
                return fault
            if fault.adapted:
                continue
            attempt += 1
            if attempt >= ATTEMPTS or fault.wait > LONGEST_WAIT:
                raise fault.error
            self._counter.add(repeated=1)
            await self._sleep(fault.wait or waiting(attempt))

    async def _try(self, body: Body) -> Reply | _Fault:
        """Send a request once; return the answer, or what is wrong if it may be sent again."""
        spoken = self._dialect.spoken(body)
        try:
            with anyio.fail_after(self._model.timeout):
                status, headers, data = await self._send(spoken)
        except httpx2.ConnectError as error:
            return _Fault(self._unreachable(error))
        except (httpx2.TransportError, TimeoutError) as error:
            self._counter.add(requests=1)
            return _Fault(self._silent(type(error).__name__))
        self._counter.add(requests=1)
        if status != httpx2.codes.OK:
            return self._refused(status, headers, data, spoken)
        return self._understood(data, sum(len(message["content"]) for message in body["messages"]))

    async def _send(self, body: Body) -> tuple[int, httpx2.Headers, bytes]:
        data = bytearray()
        async with self._http.stream("POST", "chat/completions", json=body) as response:
            async for chunk in response.aiter_bytes():
                data += chunk
                if len(data) > _LARGEST_ANSWER:
                    raise httpx2.ReadError("too long")
        return response.status_code, response.headers, bytes(data)

    def _understood(self, data: bytes, characters: int) -> Reply | _Fault:
        """Return the answer that `data` holds; a server that counts no tokens is taken to need one a character."""
        try:
            completion = _decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return _Fault(self._silent("no chat completion"))
        choice = next(iter(completion.choices), None)
        content = (choice and choice.message.content) or ""
        usage = completion.usage or _Usage(characters, len(content))
        self._counter.add(read=usage.prompt_tokens, written=usage.completion_tokens)
        if choice is None or not content.strip():
            return _Fault(self._silent("an empty answer"))
        return Reply(
            content=content,
            cut_off=choice.finish_reason == "length",
            read=usage.prompt_tokens,
            written=usage.completion_tokens,
        )

    def _refused(self, status: int, headers: Mapping[str, str], data: bytes, spoken: Body) -> _Fault:
        said = self._said(data)
        if status in (401, 403):
            raise SetupError(
                f"The server of the model refuses the key ({status}: {said}). It is read from {KEY}.",
                f"모델 서버가 키를 거부합니다({status}: {said}). 키는 환경 변수 {KEY}에서 읽습니다.",
            )
        if status == 402 or "insufficient_quota" in said:
            raise SetupError(
                f"The server of the model says that nothing is left to be spent ({status}: {said}).",
                f"모델 서버의 사용 한도가 남아 있지 않습니다({status}: {said}).",
            )
        if status in (404, 405):
            raise SetupError(
                f"There is no model {self._model.name!r} at {self._model.base_url} ({status}: {said}). "
                "Addresses usually end in /v1.",
                f"{self._model.base_url}에 {self._model.name!r} 모델이 없습니다({status}: {said}). "
                "주소는 보통 /v1로 끝납니다.",
            )
        if status in _AGAIN:
            return _Fault(self._silent(f"{status}: {said}"), wait=retry_after(headers))
        if status == 413 or (status in _BAD and _is_too_long(said)):
            raise LengthError(
                f"The article is longer than the model can read ({status}: {said}).",
                f"기사가 모델이 읽을 수 있는 길이보다 깁니다({status}: {said}).",
            )
        if status in _BAD and self._dialect.adapt(spoken, said):
            return _Fault(self._silent(said), adapted=True)
        raise AnswerError(
            f"The server of the model refuses the request ({status}: {said}).",
            f"모델 서버가 요청을 거부했습니다({status}: {said}).",
        )

    def _silent(self, why: str) -> AnswerError:
        return AnswerError(
            f"The model gave no answer that can be used, asked {ATTEMPTS} times ({why}).",
            f"모델에게 {ATTEMPTS}번 물었지만 쓸 수 있는 답을 얻지 못했습니다({why}).",
        )

    def _unreachable(self, error: Exception) -> SetupError:
        return SetupError(
            f"There is no server at {self._model.base_url} ({self._without_key(str(error))}). Start it, or "
            "give another --base-url; what was answered before is kept.",
            f"{self._model.base_url}에 연결할 수 없습니다({self._without_key(str(error))}). 서버를 켜거나 --base-url을 "
            "바꾸세요. 이미 받은 답은 보관되어 있습니다.",
        )

    def _said(self, data: bytes) -> str:
        """Return what a server says of an error, on one line, without the key."""
        text = data.decode(errors="replace")
        try:
            error = msgspec.json.decode(data)["error"]
            text = f"{error.get('message', '')} {error.get('code') or ''}" if isinstance(error, dict) else str(error)
        except (msgspec.DecodeError, KeyError, TypeError):
            pass
        plain = "".join(letter if letter.isprintable() else " " for letter in self._without_key(text))
        return " ".join(plain.split())[:_SAID]

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "…") if self._key else text


def _is_too_long(said: str) -> bool:
    """Whether a server's message is about the length of the request, not about a parameter of that name."""
    words = said.lower()
    return "max_tokens" not in words and ("context" in words or "too long" in words)


class _Fault:
    """Why a request may be sent again."""

    def __init__(self, error: InputError | SetupError, wait: float = 0.0, *, adapted: bool = False) -> None:
        self.error = error
        self.wait = wait
        self.adapted = adapted


def _http_client(model: LanguageModel, key: str | None) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        base_url=model.base_url.rstrip("/") + "/",
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=model.timeout,
        limits=httpx2.Limits(max_connections=model.parallel, max_keepalive_connections=model.parallel),
        follow_redirects=False,  # whoever is redirected to would see key and article
        trust_env=not model.local,  # a proxy is no way to this machine
    )
