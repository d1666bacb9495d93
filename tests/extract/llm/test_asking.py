"""The same question costs once, and a run costs no more than it may."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from served import Served, said, served

from kg.errors import SetupError
from kg.extract.llm.asking import Asking
from kg.extract.llm.budget import Budget
from kg.extract.llm.cache import NAME, Cache
from kg.extract.llm.client import Client, Reply
from kg.extract.llm.faults import BudgetError
from kg.extract.llm.settings import LanguageModel
from kg.extract.llm.usage import Counter, Usage


def ask(server: Served, folder: Path, questions: Sequence[str], **bounds: int) -> tuple[list[Reply | Exception], Usage]:
    """Ask all questions at once; return the answers or errors, and what it cost."""

    async def run() -> tuple[list[Reply | Exception], Usage]:
        model = LanguageModel(name="small", base_url=server.url, parallel=3, answer_tokens=20)
        counter = Counter()
        budget = Budget(counter, bounds.get("requests"), bounds.get("tokens"))
        with Cache(folder) as cache:
            async with Client(model, "sk-key", counter) as client:
                asking = Asking(model, client, cache, budget, counter)
                asked = [asking.ask([{"role": "user", "content": text}], {}) for text in questions]
                return await asyncio.gather(*asked, return_exceptions=True), counter.usage  # type: ignore[return-value]

    return asyncio.run(run())


def test_the_same_question_is_sent_once_even_while_it_is_under_way(tmp_path: Path) -> None:
    with served(said("{}")) as server:
        replies, usage = ask(server, tmp_path, ["가", "가", "나", "가"])
        again, free = ask(server, tmp_path, ["나", "가"])
    assert [type(reply) for reply in (*replies, *again)] == [Reply] * 6
    assert (usage.requests, usage.cached, free.requests, free.cached) == (2, 2, 0, 2)
    assert len(server.asked) == 2


def test_another_server_of_the_same_name_is_asked_itself(tmp_path: Path) -> None:
    with served(said("{}")) as server, served(said("[]")) as other:
        ask(server, tmp_path, ["가"])
        [reply], _ = ask(other, tmp_path, ["가"])
    assert isinstance(reply, Reply)
    assert reply.content == "[]"


def test_neither_article_nor_key_nor_address_stands_in_the_cache(tmp_path: Path) -> None:
    with served(said("{}")) as server:
        ask(server, tmp_path, ["비밀 기사"])
    data = (tmp_path / NAME).read_bytes()
    assert b"{}" in data
    assert not any(secret.encode() in data for secret in ("비밀 기사", "sk-key", server.url))


def test_no_more_requests_are_sent_than_allowed(tmp_path: Path) -> None:
    with served(said("{}")) as server:
        replies, usage = ask(server, tmp_path, list("가나다라마"), requests=2)
        assert usage.requests == len(server.asked) == 2
        assert sum(isinstance(reply, BudgetError) for reply in replies) == 3
        rest, more = ask(server, tmp_path, list("가나다라마"), requests=3)
    assert all(isinstance(reply, Reply) for reply in rest)
    assert (more.requests, more.cached) == (3, 2)


def test_no_more_tokens_are_spent_than_allowed_and_none_are_left_unused(tmp_path: Path) -> None:
    """A question of one character is held for 55 tokens at most and costs 40: of 150 tokens three may be spent."""
    with served(said("{}", read=30, written=10)) as server:
        _, usage = ask(server, tmp_path, list("가나다라마바"), tokens=150)
    assert usage.tokens == 120
    assert len(server.asked) == 3


def test_a_file_that_is_no_cache_is_named(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database, whatever its name says" * 100)
    with pytest.raises(SetupError, match=NAME):
        Cache(tmp_path)


WRITER = """
import sys
from pathlib import Path
from kg.extract.llm.cache import Cache
from kg.extract.llm.client import Reply
name, many = sys.argv[2], int(sys.argv[3])
with Cache(Path(sys.argv[1])) as cache:
    for number in range(many):
        cache.put(f"{name}{number}", Reply(content=name * 100))
        print(number, flush=True)
"""


def test_several_processes_share_a_cache_and_a_killed_one_leaves_it_whole(tmp_path: Path) -> None:
    def start(name: str, many: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WRITER, str(tmp_path), name, str(many)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    killed, finishing = start("a", 1_000_000), start("b", 30)
    assert killed.stdout is not None
    last = -1
    while last < 30:
        last = int(killed.stdout.readline())
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert finishing.wait(30) == 0
    with Cache(tmp_path) as cache:
        assert all(cache.get(f"a{number}") for number in range(last + 1))
        assert all(cache.get(f"b{number}") for number in range(30))
    rows = sqlite3.connect(tmp_path / NAME)
    assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    rows.close()
    killed.stdout.close()
    assert finishing.stdout is not None
    finishing.stdout.close()
