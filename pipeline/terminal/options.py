"""What all commands share: options, the console, and how to stop with a sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console

from extractors.address import Address, Location, located
from extractors.errors import InputError, Language, TotauxError
from extractors.limits import STANDARD, Limits
from pipeline.terminal.words import locale_language, say

_LOG_WIDTH = 140  # of tables in a log, where no terminal says how wide it is
_SPOKEN = locale_language()

TABLES = Path("data/structured")  # where `make extract` writes


def help_of(key: str) -> str:
    """The help of that key, in the language of the locale."""
    return say(f"help.{key}", _SPOKEN)


def path(given: str | Path) -> Location:
    """The type of options that may be addresses; click names options after it."""
    return located(str(given))


def here(context: click.Context, _option: click.Parameter, given: Location | None) -> Path | None:
    """The callback of those that may not: an address ends the command with its sentence."""
    if isinstance(given, Address):
        stop(InputError("not-on-this-machine", path=str(given)), _language(context))
    return given


def _language(context: click.Context | None) -> Language:
    """What was asked for, of this command or of the one above it."""
    while context:
        if language := context.params.get("language"):
            return Language(language)
        context = context.parent
    return _SPOKEN


# Eager, so that what is wrong with other options is told in it.
LANGUAGE = click.option(
    "--lang",
    "language",
    is_eager=True,
    type=click.Choice([language.value for language in Language]),
    callback=lambda _context, _option, value: Language(value),
    default=_SPOKEN.value,
    help=help_of("lang"),
)
CHART = click.option("--chart", type=path, callback=here, help=help_of("chart"))
PASSWORD = click.option(
    "--password", envvar="TOTAUX_PASSWORD", show_envvar=True, help=help_of("password")
)
DECISIONS = click.option("--decisions", type=path, callback=here, help=help_of("decisions-file"))


def limited(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of what reading one document may cost, as `limits`."""
    names = [field.name for field in fields(Limits)]

    @wraps(command)
    def with_limits(**given: Any) -> None:
        limits = Limits(**{name: given.pop(f"max_{name}") for name in names})
        command(**given, limits=limits)

    for name in reversed(names):
        with_limits = click.option(
            f"--max-{name}",
            type=click.IntRange(min=1),
            default=getattr(STANDARD, name),
            show_default=True,
            help=help_of(f"max-{name}"),
        )(with_limits)
    return with_limits


def console() -> Console:
    """Standard output, wide enough for tables where it is no terminal."""
    made = Console()
    return made if made.is_terminal else Console(width=_LOG_WIDTH)


def stop(error: TotauxError, language: Language) -> NoReturn:
    """One sentence on the standard error, and the error's exit code."""
    click.echo(error.sentence(language), err=True)
    sys.exit(error.exit_code)
