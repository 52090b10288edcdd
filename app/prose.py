"""Whether a question is for sentences although words of the form occur in it (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.answer import Reason
from nianbao.app.query import Query
from nianbao.app.vocabulary import Hit
from nianbao.index.themes import asked

_COUNTS = re.compile(
    r"(?:多少|几)(?:件|宗|起|项|份)|(?:多少|几)(?:人|个人)?(?:提|申请)|件数|数量|各提|对吗|对不对|是不是\d|比例|占比|率|是否为|最[多少高低大小]|排名"
)

_WHY = re.compile(r"为什么|为何|为啥|怎么会")
_SAYS = re.compile(r"(?:哪|谁)[^，]{0,6}(?:说|提|写|讲)")
_OF_NUMBERS = re.compile(r"多少|几[件宗起份]|[多增减]|[升降]|预[测计]")


def may_be_told(query: Query) -> bool:
    """Whether prose may answer what no table does: something is asked that counts nothing, and no reason of a number."""
    if query.problem is None or _COUNTS.search(query.text) or re.search(r"多少|排第", query.text):
        return False
    if query.problem.offered and not query.organs and not _SAYS.search(query.text):
        return False  # a figure over all organs
    why = _WHY.search(query.text) is not None and _OF_NUMBERS.search(query.text) is None
    return query.problem.reason is Reason.NOT_IN_FORM or (query.problem.reason is Reason.OUT_OF_SCOPE and why)


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
