"""Gather the lists of the mention tagger from a folder of training data.

Files of its `gazetteer/` that are absent count as empty.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.extract.ko.lexica import Lexica, word_classes
from kg.extract.ko.lexicon import words
from kg.extract.ko.samples import Sample

_SYLLABLES = re.compile("[가-힣]+")
_COMMON = ((30, 3), (8, 2), (1, 1))
"""From how many names on a syllable counts how much as one of given names."""

_UNITS = "시군구도읍면동리"
"""Endings of administrative divisions that speech drops (성남시, 성남)."""

_TYPES = ("PER", "ORG", "LOC", "POH")
"""Types of KLUE-RE whose spans are listed; dates and the rest are no names."""


def gather_lexica(folder: Path, relations: Sequence[Sample]) -> Lexica:
    """Return the lists from `folder`, and of the typed spans of `relations` those of names."""
    gazetteer = folder / "gazetteer"
    marks: defaultdict[str, set[str]] = defaultdict(set)
    for name, mark in (*_divisions(gazetteer), *_listed(gazetteer)):
        if len(name) > 1:
            marks[name].add(f"G={mark}")
    for name, kind in _typed(relations):
        marks[name].add(f"R={kind}")
    surnames = frozenset(words("surnames") | words("rare_surnames"))
    names = sorted(_person_names(gazetteer, surnames))
    return Lexica(
        names={name: tuple(sorted(found)) for name, found in marks.items()},
        surnames=surnames,
        first_syllables=_commonness(name[1] for name in names),
        last_syllables=_commonness(name[2] for name in names),
        classes=word_classes(),
    )


def _commonness(syllables: Iterator[str]) -> dict[str, int]:
    counts = Counter(syllables)
    return {syllable: next(level for least, level in _COMMON if count >= least) for syllable, count in counts.items()}


def _typed(relations: Sequence[Sample]) -> Iterator[tuple[str, str]]:
    """Yield the names of the typed spans with their commonest type."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sample in relations:
        for start, end, kind in sample.spans:
            counts[sample.text[start:end]][kind] += 1
    for name, kinds in counts.items():
        kind = min(kinds, key=lambda kind: (-kinds[kind], kind))
        if kind in _TYPES and len(name) > 1 and "\t" not in name and "\n" not in name:
            yield name, kind


def _divisions(gazetteer: Path) -> Iterator[tuple[str, str]]:
    """Yield the names of administrative divisions with their level, whole and without their unit."""
    for row in _rows(gazetteer / "admin_divisions_vuski.tsv", "\t"):
        for level, name in enumerate(row[2].split()):
            yield name, f"adm{min(level, 3)}"
            if len(name) >= 3 and name[-1] in _UNITS:
                yield name[:-1], f"adm{min(level, 3)}s"


def _listed(gazetteer: Path) -> Iterator[tuple[str, str]]:
    """Yield the names of countries, companies and places."""
    for row in _rows(gazetteer / "countries_ko.csv", ","):
        yield row[1], "country"
    for file, mark in (("okt_company_names.txt", "comp"), ("okt_geolocations.txt", "geo")):
        for row in _rows(gazetteer / file, "\t", header=False):
            if _SYLLABLES.fullmatch(row[0]):
                yield row[0], mark


def _person_names(gazetteer: Path, surnames: frozenset[str]) -> set[str]:
    """Return persons' names of three syllables."""
    files = ("okt_congress.txt", "assembly19_popong_min.csv", "assembly20_popong_min.csv")
    names = {row[0] for file in files for row in _rows(gazetteer / file, ",", header=False)}
    return {name for name in names if len(name) == 3 and _SYLLABLES.fullmatch(name) and name[0] in surnames}


def _rows(path: Path, delimiter: str, header: bool = True) -> list[list[str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter) if row]
    return rows[1:] if header else rows
