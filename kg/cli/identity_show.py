"""What `kg identity show` says: the log of decisions, or all that is known of who somebody is."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from kg.cli.identity_text import decision_lines, excerpt_lines, side_text
from kg.decision import AuthorityRef, Decision
from kg.messages import Say
from kg.store import Store
from kg.visible import visible

_SHOWN = 20


def log_lines(say: Say, store: Store, format_name: str) -> Iterator[str]:
    """Yield the log, oldest first; as JSON, one decision a line, as `store.decisions.restore` takes them."""
    yield from _lines(say, store, store.decisions.log(), format_name)


def who_lines(say: Say, store: Store, who: str, format_name: str) -> Iterator[str]:
    """Yield an entity: its names, the articles that name it, and the decisions about it."""
    from kg.pipeline import find_side, grounds_of, same_as

    side = find_side(store, who)
    if isinstance(side, AuthorityRef):
        yield from _lines(say, store, [d for d in store.decisions.log() if side in d.sides], format_name)
        return
    path, rows = same_as(store, side)
    about = [d for d in store.decisions.log() if any(row in d.sides for row in rows)]
    if format_name == "jsonl":
        yield msgspec.json.encode({"path": path, "members": rows, "decisions": about}).decode()
        return
    yield click.style(visible(path), bold=True)
    names = dict.fromkeys(name for _, forms, _, _ in store.identities.namings([path]).get(path, ()) for name in forms)
    yield "  " + visible(", ".join(names))
    decided = store.identities.decided([path]).get(path)
    if decided is not None:
        yield from (f"  = {visible(iri)}" for iri in decided.authorities)
        yield from (f"  {visible(n.name)}: {n.since or '…'} – {n.until or '…'}" for n in decided.names)
    yield say("identity.articles", count=len({row.article for row in rows}))
    for row in rows[:_SHOWN]:
        yield f"  {side_text(row)}"
        yield from (f"       {line}" for line in excerpt_lines(say, store, row))
    if len(rows) > _SHOWN:
        yield "  " + say("identity.more", count=len(rows) - _SHOWN)
    if shared := grounds_of(store, path):
        yield say("identity.grounds")
        yield from (f"  {visible(say.reason(each))}" for each in shared)
    if about:
        yield say("identity.decisions")
        yield from ("  " + line for line in _lines(say, store, about, format_name))


def _lines(say: Say, store: Store, log: list[Decision], format_name: str) -> Iterator[str]:
    if format_name == "jsonl":
        yield from (msgspec.json.encode(decision).decode() for decision in log)
        return
    resting = store.decisions.resting()
    undone = {d.undoes: d.sequence for d in store.decisions.log() if d.kind == "undo"}
    for decision in log:
        yield from decision_lines(
            say, decision, resting.get(decision.sequence), undone.get(decision.sequence), long=True
        )
