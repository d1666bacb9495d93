"""The tokens of SPARQL: enough of its grammar to find calls, keywords and groups, and take no string for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.errors import QueryError


class Token(NamedTuple):
    """A piece of a query.

    Attributes:
        kind: `iri`, `string`, `variable`, `name` (a prefixed name), `word` (a keyword or a bare name), `number`,
            `mark` (punctuation), or `gap` (white space and comments).
        text: as it stands there.
        start: where it begins, in code points.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """One past its last code point."""
        return self.start + len(self.text)

    def says(self, keyword: str) -> bool:
        """Tell whether it is this keyword or mark, in whatever case."""
        return self.kind in ("word", "mark") and self.text.upper() == keyword


_TOKEN = re.compile(
    r"""
      (?P<gap>(?:\s|\#[^\n\r]*)+)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"\"\"(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"\"\"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:_|[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:%-]|\\.)(?:\.*(?:[\w:%-]|\\.))*)?)
    | (?P<word>@?[^\W\d]\w*(?:-\w+)*)
    | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<mark>\^\^|&&|\|\||[<>!]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query; joined, their texts are the query."""
    for match in _TOKEN.finditer(text):
        yield Token(match.lastgroup or "", match.group(), match.start())


def meaningful(text: str) -> list[Token]:
    """Return the tokens of a query without white space and comments."""
    return [token for token in tokens(text) if token.kind != "gap"]


def prefixes(content: list[Token]) -> dict[str, str]:
    """Return the namespaces that a query declares, by prefix without its colon."""
    found = {}
    for word, name, iri in zip(content, content[1:], content[2:], strict=False):
        if word.says("PREFIX") and name.kind == "name" and iri.kind == "iri":
            found[name.text[:-1]] = iri.text[1:-1]
    return found


def expanded(token: Token, namespaces: dict[str, str]) -> str | None:
    """Return the IRI that a token names, None if it names none or its prefix is not declared."""
    if token.kind == "iri":
        return token.text[1:-1]
    if token.kind != "name":
        return None
    prefix, _, local = token.text.partition(":")
    return namespaces[prefix] + re.sub(r"\\(.)", r"\1", local) if prefix in namespaces else None


_READS = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_CHANGES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_GAP = r"(?:\s|#[^\n\r]*[\n\r])*"
_SERVICE = re.compile(
    rf"(?<![?$])SERVICE{_GAP}(?:SILENT{_GAP})?(?:<[^>]*>|[?$]\w+|[^\s{{}}<>]*:[^\s{{]*){_GAP}\{{", re.IGNORECASE
)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def form(text: str) -> str:
    """Return what a query is: SELECT, CONSTRUCT, DESCRIBE, ASK, the first word of an update, or nothing known."""
    words = (token.text.upper() for token in tokens(text) if token.kind == "word")
    return next((word for word in words if word in _READS + _CHANGES), "")


def names_graphs(text: str) -> bool:
    """Tell whether a query says by FROM which graphs it looks at."""
    return any(token.says("FROM") for token in tokens(text))


def refuse_what_reaches_out(text: str, where: str) -> None:
    """Refuse a query that calls another endpoint or changes data.

    The search for SERVICE looks at the text as it stands, strings and comments too: rather a harmless query too many
    is refused than that a reader of SPARQL who sees it otherwise goes to the network.

    Raises:
        QueryError: it uses SERVICE, LOAD or another update.
    """
    if _SERVICE.search(text) or _SERVICE.search(_CODE_POINT.sub(_code_point, text)):
        raise QueryError(
            f"{where} uses SERVICE; queries do not reach the network.",
            f"{where}: SERVICE를 쓸 수 없습니다. 질의는 네트워크에 접속하지 않습니다.",
        )
    kind = form(text)
    if kind in _CHANGES:
        raise QueryError(
            f"{where} is an update ({kind}); only SELECT, CONSTRUCT, DESCRIBE and ASK are asked.",
            f"{where}: 데이터를 바꾸는 명령({kind})입니다. SELECT, CONSTRUCT, DESCRIBE, ASK만 물을 수 있습니다.",
        )


def _code_point(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 else match[0]
