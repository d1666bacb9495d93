"""Whatever a facts document holds, mapping and gate answer, and every result belongs to a fact or to the article."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import model
from kg.gate import Gate
from kg.mapping import Identity, MappingSettings, map_document, map_entity
from kg.vocab import DEFAULT_BASE

GATE = Gate()
SETTINGS = MappingSettings()
TEXT = "한가람 시장은 5일 “책은 열려 있다”고 말했다. 😀"
ENTITIES = {
    "p": model.Entity(type="Person", names=("한가람",)),
    "o": model.Entity(type="Organization", names=("다온시",), gpe=True),
    "v": model.Entity(type="Event", names=("축제",)),
    "y": model.Entity(type="Policy", names=("조례",)),
}

local = st.sampled_from(["p", "o", "v", "y", "nobody", ""])
words = st.one_of(st.sampled_from(["시장", "책은 열려 있다", "2024-10-05", "2024", "원", ""]), st.text(max_size=5))
offset = st.one_of(st.integers(-2, len(TEXT) + 2), st.integers())
common: dict[str, Any] = {
    "evidence": st.lists(st.tuples(offset, offset), max_size=2).map(tuple),
    "score": st.one_of(st.none(), st.floats()),
    "rule": st.one_of(st.none(), words),
}
optional = st.one_of(st.none(), words)
perhaps = st.one_of(st.none(), local)
status = st.sampled_from(["current", "former", "future"])
predicate = st.sampled_from(["part_of", "founder_of"])
facts = st.one_of(
    st.builds(model.Position, person=local, title=words, organization=perhaps, status=status, **common),
    st.builds(model.EventTime, event=local, start=optional, end=optional, **common),
    st.builds(model.EventPlace, event=local, place=local, **common),
    st.builds(model.Participation, agent=local, event=local, role=words, **common),
    st.builds(model.Statement, speaker=local, manner=st.just("direct"), content=words, verb=optional, **common),
    st.builds(model.PolicyAction, agent=local, action=words, policy=local, **common),
    st.builds(model.Relation, subject=local, predicate=predicate, object=local, **common),
    st.builds(model.Measure, value=st.floats(), unit=words, of=perhaps, qualifier=optional, **common),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(facts, max_size=4).map(tuple))
def test_any_facts(stated: tuple[model.AnyFact, ...]) -> None:
    article = model.Article(text=TEXT, headline="축제", published="2024-10-05")
    document = model.FactsDocument(id="a", article=article, entities=ENTITIES, facts=stated)
    iris = {name: f"{DEFAULT_BASE}x/{name}" for name in ENTITIES}
    context = [
        statement
        for name, entity in ENTITIES.items()
        for statement in map_entity(Identity(iris[name], (entity.type,), entity.names, entity.gpe), SETTINGS)
    ]
    mapped = map_document(document, iris, SETTINGS)
    assert sorted(mapped.facts.values()) == list(range(len(stated)))
    refused = set()
    for violation in GATE.check(mapped.statements, context):
        assert violation.facts, violation
        assert set(violation.facts) <= set(mapped.facts)
        if violation.severity == "Violation":
            refused.update(mapped.facts[fact] for fact in violation.facts)
    for index, fact in enumerate(stated):
        spans = all(0 <= start < end <= len(TEXT) for start, end in fact.evidence) and fact.evidence
        arguments = [getattr(fact, name) for name in fact.entity_arguments]
        known = all(argument in ENTITIES or argument is None for argument in arguments)
        if not spans or not known:
            assert index in refused
