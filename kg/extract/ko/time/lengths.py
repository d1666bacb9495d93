"""The patterns of lengths of time (`2년 6개월`, `석 달`, `사흘`)."""

from __future__ import annotations

from kg.extract.ko.time import words

NOT_IN_WORD = "(?<![가-힣A-Za-z])"
NOT_IN_NUMBER = r"(?<![\d.,:/])(?<!\d-)(?<!제)(?<![^가-힣]제\s)"
DASH = r"[~∼～〜–—-]"

HOURS = "열두|열한|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉"
_ONES = "일이삼사오육칠팔구"
SINO = f"[{_ONES}]?백[{_ONES}십]{{0,3}}|[{_ONES}]?십[{_ONES}]?"
NATIVE = f"스물(?:{HOURS})?|스무|{HOURS}|서너|너댓|두세|한두|몇|반"

_COUNT = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}}(?:\.\d{{1,4}})?(?:[년일주]?\s?{DASH}\s?\d{{1,4}})?"
    r"|몇\s?십|몇|수십|수백|수)(?:\s?여|[백천만])?"
)

STRETCH = (
    r"(?:간|째|여|당|씩|짜리|만에|만의|만이|차(?=$|[^가-힣]|에|를|인|로)"
    r"|\s?(?:동안|만에|만의|만이|내내|넘게|연속|정도|가량|이내|이상|이하|안에|내에|내로|[이가]?\s?걸[려렸리린])|\s간(?=$|[^가-힣]|의))"
)
"""What follows a number of days, minutes or seconds that is a length, not a day of a month or a time of day."""

AGO = r"(?:\s?(?:전|후|뒤)(?=$|[^가-힣]|에|의|부터|까지|인|이|엔|쯤|께))"

_NOT_A_LENGTH_OF_YEARS = r"(?!도|대|생|산|형|식|\s?\d{1,2}월|\s?[상하]반기|\s?[1-4]분기)"
_WEEKS_END = r"(?=$|[^가-힣]|간|째|일|차|동|연|에|도|를|는|전|후|뒤|이|만|내|마다)"
_UNIT = (
    rf"\s?(?:개년|년{_NOT_A_LENGTH_OF_YEARS}|개월|달(?!러|리|라|력)|주일|주(?!년|의|\s?[만차택]){_WEEKS_END}"
    rf"|시간(?!표|대)|세기|분기(?=\s?(?:연속|만에|째))"
    rf"|(?:일|분|초)(?={STRETCH}|{AGO}|\s?\d{{1,2}}\s?(?:시간|분|초)|마다)|(?<=\d)[분초]짜리)"
)
_WORD_UNIT = (
    r"\s?(?:시간|달(?!러|리|라|력)|주일|주(?=간|일|\s?동안|\s?[전후뒤]|$|\s)|해(?=\s?(?:동안|전|만|간|째|넘게|연속))|년|개월"
    r"|분(?=\s?(?:간|동안|만에|전|후|뒤))|세기|나절)"
)

DURATION_DIGITS = (
    rf"(?<![\d.,:/-])(?<!제)(?!(?:1\d|20)\d\d\s?{DASH}){_COUNT}{_UNIT}"
    r"|(?:(?<=시간)|(?<=시간\s))\d{1,2}\s?분|(?:(?<=지난\s)|(?<=최근\s)|(?<=다음\s))(?:\d{1,3}|몇)\s?[분초](?!기)"
)
DURATION_WORDS = (
    rf"{NOT_IN_WORD}(?:(?:{NATIVE}|{SINO}){_WORD_UNIT}|[{_ONES}]일(?={STRETCH}|{AGO})|(?:몇|수십|수백|수)(?:\s?여)?{_UNIT}|(?<=지난\s)몇\s?[분초]"
    rf"|(?:일주일|일주간|일\s?년|석\s?달|넉\s?달|{words.any_of(words.DAY_COUNTS)})(?!맞|살|벌|달|전기))"
)
