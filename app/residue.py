"""What is left of a question once everything understood is taken out (pure).

A weak word (申请) may be answered with 新收 only if nothing else was said: 农民工提了几件申请 asks for a kind
of applicant that the form does not have, and must not get the figure of all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FILLER = re.compile(
    r"[全本我][市县区省]|哪[个些家]?[局区县市镇委厅]?|各[局区县市镇委厅]|排名|排行|请问|想问|我想|想知道|知道|告诉|帮忙|帮我|查一?下|查询|统计表|统计|了解|一下|有没有|是不是|对不对|是否|多少|一共|总共|合计|总计|总数|共计|全部|所有|分别|"
    r"其中|里面|情况|数据|数字|数量|件数|政府信息公开|政府信息|信息公开|政务公开|政府|信息|公开|年度报告|年报|报告|工作|全年|当年|本年|年度|现在|目前|"
    r"怎么样|怎样|如何|什么|哪些|哪里|哪个|相比|同比|增加|减少|增长|下降|变化|趋势|历年|每年|最近|表格|表里|表中|单位|机关|部门|申请人|申请|案件|事项|结果|决定|答复|"
    r"具体|大概|大约|左右|可以|能否|正确|真的|收到|受理|提出|递交|提交|办理|处理|接到|老百姓|百姓|群众|市民|居民|公众|社会|民众|人们|大家|网民|网友|市民们|"
    r"比例|百分之|百分比|期间|时候|一年|那年|这年|向|政务|部分|方面|每件|外界|外面|总体|整体|截至|截止|到底|究竟|至今|以来|期内|这边|那边|这里|那里|你们这|需要|应该|已经|曾经|平均|一下子|这些|那些|哪一年|几年|多大|规模|如实|报过|报了|登记|接收|接|总的|各类|各种|最多|最少|最高|最低|不少|很多|"
    r"[的了呢吗吧啊呀么是有没不几件条次项个宗份起元万钱共总各每和与跟及、里中在对给从到被把由那这该它他们你我咱提收办数量年月日号还也都又再就才只多少大小高低最比较今去前上下来过得地着说写印填局厅委案列出要用做为以之等占率约近余哪谁其将时吃所入开新]"
)


def residue(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """The hanzi and letters of `text` outside `taken` that are no filler, as one string."""
    rest = text
    for start, end in taken:
        rest = rest[:start] + "，" * (end - start) + rest[end:]
    rest = _FILLER.sub("", rest)
    return "".join(re.findall(r"[\u4e00-\u9fffA-Za-z]+", rest))
