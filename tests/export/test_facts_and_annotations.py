"""What is exported to be built again, and what is exported to be laid over the text."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

import kg
from kg.errors import InputError, SetupError
from kg.export import write
from kg.pipeline import BuildSettings, build

ROOT = Path(__file__).resolve().parents[2]
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
BODY = NamedNode("https://schema.org/articleBody")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample documents and one that has a fact without footing, which is set aside."""
    folder = tmp_path_factory.mktemp("exports")
    wrong = {"id": "wrong\n1", "article": {"text": "가온시는 <b>비었다</b>."}, "facts": [{"type": "rumour"}, 7]}
    (folder / "wrong.jsonl").write_text(json.dumps(wrong, ensure_ascii=False), encoding="utf-8")
    sources = [str(ROOT / "data" / "facts.jsonl"), str(folder / "wrong.jsonl")]
    build(sources, folder / "news.kg", BuildSettings(workers=1))
    return folder / "news.kg"


def exported(news: kg.News, name: str, article: str | None = None) -> bytes:
    stream = io.BytesIO()
    news.export(name, stream, article=article)
    return stream.getvalue()


def test_facts_that_are_built_again_give_the_same_hash(store: Path, tmp_path: Path) -> None:
    with kg.open(store) as news:
        (tmp_path / "facts.jsonl").write_bytes(exported(news, "facts"))
        build([str(tmp_path / "facts.jsonl")], tmp_path / "copy.kg", BuildSettings(workers=1))
        with kg.open(tmp_path / "copy.kg") as copy:
            assert copy.hash() == news.hash()
            assert copy.totals() == news.totals()
            assert exported(copy, "facts") == exported(news, "facts")


def test_one_article_is_one_line(store: Path) -> None:
    with kg.open(store) as news:
        line = exported(news, "facts", "2025-12-08-factory-fire")
        assert json.loads(line)["id"] == "2025-12-08-factory-fire"
        with pytest.raises(InputError, match="no article 'absent'"):
            exported(news, "facts", "absent")


def test_an_rdf_file_has_no_facts_documents() -> None:
    with pytest.raises(SetupError, match="kept by a store"):
        write(Store(), "facts", io.BytesIO())


def test_formats_of_the_whole_refuse_one_article(store: Path) -> None:
    with kg.open(store) as news, pytest.raises(SetupError, match="one alone goes into facts, annotations"):
        exported(news, "turtle", "2025-12-08-factory-fire")


def test_every_annotation_selects_its_words(store: Path) -> None:
    with kg.open(store) as news:
        texts = {quad.subject.value: quad.object.value for quad in news.dataset.quads_for_pattern(None, BODY, None)}
        page = json.loads(exported(news, "annotations"))
        facts = sum(news.totals().accepted.values())
    assert page["type"] == "AnnotationPage"
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)
    assert sum(item["motivation"] == "describing" for item in page["items"]) == facts
    for item in page["items"]:
        for target in item["target"]:
            text, (position, quote) = texts[target["source"]], target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_a_statement_is_annotated_as_said(store: Path) -> None:
    with kg.open(store) as news:
        items = json.loads(exported(news, "annotations", "2025-04-15-convergence-bill"))["items"]
    said = [item["body"] for item in items if item["motivation"] == "describing" and "statement" in item["id"]]
    assert said
    for body in said:
        assert body[0]["type"] == "kg:Statement"
        assert body[1]["value"].startswith("Statement; ")
        assert "speaker: " in body[1]["value"]
    assert {target["source"].rpartition("/")[2] for item in items for target in item["target"]} == {
        "2025-04-15-convergence-bill"
    }


def test_an_article_that_is_not_there_has_no_annotations(store: Path) -> None:
    with kg.open(store) as news, pytest.raises(InputError, match="is not there"):
        exported(news, "annotations", "absent")


def test_triple_terms_say_the_same_as_trig(store: Path) -> None:
    """What reifies an edge, taken apart again, is the dataset that was written."""
    with kg.open(store) as news:
        plain = set(parse(exported(news, "trig"), format=RdfFormat.TRIG))
        written = list(parse(exported(news, "rdf12"), format=RdfFormat.TRIG))
    back, terms = set(), 0
    for quad in written:
        if not isinstance(quad.object, Triple):
            back.add(quad)
            continue
        terms += 1
        assert quad.predicate.value == RDF + "reifies"
        for part in ("subject", "predicate", "object"):
            value = getattr(quad.object, part)
            back.add(type(quad)(quad.subject, NamedNode(RDF + part), value, quad.graph_name))
    assert back == plain
    assert terms > 50
