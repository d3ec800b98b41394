"""Word a finding for an auditor, from the templates of fr.toml and en.toml.

Numbers are printed as the language prints them: '1 699 285,76' and '1,699,285.76'.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from babel.numbers import format_decimal

from extractors.plan import NodeStatus
from pipeline.reconcile.model import Finding, Message, Name, Param

LANGUAGES = ("fr", "en")
_LABEL_LENGTH = 70  # a sentence stays readable; the whole label stands in the tables


@dataclass(frozen=True, slots=True)
class Words:
    """The templates of one language, as its TOML file has them."""

    lang: str
    messages: Mapping[str, str]
    names: Mapping[str, str]
    levels: Mapping[str, str]
    statuses: Mapping[str, str]


@lru_cache(maxsize=len(LANGUAGES))
def words_of(lang: str) -> Words:
    """The templates of fr or en, read once."""
    data = tomllib.loads(files(__package__).joinpath(f"{lang}.toml").read_text(encoding="utf-8"))
    return Words(lang, data["messages"], data["names"], data["levels"], data["statuses"])


def render(finding: Finding, lang: str) -> tuple[str, str | None]:
    """The finding's sentence, and that of its explanation where it has one.

    `lang` is 'fr' or 'en'; any other language reads English.
    """
    words = words_of(lang if lang in LANGUAGES else "en")
    message = _capital(_sentence(finding.message, words))
    if finding.explanation is None:
        return message, None
    return message, _capital(_sentence(finding.explanation, words))


def number(value: Decimal | int, lang: str) -> str:
    """A figure as `lang` prints it, all its decimals kept.

    >>> number(Decimal("1699285.76"), "en")
    '1,699,285.76'
    """
    plain = Decimal(value)
    exponent = plain.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    decimals = 2 if decimals == 1 else decimals  # money has no lone tenths
    form = "#,##0" + ("." + "0" * decimals if decimals else "")
    text: str = format_decimal(plain, format=form, locale=lang)
    # French groups with a narrow no-break space, which terminals and searches trip over
    return text.replace("\u202f", "\u00a0")


def _sentence(message: Message, words: Words) -> str:
    params = {key: _param(value, words) for key, value in message.params.items()}
    return words.messages[message.key].format(**params)


def _param(value: Param, words: Words) -> str:
    if isinstance(value, Decimal | int):
        return number(value, words.lang)
    if isinstance(value, Message):
        return _sentence(value, words)
    if isinstance(value, Name):
        return _name(value, words)
    if isinstance(value, NodeStatus):
        return words.statuses[value]
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, tuple):
        return ", ".join(_param(item, words) for item in value)
    return value


def _name(name: Name, words: Words) -> str:
    label = _short(name.label) if name.label else None
    level = words.levels[name.level] if name.level else ""
    if name.thing.value == "node" and name.number:
        key = "node-number"
    elif name.number:
        key = f"{name.thing}-number"
    else:
        key = f"{name.thing}-label" if label else f"{name.thing}-bare"
    text = words.names[key].format(number=name.number, label=label, level=level)
    if name.of is None:
        return text
    return words.names["of"].format(thing=text, of=_name(name.of, words))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _short(text: str) -> str:
    if len(text) <= _LABEL_LENGTH:
        return text
    return text[:_LABEL_LENGTH].rsplit(" ", 1)[0] + "…"
