"""Cases to refuse: organs and years that are nearly there, and what the form does not count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.eval.questions.ground import Ground, Question, refuse
from nianbao.eval.questions.known import places
from nianbao.eval.questions.words import NOUNS, SPOKEN

BUREAUS = (
    "教育局", "公安局", "司法局", "水利局", "审计局", "统计局", "交通运输局", "卫生健康局", "应急管理局",
    "医疗保障局", "文化和旅游局", "农业农村局", "生态环境局", "退役军人事务局", "民政局", "财政局",
)  # fmt: skip
"""Bureaus that nearly every place has; those that are known are left out."""

ASKED = (
    "{organ}{year}年新收多少件申请？",
    "{year}年{organ}办了多少件行政许可？",
    "想问一下{organ}{year}年行政处罚多少件",
    "{organ}{year}年答应公开的有多少件？",
    "{organ}{year}年结转下年度的申请有几件？",
    "{organ}{year}年新收比上年多了多少？",
    "{organ}{year}年存在什么问题？",
    "{year}年因为信息公开告{organ}的复议有几起？",
)

NOT_COUNTED = (
    "罚款一共罚了多少万元",
    "女性申请人有几位",
    "平均几天答复一件申请",
    "逾期才答复的申请有几件",
    "农民提了几件申请",
    "外国人提的申请有几件",
    "接待了多少位信访群众",
    "没收了多少违法所得",
    "有几位工作人员因为信息公开被处分",
    "公开办花了多少经费",
)
"""Asked for often, counted in no cell of either edition."""

ONE_EDITION = (
    "disclosure.rules.repealed",
    "disclosure.normative_documents.repealed",
    "disclosure.fees.amount",
    "disclosure.procurement.projects",
    "disclosure.procurement.amount",
)
"""Cells that the other edition has nothing like."""


def near_organs(ground: Ground, n: int) -> Iterator[Question]:
    """`n` questions about organs that sit next to known ones, or are called nearly as they are."""
    years = sorted({report.year for report in ground.reports})
    strangers = [
        place + bureau
        for place in places(ground.reports)
        for bureau in BUREAUS
        if not any(organ.endswith(place + bureau) for organ in ground.organs)
    ]
    swapped = [re.sub("[区县](?=[^区县]*$)", _other_kind, organ, count=1) for organ in ground.organs]
    strangers += [organ for organ in swapped if organ not in ground.organs]
    pairs = [(organ, template) for organ in dict.fromkeys(strangers) for template in ASKED]
    for organ, template in ground.spread(pairs, lambda pair: pair[0], n):
        asked = template.format(organ=organ, year=ground.rng.choice(years))
        # to ask which organ is meant is no answer either
        yield Question("near-organ", asked, refuse("organ_unknown", {"kind": "clarify"}))


def _other_kind(found: re.Match[str]) -> str:
    return {"区": "县", "县": "区"}[found[0]]


def near_years(ground: Ground, n: int) -> Iterator[Question]:
    """`n` questions about years of known organs that there is no report about."""
    missing = [
        (organ, year)
        for organ in ground.organs
        for year in range(2016, 2026)
        if year not in ground.years(organ) and year + 1 not in ground.years(organ)
    ]
    pairs = [(organ, year, template) for organ, year in missing for template in ASKED if "比上年" not in template]
    for organ, year, template in ground.spread(pairs, lambda one: one[:2], n):
        asked = template.format(organ=ground.called(organ), year=year)
        yield Question("near-year", asked, refuse("year_missing"))


def not_in_form(ground: Ground, n: int) -> Iterator[Question]:
    """`n` questions for what no cell holds: in no edition, or in the other edition than the report's."""
    general = [(report, words) for report in ground.reports for words in NOT_COUNTED]
    other = [
        (report, words)
        for report in ground.reports
        for key in ONE_EDITION
        if key not in report.cells
        for words in SPOKEN[key]
    ]
    for report, words in (
        *ground.spread(general, lambda one: one[1], n - n // 4),
        *ground.spread(other, lambda one: one[1], n // 4),
    ):
        asked = f"{ground.called(report.organ)}{report.year}年{words}？"
        yield Question("not-in-form", asked, refuse("not_in_form", refuse("out_of_scope"), refuse("personal")))


def no_organ(ground: Ground, n: int) -> Iterator[Question]:
    """`n` questions by the name of a bureau that several places have that year: asked back, never guessed."""
    kinds: dict[tuple[str, int], int] = {}
    for report in ground.reports:
        for bureau in BUREAUS:
            if report.organ.endswith(bureau):
                kinds[bureau, report.year] = kinds.get((bureau, report.year), 0) + 1
    several = [kind for kind, organs in kinds.items() if organs > 1]
    asked = [
        (bureau, template.format(bureau=bureau, year=year, noun=noun))
        for bureau, year in several
        for noun in NOUNS.values()
        for template in ("{year}年{bureau}的{noun}有多少？", "{bureau}{year}年{noun}是多少？")
    ]
    for _, text in ground.spread(asked, lambda one: one[0], n):
        yield Question("which-organ", text, {"kind": "clarify"})
