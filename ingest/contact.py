"""The organ that a report without a title names only as the one to ask (pure).

`如有疑问，请与某某局办公室联系`: the office to ask is the issuer's own where the report calls itself by the same kind
of organ (我局); a report of another organ would call that one by its name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.ingest.organ_kinds import either

_KIND = either()
_ASKED = re.compile(
    rf"(?:请(?:及时)?(?:与|向|联系|咨询)|联系单位)[:：]?(?P<organ>[\u4e00-\u9fff]{{2,30}}?{_KIND})"
    r"(?:[\u4e00-\u9fff]{0,8}(?:办公室|办|科|股|处|室|站|中心))?(?:取得)?(?:联系|咨询|反映|[(（,，。:：]|$)"
)
_GOVERNMENT = re.compile(r"(?:人民政府|政府|办事处)$")
_SELF = re.compile(r"[我本]([省市县区镇乡局委办厅院署处])(?![\u4e00-\u9fff]{0,1}[直各])")


def asked(sentences: Sequence[str]) -> str | None:
    """The organ to ask, if it is of the kind that the report calls itself; None where they differ or none is named."""
    selves = {match[1] for text in sentences for match in _SELF.finditer(text)}
    for text in sentences:
        for match in _ASKED.finditer(text):
            organ = match["organ"]
            if _GOVERNMENT.sub("", organ)[-1:] in selves:
                return organ
    return None
