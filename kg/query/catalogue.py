"""The queries that kg ships, and the queries that a user has as files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError, Reason
from kg.query.header import GROUPS, Parameter, parse_header
from kg.resources import shipped as shipped_folder


@dataclass(frozen=True, slots=True)
class Query:
    """A question in SPARQL that introduces itself.

    Attributes:
        name: its file's name without `.rq`.
        title: for people, in Korean and English.
        description: the same, longer.
        group: what it belongs to in a list (`people`, `statements`, …); empty for a file without header.
        parameters: what can be given to it.
        text: the whole file.
        path: the file.
        newest: whether its limit keeps the rows that were published last.
    """

    name: str
    title: Reason
    description: Reason
    group: str
    parameters: tuple[Parameter, ...]
    text: str
    path: Path
    newest: bool = False


def shipped() -> list[Query]:
    """Return the shipped queries by group, in the order of `GROUPS`, and name.

    Raises:
        QueryError: a header is wrong.
        SetupError: the installation lacks its queries.
    """
    queries = [_read(path) for path in shipped_folder("queries").glob("*.rq")]
    order = list(GROUPS)
    return sorted(queries, key=lambda query: (order.index(query.group), query.name))


def load(name_or_path: str | Path) -> Query:
    """Return the shipped query of this name, or the one in this file.

    What ends in `.rq` or has a folder is a file, anything else a name.

    Raises:
        QueryError: there is none, it cannot be read, or its header is wrong.
    """
    path = Path(name_or_path)
    if path.suffix == ".rq" or len(path.parts) != 1:
        return _read(path)
    folder = shipped_folder("queries")
    if (folder / f"{path}.rq").is_file():
        return _read(folder / f"{path}.rq")
    names = ", ".join(sorted(known.stem for known in folder.glob("*.rq")))
    raise QueryError(
        f"No shipped query is named {str(path)!r} (a file must end in .rq). Shipped: {names}.",
        f"{str(path)!r}라는 질의가 없습니다(파일 이름은 .rq로 끝나야 합니다). 있는 것: {names}.",
    )


def _read(path: Path) -> Query:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or error
        raise QueryError(f"{path} cannot be read: {cause}.", f"{path} 파일을 읽을 수 없습니다: {cause}.") from error
    header = parse_header(text, str(path))
    if header is None:
        name = Reason(path.stem, path.stem)
        return Query(path.stem, name, Reason("", ""), "", (), text, path)
    return Query(
        path.stem, header.title, header.description, header.group, header.parameters, text, path, header.newest
    )
