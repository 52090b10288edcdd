"""What a PDF must be before it is opened, and what page numbers look like."""

from __future__ import annotations

import pytest

from nianbao.ingest.envelope import MAX_PAGES, is_folio, is_page_number, require_few_pages, require_whole
from nianbao.ingest.errors import CorruptFile, EmptyFile, FileRefused, OversizeFile

WHOLE = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\n0 1\ntrailer<<>>\nstartxref\n28\n%%EOF\n"


def _refusal(data: bytes) -> FileRefused | None:
    """Why the file is refused, None where it passes."""
    try:
        require_whole(data)
    except FileRefused as error:
        return error
    return None


@pytest.mark.parametrize(
    "data",
    [WHOLE, WHOLE.rstrip(), WHOLE + b"<!-- a server's comment -->", b"\n" + WHOLE, WHOLE.removesuffix(b"%%EOF\n")],
)
def test_a_whole_file_passes(data: bytes) -> None:
    assert _refusal(data) is None
    assert isinstance(_refusal(data.strip()[:-40]), CorruptFile)


@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        b"<html>%PDF",
        WHOLE[:40],
        WHOLE + b"2 0 obj\n<< /Type /Page",
        WHOLE.replace(b"<<>>", b"<< /Linearized 1 /L 90000 /N 4 >>", 1),
    ],
)
def test_a_file_cut_off_is_refused(data: bytes) -> None:
    with pytest.raises(CorruptFile):
        require_whole(data)


def test_no_bytes_are_an_empty_file() -> None:
    with pytest.raises(EmptyFile):
        require_whole(b"")


def test_a_book_is_refused() -> None:
    require_few_pages(MAX_PAGES)
    with pytest.raises(OversizeFile, match=r"2,001"):
        require_few_pages(MAX_PAGES + 1)


@pytest.mark.parametrize(
    "text",
    ["- 3 -", "3", "—3—", "－12－", "· 3 ·", "第3页", "第 3 页 共 5 页", "第3页/共5页", "3/5", "Page 3 of 5", "‑ 3 ‑"],
)
def test_a_page_number_is_recognised(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize(
    "text", ["", "-", "0.5", "1,024", "2023年", "第3页说明", "三", "12345", "2023-2024", "3 件", "第二十条", "1 2 3"]
)
def test_other_lines_are_no_page_numbers(text: str) -> None:
    assert not is_page_number(text)


def test_a_number_is_a_page_number_only_in_the_margin() -> None:
    assert is_folio("3", (290, 800, 300, 812), 842)
    assert is_folio("3", (290, 20, 300, 32), 842)
    assert not is_folio("3", (290, 400, 300, 412), 842)
    assert not is_folio("结转3件", (290, 800, 300, 812), 842)
