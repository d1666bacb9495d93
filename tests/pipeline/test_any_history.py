"""Whatever is added, changed, retracted, decided and taken back: the graph is that of a rebuild from what remains."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from small import Json, event, lines, post

import kg.gate.gate
from kg.decision import EntityRef, Judgement
from kg.pipeline import BuildSettings, Checked, build, check, decide, rebuild, reinstate, retract, undo
from kg.resolve.bearers import TOLD
from kg.store import Store

ONE = BuildSettings(workers=1)
LONG = bool(os.environ.get("KG_LONG"))
PEOPLE = ("김민수", "이서연")
IDS = ("a", "b", "c", "d", "e")
DAYS = tuple(f"2026-{month:02}-10" for month in range(1, TOLD + 1))
WIRE = (
    "가온시는 낡은 하수관을 올해 안에 모두 바꾸는 공사를 시작한다고 밝혔다. 예산은 마흔여덟 억 원이다. "
    "주민 설명회는 다음 달에 연다. 시장은 장마 전에 급한 곳부터 끝내겠다고 했다."
)


def wired(name: str, published: str, tail: str) -> Json:
    """An article that prints the text of an agency."""
    return {"id": name, "article": {"headline": "하수관", "text": WIRE + tail, "published": published}}


def seated(name: str, person: str, published: str, seat: str) -> Json:
    """An article on a member of an assembly."""
    text = f"{person} 새빛당 의원{seat}은 예산을 늘리자고 했다."
    held = {"type": "position", "person": "p1", "title": "의원", "organization": "o1", "evidence": [[0, 10]]}
    return {
        "id": name,
        "article": {"headline": "예산", "text": text, "published": published},
        "mentions": [{"start": 0, "end": len(person), "type": "Person", "entity": "p1"}],
        "entities": {
            "p1": {"type": "Person", "names": [person]},
            "o1": {"type": "Organization", "names": ["새빛당"]},
        },
        "facts": [held],
    }


posts = st.builds(
    post,
    st.sampled_from(IDS),
    st.sampled_from(PEOPLE),
    st.sampled_from(["시장", "의원", "교수"]),
    st.sampled_from(["가온시", "나래도", None]),
)
wires = st.builds(
    wired, st.sampled_from(IDS), st.sampled_from(["2026-03-10", "2026-03-11"]), st.sampled_from(["", " 무단 전재 금지"])
)
events = st.builds(event, st.sampled_from(IDS), st.just("가온 포럼"), st.sampled_from(["2026-03-10", "2026-04"]))
seats = st.builds(
    seated,
    st.sampled_from(IDS),
    st.sampled_from(PEOPLE),
    st.sampled_from(["2024-03-10", "2025-10-10", "2026-03-10"]),
    st.sampled_from(["", "(서울 중구)", "(서울 중구)", "(부산 중구)", "(비례대표)"]),
)
documents = st.one_of(posts, seats, seats, wires, events)


class Newsroom(RuleBasedStateMachine):
    """A store that lives, and what should be in it."""

    @initialize()
    def begin(self) -> None:
        """An empty folder, and nothing known."""
        self.sample = kg.gate.gate.SAMPLE
        kg.gate.gate.SAMPLE = 1_000_000  # what the gate thinks is tested elsewhere
        self.folder = Path(tempfile.mkdtemp())
        self.news = self.folder / "news.kg"
        self.there: dict[str, Json] = {}
        self.out: dict[str, Json] = {}
        self.decisions = 0
        build([], self.news, ONE)

    def teardown(self) -> None:
        """Remove the folder."""
        kg.gate.gate.SAMPLE = self.sample
        shutil.rmtree(self.folder, ignore_errors=True)

    @rule(brought=st.lists(documents, min_size=1, max_size=2, unique_by=lambda document: document["id"]))
    def bring(self, brought: list[Json]) -> None:
        """Add or change articles."""
        self.bring_all(brought)

    def bring_all(self, brought: list[Json]) -> None:
        """Add or change articles; what was retracted as it is stays out."""
        self.build(self.news, *brought)
        for document in brought:
            if self.out.get(document["id"]) != document:
                self.there[document["id"]] = document
                self.out.pop(document["id"], None)
        self.equals_a_rebuild()

    @rule(
        person=st.sampled_from(PEOPLE),
        seat=st.sampled_from(["(서울 중구)", "(비례대표)"]),
        ids=st.permutations(IDS).map(lambda ids: ids[: len(DAYS)]),
    )
    def introduce(self, person: str, seat: str, ids: list[str]) -> None:
        """Add or change articles of as many days as it takes to introduce a member, so that others may go with them."""
        self.bring_all([seated(name, person, day, seat) for name, day in zip(ids, DAYS, strict=True)])

    @rule(ids=st.lists(st.sampled_from(IDS), min_size=1, max_size=2, unique=True))
    def retract(self, ids: list[str]) -> None:
        """Retract articles, some of which may not be there."""
        assert set(retract(self.news, ids).articles) == self.there.keys() & set(ids)
        for name in ids:
            if name in self.there:
                self.out[name] = self.there.pop(name)
        self.equals_a_rebuild()

    @precondition(lambda self: self.out)
    @rule(data=st.data())
    def reinstate(self, data: st.DataObject) -> None:
        """Bring an article back."""
        name = data.draw(st.sampled_from(sorted(self.out)))
        assert reinstate(self.news, [name]).articles == (name,)
        self.there[name] = self.out.pop(name)
        self.equals_a_rebuild()

    @precondition(lambda self: len(self.people()) > 1)
    @rule(data=st.data(), kind=st.sampled_from(["same", "different"]), maker=st.sampled_from(["person", "rule"]))
    def decide(self, data: st.DataObject, kind: str, maker: str) -> None:
        """Decide on two people."""
        sides = data.draw(st.permutations(self.people()))[:2]
        with Store.open_to_write(self.news) as store:
            decide(store, Judgement(kind=kind, sides=tuple(sides), maker=maker))  # type: ignore[arg-type]
        self.decisions += 1
        build([], self.news, ONE)
        self.equals_a_rebuild()

    @precondition(lambda self: self.decisions)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """Take a decision back."""
        with Store.open_to_write(self.news) as store:
            log = store.decisions.log()
            undone = {each.undoes for each in log}
            standing = [each.sequence for each in log if each.kind != "undo" and each.sequence not in undone]
            undo(store, data.draw(st.sampled_from(standing)))
        self.decisions -= 1
        build([], self.news, ONE)
        self.equals_a_rebuild()

    @rule()
    def rebuild(self) -> None:
        """Make the graph again."""
        rebuild(self.news, workers=1)
        self.equals_a_rebuild()

    def people(self) -> list[EntityRef]:
        """The people of the articles that are there."""
        return [
            EntityRef(article=name, kind="person", name=entity["names"][0])
            for name, document in sorted(self.there.items())
            for entity in document.get("entities", {}).values()
            if entity["type"] == "Person"
        ]

    def build(self, out: Path, *brought: Json) -> None:
        """Build documents into a store."""
        source = self.folder / "facts.jsonl"
        source.write_text(lines(*brought), encoding="utf-8")
        build([str(source)], out, ONE)

    def equals_a_rebuild(self) -> None:
        """The store is whole, sound, and its hash that of a store that only ever saw what remains."""
        cold = self.folder / "cold.kg"
        shutil.rmtree(cold, ignore_errors=True)
        self.build(cold, *reversed(list(self.there.values())))
        with Store.open(self.news) as lived, Store.open_to_write(cold) as store:
            store.decisions.restore(lived.decisions.log())
            assert lived.is_whole()
            assert list(check(lived, Checked())) == []
            assert lived.totals().articles == len(self.there)
        build([], cold, ONE)
        with Store.open(self.news) as lived, Store.open(cold) as store:
            assert lived.hash() == store.hash()
            assert lived.totals() == store.totals()


TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = settings(
    max_examples=200 if LONG else 4,
    stateful_step_count=12 if LONG else 6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
