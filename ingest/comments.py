"""Word comments put into a DOCX (ECMA-376 part 1, 17.13.4): the marks in the text, the comments in their part.

Nothing else of the package changes: `document.xml` gets the marks and keeps every other byte, comments that are
there stay and keep their numbers.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from nianbao.ingest.errors import CorruptFile
from nianbao.ingest.package import Package
from nianbao.ingest.repack import repack
from nianbao.ingest.splice import Insertion, Span, as_utf8, insert, spans
from nianbao.ingest.wordml import child, local, value
from nianbao.ingest.xmltext import legal

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")

_LAYOUT = (
    '<w:pPr><w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
)
"""The document's own body style, with its first line indented and its lines far apart, does not fit a comment."""


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph of a comment; `lead` is its bold beginning."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on the text from the paragraph `first` to the paragraph `last` (`w:p` of the walked main part)."""

    first: etree._Element
    last: etree._Element
    said: tuple[Said, ...]

    @property
    def text(self) -> str:
        """All it says, as the text of its part."""
        return "".join(legal(one.lead + one.text) for one in self.said)


@dataclass(frozen=True, slots=True)
class Author:
    """Who says it."""

    name: str
    initials: str


def comments_part(package: Package) -> str | None:
    """The name of the part that holds the document's comments, None where it has none."""
    main = package.main_part()
    relations = package.part(_relations_of(main))
    for relation in relations if relations is not None else ():
        if local(relation.get("Type", "")).endswith("/comments") and relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            name = posixpath.normpath(posixpath.join("/", posixpath.dirname(main), target)).lstrip("/")
            return name if name in package.names else None
    return None


def said_by(package: Package, author: Author) -> frozenset[str]:
    """The texts of the comments that `author` has already made."""
    name = comments_part(package)
    root = package.part(name) if name is not None else None
    return frozenset(
        "".join(str(text) for text in comment.itertext("{*}t"))
        for comment in (root.iterchildren("{*}comment") if root is not None else ())
        if value(comment, "author") == author.name
    )


def add(
    data: bytes,
    package: Package,
    root: etree._Element,
    comments: Sequence[Comment],
    author: Author,
    at: datetime | None = None,
) -> bytes:
    """The file with the comments.

    Args:
        data: the file's bytes.
        package: the same file, opened.
        root: its main part, walked; the comments' paragraphs are elements of it.
        comments: in any order; each gets a number of its own.
        author: of all of them.
        at: when they were made, None to leave that out.

    Raises:
        CorruptFile: the package lacks what every package has.
        OversizeFile, LockedFile: the package cannot be written again.
    """
    main = package.main_part()
    xml, encoding = as_utf8(_content(package, main))
    name = comments_part(package)
    first = _next_number(package, root, name)
    numbered = list(enumerate(comments, first))
    marked = insert(xml, _marks(root, xml, numbered))
    space = _STRICT if etree.QName(root).namespace == _STRICT else _WORD
    written = "".join(_written(number, comment, author, at, space) for number, comment in numbered)
    changed = {main: marked.decode().encode(encoding)}
    if name is not None:
        changed[name] = _appended(_content(package, name), written)
    else:
        changed |= _fresh(package, main, written, space)
    return repack(data, changed)


def _content(package: Package, name: str) -> bytes:
    content = package.content(name)
    if content is None:
        raise CorruptFile(f"DOCX 里缺少部件 {name}。", hint="请用 Word 打开后另存为 DOCX。")
    return content


def _next_number(package: Package, root: etree._Element, name: str | None) -> int:
    """One more than the highest number in use."""
    part = package.part(name) if name is not None else None
    used: list[etree._Element] = list(part.iterchildren("{*}comment")) if part is not None else []
    for mark in _MARKS:
        used += root.iter(f"{{*}}{mark}")
    numbers = (value(element, "id") for element in used)
    return max((int(number) for number in numbers if number and number.isascii() and number.isdigit()), default=-1) + 1


# ------------------------------------------------------------------ the marks


def _marks(root: etree._Element, xml: bytes, numbered: Iterable[tuple[int, Comment]]) -> dict[Span, Insertion]:
    held = list(numbered)
    paragraphs = {paragraph for _, comment in held for paragraph in (comment.first, comment.last)}
    properties = {paragraph: child(paragraph, "pPr") for paragraph in paragraphs}
    wanted = {*paragraphs, *(settings for settings in properties.values() if settings is not None)}
    order = {element: number for number, element in enumerate(root.iter()) if element in wanted}
    found = spans(xml, order.values())
    space = str(etree.QName(root).namespace)
    insertions: dict[Span, Insertion] = {}
    for number, comment in held:
        for paragraph in (comment.first, comment.last):
            settings = properties[paragraph]
            after = found[order[settings]] if settings is not None else None
            insertions.setdefault(found[order[paragraph]], Insertion(after))
        first, last = found[order[comment.first]], found[order[comment.last]]
        insertions[first].first += _mark("commentRangeStart", number, first, space)
        insertions[last].last += _mark("commentRangeEnd", number, last, space) + _reference(number, last, space)
    return insertions


def _mark(name: str, number: int, within: Span, space: str) -> str:
    prefix, declared = _prefix(within, space)
    return f'<{prefix}:{name}{declared} {prefix}:id="{number}"/>'


def _reference(number: int, within: Span, space: str) -> str:
    """The run that holds the comment's sign, small as Word sets it."""
    w, declared = _prefix(within, space)
    size = f'<{w}:rPr><{w}:sz {w}:val="16"/><{w}:szCs {w}:val="16"/></{w}:rPr>'
    return f'<{w}:r{declared}>{size}<{w}:commentReference {w}:id="{number}"/></{w}:r>'


def _prefix(within: Span, space: str) -> tuple[str, str]:
    """The prefix the paragraph itself is written with; where it has none, one declared on the spot."""
    prefix, colon, _ = within.name.partition(":")
    return (prefix, "") if colon else ("w", f' xmlns:w="{space}"')


# ------------------------------------------------------------------ the comments


def _written(number: int, comment: Comment, author: Author, at: datetime | None, space: str) -> str:
    date = f' w:date="{at.strftime("%Y-%m-%dT%H:%M:%SZ")}"' if at is not None else ""
    sign = "<w:r><w:annotationRef/></w:r>"
    paragraphs = "".join(
        f"<w:p>{_LAYOUT}{sign if index == 0 else ''}{_run(one.lead, bold=True)}{_run(one.text)}</w:p>"
        for index, one in enumerate(comment.said)
    )
    who = f"w:author={quoteattr(author.name)}{date} w:initials={quoteattr(author.initials)}"
    return f'<w:comment xmlns:w="{space}" w:id="{number}" {who}>{paragraphs}</w:comment>'


def _run(text: str, *, bold: bool = False) -> str:
    if not text:
        return ""
    weight = "<w:b/>" if bold else ""
    style = f'<w:rPr>{weight}<w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(legal(text))}</w:t></w:r>'


def _appended(part: bytes, content: str) -> bytes:
    """A part with `content` at the end of its root."""
    xml, encoding = as_utf8(part)
    return insert(xml, {spans(xml, [0])[0]: Insertion(last=content)}).decode().encode(encoding)


def _fresh(package: Package, main: str, written: str, space: str) -> dict[str, bytes]:
    """The part for the comments of a document that had none, with its type and its relation."""
    folder = posixpath.dirname(main)
    taken = {name.lower() for name in package.names}
    names = (f"comments{number or ''}.xml" for number in range(len(taken) + 1))
    file = next(name for name in names if posixpath.join(folder, name).lower() not in taken)
    name = posixpath.join(folder, file)
    kind = f'<Override xmlns="{_content_types_space(package)}" PartName="/{name}" ContentType="{_TYPE}"/>'
    return {
        name: f'{_DECLARATION}<w:comments xmlns:w="{space}">{written}</w:comments>'.encode(),
        _TYPES: _appended(_content(package, _TYPES), kind),
        **_related(package, main, file, _STRICT_RELATION if space == _STRICT else _RELATION),
    }


def _content_types_space(package: Package) -> str:
    types = package.part(_TYPES)
    return str(etree.QName(types).namespace) if types is not None else ""


def _related(package: Package, main: str, target: str, kind: str) -> dict[str, bytes]:
    name = _relations_of(main)
    relations = package.part(name)
    used = {relation.get("Id") for relation in relations} if relations is not None else set()
    fresh = next(f"rId{number}" for number in range(1, len(used) + 2) if f"rId{number}" not in used)
    relation = f'<Relationship xmlns="{_RELATIONS}" Id="{fresh}" Type="{kind}" Target="{target}"/>'
    if relations is None:
        whole = f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'
        return {name: whole.encode()}
    return {name: _appended(_content(package, name), relation)}


def _relations_of(part: str) -> str:
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")
