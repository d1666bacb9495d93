"""What was asked of a model, and what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in whatever currency: those read and those written."""

    read: float
    written: float


@dataclass(frozen=True, slots=True)
class Usage:
    """Numbers of one run.

    Attributes:
        articles: articles that were read.
        requests: requests that the server answered or that were given up; each may have cost something.
        repeated: of these, those that were tried again after a fault.
        cached: answers that were there already and cost nothing.
        read: tokens that the model read, as the server counts them.
        written: tokens that it wrote.
        proposed: facts that the model proposed.
        ungrounded: of these, those whose words are not in the article.
        agreed: facts that the rules found too.
        contradicted: facts that say something else than the rules do of the same thing.
        repaired: facts that came of the second look at what was set aside.
    """

    articles: int = 0
    requests: int = 0
    repeated: int = 0
    cached: int = 0
    read: int = 0
    written: int = 0
    proposed: int = 0
    ungrounded: int = 0
    agreed: int = 0
    contradicted: int = 0
    repaired: int = 0

    def __add__(self, other: Usage) -> Usage:
        """Return the sum."""
        theirs = asdict(other)
        return Usage(**{name: value + theirs[name] for name, value in asdict(self).items()})

    @property
    def tokens(self) -> int:
        """Tokens read and written."""
        return self.read + self.written

    def cost(self, price: Price) -> float:
        """Return what the tokens cost."""
        return (self.read * price.read + self.written * price.written) / _MILLION


class Counter:
    """Counts as a run goes on."""

    def __init__(self) -> None:
        self.usage = Usage()

    def add(self, **numbers: int) -> None:
        """Add to the numbers of these names."""
        self.usage += Usage(**numbers)
