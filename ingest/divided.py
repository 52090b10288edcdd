"""Which figures the kinds of applicant divide: 收到20件，其中自然人18件; 上年结转8件，其中自然人7件 (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nianbao.ingest.mention import Context, Mention
from nianbao.ingest.portions import CARRIED, COLUMN, RESULTS
from nianbao.ingest.referents import Readings, column_label, in_columns

_DIRECTLY = re.compile(r"[,(:。]?(?:其中|包括|包含|含|均|\()|\(")


class Divided:
    """What was told last, and of one kind of applicant; fed with the figures that were understood, in order."""

    def __init__(self, meanings: Mapping[str, Readings]) -> None:
        self._meanings = meanings
        self._rows: Readings = ()
        self.forget()

    def forget(self) -> None:
        """Go on to what has nothing to do with it."""
        self._last: Mention | None = None
        self._alone: Mention | None = None
        self._of_result = False

    def remember(self, mention: Mention) -> None:
        """Take up a figure that was understood."""
        last, self._last = self._last, mention
        if mention.sense.startswith(COLUMN):
            several = last is not None and last.sense.startswith(COLUMN)
            self._alone = None if several or self._of_result else mention
        elif mention.sense not in RESULTS:
            self._alone = None

    def readings(self, columns: tuple[str, ...], counted: Readings, context: Context) -> Readings:
        """What a figure of the applicants `columns` may stand for, `counted` being what the sentence counts."""
        self._rows = self._divided(counted, context)
        return in_columns(self._rows, columns, column_label(columns))

    def _divided(self, counted: Readings, context: Context) -> Readings:
        """What it may be a part of: what the figure before it counted, or what that of another kind is a part of.

        Behind 上年结转8件 it is of those alone; but without 其中 or a bracket it may be of all as well.
        """
        last = self._last
        if last is not None and last.sense.startswith(COLUMN):
            return self._rows
        usual = dict.fromkeys((*counted, *self._meanings.get("received", ())))
        if last is None:
            self._of_result = False
            return tuple(usual)
        start = last.quantity.end if last.sentence is context.sentence else 0
        directly = _DIRECTLY.match(context.sentence.text, start) is not None
        self._of_result = directly and last.sense in RESULTS
        if not last.sense.startswith(CARRIED):
            return tuple(usual)
        return last.readings if directly else tuple(dict.fromkeys((*usual, *last.readings)))

    def of_one_kind(self, sense: str, context: Context) -> Readings:
        """What a result may be of, where the sentence has told one kind of applicant: 自然人申请98件，予以公开40件."""
        of = self._alone
        if of is None or of.sentence is not context.sentence or not (sense in RESULTS or sense.startswith(CARRIED)):
            return ()
        columns = tuple(dict.fromkeys(key.rpartition(".")[2] for key in of.keys))
        return in_columns(self._meanings.get(sense, ()), columns, column_label(columns))
