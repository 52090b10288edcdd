"""Cases of what no cell holds: sums of groups, rates, differences, rows of years, ranks, comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from nianbao.eval.questions.ground import Ground, Question, derived, figures, is_number
from nianbao.eval.questions.known import Known
from nianbao.eval.questions.words import NOUNS, ROWS


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells that people ask for together, and how."""

    keys: tuple[str, ...]
    words: tuple[str, ...]


def _rows(group: str) -> tuple[str, ...]:
    return tuple(f"applications.{row}.total" for row in ROWS if row.startswith(f"{group}."))


SUMS = (
    Sum(_rows("refused"), ("不予公开的一共几件", "不予公开各项加起来有多少件", "不予公开总共多少件")),
    Sum(_rows("unavailable"), ("无法提供的总共几件", "无法提供信息的加起来有多少件")),
    Sum(_rows("not_processed"), ("不予处理的合计多少件", "不予处理的申请共有几件")),
    Sum(_rows("otherwise"), ("按其他处理办的总共几件", "其他处理合计多少件")),
    Sum(
        ("review.direct_suit.total", "review.suit_after_review.total"),
        ("行政诉讼总共几件", "因为信息公开打了几场行政官司", "因信息公开被告到法院几次"),
    ),
    Sum(
        ("review.reconsideration.total", "review.direct_suit.total", "review.suit_after_review.total"),
        ("行政复议和行政诉讼加起来多少件", "复议、诉讼案件合计几件"),
    ),
    Sum(
        ("applications.received.total", "applications.carried_in.total"),
        ("新收的加上上年结转来的一共多少件", "新收和上年结转的申请合计多少件"),
    ),
    Sum(
        ("applications.granted.total", "applications.partially_granted.total"),
        ("予以公开和部分公开的合起来多少件", "全部公开加部分公开一共几件"),
    ),
    Sum(
        ("review.direct_suit.corrected", "review.suit_after_review.corrected"),
        ("打官司输了几件", "行政诉讼被纠正的一共几件"),
    ),
)


def sums(ground: Ground, n: int) -> Iterator[Question]:
    """`n` sums whose cells all hold numbers, two ways each."""
    whole = [(report, one) for report in ground.reports for one in SUMS if report.numbers(one.keys)]
    for report, one in ground.spread(whole, lambda pair: pair[1], n):
        added = sum(report.numbers(one.keys) or (), Decimal(0))
        expect = derived("sum", added, "件", [(report, key) for key in one.keys])
        for words in ground.pick(one.words, 2):
            template = ground.rng.choice(("{organ}{year}年{words}？", "请问{year}年{organ}{words}？"))
            asked = template.format(organ=ground.called(report.organ), year=report.year, words=words)
            yield Question("group-sum", asked, expect, f"{report.organ} {report.year} {'+'.join(one.keys)}")


@dataclass(frozen=True, slots=True)
class Share:
    """A share of cells in a cell, and how people ask for it."""

    of: tuple[str, ...]
    whole: str
    words: tuple[str, ...]


_RECEIVED, _CONCLUDED = "applications.received.total", "applications.concluded.total"
SHARES = (
    Share(
        ("applications.granted.total",),
        _CONCLUDED,
        ("予以公开率是多少", "予以公开的占办理结果总计的百分之几", "予以公开的比例有多高"),
    ),
    Share(_rows("refused"), _CONCLUDED, ("不予公开占办理结果总计的比例是多少", "不予公开率是多少")),
    Share(
        ("applications.received.natural_person",),
        _RECEIVED,
        ("新收申请里自然人占多大比例", "新收的申请中自然人申请占百分之几"),
    ),
    Share(("applications.received.business",), _RECEIVED, ("新收申请里商业企业占多大比例", "新收申请中企业占百分之几")),
    Share(
        ("review.reconsideration.corrected",),
        "review.reconsideration.total",
        ("行政复议纠正率是多少", "行政复议里结果纠正的占百分之几"),
    ),
)


def shares(ground: Ground, n: int) -> Iterator[Question]:
    """`n` rates, one way each or two; of nothing there is no share."""
    whole = [(report, one) for report in ground.reports for one in SHARES if report.numbers((*one.of, one.whole))]
    for report, one in ground.spread(whole, lambda pair: pair[1], n):
        part, total = sum(report.numbers(one.of) or (), Decimal(0)), report.number(one.whole)
        percent = f"{(part * 100 / total).quantize(Decimal('0.01'), ROUND_HALF_UP)}" if total else None
        expect = derived("ratio", percent, "%", [(report, key) for key in (*one.of, one.whole)])
        for words in ground.pick(one.words, 2):
            asked = f"{ground.called(report.organ)}{report.year}年{words}？"
            yield Question("rate", asked, expect, f"{report.organ} {report.year} {one.of}/{one.whole}")


# ------------------------------------------------------------------ over the years

CHANGES = (
    "{organ}{new}年{noun}比{old}年多了还是少了，差多少？",
    "{organ}的{noun}，{new}年比上年增加多少？",
    "和{old}年相比，{organ}{new}年{noun}变化了多少？",
    "{organ}{noun}从{old}年到{new}年增减了多少？",
    "{new}年{organ}的{noun}较{old}年增长了多少",
)


def differences(ground: Ground, n: int) -> Iterator[Question]:
    """`n` differences between a year and the one before, two ways each; of equal figures none is asked."""
    pairs = [
        (old, new, key)
        for new in ground.reports
        if (old := ground.report(new.organ, new.year - 1))
        for key in NOUNS
        if is_number(old.cells.get(key)) and is_number(new.cells.get(key)) and old.number(key) != new.number(key)
    ]
    for old, new, key in ground.spread(pairs, lambda one: one[2], n):
        changed = (new.number(key) or Decimal(0)) - (old.number(key) or Decimal(0))
        expect = derived("difference", changed, new.cells[key].unit, [(old, key), (new, key)])
        for template in ground.pick(CHANGES, 2):
            asked = template.format(organ=ground.called(new.organ), noun=NOUNS[key], old=old.year, new=new.year)
            yield Question("difference", asked, expect, f"{new.organ} {new.year}-{old.year} {key}")


TRENDS = (
    "{organ}{first}年到{last}年{noun}逐年各是多少？",
    "列一下{organ}{first}至{last}年每年的{noun}",
    "{organ}的{noun}{first}—{last}年是什么趋势？",
)


def trends(ground: Ground, n: int) -> Iterator[Question]:
    """`n` rows of three years and more, all of them numbers, two ways each."""
    rows = []
    for organ in ground.organs:
        years = ground.years(organ)
        years = tuple(year for year in years if year - 1 in years or year + 1 in years)
        reports = [report for year in years if (report := ground.report(organ, year))]
        for key in NOUNS:
            if len(reports) > 2 and all(is_number(report.cells.get(key)) for report in reports):
                rows.append((reports, key))
    for reports, key in ground.spread(rows, lambda one: one[1], n):
        first, last = reports[0], reports[-1]
        expect = figures(*[(report, key) for report in reports])
        for template in ground.pick(TRENDS, 2):
            asked = template.format(organ=ground.called(first.organ), first=first.year, last=last.year, noun=NOUNS[key])
            yield Question("trend", asked, expect, f"{first.organ} {first.year}…{last.year} {key}")


# ------------------------------------------------------------------ over the organs

MOST = ("{year}年哪个局{noun}最多？", "{year}年{noun}排第一的是哪个局？", "{year}年各局里{noun}数量最大的是谁？")
LEAST = ("{year}年哪个局{noun}最少？", "{year}年{noun}最少的是哪个局？")


def ranks(ground: Ground, n: int) -> Iterator[Question]:
    """`n` first and last places among the bureaus of a year, where one alone holds it and all have a number."""
    places: list[tuple[int, str, bool, Known, int]] = []
    for year in sorted({report.year for report in ground.reports}):
        bureaus = [report for report in ground.reports if report.year == year and report.organ.endswith("局")]
        for key in NOUNS:
            if len(bureaus) < 3 or not all(is_number(report.cells.get(key)) for report in bureaus):
                continue
            ordered = sorted(bureaus, key=lambda report: report.number(key) or Decimal(0))
            if ordered[-1].number(key) != ordered[-2].number(key):
                places.append((year, key, True, ordered[-1], len(bureaus)))
            if ordered[0].number(key) != ordered[1].number(key):
                places.append((year, key, False, ordered[0], len(bureaus)))
    for year, key, most, winner, of in ground.spread(places, lambda one: one[1:3], n):
        expect = derived("rank", winner.organ, None, [(winner, key)], of=of)
        for template in ground.pick(MOST if most else LEAST, 2):
            asked = template.format(year=year, noun=NOUNS[key])
            yield Question("ranking", asked, expect, f"{year} {'most' if most else 'least'} {key}")


COMPARED = (
    "{one}和{other}，{year}年谁的{noun}多？",
    "{year}年{one}跟{other}比，{noun}哪家更多？",
    "{one}、{other}{year}年{noun}各是多少？",
)


def compared(ground: Ground, n: int) -> Iterator[Question]:
    """`n` pairs of organs in one year, both with numbers, one way each."""
    pairs = [
        (one, other, key)
        for one in ground.reports
        for other in ground.reports
        if one.organ < other.organ and one.year == other.year
        for key in NOUNS
        if is_number(one.cells.get(key)) and is_number(other.cells.get(key))
    ]
    for one, other, key in ground.spread(pairs, lambda pair: pair[2], n):
        asked = ground.rng.choice(COMPARED).format(
            one=ground.called(one.organ), other=ground.called(other.organ), year=one.year, noun=NOUNS[key]
        )
        yield Question("two-organs", asked, figures((one, key), (other, key)))
