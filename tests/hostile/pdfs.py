"""Small PDF files that would cost a careless reader its time, its memory or its life."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from fpdf import FPDF

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "raw" / "plan_trimestriel_2024.pdf"
MILLION = 1_000_000

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
HELLO = b"BT /F 12 Tf 72 700 Td (Activite 1.1 Budget 12 000) Tj ET\n"


def build(objects: Iterable[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is its catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    out += b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), entries, content)


def deflated(piece: bytes, times: int, entries: bytes = b"") -> bytes:
    """A stream that unpacks to a piece many times over."""
    packer = zlib.compressobj(9)
    content = b"".join([*(packer.compress(piece) for _ in range(times)), packer.flush()])
    return stream(content, b"/Filter/FlateDecode" + entries)


def page(
    content: bytes = stream(HELLO),
    box: bytes = b"0 0 612 792",
    entries: bytes = b"",
    more: Iterable[bytes] = (),
) -> bytes:
    """A file of one page. Object 4 is its content, 5 its font, further ones begin at 6."""
    resources = b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R%b%b>>" % (
        box,
        resources,
        entries,
    )
    return build([CATALOG, PAGES, leaf, content, FONT, *more])


def tree(pages: bytes, *more: bytes) -> bytes:
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>"
    return build([CATALOG, pages, leaf, stream(HELLO), *more])


def _truncated() -> bytes:
    data = SAMPLE.read_bytes()
    return data[: len(data) // 2]


def _flipped() -> bytes:
    data = bytearray(SAMPLE.read_bytes())
    chance = random.Random(1)
    for _ in range(len(data) // 200):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _wrong_xref() -> bytes:
    data = page()
    start = data.index(b"xref")
    return data[:start] + data[start:].replace(b"00000 n", b"00007 n").replace(
        b"00000000", b"99999999"
    )


def _xref_loop() -> bytes:
    data = page()
    start = data.index(b"xref")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def _chained(depth: int) -> bytes:
    """Page tree nodes one below the other."""
    nodes = [
        b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (number - 1, number + 1)
        for number in range(3, 3 + depth)
    ]
    last = 3 + depth
    leaf = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 612 792]/Contents %d 0 R>>" % (
        last - 1,
        last + 1,
    )
    return build([CATALOG, PAGES, *nodes, leaf, stream(HELLO)])


def _encrypted(user: str) -> bytes:
    document = FPDF()
    document.set_encryption(owner_password="owner", user_password=user)
    document.add_page()
    document.set_font("Helvetica", size=12)
    document.cell(text="Activite 1.1 Budget 12 000")
    return bytes(document.output())


def _forms(depth: int) -> bytes:
    """Forms within forms, each drawn twice: the innermost is drawn 2 ** depth times."""
    forms = [
        stream(
            b"/X Do /X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>>>"
            % (number + 1),
        )
        for number in range(6, 6 + depth)
    ]
    last = stream(b"10 10 50 50 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]")
    return page(stream(b"/X Do"), more=[*forms, last])


def _image(width: int, height: int, rows: int) -> bytes:
    entries = (
        b"/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8/Width %d/Height %d"
        % (width, height)
    )
    return page(
        stream(b"q 600 0 0 800 0 0 cm /X Do Q " + HELLO),
        more=[deflated(b"\0" * MILLION, rows, entries)],
    )


def _attached() -> bytes:
    """A file within the file, a script, and actions that would call out."""
    action = (
        b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://192.0.2.1/'\\))>>"
        b"/AA<</O<</S/URI/URI(http://192.0.2.1/)>>>>"
    )
    data = page(entries=b"/AA<</O<</S/Launch/F(/bin/sh)>>>>")
    return data.replace(b"/Type/Catalog", b"/Type/Catalog" + action, 1)


def _external_stream() -> bytes:
    """A content that says it stands in another file."""
    return page(b"<</Length 0/F(/etc/passwd)/FFilter/FlateDecode>>stream\n\nendstream")


def _object_stream_loop() -> bytes:
    return page(entries=b"/Annots 7 0 R", more=[b"6 0 R", b"8 0 R", b"7 0 R"])


PDFS: dict[str, Callable[[], bytes]] = {
    "truncated": _truncated,
    "truncated in the header": lambda: b"%PDF-1.7\n",
    "bits flipped": _flipped,
    "no trailer": lambda: page().partition(b"trailer")[0],
    "xref wrong": _wrong_xref,
    "xref loop": _xref_loop,
    "xref far away": lambda: page().replace(b"startxref\n", b"startxref\n99999999999999999999"),
    "zero bytes within": lambda: page().replace(b"Budget", b"\0" * 6).replace(b"\n", b"\n\0", 3),
    "zeros after the header": lambda: b"%PDF-1.7\n" + b"\0" * 100_000,
    "tree is its own kid": lambda: tree(b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "tree loop": lambda: tree(
        b"<</Type/Pages/Kids[5 0 R]/Count 2>>", b"<</Type/Pages/Kids[2 0 R]/Count 2>>"
    ),
    "tree of thousands of levels": lambda: _chained(3000),
    "tree claims millions": lambda: tree(b"<</Type/Pages/Kids[3 0 R]/Count 9000000>>"),
    "tree claims a thousand": lambda: tree(b"<</Type/Pages/Kids[3 0 R]/Count 1000>>"),
    "tree claims less than none": lambda: tree(b"<</Type/Pages/Kids[3 0 R]/Count -5>>"),
    "tree of one page a thousand times": lambda: tree(
        b"<</Type/Pages/Count 1000/Kids[%b]>>" % (b"3 0 R " * 1000)
    ),
    "tree without kids": lambda: tree(b"<</Type/Pages/Kids[]/Count 0>>"),
    "tree of numbers": lambda: tree(b"<</Type/Pages/Kids[1 2 3]/Count 3>>"),
    "page that is no page": lambda: build([CATALOG, PAGES, b"(a string)"]),
    "box is huge": lambda: page(box=b"0 0 1e30 1e30"),
    "box beyond floats": lambda: page(box=b"-1e999 -1e999 1e999 1e999"),
    "box of nothing": lambda: page(box=b"0 0 0 0"),
    "box upside down": lambda: page(box=b"612 792 0 0"),
    "box of words": lambda: page(box=b"/a /b nan inf"),
    "box of one number": lambda: page(box=b"0"),
    "turned by 45": lambda: page(entries=b"/Rotate 45"),
    "turned by much": lambda: page(entries=b"/Rotate 99999999990"),
    "user unit is huge": lambda: page(entries=b"/UserUnit 1e38"),
    "text far away": lambda: page(stream(HELLO.replace(b"72 700", b"1e38 -1e38"))),
    "text of no size": lambda: page(stream(HELLO.replace(b"12 Tf", b"0 Tf"))),
    "text of huge size": lambda: page(stream(HELLO.replace(b"12 Tf", b"1e30 Tf"))),
    "matrix of nothing": lambda: page(stream(b"0 0 0 0 0 0 cm " + HELLO)),
    "matrix is not a number": lambda: page(stream(b"1e38 1e38 1e38 1e38 0 0 cm " * 5 + HELLO)),
    "rules far away": lambda: page(
        stream(b"-1e30 5 m 1e30 5 l S 1e38 1e38 1e38 1e38 re f " + HELLO)
    ),
    "operators unknown": lambda: page(stream(b"foo bar ] ) >> BT ET ET Q Q Q " + HELLO)),
    "strings never end": lambda: page(stream(b"BT /F 12 Tf (" + b"(" * 50_000)),
    "arrays within arrays": lambda: page(stream(b"[" * 100_000 + b"] TJ")),
    "dictionaries within dictionaries": lambda: page(entries=b"/A" + b"<</B" * 20_000),
    "states never restored": lambda: page(deflated(b"q " * 1000, 100)),
    "names with zeros": lambda: page(entries=b"/A#00B#0a#1b 1"),
    "references to itself": _object_stream_loop,
    "form draws itself": lambda: page(
        stream(b"/X Do"),
        more=[
            stream(
                b"/X Do",
                b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
            )
        ],
    ),
    "image claims a terapixel": lambda: _image(MILLION, MILLION, 1),
    "image of less than nothing": lambda: _image(-5, 0, 1),
    "filters upon filters": lambda: page(
        stream(b"x", b"/Filter[" + b"/ASCIIHexDecode" * 5000 + b"]")
    ),
    "length beyond the file": lambda: page(stream(HELLO).replace(b"/Length ", b"/Length 9999999")),
    "length is itself": lambda: page(b"<</Length 4 0 R>>stream\n" + HELLO + b"endstream"),
    "encrypted, no password": lambda: _encrypted(""),
    "encrypted": lambda: _encrypted("secret"),
    "encryption of nonsense": lambda: build(
        [CATALOG, PAGES, b"<<>>"], b"/Encrypt<</Filter/X/V 99>>"
    ),
    "scripts and actions": _attached,
    "content elsewhere": _external_stream,
    "text with escapes": lambda: page(stream(HELLO.replace(b"Budget", b"\\033]0;x\\007\\033[2J"))),
    "a hundred thousand words": lambda: page(deflated(HELLO, 25_000)),
}

# What only a limit can stop, in seconds or in megabytes.
BOMBS: dict[str, Callable[[], bytes]] = {
    "forms that double": lambda: _forms(40),
    "deflated spaces": lambda: page(deflated(b" " * MILLION, 4000)),
    "deflated twice": lambda: page(
        stream(
            zlib.compress(zlib.compress(b" " * 500 * MILLION, 9), 9),
            b"/Filter[/FlateDecode/FlateDecode]",
        )
    ),
    "million states": lambda: page(deflated(b"q " * MILLION, 60)),
    "million boxes": lambda: page(deflated(b"10 10 50 50 re f\n" * 1000, 2000)),
    "million curves": lambda: page(deflated(b"0 0 m " + b"1 2 3 4 5 6 c " * 1000 + b"S ", 1000)),
    "million words": lambda: page(deflated(HELLO, MILLION)),
    "image of a gigabyte": lambda: _image(20_000, 20_000, 1200),
}
