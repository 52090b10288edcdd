"""LibreOffice's door: a DOC, WPS or RTF file → the DOCX that it is converted to.

The old binary format is read by no library that keeps tables. Where LibreOffice is installed it converts the file, in a
profile of its own that is thrown away: two conversions never share one, no macro runs and no link is followed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from nianbao.ingest.errors import CorruptFile, OversizeFile, UnknownFormat
from nianbao.ingest.limits import FILE_BYTES

SECONDS = 120
"""A report takes two."""

_PROGRAMS = ("soffice", "libreoffice")
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (("BlockUntrustedRefererLinks", "true"), ("DisableMacrosExecution", "true"), ("MacroSecurityLevel", "3"))
_NOWHERE = "http://127.0.0.1:9"
"""A proxy that is not there: whatever a document links to stays unfetched."""


def as_docx(data: bytes, suffix: str) -> bytes:
    """The document in `data`, of the kind that `suffix` (`doc`, `rtf`) names, as DOCX.

    Raises:
        UnknownFormat, CorruptFile, OversizeFile: as `converted`.
    """
    return converted(data, suffix, "docx:MS Word 2007 XML")


def converted(data: bytes, suffix: str, target: str) -> bytes:
    """The document in `data`, of the kind that `suffix` names, as LibreOffice writes it with the filter `target`.

    Raises:
        UnknownFormat: LibreOffice is not installed.
        CorruptFile: it cannot open the file, or does not come to an end.
        OversizeFile: what it made of it is too large.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnknownFormat(
            "这是旧版文档（.doc、.wps 或 .rtf），读取它需要 LibreOffice。",
            hint="请安装 LibreOffice，或另存为 DOCX 或 PDF。",
        )
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile, source = folder / "profile", folder / f"file.{suffix}"
        made = folder / "out" / f"file.{target.partition(':')[0]}"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        source.write_bytes(data)
        _run(
            [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--convert-to", target),
                *("--outdir", str(made.parent), str(source)),
            ]
        )
        if not made.is_file():
            raise CorruptFile("文件打不开，可能已损坏或设有密码。", hint="请用 Word 或 WPS 打开后另存为 DOCX。")
        if made.stat().st_size > FILE_BYTES:
            raise OversizeFile("文件转换后过大。", hint="请只提供年度报告正文。")
        return made.read_bytes()


def _run(command: list[str]) -> None:
    """Run to the end or to the limit; what it started ends with it."""
    environment = {**os.environ, "http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "all_proxy": _NOWHERE, "no_proxy": ""}
    with subprocess.Popen(  # noqa: S603  (a fixed command over a file we named)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            raise CorruptFile(
                f"LibreOffice 在 {SECONDS} 秒内没有转换完。", hint="请用 Word 或 WPS 打开后另存为 DOCX。"
            ) from error
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _registry() -> str:
    items = "".join(
        f'<item oor:path="{_SCRIPTING}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
    )
