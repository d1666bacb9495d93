"""Compressed files and archives: read like plain ones, whatever their names say, and no way in for the hostile."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.read.opening
from kg.read import Record, Unread, read_sources
from kg.read.kinds import page_id, read_stream, suffix_of
from kg.read.record import Item, Origin

PAGE = "나래시 소식\n\n나래시는 비가 온다고 밝혔다.\n".encode()
BLANK = b" " * 999 + b"\n"
LINES = b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n'
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd.compress,
}


def items(data: bytes, name: str, origin: Origin | None = None) -> list[Item]:
    return list(read_stream(io.BytesIO(data), name, origin or Origin("f", "f")))


def shown(found: list[Item]) -> list[str]:
    return [item.id if isinstance(item, Record) else item.reason.en for item in found if not hasattr(item, "data")]


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(*members: tarfile.TarInfo, data: bytes = PAGE) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for member in members:
            member.size = len(data) if member.isfile() else 0
            archive.addfile(member, io.BytesIO(data) if member.isfile() else None)
    return stream.getvalue()


@pytest.mark.parametrize("suffix", PACKERS)
def test_packed_files_are_read_and_named_as_plain_ones(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"비 소식.txt{suffix}").write_bytes(PACKERS[suffix](PAGE))
    (tmp_path / f"lines.jsonl{suffix}").write_bytes(PACKERS[suffix](LINES))
    assert [item.id for item in read_sources([str(tmp_path)]) if isinstance(item, Record)] == ["a", "b", "비 소식"]


@pytest.mark.parametrize("suffix", PACKERS)
def test_two_streams_behind_one_another_are_one_file(suffix: str) -> None:
    half = len(LINES) // 2
    data = PACKERS[suffix](LINES[:half]) + PACKERS[suffix](LINES[half:])
    assert shown(items(data, "a.jsonl")) == ["a", "b"]


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_file_that_is_cut_off_is_named_after_what_could_be_read(suffix: str) -> None:
    lines = b"".join(b'{"id": "%d", "text": "%d"}\n' % (n, hash(str(n))) for n in range(3_000))
    packed = PACKERS[suffix](lines)
    found = items(packed[: len(packed) // 2], "a.jsonl")
    assert isinstance(found[-1], Unread)
    assert "damaged or cut off" in found[-1].reason.en


def test_compressed_twice_is_read_and_thrice_is_refused() -> None:
    assert shown(items(gzip.compress(bz2.compress(PAGE)), "a.txt")) == ["f"]
    assert "times over" in shown(items(gzip.compress(gzip.compress(gzip.compress(PAGE))), "a.txt"))[0]


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_bomb_is_stopped_in_little_memory(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.read.opening, "FREE", 1_000_000)
    monkeypatch.setattr(kg.read.opening, "RATIO", 50)
    bomb = PACKERS[suffix](BLANK * 3_000)
    tracemalloc.start()
    (unread,) = shown(items(bomb, "a.jsonl"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "bomb" in unread
    assert peak < 12_000_000  # xz keeps 8 MB


def test_a_bomb_inside_a_zip_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.read.opening, "FREE", 1_000_000)
    monkeypatch.setattr(kg.read.opening, "RATIO", 50)
    data = zipped({"bomb.jsonl": BLANK * 3_000, "good.txt": PAGE})
    first, second = shown(items(data, "a.zip"))
    assert "bomb" in first
    assert second == "good"


def test_an_xz_file_that_wants_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.read.opening, "WINDOW", 1 << 16)
    packed = lzma.compress(PAGE, preset=9)
    assert "damaged or cut off" in shown(items(packed, "a.txt"))[0]


def test_members_of_archives_are_read_as_files_of_a_folder(tmp_path: Path) -> None:
    members = {"2012/a.txt": PAGE, "b.jsonl": LINES, "c.txt.gz": gzip.compress(PAGE), ".hidden.txt": PAGE}
    (tmp_path / "news.zip").write_bytes(zipped(members))
    expected = ["2012/a", "a", "b", "c"]
    assert shown(list(read_sources([str(tmp_path / "news.zip")]))) == expected
    assert shown(list(read_sources([str(tmp_path)]))) == ["news/2012/a", "a", "b", "news/c"]
    archive = tarred(*map(tarfile.TarInfo, ["2012/a.txt", "b.txt"]))
    assert shown(items(gzip.compress(archive), "news.tgz")) == ["2012/a", "b"]


def test_links_and_names_that_lead_out_of_an_archive_are_refused() -> None:
    link = tarfile.TarInfo("link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    names = ["../a.txt", "/a.txt", "x/../../a.txt", "C:\\a.txt", "..\\a.txt"]
    found = shown(items(tarred(link, *map(tarfile.TarInfo, names), tarfile.TarInfo("good.txt")), "a.tar"))
    assert "link" in found[0]
    assert all("leads out" in reason for reason in found[1:-1])
    assert len(found) == len(names) + 2
    assert found[-1] == "good"
    symbolic = zipfile.ZipInfo("link.txt")
    symbolic.external_attr = (stat.S_IFLNK | 0o777) << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(symbolic, "/etc/passwd")
        archive.writestr("../../a.txt", PAGE)
    assert [
        "link" in shown(items(stream.getvalue(), "a.zip"))[0],
        "leads out" in shown(items(stream.getvalue(), "a.zip"))[1],
    ] == [True, True]


def test_a_member_whose_checksum_is_wrong_is_named_and_the_next_is_read() -> None:
    data = zipped({"a.txt": PAGE, "b.txt": PAGE + PAGE})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        checksum = archive.getinfo("a.txt").CRC.to_bytes(4, "little")
    first, second = shown(items(data.replace(checksum, b"\0\0\0\0"), "a.zip"))
    assert "damaged" in first
    assert second == "b"


def test_archives_in_archives_end() -> None:
    data = zipped({"a.txt": PAGE})
    for _ in range(4):
        data = zipped({"in.zip": data})
    assert "stand in one another" in shown(items(data, "a.zip"))[0]


def test_korean_names_of_old_archives_are_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("NAME.txt", PAGE)
    raw = stream.getvalue().replace(b"NAME.txt", "소식.txt".encode("cp949"))
    assert shown(items(raw, "a.zip")) == ["소식"]


def test_a_zip_from_a_pipe_is_read() -> None:
    class Pipe(io.RawIOBase):
        data = io.BytesIO(zipped({"a.txt": PAGE}))

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            return self.data.readinto(buffer)

    assert shown(list(read_stream(io.BufferedReader(Pipe()), "", Origin("-", "")))) == ["a"]


@pytest.mark.parametrize(
    ("name", "suffix", "ident"),
    [
        ("a.jsonl.gz", ".jsonl", "a"),
        ("a.v2.HTML", ".html", "a.v2"),
        ("x/b.tgz", ".tar", "x/b.tgz"),
        ("page", "", "page"),
    ],
)
def test_suffixes_of_compression_tell_nothing(name: str, suffix: str, ident: str) -> None:
    assert suffix_of(name) == suffix
    assert page_id(name) == ident.removesuffix(".tgz")


_STARTS = st.sampled_from(
    [packer(PAGE) for packer in PACKERS.values()]
    + [
        zipped({"a.txt": PAGE}),
        tarred(tarfile.TarInfo("a.txt")),
        b"PAR1",
        b"WARC/1.0\r\n",
        b"<rss>",
        b"<html>",
        b"{",
        b"[",
    ]
)


@settings(deadline=None, max_examples=60)
@given(_STARTS, st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=4)), max_size=6), st.integers(0, 10_000))
def test_any_damage_gives_articles_or_reasons(start: bytes, changes: list[tuple[int, bytes]], cut: int) -> None:
    data = bytearray(start)
    for place, piece in changes:
        data[place % len(data) : place % len(data) + len(piece)] = piece
    for item in items(bytes(data)[: cut or None], "a"):
        assert isinstance(item, Record) or (isinstance(item, Unread) and item.reason.ko)
