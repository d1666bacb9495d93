"""Answers that were paid for: kept on disk by the digest of what was asked.

One SQLite file, which several processes may use at once and which a killed one leaves whole. Neither the articles nor
the key stand in it: a row is the digest of a request, and the answer.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import msgspec

from kg.errors import SetupError
from kg.extract.llm.client import Reply

NAME = "answers.sqlite"
_WAIT_SECONDS = 30
_TABLE = "CREATE TABLE IF NOT EXISTS answers (request TEXT PRIMARY KEY, reply BLOB NOT NULL) WITHOUT ROWID"


def request_digest(base_url: str, body: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of a request: address, model, messages, schema and settings."""
    asked = msgspec.json.encode({"url": base_url.rstrip("/"), "body": body}, order="sorted")
    return hashlib.sha256(asked).hexdigest()


class Cache:
    """The answers of one folder."""

    def __init__(self, folder: Path) -> None:
        """Open the cache in `folder`, which is made if it is not there.

        Raises:
            SetupError: it cannot be used.
        """
        self._path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._rows = sqlite3.connect(
                self._path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._rows.execute(_TABLE)
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error

    def get(self, digest: str) -> Reply | None:
        """Return the answer to a request, None if there is none."""
        try:
            row = self._rows.execute("SELECT reply FROM answers WHERE request = ?", (digest,)).fetchone()
            return None if row is None else msgspec.json.decode(row[0], type=Reply)
        except (sqlite3.Error, msgspec.DecodeError) as error:
            raise self._unusable(error) from error

    def put(self, digest: str, reply: Reply) -> None:
        """Keep an answer; it is on disk when this returns."""
        try:
            self._rows.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (digest, msgspec.json.encode(reply)))
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def close(self) -> None:
        """Close the file."""
        self._rows.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _unusable(self, error: Exception) -> SetupError:
        return SetupError(
            f"The cache of answers {self._path} cannot be used ({error}). Remove it, or name another folder "
            "by --cache.",
            f"답을 보관하는 {self._path}을(를) 쓸 수 없습니다({error}). 지우거나 --cache로 다른 폴더를 지정하세요.",
        )
