"""One question to a model: answered from the cache, else asked within the budget and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import anyio
import msgspec

from kg.extract.llm.budget import Budget
from kg.extract.llm.cache import Cache, request_digest
from kg.extract.llm.client import Client, Reply
from kg.extract.llm.prompt import Message
from kg.extract.llm.schema import Schema
from kg.extract.llm.settings import LanguageModel
from kg.extract.llm.usage import Counter


class Asking:
    """Asks one model. The same question is sent once, also while it is under way."""

    def __init__(self, model: LanguageModel, client: Client, cache: Cache, budget: Budget, counter: Counter) -> None:
        self.model = model
        self._client = client
        self._cache = cache
        self._budget = budget
        self._counter = counter
        self._under_way: dict[str, anyio.Event] = {}
        self._lanes = anyio.CapacityLimiter(model.parallel)

    async def ask(self, messages: Sequence[Message], schema: Schema) -> Reply:
        """Return the answer to `messages`, whose form `schema` describes.

        Raises:
            BudgetError: there is no room left to ask.
            AnswerError: the server gives none that can be used.
            SetupError: it refuses every request.
        """
        body = self._body(messages, schema)
        digest = request_digest(self.model.base_url, body)
        while digest in self._under_way:
            await self._under_way[digest].wait()
        known = self._cache.get(digest)
        if known is not None:
            self._counter.add(cached=1)
            return known
        self._under_way[digest] = anyio.Event()
        try:
            async with self._lanes, self._budget.room(self._most_tokens(body)):
                reply = await self._client.complete(body)
            self._cache.put(digest, reply)
        finally:
            self._under_way.pop(digest).set()
        return reply

    def _body(self, messages: Sequence[Message], schema: Schema) -> dict[str, Any]:
        form = {"name": "facts", "strict": True, "schema": schema}
        return {
            "model": self.model.name,
            "messages": list(messages),
            "temperature": 0,
            "seed": 0,
            "max_tokens": self.model.answer_tokens,
            "response_format": {"type": "json_schema", "json_schema": form},
        }

    def _most_tokens(self, body: dict[str, Any]) -> int:
        """Return what a request may cost at most, where a token is taken to be at least one character of JSON."""
        return len(msgspec.json.encode(body["messages"]).decode()) + self.model.answer_tokens
