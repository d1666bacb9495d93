"""Work in processes: in order, bounded, and no item takes another with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from kg.errors import InputError, Reason, SetupError
from kg.pipeline.workers import each

PREPARED: list[int] = []


def prepare() -> None:
    """Note that it was called in this process."""
    PREPARED.append(os.getpid())


def double(number: int) -> int:
    """Return twice the number; some numbers do harm."""
    if number == 13:
        raise InputError("unlucky", "불운")
    if number == 14:
        raise ZeroDivisionError("oops")
    if number == 16:
        raise SetupError("broken installation")
    if number == 15:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    assert list(each(double, range(12), workers=workers, prepare=prepare)) == [(n, 2 * n) for n in range(12)]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_stays_with_its_item(workers: int) -> None:
    found = dict(each(double, range(10, 15), workers=workers, prepare=prepare))
    assert found[12] == 24
    assert found[13] == Reason("unlucky", "불운")
    assert isinstance(found[14], Reason)
    assert "ZeroDivisionError: oops" in found[14].en


@pytest.mark.parametrize("workers", [1, 2])
def test_a_broken_installation_stops_the_run(workers: int) -> None:
    with pytest.raises(SetupError, match="broken installation"):
        list(each(double, [1, 16, 2], workers=workers, prepare=prepare))


def test_a_worker_that_dies_takes_only_its_item_with_it() -> None:
    found = list(each(double, [*range(12), 15, *range(20, 40)], workers=2, prepare=prepare))
    assert [number for number, _ in found] == [*range(12), 15, *range(20, 40)]
    assert [number for number, result in found if isinstance(result, Reason)] == [15]


def test_no_more_is_read_ahead_than_the_workers_need() -> None:
    read = []

    def numbers() -> Iterator[int]:
        for number in range(10_000):
            read.append(number)
            yield number % 10

    results = each(double, numbers(), workers=2, prepare=prepare)
    next(results)
    assert len(read) < 100
    results.close()  # type: ignore[attr-defined]


def test_nothing_is_prepared_for_nothing() -> None:
    PREPARED.clear()
    assert list(each(double, [], workers=2, prepare=prepare)) == []
    assert PREPARED == []
