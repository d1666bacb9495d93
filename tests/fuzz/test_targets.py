"""The targets of the fuzzer hold on its corpus, on what chance makes of it, and on what once broke a reader."""

from __future__ import annotations

import random

import pytest
from targets import NAMES, TARGETS, corpus

SPICE = [
    *(
        b"<!--",
        b"]]>",
        b"\0",
        b"\xff\xfe",
        b'"',
        b"{",
        b"[[",
        b"NaN",
        b"1e999",
        b"\\ud800",
        b"&#0;",
        b"../",
        b"\r\n\r\n",
    ),
    b"<p>" * 300,
]
BROKE: list[tuple[str, bytes]] = [
    ("facts", b'{"id": "a", "article": {"text": "\xff"}, "facts": []}'),
]
"""What the fuzzer found."""


def damaged(seed: bytes, chance: random.Random) -> bytes:
    """Return `seed` with a few bytes changed, moved, doubled or lost."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        place, other = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
        length = chance.randrange(1, 40)
        match chance.randrange(4):
            case 0:
                data[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[place : place + length]
            case 2:
                data[place:place] = data[other : other + length]
            case _:
                data[place:place] = chance.choice(SPICE)
    return bytes(data)


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_and_what_chance_makes_of_it(name: str) -> None:
    seeds = corpus(name)
    assert len(seeds) >= 3
    chance = random.Random(0)
    for seed in seeds:
        TARGETS[name](seed)
        for _ in range(12):
            TARGETS[name](damaged(seed, chance))


def test_every_kind_is_in_the_corpus() -> None:
    assert {seed[0] for seed in corpus("any")} == set(range(len(NAMES)))


@pytest.mark.parametrize(("name", "data"), BROKE, ids=range(len(BROKE)))
def test_what_once_broke_a_reader(name: str, data: bytes) -> None:
    TARGETS[name](data)
