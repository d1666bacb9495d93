"""Turns what SQLite, Oxigraph and the operating system report into words that say what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import Reason, StoreError

_UNWRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


_DAMAGE = ("No such file", "Corruption")
"""What Oxigraph says of a folder in which files are missing or broken."""


@contextmanager
def store_faults(path: Path) -> Iterator[None]:
    """Raise a `StoreError` about the store at `path` for every fault of the disk or the databases within."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise fault_of(path, error) from error
    except RuntimeError as error:
        if is_damage(error):
            raise damaged_graph(path, error) from error
        raise


def fault_of(path: Path, error: BaseException) -> StoreError:
    """Return what a fault of the disk or of the databases of the store at `path` means."""
    if isinstance(error, StoreError):
        return error
    return _sqlite_fault(path, error) if isinstance(error, sqlite3.Error) else _system_fault(path, error)


def is_of_databases(error: BaseException | None) -> bool:
    """Tell whether an error comes from SQLite or Oxigraph, whose errors have no number of the operating system."""
    if isinstance(error, RuntimeError):
        return is_damage(error)
    return isinstance(error, sqlite3.Error) or (isinstance(error, OSError) and error.errno is None)


def is_damage(error: BaseException) -> bool:
    """Tell whether Oxigraph reports that files are missing or broken."""
    return any(sign in str(error) for sign in _DAMAGE)


def _sqlite_fault(path: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary == sqlite3.SQLITE_FULL:
        return no_space(path)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return unwritable(path)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return in_use(path)
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreError(
            f"{path / 'store.sqlite'} is damaged ({error}); `kg check {path}` tells what can still be read. Take the "
            "file from a backup, or build the store again from the articles.",
            f"{path / 'store.sqlite'}: 파일이 손상되었습니다({error}). `kg check {path}`로 읽을 수 있는 것을 "
            "확인하세요. 백업에서 파일을 되살리거나 기사로부터 저장소를 다시 만드세요.",
        )
    return StoreError(f"{path}: the store failed: {error}.", f"{path}: 저장소 오류: {error}.")


def damaged(error: BaseException) -> Reason | None:
    """Return what is wrong if `error` tells of damage to the graph of a store that is not named."""
    if not is_of_databases(error) or not is_damage(error):
        return None
    return Reason(
        f"The graph of the store is damaged ({error}); `kg rebuild` writes it again from the documents and decisions.",
        f"저장소의 그래프가 손상되었습니다({error}). `kg rebuild`를 실행하면 문서와 결정으로부터 다시 만듭니다.",
    )


def _system_fault(path: Path, error: BaseException) -> StoreError:
    text = str(error)
    number = getattr(error, "errno", None)
    if number in _NO_SPACE or "No space left" in text:
        return no_space(path)
    if number is None and is_damage(error):
        return damaged_graph(path, error)
    if number in _UNWRITABLE or "Permission denied" in text or "Read-only file system" in text:
        return unwritable(path)
    if "lock" in text.lower() and "hold" in text.lower():
        return in_use(path)
    cause = getattr(error, "strerror", None) or text
    return StoreError(f"{path}: the store failed: {cause}.", f"{path}: 저장소 오류: {cause}.")


def no_space(path: Path) -> StoreError:
    """Return the error for a full disk."""
    return StoreError(
        f"{path}: the disk is full. What was finished is kept; make room and run the same command again.",
        f"{path}: 디스크가 가득 찼습니다. 끝난 작업은 보존되었습니다. 공간을 비우고 같은 명령을 다시 실행하세요.",
    )


def unwritable(path: Path) -> StoreError:
    """Return the error for a folder that cannot be written."""
    return StoreError(
        f"{path}: the folder cannot be opened or written; check its permissions or choose another --out.",
        f"{path}: 폴더를 열거나 쓸 수 없습니다. 권한을 확인하거나 다른 --out을 지정하세요.",
    )


def in_use(path: Path) -> StoreError:
    """Return the error for a store that another process writes."""
    return StoreError(
        f"{path}: another kg is writing this store; wait until it has finished.",
        f"{path}: 다른 kg가 이 저장소에 쓰고 있습니다. 끝난 뒤에 다시 시도하세요.",
    )


def not_a_store(path: Path) -> StoreError:
    """Return the error for a path that holds something else."""
    return StoreError(
        f"{path} is not a store of kg; give the folder that `kg build --out` made.",
        f"{path}: kg 저장소가 아닙니다. `kg build --out`으로 만든 폴더를 지정하세요.",
    )


def damaged_graph(path: Path, error: BaseException) -> StoreError:
    """Return the error for quads that cannot be opened; they are derived and can be written again."""
    return StoreError(
        f"{path / 'graph'} is damaged ({error}); `kg rebuild {path}` writes it again from the documents and decisions.",
        f"{path / 'graph'}: 그래프가 손상되었습니다({error}). `kg rebuild {path}`를 실행하면 문서와 결정으로부터 다시 "
        "만듭니다.",
    )


def absent(path: Path) -> StoreError:
    """Return the error for a path where nothing is."""
    return StoreError(
        f"{path} does not exist; make it with `kg build ARTICLES --out {path}`.",
        f"{path}: 없습니다. `kg build 기사 --out {path}`(으)로 만드세요.",
    )


def other_format(path: Path, found: str, known: int) -> StoreError:
    """Return the error for a store whose layout this version does not know."""
    return StoreError(
        f"{path} has store format {found}; this version of kg knows format {known}. Build it again from the articles, "
        "or use the version of kg that made it.",
        f"{path}: 저장소 형식이 {found}입니다. 이 버전의 kg는 형식 {known}만 압니다. 기사로부터 다시 만들거나 "
        "만든 버전의 kg를 쓰세요.",
    )
