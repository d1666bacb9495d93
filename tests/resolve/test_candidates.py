"""Candidates: found by keys, never by a bare name, with clues in words; linear in the number of entities."""

from __future__ import annotations

import pytest

from kg.extract import naming
from kg.model import Article, Entity, EventTime, FactsDocument, Mention, Position
from kg.resolve import Candidate, Gallery, assign, candidates, members
from kg.resolve.candidates import _pairs
from kg.resolve.members import Member

KINDS = {"p": "Person", "o": "Organization", "l": "Place", "v": "Event", "y": "Policy"}


def article(
    name: str, text: str, *entities: str, title: str = "", organization: str = "", day: str = "2026-03-10"
) -> FactsDocument:
    """An article that names entities, given as `p:김민수|alias`; the first one holds the post."""
    named = {}
    mentions = []
    for number, entity in enumerate(entities):
        kind, _, names = entity.partition(":")
        forms = tuple(names.split("|"))
        named[f"{kind}{number}"] = Entity(type=KINDS[kind], names=forms)  # type: ignore[arg-type]
        if forms[0] in text:
            start = text.index(forms[0])
            mentions.append(Mention(start=start, end=start + len(forms[0]), type=KINDS[kind], entity=f"{kind}{number}"))  # type: ignore[arg-type]
    facts = []
    if title or organization:
        holder = next((local for local, e in named.items() if organization in e.names), None) if organization else None
        facts.append(Position(person="p0", title=title, organization=holder, evidence=((0, 1),)))
    return FactsDocument(
        id=name,
        article=Article(text=text, published="2026-03-10"),
        mentions=tuple(mentions),
        entities=named,
        facts=tuple(facts),
    )


def found(*documents: FactsDocument, **settings: object) -> list[Candidate]:
    everyone = [member for document in documents for member in members(document)]
    blocks: dict[str, list[Member]] = {}
    for member in everyone:
        blocks.setdefault(member.block, []).append(member)
    paths = {key: path for block in blocks.values() for key, path in assign(block).items()}
    return candidates(Gallery(everyone, paths), naming(), **settings)  # type: ignore[arg-type]


def people(*documents: FactsDocument, at_least: float = 0.4) -> list[Candidate]:
    return found(*documents, kinds=("person",), at_least=at_least)


def clues(candidate: Candidate) -> dict[str, float]:
    return {clue.name: clue.weight for clue in candidate.clues}


def test_a_bare_name_is_no_candidate() -> None:
    bare = [article(name, "김민수가 왔다.", "p:김민수") for name in "ab"]
    assert people(*bare, at_least=0.0) == []


def test_the_same_post_of_many_is_one_and_says_so_in_both_languages() -> None:
    held = [article(n, "글", "p:김민수", "o:가온당", title="의원", organization="가온당") for n in "ab"]
    (one,) = people(*held)
    assert one.paths == ("person/김민수~in~a", "person/김민수~in~b")
    assert "both 의원 of 가온당" in one.reason.en
    assert "둘 다 가온당 의원" in one.reason.ko


def test_who_stands_beside_both_speaks_for_it_and_what_is_common_says_less() -> None:
    rare = [article(n, "글", "p:김민수", "p:박도현", "y:나래천 정비사업") for n in "ab"]
    (one,) = (c for c in people(*rare) if "김민수" in c.paths[0])
    others = [article(f"z{n}", "글", f"p:이{n}", "y:나래천 정비사업") for n in range(200)]
    (same,) = (c for c in people(*rare, *others) if "김민수" in c.paths[0])
    assert clues(one)["policy"] > 0
    assert "policy" not in clues(same)


def test_other_hanja_tell_people_of_one_name_apart() -> None:
    def written(name: str, party: str, letters: str) -> FactsDocument:
        return article(name, f"김민수({letters}) 의원", "p:김민수", f"o:{party}", title="의원", organization=party)

    (same,) = people(written("a", "가온당", "金敏洙"), written("b", "나래당", "金敏洙"))
    assert clues(same)["spelling"] > 0
    assert people(written("a", "가온당", "金敏洙"), written("b", "가온당", "金珉秀")) == []


def test_an_article_that_names_both_knows_them_apart() -> None:
    twins = article("a", "글", "p:김민수", "o:가온당", "p:김민수", title="의원", organization="가온당")
    assert people(twins) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("p:김민수", "p:Kim Min-soo"),
        ("p:박영선", "p:Young-sun Park"),
        ("p:이재명", "p:Lee Jae-myung"),
        ("p:김성태", "p:金成泰"),
    ],
)
def test_romanized_and_hanja_names_are_found(one: str, other: str) -> None:
    pytest.importorskip("hanja", reason="the extra `hanja` is not installed")
    shared = ("o:가온당", "y:나래천 정비사업", "p:도수아")
    both = [article(n, "글", e, *shared, title="의원", organization="가온당") for n, e in (("a", one), ("b", other))]
    assert [c.paths for c in people(*both) if "도수아" not in c.paths[0]]


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("o:행정안전부", "o:행안부", "name"),
        ("o:전국나래인협회|전나협", "o:전나협", "alias"),
        ("o:가온산업진흥원", "o:가온산업진홍원", "name"),
    ],
)
def test_bodies_are_found_by_abbreviation_other_name_and_slip(one: str, other: str, name: str) -> None:
    shared = ("p:도수아", "y:나래천 정비사업", "l:나래천")
    both = [article("a", "글", one, *shared), article("b", "글", other, *shared)]
    (only,) = found(*both, kinds=("organization",))
    assert name in clues(only)


def test_names_that_differ_in_a_number_are_two() -> None:
    shared = ("p:도수아", "y:나래천 정비사업", "l:나래천")
    both = [article("a", "글", "v:제15호 태풍 나래", *shared), article("b", "글", "v:제16호 태풍 나래", *shared)]
    assert found(*both, kinds=("event",)) == []


def test_events_of_one_name_and_other_days_are_two() -> None:
    def told(name: str, day: str) -> FactsDocument:
        document = article(name, "글", "v:나래 축제", "p:도수아", "l:나래천")
        facts = (EventTime(event="v0", start=day, evidence=((0, 1),)),)
        return FactsDocument(id=name, article=document.article, entities=document.entities, facts=facts)

    assert found(told("a", "2025-10-01"), told("b", "2026-10-01"), kinds=("event",)) == []
    assert found(told("a", "2026-10-01"), told("b", "2026-10"), kinds=("event",)) == []


def test_what_was_decided_to_be_different_is_not_offered() -> None:
    held = [article(n, "글", "p:김민수", "o:가온당", title="의원", organization="가온당") for n in "ab"]
    (one,) = people(*held)
    assert found(*held, kinds=("person",), apart={frozenset(one.paths)}) == []


def test_a_name_that_everybody_has_does_not_bring_every_pair() -> None:
    documents = [article(f"a{n:03}", "글", "p:김민수", title="의원") for n in range(300)]
    everyone = [member for document in documents for member in members(document)]
    gallery = Gallery(everyone, assign(everyone))
    pairs = list(_pairs(list(gallery.portraits), naming()))
    assert len(pairs) <= 300 * 24
    assert len({frozenset((a.path, b.path)) for a, b in pairs}) == len(pairs)


def test_the_order_of_articles_plays_no_part() -> None:
    held = [article(n, "글", "p:김민수", "o:가온당", title="의원", organization="가온당") for n in "abcd"]
    assert people(*held) == people(*reversed(held))
