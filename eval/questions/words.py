"""How people ask for a cell: as the form prints it, and in their own words.

Written by hand from the printed form and from how people speak, and on purpose not from the program's own vocabulary
(`ingest/forms`, `app`): a phrasing that the program does not know is what these cases are to find.
"""

from __future__ import annotations

ROWS = {
    "received": "本年新收政府信息公开申请数量",
    "carried_in": "上年结转政府信息公开申请数量",
    "granted": "予以公开",
    "partially_granted": "部分公开",
    "refused.state_secret": "不予公开中“属于国家秘密”",
    "refused.other_law": "不予公开中“其他法律行政法规禁止公开”",
    "refused.public_safety": "不予公开中“危及‘三安全一稳定’”",
    "refused.third_party": "不予公开中“保护第三方合法权益”",
    "refused.internal_affairs": "不予公开中“属于三类内部事务信息”",
    "refused.process_information": "不予公开中“属于四类过程性信息”",
    "refused.enforcement_file": "不予公开中“属于行政执法案卷”",
    "refused.administrative_query": "不予公开中“属于行政查询事项”",
    "unavailable.not_held": "无法提供中“本机关不掌握相关政府信息”",
    "unavailable.needs_creation": "无法提供中“没有现成信息需要另行制作”",
    "unavailable.still_unclear": "无法提供中“补正后申请内容仍不明确”",
    "not_processed.petition": "不予处理中“信访举报投诉类申请”",
    "not_processed.repeated": "不予处理中“重复申请”",
    "not_processed.publication": "不予处理中“要求提供公开出版物”",
    "not_processed.excessive": "不予处理中“无正当理由大量反复申请”",
    "not_processed.confirmation": "不予处理中“要求行政机关确认或重新出具已获取信息”",
    "otherwise": "其他处理",
    "otherwise.not_corrected": "其他处理中“申请人无正当理由逾期不补正”",
    "otherwise.fee_unpaid": "其他处理中“申请人逾期未按收费通知要求缴纳费用”",
    "otherwise.other": "其他处理中的“其他”",
    "concluded": "本年度办理结果总计",
    "carried_out": "结转下年度继续办理",
}
"""Row of table 三 → as printed, with the heading it stands under."""

COLUMNS = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "welfare": "社会公益组织",
    "legal_service": "法律服务机构",
    "other_org": "法人或其他组织中的“其他”",
    "total": "总计",
}

PRINTED = {
    "disclosure.rules.issued": "规章本年制发件数",
    "disclosure.rules.repealed": "规章本年废止件数",
    "disclosure.rules.in_force": "规章现行有效件数",
    "disclosure.normative_documents.issued": "行政规范性文件本年制发件数",
    "disclosure.normative_documents.repealed": "行政规范性文件本年废止件数",
    "disclosure.normative_documents.in_force": "行政规范性文件现行有效件数",
    "disclosure.licences.decisions": "行政许可处理决定数量",
    "disclosure.penalties.decisions": "行政处罚处理决定数量",
    "disclosure.compulsory_measures.decisions": "行政强制处理决定数量",
    "disclosure.fees.amount": "行政事业性收费本年收费金额",
    "disclosure.rules.newly_made": "规章本年新制作数量",
    "disclosure.rules.newly_published": "规章本年新公开数量",
    "disclosure.rules.published_total": "规章对外公开总数量",
    "disclosure.normative_documents.newly_made": "规范性文件本年新制作数量",
    "disclosure.normative_documents.newly_published": "规范性文件本年新公开数量",
    "disclosure.normative_documents.published_total": "规范性文件对外公开总数量",
    "disclosure.licences.items_last_year": "行政许可上一年项目数量",
    "disclosure.licences.change": "行政许可项目本年增/减",
    "disclosure.other_services.items_last_year": "其他对外管理服务事项上一年项目数量",
    "disclosure.other_services.change": "其他对外管理服务事项本年增/减",
    "disclosure.other_services.decisions": "其他对外管理服务事项处理决定数量",
    "disclosure.penalties.items_last_year": "行政处罚上一年项目数量",
    "disclosure.penalties.change": "行政处罚项目本年增/减",
    "disclosure.compulsory_measures.items_last_year": "行政强制上一年项目数量",
    "disclosure.compulsory_measures.change": "行政强制项目本年增/减",
    "disclosure.fees.items_last_year": "行政事业性收费上一年项目数量",
    "disclosure.fees.change": "行政事业性收费项目本年增/减",
    "disclosure.procurement.projects": "政府集中采购的采购项目数量",
    "disclosure.procurement.amount": "政府集中采购的采购总金额",
    **{
        f"review.{block}.{result}": f"{name}{label}"
        for block, name in (
            ("reconsideration", "行政复议"),
            ("direct_suit", "行政诉讼未经复议直接起诉"),
            ("suit_after_review", "行政诉讼复议后起诉"),
        )
        for result, label in (
            ("upheld", "结果维持"),
            ("corrected", "结果纠正"),
            ("other", "其他结果"),
            ("pending", "尚未审结"),
            ("total", "总计"),
        )
    },
}
"""Cell of tables 二 and 四 → as printed, row and column."""

SPOKEN_ROWS: dict[str, tuple[str, ...]] = {
    "received": (
        "一年里来了多少件信息公开申请",
        "总共接到几份要求公开信息的申请",
        "新收了几件申请",
        "大家一共递交了多少件公开申请",
    ),
    "carried_in": ("上一年没办完转过来的申请有几件", "年初手上还压着多少件旧申请", "接着办的前一年的申请有多少件"),
    "granted": ("答应公开的有多少件", "申请以后全都给公开了的有几件", "同意公开的申请有几件"),
    "partially_granted": ("只肯公开一部分的有几件", "给了一部分、留了一部分的申请有多少件", "部分公开的有几件"),
    "refused.state_secret": ("因为涉及国家机密没给的有几件", "因为是国家秘密被挡回去的有多少件"),
    "refused.other_law": ("因为别的法律不让公开而没给的有几件", "因为法律法规明令禁止而不公开的有多少件"),
    "refused.public_safety": ("怕影响社会稳定而不公开的有几件", "因为危及公共安全、国家安全没给的有多少件"),
    "refused.third_party": ("为了保护第三方没公开的有几件", "因为牵涉他人隐私或商业秘密没给的有多少件"),
    "refused.internal_affairs": ("算作内部事务没有公开的有几件", "因为是单位内部管理的事没给的有多少件"),
    "refused.process_information": ("因为是过程性材料不公开的有几件", "还在讨论研究、算过程信息没给的有多少件"),
    "refused.enforcement_file": ("属于执法卷宗没给看的有几件", "因为是办案的案卷而不公开的有多少件"),
    "refused.administrative_query": ("按行政查询事项不公开的有几件", "应该走查询渠道、没按公开办的有多少件"),
    "unavailable.not_held": ("单位手里没有这份信息、给不了的有几件", "因为不掌握信息提供不了的有多少件"),
    "unavailable.needs_creation": ("要另外制作加工才有、所以没给的有几件", "没有现成的、得现做的有多少件"),
    "unavailable.still_unclear": ("补正以后还是说不清楚要什么的有几件", "补充过材料内容仍旧不明确的有多少件"),
    "not_processed.petition": ("其实是上访、投诉举报的有几件", "借着申请公开来信访的有多少件"),
    "not_processed.repeated": ("以前答复过又来重复申请的有几件", "同样的申请重复提的有多少件"),
    "not_processed.publication": ("来要公开出版物的有几件", "想要公报、书刊这类出版物的有多少件"),
    "not_processed.excessive": ("没有正当理由反复大量申请的有几件", "无缘无故大批申请的有多少件"),
    "not_processed.confirmation": ("已经拿到信息还要重新出具的有几件", "要求再确认一遍、重开一份的有多少件"),
    "otherwise.not_corrected": ("让补正却过期不补、不再办的有几件", "申请人到期没有补正的有多少件"),
    "otherwise.fee_unpaid": ("通知缴费而申请人没缴、不再办的有几件", "因为申请人不交费终止的有多少件"),
    "otherwise.other": ("其他处理里头归为“其他”的有几件",),
    "concluded": ("一共办完了多少件申请", "全年答复了几件申请", "办结的申请总共有多少件"),
    "carried_out": ("到年底还没办完的申请有几件", "留到下一年接着办的有多少件", "要转到下一年度的申请有几件"),
}
"""Row of table 三, all applicants together → in own words."""

SPOKEN_COLUMNS = {
    "natural_person": ("个人", "自然人"),
    "business": ("公司企业", "企业"),
    "research": ("科研院所", "科研单位"),
    "welfare": ("公益组织", "公益机构"),
    "legal_service": ("律师事务所", "律所"),
}

BY_APPLICANT = {
    "received": ("{who}提了多少件申请", "有几件新收的申请是{who}提的", "新收的申请里来自{who}的有多少件"),
    "granted": ("{who}的申请予以公开了几件", "答应给{who}公开的有多少件"),
    "partially_granted": ("{who}的申请里部分公开的有几件", "给{who}部分公开了多少件"),
    "concluded": ("{who}的申请办结了几件", "答复{who}的申请一共多少件"),
    "carried_in": ("上年结转来的申请里{who}的有几件",),
    "carried_out": ("{who}的申请有几件结转到下一年", "年底没办完的申请里{who}的有多少件"),
    "unavailable.not_held": ("{who}的申请里因为本机关不掌握而无法提供的有几件",),
    "not_processed.repeated": ("{who}的重复申请有几件",),
    "not_processed.petition": ("{who}的申请里属于信访投诉的有几件",),
}
"""Row of table 三 × one kind of applicant → in own words."""

SPOKEN = {
    "disclosure.rules.issued": ("新出了几部规章", "制定了多少件规章"),
    "disclosure.rules.repealed": ("废掉了几部规章", "废止的规章有几件"),
    "disclosure.rules.in_force": ("目前还有效的规章有几部", "手上现行的规章有多少件"),
    "disclosure.normative_documents.issued": ("发了多少份规范性文件", "新出了几个规范性文件"),
    "disclosure.normative_documents.repealed": ("废掉了几份规范性文件", "不再用了、废止的规范性文件有几件"),
    "disclosure.normative_documents.in_force": ("目前还管用的规范性文件有多少份", "现行有效的规范性文件有几件"),
    "disclosure.licences.decisions": ("办了多少件行政许可", "作了多少个许可决定"),
    "disclosure.penalties.decisions": ("作了多少个处罚决定", "处罚了多少起", "办了多少件行政处罚"),
    "disclosure.compulsory_measures.decisions": ("动用行政强制多少次", "采取了多少次强制措施"),
    "disclosure.fees.amount": ("行政事业性收费收了多少万元", "一年收上来的行政事业性收费是多少"),
    "disclosure.procurement.projects": ("政府集中采购做了多少个项目", "搞了几个政府采购项目"),
    "disclosure.procurement.amount": ("政府集中采购一共花了多少钱", "政府采购的总金额是多少"),
    "review.reconsideration.total": ("因为信息公开被提了多少件复议", "一共有几起行政复议"),
    "review.reconsideration.upheld": ("复议以后维持原样的有几件", "复议结果是维持的有几起"),
    "review.reconsideration.corrected": ("复议里被纠正过来的有几件", "复议结果是纠正的有几起"),
    "review.reconsideration.other": ("复议里算其他结果的有几件",),
    "review.reconsideration.pending": ("复议还没审完的有几件", "还没出结果的复议有几起"),
    "review.direct_suit.total": ("没经过复议直接去法院起诉的有几件", "直接打官司、没走复议的有几起"),
    "review.direct_suit.upheld": ("没经复议直接起诉的案子里维持的有几件",),
    "review.direct_suit.corrected": ("没经复议直接起诉、结果被纠正的有几件",),
    "review.direct_suit.pending": ("没经复议直接起诉、还没审完的有几件",),
    "review.suit_after_review.total": ("复议之后又去起诉的有几件", "先复议再打官司的有几起"),
    "review.suit_after_review.upheld": ("复议以后又起诉、结果维持的有几件",),
    "review.suit_after_review.corrected": ("复议以后又起诉、结果被纠正的有几件",),
    "review.suit_after_review.pending": ("复议以后又起诉、还没审结的有几件",),
}
"""Cell of tables 二 and 四 → in own words."""

NOUNS = {
    "applications.received.total": "新收的申请",
    "applications.received.natural_person": "自然人新提的申请",
    "applications.received.business": "企业新提的申请",
    "applications.granted.total": "予以公开的申请",
    "applications.partially_granted.total": "部分公开的申请",
    "applications.unavailable.not_held.total": "本机关不掌握信息的申请",
    "applications.not_processed.repeated.total": "重复申请",
    "applications.concluded.total": "办结的申请",
    "applications.carried_out.total": "结转下年度的申请",
    "disclosure.licences.decisions": "行政许可",
    "disclosure.penalties.decisions": "行政处罚",
    "disclosure.compulsory_measures.decisions": "行政强制",
    "disclosure.fees.amount": "行政事业性收费",
    "disclosure.normative_documents.in_force": "现行有效的规范性文件",
    "disclosure.normative_documents.issued": "制发的规范性文件",
    "review.reconsideration.total": "行政复议",
    "review.reconsideration.upheld": "复议维持的案件",
}
"""Cell → a name that can be compared, ranked and claimed."""


def printed(key: str) -> tuple[str, ...]:
    """The row and, where it is not the total, the column of a cell, as the form prints them; empty where not known."""
    if key in PRINTED:
        return (PRINTED[key],)
    table, _, rest = key.partition(".")
    row, _, column = rest.rpartition(".")
    return (ROWS[row], COLUMNS[column]) if table == "applications" and row in ROWS else ()


def spoken(key: str) -> tuple[str, ...]:
    """A cell in own words, one or more ways; empty where nobody would ask so."""
    if key in SPOKEN:
        return SPOKEN[key]
    table, _, rest = key.partition(".")
    row, _, column = rest.rpartition(".")
    if table != "applications":
        return ()
    if column == "total":
        return SPOKEN_ROWS.get(row, ())
    return tuple(words.format(who=who) for words in BY_APPLICANT.get(row, ()) for who in SPOKEN_COLUMNS.get(column, ()))
