"""People of one name in one post that several can hold: joined by agreement, unless a sign shows several bearers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decision import Decision, EntityRef, in_force
from kg.model import Article, Entity, FactsDocument, Mention, Position
from kg.resolve import Member, members, settle

NAME = "김민수"


def article(
    name: str,
    title: str = "의원",
    body: str | None = "새빛당",
    aside: str = "",
    published: str | None = "2026-03-10",
    also: str = "",
) -> FactsDocument:
    """An article in which 김민수 holds a post, with words in brackets behind the name."""
    text = f"{NAME} {title}{f'({aside})' if aside else ''}은 {also}에 있었다."
    entities = {"p": Entity(type="Person", names=(NAME,))}
    if body is not None:
        entities["o"] = Entity(type="Organization", names=(body,))
    for number, part in enumerate(filter(None, (*aside.split("·"), also))):
        entities[f"x{number}"] = Entity(type="Organization", names=(part,))
    post = Position(person="p", title=title, organization=None if body is None else "o", evidence=((0, 1),))
    return FactsDocument(
        id=name,
        article=Article(text=text, published=published),
        entities=entities,
        facts=(post,),
        mentions=(Mention(start=0, end=len(NAME), type="Person", entity="p"),),
    )


def people(*documents: FactsDocument) -> list[Member]:
    return [member for document in documents for member in members(document) if member.local == "p"]


def together(*documents: FactsDocument, log: tuple[Decision, ...] = ()) -> set[frozenset[str]]:
    """The articles that are about one, as sets of their ids."""
    found: dict[str, set[str]] = {}
    for (name, _), path in settle(people(*documents), in_force(list(log))).paths.items():
        found.setdefault(path, set()).add(name)
    return set(map(frozenset, found.values()))


def split(*groups: str) -> set[frozenset[str]]:
    return set(map(frozenset, groups))


def test_the_same_post_in_the_same_body_within_a_year_is_one_persons() -> None:
    one, other = article("a", "교수", "한울대"), article("b", "교수", "한울대", published="2027-01-10")
    assert together(one, other) == split("ab")
    assert settle(people(one, other), ()).paths["b", "p"] == "person/김민수~post~한울대~교수"


@pytest.mark.parametrize(
    "other",
    [
        article("b", "교수", "가람대"),
        article("b", "연구원", "한울대"),
        article("b", "교수", None),
        article("b", "교수", "한울대", published="2028-03-11"),
        article("b", "교수", "한울대", published=None),
        article("b", "교수", "한울대", published="어제"),
    ],
)
def test_another_body_title_or_time_is_no_agreement(other: FactsDocument) -> None:
    assert together(article("a", "교수", "한울대"), other) == split("a", "b")


def test_a_year_counts_from_one_article_to_the_next() -> None:
    found = [
        article(n, "교수", "한울대", published=f"20{y}-06-01") for n, y in (("a", 20), ("b", 21), ("c", 22), ("d", 24))
    ]
    assert together(*found) == split("abc", "d")


def test_party_and_title_alone_do_not_make_members_of_an_assembly_one() -> None:
    assert together(article("a"), article("b")) == split("a", "b")


def introduced(aside: str = "", body: str | None = "새빛당", year: int = 2026) -> list[FactsDocument]:
    """Articles of three days, x, y and z, that state a feature."""
    days = zip("xyz", ("02-10", "05-10", "08-10"), strict=True)
    return [article(name, body=body, aside=aside, published=f"{year}-{day}") for name, day in days]


@pytest.mark.parametrize("told", ["서울 중구", "비례대표", "金敏洙"])
def test_with_a_feature_on_three_days_that_nothing_contradicts_they_are_one(told: str) -> None:
    assert together(article("a"), article("b"), *introduced(told)) == split("abxyz")


def test_features_on_two_days_are_too_few_whatever_number_of_articles_states_them() -> None:
    x, y, _ = introduced("金敏洙")
    same_day = [article(name, aside="金敏洙", published=x.article.published) for name in "bcd"]
    assert together(article("a"), x, y, *same_day) == split("a", "b", "c", "d", "x", "y")


def test_a_namesake_who_was_not_introduced_yet_joins_nobody() -> None:
    told = [article(n, aside="서울 중구", published=day) for n, day in (("a", "2026-03-10"), ("b", "2026-04-10"))]
    assert together(*told, article("c"), article("d", body=None)) == split("ab", "c", "d")


def test_a_committee_is_a_feature_and_the_title_alone_goes_with_the_only_bearer() -> None:
    bare, committee = article("b", body=None), introduced(body="국회교육위원회")
    assert together(article("a"), bare, *committee[:2]) == split("a", "b", "x", "y")
    assert together(article("a"), bare, *committee) == split("abxyz")


def test_a_party_in_brackets_is_the_party() -> None:
    assert together(*introduced("새빛당·서울 중구", body=None), article("b")) == split("bxyz")
    assert together(*introduced("나래당·서울 중구", body=None), article("b")) == split("b", "xyz")


def test_two_parties_leave_the_title_alone_to_nobody() -> None:
    both = *introduced("서울 중구"), article("b", body="나래당"), article("c", body="나래당")
    assert together(*both, article("d", body=None)) == split("xyz", "bc", "d")


@pytest.mark.parametrize(
    ("one", "other"), [("서울 중구", "부산 중구"), ("서울 중구", "비례대표"), ("金敏洙", "金珉秀")]
)
def test_features_that_differ_show_several_bearers_and_nothing_is_joined(one: str, other: str) -> None:
    rest = article("b", aside=other), article("c"), article("d")
    assert split("b", "c", "d") <= together(*introduced(one), *rest)


def test_a_constituency_is_of_its_bearer_whatever_the_others_are() -> None:
    found = [article(n, aside=seat) for n, seat in (("a", "서울 중구"), ("b", "부산 중구"), ("c", "서울 중구"))]
    assert together(*found, article("d")) == split("ac", "b", "d")


def test_who_moved_to_another_constituency_years_later_is_not_torn() -> None:
    early, late = introduced("서울 중구", year=2012), article("b", published="2012-07-01")
    moved = article("c", aside="부산 중구", published="2020-06-01")
    assert together(*early, late, moved) == split("bxyz", "c")


def test_a_constituency_that_is_named_elsewhere_is_the_only_members() -> None:
    assert together(article("a", aside="서울 강서구을"), article("b", also="서울 강서구을", body=None)) == split("ab")


def test_two_assemblies_show_several_bearers() -> None:
    found = article("a", body="가온시의회"), article("b", body="국회"), article("c"), article("d")
    assert together(*found, *introduced("서울 중구")) == split("a", "b", "c", "d", "xyz")


def test_an_article_that_names_two_shows_several_bearers() -> None:
    twins = article("a", "교수", "한울대")
    twins = FactsDocument(
        id="a",
        article=twins.article,
        entities={**twins.entities, "q": Entity(type="Person", names=(NAME,))},
        facts=(*twins.facts, Position(person="q", title="교수", organization="o", evidence=((0, 1),))),
        mentions=twins.mentions,
    )
    rows = [*members(twins), *people(article("b", "교수", "한울대"), article("c", "교수", "한울대"))]
    paths = settle([row for row in rows if row.kind == "person"], ()).paths
    assert len(set(paths.values())) == 4


def test_whom_somebody_tells_apart_nothing_joins_and_what_somebody_joins_stays() -> None:
    a, b, c = (article(name, "교수", "한울대") for name in "abc")
    sides = tuple(EntityRef(article=name, kind="person", name=NAME) for name in "ab")
    assert together(a, b, c, log=(Decision(kind="different", sides=sides, sequence=1),)) == split("a", "b", "c")
    other = article("b", "교수", "가람대")
    assert together(a, other, c, log=(Decision(kind="same", sides=sides, sequence=1),)) == split("abc")


stories = st.lists(
    st.tuples(
        st.sampled_from(["의원", "교수", "시장"]),
        st.sampled_from(["새빛당", "나래당", "국회", "국회교육위원회", None]),
        st.sampled_from(["", "", "서울 중구", "부산 중구", "비례대표", "金敏洙"]),
        st.sampled_from(["2026-03-10", "2026-05-01", "2026-09-01", "2029-01-01", None]),
    ),
    min_size=1,
    max_size=7,
)


@given(stories, st.randoms(use_true_random=False))
def test_the_order_of_articles_plays_no_part_and_two_constituencies_at_one_time_are_never_joined(
    told: list[tuple[str, str | None, str, str | None]], random: object
) -> None:
    found = [article(name, *parts) for name, parts in zip("abcdefg", told, strict=False)]
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    paths = settle(people(*found), ()).paths
    assert settle(people(*shuffled), ()).paths == paths
    held = [(m, paths[m.document, m.local]) for m in people(*found) if m.seat and m.posts[0][1] == "의원"]
    assert not [
        (m.document, n.document)
        for m, one in held
        for n, other in held
        if one == other and m.seat != n.seat and m.published == n.published != ""
    ]
