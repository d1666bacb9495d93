"""Zip and tar archives: read member by member, never unpacked to disk.

Nothing is written, so a hostile name cannot reach another file; members that are links or whose names lead out of the
archive are refused all the same, for what they mean on the next machine.
"""

from __future__ import annotations

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from kg.errors import InputError, Reason
from kg.read.opening import Counted, Unpacked, seekable

Member = tuple[str, BinaryIO | Reason]
"""A member's path and its content, or why it is not read."""


def zip_members(stream: BinaryIO) -> Iterator[Member]:
    """Yield the members of a zip archive in its order.

    Raises:
        InputError: it is damaged.
    """
    try:
        archive = zipfile.ZipFile(seekable(stream))
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, OverflowError) as error:
        raise _damaged(error) from None
    for entry in entries:
        if entry.is_dir():
            continue
        name = _korean_name(entry)
        if fault := _fault(name, linked=stat.S_ISLNK(entry.external_attr >> 16)):
            yield name, fault
            continue
        try:
            with archive.open(entry) as member:
                yield name, _checked(member, entry.compress_size)
        except (
            zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError, zlib.error,
        ) as error:  # fmt: skip
            yield name, _unreadable(error)


def tar_members(stream: BinaryIO) -> Iterator[Member]:
    """Yield the members of a tar archive in its order, reading it once from start to end.

    Raises:
        InputError: it is damaged.
    """
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            while (entry := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # else it keeps every header
                if entry.isdir():
                    continue
                if fault := _fault(entry.name, linked=not entry.isfile()):
                    yield entry.name, fault
                elif (member := archive.extractfile(entry)) is not None:
                    yield entry.name, _checked(member, entry.size)
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise _damaged(error) from None


def _checked(member: Any, packed_size: int) -> BinaryIO:
    import io

    packed = Counted(io.BytesIO())
    packed.count = packed_size
    return io.BufferedReader(Unpacked(member, packed))


def _korean_name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; archives made on Korean Windows write CP949 and do not say so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _fault(name: str, *, linked: bool) -> Reason | None:
    if linked:
        return Reason(
            "It is a link or a device inside an archive, which is not followed.",
            "압축 파일 안의 링크나 장치이므로 따라가지 않습니다.",
        )
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or any(":" in part for part in path.parts[:1]) or "\0" in name:
        return Reason(
            "Its name leads out of the archive, so it is not read.",
            "이름이 압축 파일 밖을 가리키므로 읽지 않습니다.",
        )
    return None


def _unreadable(error: Exception) -> Reason:
    return Reason(f"It cannot be unpacked: {error}.", f"압축을 풀 수 없습니다: {error}.")


def _damaged(error: Exception) -> InputError:
    return InputError(f"The archive is damaged: {error}.", f"압축 파일이 손상되었습니다: {error}.")
