"""`import kg` offers the commands' nouns, loads nothing before it is used, and its examples run."""

from __future__ import annotations

import doctest
import io
import subprocess
import sys
from pathlib import Path

import pytest

import kg

SAMPLES = Path(kg.__file__).resolve().parents[1] / "data" / "facts.jsonl"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the samples."""
    out = tmp_path_factory.mktemp("api") / "news.kg"
    kg.build(SAMPLES, out=out, workers=1)
    return out


def test_the_examples_of_the_docstring_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "facts.jsonl").write_bytes(SAMPLES.read_bytes())
    monkeypatch.chdir(tmp_path)
    failed, attempted = doctest.testmod(kg)
    assert attempted > 3
    assert failed == 0


def test_everything_that_is_offered_is_there() -> None:
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    assert set(kg.__all__) == {*kg._OFFERED, "__version__"}
    assert dir(kg) == kg.__all__


def test_what_is_not_offered_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        kg.nonsense  # noqa: B018


def test_importing_loads_nothing() -> None:
    code = "import sys, kg; sys.exit(str([m for m in sys.modules if m.startswith(('kg.', 'pyoxigraph', 'msgspec'))]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"


def test_a_store_is_asked(news: Path) -> None:
    with kg.open(news) as opened:
        answer = opened.query("positions", person="강태욱")
        assert "name" in answer.variables
        assert {str(row[0].value) for row in answer.rows if row[0] is not None and hasattr(row[0], "value")} == {
            "강태욱"
        }
        assert opened.totals().articles == 8
        assert len(opened.hash()) == 64
        assert [document.id for document in opened.documents()] == sorted(d.id for d in opened.documents())
        assert list(opened.unread()) == []
        assert list(opened.set_aside()) == []
        assert [v for v in opened.validate(workers=1) if v.severity == "Violation"] == []


def test_a_graph_is_handed_to_networkx_from_a_store_or_its_path(news: Path) -> None:
    with kg.open(news) as opened:
        graph = kg.networkx_graph(opened)
    assert graph.is_multigraph()
    assert graph.is_directed()
    assert graph.number_of_edges() > 50
    assert all("label" in data and "type" in data for _, data in graph.nodes(data=True))
    assert all("label" in data and "type" in data and data["evidence"] for *_, data in graph.edges(data=True))
    assert sorted(kg.networkx_graph(news).nodes) == sorted(graph.nodes)


def test_a_store_is_exported(news: Path) -> None:
    stream = io.BytesIO()
    with kg.open(news) as opened:
        opened.export("turtle", stream)
        with pytest.raises(kg.SetupError, match="Unknown format"):
            opened.export("excel", stream)
    assert b"schema:NewsArticle" in stream.getvalue()


def test_articles_are_read_and_extracted(tmp_path: Path) -> None:
    text = "이재명 성남시장은 “예산을 늘리겠다”고 밝혔다."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (record,) = kg.read_sources(tmp_path)
    assert record.article.text == text  # type: ignore[union-attr]
    document = kg.extract_facts(kg.Article(text=text), id="a")
    assert document.id == "a"
    assert "statement" in {fact.__struct_config__.tag for fact in document.facts}
    (extracted,) = kg.extract_sources(tmp_path / "a.txt", workers=1)
    assert extracted == document


def test_an_article_is_explained_from_a_file_or_as_it_is(tmp_path: Path) -> None:
    text = "이재명 성남시장은 “예산을 늘리겠다”고 밝혔다."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    explanation = kg.explain(tmp_path / "a.txt")
    assert explanation.document == kg.extract_facts(kg.Article(text=text), id="a")
    assert kg.explain(kg.Article(text=text), id="a") == explanation
    assert "position.title-after-name" in kg.explanation_page(explanation, "en")


def test_what_cannot_be_read_is_yielded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (unread,) = kg.extract_sources(tmp_path / "a.txt", workers=1)
    assert unread.reason.en  # type: ignore[union-attr]


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(kg.StoreError, match="does not exist"):
        kg.open(tmp_path / "news.kg")


def test_a_store_is_asked_for_so_many_seconds(news: Path, tmp_path: Path) -> None:
    with kg.open(news) as opened:
        assert kg.ask(news, "speakers") == opened.query("speakers")
    endless = tmp_path / "endless.rq"
    endless.write_text("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", encoding="utf-8")
    with pytest.raises(kg.QueryError, match="ended after"):
        kg.ask(news, endless, seconds=0.2)
