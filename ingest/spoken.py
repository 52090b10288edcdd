"""What a text has spoken of so far, and what the next figure means by it (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nianbao.ingest.divided import Divided
from nianbao.ingest.idioms import Idiom
from nianbao.ingest.mention import Context, Mention
from nianbao.ingest.portions import GOES_ON, RESULTS, WHOLES
from nianbao.ingest.prose import Sentence
from nianbao.ingest.referents import Reading, Readings

_ORGANISATIONS = ("business", "research", "welfare", "legal_service", "other_org")
_DONE = frozenset({"concluded", "answered", "handled"})
_REVIEW = frozenset({"reconsideration", "direct_suit", "suit_after_review", "suits", "cases"})
_DEEDS = ("issued", "published", "repealed", "in_force")

_OTHER_MATTERS = re.compile(
    r"信访|投诉|举报|热线|咨询|建议|提案|留言|来信|救助|许可|处罚|复议|诉讼|案件|信箱|诉求|工单|意见|问题|评议|培训|督查|文件|事项"
)
_PUBLICISED = re.compile(r"公开|公示|公布|归集|推送|上传|录入|发布|报送")
_APPLIED = re.compile(
    r"(?<!依)申请|依申请公开(?:申请|办件|事项|情况|方面|工作)|依申请公开$|(?:收到|受理|新收|办理)依申请"
)
_NAMED = re.compile(r"依申请公开|信息公开申请")
_ATTRIBUTES = re.compile(r"公文|发文|属性|制发|印发|文件")
_REVIEWED = re.compile(r"复议|诉讼")
_ABOUT_INFORMATION = re.compile(r"信息公开(?!条例)|依申请|公开申请|申请公开")
_COUNTED = re.compile(r"(?<!议)(?<!讼)申请(?:数量?|总量|总数|量)?(?:为|共)?\d+[件宗份]")
_NOT_YET = re.compile(r"(?:未|未能|正在|待|暂缓|继续)$")
_TAKEN_IN = re.compile(r"受理|接收|收到|登记|办理|处理")
_IN_TIME = re.compile(r"按[时期]|及时|如期|[期时]限内")
_OUT_OF_TIME = re.compile(r"延期|延长|超期|超时|逾期答复")
_OTHER_BODIES = re.compile(r"(?:其[他它]组织|企业|机构|团体|事业单位)(?:申请|提出|提交|的)*\d")
_WITH_PARTLY = re.compile(r"[,(]?(?:其中|包括|包含|含)")
_OF_THEIRS = re.compile(r"[,(]?其中[^,;。()\d]*(?:信息公开|依申请)")
_BY_ONE_KIND = re.compile(r"\((?:自然人|公民|个人|企业|法人|其他组织)[^,;。()\d]*\)")
_NARROWED = re.compile(r"责令|纠正|败诉|撤销|确认违法|被判|追责|问责|重新|不当|逾期|超[期时]|未按")
_BESIDE = re.compile(r"(?:另|另外|还|此外)$")
_DISCLOSED = re.compile(r"依申请公开的?(?:政府)?信息(?!.*(?:申请|事项|办件))")
_PUBLIC = re.compile(r"群众|公众|有效")
_ONCE_MORE = re.compile(r"上一?年|去年|结转|新[增收]|审结|维持|纠正")
_LOOKED_BACK = 60
_NEAR = 24
_NOUN_BEHIND = 8


class Spoken:
    """What the text has spoken of: applications in this paragraph; in this sentence, whose applicants and which documents."""

    def __init__(self, meanings: Mapping[str, Readings], year: int | None) -> None:
        self._meanings = meanings
        self._year = year
        self._applications: Readings = ()
        self._counted: Readings = ()
        self._divided = Divided(meanings)
        self._document = ""
        self._senses: set[str] = set()
        self._applied_before: bool | None = None
        self._last: Mention | None = None

    def begin(self, sentence: Sentence) -> None:
        """Go on to the next sentence; a new paragraph has spoken of nothing yet."""
        if not GOES_ON.match(sentence.text):
            self._counted, self._last = (), None
            self._divided.forget()
        self._document = ""
        self._senses.clear()
        self._applied_before = None
        if sentence.before[-1:] not in {*"。!?"}:
            self._applications = self._counted = ()
            self._last = None
            self._divided.forget()

    def remember(self, mention: Mention) -> None:
        """Take up a figure that was understood."""
        table = mention.keys[0].split(".")[0]
        self._senses.add(mention.sense)
        self._last = mention
        self._divided.remember(mention)
        if table == "applications" and not mention.sense.startswith("column."):
            self._applications = mention.readings
            if not mention.sense.startswith("carried"):
                self._counted = mention.readings
        elif table == "review":
            self._applications = self._counted = ()
        elif mention.sense.endswith(_DEEDS):
            self._document = mention.sense

    def fits(self, idiom: Idiom, match: re.Match[str], context: Context) -> bool:
        """Whether what the idiom leans on has been spoken of, and nothing that bends it."""
        sentence = context.sentence
        text, end = sentence.text, context.quantity.start
        match idiom.needs:
            case "information":
                leans = bool(self._applications) or self._of_information(sentence)
            case "application":
                leans = self._of_applications(sentence, end) and not _ATTRIBUTES.search(text[:end])
            case "only application":
                leans = bool(self._applications) or _NAMED.search(text, 0, context.start) is not None
                leans = leans or (
                    _COUNTED.search(text, 0, context.start) is not None and self._of_applications(sentence, end)
                )
                leans = leans and not _OTHER_MATTERS.search(text, 0, context.start)
            case "review":
                near = text[max(0, context.start - _NEAR) : end]
                leans = self._of_applications(sentence, end) or _ABOUT_INFORMATION.search(near) is not None
            case "cases":
                leans = _REVIEWED.search(sentence.before[-_LOOKED_BACK:] + text) is not None
            case "documents":
                leans = bool(self._document)
            case _:
                leans = True
        return leans and not self._bent(idiom, match, context)

    def _of_information(self, sentence: Sentence) -> bool:
        """Whether section, paragraph or sentence are about public information, so that 申请 can only be for that."""
        told = (sentence.text, sentence.before, sentence.section.heading)
        return any(_ABOUT_INFORMATION.search(words) for words in told)

    def _of_applications(self, sentence: Sentence, end: int) -> bool:
        """Whether section, paragraph or sentence have spoken of applications for information by then."""
        if self._applications:
            return True
        if self._applied_before is None:
            told = (sentence.section.heading, sentence.before)
            self._applied_before = any(_APPLIED.search(words) for words in told)
        return self._applied_before or _APPLIED.search(sentence.text, 0, end) is not None

    def _bent(self, idiom: Idiom, match: re.Match[str], context: Context) -> bool:
        """Whether something beside the words makes it another figure."""
        text, end = context.sentence.text, context.quantity.end
        sense = idiom.sense
        if sense.startswith("column.") and not self._applications and not self._told_as_application(match, context):
            return True
        if sense == "column.organisations" and not re.search("其[他它]组织", match[0]):
            return _OTHER_BODIES.search(text) is not None  # 法人1件、其他组织1件
        if self._of_some(sense, match, context):
            return True
        if sense == "applications":  # 公文公开属性：依申请公开60件; 依申请公开信息60件
            return _DISCLOSED.match(match[0]) is not None or _ATTRIBUTES.search(text, 0, context.start) is not None
        if sense.endswith(".decisions"):
            if "事项" in match[0] and context.quantity.unit in {"项", "个"}:
                return True  # 行政许可事项23项: what is licensed, not how often
            return _PUBLICISED.search(text[max(0, context.start - 20) : end + 6]) is not None
        if sense == "none in review":
            return _NARROWED.search(match[0]) is not None
        if _BY_ONE_KIND.match(text, end):
            return True  # 其他处理4件(自然人)
        if sense in _REVIEW and (_OF_THEIRS.match(text, end) or _ONCE_MORE.search(context.lead)):
            return True  # 行政复议156件,其中信息公开6件
        if self._carried_in_clause(context) and not sense.startswith("carried"):
            return True  # 结转的18件已办结15件
        if sense.startswith("carried") and self._last is not None and self._last.sense in _REVIEW:
            return "申请" not in match[0]  # 行政诉讼3件，其中上年结转1件
        if sense == "fees":
            return context.quantity.unit != "元"
        if sense in _DONE and _NOT_YET.search(context.lead):
            return True  # 尚未办结18件
        if sense in ("concluded", "answered"):  # 按期答复18件，延期答复2件
            return _IN_TIME.search(context.lead) is not None and _OUT_OF_TIME.search(text) is not None
        return sense == "received" and match[0].startswith("受理") and "received" in self._senses  # 收到22件，受理20件

    def said(self, idiom: Idiom, match: re.Match[str], context: Context) -> tuple[str, Readings, bool] | None:
        """Sense, readings and certainty; None where it is another year's, or no cell of these forms."""
        sense, certain = idiom.sense, idiom.certain
        if sense in _DONE and _TAKEN_IN.search(context.lead):  # 受理、办理、答复: what came in as well as what was done
            sense, certain = "handled", True
        groups = match.groupdict()
        if self._other_year(groups.get("from"), -1) or self._other_year(groups.get("into"), 1):
            return None
        if sense.startswith("column."):
            columns = _ORGANISATIONS if sense.endswith("organisations") else (sense.partition(".")[2],)
            readings = self._divided.readings(columns, self._counted, context)
            certain = certain and (not sense.endswith("organisations") or "组织" in match[0])
            certain = certain and bool(self._applications)
        elif sense == "documents":
            sense, certain = self._deed(groups)
            readings = self._meanings.get(sense, ())
        else:
            behind = context.sentence.text[context.quantity.end :][:_NOUN_BEHIND].partition(",")[0]
            if sense in WHOLES and (_PUBLIC.search(match[0]) or _PUBLIC.search(behind)):
                certain = False  # 群众 may be natural persons, 有效 leaves out what was not
            if sense == "applications":
                sense = "received"
            elif sense == "none in review":
                told = [name for name in ("reconsideration", "suits") if groups[name]]
                sense = "cases" if len(told) > 1 else "".join(told)
            elif sense.endswith(".decisions"):
                certain = bool(groups["made"] and groups["decision"])
            readings = (*self._meanings.get(sense, ()), *self._divided.of_one_kind(sense, context))
        return (sense, readings, certain) if readings else None

    def _told_as_application(self, match: re.Match[str], context: Context) -> bool:
        """Whether the words themselves say that it counts applications: 自然人申请98件."""
        return "申请" in match[0] and self._of_applications(context.sentence, context.quantity.end)

    def _of_some(self, sense: str, match: re.Match[str], context: Context) -> bool:
        """Whether the words themselves say that it counts some applications, or others as well."""
        if sense not in WHOLES:
            return False
        if _BESIDE.search(context.lead):
            return True  # 另收到申请3件
        if "公开" not in match[0] and _OF_THEIRS.match(context.sentence.text, context.quantity.end):
            return True  # 收到各类申请350件,其中政府信息公开申请20件
        named = [one for one in ("公民", "法人", "其他组织") if one in match[0]]
        return bool(named) and (len(named) == 1 or "公民" not in named)  # 收到法人或其他组织申请22件

    def _carried_in_clause(self, context: Context) -> bool:
        """Whether the figure before it in its clause is what was carried over, so that it is a part of that."""
        last = self._last
        return (
            last is not None
            and last.sense.startswith("carried")
            and last.sentence is context.sentence
            and last.quantity.end == context.start
        )

    def _other_year(self, told: str | None, distance: int) -> bool:
        return told is not None and (self._year is None or int(told) != self._year + distance)

    def _deed(self, groups: Mapping[str, str | None]) -> tuple[str, bool]:
        """制发规范性文件3件，废止1件: row and deed, each from the words or from the figure before."""
        row, _, deed = self._document.partition(".")
        if groups.get("document"):
            row = "normative_documents"
        elif groups.get("rule"):
            row = "rules"
        told = next((name for name in _DEEDS if groups.get(name)), None)
        exact = told in ("repealed", "in_force") or groups.get("issued") == "制发"
        return f"{row}.{told or deed}", exact

    def with_rest(self, mention: Mention, found: Sequence[Mention]) -> Mention:
        """With one reading more: what the sentence's own list leaves over for 其他处理, or leaves unparted in 予以公开."""
        if mention.sense not in ("granted", "otherwise"):
            return mention
        listed = [other for other in found if other.sense in RESULTS and other.sense != "otherwise"]
        more: Readings = ()
        partly = next((other for other in listed if other.sense == "partially_granted"), None)
        if mention.sense == "granted" and (partly is None or _WITH_PARTLY.match(mention.behind(partly))):
            more = self._meanings["disclosed"]
        elif mention.sense == "otherwise" and listed:
            named = tuple(dict.fromkeys(key for other in listed for key in other.keys))
            more = (Reading("表三办理结果总计减去句中另外所列各项", self._meanings["concluded"][0].plus, named),)
        return replace(mention, readings=(*mention.readings, *more))
