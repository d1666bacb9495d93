"""Which language model is asked, where, and within which bounds."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from kg.errors import SetupError

Spans = Literal["free", "listed"]

KEY = "KG_LLM_API_KEY"
"""The environment variable that holds the key of the server, whichever it is."""
_HOSTED_KEY = "OPENAI_API_KEY"
_HOSTED = "api.openai.com"
_HTTP = ("http", "https")


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageModel:
    """A model behind an endpoint that speaks the OpenAI protocol (vLLM, Ollama, llama.cpp, hosted ones).

    Attributes:
        name: as the server names it.
        base_url: where it is served, as `http://127.0.0.1:8000/v1`; nothing is sent anywhere else.
        parallel: how many requests are under way at a time.
        max_requests: how many requests may be sent in one run; None for no limit. Answers from the cache are free.
        max_tokens: how many tokens, read and written, one run may cost; None for no limit.
        cache: the folder that keeps answers; None takes `kg` in the user's cache folder.
        spans: `listed` lets the model choose names, titles and quoted words from those of the article only, where the
            server decodes by a schema; `free` lets it write, and throws out what is not found.
        repair: whether the model is shown once what was set aside of its facts, and why.
        timeout: seconds until a request is given up and tried again.
        answer_tokens: how long an answer may be; one that is cut off there is asked for again in halves.
        piece: how many characters of an article are read at a time.
    """

    name: str
    base_url: str
    parallel: int = 4
    max_requests: int | None = None
    max_tokens: int | None = None
    cache: Path | None = None
    spans: Spans = "free"
    repair: bool = True
    timeout: float = 180.0
    answer_tokens: int = 4096
    piece: int = 6000

    def __post_init__(self) -> None:
        """Refuse what cannot be used.

        Raises:
            SetupError: the name is empty, or the address is none.
        """
        if not self.name.strip():
            raise SetupError(
                "The model has no name; give --model NAME.", "모델 이름이 없습니다. --model NAME을 주세요."
            )
        try:
            address = urlsplit(self.base_url)
            port_is_sound = address.port is None or address.port > 0
        except ValueError:
            raise _no_address(self.base_url) from None
        if address.scheme not in _HTTP or not address.hostname or not port_is_sound:
            raise _no_address(self.base_url)
        if address.username or address.password or address.query:
            raise SetupError(  # without the address, which holds a secret
                f"The address of the model holds a name, a key or a query; put the key into {KEY} instead.",
                f"모델 주소에 사용자 이름, 키, 질의가 들어 있습니다. 키는 환경 변수 {KEY}에 넣으세요.",
            )

    @property
    def host(self) -> str:
        """The host of the address."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def local(self) -> bool:
        """Whether the model runs on this machine, so that no article leaves it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def rule(self) -> str:
        """What facts say they were made by: `llm.` and the name."""
        return "llm." + re.sub(r"[\s+]+", "-", self.name.strip())

    def digest(self) -> str:
        """Return a digest (hex) of what decides on the answers, beside article and instructions."""
        parts = (self.name, self.base_url.rstrip("/"), self.spans, self.repair, self.piece, self.answer_tokens)
        return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def key_for(model: LanguageModel, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the key to show to the server of a model; it comes from the environment and is kept nowhere.

    The key of the hosted service is shown to that service alone.
    """
    hosted = environment.get(_HOSTED_KEY) if model.host == _HOSTED else None
    return environment.get(KEY) or hosted or None


def cache_folder(model: LanguageModel, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder in which answers are kept."""
    if model.cache is not None:
        return model.cache
    home = environment.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "kg"


def _no_address(text: str) -> SetupError:
    return SetupError(
        f"{text!r} is no address of a model; it looks like http://127.0.0.1:8000/v1.",
        f"{text!r}: 모델 주소가 아닙니다. http://127.0.0.1:8000/v1 같은 모양이어야 합니다.",
    )
