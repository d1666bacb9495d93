"""Opening what is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg.errors import InputError, StoreError
from kg.query import load, open_dataset, run


@pytest.mark.parametrize(("suffix", "rdf_format"), [(".trig", RdfFormat.TRIG), (".nq", RdfFormat.N_QUADS)])
def test_a_file_of_the_dataset_answers_like_the_dataset(
    newsroom: Store, tmp_path: Path, suffix: str, rdf_format: RdfFormat
) -> None:
    path = tmp_path / f"newsroom{suffix}"
    newsroom.dump(str(path), format=rdf_format)
    assert run(open_dataset(path), load("positions"), {"person": ""}) == run(
        newsroom, load("positions"), {"person": ""}
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("absent.ttl", None, r"absent\.ttl does not exist"),
        ("broken.ttl", "<urn:a> <urn:b>\n <urn:c", r"broken\.ttl cannot be read: .*line 2"),
        ("news.docx", "", r"news\.docx is neither"),
        ("noext", "", "neither"),
    ],
)
def test_what_cannot_be_opened_is_named(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        open_dataset(tmp_path / name)


def test_a_folder_that_is_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        open_dataset(tmp_path)


def test_a_store_is_asked_where_it_lies(tmp_path: Path) -> None:
    from kg.pipeline import BuildSettings, build

    facts = Path(__file__).parents[1] / "newsroom.jsonl"
    build([str(facts)], tmp_path / "news.kg", BuildSettings(workers=1))
    dataset = open_dataset(tmp_path / "news.kg")
    assert len(run(dataset, load("statements")).rows) == 8
    assert len(run(dataset, load("set-aside")).rows) >= 1
