import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.encoding import decode
from extractors.errors import InputError, NoDocumentsError, UnreadableDocumentError
from extractors.limits import MEGABYTE, STANDARD
from extractors.source import MediaType, Source, find_files

SENTENCE = "Où était l'œuvre ? À Bâle, 5 € — ça va"
PLAIN = "Résultat attendu : été à venir, où ça"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SENTENCE, "utf-8"),
        (SENTENCE, "utf-8-sig"),
        (SENTENCE, "utf-16"),
        (SENTENCE, "utf-16-le"),
        (SENTENCE, "utf-16-be"),
        (SENTENCE, "utf-32"),
        (SENTENCE, "cp1252"),
        (SENTENCE, "mac_roman"),
        ("Où était l'œuvre ? 5 €", "iso-8859-15"),
        (PLAIN, "latin-1"),
        (PLAIN, "cp850"),
        ("le résultat", "cp1252"),
        ("160 000", "ascii"),
    ],
)
def test_text_is_decoded_whatever_its_encoding(text: str, encoding: str) -> None:
    source = Source.of(text.encode(encoding), "plan.txt")
    assert (source.media_type, source.text) == (MediaType.TEXT, text)


def test_a_stray_zero_makes_no_binary_file() -> None:
    text = "Activité 1.1\0" + 2 * " Tenir deux forums dans chacune des communes."
    assert decode(text.encode()) == text


def test_marks_of_big_endian_sixteen_bits() -> None:
    assert decode(b"\xfe\xff" + PLAIN.encode("utf-16-be")) == PLAIN


def test_text_cut_in_the_middle_of_a_letter_stays_utf8() -> None:
    assert decode("activité".encode()[:-1] + b" et r\xc3\xa9sultat") == "activit\ufffd et résultat"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_utf8_without_control_characters_comes_back(text: str) -> None:
    # A leading U+FEFF is read as the byte order mark that it looks like.
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"", MediaType.EMPTY),
        (b" \r\n\t\n", MediaType.EMPTY),
        (b"\xef\xbb\xbf\n", MediaType.EMPTY),
        (b"%PDF-1.7\n...", MediaType.PDF),
        (b"\n\n%PDF-1.4\n...", MediaType.PDF),
        (b"\x89PNG\r\n\x1a\n....", MediaType.PNG),
        (b"\xff\xd8\xff\xe0....", MediaType.JPEG),
        (b"PK\x03\x04....word/document.xml....", MediaType.WORD),
        (b"PK\x03\x04....xl/workbook.xml....", MediaType.EXCEL),
        (b"PK\x03\x04....", MediaType.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", MediaType.OLD_OFFICE),
        (b"{\\rtf1 ...}", MediaType.RTF),
        (b"<!DOCTYPE html><html>", MediaType.HTML),
        (b"<?xml version='1.0'?><a/>", MediaType.XML),
        (b"<p>Objectif</p>\tActivit\xc3\xa9s", MediaType.TEXT),  # left-over mark-up is text
        (bytes(range(256)), MediaType.BINARY),
        (b"\x01\x02\x03\x04\x05", MediaType.BINARY),
    ],
)
def test_content_says_what_a_file_is(data: bytes, media_type: MediaType) -> None:
    assert Source.of(data, "plan.txt").media_type is media_type


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"", "empty"), (bytes(range(256)), "octet-stream"), (b"\x89PNG\r\n\x1a\n", "image/png")],
)
def test_a_source_that_no_reader_takes_says_why(data: bytes, word: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=word):
        Source.of(data, "x").refuse()


def test_document_id_is_the_head_of_the_hash() -> None:
    # The SHA-256 of 'abc' as FIPS 180-4 gives it.
    assert Source.of(b"abc", "x").document_id == "ba7816bf8f01"


def test_a_huge_file_is_named_but_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(STANDARD.size * MEGABYTE + 1)
    source = Source.open(path)
    assert (source.media_type, source.data) == (MediaType.PDF, b"")
    with pytest.raises(UnreadableDocumentError, match="100 MB"):
        source.refuse()


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def test_a_folder_gives_its_files_by_name_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a/z.txt", "c.pdf", "noext", "image.png")
    fill(tmp_path, ".hidden", ".git/x.txt", "~$b.docx", "README.md", "truth.json", "a/Thumbs.db")
    listing = find_files([tmp_path])
    assert [file.name for file in listing.files] == [
        "a/z.txt",
        "b.txt",
        "c.pdf",
        "image.png",
        "noext",
    ]
    assert listing.left_out == (".hidden", "README.md", "a/Thumbs.db", "truth.json", "~$b.docx")


def test_a_file_given_by_name_is_read_whatever_its_name(tmp_path: Path) -> None:
    fill(tmp_path, "README.md")
    assert [file.name for file in find_files([tmp_path / "README.md"]).files] == ["README.md"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    assert len(find_files([tmp_path, tmp_path / "a.txt", tmp_path]).files) == 1


def test_links_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    fill(tmp_path, "in/a.txt", "out/secret.txt")
    (tmp_path / "in/file").symlink_to(tmp_path / "out/secret.txt")
    (tmp_path / "in/folder").symlink_to(tmp_path / "out")
    (tmp_path / "in/nowhere").symlink_to(tmp_path / "gone")
    listing = find_files([tmp_path / "in"])
    assert [file.name for file in listing.files] == ["a.txt"]
    assert listing.left_out == ("file", "folder", "nowhere")


def test_tables_inside_the_folder_are_no_input(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "tables/documents.csv")
    listing = find_files([tmp_path], leave_out=tmp_path / "tables")
    assert [file.name for file in listing.files] == ["a.txt"]


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    assert find_files([tmp_path]).left_out == ("pipe",)
    with pytest.raises(InputError, match="neither"):
        find_files([tmp_path / "pipe"])


def test_names_that_are_no_utf8_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    (file,) = find_files([tmp_path]).files
    assert file.name == "caf?.txt"


@pytest.mark.parametrize("names", [(), (".gitkeep", "README.md")])
def test_a_folder_without_documents_is_an_error(tmp_path: Path, names: tuple[str, ...]) -> None:
    fill(tmp_path, *names)
    with pytest.raises(NoDocumentsError):
        find_files([tmp_path])


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gone"):
        find_files([tmp_path / "gone"])
