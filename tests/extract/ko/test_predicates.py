from __future__ import annotations

import pytest

from kg.extract.ko.analysis import analyse
from kg.extract.ko.predicates import predicates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("포럼을 개최했다.", [("개최", "active", False)]),
        ("포럼이 개최됐다.", [("개최", "passive", False)]),
        ("시민에게 비난받았다.", [("비난", "passive", False)]),
        ("문을 열었다.", [("열", "active", False)]),
        ("개최한 포럼", [("개최", "active", True)]),
        ("나래시의 포럼", []),
    ],
)
def test_what_is_done_and_in_which_voice(text: str, found: list[tuple[str, str, bool]]) -> None:
    assert [(p.lemma, p.voice, p.adnominal) for p in predicates(analyse(text).tokens)] == found
