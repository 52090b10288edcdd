"""Kinds of organs as they stand in the running text of a question, where the same characters are often other words.

部 is a kind in 教育部 and none in 部分, 所 one in 派出所 and none in 所有: each kind of the one list
(`ingest.organ_kinds`) that is also part of everyday words has its guard here. The rest are the words that name an organ
without a kind (财政, 消防) and those that end like a name and are none.
"""

from __future__ import annotations

import re

from nianbao.ingest.organ_kinds import KINDS, either

_HANZI = r"[\u4e00-\u9fff]"
_GUARDS = {
    "局": r"(?<![结布格大全破时])局(?![长里面部限势])",
    "厅": r"(?<!大)厅(?!堂)",
    "委": rf"(?<={_HANZI}{{2}})委(?![员托])",
    "部": rf"(?<={_HANZI}{{2}})(?<![全内外干本总各局分])部(?![分门])",
    "处": rf"(?<={_HANZI}{{2}})(?<![何到各此查惩出好用])处(?![理罚分长置于])",
    "所": rf"(?<={_HANZI}{{2}})(?<![场住处厕])所(?![有在以需谓属列收受办提申作做说填写示公采用产])",
    "站": r"(?<!网)站(?![在点])",
    "署": r"(?<!部)署",
    "院": r"院(?![校子内外])",
    "人大": r"人大(?!代表|建议|议案)",
    "政协": r"政协(?!委员|提案|建议)",
}
_BEHIND_A_NAME = frozenset({"部门", "办"})
"""Kinds that a name ends in only behind another name: 教育部门, 云屿市防办; else 该部门, 没办."""
_ALONE = tuple(kind for kind in KINDS if kind not in _BEHIND_A_NAME)
ENDINGS = (
    rf"(?:{'|'.join(_GUARDS.get(kind, kind) for kind in _ALONE)}|(?<={_HANZI}{{2}})系统|(?<=最高)[法检](?![律规查]))"
)
"""What a name that is not the library's may end in."""
KIND = re.compile(rf"[个对由被去到在上向进经因]?(?:{either()}|{_HANZI}{{2}}系统)")
"""A kind alone, which names no organ."""
WRITTEN_ABOUT = re.compile(
    r"(?:研究院|中学|小学|学校|幼儿园|博物院|博物馆|集团|银行|海关|总社|联社|供销社|联合会|红十字会|总工会|总会|协会|商会|残联|妇联|人大|政协|"
    r"指挥部|气象台|派出所|部|处|所|站|馆|署|(?<!法)(?<!检察)(?<!学)(?<!医)院)$"
)
"""Organs that reports also write about: such a name counts as the one asked for only where a question begins with it."""

DONE = r"[理结件的了过完好成妥掉得]|多少|几|[一总]?共"
"""What stands behind 办 where it is a verb: 民政局办了几件, 市政府办结的申请."""
_TAILS = {
    "局": r"局(?![长里内])",
    "厅": r"厅(?!长)",
    "委": r"委(?!员)",
    "馆": r"馆(?!长)",
    "院": r"院(?!长)",
    "站": r"站(?!长)",
    "所": r"所(?![有在以需谓属列])",
    "办": rf"办(?!{DONE})",
    "处": r"处(?![理罚分长])",
    "部": r"(?:组织|宣传|统战|武装|教育|财政)部(?![分门])",
    "部门": rf"{_HANZI}{{2}}部门",
    "镇": r"乡镇",
    "乡": r"乡镇",
}
_STEMS = (
    r"(?:财政|民政|教育|教体|公安|税务|发改|消防|卫健|环保|城管|住建|统计(?!期限|时间|表|数据)|审计|司法|农业农村|文旅|气象|烟草|国资|大数据|机关事务|"
    r"市场监管|市监|自然资源|水利|交通|人社|医保|应急|退役军人|科技|工信|商务|林业|园林|规划)(?![\u4e00-\u9fff]*(?:行政处罚|行政许可|案件|类))"
)
TAILS = (
    rf"(?:{_STEMS}|{'|'.join(_TAILS.get(kind, kind) for kind in KINDS)}|[市区县]长|本级|下属单位|{_HANZI}{{2}}系统|"
    r"队(?![长伍])|台(?![长账])|社(?!会)|科(?![研室])|[中小大]学|工会)"
)
"""What a longer name may end in behind a name of the library: 青汐区档案馆 is not 青汐区."""

NO_KIND = re.compile(r"网站|公众号|平台|全部|内部|哪|政府信息|政府网|相关部门|各部门|行政机关")
"""What ends like a kind behind a name and is none."""
BARE_KIND = re.compile(
    r"(?:人民)?法[院庭]|检察院|公安机关|复议机关|单位|部门|机关|律师所|律所|公司|企业|学校|医院|银行"
)
"""What is a kind of body by itself and no name of one."""
NOT_NAMES = (
    r"[全本我该各哪][市县区省]|哪[个些](?:局|区|县|市|镇|机关|单位)|各(?:局|部门|镇|街道|机关)|几[个家](?:局|区|县|市|机关)|哪家局|[一二两三四五六七八九十几多每整另某]个?局|"
    r"市民|[县区]民|市场|区分|城市|地区|社区|园区|区别|结局|部分|内部|全部|省得|专区|辖区|市区|城区|郊区|小区|山区|灾区|片区|景区|县区|市县|区县|城乡|乡镇|下乡|各乡镇|"
    r"政府(?:信息|网站|采购|集中|门户|公报|部门|文件|工作|规章|和|与)|其他机关|本机关|[本该我贵你这那此]局|这个[局区县市]|那个[局区县市]|别的[省市区县局]|其他的?[省市区县局]|外[省市]|法律服务机构|科研院所|行政机关|"
    r"(?<![\u4e00-\u9fff])(?:[省市区县镇乡]政府|[市县区省]局)|(?:信息|检索|管理|办公|业务|查询|申请|审批|服务)系统|[年月]?[末中里底内]法院|法院(?:那边|方面)|数据中心|审批中心|服务中心|新闻中心|12345"
)
"""What ends like a name and is none."""
