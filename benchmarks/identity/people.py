"""The people of the test set: members of two National Assemblies, with who is who across the two lists.

The lists hold members of the 19th Assembly (as of 2014) and the 20th (as of 2018). Whoever stands in both under one
name is one person if the list of the 20th counts the 19th among the terms of the member, unless `TWO` knows better.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from pathlib import Path

TWO = frozenset({"권은희"})
"""Names that two different people bear though the terms do not tell: the member for 대구 북구갑 (19th) and the one for
광주 광산구을 (20th, who came into the 19th by a by-election after the list was made)."""

FILES = {19: ("assembly19_popong_min.csv", "name"), 20: ("assembly20_popong_min.csv", "name_kr")}
YEARS = {19: 2014, 20: 2018}


@dataclass(frozen=True, slots=True)
class Person:
    """A member as one list has it.

    Attributes:
        key: who it is; equal for one person in both lists.
        name: the name in Hangul, as the articles write it.
        hanja: the name in Hanja, empty in the 20th list.
        roman: the romanized name.
        party: the party.
        seat: the constituency, or 비례대표.
        committees: the committees, the first one the main one.
        assembly: 19 or 20.
    """

    key: str
    name: str
    hanja: str
    roman: str
    party: str
    seat: str
    committees: tuple[str, ...]
    assembly: int


def people(folder: Path, assembly: int) -> list[Person]:
    """Return the members of one list, in its order."""
    file, column = FILES[assembly]
    with (folder / "gazetteer" / file).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = []
    for row in rows:
        name = row[column].strip()
        again = assembly == 19 or ("19대" in row["when_elected"] and name not in TWO)
        # Two members of one name in one list: who sat before is the one of the earlier list.
        key = f"{name}-19" if again else f"{name}-{assembly}-{row['district'].strip()}"
        committees = tuple(part.strip() for part in row["committee"].split(",") if part.strip())
        found.append(
            Person(
                key=key,
                name=name,
                hanja=row.get("name_cn", "").strip(),
                roman=row["name_en"].strip(),
                party=row["party"].strip(),
                seat=re.sub(r"\s+", " ", row["district"].strip()),
                committees=committees,
                assembly=assembly,
            )
        )
    return found


def namesakes(members: list[Person], pairs: int = 40) -> list[Person]:
    """Return made homonyms: members of whom every second one bears the name of the one before.

    Real homonyms are few, so further ones are made: of members that sit together (one party, one committee) where there
    are such, else of one party, each second one is given the first one's name. All else stays as in the list.
    """
    groups: dict[tuple[str, str], list[Person]] = {}
    for person in members:
        groups.setdefault((person.party, person.committees[0] if person.committees else ""), []).append(person)
    made: list[Person] = []
    for key in sorted(groups):
        together = sorted(groups[key], key=lambda p: p.key)
        for one, other in zip(together[::2], together[1::2], strict=False):
            if one.name != other.name:
                made += [one, replace(other, name=one.name, hanja="", roman=one.roman)]
    step = max(1, len(made) // 2 // pairs)
    chosen = range(0, len(made), 2)[::step][:pairs]
    return [person for index in chosen for person in made[index : index + 2]]
