"""Cases of one cell: as printed, in own words, by applicant; and of cells that hold no number."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.eval.questions.ground import AS_OF, LAST, Ground, Json, Question, figures
from nianbao.eval.questions.known import Known
from nianbao.eval.questions.words import printed, spoken
from nianbao.ingest.report import State

FORMAL = (
    "{organ}{year}年{cell}是多少？",
    "请问{organ}{year}年度{cell}为多少？",
    "{organ}{year}年政府信息公开工作年度报告中，{cell}是多少？",
    "查询：{organ}，{year}年，{cell}。",
)
FORMAL_COLUMN = (
    "{organ}{year}年“{row}”一行、“{column}”一栏是多少？",
    "{organ}{year}年{row}，其中{column}是多少件？",
    "请问{organ}{year}年度{row}里{column}有多少件？",
)
SPOKEN = (
    "{organ}{year}年{cell}？",
    "想问一下，{year}年{organ}{cell}？",
    "{year}年的时候，{organ}{cell}呢",
    "麻烦帮我看看{organ}{year}年{cell}",
    "{organ}在{year}年{cell}？谢谢",
    "{organ}{two}年{cell}",
    "{hanzi}年{organ}{cell}？",
)
_LAST_YEAR = "{organ}去年{cell}？"
_HANZI = str.maketrans("0123456789", "〇一二三四五六七八九")


def formal(ground: Ground, n: int) -> Iterator[Question]:
    """`n` cells of totals and of tables 二 and 四 in the words of the form, three ways each."""
    yield from _formal(ground, n, columns=False)


def columns(ground: Ground, n: int) -> Iterator[Question]:
    """`n` cells of single applicants in the words of the form, two ways each."""
    yield from _formal(ground, n, columns=True)


def _formal(ground: Ground, n: int, *, columns: bool) -> Iterator[Question]:
    group = "column-formal" if columns else "cell-formal"
    for report, key in _cells(ground, n, columns=columns):
        for template in ground.pick(FORMAL_COLUMN if columns else FORMAL, 2 if columns else 3):
            row, *column = printed(key)
            asked = template.format(
                organ=ground.called(report.organ),
                year=report.year,
                row=_unquoted(row) if columns else row,
                column=_unquoted("".join(column)),
                cell=row,
            )
            yield Question(group, asked, figures((report, key)), _asks(report, key))


def _unquoted(label: str) -> str:
    return label.replace("“", "").replace("”", "")


def own_words(ground: Ground, n: int) -> Iterator[Question]:
    """`n` cells in the words of people, each in every way there is and in different sentences."""
    for report, key in _spoken(ground, n, of_applicants=False):
        yield from _told(ground, "cell-spoken", report, key)


def applicants(ground: Ground, n: int) -> Iterator[Question]:
    """`n` cells of single applicants in the words of people."""
    for report, key in _spoken(ground, n, of_applicants=True):
        yield from _told(ground, "column-spoken", report, key)


def _told(ground: Ground, group: str, report: Known, key: str) -> Iterator[Question]:
    for cell in ground.pick(spoken(key), 4):
        last = report.year == LAST and ground.rng.random() < 0.2
        template = _LAST_YEAR if last else ground.rng.choice(SPOKEN)
        asked = template.format(
            organ=ground.called(report.organ),
            year=report.year,
            two=f"{report.year % 100:02d}",
            hanzi=str(report.year).translate(_HANZI),
            cell=cell,
        )
        yield Question(group, asked, figures((report, key)), _asks(report, key), AS_OF if last else None)


def blanks(ground: Ground, n: int) -> Iterator[Question]:
    """`n` cells that are blank or dashed, one way each: neither is 0."""
    empty = [
        (report, key)
        for report in ground.reports
        for key, value in report.cells.items()
        if value.state in (State.BLANK, State.DASH) and printed(key)
    ]
    for report, key in ground.spread(empty, lambda one: one[1], n):
        row, *column = printed(key)
        ways = [
            *(spoken(key) if "其他" not in row else ()),
            f"{row}，其中{column[0]}有多少件" if column and column[0] != "总计" else f"{row}是多少",
        ]
        template = ground.rng.choice(SPOKEN[:5])
        asked = template.format(organ=ground.called(report.organ), year=report.year, cell=ground.rng.choice(ways))
        yield Question("blank", asked, _no_number(report, key), _asks(report, key))


def _no_number(report: Known, key: str) -> Json:
    blank = report.cells[key].state is State.BLANK
    more: dict[str, object] = {"says": [["空白", "没有填", "未填", "空着"]]} if blank else {}
    return figures((report, key), **more)


def _asks(report: Known, key: str) -> str:
    return f"{report.organ} {report.year} {key}"


def _cells(ground: Ground, n: int, *, columns: bool) -> list[tuple[Known, str]]:
    found = [
        (report, key)
        for report in ground.reports
        for key, value in report.cells.items()
        if value.number is not None and printed(key) and _of_column(key) is columns
    ]
    return _mostly_not_zero(ground, found, n)


def _spoken(ground: Ground, n: int, *, of_applicants: bool) -> list[tuple[Known, str]]:
    found = [
        (report, key)
        for report in ground.reports
        for key, value in report.cells.items()
        if value.number is not None and spoken(key) and _of_column(key) is of_applicants
    ]
    return _mostly_not_zero(ground, found, n)


def _of_column(key: str) -> bool:
    return key.startswith("applications.") and not key.endswith(".total")


def _mostly_not_zero(ground: Ground, found: list[tuple[Known, str]], n: int) -> list[tuple[Known, str]]:
    """Four of five are not 0, where there are so many: a program that always says 0 must not look well."""
    full = [one for one in found if one[0].number(one[1])]
    chosen = ground.spread(full, lambda one: one[1], n * 4 // 5)
    zeros = [one for one in found if not one[0].number(one[1])]
    return [*chosen, *ground.spread(zeros, lambda one: one[1], n - len(chosen))]
