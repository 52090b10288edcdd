"""`fee_kind`: the 信息处理费 that the prose reports (元) may not exceed 行政事业性收费 of table 二 (万元) (FORM §3, pure).

The fee for handling information is one of the 行政事业性收费, so the table holds at least as much. A question only:
how an organ books the fee is not the form's business. The 2019 form has no amount to hold it against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from nianbao.ingest.money import converted
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.prose import Sentence, sentences
from nianbao.ingest.quantities import Quantity, quantities
from nianbao.ingest.report import Cell, Finding, Section, Severity, State, Status
from nianbao.ingest.scope import Standing, scope_of
from nianbao.ingest.tally import in_form_unit
from nianbao.ingest.wording import PLEASE_CHECK

RULE = "fee_kind"
KEY = "disclosure.fees.amount"

_FEE = re.compile(r"信息处理费|处理费")


def fee_kind(
    sections: Iterable[Section], cells: Mapping[str, Cell], *, organ: str | None = None, year: int | None = None
) -> tuple[Finding, ...]:
    """The question whether the fee is missing from table 二, where the prose reports more than the table holds."""
    cell = cells.get(KEY)
    if cell is None or cell.state in (State.UNREAD, State.TEXT):
        return ()
    told = _told(sections, organ, year)
    if told is None:
        return ()
    sentence, fee = told
    amount = converted(fee.value, "元", "万元")
    booked = in_form_unit(cell)
    if not amount or (booked is not None and amount <= booked + _rounding(booked)):
        return ()
    held = "空白" if booked is None else f"为{decimal_text(booked)}万元"
    message = (
        f"正文「{sentence.quote(0, fee.end)}」，折合{decimal_text(amount)}万元，"
        f"而表二行政事业性收费的本年收费金额{held}；信息处理费属于行政事业性收费。{PLEASE_CHECK}"
    )
    return (
        Finding(
            RULE,
            Severity.QUESTION,
            Status.NOT_ASSESSABLE if booked is None else Status.FAIL,
            (KEY,),
            message,
            expected=decimal_text(amount),
            actual=None if booked is None else decimal_text(booked),
            page=sentence.page,
        ),
    )


def _told(sections: Iterable[Section], organ: str | None, year: int | None) -> tuple[Sentence, Quantity] | None:
    """The largest amount of this year that a sentence on the fee tells: its total, beside what single organs took."""
    scope = scope_of(organ, year)
    found: tuple[Sentence, Quantity] | None = None
    for sentence in sentences(section for section in sections if "费" in section.text):
        named = _FEE.search(sentence.text)
        if named is None:
            continue
        for amount in quantities(sentence.text):
            if amount.unit != "元" or amount.vague or amount.start < named.start():
                continue
            if scope.standing("", sentence.text[: amount.start]) is Standing.OTHER:
                continue
            if found is None or amount.value > found[1].value:
                found = sentence, amount
    return found


def _rounding(amount: Decimal) -> Decimal:
    """Half the last decimal that is printed, since 0.04万元 may stand for 420元; a whole number was not rounded."""
    exponent = amount.as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) and exponent < 0 else Decimal(0)
