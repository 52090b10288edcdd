"""ZIP archives of reports: a member is named by a path that leads on into the archive (`年报.zip/街道/2023.pdf`).

Nothing is unpacked to disk, so no name of a member can lead anywhere. An archive within an archive is not opened.
DOCX, OFD and their kind are ZIP files too, but documents: they are no archives.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple, NoReturn

from nianbao.ingest.errors import CorruptFile, EmptyFile, FileRefused, LockedFile, OversizeFile, UnknownFormat
from nianbao.ingest.limits import ARCHIVE_BYTES, PACKAGE_PARTS

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What unpacking a damaged member raises."""

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENTS = frozenset({"[Content_Types].xml", "word/document.xml", "mimetype", "OFD.xml"})
"""A member of this name makes a ZIP file a document of some kind."""
_FEW = 3
_UTF8 = 0x800
_ENCRYPTED = 0x1
_SEPARATORS = re.compile(r"[/\\]+")


def is_archive(path: Path) -> bool:
    """Whether an ordinary file is a ZIP archive of files.

    A damaged one counts where its name says so, and there one too that has other bytes before it.
    """
    named = path.suffix.lower() == ".zip"
    try:
        with path.open("rb") as file:
            if file.read(4) not in _MAGIC and not (named and zipfile.is_zipfile(path)):
                return False
        with zipfile.ZipFile(path) as archive:
            return not _DOCUMENTS & set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return named
    except OSError:
        return False


def around(path: Path) -> Path | None:
    """The file that a path leads on from, where it is the path of a member: the archive."""
    try:
        return None if path.exists() else next((parent for parent in path.parents if parent.is_file()), None)
    except OSError:  # a name longer than any
        return None


def members(archive: Path) -> tuple[Path, ...]:
    """The paths of all files in an archive, in order.

    Raises:
        CorruptFile: no whole ZIP file.
        OversizeFile: more files, or more bytes in them, than a collection of reports has.
    """
    return tuple(archive / name for name in sorted(_opened(archive).named))


def refuse(archive: Path) -> NoReturn:
    """Says why an archive itself, named where a document is wanted, is none.

    Raises:
        CorruptFile, OversizeFile: as `members`.
        EmptyFile: there is no file in it.
        UnknownFormat: there are files in it; whoever reads them names one.
    """
    found = members(archive)
    if not found:
        raise EmptyFile("压缩包是空的，里面没有文件。", hint="请重新打包。", source=str(archive))
    names = "、".join(str(path.relative_to(archive)) for path in found[:_FEW]) + ("等" if len(found) > _FEW else "")
    raise UnknownFormat(
        f"压缩包本身不是年度报告，里面有 {len(found)} 个文件：{names}。",
        hint="请指明其中的年度报告（PDF、DOCX、网页或文本）；没有的，请放进去重新打包。",
        source=str(archive),
    )


def has(path: Path) -> bool:
    """Whether there is a member of this path."""
    archive = around(path)
    try:
        return archive is not None and path.relative_to(archive).as_posix() in _opened(archive).named
    except FileRefused:
        return False


def content(path: Path, most: int) -> bytes:
    """The bytes of a member, by the path that `members` gave.

    Raises:
        FileRefused: there is no such member.
        LockedFile: it is encrypted.
        CorruptFile: it is damaged, or packed in a way that is not read.
        OversizeFile: it has more than `most` bytes.
    """
    archive = around(path)
    if archive is None:
        raise FileRefused("没有这个文件。", hint="请检查路径。", source=str(path))
    opened = _opened(archive)
    info = opened.named.get(path.relative_to(archive).as_posix())
    if info is None:
        raise FileRefused("压缩包里没有这个文件。", hint="请检查路径。", source=str(path))
    if info.flag_bits & _ENCRYPTED:
        raise LockedFile("压缩包有密码保护。", hint="请解压后再提供。", source=str(path))
    try:
        with opened.file.open(info) as member:
            data = member.read(most + 1)
    except DAMAGE as error:
        raise CorruptFile(
            "压缩包里的这个文件损坏，或压缩方法不能读取。", hint="请重新打包。", source=str(path)
        ) from error
    if len(data) > most:
        raise OversizeFile(f"文件超过 {most >> 20} MB。", source=str(path))
    if len(data) != info.file_size:  # some ways of packing end early without a word
        raise CorruptFile("压缩包里的这个文件不完整。", hint="请重新打包。", source=str(path))
    return data


class _Opened(NamedTuple):
    """An archive, and its files by their names below it."""

    file: zipfile.ZipFile
    named: Mapping[str, zipfile.ZipInfo]


def _opened(archive: Path) -> _Opened:
    try:
        about = archive.stat()
        return _kept_open(archive, about.st_mtime_ns, about.st_size)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise CorruptFile("压缩包损坏或不完整。", hint="请重新下载或重新打包。", source=str(archive)) from error


@lru_cache(maxsize=1)
def _kept_open(archive: Path, _changed: int, _size: int) -> _Opened:
    """The archive that is read at the time: opening one takes as long as it has members."""
    file = zipfile.ZipFile(archive)
    return _Opened(file, _named(file, archive))


def _named(opened: zipfile.ZipFile, archive: Path) -> Mapping[str, zipfile.ZipInfo]:
    """The files of an archive by their names below it, each name once."""
    infos = [info for info in opened.infolist() if not info.is_dir()]
    if len(infos) > PACKAGE_PARTS:
        raise OversizeFile(f"压缩包里有 {len(infos)} 个文件。", hint="请分成几个压缩包。", source=str(archive))
    if sum(info.file_size for info in infos) > ARCHIVE_BYTES:
        raise OversizeFile(
            f"压缩包解压后超过 {ARCHIVE_BYTES >> 20} MB。", hint="请分成几个压缩包。", source=str(archive)
        )
    named: dict[str, zipfile.ZipInfo] = {}
    copies: Counter[str] = Counter()
    for info in infos:
        whole = PurePosixPath(_name(info))
        name = str(whole)
        while name in named:
            copies[str(whole)] += 1
            name = str(whole.with_name(f"{whole.stem} ({copies[str(whole)] + 1}){whole.suffix}"))
        named[name] = info
    return named


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name as its author wrote it, without steps that lead out of the archive.

    Names that are not marked as UTF-8 were written by Chinese programs in GB18030.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in _SEPARATORS.split(name.replace("\x00", "")) if part not in {"", ".", ".."}]
    return "/".join(parts) or "_"
