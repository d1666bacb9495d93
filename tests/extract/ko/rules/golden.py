"""Golden cases: Korean sentences with the facts of one type that they say, in text files.

A line that begins with `>` is an article's text (`\\n` is a line break), a date after ` @ ` its day of publication; the
lines below it, up to an empty one, are its facts: the arguments and the rule, separated by ` | `, `-` for none. A case
without lines says no fact of the type. `#` begins a comment.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.extract.ko.engine import extract
from kg.model import AnyFact, Article, FactsDocument, fact_type

CASES = Path(__file__).parent / "cases"
PUBLISHED = "2026-03-10"
_NOT_ARGUMENTS = frozenset({"evidence", "quote", "score", "rule"})


@dataclass(frozen=True, slots=True)
class Case:
    """A text, its day of publication, and the facts of `type` that it says, as lines."""

    type: str
    line: int
    text: str
    published: str
    facts: tuple[str, ...]


def read(path: Path) -> list[Case]:
    """Return the cases of a file; its name is the fact type."""
    cases: list[Case] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith(">"):
            text, _, published = line[1:].strip().partition(" @ ")
            cases.append(Case(path.stem, number, text.replace("\\n", "\n"), published or PUBLISHED, ()))
        elif line.strip() and not line.startswith("#"):
            last = cases.pop()
            cases.append(Case(last.type, last.line, last.text, last.published, (*last.facts, line.strip())))
    return cases


@cache
def all_cases() -> tuple[Case, ...]:
    """Return the cases of all files, in order."""
    return tuple(case for path in sorted(CASES.glob("*.txt")) for case in read(path))


@cache
def document(text: str, published: str = PUBLISHED) -> FactsDocument:
    """Return the facts document of a text."""
    return extract("case", Article(text=text, published=published))


def written(facts: FactsDocument, kind: str) -> list[str]:
    """Return the facts of one type as lines, in order."""
    return [_line(facts, fact) for fact in facts.facts if fact_type(fact) == kind]


def _line(facts: FactsDocument, fact: AnyFact) -> str:
    values = []
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        if name in _NOT_ARGUMENTS:
            continue
        named = name in fact.entity_arguments and value is not None
        values.append("-" if value is None else facts.entities[value].names[0] if named else f"{value}")
    return " | ".join([*values, fact.rule or "-"])
