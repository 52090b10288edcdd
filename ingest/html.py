"""A web page → Document (selectolax). Nothing is run and nothing is fetched.

Text is what a reader of the page sees: scripts, styles, comments, forms' controls and elements hidden by
their own `hidden` or `style` never count. Elements hidden by a style sheet are not recognised.
Spans of table cells follow the HTML standard's table model ("forming a table"), except that cells never overlap.
"""

from __future__ import annotations

import re
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from nianbao.ingest.article import article, title_line
from nianbao.ingest.charset import page_of
from nianbao.ingest.errors import CorruptFile, OversizeFile
from nianbao.ingest.flow import Block, Flow, Paragraph, Placed, document, lay
from nianbao.ingest.limits import MARKUP_DEPTH, NESTING, SPAN, TABLE_CELLS, TABLE_COLUMNS, TEXT_BYTES
from nianbao.ingest.report import Document, Format
from nianbao.ingest.whitespace import raised

_SILENT_NAMES = (
    "script style template noscript xml head title nav footer select option datalist button input del s strike rt rp "
    "textarea iframe object embed svg math canvas audio video map meter progress -comment"
)
_SILENT = frozenset(_SILENT_NAMES.split())
_BREAKS = frozenset({"br", "hr"})
_BLOCKS_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure form h1 h2 h3 h4 h5 h6 header hgroup html li main menu ol p pre section summary ul"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_MAY_HIDE = re.compile(rf"\bhidden\b|{_HIDING.pattern}", re.IGNORECASE)
_NESTING_TAGS = re.compile(
    r"<(/?)(?!(?:br|hr|img|input|meta|link|col|area|base|wbr|p|td|th|tr|li|dd|dt|option)\b)[a-z]", re.IGNORECASE
)
"""Tags that nest: not the void ones, nor those whose end may be left out."""
_DIGITS = re.compile(r"\s*\+?(\d{1,9})")


def read(data: bytes) -> Document:
    """The article of a web page: its lines and grids, without menus and footers where they can be told apart.

    Raises:
        EmptyFile: no text.
        CorruptFile: no encoding explains the bytes.
        OversizeFile: over a limit of size, nesting or cells.
    """
    if len(data) > TEXT_BYTES:
        raise OversizeFile(f"网页超过 {TEXT_BYTES // 2**20} MB。", hint="请只保存年度报告一页。")
    page = page_of(data)
    tree = _parsed(page)
    blocks = article(_walked(tree, page))
    if not any(isinstance(block, Paragraph) and title_line(block.text) for block in blocks):
        blocks = [*_declared_title(tree), *blocks]
    return document(Format.HTML, "html", blocks)


def blocks_of(markup: str) -> list[Block]:
    """The blocks of a piece of markup inside another text: a table that a converter left in Markdown."""
    return _walked(_parsed(markup), markup).blocks


def _parsed(page: str) -> LexborHTMLParser:
    if page.count("<") > MARKUP_DEPTH:
        steps = (-1 if slash else 1 for slash in _NESTING_TAGS.findall(page))
        if max(accumulate(steps, _open), default=0) > MARKUP_DEPTH:
            raise _too_deep()
    try:
        return LexborHTMLParser(page, scripting=True)
    except (SelectolaxError, ValueError) as error:
        raise CorruptFile("网页无法解析。", hint="请重新保存网页。") from error


def _open(depth: int, step: int) -> int:
    return max(depth + step, 0)


def _too_deep() -> OversizeFile:
    return OversizeFile(f"网页的元素嵌套超过 {NESTING} 层。", hint="请用浏览器打开原网页，重新保存。")


def _too_large() -> OversizeFile:
    return OversizeFile("网页里有一个过大的表格。", hint="这不像是一份年度报告，请检查文件。")


def _walked(tree: LexborHTMLParser, page: str) -> Flow:
    flow = Flow()
    if tree.body is not None:
        _Walk(may_hide=_MAY_HIDE.search(page) is not None).content(tree.body, flow, 0, linked=False)
    flow.end()
    return flow


def _declared_title(tree: LexborHTMLParser) -> list[Paragraph]:
    """The title that the page declares for itself, where the text shows none: gov.cn pages carry `ArticleTitle`."""
    metas = [node.attributes for node in tree.css("meta[name][content]")]
    declared = [str(meta["content"]) for meta in metas if str(meta["name"]).lower() == "articletitle"]
    named = tree.css_first("title")
    if named is not None:
        declared.append(re.split(r"[_|]| - |——", named.text())[0])
    titles = (" ".join(title.split()) for title in declared)
    return [Paragraph(title) for title in titles if title_line(title)][:1]


class _Walk:
    """One pass over the tree.

    Args:
        may_hide: whether the page has anything hidden at all; where not, no attribute needs to be looked at.
    """

    def __init__(self, *, may_hide: bool) -> None:
        self.may_hide = may_hide

    def content(self, node: LexborNode, flow: Flow, depth: int, *, linked: bool) -> None:
        """Adds what stands in `node` to `flow`."""
        if depth > NESTING:
            raise _too_deep()
        child = node.child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                flow.say(child.text_content or "", linked=linked)
            elif tag in _BREAKS:
                flow.end()
            elif tag in _SILENT or (self.may_hide and _hidden(child)):
                pass
            elif tag in {"sup", "sub"}:
                flow.say(raised(child.text()), linked=linked)
            elif tag == "table":
                flow.end()
                self._table(child, flow, depth + 1)
            elif tag in _BLOCKS:
                flow.end()
                start = len(flow.blocks)
                self.content(child, flow, depth + 1, linked=linked)
                flow.end()
                flow.mark(start)
            else:
                start = len(flow.blocks)
                self.content(child, flow, depth + 1, linked=linked or tag == "a")
                flow.mark(start)
            child = child.next

    def _table(self, table: LexborNode, flow: Flow, depth: int) -> None:
        groups: list[list[LexborNode]] = []
        for part in table.iter():
            if part.tag == "caption":
                self.content(part, flow, depth + 1, linked=False)
                flow.end()
            elif part.tag in {"tbody", "thead", "tfoot"} and not (self.may_hide and _hidden(part)):
                rows = [row for row in part.iter() if row.tag == "tr" and not (self.may_hide and _hidden(row))]
                if len(rows) > TABLE_CELLS:
                    raise _too_large()
                groups.append(rows)
        lay(flow, self._placed(groups, depth))

    def _placed(self, groups: list[list[LexborNode]], depth: int) -> list[Placed]:
        """The cells on their units: a cell goes to the first free column of its row, and spans end with the row group."""
        marked = [[self._cells(row) for row in rows] for rows in groups]
        width = max((sum(w for _, _, w in row if w <= SPAN) for rows in marked for row in rows), default=0)
        cells: list[Placed] = []
        row = 0
        for rows in marked:
            end = row + len(rows)
            taken: dict[int, int] = {}  # column → the row in which it is free again
            for members in rows:
                column = 0
                for node, height, claimed in members:
                    while taken.get(column, 0) > row:
                        column += 1
                    wanted = claimed if claimed <= SPAN else max(width - column, 1)
                    last = column + 1
                    while last < column + wanted and taken.get(last, 0) <= row:
                        last += 1
                    bottom = min(row + height, end) if height else end
                    if bottom > row + 1:
                        taken.update(dict.fromkeys(range(column, last), bottom))
                    if len(cells) >= TABLE_CELLS or last > TABLE_COLUMNS:
                        raise _too_large()
                    cells.append(Placed(self._held(node, depth), row, column, bottom - row, last - column))
                    column = last
                row += 1
        return cells

    def _cells(self, row: LexborNode) -> list[tuple[LexborNode, int, int]]:
        """(cell, row span, column span) of a row; a row span of 0 means: to the end of the row group."""
        cells: list[tuple[LexborNode, int, int]] = []
        for node in row.iter():
            if node.tag in {"td", "th"} and not (self.may_hide and _hidden(node)):
                if len(cells) >= TABLE_COLUMNS:
                    raise _too_large()
                attributes = node.attributes
                cells.append((node, _span(attributes.get("rowspan")), _span(attributes.get("colspan")) or 1))
        return cells

    def _held(self, node: LexborNode, depth: int) -> Flow:
        flow = Flow()
        self.content(node, flow, depth + 1, linked=False)
        flow.end()
        return flow


def _span(value: str | None) -> int:
    found = _DIGITS.match(value) if value else None
    return int(found[1]) if found else 1


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _HIDING.search(style) is not None
