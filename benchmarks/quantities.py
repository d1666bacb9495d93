"""Measure numbers and quantities on the Korean cases of Recognizers-Text.

    python benchmarks/quantities.py [--errors N]

The cases are not part of the project: they are looked for in the environment variable KG_BENCHMARK, else in
`../shared/benchmark` beside the repository.

A number is right if `parse_number` reads the expected words as the expected value. A quantity is right if
`find_quantities` finds one of the expected value at the expected words, give or take two characters (the cases keep or
drop 약, 섭씨 and the like at will). Left out are results whose words do not stand in the Korean sentence.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.extract.ko.numbers import parse_number
from kg.extract.ko.quantities import find_quantities

NUMBERS = ("Number_NumberModel",)
QUANTITIES = (
    "Number_PercentModel",
    "NumberWithUnit_AgeModel",
    "NumberWithUnit_CurrencyModel",
    "NumberWithUnit_DimensionModel",
    "NumberWithUnit_TemperatureModel",
)
_TOLERANCE = 1e-6
_SLACK = 2


def expected(path: Path) -> Iterator[tuple[str, int, str, float]]:
    """Yield sentence, offset, words and value of each usable result of a file of cases."""
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        for result in case["Results"]:
            words = result["Text"].strip()
            value = (result.get("Resolution") or {}).get("value")
            if value is not None and words in case["Input"]:
                yield case["Input"], case["Input"].index(words), words, float(value.rstrip("%"))


def same(given: float, wanted: float) -> bool:
    """Whether two values are equal but for rounding."""
    return abs(given - wanted) <= _TOLERANCE * max(1.0, abs(wanted))


def number_is_right(words: str, wanted: float) -> bool:
    """Whether the words are read as the value."""
    value = parse_number(words)
    return value is not None and same(float(value), wanted)


def quantity_is_right(text: str, start: int, words: str, wanted: float) -> bool:
    """Whether a quantity of this value is found at the words."""
    first, last = start - _SLACK, start + len(words) + _SLACK
    return any(same(q.value, wanted) and first <= q.start and q.end <= last for q in find_quantities(text))


def main() -> int:
    """Print right and total by file; return 0, or 1 if the cases are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, help="print the first N errors of each file")
    options = parser.parse_args()
    default = Path(__file__).resolve().parents[2] / "shared" / "benchmark"
    folder = Path(os.environ.get("KG_BENCHMARK", default)) / "time"
    if not folder.is_dir():
        print("No cases: set KG_BENCHMARK to the folder that holds time/*.json.", file=sys.stderr)
        return 1
    for name in (*NUMBERS, *QUANTITIES):
        results = list(expected(folder / f"{name}.json"))
        if name in NUMBERS:
            wrong = [result for result in results if not number_is_right(*result[2:])]
        else:
            wrong = [result for result in results if not quantity_is_right(*result)]
        right = len(results) - len(wrong)
        print(f"{name:34}{right:>6} of {len(results):<6}{right / len(results):>7.1%}")
        for _, _, words, wanted in wrong[: options.errors]:
            print(f"    {words} = {wanted:g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
