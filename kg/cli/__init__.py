"""The command line. Commands are loaded when they are used, so that `kg --help` answers at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from kg import __version__
from kg.cli.language import chosen_language
from kg.cli.outcome import exit_code
from kg.messages import Say

COMMANDS: tuple[tuple[str, str], ...] = (
    ("build", "kg.cli.build"),
    ("extract", "kg.cli.extract"),
    ("explain", "kg.cli.explain"),
    ("query", "kg.cli.query"),
    ("validate", "kg.cli.validate"),
    ("check", "kg.cli.check"),
    ("rebuild", "kg.cli.rebuild"),
    ("retract", "kg.cli.retract"),
    ("history", "kg.cli.history"),
    ("diff", "kg.cli.diff"),
    ("as-of", "kg.cli.as_of"),
    ("view", "kg.cli.view"),
    ("export", "kg.cli.export"),
    ("pack", "kg.cli.pack"),
    ("analyse", "kg.cli.analyse"),
    ("plot", "kg.cli.plot"),
    ("stats", "kg.cli.stats"),
    ("set-aside", "kg.cli.set_aside"),
    ("identity", "kg.cli.identity"),
    ("serve", "kg.cli.serve"),
    ("shards", "kg.cli.shards"),
    ("load", "kg.cli.load"),
    ("hash", "kg.cli.hash"),
    ("train", "kg.cli.train"),
)
"""Every command and its module, which offers `command(say)`; in the order of the help."""


class Commands(click.Group):
    """The commands in one language."""

    def __init__(self, say: Say) -> None:
        language = click.Option(
            ["--lang"], type=click.Choice(["ko", "en"]), help=say("option.lang"), expose_value=False
        )
        super().__init__("kg", help=say("kg.help"), params=[language], no_args_is_help=True)
        self.context_settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
        self.say = say
        click.version_option(__version__, prog_name="kg", message="%(prog)s %(version)s", help=say("option.version"))(
            self
        )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands in the order of the help."""
        return [name for name, _ in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command, None if there is none of this name."""
        module = dict(COMMANDS).get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).command(self.say)
        self._translate(command.get_help_option(ctx))
        return command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option `--help`, which click describes in English only."""
        return self._translate(super().get_help_option(ctx))

    def _translate(self, option: click.Option | None) -> click.Option | None:
        if option is not None:
            option.help = self.say("option.help")
        return option

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.say(f"{name}.short")) for name, _ in COMMANDS])


def run(arguments: Sequence[str]) -> int:
    """Run `kg` with these arguments and return the exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who called
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for the whole run
        getattr(sys, name).reconfigure(errors="backslashreplace")
    say = Say(chosen_language(arguments, os.environ))
    return exit_code(say, lambda: Commands(say).main(list(arguments), prog_name="kg", standalone_mode=False))


def main() -> None:
    """Run `kg` as a program."""
    sys.exit(run(sys.argv[1:]))
