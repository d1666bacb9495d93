"""Which column of a table, or which key of a JSON object, holds which field of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kg.errors import InputError

FIELDS: tuple[str, ...] = ("id", "headline", "text", "published", "publisher", "authors", "url", "language")
"""The fields of an article as inputs name them."""

NONE: Mapping[str, str] = MappingProxyType({})
"""No column is stated."""

_ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "뉴스식별자", "기사id", "기사번호", "기사아이디", "식별자", "newsid", "articleid", "docid"),
    "headline": ("headline", "제목", "기사제목", "뉴스제목", "헤드라인", "title", "subject", "newstitle"),
    "text": (
        "text", "본문", "기사본문", "기사내용", "뉴스본문", "원문", "내용", "전문", "body", "content", "contents",
        "articlebody", "newscontent", "maintext",
    ),
    "published": (
        "published", "일시", "게재일시", "입력일시", "작성일시", "발행일시", "등록일시", "송고일시", "일자", "날짜",
        "게재일", "발행일", "입력일", "작성일", "등록일", "기사일자", "보도일자", "datepublished", "publishedat",
        "pubdate", "publishdate", "publishedtime", "date", "datetime", "regdate",
    ),
    "publisher": (
        "publisher", "언론사", "언론사명", "매체", "매체명", "신문사", "발행사", "방송사", "press", "media", "provider",
        "newspaper", "sitename",
    ),
    "authors": ("authors", "기자", "기자명", "작성자", "기고자", "글쓴이", "저자", "author", "byline", "writer"),
    "url": ("url", "주소", "링크", "원문주소", "기사주소", "기사url", "원문링크", "기사링크", "link", "href"),
    "language": ("language", "언어", "lang"),
}  # fmt: skip


def parse(text: str) -> dict[str, str]:
    """Return what `headline=제목,text=본문` says: the column of each field.

    Raises:
        InputError: it is not written so, or names a field that articles do not have.
    """
    columns: dict[str, str] = {}
    for part in text.split(","):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if field not in FIELDS or not equals or not column:
            known = ", ".join(FIELDS)
            raise InputError(
                f"{part.strip()!r} is no FIELD=COLUMN; the fields are {known}. Example: headline=제목,text=본문",
                f"{part.strip()!r}: 항목=열 꼴이 아닙니다. 항목은 {known}입니다. 예: headline=제목,text=본문",
            )
        columns[field] = column
    return columns


def matched(stated: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Return the column among `names` for each field: as stated, else by the names that such columns usually have."""
    present = {_key(name): name for name in reversed(list(names))}
    found = {field: next((present[n] for n in aliases if n in present), None) for field, aliases in _ALIASES.items()}
    taken = {column for column in stated.values() if column in present.values()}
    columns = {field: column for field, column in found.items() if column is not None and column not in taken}
    return columns | {field: column for field, column in stated.items() if column in present.values()}


def _key(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())
