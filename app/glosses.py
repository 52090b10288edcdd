"""The form's words in English: what a question may say for them, and how an answer calls them (data)."""

from __future__ import annotations

ROWS: dict[str, str] = {
    "received": "new requests received",
    "carried_in": "carried over from the previous year",
    "granted": "granted",
    "partially_granted": "partially granted",
    "refused.state_secret": "refused: state secrets",
    "refused.other_law": "refused: barred by other laws",
    "refused.public_safety": "refused: security and stability",
    "refused.third_party": "refused: third-party rights",
    "refused.internal_affairs": "refused: internal affairs",
    "refused.process_information": "refused: deliberative information",
    "refused.enforcement_file": "refused: enforcement files",
    "refused.administrative_query": "refused: covered by another query procedure",
    "unavailable.not_held": "unavailable: not held",
    "unavailable.needs_creation": "unavailable: would have to be created",
    "unavailable.still_unclear": "unavailable: still unclear after correction",
    "not_processed.petition": "not processed: petitions and complaints",
    "not_processed.repeated": "not processed: repeated requests",
    "not_processed.publication": "not processed: public publications",
    "not_processed.excessive": "not processed: excessive requests",
    "not_processed.confirmation": "not processed: confirmation or reissue",
    "otherwise": "handled otherwise",
    "otherwise.not_corrected": "handled otherwise: not corrected in time",
    "otherwise.fee_unpaid": "handled otherwise: fee not paid",
    "otherwise.other": "handled otherwise: other",
    "concluded": "requests concluded",
    "carried_out": "carried over to the next year",
    "reconsideration": "administrative reconsideration",
    "direct_suit": "lawsuits without reconsideration",
    "suit_after_review": "lawsuits after reconsideration",
    "rules": "rules",
    "normative_documents": "normative documents",
    "licences": "administrative licences",
    "other_services": "other administrative services",
    "penalties": "administrative penalties",
    "compulsory_measures": "compulsory measures",
    "fees": "administrative fees",
    "procurement": "government procurement",
}
COLUMNS: dict[str, str] = {
    "natural_person": "natural persons",
    "business": "businesses",
    "research": "research institutions",
    "welfare": "public-interest organisations",
    "legal_service": "legal service providers",
    "other_org": "other organisations",
    "upheld": "upheld",
    "corrected": "corrected",
    "other": "other results",
    "pending": "pending",
    "issued": "issued",
    "repealed": "repealed",
    "in_force": "in force",
    "newly_made": "newly made",
    "newly_published": "newly published",
    "published_total": "published in total",
    "items_last_year": "items last year",
    "change": "change this year",
    "projects": "projects",
}
UNITS = {"件": "", "项": "", "万元": " × 10,000 yuan", "元": " yuan", "个": "", "份": " reports"}

PHRASES: tuple[tuple[str, str], ...] = (
    (r"carried (?:over |forward )?(?:in )?from (?:the )?(?:last|previous|prior) year|carried in", "上年结转"),
    (
        r"carried (?:over |forward )?(?:in)?to (?:the )?(?:next|following) year|carried forward|carried out",
        "结转下年度",
    ),
    (r"carried over|carry-?over", "结转"),
    (r"partial(?:ly)? (?:granted|disclosed|disclosure)|granted in part", "部分公开"),
    (r"(?:disclosure|grant|granting) rate|rate of (?:disclosure|granting)", "予以公开率"),
    (r"(?:correction|rectification|reversal) rate", "纠正率"),
    (r"grant(?:ed)?|disclosed?|(?:fully )?approved?", "予以公开"),
    (r"withheld|refused disclosure", "不予公开"),
    (r"refused?|refusals?|den(?:y|ied)|reject(?:ed|ions?)?|turned? down", "拒绝公开"),
    (r"(?:could|can) ?not be provided|unavailable|unable to provide", "无法提供"),
    (r"not processed|not handled", "不予处理"),
    (r"handled otherwise|otherwise handled", "其他处理"),
    (r"state secrets?", "国家秘密"),
    (r"third[- ]part(?:y|ies)(?:'s?)?(?: rights)?|trade secrets", "第三方"),
    (r"internal affairs", "内部事务"),
    (r"(?:process|deliberative) information", "过程性信息"),
    (r"enforcement files?", "执法案卷"),
    (r"petitions?", "信访"),
    (r"repeated|repeat", "重复申请"),
    (r"not held|does not hold|did not hold", "不掌握"),
    (r"administrative reconsiderations?|reconsiderations?", "行政复议"),
    (r"(?:administrative )?(?:lawsuits?|litigation|court cases)|(?:was|been|were) sued|sued", "行政诉讼"),
    (r"upheld", "结果维持"),
    (r"corrected|overturned|reversed", "结果纠正"),
    (r"pending", "尚未审结"),
    (r"(?:administrative )?(?:penalties|penalty|punishments?)", "行政处罚"),
    (r"(?:administrative )?(?:licen[cs]es?|permits?|licen[cs]ing decisions)", "行政许可"),
    (r"compulsory (?:measures?|enforcement)", "行政强制"),
    (r"(?:administrative )?fees?", "行政事业性收费"),
    (r"normative documents?", "规范性文件"),
    (r"in (?:force|effect)", "现行有效"),
    (r"repealed|abolished", "废止"),
    (r"natural persons?|individuals?|citizens?", "自然人"),
    (r"compan(?:y|ies)|business(?:es)?|enterprises?|firms?(?<!law firms)", "企业"),
    (r"law firms?|lawyers?|legal service (?:providers?|institutions?)", "律所"),
    (r"research (?:institut(?:es?|ions?))", "科研机构"),
    (r"(?:public[- ]interest|welfare) organi[sz]ations?", "公益组织"),
    (r"(?:requests? )?(?:concluded|closed|completed)", "办结"),
    (r"newly received|new requests?", "新收"),
)
"""What a question says → the form's word; longer ones first where one begins another."""

PROSE: tuple[tuple[str, str], ...] = (
    (r"problems?|shortcomings?|issues|deficiencies", "存在什么问题"),
    (r"improv(?:e|ed|ements?|ing)(?: measures?)?|next steps?", "怎么改进"),
)

BODIES: tuple[tuple[str, str], ...] = (
    (r"(?:general )?office of the (?:people's )?government|government (?:general )?office", r"人民政府办公[室厅]"),
    (r"people's government|municipal government|district government|county government|government", r"人民政府"),
    (r"civil affairs (?:bureau|department)", r"民政[局厅]"),
    (r"finance (?:bureau|department)|(?:bureau|department) of finance", r"财政[局厅]"),
    (
        r"education (?:bureau|department|commission)|(?:bureau|department) of education",
        r"教育(?:体育|和体育)?[局厅]|教育委员会",
    ),
    (r"market (?:supervision|regulation)(?: and administration)? (?:bureau|administration)", r"市场监督管理局"),
    (r"natural resources(?: and planning)? (?:bureau|department)", r"自然资源(?:和规划)?[局厅]"),
    (
        r"(?:ecology and environment|environmental? protection|ecological environment) (?:bureau|department)",
        r"生态环境[局厅]",
    ),
    (r"transport(?:ation)? (?:bureau|department)", r"交通运输[局厅]"),
    (r"health (?:commission|bureau)", r"卫生健康委员会|卫生健康局"),
    (r"justice (?:bureau|department)", r"司法[局厅]"),
    (r"public security (?:bureau|department)", r"公安[局厅]"),
    (r"sub-?district (?:office)?", r"街道办事处|街道"),
)
"""Kinds of organs in English → what the body of the Chinese name looks like."""

STOPWORDS = frozenset(
    ["a", "about", "according", "agencies", "agency", "all", "also", "an", "and", "annual", "any", "applicant", "applicants", "application", "applications", "are", "as", "at", "authorities", "authority", "be", "been", "bureau", "by", "can", "case", "cases", "city", "commission", "correct", "could", "county", "data", "decide", "decided", "decision", "decisions", "department", "did", "disclosure", "district", "do", "does", "during", "figure", "figures", "file", "filed", "files", "find", "for", "from", "fully", "get", "give", "got", "government", "grant", "granting", "had", "handle", "handled", "has", "have", "how", "i", "impose", "imposed", "in", "information", "is", "issue", "issued", "it", "its", "know", "list", "made", "main", "make", "many", "me", "most", "much", "municipal", "municipality", "number", "of", "office", "on", "open", "or", "organ", "organs", "over", "please", "province", "public", "receive", "received", "report", "reports", "request", "requests", "result", "results", "right", "s", "said", "say", "says", "show", "so", "take", "tell", "than", "that", "the", "their", "then", "there", "they", "this", "to", "took", "total", "town", "township", "true", "us", "want", "was", "were", "what", "when", "whether", "which", "who", "with", "would", "year", "years", "you"]
)
"""Words that name nothing; any other that is not understood is told, and nothing is answered."""
