from __future__ import annotations

from collections import Counter

from kg.extract.ko.analysis import analyse
from kg.extract.ko.samples import Sample
from kg.extract.ko.silver import Probability, assign, find_candidates

TEXTS = ("한 의원이 왔다.", "그 한 사람이 왔다.", "한 의원은 부산 사람이다.")


def samples() -> list[Sample]:
    return [Sample(text, analyse(text).tokens, ()) for text in TEXTS]


def favouring(*likely: int) -> dict[int, Probability]:
    """A model that holds the first morpheme of these samples a person, and nothing else anything."""

    def probabilities(number: int) -> Probability:
        def probability(label: str, at: int) -> float:
            person = number in likely and at == 0
            return float(label == "B-Person") if person else float(label == "O")

        return probability

    return {number: probabilities(number) for number in range(len(TEXTS))}


def test_a_form_is_found_wherever_it_stands_between_morphemes() -> None:
    found = find_candidates(samples(), frozenset(("한", "부산", "산")))
    assert [(c.sample, TEXTS[c.sample][c.start : c.end]) for c in found] == [
        (0, "한"),
        (1, "한"),
        (2, "한"),
        (2, "부산"),
    ]


def test_as_many_places_as_counted_are_labelled_the_likeliest_first() -> None:
    found = find_candidates(samples(), frozenset(("한",)))
    placed = assign(samples(), found, Counter({("한", "Person"): 1}), favouring(2).__getitem__)
    assert placed == [(), (), ((0, 1, "Person"),)]


def test_a_count_is_used_up_even_where_the_model_doubts() -> None:
    found = find_candidates(samples(), frozenset(("부산",)))
    placed = assign(samples(), found, Counter({("부산", "Place"): 1}), favouring().__getitem__)
    assert placed[2] == ((6, 8, "Place"),)


def test_tags_without_a_type_take_places_but_make_no_span() -> None:
    found = find_candidates(samples(), frozenset(("한",)))
    counts = Counter({("한", "Person"): 1, ("한", ""): 2})
    assert assign(samples(), found, counts, favouring(0).__getitem__) == [((0, 1, "Person"),), (), ()]


def test_spans_do_not_overlap() -> None:
    text = ["서울 시청 앞"]
    sample = [Sample(text[0], analyse(text[0]).tokens, ())]
    found = find_candidates(sample, frozenset(("서울", "서울 시청")))
    counts = Counter({("서울", "Place"): 1, ("서울 시청", "Organization"): 1})
    assert len(assign(sample, found, counts, lambda _: lambda *_: 0.5)[0]) == 1


def test_nothing_comes_of_nothing() -> None:
    assert assign([], [], Counter(), lambda _: lambda *_: 0.0) == []
