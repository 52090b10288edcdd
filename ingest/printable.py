"""What is read from files, and their names, as a terminal may have it: no control sequence, no line of its own.

A file name or a text may hold ESC sequences that hide or forge what stands on the screen, line breaks that begin a
false line, and marks that turn the direction of writing.
"""

from __future__ import annotations

import re

from rich.markup import escape

# controls, halves of surrogate pairs (bytes of a file name that are no UTF-8), separators, marks of direction
_ACTS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ACTS_IN_LINES = re.compile(_ACTS.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f"))


def printable(text: str) -> str:
    r"""`text` on one line, with what acts on a terminal written out.

    >>> printable("a\x1b[2Jb\nc")
    'a\\x1b[2Jb\\nc'
    """
    return _ACTS.sub(_written, text)


def markup(text: str) -> str:
    """`printable` text as rich prints it unchanged, square brackets and all."""
    return escape(printable(text))


def markup_lines(text: str) -> str:
    """The same for text of our own that has lines."""
    return escape(_ACTS_IN_LINES.sub(_written, text))


def _written(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape", "surrogatepass").decode("ascii")
