"""The patterns of Korean time expressions: an alternation that finds their components, and what joins these."""

from __future__ import annotations

import re

from kg.extract.ko.time import words
from kg.extract.ko.time.lengths import (
    DASH,
    DURATION_DIGITS,
    DURATION_WORDS,
    HOURS,
    NOT_IN_NUMBER,
    NOT_IN_WORD,
    STRETCH,
)

AFTER = (
    "(?=$|[^가-힣]|[에은는이가을를의과와도로만쯤께경나중자전후였인말초치분하상밤낮오새안]"
    "|부터|까지|무렵|보다|마다|현재|기준|입니|들어|당시)"
)
"""What may follow a word of time that is not part of a longer word: no syllable, a particle, or a further word."""

_CLOCK_END = "(?=$|[^가-힣]|[에경께쯤로는은이의와과를을가면였전후인반]|부터|까지|기준|보다|무렵|정도|현재|입니|마다)"
_DAYPART_END = r"(?=$|[^가-힣]|에|부터|까지|은|의|께|쯤|과|늦|\d|이(?![가-힣])|마다|입니)"

_MONTH = "(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_LATE_DAY = r"(?:3[01]|2\d|1[3-9])"
_HOUR = r"(?:2[0-4]|1\d|0?\d)"
_YEAR = r"(?:1\d{3}|20\d\d|2100)"
_DIGIT = "[일이삼사오육칠팔구]"
_SINO_DAY = f"(?:삼십일?|이?십{_DIGIT}?|{_DIGIT})"
_SINO_MONTH = "(?:십이|십일|일|이|삼|사|오|유|육|칠|팔|구|시)"
_SINO_YEAR = "(?:이천[영공]?|천구백|천팔백)[일이삼사오육칠팔구십]{0,4}"
_DAY_END = rf"(?!{STRETCH}|요일|본|상|부\s|치|분\s)"
_NTH = r"(?:(?:첫|두|세|네|다섯|한|둘|셋|넷)\s?(?:번\s?)?째|마지막|첫)"

_RELATIVE_YEARS = words.any_of(w for w in [*words.RELATIVE_YEARS, *words.FRAME_YEARS] if w != "올")
_RELATIVE_MONTHS = words.any_of(w for w in [*words.RELATIVE_MONTHS, *words.FRAME_MONTHS] if w != "전달")
_RELATIVE_WEEKS = words.any_of(w for w in words.RELATIVE_WEEKS if w != "이 주")
_HOLIDAYS = words.any_of(w for w in [*words.SOLAR_HOLIDAYS, *words.MOVABLE_HOLIDAYS] if w != "설")
_SEASONS = "|".join(words.SEASONS)
_DAYPARTS = words.any_of(words.DAYPARTS)

_DIGITS_FIRST: tuple[tuple[str, str], ...] = (
    ("iso", rf"(?<![\d.-]){_YEAR}\s?(?P<isosep>[-./])\s?{_MONTH}\s?(?P=isosep)\s?{_DAY}(?!\d)\.?"),
    ("dmy", rf"(?<![\d./-])(?:\d\d?(?P<dmysep>[-./])\d\d?(?P=dmysep){_YEAR}|\d\d/\d\d/\d\d)(?![\d./-])"),
    ("md", rf"(?<![\d./:-])(?:{_MONTH}/{_LATE_DAY}|(?:0\d|1[0-2])/0?\d|{_LATE_DAY}/{_MONTH})(?=\s?에|부터|까지|\()"),
    ("isomonth", rf"(?<![\d.-]){_YEAR}\.\s?{_MONTH}\.(?!\d)"),
    ("isoyear", rf"(?<![\d.-]){_YEAR}\.(?=\s?[~∼～〜])"),
    ("decade", rf"{NOT_IN_NUMBER}(?:{_YEAR}|\d0)\s?년대"),
    ("century", rf"{NOT_IN_NUMBER}\d{{1,2}}\s?세기(?!\s?(?:동안|만에|넘))"),
    ("year", rf"(?<![\d.,:/-])(?:{_YEAR}\s?년도?(?!간|\s?동안|\s?만에|대)|\d\d\s?년(?=\s?(?:{_MONTH}월|[상하]반기)))"),
    ("set", r"(?<!\d)\d{1,2}\s?(?:년|개월|주|일|시간)마다"),
    ("duration", DURATION_DIGITS),
    ("years", rf"(?<![\d.~-]){_YEAR}(?=\s?{DASH}\s?{_YEAR}(?:년|(?![\d.-])))"),
    ("lastyear", rf"(?<=[~∼～〜–—-]){_YEAR}(?:\.(?!\d)|(?![\d.-]|년))"),
    ("quarter", rf"{NOT_IN_NUMBER}[1-4](?:\s?[/·∙]\s?4)?\s?사?분기"),
    ("month", rf"{NOT_IN_NUMBER}{_MONTH}\s?월(?!요일|드|\s?\d{{1,2}}\s?월)(?:\s?달(?![가-힣])|\s?달(?=에))?"),
    ("months", rf"{NOT_IN_NUMBER}{_MONTH}(?=\s?{DASH}\s?{_MONTH}\s?월)"),
    ("days", rf"{NOT_IN_NUMBER}{_DAY}(?=\s?(?:{DASH}|[·,])\s?{_DAY}\s?일{_DAY_END})"),
    ("day", rf"{NOT_IN_NUMBER}{_DAY}\s?일{_DAY_END}"),
    ("noon", r"(?<!\d)12시\s정오"),
    ("hms", r"(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])"),
    ("clock", rf"(?<![\d.,:]){_HOUR}\s?시(?:\s?(?:반|[0-5]?\d\s?분))?(?:\s?[0-5]?\d\s?초)?(?:\s?정각)?{_CLOCK_END}"),
    ("hours", rf"(?<![\d.,:]){_HOUR}(?=\s?(?:{DASH}|부터|에서)\s?{_HOUR}\s?시(?!간))"),
)  # fmt: skip

_WORDS_FIRST: tuple[tuple[str, str], ...] = (
    ("set_", rf"매일(?!경제|신문|유업|매일)|매[주월달년해]|매\s?분기|매시간|[해날달주]마다|격[주월년일]"
             rf"|(?:{words.any_of(words.DAY_COUNTS)}|일주일)마다"),
    ("century_", r"기원전\s?\d{1,2}\s?세기"),
    ("year_", rf"['’‘]\d\d\s?년|{_SINO_YEAR}년"),
    ("duration_", DURATION_WORDS),
    ("relyear", rf"(?:{_RELATIVE_YEARS}|올(?=\s?(?:{_MONTH}월|[상하]반기|[1-4]\s?[/·사]?|초|연말|{_SEASONS})|\s들어)"
                r"|올(?=해))(?![가-힣]*(?:력|결))"),
    ("yearpart", rf"연(?:초|말){AFTER}"),
    ("half", r"[상하전후]반기"),
    ("relmonth", rf"(?:{_RELATIVE_MONTHS})(?=$|[^가-힣]|[에의은는도이가과와로을를만초말중부까보째안내하상])"
                 r"|전달(?=\s?\d|에|보다|\s[초말]|\s?대비)"),
    ("monthpart", rf"월(?:초|말){AFTER}"),
    ("month_", rf"{_SINO_MONTH}월(?=\s{_SINO_DAY}일|\s[초말]|에|부터|까지|의|\s?중)"),
    ("season", rf"[한초늦]?(?:{_SEASONS})(?!철|방학|나무|비|[A-Za-z]){AFTER}"),
    ("relweek", rf"(?:{_RELATIVE_WEEKS}|이\s주)(?=$|[^가-힣]|[초에부까은는의도안가이로중만])(?!말)"),
    ("weekpart", rf"주\s?(?:초|중반){AFTER}"),
    ("nthweek", rf"{_NTH}\s?주(?!년)(?:(?=$|[^가-힣]|에|의|부|까|는|은|를|가)|\s?(?=[월화수목금토일]요일))"),
    ("nthday", rf"{_NTH}\s(?:주\s)?[월화수목금토일]요일"),
    ("weekend", r"주말(?!농장|극|드라마|부부|리그|연속)"),
    ("day_", rf"(?:(?<=월\s){_SINO_DAY}|(?:삼십|이?십){_DIGIT})일{AFTER}"),
    ("relday", rf"(?:{words.any_of(words.RELATIVE_DAYS)})(?!날)"),
    ("frameday", rf"(?:{words.any_of(words.FRAME_DAYS)}){AFTER}"),
    ("holiday", rf"(?:(?:{_HOLIDAYS})|설(?=\s?(?:연휴|명절|당일)|을\s|\s?전후|\s(?:전|이전|이후|직)))"
                r"(?:\s?(?:연휴|명절|당일))?"),
    ("now", rf"(?:지금|현재|현시점|방금)(?:\s?당장)?{AFTER}"),
    ("weekday", r"[월화수목금토일]요일"),
    ("lastnight", r"(?:어젯밤|간밤|지난밤|어제저녁)"),
    ("noon_", rf"(?:정오|자정(?:\s12시)?){AFTER}"),
    ("daypart", rf"(?:(?:이른|늦은)\s)?(?:{_DAYPARTS})(?!(?<=낮)[은과이]|(?<=점심)\s?(?:값|메뉴|시간)|\s?식사)"
                rf"{_DAYPART_END}"),
    ("clock_", rf"(?:{HOURS})\s?시(?:\s?(?:반|[0-5]?\d\s?분))?(?:\s?정각)?{_CLOCK_END}"),
    ("prefix", rf"(?:{words.any_of(words.DIRECTIONS)})(?=\s{{0,2}}[가-힣\d'’‘])"),
)  # fmt: skip

_IN_WORD: tuple[tuple[str, str], ...] = (
    ("half__", r"[상하]반기"),
    ("season_", rf"(?:{_SEASONS})(?!철|방학){AFTER}"),
    ("weekday_", r"[월화수목금토일]요일"),
)
"""Components that may be written together with the word before them (`올여름`, `이번주일요일`)."""

_FIRST = sorted(
    {w[0] for table in (
        words.RELATIVE_YEARS, words.FRAME_YEARS, words.RELATIVE_MONTHS, words.FRAME_MONTHS, words.RELATIVE_WEEKS,
        words.RELATIVE_DAYS, words.FRAME_DAYS, words.SOLAR_HOLIDAYS, words.MOVABLE_HOLIDAYS, words.DAYPARTS,
        words.DAY_COUNTS, words.SEASONS,
    ) for w in table}
    | set("매해날달주격기'’‘이천일이삼사오육칠팔구십백유시몇수스열한두세네다여아서너반석넉연상하전후월초늦")
    | set("첫둘셋넷마지현방간정자돌최앞향과그저화목금토")
)  # fmt: skip


def _alternation(components: tuple[tuple[str, str], ...]) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in components)


COMPONENT = re.compile(
    rf"(?=\d)(?:{_alternation(_DIGITS_FIRST)})"
    rf"|{NOT_IN_WORD}(?=[{''.join(_FIRST)}])(?:{_alternation(_WORDS_FIRST)})"
    rf"|(?<=[올난번의년해주])(?:{_alternation(_IN_WORD)})"
)
"""Any component of a time expression; its group's name, less a closing underscore, is its kind.

Looking at the character where it would begin, and at the one before, ahead of all else makes the search fast."""

RANK = {
    "prefix": 0, "iso": 4, "dmy": 4, "md": 4, "isomonth": 2, "isoyear": 1, "decade": 1, "century": 1, "year": 1,
    "years": 1, "lastyear": 1, "relyear": 1, "yearpart": 2, "half": 2, "quarter": 2, "relmonth": 2, "monthpart": 3,
    "month": 2, "months": 2, "season": 2, "relweek": 3, "weekpart": 3, "nthweek": 3, "nthday": 4, "weekend": 4,
    "days": 4, "day": 4, "relday": 4, "frameday": 4, "holiday": 4, "now": 7, "weekday": 5, "lastnight": 6, "noon": 7,
    "daypart": 6, "hms": 7, "clock": 7, "hours": 7, "duration": 8, "set": 8,
}  # fmt: skip
"""Components follow one another from coarse to fine."""

CONTINUATION_ONLY = frozenset({"lastyear"})
"""Components that do not begin an expression."""

DAY_ONLY = re.compile(rf"{_DAY}\s?일")
PART = re.compile(
    r"\s?(초순|초반|초|상순|중순|중반|하순|후반|말)(?=$|[^가-힣]|에|까지|부터|께|쯤|경|의|이[후전]|로|을|이|은|는|엔)"
)
CONTAINING = re.compile(r"(?:이\s?(?:있는|포함된|속한)|의)\s([주달])(?=$|[^가-힣]|에)")
WEEKDAY_LETTER = re.compile(r"\s?\(([월화수목금토일])(?:요일)?\)")
GAP = re.compile(
    r"(?:\s?\([^()\n]{1,14}\)(?=,?\s?(?:오[전후]|낮|밤|새벽|아침|저녁|\d{1,2}:)))?"
    r"(?:,\s{0,2}|의\s|\s{0,2}|[-/.](?=\d{1,2}일))"
)
APPROXIMATE = re.compile(r"\s?(?:쯤|께|경(?![가-힣])|경(?=에|부터|까지|의)|무렵|즈음|현재(?=$|[^가-힣]|까지))")
MINUTES_TO = re.compile(r"\s(전)(?=$|[^가-힣]|에|입니|이[다었])")
FROM = re.compile(r"\s?(?:부터|에서)\s{0,2}")
TO = re.compile(r"\s?(?:까지|사이)")
RANGE_SIGN = re.compile(rf"\s?{DASH}\s?|\s?내지\s")
LIST_SIGN = re.compile(r"\s?(?:[,·]\s?|[과와]\s{0,2}|및\s)")
OR_AROUND = r"(?:\s(?:또는|혹은|그리고)\s그)?"
OPEN_END = re.compile(rf"\s?부터|{OR_AROUND}\s?(?:이래|이후)(?:로(?=\s|$))?(?!\s?[가-힣]*\d{{1,2}}\s?일\s?까지)")
OPEN_START = re.compile(rf"까지|{OR_AROUND}\s?이전(?=$|[^가-힣]|에|의|까지|입|이|인)|\s전(?=에|까지)")
WITHIN_UNIT = re.compile(r"\s?(?:안(?=에|으로|$|\s)|내(?=에|로))")
SO_FAR = re.compile(r"\s?들어(?:서)?(?:\s?(?:지금|현재)까지)?(?=$|[^가-힣]|만|도)|\s(?:지금|현재)까지")
EVERY = re.compile(r"마다")
FROM_NOW = re.compile(r"\s?(?:이?전|이?후|뒤)(?=$|[^가-힣]|에|의|부터|까지|인|이|엔|쯤|께)")
WITHIN = re.compile(r"\s?(?:안|이내|내)(?=에|로|$|[^가-힣])")
SINCE = re.compile(r"(?:으?로)?부터\s(?:최소\s|약\s)?")
AND = re.compile(r"(?:\s?하고|\s그리고|,)\s")
HALF_MORE = re.compile(r"\s?반(?=$|[^가-힣]|을|이|간|에|만|동)")
WHOLE = re.compile(r"\s종일(?:\s내내)?|\s더(?=$|[^가-힣])|\s?(?:이상|이하|미만)(?=$|[^가-힣]|의|만|은)")
ONCE_IN = re.compile(r"에\s?한\s?번(?:씩|꼴)?|에\s?1회(?:씩|꼴)?")
FUTURE = re.compile(
    r"예정|계획|앞두|(?:열린|개최된|시작된|실시된|시행된|들어간|치러진|이어진)다|[할될]\s(?:것|전망|방침)|하기로|예상|예보"
    r"|겠[다습지]|내다봤|앞으로"
)
REPORTED = re.compile(r"[다라자]고\s|[다라자](?:며|면서)[\s,]")
PAST_TENSE = re.compile(r"[했였었았됐졌렸났섰갔왔봤냈혔켰쳤][가-힣]")
SENTENCE_END = re.compile(r"[.!?]['\"”’)\]]*\s|\n")


def kind_of(match: re.Match[str]) -> str:
    """Return the kind of a matched component."""
    return (match.lastgroup or "").rstrip("_")
