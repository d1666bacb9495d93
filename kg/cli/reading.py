"""Opens a store for a command that only reads it."""

from __future__ import annotations

from pathlib import Path

import click

from kg.messages import Say
from kg.store import Store


def opened(say: Say, path: Path) -> Store:
    """Open the store at `path` and say so if its last build was not finished.

    Raises:
        StoreError: there is none that can be read.
    """
    store = Store.open(path)
    if not store.ledger.is_whole():
        click.echo(say("store.unfinished", out=path), err=True)
    return store
