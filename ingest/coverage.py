"""Whose figures a report counts, as its title and front say: the organ's own (本机关), or those below it as well (汇总) (pure).

Only what is said of the report's own figures counts. A government's report that says nothing may be either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

OWN: Final = "本机关"
ALL: Final = "汇总"

_BELOW = (
    r"(?:所属|下属|下辖|辖区内?|直属|全[省市州盟县区旗](?:各|政府系统|行政机关)|各(?:有关)?"
    r"(?:部门|单位|委办局|镇|乡|街道|县|区|市|州|旗|园区|功能区)|政府(?:各)?部门)"
)
_FIGURES = r"(?:本(?:年度)?报告|(?:所列|列出的?|统计|有关|相关)?数据|统计范围|本年报)"
_TITLE = re.compile(
    r"[（(](?:(?P<own>本级|本机关|本部门|机关本级|本级机关)|(?P<all>汇总|全(?:市|区|县|州|省)汇总))[）)]|(?P<sum>汇总)(?:版|表)?$|(?<=海关)关区"
)
_OWN = re.compile(
    rf"{_FIGURES}[^。；]{{0,20}}(?:仅|只|均为|均系|为)(?:包括|包含|含|统计|涉及|涵盖)?(?:[\u4e00-\u9fff]{{1,20}})?(?:本级|本机关|机关本身|本部门)"
    rf"|{_FIGURES}[^。；]{{0,40}}(?:[不未]含|[不未没]有?包括|[不未没]有?包含){_BELOW}"
)
_ALL = re.compile(
    rf"{_FIGURES}[^。；]{{0,30}}(?<![不未没包])(?<!没有)(?:包括|包含|涵盖|覆盖|含)[^。；]{{0,40}}?{_BELOW}"
    rf"|(?:汇总|综合)(?:了|自)?(?:[\u4e00-\u9fff]{{0,20}}?){_BELOW}[^。；]{{0,40}}?(?:数据|年度报告|年报|情况|材料|报告)"
    rf"|{_BELOW}[^。；]{{0,40}}(?:数据|年度报告|年报|情况|报告)[^。；]{{0,6}}(?:汇总|综合)"
)
_CONTENTS = re.compile(r"(?:报告)?(?:共分|分为|包括|包含)[^。；]{0,20}(?:总体情况|概述|部分)")
"""What a report's chapters are is no word on whose figures it counts."""
_AND = re.compile(rf"(?:本级|本机关|本部门|机关本身)[^。；，]{{0,6}}[及和与、][^。；，]{{0,20}}{_BELOW}")
_THEIRS = re.compile(r"自行|另行|分别(?:编制|公布)|不(?:仅|止|单)")
"""What others count for themselves says nothing; what is not only this is for a reader."""


def scope_of(title: str, front: Sequence[str]) -> str | None:
    """`本机关` or `汇总`, None where it is not said or both are.

    Args:
        title: of the report.
        front: the paragraphs before the first section.
    """
    named = _TITLE.search(title)
    if named is not None:
        return OWN if named["own"] else ALL
    clauses = [one for text in front for one in re.split(r"(?<=[。；，,])", re.sub(r"\s", "", text))]
    told = [one for one in clauses if not (_CONTENTS.search(one) or _THEIRS.search(one))]
    everything = [one for one in told if _ALL.search(one) or (_OWN.search(one) and _AND.search(one))]
    own = any(_OWN.search(one) for one in told if one not in everything)
    return None if own == bool(everything) else OWN if own else ALL
