"""The parts of a query's WHERE: enough to ask for them one after the other."""

from __future__ import annotations

from typing import NamedTuple

from kg.query.syntax import Token, meaningful


class Part(NamedTuple):
    """A part of a group: a triple pattern, a GRAPH, a FILTER, a UNION and so on.

    Attributes:
        kind: `GRAPH`, `FILTER`, `OPTIONAL`, `BIND`, `VALUES`, `MINUS`, `{` for a group, or `triples`.
        text: as it stands in the query, without comments.
        variables: that stand in it.
    """

    kind: str
    text: str
    variables: frozenset[str]


_KEYWORDS = ("GRAPH", "FILTER", "OPTIONAL", "BIND", "VALUES", "MINUS")


def prologue(text: str) -> str:
    """Return the PREFIX and BASE declarations of a query."""
    content = meaningful(text)
    kept: list[str] = []
    for position, token in enumerate(content):
        if token.says("PREFIX"):
            kept += [" ".join(t.text for t in content[position : position + 3])]
        elif token.says("BASE"):
            kept += [" ".join(t.text for t in content[position : position + 2])]
    return "\n".join(kept)


def where(text: str) -> list[Token]:
    """Return the tokens between the braces of a query's outermost WHERE; none if it has none."""
    return _where(meaningful(text))


def _where(content: list[Token]) -> list[Token]:
    heads = [i for i, t in enumerate(content) if t.says("WHERE") and not _depth(content[:i])]
    begin = heads[0] + 1 if heads else next((i for i, t in enumerate(content) if t.text == "{"), len(content))
    return content[begin + 1 : _closing(content, begin)] if begin < len(content) else []


def parts(group: list[Token]) -> list[Part]:
    """Return the parts of a group in their order."""
    found: list[Part] = []
    position = 0
    while position < len(group):
        token = group[position]
        keyword = token.text.upper() if token.kind == "word" else token.text
        if keyword == ".":
            position += 1
            continue
        if keyword in _KEYWORDS:
            end = _block_end(group, position)
        elif keyword == "{":
            end = _closing(group, position) + 1
            while end < len(group) and group[end].says("UNION"):
                end = _closing(group, end + 1) + 1
        else:
            keyword, end = "triples", _triples_end(group, position)
        found.append(_part(keyword, group[position:end]))
        position = end
    return found


def group_of(part: Part) -> list[Token]:
    """Return the tokens of the group that `part` is, of the first of a UNION, or of the WHERE of a subquery."""
    content = meaningful(part.text)
    inside = content[1 : _closing(content, 0)]
    return _where(inside) if inside and inside[0].says("SELECT") else inside


def triples(part: Part) -> list[str]:
    """Return the triple patterns of a GRAPH or of triples, each with its subject written out."""
    content = meaningful(part.text)
    if part.kind == "GRAPH":
        content = content[3:-1]
    if any(token.text in "{}[" or (token.kind == "word" and token.text.upper() in _KEYWORDS) for token in content):
        return []
    found: list[str] = []
    for block in _split(content, "."):
        subject: list[Token] = block[:1]
        for predicates in _split(block[1:], ";"):
            objects = _split(predicates[1:], ",")
            found += [_text([*subject, predicates[0], *each]) for each in objects]
    return found


def within(part: Part, patterns: list[str]) -> str:
    """Return the triple patterns as a part like `part`."""
    inside = " . ".join(patterns)
    return f"GRAPH {meaningful(part.text)[1].text} {{ {inside} }}" if part.kind == "GRAPH" else f"{inside} ."


def _part(kind: str, content: list[Token]) -> Part:
    names = frozenset(token.text[1:] for token in content if token.kind == "variable")
    return Part(kind, _text(content), names)


def _text(content: list[Token]) -> str:
    pieces = []
    for token, after in zip(content, [*content[1:], None], strict=True):
        tight = after is not None and (
            after.text in ("(", ")", ",", "^^") or (after.kind == "word" and after.text[0] == "@")
        )
        pieces.append(token.text + ("" if tight or token.text in ("(", "^^", "!") else " "))
    return "".join(pieces).strip()


def _depth(content: list[Token]) -> int:
    return sum((t.text == "{") - (t.text == "}") for t in content)


def _closing(content: list[Token], begin: int) -> int:
    """Return the position of the bracket that closes the one at `begin`, or the end."""
    opening = content[begin].text if begin < len(content) else "{"
    closing = {"{": "}", "(": ")"}.get(opening, "}")
    depth = 0
    for position in range(begin, len(content)):
        depth += (content[position].text == opening) - (content[position].text == closing)
        if not depth:
            return position
    return len(content) - 1


def _block_end(group: list[Token], position: int) -> int:
    """Return where the part that begins with a keyword at `position` ends."""
    opening = "(" if group[position].says("BIND") else "{"
    if group[position].says("FILTER"):
        brackets = (i for i in range(position, len(group)) if group[i].text in "({")
    else:
        brackets = (i for i in range(position, len(group)) if group[i].text == opening)
    begin = next(brackets, len(group) - 1)
    return _closing(group, begin) + 1


def _triples_end(group: list[Token], position: int) -> int:
    for end in range(position, len(group)):
        token = group[end]
        if token.text in ("{", "}") or (token.kind == "word" and token.text.upper() in _KEYWORDS):
            return end
    return len(group)


def _split(content: list[Token], mark: str) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    depth = 0
    for token in content:
        depth += (token.text in "([") - (token.text in ")]")
        if token.text == mark and not depth:
            found.append([])
        else:
            found[-1].append(token)
    return [each for each in found if each]
