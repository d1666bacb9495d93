"""What `import kg` offers: the commands' nouns for Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Literal, Self, overload

from kg.errors import Reason
from kg.model import Article, FactsDocument

if TYPE_CHECKING:
    import networkx

    from kg.analysis.measures import Analysis
    from kg.extract.dictionary import Dictionary
    from kg.extract.explanation import Explanation
    from kg.extract.llm import LanguageModel
    from kg.gate import Violation
    from kg.history import Difference, Step
    from kg.pipeline import AsOf, Damage, Engine, Retraction, Summary
    from kg.plot import Picture
    from kg.query import Answer, Dataset
    from kg.query.parameters import Value
    from kg.read import RawDocument, Record, Unread
    from kg.store import Finding, Run, Totals
    from kg.view.news import Choice


def read_sources(
    *sources: str | Path, columns: Mapping[str, str] | None = None
) -> Iterator[Record | RawDocument | Unread]:
    """Yield the articles that files, folders and URLs hold (`kg build` reads by this too).

    A `Record` has `id`, `article` and `source`; a `RawDocument` is a facts document still as JSON; an `Unread` has
    `source` and `reason`. Nothing is raised for what cannot be read.

    Args:
        sources: files, folders, URLs, `-` for standard input; docs/inputs.md lists what they may hold.
        columns: the column or key for each field of an article whose name does not tell it: `{"headline": "제목"}`.
    """
    from kg.read import read_sources as read

    return read([str(source) for source in sources], columns or {})


def extract_facts(
    article: Article,
    id: str = "article",  # noqa: A002 - the field's name
    dictionary: str | Path | None = None,
    accurate: bool = False,
) -> FactsDocument:
    """Return the facts document of one article; the first call loads the models, which takes seconds.

    Args:
        article: the article; `Article(text=…)` is enough.
        id: the article's id, unique in a store.
        dictionary: a file of names to know for certain (`kg.extract.dictionary`).
        accurate: whether to ask a pretrained encoder as well: slower, and it finds more (`pip install 'kg[accurate]'`).

    Raises:
        InputError: there is no engine for the article's language.
        SetupError: the dictionary cannot be read, a line of it is wrong, or what the encoder needs is not installed.
    """
    from kg.extract import extractor

    return extractor(article.language, _names(dictionary), accurate)(id, article)


def explain(
    source: str | Path | Article,
    id: str | None = None,  # noqa: A002 - the field's name
    dictionary: str | Path | None = None,
    accurate: bool = False,
) -> Explanation:
    """Return what was found in an article, by which rules, and what was dropped and why (`kg explain`).

    Args:
        source: an article, or a file, a folder or `-` that holds it.
        id: the article's id, where there are several.
        dictionary: a file of names to know for certain.
        accurate: whether to ask a pretrained encoder as well, as in `extract_facts`.

    Raises:
        InputError: it cannot be read, there is no such article, or there are several and none is named.
    """
    if isinstance(source, Article):
        from kg.extract import explainer

        return explainer(source.language, _names(dictionary), accurate)(id or "article", source)
    from kg.pipeline import explain as run

    return run(str(source), id, _names(dictionary), accurate)


def _names(path: str | Path | None) -> Dictionary:
    from kg.extract.dictionary import NONE, read_dictionary

    return NONE if path is None else read_dictionary(path)


def explanation_page(explanation: Explanation, language: str = "ko") -> str:
    """Return an explanation as one self-contained HTML page, its headings in Korean (`ko`) or English (`en`)."""
    from kg.view import page

    return page(explanation, language)


def extract_sources(
    *sources: str | Path,
    workers: int | None = None,
    columns: Mapping[str, str] | None = None,
    dictionary: str | Path | None = None,
    engine: Engine = "rules",
    model: LanguageModel | None = None,
) -> Iterator[FactsDocument | Unread]:
    """Yield the facts document of each input, or why there is none, in their order (`kg extract`).

    Args:
        sources: files, folders, URLs, `-` for standard input.
        workers: number of processes; None takes the cores.
        columns: the columns of tables, as in `read_sources`.
        dictionary: a file of names to know for certain.
        engine: who extracts: `rules`, the rules with a pretrained encoder (`accurate`), a language model (`llm`), or
            rules and model (`both`).
        model: the language model that is asked.

    Raises:
        BudgetError: no more may be asked of the model; what came before is right.
        SetupError: the model cannot be asked at all.
    """
    from kg.pipeline import Extraction, extract
    from kg.read.documents import read_document

    how = Extraction(_names(dictionary), engine, model)
    for item in extract([str(source) for source in sources], workers, columns=columns or {}, extraction=how):
        yield read_document(item).document if isinstance(item, bytes) else item


def build(
    *sources: str | Path,
    out: str | Path,
    workers: int | None = None,
    base: str | None = None,
    retry_set_aside: bool = False,
    columns: Mapping[str, str] | None = None,
    dictionary: str | Path | None = None,
    joins: Literal["posts", "sure"] | None = None,
    engine: Engine = "rules",
    model: LanguageModel | None = None,
) -> Summary:
    """Build articles and facts documents into the store at `out` (`kg build`).

    Args:
        sources: files, folders, URLs, `-` for standard input; none only finishes what an earlier build left undone.
        out: the store's folder, made if it is not there.
        workers: number of processes; None takes the cores.
        base: what the IRIs of the data begin with; None takes the store's, or the default for a new store.
        retry_set_aside: whether to try again whatever was set aside.
        columns: the columns of tables, as in `read_sources`.
        dictionary: a file of names to know for certain; with another one articles are extracted again.
        joins: what joins people of one name: `posts` (also a post that several can hold, unless something shows that
            the name has several bearers) or `sure` (only what one person holds); None takes the store's, or `posts`.
        engine: who extracts, as in `extract_sources`; by another one they are extracted again too.
        model: the language model that is asked. If its budget is spent, the summary says so (`stopped`).

    Raises:
        StoreError: the store cannot be opened or written.
        SetupError: the model cannot be asked at all.
    """
    from kg.pipeline import BuildSettings, Extraction
    from kg.pipeline import build as run

    settings = BuildSettings(
        workers=workers,
        base=base,
        retry_set_aside=retry_set_aside,
        columns=columns or {},
        joins=joins,
        extraction=Extraction(_names(dictionary), engine, model),
    )
    return run([str(source) for source in sources], out, settings)


def retract(store: str | Path, *articles: str, why: str = "") -> Retraction:
    """Take articles out of a store; the graph becomes what it would be without them (`kg retract`).

    That they were there, what they said and why they went stays in the store, beside the dataset.

    Args:
        store: the store's folder.
        articles: ids of the articles.
        why: the reason, for the log.

    Raises:
        StoreError: the store cannot be opened or written.
    """
    from kg.pipeline import retract as run

    return run(store, articles, why)


def reinstate(store: str | Path, *articles: str, why: str = "") -> Retraction:
    """Bring retracted articles back as they were (`kg retract --undo`); the arguments are those of `retract`.

    Raises:
        StoreError: the store cannot be opened or written.
    """
    from kg.pipeline import reinstate as run

    return run(store, articles, why)


def as_of(store: str | Path, day: str, out: str | Path) -> AsOf:
    """Make a store at `out` of what was known from the articles that were published until a day (`kg as-of`).

    Args:
        store: the store's folder.
        day: the last day (`2012-10-31`), month or year.
        out: the folder of the store to be made; nothing may be there.

    Raises:
        InputError: `day` is no day.
        StoreError: the store cannot be read, or `out` cannot be written.
    """
    from kg.pipeline import as_of as run

    return run(store, day, out)


def check(store: str | Path) -> list[Damage]:
    """Return what is damaged in a store: file, article, reason (`kg check`).

    Raises:
        StoreError: it cannot be opened at all.
    """
    from kg.pipeline import Checked
    from kg.pipeline import check as run
    from kg.store import Store

    with Store.open(store) as opened:
        return list(run(opened, Checked()))


def rebuild(store: str | Path, workers: int | None = None) -> Totals:
    """Make the graph of a store again from its documents and decisions (`kg rebuild`); the hash stays the same.

    Raises:
        StoreError: the store cannot be opened or written.
    """
    from kg.pipeline import rebuild as run

    return run(store, workers)


def difference(
    old: str | Path, new: str | Path | None = None, first: int | None = None, last: int | None = None
) -> Difference:
    """Return what changed from one store to another, or from one run of a store to another (`kg diff`).

    Args:
        old: a store's folder.
        new: another one; None compares two runs of `old`.
        first: number of the run to begin with, in `old`; None takes the one before `last`, of two stores the last.
        last: number of the run to end with; None takes the last.

    Raises:
        InputError: there was no such run.
        StoreError: a store cannot be read.
    """
    from kg.history import difference as compare
    from kg.history import edition

    if new is None and first is None:
        with edition(old, last) as state:
            first = max(state.run - 1, 0)
    with edition(old, first) as before, edition(old if new is None else new, last) as after:
        return compare(before, after)


def ask(target: str | Path, query: str | Path, seconds: float = 60, **parameters: Value) -> Answer:
    """Ask a store, an RDF file or the address of a SPARQL endpoint a shipped query or a .rq file (`kg query`).

    The query is ended after so many seconds (0 for no limit); its parameters are given by keyword.

    Raises:
        LimitError: it took too long or needed too much.
        QueryError: there is no such query, or it or a parameter is wrong.
        InputError: the file or the endpoint cannot be read.
        StoreError: the folder is no store of this version.
    """
    from kg.query import load
    from kg.query.sources import ask as run

    return run(target, load(query), parameters, seconds)


def open_store(path: str | Path) -> News:
    """Open a store for reading; another process may be writing it.

    Raises:
        StoreError: there is no store, it is damaged, or another version made it.
    """
    return News(path)


@overload
def networkx_graph(
    news: News | str | Path, projection: None = None, *, period: str | None = None, evidence: bool = True
) -> networkx.MultiDiGraph[str]: ...
@overload
def networkx_graph(
    news: News | str | Path, projection: str | None, *, period: str | None = None, evidence: bool = True
) -> networkx.Graph[str]: ...
def networkx_graph(
    news: News | str | Path, projection: str | None = None, *, period: str | None = None, evidence: bool = True
) -> networkx.Graph[str]:
    """Return the entities of a store or an RDF file and what connects them, as a graph for analysis.

    Nodes and edges carry label, type and evidence; `kg.analysis.parts` lists what. Without a projection it is a
    `MultiDiGraph` of every fact.

    Args:
        news: what to read.
        projection: a smaller graph whose edges say which facts they stand for: one of `kg.analysis.PROJECTIONS`.
        period: only what articles of these dates say (`2025`, `2025-01..2025-06`).
        evidence: whether nodes and edges carry the words that say them; a large graph is much smaller without.

    Raises:
        InputError: the file cannot be read.
        StoreError: the folder is no store of this version.
        SetupError: there is no such projection, or the period is none.
    """
    from kg.analysis import networkx_graph as make

    source = news.dataset if isinstance(news, News) else news
    return make(source, projection, period=period, evidence=evidence)


def analyse(graph: networkx.Graph[str], engine: str = "auto") -> Analysis:
    """Measure a network that `networkx_graph` returned: centralities, communities, brokers, components (`kg analyse`).

    Args:
        graph: the network, directed or not; edges may have a `weight`.
        engine: `networkx`, a backend of it, `igraph` (the extra `analyse`), or `auto`: igraph where it is installed.

    Raises:
        SetupError: there is no such engine here.
    """
    from kg.analysis.measures import analyse as measure

    return measure(graph, engine)


class News:
    """A store that is open for reading. Use it in a `with` statement.

    Attributes:
        path: the store's folder.
        dataset: its quads, for SPARQL by pyoxigraph directly.
    """

    def __init__(self, path: str | Path) -> None:
        from kg.store import Store

        self._store = Store.open(path)
        self.path = Path(path)

    @property
    def dataset(self) -> Dataset:
        """The quads."""
        return self._store.graph.store

    def query(self, query: str | Path, **parameters: Value) -> Answer:
        """Ask a shipped query by name or a .rq file (`kg query`); its parameters are given by keyword.

        Raises:
            QueryError: there is no such query, or it or a parameter is wrong.
        """
        from kg.query import load, run

        return run(self.dataset, load(query), parameters)

    def totals(self) -> Totals:
        """Count articles, entities and facts by type, and what was set aside (`kg stats`)."""
        return self._store.totals()

    def set_aside(self) -> Iterator[Finding]:
        """Yield what was set aside, with reason, shape and span (`kg set-aside`)."""
        return self._store.set_aside()

    def unread(self) -> Iterator[tuple[str, Reason]]:
        """Yield the inputs that could not be read: source and reason."""
        return self._store.ledger.unread()

    def documents(self) -> Iterator[FactsDocument]:
        """Yield the facts documents of all articles, as far as they can be read, in the order of their ids."""
        from kg.read.documents import read_document

        after = ""
        while page := self._store.ledger.contents(after, _PAGE):
            yield from (read_document(content).document for _, content in page)
            after = page[-1][0]

    def validate(self, workers: int | None = None) -> list[Violation]:
        """Check every article, then the whole, against the shapes and return what is wrong (`kg validate`)."""
        from kg.pipeline import validate, validate_whole

        found = [violation for report in validate(self._store, workers) for violation in report]
        return [*found, *validate_whole(self._store)]

    def export(
        self, format_name: str, stream: BinaryIO, set_aside: bool | None = None, *, article: str | None = None
    ) -> None:
        """Write the graph in a format of `kg.export.FORMATS` (`kg export`).

        Args:
            format_name: `turtle`, `graphml` and so on; one of several files becomes a zip archive.
            stream: open for bytes.
            set_aside: whether to write what was set aside; None leaves that to the format.
            article: only what the article of this id says, in formats that can (`facts`, `annotations`).

        Raises:
            SetupError: there is no such format, or it cannot hold what is asked for.
            InputError: there is no such article.
        """
        from kg.export import write

        write(self._store, format_name, stream, set_aside, article=article)

    def plot(
        self,
        kind: str,
        *,
        top: int | None = None,
        labels: int = 120,
        projection: str = "entities",
        period: str | None = None,
        language: str = "ko",
    ) -> Picture:
        """Draw the graph (`kg plot`); a notebook shows the picture, and `picture.save("news.svg")` writes it.

        Args:
            kind: `network`, `timeline`, `statements` (who said what) or `positions`.
            top: how many nodes, events, statements or posts; 0 for all, None for as many as read well.
            labels: of a network, how many nodes may have labels; 0 for all that have room.
            projection: of a network, which; see `kg.analysis.PROJECTIONS`.
            period: only what articles of these dates say (`2025`, `2025-01..2025-06`).
            language: of title and legend, `ko` or `en`.

        Raises:
            SetupError: there is no such kind or projection, the period is none, or the extra `plot` is not installed.
        """
        from kg.plot import picture

        return picture(
            self.dataset, kind, top=top, labels=labels, projection=projection, period=period, language=language
        )

    def _repr_html_(self) -> str:
        """Return what is in the store as a notebook shows it."""
        from kg.markup import element, table, text
        from kg.messages import Say
        from kg.view.labels import type_label

        totals, say = self.totals(), Say("en")
        rows = [("articles", f"{totals.articles:,}")]
        rows += [(say(f"kind.{kind}"), f"{count:,}") for kind, count in totals.entities.items()]
        rows += [(f"facts: {type_label(say, kind)}", f"{count:,}") for kind, count in sorted(totals.accepted.items())]
        rows.append(("set aside", f"{sum(totals.set_aside.values()):,}"))
        return element("h3", text(self.path.name)) + table(("", ""), rows)

    def trail(self, article: str) -> list[Step]:
        """Return what became of an article, by id, oldest first (`kg history --article`)."""
        from kg.history import trail

        return trail(self._store, article)

    def runs(self) -> list[Run]:
        """Return what was run on the store, oldest first (`kg history`)."""
        return self._store.ledger.runs()

    def page(self, language: str = "ko", choice: Choice | None = None) -> bytes:
        """Return one HTML file that shows the store in a browser, without network (`kg view`).

        Args:
            language: `ko` or `en`, the language that the page opens in.
            choice: which articles; None takes all, or of too many the most connected.

        Raises:
            InputError: no article is left.
            SetupError: this installation lacks the part that runs in the browser.
        """
        from kg.view.news import Choice, chosen, fitting, news_page, store_content

        whole = store_content(self._store)
        return news_page(fitting(chosen(whole, choice or Choice())), whole, self.path.name, language)

    def hash(self) -> str:
        """Return the SHA-256 (hex) over the canonical dataset (`kg hash`)."""
        return self._store.hash()

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_PAGE = 256
