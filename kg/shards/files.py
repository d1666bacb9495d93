"""Files that are written exactly once, whoever writes them and however often.

A piece of work has a name and inputs, of which a digest tells whether they are the same. Its files are written under
names of their own, flushed, and take their places by renaming; last comes the manifest with their hashes. So a file in
its place is whole, a piece with a manifest is done, and two machines that do one piece write the same bytes. A file
that was cut or changed afterwards does not have the hash of the manifest, and its piece is done again.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import msgspec

PART = ".part"
"""Ends the name of a file that is being written."""
MANIFESTS = "work/manifests"


class Written(msgspec.Struct, frozen=True):
    """A file as it was written.

    Attributes:
        sha256: its hash (hex).
        size: its length in bytes.
    """

    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a piece of work left.

    Attributes:
        name: the name of the piece.
        inputs: the digest of what it was made from.
        files: its files by their paths below the folder.
        counts: what is in them.
    """

    name: str
    inputs: str
    files: dict[str, Written]
    counts: dict[str, int]


class Folder:
    """Gives a piece of work the places to write at. Text of paths is below the folder, with `/`."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._parts: dict[str, Path] = {}

    def place(self, path: str) -> Path:
        """Return where to write what shall stand at `path`."""
        target = self._out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        self._parts[path] = target.with_name(f".{target.name}.{secrets.token_hex(8)}{PART}")
        return self._parts[path]

    def settle(self) -> dict[str, Written]:
        """Put what was written in its places and return it."""
        return {path: _settled(part, self._out / path) for path, part in self._parts.items()}

    def discard(self) -> None:
        """Remove what was written and is not in its place."""
        for part in self._parts.values():
            part.unlink(missing_ok=True)


def made(out: Path, name: str, inputs: str, make: Callable[[Folder], Mapping[str, int]]) -> Manifest:
    """Return the manifest of a piece of work, which is done unless all of its files are there and whole.

    Args:
        out: the folder.
        name: the name of the piece.
        inputs: the digest of what it is made from.
        make: writes the files and returns the counts; the same inputs must make the same bytes.
    """
    known = whole(out, name, inputs)
    if known is not None:
        return known
    folder = Folder(out)
    try:
        counts = dict(make(folder))
        manifest = Manifest(name=name, inputs=inputs, files=folder.settle(), counts=counts)
    finally:
        folder.discard()
    put(out, f"{MANIFESTS}/{name}.json", msgspec.json.encode(manifest))
    return manifest


def whole(out: Path, name: str, inputs: str) -> Manifest | None:
    """Return the manifest of a piece of work if it was done from these inputs and its files have their hashes."""
    try:
        manifest = msgspec.json.decode((out / MANIFESTS / f"{name}.json").read_bytes(), type=Manifest)
        if manifest.inputs != inputs or not all(_is(out / path, file) for path, file in manifest.files.items()):
            return None
    except (OSError, msgspec.MsgspecError):
        return None
    return manifest


def put(out: Path, path: str, content: bytes) -> Written:
    """Write a small file so that it is whole or not there."""
    folder = Folder(out)
    try:
        folder.place(path).write_bytes(content)
        return folder.settle()[path]
    finally:
        folder.discard()


def tidy(out: Path, keep: Mapping[str, Written], folders: tuple[str, ...]) -> None:
    """Remove from `folders` what earlier inputs or killed workers left: every file that is not in `keep`."""
    for folder in folders:
        for file in (out / folder).iterdir() if (out / folder).is_dir() else ():
            if str(PurePosixPath(folder) / file.name) not in keep:
                file.unlink(missing_ok=True)


def digest(*parts: str | bytes) -> str:
    """Return the SHA-256 (hex) over `parts`, each with its length, so that no two lists run together."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        sha.update(f"{len(data)}:".encode() + data)
    return sha.hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 (hex) of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is(path: Path, written: Written) -> bool:
    return path.stat().st_size == written.size and file_digest(path) == written.sha256


def _settled(part: Path, target: Path) -> Written:
    written = Written(file_digest(part), part.stat().st_size)
    _sync(part)
    part.replace(target)
    _sync(target.parent)
    return written


def _sync(path: Path) -> None:
    """Have a file, or the names in a folder, on disk before anything that relies on it is written."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
