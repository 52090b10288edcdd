"""Words that change no cell that is asked for, by the class they belong to (data), and what is left when they are read.

A question for a figure is answered only where every word of it is accounted for, since any other word may narrow the
figure to a part that the form does not count (农业行政许可). What cannot narrow is closed classes of words: particles,
adverbs, prepositions, pronouns; verbs of asking, of telling, of doing and of handing in, which every figure of the form has
about it; nouns for the report, its tables and numbers, for organs and for people at large; politeness. Nouns and verbs of a
subject are in none of them, whether any vocabulary knows them or not.

A stretch is read if it can be cut into such words as a whole, so that no character of another word is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nianbao.index.filler import FILLER

TALK = re.compile(
    r"麻烦|顺便|列示|列明|意思|区别|硬伤|俺们?|咱们?|小白|啥|咋样?|哪儿|牵涉|由于|别人|人家|这种|那种|这类|那类|有人讲|讲|听闻|按时|谢谢|感谢|好的|您好|你好|老师|领导|同志|根据|按照|依据|依照|显示|截[至止]|[年月]?底|末|再|另外|此外|最后|先|已|仍|均|共|"
    r"想|问|查|看|说|讲|聊|帮|请|烦|劳驾|求|给我|列举|列出|提供|展示|回复|回答|告知|单独|逐[年项个]|依次|按年|按顺序|排序|降序|升序|"
    r"贵|局里|单位里|处罚力度|力度|整个|统共|拢共|总量|总体|原表|原文|正式|官方|那一?[行列栏格张项]|这一?[行列栏格张项]|第[一二三四五六七八九十]张表?|表[一二三四]|"
    r"必须|应当|目前|当时|同期|同一|差别|差距|差额|差多少|相差|相加|比如|例如|假如|如果|觉得|准确|属实|听说|据说|有人|别人|报道|网上说|"
    r"当事人|相关|有关|引发|引起|产生|造成|发生|涉及|作出|做出|实施|颁发|发放|被|因|原因|理由|类型|类别|种类|栏|项目|最终|实际|直接|专门|共计|"
    r"收办|平衡|关系|成立|错误|有错|算错|填错|写错|合计|分项|正文|附表|矛盾|漏填|漏|核对|检查|校验|审核|规范|格子|空白|"
    r"年份|地方|一致|不符|不平|勾稽|准不准|对[不得]上|相符|记得|印象|本(?=机关|单位|局|部门|[级办委厅])|[这那哪某几每另]家|[一二两三四五六七八九十]+(?=[个家名位份])|"
    r"正好|恰好|刚好|前[一二三四五六七八九十\d]+[名位个家]?|第[一二三四五六七八九十]|名次|位居|居首|居|首位|最大|最小|超过|低于|高于|少于|多于|不足|不到|不止|至少|至多|以上|以下|以内|之内|之间"
)
"""Words of asking and of telling, which fill a question beside `FILLER`."""

PARTICLES = """
的 了 呢 吗 吧 啊 呀 么 嘛 呗 啦 哦 哟 哈 噢 哇 欸 哎 诶 喂 嗯 唉 着 过 得 地 之 所 等 等等 的话 似的 来说 而言 来看 来讲 罢了 而已 也好 也罢 噻 撒 咧 咯 哩
"""
PRONOUNS = """
他 她 它 我 你 您 咱 俺 他们 她们 它们 我们 你们 咱们 俺们 人家 自己 自身 本身 本 该 此 其 这 那 这个 那个 这些 那些 这种 那种 这样 那样 这么 那么 这里 那里 这儿 那儿 这边 那边
这类 那类 这次 那次 这份 那份 这张 那张 这项 那项 这块 那块 这一块 那一块 某 某个 每 每个 各 各个 各自 任何 一切 所有 全部 全体 整个 哪 哪个 哪些 哪里 哪儿 啥 什么 怎么 怎样 怎么样 咋 咋样 多少 几 几何 多 谁
贵 贵局 贵单位 贵机关 我局 本局 本单位 本机关 该局 该单位 该机关 这家 那家 他家 它家 这家单位 这个局 那个局 这个单位 那个单位 你局 你单位
"""
LINKS = """
和 与 及 以及 跟 同 或 或者 或是 而 而且 并 并且 但 但是 可 可是 不过 却 则 就 便 也 都 还 又 再 且 然后 于是 因为 因 由于 由 所以 因此 因而 既 既然 如果 若 假如 要是 倘若 只要 只有 无论 不管 虽然 尽管 即使 即便
另外 此外 同时 其中 当中 之中 里 里面 里头 里边 内 中 之内 以内 上 上面 下 下面 底下 项下 名下 旁边 前 后 之后 以后 之前 方面 一方面 从 自 打 在 到 至 给 向 往 对 对于 对着 关于 有关 相关 至于 按 按照 依照 依 据 根据 依据 照 凭 以 用 被 让 叫 把 将 为 为了 为着 经 经过 通过 随着 除
比 比起 较 相比 跟着 连 连同 加 加上 包括 包含 含 不含 及其 乃至 甚至 总之 至此 就是 即 也就是 就是说 换句话说 比如 例如 譬如 诸如 像
"""
ADVERBS = """
 最 很 太 挺 真 真的 好 好像 似乎 大概 大约 大致 大体 约 近 将近 差不多 左右 上下 到底 究竟 毕竟 其实 实际 实际上 事实上 确实 的确 果然 当然 显然 居然 竟然 竟 原来 本来 终于 最终 最后 首先 先 再次 另 另行
已 已经 曾 曾经 早已 早就 刚 刚刚 刚才 正 正在 正好 刚好 恰好 恰恰 仍 仍然 仍旧 还是 依然 依旧 一直 始终 从来 向来 历来 一向 总 总是 常 常常 经常 往往 通常 一般 偶尔 有时 有时候 随后 后来 接着 继续 陆续 逐渐 渐渐 依次 分别 单独 各自 一起 一并 一道 一同 一律 一概
只 只是 只有 仅 仅仅 光 单 单单 才 更 更加 越 越来越 较 比较 相对 极 极其 非常 特别 尤其 十分 相当 格外 过于 稍 稍微 略 略微 几乎 简直 完全 全 全都 都 统统 一共 总共 共 共计 合计 总计 累计 统共 拢共 合起来 加起来 拢起来 算起来 合在一起 算在一起 合到一块儿 合到一起 归拢 通通 大多 大都 多半 至少 最少 起码 至多 最多 不止 不过
专门 特地 特意 顺便 顺带 顺手 直接 间接 正式 如实 据实 切实 真实 实实在在 老老实实 明确 明明 具体 详细 仔细 认真 准确 正确 精确 确切 完整 全面 整体 总体 整个 笼统 简单 尽快 赶紧 赶快 照常 正常 依法 依规 必须 务必 一定 肯定 想必 大抵 或许 也许 可能 恐怕 说不定 不知 不知道 难道 岂
甚么 从而 而是 除了 从此 此后 否则 反而 由此 之所以 再说 更是 最为 更为 较为 多么 何况 与其 自从 以便 固然 乃是 其间 基于 鉴于 每当 要么 何时 如若 假使 倘使 况且 其后 而后 继而 或者说 以至于 换言之 综上所述 总的来说 总而言之 除此之外 除外 既然如此 反过来 已然 业已 逐一 逐个 逐项 历经 几经 当即 随即 即刻 即可 尽量 尽早 尽力 权且 暂且 姑且 确确实实 的的确确 甚为 极为 极度 顶多 甚或 抑或 亦 皆 该项 此项 这笔 每笔 那笔 此次 本次 每次 这般 那般 何种 何等 照样 照旧 照例 普遍 充分 彻底 顺利 好好 慢慢 努力 严格 公然 纯属 纯粹 实为 实属 名为 号称 所谓 起见 痛快 痛痛快快 老老实实 干脆 到手 到底是
本来 暂 暂时 目前 眼下 当前 现在 如今 当下 至今 迄今 截至 截止 截至目前 到现在 到目前 一时 一度 一旦 先后 前后 同样 一样 也是 就是 还有 都是 只要 只算 光算 单算 单看 只看 光看 只说 光说 单说 单论 仅限 限于 仅指 特指 专指 便 究 反正 干脆 索性 到处 各处 处处 彼此 相互 互相 
"""
MODAL = """
能 能够 可以 可 会 要 需 需要 应 应该 应当 该 得 想 想要 愿 愿意 肯 敢 希望 打算 准备 能不能 可不可以 可否 能否 会不会 要不要 是否 是不是 有没有 有无 对不对 好不好 行不行 行吗 好吗 可以吗 
"""
ASKING = """
请 请问 问 问问 问一下 想问 想问问 想问一下 我想问 询问 请教 打听 打听一下 咨询 咨询一下 查 查查 查一下 查一查 查询 查阅 查看 查到 查得 查出 查找 翻 翻翻 翻一下 看 看看 看一下 看一看 看到 看见 瞧 瞧瞧 找 找找 找一下 找到 了解 了解一下 了解到 知道 想知道 晓得 清楚 弄清 弄清楚 搞清楚 搞清 明白 告诉 告诉我 告知 说 说说 说一下 说一说 说明 说明一下 讲 讲讲 讲一下 聊 谈 谈谈 介绍 介绍一下 列 列出 列一下 列举 列示 列明 报 报一下 报告一下 汇报 提供 提供一下 给出 给个 给我 给下 给一下 帮 帮忙 帮我 帮着 帮助 麻烦 麻烦您 劳驾 烦请 烦劳 拜托 求 求助 辛苦 谢谢 多谢 感谢 谢了 谢啦 感激 不好意思 打扰 打扰一下 冒昧 您好 你好 好的 嗨 老师 领导 同志 亲 小编 客服 师傅 朋友 大哥 大姐 美女 帅哥 各位
统计 统计一下 统计出来 算 算算 算一下 算出 算出来 计 计算 计一下 数 数一数 核 核对 核实 核一下 确认 确认一下 对一下 比 比比 比一比 比较 比较一下 对比 对比一下 检索 搜 搜索 搜一下 展示 显示 输出 回答 回复 作答 指出 指明 写明 注明 标明 标注 报个数 给个数 要个数 给个准数 准数 准信 一句话 直接说 直说 简单说 简要 简述 普通 寻常 平常 一般性
听说 听人说 据说 听闻 听讲 有人说 有人讲 有人 网上说 网上传 网传 网上有人说 有消息说 报上说 报道 报道说 传 传言 传说 记得 我记得 印象 印象中 印象里 觉得 感觉 以为 认为 看来 估计 猜 猜想 好奇 关心 关注 感兴趣 想了解 想知道 写 写道 记 记着 记载 记录 登 登载 刊登 刊 披露 公布 公告 通报 反映 体现 载明 所载 所写 所列 所示 所说 所述 提到 提及 说到 讲到 谈到 写到 写着 印着 印 标着 填 填着 填写 填报 填的 上报 申报 报送 报的 报上来 列着 列的 列在 落在 数据 出来
"""
DOING = """
是 有 为 属 属于 叫 叫做 称 称为 算 算作 算是 算成 作 作为 当 当作 当成 归 归于 归为 归到 归入 归在 归进 归类 列为 列入 列进 计入 计为 记入 记为 记作 纳入 划入 划到 划归 划为 认定 认定为 判定为 视为 看作 看成 定为 定性 定性为 落到 放在 放到 摆在 处在 处于 位于 存在 出现 发生 产生 形成 造成 引起 引发 导致 涉及 涉 牵涉 牵扯 关系到 针对 有着 带 带有 占 占到 达 达到 到了 多达 高达 过 有过 得到 获得 取得 获取 拿到 拿 取 成为 变成 变为 成 来 去 起 完 完了 掉 下来 下去 起来 出来 出去 过来 过去 回来 回去 上来 进来 进去 上 下 出 进 回 开 
办 办理 办的 办了 办过 办完 办成 办掉 办好 办下 办下来 处理 处理掉 处理完 答复 答复了 回复 回应 答 给 给了 给出 给到 给予 予 予以 作出 做出 做 做了 作了 下 下了 下达 下发 出具 开具 开 开出 开了 签 签发 核发 颁发 颁布 发 发了 发出 发下 发放 印发 制 制定 制发 制作 搞 搞了 弄 弄了 动用 使用 运用 采用 采取 采取了 适用 施行 实施 落实 执行 开展 进行 推进 完成 办结 批 批准 批复 批下来 批了 批出 准许 准予 许可 收 收了 收到 收来 收取 收进 收下 收上来 收过 接 接到 接收 接了 接办 接手 受理 受 登记 登记了 转 
提 提了 提的 提出 提出来 提过 提起 提交 提交了 提请 递 递交 递上来 递过来 交 交来 交上来 交了 送 送来 送上门 送到 寄 寄来 发来 投来 报来 申请 申请了 来申请 要 要求 索取 索要 讨要 求取 找上门 上门 来的 来了 来过 来找 来要 来自 源自 出自 来源于 打 打了 打过 走 走了 动 动了 经历 花 花了 碰到 碰上 遇到 遇上 摊上 面对 面临 应付 应对 考虑 顾虑 顾及 影响 受影响 受 违法 违规 违章 新出 新 用 
"""
REPORT = """
数 数量 数目 数据 数字 数额 数值 总数 总量 总额 总计 合计 小计 个数 件数 次数 份数 宗数 起数 条数 多少数 额 额度 金额 量 值 比例 占比 比重 百分比 百分之 百分之几 份额 几成 成 分之 几分之几 几分 率 情况 情形 状况 概况 信息 内容 明细 详情 结果 结论 答案 口径 指标 名目 科目 条目 类目 项目 事项 分类 类 类别 类型 种 种类 性质 理由 原因 缘由 缘故 因素 角度 公开问题 信息公开问题 单子 单据 名义 规模 
报告 报告里 报告中 报告上 报告期 报告期内 年报 年报里 年报中 年报上 年度报告 工作年度报告 公开年报 信息公开年报 工作报告 正文 原文 原件 手上 手里 手头 原表 附表 附件 表 表里 表中 表上 表内 表格 表格里 统计表 明细表 报表 栏 栏目 栏里 行 列 格 格子 单元格 一格 一栏 一行 一列 一项 一条 那格 那栏 那行 那列 那一格 那一栏 那一行 那一列 这格 这栏 这行 这列 这一格 这一栏 这一行 这一列 位置 地方 处 此处 该处 部分 一部分 章节 第几 页 记录 台账 账 账面 账上 官方 正式 公布的 公开的 对外 外界 外面
单位 机关 行政机关 部门 本部门 政府 政府部门 局 局里 局机关 单位里 机关里 所里 委里 厅里 区里 县里 市里 镇里 辖区 本级 工作 
人 人们 大家 大伙 大伙儿 群众 百姓 老百姓 市民 居民 公众 民众 社会 社会上 各界 社会各界 网友 网民 外界 申请人 申请者 提出者 申请方 当事人 相对人 主体 对象 群体 人士 者 家 伙
申请 申请书 申请件 申请表 信息公开 信息公开申请 政府信息 政府信息公开 公开 公开申请 依申请 依申请公开 政务公开 公开工作 案 案件 案子 件 份 宗 起 个 条 项 次 回 批 笔 桩 例 单 张 本 部 家 位 名 场 趟 遍 种 门 户 块 元 万元 万 钱 块钱 事 事情 事儿 活 活儿 东西 玩意 决定 决定书 文书 结果 答复书 
"""
TIME = """
年 年度 全年 整年 当年 本年 那年 这年 那一年 这一年 该年 同年 一年 一年里 一年来 一年间 一年到头 一年下来 全年度 年内 年中 年度内 年间 期间 时期 期 期内 本期 当期 同期 时候 时 那时 那时候 当时 那会儿 这会儿 这阵 年份 年头 年末 年底 年终 底 末 止 为止 日 天 月 最近 近来 过去 以来 历年 每年 逐年 年年 时间 时间段 段 阶段 周期 统计期 统计期限 统计时段
"""
CHECKING = """
对 对吗 对么 对吧 对不 对否 对不对 是吗 是吧 是么 真 真假 真的 真的吗 真是 属实 属实吗 准 准吗 准不准 准确 准确吗 正确 正确吗 错 错了 没错 没错吧 有错 有没有错 有无错 有无错误 没记错 没记错吧 记错 没弄错 没搞错 弄错 搞错 没说错 说错 没看错 看错 出错 差错 出入 有出入 误 有误 无误 是否 是否属实 是否有误 是否正确 靠谱 靠谱吗 可靠 可信 靠得住 一致 相符 吻合 符合 对得上 对上 对不上 果真 当真 这么多 那么多 这么少 那么少 这个数 那个数 这数 那数 这回事 核查 查证 验证 证实 求证 判断 判断一下 确有其事 是真是假
"""
SINGLE = """
个 一 二 两 三 四 五 六 七 八 九 十 万 元 多 少 大 小 高 低 共 总 全 后 前 上 下 里 中 内 外 间 时 年 月 日 号 底 初 末 度 第 章 节 类 式 型 样 般 们 儿 头 边 面 处 话 句
"""

REFUSING = """
没给 不给 给不了 没法给 不肯 不肯给 不愿 不愿意 不让 不让看 没给看 不给看 没让看 不予 不予公开 不公开 没公开 没有公开 未公开 未予公开 不能公开 不得公开 不宜公开 没能公开 公开不了 拒 拒绝 拒绝了 拒了 拒掉 被拒 遭拒 回绝 驳回 驳 挡 挡回 挡回去 挡回来 挡住 挡下 挡掉 打回 打回去 打回来 退回 退回去 退 卡 卡住 卡下 被卡 不办 不再办 不再办理 不再处理 不予处理 不处理 没处理 未处理 不理 没理 终止 终止办理 作罢 了事 结束 关闭 撤 撤掉 注销 无法 无法提供 没法 没法提供 不能提供 提供不了 不提供 没提供 未提供 未能提供 没答应 不答应 不同意 没同意 不批 没批 不受理 不算 没算 不当 不当作 不作为 没按 不按 未按 按公开办 公开办 不管 不管了 放弃 视为放弃
"""
"""Words for not giving: they say again what a reason of the form is a reason for, and narrow only what was not refused."""


@cache
def _words(refusing: bool) -> frozenset[str]:
    classes = (PARTICLES, PRONOUNS, LINKS, ADVERBS, MODAL, ASKING, DOING, REPORT, TIME, CHECKING, SINGLE)
    return frozenset(word for words in (*classes, *([REFUSING] if refusing else [])) for word in words.split())


_NARROWS = re.compile(
    r"内部|(?<!第[一二三四五六])(?<!大)部分|(?:按时|及时|按期|当[场天日]|如期|提前|延[期长]|限期)(?:答复|办|回复|公开|处理)|外[地省市县]|本地人|退[回掉]的申请|[大中小]学|农[民村业户]|工人|女[性的]|男[性的]|外[国地商资籍]|老[年人]|儿童|少年|[上下]级(?!机关)|年[轻长老幼]|新[闻媒]|家[庭长]|公[安交]|月[份度]|季度"
)
"""Words that could be cut into harmless pieces and do narrow."""
_TO_BE_SAID = re.compile(
    r"有(?:问题|出入|矛盾|疑问|不符|不一致)(?:的话)?(?:要|请|就|也)?(?:说|指|标|写|注|提)(?:出来?|明|一下|清楚|醒)|(?:要|请)?说(?:出来|清楚|明白)"
)
"""How an answer is to be written."""
_LONGEST = 8
_NEGATIONS = re.compile(
    r"是不是|有没有|对不对|能不能|会不会|要不要|可不可以|好不好|行不行|准不准|没[错记弄搞说看]错?|记没记|有没|差不多|不过|不止|不知道?|不好意思|不管|不论|不少|不光|不仅|不但|不妨|不同|不一样|无论|不[服满认]意?|不得不|不再(?:用|使用|执行)了?|没说清|(?:没有?|[从并]?未)(?:发生|收到|产生|出现|存在)过?"
    r"|[不没]有?(?=[?？。,，]|$)"
)
"""What holds 不 or 没 and denies nothing."""


def _denied(text: str) -> re.Match[str] | None:
    """A word that is denied: 不符合要求的申请 are not all of them."""
    rest = _NEGATIONS.sub(lambda match: "，" * len(match[0]), text)
    return re.search(r"[不没未][\u4e00-\u9fff]{0,3}", rest)




def unread(text: str, *, refusing: bool = False, more: Sequence[re.Pattern[str]] = ()) -> tuple[int, int] | None:
    """Where the part of a stretch stands that cannot be cut into harmless words; None where it can as a whole.

    Args:
        text: one stretch without anything that is otherwise understood.
        refusing: whether words for not giving are harmless: beside a reason of not giving.
        more: further words, as patterns.
    """
    if found := _NARROWS.search(text) or (None if refusing else _denied(text)):
        return found.span()
    words = _words(refusing)
    patterns = (*more, _TO_BE_SAID, TALK, FILLER)
    ends = _reached(text, words, patterns)
    if len(text) in ends:
        return None
    start = max(ends)
    end = next((at for at in range(start + 1, len(text) + 1) if at == len(text) or _reads(text[at:], words, patterns)))
    return start, end


def _reached(text: str, words: frozenset[str], patterns: Sequence[re.Pattern[str]]) -> set[int]:
    """Every place up to which the text can be cut into words."""
    ends = {0}
    for at in range(len(text)):
        if at not in ends:
            continue
        ends.update(end for end in range(at + 1, min(len(text), at + _LONGEST) + 1) if text[at:end] in words)
        ends.update(match.end() for pattern in patterns if (match := pattern.match(text, at)) and match.end() > at)
    return ends


def _reads(text: str, words: frozenset[str], patterns: Sequence[re.Pattern[str]]) -> bool:
    return len(text) in _reached(text, words, patterns)
