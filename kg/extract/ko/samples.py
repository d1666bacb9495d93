"""The sentences that the mention tagger learns from, as they stand in a folder of training data."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import InputError
from kg.extract.document import Token
from kg.extract.ko.analysis import analyse

MENTIONS = "mentions/train-silver.jsonl"
"""Sentences with uncertain labels, one object a line: `id`, `text`, `min_confidence`, `mentions`."""

FORMS = "lexicon/forms-train.tsv"
"""How often a form has a tag in these sentences: form, tag, count; a header."""

RELATIONS = "relations/train.jsonl"
"""KLUE-RE: sentences with two typed spans, whose end is inclusive."""

TEXTS = "corpus/wikinews.jsonl"
"""News articles without labels, one object a line: `text`. Only which words they use is learned from them."""

SURE = 0.8
"""The least confidence of all labels of a sentence that is believed from the start."""

Typed = tuple[int, int, str]
"""Start and end in the text, and the type."""


class Sample(NamedTuple):
    """A sentence to learn from.

    Attributes:
        text: the text that it stands in.
        tokens: its morphemes.
        spans: what is labelled in it.
        news: whether it is news (film reviews are read for their names alone).
        sure: whether every label is likely to be right.
        hidden: listed names that are listed for this sentence alone, so that nothing is learned from their listing.
    """

    text: str
    tokens: tuple[Token, ...]
    spans: tuple[Typed, ...]
    news: bool = True
    sure: bool = True
    hidden: frozenset[str] = frozenset()


def read_mentions(folder: Path) -> tuple[list[Sample], dict[str, str]]:
    """Return the sentences with uncertain labels, and the type of each tag that has one.

    Raises:
        InputError: the file is missing, or a line of it is not as it must be.
    """
    types: dict[str, str] = {}

    def samples(item: Any) -> Iterator[Sample]:
        types.update({m["tag"]: m["type"] for m in item["mentions"] if m["type"]})
        spans = [(m["start"], m["end"], m["type"]) for m in item["mentions"] if m["type"]]
        yield from _cut(item["text"], spans, not item["id"].endswith("nsmc"), item["min_confidence"] >= SURE)

    return list(_each(folder / MENTIONS, samples)), types


def read_relations(folder: Path) -> list[Sample]:
    """Return the sentences with typed spans (their types are PER, ORG, LOC, POH, DAT, NOH), each sentence once.

    Raises:
        InputError: the file is missing, or a line of it is not as it must be.
    """
    spans: defaultdict[str, set[Typed]] = defaultdict(set)

    def gather(item: Any) -> Iterator[Sample]:
        for entity in (item["subject_entity"], item["object_entity"]):
            spans[item["sentence"]].add((entity["start_idx"], entity["end_idx"] + 1, entity["type"]))
        yield from ()

    list(_each(folder / RELATIONS, gather))
    often = Counter(text[start:end] for text, found in spans.items() for start, end, _ in found)
    return [
        sample._replace(hidden=frozenset(sample.text[s:e] for s, e, _ in sample.spans if often[sample.text[s:e]] == 1))
        for text, found in spans.items()
        for sample in _cut(text, sorted(found), True, True)
    ]


def read_forms(folder: Path, types: dict[str, str]) -> Counter[tuple[str, str]]:
    """Return how often each form is of each type, the empty type for tags that have none in `types`.

    Raises:
        InputError: the file is missing, or a line of it is not as it must be.
    """
    counts: Counter[tuple[str, str]] = Counter()
    path = folder / FORMS
    for number, line in enumerate(_lines(path)[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or not cells[2].isdigit():
            raise _bad_line(path, number, "form, tag, count")
        form, tag, count = cells
        counts[form, types.get(tag, "")] += int(count)
    return counts


def read_texts(folder: Path) -> list[Sample]:
    """Return the sentences of the articles without labels.

    Raises:
        InputError: the file is missing, or a line of it is not as it must be.
    """
    return list(_each(folder / TEXTS, lambda item: _cut(item["text"], (), True, False)))


def _cut(text: str, spans: Sequence[Typed], news: bool, sure: bool) -> Iterator[Sample]:
    """Yield a sample for each sentence of `text` that has morphemes."""
    analysis = analyse(text)
    for sentence in analysis.sentences:
        tokens = analysis.tokens[sentence.first : sentence.last]
        inside = tuple(span for span in spans if sentence.start <= span[0] < sentence.end)
        if tokens:
            yield Sample(text, tokens, inside, news, sure)


def _each(path: Path, read: Callable[[Any], Iterator[Sample]]) -> Iterator[Sample]:
    """Yield what `read` makes of each line of a JSON Lines file."""
    for number, line in enumerate(_lines(path), 1):
        try:
            found = list(read(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _bad_line(path, number, str(error)) from error
        yield from found


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except OSError as error:
        raise InputError(
            f"{path.parent.name}/{path.name} cannot be read in that folder.",
            f"그 폴더에서 {path.parent.name}/{path.name}을(를) 읽을 수 없습니다.",
        ) from error


def _bad_line(path: Path, number: int, what: str) -> InputError:
    return InputError(
        f"{path.name}, line {number}: not training data ({what}).",
        f"{path.name} {number}번째 줄: 학습 자료가 아닙니다 ({what}).",
    )
