"""Korean names across articles: romanized and in Hanja, abbreviated; and titles that one person holds at a time.

The names of Korean people are romanized as each likes (Lee, Yi, Rhee for 이), so no table of romanization rules finds
them. Names are brought to a skeleton of consonants instead, in which the usual spellings of a sound fall together, and
what falls together is compared letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from rapidfuzz.distance import JaroWinkler

from kg.extract import Aside
from kg.extract.ko.knowledge import gpe_names, known_as
from kg.extract.ko.lexicon import ending, rows, words

_HANGUL = re.compile(r"[가-힣]+")
_HANJA = re.compile(r"(?=.*[\u3400-\u4dbf\u4e00-\u9fff])[\u3400-\u4dbf\u4e00-\u9fff가-힣]+")
_LATIN = re.compile(r"[a-z][a-z .,'-]*")
_NATIONAL_ENDS = (
    "장관",
    "대통령",
    "국무총리",
    "국회의장",
    "대법원장",
    "헌법재판소장",
    "감사원장",
    "검찰총장",
    "국가주석",
)
_OF_SEVERAL = ("부", "공동", "명예", "전", "수석", "군")
"""What makes a title that of several when it stands before: 부시장, 공동위원장, 명예회장."""
_COMMANDERS = frozenset({"사단장", "여단장", "군단장"})
_BRACKETS = re.compile(
    r"(?: ?[가-힣A-Za-z]{1,12}(?<![과와은는이가도및])){0,2} ?[(（](?P<inside>[^()（）\n]{1,40})[)）]"
)
"""Brackets behind at most two words (a party and a title) that no particle ends."""
_SEAT = re.compile(r"[가-힣]{2,6}?[가-힣]{1,20}[시군구갑을병정무]")
_DIVISION = re.compile(r"[시군구](?=[갑을병정무]$)")
_DIVIDED = re.compile(r"[가-힣]{2,}[시군구]?[갑을병정무]")
_LIST = "비례대표"
_FOREIGN = 4
"""Syllables from which on a name is hardly that of a Korean; 마크롱 is too short to tell."""


def sole(title: str) -> bool:
    """Tell whether an organization has one holder of this title at a time."""
    if title in words("sole_titles"):
        return True
    head = ending("sole_titles", title) if title.endswith("장") else ""
    return bool(head) and not title.removesuffix(head).endswith(_OF_SEVERAL) and title not in _COMMANDERS


def national(title: str) -> bool:
    """Tell whether the title, with no organization beside it, is that of one office: 국무총리, 국방장관."""
    return title.endswith(_NATIONAL_ENDS) and title not in ("장관",)


def seated(title: str) -> bool:
    """Tell whether who bears the title sits in an assembly: 의원, 국회의원, 도의원."""
    return title.endswith("의원")


def within(body: str) -> Literal["assembly", "committee", ""]:
    """Tell what of an assembly a body is: 국회 and 가온시의회; 교육위원회 and 예결특위."""
    if body.endswith(("위원회", "특위", "소위")):
        return "committee"
    return "assembly" if body.endswith(("국회", "의회")) else ""


def larger(name: str, whole: str) -> str:
    """Return the city or province `whole` in its short form if several have a district called `name`: 중구."""
    if name not in words("shared_divisions") or whole not in words("provinces"):
        return ""
    return min(gpe_names(whole), key=len)


def constituency(name: str) -> str:
    """Return the constituency that `name` plainly is, for it is one of several of a district: 부산 부산진구갑."""
    plain = name.replace(" ", "")
    if not _DIVIDED.fullmatch(plain) or not plain.startswith(tuple(words("provinces"))):
        return ""
    return _DIVISION.sub("", plain)


def readings(name: str) -> tuple[str, ...]:
    """Return `name` in Hangul if it is in Hanja; a surname that is read in a way of its own (金: 김) both ways.

    Without the package `hanja` there are none.
    """
    if not _HANJA.fullmatch(name):
        return ()
    read = _hanja(name)
    if not _HANGUL.fullmatch(read):
        return ()
    return tuple(dict.fromkeys(first + read[1:] for first in _SURNAME_READINGS.get(name[0], read[0]) + read[0]))


def hanja_is_read() -> bool:
    """Tell whether names in Hanja can be read, that is whether the package `hanja` is installed."""
    try:
        import hanja  # noqa: F401 - whether it is there
    except ImportError:
        return False
    return True


def sound(name: str) -> str:
    """Return the consonant skeleton of a person's name in Hangul or Latin letters; of other names nothing."""
    if _HANGUL.fullmatch(name):
        return _skeleton(_romanized(name))
    return _skeleton(_surname_first(name)) if _LATIN.fullmatch(name) else ""


def alike_in_sound(name: str, other: str) -> float:
    """Return in [0, 1] how well one name can be the romanization of the other, given in either order of its parts."""
    one, two = (_romanized(n) if _HANGUL.fullmatch(n) else _surname_first(n) for n in (name, other))
    return float(JaroWinkler.similarity(_plain(one), _plain(two)))


def foreign(name: str) -> bool:
    """Tell whether a name in Hangul is likely transcribed from another language: longer than Korean names are."""
    return bool(_HANGUL.fullmatch(name)) and len(name) >= _FOREIGN and name[:2] not in words("surnames")


def aside(after: str) -> Aside:
    """Read the brackets behind a name: 김성태(金成泰), 김성태 의원(자유한국당·서울 강서을)."""
    found = _BRACKETS.match(after)
    if found is None:
        return Aside()
    spelling = seat = ""
    listed, others = False, list[str]()
    for part in re.split(r"[·,/;]", found.group("inside")):
        plain = part.replace(" ", "")
        if _HANJA.fullmatch(plain):
            spelling = plain
        elif _SEAT.fullmatch(plain) and plain.startswith(tuple(words("provinces"))):
            seat = _DIVISION.sub("", plain)
        elif plain == _LIST:
            listed = True
        else:
            others.append(part.strip())
    return Aside(spelling, seat, listed, tuple(others))


def shortens(short: str, full: str) -> bool:
    """Tell whether `short` can be an abbreviation of the name of a body: 행안부 of 행정안전부.

    Its syllables stand in the full name in their order, the first in front; what it leaves out lies in between.
    """
    if known_as(short) == full:
        return True
    if not (2 <= len(short) <= len(full) - 2) or short[0] != full[0] or full.startswith(short):
        return False
    rest = iter(full)
    return all(syllable in rest for syllable in short)


_SURNAME_READINGS = {
    "金": "김",
    "沈": "심",
    "李": "이리",
    "林": "임림",
    "柳": "유류",
    "劉": "유류",
    "梁": "양량",
    "盧": "노로",
    "羅": "나라",
    "廉": "염렴",
    "呂": "여려",
}
"""How surnames are read that are read in another way as words, or in two ways."""
_SURNAMES = {"이": "lee", "박": "park", "최": "choi", "정": "jung", "노": "roh", "우": "woo", "임": "lim", "유": "yoo"}
_ROMAN_SURNAMES = (
    *("kim", "lee", "park", "choi", "jung", "jeong", "chung", "kang", "cho", "yoon", "yun", "jang", "chang", "lim"),
    *("shin", "seo", "suh", "kwon", "hwang", "ahn", "song", "jeon", "hong", "moon", "yang", "bae", "baek", "nam"),
)
_CLASSES = str.maketrans({"k": "g", "q": "g", "t": "d", "p": "b", "f": "b", "v": "b", "l": "r", "z": "j"})


def _surname_first(name: str) -> str:
    """A romanized name with the surname in front, where it plainly stands behind: Young-sun Park."""
    plain = _plain(name)
    if plain.startswith(_ROMAN_SURNAMES):
        return plain
    last = next((surname for surname in _ROMAN_SURNAMES if plain.endswith(surname)), "")
    return last + plain.removesuffix(last) if len(plain) > len(last) else plain


@cache
def _hanja(name: str) -> str:
    if not hanja_is_read():
        return ""
    import hanja

    return str(hanja.translate(name, "substitution"))


@cache
def _romanized(name: str) -> str:
    """A name in Hangul in Latin letters, syllable by syllable, without a space."""
    initials, vowels, finals = rows("romanization")
    letters = []
    for position, syllable in enumerate(name):
        if position == 0 and syllable in _SURNAMES and len(name) > 1:
            letters.append(_SURNAMES[syllable])
            continue
        index = ord(syllable) - ord("가")
        initial, vowel, final = index // 588, index % 588 // 28, index % 28
        letters.append(initials[initial] + vowels[vowel] + finals[final])
    return "".join(letters).replace("-", "")


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if "a" <= c <= "z")


def _skeleton(text: str) -> str:
    """The consonants of a romanized name, those that are often exchanged for one another as one."""
    plain = _plain(text).replace("ch", "j").replace("c", "k").replace("ng", "n")
    plain = re.sub(r"(?<=[aeiou])r(?=[^aeiouy]|$)", "", plain)  # Park
    plain = re.sub(r"^[lr]?h?y?(?=[aeiou])", "", plain)  # Lee, Yi, Rhee
    kept = re.sub(r"[aeiouywh]", "", plain).translate(_CLASSES)
    return re.sub(r"(.)\1+", r"\1", kept)
