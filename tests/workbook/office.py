"""LibreOffice without a screen: every formula of a workbook calculated anew."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

SOFFICE = shutil.which("soffice")
_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated(workbook: Path, folder: Path) -> Path:
    """A copy of the workbook as LibreOffice saves it; what it knows of results, it worked out."""
    bare = folder / "bare.xlsx"
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            target.writestr(name, _RESULT.sub(rb"\1", source.read(name)))
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    saved = folder / "saved"
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={user.parent.as_uri()}",
            *("--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"),
            *("--outdir", str(saved), str(bare)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return saved / "bare.xlsx"
