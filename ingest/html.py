"""A web page → Document (selectolax). Nothing is run and nothing is fetched.

Text is what a reader of the page sees: scripts, styles, comments, forms' controls and what is hidden, struck through or
painted white never counts, and raised figures do not join those on the line (`css`). Figures in a table's text fields do.
Spans of table cells follow the HTML standard's table model ("forming a table"), except that cells never overlap.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from nianbao.ingest.article import article
from nianbao.ingest.charset import page_of
from nianbao.ingest.css import PLAIN, Attributes, Look, Sheets, is_set, look_of
from nianbao.ingest.errors import CorruptFile, OversizeFile
from nianbao.ingest.flow import Block, Flow, Paragraph, Placed, document, lay
from nianbao.ingest.hanzi import is_traditional, simplified
from nianbao.ingest.limits import ATTRIBUTES, MARKUP_DEPTH, NESTING, SPAN, TABLE_CELLS, TABLE_COLUMNS, TEXT_BYTES
from nianbao.ingest.record import title_line
from nianbao.ingest.report import Document, Format
from nianbao.ingest.unflatten import unflattened

_SILENT_NAMES = (
    "script style template noscript xml head title nav footer select option datalist button input del s strike rt rp "
    "textarea iframe object embed svg math canvas audio video map meter progress -comment"
)
_SILENT = frozenset(_SILENT_NAMES.split())
_BREAKS = frozenset({"br", "hr"})
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_RAISING = frozenset({"sup", "sub"})
_RAISED = Look(raised=True)
_BLOCKS_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure form h1 h2 h3 h4 h5 h6 header hgroup html li main menu ol p pre section summary ul"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_NESTING_TAGS = re.compile(
    r"<(/?)(?!(?:br|hr|img|input|meta|link|col|area|base|wbr|p|td|th|tr|li|dd|dt|option)\b)[a-z]", re.IGNORECASE
)
"""Tags that nest: not the void ones, nor those whose end may be left out."""
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)?+"""
_TAGS = re.compile(
    rf"<!--(?:.*?-->|.*)|<(?P<raw>script|style)(?P<first>(?:{_ATTRIBUTE})*+)[\s/]*+>(?:.*?</(?P=raw)|.*)|"
    rf"<[a-z][^\s/>]*+(?P<rest>(?:{_ATTRIBUTE})*+)",
    re.IGNORECASE | re.DOTALL,
)
"""Comments, scripts and tags, one after the other, with the attributes of each."""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TYPED = frozenset({"input", "textarea", "select"})
_FIGURE = re.compile(r"\s*[\d.,，+\-－—–/]+\s*(?:件|条|项|个|宗|份|次|万?元)?\s*")
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
    traditional = is_traditional(page)
    page = simplified(page) if traditional else page
    tree = _parsed(page)
    blocks = article(_walked(tree, page))
    if not any(isinstance(block, Paragraph) and title_line(block.text) for block in blocks):
        blocks = [*_declared_title(tree), *blocks]
    return replace(document(Format.HTML, "html", unflattened(blocks)), simplified=traditional)


def blocks_of(markup: str) -> list[Block]:
    """The blocks of a piece of markup inside another text: a table that a converter left in Markdown."""
    return _walked(_parsed(markup), markup).blocks


def _parsed(page: str) -> LexborHTMLParser:
    if page.count("<") > MARKUP_DEPTH and _depth(page) > MARKUP_DEPTH:
        raise _too_deep()
    # so many attributes have so many characters at least
    long = [first or rest for _, first, rest in _TAGS.findall(page) if len(first or rest) > 2 * ATTRIBUTES]
    if any(len(_ATTRIBUTES.findall(one)) > ATTRIBUTES for one in long):
        raise OversizeFile(f"网页里有元素的属性超过 {ATTRIBUTES} 个。", hint="请用浏览器打开原网页，重新保存。")
    try:
        return LexborHTMLParser(page, scripting=True)
    except (SelectolaxError, ValueError) as error:
        raise CorruptFile("网页无法解析。", hint="请重新保存网页。") from error


def _depth(page: str) -> int:
    """How deep the tags of a page nest at most, an end tag too many counting for nothing."""
    steps = (-1 if slash else 1 for slash in _NESTING_TAGS.findall(page))
    opened = list(accumulate(steps, initial=0))
    return max(now - least for now, least in zip(opened, accumulate(opened, min), strict=True))


def _too_deep() -> OversizeFile:
    return OversizeFile(f"网页的元素嵌套超过 {NESTING} 层。", hint="请用浏览器打开原网页，重新保存。")


def _too_large() -> OversizeFile:
    return OversizeFile("网页里有一个过大的表格。", hint="这不像是一份年度报告，请检查文件。")


def _walked(tree: LexborHTMLParser, page: str) -> Flow:
    flow = Flow()
    if tree.body is not None:
        sheets = Sheets("\n".join(node.text() for node in tree.css("style"))) if is_set(page) else None
        walk = _Walk(sheets)
        if (look := walk.look(tree.body, PLAIN)) is not None:
            walk.content(tree.body, flow, 0, look, linked=False)
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


class _Cell(NamedTuple):
    """A cell of a row: how its text is set, and its spans; a row span of 0 means: to the end of the row group."""

    node: LexborNode
    look: Look
    down: int
    across: int


class _Walk:
    """One pass over the tree.

    Args:
        sheets: the page's own style sheets; None where nothing of the page is set in a way that matters, so that no
            attribute needs to be looked at.
    """

    def __init__(self, sheets: Sheets | None) -> None:
        self.sheets = sheets
        self._looks: dict[tuple[str, int, tuple[tuple[str, str | None], ...]], tuple[Look, Look | None]] = {}

    def look(self, node: LexborNode, around: Look, attributes: Attributes | None = None) -> Look | None:
        """How the text of `node` is set, None where it is not shown; `attributes` are its own, where they are at hand."""
        tag = node.tag or ""
        if self.sheets is None:
            return _RAISED if tag in _RAISING else around
        attributes = node.attributes if attributes is None else attributes
        # hundreds of cells are marked alike; what is around is told by its address, and kept, so that no other gets it
        marked = (tag, id(around), tuple(attributes.items()))
        known = self._looks.get(marked)
        if known is None:
            block = tag in _BLOCKS or tag in _TABLE_PARTS
            known = around, look_of(tag, attributes, around, self.sheets, block=block)
            self._looks[marked] = known
        return known[1]

    def content(self, node: LexborNode, flow: Flow, depth: int, look: Look, *, linked: bool) -> None:
        """Adds what stands in `node`, whose text is set as `look` says, to `flow`."""
        if depth > NESTING:
            raise _too_deep()
        child = node.child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                flow.say(look.shown(child.text_content or ""), linked=linked)
            elif tag in _BREAKS:
                flow.end_line()
            elif tag in _TYPED:
                if (field := self.look(child, look)) is not None:
                    flow.say(field.shown(_typed(child)), linked=linked)
            elif tag not in _SILENT and (own := self.look(child, look)) is not None:
                self._element(child, flow, depth + 1, own, linked=linked)
            child = child.next

    def _element(self, node: LexborNode, flow: Flow, depth: int, look: Look, *, linked: bool) -> None:
        tag = node.tag
        if tag == "table":
            flow.end()
            self._table(node, flow, depth, look)
            return
        block = tag in _BLOCKS
        if block:
            flow.end()
        start = len(flow.blocks)
        self.content(node, flow, depth, look, linked=linked or tag == "a")
        if block:
            flow.end()
        flow.mark(start)

    def _table(self, table: LexborNode, flow: Flow, depth: int, look: Look) -> None:
        groups: list[list[tuple[LexborNode, Look]]] = []
        for part in table.iter():
            own = self.look(part, look) if part.tag in {"caption", "tbody", "thead", "tfoot"} else None
            if own is None:
                continue
            if part.tag == "caption":
                self.content(part, flow, depth + 1, own, linked=False)
                flow.end()
                continue
            rows = [
                (row, of_row) for row in part.iter() if row.tag == "tr" and (of_row := self.look(row, own)) is not None
            ]
            if len(rows) > TABLE_CELLS:
                raise _too_large()
            groups.append(rows)
        lay(flow, self._placed(groups, depth))

    def _placed(self, groups: list[list[tuple[LexborNode, Look]]], depth: int) -> list[Placed]:
        """The cells on their units: a cell goes to the first free column of its row, and spans end with the row group."""
        marked = [[self._cells(row, look) for row, look in rows] for rows in groups]
        width = max(
            (sum(cell.across for cell in row if cell.across <= SPAN) for rows in marked for row in rows), default=0
        )
        cells: list[Placed] = []
        row = 0
        for rows in marked:
            end = row + len(rows)
            taken: dict[int, int] = {}  # column → the row in which it is free again
            for members in rows:
                column = 0
                for node, look, height, claimed in members:
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
                    cells.append(Placed(self._held(node, depth, look), row, column, bottom - row, last - column))
                    column = last
                row += 1
        return cells

    def _cells(self, row: LexborNode, look: Look) -> list[_Cell]:
        cells: list[_Cell] = []
        for node in row.iter():
            if node.tag not in {"td", "th"}:
                continue
            attributes = node.attributes
            if (own := self.look(node, look, attributes)) is not None:
                if len(cells) >= TABLE_COLUMNS:
                    raise _too_large()
                down, across = _span(attributes.get("rowspan")), _span(attributes.get("colspan")) or 1
                cells.append(_Cell(node, own, down, across))
        return cells

    def _held(self, node: LexborNode, depth: int, look: Look) -> Flow:
        flow = Flow()
        self.content(node, flow, depth + 1, look, linked=False)
        flow.end()
        return flow


def _typed(control: LexborNode) -> str:
    """The figure that a field of a table's cell shows: pages that a form has filled have them so."""
    around = control.parent
    while around is not None and around.tag not in _TABLE_PARTS:
        around = around.parent
    if around is None or around.tag not in {"td", "th"}:
        return ""
    if control.tag == "input" and any(map(str.isdigit, around.text())):
        return ""  # the figure stands beside its field
    if control.tag == "textarea":
        value = control.text()
    elif control.tag == "select":
        options = control.css("option")
        chosen = next(
            (option for option in options if "selected" in option.attributes), options[0] if options else None
        )
        value = "" if chosen is None else chosen.text()
    else:
        attributes = control.attributes
        seen = (attributes.get("type") or "text").lower() in {"text", "number", "tel"}
        value = (attributes.get("value") or "") if seen else ""
    return value if _FIGURE.fullmatch(value) else ""


def _span(value: str | None) -> int:
    found = _DIGITS.match(value) if value else None
    return int(found[1]) if found else 1
