"""The header by which a query file introduces itself.

A file whose first line is `# title: …` has a header: the comment lines from there to the first other line.

    # title: Statements on a topic
    # title@ko: 주제별 발언
    # description: Who said what. What somebody said is
    #   not thereby so.
    # description@ko: 누가 무엇을 말했는가.
    # group: statements
    # param topic string "": Words of the statement; empty for any
    # param@ko topic: 발언에 들어 있는 말
    # param manner choice(direct|indirect) "": How it is quoted; empty for any
    # param@ko manner: 인용 방식
    # limit: 100 newest

A line that begins with `#` and three spaces continues the line above. A parameter is `name type "default"`; without
the default it must be given. `limit` cuts the answer after so many rows and can be given like a parameter; with
`newest` it keeps the rows whose `?published` is latest, in whatever order the query puts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, NoReturn, get_args

from kg.errors import QueryError, Reason

ParameterType = Literal["string", "name", "choice", "iri", "date", "month", "integer"]
PARAMETER_TYPES: tuple[ParameterType, ...] = get_args(ParameterType)
GROUPS: Mapping[str, Reason] = MappingProxyType(
    {
        "people": Reason("People", "사람"),
        "organizations": Reason("Organizations", "조직"),
        "events": Reason("Events", "행사와 사건"),
        "policies": Reason("Policies", "정책"),
        "statements": Reason("Statements", "발언"),
        "sources": Reason("Sources: what articles say", "출처: 기사가 말하는 것"),
        "conflicts": Reason("Conflicts and corroboration", "어긋남과 뒷받침"),
        "quality": Reason("Quality: what to look at again", "품질: 다시 볼 것"),
    }
)
"""The groups of the shipped queries, in the order in which they are listed."""
LIMIT = "limit"
_LIMIT_DESCRIPTION = Reason("Rows at most; 0 for all", "최대 행 수. 0이면 전부")

_FIELD = re.compile(r"(title|description)(@ko)?: *(\S.*)")
_GROUP = re.compile(r"group: *([a-z][a-z-]*)")
_LIMIT = re.compile(r"limit: *([0-9]+)( newest)?")
_PARAM = re.compile(r'param ([a-z][a-z_]*) ([a-z]+)(?:\(([^()]+)\))?(?: "([^"]*)")?: *(\S.*)')
_PARAM_KO = re.compile(r"param@ko ([a-z][a-z_]*): *(\S.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    Attributes:
        name: as in the query, without `?`.
        type: one of `PARAMETER_TYPES`; a `name` is that of an entity or a part of it, a `choice` one of `choices`, a
            `date` is `2012-10-30`, a `month` is `2012-10`.
        default: its value as text if it is not given (`""` is "any" by custom); None if it must be given.
        description: for people.
        choices: what a `choice` can be.
    """

    name: str
    type: ParameterType
    default: str | None
    description: Reason
    choices: tuple[str, ...] = ()


NO_LIMIT = Parameter(LIMIT, "integer", "0", _LIMIT_DESCRIPTION)
"""The limit of a query whose header sets none."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says; `parameters` ends with `limit` where the file sets one, `newest` is how that cuts."""

    title: Reason
    description: Reason
    group: str
    parameters: tuple[Parameter, ...]
    newest: bool = False


def parse_header(text: str, where: str) -> Header | None:
    """Read the header of the query `text`; None if it has none.

    Args:
        text: the whole query file.
        where: the name of the file, for messages.

    Raises:
        QueryError: a line of the header is not understood, or something is missing or twice.
    """
    if not text.startswith("# title:"):
        return None
    return _Reader(where).read(text)


class _Reader:
    """Gathers the lines of one header."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.line = 1
        self.fields: dict[str, str] = {}
        self.parameters: dict[str, Parameter] = {}
        self.limit: Parameter | None = None
        self.newest = False

    def read(self, text: str) -> Header:
        for number, content in _lines(text):
            self.line = number
            self._entry(content)
        for needed in ("title@ko", "description", "description@ko", "group"):
            if needed not in self.fields:
                self._fail(f"the header lacks {needed!r}", f"머리말에 {needed!r} 항목이 없습니다")
        for parameter in self.parameters.values():
            if not parameter.description.ko:
                self._fail(
                    f"the header lacks 'param@ko {parameter.name}'",
                    f"머리말에 'param@ko {parameter.name}' 항목이 없습니다",
                )
        return Header(
            Reason(self.fields["title"], self.fields["title@ko"]),
            Reason(self.fields["description"], self.fields["description@ko"]),
            self.fields["group"],
            (*self.parameters.values(), *([self.limit] if self.limit else [])),
            self.newest,
        )

    def _entry(self, content: str) -> None:
        if match := _FIELD.fullmatch(content):
            self._set(match[1] + (match[2] or ""), match[3])
        elif match := _GROUP.fullmatch(content):
            self._set("group", match[1])
        elif match := _LIMIT.fullmatch(content):
            self._set(LIMIT, match[1])
            self.limit = Parameter(LIMIT, "integer", match[1], _LIMIT_DESCRIPTION)
            self.newest = match[2] is not None
        elif match := _PARAM.fullmatch(content):
            self._parameter(*match.groups())
        elif match := _PARAM_KO.fullmatch(content):
            self._korean(match[1], match[2])
        else:
            self._fail(f"not understood: {content!r}", f"알 수 없는 머리말입니다: {content!r}")

    def _set(self, key: str, value: str) -> None:
        if key in self.fields:
            self._fail(f"{key!r} stands twice", f"{key!r} 항목이 두 번 나옵니다")
        self.fields[key] = value

    def _parameter(self, name: str, type_name: str, choices: str | None, default: str | None, description: str) -> None:
        types = [known for known in PARAMETER_TYPES if known == type_name]
        if not types:
            known = ", ".join(PARAMETER_TYPES)
            self._fail(
                f"unknown type {type_name!r}; known: {known}",
                f"알 수 없는 형식 {type_name!r}. 쓸 수 있는 형식: {known}",
            )
        values = tuple(choices.split("|")) if choices else ()
        if (types[0] == "choice") != bool(values) or (values and default and default not in values):
            self._fail(
                f"parameter {name!r}: a choice names its values, choice(a|b), and its default is one of them",
                f"매개변수 {name!r}: choice에는 choice(a|b)처럼 값을 적고, 기본값도 그 가운데 하나여야 합니다",
            )
        if name in self.parameters or name == LIMIT:
            self._fail(f"parameter {name!r} cannot stand here again", f"매개변수 {name!r} 항목을 다시 쓸 수 없습니다")
        self.parameters[name] = Parameter(name, types[0], default, Reason(description, ""), values)

    def _korean(self, name: str, description: str) -> None:
        parameter = self.parameters.get(name)
        if parameter is None or parameter.description.ko:
            self._fail(
                f"'param@ko {name}' follows its 'param {name}', once",
                f"'param@ko {name}'는 'param {name}' 뒤에 한 번만 씁니다",
            )
        self.parameters[name] = replace(parameter, description=Reason(parameter.description.en, description))

    def _fail(self, en: str, ko: str) -> NoReturn:
        raise QueryError(f"{self.where}, line {self.line}: {en}.", f"{self.where} {self.line}번째 줄: {ko}.")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the logical lines of the header with the numbers of their first lines."""
    number, content = 0, ""
    for count, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            break
        if line.startswith("#   ") and content:
            content = f"{content} {line[1:].strip()}"
            continue
        if content:
            yield number, content
        number, content = count, line[1:].strip()
    yield number, content
