"""The running text of a report; its figures are those of the tables, and a reader can check them.

What is varied: the wording by organ and year, the problems and improvements (no two reports of the demo name the same
department's problem). What is not: the six sections, the five topics of section 一, the 统计期限.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from nianbao.eval.samples import phrases
from nianbao.eval.samples.organs import Organ
from nianbao.eval.samples.sample import Prose
from nianbao.ingest.form import load

_HEADINGS = {
    "2021": (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    ),
    "2019": (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "政府信息公开工作存在的主要问题及改进情况",
        "其他需要报告的事项",
    ),
}
_GROUPS = (
    ("refused", "不予公开"),
    ("unavailable", "无法提供"),
    ("not_processed", "不予处理"),
    ("otherwise", "其他处理"),
)


@dataclass(frozen=True, slots=True)
class Telling:
    """How a report is told.

    Attributes:
        run_in: topics of section 一 open their paragraph instead of standing above it.
        brief: no results of applications and no suits are told, only what came in and went out.
        problem: which of the department's problems is told.
        fee: 信息处理费 in 元.
        shares: each result of the applications is told with its percentage of all that were concluded.
    """

    run_in: bool = False
    brief: bool = False
    problem: int = 0
    fee: int = 0
    shares: bool = False


def period_text(period: tuple[date, date]) -> str:
    """The 统计期限 as reports print it."""
    first, last = (f"{day.year}年{day.month}月{day.day}日" for day in period)
    return f"{first}至{last}"


def compose(
    organ: Organ,
    year: int,
    cells: Mapping[str, Decimal],
    *,
    edition: str,
    period: tuple[date, date],
    telling: Telling,
) -> tuple[Prose, ...]:
    """前言 and the six sections; 二, 三 and 四 have no text of their own, their tables follow."""
    rng = random.Random(f"prose {organ.name} {year}")
    a, b, c = organ.department.topics
    words = {
        "we": organ.self,
        "work": organ.department.work,
        "year": str(year),
        "place": organ.place.removeprefix(organ.city) or organ.city,
        "a": a,
        "b": b,
        "c": c,
    }
    texts = {
        "一": _situation(rng, cells, words, telling),
        "五": _problems(rng, organ, year, telling),
        "六": _other(rng, words, telling),
    }
    headings = _HEADINGS[edition]
    sections = [Prose("前言", "", (_preamble(organ, year, edition, period, headings),))]
    sections += [Prose(n, heading, texts.get(n, ())) for n, heading in zip("一二三四五六", headings, strict=True)]
    return tuple(sections)


def _preamble(organ: Organ, year: int, edition: str, period: tuple[date, date], headings: tuple[str, ...]) -> str:
    form = load(edition)
    return (
        f"根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和《政府信息公开工作年度报告格式》（{form.notice}）的要求，"
        f"{organ.name}编制了{year}年政府信息公开工作年度报告。报告由{'、'.join(headings)}六个部分组成。"
        f"报告中所列数据的统计期限为{period_text(period)}。"
        f"报告电子版可在{organ.site}下载，如有疑问，请与{organ.name}政务公开经办科室联系。"
    )


def _say(rng: random.Random, choices: tuple[str, ...], words: Mapping[str, str], **more: object) -> str:
    """One of `choices`, filled in; counts of deeds that are not given are drawn."""
    drawn = {"n": rng.randrange(12, 160), "m": rng.randrange(2, 9), "k": rng.randrange(1, 7)}
    return rng.choice(choices).format(**words, **{**drawn, **more})


def _situation(
    rng: random.Random, cells: Mapping[str, Decimal], words: Mapping[str, str], telling: Telling
) -> tuple[str, ...]:
    items = rng.randrange(90, 1900)
    x, y = items * rng.randrange(25, 45) // 100, items * rng.randrange(15, 30) // 100
    topics = (
        ("主动公开", _say(rng, phrases.PUBLISHED, words, n=items, x=x, y=y) + _documents(cells)),
        ("依申请公开", _applications(rng, cells, telling) + ("" if telling.brief else _suits(cells))),
        ("政府信息管理", "".join(_two(rng, phrases.MANAGEMENT, words))),
        ("政府信息公开平台建设", "".join(_two(rng, phrases.PLATFORM, words))),
        ("监督保障", "".join(_two(rng, phrases.SUPERVISION, words))),
    )
    lines = [_say(rng, phrases.OPENING, words)]
    for number, (topic, text) in zip("一二三四五", topics, strict=True):
        lines += [f"（{number}）{topic}。{text}"] if telling.run_in else [f"（{number}）{topic}", text]
    return tuple(lines)


def _two(rng: random.Random, choices: tuple[str, ...], words: Mapping[str, str]) -> list[str]:
    return [_say(rng, (choice,), words) for choice in rng.sample(choices, 2)]


def _documents(cells: Mapping[str, Decimal]) -> str:
    issued = cells.get("disclosure.normative_documents.issued")
    if issued is None:
        return ""
    repealed = cells["disclosure.normative_documents.repealed"]
    if not issued and not repealed:
        return "本年没有制发行政规范性文件。"
    return f"本年制发行政规范性文件{issued}件，废止{repealed}件。"


def group_sum(cells: Mapping[str, Decimal], group: str) -> Decimal:
    """The figure of a group heading of 三: its own cell in the 2019 form, else the sum of its rows' totals."""
    prefix = f"applications.{group}."
    return sum((value for key, value in cells.items() if key.startswith(prefix) and key.endswith(".total")), Decimal(0))


def _applications(rng: random.Random, cells: Mapping[str, Decimal], telling: Telling) -> str:
    def total(row: str) -> Decimal:
        return cells[f"applications.{row}.total"]

    received, before, done, after = map(total, ("received", "carried_in", "concluded", "carried_out"))
    if not received and not before:
        return "全年没有收到政府信息公开申请，也没有上年结转的申请。"
    people = cells["applications.received.natural_person"]
    firms = received - people
    parts = (f"其中自然人申请{people}件、法人或其他组织申请{firms}件", f"自然人{people}件，法人或其他组织{firms}件")
    came = rng.choice(
        (
            f"全年新收政府信息公开申请{received}件，{parts[0]}；上年结转{before}件。",
            f"全年共收到政府信息公开申请{received}件（{parts[1]}），另有上年结转申请{before}件。",
        )
    )
    went = f"全年办结{done}件，结转下年度继续办理{after}件。"
    if telling.brief:
        return came + went
    results = [("予以公开", total("granted")), ("部分公开", total("partially_granted"))]
    results += [(label, group_sum(cells, group)) for group, label in _GROUPS]
    listed = "、".join(
        f"{label}{number}件{_share(number, done) if telling.shares else ''}" for label, number in results
    )
    return f"{came}{went}办结的申请中，{listed}。"


def _share(number: Decimal, whole: Decimal) -> str:
    if not whole:
        return ""
    percent = (number * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"（占办结总数的{percent}%）"


def _suits(cells: Mapping[str, Decimal]) -> str:
    reviews = cells["review.reconsideration.total"]
    suits = cells["review.direct_suit.total"] + cells["review.suit_after_review.total"]
    if not reviews and not suits:
        return "没有发生因政府信息公开引起的行政复议和行政诉讼。"
    return f"因政府信息公开引起的行政复议{reviews}件、行政诉讼{suits}件。"


def chosen(organ: Organ, year: int, telling: Telling) -> tuple[tuple[str, str], tuple[str, str]]:
    """The two (problem, improvement) pairs that section 五 tells: the department's own, and a common one."""
    rng = random.Random(f"problems {organ.name}")
    common = rng.sample(phrases.COMMON_PROBLEMS, len(phrases.COMMON_PROBLEMS))
    own = organ.department.problems
    return own[telling.problem % len(own)], common[year % len(common)]


def _problems(rng: random.Random, organ: Organ, year: int, telling: Telling) -> tuple[str, ...]:
    own, common = chosen(organ, year, telling)
    opening = rng.choice(
        (
            f"{year}年，{organ.self}政府信息公开工作仍有一些不足：",
            f"对照上级要求和群众期待，{organ.self}的工作主要存在以下问题：",
            "工作中主要有以下薄弱环节：",
        )
    )
    next_step = rng.choice(
        ("针对上述问题，下一步将采取以下措施：", "下一步，重点做好以下改进：", f"{year + 1}年将着力改进：")
    )
    return (
        "（一）存在的主要问题",
        f"{opening}一是{own[0]}；二是{common[0]}。",
        "（二）改进情况",
        f"{next_step}一是{own[1]}；二是{common[1]}。",
    )


def _other(rng: random.Random, words: Mapping[str, str], telling: Telling) -> tuple[str, ...]:
    if telling.fee:
        fee = _say(rng, (phrases.FEE,), words, m=max(1, telling.fee // 60), fee=telling.fee)
    else:
        fee = _say(rng, phrases.NO_FEE, words)
    return (fee, _say(rng, phrases.OTHER_MATTERS, words))
