"""The errors of kg: one small rooted tree.

Every message says what went wrong, where, and what to do. Only the command line turns errors into exit codes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was refused or set aside, for people.

    Attributes:
        en: the reason in English, one sentence or a few.
        ko: the same in Korean.
    """

    en: str
    ko: str

    def text(self, language: str) -> str:
        """Return the reason in `language` (`"ko"`; anything else gives English)."""
        return self.ko if language == "ko" else self.en


class KgError(Exception):
    """Anything that kg reports to its user. `reason` holds the message in both languages."""

    def __init__(self, en: str, ko: str | None = None) -> None:
        self.reason = Reason(en, ko or en)
        super().__init__(en)

    def __reduce__(self) -> tuple[type[KgError], tuple[str, str]]:
        """Keep both languages when the error crosses a process boundary."""
        return type(self), (self.reason.en, self.reason.ko)


class InputError(KgError):
    """One input (a file, a line, an article, a fact) cannot be used; the rest of the batch goes on."""


class SetupError(KgError):
    """The run as a whole cannot go on: a missing part, a wrong option, a folder that cannot be written."""


class StoreError(SetupError):
    """A store cannot be opened or written: not a store, another version, in use, a full disk."""


class QueryError(KgError):
    """A query file or its parameters are wrong."""


class VocabularyError(KgError):
    """A term was used that the ontology does not define."""


class LimitError(QueryError):
    """A query was ended because it took too long, needed too much memory or answered with too much."""


class SizeError(LimitError):
    """The answer of a query is larger than it may be."""
