"""A ZIP file written again with some entries changed or added; the others come back byte for byte, in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from nianbao.ingest.archive import DAMAGE
from nianbao.ingest.errors import CorruptFile, LockedFile, OversizeFile
from nianbao.ingest.limits import FILE_BYTES

UNPACKED_BYTES = 4 * FILE_BYTES
"""Unpacked bytes of all entries together: pictures hardly shrink, and text is small beside them."""

_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The ways a part may be packed (ECMA-376 part 2)."""

_CHUNK = 1 << 20
_DATE = (1980, 1, 1, 0, 0, 0)


def repack(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """`data` with the entries of `changed` in the place of theirs, new ones at the end.

    Raises:
        CorruptFile: an entry cannot be unpacked.
        LockedFile: an entry is encrypted.
        OversizeFile: the entries unpack to more than a limit.
    """
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            room = UNPACKED_BYTES
            present = set(old.namelist())
            if len(present) < len(old.infolist()):
                raise CorruptFile("DOCX 里有重名的部件。", hint="请用 Word 打开后另存为 DOCX。")
            for entry in old.infolist():
                if entry.flag_bits & 1:
                    raise LockedFile("文件有密码保护。", hint="请去掉密码后再提供。")
                if entry.compress_type not in _PACKED:
                    raise CorruptFile("DOCX 的压缩方式不对。", hint="请用 Word 打开后另存为 DOCX。")
                if entry.filename in changed:
                    new.writestr(_like(entry), changed[entry.filename])
                else:
                    room = _copy(old, entry, new, room)
            for name, content in changed.items():
                if name not in present:
                    fresh = zipfile.ZipInfo(name, _DATE)
                    fresh.compress_type = zipfile.ZIP_DEFLATED
                    fresh.external_attr = 0o644 << 16
                    new.writestr(fresh, content)
    except DAMAGE as error:
        raise CorruptFile("DOCX 文件损坏或不完整。", hint="请重新下载，或用 Word 打开后另存为 DOCX。") from error
    return out.getvalue()


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The head of an entry to be written: its name, date and way of packing, without sizes."""
    head = zipfile.ZipInfo(entry.filename, entry.date_time)
    head.compress_type = entry.compress_type
    head.external_attr = entry.external_attr
    head.create_system = entry.create_system
    return head


def _copy(old: zipfile.ZipFile, entry: zipfile.ZipInfo, new: zipfile.ZipFile, room: int) -> int:
    """Copies one entry in pieces, so that no entry is in memory whole; what room is left."""
    if entry.is_dir():
        new.writestr(_like(entry), b"")
        return room
    with old.open(entry) as source, new.open(_like(entry), "w", force_zip64=entry.file_size >= 1 << 31) as target:
        while piece := source.read(_CHUNK):
            room -= len(piece)
            if room < 0:
                raise OversizeFile("DOCX 解压后过大。", hint="请压缩其中的图片。")
            target.write(piece)
    return room
