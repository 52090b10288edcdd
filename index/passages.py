"""Report → Passages: what is searched, and what may be quoted (pure).

Prose is cut at headings and between sentences; each passage is an exact stretch of its section's text. A table gives
one passage that describes its non-zero cells, for searching by meaning, and one a row, for searching by words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from nianbao.index.sentences import Placement, Sentence, paragraphs, sentences
from nianbao.ingest.form import Table, load, specs
from nianbao.ingest.report import Cell, Report, Section, State, content_id

SIZE = 300
"""Characters a passage of prose holds at most, unless one sentence alone is longer."""

LARGE_TABLE = 60
"""A table of more cells is described by its totals only."""

_CHAPTER = re.compile(r"^#{0,6}\s*[（(][一二三四五六七八九十]{1,3}[）)]")
_ITEM = re.compile(r"^#{1,6}\s*\S|^\d{1,2}\s*(?:[.．](?!\d)|、)|^[一二三四五六七八九十]{1,2}是")
_LONGEST_HEADING = 40
_WORD = re.compile(r"[^\W_]")
_ENDED = re.compile(r"[。！？；!?;][”’」』）)]*$")


class Kind(StrEnum):
    """Prose is quoted; what describes a table or a row is made of labels and figures and is never a quotation."""

    PROSE = "prose"
    TABLE = "table"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one report.

    Attributes:
        id: made from the report and the content, so that it lasts as long as both.
        section: number of the statutory section (`五`, `前言`).
        heading: the section's heading and the headings below it.
        context: organ, year and headings: searched together with the text, never shown as the report's words.
        text: for prose the exact characters of the section, from its character `start` on.
        page: where it begins, None where the format has no pages.
        sentences: of prose, without the headings; offsets count in `text`.
    """

    id: str
    report: str
    kind: Kind
    section: str
    heading: tuple[str, ...]
    context: str
    text: str
    start: int = 0
    page: int | None = None
    sentences: tuple[Sentence, ...] = ()

    @property
    def searched(self) -> str:
        """What is indexed: the context and the text."""
        return f"{self.context}\n{self.text}"

    def quote(self, sentence: Sentence) -> str:
        """The exact characters of one of its sentences."""
        return self.text[sentence.start : sentence.end]


def passages(report: Report, *, of: str, organ: str, year: int, size: int = SIZE) -> tuple[Passage, ...]:
    """All passages of a reading of the report with the id `of`, in the order of the document.

    `organ` and `year` are the report's, which a manifest may have said; prose is cut at `size` characters.
    """
    named = f"{organ} {year}年"
    tables = {load(edition).table(name).section for name, edition in report.forms.items()}
    drafts = [*_prose(report.sections, tables, size), *_tables(report)]
    drafts.sort(key=lambda draft: _order(draft.section))
    seen: dict[tuple[str, str], int] = {}
    made = []
    for draft in drafts:
        context = " ".join([named, *draft.heading])
        repeat = seen[context, draft.text] = seen.get((context, draft.text), -1) + 1
        made.append(
            Passage(
                id=content_id(of, draft.kind, draft.section, context, draft.text, str(repeat)),
                report=of,
                kind=draft.kind,
                section=draft.section,
                heading=draft.heading,
                context=context,
                text=draft.text,
                start=draft.start,
                page=draft.page,
                sentences=draft.sentences,
            )
        )
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: Kind
    section: str
    heading: tuple[str, ...]
    text: str
    page: int | None
    start: int = 0
    sentences: tuple[Sentence, ...] = ()


def _order(section: str) -> int:
    return "前言一二三四五六".find(section[:1]) if section else -1


# ---------------------------------------------------------------- prose


def _prose(sections: Sequence[Section], tables: Collection[str], size: int) -> Iterator[_Draft]:
    """Passages of the sections; `tables` are the numbers of those that hold a table.

    Around a table, what does not end like a sentence is a label that the reader left over.
    """
    for section in sections:
        placement = Placement(section.text, section.lines)
        for heading, spans in _blocks(section):
            said = [span for span in spans if _says(section.text[slice(*span)], whole=section.number in tables)]
            for packed in _packed(said, size):
                start, end = packed[0][0], packed[-1][1]
                placed = tuple(Sentence(a - start, b - start, placement.of(a, b)) for a, b in packed)
                page = next((one.page for one in placed if one.page is not None), section.page)
                yield _Draft(Kind.PROSE, section.number, heading, section.text[start:end], page, start, placed)


def _says(sentence: str, *, whole: bool) -> bool:
    """Whether there is a word in it; `whole`: and a mark that ends it."""
    return bool(_WORD.search(sentence)) and (not whole or bool(_ENDED.search(sentence)))


def _blocks(section: Section) -> Iterator[tuple[tuple[str, ...], list[tuple[int, int]]]]:
    """The sentences below each heading. A heading is context, and a sentence only where nothing stands below it."""
    top = f"{section.number}、{section.heading}" if section.heading else section.number
    chapter: tuple[str, ...] = ()
    heading: tuple[str, ...] = (top,)
    titles: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    above = 0
    for start, end in paragraphs(section.text):
        found = list(sentences(section.text, start, end))
        line = section.text[start:end]
        first = section.text[slice(*found[0])]
        level = 1 if _CHAPTER.match(line) else 2 if _ITEM.match(line) and len(found) == 1 else 0
        if level and len(first) <= _LONGEST_HEADING and not (level == 2 and first.endswith("。")):
            # A chapter's heading right above an item's is context of what follows, not a statement of its own.
            if spans or level <= above:
                yield heading, spans or titles
            title = first.lstrip("# ").rstrip("。：:； ")
            chapter = (title,) if level == 1 else chapter
            heading = (top, *chapter) if level == 1 else (top, *chapter, title)
            titles, spans, above = found[:1], found[1:], level
        elif level == 1:
            yield heading, spans or titles
            chapter, heading, titles, spans, above = (), (top,), [], found, 0
        else:
            spans += found
    yield heading, spans or titles


def _packed(spans: Sequence[tuple[int, int]], size: int) -> Iterator[list[tuple[int, int]]]:
    packed: list[tuple[int, int]] = []
    for span in spans:
        if packed and span[1] - packed[0][0] > size:
            yield packed
            packed = []
        packed.append(span)
    if packed:
        yield packed


# ---------------------------------------------------------------- tables


def _tables(report: Report) -> Iterator[_Draft]:
    for name, edition in report.forms.items():
        table = load(edition).table(name)
        cells = [cell for cell in report.cells if cell.key.split(".", 1)[0] == name]
        if not cells:
            continue
        heading = (f"{table.section}、{table.title}",)
        page = next((cell.place.page for cell in cells if cell.place.page is not None), None)
        yield _Draft(Kind.TABLE, table.section, heading, _description(cells), page)
        for _, row in groupby(cells, key=lambda cell: cell.key.rsplit(".", 1)[0]):
            yield _row(table, tuple(row), heading)


def _description(cells: Sequence[Cell]) -> str:
    """The non-zero cells of a table in words, or that there are none."""
    shown = [cell for cell in cells if cell.value]
    if len(cells) > LARGE_TABLE:
        shown = [cell for cell in shown if cell.key.endswith(".total")]
    rows = [
        f"{label}：{'，'.join(f'{cell.column} {_shown(cell)}' for cell in row)}"
        for label, row in groupby(shown, key=lambda cell: cell.row)
    ]
    return "；".join(rows) if rows else "各格均为零或空白"


def _row(table: Table, cells: Sequence[Cell], heading: tuple[str, ...]) -> _Draft:
    spec = specs().get(cells[0].key)
    group = next((one.label for one in table.groups if spec and one.key == spec.row.group), "")
    label = f"{group} {cells[0].row}".strip()
    text = f"{label}：{'，'.join(f'{cell.column} {_shown(cell)}' for cell in cells)}"
    return _Draft(Kind.ROW, table.section, heading, text, cells[0].place.page)


def _shown(cell: Cell) -> str:
    match cell.state:
        case State.NUMBER:
            return f"{cell.value}{cell.unit}"
        case State.BLANK:
            return "空白"
        case State.UNREAD:
            return "未读出"
        case State.DASH | State.TEXT:
            return cell.raw
