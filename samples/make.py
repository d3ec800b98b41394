"""Writes the sample plans: `python -m samples.make [--text DIR] [--pdf DIR]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from samples import pdf, text

RAW = Path(__file__).resolve().parent.parent / "data" / "raw"


def write_text(folder: Path) -> None:
    """Writes every text sample into `folder`, always the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in text.samples().items():
        (folder / name).write_bytes(content.encode())


def write_pdf(folder: Path) -> None:
    """Writes every PDF sample into `folder`, always the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in pdf.samples().items():
        (folder / name).write_bytes(content)


def main() -> None:
    """Writes the text samples to data/raw/ and, where a folder is given, the PDF ones to it."""
    parser = argparse.ArgumentParser(description="Write the sample plans.")
    parser.add_argument("--text", type=Path, default=RAW, metavar="DIR", help="default: data/raw")
    parser.add_argument("--pdf", type=Path, metavar="DIR", help="default: no PDF")
    arguments = parser.parse_args()
    write_text(arguments.text)
    if arguments.pdf:
        write_pdf(arguments.pdf)


if __name__ == "__main__":
    main()
