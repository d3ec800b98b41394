from pathlib import Path

import pytest

from extractors.errors import InputError, Language
from extractors.harmless import harmless
from extractors.source import readable_name
from pipeline.terminal.words import say


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Activité 1.1\tœuvre €\nligne", "Activité 1.1\tœuvre €\nligne"),
        ("\x1b[2J\x1b]0;titre\x07", "[2J]0;titre"),
        ("page\x0cligne\x0bsuite\x85fin\u2028", "page ligne suite fin "),
        ("fdp\u202etxt\u2066\u200f", "fdptxt"),
        ("moitié \ud800", "moitié "),
        ("\u00a012\u202f000\u00a0", "\u00a012\u202f000\u00a0"),
        ("👩\u200d🌾", "👩\u200d🌾"),
    ],
)
def test_only_what_acts_is_taken_away(text: str, shown: str) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"plan.pdf", "plan.pdf"),
        (b"a\nb\x1b.pdf", "a?b?.pdf"),
        (b"\xff.pdf", "?.pdf"),
        (b" ", "?"),
        ("é\u202e.pdf".encode(), "é?.pdf"),
    ],
)
def test_names_stand_on_one_line(name: bytes, shown: str) -> None:
    assert readable_name(Path(name.decode("utf-8", "surrogateescape"))) == shown


def test_sentences_carry_no_escape_of_their_details() -> None:
    error = InputError("no-such-path", path="a\x1b[2J\nb")
    assert "a?[2J?b" in error.sentence(Language.FRENCH)
    assert say("written", Language.FRENCH, path="a\x1bb").endswith("a?b")
