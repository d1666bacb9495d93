"""The graph is a function of the articles: order, workers, history and interruptions leave no trace."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import Json, event, lines, post

from kg.errors import StoreError
from kg.extract.dictionary import Dictionary, Entry
from kg.model import EntityType
from kg.pipeline import BuildSettings, Extraction, Summary, build, extract
from kg.store import Store, Totals

ONE = BuildSettings(workers=1)
NEWSROOM = [
    post("a", "김민수"),
    post("b", "김민수", "지사", "나래도"),
    post("c", "이서연", "의원", None),
    event("d"),
    event("e", start="2026-03-10", end="2026-03-01"),
    post("f", "김민수", "위원"),
]


def built(folder: Path, *documents: Json, settings: BuildSettings = ONE) -> Summary:
    """Build documents into `folder/news.kg`."""
    source = folder / "facts.jsonl"
    source.write_text(lines(*documents), encoding="utf-8")
    return build([str(source)], folder / "news.kg", settings)


def hash_of(folder: Path) -> str:
    """The hash of `folder/news.kg`."""
    with Store.open(folder / "news.kg") as store:
        return store.hash()


def totals_of(folder: Path) -> Totals:
    """What `folder/news.kg` holds."""
    with Store.open(folder / "news.kg") as store:
        return store.totals()


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hash of the newsroom, built cold, in one go, by one worker."""
    folder = tmp_path_factory.mktemp("reference")
    built(folder, *NEWSROOM)
    return hash_of(folder)


def test_the_order_plays_no_part(tmp_path: Path, reference: str) -> None:
    built(tmp_path, *reversed(NEWSROOM))
    assert hash_of(tmp_path) == reference


def test_the_number_of_workers_plays_no_part(tmp_path: Path) -> None:
    others = [
        post(f"x{number}", ("김민수", "이서연")[number % 2], "시장", f"하늘{number % 5}시") for number in range(40)
    ]
    hashes = set()
    for workers in (1, 2, 4):
        folder = tmp_path / str(workers)
        folder.mkdir()
        built(folder, *NEWSROOM, *others, settings=BuildSettings(workers=workers))
        hashes.add(hash_of(folder))
    assert len(hashes) == 1


class Watcher:
    """A progress that keeps what it is told of the first stage."""

    def __init__(self) -> None:
        self.done = 0
        self.expected: list[int] = []

    def stage(self, stage: str, total: int | None) -> None:
        """Begin anew where another stage begins."""
        assert stage != "read" or total is None

    def advance(self, steps: int) -> None:
        """Count."""
        self.done += steps

    def expect(self, total: int) -> None:
        """Keep it."""
        assert total >= self.done
        self.expected.append(total)


def test_how_many_articles_there_seem_to_be_is_told_from_the_files(tmp_path: Path) -> None:
    documents = [post(f"x{number:03}", "김민수") for number in range(200)]
    source = tmp_path / "facts.jsonl"
    source.write_text(lines(*documents), encoding="utf-8")
    watcher = Watcher()
    build([str(source)], tmp_path / "news.kg", ONE, watcher)
    assert watcher.expected[-1] == 200
    assert max(watcher.expected) <= 250  # a file is read in blocks: the first answers of a slow machine may be too low
    extracted = Watcher()
    assert len(list(extract([str(source)], 1, extracted))) == 200
    assert extracted.expected[-1] == 200


def test_a_store_whose_files_are_put_in_order_says_the_same(
    tmp_path: Path, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compacted = []
    monkeypatch.setattr("kg.pipeline.sequence._MANY", 2)
    monkeypatch.setattr("kg.store.graph.Graph.compact", lambda graph: compacted.append(graph.store.optimize()))
    built(tmp_path, *NEWSROOM)
    assert len(compacted) == 1
    built(tmp_path, NEWSROOM[0])  # nothing new
    assert len(compacted) == 1
    assert hash_of(tmp_path) == reference


def test_adding_one_by_one_is_building_at_once(tmp_path: Path, reference: str) -> None:
    for document in NEWSROOM:
        built(tmp_path, document)
    assert hash_of(tmp_path) == reference


def test_building_again_changes_nothing(tmp_path: Path, reference: str) -> None:
    built(tmp_path, *NEWSROOM)
    again = built(tmp_path, *NEWSROOM)
    assert (again.added, again.changed, again.unchanged, again.admitted) == (0, 0, len(NEWSROOM), 0)
    assert hash_of(tmp_path) == reference


def test_a_changed_article_takes_the_place_of_the_old_one(tmp_path: Path, reference: str) -> None:
    other = [post("a", "박도현", "차관", "복지부"), *NEWSROOM[1:]]
    built(tmp_path, *other)
    assert hash_of(tmp_path) != reference
    summary = built(tmp_path, *NEWSROOM)
    assert summary.changed == 1
    assert hash_of(tmp_path) == reference


def test_white_space_and_the_order_of_keys_are_no_change(tmp_path: Path) -> None:
    document = post("a", "김민수")
    built(tmp_path, document)
    (tmp_path / "other.jsonl").write_text(json.dumps(dict(reversed(document.items())), separators=(" ,", " : ")))
    summary = build([str(tmp_path / "other.jsonl")], tmp_path / "news.kg", ONE)
    assert (summary.unchanged, summary.changed) == (1, 0)


def test_an_article_whose_entities_change_their_iri_is_written_again(tmp_path: Path) -> None:
    first = post("a", "김민수", "시장", "하늘시")
    bridge = post("b", "김민수", "시장", "하늘시")
    bridge["entities"]["o2"] = {"type": "Organization", "names": ["가온시"]}
    bridge["facts"].append({**bridge["facts"][0], "title": "이사장", "organization": "o2"})
    built(tmp_path, first)
    summary = built(tmp_path, bridge)
    assert summary.admitted == 2
    with Store.open(tmp_path / "news.kg") as store:
        people = {
            quad.subject.value
            for quad in store.graph.store.quads_for_pattern(None, None, ox.NamedNode("https://schema.org/Person"))
        }
    assert people == {"https://kg.example/data/person/김민수~가온시"}
    incremental = hash_of(tmp_path)
    cold = tmp_path / "cold"
    cold.mkdir()
    built(cold, bridge, first)
    assert hash_of(cold) == incremental


def test_what_an_interrupted_build_left_is_finished_without_its_input(
    tmp_path: Path, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    for place in ("identify", "load", "describe"):
        folder = tmp_path / place
        folder.mkdir()
        with monkeypatch.context() as patch:
            patch.setattr(f"kg.pipeline.sequence.{place}", die)
            with pytest.raises(KeyboardInterrupt):
                built(folder, *NEWSROOM)
        with Store.open(folder / "news.kg") as store:
            assert not store.is_whole()
        build([], folder / "news.kg", ONE)
        assert hash_of(folder) == reference


def test_a_graph_that_was_removed_is_written_again(tmp_path: Path, reference: str) -> None:
    built(tmp_path, *NEWSROOM)
    shutil.rmtree(tmp_path / "news.kg" / "graph")
    build([], tmp_path / "news.kg", ONE)
    assert hash_of(tmp_path) == reference


@pytest.mark.parametrize("place", ["Verdicts.settle", "Identities.settle_entities"])
def test_quads_that_were_loaded_but_not_noted_do_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"kg.store.{place}", die)
        with pytest.raises(KeyboardInterrupt):
            built(tmp_path, post("a", "김민수"))
    built(tmp_path, post("a", "이서연"))
    incremental = hash_of(tmp_path)
    cold = tmp_path / "cold"
    cold.mkdir()
    built(cold, post("a", "이서연"))
    assert hash_of(cold) == incremental


def test_of_two_articles_with_one_id_the_same_one_wins_in_either_order(tmp_path: Path) -> None:
    one, two = post("a", "김민수"), post("a", "이서연")
    hashes = set()
    for name, documents in (("there", (one, two)), ("back", (two, one))):
        folder = tmp_path / name
        folder.mkdir()
        summary = built(folder, *documents)
        assert summary.unread == 1
        assert "id" in summary.examples[0][1].en
        hashes.add(hash_of(folder))
    assert len(hashes) == 1


def test_a_corrected_document_stays_when_its_page_is_built_again(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "가온시 포럼 열려\n\n2026-03-10\n\n김민수 가온시장은 “예산을 늘리겠다”고 밝혔다.\n", encoding="utf-8"
    )
    document: Json = json.loads(next(iter(extract([str(page)], 1))))
    document["facts"] = document["facts"][:1]
    document["article"]["language"] = "ko"  # what is stated equals the default
    built(tmp_path, document)
    before = hash_of(tmp_path)
    again = build([str(page)], tmp_path / "news.kg", ONE)
    assert (again.changed, again.unchanged) == (0, 1)
    assert hash_of(tmp_path) == before


def test_a_page_that_is_known_is_not_extracted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "가온시 포럼 열려\n\n2026-03-10\n\n김민수 가온시장은 “예산을 늘리겠다”고 밝혔다.\n", encoding="utf-8"
    )
    build([str(page)], tmp_path / "news.kg", BuildSettings(workers=2))
    monkeypatch.setattr("kg.pipeline.intake.extractor", None)  # calling it would be an error, and the page unread
    again = build([str(page)], tmp_path / "news.kg", ONE)
    assert (again.unchanged, again.unread) == (1, 0)


def test_a_page_is_extracted_again_with_another_dictionary_and_only_then(tmp_path: Path) -> None:
    page, news = tmp_path / "page.txt", tmp_path / "news.kg"
    page.write_text("나래빛이 3일 가온시에서 회의를 열었다.\n", encoding="utf-8")
    fresh = build([str(page)], tmp_path / "fresh.kg", ONE)
    assert fresh.added == 1
    kinds: tuple[EntityType, EntityType] = ("Person", "Organization")
    for kind in kinds:
        names = BuildSettings(workers=1, extraction=Extraction(Dictionary((Entry("나래빛", kind, "나래빛"),))))
        first, again = build([str(page)], news, names), build([str(page)], news, names)
        assert (first.unchanged, again.unchanged) == (0, 1)
        assert totals_of(tmp_path).entities.get(kind.lower()) == 1
    without = build([str(page)], news, ONE)
    assert (without.changed, without.unchanged) == (1, 0)
    with Store.open(tmp_path / "fresh.kg") as store:
        assert hash_of(tmp_path) == store.hash()


def test_the_same_document_twice_is_one(tmp_path: Path) -> None:
    summary = built(tmp_path, post("a", "김민수"), post("a", "김민수"))
    assert (summary.added, summary.unchanged, summary.unread) == (1, 1, 0)


def test_what_fails_the_gate_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    built(tmp_path, event("e", start="2026-03-10", end="2026-03-01"))
    totals = totals_of(tmp_path)
    assert totals.articles == 1
    assert totals.set_aside == {"event_time": 1}
    with Store.open(tmp_path / "news.kg") as store:
        (finding,) = store.set_aside()
    assert (finding.document, finding.element, finding.number, finding.stage) == ("e", "fact", 0, "gate")
    assert finding.shape is not None
    assert finding.span == (0, 5)
    assert finding.reason.ko != finding.reason.en


def test_what_was_set_aside_is_tried_again_on_demand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("kg.pipeline.loading._admit", lambda job: 1 / 0)
        built(tmp_path, post("a", "김민수"))
    assert totals_of(tmp_path).refused == 1
    summary = build([], tmp_path / "news.kg", BuildSettings(workers=1, retry_set_aside=True))
    assert summary.admitted == 1
    totals = totals_of(tmp_path)
    assert (totals.refused, totals.articles, totals.set_aside) == (0, 1, {})
    cold = tmp_path / "cold"
    cold.mkdir()
    built(cold, post("a", "김민수"))
    assert hash_of(cold) == hash_of(tmp_path)


def test_an_article_that_crashes_is_set_aside_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.pipeline import loading

    good = loading._admit

    def fragile(job: tuple[object, object]) -> object:
        if job[0].id == "b":  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return good(job)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "_admit", fragile)
    built(tmp_path, *NEWSROOM)
    totals = totals_of(tmp_path)
    assert (totals.articles, totals.refused) == (len(NEWSROOM) - 1, 1)
    assert totals.set_aside == {"event_time": 1, "position": 1, "statement": 1}


def test_another_base_needs_another_store(tmp_path: Path) -> None:
    built(tmp_path, NEWSROOM[0], settings=BuildSettings(workers=1, base="https://news.example/"))
    built(tmp_path, NEWSROOM[1])
    with Store.open(tmp_path / "news.kg") as store:
        graphs = [name.value for name in store.graph.store.named_graphs() if isinstance(name, ox.NamedNode)]
    assert all(name.startswith("https://news.example/") for name in graphs)
    with pytest.raises(StoreError, match=r"https://news\.example/"):
        built(tmp_path, NEWSROOM[1], settings=BuildSettings(workers=1, base="https://other.example/"))


def test_the_clock_stands_in_the_log_and_nowhere_else(tmp_path: Path, reference: str) -> None:
    source = tmp_path / "facts.jsonl"
    source.write_text(lines(*NEWSROOM), encoding="utf-8")
    build([str(source)], tmp_path / "news.kg", ONE, now=lambda: "2031-01-01T00:00:00+00:00")
    with Store.open(tmp_path / "news.kg") as store:
        (run,) = store.ledger.runs()
    assert (run.started, run.finished) == ("2031-01-01T00:00:00+00:00",) * 2
    assert hash_of(tmp_path) == reference


def test_another_version_has_everything_mapped_again(
    tmp_path: Path, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("kg.pipeline.sequence._ontology_digest", lambda: "another")
        built(tmp_path, *NEWSROOM)
    summary = build([], tmp_path / "news.kg", ONE)
    assert summary.admitted == len(NEWSROOM)
    assert hash_of(tmp_path) == reference


articles = st.builds(
    post,
    st.sampled_from("abc"),
    st.sampled_from(["김민수", "이서연"]),
    st.sampled_from(["시장", "의원"]),
    st.sampled_from(["가온시", "나래도", None]),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles, min_size=2, max_size=4))
def test_any_history_equals_a_rebuild_from_what_remains(
    tmp_path_factory: pytest.TempPathFactory, history: list[Json]
) -> None:
    lived, cold = tmp_path_factory.mktemp("lived"), tmp_path_factory.mktemp("cold")
    for document in history:
        built(lived, document)
    remains = {document["id"]: document for document in history}
    built(cold, *remains.values())
    assert hash_of(lived) == hash_of(cold)
