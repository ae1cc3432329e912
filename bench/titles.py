"""Titles of invented items: places, matters and demands, put together."""

import random

ROADS = (
    "清平路", "文昌街", "建业路", "望河路", "青松路", "朝晖街", "福安巷", "学府路", "工农路",
    "新民街", "长乐路", "迎春路", "柳荫街", "丰收路", "安居路", "明德街", "环湖路", "双桥路",
)  # fmt: skip
SPOTS = (
    "农贸市场", "小学门口", "公交首末站", "桥下空间", "铁路沿线", "背街小巷", "老旧小区",
    "在建工地", "垃圾中转站", "河道东岸", "街头游园", "安置小区", "医院周边", "商业综合体",
    "城中村", "停车场",
)  # fmt: skip
PROBLEMS = (
    "积水", "渣土乱堆", "井盖破损", "路灯不亮", "占道经营", "飞线充电", "垃圾清运不及时",
    "裸土未覆盖", "油烟扰民", "雨污混接", "黄土外溢", "围挡破损", "私搭乱建", "标线不清",
    "绿化缺株", "消防通道堵塞", "噪声扰民", "墙面小广告", "电线杂乱", "污水外溢", "非机动车乱停",
)  # fmt: skip
DEMANDS = (
    "限期整改", "建立长效机制", "明确专人看护", "组织联合检查", "举一反三排查", "完成清运",
    "恢复原状", "压实属地责任", "逐户上门告知", "制定整治方案", "挂图推进", "按节点完成",
)  # fmt: skip
TASKS = (
    "推进{road}提升改造项目", "办好{spot}民生实事", "完善{spot}应急预案", "开展{spot}安全隐患排查",
    "落实{spot}包联责任制", "梳理{spot}历史遗留问题", "加快{road}片区征收扫尾",
    "督促{spot}复工复产", "化解{spot}信访积案", "做好{spot}迎检准备",
)  # fmt: skip
DEEDS = ("已现场核实", "已组织清理", "正在招标采购", "已约谈责任单位", "施工方已进场", "已下达通知")
SHARES = ("完成过半", "完成八成", "剩余收尾工作", "等待验收", "预计三日内完成", "正在协调资金")


def a_place(rng: random.Random, area: str) -> str:
    return f"{area}{rng.choice(ROADS)}{rng.randrange(1, 300)}号"


def a_title(rng: random.Random, area: str) -> str:
    road, spot = rng.choice(ROADS), rng.choice(SPOTS)
    if rng.random() < 0.3:
        task = rng.choice(TASKS).format(road=road, spot=spot)
        return f"{area}{task}，{rng.choice(DEMANDS)}"
    problems = "、".join(rng.sample(PROBLEMS, rng.choice((1, 1, 2))))
    return f"{area}{road}{spot}{problems}，{rng.choice(DEMANDS)}"


def progress_words(rng: random.Random) -> str:
    return f"{rng.choice(DEEDS)}，{rng.choice(SHARES)}。"
