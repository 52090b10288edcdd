"""Insertions into XML that leave every other byte as it was.

Parsing and writing again would rewrite quotes, declarations, entities and white space; here the elements are only
located in the bytes, by their number in document order, and text is put in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from nianbao.ingest.errors import CorruptFile

_HEAD = re.compile(rb"""<([^\s/>]+)(?:"[^"]*"|'[^']*'|[^>"'])*?(/?)>""")
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Span:
    """Where an element stands in its file, in bytes.

    Attributes:
        name: its tag as written, with its prefix.
        inside: where its content begins; for `<w:p/>` the place of the slash.
        tail: where its end tag begins; for `<w:p/>` the same as `inside`.
        end: behind it.
        empty: written as one tag.
    """

    name: str
    inside: int
    tail: int
    end: int
    empty: bool


@dataclass(slots=True)
class Insertion:
    """What goes into an element: behind its head or a first child (`after`), and before its end tag."""

    after: Span | None = None
    first: str = ""
    last: str = ""


def spans(xml: bytes, wanted: Iterable[int]) -> dict[int, Span]:
    """Number of an element in document order (the root is 0) → where it stands.

    Raises:
        CorruptFile: not well-formed.
    """
    numbers = frozenset(wanted)
    starts: dict[int, int] = {}
    tails: dict[int, int] = {}
    open_elements: list[int] = []
    seen = 0
    parser = expat.ParserCreate("utf-8")

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal seen
        if seen in numbers:
            starts[seen] = parser.CurrentByteIndex
        open_elements.append(seen)
        seen += 1

    def end(_name: str) -> None:
        number = open_elements.pop()
        if number in numbers:
            tails[number] = parser.CurrentByteIndex

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise CorruptFile("DOCX 的正文损坏。", hint="请用 Word 打开后另存为 DOCX。") from error
    return {number: _span(xml, starts[number], tails[number]) for number in starts}


def _span(xml: bytes, start: int, tail: int) -> Span:
    head = _HEAD.match(xml, start)
    if head is None:
        raise CorruptFile("DOCX 的正文损坏。", hint="请用 Word 打开后另存为 DOCX。")
    name = head[1].decode()
    if head[2]:
        return Span(name, head.start(2), head.start(2), head.end(), empty=True)
    return Span(name, head.end(), tail, xml.index(b">", tail) + 1, empty=False)


def insert(xml: bytes, insertions: Mapping[Span, Insertion]) -> bytes:
    """`xml` with what goes into its elements; an element written as one tag gets an end tag."""
    edits: list[tuple[int, int, str]] = []
    for span, insertion in insertions.items():
        if span.empty:
            edits.append((span.inside, span.end, f">{insertion.first}{insertion.last}</{span.name}>"))
            continue
        at = insertion.after.end if insertion.after is not None else span.inside
        edits += [(at, at, insertion.first), (span.tail, span.tail, insertion.last)]
    out: list[bytes] = []
    done = 0
    for start, end, put in sorted(edits, key=lambda edit: edit[:2]):
        out += [xml[done:start], put.encode()]
        done = end
    return b"".join([*out, xml[done:]])


def as_utf8(xml: bytes) -> tuple[bytes, str]:
    """A part as UTF-8, and the encoding to give it back in (a part is UTF-8 or UTF-16, ECMA-376 part 2).

    Raises:
        CorruptFile: it is neither.
    """
    encoding = _UTF16.get(xml[:2], "utf-8")  # the mark stays in the text, and so comes back
    try:
        return xml.decode(encoding).encode(), encoding
    except UnicodeDecodeError as error:
        raise CorruptFile("DOCX 的正文不是 UTF-8 编码。", hint="请用 Word 打开后另存为 DOCX。") from error
