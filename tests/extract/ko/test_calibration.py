from __future__ import annotations

import pytest

from kg.extract.ko.calibration import calibrated, fit_curve


def test_a_score_is_the_fraction_right_at_that_probability() -> None:
    outcomes = [(0.9, at % 2 == 0) for at in range(100)] + [(0.3, False)] * 50 + [(1.0, True)] * 50
    curve = fit_curve(outcomes)
    assert calibrated(0.9, curve) == pytest.approx(0.5, abs=0.05)
    assert calibrated(1.0, curve) == 1.0
    assert calibrated(0.3, curve) == 0.0


def test_a_curve_never_falls() -> None:
    outcomes = [(at / 200, (at * 7) % 5 > 1) for at in range(200)]
    scores = [calibrated(at / 50, fit_curve(outcomes)) for at in range(51)]
    assert scores == sorted(scores)
    assert 0 <= scores[0] <= scores[-1] <= 1


def test_without_a_curve_the_probability_stands() -> None:
    assert fit_curve([]) == ()
    assert calibrated(0.37, ()) == 0.37


def test_between_points_the_line_is_straight() -> None:
    assert calibrated(0.75, ((0.5, 0.2), (1.0, 0.8))) == pytest.approx(0.5)
    assert calibrated(0.25, ((0.5, 0.2), (1.0, 0.8))) == pytest.approx(0.1)
