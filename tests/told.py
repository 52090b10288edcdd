"""A writer of prose for filled forms, independent of the reader: every figure knows the cells it tells.

told = tell(values, "2021", style=1)              # pieces of text and of figures
render(told)                                       # the prose, true to the form
render(told, {3: 17})                              # the same with another number for the fourth figure
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from nianbao.ingest.form import load

COLUMNS = ("business", "research", "welfare", "legal_service", "other_org")
CHINESE = "零一二三四五六七八九"


@dataclass(frozen=True)
class Figure:
    """A number of the prose: the cells it is the sum of, and how it is printed."""

    keys: tuple[str, ...]
    value: Decimal
    shape: str = "{}"


@dataclass(frozen=True)
class Share:
    """A percentage of the prose: of `part` in `whole`."""

    part: Figure
    whole: Figure
    places: int


Piece: TypeAlias = str | Figure | Share


class Teller:
    """Figures of one form, by the words of the form."""

    def __init__(self, values: Mapping[str, Decimal], edition: str) -> None:
        self.values = values
        self.table = load(edition).table("applications")

    def sum(self, *keys: str) -> Figure:
        return Figure(keys, sum((self.values[key] for key in keys), Decimal(0)))

    def row(self, *rows: str, column: str = "total") -> Figure:
        return self.sum(*(f"applications.{row}.{column}" for row in rows))

    def organisations(self, row: str) -> Figure:
        return self.sum(*(f"applications.{row}.{column}" for column in COLUMNS))

    def group(self, name: str) -> Figure:
        rows = [row.key for row in self.table.rows_of(name)] or [name]
        return self.row(*rows)

    def review(self, *rows: str) -> Figure:
        return self.sum(*(f"review.{row}.total" for row in rows))


def tell(values: Mapping[str, Decimal], edition: str, style: int) -> list[Piece]:
    """The prose of a form in one of several styles."""
    say = Teller(values, edition)
    dice = random.Random(style)
    pieces: list[Piece] = []
    pieces += dice.choice(_INTAKE)(say)
    pieces += dice.choice(_OUTCOME)(say)
    pieces += dice.choice(_CASES)(say)
    if edition == "2021":
        pieces += dice.choice(_DOCUMENTS)(say)
    return pieces


_INTAKE = (
    lambda s: ["全年共收到政府信息公开申请", s.row("received"), "件，其中自然人申请", s.row("received", column="natural_person"), "件，法人或其他组织申请", s.organisations("received"), "件；上年结转", s.row("carried_in"), "件。"],
    lambda s: ["2023年，本机关新收", s.row("received"), "件政府信息公开申请（自然人", s.row("received", column="natural_person"), "件、商业企业", s.row("received", column="business"), "件），另有上年度结转申请", s.row("carried_in"), "件。"],
    lambda s: ["本年度受理依申请公开", s.row("received"), "宗，上一年结转", s.row("carried_in"), "宗。按申请主体分，自然人", s.row("received", column="natural_person"), "宗，科研机构", s.row("received", column="research"), "宗。"],
    lambda s: ["2023 年收到公民、法人和其他组织提出的政府信息公开申请 ", s.row("received"), " 件，上年结转 ", s.row("carried_in"), " 件，收办申请合计 ", s.row("received", "carried_in"), " 件。"],
)  # fmt: skip

_OUTCOME = (
    lambda s: ["年内办结", s.row("concluded"), "件，结转下年度继续办理", s.row("carried_out"), "件。办结的申请中，予以公开", s.row("granted"), "件，部分公开", s.row("partially_granted"), "件，不予公开", s.group("refused"), "件，无法提供", s.group("unavailable"), "件，不予处理", s.group("not_processed"), "件，其他处理", s.group("otherwise"), "件。"],
    lambda s: ["共答复申请", s.row("concluded"), "件，", s.row("carried_out"), "件结转至2024年继续办理。其中予以公开", s.row("granted"), "件，占", Share(s.row("granted"), s.row("concluded"), 1), "；部分公开", s.row("partially_granted"), "件，占", Share(s.row("partially_granted"), s.row("concluded"), 2), "；不予公开", s.group("refused"), "件，占", Share(s.group("refused"), s.row("concluded"), 1), "。"],
    lambda s: ["已办结申请", s.row("concluded"), "件。从办理结果看，予以公开及部分公开", s.row("granted", "partially_granted"), "件，不予处理", s.group("not_processed"), "件；其中本机关不掌握相关政府信息", s.row("unavailable.not_held"), "件，属于国家秘密", s.row("refused.state_secret"), "件。顺延至下一年度办理的申请", s.row("carried_out"), "件。"],
    lambda s: ["其中", s.row("granted"), "件予以公开，", s.row("partially_granted"), "件部分公开，", s.group("refused"), "件不予公开，", s.group("unavailable"), "件无法提供。结转下一年度", s.row("carried_out"), "件。"],
)  # fmt: skip

_CASES = (
    lambda s: ["因政府信息公开引起的行政复议", s.review("reconsideration"), "件、行政诉讼", s.review("direct_suit", "suit_after_review"), "件。"],
    lambda s: ["政府信息公开行政复议、行政诉讼案件共", s.review("reconsideration", "direct_suit", "suit_after_review"), "件。"],
    lambda s: ["涉及信息公开的行政复议案件", s.review("reconsideration"), "起，其中未经复议直接起诉", s.review("direct_suit"), "起，复议后起诉", s.review("suit_after_review"), "起。"],
)  # fmt: skip

_DOCUMENTS = (
    lambda s: ["本年制发行政规范性文件", s.sum("disclosure.normative_documents.issued"), "件，废止", s.sum("disclosure.normative_documents.repealed"), "件，现行有效", s.sum("disclosure.normative_documents.in_force"), "件。"],
    lambda s: ["全年作出行政许可决定", s.sum("disclosure.licences.decisions"), "件，作出行政处罚决定", s.sum("disclosure.penalties.decisions"), "件，作出行政强制决定", s.sum("disclosure.compulsory_measures.decisions"), "件。"],
    lambda s: ["现行有效的规范性文件", s.sum("disclosure.normative_documents.in_force"), "件。", "行政事业性收费金额", s.sum("disclosure.fees.amount"), "万元。"],
)  # fmt: skip


def figures(pieces: Sequence[Piece]) -> list[Figure]:
    """The figures of the prose, in order."""
    return [piece for piece in pieces if isinstance(piece, Figure)]


def render(pieces: Sequence[Piece], instead: Mapping[int, int] | None = None, digits: str = "plain") -> str:
    """The prose; `instead` gives other numbers to figures by their place, `digits` is `plain` or `wide`."""
    instead = instead or {}
    parts, place = [], 0
    for piece in pieces:
        if isinstance(piece, Figure):
            parts.append(f"{instead.get(place, piece.value):f}" if place not in instead else str(instead[place]))
            place += 1
        elif isinstance(piece, Share):
            parts.append(f"{percent(piece):f}%")
        else:
            parts.append(piece)
    text = "".join(parts)
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９")) if digits == "wide" else text


def percent(share: Share) -> Decimal:
    """A share of nothing is 0."""
    if not share.whole.value:
        return Decimal(0)
    return (share.part.value * 100 / share.whole.value).quantize(Decimal(1).scaleb(-share.places), ROUND_HALF_UP)
