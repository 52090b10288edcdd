"""A question about prose → what it is after: themes, content words, and which half of section 五 (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nianbao.app.content import Content, Rarity, content
from nianbao.app.query import Query
from nianbao.app.scope import Pick
from nianbao.index.filler import FILLER
from nianbao.index.themes import Asked, asked, themes

_STOP = re.compile(
    r"请问|概括(?:一下)?|归纳(?:一下)?|^总结(?:一下)?|简单(?:说说|介绍)|说说|大意|这一?块|这方面|我想|想知道|告诉我|了解|一下|有没有|有哪些|哪些|是什么|什么样|什么|怎么样|怎么|怎样|如何|多少|几[条件次个项]|吗|呢|吧|的|了|是|在|和|与|及|对|关于|方面|情况|报告里|报告中|报告|年报|年度"
    r"|说了|写了|提到|介绍|存在|主要|哪里|哪个|谁|有|过|为|被|把|都|还|这|那|该|其|我们|你们|它|政务公开|政府信息公开|信息公开|政府信息|工作|做了|做得|做|进行|开展|通过|主动公开了|里|中|上|下面"
)
_PROBLEM = re.compile(
    r"(?<![问提映出到见]的)(?<![答提])(?<!常见)(?<!热点)问题|不足|困难|短板|差距|薄弱(?:环节)?|毛病|岔子|纰漏|缺点|欠缺|缺陷|瓶颈|难处|难题|检讨|承认|(?:[做干]得)?(?:还)?(?:不够?好|欠佳|差)的?(?:地方|方面)|哪[里儿些]?[做干]得不"
)
_IMPROVE = re.compile(
    r"改进|整改|整治|措施|下一步|下步|打算|计划|对策|怎么办|努力方向|改善|今后|接下来|往后|下一年|后面要|(?:怎么|如何|怎样|准备怎么)(?:解决|补|治|改|提高|提升|加强|克服|弥补)|(?:拿出|想出|有)了?什么(?:解决)?办法|准备(?:怎么|如何|采取)|(?:怎么|如何|怎样)(?:防止|避免|杜绝|防范|让)|提速"
)
_DOUBTS = re.compile(
    r"为什么|为何|为啥|(?<![有是])([^有是能会要对挂愿公好平满重做办])不\1|[很多太]久|费[时劲事]|不?方便|不好用|好用吗|跟不上|[弄搞看分]不?[清懂]|得清|及时吗|太[慢少多难]|[慢难准全够灵]吗|(?:清楚|方便|到位|统一|完整|明白)吗|慢$"
)
"""That a question asks whether something falls short, or why it does: what section 五 may speak of as well as the others."""
_PROBLEM_TOO = re.compile(
    r"(?:什么|哪些|哪几个|哪方面|啥|有何)[^，]{0,6}(?:问题|不足|困难|短板|差距|毛病|缺点|薄弱)"
    r"|(?:问题|不足|困难|短板|差距|毛病)(?:和|与|及|以及|、|是什么|有哪些|，|在哪)"
)
"""Of a question that asks for improvements: that it asks for the problems as well, not only says which."""
_MEANT_GENERALLY = re.compile(
    r"自己|自身|指出|找到|看到|这些|上述|以上|针对|拿出|采取|准备|做得更好|更好|办法|几方面|地方|之处|处|说|谈|讲|承认|反思|检讨|各是|分别|不同|不一样|一样|区别|变化|对比|相比|比较|两年|环节|努力|方向|问题|要|会|能|提|看|知道|想|补上|分"
)
_EVERYWHERE = frozenset(("公开", "申请", "信息", "政府", "年度", "发布", "内容", "群众", "主动", "全年", "机关"))
"""What every report speaks of: that a sentence holds it too says nothing."""
_YEAR = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}(?!\d)年?度?|\d{2}年度?)|二[〇零○一二三四五六七八九]{3}年?度?|去年|今年|前年"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question about prose is after.

    Attributes:
        text: the question without organ, year and punctuation.
        themes: of `index.themes`, that it asks for.
        grams: pairs of characters of its content words.
        problems, improvements: whether it asks for what falls short, and for what will be done about it.
        general: whether it names nothing in particular beside problems or improvements.
        counted: whether it asks how much was published, so that only a sentence with a count answers.
        number: whether it asks for a number.
        doubts: whether it asks if something falls short, or why, or asks for section 五.
    """

    text: str
    themes: tuple[Asked, ...]
    grams: frozenset[str]
    problems: bool = False
    improvements: bool = False
    general: bool = False
    counted: bool = False
    number: bool = False
    doubts: bool = False

    @property
    def searched(self) -> str:
        """What passages are searched for: the question and the words reports have for its themes."""
        return " ".join((self.text, *(word for one in self.themes for word in one.theme.words)))

    @property
    def of_section_five(self) -> bool:
        """Whether it asks for section 五."""
        return self.problems or self.improvements


def topic(query: Query, picks: Sequence[Pick] = ()) -> Topic:
    """What `query` is after, once the reports it names are picked."""
    text = _without_names(query, picks)
    named = asked(text)
    spans = [span for one in named for span in one.spans]
    improvements = _IMPROVE.search(text) is not None
    problems = (_PROBLEM_TOO if improvements else _PROBLEM).search(text) is not None
    rest = _MEANT_GENERALLY.sub("", FILLER.sub("", _STOP.sub("", _IMPROVE.sub("", _PROBLEM.sub("", text)))))
    return Topic(
        text=text,
        themes=named,
        grams=grams(text),
        problems=problems,
        improvements=improvements,
        general=not spans and len(re.findall(r"\w", rest)) < 2,
        counted="主动公开" in query.terms,
        number=re.search(r"多少|几(?!乎|方面)", text) is not None,
        doubts=problems or improvements or _DOUBTS.search(text) is not None,
    )


def meant(query: Query, picks: Sequence[Pick] = ()) -> Topic | None:
    """The same, of what the question as a whole is likely about, where no word of it names any theme; None without one."""
    named = topic(query, picks)
    if named.themes or not query.theme:
        return None
    problems, improvements = query.theme in ("problems", "lastyear"), query.theme in ("improvements", "lastyear")
    theme = tuple(Asked(one, ((0, len(named.text)),)) for one in themes() if one.key == query.theme)
    if not (theme or problems or improvements):
        return None
    return replace(
        named,
        themes=theme,
        problems=named.problems or problems,
        improvements=named.improvements or improvements,
        doubts=named.doubts or problems or improvements,
    )


def said(topic: Topic, rarity: Rarity | None = None) -> Content:
    """The words of a question with what each weighs: what is asked of problems and improvements is no word of it."""
    return content(topic.text, (_PROBLEM, _IMPROVE, _STOP) if topic.of_section_five else (_STOP,), rarity)


def grams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters of the content words of a text."""
    parts = re.split(r"[\s，,。？?！!、；;：:]+", _STOP.sub("，", text))
    return frozenset(part[i : i + 2] for part in parts for i in range(len(part) - 1)) - _EVERYWHERE


def _without_names(query: Query, picks: Sequence[Pick]) -> str:
    text = query.text
    for name in (*query.mentioned, *(p.organ.label for p in picks), *(p.organ.name for p in picks)):
        text = text.replace(name, "，")
    text = _YEAR.sub("，", text)
    return "，".join(part for part in re.split(r"[，,。？?！!、；;：:]", text) if part)
