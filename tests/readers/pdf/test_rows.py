from extractors.readers.pdf.glyphs import Word
from extractors.readers.pdf.phrases import Phrase
from extractors.readers.pdf.rows import _settle
from extractors.readers.pdf.setting import Entry, Lump


def lump(column: int, base: float) -> Lump:
    word = Word("mot", 0.0, base - 6, 20.0, base + 2, base, 8.0, 0, (0.0, 7.0, 14.0))
    return Lump(column, column + 1, [Entry(column, column + 1, Phrase((word,), 0, 20, base, 8.0))])


def test_cells_that_all_span_the_same_rows_are_one_row() -> None:
    """A damaged page had two baselines so close that each cell stood beside both."""
    settled = _settle([lump(0, 300.0), lump(1, 301.0)], [298.6, 303.2], [])
    assert [(each.start, each.stop) for each in settled.lumps] == [(0, 0), (0, 0)]
    assert len(settled.tops) == len(settled.bottoms) == 1
