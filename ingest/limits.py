"""The limits of what is read: every one is far above any real report and far below what could hurt.

A report has 3 tables, about 300 cells and a few thousand characters; the largest seen file is a scan of
some megabytes. A file over a limit is refused with `OversizeFile`, never read in part.
"""

from __future__ import annotations

FILE_BYTES = 100 * 2**20
"""Bytes of a file: scanned reports with photographs reach tens of megabytes."""

TEXT_BYTES = 16 * 2**20
"""Bytes of a text or a web page: pages with embedded pictures reach some megabytes, parsed pages take 40 times the room."""

STREAM_BYTES = 256 * 2**20
"""Inflated bytes of one stream of a PDF: a page's content has some hundred kilobytes, a whole Chinese font twenty
megabytes, a scanned page in colour, which is deflated now and then, a hundred."""

PART_BYTES = 16 * 2**20
"""Unpacked bytes of one part of a DOCX: the text of a report with all its markup is below one megabyte."""

PART_RATIO = 300
"""Unpacked to packed bytes of one part: the repetitive markup of tables reaches 30, deflate itself 1032."""

PART_FREE_BYTES = 2**20
"""A part up to this size may have any ratio: it cannot hurt."""

PACKAGE_PARTS = 5_000
"""Entries of a DOCX, or files in an archive: a report has some twenty, one a picture more."""

ARCHIVE_BYTES = 4 * 2**30
"""Unpacked bytes of all files in an archive: the scanned reports of a county's hundred organs are some gigabyte."""

TABLE_CELLS = 50_000
"""Cells of one table: table 三 has about 250."""

TABLE_COLUMNS = 512
"""Columns of one table: table 四 has 15; spreadsheets saved as web pages drag along a few hundred empty ones."""

SPAN = 64
"""A cell that claims to span more columns means "the whole width", and is cut to it."""

NESTING = 256
"""Depth of nested elements: web pages stay below 60, the XML parser stops at 256 itself."""

MARKUP_DEPTH = 4_000
"""Depth of open tags a web page may reach before it is parsed at all: the parser's time grows with its square."""

ATTRIBUTES = 500
"""Attributes of one element of a web page: a few dozen are many, and the parser's time grows with their square."""

BLOCKS = 100_000
"""Paragraphs and tables of one file: a report has some hundreds."""

CHARACTERS = 300_000
"""Characters of one file in all: a report has some ten thousand, a page with much around it fifty. All reading takes
time with each of them, embedding most."""

CELL_CHARACTERS = 2_000
"""Characters of a cell that is looked at for a number and its remark: beyond, it is text."""
