"""The patterns of Korean time expressions: one alternation that finds their components."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.ko.time import words


def _any(choices: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; a space in a word may be missing."""
    return "|".join(re.escape(w).replace("\\ ", r"\s?") for w in sorted(choices, key=lambda w: (-len(w), w)))


AFTER = (
    "(?=$|[^가-힣]|에|부터|까지|은|는|이|가|을|를|의|과|와|도|로|만|쯤|께|경|나|중|무렵|보다|마다|자|현재|기준|전|후|입니|였|인"
    "|들어|말|초|치|분|당시|하|상|밤|낮|오|새)"
)
"""What may follow a word of time that is not part of a longer word: no syllable, a particle, or a further word."""

_NOT_IN_WORD = "(?<![가-힣A-Za-z])"
_NOT_IN_NUMBER = r"(?<![\d.,:/-])(?<!제)(?<![^가-힣]제\s)"
TILDE = r"[~∼～〜]"
_DASH = r"[~∼～〜–—-]"

_HOURS = "열두|열한|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉"
_NATIVE = f"스물?(?:{_HOURS})?|스무|{_HOURS}|서너|너댓|두세|한두|반"
_SINO = "[일이삼사오육칠팔구]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구]?백[일이삼사오육칠팔구십]{0,3}"

_COUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}}(?:\.\d{{1,4}})?(?:\s?{_DASH}\s?\d{{1,4}})?|\d{{1,4}}[백천만]|몇\s?십|몇|수십|수백|수)(?:\s?여)?"
_STRETCH = (
    r"(?:간|째|여|당|씩|짜리|만에|만의|만이|차(?=$|[^가-힣]|에|를|인|로)|\s?(?:동안|만에|만의|만이|내내|넘게|연속|정도|가량|이내|이상|이하"
    r"|안에|걸려|걸렸)|\s간(?=$|[^가-힣]|의))"
)
_DURATION_UNIT = (
    rf"(?:\s?(?:개년|년(?!도|대|생|산|형|식|\s?\d{{1,2}}월|\s?[상하]반기|\s?[1-4]분기)|개월|달(?!러|리|라)|주일|주(?!년|의|\s?[만차택]|[가-힣]*도)(?=$|[^가-힣]|간|째|일|차|동|연|에|도|를|는|전|후|뒤|이|만|내)"
    rf"|시간(?!표|대)|세기|분기(?=\s?(?:연속|만에|째)))|\s?(?:일|분|초)(?={_STRETCH})|\s?(?:일|분|초)(?=\s?(?:전|후|뒤)(?:에|의|부터|까지|인|이|엔|$|[^가-힣])))"
)
_WORD_UNIT = r"(?:\s?(?:시간|달(?!러|리|라)|주일|주(?=간|일|\s?동안|\s?[전후뒤])|해(?=\s?(?:동안|전|만|간|째|넘게|연속))|년|개월|분(?=\s?(?:간|동안|만에|전|후|뒤))|세기|나절))"

DURATION = (
    rf"(?:(?<![\d.,:/-])(?<!제)(?!(?:1\d|20)\d\d\s?{_DASH}){_COUNT}{_DURATION_UNIT}"
    rf"|{_NOT_IN_WORD}(?:{_NATIVE}|{_SINO}|몇){_WORD_UNIT}"
    rf"|{_NOT_IN_WORD}(?:일주일|일주간|일\s?년|반년|반나절|한나절|석\s?달|넉\s?달|{_any(words.DAY_COUNTS)}|한\s?달|한\s?해(?=\s?동안))(?!맞|살|벌|짜리))"
)

_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DAY_END = rf"(?!{_STRETCH}|요일|본|상|부\s|치|분\s)"
_YEAR = r"(?:1\d{3}|20\d\d|2100)"

_COMPONENTS: tuple[tuple[str, str], ...] = (
    ("iso", rf"(?<![\d.-]){_YEAR}\s?(?P<isosep>[-./])\s?{_MONTH}\s?(?P=isosep)\s?{_DAY}(?!\d)\.?"),
    ("isomonth", rf"(?<![\d.-]){_YEAR}\.\s?{_MONTH}\.(?!\d)"),
    ("isoyear", rf"(?<![\d.-]){_YEAR}\.(?=\s?{TILDE})"),
    ("set", r"매일|매주|매월|매달|매년|매해|해마다|날마다|달마다|주마다|격주|격월|격년|격일|매\s?분기|매시간|"
            r"\d{1,2}\s?(?:년|개월|주|일|시간)마다"),
    ("decade", rf"{_NOT_IN_NUMBER}(?:{_YEAR}|\d0)\s?년대"),
    ("century", rf"{_NOT_IN_NUMBER}(?:기원전\s?)?\d{{1,2}}\s?세기"),
    ("year", rf"(?<![\d.,:/-])(?:{_YEAR}\s?년도?(?!간|\s?동안|\s?만에|대)|(?:['’‘]\d\d|\d\d)\s?년(?=\s?(?:{_MONTH}월|상반기|하반기))|['’‘]\d\d\s?년)"),
    ("duration", DURATION),
    ("years", rf"(?<![\d.~-]){_YEAR}(?=\s?{_DASH}\s?{_YEAR}(?:년|(?![\d.-])))"),
    ("lastyear", rf"(?<=[~∼～〜–—-]){_YEAR}(?:\.(?!\d)|(?![\d.-]|년))"),
    ("relyear", rf"{_NOT_IN_WORD}(?:{_any(w for w in [*words.RELATIVE_YEARS, *words.FRAME_YEARS] if w != '올')}|올(?=\s(?:들어|상반기|하반기|{_MONTH}월|[1-4]|초|연말|봄|여름|가을|겨울)|해|봄|여름|가을|겨울|초))"),
    ("yearpart", rf"{_NOT_IN_WORD}연(?:초|말|중){AFTER}"),
    ("half", r"(?:상|하)반기|전반기|후반기"),
    ("quarter", rf"{_NOT_IN_NUMBER}[1-4](?:\s?[/·∙]\s?4)?\s?분기"),
    ("relmonth", rf"{_NOT_IN_WORD}(?:{_any(w for w in [*words.RELATIVE_MONTHS, *words.FRAME_MONTHS] if w != '전달')}|전달(?=\s?\d|에|보다|\s[초말]|\s?대비))(?!력|라|랐|리)"),
    ("monthpart", rf"{_NOT_IN_WORD}월(?:초|말){AFTER}"),
    ("month", rf"{_NOT_IN_NUMBER}{_MONTH}\s?월(?!요일|드|\s?\d{{1,2}}\s?월)"),
    ("months", rf"{_NOT_IN_NUMBER}{_MONTH}(?=\s?{_DASH}\s?{_MONTH}\s?월)"),
    ("season", rf"(?:(?<=[올난번의년해])\s?|{_NOT_IN_WORD})(?:봄|여름|가을|겨울)(?!철|방학|나무|비|[A-Za-z]){AFTER}"),
    ("relweek", rf"{_NOT_IN_WORD}(?:{_any(words.RELATIVE_WEEKS)})(?!말|년|시|[가-힣]*[요체제])"),
    ("weekpart", rf"{_NOT_IN_WORD}주(?:초|중반){AFTER}"),
    ("nthweek", r"(?:첫|둘|셋|넷|다섯|마지막)\s?(?:번)?째?\s주(?=$|[^가-힣]|에|의)"),
    ("weekend", rf"{_NOT_IN_WORD}주말(?!농장|극|드라마|부부|리그|연속)"),
    ("days", rf"{_NOT_IN_NUMBER}{_DAY}(?=\s?(?:{_DASH}|[·,])\s?{_DAY}\s?일{_DAY_END})"),
    ("day", rf"{_NOT_IN_NUMBER}{_DAY}\s?일{_DAY_END}"),
    ("relday", rf"{_NOT_IN_WORD}(?:{_any(words.RELATIVE_DAYS)})(?!날)"),
    ("frameday", rf"{_NOT_IN_WORD}(?:{_any(w for w in words.FRAME_DAYS if w != '동일')}){AFTER}"),
    ("holiday", rf"{_NOT_IN_WORD}(?:(?:{_any([*words.SOLAR_HOLIDAYS, *(w for w in words.LUNAR_HOLIDAYS if w != '설')])})|설(?=\s?(?:연휴|명절|당일)|을\s|\s?전후|\s))(?:\s?(?:연휴|명절|당일))?"),
    ("now", rf"{_NOT_IN_WORD}(?:지금|현재|현시점|방금)(?:\s?당장)?{AFTER}"),
    ("weekday", rf"(?:{_NOT_IN_WORD}|(?<=주))[월화수목금토일]요일"),
    ("weekdayletter", r"\s?\([월화수목금토일]\)"),
    ("noon", rf"{_NOT_IN_WORD}(?:정오|자정){AFTER}"),
    ("daypart", rf"{_NOT_IN_WORD}(?:{_any(words.DAYPARTS)})(?!(?<=낮)[은과이])(?=$|[^가-힣]|에|부터|까지|은|의|께|쯤|과|늦|\d|이(?![가-힣]))"),
    ("hms", r"(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])"),
    ("clock", rf"(?:(?<![\d.,:])(?:2[0-4]|1\d|0?\d)|(?:{_NOT_IN_WORD})(?:{_HOURS}))\s?시(?:\s?(?:반|[0-5]?\d\s?분)(?:\s?[0-5]?\d\s?초)?|\s?정각)?(?=$|[^가-힣]|에|부터|까지|경|께|쯤|로|는|은|이|의|와|과|를|을|가|기준|보다|무렵|정도|면|였|현재)"),
    ("hours", rf"(?<![\d.,:])(?:2[0-4]|1\d|0?\d)(?=\s?{_DASH}\s?(?:2[0-4]|1\d|0?\d)\s?시(?!간))"),
    ("prefix", rf"{_NOT_IN_WORD}(?:지난|오는|다음|이번|저번|돌아오는|다가오는|같은|최근|앞으로|향후|과거)(?=\s?[가-힣\d'’‘])"),
)  # fmt: skip

COMPONENT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _COMPONENTS))
"""Any component of a time expression; the group's name is its kind."""

RANK = {
    "prefix": 0, "iso": 4, "isomonth": 2, "isoyear": 1, "decade": 1, "century": 1, "year": 1, "years": 1, "lastyear": 1,
    "relyear": 1, "yearpart": 2, "half": 2, "quarter": 2, "relmonth": 2, "monthpart": 3, "month": 2, "months": 2,
    "season": 2, "relweek": 3, "weekpart": 3, "nthweek": 3, "weekend": 4, "days": 4, "day": 4, "relday": 4,
    "frameday": 4, "holiday": 4, "now": 7, "weekday": 5, "weekdayletter": 5, "noon": 7, "daypart": 6, "hms": 7,
    "clock": 7, "hours": 7, "duration": 8, "set": 8,
}  # fmt: skip
"""Components follow one another from coarse to fine."""

CONTINUATION_ONLY = frozenset({"weekdayletter", "lastyear", "weekpart"})
"""Components that do not begin an expression."""

PART = re.compile(
    r"\s?(초순|초반|초|상순|중순|중반|하순|후반|말)(?=$|[^가-힣]|에|까지|부터|께|쯤|경|의|이[후전]|로|을|이|은|는|엔)"
)
GAP = re.compile(r"(?:\s?\([^()\s]{1,12}\)(?=,?\s?(?:오[전후]|낮|밤|새벽|아침|저녁|\d{1,2}:)))?(?:,\s?|의\s|\s)?")
APPROXIMATE = re.compile(r"\s?(?:쯤|께|경(?![가-힣])|경(?=에|부터|까지|의)|무렵|즈음)")
FROM = re.compile(r"\s?(부터|에서)\s?")
TO = re.compile(r"\s?(?:까지|사이)")
RANGE_SIGN = re.compile(rf"\s?{_DASH}\s?|\s?내지\s")
LIST_SIGN = re.compile(r"\s?(?:[,·]\s?|[과와]\s|및\s)")
OPEN_END = re.compile(r"\s?(?:부터|이래|이후)(?!\s?[가-힣]*\d{1,2}\s?일\s?까지)")
OPEN_START = re.compile(r"까지|\s?이전(?=$|[^가-힣]|에|의|까지)")
FROM_NOW = re.compile(r"\s?(전|뒤|후)(?=$|[^가-힣]|에|의|부터|까지|인|엔|이|쯤|께)")
FUTURE = re.compile(
    r"예정|계획|앞두|열린다|개최된다|시작된다|실시된다|시행된다|들어간다|[할될]\s(?:것|전망|방침)|하기로|치러진다|이어진다"
)
SENTENCE_END = re.compile(r"[.!?]['\"”’)\]]*\s|\n")
