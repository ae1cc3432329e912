"""Names of persons as the press prints them, with the posts before them."""

import re

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘"
    "葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元"
    "卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄"
    "危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左"
    "石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋"
    "仲伊宫宁仇"
    "栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍"
    "双闻莘党翟"
    "谭贡劳姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向"
    "古易慎戈廖"
    "庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾"
    "毋沙乜养鞠"
    "须丰巢关蒯相查后荆红游竺权逯盖益桓公付肖闫虎代邸凡侍展逄揭苟"
)
_COMPOUND = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|东方|端木"
NAME = rf"(?:(?:{_COMPOUND})[一-龥]{{1,2}}|[{SURNAMES}][一-龥]{{1,2}})"
POST = (
    r"(?:书记|市长|区长|县长|旗长|州长|镇长|乡长|局长|部长|处长|科长|院长|检察长|队长|站长|"
    r"行长|校长|厅长|"
    r"秘书长|指挥长|组长|主任|主席|会长|政委|司令员|部队长|常委|委员|调研员|巡视员|领导|负责人|"
    r"负责同志|"
    r"总指挥|董事长|总经理|经理|教授|讲师|同志)"
)
TITLED = re.compile(rf"(?P<title>[一-龥、，（）“”]{{0,40}}?{POST})(?P<name>{NAME})")
_TITLE_TAIL = re.compile(rf"^(?:[一-龥“”（）]{{0,22}}?{POST}[、，])*[一-龥“”（）]{{0,22}}?{POST}$")
_NOT_TITLE = re.compile(
    r"^.*(?:由|邀请|带领|陪同|以及|随后|当天|上午|下午|会上|近日|会前|会后|[年月日])(?:，)?"
)
_PARTS = re.compile("[。；！？：]")
_AFTER_COMMA = re.compile("(?<=，)")
_FRAME = re.compile(r"^(?:就[^，]*，|[^，]*(?:会上|表示|要求)，)")


def title_before(text: str, name: str) -> str | None:
    """Return the posts printed immediately before the first mention of a name that has any."""
    at = text.find(name)
    while at >= 0:
        reach = _PARTS.split(text[max(0, at - 60) : at])[-1]
        title = _posts(reach)
        if title:
            return title
        at = text.find(name, at + 1)
    return None


def _posts(reach: str) -> str | None:
    pieces = _AFTER_COMMA.split(_NOT_TITLE.sub("", reach))
    for first in range(len(pieces)):
        candidate = "".join(pieces[first:])
        if _TITLE_TAIL.match(candidate):
            return candidate
    return None
