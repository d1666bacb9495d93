"""kill -9 at random points of build, retract and decide: nothing accepted is lost or doubled, the next run completes.

The short form kills a few times, the long one (KG_LONG=1) at least 200 times and prints where.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest
from cli.killing import Nursery
from small import Json, lines, post

from kg.pipeline import BuildSettings, Checked, build, check
from kg.store import Store

LONG = bool(os.environ.get("KG_LONG"))
KILLS = 210 if LONG else 9
NAME = "김민수"
ARTICLES = 24
ONE = BuildSettings(workers=1)


def document(number: int, edition: int = 0) -> Json:
    """An article; another edition has another person in it."""
    return post(f"a{number:03}", NAME if edition % 2 == 0 else "이서연", organization=f"가온{number % 5}시")


class Model:
    """What the store should hold, and what was retracted and stays out as it was."""

    def __init__(self) -> None:
        self.there: dict[str, Json] = {}
        self.out: dict[str, Json] = {}

    def write(self, folder: Path, documents: list[Json]) -> str:
        """Write documents to a file and return its path."""
        path = folder / "facts.jsonl"
        path.write_text(lines(*documents), encoding="utf-8")
        return str(path)


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Nursery:
    """What processes are forked from."""
    with Nursery(tmp_path_factory.mktemp("nursery") / "log") as found:
        yield found  # type: ignore[misc]


def job(number: int, chance: random.Random, model: Model, folder: Path) -> tuple[list[str], dict[str, Json]]:
    """A command and what the store holds after it."""
    news = str(folder / "news.kg")
    kind = ("build", "retract", "decide")[number % 3] if model.there else "build"
    if kind == "build":
        chosen = chance.sample(range(ARTICLES), 8)
        documents = [document(each, number) for each in chosen]
        source = model.write(folder, documents)
        new = {each["id"]: each for each in documents if model.out.get(each["id"]) != each}
        return ["build", source, "--out", news, "--workers", str(1 + number % 2)], model.there | new
    if kind == "retract":
        gone = chance.sample(sorted(model.there), min(3, len(model.there)))
        return ["retract", news, *gone], {name: each for name, each in model.there.items() if name not in gone}
    people = {name: each["entities"]["p1"]["names"][0] for name, each in sorted(model.there.items())}
    alike = [name for name, person in people.items() if person == people[min(people)]]
    if len(alike) < 2:
        return ["build", "--out", news], model.there
    sides = chance.sample(alike, 2)
    return ["decide", news, chance.choice(["same", "different"]), people[min(people)], *sides], model.there


def states(news: Path) -> dict[str, bytes]:
    """The facts documents in the store, by article; opening and reading it must work whatever happened."""
    with Store.open(news) as store:
        return dict(store.ledger.contents("", 1000))


def is_rebuild(news: Path, folder: Path, expected: dict[str, Json]) -> None:
    """The store is whole, sound, and the one that a rebuild from what remains would make."""
    cold = folder / "cold.kg"
    with Store.open(news) as lived:
        assert lived.is_whole()
        assert list(check(lived, Checked())) == []
        decisions = lived.decisions.log()
    assert sorted(states(news)) == sorted(expected)
    source = folder / "cold.jsonl"
    source.write_text(lines(*expected.values()), encoding="utf-8")
    build([str(source)], cold, ONE)
    with Store.open_to_write(cold) as store:
        store.decisions.restore(decisions)
    build([], cold, ONE)
    with Store.open(news) as lived, Store.open(cold) as store:
        assert lived.hash() == store.hash()
        assert lived.totals() == store.totals()
        assert {state.document for state in lived.history.articles(lived.history.last())} == set(expected)


def test_nothing_is_lost_or_doubled(tmp_path: Path, nursery: Nursery) -> None:
    chance, model, news = random.Random(20121030), Model(), tmp_path / "news.kg"
    kills, finished, number = Counter[str](), 0, 0
    took = {"build": 1.0, "retract": 0.5, "decide": 0.5}
    while sum(kills.values()) < KILLS:
        arguments, after = job(number, chance, model, tmp_path)
        number += 1
        before = model.there
        decisions = [] if not news.exists() or not before else decided(news)
        code, seconds = nursery.run(*arguments, kill_after=chance.uniform(0, took[arguments[0]]))
        kind = arguments[0]
        if code == -9:
            kills[kind] += 1
        else:
            assert code == 0, nursery.said()
            finished += 1
            took[kind] = 0.5 * took[kind] + 0.5 * seconds  # so that most are killed before they end
        if not (news / "store.sqlite").exists():
            continue  # killed before there was anything
        found = states(news)
        for name in before.keys() & after.keys():  # what was accepted and is not being retracted stays
            assert name in found
        assert found.keys() <= before.keys() | after.keys()
        if kind != "decide":
            assert decided(news) == decisions  # nothing is decided by the way
        else:
            assert decided(news)[: len(decisions)] == decisions
            assert len(decided(news)) <= len(decisions) + 1
        code, _ = nursery.run(*arguments) if kind == "build" else nursery.run("build", "--out", str(news))
        assert code == 0, nursery.said()
        if kind == "retract":  # it happened for all of them, or for none
            gone = before.keys() - after.keys()
            left = gone & states(news).keys()
            assert left in (gone, set())
            if left:
                assert nursery.run(*arguments)[0] == 0
        model.out |= {name: before[name] for name in before.keys() - after.keys()}
        model.out = {name: each for name, each in model.out.items() if name not in after}
        model.there = after
        assert states(news).keys() == after.keys()
        if number % 5 == 0 or sum(kills.values()) >= KILLS:
            again = tmp_path / f"cold{number}"
            again.mkdir()
            is_rebuild(news, again, model.there)
        if LONG:
            print(f"{number} {kind}: killed {sum(kills.values())}", flush=True)
    print(f"killed {sum(kills.values())} times: {dict(kills)}; {finished} commands ended before")


def decided(news: Path) -> list[object]:
    """The log of decisions."""
    with Store.open(news) as store:
        return list(store.decisions.log())
