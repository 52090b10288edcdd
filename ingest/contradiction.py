"""Labels that look alike and say the opposite: 不予以公开 is no misprint of 予以公开, nor 上年新收 of 本年新收 (pure).

A misprint puts one letter for another or loses some at the end. What has won or lost a negation, or names another year
or another side of the count than the label that it resembles, is another label.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_NEGATION = re.compile(r"[不未无非没勿]")
_TELLING = {
    "上年": r"上一?年|去年|前年|往年|历年|以前年度",
    "本年": r"本年|当年|今年",
    "下年": r"[下次]一?年|来年|明年",
    "累计": r"累[计积]|历次|总共",
    "新收": r"新收",
    "结转": r"结转",
    "部分": r"部分",
}
_WORDS = {name: re.compile(pattern) for name, pattern in _TELLING.items()}


@lru_cache(maxsize=16_384)
def contradicts(label: str, known: str) -> bool:
    """Whether a normalised label says something that the label `known`, which it resembles, does not.

    >>> contradicts("不予以公开", "予以公开"), contradicts("上年新收申请数量", "本年新收申请数量")
    (True, True)
    >>> contradicts("其他法律行政止公开", "其他法律行政法规禁止公开"), contradicts("元正当理由", "无正当理由")
    (False, False)
    """
    if _words(label) - _words(known):
        return True
    for step in Levenshtein.opcodes(known, label):
        lost, won = known[step.src_start : step.src_end], label[step.dest_start : step.dest_end]
        if step.tag == "equal":
            continue
        if _NEGATION.search(won):
            return True
        cut_off = step.src_end == len(known)
        if step.tag == "delete" and not cut_off and _NEGATION.search(lost):
            return True
    return False


def _words(label: str) -> set[str]:
    return {name for name, pattern in _WORDS.items() if pattern.search(label)}
