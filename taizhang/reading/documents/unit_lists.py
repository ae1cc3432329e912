"""Lists of units as printed (区发展改革委、区财政局，各街道), split into single units."""

import re
from functools import lru_cache

SUFFIX = (
    r"(?:局|委|办|部|厅|院|所|站|中心|街道|镇|乡|办事处|政府|党委|党工委|公司|集团|支队|"
    r"大队|中队|处|科|室|会|联|"
    r"团委|银行|学校|大学|医院|园区|景区|开发区|新区|示范区|高新区|经开区|管理区|组|专班|"
    r"指挥部|单位|部门|镇街|街办|社区|村|"
    r"机构|企业|主体|协会|馆|场|社|供电|电信|移动|联通|铁塔|科协|区委|区级|队|乡镇|园|司|"
    r"人|分局|责任人|业主|"
    r"各街|保险|邮政|党校|档案馆|团区委|团市委|团县委|公安|税务|消防|法院|检察院|人大|政协)"
)
UNIT = re.compile(
    rf"(?:各|有关|相关|所有)?[^，。；：、！？]{{0,28}}?{SUFFIX}(?:（[^（）]{{1,16}}）)?(?:"
    rf"（[^（）]{{1,16}}）)?$"
)
GENERAL = re.compile(
    r"^(?:各|有关|相关|全体|属地|辖区|市级|区级|县级|市直|区直|县直|驻区|其他|项目)[^，。；]{0,16}$"
)
SURE = re.compile(
    r"(?:局|委|办|厅|院|中心|街道|镇|乡|办事处|政府|党委|党工委|公司|集团|支队|大队|管委会|"
    r"专班|指挥部|单位|部门|银行|学校|联|会|部|队|室|组|站|所|区|）)$|^各(?:村|社区|学校|企业|园区)$"
)
LISTED = re.compile(r"[、，；/\n]|(?<=\S)(?:以及|及其|及|和|与|暨)(?=\S)|(?<=\S) (?=\S)")
MARK = re.compile(r"[、，；/\n以及和与暨 （(〔\[【）)〕\]】]")
HEAD = re.compile(r"^(?:由|请|及|和|以及|其中|牵头|配合|责任|会同|同|（\d+）|\d+[.、])(?=\S{2})")
TAIL = re.compile(
    r"(?:等(?:[^、，]{0,8}?(?:单位|部门|街道|乡镇|镇街|地))?|"
    r"按(?:照)?(?:各自)?职责(?:分工)?(?:负责|落实)?|分别|分工负责|负责|(?:作为|为)(?:牵头|"
    r"责任|配合)单位)$"
)
GOES_ON = re.compile(
    r"(?:人民政府|办事处|管委会|管理委员会|分局|分公司|支队|大队|党工委|党委|办公室|"
    r"有限公司|局|委|中心|）|（|处|队|等)"
)
REMARK = re.compile(
    r"下同$|(?:均)?(?:排|列)(?:名|序)?(?:在)?(?:第一|首位|前面)"
)  # 排在第一位的为牵头单位
WEAK = ("及", "和", "与", "暨", "以及", "及其", " ", "/")


@lru_cache(maxsize=4096)
def looks_like_unit(text: str) -> bool:
    """Tell whether a word could be the name of a unit or a group of units."""
    return 2 <= len(text) <= 40 and bool(UNIT.match(text) or GENERAL.match(text))


@lru_cache(maxsize=4096)
def split_units(text: str) -> tuple[str, ...]:
    """Return the units of a list as printed; 和 within a name (住房和城乡建设局) parts nothing."""
    parts: list[str] = []
    for separator, word in pieces(text.strip()):
        if separator in WEAK and parts and not parts_here(parts[-1], word, separator):
            joint = "" if separator == " " else separator
            parts[-1] += joint + word
        elif (
            word in ("政府", "人民政府", "办事处") and parts and re.search(r"[党工]委$", parts[-1])
        ):
            parts[-1] += separator + word  # 党委、政府 is one addressee
        else:
            parts.append(word)
    cleaned = (clean(part) for part in parts)
    return tuple(dict.fromkeys(part for part in cleaned if part))


def pieces(text: str) -> list[tuple[str, str]]:
    """Return the words of a list, each with what stands before it; brackets are not opened."""
    result: list[tuple[str, str]] = []
    depth, start, separator, taken = 0, 0, "", 0
    for match in MARK.finditer(text):
        position = match.start()
        if position < taken:
            continue
        if match[0] in "（(〔[【":
            depth += 1
        elif match[0] in "）)〕]】":
            depth = max(depth - 1, 0)
        elif depth == 0 and position > start and (cut := LISTED.match(text, position)):
            result.append((separator, text[start:position]))
            separator, start = cut.group(), cut.end()
            taken = start
    result.append((separator, text[start:]))
    return result


def parts_here(left: str, right: str, separator: str) -> bool:
    """Tell whether 和, 及 or a space between two words parts two units."""
    if not SURE.search(left):
        return False
    if separator == " ":
        return not GOES_ON.match(right)
    return looks_like_unit(clean(right) or right)


def clean(word: str) -> str:
    """Return a unit without what is printed around it."""
    word = "".join(word.split()).strip('，。；、:：.·“”"[]')
    word = HEAD.sub("", word)
    while True:
        shorter = TAIL.sub("", word)
        if shorter == word:
            break
        word = shorter
    if word.count("（") < word.count("）"):
        word = word.rstrip("）")
    if REMARK.match(word):
        return ""
    return "" if word in ("等", "无", "/", "—", "-", "——", "有关", "") else word
