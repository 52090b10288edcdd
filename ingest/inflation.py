"""What the streams of a PDF come to when they are inflated, found out before PDFium inflates them (pure).

PDFium inflates a page's content whole, up to a gigabyte a stream, and needs twice that: 0.9 MB of file take 1.8 GB.
Deflate gives at most 1,032 bytes for one, so that only long streams, and streams deflated twice, need be looked at;
those of an ordinary report are shorter. This is no proof: a stream that is enciphered is not looked into.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

from nianbao.ingest.errors import OversizeFile
from nianbao.ingest.limits import STREAM_BYTES

_RATIO = 1_032
_PART = 16 * 1_024
_BEGIN, _END = b"stream", b"endstream"
_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")


def require_modest(data: bytes) -> None:
    """Refuse a PDF with a stream that inflates to more than `STREAM_BYTES`.

    Raises:
        OversizeFile: there is one.
    """
    twice = _TWICE.search(data) is not None
    least = 0 if twice else STREAM_BYTES // _RATIO
    if len(data) < least:
        return
    for start, end in _streams(data):
        if end - start > least and _inflates_beyond(_parts(data, start, end), STREAM_BYTES, 2 if twice else 1):
            raise OversizeFile(
                f"PDF 文件里有一段内容展开后超过 {STREAM_BYTES >> 20} MB。", hint="这不像是一份年度报告，请检查文件。"
            )


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the content of each stream begins and ends."""
    at = data.find(_BEGIN)
    while at >= 0:
        start = at + len(_BEGIN)
        end = data.find(_END, start)
        end = len(data) if end < 0 else end
        start += 2 if data.startswith(b"\r\n", start) else 1
        yield start, end
        at = data.find(_BEGIN, end + len(_END))


def _parts(data: bytes, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, _PART):
        yield data[at : min(at + _PART, end)]


def _inflates_beyond(parts: Iterable[bytes], most: int, times: int) -> bool:
    """Whether deflated data, given in parts, comes to more than `most` bytes at any of `times` inflations."""
    for _ in range(times):
        parts = _inflated(parts, most)
    try:
        for _ in parts:
            pass
    except _BeyondError:
        return True
    return False


def _inflated(parts: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The inflated data in parts; it ends where what was given is deflated no more."""
    inflater = zlib.decompressobj()
    total = 0
    try:
        for part in parts:
            rest = part
            while rest and not inflater.eof:
                made = inflater.decompress(rest, _PART * 64)
                rest = inflater.unconsumed_tail
                total += len(made)
                if total > most:
                    raise _BeyondError
                yield made
    except zlib.error:
        return


class _BeyondError(Exception):
    """More than may be."""
