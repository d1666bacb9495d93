"""What is to be done: which files make which shard, and all that the pieces of work must know."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg import __version__
from kg.errors import InputError, SetupError
from kg.extract.dictionary import NONE, Dictionary
from kg.mapping import MappingSettings
from kg.pipeline.engines import Extraction
from kg.pipeline.identity import JOINS, Joins
from kg.read import SourceFile, Unread, list_sources, some_lines
from kg.resolve import EDITION
from kg.shards.files import digest, file_digest
from kg.vocab import DEFAULT_BASE

SHARD_BYTES = 64_000_000
_LINES = (".jsonl", ".ndjson")
_NAME = 16
"""Hexadecimal digits of a shard's name."""


@dataclass(frozen=True, slots=True)
class ShardSettings:
    """How to work; only `size` changes nothing of the dataset.

    Attributes:
        base: what the IRIs of the data begin with.
        columns: the column of a table for each field of an article, as far as stated (`kg.read.read_sources`).
        dictionary: names that the extractor shall know for certain.
        joins: what joins people of one name, as `kg build` has it.
        size: bytes of input that make a shard; of files only those of JSON lines are divided.
    """

    base: str = DEFAULT_BASE
    columns: Mapping[str, str] = field(default_factory=dict)
    dictionary: Dictionary = NONE
    joins: Joins = JOINS
    size: int = SHARD_BYTES


@dataclass(frozen=True, slots=True)
class Job:
    """What every piece of work is told; it goes to other machines.

    Attributes:
        out: the folder that all machines see at the same place.
        settings: how to work.
        version: of the program that leads.
        shards: the names of the shards; the place of one is its number.
        parts: in how many parts names, ids and texts are brought together.
        state: the digest of all facts documents.
    """

    out: Path
    settings: ShardSettings
    version: str = __version__
    shards: tuple[str, ...] = ()
    parts: int = 1
    state: str = ""

    @property
    def mapping(self) -> MappingSettings:
        """How documents are mapped."""
        return MappingSettings(base=self.settings.base)

    def check(self) -> None:
        """Refuse to work on a machine that has another version.

        Raises:
            SetupError: it has.
        """
        if self.version != __version__:
            raise SetupError(
                f"A worker has kg {__version__}, this is kg {self.version}; install the same version everywhere.",
                f"작업 머신의 kg는 {__version__}, 여기는 {self.version}입니다. 모두 같은 버전을 설치하세요.",
            )


@dataclass(frozen=True, slots=True)
class Shard:
    """Files whose articles are worked on together.

    Attributes:
        name: follows from what is in them and from how they are extracted, not from where they stand.
        files: the files.
    """

    name: str
    files: tuple[SourceFile, ...]


def groups(sources: Sequence[str], size: int) -> tuple[list[tuple[SourceFile, ...]], list[Unread]]:
    """Return the files of `sources` in groups of about `size` bytes, and what cannot be read.

    Raises:
        InputError: standard input is among them, which other machines cannot read.
    """
    if "-" in sources:
        raise InputError(
            "Standard input cannot be read by other machines; give files or folders that they all see.",
            "표준 입력은 다른 머신에서 읽을 수 없습니다. 모든 머신에 보이는 파일이나 폴더를 주세요.",
        )
    found = list(list_sources(sources))
    files = [file for file in found if isinstance(file, SourceFile)]
    return list(_grouped(files, size)), [item for item in found if isinstance(item, Unread)]


def _grouped(files: Iterable[SourceFile], size: int) -> Iterator[tuple[SourceFile, ...]]:
    group: list[SourceFile] = []
    total = 0
    for file in (part for each in files for part in _divided(each, size)):
        length = _size(file, size)
        if group and total + length > size:
            yield tuple(group)
            group, total = [], 0
        group.append(file)
        total += length
    if group:
        yield tuple(group)


def _divided(file: SourceFile, size: int) -> Iterator[SourceFile]:
    """Cut a large file of JSON lines, which may begin anywhere in it; other files stay whole."""
    whole = _size(file, 0)
    if file.remote or whole <= size or not _of_lines(Path(file.place)):
        yield file
        return
    for start in range(0, whole, size):
        yield replace(file, source=f"{file.source} (from byte {start:,})", lines=(start, min(start + size, whole)))


def _of_lines(path: Path) -> bool:
    """Whether a file holds JSON lines by its name, and its first byte does not say otherwise: it may be compressed."""
    if path.suffix.lower() not in _LINES:
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(1) == b"{"
    except OSError:  # reading it will say why
        return False


def name_shard(job: Job, files: tuple[SourceFile, ...]) -> Shard:
    """Return the shard that these files make; of local files every byte counts, of a URL its address."""
    job.check()
    settings = job.settings
    how = [
        Extraction(settings.dictionary).name,
        str(EDITION),
        *(f"{key}={value}" for key, value in sorted(settings.columns.items())),
    ]
    content = [text for file in files for text in (file.id, file.name, _content(file))]
    return Shard(digest(*how, "", *content)[:_NAME], files)


def unique(shards: Iterable[Shard]) -> list[Shard]:
    """Return each shard once, by name; files with the same content under the same names make the same shard."""
    return [shard for _, shard in sorted({shard.name: shard for shard in shards}.items())]


def parts_for(shards: int) -> int:
    """Return in how many parts to bring rows together: the power of two that is not below the number of shards."""
    return 1 << max(0, shards - 1).bit_length()


def part_of(key: str, parts: int) -> int:
    """Return the part of a key, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") % parts


def unseen(out: Path) -> SetupError:
    """Return the error for a piece that was done and is not there."""
    return SetupError(
        f"What a worker wrote cannot be seen in {out}: the folder must be one that all machines share.",
        f"작업 머신이 쓴 것이 {out}에 보이지 않습니다. 모든 머신이 함께 쓰는 폴더여야 합니다.",
    )


def _size(file: SourceFile, size: int) -> int:
    if file.remote or file.lines:
        return size
    try:
        return Path(file.place).stat().st_size
    except OSError:  # reading it will say why; it must not change the shard of others
        return size


def _content(file: SourceFile) -> str:
    if file.remote:
        return file.place
    try:
        if file.lines is None:
            return file_digest(Path(file.place))
        with Path(file.place).open("rb") as stream:
            return hashlib.file_digest(some_lines(stream, *file.lines), "sha256").hexdigest()
    except OSError as error:
        return f"{file.place}: {error.strerror}"
