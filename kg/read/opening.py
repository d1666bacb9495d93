"""Compressed streams: unpacked while they are read, whatever their name says, and stopped if they are bombs."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from kg.errors import InputError
from kg.read.extras import needed

HEAD = 16 * 1024
"""How many bytes can be looked at before a stream is read."""
LAYERS = 2
"""How often a stream may be compressed."""
FREE = 256 * 1024 * 1024
"""So many unpacked bytes are never suspect."""
RATIO = 1000
"""What is larger than `FREE` and unpacks to more than so many times its size is a bomb; gzip's zeros reach 1,029."""

WINDOW = 1 << 27
"""How much memory, in bytes, the history of a compressed stream may take: enough for `zstd --long` and `xz -9`."""
SUFFIXES = (".gz", ".zst", ".bz2", ".xz")
"""Suffixes that say nothing of what is inside."""


class Counted(io.RawIOBase):
    """A stream that counts the bytes that were read from it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into `buffer`, as `io.RawIOBase` has it."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class Unpacked(Counted):
    """A stream that is decompressed while it is read; what is damaged or a bomb raises `InputError`."""

    def __init__(self, stream: Any, packed: Counted) -> None:
        super().__init__(stream)
        self._packed = packed

    def readinto(self, buffer: Any) -> int:
        """Read into `buffer`, as `io.RawIOBase` has it."""
        try:
            size = super().readinto(buffer)
        except _damages() as error:
            raise InputError(
                f"The compressed data are damaged or cut off after {self.count:,} unpacked bytes: {error}.",
                f"압축 데이터가 손상되었거나 중간에 끊겼습니다({self.count:,}바이트까지 풀림): {error}.",
            ) from None
        if self.count > FREE and self.count > RATIO * max(self._packed.count, 1):
            raise bomb(self.count, self._packed.count)
        return size


def bomb(unpacked: int, packed: int) -> InputError:
    """Return the error for data that unpack to far more than any text would."""
    return InputError(
        f"{packed:,} bytes unpack to more than {unpacked:,}: a decompression bomb. It is not read on.",
        f"{packed:,}바이트가 {unpacked:,}바이트 넘게 풀립니다. 압축 폭탄으로 보아 더 읽지 않습니다.",
    )


def looked_at(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of `stream`, up to `HEAD`, and a stream that still has them."""
    if stream.seekable():
        place = stream.tell()
        start = stream.read(HEAD)
        stream.seek(place)
        return start, stream
    start = stream.read(HEAD)
    return start, rewound(start, stream)


def unpacked(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return `stream` decompressed, as often as it is compressed, and its first bytes, which it still has.

    Raises:
        InputError: it is compressed too often, damaged, or of a kind whose library is not installed.
    """
    start, current = looked_at(stream)
    for _ in range(LAYERS):
        opener = _opener(start)
        if opener is None:
            return start, current
        packed = Counted(current)
        start, current = looked_at(io.BufferedReader(Unpacked(opener(packed), packed), HEAD))
    if _opener(start) is not None:
        raise InputError(
            f"It is compressed more than {LAYERS} times over.",
            f"{LAYERS}번 넘게 겹쳐 압축되어 있습니다.",
        )
    return start, current


def seekable(stream: BinaryIO) -> BinaryIO:
    """Return `stream` if one can jump in it, else its content in a temporary file that nobody else sees."""
    if stream.seekable():
        return stream
    spool: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the stream
    shutil.copyfileobj(stream, spool, 1 << 20)
    spool.seek(0)
    return spool


def rewound(start: bytes, stream: BinaryIO) -> BinaryIO:
    """Return a stream with `start` put back before `stream`."""
    return io.BufferedReader(_Rewound(start, stream), HEAD)


class _Rewound(io.RawIOBase):
    """A stream with its first bytes put back before it."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start, self._stream = io.BytesIO(start), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._start.read(len(buffer)) or self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Xz(io.RawIOBase):
    """An .xz file that is decompressed with bounded memory, which `lzma.LZMAFile` cannot be told to do."""

    def __init__(self, stream: Counted) -> None:
        self._stream = stream
        self._decompressor = self._new()
        self._ended = False

    def _new(self) -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=WINDOW + (1 << 20))

    def read(self, size: int = -1) -> bytes:
        while not self._ended:
            data = b""
            if self._decompressor.eof:  # another stream may follow
                data = self._decompressor.unused_data.lstrip(b"\0") or self._stream.read(HEAD).lstrip(b"\0")
                self._ended = not data
                self._decompressor = self._new()
            elif self._decompressor.needs_input:
                data = self._stream.read(HEAD)
                if not data:
                    raise EOFError("the end is missing")
            if not self._ended and (found := self._decompressor.decompress(data, size)):
                return found
        return b""


def _opener(start: bytes) -> Callable[[Counted], Any] | None:
    for magic, opener in _OPENERS:
        if start.startswith(magic):
            return opener
    return None


def _zstd(stream: Counted) -> Any:
    zstd = needed(_ZSTD, "archives")
    return zstd.ZstdFile(stream, options={zstd.DecompressionParameter.window_log_max: WINDOW.bit_length() - 1})


def _damages() -> tuple[type[Exception], ...]:
    """What decompressors raise for data that are damaged."""
    module = sys.modules.get(_ZSTD)
    own = (
        EOFError, OSError, ValueError, NotImplementedError,
        zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError,
    )  # fmt: skip
    return (*own, module.ZstdError) if module else own


_ZSTD = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"

_OPENERS: tuple[tuple[bytes, Callable[[Counted], Any]], ...] = (
    (b"\x1f\x8b\x08", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", _Xz),
    (b"\x28\xb5\x2f\xfd", _zstd),
)
