"""A PDF whose content inflates without end is refused before PDFium inflates it."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest import inflation, pdfium
from nianbao.ingest.errors import OversizeFile
from nianbao.ingest.inflation import require_modest
from nianbao.ingest.limits import STREAM_BYTES

LIMIT = 1_000_000


def deflated(megabytes: int) -> bytes:
    """So many megabytes of spaces, without holding them."""
    deflater = zlib.compressobj(9)
    return b"".join(deflater.compress(b" " * 2**20) for _ in range(megabytes)) + deflater.flush()


def pdf(*streams: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A file with a page a stream; whole enough to be looked at."""
    pages = b"".join(
        b"%d 0 obj\n<</Length %d/Filter%s>>stream\n%s\nendstream\nendobj\n" % (number, len(stream), filters, stream)
        for number, stream in enumerate(streams, start=1)
    )
    return b"%PDF-1.4\n" + pages + b"startxref\n0\n%%EOF\n"


def refused(data: bytes) -> bool:
    try:
        require_modest(data)
    except OversizeFile:
        return True
    return False


def test_a_page_of_a_gigabyte_of_spaces_is_refused_before_it_is_opened() -> None:
    bomb = pdf(b"", deflated((STREAM_BYTES >> 20) + 1))
    assert len(bomb) < 1_000_000
    with pytest.raises(OversizeFile, match="展开"), pdfium.opened(bomb):
        pass


def test_what_is_deflated_twice_is_inflated_twice() -> None:
    bomb = zlib.compress(deflated((STREAM_BYTES >> 20) + 1), 9)
    assert len(bomb) < 10_000
    assert refused(pdf(bomb, filters=b"[/FlateDecode /Fl]"))
    assert not refused(pdf(bomb))


@pytest.mark.parametrize("damage", [b"", b"x", b"endstream", bytes(300_000)])
def test_what_is_damaged_or_no_deflate_is_left_to_the_reader(damage: bytes) -> None:
    require_modest(pdf(damage))
    require_modest(pdf(zlib.compress(b"1 0 0 1 0 0 cm")[:-3] + damage))
    require_modest(b"stream" + damage)


@given(
    st.lists(
        st.tuples(st.binary(min_size=1, max_size=40), st.sampled_from([1, 500, LIMIT, LIMIT + 1, 2 * LIMIT])),
        max_size=4,
    ),
    st.integers(0, 9),
    st.booleans(),
)
def test_a_file_is_refused_if_and_only_if_a_stream_of_it_inflates_beyond(
    texts: list[tuple[bytes, int]], level: int, twice: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inflation, "STREAM_BYTES", LIMIT)
        contents = [(text * size)[:size] for text, size in texts]
        streams = [zlib.compress(content, level) for content in contents]
        unpacked = [len(content) for content in contents]
        if twice:
            unpacked += map(len, streams)  # what is packed twice is unpacked twice, and barely packed it is longer
            streams = [zlib.compress(stream, level) for stream in streams]
        if any(b"endstream" in stream for stream in streams):
            return
        filters = b"[/FlateDecode/FlateDecode]" if twice else b"/FlateDecode"
        assert refused(pdf(*streams, filters=filters)) == any(length > LIMIT for length in unpacked)
