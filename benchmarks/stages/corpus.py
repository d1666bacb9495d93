"""Synthetic articles at any number: those of a corpus again and again, each time with other names, numbers and dates.

The corpus itself comes first, unchanged. In each later round the people who are named with a title get other given
names, every number in the text another value, and the day of publication moves. So few articles are copies of others
(those without numbers) and people are new, while organizations and places come back as they do in the news. What is
said is nonsense; how it is said, and what it costs to analyse, stays that of the corpus.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

_FAMILY = "강고곽구권김남노류문민박배백서성손송신심안양오우유윤이임장전정조주진차채천최추하한허현홍황"
_TITLES = (
    "의원|대표|대통령|시장|장관|총리|위원장|후보|교수|회장|감독|선수|기자|지사|총재|이사장|청장|원장|대변인|사장|씨|전 "
)
_PERSON = re.compile(rf"(?<![가-힣])[{_FAMILY}][가-힣]{{2}}(?= ?(?:{_TITLES}))")
_NUMBER = re.compile(r"(?<![0-9.])([1-9][0-9]*)(?![0-9.])([년월일시분]?)")
_GIVEN = "가나다라마바사아자차카타파하건경규기길동민범상서석선성수승영용우원윤은인재정종주준지진창철태한현형호훈희"
_CYCLES = {"월": 12, "일": 28, "시": 23, "분": 59}
_THIS_CENTURY = range(1900, 2100)


def articles(corpus: Sequence[str], number: int) -> Iterator[dict[str, Any]]:
    """Yield the first `number` articles of the endless sequence.

    Args:
        corpus: articles as JSON, in an order that stays.
        number: how many.
    """
    for round_ in count():
        for line in corpus[: max(number - round_ * len(corpus), 0)]:
            article = json.loads(line)
            yield _changed(article, round_) if round_ else article
        if number <= (round_ + 1) * len(corpus):
            return


def _changed(article: dict[str, Any], round_: int) -> dict[str, Any]:
    names = {name: _renamed(name, round_) for name in _PERSON.findall(article["text"])}
    return article | {
        "id": f"{article['id']}.{round_}",
        "url": "",
        "headline": _replaced(article["headline"], names, round_),
        "published": _moved(article["published"], round_),
        "text": _replaced(article["text"], names, round_),
    }


def _replaced(text: str, names: dict[str, str], round_: int) -> str:
    for name, other in names.items():
        text = text.replace(name, other)
    return _NUMBER.sub(lambda match: _other_number(int(match[1]), match[2], round_) + match[2], text)


def _renamed(name: str, round_: int) -> str:
    """Another given name of the same family, for each round a different one."""
    first, second = (_GIVEN.find(letter) + 1 for letter in name[1:])
    size = len(_GIVEN)
    return name[0] + _GIVEN[(first * 7 + round_) % size] + _GIVEN[(second * 5 + round_ * 11 + round_ // size) % size]


def _other_number(value: int, unit: str, round_: int) -> str:
    """Another number that can stand in the same place: years stay near, months and hours are such."""
    if value in _THIS_CENTURY and unit in ("년", ""):
        return str(value + round_ % 7)
    cycle = _CYCLES.get(unit)
    if cycle is not None and value <= cycle:
        return str((value - 1 + round_) % cycle + 1)
    return str(value + round_ * (1 + value // 50))


def _moved(published: str, round_: int) -> str:
    try:
        day = datetime.date.fromisoformat(published[:10])
    except ValueError:
        return published
    return (day + datetime.timedelta(days=round_ % 2000)).isoformat()
