"""A parser for the part of SPARQL that simple constraints need; whatever else a query has is refused.

It knows SELECT over triple patterns with `;`, `,`, `a` and sequence paths, FILTER, FILTER EXISTS, and OPTIONAL at the
end of the group. Grammar: SPARQL 1.1 Query Language, section 19.8.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.gate.check import UnsupportedError
from kg.gate.data import INTEGER, TYPE, Node
from kg.rdf import STRING


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, without its mark."""

    name: str


Term = Variable | Node


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or a function with its arguments."""

    name: str
    arguments: tuple[Expression, ...]


Expression = Variable | Node | Call


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern; the predicate is never a variable."""

    subject: Term
    predicate: str
    object: Term


@dataclass(slots=True)
class Group:
    """A group graph pattern. Each of `exists` must have a solution; `optional` are joined after all patterns."""

    patterns: list[Pattern] = field(default_factory=list)
    filters: list[Expression] = field(default_factory=list)
    exists: list[Group] = field(default_factory=list)
    optional: list[Group] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Select:
    """A query: the variables that it answers with, and what must hold of them."""

    variables: tuple[str, ...]
    where: Group


def parse(text: str, prefixes: Mapping[str, str]) -> Select:
    """Return the query.

    Raises:
        UnsupportedError: it has something that this parser does not know.
    """
    return _Parser(text, prefixes).select()


_TOKEN = re.compile(
    r"""(?:\s|\#[^\n]*)*
    (?: (?P<variable>[?$]\w+)
      | (?P<iri><[^<>"{}|^`\\\s:]+:[^<>"{}|^`\\\s]*>)
      | (?P<string>"[^"\\\n]*"(?![@^"]))
      | (?P<integer>[0-9]{1,18}(?![.\w]))
      | (?P<name>[A-Za-z][\w-]*:[A-Za-z_][\w-]*(?![.:%\\]\w))
      | (?P<word>[A-Za-z]\w*)
      | (?P<mark>&&|\|\||!=|<=|>=|[{}().;,=<>!+/-])
      | (?P<end>$))""",
    re.VERBOSE,
)
_COMPARISONS = ("=", "!=", "<", ">", "<=", ">=")
_FUNCTIONS = {"STRLEN": (1,), "SHA256": (1,), "STR": (1,), "SUBSTR": (3,), "CONTAINS": (2,), "COALESCE": (1, 2, 3)}


class _Parser:
    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._tokens: list[tuple[str, str]] = []
        self._paths = 0
        position = 0
        while not self._tokens or self._tokens[-1][0] != "end":
            match = _TOKEN.match(text, position)
            if match is None:
                raise UnsupportedError(text[position : position + 20])
            kind = match.lastgroup or ""
            self._tokens.append((kind, match[kind].upper() if kind == "word" and match[kind] != "a" else match[kind]))
            position = match.end()
        self._next = 0

    def select(self) -> Select:
        self._take("SELECT")
        self._skip("DISTINCT")  # whether there is a solution does not depend on it
        variables = []
        while self._kind == "variable":
            variables.append(self._advance()[1:])
        self._skip("WHERE")
        where = self._group()
        if self._kind != "end":
            raise UnsupportedError(self._token)
        return Select(tuple(variables), where)

    def _group(self) -> Group:
        group = Group()
        self._take("{")
        while not self._skip("}"):
            if self._skip("FILTER"):
                if self._skip("EXISTS"):
                    group.exists.append(self._simple(self._group()))
                else:
                    group.filters.append(self._expression() if self._token == "(" else self._primary())
            elif self._skip("OPTIONAL"):
                group.optional.append(self._simple(self._group()))
                if group.optional[-1].filters or group.optional[-1].exists:
                    raise UnsupportedError("OPTIONAL with FILTER")
            elif group.optional:
                raise UnsupportedError("OPTIONAL before others")
            else:
                self._triples(group)
            self._skip(".")
        return group

    def _simple(self, group: Group) -> Group:
        if group.optional or not group.patterns:
            raise UnsupportedError("OPTIONAL inside, or nothing")
        return group

    def _triples(self, group: Group) -> None:
        subject = self._term()
        while True:
            path = [self._predicate()]
            while self._skip("/"):
                path.append(self._predicate())
            while True:
                self._path(group, subject, path, self._term())
                if not self._skip(","):
                    break
            if not self._skip(";"):
                return
            if self._token in (".", "}"):
                return

    def _path(self, group: Group, subject: Term, path: list[str], target: Term) -> None:
        for predicate in path[:-1]:
            between = Variable(f" {self._paths}")  # a name that no query can have
            self._paths += 1
            group.patterns.append(Pattern(subject, predicate, between))
            subject = between
        group.patterns.append(Pattern(subject, path[-1], target))

    def _predicate(self) -> str:
        if self._skip("a"):
            return TYPE
        term = self._term()
        if not isinstance(term, str):
            raise UnsupportedError(term)
        return term

    def _term(self) -> Term:
        if self._kind == "variable":
            return Variable(self._advance()[1:])
        if self._kind == "iri":
            return self._advance()[1:-1]
        if self._kind == "name":
            prefix, _, name = self._advance().partition(":")
            if prefix not in self._prefixes:
                raise UnsupportedError(prefix)
            return self._prefixes[prefix] + name
        raise UnsupportedError(self._token)

    def _expression(self) -> Expression:
        left = self._conjunction()
        while self._skip("||"):
            left = Call("||", (left, self._conjunction()))
        return left

    def _conjunction(self) -> Expression:
        left = self._comparison()
        while self._skip("&&"):
            left = Call("&&", (left, self._comparison()))
        return left

    def _comparison(self) -> Expression:
        left = self._sum()
        if self._token in _COMPARISONS:
            return Call(self._advance(), (left, self._sum()))
        if self._skip("IN"):
            return Call("IN", (left, *self._arguments()))
        return left

    def _sum(self) -> Expression:
        left = self._primary()
        while self._token in ("+", "-"):
            left = Call(self._advance(), (left, self._primary()))
        return left

    def _primary(self) -> Expression:
        if self._skip("("):
            inner = self._expression()
            self._take(")")
            return inner
        if self._skip("!"):
            return Call("!", (self._primary(),))
        if self._kind == "string":
            return (self._advance()[1:-1], STRING, None)
        if self._kind == "integer":
            return (str(int(self._advance())), INTEGER, None)
        if self._kind == "word":
            name = self._advance()
            arguments = self._arguments()
            if len(arguments) not in _FUNCTIONS.get(name, ()):
                raise UnsupportedError(name)
            return Call(name, arguments)
        return self._term()

    def _arguments(self) -> tuple[Expression, ...]:
        self._take("(")
        arguments = [self._expression()]
        while self._skip(","):
            arguments.append(self._expression())
        self._take(")")
        return tuple(arguments)

    @property
    def _kind(self) -> str:
        return self._tokens[self._next][0]

    @property
    def _token(self) -> str:
        return self._tokens[self._next][1]

    def _advance(self) -> str:
        token = self._token
        self._next += 1
        return token

    def _skip(self, token: str) -> bool:
        found = self._token == token and self._kind in ("word", "mark")
        self._next += found
        return found

    def _take(self, token: str) -> None:
        if not self._skip(token):
            raise UnsupportedError(self._token)
