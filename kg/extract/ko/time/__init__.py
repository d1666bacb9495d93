"""Korean time expressions: `find_times` finds them in a text and resolves them against its day of publication."""

from kg.extract.ko.time.expression import TimeExpression
from kg.extract.ko.time.find import find_times

__all__ = ["TimeExpression", "find_times"]
