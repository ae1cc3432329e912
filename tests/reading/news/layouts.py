"""The same page set in many ways: narrow columns, blank lines inside words, headlines elsewhere."""

import random
from dataclasses import dataclass

NARROW = str.maketrans("，；：（）？！", ",;:()?!")


@dataclass(frozen=True)
class Story:
    """An article before a compositor touched it."""

    headline: str
    paragraphs: tuple[str, ...]
    byline: str
    kicker: str = ""


@dataclass(frozen=True)
class Setting:
    """How a page is set."""

    width: int | None = None
    gaps: int = 0  # a blank line after every so many lines, wherever that falls
    headlines: str = "above"  # above | below | end
    narrow: bool = False
    byline: str = "foot"  # foot | lead | none
    mark: str = "本报讯"
    kickers: str = "below"  # below | above the headline
    seed: int = 0


STORIES = (
    Story(
        "清河区召开国家卫生城市复审工作推进会",
        (
            "本报讯 4月12日，清河区召开国家卫生城市复审工作推进会，传达学习市有关会议精神，"
            "安排部署下步工作，"
            "为建党100周年营造良好环境。区委书记韩致远主持会议并讲话。",
            "韩致远指出，各级各部门要认清形势，切实增强做好复审工作的责任感。要突出重点、补齐短板，对照标准建立"
            "问题台账，逐项销号。各街道要对背街小巷、老旧庭院开展拉网式排查，4月25日前完成整改；区城管局要定期"
            "通报进展情况。",
            "韩致远强调，要压实责任，形成合力。区督查办要加大暗访力度，对工作不力的单位严肃追究责任。会后，韩致远"
            "一行实地察看了老城农贸市场。",
        ),
        "记者 林晓禾 通讯员 夏冬",
        "补齐短板弱项 提升城市品质",
    ),
    Story(
        "秦牧到东湖镇调研小微企业园建设",
        (
            "本报讯 近日，区长秦牧到东湖镇实地调研小微企业园建设情况，"
            "先后来到恒通产业园、东湖双创基地，详细了解"
            "企业生产经营和项目进展。",
            "秦牧要求，区工信局要牵头制定支持政策，东湖镇要在两个工作日内拿出用地方案，全年新建标准厂房不少于3栋。"
            "要坚持服务至上，为企业排忧解难。企业负责人表示，将加快建设进度。",
        ),
        "记者 沈一苇",
        "打造企业成长的沃土",
    ),
    Story(
        "清河区举办新任网格员业务培训班",
        (
            "本报讯 4月9日上午，清河区新任网格员业务培训班在区委党校开班，120余人参加培训。",
            "区委政法委副书记方若谷在开班讲话中强调，一要提高认识，把培训成果转化为实际行动；二要学用结合，每月"
            "开展一次实战演练；三要严守纪律，不得无故缺席。",
        ),
        "记者 沈一苇 通讯员 陶敏",
    ),
)


def set_page(setting: Setting, stories: tuple[Story, ...] = STORIES) -> str:
    """Return the text of a page as a compositor would set it."""
    chance = random.Random(setting.seed)
    blocks: list[str] = []
    torn: list[str] = []
    for story in stories:
        headline = _titled(story, setting)
        body = [_wrapped(paragraph, setting) for paragraph in _signed(story, setting)]
        foot = [story.byline] if setting.byline == "foot" else []
        if setting.headlines == "above":
            blocks += [headline, *body, *foot]
        elif setting.headlines == "below":
            blocks += [*body, *foot, headline]
        else:
            blocks += [*body, *foot]
            torn.append(headline)
    chance.shuffle(torn)
    text = "\n\n".join(blocks + torn)
    return text.translate(NARROW) if setting.narrow else text


def _titled(story: Story, setting: Setting) -> str:
    """Return the headline with its slogan, each set on lines of its own."""
    lines = [_wrapped(story.headline, setting)]
    if story.kicker:
        lines.insert(0 if setting.kickers == "above" else 1, _wrapped(story.kicker, setting))
    return "\n".join(lines)


def _signed(story: Story, setting: Setting) -> list[str]:
    first, *rest = story.paragraphs
    if setting.byline == "lead":
        first = first.replace("本报讯", f"本报讯（{story.byline}）", 1)
    return [first.replace("本报讯", setting.mark, 1), *rest]


def _wrapped(text: str, setting: Setting) -> str:
    if setting.width is None:
        return text
    lines = [text[at : at + setting.width] for at in range(0, len(text), setting.width)]
    if not setting.gaps:
        return "\n".join(lines)
    return "\n".join(
        line + ("\n" if number % setting.gaps == 0 and number < len(lines) else "")
        for number, line in enumerate(lines, start=1)
    )
