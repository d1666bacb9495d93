"""Nothing vanishes: candidates = accepted + set aside, whatever is handed in."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.gate import Gate
from kg.mapping import MappingSettings
from kg.pipeline.admission import admit
from kg.pipeline.intake import member_rows
from kg.read.documents import read_document
from kg.resolve import assign, members
from kg.store import Pending

TEXT = "김민수 가온시장은 10일 가온 포럼에서 청년 조례를 제안하며 “예산 300억 원을 쓰겠다”고 말했다."
ENTITIES = {
    "p": {"type": "Person", "names": ["김민수"]},
    "o": {"type": "Organization", "names": ["가온시"], "gpe": True},
    "l": {"type": "Place", "names": ["가온홀"]},
    "v": {"type": "Event", "names": ["가온 포럼"]},
    "y": {"type": "Policy", "names": ["청년 조례"]},
}


@pytest.fixture(scope="module")
def gate() -> Gate:
    """The gate with the shipped shapes."""
    return Gate()


local = st.sampled_from([*ENTITIES, "nobody", None, 7])
span = st.tuples(st.integers(-1, 60), st.integers(-1, 70)).map(list)
dates = st.sampled_from(["2026-03-10", "2026-03", "2026-03-10T14:00", "2025-01-01", "2026-13-40", "어제", "", None])
common = {
    "evidence": st.one_of(st.just([[0, 3]]), st.lists(span, max_size=3)),
    "quote": st.sampled_from([None, "김민수", "없는 말"]),
    "score": st.sampled_from([None, 0, 0.5, 1, 1.5, -1, "높음"]),
    "rule": st.sampled_from([None, "hand"]),
}
arguments = {
    "position": {
        "person": local,
        "title": st.sampled_from(["시장", ""]),
        "organization": local,
        "status": st.sampled_from(["current", "former", "never"]),
    },
    "event_time": {"event": local, "start": dates, "end": dates},
    "event_place": {"event": local, "place": local},
    "participation": {"agent": local, "event": local, "role": st.sampled_from(["organizer", "ghost"])},
    "statement": {
        "speaker": local,
        "manner": st.sampled_from(["direct", "loud"]),
        "content": st.sampled_from(["예산", "", "다른 말"]),
    },
    "policy_action": {"agent": local, "action": st.sampled_from(["proposes", "eats"]), "policy": local},
    "relation": {"subject": local, "predicate": st.sampled_from(["part_of", "likes"]), "object": local},
    "measure": {
        "value": st.sampled_from([300, -1, 1e300, "many"]),
        "unit": st.sampled_from(["원", "명", ""]),
        "of": local,
    },
    "alien": {},
}
facts = st.one_of(
    *(st.fixed_dictionaries({"type": st.just(name), **given_}, optional=common) for name, given_ in arguments.items()),
    st.sampled_from([5, None, {}, [], "사실"]),
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(facts, max_size=8))
def test_candidates_are_accepted_or_set_aside(gate: Gate, written: list[object]) -> None:
    document = {"id": "a", "article": {"text": TEXT, "published": "2026-03-10"}, "entities": ENTITIES, "facts": written}
    content = json.dumps(document, ensure_ascii=False).encode()
    reading = read_document(content)
    paths = {member.local: assign([member])["a", member.local] for member in members(reading.document)}
    admission = admit(Pending("a", content, paths, False), gate, MappingSettings())
    verdict = admission.verdict
    aside = [f.number for f in verdict.findings if f.element == "fact" and f.severity == "violation"]
    assert len(aside) == len(set(aside)) == sum(n for _, n in verdict.counts.values())
    assert sum(n for n, _ in verdict.counts.values()) + len(aside) == len(written)
    assert verdict.accepted
    assert all(f.reason.en and f.reason.ko for f in verdict.findings)
    quads = admission.nquads.decode()
    assert quads.count("<https://kg.example/ontology#SetAside>") == len(
        [f for f in verdict.findings if f.severity == "violation"]
    )


def test_what_was_accepted_passes_the_gate_by_itself(gate: Gate) -> None:
    good = {"type": "position", "person": "p", "title": "시장", "organization": "o", "evidence": [[0, 9]]}
    bad = {"type": "event_time", "event": "v", "start": "2026-03-10", "end": "2026-03-01", "evidence": [[17, 22]]}
    content = json.dumps({"id": "a", "article": {"text": TEXT}, "entities": ENTITIES, "facts": [bad, good]}).encode()
    rows = member_rows(read_document(content).document)
    paths = {row.local: row.path or f"person/{row.local}" for row in rows}
    verdict = admit(Pending("a", content, paths, False), gate, MappingSettings()).verdict
    assert verdict.counts == {"position": (1, 0), "event_time": (0, 1)}
    assert [(f.number, f.stage) for f in verdict.findings if f.severity == "violation"] == [(0, "gate")]
    assert verdict.roles == {"role/시장": "시장"}
