"""The gate: graphs are checked against the shapes, by compiled checks first and by pySHACL where they fail."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import InputError, SetupError
from kg.gate.compiler import compile_shapes, suspects
from kg.gate.data import Data
from kg.gate.shapes import read_shapes, spread
from kg.gate.violation import Violation
from kg.rdf import Statement

if TYPE_CHECKING:
    from kg.gate.referee import Referee

SAMPLE = 1_000
"""One in so many graphs is checked by pySHACL too, though the compiled checks pass it."""


class Gate:
    """Checks graphs against the shapes, which it reads once: build one, then fork or keep it.

    Checks compiled from the shapes pass what conforms. Where one of them fails or is not sure, pySHACL decides on the
    shapes in question, and what is reported is its report. It loads when it is first needed.
    """

    def __init__(self, shapes: Path | None = None, sample: int | None = None) -> None:
        """Read the shapes of a folder, of the shipped one by default.

        Args:
            shapes: the folder.
            sample: pySHACL checks all shapes on one in so many graphs, chosen by their names; `SAMPLE` by default.

        Raises:
            SetupError: it has none.
        """
        self._shapes = read_shapes(shapes)
        self._units = compile_shapes(spread(self._shapes))
        self._sample = SAMPLE if sample is None else sample
        self._loaded: Referee | None = None

    def check(self, statements: Iterable[Statement], context: Iterable[Statement] = ()) -> tuple[Violation, ...]:
        """Return what is wrong with the graph of an article, in order.

        Args:
            statements: the article's graph.
            context: what the entity graph says of the entities and roles that the article names; without their types
                every fact about them is refused.

        Raises:
            SetupError: pySHACL refuses what the compiled checks pass, so the gate cannot be trusted.
        """
        everything = [*statements, *context]
        return self._checked(Data.of(everything), f"<{everything[0][3]}>" if everything else "")

    def check_quads(self, quads: Iterable[ox.Quad]) -> tuple[Violation, ...]:
        """Return what is wrong with all the triples of some quads taken together, in order.

        Raises:
            SetupError: as `check` does.
        """
        everything = [*quads]
        return self._checked(Data.of_quads(everything), str(everything[0].graph_name) if everything else "")

    def _checked(self, data: Data, graph: str) -> tuple[Violation, ...]:
        doubtful = suspects(self._units, data)
        if not self._sampled(graph):
            return self._referee.check(data.quads, doubtful) if doubtful else ()
        found = self._referee.check(data.quads)
        overlooked = [v for v in found if v not in self._referee.check(data.quads, doubtful)] if found else []
        if overlooked:
            shape, focus = overlooked[0].shape, overlooked[0].focus
            raise SetupError(
                f"The gate's compiled checks passed {focus}, which pySHACL refuses by {shape}. "
                "Please report this with the article.",
                f"게이트의 컴파일된 검사가 통과시킨 {focus}를 pySHACL은 {shape}(으)로 거부합니다. "
                "이 기사와 함께 알려 주세요.",
            )
        return found

    def check_file(self, path: Path) -> tuple[Violation, ...]:
        """Return what is wrong with all graphs of an RDF file taken together, in order.

        Raises:
            InputError: the file cannot be read.
        """
        try:
            with path.open("rb") as file:
                form = ox.RdfFormat.from_extension(path.suffix.removeprefix(".")) or ox.RdfFormat.TURTLE
                quads = list(ox.parse(file, format=form))
        except (OSError, SyntaxError, ValueError) as error:
            cause = getattr(error, "strerror", None) or error
            raise InputError(
                f"{path} cannot be read as RDF: {cause}", f"{path}를 RDF로 읽을 수 없습니다: {cause}"
            ) from error
        return self.check_quads(quads)

    @property
    def _referee(self) -> Referee:
        if self._loaded is None:
            from kg.gate.referee import Referee  # loads rdflib and pySHACL, most of a second

            self._loaded = Referee(self._shapes)
        return self._loaded

    def _sampled(self, graph: str) -> bool:
        """Whether pySHACL shall check a graph in any case: by its name, the same in every run."""
        return zlib.crc32(graph.encode()) % self._sample == 0
