"""`kg identity`: candidates, show, same, different, undo, apply, link."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options
from kg.decision import DatedName, DecisionKind, Judgement
from kg.errors import InputError
from kg.messages import Say

if TYPE_CHECKING:
    from kg.store import Store

_KINDS = ("person", "organization", "place", "event", "policy")
_SCORE = 0.4
"""`kg.resolve.DEFAULT_SCORE`, which `--help` shows without loading what it stands in."""
_NAME = re.compile(r"(?P<name>[^:]+)(?::(?P<since>[0-9-]*)\.\.(?P<until>[0-9-]*))?")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""
    group = click.Group("identity", help=say("identity.help"), no_args_is_help=True)
    group.context_settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    for make in (_candidates, _show, _same, _different, _undo, _apply, _link):
        group.add_command(make(say))
    for each in group.commands.values():
        option = each.get_help_option(click.Context(each, **group.context_settings))
        if option is not None:
            option.help = say("option.help")
    return group


def _by(say: Say) -> Callable[[Any], Any]:
    return click.option("--by", metavar="NAME", default=_user, help=say("identity.by"))


def _candidates(say: Say) -> click.Command:
    @click.command("candidates", help=say("identity.candidates.help"), short_help=say("identity.candidates.short"))
    @options.store()
    @click.option("-i", "--interactive", is_flag=True, help=say("identity.interactive"))
    @click.option("--joined", is_flag=True, help=say("identity.joined"))
    @click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True, help=say("identity.kinds"))
    @click.option(
        "--min-score", type=click.FloatRange(0, 1), default=_SCORE, show_default=True, help=say("identity.min_score")
    )
    @click.option("--limit", type=click.IntRange(0), default=0, metavar="N", help=say("identity.limit"))
    @options.formats(say, ("text", "jsonl"), "text")
    @_by(say)
    @options.output(say)
    def candidates(
        news: Path,
        interactive: bool,
        joined: bool,
        kinds: tuple[str, ...],
        min_score: float,
        limit: int,
        format_name: str,
        by: str,
        output: str,
    ) -> None:
        from kg.cli.reading import opened
        from kg.pipeline import candidates as find
        from kg.pipeline import joined as find_joined

        def wanted(store: Store) -> list[Any]:
            return find_joined(store) if joined else find(store, min_score, kinds or _KINDS)

        if interactive:
            with _deciding(say, news) as store:
                from kg.cli.identity_desk import work_through

                found = wanted(store)
                work_through(say, store, found[: limit or None], by)
            return
        with opened(say, news) as store:
            found = wanted(store)
            _list(say, store, found[: limit or None], format_name, output)
            if not found:
                click.echo(say("identity.none"), err=True)

    return candidates


def _list(say: Say, store: Store, found: list[Any], format_name: str, output: str) -> None:
    from kg.cli.identity_json import candidate_json
    from kg.cli.identity_text import candidate_lines
    from kg.cli.streams import written

    with written(output) as stream:
        for number, candidate in enumerate(found, 1):
            if format_name == "jsonl":
                stream.write(candidate_json(store, candidate))
            else:
                lines = candidate_lines(say, store, candidate, f"{number}/{len(found)}")
                stream.write(click.unstyle("\n".join(lines)).encode() + b"\n\n")


def _show(say: Say) -> click.Command:
    @click.command("show", help=say("identity.show.help"), short_help=say("identity.show.short"))
    @options.store()
    @click.argument("who", required=False, metavar="[WHO]")
    @options.formats(say, ("text", "jsonl"), "text")
    @options.output(say)
    def show(news: Path, who: str | None, format_name: str, output: str) -> None:
        from kg.cli.identity_show import log_lines, who_lines
        from kg.cli.reading import opened
        from kg.cli.streams import written

        with opened(say, news) as store:
            lines = log_lines(say, store, format_name) if who is None else who_lines(say, store, who, format_name)
            with written(output) as stream:
                for line in lines:
                    stream.write(click.unstyle(line).encode() + b"\n")
            if who is None and not store.decisions.log():
                click.echo(say("identity.no_decisions"), err=True)

    return show


def _same(say: Say) -> click.Command:
    @click.command("same", help=say("identity.same.help"), short_help=say("identity.same.short"))
    @options.store()
    @click.argument("one", metavar="WHO")
    @click.argument("other", metavar="WHO")
    @click.option("--name", "names", multiple=True, metavar="NAME:SINCE..UNTIL", help=say("identity.name"))
    @_by(say)
    @click.option("--note", default="", metavar="TEXT", help=say("identity.note"))
    def same(news: Path, one: str, other: str, names: tuple[str, ...], by: str, note: str) -> None:
        _decide(say, news, ("same", one, other), by, note, tuple(_dated(say, name) for name in names))

    return same


def _different(say: Say) -> click.Command:
    @click.command("different", help=say("identity.different.help"), short_help=say("identity.different.short"))
    @options.store()
    @click.argument("one", metavar="WHO")
    @click.argument("other", metavar="WHO")
    @_by(say)
    @click.option("--note", default="", metavar="TEXT", help=say("identity.note"))
    def different(news: Path, one: str, other: str, by: str, note: str) -> None:
        _decide(say, news, ("different", one, other), by, note)

    return different


def _undo(say: Say) -> click.Command:
    @click.command("undo", help=say("identity.undo.help"), short_help=say("identity.undo.short"))
    @options.store()
    @click.argument("number", type=click.IntRange(1), metavar="NUMBER")
    @_by(say)
    @click.option("--note", default="", metavar="TEXT", help=say("identity.note"))
    def undo(news: Path, number: int, by: str, note: str) -> None:
        from kg.pipeline import undo as take_back

        with _deciding(say, news) as store:
            take_back(store, number, by=by, note=note)
        click.echo(say("identity.taken_back", number=number), err=True)

    return undo


def _apply(say: Say) -> click.Command:
    @click.command("apply", help=say("identity.apply.help"), short_help=say("identity.apply.short"))
    @options.store()
    @click.argument("answers", type=click.File("rb"), metavar="FILE")
    @_by(say)
    def apply(news: Path, answers: Any, by: str) -> None:
        from kg.cli.identity_json import answers as read
        from kg.cli.identity_json import judgement
        from kg.pipeline import decide

        count = 0
        with _deciding(say, news) as store:
            for answer in list(read(answers, answers.name)):
                made = judgement(store, answer, by)
                if made is not None:
                    decide(store, made)
                    count += 1
        click.echo(say("identity.applied", count=count), err=True)

    return apply


def _link(say: Say) -> click.Command:
    @click.command("link", help=say("identity.link.help"), short_help=say("identity.link.short"))
    @options.store()
    @click.argument("service", metavar="URL")
    @click.option("-i", "--interactive", is_flag=True, help=say("identity.interactive"))
    @click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True, help=say("identity.kinds"))
    @click.option("--type", "record", default="", metavar="ID", help=say("identity.record_type"))
    @click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help=say("identity.entities"))
    @options.formats(say, ("text", "jsonl"), "text")
    @_by(say)
    @options.output(say)
    def link(
        news: Path,
        service: str,
        interactive: bool,
        kinds: tuple[str, ...],
        record: str,
        limit: int,
        format_name: str,
        by: str,
        output: str,
    ) -> None:
        from kg.cli.reading import opened
        from kg.pipeline import links
        from kg.resolve.reconciliation import Authority

        authority = Authority(service)
        if interactive:
            with _deciding(say, news) as store:
                from kg.cli.identity_desk import work_through

                work_through(say, store, links(store, authority, kinds or _KINDS, record, limit), by)
            return
        with opened(say, news) as store:
            found = links(store, authority, kinds or _KINDS, record, limit)
            _list(say, store, found, format_name, output)
            if not found:
                click.echo(say("identity.none"), err=True)

    return link


def _decide(
    say: Say,
    news: Path,
    what: tuple[DecisionKind, str, str],
    by: str,
    note: str,
    names: tuple[DatedName, ...] = (),
) -> None:
    from kg.cli.identity_json import evidence_of
    from kg.cli.identity_text import decision_lines
    from kg.pipeline import decide, find_side

    kind, *texts = what
    with _deciding(say, news) as store:
        one, other = (find_side(store, text) for text in texts)
        evidence = tuple(evidence_of(store, side) for side in (one, other))
        judgement = Judgement(kind=kind, sides=(one, other), by=by, note=note, names=names, evidence=evidence)
        decision = decide(store, judgement)
    with _reading(news) as store:
        resting = store.decisions.resting()
        for line in decision_lines(say, decision, resting.get(decision.sequence), None):
            click.echo(line, err=True)
        for number, because in resting.items():
            if decision.sequence in because:
                click.echo(say("identity.now_rests", number=number, numbers=", ".join(map(str, because))), err=True)


@contextmanager
def _deciding(say: Say, news: Path) -> Iterator[Store]:
    from kg.cli.progress import shown
    from kg.pipeline import deciding

    with _Late(say, shown) as late, deciding(news, late, _now) as store:
        yield store


class _Late:
    """A progress that is drawn only once there is something to carry out: until then the terminal is the user's."""

    def __init__(self, say: Say, shown: Callable[[Say], Any]) -> None:
        self._say = say
        self._shown = shown
        self._context: Any = None
        self._progress: Any = None

    def __enter__(self) -> _Late:
        return self

    def __exit__(self, *error: object) -> None:
        if self._context is not None:
            self._context.__exit__(*error)

    def stage(self, stage: Any, total: int | None) -> None:
        """Begin to draw, if that has not begun."""
        if self._context is None:
            self._context = self._shown(self._say)
            self._progress = self._context.__enter__()
        self._progress.stage(stage, total)

    def advance(self, steps: int) -> None:
        """Move on."""
        self._progress.advance(steps)

    def expect(self, total: int) -> None:
        """Tell how much seems to be left."""
        self._progress.expect(total)

    def used(self, usage: object) -> None:
        """Nothing is asked of a language model here."""


@contextmanager
def _reading(news: Path) -> Iterator[Store]:
    from kg.store import Store

    with Store.open(news) as store:
        yield store


def _dated(say: Say, text: str) -> DatedName:
    match = _NAME.fullmatch(text.strip())
    dates = [] if match is None else [match["since"] or None, match["until"] or None]
    if match is None or not all(date is None or _DATE.fullmatch(date) for date in dates):
        raise click.UsageError(say("identity.bad_name", text=text))
    if all(dates) and str(dates[0]) > str(dates[1]):
        raise InputError(
            f"{text}: the name ends before it begins.",
            f"{text}: 끝이 시작보다 빠릅니다.",
        )
    return DatedName(name=match["name"].strip(), since=dates[0], until=dates[1])


def _user() -> str:
    """Who is at the keyboard, as the system knows; empty where it does not."""
    try:
        return os.environ.get("KG_BY") or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
