"""Whatever people feed in: a clear word about what cannot be used, and the rest goes on."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pyoxigraph as ox
import pytest
from small import lines, post

from kg.pipeline import BuildSettings, Summary, build
from kg.store import Store

ONE = BuildSettings(workers=1)
ARTICLE = "이재명 성남시장은 30일 성남시청에서 기자회견을 열고 “예산을 늘리겠다”고 밝혔다."
HOSTILE = (
    "홍길동 가온시장은 “<b>\"' . } ] ; INSERT DATA { GRAPH <urn:x> { <urn:a> <urn:b> <urn:c> } } #”라고 밝혔다.\n"
    '@prefix : <urn:x:> . """ \\u0041 \\ ^^xsd:string @ko ?x $y {{7*7}} %s %00 && || ` $(rm) \\N{DASH}\n'
    "\x07\x1b[31m\u202e\u200b\ufeff 👨‍👩‍👧‍👦 🇰🇷 가온시의회 김민수 의원은 “알 수 없다”고 말했다.\n"
)


def stored(tmp_path: Path, *sources: Path) -> tuple[Summary, dict[str, str]]:
    """Build sources, and return the summary and the text of each article as it stands in the graph."""
    out = tmp_path / "news.kg"
    summary = build([str(source) for source in sources], out, ONE)
    with Store.open(out) as store:
        body = ox.NamedNode("https://schema.org/articleBody")
        texts = {
            q.subject.value.rpartition("/")[2]: q.object.value
            for q in store.graph.store.quads_for_pattern(None, body, None)
            if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal)
        }
        _check_evidence(store.graph.store)
    return summary, texts


def _check_evidence(graph: ox.Store) -> None:
    """Every quote in the graph stands in its article's text at its offsets."""
    rows = graph.query(
        "PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX schema: <https://schema.org/> "
        "SELECT ?text ?start ?end ?exact { GRAPH ?g { ?s oa:hasSource ?a ; oa:hasSelector ?sel . ?a schema:articleBody "
        "?text . ?sel oa:start ?start ; oa:end ?end ; oa:exact ?exact } }"
    )
    for row in rows:
        assert row["text"].value[int(row["start"].value) : int(row["end"].value)] == row["exact"].value


def test_a_folder_of_good_and_broken_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deeper").mkdir(parents=True)
    (folder / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "deeper" / "korean.txt").write_bytes(ARTICLE.encode("cp949"))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "facts.jsonl").write_text(lines(post("f1", "김민수")) + "{broken\n" + lines(post("f2", "김민수")))
    (folder / "lone.jsonl").write_text('{"id": "lone", "text": "홍길동 시장은 \\ud83d 웃었다."}\n')
    summary, texts = stored(tmp_path, folder)
    assert set(texts) == {"good", "deeper%2Fkorean", "f1", "f2"}
    assert texts["good"] == texts["deeper%2Fkorean"] == ARTICLE
    unread = {source.rpartition("/")[2]: reason for source, reason in summary.examples}
    assert set(unread) == {"empty.txt", "binary.txt", "photo.jpg", "facts.jsonl:2", "lone.jsonl:1"}
    assert "surrogate" in unread["lone.jsonl:1"].en
    assert all(reason.en and reason.ko and reason.en != reason.ko for reason in unread.values())


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE * 3])
def test_hostile_text_stays_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "h", "text": text, "headline": text[:60]}), encoding="utf-8")
    summary, texts = stored(tmp_path, tmp_path / "in.jsonl")
    assert summary.unread == 0
    assert "INSERT DATA { GRAPH <urn:x>" in texts["h"]
    assert "👨‍👩‍👧‍👦 🇰🇷" in texts["h"]
    assert "\x07" not in texts["h"]
    with Store.open(tmp_path / "news.kg") as store:
        assert not list(store.graph.store.quads_for_pattern(ox.NamedNode("urn:a"), None, None))


def test_hostile_facts_are_escaped_when_a_graph_is_replaced(tmp_path: Path) -> None:
    evil = 'x" . } } ; DROP ALL ; INSERT DATA { <urn:a> <urn:b> <urn:c> } #\\'
    out, source = tmp_path / "news.kg", tmp_path / "facts.jsonl"
    for title in (evil, evil + "'''"):
        document = post(evil, evil, title, evil)
        source.write_text(lines(document), encoding="utf-8")
        assert build([str(source)], out, ONE).unread == 0
    with Store.open(out) as store:
        assert store.totals().articles == 1
        assert not list(store.graph.store.quads_for_pattern(ox.NamedNode("urn:a"), None, None))
        names = {
            q.object.value
            for q in store.graph.store.quads_for_pattern(None, ox.NamedNode("https://schema.org/name"), None)
        }
    assert names == {evil}


def test_decomposed_hangul_becomes_nfc_with_offsets_that_fit(tmp_path: Path) -> None:
    (tmp_path / "nfd.txt").write_text(unicodedata.normalize("NFD", ARTICLE), encoding="utf-8")
    _, texts = stored(tmp_path, tmp_path / "nfd.txt")
    assert texts["nfd"] == ARTICLE


def test_an_article_of_three_characters(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text("속보.", encoding="utf-8")
    summary, texts = stored(tmp_path, tmp_path / "short.txt")
    assert summary.unread == 0
    assert texts == {"short": "속보."}


def test_an_article_of_five_megabytes_is_refused_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(ARTICLE * 50_000, encoding="utf-8")
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    summary, texts = stored(tmp_path, tmp_path / "long.txt", tmp_path / "good.txt")
    assert set(texts) == {"good"}
    assert "4 MB" in summary.examples[0][1].en


def test_a_language_without_an_engine_is_named(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        json.dumps({"id": "fr", "text": "Le maire a parlé.", "language": "fr"})
        + "\n"
        + json.dumps({"id": "ko", "text": ARTICLE}),
        encoding="utf-8",
    )
    summary, texts = stored(tmp_path, tmp_path / "in.jsonl")
    assert set(texts) == {"ko"}
    assert "no extraction engine for the language 'fr'" in summary.examples[0][1].en


def test_an_article_that_crashes_the_extractor_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.pipeline import intake

    good = intake.extractor

    def fragile(*choices: object) -> object:
        def extract(name: str, article: object) -> object:
            if name == "bad":
                raise MemoryError("too much")
            return good(*choices)(name, article)  # type: ignore[arg-type]

        return extract

    monkeypatch.setattr(intake, "extractor", fragile)
    (tmp_path / "in.jsonl").write_text(
        json.dumps({"id": "bad", "text": ARTICLE}) + "\n" + json.dumps({"id": "good", "text": ARTICLE}),
        encoding="utf-8",
    )
    summary, texts = stored(tmp_path, tmp_path / "in.jsonl")
    assert set(texts) == {"good"}
    assert "MemoryError: too much" in summary.examples[0][1].en


def test_the_same_articles_in_another_order_by_more_workers_give_the_same_graph(tmp_path: Path) -> None:
    texts = [ARTICLE, ARTICLE.replace("이재명", "김민수"), HOSTILE, "속보.", ARTICLE.replace("30일", "지난달 3일")]
    articles = [
        json.dumps({"id": str(number), "text": text, "published": "2012-10-30"}) for number, text in enumerate(texts)
    ]
    hashes = set()
    for name, ordered, workers in (("one", articles, 1), ("two", articles[::-1], 2)):
        source = tmp_path / f"{name}.jsonl"
        source.write_text("\n".join(ordered), encoding="utf-8")
        assert build([str(source)], tmp_path / f"{name}.kg", BuildSettings(workers=workers)).unread == 0
        with Store.open(tmp_path / f"{name}.kg") as store:
            hashes.add(store.hash())
    assert len(hashes) == 1


def test_an_edited_facts_document_is_not_overwritten_by_its_article(tmp_path: Path) -> None:
    from kg.pipeline import extract

    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (line,) = extract([str(tmp_path / "a.txt")], 1)
    assert isinstance(line, bytes)
    edited = json.loads(line)
    edited["facts"] = []
    (tmp_path / "facts.jsonl").write_text(json.dumps(edited), encoding="utf-8")
    out = tmp_path / "news.kg"
    build([str(tmp_path / "a.txt")], out, ONE)
    build([str(tmp_path / "facts.jsonl")], out, ONE)
    assert build([str(tmp_path / "a.txt")], out, ONE).unchanged == 1
    with Store.open(out) as store:
        assert store.totals().accepted == {}
