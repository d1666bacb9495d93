"""Where pieces of work run: on this machine, or on those of an engine. An engine knows nothing of articles.

An engine does two things: it calls a function for each of many items, and it brings rows together by a number. Each
driver of one is a module of its own with a class that does this by the engine's means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any, Literal, Protocol, TypeVar, get_args

from kg.errors import SetupError
from kg.shards.tables import Table

Item = TypeVar("Item")
Result = TypeVar("Result")
EngineName = Literal["local", "dask", "ray", "spark"]

ENGINES: tuple[EngineName, ...] = get_args(EngineName)


class Engine(Protocol):
    """What a driver offers. Functions and items are pickled; results come in any order."""

    def each(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield what `task` returns for each of `items`."""
        ...

    def exchange(
        self,
        columns: Any,
        emit: Callable[[Item], Table],
        items: Sequence[Item],
        collect: Callable[[int, Table], Result],
        parts: int,
    ) -> Iterator[Result]:
        """Bring the rows that `emit` returns for `items` together by their column `part`; yield what `collect` returns.

        Args:
            columns: the Arrow schema of the rows.
            emit: returns a table for an item.
            items: there is at least one.
            collect: is called once with each part that has rows, and all of them; a part fits into memory.
            parts: the parts are below this number.
        """
        ...


def started(name: EngineName, scheduler: str | None, workers: int) -> AbstractContextManager[Engine]:
    """Return an engine, to be used in a `with` statement.

    Args:
        name: which one.
        scheduler: the address of a cluster that runs; None starts one on this machine.
        workers: processes to start on this machine.

    Raises:
        SetupError: the engine is not installed, or its cluster cannot be reached.
    """
    try:
        module = import_module(f"kg.shards.engines.{name}_engine")
    except ImportError as error:
        raise SetupError(
            f"The engine {name} is not installed; install it with: pip install 'kg[{name}]'",
            f"{name} 엔진이 없습니다. 설치: pip install 'kg[{name}]'",
        ) from error
    opened: AbstractContextManager[Engine] = module.opened(scheduler, workers)
    return opened


def unreachable(address: str, error: Exception) -> SetupError:
    """Return the error for a cluster that does not answer."""
    return SetupError(
        f"The cluster at {address} cannot be reached: {error or type(error).__name__}.",
        f"{address}의 클러스터에 연결할 수 없습니다: {error or type(error).__name__}.",
    )


def died(error: Exception) -> SetupError:
    """Return the error for workers that die again and again at one piece of work."""
    return SetupError(
        f"Workers died again and again at one piece of work ({error}). Most likely they lack memory: give each more, "
        "or make shards smaller with --shard-size. What is finished is kept; the same command goes on from there.",
        f"한 작업에서 작업 프로세스가 거듭 죽었습니다({error}). 메모리가 모자랄 가능성이 큽니다. 메모리를 늘리거나 "
        "--shard-size로 조각을 작게 하세요. 끝난 작업은 보존되었고 같은 명령을 다시 실행하면 이어서 합니다.",
    )
