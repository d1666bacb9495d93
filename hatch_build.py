"""Builds what kg shows in a browser (`web/`) into the wheel; without Node the wheel is built without it, and says so.

`KG_WEB=skip` leaves it out, `KG_WEB=require` fails where it cannot be built. Nothing is done where the sources are
those of the last build.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("package.json", "package-lock.json", "entries.json", "build.mjs", "src")
"""What the built files depend on, below `web/`."""
_LONGEST = 300
"""Seconds that a step may take; a registry that cannot be reached answers late."""


class NotBuiltError(Exception):
    """The front end could not be built; the message says what is missing."""


class WebBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the built files of `web/` to a wheel or a source distribution."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is not built, and add it."""
        wanted = os.environ.get("KG_WEB", "")
        web = Path(self.root) / "web"
        if wanted == "skip" or not web.is_dir():
            return
        editable = version == "editable"
        try:
            built = build(web, develop=editable)
        except NotBuiltError as error:
            if wanted == "require":
                raise
            self.app.display_warning(f"kg view and kg serve are left out of this installation: {error}")
            return
        if editable:
            return
        folder = "kg/_shipped/web" if self.target_name == "wheel" else "web/dist"
        names = [*built, *([web / "dist" / _STAMP] if self.target_name == "sdist" else [])]
        build_data["force_include"].update({str(file): f"{folder}/{file.name}" for file in names})


_STAMP = "sources.sha256"


def build(web: Path, *, develop: bool = False) -> list[Path]:
    """Build `web/dist` if it is not that of the sources as they are; return its scripts and style sheets.

    Args:
        web: the folder of the front end.
        develop: whether to install what tests need, too.

    Raises:
        NotBuiltError: Node, npm, or what they fetch is missing.
    """
    out = web / "dist"
    out.mkdir(exist_ok=True)
    with _alone(out / ".lock"):
        digest = sources_digest(web)
        stamp = out / _STAMP
        fresh = stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == digest
        if not fresh:
            node = _found("node")
            _install(web, develop)
            stamp.unlink(missing_ok=True)
            _run([node, "build.mjs"], web)
            stamp.write_text(digest + "\n", encoding="utf-8")
        elif develop:
            with suppress(NotBuiltError):  # only the tests of the front end need it
                _install(web, develop)
        return sorted(file for file in out.iterdir() if file.suffix in (".js", ".css"))


def sources_digest(web: Path) -> str:
    """Return the SHA-256 (hex) of the sources, by name and content."""
    digest = hashlib.sha256()
    for source in SOURCES:
        path = web / source
        files = sorted(f for f in path.rglob("*") if f.is_file()) if path.is_dir() else [path]
        for file in files:
            content = file.read_bytes()
            digest.update(f"{file.relative_to(web).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _install(web: Path, develop: bool) -> None:
    """Fetch the packages of the lock, unless they are there; those that tests need are never taken away again."""
    lock = hashlib.sha256((web / "package-lock.json").read_bytes()).hexdigest()
    note = web / "node_modules" / ".kg"
    known = note.read_text(encoding="utf-8").split() if note.is_file() else []
    if known[:1] == [lock] and (not develop or "dev" in known):
        return
    develop = develop or "dev" in known
    _run([_found("npm"), "ci", "--fetch-retries=1", *([] if develop else ["--omit=dev"])], web)
    note.parent.mkdir(exist_ok=True)
    note.write_text(f"{lock} {'dev' if develop else ''}\n", encoding="utf-8")


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise NotBuiltError(
            f"{program} was not found; install Node.js (20.19 or later, with npm) and install kg again."
        )
    return path


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=_LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotBuiltError(f"{' '.join(command)}: {error}") from error
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
        raise NotBuiltError(f"{' '.join(command)} failed:\n{last}")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold `path` locked, where the system can, so that two builds of one tree do not mix."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
