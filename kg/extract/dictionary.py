"""A user's dictionary: names that the extractor shall know for certain.

A text file in UTF-8, one name a line: the form as articles write it, its type, and optionally the name that the entity
shall carry, between tabs. Empty lines and lines that begin with `#` say nothing.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kg.errors import SetupError
from kg.model import ENTITY_TYPES, EntityType

_LONGEST = 100
"""Characters of a form at most."""


class Entry(NamedTuple):
    """A name: its form, its type, and the name of the entity (the form itself, if the line states none)."""

    form: str
    type: EntityType
    name: str


@dataclass(frozen=True)
class Dictionary:
    """The entries by form, in the order of the forms. Equal entries make equal dictionaries."""

    entries: tuple[Entry, ...] = ()

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 (hex) of the entries, empty for no entries: what an engine makes depends on it."""
        lines = "\n".join("\t".join(entry) for entry in self.entries)
        return hashlib.sha256(lines.encode()).hexdigest() if self.entries else ""

    @cached_property
    def by_form(self) -> dict[str, Entry]:
        """The entries by their form."""
        return {entry.form: entry for entry in self.entries}

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """For the first two characters of forms, how long the forms are, the longest first."""
        lengths: dict[str, set[int]] = {}
        for entry in self.entries:
            lengths.setdefault(entry.form[:2], set()).add(len(entry.form))
        return {beginning: tuple(sorted(found, reverse=True)) for beginning, found in lengths.items()}

    def at(self, text: str, start: int) -> Iterator[Entry]:
        """Yield the entries whose forms stand in `text` at `start`, the longest first."""
        for length in self._lengths.get(text[start : start + 2], ()):
            form = text[start : start + length]
            if len(form) == length and form in self.by_form:  # at the end of the text a longer cut is a shorter form
                yield self.by_form[form]


NONE = Dictionary()
"""No names."""


def read_dictionary(path: str | Path) -> Dictionary:
    """Read a dictionary.

    Raises:
        SetupError: the file cannot be read, or a line of it is wrong; the message names the line.
    """
    path = Path(path)
    entries: dict[str, Entry] = {}
    for number, line in enumerate(_lines(path), 1):
        if line.strip() and not line.startswith("#"):
            entry = _entry(path, number, line)
            if entries.setdefault(entry.form, entry) != entry:
                raise _wrong(
                    path, number, f"{entry.form!r} stands there twice", f"{entry.form!r} 항목이 두 번 나옵니다"
                )
    return Dictionary(tuple(entries[form] for form in sorted(entries)))


def _entry(path: Path, number: int, line: str) -> Entry:
    cells = [unicodedata.normalize("NFC", cell.strip()) for cell in line.split("\t")]
    if len(cells) not in (2, 3):
        raise _wrong(
            path,
            number,
            f"{len(cells)} cells; a form, a type and perhaps a name belong there, between tabs",
            f"칸이 {len(cells)}개입니다. 표기, 유형, (있으면) 이름을 탭으로 나누어 쓰세요",
        )
    form, kind, name = (*cells, "")[:3]
    if not 2 <= len(form) <= _LONGEST or not (form[0].isalnum() and form[-1].isalnum()):
        raise _wrong(
            path,
            number,
            f"the form {form!r} must have 2 to {_LONGEST} characters and begin and end in a letter or digit",
            f"표기 {form!r}: 2자에서 {_LONGEST}자까지, 글자나 숫자로 시작하고 끝나야 합니다",
        )
    if kind not in ENTITY_TYPES:
        known = ", ".join(ENTITY_TYPES)
        raise _wrong(
            path, number, f"no type {kind!r}; there are {known}", f"{kind!r} 유형은 없습니다. 있는 것: {known}"
        )
    return Entry(form, kind, name or form)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        detail = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise SetupError(
            f"The dictionary {path} cannot be read ({detail}); it must be a text file in UTF-8.",
            f"사전 {path}을(를) 읽을 수 없습니다({detail}). UTF-8 텍스트 파일이어야 합니다.",
        ) from error


def _wrong(path: Path, number: int, en: str, ko: str) -> SetupError:
    return SetupError(f"{path}, line {number}: {en}.", f"{path} {number}번째 줄: {ko}.")
