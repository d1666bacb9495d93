"""What can go wrong with a model that is asked."""

from __future__ import annotations

from kg.errors import InputError, KgError


class BudgetError(KgError):
    """The run has asked as much as it may. What was answered is kept, and the next run goes on from there."""


class AnswerError(InputError):
    """The model gave no answer that can be used for one article, though it was asked several times."""


class LengthError(AnswerError):
    """What was asked, or the answer to it, is longer than the model takes."""
