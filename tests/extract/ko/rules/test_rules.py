"""Every rule says what its golden cases say, and nothing where nothing is said."""

from __future__ import annotations

from collections import Counter

import pytest
from golden import Case, all_cases, document, written

from kg.extract.ko.rules.catalogue import CATALOGUE, meanings
from kg.model import FACT_TYPES


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.type}-{case.line}")
def test_a_case_says_its_facts_and_no_others(case: Case) -> None:
    assert written(document(case.text, case.published), case.type) == list(case.facts)


def test_every_type_has_its_cases_also_of_what_is_no_fact() -> None:
    with_facts = Counter(case.type for case in all_cases() if case.facts)
    without = Counter(case.type for case in all_cases() if not case.facts)
    assert set(with_facts) == set(without) == set(FACT_TYPES)
    assert min(with_facts[name] + without[name] for name in FACT_TYPES) >= 8


def test_every_rule_has_a_case_and_every_case_names_a_rule_of_the_catalogue() -> None:
    found = {line.rpartition(" | ")[2] for case in all_cases() for line in case.facts}
    assert found == set(CATALOGUE)


def test_every_rule_tells_what_it_looks_for() -> None:
    told = meanings(CATALOGUE)
    assert set(told) == set(CATALOGUE)
    assert all(len(text) > 10 for meaning in told.values() for text in (meaning.en, meaning.ko))
    assert "position.title-after-name" in told
