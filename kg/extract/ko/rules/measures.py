"""Measures: how many, how much, what share."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.document import Document
from kg.extract.ko.quantities import Quantity, find_quantities
from kg.extract.ko.time.patterns import SENTENCE_END
from kg.extract.ko.units import Kind
from kg.model import Measure

SCORES: dict[Kind, float] = {"percent": 0.96, "money": 0.95, "people": 0.94, "things": 0.88}
"""Kinds of quantities that are measures, with the share of them that was right on annotated news."""


def measures(document: Document) -> Iterator[Measure]:
    """Yield the measures of an article, each distinct quantity once per thing measured.

    Times, ages, ordinals, frequencies and `한 명` (one of them) are left out. An amount that comes again in another
    sentence is taken for the same thing; twice in one sentence it measures two things.
    """
    text = document.text
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    seen: dict[tuple[float, str], int] = {}
    sentence = 0
    for quantity in find_quantities(text):
        while sentence < len(ends) and ends[sentence] <= quantity.start:
            sentence += 1
        if quantity.kind not in SCORES:
            continue
        key = (quantity.value, quantity.unit)
        if seen.setdefault(key, sentence) != sentence:
            continue
        yield _measure(quantity)


def _measure(quantity: Quantity) -> Measure:
    return Measure(
        value=quantity.value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        evidence=((quantity.start, quantity.end),),
        score=SCORES[quantity.kind],
        rule=f"measure.{quantity.kind}",
    )
