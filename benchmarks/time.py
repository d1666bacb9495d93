"""Measure the time normalizer on the Korean cases of Recognizers-Text, beside korean-datetime and dateparser.

    python benchmarks/time.py [--errors N] [--file NAME]

The cases are not part of the project: they are looked for in the environment variable KG_BENCHMARK, else in
`../shared/benchmark` beside the repository. The two libraries are optional (`pip install korean-datetime dateparser`);
without one its column stays empty.

What counts as right. A case is a sentence; it is right if every expected expression is found and nothing else is,
each with the same span and the same value.
- Span: equal after white space and a closing particle (에, 는, 동안, 마다, …) are cut from both, for the cases
  themselves keep or drop them at will.
- Value: equal to one of the alternatives that the case gives (it lists the past and the future reading of
  `10월 2일`, and both halves of the day of `7시`). A date is a day; a time of day is compared without its date; the
  end of a range may be the first or the last instant of its last unit (the cases use both); a part of the day or of a
  month (오후, 초) has other bounds in every school: right if it lies on the same days and overlaps. What is to be done
  within a time (`2주 안에`) is a range from now on in some files and the instant at its end in others: either is
  right. A recurring time is right by its period, or, where the case has no period, if it is found as one.
- Cases that ask for no resolution (IgnoreResolution, extractor files) are right by their spans alone.
- Left out are cases whose expected words do not stand in the Korean sentence (parts of the files were never
  translated).
The column `either` counts cases that at least one of the two libraries gets right, `sum` adds the two up.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kg.extract.ko.time import TimeExpression, find_times

NOW = datetime(2018, 6, 26, 9, 0)
"""The reference of cases that name none."""

_TAIL = re.compile(r"(?:\s|동안|내내|사이에|사이|에는|에서|에|은|는|의|이|로|간|마다|,|\.)+$")
_PART = re.compile(r"T(?:MO|AF|EV|NI|DT|NO|MI)|(?:start|mid|end)$|^start|^mid|^end")


@dataclass(frozen=True, slots=True)
class Found:
    """What a system found: a span, a half-open interval, or a length in seconds, or a period."""

    start: int
    end: int
    earliest: datetime | None = None
    latest: datetime | None = None
    last: datetime | None = None
    seconds: float | None = None
    period: str | None = None
    recurring: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case expects at a span: the alternatives, none where only the span counts."""

    start: int
    end: int
    type: str
    alternatives: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with its reference time."""

    file: str
    text: str
    now: datetime
    expected: tuple[Expected, ...]


System = Callable[[str, datetime], list[Found]]


# --- the cases -------------------------------------------------------------------------------------------------------


def benchmark_folder() -> Path | None:
    """Return the folder with the time cases, None if it is absent."""
    default = Path(__file__).resolve().parents[2] / "shared" / "benchmark"
    folder = Path(os.environ.get("KG_BENCHMARK", default)) / "time"
    return folder if folder.is_dir() else None


def read_cases(path: Path) -> tuple[list[Case], int]:
    """Return the usable cases of one file and the number of those left out."""
    cases, left_out = [], 0
    for item in json.loads(path.read_text(encoding="utf-8-sig")):
        case = _case(path.stem, item)
        if case is None:
            left_out += 1
        else:
            cases.append(case)
    return cases, left_out


def _case(file: str, item: dict[str, Any]) -> Case | None:
    text = item["Input"]
    reference = item.get("Context", {}).get("ReferenceDateTime")
    now = datetime.fromisoformat(reference[:19]) if reference else NOW
    expected, at = [], 0
    for result in item["Results"]:
        words = result["Text"].strip()
        start = text.find(words, at) if words else -1
        if start < 0:
            return None
        at = start + len(words)
        spans_only = file.endswith("Extractor") or str(item.get("IgnoreResolution", "")).lower() == "true"
        kind = (result.get("TypeName") or result.get("Type") or "").removeprefix("datetimeV2.")
        expected.append(Expected(start, at, kind, () if spans_only else _alternatives(result)))
    return Case(file, text, now, tuple(expected))


def _alternatives(result: dict[str, Any]) -> tuple[dict[str, str], ...]:
    """Return the values of a result in one form: `value`, `start`, `end`, `timex`."""
    if "Resolution" in result:
        return tuple((result["Resolution"] or {}).get("values", ()))
    value = result.get("Value") or {}
    found = []
    for reading in ("FutureResolution", "PastResolution"):
        resolution = value.get(reading) or {}
        one = {"timex": value.get("Timex", "")}
        for key, content in resolution.items():
            name = "start" if key.startswith("start") else "end" if key.startswith("end") else "value"
            one[name] = str(content)
        found.append(one)
    return tuple(found)


# --- what is right ---------------------------------------------------------------------------------------------------


def is_right(case: Case, found: list[Found]) -> bool:
    """Whether a system found just what the case expects."""
    if len(found) != len(case.expected):
        return False
    return all(_same(case, e, f) for e, f in zip(case.expected, found, strict=True))


def _same(case: Case, expected: Expected, found: Found) -> bool:
    if _core(case.text, expected.start, expected.end) != _core(case.text, found.start, found.end):
        return False
    return not expected.alternatives or any(_agrees(expected.type, a, found, case.now) for a in expected.alternatives)


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(_TAIL.sub("", words))


def _agrees(kind: str, value: dict[str, str], found: Found, now: datetime) -> bool:
    """Whether one alternative is what was found."""
    timex = value.get("timex", "")
    if kind == "set":
        return found.recurring and (not timex.startswith("P") or found.period == timex)
    if kind == "duration":
        return found.seconds is not None and abs(found.seconds - float(value["value"])) < 0.5
    if value.get("value") == "not resolved" or not any(value.get(key) for key in ("value", "start", "end")):
        return True
    if kind == "time" or (kind == "timerange"):
        return _agrees_clock(kind, timex, value, found)
    if kind in ("date", "datetime"):
        return "value" in value and _agrees_instant(kind, value["value"], found, now)
    return _agrees_range(timex, value, found)


def _agrees_instant(kind: str, value: str, found: Found, now: datetime) -> bool:
    wanted = _instant(value)
    if wanted is None:
        return False
    if found.earliest == now and wanted > now and found.latest is not None:
        return found.latest in (wanted, datetime.combine(wanted, now.time()))
    if value.endswith("23:59:59"):
        return found.latest == wanted + timedelta(seconds=1)
    if found.earliest is None or found.earliest != wanted:
        return False
    return kind == "datetime" or found.latest in (None, wanted, wanted + timedelta(days=1))


def _agrees_range(timex: str, value: dict[str, str], found: Found) -> bool:
    start, end = _instant(value.get("start")), _instant(value.get("end"))
    if start and end and _is_part(timex, start, end):
        return bool(found.earliest and found.latest and found.earliest < end and start < found.latest)
    if start and end and (_PART.search(timex) or _PART.search(value.get("Mod", ""))):
        return bool(found.earliest and found.latest and found.earliest < end and start < found.latest)
    if (start is None) != (found.earliest is None) or (end is None) != (found.latest is None):
        return False
    ends = (found.latest, found.last)
    if end and end.hour == 23 and end.second == 59:
        end += timedelta(seconds=1)
    return (start is None or found.earliest == start) and (end is None or end in ends)


def _is_part(timex: str, start: datetime, end: datetime) -> bool:
    """Whether an interval is less than the year, month or week that its timex names."""
    days = {4: 365, 7: 28, 8: 7}.get(len(timex)) if re.fullmatch(r"\d{4}(?:-\d\d|-W\d\d)?", timex) else None
    return days is not None and end - start < timedelta(days=days)


def _agrees_clock(kind: str, timex: str, value: dict[str, str], found: Found) -> bool:
    earliest = found.earliest.strftime("%H:%M:%S") if found.earliest else None
    if kind == "time":
        return earliest == value["value"]
    latest = {t.strftime("%H:%M:%S") for t in (found.latest, found.last) if t}
    if _PART.search(timex):
        return bool(earliest and latest) and _overlap(value["start"], value["end"], found)
    start, end = value.get("start"), value.get("end")
    if (start is None) != (earliest is None) or (end is None) != (not latest):
        return False
    return (start is None or start == earliest) and (end is None or end in latest)


def _overlap(start: str, end: str, found: Found) -> bool:
    if found.earliest is None or found.latest is None:
        return False
    day = found.earliest.strftime("%Y-%m-%d ")
    first, last = _instant(day + start), _instant(day + end)
    return bool(first and last and found.earliest < last and first < found.latest)


def _instant(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


# --- the systems -----------------------------------------------------------------------------------------------------

_UNIT_SECONDS = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400}
_CLOCK_SECONDS = {"H": 3600, "M": 60, "S": 1}


def seconds(length: str | None) -> float | None:
    """Return an ISO 8601 duration in seconds, a year of 365 and a month of 30 days as the cases count them."""
    if length is None:
        return None
    dates, _, clock = length[1:].partition("T")
    pairs = re.findall(r"([\d.]+)([YMWD])", dates)
    total = sum(float(n) * _UNIT_SECONDS[unit] for n, unit in pairs)
    return total + sum(float(n) * _CLOCK_SECONDS[unit] for n, unit in re.findall(r"([\d.]+)([HMS])", clock))


def kg(text: str, now: datetime) -> list[Found]:
    """Return what kg finds."""
    return [_ours(e) for e in find_times(text, now)]


def _ours(e: TimeExpression) -> Found:
    last = _first_instant(e.finish)
    length = seconds(e.length) if e.kind == "duration" else None
    return Found(
        e.start, e.end, e.earliest, e.latest, last, length, e.length if e.kind == "set" else None, e.kind == "set"
    )


def _first_instant(text: str | None) -> datetime | None:
    """Return the first instant of an ISO date of any precision."""
    if text is None:
        return None
    return _instant(text + "-01-01"[3 * (len(text) == 7) :] if len(text) in (4, 7) else text)


def korean_datetime() -> System | None:
    """Return korean-datetime as a system, None if it is not installed."""
    try:
        from korean_datetime import parse_all
    except ImportError:
        return None

    def find(text: str, now: datetime) -> list[Found]:
        found = []
        for e in parse_all(text, now=now):
            start, end = e.span
            if e.kind.value == "duration":
                found.append(Found(start, end, seconds=(e.end - e.start).total_seconds()))
            else:
                found.append(Found(start, end, e.start, e.end))
        return found

    return find


def dateparser() -> System | None:
    """Return dateparser as a system, None if it is not installed."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None

    def find(text: str, now: datetime) -> list[Found]:
        found, at = [], 0
        for words, instant in search_dates(text, languages=["ko"], settings={"RELATIVE_BASE": now}) or ():
            start = text.find(words, at)
            at = start + len(words)
            found.append(Found(start, at, instant.replace(tzinfo=None), None))
        return found

    return find


# --- the table -------------------------------------------------------------------------------------------------------


def rows(folder: Path, systems: dict[str, System | None], only: str | None) -> Iterator[tuple[Case, dict[str, bool]]]:
    """Yield each case with what each system made of it."""
    for path in sorted(folder.glob("DateTime_*.json")):
        if only and only not in path.stem:
            continue
        for case in read_cases(path)[0]:
            yield case, {name: bool(s) and is_right(case, s(case.text, case.now)) for name, s in systems.items() if s}


def main() -> int:
    """Print the table; return 0, or 1 if the cases are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, help="print N cases that kg gets wrong")
    parser.add_argument("--file", help="only files whose name contains this")
    parser.add_argument("--alone", action="store_true", help="measure kg without the two libraries")
    options = parser.parse_args()
    folder = benchmark_folder()
    if folder is None:
        print("No time cases: set KG_BENCHMARK to the folder that holds time/*.json.", file=sys.stderr)
        return 1
    systems: dict[str, System | None] = {"kg": kg}
    if not options.alone:
        systems |= {"korean-datetime": korean_datetime(), "dateparser": dateparser()}
    report(folder, systems, options.file, options.errors)
    return 0


def report(folder: Path, systems: dict[str, System | None], only: str | None, errors: int) -> None:
    """Print right and total by file for each system, then errors of kg."""
    tally: dict[str, Counter[str]] = {}
    wrong: list[Case] = []
    for case, right in rows(folder, systems, only):
        row = tally.setdefault(case.file, Counter())
        row["cases"] += 1
        row.update(name for name, ok in right.items() if ok)
        libraries = [ok for name, ok in right.items() if name != "kg"]
        row["either"] += any(libraries)
        row["sum"] += sum(libraries)
        if not right["kg"]:
            wrong.append(case)
    names = [*(name for name, system in systems.items() if system), *(("either", "sum") if len(systems) > 1 else ())]
    print(f"{'':32}{'cases':>8}" + "".join(f"{name:>17}" for name in names))
    for file, row in [*tally.items(), ("total", sum(tally.values(), Counter[str]()))]:
        cells = [f"{row[n]:>9}{row[n] / row['cases']:>8.1%}" for n in names]
        print(f"{file:32}{row['cases']:>8}" + "".join(cells))
    missing = [name for name, system in systems.items() if system is None]
    if missing:
        print(f"Not installed, so without a column of figures: {', '.join(missing)}")
    left_out = sum(read_cases(p)[1] for p in folder.glob("DateTime_*.json") if not only or only in p.stem)
    print(f"{left_out} cases left out: their expected words do not stand in the sentence.")
    for case in wrong[:errors]:
        _show(case)


def _show(case: Case) -> None:
    """Print what a case wants and what kg finds."""
    print(f"\n{case.file}: {case.text.strip()}  @ {case.now:%Y-%m-%d %H:%M}")
    for e in case.expected:
        print("   wanted", repr(case.text[e.start : e.end]), e.type, *e.alternatives)
    for x in find_times(case.text, case.now):
        print("   found ", repr(x.surface), x.kind, x.begin, x.finish, x.earliest, x.latest, x.length, x.part)


if __name__ == "__main__":
    sys.exit(main())
