"""What the mention tagger knows of words and names: word classes, listed names, parts of persons' names."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

WORD_CLASSES = Path(__file__).parent / "lexicon" / "word_classes.txt.xz"
"""One class a line: the number of its broad class, a tab, its morphemes as `form/TAG` with spaces between."""


@dataclass(frozen=True, slots=True)
class Lexica:
    """The lists.

    Attributes:
        names: the marks of each listed name, such as `R=PER`.
        surnames: Korean surnames.
        first_syllables: how common (1 to 3) a syllable is as the first one of a given name.
        last_syllables: the same of the last one.
        classes: narrow and broad class of a morpheme, by form and tag.
        beginnings: the first two characters of all listed names.
    """

    names: Mapping[str, tuple[str, ...]]
    surnames: frozenset[str]
    first_syllables: Mapping[str, int]
    last_syllables: Mapping[str, int]
    classes: Mapping[tuple[str, str], tuple[int, int]]
    beginnings: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "beginnings", frozenset(name[:2] for name in self.names))

    def word_class(self, form: str, tag: str) -> tuple[int, int] | None:
        """Return the narrow and the broad class of a morpheme, None for one that is in no class."""
        return self.classes.get((form, tag))

    def table(self) -> str:
        """Return the lists as text, one entry a line: kind, entry, value; `read_table` reads it."""
        lines = [
            *(f"surname\t{entry}\t" for entry in sorted(self.surnames)),
            *(f"first\t{entry}\t{value}" for entry, value in sorted(self.first_syllables.items())),
            *(f"last\t{entry}\t{value}" for entry, value in sorted(self.last_syllables.items())),
            *(f"name\t{entry}\t{' '.join(marks)}" for entry, marks in sorted(self.names.items())),
        ]
        return "\n".join(lines)


def read_table(table: str) -> Lexica:
    """Return the lists of a `Lexica.table`, with the word classes of this package."""
    entries: dict[str, dict[str, str]] = {"surname": {}, "first": {}, "last": {}, "name": {}}
    for line in table.split("\n"):
        if line:
            kind, entry, value = line.split("\t")
            entries[kind][entry] = value
    return Lexica(
        names={entry: tuple(value.split(" ")) for entry, value in entries["name"].items()},
        surnames=frozenset(entries["surname"]),
        first_syllables={entry: int(value) for entry, value in entries["first"].items()},
        last_syllables={entry: int(value) for entry, value in entries["last"].items()},
        classes=word_classes(),
    )


def word_classes(path: Path = WORD_CLASSES) -> dict[tuple[str, str], tuple[int, int]]:
    """Return narrow and broad class of each morpheme of the file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return dict(_classes(lines))


def _classes(lines: Iterable[str]) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    for narrow, line in enumerate(lines):
        broad, _, members = line.rstrip("\n").partition("\t")
        for member in members.split(" "):
            form, _, tag = member.rpartition("/")
            yield (form, tag), (narrow, int(broad))
