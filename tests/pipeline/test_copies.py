"""Articles that print one text are one source in the graph, whatever came in when."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest
from small import Json, lines

from kg.pipeline import BuildSettings, Summary, build
from kg.store import Store

COPY_OF = ox.NamedNode("https://kg.example/ontology#copyOf")
TEXT = (
    "가온시는 낡은 하수관을 올해 안에 바꾸는 공사를 시작한다고 밝혔다. 시는 예산을 들여 가온동과 나래동 일대의 관을 "
    "먼저 손본다. "
    "지난해 여름 이 일대에서는 비가 내릴 때마다 물이 넘쳐 주민 여럿이 집을 비웠다. 시장은 장마가 오기 전에 급한 "
    "곳부터 끝내겠다고 말했다."
)


def article(name: str, text: str, published: str | None = "2026-03-10") -> Json:
    """A facts document with no facts."""
    return {"id": name, "article": {"headline": name, "text": text, "published": published}}


WIRE = article("wire", TEXT, "2026-03-10")
REPRINT = article("reprint", TEXT + " 무단 전재 금지", "2026-03-11")
CUT = article("cut", TEXT.rpartition("다. ")[0] + "다.", "2026-03-12")
OTHER = article("other", "나래도는 가을 축제를 열지 않기로 했다. 예산이 모자라서다.", "2026-03-09")


def built(folder: Path, *documents: Json) -> Summary:
    """Build documents into `folder/news.kg`."""
    folder.mkdir(exist_ok=True)
    source = folder / "facts.jsonl"
    source.write_text(lines(*documents), encoding="utf-8")
    return build([str(source)], folder / "news.kg", BuildSettings(workers=1))


def copies(folder: Path) -> dict[str, str]:
    """What the graph says, by the ids of the articles."""
    with Store.open(folder / "news.kg") as store:
        quads = store.graph.store.quads_for_pattern(None, COPY_OF, None)
        return {str(q.subject)[1:-1].rsplit("/")[-1]: str(q.object)[1:-1].rsplit("/")[-1] for q in quads}


def hash_of(folder: Path) -> str:
    """The hash of `folder/news.kg`."""
    with Store.open(folder / "news.kg") as store:
        assert store.is_whole()
        return store.hash()


def test_copies_name_the_article_that_came_first(tmp_path: Path) -> None:
    summary = built(tmp_path, CUT, OTHER, REPRINT, WIRE)
    assert copies(tmp_path) == {"reprint": "wire", "cut": "wire"}
    assert (summary.totals.articles, summary.totals.copies) == (4, 2)


def test_the_order_in_which_they_come_plays_no_part(tmp_path: Path) -> None:
    hashes = set()
    for number, order in enumerate(permutations([WIRE, REPRINT, CUT])):
        for document in order:
            built(tmp_path / str(number), document)
        hashes.add(hash_of(tmp_path / str(number)))
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({**REPRINT, "article": OTHER["article"]}, {"cut": "wire", "reprint": "other"}),
        ({**WIRE, "article": {**WIRE["article"], "published": "2026-03-20"}}, {"cut": "reprint", "wire": "reprint"}),
        ({**WIRE, "article": {**WIRE["article"], "text": "다른 글이다."}}, {"cut": "reprint"}),
        ({**REPRINT, "article": {**REPRINT["article"], "text": "다른 글이다."}}, {"cut": "wire"}),
    ],
    ids=["another text", "another date", "no longer the original", "no longer a copy"],
)
def test_a_change_leaves_what_a_rebuild_would_make(tmp_path: Path, change: Json, expected: dict[str, str]) -> None:
    built(tmp_path, WIRE, REPRINT, CUT, OTHER)
    built(tmp_path, change)
    assert copies(tmp_path) == expected
    rest = [document for document in (WIRE, REPRINT, CUT, OTHER) if document["id"] != change["id"]]
    built(tmp_path / "cold", *rest, change)
    assert hash_of(tmp_path) == hash_of(tmp_path / "cold")


def test_what_was_found_but_not_written_is_written_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    for number, place in enumerate(("compare", "describe_copies")):
        folder = tmp_path / str(number)
        with monkeypatch.context() as patch:
            patch.setattr(f"kg.pipeline.sequence.{place}", die)
            with pytest.raises(KeyboardInterrupt):
                built(folder, WIRE, REPRINT)
        with Store.open(folder / "news.kg") as store:
            assert not store.is_whole()
        build([], folder / "news.kg", BuildSettings(workers=1))
        assert copies(folder) == {"reprint": "wire"}
