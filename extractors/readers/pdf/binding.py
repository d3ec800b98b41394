"""pdfium's functions, which ctypes makes at run time and no type checker can see."""

from __future__ import annotations

from typing import Any, TypeAlias

import pypdfium2
import pypdfium2.raw

pdfium: Any = pypdfium2
raw: Any = pypdfium2.raw
Handle: TypeAlias = Any
