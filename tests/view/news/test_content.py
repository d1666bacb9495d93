"""What a page holds: everything that was accepted, whole articles, the ones that were asked for."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import FACTS
from pyoxigraph import Store
from small import event, lines, post

import kg
from kg.errors import InputError
from kg.query import load, run
from kg.query.facts import Entity
from kg.query.texts import Refused, Text, refused, texts
from kg.view.news import Choice, Content, chosen, content, fitting
from kg.view.news.content import Argument, Told

DOCUMENTS = [json.loads(line) for line in FACTS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def whole(newsroom: Store) -> Content:
    return content(newsroom)


def test_every_accepted_fact_is_there_with_its_evidence(whole: Content, newsroom: Store) -> None:
    stated = Counter(fact["type"] for document in DOCUMENTS for fact in document["facts"])
    names = {"Position": "position", "Statement": "statement", "Participation": "participation", "Measure": "measure"}
    found = Counter(fact.type for fact in whole.facts)
    for kind, tag in names.items():
        assert found[kind] == stated[tag], kind
    for fact in whole.facts:
        length = len(whole.texts[fact.article].text)
        assert fact.evidence
        assert all(0 <= start < end <= length for start, end in fact.evidence)


def test_articles_come_with_text_and_what_is_known_of_them(newsroom: Store) -> None:
    found = {text.text: text for text in texts(newsroom).values()}
    for document in DOCUMENTS:
        article = document["article"]
        text = found[article["text"]]
        assert text.headline == article.get("headline", "")
        assert text.publisher == article.get("publisher", "")


def test_what_was_set_aside_comes_with_reason_and_candidate(newsroom: Store) -> None:
    [one] = refused(newsroom)
    assert one.reason.en
    assert one.reason.ko
    assert one.article in texts(newsroom)
    assert isinstance(json.loads(one.candidate), dict)


def test_what_somebody_says_names_entities_but_is_no_fact_of_theirs(whole: Content) -> None:
    spoken = [fact for fact in whole.facts if fact.type == "Statement"]
    assert spoken
    for fact in spoken:
        assert [argument.kind for argument in fact.arguments.values()].count("entity") == 1
        words = fact.arguments["content"].value
        assert all(any(name in words for name in whole.entities[iri].names) for iri in fact.about)


def test_a_store_knows_every_mention_and_a_graph_the_first_of_each_article(tmp_path: Path) -> None:
    document = post("a", "오세린")
    document["article"]["text"] += " 오세린 시장은 웃었다."
    again = document["article"]["text"].index("오세린", 5)
    document["mentions"].append({"start": again, "end": again + 3, "type": "Person", "entity": "p1"})
    (tmp_path / "facts.jsonl").write_text(lines(document), encoding="utf-8")
    kg.build(tmp_path / "facts.jsonl", out=tmp_path / "news.kg", workers=1)
    with kg.open(tmp_path / "news.kg") as news:
        from kg.view.news import store_content

        [spans] = store_content(news._store).mentions.values()
        [first] = content(news.dataset).mentions.values()
    assert [span[:2] for span in spans] == [(0, 3), (again, again + 3)]
    assert first == spans[:1]


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Articles of March and May, one of no date."""
    folder = tmp_path_factory.mktemp("spring")
    undated = event("c", "나온 포럼")
    del undated["article"]["published"]
    documents = [post("a", "오세린"), post("b", "한지수", organization="나온시"), undated]
    documents[1]["article"]["published"] = "2026-05-02T09:00:00+09:00"
    (folder / "facts.jsonl").write_text(lines(*documents), encoding="utf-8")
    kg.build(folder / "facts.jsonl", out=folder / "news.kg", workers=1)
    with kg.open(folder / "news.kg") as news:
        return content(news.dataset)


def ids(found: Content) -> set[str]:
    return {iri.rpartition("/")[2] for iri in found.texts}


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        (Choice(), {"a", "b", "c"}),
        (Choice(since="2026-04"), {"b"}),
        (Choice(until="2026-03"), {"a"}),
        (Choice(since="2026-03-10", until="2026-03-10"), {"a"}),
        (Choice(since="2026", until="2026"), {"a", "b"}),
        (Choice(names=("한지수",)), {"b"}),
    ],
)
def test_articles_are_chosen_by_time_and_name(spring: Content, choice: Choice, wanted: set[str]) -> None:
    found = chosen(spring, choice)
    assert ids(found) == wanted
    assert {fact.article for fact in found.facts} <= set(found.texts)
    assert {iri for fact in found.facts for iri in fact.entities} <= set(found.entities)


def test_articles_facts_or_entities_of_an_answer_choose_articles(spring: Content) -> None:
    [article] = [iri for iri in spring.texts if iri.endswith("/b")]
    fact = next(fact for fact in spring.facts if fact.article == article)
    for iris in ({article}, {fact.iri, "x:y"}, {fact.entities[0]}):
        assert set(chosen(spring, Choice(iris=frozenset(iris))).texts) == {article}


@pytest.mark.parametrize("choice", [Choice(since="2027"), Choice(iris=frozenset()), Choice(names=("아무개",))])
def test_a_choice_that_leaves_nothing_is_told(spring: Content, choice: Choice) -> None:
    with pytest.raises(InputError):
        chosen(spring, choice)


def made(sizes: list[tuple[int, list[int]]]) -> Content:
    """Articles with so many facts each, which name these entities."""
    articles = {f"a{number}": Text(f"a{number}", text="가" * 9) for number in range(len(sizes))}
    facts = [
        Told(f"a{number}/f{i}", "Measure", f"a{number}", {"value": Argument("text", "1")}, ((0, 1),))
        for number, (count, _) in enumerate(sizes)
        for i in range(count)
    ]
    mentions = {f"a{number}": tuple((0, 1, f"e{n}") for n in named) for number, (_, named) in enumerate(sizes)}
    entities = {f"e{n}": Entity(["Person"], [f"{n}"]) for _, named in sizes for n in named}
    aside = (Refused("a0", "position", kg.Reason("x", "x"), None, "", "{}"),)
    return Content(articles, entities, tuple(facts), mentions, aside)


def test_of_too_many_those_that_others_connect_to_are_kept() -> None:
    found = fitting(made([(3, [7]), (3, [1, 2]), (3, [1]), (3, [2])]), 9)
    assert set(found.texts) == {"a1", "a2", "a3"}
    assert set(found.entities) == {"e1", "e2"}
    assert found.aside == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.lists(st.integers(0, 4), max_size=3, unique=True)), max_size=8),
    st.integers(1, 20),
)
def test_what_fits_is_never_more_than_asked_and_holds_whole_articles(
    sizes: list[tuple[int, list[int]]], limit: int
) -> None:
    everything = made(sizes)
    found = fitting(everything, limit)
    assert len(found.facts) <= limit
    counts, all_counts = (Counter(fact.article for fact in one.facts) for one in (found, everything))
    assert all(counts[iri] == all_counts[iri] for iri in found.texts)
    if len(everything.facts) <= limit:
        assert found is everything


def test_a_query_answers_with_articles_that_a_page_can_be_made_of(whole: Content, newsroom: Store) -> None:
    answer = run(newsroom, load("statements"), {"topic": ""})
    iris = frozenset(str(getattr(term, "value", "")) for row in answer.rows for term in row)
    assert {fact.article for fact in whole.facts if fact.type == "Statement"} == set(
        chosen(whole, Choice(iris=iris)).texts
    )
