import csv
import pickle
import string
from pathlib import Path

import pytest

import extractors
from extractors.errors import (
    ExitCode,
    InputError,
    Language,
    NoDocumentsError,
    OutputError,
    TotauxError,
    UnreadableDocumentError,
)

WORDING = Path(extractors.__file__).with_name("errors.csv")


def rows() -> list[dict[str, str]]:
    with WORDING.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["key"])
def test_both_languages_fill_the_same_blanks_and_give_a_remedy(row: dict[str, str]) -> None:
    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert blanks(row["fr"]) == blanks(row["en"])
    # What went wrong, then what to do about it.
    assert any(mark in row["fr"] for mark in (" : ", " ; "))
    assert any(mark in row["en"] for mark in (": ", "; "))
    assert not row["fr"].endswith(".")
    assert not row["en"].endswith(".")


def test_a_sentence_is_a_sentence_in_either_language() -> None:
    error = InputError("no-such-path", path="plans")
    assert str(error) == "'plans' is neither a file nor a folder: check the path."
    french = "« plans » n'est ni un fichier ni un dossier : vérifiez le chemin."
    assert error.sentence(Language.FRENCH) == french
    empty = UnreadableDocumentError("empty-file")
    assert empty.sentence(Language.FRENCH).startswith("Le fichier est vide ;")
    assert empty.clause(Language.FRENCH).startswith("le fichier est vide ;")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (NoDocumentsError, ExitCode.NO_DOCUMENTS),
        (InputError, ExitCode.INPUT),
        (OutputError, ExitCode.OUTPUT),
        (UnreadableDocumentError, ExitCode.SOME_FAILED),
    ],
)
def test_errors_cross_processes_whole(kind: type[TotauxError], code: ExitCode) -> None:
    error = pickle.loads(pickle.dumps(kind("damaged-file", reason="cut")))
    assert type(error) is kind
    assert (error.key, error.details, error.exit_code) == ("damaged-file", {"reason": "cut"}, code)
