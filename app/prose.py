"""Whether a question is for sentences although words of the form occur in it (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.vocabulary import Hit
from nianbao.index.themes import asked

_COUNTS = re.compile(
    r"(?:多少|几)(?:件|宗|起|项|份)|(?:多少|几)(?:人|个人)?(?:提|申请)|件数|数量|各提|对吗|对不对|是不是\d|比例|占比|率|是否为|最[多少高低大小]|排名"
)


def asks_sentences(text: str, hits: Sequence[Hit], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether `text` asks for a theme of the reports' prose, in more than words of the form, and counts nothing.

    `hits` are the form's words in it and `taken` all that is understood otherwise: 行政处罚决定公开 names a row of the form
    before it names any theme.
    """
    if _COUNTS.search(text):
        return False
    others = [*taken, *((hit.start, hit.end) for hit in hits)]
    return any(
        all(not (a <= start and end <= b) for a, b in others) for theme in asked(text) for start, end in theme.spans
    )
