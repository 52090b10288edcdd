"""Words of a question that nothing else has read and that may name an organ (pure).

Where the organ is not named but carried over, the only one there is, all of them, or meant by 全市, such a word may be
the name of another: 国家电网2024年新收多少件 must not get the figure of the organ talked about before. Beside a named
organ only what is listed with it can be one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.harmless import TALK, unread
from nianbao.index.filler import FILLER
from nianbao.index.kinds import BARE_KIND
from nianbao.ingest.organ_kinds import either

_HANZI_OR_LATIN = r"[\u4e00-\u9fffA-Za-z]"
_KIND_BEHIND = re.compile(rf"(?:{either()}|机关|单位|法|检|社|会|队)(?!信息|公开)")
_KIND_LATER = re.compile(rf"{_HANZI_OR_LATIN}{{1,2}}?(?:{either()})")
LIKE_A_NAME = re.compile(rf"[A-Za-z]|(?:{either()}|公司|集团|法院|检察院|大学|医院|银行)$")
"""What ends, or is written, like the name of an organ or of anybody else who makes no such report."""
_PARTICLES = "的了呢吗吧啊呀么是有和与跟及、对给从到被把由那这我你他它们请在"
_LINK = r"(?:和|与|及|以及|跟|同|或|还有|、)"


def strays(text: str, taken: Sequence[tuple[int, int]], named: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
    """The words that may name an organ, in order.

    Args:
        text: the question, normalised.
        taken: stretches that are understood (years, words of the form, organs).
        named: those of them that are organs; beside them only words in one list with them count.
    """
    rest = text
    for start, end in taken:
        rest = rest[:start] + "，" * (end - start) + rest[end:]
    said = TALK.sub(_blank, rest)
    left = FILLER.sub(_blank, said)
    wide = FILLER.sub(_blank_word, said)
    found = []
    for match in re.finditer(rf"{_HANZI_OR_LATIN}+", left):
        end = match.end()
        within = wide[end:].split("，", maxsplit=1)[0]
        kind = _kind(text, end, taken) or _KIND_LATER.match(text, end, end + len(within))
        kind = kind or _kind(text, end + len(within), taken)
        if kind is not None:
            end = kind.end()
        elif len(match[0]) < 2:
            continue
        # the name may begin with characters that fill a question elsewhere (中国石油, 阿里巴巴)
        start = wide.rfind("，", 0, match.start()) + 1
        if BARE_KIND.fullmatch(text[start:end]):
            continue
        if unread(text[start:end]) is not None and (not named or _listed(text, start, end, named)):
            found.append(text[start:end])
    return tuple(dict.fromkeys(found))


def _kind(text: str, at: int, taken: Sequence[tuple[int, int]]) -> re.Match[str] | None:
    """The kind that stands at `at`; one inside a word that is understood is none (部 of 部分公开)."""
    found = _KIND_BEHIND.match(text, at)
    if found is None or any(a < found.end() < b or a < at < b for a, b in taken):
        return None
    return found


def _listed(text: str, start: int, end: int, named: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch stands in one list with an organ that is named."""
    return any(re.fullmatch(_LINK, text[b:start]) or re.fullmatch(_LINK, text[end:a]) for a, b in named)


def _blank_word(match: re.Match[str]) -> str:
    """Blanks what is a word by itself; a single character stays where it may be part of a name."""
    return _blank(match) if len(match[0]) > 1 or match[0] in _PARTICLES else match[0]


def _blank(match: re.Match[str]) -> str:
    return "，" * len(match[0])
