"""Who is who is a function of the set of documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Entity, EventTime, FactsDocument, Position, Relation
from kg.resolve import Member, assign, members, normalized, path_alone, profile

NAMES = ("김민수", "김 민수", "이재명", "a~b", "a", "in", "“”")
ORGANIZATIONS = ("가온시", "나래시", "in", "title", None)
TITLES = ("시장", "의원", "")


def document(name: str, *people: tuple[str, str, str | None]) -> FactsDocument:
    """An article of people with a title and an organization each; an empty title means no post."""
    entities: dict[str, Entity] = {}
    facts = []
    for number, (person, title, organization) in enumerate(people):
        entities[f"p{number}"] = Entity(type="Person", names=(person,))
        if organization is not None:
            entities[f"o{number}"] = Entity(type="Organization", names=(organization,))
        if title:
            holder = None if organization is None else f"o{number}"
            facts.append(Position(person=f"p{number}", title=title, organization=holder, evidence=((0, 1),)))
    return FactsDocument(id=name, article=Article(text="글"), entities=entities, facts=tuple(facts))


def paths(documents: Sequence[FactsDocument]) -> dict[tuple[str, str], str]:
    """The IRI paths of all entities, as the pipeline decides them: block by block."""
    blocks: defaultdict[str, list[Member]] = defaultdict(list)
    for each in documents:
        for member in members(each):
            blocks[member.block].append(member)
    return {key: path for block in blocks.values() for key, path in assign(block).items()}


def test_a_bare_name_never_merges_two_people() -> None:
    found = paths([document("a", ("김민수", "", None)), document("b", ("김민수", "", None))])
    assert found["a", "p0"] == "person/김민수~in~a"
    assert found["b", "p0"] == "person/김민수~in~b"


def test_two_of_one_name_in_one_article_stay_apart() -> None:
    found = paths([document("a", ("김민수", "", None), ("김민수", "", None))])
    assert found["a", "p0"] != found["a", "p1"]


def test_a_shared_organization_makes_people_of_one_name_one() -> None:
    found = paths([document("a", ("김민수", "시장", "가온시")), document("b", ("김민수", "시장", "가온시"))])
    assert found["a", "p0"] == found["b", "p0"] == "person/김민수~가온시"


def test_a_post_that_many_hold_makes_nobody_one() -> None:
    found = paths([document("a", ("김민수", "의원", "가온당")), document("b", ("김민수", "의원", "가온당"))])
    assert found["a", "p0"] != found["b", "p0"]


def test_homonyms_of_other_organizations_stay_apart() -> None:
    found = paths([document("a", ("김민수", "시장", "가온시")), document("b", ("김민수", "시장", "나래시"))])
    assert found["a", "p0"] != found["b", "p0"]


def test_a_title_that_stands_without_an_organization_is_shared_only_with_its_like() -> None:
    found = paths(
        [
            document("a", ("한덕수", "국무총리", None)),
            document("b", ("한덕수", "국무총리", None)),
            document("c", ("한덕수", "국무총리", "가온시")),
        ]
    )
    assert found["a", "p0"] == found["b", "p0"] == "person/한덕수~title~국무총리"
    assert found["c", "p0"] != found["a", "p0"]


def test_a_third_article_joins_two_people() -> None:
    one, two = document("a", ("김민수", "시장", "가온시")), document("b", ("김민수", "도지사", "나래도"))
    both = document("c", ("김민수", "시장", "가온시"))
    both = msgspec.structs.replace(
        both,
        entities={**both.entities, "o9": Entity(type="Organization", names=("나래도",))},
        facts=(*both.facts, Position(person="p0", title="지사", organization="o9", evidence=((0, 1),))),
    )
    apart, joined = paths([one, two]), paths([one, two, both])
    assert apart["a", "p0"] != apart["b", "p0"]
    assert joined["a", "p0"] == joined["b", "p0"] == joined["c", "p0"] == "person/김민수~가온시"


def test_an_event_is_known_by_name_and_day_else_it_is_the_articles_own() -> None:
    def told(name: str, start: str | None) -> FactsDocument:
        facts = () if start is None else (EventTime(event="v", start=start, evidence=((0, 1),)),)
        entities = {"v": Entity(type="Event", names=("기자회견",))}
        return FactsDocument(id=name, article=Article(text="글"), entities=entities, facts=facts)

    found = paths([told("a", "2026-03-10"), told("b", "2026-03-10T14:00"), told("c", None), told("d", None)])
    assert found["a", "v"] == found["b", "v"] == "event/기자회견~2026-03-10"
    assert found["c", "v"] != found["d", "v"]


def test_a_district_is_that_of_the_city_in_which_the_article_says_it_lies() -> None:
    def told(name: str, district: str, *cities: str) -> FactsDocument:
        entities = {"d": Entity(type="Place", names=(district,), gpe=True)}
        entities |= {f"c{n}": Entity(type="Place", names=(city,), gpe=True) for n, city in enumerate(cities)}
        facts = [
            Relation(subject="d", predicate="located_in", object=f"c{n}", evidence=((0, 1),))
            for n in range(len(cities))
        ]
        return FactsDocument(id=name, article=Article(text="글"), entities=entities, facts=tuple(facts))

    found = paths(
        [
            told("a", "중구", "대구"),
            told("b", "중구", "대구광역시"),
            told("c", "중구", "서울"),
            told("d", "중구"),
            told("e", "중구", "서울", "부산"),
            told("f", "종로구", "서울"),
        ]
    )
    assert found["a", "d"] == found["b", "d"] == "place/중구~대구"
    assert found["c", "d"] == "place/중구~서울"
    assert found["d", "d"] == found["e", "d"] == "place/중구"
    assert found["f", "d"] == "place/종로구"


def test_a_country_is_a_place_whatever_its_type() -> None:
    entities = {
        "o": Entity(type="Organization", names=("가온시",), gpe=True),
        "p": Entity(type="Place", names=("가온시",)),
        "q": Entity(type="Organization", names=("가온시",)),
    }
    found = paths([FactsDocument(id="a", article=Article(text="글"), entities=entities)])
    assert found["a", "o"] == found["a", "p"] == "place/가온시"
    assert found["a", "q"] == "organization/가온시"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("가온 시의회", "가온시의회"),
        ("KBS", "kbs"),
        ("「공정거래법」", "공정거래법"),
        ("㈜가온", "(주)가온"),
        ("‘가온’", "가온"),
    ],
)
def test_spaces_case_quotes_and_width_do_not_tell_names_apart(one: str, other: str) -> None:
    assert normalized(one) == normalized(other)


def test_names_of_nothing_but_signs_stay_different() -> None:
    assert normalized("“”") != normalized("()")


people = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(TITLES), st.sampled_from(ORGANIZATIONS)), min_size=1, max_size=3
)
newsroom = st.lists(people, min_size=1, max_size=6).map(
    lambda articles: [
        document(name, *held) for name, held in zip(("a", "b", "in", "title", "a~b", "2"), articles, strict=False)
    ]
)


@given(newsroom, st.randoms(use_true_random=False))
def test_the_order_of_documents_plays_no_part(documents: list[FactsDocument], random: object) -> None:
    shuffled = list(documents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert paths(shuffled) == paths(documents)


@given(newsroom)
def test_entities_share_an_iri_exactly_if_they_are_connected(documents: list[FactsDocument]) -> None:
    found = paths(documents)
    everyone = [member for each in documents for member in members(each)]
    group = {(m.document, m.local): {(m.document, m.local)} for m in everyone}
    for one in everyone:
        for other in everyone:
            if one.block == other.block and set(one.anchors) & set(other.anchors):
                joined = group[one.document, one.local] | group[other.document, other.local]
                for key in joined:
                    group[key] = joined
    for one_key, one_path in found.items():
        for other_key, other_path in found.items():
            assert (one_path == other_path) == (other_key in group[one_key])


@given(newsroom)
def test_who_is_named_alone_keeps_the_same_iri_among_others(documents: list[FactsDocument]) -> None:
    found = paths(documents)
    for each in documents:
        for member in members(each):
            if member.alone:
                key = member.document, member.local
                assert assign([member])[key] == path_alone(member) == found[key]


def test_the_display_name_is_the_most_frequent_primary_name() -> None:
    found = profile([("Organization", ("가온시청", "시"), False, 2), ("Place", ("가온시",), True, 3)])
    assert found.names == ("가온시", "가온시청", "시")
    assert found.types == ("Organization", "Place")
    assert found.gpe


def test_equally_frequent_names_go_by_code_point() -> None:
    assert profile([("Person", ("나",), False, 1), ("Person", ("가",), False, 1)]).names == ("가", "나")
