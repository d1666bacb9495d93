from __future__ import annotations

from kg.extract.ko.analysis import analyse
from kg.extract.ko.consistency import agree
from kg.model import Mention, MentionType


def mention(text: str, name: str, kind: MentionType, score: float, at: int = 0) -> Mention:
    start = -1
    for _ in range(at + 1):
        start = text.index(name, start + 1)
    return Mention(start=start, end=start + len(name), type=kind, score=score)


def found(text: str, *mentions: Mention) -> list[tuple[int, str, str]]:
    return [(m.start, text[m.start : m.end], m.type) for m in agree(analyse(text), mentions)]


def test_a_sure_name_is_found_again() -> None:
    text = "다루마는 작가다. 오늘 다루마가 왔다."
    first = mention(text, "다루마", "Person", 0.95)
    assert found(text, first) == [(0, "다루마", "Person"), (13, "다루마", "Person")]
    assert agree(analyse(text), [first])[1].score == 0.76


def test_an_unsure_name_is_not_spread() -> None:
    text = "다루마는 작가다. 오늘 다루마가 왔다."
    assert len(found(text, mention(text, "다루마", "Person", 0.6))) == 1


def test_a_name_inside_a_longer_word_is_no_mention() -> None:
    text = "부산은 크다. 부산대학교도 크다."
    assert found(text, mention(text, "부산", "Place", 0.99)) == [(0, "부산", "Place")]


def test_the_type_of_the_majority_wins() -> None:
    text = "다루마는 작가다. 다루마를 봤다."
    mentions = (mention(text, "다루마", "Person", 0.95), mention(text, "다루마", "Place", 0.4, at=1))
    assert [kind for _, _, kind in found(text, *mentions)] == ["Person", "Person"]


def test_a_country_may_be_place_and_actor_in_one_text() -> None:
    text = "한국은 이겼다. 한국에 왔다."
    mentions = (mention(text, "한국", "Organization", 0.95), mention(text, "한국", "Place", 0.3, at=1))
    assert [kind for _, _, kind in found(text, *mentions)] == ["Organization", "Place"]


def test_times_are_not_spread() -> None:
    text = "오늘은 쉰다. 오늘은 논다."
    assert len(found(text, mention(text, "오늘", "Time", 0.99))) == 1


def test_no_mention_gives_none() -> None:
    assert found("다루마가 왔다.") == []
