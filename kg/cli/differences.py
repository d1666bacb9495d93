"""What changed between two states of a graph, for people and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

import msgspec

from kg.decision import AuthorityRef, Decision, Side
from kg.history import ArticleChange, Difference, Edition, EntityChange, FactChange, Move
from kg.messages import Say
from kg.model import fact_type
from kg.view.labels import arguments, type_label
from kg.visible import visible
from kg.vocab import terms

Item = TypeVar("Item")

_SIGNS = {"new": "+", "gone": "-", "changed": "~"}


def edition_line(say: Say, edition: Edition) -> str:
    """Name a state: the store, and the run that left it."""
    if edition.log is None:
        return say("diff.nothing", path=edition.path)
    log = edition.log
    note = f", {visible(log.note)}" if log.note else ""
    command = say(f"command.{log.command}")
    return say("diff.run", path=edition.path, run=log.number, command=command, started=log.started or "-", note=note)


def difference_lines(say: Say, found: Difference, limit: int | None) -> Iterator[str]:
    """Describe a difference, of each part `limit` entries at most."""
    yield from _section(say, "articles", found.articles, [each.what for each in found.articles], limit, _article)
    changes = [each.what for each in found.entities]
    yield from _section(say, "entities", found.entities, changes, limit, _entity)
    yield from _section(say, "moves", found.moves, [], limit, _move)
    yield from _facts(say, found.facts, limit)
    decisions = [("new", each) for each in found.decisions] + [("gone", each) for each in found.dropped]
    yield from _section(say, "decisions", decisions, [what for what, _ in decisions], limit, _decision)


def difference_json(old: Edition, new: Edition, found: Difference) -> bytes:
    """Return a difference as JSON, whole; it may be large, so it is written without a second copy of its parts."""
    parts = {name: getattr(found, name) for name in found.__struct_fields__}
    ends = {name: {"path": str(end.path), "run": end.log} for name, end in (("from", old), ("to", new))}
    return msgspec.json.format(msgspec.json.encode(ends | parts), indent=2)


def _section(
    say: Say, name: str, entries: Sequence[Item], changes: Sequence[str], limit: int | None, line: Any
) -> Iterator[str]:
    if not entries:
        return
    counts = Counter(changes)
    parts = [say(f"diff.{what}", count=counts[what]) for what in ("new", "changed", "gone") if counts[what]]
    yield f"{say(f'diff.{name}')}: {', '.join(parts) or len(entries)}"
    for entry in entries[:limit]:
        yield from ("  " + text for text in line(say, entry))
    if limit is not None and len(entries) > limit:
        yield "  " + say("diff.more", count=len(entries) - limit)


def _article(say: Say, change: ArticleChange) -> Iterator[str]:
    words = [_SIGNS[change.what], visible(change.id), (change.published or "")[: len("2012-10-30")]]
    facts = [f"+{change.new_facts}"] * bool(change.new_facts) + [f"-{change.gone_facts}"] * bool(change.gone_facts)
    remarks = [say("diff.facts_of", counts=" ".join(facts))] if facts else []
    remarks += [say("diff.text")] * change.text + [say("diff.set_aside")] * change.set_aside
    tail = f"  ({'; '.join(remarks)})" if remarks else ""
    yield "  ".join(word for word in [*words, visible(change.headline or "")] if word) + tail


def _entity(say: Say, change: EntityChange) -> Iterator[str]:
    yield f"{_SIGNS[change.what]} {visible(change.name)}  ({change.path})"
    for sign, pairs in (("-", change.unsaid), ("+", change.said)):
        for predicate, value in pairs:
            yield f"    {sign} {_term(say, predicate)}: {visible(_term(say, value))}"


def _move(say: Say, move: Move) -> Iterator[str]:
    yield say("diff.move", old=move.old, new=move.new, count=len(move.articles))


def _facts(say: Say, facts: Sequence[FactChange], limit: int | None) -> Iterator[str]:
    if not facts:
        return
    counts = Counter(change.what for change in facts)
    parts = [say(f"diff.{what}", count=counts[what]) for what in ("new", "gone") if counts[what]]
    yield f"{say('diff.facts')}: {', '.join(parts)}"
    yield from ("  " + line for line in fact_counts(say, facts))
    for article, changes in groupby(facts[:limit], key=lambda change: change.article):
        yield f"  {visible(article)}"
        for change in changes:
            yield f"    {_SIGNS[change.what]} {fact_line(say, change)}"
    if limit is not None and len(facts) > limit:
        yield "  " + say("diff.more", count=len(facts) - limit)


def fact_counts(say: Say, facts: Iterable[FactChange]) -> Iterator[str]:
    """Count the facts by type."""
    counts = Counter((fact_type(change.fact), change.what) for change in facts)
    for name in dict.fromkeys(kind for kind, _ in counts):
        signs = (f"{_SIGNS[what]}{counts[name, what]}" for what in ("new", "gone") if counts[name, what])
        yield f"{type_label(say, name)} {' '.join(signs)}"


def fact_line(say: Say, change: FactChange) -> str:
    """Describe a fact by its type, its arguments and its words."""
    values = (
        f"{label} {visible(change.names.get(entity, entity) if entity else value)}"
        for label, value, entity in arguments(say, change.fact)
    )
    quote = " ".join(visible(change.quote).split())
    return f"{type_label(say, fact_type(change.fact))}: {', '.join(values)}" + (f"  “{quote}”" if quote else "")


def _decision(say: Say, entry: tuple[str, Decision]) -> Iterator[str]:
    what, decision = entry
    if decision.kind == "undo":
        text = say("diff.undo", number=decision.undoes)
    else:
        sign = "=" if decision.kind == "same" else "≠"
        text = f" {sign} ".join(_side(side) for side in decision.sides)
    by = f"  ({visible(decision.by)})" if decision.by else ""
    yield f"{_SIGNS[what]} {decision.sequence}: {text}{by}"


def _side(side: Side) -> str:
    if isinstance(side, AuthorityRef):
        return visible(side.iri)
    return visible(f"{side.name} [{side.article}]")


def _term(say: Say, value: str) -> str:
    """The label of a term of the vocabulary, anything else as it is."""
    known = terms().get(value)
    return known.labels[say.language] if known else value
