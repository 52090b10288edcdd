"""Cases of claims to check: the true number, and one that is not."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nianbao.eval.questions.ground import Ground, Question, figures, text
from nianbao.eval.questions.known import Known
from nianbao.eval.questions.words import NOUNS

CLAIMS = (
    "{organ}{year}年{noun}是{claimed}，对吗？",
    "听说{organ}{year}年{noun}有{claimed}，是真的吗？",
    "有人讲{year}年{organ}的{noun}为{claimed}，属实吗",
    "请核对：{organ}{year}年{noun}{claimed}，有没有错？",
    "我记得{organ}{year}年{noun}是{claimed}，没记错吧？",
)
AGREES = ["一致", "相符", "属实", "没错", "没有错", "没记错", "正确", "对的"]
DIFFERS = ["不一致", "不符", "不对", "不同", "有出入", "不属实", "有误", "不是"]


def true_claims(ground: Ground, n: int) -> Iterator[Question]:
    """`n` numbers as they are printed, of cells that nothing in their report contradicts."""
    for report, key in _claimed(ground, n):
        number = report.number(key) or Decimal(0)
        expect = figures((report, key), says=[AGREES], silent=["不一致", "不属实"])
        yield Question("claim-true", _asked(ground, report, key, number), expect)


def false_claims(ground: Ground, n: int) -> Iterator[Question]:
    """`n` numbers that are near the printed one, or many times it."""
    for report, key in _claimed(ground, n):
        number = report.number(key) or Decimal(0)
        wrong = [
            other for other in (number + 1, number - 1, number + 30, number * 10) if other >= 0 and other != number
        ]
        claimed = ground.rng.choice(wrong)
        unit = report.cells[key].unit
        expect = figures((report, key), says=[DIFFERS], silent=[f"为{text(claimed)}{unit}", "说法正确", "没有错。"])
        yield Question("claim-false", _asked(ground, report, key, claimed), expect)


def _claimed(ground: Ground, n: int) -> list[tuple[Known, str]]:
    cells = [(r, key) for r in ground.reports for key in NOUNS if r.number(key) is not None and key not in r.wrong]
    return ground.spread(cells, lambda one: one[1], n)


def _asked(ground: Ground, report: Known, key: str, number: Decimal) -> str:
    return ground.rng.choice(CLAIMS).format(
        organ=ground.called(report.organ),
        year=report.year,
        noun=NOUNS[key],
        claimed=f"{text(number)}{report.cells[key].unit}",
    )
