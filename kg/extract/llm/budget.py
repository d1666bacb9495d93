"""How much may be asked: requests and tokens of one run. What would go beyond is not sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio

from kg.extract.llm.faults import BudgetError
from kg.extract.llm.usage import Counter


class Budget:
    """Lets requests pass while there is room for them.

    A request is taken to cost at most what it may cost until its answer says what it did. Where only requests under way
    leave no room, the next one waits for them.
    """

    def __init__(self, counter: Counter, requests: int | None = None, tokens: int | None = None) -> None:
        self._counter = counter
        self._requests = requests
        self._tokens = tokens
        self._reserved: list[int] = []
        self._settled = anyio.Event()

    @asynccontextmanager
    async def room(self, tokens: int) -> AsyncIterator[None]:
        """Hold room for one request of at most so many tokens while it is under way.

        Raises:
            BudgetError: there is none left.
        """
        while not self._fits(tokens):
            if not self._reserved:
                raise self._spent()
            await self._settled.wait()
        self._reserved.append(tokens)
        try:
            yield
        finally:
            self._reserved.remove(tokens)
            self._settled.set()
            self._settled = anyio.Event()

    def _fits(self, tokens: int) -> bool:
        usage = self._counter.usage
        if self._requests is not None and usage.requests + len(self._reserved) >= self._requests:
            return False
        return self._tokens is None or usage.tokens + sum(self._reserved) + tokens <= self._tokens

    def _spent(self) -> BudgetError:
        usage = self._counter.usage
        return BudgetError(
            f"The budget is spent: {usage.requests:,} requests, {usage.tokens:,} tokens; there is no room for "
            "the next request. Run the same command again to go on: what was answered is kept and costs nothing.",
            f"한도에 이르렀습니다(요청 {usage.requests:,}건, 토큰 {usage.tokens:,}개). 다음 요청을 보낼 여유가 "
            "없습니다. 같은 명령을 다시 실행하면 이어서 합니다. 이미 받은 답은 보관되어 있어 비용이 더 들지 않습니다.",
        )
