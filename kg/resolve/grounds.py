"""What the articles of one person share, in words: what they were joined by, where no decision did it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.errors import Reason
from kg.extract import naming
from kg.resolve.members import Member


def grounds(rows: Iterable[Member]) -> tuple[Reason, ...]:
    """Return what two articles or more share of what joins people, the surest first, with the number of articles."""
    shared = Counter(ground for row in rows if row.kind == "person" for ground in sorted(set(_grounds(row))))
    found = sorted((order, -count, en, ko, count) for (order, en, ko), count in shared.items() if count > 1)
    return tuple(Reason(f"{en}: {count} articles", f"{ko}: 기사 {count}건") for _, _, en, ko, count in found)


def _grounds(row: Member) -> Iterator[tuple[int, str, str]]:
    """What could join a row with others: its order and words in English and Korean."""
    known = naming(row.language)
    if row.seat:
        yield 1, f"sits for {row.seat}", f"지역구 {row.seat}"
    if row.spelling:
        yield 2, f"written {row.spelling}", f"{row.spelling}(으)로 적음"
    for body, title, _ in row.posts:
        if title and known.sole(title) and body:
            yield 0, f"{title} of {body}, which one person is at a time", f"한 사람만 맡는 {body} {title}"
        elif title and known.national(title) and not body:
            yield 0, f"{title}, a single office", f"하나뿐인 직위 {title}"
        elif title and body:
            yield (
                3,
                f"{title} of {body}, where nothing shows that the name has several bearers",
                f"{body} {title}, 동명이인의 조짐 없음",
            )
        elif title and known.seated(title):
            yield (
                4,
                f"{title} without a party, where nothing shows that the name has several bearers",
                f"소속 없이 {title}, 동명이인의 조짐 없음",
            )
