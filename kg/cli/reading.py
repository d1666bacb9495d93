"""Opens a store for a command that only reads it."""

from __future__ import annotations

from pathlib import Path

import click

from kg.messages import Say
from kg.query import Dataset, open_dataset
from kg.store import Store


def opened(say: Say, path: Path) -> Store:
    """Open the store at `path` and say so if its last build was not finished.

    Raises:
        StoreError: there is none that can be read.
    """
    store = Store.open(path)
    if not store.is_whole():
        key = "store.growing" if store.is_being_written() else "store.unfinished"
        click.echo(say(key, out=path), err=True)
    return store


def opened_dataset(say: Say, path: Path) -> Dataset:
    """Open a store or an RDF file to be asked or written; say so if the store's last build was not finished.

    Raises:
        InputError: the file cannot be read.
        StoreError: there is no store that can be read.
    """
    if path.is_dir():
        opened(say, path).close()
    return open_dataset(path)
